package flow

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tallystick/capture"
	"tallystick/evidence"
	"tallystick/publish"
	"tallystick/store"
	"tallystick/store/sqlite"
	"tallystick/store/storetest"
)

// clock is a world whose time stands still until it is moved, and whose salts
// depend on their entry's number alone.
type clock struct{ now time.Time }

func (c *clock) world() World {
	return World{
		Now: func() time.Time { return c.now },
		Salt: func(number int64) ([]byte, error) {
			salt := sha256.Sum256(fmt.Appendf(nil, "salt of %d", number))
			return salt[:], nil
		},
	}
}

func newLedger(t testing.TB) (*Ledger, *clock) {
	t.Helper()
	c := &clock{time.Date(2020, 11, 20, 12, 0, 0, 0, time.UTC)}
	l, err := Create(t.Context(), filepath.Join(t.TempDir(), "ledger"), "example.org/test", Settings{Policy: publish.Standard}, c.world())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l, c
}

// page is a small report in our own words, with a date that a page would give.
func page(title, day string, paragraphs ...string) []byte {
	return []byte("---\ntitle: " + title + "\npublisher: The Meridian Wire\ndate: " + day + "\nlanguage: en\n---\n\n" + strings.Join(paragraphs, "\n\n") + "\n")
}

var bridge = page("Rockets near the bridge", "2020-10-28",
	"The Azerbaijani Defence Ministry said that Armenian forces fired rockets at the town of Barda on Wednesday, killing four civilians and wounding 13 others.",
	"The Armenian Defence Ministry denied the accusation, calling it an absolute lie.",
	"The market was crowded that morning, traders recalled, and the bridge behind it stayed open through the afternoon while the shops along the river closed one after another.",
	"Officials on both sides have spoken to reporters at length about what the coming winter will mean for the towns in the lowlands, for the roads that feed them and for the people who left.",
	"Nothing in the weeks before had prepared the families for the decision they took that night, neighbours recalled, as they loaded what they could carry into two small cars and drove west.")

func add(t *testing.T, l *Ledger, name string, body []byte) Added {
	t.Helper()
	added, err := l.Add(t.Context(), name, body, capture.Options{By: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return added
}

func head(t *testing.T, l *Library) int64 {
	t.Helper()
	at, err := l.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func sound(t *testing.T, dir string) Verdict {
	t.Helper()
	v, err := verify(t.Context(), dir, func(string) {}) // the test itself may have it open
	if err != nil || !v.OK {
		t.Fatalf("verify: %+v %v", v, err)
	}
	return v
}

func TestAddTwice(t *testing.T) {
	l, _ := newLedger(t)
	first := add(t, l, "bridge.md", bridge)
	if !first.New || first.Claims == 0 {
		t.Fatalf("first time: %+v, want claims recorded", first)
	}
	size := head(t, l.Desk())
	again := add(t, l, "elsewhere/bridge.md", bridge)
	if again.New || again.Claims != first.Claims || head(t, l.Desk()) != size {
		t.Errorf("second time: %+v and %d entries, want nothing new and %d", again, head(t, l.Desk()), size)
	}
	if other := add(t, l, "copy.md", bridge); !other.New {
		t.Errorf("under another name the report was not captured again")
	}
	if got := head(t, l.Desk()); got != size+1 {
		t.Errorf("another name made %d entries, want 1: the capture alone", got-size)
	}
	sound(t, l.Dir())
}

func TestCopiesAreProposedAsOneOrigin(t *testing.T) {
	l, _ := newLedger(t)
	a := add(t, l, "a.md", bridge)
	b := add(t, l, "b.md", bytes.Replace(bridge, []byte("drove west."), []byte("drove off."), 1))
	proposals, err := l.store.Proposals(t.Context(), head(t, l.Desk()), store.ProposalFilter{})
	if err != nil || len(proposals) != 1 {
		t.Fatalf("proposals %v %v, want one", proposals, err)
	}
	p := proposals[0].Proposal
	if p.What != "same origin" || !strings.Contains(strings.Join(p.Members, " "), a.Report.ID) || !strings.Contains(strings.Join(p.Members, " "), b.Report.ID) {
		t.Errorf("proposal %+v, want same origin of both reports", p)
	}
	if _, err := l.Decide(t.Context(), p.ID, evidence.Accept, "Ada", "same wire story"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Decide(t.Context(), p.ID, evidence.Accept, "Ada", "again"); err == nil {
		t.Error("the same person accepted the same proposal twice")
	}
	// The desk sees it from both reports; the public once both are public.
	joined := func(library *Library, report string) int {
		r, err := library.Report(t.Context(), head(t, library), report)
		if errors.Is(err, store.ErrNotFound) {
			return -1
		}
		if err != nil {
			t.Fatal(err)
		}
		return len(r.Proposals)
	}
	if joined(l.Desk(), a.Report.ID) != 1 || joined(l.Desk(), b.Report.ID) != 1 || joined(l.Public(), a.Report.ID) != -1 {
		t.Error("the desk does not see the proposal from both reports, or the public sees a report")
	}
	for want, report := range []string{a.Report.ID, b.Report.ID} {
		if _, err := l.Decide(t.Context(), deskClaims(t, l, report)[0].ID, evidence.Accept, "Ada", "seen"); err != nil {
			t.Fatal(err)
		}
		if got := joined(l.Public(), a.Report.ID); got != want {
			t.Errorf("with %d reports public the public sees %d proposals, want %d", want+1, got, want)
		}
	}
}

// TestListAndProposalsPassTheGate: what a list says of a report, and why people
// accepted a proposal, names no more than the report's own page.
func TestListAndProposalsPassTheGate(t *testing.T) {
	l, _ := newLedger(t)
	const name = "Quillfeather"
	named := bytes.Replace(bridge, []byte("The Meridian Wire"), []byte("Zaruhi Quillfeather"), 1)
	named = append(named, "\nA resident, Zaruhi Quillfeather, watched from the bank.\n"...)
	a := add(t, l, "a.md", named)
	b := add(t, l, "b.md", bytes.Replace(named, []byte("drove west."), []byte("drove off."), 1))
	for _, report := range []string{a.Report.ID, b.Report.ID} {
		if _, err := l.Decide(t.Context(), deskClaims(t, l, report)[0].ID, evidence.Accept, "Ada", "seen"); err != nil {
			t.Fatal(err)
		}
	}
	proposals, err := l.store.Proposals(t.Context(), head(t, l.Desk()), store.ProposalFilter{})
	if err != nil || len(proposals) != 1 {
		t.Fatalf("%d proposals %v", len(proposals), err)
	}
	if _, err := l.Decide(t.Context(), proposals[0].Proposal.ID, evidence.Accept, "Ada", "Zaruhi Quillfeather sold it to both"); err != nil {
		t.Fatal(err)
	}
	list, err := l.Public().Reports(t.Context(), head(t, l.Public()))
	if err != nil || len(list) != 2 {
		t.Fatalf("%d reports %v", len(list), err)
	}
	r, err := l.Public().Report(t.Context(), head(t, l.Public()), a.Report.ID)
	if err != nil || len(r.Proposals) != 1 {
		t.Fatalf("%d proposals public, %v", len(r.Proposals), err)
	}
	if said := fmt.Sprintf("%+v %+v", list, r); strings.Contains(said, name) {
		t.Errorf("the public reads %s", said)
	}
}

// TestOneTextInTwoPages: pages that differ in their furniture alone share their
// claims, so one decision holds for both, and a withdrawal takes both.
func TestOneTextInTwoPages(t *testing.T) {
	l, _ := newLedger(t)
	a := add(t, l, "a.md", bridge)
	b := add(t, l, "b.md", bytes.Replace(bridge, []byte("Rockets near the bridge"), []byte("Barda under fire"), 1))
	claim := deskClaims(t, l, a.Report.ID)[0]
	if a.Report.ID == b.Report.ID || deskClaims(t, l, b.Report.ID)[0].ID != claim.ID {
		t.Fatal("the pages are not two of one text")
	}
	if _, err := l.Decide(t.Context(), claim.ID, evidence.Accept, "Ada", "seen"); err != nil {
		t.Fatal(err)
	}
	for _, report := range []string{a.Report.ID, b.Report.ID} {
		if got := deskClaims(t, l, report)[0].State; got != publish.Accepted {
			t.Errorf("in report %.12s the claim is %s", report, got)
		}
		if r, err := l.Public().Report(t.Context(), head(t, l.Public()), report); err != nil || len(r.Claims) != 1 {
			t.Errorf("the public sees %d claims of report %.12s (%v), want 1", len(r.Claims), report, err)
		}
	}
	if _, err := l.Withdraw(t.Context(), a.Report.ID, "Ada", "safety"); err != nil {
		t.Fatal(err)
	}
	if got := holders(t, l.Dir(), "Barda"); len(got) != 0 {
		t.Errorf("the text is still in %v", got)
	}
	sound(t, l.Dir())
}

// TestClockStepsBack: order is the log's, whatever the clock does.
func TestClockStepsBack(t *testing.T) {
	l, c := newLedger(t)
	add(t, l, "bridge.md", bridge)
	c.now = c.now.AddDate(-10, 0, 0)
	add(t, l, "copy.md", bridge)
	c.now = c.now.AddDate(20, 0, 0)
	add(t, l, "third.md", bridge)
	sound(t, l.Dir())
}

func TestDecisionsNeedNamesAndClaims(t *testing.T) {
	l, _ := newLedger(t)
	claims := deskClaims(t, l, add(t, l, "bridge.md", bridge).Report.ID)
	for _, c := range []struct{ id, by, reason, want string }{
		{claims[0].ID, "", "because", "who decides"},
		{claims[0].ID, "Ada", " ", "why"},
		{"no-such-claim", "Ada", "because", "no claim, proposal, incident, edition, unit, road or file"},
	} {
		if _, err := l.Decide(t.Context(), c.id, evidence.Accept, c.by, c.reason); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("decide %+v: got %v", c, err)
		}
	}
	sound(t, l.Dir())
}

func deskClaims(t *testing.T, l *Ledger, report string) []publish.Claim {
	t.Helper()
	r, err := l.Desk().Report(t.Context(), head(t, l.Desk()), report)
	if err != nil || len(r.Claims) == 0 {
		t.Fatalf("report %s: %d claims %v", report, len(r.Claims), err)
	}
	return r.Claims
}

// TestWithdrawnNameIsNowhere: after a withdrawal the name is in no file of the
// data directory, the log verifies, and the report is not taken in again.
func TestWithdrawnNameIsNowhere(t *testing.T) {
	l, _ := newLedger(t)
	const name = "Quillfeather"
	body := page("What Zaruhi Quillfeather saw", "2020-10-28",
		"A resident, Zaruhi Quillfeather, told reporters that Azerbaijani forces fired rockets at the town of Martakert, killing two people.")
	added := add(t, l, "witness.md", body)
	add(t, l, "bridge.md", bridge)
	claims := deskClaims(t, l, added.Report.ID)
	if _, err := l.Decide(t.Context(), claims[0].ID, evidence.Accept, "Ada", "Quillfeather was called back"); err != nil {
		t.Fatal(err)
	}
	if got := holders(t, l.Dir(), name); len(got) == 0 {
		t.Fatal("the name is in no file before the withdrawal: the search is broken")
	}
	gone, err := l.Withdraw(t.Context(), claims[0].ID, "Ada", "for a witness's safety")
	if err != nil || len(gone) < 4 {
		t.Fatalf("withdrew %v %v, want capture, text, reading and decision", gone, err)
	}
	if got := holders(t, l.Dir(), name); len(got) != 0 {
		t.Errorf("the name is still in %v", got)
	}
	sound(t, l.Dir())
	if _, err := l.Add(t.Context(), "witness.md", body, capture.Options{By: "test"}); !errors.Is(err, ErrWithdrawn) {
		t.Errorf("adding it again: %v, want ErrWithdrawn", err)
	}
	var stone *WithdrawnError
	if _, err := l.Public().Report(t.Context(), head(t, l.Public()), added.Report.ID); !errors.As(err, &stone) || stone.Tombstone.Withdrawal.By != "Ada" {
		t.Errorf("its page: %v, want the tombstone", err)
	}
	rebuilt(t, l)
	if got := holders(t, l.Dir(), name); len(got) != 0 {
		t.Errorf("after a rebuild the name is in %v", got)
	}
}

// holders lists the files under dir that hold word, in any case.
func holders(t *testing.T, dir, word string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if bytes.Contains(bytes.ToLower(b), []byte(strings.ToLower(word))) {
			found = append(found, filepath.Base(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestWithdrawalFinishedAfterCrash: a crash between the commit and the deletion
// of the body is repaired by the next opening.
func TestWithdrawalFinishedAfterCrash(t *testing.T) {
	l, c := newLedger(t)
	added := add(t, l, "bridge.md", bridge)
	if _, err := l.Withdraw(t.Context(), added.Report.ID, "Ada", "safety"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.bodies.Put(bridge); err != nil { // as if it had not been deleted
		t.Fatal(err)
	}
	l.Close()
	if v, err := Verify(t.Context(), l.Dir(), nil); err != nil || v.OK {
		t.Errorf("verify of a body that should be gone: %+v %v, want a fault", v, err)
	}
	again, err := Open(t.Context(), l.Dir(), c.world())
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	sound(t, l.Dir())
}

// TestRebuild: the database is deleted but for its log, and nothing is lost.
func TestRebuild(t *testing.T) {
	l, _ := newLedger(t)
	for _, c := range deskClaims(t, l, add(t, l, "bridge.md", bridge).Report.ID) {
		if _, err := l.Decide(t.Context(), c.ID, evidence.Accept, "Ada", "seen"); err != nil {
			t.Fatal(err)
		}
	}
	rebuilt(t, l)
}

func rebuilt(t *testing.T, l *Ledger) {
	t.Helper()
	l.Close()
	before := state(t, l.Dir())
	if _, err := Rebuild(t.Context(), l.Dir(), nil); err != nil {
		t.Fatal(err)
	}
	if after := state(t, l.Dir()); after != before {
		t.Error("the rebuilt ledger answers otherwise")
	}
	sound(t, l.Dir())
}

func state(t *testing.T, dir string) string {
	t.Helper()
	s, err := sqlite.OpenReadOnly(filepath.Join(dir, databaseFile))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	return strings.Join(storetest.State(t, s), "\n")
}

// TestRolledBack: a database from before the last signed checkpoint is a fault,
// and never signs again.
func TestRolledBack(t *testing.T) {
	l, c := newLedger(t)
	add(t, l, "bridge.md", bridge)
	l.Close()
	old, err := os.ReadFile(filepath.Join(l.Dir(), databaseFile))
	if err != nil {
		t.Fatal(err)
	}
	l, err = Open(t.Context(), l.Dir(), c.world())
	if err != nil {
		t.Fatal(err)
	}
	add(t, l, "copy.md", bridge)
	l.Close()
	if err := os.WriteFile(filepath.Join(l.Dir(), databaseFile), old, 0o600); err != nil {
		t.Fatal(err)
	}
	v, err := Verify(t.Context(), l.Dir(), nil)
	if err != nil || v.OK || v.Faults[0].File != checkpointFile {
		t.Errorf("verify: %+v %v, want a fault of the checkpoint", v, err)
	}
	if _, err := Open(t.Context(), l.Dir(), c.world()); !errors.Is(err, ErrRolledBack) {
		t.Errorf("open: %v, want ErrRolledBack", err)
	}
}

func TestSecondProcess(t *testing.T) {
	l, c := newLedger(t)
	if _, err := Open(t.Context(), l.Dir(), c.world()); !errors.Is(err, ErrBusy) {
		t.Errorf("a second writer: %v, want ErrBusy", err)
	}
	reader, err := OpenReadOnly(l.Dir(), c.world())
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	add(t, l, "bridge.md", bridge)
	if got := head(t, reader.Desk()); got != head(t, l.Desk()) {
		t.Errorf("the reader sees %d entries, want %d", got, head(t, l.Desk()))
	}
	if _, err := reader.Decide(context.Background(), "x", evidence.Accept, "Ada", "x"); err == nil {
		t.Error("a reader recorded")
	}
}

// TestBetterReader: when a newer reader reads the same text otherwise, the old
// reading stays, decisions go with their words, and what finds none is put
// back before a person.
func TestBetterReader(t *testing.T) {
	l, _ := newLedger(t)
	added := add(t, l, "bridge.md", bridge)
	now := deskClaims(t, l, added.Report.ID)
	record, err := l.store.Report(t.Context(), head(t, l.Desk()), added.Report.ID)
	if err != nil {
		t.Fatal(err)
	}
	// An older reader had cut the first claim otherwise, and read a second one
	// that the reader of today does not see.
	text := record.Report.Text
	older := evidence.Reading{Report: added.Report.ID, TextHash: record.Report.TextHash(), Reader: "tallystick-read/0"}
	first := now[0].Claim
	first.Content = evidence.SpanOf(text, first.Content.Start, first.Content.End-1)
	first.ID = evidence.ClaimID(older.TextHash, first.Content, first.Stance, 0)
	gone := evidence.Claim{Stance: evidence.Promise, Modality: evidence.Stated, Source: evidence.Source{Kind: evidence.Narrator}, Content: evidence.SpanOf(text, 0, 40), Rules: []string{"old"}}
	gone.ID = evidence.ClaimID(older.TextHash, gone.Content, gone.Stance, 0)
	older.Claims = []evidence.Claim{first, gone}
	_, err = l.Record(t.Context(), func(int64) ([]Draft, error) {
		return []Draft{{Kind: evidence.ReportRead, Payload: older, About: []int64{record.TextEntry}}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{first.ID, gone.ID} {
		if _, err := l.Decide(t.Context(), id, evidence.Accept, "Ada", "seen"); err != nil {
			t.Fatal(err)
		}
	}
	before := head(t, l.Desk())
	if again := add(t, l, "bridge.md", bridge); !again.New {
		t.Fatal("the newer reader recorded nothing")
	}
	var carried []evidence.Carried
	for n := before; n < head(t, l.Desk()); n++ {
		e, err := l.store.Entry(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		if e.Envelope.Kind == evidence.DecisionCarried {
			c, err := evidence.Decode[evidence.Carried](e)
			if err != nil {
				t.Fatal(err)
			}
			carried = append(carried, c)
		}
	}
	if len(carried) != 2 || carried[0].To != now[0].ID || carried[1].To != "" {
		t.Fatalf("carried %+v, want the first to %s and the second to nobody", carried, now[0].ID)
	}
	claims := deskClaims(t, l, added.Report.ID)
	if claims[0].State != publish.Accepted || len(claims) != len(now) {
		t.Errorf("the first claim is %s and there are %d; want it accepted, of %d", claims[0].State, len(claims), len(now))
	}
	then, err := l.Desk().Report(t.Context(), before, added.Report.ID)
	if err != nil || len(then.Claims) != 2 || then.Claims[1].State != publish.Accepted {
		t.Errorf("as of then: %+v %v; want the older reading's two claims, accepted", then.Claims, err)
	}
	told, _, err := l.Public().Corrections(t.Context(), head(t, l.Desk()), 0)
	if err != nil || len(told) != 1 || told[0].Change != Reread || len(told[0].Became) != 1 || told[0].Became[0].ID != now[0].ID || told[0].Waits != 1 {
		t.Errorf("the public is told of the corrections %+v, %v; want one claim that stands otherwise and one that is shown no more", told, err)
	}
	sound(t, l.Dir())
}

// TestWrongKey: a key that is not the ledger's is refused before anything is
// signed with it, and the ledger's own is kept from others.
func TestWrongKey(t *testing.T) {
	l, c := newLedger(t)
	other, _ := newLedger(t)
	l.Close()
	key := filepath.Join(l.Dir(), signerFile)
	own, err := os.ReadFile(key)
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := os.ReadFile(filepath.Join(other.Dir(), signerFile))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(key, foreign, 0o600); err != nil {
		t.Fatal(err)
	}
	if l, err := Open(t.Context(), l.Dir(), c.world()); err == nil || !strings.Contains(err.Error(), signerFile) {
		t.Errorf("opened with another ledger's key: %v, error %v", l != nil, err)
	}
	if err := errors.Join(os.WriteFile(key, own, 0o600), os.Chmod(key, 0o644)); err != nil {
		t.Fatal(err)
	}
	again, err := Open(t.Context(), l.Dir(), c.world())
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
	if info, err := os.Stat(key); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key's mode is %v, %v", info.Mode(), err)
	}
}

// TestInitKilled: what a killed `init` leaves behind is not taken for a ledger,
// and the next one takes its place.
func TestInitKilled(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	c := &clock{time.Date(2020, 11, 20, 12, 0, 0, 0, time.UTC)}
	world := c.world()
	world.Salt = func(int64) ([]byte, error) { return nil, errors.New("the machine stops here") }
	if _, err := Create(t.Context(), dir, "example.org/test", Settings{Policy: publish.Standard}, world); err == nil {
		t.Fatal("made a ledger without a salt")
	}
	if err := layOut(dir+".making", "half", "a key", Settings{Policy: publish.Standard}); err != nil { // as a kill leaves it
		t.Fatal(err)
	}
	if err := os.Mkdir(dir, 0o755); err != nil { // an empty folder may be there
		t.Fatal(err)
	}
	l, err := Create(t.Context(), dir, "example.org/test", Settings{Policy: publish.Standard}, c.world())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	sound(t, dir)
	if _, err := os.Stat(dir + ".making"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("something is left beside the ledger: %v", err)
	}
}

// TestWithdrawnRejectionStillHolds: taking the words of a rejection out of the
// ledger does not let the claim out.
func TestWithdrawnRejectionStillHolds(t *testing.T) {
	l, _ := newLedger(t)
	added := add(t, l, "bridge.md", bridge)
	claim := deskClaims(t, l, added.Report.ID)[0]
	if _, err := l.Decide(t.Context(), claim.ID, evidence.Accept, "Ada", "seen"); err != nil {
		t.Fatal(err)
	}
	rejection, err := l.Decide(t.Context(), claim.ID, evidence.Refuse, "Grace", "Zaruhi Quillfeather phoned")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Withdraw(t.Context(), fmt.Sprint(rejection), "Ada", "it names a witness"); err != nil {
		t.Fatal(err)
	}
	if got := holders(t, l.Dir(), "Quillfeather"); len(got) != 0 {
		t.Errorf("the name is still in %v", got)
	}
	if _, err := l.Public().Report(t.Context(), head(t, l.Public()), added.Report.ID); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("the claim is public again: %v", err)
	}
	if got := deskClaims(t, l, added.Report.ID)[0].State; got != publish.Rejected {
		t.Errorf("the claim is %s, want rejected", got)
	}
	sound(t, l.Dir())
}

// TestRefusalReachesEarlierReading: a claim that was accepted, carried to a
// newer reading and rejected there is public at no position.
func TestRefusalReachesEarlierReading(t *testing.T) {
	l, _ := newLedger(t)
	added := add(t, l, "bridge.md", bridge)
	record, err := l.store.Report(t.Context(), head(t, l.Desk()), added.Report.ID)
	if err != nil {
		t.Fatal(err)
	}
	now := record.Claims[0].Claim
	older := evidence.Reading{Report: added.Report.ID, TextHash: record.Report.TextHash(), Reader: "tallystick-read/0", Claims: []evidence.Claim{now}}
	older.Claims[0].Content = evidence.SpanOf(record.Report.Text, now.Content.Start, now.Content.End-1)
	older.Claims[0].ID = evidence.ClaimID(older.TextHash, older.Claims[0].Content, now.Stance, 0)
	if _, err := l.Record(t.Context(), func(int64) ([]Draft, error) {
		return []Draft{{Kind: evidence.ReportRead, Payload: older, About: []int64{record.TextEntry}}}, nil
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Decide(t.Context(), older.Claims[0].ID, evidence.Accept, "Ada", "seen"); err != nil {
		t.Fatal(err)
	}
	then := head(t, l.Public())
	if r, err := l.Public().Report(t.Context(), then, added.Report.ID); err != nil || len(r.Claims) != 1 {
		t.Fatalf("before: %d claims public, %v", len(r.Claims), err)
	}
	add(t, l, "bridge.md", bridge)
	if _, err := l.Decide(t.Context(), now.ID, evidence.Refuse, "Grace", "it endangers somebody"); err != nil {
		t.Fatal(err)
	}
	for _, at := range []int64{then, head(t, l.Public())} {
		if r, err := l.Public().Report(t.Context(), at, added.Report.ID); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("at %d: %d claims public, %v", at, len(r.Claims), err)
		}
	}
}
