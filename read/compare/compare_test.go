package compare_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read"
	"tallystick/read/compare"
)

const text = `The mayor murmured on Monday that four soldiers were killed in Barda. Kenya accused Peru on Tuesday of shelling the town. ` +
	`Peru's Defence Ministry rejected the accusation. The army said that Barda had been shelled. The mayor murmured that the bridge was closed.`

// claims reads the text with the built-in lexicon, after an edit of one file.
func claims(t *testing.T, file, old, new string) []evidence.Claim {
	t.Helper()
	data := fstest.MapFS{}
	err := fs.WalkDir(lexicon.Data(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(lexicon.Data(), name)
		data[name] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if old != "" && !strings.Contains(string(data[file].Data), old) {
		t.Fatalf("%s no longer holds %q: choose another edit", file, old)
	}
	if old == "" {
		data[file] = &fstest.MapFile{Data: []byte(new)}
	} else {
		data[file].Data = []byte(strings.Replace(string(data[file].Data), old, new, 1))
	}
	lex, err := lexicon.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	return read.Reader{Lexicon: lex}.Claims(evidence.Report{Text: text, Language: "en"}).Claims
}

const murmur = "# Murmuring.\nkind: cue\nverbs: murmured\nstance: assert\ncomplement: clause\nmatch: He murmured that it rained.\nmiss: He sang.\n"

// Each edit of the lexicon, and what it does to the readings of the text.
func TestEdits(t *testing.T) {
	before := read.Reader{Lexicon: lexicon.Default()}.Claims(evidence.Report{Text: text, Language: "en"}).Claims
	sentences := read.Sentences(text)
	for _, c := range []struct {
		edit, file, old, new string
		want                 []string // kind, sentence, and of a change a field that must differ
	}{
		{"a verb is added", "frames/cue-murmur.frame", "", murmur, []string{
			"changed | The mayor murmured on Monday | source: the report itself -> The mayor",
			"changed | The mayor murmured that the bridge | cue:  -> murmured",
		}},
		{"a verb is taken out", "frames/cue-say.frame", "verbs: say, says, said, ", "verbs: say, says, ", []string{
			"lost | The army said that Barda",
		}},
		{"a verb becomes an accusation", "frames/cue-say.frame", "stance: assert", "stance: warn", []string{
			"changed | The army said that Barda | stance: assert -> warn",
		}},
		{"a place moves", "places.tsv", "\tBarda\t40.37\t47.13", "\tBarda\t41.37\t47.13", []string{
			"changed | The mayor murmured on Monday | event.places: Barda (40.37, 47.13) -> Barda (41.37, 47.13)",
			"changed | Kenya accused Peru on Tuesday | event.places: Barda (40.37, 47.13) -> Barda (41.37, 47.13)", // of shelling "the town"
			"changed | The army said that Barda | event.places: Barda (40.37, 47.13) -> Barda (41.37, 47.13)",
		}},
	} {
		after := claims(t, c.file, c.old, c.new)
		changes := compare.Readings(before, after, sentences)
		for _, want := range c.want {
			parts := strings.Split(want, " | ")
			if !slices.ContainsFunc(changes, func(ch compare.Change) bool {
				return string(ch.Kind) == parts[0] && strings.HasPrefix(ch.Sentence, parts[1]) && (len(parts) == 2 || slices.ContainsFunc(ch.Fields, func(d compare.Difference) bool {
					return fmt.Sprintf("%s: %s -> %s", d.Field, d.Before, d.After) == parts[2]
				}))
			}) {
				t.Errorf("%s: no %s in\n%s", c.edit, want, told(changes))
			}
		}
		if len(changes) != len(c.want) {
			t.Errorf("%s: %d changes, want %d:\n%s", c.edit, len(changes), len(c.want), told(changes))
		}
		// The other way about the same claims differ, and gains are losses.
		back := compare.Readings(after, before, sentences)
		turned := map[compare.Kind]compare.Kind{compare.Gained: compare.Lost, compare.Lost: compare.Gained, compare.Changed: compare.Changed}
		if len(back) != len(changes) {
			t.Errorf("%s: %d changes, and %d the other way about", c.edit, len(changes), len(back))
		}
		for i := range min(len(back), len(changes)) {
			if back[i].Kind != turned[changes[i].Kind] {
				t.Errorf("%s: change %d is %s, and %s the other way about", c.edit, i, changes[i].Kind, back[i].Kind)
			}
		}
	}
}

// What is not there before is gained, what is not there after is lost, and a
// reading differs from itself in nothing.
func TestGainedAndLost(t *testing.T) {
	all := read.Claims(evidence.Report{Text: text, Language: "en"}, lexicon.Default()).Claims
	sentences := read.Sentences(text)
	if got := compare.Readings(all, all, sentences); len(got) > 0 {
		t.Errorf("a reading differs from itself:\n%s", told(got))
	}
	for i, c := range all {
		fewer := slices.Delete(slices.Clone(all), i, i+1)
		lost := compare.Readings(all, fewer, sentences)
		gained := compare.Readings(fewer, all, sentences)
		is := func(kind compare.Kind, id func(compare.Change) *evidence.Claim) func(compare.Change) bool {
			return func(ch compare.Change) bool { return ch.Kind == kind && id(ch).ID == c.ID && ch.Sentence != "" }
		}
		if !slices.ContainsFunc(lost, is(compare.Lost, func(ch compare.Change) *evidence.Claim { return ch.Before })) {
			t.Errorf("%q is not lost:\n%s", c.Content.Text, told(lost))
		}
		if !slices.ContainsFunc(gained, is(compare.Gained, func(ch compare.Change) *evidence.Claim { return ch.After })) {
			t.Errorf("%q is not gained:\n%s", c.Content.Text, told(gained))
		}
	}
	if len(all) < 3 {
		t.Errorf("only %d claims to take away", len(all))
	}
}

// A denial whose claim is no longer read says so.
func TestReplyToNothing(t *testing.T) {
	all := read.Claims(evidence.Report{Text: text, Language: "en"}, lexicon.Default()).Claims
	i := slices.IndexFunc(all, func(c evidence.Claim) bool { return c.RespondsTo != "" })
	if i < 0 {
		t.Fatal("nothing in the text is an answer")
	}
	after := slices.Clone(all)
	after[i].RespondsTo = ""
	got := compare.Readings(all, after, read.Sentences(text))
	if len(got) != 1 || len(got[0].Fields) != 1 || got[0].Fields[0].Field != "responds_to" || got[0].Fields[0].Before == "" || got[0].Fields[0].After != "" {
		t.Errorf("want the answer gone:\n%s", told(got))
	}
}

func told(changes []compare.Change) string {
	var b strings.Builder
	for _, c := range changes {
		fmt.Fprintf(&b, "  %s %q %v -%v +%v\n", c.Kind, c.Sentence, c.Fields, c.RulesGone, c.RulesThatCame)
	}
	return b.String()
}
