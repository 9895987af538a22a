package bench

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "raise floors.json to what is reached, and write the figures into docs/benchmarks.md")

// pack is a pack of texts, and the figures that are held to floors.
type pack struct {
	name, what string
	task       string // as the packs' scorer names it
	score      func([]pair) figures
	figures    []figure
}

// figure is one of a pack's scores in words, with what others reach.
type figure struct {
	name, says, scale string
	// play is how far it may fall below its floor. A share of what was found
	// falls a little whenever more is found, and that is no loss.
	play float64
}

// scored are the packs, in the order of the page. What people and others reach
// was measured on the same documents unless it says otherwise.
var scored = []pack{
	{"attribution-dev", "who says what: PolNeAR, 84 newspaper articles, 2,192 attributions", "attribution", attribution, []figure{
		{"triple_overlap.f", "source, cue and content all overlap, F", "one person against another .783, a tagger's perceptron .625, regular expressions .372", 0},
		{"token.content.f", "words of contents, F", "people .916, regular expressions .506", 0},
		{"speaker.acc_overlap", "right source among those found", "people .937, regular expressions .793", 0.01},
	}},
	{"quotes-dev", "direct quotations: 64 of these articles, 480 quotations", "quotes", quotes, []figure{
		{"exact.f", "the same words, F", "people .905, regular expressions .802", 0},
		{"cover_0.8.speaker_end_to_end", "found, with the right speaker", "people .953, regular expressions .588", 0},
	}},
	{"events-dev", "events: half of PLOVER's own examples, 161 texts, 163 events", "events", events, []figure{
		{"type_top1_acc", "type of the first event", "a list of stems .621, Universal PETRARCH .40", 0},
		{"type_macro_f1_top1", "the same, mean over types, F", "a list of stems .553", 0},
		{"joint_text.f", "type, source and target all right, F", "a list of stems .430", 0},
	}},
	{"events-plv-dev", "events: PLV, 1,043 sentences of news; with models, each tenth read with what the other nine teach", "events", events, []figure{
		{"type_top1_acc", "type of the first event", "a language model's entailment .762, a list of stems .581", 0},
		{"type_macro_f1_top1", "the same, mean over types, F", "a language model's entailment .747, a list of stems .544", 0},
		{"joint_text.f", "type, source and target all right, F", "", 0},
	}},
	{"events-none-dev", "sentences of news without an event, 54", "events", events, []figure{
		{"false_alarm_rate", "an event where there is none", "Universal PETRARCH .31–.44, a list of stems .72", 0},
	}},
	{"places-dev", "places: halves of GeoWebNews and TR-News, 159 articles, 2,085 mentions", "places", places, []figure{
		{"geotag_overlap.f", "mentions found, F", "on the first of the two: spaCy .812, Google .863, Edinburgh .690", 0},
		{"resolution.acc161_end_to_end", "within 161 km, of all", "Edinburgh .508", 0},
	}},
	{"counts-dev", "numbers of people killed, wounded, arrested, abducted: 109 sentences", "counts", counts, []figure{
		{"all.f", "kind and number right, F", "numbers near stems .871", 0},
		{"doc_exact", "sentences wholly right", "numbers near stems .835", 0},
		{"false_alarm_rate", "a number where there is none", "numbers near stems .20", 0},
	}},
}

// mode is a way to read: by rules alone, or with what was learned beside them.
type mode struct {
	name, says string
	args       []string
}

var modes = []mode{{"rules", "rules alone", []string{"--model", "none"}}, {"models", "with models", nil}}

// TestReading reads every pack with the program as it is built, in each mode,
// and holds what it finds to the floors, to the packs' own scorer and to the
// article that was read by hand.
func TestReading(t *testing.T) {
	if _, err := os.Stat(packs); err != nil {
		t.Skip("the packs of read texts are not here: they belong beside the repository, not in it")
	}
	program := build(t)
	reached, outputs := floors{}, map[string][]byte{}
	for _, m := range modes {
		reached[m.name] = map[string]figures{}
		for _, p := range scored {
			outputs[p.name] = p.read(t, program, m)
			reached[m.name][p.name] = p.score(load(t, p.name, outputs[p.name]))
		}
	}
	t.Run("floors", func(t *testing.T) { holdFloors(t, reached) })
	t.Run("scorer", func(t *testing.T) { holdScorer(t, reached[modes[len(modes)-1].name], outputs) })
	t.Run("seed", func(t *testing.T) { holdSeed(t, program) })
}

// holdScorer: what is counted here is what the packs' own scorer counts, to
// the last digit.
func holdScorer(t *testing.T, ours map[string]figures, outputs map[string][]byte) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not here, which the packs' own scorer needs")
	}
	for _, p := range scored {
		file := filepath.Join(t.TempDir(), "output.jsonl")
		if err := os.WriteFile(file, outputs[p.name], 0o600); err != nil {
			t.Fatal(err)
		}
		answer, err := exec.Command(python, filepath.Join(packs, "score.py"), p.task, filepath.Join(packs, p.name+".jsonl"), file).Output()
		if err != nil {
			t.Fatal(err)
		}
		var theirs map[string]any
		if err := json.Unmarshal(answer, &theirs); err != nil {
			t.Fatal(err)
		}
		for _, name := range slices.Sorted(maps.Keys(ours[p.name])) {
			if got, want := ours[p.name][name], at(theirs, name); got != want {
				t.Errorf("%s: %s is %v here, and %v by the packs' own scorer", p.name, name, got, want)
			}
		}
	}
}

// holdSeed: the article with a list of claims made by hand is read whole.
func holdSeed(t *testing.T, program string) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not here, which the list's own checker needs")
	}
	seed := filepath.Join(packs, "..", "corpus", "seed")
	if _, err := os.Stat(seed); err != nil {
		t.Skip("../shared/corpus/seed is not here")
	}
	for _, m := range modes {
		check := exec.Command(python, filepath.Join(packs, "check_gold.py"), filepath.Join(seed, "gold.json"), "-")
		check.Stdin = bytes.NewReader(output(t, program, "--json", m, filepath.Join(seed, "article.txt")))
		if said, err := check.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", m.says, err, said)
		}
	}
}

// build makes the program out of the source as it stands.
func build(t *testing.T) string {
	t.Helper()
	// The program is no import of this test. go test keeps a result until what
	// it opened has changed: so every folder of the source is opened.
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && path != ".." {
			return fs.SkipDir
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "tallystick")
	if out, err := exec.Command("go", "build", "-o", program, "../cmd/tallystick").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

// read is what the program finds in the pack. Where models were learned from
// the pack itself, it is read with models that have not seen what they read.
func (p pack) read(t *testing.T, program string, m mode) []byte {
	t.Helper()
	file := filepath.Join(packs, p.name+".jsonl")
	if p.name != "events-plv-dev" || m.args != nil {
		return output(t, program, "--docs", m, file)
	}
	unseen := filepath.Join(t.TempDir(), "unseen.jsonl")
	c := exec.Command(program, "train", "events", "--plv", file, "--own", "../read/coding/texts/own.txt", "--cv", unseen)
	if said, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	out, err := os.ReadFile(unseen)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// output is what the program prints for a file.
func output(t *testing.T, program, form string, m mode, file string) []byte {
	t.Helper()
	var out, errs bytes.Buffer
	c := exec.Command(program, slices.Concat([]string{"read", form}, m.args, []string{file})...)
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", file, err, errs.Bytes())
	}
	return out.Bytes()
}

// at follows a figure's name through the scorer's answer. "cover_0.8" is one
// step.
func at(answer map[string]any, name string) float64 {
	for name != "" {
		if v, ok := answer[name].(float64); ok {
			return v
		}
		step := ""
		for key, v := range answer {
			if _, inner := v.(map[string]any); inner && strings.HasPrefix(name, key+".") && len(key) > len(step) {
				step = key
			}
		}
		if step == "" {
			break
		}
		answer, name = answer[step].(map[string]any), strings.TrimPrefix(name, step+".")
	}
	return -1
}

const (
	page      = "../docs/benchmarks.md"
	pageStart = "<!-- make bench writes what follows -->\n"
	pageEnd   = "<!-- until here -->\n"
)

// writePage puts the figures between the marks of the page.
func writePage(t *testing.T, reached, held floors) {
	t.Helper()
	b, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(b), pageStart)
	_, after, ended := strings.Cut(rest, pageEnd)
	if !ok || !ended {
		t.Fatalf("%s: the lines %q and %q are gone", page, pageStart, pageEnd)
	}
	if err := os.WriteFile(page, []byte(before+pageStart+table(reached, held)+pageEnd+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

// table writes a row for each figure, with its floor in brackets.
func table(reached, held floors) string {
	var b strings.Builder
	b.WriteString("\n| figure (floor) |")
	for _, m := range modes {
		fmt.Fprintf(&b, " %s |", m.says)
	}
	b.WriteString(" for scale |\n|---|" + strings.Repeat("---|", len(modes)) + "---|\n")
	for _, p := range scored {
		fmt.Fprintf(&b, "| **%s** |%s |\n", p.what, strings.Repeat(" |", len(modes)))
		for _, f := range p.figures {
			fmt.Fprintf(&b, "| %s |", f.says)
			for _, m := range modes {
				fmt.Fprintf(&b, " %s (%s) |", digits(reached[m.name][p.name][f.name]), digits(held[m.name][p.name][f.name]))
			}
			fmt.Fprintf(&b, " %s |\n", f.scale)
		}
	}
	return b.String() + "\n"
}

// digits writes a share as the field does: .527.
func digits(x float64) string { return strings.TrimPrefix(fmt.Sprintf("%.3f", x), "0") }
