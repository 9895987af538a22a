package toponym_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tallystick/lexicon"
	"tallystick/read"
	"tallystick/read/toponym"

	"tallystick/evidence"
)

// Each line of the story files is a text, each with what is to be found in it
// behind "=>": the names of places, with the country and part of the place
// that was chosen; "~" before it when the place itself is in no gazetteer and
// that is the one whose point it is given; "?" when nothing says where it is.
func TestStories(t *testing.T) {
	b, err := os.ReadFile("testdata/stories.txt")
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	for n, line := range strings.Split(string(b), "\n") {
		text, want, ok := strings.Cut(line, " => ")
		if !ok {
			continue
		}
		told++
		text = strings.ReplaceAll(text, "|", "\n\n")
		if want == "nothing" {
			want = ""
		}
		if got := outline(text, find(text)); got != want {
			t.Errorf("stories.txt:%d: %s\n got %s\nwant %s", n+1, text, got, want)
		}
	}
	if told < 60 {
		t.Errorf("only %d stories", told)
	}
}

func find(text string) []toponym.Mention {
	lex := lexicon.Default()
	return toponym.Finder{Lexicon: lex, Gazetteers: []*lexicon.Gazetteer{lex.Gazetteer()}}.Find(text, read.PlaceWords(evidence.Report{Text: text}, lex))
}

func outline(text string, all []toponym.Mention) string {
	var out []string
	for _, m := range all {
		where := "?"
		if m.Place != nil {
			where = strings.TrimSpace(m.Place.Country + " " + m.Place.Part)
			if !m.Known {
				where = "~" + where
			}
		}
		out = append(out, fmt.Sprintf("%s (%s)", text[m.Start:m.End], where))
	}
	return strings.Join(out, ", ")
}

// Whatever the text, mentions stand in order, share no byte, begin and end at
// letters' edges, and the same text gives the same mentions.
func TestMentionsAreSound(t *testing.T) {
	b, err := os.ReadFile("testdata/stories.txt")
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Fields(string(b))
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 60).Draw(t, "words"), " ")
		check(t, text)
	})
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"", "PARIS", "In Paris, Texas", "U.S.", "St. ", "Saint-Denis-", "-Paris-London-", "Paris\u2013", "\xff\xfeParis", "in \u0130zmir, in B\u0259rd\u0259",
		"X, Ky. Y, Ky.", "in A in B in C", "County County County", "Lake Road Street", "the village of", "between Ab and", "Ann Lee, 43, of", strings.Repeat("Paris, Texas ", 50),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { check(t, strings.ToValidUTF8(text, "?")) })
}

type fataler interface {
	Fatalf(format string, args ...any)
}

func check(t fataler, text string) {
	all := find(text)
	end := 0
	for _, m := range all {
		if m.Start < end || m.End <= m.Start || m.End > len(text) {
			t.Fatalf("mention %d-%d behind %d in a text of %d bytes: %q", m.Start, m.End, end, len(text), text)
		}
		if !utf8.ValidString(text[m.Start:m.End]) {
			t.Fatalf("mention %d-%d cuts a letter of %q", m.Start, m.End, text)
		}
		if r, _ := utf8.DecodeRuneInString(text[m.Start:]); !unicode.IsUpper(r) && !unicode.IsDigit(r) {
			t.Fatalf("mention %q begins with no capital", text[m.Start:m.End])
		}
		if m.Known && m.Place == nil {
			t.Fatalf("%q is known and nowhere", text[m.Start:m.End])
		}
		end = m.End
	}
	if d := cmp.Diff(outline(text, all), outline(text, find(text))); d != "" {
		t.Fatalf("the same text reads otherwise: %s", d)
	}
}

// BenchmarkFind reads the stories as one long text: the time must grow with
// its length.
func BenchmarkFind(b *testing.B) {
	s, err := os.ReadFile("testdata/stories.txt")
	if err != nil {
		b.Fatal(err)
	}
	lex := lexicon.Default()
	f := toponym.Finder{Lexicon: lex, Gazetteers: []*lexicon.Gazetteer{lex.Gazetteer()}}
	for _, times := range []int{1, 10, 100} {
		text := strings.Repeat(string(s), times)
		words := read.PlaceWords(evidence.Report{Text: text}, lex)
		b.Run(fmt.Sprint(times), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				f.Find(text, words)
			}
		})
	}
}
