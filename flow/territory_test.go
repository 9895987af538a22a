package flow

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tallystick/capture"
	"tallystick/publish"
)

// TestSeedRoad: of the seed report, one road is told to be closed, to whom and
// by whom, and the call between ministers is on record.
func TestSeedRoad(t *testing.T) {
	const seed = "../../shared/corpus/seed/article.txt"
	body, err := os.ReadFile(seed)
	if err != nil {
		t.Skip("../shared/corpus/seed is not here")
	}
	ctx := t.Context()
	dir := filepath.Join(t.TempDir(), "ledger")
	l, err := Create(ctx, dir, "example.org/seed", Settings{Policy: publish.Standard}, Real)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := l.Add(ctx, "article.txt", body, capture.Options{}); err != nil {
		t.Fatal(err)
	}
	at, err := l.Desk().Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := l.Desk().Access(ctx, at, SaidQuery{})
	if err != nil || len(answer.Roads) != 1 {
		t.Fatalf("%+v %v; want one road", answer, err)
	}
	r := answer.Roads[0]
	if r.Name != "Goris – Khankendi / Stepanakert" || len(r.Accounts) != 1 {
		t.Fatalf("%+v", r)
	}
	if a := r.Accounts[0]; a.Account != "narrator" || a.State != "closed" || strings.Join(a.To, "") != "non-military traffic" || strings.Join(a.By, "") != "ARM" || a.Since != "" || a.FirstSaid != "2020-11-06" {
		t.Errorf("%+v", a)
	}
	calls, err := l.Desk().Statements(ctx, at, SaidQuery{Kind: "call"})
	if err != nil || len(calls) != 1 || calls[0].Day() != "2020-11-03" || calls[0].Speakers[0].Name != "Mike Pompeo" || len(calls[0].To) != 2 {
		t.Errorf("%+v %v; want the call of 3 November", calls, err)
	}
	quoted, err := l.Desk().Statements(ctx, at, SaidQuery{Kind: "demand", Words: "diplomatic solution"})
	if err != nil || len(quoted) != 1 || !quoted[0].Verbatim {
		t.Errorf("%+v %v; want what was urged, word for word", quoted, err)
	}
	warned, err := l.Desk().Statements(ctx, at, SaidQuery{Kind: "warning", Side: "RUS"})
	if err != nil || len(warned) != 1 || warned[0].Speakers[0].For != "Russian Foreign Ministry" || warned[0].Verbatim {
		t.Errorf("%+v %v; want the spokeswoman's warning, for her ministry", warned, err)
	}
}
