package web

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tallystick/capture"
	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/ledger"
	"tallystick/publish"
)

// Over a real ledger: a report is added, a claim of it is accepted and becomes
// public once it is late enough, and a withdrawal takes both from desk and
// public while the log goes on verifying.
func TestOverRealLedger(t *testing.T) {
	ctx := t.Context()
	now := time.Date(2031, 5, 7, 9, 0, 0, 0, time.UTC)
	world := flow.World{
		Now:  func() time.Time { return now },
		Salt: func(n int64) ([]byte, error) { return []byte(evidence.Hash([]byte{byte(n)}))[:evidence.SaltSize], nil },
	}
	l, err := flow.Create(ctx, filepath.Join(t.TempDir(), "ledger"), "web.example/log", flow.Settings{Policy: publish.Standard}, world)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	text := "Bridge road closed to lorries\n\nThe United Nations said that the road was closed to lorries on Tuesday. " +
		strings.Repeat("People went about their day and the shops along the river stayed open late. ", 12)
	added, err := l.Add(ctx, "road.txt", []byte(text), capture.Options{At: now, By: "test"})
	if err != nil {
		t.Fatal(err)
	}
	head, err := l.Desk().Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	read, err := l.Desk().Report(ctx, head, added.Report.ID)
	if err != nil || len(read.Claims) == 0 {
		t.Fatalf("the claims read are %v, %v", read.Claims, err)
	}
	claim := read.Claims[0].ID
	desk, public := Handler(l.Desk(), Options{}), Handler(l.Public(), Options{})
	report := "/report/" + added.Report.ID
	expect := func(when string, h http.Handler, path string, status int, says string) {
		t.Helper()
		w := get(h, "GET", path)
		if w.Code != status || !strings.Contains(w.Body.String(), says) {
			t.Fatalf("%s: %s answers %d, want %d and %q", when, path, w.Code, status, says)
		}
		if strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			checkPage(t, path, w.Body.String())
		}
	}
	expect("added", desk, "/reports", 200, "Bridge road closed")
	expect("added", desk, report, 200, "unreviewed machine reading")
	expect("added", desk, "/claim/"+claim, 200, "United Nations")
	expect("added", desk, "/search?q=lorries", 200, "/claim/"+claim)
	expect("added", public, report, 404, "")

	now = now.Add(time.Hour)
	if _, err := l.Decide(ctx, claim, evidence.Accept, "Mina Sol", "It says so."); err != nil {
		t.Fatal(err)
	}
	expect("accepted", desk, "/claim/"+claim, 200, "accepted by Mina Sol")
	expect("accepted", public, "/claim/"+claim, 404, "")
	now = now.Add(100 * time.Hour)
	expect("late enough", public, report, 200, "[…]")
	expect("late enough", public, "/claim/"+claim, 200, "accepted by Mina Sol")
	expect("late enough", public, "/reports", 200, "1 claim")
	expect("late enough", public, "/checkpoint", 200, "web.example/log")
	expect("late enough", desk, report+"?as-of=2031-05-07T09:30:00Z", 200, "unreviewed machine reading")

	if _, err := l.Withdraw(ctx, added.Report.ID, "Mina Sol", "It named a witness."); err != nil {
		t.Fatal(err)
	}
	for name, h := range map[string]http.Handler{"desk": desk, "public": public} {
		expect("withdrawn "+name, h, report, 410, "It named a witness.")
		expect("withdrawn "+name, h, report+"?as-of=2031-05-08", 410, "It named a witness.")
		expect("withdrawn "+name, h, "/entry/2", 200, "withdrawn by")
		expect("withdrawn "+name, h, "/entry/2/payload", 404, "")
	}
	proof, err := l.Public().Proof(ctx, 2)
	if err != nil {
		t.Fatal(err)
	}
	if faults, _, err := ledger.Audit(ctx, l.Public().Log(), proof.Verifier); err != nil || len(faults) > 0 {
		t.Errorf("the log has the faults %v, %v", faults, err)
	}
}
