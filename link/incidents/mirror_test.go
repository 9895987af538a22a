package incidents_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/link/incidents"
	"tallystick/read"
)

// Exchange the two sides' names, people and places throughout all reports, and
// the same claims are one incident and lead it. Places are left out: those of
// the exchanged reports keep where the first lie and what the gazetteer calls
// them, for of two that are exchanged one may have a namesake.
func TestMirror(t *testing.T) {
	reader := read.New(lexicon.Default())
	for _, table := range []string{"mirror-arm-aze.tsv", "mirror-rus-ukr.tsv", "mirror-isr-pse.tsv"} {
		t.Run(table, func(t *testing.T) {
			m, err := lexicon.LoadMirror(lexicon.Data(), table)
			if err != nil {
				t.Fatal(err)
			}
			var here, there []told
			for _, s := range mirrorStories(t) {
				for _, r := range s.told {
					r.name = fmt.Sprint(s.about, " ", r.name)
					a, b := r, r
					a.text = m.Canonical(r.text)
					b.text, _ = m.Exchange(a.text)
					here, there = append(here, a), append(there, b)
				}
			}
			one, other := story{told: here}, story{told: there}
			one.read(reader)
			other.read(reader)
			for i := range one.told {
				if !keepPlaces(one.told[i].claims, other.told[i].claims) {
					t.Fatalf("%s reads otherwise when the sides are exchanged: the reader's mirror test tells how", one.told[i].name)
				}
			}
			want, got := shape(one.told), shape(other.told)
			if want != got {
				t.Errorf("exchanged sides make other incidents\ngot:\n%s\nwant:\n%s", got, want)
			}
			if !strings.Contains(want, " ") {
				t.Error("no incident has two claims")
			}
		})
	}
}

// mirrorStories returns our stories, and the reader's texts for its mirror.
func mirrorStories(t *testing.T) []story {
	t.Helper()
	var out []story
	paths, _ := filepath.Glob("testdata/stories/*.txtar")
	theirs, _ := filepath.Glob("../../read/testdata/mirror/*")
	for _, path := range append(paths, theirs...) {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		s := story{told: []told{{name: path, day: "2020-10-07", text: string(b)}}}
		if strings.HasSuffix(path, ".txtar") {
			s = parseStory(string(b))
		}
		s.about = path
		out = append(out, s)
	}
	if len(paths) == 0 {
		t.Fatal("no stories")
	}
	return out
}

// keepPlaces lets the places of b lie where those of a do.
func keepPlaces(a, b []evidence.Claim) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		p, q := a[i].Places(), b[i].Places()
		if len(p) != len(q) {
			return false
		}
		for j := range p {
			q[j].Name, q[j].Lat, q[j].Lon, q[j].Precision = p[j].Name, p[j].Lat, p[j].Lon, p[j].Precision
		}
	}
	return true
}

// shape tells incidents by the places of their claims among all, the lead
// first.
func shape(all []told) string {
	number := map[string]string{}
	for i, r := range all {
		for j, c := range r.claims {
			number[c.ID] = fmt.Sprintf("%d.%d", i, j)
		}
	}
	var lines []string
	for _, in := range incidents.Cluster(mentions(all), nil) {
		var own []string
		for _, m := range in.Members {
			own = append(own, number[m.Claim.String()])
		}
		slices.Sort(own[1:])
		lines = append(lines, strings.Join(own, " "))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
