package lexicon

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Words are cut at spaces here; the reader may cut them as it likes.
func TestMatch(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string // ids in order, apart by spaces
	}{
		// Names keep their case, whoever uses them.
		{"Barda region", 1, "place:barda"},
		{"Bərdə şəhəri", 1, "place:barda"},
		{"BARDA, Azerbaijan", 1, "place:barda"},
		{"barda", 0, ""},
		{"Shusha fell", 1, "place:shushi"},
		{"Shushi fell", 1, "place:shushi"},
		{"Xankəndi", 1, "place:stepanakert"},
		{"Martuni was", 1, "place:martuni place:martuni-gegharkunik"},
		{"Georgia said", 1, "side:georgia place:georgia place:georgia-us"},
		{"Baku said", 1, "side:azerbaijan place:baku"},

		// Capitals tell a party from a pronoun and an agency from a question.
		{"US officials said", 2, "actor:united-states-officials"},
		{"us officials said", 0, ""},
		{"WHO said", 1, "actor:world-health-organization"},
		{"Who said", 0, ""},
		{"SAMs (", 1, "equipment:surface-to-air-missile-system"},
		{"Sams", 0, ""},
		{"Tanks rolled", 1, "equipment:tank"},

		// A side and a body make an actor, in either order.
		{"Armenian border guards on", 3, "actor:armenia-border-guards"},
		{"Azerbaijani border guards on", 3, "actor:azerbaijan-border-guards"},
		{"Azerbaijan’s Defence Ministry said", 3, "actor:azerbaijan-defence-ministry"},
		{"Azerbaijan 's Ministry of Defense said", 5, "actor:azerbaijan-defence-ministry"},
		{"Armenia’s Ministry of Defense said", 4, "actor:armenia-defence-ministry"},
		{"Ministry of Foreign Affairs of the Republic of Armenia said", 9, "actor:armenia-foreign-ministry"},
		{"Azerbaijani Foreign Ministry called", 3, "actor:azerbaijan-foreign-ministry"},
		{"Russian Ministry of Foreign Affairs spokeswoman", 5, "actor:russia-foreign-ministry"},
		{"Nagorno-Karabakh Defence Ministry reported", 3, "actor:artsakh-defence-ministry"},
		{"Pentagon", 1, "actor:united-states-defence-ministry"},
		{"Azerbaijani attack", 1, "side:azerbaijan side:azerbaijan"},
		{"foreign ministry", 2, "head:foreign-ministry"},

		// Words may be cut at hyphens or not.
		{"T-72 tanks", 1, "equipment:t-72"},
		{"T - 72s were", 3, "equipment:t-72"},
		{"t-72", 0, ""},
		{"surface-to-air missile launchers", 3, "equipment:surface-to-air-missile-system"},
		{"armored vehicles including", 2, "equipment:armoured-vehicle"},
		{"Goris-Stepanakert highway to", 2, "route:goris-stepanakert-highway"},

		{"at least four", 2, "hedge:at-least"},
		{"Pashinian on Tuesday", 1, "person:nikol-pashinyan"},
		{"@Oryx posted", 1, "actor:oryx"},
		{"– Armenia", 0, ""},
	} {
		entries, n := Default().Match(strings.Fields(c.text), 0)
		var ids []string
		for _, e := range entries {
			ids = append(ids, e.ID)
		}
		if got := strings.Join(ids, " "); got != c.want || n != c.n {
			t.Errorf("%q: %s over %d words, want %s over %d", c.text, got, n, c.want, c.n)
		}
	}
}

// Every body that a side may have is found for each side alike.
func TestEverySideHasEveryBody(t *testing.T) {
	l := Default()
	for _, s := range l.Sides {
		for _, h := range l.Heads {
			words := strings.Fields(s.Adjective + " " + h.Forms[0].Text)
			entries, n := l.MatchKind(KindActor, words, 0)
			if n != len(words) || entries[0].Side != s.Code {
				t.Errorf("%q: %d of %d words, %v", strings.Join(words, " "), n, len(words), entries)
			}
		}
	}
}

// Whatever way a form is cut into words, it finds its own entry over all of
// them, and nothing that is longer.
func TestFormsFindTheirEntries(t *testing.T) {
	l := Default()
	word := regexp.MustCompile(`[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]`)
	cuts := map[string]func(string) []string{
		"at spaces":      strings.Fields,
		"at punctuation": func(s string) []string { return word.FindAllString(s, -1) },
	}
	for how, cut := range cuts {
		for _, f := range allForms(l) {
			words := cut(f.text)
			entries, n := l.MatchKind(f.kind, words, 0)
			if !slices.ContainsFunc(entries, func(e Entry) bool { return e.ID == f.id }) {
				t.Errorf("%q cut %s: want %s, got %v over %d of %d words", f.text, how, f.id, entries, n, len(words))
			}
		}
	}
}

type ownForm struct {
	text, id string
	kind     Kind
}

func allForms(l *Lexicon) (forms []ownForm) {
	add := func(kind Kind, it Item) {
		for _, f := range it.Forms {
			forms = append(forms, ownForm{f.Text, it.ID, kind})
		}
	}
	for _, x := range l.Sides {
		add(KindSide, x.Item)
	}
	for _, x := range l.Heads {
		add(KindHead, x.Item)
	}
	for _, x := range l.Actors {
		add(KindActor, x.Item)
	}
	for _, x := range l.People {
		add(KindPerson, x.Item)
	}
	for _, x := range l.Places {
		add(KindPlace, x.Item)
	}
	for _, x := range l.Routes {
		add(KindRoute, x.Item)
	}
	for _, x := range l.Outlets {
		add(KindOutlet, x.Item)
	}
	for _, x := range l.Equipment {
		add(KindEquipment, x.Item)
	}
	for _, x := range l.Roles {
		add(KindRole, x.Item)
	}
	for _, x := range l.Counted {
		add(KindCounted, x.Item)
	}
	for _, x := range l.Numbers {
		add(KindNumber, x.Item)
	}
	for _, x := range l.Hedges {
		add(KindHedge, x.Item)
	}
	for _, x := range l.Times {
		add(KindTime, x.Item)
	}
	return forms
}

// What stands around a form changes neither what is found there nor, for any
// words at all, the answer when it is asked again.
func TestMatchHoldsAnywhere(t *testing.T) {
	l := Default()
	forms := allForms(l)
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.SampledFrom(forms).Draw(t, "form")
		before := rapid.SliceOfN(rapid.StringMatching(`[\p{L}\p{N}'’.-]{1,8}`), 0, 4).Draw(t, "before")
		words := append(slices.Clone(before), strings.Fields(f.text)...)
		words = append(words, "qqq")
		entries, n := l.MatchKind(f.kind, words, len(before))
		if n < 1 || n > len(words)-len(before)-1 {
			t.Fatalf("%q in %q: %d words", f.text, words, n)
		}
		again, m := l.MatchKind(f.kind, words, len(before))
		if m != n || !slices.Equal(entries, again) {
			t.Fatalf("%q in %q: %v, then %v", f.text, words, entries, again)
		}
		for i := range words {
			if _, n := l.Match(words, i); n > len(words)-i {
				t.Fatalf("%q at %d: %d words", words, i, n)
			}
		}
	})
}

func TestEntryByID(t *testing.T) {
	l := Default()
	for _, f := range allForms(l) {
		if e, ok := l.Entry(f.id); !ok || e.ID != f.id || e.Kind != f.kind {
			t.Errorf("%s: %v", f.id, e)
		}
	}
	for id, name := range map[string]string{
		"actor:armenia-border-guards":    "Armenian border guards",
		"actor:azerbaijan-border-guards": "State Border Service of Azerbaijan",
		"actor:united-states-navy":       "American navy",
	} {
		if e, ok := l.Entry(id); !ok || e.Name != name {
			t.Errorf("%s: %q, want %q", id, e.Name, name)
		}
	}
	for _, id := range []string{"", "actor:", "actor:atlantis-navy", "place:atlantis", "navy"} {
		if e, ok := l.Entry(id); ok {
			t.Errorf("%q: %v, want nothing", id, e)
		}
	}
}

// The fingerprint names what the files say: one letter changes it, reading
// again does not.
func TestFingerprint(t *testing.T) {
	again, err := Load(Data())
	if err != nil {
		t.Fatal(err)
	}
	if again.Fingerprint() != Default().Fingerprint() || len(again.Fingerprint()) != 12 {
		t.Errorf("fingerprint %q, then %q", Default().Fingerprint(), again.Fingerprint())
	}
	files := copyData(t)
	files["places.tsv"].Data = append(files["places.tsv"].Data, '\n')
	other, err := Load(files)
	if err != nil {
		t.Fatal(err)
	}
	if other.Fingerprint() == again.Fingerprint() {
		t.Error("a changed file keeps the fingerprint")
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("Azerbaijani Foreign Ministry 's T - 72")
	f.Add("’s of the Ministry of the \xff")
	f.Add("İ ẞ ǆ É́́")
	l := Default()
	f.Fuzz(func(t *testing.T, text string) {
		words := strings.Fields(text)
		for i := range words {
			if entries, n := l.Match(words, i); n < 0 || n > len(words)-i || (n == 0) != (len(entries) == 0) {
				t.Errorf("%q at %d: %v over %d", words, i, entries, n)
			}
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(Data()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	l := Default()
	words := strings.Fields(strings.Repeat("On Tuesday the Azerbaijani Foreign Ministry said that rockets had struck the Barda region and wounded at least thirteen people there . ", 50))
	b.ReportAllocs()
	for b.Loop() {
		for i := range words {
			l.Match(words, i)
		}
	}
	b.ReportMetric(float64(len(words))*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mwords/s")
}
