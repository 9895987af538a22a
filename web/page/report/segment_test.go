package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tallystick/evidence"
	"tallystick/web/part"
)

// Each case draws marks under a text: a claim's content with its number, a
// source with s, a cue with c; the wanted pieces are parted by | and carry what
// opens at them in brackets and the innermost claim behind a slash.
func TestCut(t *testing.T) {
	for _, c := range []struct{ name, text, marks, want string }{
		{"nothing", "no claim here", "", "no claim here/-"},
		{"one claim", "A said it rained", "0 7 16;s 0 1;c 2 6", "(s)A/-| /-|(c)said/-| /-|[0]it rained/0"},
		{"a quote inside", "that B said “no” twice", "0 5 26;1 12 20", "that /-|[0]B said /0|[1]“no”/1| twice/0"},
		{"two over the same words", "it rained", "0 0 9;1 0 9", "[0 1]it rained/1"},
		{"overlapping", "abcdef", "0 0 4;1 2 6", "[0]ab/0|[1]cd/1|ef/1"},
		{"in two parts", "It, he said, fell", "0 0 2;0 13 17", "[0]It/0|, he said, /-|fell/0"},
		{"beyond the text", "abc", "0 1 9", "a/-|[0]bc/0"},
		{"nothing covered", "abc", "0 3 3", "abc/-|[0]/-"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, p := range cut(c.text, parseMarks(t, c.marks)) {
				s := p.text
				if p.cue {
					s = "(c)" + s
				}
				if p.speaker {
					s = "(s)" + s
				}
				if len(p.opens) > 0 {
					s = fmt.Sprint(p.opens) + s
				}
				inner := "-"
				if p.inner >= 0 {
					inner = fmt.Sprint(p.inner)
				}
				got = append(got, s+"/"+inner)
			}
			if strings.Join(got, "|") != c.want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), c.want)
			}
		})
	}
}

func parseMarks(t *testing.T, s string) []mark {
	var marks []mark
	for _, one := range strings.Split(s, ";") {
		if one == "" {
			continue
		}
		var who string
		var m mark
		if _, err := fmt.Sscanf(one, "%s %d %d", &who, &m.start, &m.end); err != nil {
			t.Fatal(err)
		}
		switch who {
		case "s":
			m.kind = speaker
		case "c":
			m.kind = cue
		default:
			fmt.Sscan(who, &m.claim)
			m.breadth = m.end - m.start
		}
		marks = append(marks, m)
	}
	return marks
}

// However spans overlap, the pieces joined are the text, every claim opens
// once, and a piece is the claim's exactly where one of its spans covers it.
func TestCutKeepsTextAndClaims(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("aé日 \n“”")), 0, 60, -1).Draw(t, "text")
		n := rapid.IntRange(0, 8).Draw(t, "claims")
		var marks []mark
		for claim := range n {
			for range rapid.IntRange(1, 3).Draw(t, "parts") {
				start := rapid.IntRange(0, len(text)).Draw(t, "start")
				end := rapid.IntRange(start, len(text)).Draw(t, "end")
				k := content
				if len(marks) > 0 && marks[len(marks)-1].claim == claim {
					k = rapid.SampledFrom([]kind{content, speaker, cue}).Draw(t, "kind")
				}
				marks = append(marks, mark{claim, k, start, end, end - start})
			}
		}
		opened := make([]int, n)
		at := 0
		for _, p := range cut(text, marks) {
			if text[at:at+len(p.text)] != p.text {
				t.Fatalf("at byte %d stands %q", at, p.text)
			}
			for _, c := range p.opens {
				opened[c]++
			}
			depth := 0
			for _, m := range marks {
				if m.kind == content && m.start <= at && at+len(p.text) <= m.end && m.start < m.end && p.text != "" {
					depth++
				}
			}
			if p.text != "" && (depth != p.depth || (depth > 0) != (p.inner >= 0)) {
				t.Fatalf("%q lies in %d claims, the piece says %d and innermost %d", p.text, depth, p.depth, p.inner)
			}
			at += len(p.text)
		}
		if at != len(text) {
			t.Fatalf("the pieces end at byte %d of %d", at, len(text))
		}
		for c, times := range opened {
			if times != 1 {
				t.Fatalf("claim %d opens %d times", c, times)
			}
		}
	})
}

// On the page, too: the paragraphs hold every word of the excerpts, and every
// claim that an excerpt shows any of is beside the paragraph in which it
// begins and behind a link in the text, once.
func TestParagraphsReachEveryClaim(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("ab é\n")), 1, 80, -1).Draw(t, "text")
		cuts := append(rapid.SliceOfN(rapid.IntRange(0, len(text)), 0, 6).Draw(t, "cuts"), 0, len(text))
		slices.Sort(cuts)
		var excerpts []evidence.Span
		var want strings.Builder
		for i := 1; i < len(cuts); i++ {
			if cuts[i-1] == cuts[i] || i > 1 && rapid.Bool().Draw(t, "hidden") {
				continue
			}
			if n := len(excerpts); n > 0 && cuts[i-1]-excerpts[n-1].End == 1 {
				want.WriteString(" ")
			}
			excerpts = append(excerpts, evidence.SpanOf(text, cuts[i-1], cuts[i]))
			want.WriteString(strings.ReplaceAll(text[cuts[i-1]:cuts[i]], "\n", ""))
		}
		var claims []evidence.Claim
		var lines []part.Line
		for i := range rapid.IntRange(0, 6).Draw(t, "claims") {
			start := rapid.IntRange(0, len(text)-1).Draw(t, "start")
			end := rapid.IntRange(start+1, len(text)).Draw(t, "end")
			claims = append(claims, evidence.Claim{Content: evidence.SpanOf(text, start, end)})
			lines = append(lines, part.Line{Number: i + 1})
		}
		list, _ := paragraphs(excerpts, len(text), claims, lines)
		var words strings.Builder
		beside, tagged := make(map[int]int), make(map[int]int)
		for _, p := range list {
			for _, l := range p.Side {
				beside[l.Number]++
			}
			for _, r := range p.Runs {
				for _, l := range r.Opens {
					tagged[l.Number]++
				}
				if r.First {
					tagged[r.Claim.Number]++
				}
				for _, b := range r.Bits {
					words.WriteString(b.Text)
				}
			}
		}
		if words.String() != want.String() {
			t.Fatalf("the paragraphs hold %q, want %q", words.String(), want.String())
		}
		for i, l := range lines {
			times := 0
			if slices.ContainsFunc(excerpts, claims[i].Content.Overlaps) {
				times = 1
			}
			if beside[l.Number] != times || tagged[l.Number] != times {
				t.Fatalf("claim %d stands %d times beside the text and %d times in it, want %d", l.Number, beside[l.Number], tagged[l.Number], times)
			}
		}
	})
}
