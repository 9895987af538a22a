package lexicon

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"
)

// mirrors are the tables with the pair that each exchanges, the authority that
// it sets to one of them, and the names that both share and neither changes.
var mirrors = []struct {
	file, one, other, allied string
	shared                   []string
}{
	{"mirror-arm-aze.tsv", "ARM", "AZE", "NKR", []string{
		"place:nagorno-karabakh", "place:karabakh", "place:nagorno-karabakh-autonomous-oblast", "place:line-of-contact",
		"place:araks", "place:kura", "place:caspian-sea",
	}},
	{"mirror-rus-ukr.tsv", "RUS", "UKR", "", []string{
		"place:black-sea", "place:sea-of-azov", "place:kerch-strait", "place:eastern-europe", "place:caucasus", "place:north-caucasus", "place:dnipro-river",
	}},
	{"mirror-isr-pse.tsv", "ISR", "PSE", "", nil},
}

func loaded(t *testing.T, file string) *Mirror {
	t.Helper()
	m, err := LoadMirror(Data(), file)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// eachMirror runs a test on every table.
func eachMirror(t *testing.T, test func(t *testing.T, m *Mirror, n int)) {
	for n, k := range mirrors {
		t.Run(k.file, func(t *testing.T) { test(t, loaded(t, k.file), n) })
	}
}

func TestMirror(t *testing.T) {
	m := loaded(t, "mirror-arm-aze.tsv")
	for _, c := range []struct{ text, canonical, exchanged string }{
		{"Armenia accused Azerbaijan of shelling.", "Armenia accused Azerbaijan of shelling.", "Azerbaijan accused Armenia of shelling."},
		{"Pashinian’s army", "Pashinyan’s army", "Aliyev’s army"},
		{"Azeris and ARMENIANS", "Azerbaijanis and ARMENIANS", "Armenians and AZERBAIJANIS"},
		{"the Artsakh Defence Army said", "the Armenian army said", "the Azerbaijani army said"},
		{"Khankendi (Stepanakert)", "Stepanakert (Stepanakert)", "Ganja (Ganja)"},
		{"Nagorno-Karabakh", "Nagorno-Karabakh", "Nagorno-Karabakh"},
		{"the Baku–Tbilisi–Ceyhan pipeline", "the Baku-Tbilisi-Ceyhan pipeline", "the Baku-Tbilisi-Ceyhan pipeline"},
		{"East Azerbaijan and Azerbaijan", "East Azerbaijan and Azerbaijan", "East Azerbaijan and Armenia"},
		{"Bakuriani is no Baku", "Bakuriani is no Baku", "Bakuriani is no Yerevan"},
	} {
		canonical := m.Canonical(c.text)
		exchanged, _ := m.Exchange(canonical)
		if canonical != c.canonical || exchanged != c.exchanged {
			t.Errorf("%q: %q, then %q; want %q, then %q", c.text, canonical, exchanged, c.canonical, c.exchanged)
		}
	}
}

// Exchanging twice gives the canonical text back, and offsets come back with
// it, whatever the names stand in.
func TestMirrorIsOneToOne(t *testing.T) {
	eachMirror(t, func(t *testing.T, m *Mirror, n int) {
		var forms []string
		for _, f := range partyForms(t, n) {
			forms = append(forms, f.text)
		}
		rapid.Check(t, func(t *rapid.T) {
			words := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(forms), rapid.SampledFrom([]string{"and", "the", "’s", "—", "said", "in", "."})), 1, 12).Draw(t, "words")
			text := m.Canonical(strings.Join(words, " "))
			there, to := m.Exchange(text)
			back, from := m.Exchange(there)
			if back != text {
				t.Fatalf("%q\nbecame %q\nbecame %q", text, there, back)
			}
			for i := 0; i <= len(text); i++ {
				if startsWord := i == 0 || i == len(text) || text[i-1] == ' '; startsWord && to(i) > len(there) {
					t.Fatalf("offset %d of %q maps to %d of %q", i, text, to(i), there)
				}
			}
			for _, end := range []int{0, len(text)} {
				if from(to(end)) != end {
					t.Fatalf("offset %d of %q comes back as %d", end, text, from(to(end)))
				}
			}
		})
	})
}

// No name of either side passes the mirror unchanged.
func TestMirrorCoversBothSides(t *testing.T) {
	eachMirror(t, func(t *testing.T, m *Mirror, n int) {
		for _, f := range partyForms(t, n) {
			canonical := m.Canonical(f.text)
			if out, _ := m.Exchange(canonical); out == canonical {
				t.Errorf("%q (%s) has no partner and is set to no canonical form", f.text, f.id)
			}
		}
	})
}

// What a name means is what its partner means, with the sides exchanged: the
// kind, the class of an actor or place, and how many words it covers.
func TestMirrorKeepsTheMeaning(t *testing.T) {
	eachMirror(t, func(t *testing.T, m *Mirror, n int) {
		k, l := mirrors[n], Default()
		other := map[string]string{k.one: k.other, k.other: k.one}
		forms := partyForms(t, n)
		for _, f := range allForms(l) {
			if e, _ := l.Entry(f.id); f.kind == KindActor && (e.Side == k.one || e.Side == k.other || e.Side == k.allied && e.Side != "") {
				forms = append(forms, f)
			}
		}
		for _, f := range forms {
			here := m.Canonical(f.text)
			there, _ := m.Exchange(here)
			a, n := l.MatchKind(f.kind, strings.Fields(here), 0)
			b, k := l.MatchKind(f.kind, strings.Fields(there), 0)
			whole := n == len(strings.Fields(here)) && k == len(strings.Fields(there))
			if !whole || len(a) == 0 || len(b) == 0 {
				t.Errorf("%q: %q is %v, %q is %v", f.text, here, a, there, b)
				continue
			}
			sides := f.kind == KindPlace || other[a[0].Side] == b[0].Side
			if classes := f.kind == KindPerson || a[0].Class == b[0].Class; !sides || !classes {
				t.Errorf("%q: %q is a %s of %s, %q a %s of %s", f.text, here, a[0].Class, a[0].Side, there, b[0].Class, b[0].Side)
			}
		}
	})
}

// partyForms are the forms of the two sides and of what lies or serves there.
// A name that both sides share is not theirs.
func partyForms(t *testing.T, n int) (forms []ownForm) {
	k, l := mirrors[n], Default()
	for _, f := range allForms(l) {
		e, ok := l.Entry(f.id)
		if !ok {
			t.Fatalf("%s has no entry", f.id)
		}
		named := f.kind == KindSide || f.kind == KindPerson || f.kind == KindPlace
		if (e.Side == k.one || e.Side == k.other) && named && !slices.Contains(k.shared, f.id) {
			forms = append(forms, f)
		}
	}
	return forms
}

func TestLoadMirrorRefuses(t *testing.T) {
	head := "form\tpartner\tclass\tsource\tadded\tnote\n"
	for rows, want := range map[string]string{
		"A\tB\tpair\nC\tB\tpair\n":    `t.tsv:3: "C" or "B" stands in an earlier row`,
		"A\tB\tpair\nA\tB\tcanonical": `t.tsv:3: "A" or "B" stands`,
		"A\tA\tpair\n":                "t.tsv:2: a row needs a form and another one",
		"A\tB\tkept\n":                "t.tsv:2: a row needs a form and another one",
		"A\tB\tpair\nC\tD\tcanonical": `t.tsv:3: "D" holds no form of a pair`,
		"A\tB\ttwins\n":               `t.tsv:2: class "twins" is none of`,
		"A\tB\tpair\tx\ty\tz\tw\tv\n": "t.tsv:2: 8 cells under 6 columns",
	} {
		_, err := LoadMirror(fstest.MapFS{"t.tsv": {Data: []byte(head + rows)}}, "t.tsv")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", rows, err, want)
		}
	}
}
