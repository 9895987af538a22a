package read

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
)

func TestDebug(t *testing.T) {
	s := os.Getenv("READ_DEBUG")
	if s == "" {
		t.Skip()
	}
	p := prepare(evidence.Report{Text: s}, lexicon.Default())
	for i, w := range p.words {
		fmt.Printf("%d:%s/%d ", i, w.low, p.tags[i])
	}
	fmt.Println()
	for n, q := range p.phrases {
		fmt.Printf("P%d [%s] class=%d name=%q role=%q side=%q owner=%q person=%v plural=%v ids=%v\n", n, p.spanOf(&q).Text, q.class, q.name, q.role, q.side, q.owner, q.person, q.plural, q.ids)
	}
	for _, g := range p.groups {
		fmt.Printf("G %s..%s passive=%v gerund=%v inf=%v modal=%s subj=%v\n", p.words[g.first].low, p.words[g.verb].low, g.passive, g.gerund, g.infinitive, g.modal, g.subjects)
	}
	for _, f := range p.found {
		fmt.Printf("F [%s] %v\n", p.span(f.first, f.last).Text, f.entries)
	}
}

func TestFile(t *testing.T) {
	name := os.Getenv("READ_FILE")
	if name == "" {
		t.Skip()
	}
	b, _ := os.ReadFile(name)
	r := evidence.Report{ID: evidence.Hash(b), Text: string(b), Language: "en", Published: evidence.Interval{From: os.Getenv("READ_DATE")}}
	got := Claims(r, lexicon.Default())
	if err := got.Check(r.Text); err != nil {
		t.Fatal(err)
	}
	out, _ := json.Marshal(map[string]any{"report": r, "claims": got.Claims})
	os.WriteFile(name+".json", out, 0o600)
}
