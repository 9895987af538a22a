package flow

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/link/accounts"
	"tallystick/link/truces"
)

// meant tells which truce a claim means, by the register's entry or the truce's
// id, and how sure it is; "?" where that is unclear.
func meant(t *testing.T, l *Ledger, claim string) string {
	t.Helper()
	all, err := l.Desk().Ceasefires(t.Context(), head(t, l.Desk()), CeasefireQuery{})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range all.Unclear {
		if o.Claim == claim && o.Earlier == 0 {
			return "?"
		}
	}
	for _, c := range all.Ceasefires {
		for _, k := range c.Links {
			if k.Claim == claim && k.Earlier == 0 {
				if c.Register != nil {
					return c.Register.Entry + " " + k.Sureness
				}
				return c.ID + " " + k.Sureness
			}
		}
	}
	return "none"
}

// truceSaid returns the id of the claim of a truce whose words hold some.
func truceSaid(t *testing.T, l *Ledger, words string) string {
	t.Helper()
	return claimWith(t, l, words, func(c evidence.Claim) bool { return c.Ceasefire != nil })
}

func claimWith(t *testing.T, l *Ledger, words string, ok func(evidence.Claim) bool) string {
	t.Helper()
	at := head(t, l.Desk())
	reports, err := l.store.Reports(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	for _, summary := range reports {
		r, err := l.store.Report(t.Context(), at, summary.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range r.Claims {
			if ok(c.Claim) && strings.Contains(c.Claim.Content.Text, words) {
				return c.Claim.ID
			}
		}
	}
	t.Fatalf("no claim says %q: the test sees nothing", words)
	return ""
}

// readAgain records a reading in which every claim of a report stands under
// another id, on all but the last letter of its words.
func readAgain(t *testing.T, l *Ledger, claim string) {
	t.Helper()
	_, err := l.Record(t.Context(), func(next int64) ([]Draft, error) {
		c, err := l.store.Claim(t.Context(), next, claim)
		if err != nil {
			return nil, err
		}
		known, err := l.store.Report(t.Context(), next, c.Report)
		if err != nil {
			return nil, err
		}
		r, err := l.reading(t.Context(), next, c.Report)
		if err != nil {
			return nil, err
		}
		r.Reader, r.Claims = "another/1", slices.Clone(r.Claims)
		now := make(map[string]string)
		for i := range r.Claims {
			c := &r.Claims[i]
			was := c.ID
			c.Content = evidence.SpanOf(known.Report.Text, c.Content.Start, c.Content.End-1)
			c.ID = evidence.ClaimID(r.TextHash, c.Content, c.Stance, 0)
			now[was] = c.ID
		}
		for i := range r.Claims {
			r.Claims[i].RespondsTo = now[r.Claims[i].RespondsTo]
		}
		return l.draftReport(t.Context(), next, known, evidence.Capture{Report: c.Report, Name: "again"}, known.Report, r)
	})
	if err != nil {
		t.Fatal(err)
	}
}

const twoLakes = `900001,Lakes,1,Government of Kenya,2020,10,10,2020,10,10,2,0,0,Switzerland,-1,-1,-1,-1
900001,Lakes,2,Government of Peru,2020,10,10,2020,10,10,2,0,0,Switzerland,-1,-1,-1,-1
900002,Lakes,1,Government of Kenya,2020,10,25,2020,10,26,2,0,0,Norway,-1,-1,-1,-1
900002,Lakes,2,Government of Peru,2020,10,25,2020,10,26,2,0,0,Norway,-1,-1,-1,-1`

// TestTruceTies: what people say of which truce a claim means wins over what
// the program finds, whatever comes later, when the report is read anew, and in
// tables that are made again.
func TestTruceTies(t *testing.T) {
	l, _ := newLedger(t)
	add(t, l, "a.md", news("Lakes", "2020-11-06", "Kenya and Peru fought on.", "Kenya's army said that Peru's army had violated the ceasefire on 28 October 2020 by shelling the harbour.",
		"On 3 November 2020 Kenya accused Peru of violating the ceasefire again."))
	importRegister(t, l, strings.Split(twoLakes, "\n")...)
	one, two := truceSaid(t, l, "on 28 October"), truceSaid(t, l, "the ceasefire again")
	is := func(when, claim, want string) {
		t.Helper()
		if got := meant(t, l, claim); got != want {
			t.Errorf("%s: claim means %q, want %q", when, got, want)
		}
	}
	if got := meant(t, l, one); !strings.HasPrefix(got, "900002 ") || strings.HasSuffix(got, "decided") {
		t.Fatalf("before anybody decided the claim means %q: the test sees nothing", got)
	}
	before := head(t, l.Desk())
	known, err := l.Desk().Ceasefires(t.Context(), before, CeasefireQuery{})
	if err != nil || len(known.Ceasefires) != 2 {
		t.Fatalf("%+v, %v", known.Ceasefires, err)
	}
	first, second := known.Ceasefires[0].ID, known.Ceasefires[1].ID
	tie := func(claim, to, by string) {
		t.Helper()
		if _, err := l.Tie(t.Context(), evidence.SubjectTruce, claim, to, by, "the day is a slip"); err != nil {
			t.Fatal(err)
		}
	}
	tie(one, first, "Ada")
	tie(two, one, "Ada")
	is("tied to another truce", one, "900001 decided")
	is("tied to what the other means", two, "900001 decided")
	tie(one, second, "Grace")
	is("the last decision", one, "900002 decided")
	is("and what goes with it", two, "900002 decided")
	tie(two, "", "Ada")
	is("no truce", two, "none")
	tie(one, first, "Ada")

	add(t, l, "b.md", news("Lakes again", "2020-11-07", "Kenya and Peru fought on.", "Kenya's army said that Peru's army had violated the Norwegian-brokered ceasefire on October 28, 2020, by shelling the harbour."))
	is("after a report that came later", one, "900001 decided")
	readAgain(t, l, one)
	again, gone := truceSaid(t, l, "on 28 October"), truceSaid(t, l, "the ceasefire agai")
	if again == one {
		t.Fatal("the claim has its old id: the test sees nothing")
	}
	is("read anew", again, "900001 decided")
	is("read anew, without a truce", gone, "none")
	for _, c := range []struct {
		what, subject, claim, to, by string
	}{
		{"said twice", evidence.SubjectTruce, again, first, "ada"},
		{"a truce that is none", evidence.SubjectTruce, again, strings.Repeat("0", 32), "Ada"},
		{"itself", evidence.SubjectTruce, again, again, "Ada"},
		{"what stands no more", evidence.SubjectTruce, one, second, "Ada"},
		{"nobody", evidence.SubjectTruce, again, second, ""},
		{"what answers nothing", evidence.SubjectAnswer, again, gone, "Ada"},
		{"another kind of tie", evidence.SubjectUnit, again, gone, "Ada"},
	} {
		if _, err := l.Tie(t.Context(), c.subject, c.claim, c.to, c.by, "x"); err == nil {
			t.Errorf("a tie was taken: %s", c.what)
		}
	}
	tie(gone, again, "Grace")
	if _, err := l.Tie(t.Context(), evidence.SubjectTruce, again, gone, "Grace", "x"); err == nil {
		t.Error("two claims are tied to each other in a circle")
	}
	past, err := l.Desk().Ceasefires(t.Context(), before, CeasefireQuery{})
	if err != nil || slices.ContainsFunc(past.Ceasefires, func(c Ceasefire) bool {
		return slices.ContainsFunc(c.Links, func(k truces.Link) bool { return k.Sureness == "decided" })
	}) {
		t.Errorf("what was decided later shows in the ledger as it was before: %v", err)
	}
	rebuiltAlike(t, l, func(l *Ledger) any {
		all, err := l.Desk().Ceasefires(t.Context(), head(t, l.Desk()), CeasefireQuery{})
		return []any{all, err}
	})
}

// rebuiltAlike sees that tables which are made again of the log give the same
// answer. It returns the ledger, opened again.
func rebuiltAlike(t *testing.T, l *Ledger, ask func(*Ledger) any) *Ledger {
	t.Helper()
	want := ask(l)
	dir, world := l.Dir(), l.world
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	sound(t, dir)
	if _, err := Rebuild(t.Context(), dir, nil); err != nil {
		t.Fatal(err)
	}
	again, err := Open(t.Context(), dir, world)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { again.Close() })
	if got := ask(again); !reflect.DeepEqual(got, want) {
		t.Errorf("made again of the log the answer is\n%+v\nwant\n%+v", got, want)
	}
	return again
}

// TestAnswerTies: which claim a denial answers, people decide.
func TestAnswerTies(t *testing.T) {
	l, _ := newLedger(t)
	add(t, l, "a.md", news("North", "2020-10-28", "Azerbaijan accused Armenia of firing rockets at the town of Barda on October 27, killing four civilians.", "The Armenian Defence Ministry denied the accusation."))
	add(t, l, "b.md", news("South", "2020-10-28", "The Azerbaijani Defence Ministry said that Armenian forces fired rockets at the town of Barda on October 27, killing four civilians, in the worst attack of the week."))
	denies := func(c evidence.Claim) bool { return c.Stance == evidence.Deny }
	tells := func(c evidence.Claim) bool { return c.Stance != evidence.Deny }
	denial, south := claimWith(t, l, "", denies), claimWith(t, l, "worst attack", tells)
	answer := func(l *Ledger) accounts.Reply {
		t.Helper()
		found := about(t, l, "Barda")
		if len(found) != 1 || len(found[0].Replies) != 1 {
			t.Fatalf("%d incidents: %+v", len(found), found)
		}
		return found[0].Replies[0]
	}
	if r := answer(l); r.To == south || r.To == "" || r.Sure == accounts.Decidedly {
		t.Fatalf("before anybody decided the reply is %+v: the test sees nothing", r)
	}
	for _, c := range []struct{ to, by string }{{south, "Ada"}, {"", "Grace"}, {south, "Grace"}} {
		if _, err := l.Tie(t.Context(), evidence.SubjectAnswer, denial, c.to, c.by, "read both"); err != nil {
			t.Fatal(err)
		}
		if r := answer(l); r.To != c.to || r.Sure != accounts.Decidedly {
			t.Errorf("decided %q, the reply is %+v", c.to, r)
		}
	}
	readAgain(t, l, denial)
	readAgain(t, l, south)
	if r := answer(l); r.Claim == denial || r.To == south || r.To != claimWith(t, l, "worst attack", tells) || r.Sure != accounts.Decidedly {
		t.Errorf("read anew the reply is %+v", r)
	}
	relinked(t, l, "after ties")
	add(t, l, "c.md", news("West", "2020-10-30", "A bridge was closed at Lachin on October 29."))
	alone := claimWith(t, l, "bridge", tells)
	if _, err := l.Tie(t.Context(), evidence.SubjectAnswer, answer(l).Claim, alone, "Ada", "x"); err == nil || !strings.Contains(err.Error(), "merge") {
		t.Errorf("a tie to a claim of elsewhere: %v", err)
	}
	l = rebuiltAlike(t, l, func(l *Ledger) any { return fmt.Sprintf("%+v", answer(l)) })

	gone, err := l.store.Claim(t.Context(), head(t, l.Desk()), answer(l).To)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Withdraw(t.Context(), gone.Report, "Ada", "asked for"); err != nil {
		t.Fatal(err)
	}
	ties, err := l.store.Ties(t.Context(), head(t, l.Desk()), nil)
	if err = errors.Join(err, l.Close()); err != nil || len(ties) != 1 || ties[0].Decision.To != "" {
		t.Errorf("after the claim was withdrawn that the denial answers, ties are %+v, %v", ties, err)
	}
	sound(t, l.Dir())
}
