package link

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tallystick/evidence"
)

// seen makes a unit: "id list model day lat,lon markings", where a word without
// a comma stands for the name of a place.
func seen(s string) Sighting {
	f := append(strings.Fields(s), "", "")
	u := evidence.Unit{ID: f[0], Side: "AAA", Model: f[2], Markings: f[5], Listings: []evidence.Listing{{List: f[1]}}, Fates: []evidence.Fate{{What: evidence.Destroyed}}}
	if f[3] != "-" {
		u.When = &evidence.Interval{From: "2020-10-" + f[3], To: "2020-10-" + f[3]}
	}
	if lat, lon, ok := strings.Cut(f[4], ","); ok {
		y, _ := strconv.ParseFloat(lat, 64)
		x, _ := strconv.ParseFloat(lon, 64)
		u.Place = &evidence.Place{Lat: &y, Lon: &x}
	} else if f[4] != "" {
		u.Place = &evidence.Place{Name: f[4]}
	}
	return Sighting{Unit: u, Family: "T-72", Changed: true}
}

// Units of two lists that were lost near each other are proposed, where there is
// one of each.
func TestNear(t *testing.T) {
	for _, c := range []struct {
		name, units, want string
	}{
		{"the same day, close by", "a L T-72 01 40.10,47.10; b K T-72 01 40.11,47.10", "a b"},
		{"across the edge of a square", "a L T-72 01 40.0999,47.0999; b K T-72 01 40.1001,47.1001", "a b"},
		{"across the date line", "a L T-72 01 10,179.995; b K T-72 01 10,-179.995", ""}, // nobody fights there: not looked for
		{"two days apart", "a L T-72 01 40.10,47.10; b K T-72 03 40.10,47.10", "a b"},
		{"three days apart", "a L T-72 01 40.10,47.10; b K T-72 04 40.10,47.10", ""},
		{"four kilometres apart", "a L T-72 01 40.10,47.10; b K T-72 01 40.136,47.10", ""},
		{"a model and its variant", "a L T-72 01 40.10,47.10; b K T-72B3 01 40.10,47.10", "a b"},
		{"two variants", "a L T-72A 01 40.10,47.10; b K T-72B3 01 40.10,47.10", ""},
		{"one list", "a L T-72 01 40.10,47.10; b L T-72 01 40.10,47.10", ""},
		{"two of one list", "a L T-72 01 40.10,47.10; b K T-72 01 40.10,47.10; c K T-72 01 40.10,47.10", ""},
		{"two of one list, and markings", "a L T-72 01 40.10,47.10 Z123; b K T-72 01 40.10,47.10 z123; c K T-72 01 40.10,47.10", "a b"},
		{"three lists", "a L T-72 01 40.10,47.10; b K T-72 01 40.10,47.10; c M T-72 01 40.10,47.10", "a b; a c; b c"},
		{"names of places", "a L T-72 01 Barda; b K T-72 02 barda; c M T-72 01 Terter", "a b"},
		{"a name and a point", "a L T-72 01 Barda; b K T-72 01 40.10,47.10", ""},
		{"no time", "a L T-72 - 40.10,47.10; b K T-72 - 40.10,47.10", ""},
		{"far north", "a L T-72 01 78.10,15.10; b K T-72 01 78.10,15.20", "a b"},
	} {
		var block []Sighting
		for s := range strings.SplitSeq(c.units, "; ") {
			block = append(block, seen(s))
		}
		var got []string
		for _, p := range Near(block) {
			got = append(got, strings.Join(p.Members, " "))
		}
		slices.Sort(got)
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
	p := Near([]Sighting{seen("a L T-72 01 40.10,47.10"), seen("b K T-72B3 03 40.12,47.10")})[0]
	want := `both were lost near each other in time and place (2 days apart, 2 km apart), and neither list has another of the kind so near (within 2 days and 3 km); no picture was looked at; ` +
		`it stands in "K" and "L"; it is listed as different models, "T-72" and "T-72B3": one picture may show several units`
	if got := strings.Join(p.Reasons, "; "); got != want {
		t.Errorf("because %s\nwant %s", got, want)
	}
	unchanged := []Sighting{seen("a L T-72 01 40.10,47.10"), seen("b K T-72 01 40.10,47.10")}
	unchanged[0].Changed, unchanged[1].Changed = false, false
	if got := Near(unchanged); len(got) > 0 {
		t.Errorf("nothing changed, and %v is proposed", got)
	}
}

// What is found by squares and days is what comparing all with all finds.
func TestNearFindsAll(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 30 {
		var block []Sighting
		for i := range 120 {
			block = append(block, seen(fmt.Sprintf("%03d %s T-72 %02d %.4f,%.4f", i, []string{"K", "L"}[i%2], 1+r.IntN(28), 40+r.Float64()/4, 47+r.Float64()/4)))
		}
		n := nearby{cells: make(map[spot][]int)}
		for _, s := range block {
			n.add(s)
		}
		for i := range n.all {
			var want []int
			for j := range n.all {
				if i != j && n.mayBe(i, j) {
					want = append(want, j)
				}
			}
			if got := n.candidates(i); !slices.Equal(got, want) {
				t.Fatalf("near %+v are %v, want %v", n.all[i].Unit.ID, got, want)
			}
		}
	}
}

func BenchmarkNear(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 4))
	var block []Sighting
	for i := range 20_000 {
		block = append(block, seen(fmt.Sprintf("%06d %s T-72 %02d %.4f,%.4f", i, []string{"K", "L"}[i%2], 1+r.IntN(28), 40+5*r.Float64(), 47+5*r.Float64())))
	}
	for b.Loop() {
		Near(block)
	}
}
