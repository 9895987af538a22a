package read_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read"
)

// A text in another language yields no claims, whether the report says so or
// only its words do.
func TestOtherLanguage(t *testing.T) {
	german := "Die Streitkräfte Norwegens haben nach Angaben des Ministeriums die Stadt eingenommen. Der Sprecher sagte, dass vier Soldaten getötet wurden."
	for _, language := range []string{"de", ""} {
		got := read.Claims(evidence.Report{Text: german, Language: language}, lexicon.Default())
		if len(got.Claims) != 0 {
			t.Errorf("language %q: %d claims from a German text", language, len(got.Claims))
		}
	}
}

// The reading names the reader's version and the lexicon's state.
func TestVersion(t *testing.T) {
	lex := lexicon.Default()
	got := read.Claims(evidence.Report{}, lex)
	if got.Reader != read.Version(lex) || !strings.Contains(got.Reader, lex.Fingerprint()) {
		t.Errorf("reader %q", got.Reader)
	}
}

// pieces from which texts are put together that no editor would print.
var pieces = []string{
	"Kenya", "Peru", "Kenyan forces", "the ministry", "she", "they", "both sides", "Ann Lee, the mayor of Oslo,", "said", "said that", "accused", "denied",
	"of", "shelling", "killing", "four", "more than", "civilians", "T-72 tanks", "257", "including", "64 of which", "were captured", "Barda", "on Tuesday",
	"“", "”", "\"", "'", "‘", "’", "«", "»", ",", ".", "?", ":", ";", "\n", "\n\n", "• ", "if", "may", "not", "according to", "reportedly", "the ceasefire", "fell apart",
	"https://example.org/a", "U.S.", "No.", "1,5.0", "$5", "%", "é", "世界", "\u0301", "which", "who", "and", "but", "while", "each other", "the road", "closed", "(", ")", "—",
}

// Whatever the text, spans are exact, ids are unique, and the same text read
// twice gives the same bytes.
func TestClaimsHoldTheFormat(t *testing.T) {
	lex := lexicon.Default()
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 80).Draw(t, "pieces"), rapid.SampledFrom([]string{" ", ""}).Draw(t, "gap"))
		if err := holdsFormat(text, lex); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	})
}

func holdsFormat(text string, lex *lexicon.Lexicon) error {
	r := evidence.Report{Text: text, Language: "en", Published: evidence.Interval{From: "2020-11-06"}}
	first := read.Claims(r, lex)
	if err := first.Check(text); err != nil {
		return err
	}
	a, err := json.Marshal(first)
	if err != nil {
		return err
	}
	again := read.New(lex).Survey(r)
	b, err := json.Marshal(again.Reading)
	if err != nil {
		return err
	}
	if !bytes.Equal(a, b) {
		return errTwice
	}
	return holdsSpans(text, &again)
}

// holdsSpans says whether all that a survey found lies in the text, on the
// borders of characters, and says the words that stand there.
func holdsSpans(text string, s *read.Survey) error {
	var all []evidence.Span
	add := func(p *evidence.Span) {
		if p != nil {
			all = append(all, *p)
		}
	}
	for i := range s.Attributions {
		a := &s.Attributions[i]
		add(a.Source)
		all = append(append(all, a.Cue), a.Content...)
	}
	for _, k := range s.Codings {
		for _, p := range append(slices.Clone(k.Sources), k.Targets...) {
			all = append(all, p.Span)
		}
	}
	for _, p := range s.Places {
		all = append(all, p.Span)
	}
	for i := range s.Quotes {
		all = append(all, s.Quotes[i].Span)
		add(s.Quotes[i].Speaker)
		add(s.Quotes[i].Cue)
	}
	for _, n := range s.Figures {
		all = append(all, n.Span)
	}
	for _, p := range all {
		if p.Start < 0 || p.End > len(text) || p.Start >= p.End || text[p.Start:p.End] != p.Text || !utf8.ValidString(p.Text) {
			return fmt.Errorf("%d to %d of %d bytes is %q", p.Start, p.End, len(text), p.Text)
		}
	}
	return nil
}

type constant string

func (c constant) Error() string { return string(c) }

const errTwice constant = "two readings of one text differ"

// Hostile texts are read in time that grows with their length: a step that
// looked back over the whole text would not end.
func TestLongTexts(t *testing.T) {
	for name, text := range map[string]string{
		"one sentence":     strings.Repeat("Kenyan forces shelled the town of Barda and ", times(4_000)),
		"one word":         strings.Repeat("a", times(1<<20)),
		"quotation marks":  strings.Repeat("“", times(100_000)),
		"straight marks":   strings.Repeat(`"`, times(100_000)),
		"apostrophes":      strings.Repeat(" 'a", times(50_000)),
		"said he said":     strings.Repeat("Kenya said that ", times(10_000)),
		"and and":          strings.Repeat("Kenya and ", times(20_000)) + "accused each other of attacks.",
		"of of":            "the mayor " + strings.Repeat("of the town ", times(20_000)) + "said it fell.",
		"items":            "Peru has lost:\n" + strings.Repeat("• 4 T-72 tanks\n", times(10_000)),
		"denials":          strings.Repeat("Kenya denied it. ", times(10_000)),
		"numbers":          strings.Repeat("four hundred million ", times(15_000)),
		"combining marks":  strings.Repeat("\u0301", times(150_000)),
		"paragraph breaks": strings.Repeat("“a\n\n", times(25_000)),
	} {
		t.Run(name, func(t *testing.T) {
			got := read.Claims(evidence.Report{Text: text, Language: "en"}, lexicon.Default())
			if err := got.Check(text); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// times is how often a part of a long text is said again: a step that looks back
// over the whole text shows at a tenth of the length too.
func times(n int) int {
	if testing.Short() {
		return n / 10
	}
	return n
}

func FuzzClaims(f *testing.F) {
	lex := lexicon.Default()
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b))
	}
	f.Add("Kenya accused Peru of \xff\xfe“")
	f.Fuzz(func(t *testing.T, text string) {
		if err := holdsFormat(strings.ToValidUTF8(text, "\ufffd"), lex); err != nil {
			t.Fatal(err)
		}
	})
}

// BenchmarkClaims reads news at large where ../shared/bench is present, our
// own texts otherwise, and reports words a second.
func BenchmarkClaims(b *testing.B) {
	lex := lexicon.Default()
	texts := benchTexts(b)
	bytes, count := 0, 0
	for _, text := range texts {
		bytes += len(text)
		count += len(strings.Fields(text))
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		for _, text := range texts {
			read.Claims(evidence.Report{Text: text, Language: "en"}, lex)
		}
	}
	b.ReportMetric(float64(count)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

func benchTexts(b *testing.B) []string {
	b.Helper()
	var out []string
	f, err := os.Open(filepath.Join("..", "..", "shared", "bench", "attribution-train.jsonl"))
	if err != nil {
		files, _ := filepath.Glob("testdata/*.txtar")
		for _, file := range files {
			if text, err := os.ReadFile(file); err == nil {
				out = append(out, string(text))
			}
		}
		return out
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var doc struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &doc); err != nil {
			b.Fatal(err)
		}
		out = append(out, doc.Text)
	}
	return out
}

// A claim has a source: the report itself, or somebody with a name or words.
func TestEveryClaimHasASource(t *testing.T) {
	texts := []string{
		"A car bomb has killed 13 soldiers and wounded 56 more in the north of the country, officials\n            say.\n            Said the army. They said.",
		"\"Work is continuing,\" said.\n\nsaid a statement. According to.\n\nIt said it had lost Goris. Asked if it would attack, said no.",
		"The rebels there deny and say.\n- said the ministry\n- denied it had shelled Goris",
	}
	for _, text := range texts {
		for _, c := range read.Claims(evidence.Report{Text: text, Language: "en"}, lexicon.Default()).Claims {
			if c.Source.Kind != evidence.Narrator && c.Source.Name == "" && c.Source.Span == nil {
				t.Errorf("%q: nobody says %q", text, c.Content.Text)
			}
		}
	}
}
