package lexicon

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// small is a gazetteer of places that are not, in the format of world.tsv.
const small = `# Purpose: of the tests.
name	also	people	short	class	country	part	lat	lon	thousands	note
Marbury			 	town	USA	TX	31.25	-97.5	25	
Marbury				village	GBR		53.01	-2.6	0	
Marbury Cross	Old Cross			village	GBR		53.1	-2.5	1	
North Rurit	Nord Rurit	Ruritanian;Ruritanians	N. Rur.;NR	part	RUR	NR	50	10	900	
St. Østrel	Sankt Østrel			city	RUR	NR	50.5	10.25	120	
The Fells				mountain	RUR		51	11	0	
`

func TestGazetteerMatch(t *testing.T) {
	g := mustGazetteer(t, strings.ReplaceAll(small, "\t \t", "\t\t"))
	for _, c := range []struct{ text, want string }{
		{"Marbury", "Marbury: Marbury USA 0, Marbury GBR 0"},
		{"Marbury Cross", "Marbury Cross: Marbury Cross GBR 0"}, // the longest
		{"Marbury cross", "Marbury: Marbury USA 0, Marbury GBR 0"},
		{"Old Cross fell", "Old Cross: Marbury Cross GBR 0"},
		{"MARBURY", "MARBURY: Marbury USA 0, Marbury GBR 0"},
		{"marbury", ""},
		{"Marburyville", ""},
		{"Marbury's walls", "Marbury: Marbury USA 0, Marbury GBR 0"},
		{"Marbury\nCross", "Marbury\nCross: Marbury Cross GBR 0"},
		{"Marbury. Cross it", "Marbury. Cross: Marbury Cross GBR 0"}, // no text is cut here; the reader does that
		{"Marbury, Cross", "Marbury: Marbury USA 0, Marbury GBR 0"},
		{"North Rurit", "North Rurit: North Rurit RUR 0"},
		{"North", ""},
		{"Ruritanians", "Ruritanians: North Rurit RUR 1"},
		{"N. Rur. ", "N. Rur: North Rurit RUR 2"},
		{"NR", "NR: North Rurit RUR 2"},
		{"Nr", ""},
		{"Saint Ostrel", "Saint Ostrel: St. Østrel RUR 0"},
		{"St Østrel", "St Østrel: St. Østrel RUR 0"},
		{"Sankt-Østrel", "Sankt-Østrel: St. Østrel RUR 0"},
		{"the Fells", "the Fells: The Fells RUR 0"},
		{"", ""},
		{"\xff", ""},
	} {
		found, end := g.Match(c.text, 0)
		var got []string
		for _, m := range found {
			got = append(got, fmt.Sprintf("%s %s %d", m.Name, m.Country, m.Use))
		}
		all := strings.Join(got, ", ")
		if all != "" {
			all = c.text[:end] + ": " + all
		}
		if all != c.want || len(found) == 0 && end != 0 {
			t.Errorf("%q: got %q to byte %d, want %q", c.text, all, end, c.want)
		}
	}
}

func mustGazetteer(t *testing.T, text string) *Gazetteer {
	t.Helper()
	g, err := ReadGazetteer("small.tsv", text)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// Every name of every place that is built in is found, and means that place,
// also under its name in capitals and without its marks.
func TestEveryPlaceIsFound(t *testing.T) {
	g := Default().Gazetteer()
	if len(g.Places) < 10000 {
		t.Fatalf("only %d places", len(g.Places))
	}
	for at := range g.Places {
		p := &g.Places[at]
		if p.Class == "" || p.Table == "" || p.Lat < -9000 || p.Lat > 9000 || p.Lon < -18000 || p.Lon > 18000 {
			t.Errorf("%+v", p)
		}
	}
	for _, n := range g.names {
		for _, text := range []string{n.form, strings.ToUpper(n.form), Fold(n.form[:0]) + n.form + " was named"} {
			if strings.ToUpper(n.form) == text && strings.ToUpper(n.form) != n.form && strings.Contains(n.form, "ß") {
				continue // two capitals
			}
			found, end := g.Match(text, 0)
			has := false
			for _, m := range found {
				has = has || m.At == int(n.place)
			}
			if !has || end == 0 {
				t.Errorf("%s:%d: %q in %q means %v", g.Places[n.place].Table, g.Places[n.place].Line, n.form, text, found)
			}
		}
	}
}

// What one table says again of a place of another is one place.
func TestTablesAgree(t *testing.T) {
	g := Default().Gazetteer()
	for _, name := range []string{"Kyiv", "Paris", "Texas", "Europe", "Georgia"} {
		tables := map[string]int{}
		for _, m := range g.Named(name) {
			tables[fmt.Sprint(m.Country, m.Class, m.Part)]++
		}
		for what, n := range tables {
			if n > 1 {
				t.Errorf("%s is %d places of %s", name, n, what)
			}
		}
	}
	kyiv := g.Named("Kyiv")[0]
	if !kyiv.Capital || kyiv.Thousands == 0 || kyiv.Table != "places.tsv" {
		t.Errorf("Kyiv: %+v", kyiv.Located)
	}
	if same := g.Named("kiev"); len(same) == 0 || same[0].At != kyiv.At {
		t.Errorf("Kiev is another place than Kyiv: %v", same)
	}
}

func TestGazetteerFaults(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"\t53.01\t", "\t93.01\t", `small.tsv:4: lat "93.01" is no number from -90 to 90`},
		{"\t-97.5\t", "\t-97,5\t", `small.tsv:3: lon "-97,5" is no number from -180 to 180`},
		{"\tvillage\tGBR\t\t53.1\t", "\thamlet\tGBR\t\t53.1\t", `small.tsv:5: class "hamlet" is none of continent`},
		{"\t900\t", "\tmany\t", `small.tsv:6: thousands "many" is no whole number`},
		{"\nMarbury Cross", "\n", "small.tsv:5: a row needs a name"},
		{"\t0\t\nThe", "\t0\t\t\t\nThe", ""},
		{"name\talso", "names\talso", `small.tsv:2: the header reads ["names"`},
		{"Old Cross", "Old \xff", "small.tsv:5: is not UTF-8"},
		{"\t120\t\n", "\t120\t\t\t\n", "small.tsv:7: 13 cells under 11 columns"},
	} {
		_, err := ReadGazetteer("small.tsv", strings.Replace(small, c.old, c.new, 1))
		if c.want == "" {
			continue
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q for %q: %v, want %q", c.new, c.old, err, c.want)
		}
	}
	for text, want := range map[string]string{
		"":               "holds no place",
		"# only this\n":  "no header row",
		"no gazetteer\n": "the header reads",
	} {
		if _, err := ReadGazetteer("x.tsv", text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	many := strings.Join(PlaceColumns, "\t") + "\n" + strings.Repeat("X\n", 1000)
	if _, err := ReadGazetteer("x.tsv", many); err == nil || strings.Count(err.Error(), "\n") != mostFaults || !strings.Contains(err.Error(), "and 980 more") {
		t.Errorf("a thousand faults are told as %v", err)
	}
}

// A fingerprint is that of the bytes.
func TestGazetteerFingerprint(t *testing.T) {
	one, two := mustGazetteer(t, small), mustGazetteer(t, strings.Replace(small, "\t25\t", "\t26\t", 1))
	if one.Fingerprint() == two.Fingerprint() || len(one.Fingerprint()) != 12 {
		t.Errorf("%q and %q", one.Fingerprint(), two.Fingerprint())
	}
}

// Degrees are read as written, to a hundredth.
func TestFixed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int32Range(-18000, 18000).Draw(t, "n")
		sign, m := "", n
		if n < 0 {
			sign, m = "-", -n
		}
		s := fmt.Sprintf("%s%d.%02d", sign, m/100, m%100)
		if got, ok := fixed(s, 2); !ok || got != n {
			t.Fatalf("%s read as %d", s, got)
		}
	})
	for _, s := range []string{"", "-", ".", "1.", ".5", "1e2", "+1", "--1", "1.2.3", "12345678", "0x1", "1 ", "١"} {
		if n, ok := fixed(s, 2); ok {
			t.Errorf("%q read as %d", s, n)
		}
	}
}

func FuzzReadGazetteer(f *testing.F) {
	f.Add(small)
	f.Add(strings.Join(PlaceColumns, "\t") + "\n;\t;;;\t;\t;\ttown\t\t\t0\t0\t\t\n")
	f.Fuzz(func(t *testing.T, text string) {
		g, err := ReadGazetteer("f.tsv", text)
		if err != nil {
			return
		}
		for i := range g.names {
			g.Match(g.names[i].form, 0)
			g.NamesOf(int(g.names[i].place))
		}
	})
}

// The built-in places are read within the time that a start may take; see
// BenchmarkLoad for the whole.
func BenchmarkLoadWorld(b *testing.B) {
	l := Default()
	b.ReportAllocs()
	for b.Loop() {
		if err := l.loadWorld(Data()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGazetteerMatch(b *testing.B) {
	text, err := os.ReadFile("data/world.tsv")
	if err != nil {
		b.Fatal(err)
	}
	g, s := Default().Gazetteer(), string(text[:100_000])
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		for at := 0; at < len(s); {
			if s[at] < 'A' || s[at] > 'Z' {
				at++
				continue
			}
			_, end := g.Match(s, at)
			at = max(at+1, end)
		}
	}
}
