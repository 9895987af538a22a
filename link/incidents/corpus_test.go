package incidents_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tallystick/capture"
	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/link/incidents"
	"tallystick/read"
)

// corpus reads the reports of ../shared/corpus that match, as they were found.
func corpus(t *testing.T, patterns ...string) []told {
	t.Helper()
	reader := read.New(lexicon.Default())
	var out []told
	for _, pattern := range patterns {
		paths, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "corpus", pattern))
		if len(paths) == 0 {
			t.Skipf("../shared/corpus/%s is not here", pattern)
		}
		for _, path := range paths {
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			report, _, err := capture.Read(path, b, capture.Options{})
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, told{name: report.ID, published: report.Published, claims: reader.Claims(report).Claims})
		}
	}
	return out
}

// said is a claim as a test asks for it.
type said struct {
	stance evidence.Stance
	side   string
	words  string
}

func (s said) by(c *evidence.Claim) bool {
	return c.Stance == s.stance && slices.Contains(c.SideSpeaking(), s.side) && strings.Contains(strings.ToLower(c.Content.Text), s.words)
}

// The seed and the wire pages: a strike accused and denied without a third
// account, a shooting the other way round, a plane shot down with a claim, two
// denials and a later photograph.
func TestSeedAndWire(t *testing.T) {
	all := corpus(t, "seed/article.txt", "wire/*.html")
	claims := map[string]*evidence.Claim{}
	for _, r := range all {
		for i := range r.claims {
			claims[r.claims[i].ID] = &r.claims[i]
		}
	}
	found := incidents.Cluster(mentions(all), nil)
	for _, want := range []struct {
		name  string
		lead  said // names the incident
		holds []said
		only  []string // sides that speak in it; any when empty
	}{
		{"the strike on Barda", said{evidence.Accuse, "AZE", "barda"}, []said{{evidence.Deny, "ARM", "absolute lie"}, {evidence.Accuse, "AZE", "another war crime"}}, []string{"ARM", "AZE"}},
		{"the border guards", said{evidence.Accuse, "ARM", "border guards"}, []said{{evidence.Deny, "AZE", "false and provocative"}}, []string{"ARM", "AZE"}},
		{"the plane", said{evidence.Assert, "ARM", "su-25 jet was downed"}, []said{{evidence.Deny, "TUR", "absolutely untrue"}, {evidence.Deny, "AZE", "lie of armenian propaganda"}, {evidence.Assert, "ARM", "photos of the wreckage"}}, nil},
	} {
		at := slices.IndexFunc(found, func(in incidents.Incident) bool {
			return slices.ContainsFunc(in.Members, func(m incidents.Member) bool { return want.lead.by(claims[m.Claim.String()]) })
		})
		if at < 0 {
			t.Errorf("%s: no claim tells it", want.name)
			continue
		}
		for _, s := range want.holds {
			if !slices.ContainsFunc(found[at].Members, func(m incidents.Member) bool { return s.by(claims[m.Claim.String()]) }) {
				t.Errorf("%s: %q (%s %s) stands elsewhere", want.name, s.words, s.side, s.stance)
			}
		}
		for _, m := range found[at].Members {
			c := claims[m.Claim.String()]
			if len(want.only) > 0 && !slices.ContainsFunc(c.SideSpeaking(), func(s string) bool { return slices.Contains(want.only, s) }) {
				t.Errorf("%s: a third account: %s %s %q", want.name, c.Source.Name, c.Stance, c.Content.Text)
			}
		}
	}
}
