package read

import (
	"bufio"
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

func TestBench(t *testing.T) {
	in := os.Getenv("READ_BENCH")
	if in == "" {
		t.Skip()
	}
	f, _ := os.Open(in)
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 16<<20)
	out, _ := os.Create("/tmp/w/bench.jsonl")
	type sp struct {
		Start int `json:"start"`
		End   int `json:"end"`
	}
	for sc.Scan() {
		var d struct{ ID, Text string }
		json.Unmarshal(sc.Bytes(), &d)
		got := Claims(evidence.Report{Text: d.Text, Language: "en"}, lexicon.Default())
		var cs []map[string]any
		var strong, weak []map[string]any
		for _, c := range got.Claims {
			m := map[string]any{}
			if c.Source.Span != nil {
				m["source"] = sp{c.Source.Start, c.Source.End}
				m["cue"] = sp{c.Cue.Start, c.Cue.End}
				m["content"] = sp{c.Content.Start, c.Content.End}
				if len(c.Parts) > 0 {
					var ps []sp
					for _, p := range c.Parts {
						ps = append(ps, sp{p.Start, p.End})
					}
					m["content"] = ps
				}
			}
			if os.Getenv("READ_TASK") == "attribution" {
				if c.Source.Span != nil {
					cs = append(cs, m)
				}
				continue
			}
			if c.Event != nil && c.Event.Type != "" {
				m["event"] = map[string]string{"type": c.Event.Type}
				var as, ts []map[string]string
				for _, a := range c.Event.Agents {
					as = append(as, map[string]string{"text": a.Text, "code": a.Side})
				}
				for _, a := range c.Event.Targets {
					ts = append(ts, map[string]string{"text": a.Text, "code": a.Side})
				}
				m["actors"], m["targets"] = as, ts
			}
			var ns []map[string]any
			for _, n := range c.Counts {
				v := n.Min
				if v == nil {
					v = n.Max
				}
				if v != nil && len(n.PartOf) == 0 {
					k := n.What
					if k == "captured" {
						k = "arrested"
					}
					ns = append(ns, map[string]any{"kind": k, "value": *v, "start": n.Start, "end": n.End})
				}
			}
			m["counts"] = ns
			if m["event"] != nil {
				strong = append(strong, m)
			} else {
				weak = append(weak, m)
			}
		}
		cs = append(cs, append(strong, weak...)...)
		b, _ := json.Marshal(map[string]any{"id": d.ID, "claims": cs})
		out.Write(append(b, '\n'))
	}
	out.Close()
}
