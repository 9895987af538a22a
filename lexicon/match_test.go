package lexicon

import (
	"strings"
	"testing"
)

// Words are cut at spaces here; the reader may cut them as it likes.
func TestMatch(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string // ids in order, apart by spaces
	}{
		{"Barda region", 1, "place:barda"},
		{"Bərdə şəhəri", 1, "place:barda"},
		{"barda", 0, ""},
		{"Armenian border guards on", 3, "actor:armenia-border-guards"},
		{"Azerbaijan’s Defence Ministry said", 3, "actor:azerbaijan-defence-ministry"},
		{"Azerbaijan 's Ministry of Defense said", 5, "actor:azerbaijan-defence-ministry"},
		{"Ministry of Foreign Affairs of the Republic of Armenia said", 9, "actor:armenia-foreign-ministry"},
		{"Azerbaijani Foreign Ministry called", 3, "actor:azerbaijan-foreign-ministry"},
		{"Azerbaijani attack", 1, "side:azerbaijan side:azerbaijan"},
		{"T-72 tanks", 1, "equipment:t-72"},
		{"T - 72s were", 3, "equipment:t-72"},
		{"t-72", 0, ""},
		{"surface-to-air missile launchers", 3, "equipment:surface-to-air-missile-system"},
		{"SAMs (", 1, "equipment:surface-to-air-missile-system"},
		{"Sams", 0, ""},
		{"at least four", 2, "hedge:at-least"},
		{"Pashinian on Tuesday", 1, "person:nikol-pashinyan"},
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
