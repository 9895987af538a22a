package bench

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tallystick/evidence"
)

const incidentsFile = "incidents/gold.json"

// markings are the incidents that people marked; incidents/README.md says how.
type markings struct {
	Documents []markedDocument `json:"documents"`
	Incidents []incident       `json:"incidents"`
}

type markedDocument struct {
	Name   string `json:"name"`
	File   string `json:"file"`
	SHA256 string `json:"sha256"` // of the clean text
}

type incident struct {
	ID       string            `json:"id"`
	Kind     string            `json:"kind"`
	Label    string            `json:"label"`
	When     string            `json:"when"`
	Place    string            `json:"place,omitempty"`
	Accounts map[string]string `json:"accounts,omitempty"`
	Either   []string          `json:"either,omitempty"`
	Why      string            `json:"why,omitempty"`
	Mentions []mention         `json:"mentions"`
}

type mention struct {
	Doc    string `json:"doc"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Sum    string `json:"sum"` // first eight digits of the SHA-256 of the bytes
	By     string `json:"by"`
	Denies bool   `json:"denies,omitempty"`
}

// telling is a report with all that the reader finds in it, as the program
// prints it.
type telling struct {
	Report evidence.Report  `json:"report"`
	Claims []evidence.Claim `json:"claims"`
}

func readMarkings(t *testing.T) markings {
	t.Helper()
	var out markings
	b, err := os.ReadFile(incidentsFile)
	if err == nil {
		d := json.NewDecoder(bytes.NewReader(b))
		d.DisallowUnknownFields()
		err = d.Decode(&out)
	}
	if err == nil {
		err = out.check()
	}
	if err != nil {
		t.Fatalf("%s: %v", incidentsFile, err)
	}
	return out
}

// check says what is wrong with the markings apart from the texts.
func (g markings) check() error {
	docs, ids, taken := map[string]bool{}, map[string]bool{}, map[string]string{}
	for _, d := range g.Documents {
		docs[d.Name] = true
	}
	for _, i := range g.Incidents {
		if ids[i.ID] || i.ID == "" || i.Kind == "" || i.Label == "" || i.When == "" || len(i.Mentions) == 0 {
			return fmt.Errorf("incident %q is given twice, or lacks a kind, label, time or mention", i.ID)
		}
		ids[i.ID] = true
		for _, m := range i.Mentions {
			span := fmt.Sprint(m.Doc, m.Start, "-", m.End)
			if !docs[m.Doc] || m.Start < 0 || m.End <= m.Start || len(m.Sum) != 8 || m.By == "" || taken[span] != "" {
				return fmt.Errorf("incident %q: mention %s of no document, without a speaker, or marked twice (%s)", i.ID, span, taken[span])
			}
			taken[span] = i.ID
		}
	}
	for _, i := range g.Incidents {
		for _, e := range i.Either {
			if !ids[e] || e == i.ID {
				return fmt.Errorf("incident %q: either %q, which is no other incident", i.ID, e)
			}
		}
	}
	return nil
}

// settle holds the mentions against the texts. Where a text is no longer the
// one that was marked, each mention is looked for by its length and sum,
// nearest to where it stood; moved reports that offsets changed.
func (g *markings) settle(texts map[string]string) (moved bool, err error) {
	changed := map[string]bool{}
	for i, d := range g.Documents {
		if now := evidence.Hash([]byte(texts[d.Name])); now != d.SHA256 {
			changed[d.Name], moved = true, true
			g.Documents[i].SHA256 = now
		}
	}
	var lost []error
	for i := range g.Incidents {
		for j := range g.Incidents[i].Mentions {
			m := &g.Incidents[i].Mentions[j]
			text := texts[m.Doc]
			if m.End <= len(text) && sum(text[m.Start:m.End]) == m.Sum {
				continue
			}
			at := -1
			if changed[m.Doc] {
				at = nearest(text, m.End-m.Start, m.Sum, m.Start)
			}
			if at < 0 {
				lost = append(lost, fmt.Errorf("%s: the mention at %d-%d of %s is not in the text", g.Incidents[i].ID, m.Start, m.End, m.Doc))
				continue
			}
			m.Start, m.End = at, at+m.End-m.Start
		}
	}
	return moved, errors.Join(lost...)
}

func sum(s string) string { return evidence.Hash([]byte(s))[:8] }

// nearest finds the stretch of that length and sum that is nearest to a place,
// or -1.
func nearest(text string, length int, want string, place int) int {
	for off := 0; off <= len(text); off++ {
		for _, at := range []int{place - off, place + off} {
			if at >= 0 && at+length <= len(text) && sum(text[at:at+length]) == want {
				return at
			}
		}
	}
	return -1
}

// write puts the markings back, a mention a line.
func (g markings) write(t *testing.T) {
	t.Helper()
	var b bytes.Buffer
	line := func(v any) string {
		var out bytes.Buffer
		e := json.NewEncoder(&out)
		e.SetEscapeHTML(false)
		if err := e.Encode(v); err != nil {
			t.Fatal(err)
		}
		return strings.TrimSuffix(out.String(), "\n")
	}
	list := func(indent string, n int, item func(int) string) {
		for i := range n {
			comma := ","
			if i == n-1 {
				comma = ""
			}
			fmt.Fprintf(&b, "%s%s%s\n", indent, item(i), comma)
		}
	}
	b.WriteString("{\n\t\"documents\": [\n")
	list("\t\t", len(g.Documents), func(i int) string { return line(g.Documents[i]) })
	b.WriteString("\t],\n\t\"incidents\": [\n")
	for i, one := range g.Incidents {
		mentions := one.Mentions
		one.Mentions = nil
		b.WriteString("\t\t" + strings.TrimSuffix(line(one), "null}") + "[\n")
		list("\t\t\t", len(mentions), func(i int) string { return line(mentions[i]) })
		b.WriteString(map[bool]string{true: "\t\t]}\n", false: "\t\t]},\n"}[i == len(g.Incidents)-1])
	}
	b.WriteString("\t]\n}\n")
	if err := os.WriteFile(incidentsFile, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// spoken is what of the text a claim covers: its content and its cue.
func spoken(c evidence.Claim) spans {
	out := spans{{c.Content.Start, c.Content.End}}
	if len(c.Parts) > 0 {
		out = nil
		for _, p := range c.Parts {
			out = append(out, span{p.Start, p.End})
		}
	}
	if c.Cue != nil {
		out = append(out, span{c.Cue.Start, c.Cue.End})
	}
	return out
}

func denying(c evidence.Claim) bool {
	return c.Stance == evidence.Deny || c.Stance == evidence.Reject || c.Modality == evidence.Negated
}

// foundAs is the claim that a mention was found as, or nil: one that shares half
// of the mention, or half of what it covers itself, with it. Of several, one
// that denies when the mention does and does not when it does not; then the one
// that shares most of what the two cover together.
func foundAs(m mention, claims []evidence.Claim) *evidence.Claim {
	var best *evidence.Claim
	most := 0.0
	for i, c := range claims {
		shared, covers := 0, 0
		for _, s := range spoken(c) {
			shared += max(0, min(s.End, m.End)-max(s.Start, m.Start))
			covers += s.End - s.Start
		}
		if 2*shared < min(covers, m.End-m.Start) || shared == 0 {
			continue
		}
		score := float64(shared) / float64(covers+m.End-m.Start-shared)
		if denying(c) == m.Denies {
			score++
		}
		if score > most {
			best, most = &claims[i], score
		}
	}
	return best
}

// TestFoundAs: which claim of a text a mention is found as.
func TestFoundAs(t *testing.T) {
	at := func(start, end int, stance evidence.Stance) evidence.Claim {
		return evidence.Claim{ID: fmt.Sprint(start, "-", end, " ", stance), Stance: stance, Modality: evidence.Stated, Content: evidence.Span{Start: start, End: end}}
	}
	broken := at(100, 200, evidence.Assert)
	broken.Parts = []evidence.Span{{Start: 100, End: 110}, {Start: 190, End: 200}}
	claims := []evidence.Claim{at(0, 40, evidence.Accuse), at(0, 40, evidence.Deny), at(10, 20, evidence.Accuse), at(60, 70, evidence.Assert), broken}
	for _, c := range []struct {
		m    mention
		want string
	}{
		{mention{Start: 0, End: 38}, "0-40 accuse"},
		{mention{Start: 12, End: 20}, "10-20 accuse"},
		{mention{Start: 12, End: 20, Denies: true}, "0-40 deny"},
		{mention{Start: 55, End: 95}, "60-70 assert"}, // the claim lies in the mention
		{mention{Start: 66, End: 95}, ""},             // shares four of ten, and of 29
		{mention{Start: 120, End: 180}, ""},           // between the parts of a broken content
		{mention{Start: 100, End: 200}, "100-200 assert"},
	} {
		got := ""
		if f := foundAs(c.m, claims); f != nil {
			got = f.ID
		}
		if got != c.want {
			t.Errorf("%+v: found as %q, want %q", c.m, got, c.want)
		}
	}
}

// TestSettle: a text that lost a line before a mention still has the mention,
// one that lost the mention has it no more, and a wrong offset in the text
// that was marked is an error.
func TestSettle(t *testing.T) {
	text := "Menu\nShells fell on the mill.\nA lie, they said.\nA lie, they said.\n"
	marked := func(start, end int) *markings {
		return &markings{Documents: []markedDocument{{Name: "d", SHA256: evidence.Hash([]byte(text))}},
			Incidents: []incident{{ID: "mill", Mentions: []mention{{Doc: "d", Start: start, End: end, Sum: sum(text[start:end])}}}}}
	}
	for _, c := range []struct {
		start, end int
		now        string
		at         int // where it is found; -1 for nowhere
	}{
		{5, 28, text, 5},
		{5, 28, text[5:], 0},
		{48, 53, text[5:], 43}, // the nearer of two
		{5, 28, "Menu\n", -1},
		{5, 28, strings.Replace(text, "mill", "farm", 1), -1},
	} {
		g := marked(c.start, c.end)
		moved, err := g.settle(map[string]string{"d": c.now})
		if got := g.Incidents[0].Mentions[0].Start; moved != (c.now != text) || (err != nil) != (c.at < 0) || err == nil && got != c.at {
			t.Errorf("%d-%d in %q: at %d, moved %v, %v; want %d", c.start, c.end, c.now, got, moved, err, c.at)
		}
	}
	g := marked(5, 28)
	g.Incidents[0].Mentions[0].Start++
	g.Incidents[0].Mentions[0].End++
	if _, err := g.settle(map[string]string{"d": text}); err == nil {
		t.Error("a wrong offset in the text that was marked passed")
	}
}

// tellings reads the marked reports with the program as it is built.
func (g markings) tellings(t *testing.T) map[string]telling {
	t.Helper()
	corpus := filepath.Join(packs, "..", "corpus")
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("the marked reports are not here: they belong in ../shared/corpus, not in the repository")
	}
	program := build(t)
	out := map[string]telling{}
	for _, d := range g.Documents {
		var one telling
		if err := json.Unmarshal(output(t, program, "--json", modes[len(modes)-1], filepath.Join(corpus, d.File)), &one); err != nil {
			t.Fatalf("%s: %v", d.File, err)
		}
		out[d.Name] = one
	}
	return out
}

// place puts every mention into the cluster of the claim that it was found as.
func (g markings) place(read map[string]telling, clusters linking) []placed {
	var out []placed
	for _, i := range g.Incidents {
		for _, m := range i.Mentions {
			one := read[m.Doc]
			p := placed{incident: i.ID, report: m.Doc, denies: m.Denies, words: strings.ToLower(strings.Join(strings.Fields(one.Report.Text[m.Start:m.End]), " "))}
			if c := foundAs(m, one.Claims); c != nil {
				p.claim, p.cluster = c.ID, clusters.of(c.ID)
			}
			out = append(out, p)
		}
	}
	return out
}

func (g markings) open() either {
	out := either{}
	for _, i := range g.Incidents {
		for _, e := range i.Either {
			out[[2]string{i.ID, e}] = true
		}
	}
	return out
}

// names lists the marked documents in the file's order.
func (g markings) names() []string {
	var out []string
	for _, d := range g.Documents {
		out = append(out, d.Name)
	}
	return slices.Clip(out)
}
