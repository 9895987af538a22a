package flow

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tallystick/evidence"
)

// TestJudgedAnew: whatever is recorded, and whenever it is asked for, a library
// that remembers says of every report and incident what one says that is asked
// for the first time.
func TestJudgedAnew(t *testing.T) {
	walk := newWalk(t, rand.New(rand.NewPCG(1, 5)))
	for n := range 40 {
		did := walk.step()
		walk.compare(fmt.Sprintf("step %d, %s", n, did))
	}
	if walk.known < 40 || walk.listed < 10 {
		t.Errorf("the public saw %d reports and incidents, and %d in lists: the test sees little", walk.known, walk.listed)
	}
}

// walk does one thing after another to a ledger.
type walk struct {
	*rand.Rand
	t               *testing.T
	l               *Ledger
	clock           *clock
	reports, claims []string
	incidents       map[string]bool // that ever stood
	desk, public    *Library        // that remember
	known, listed   int
}

func newWalk(t *testing.T, random *rand.Rand) *walk {
	l, c := newLedger(t)
	w := &walk{Rand: random, t: t, l: l, clock: c, incidents: make(map[string]bool), desk: l.Desk(), public: l.Public()}
	c.now = time.Date(2020, 10, 7, 0, 0, 0, 0, time.UTC) // what is told is late enough only by and by
	for range 4 {
		w.report()
	}
	return w
}

func (w *walk) report() {
	n := newsOf(w.Rand, fmt.Sprint("news ", len(w.reports)), 1+w.IntN(3))
	tell(w.t, w.l, n)
	w.reports = append(w.reports, n.report.ID)
	for _, c := range n.reading.Claims {
		w.claims = append(w.claims, c.ID)
	}
}

func anyOf(w *walk, of []string) string { return of[w.IntN(len(of))] }

// step does something; much of it is refused, and then nothing is done.
func (w *walk) step() string {
	w.clock.now = w.clock.now.Add(time.Duration(w.IntN(5)) * time.Hour)
	ctx, by := w.t.Context(), anyOf(w, []string{"Ada", "Grace"})
	ids := []string{""}
	for id := range w.incidents {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	incident, claim, report := anyOf(w, ids), anyOf(w, w.claims), anyOf(w, w.reports)
	switch w.IntN(14) {
	case 0:
		w.report()
		return "a report"
	case 1, 2, 3:
		_, err := w.l.Decide(ctx, claim, evidence.Accept, by, "seen")
		return fmt.Sprint("claim accepted ", err)
	case 4:
		_, err := w.l.Decide(ctx, claim, evidence.Refuse, by, "not so")
		return fmt.Sprint("claim rejected ", err)
	case 5, 6:
		_, err := w.l.Decide(ctx, incident, evidence.Accept, by, "one thing")
		return fmt.Sprint("incident accepted ", err)
	case 7:
		_, err := w.l.Decide(ctx, incident, evidence.Refuse, by, "not one thing")
		return fmt.Sprint("incident rejected ", err)
	case 8:
		_, err := w.l.Split(ctx, incident, []string{claim}, by, "another")
		return fmt.Sprint("split ", err)
	case 9:
		_, err := w.l.Merge(ctx, incident, []string{claim}, by, "the same")
		return fmt.Sprint("merged ", err)
	case 10:
		_, err := w.l.Tie(ctx, evidence.SubjectAnswer, claim, anyOf(w, w.claims), by, "so it says")
		return fmt.Sprint("tied ", err)
	case 11:
		w.clock.now = w.clock.now.Add(time.Duration(w.IntN(40)) * time.Hour)
		return "time"
	case 12:
		if w.IntN(3) > 0 {
			pair := []string{report, anyOf(w, w.reports)}
			slices.Sort(pair)
			p := evidence.Proposal{ID: evidence.Hash([]byte(pair[0] + pair[1]))[:32], What: evidence.SameOrigin, Members: pair, Reasons: []string{"invented"}, Maker: "test"}
			_, err := w.l.Record(ctx, func(int64) ([]Draft, error) {
				return []Draft{{Kind: evidence.ProposalMade, Payload: p}, {Kind: evidence.DecisionMade, Payload: evidence.Decision{Subject: evidence.SubjectProposal, ID: p.ID, Verdict: evidence.Refuse, By: by, Reason: "no"}}}, nil
			})
			return fmt.Sprint("origins parted ", err)
		}
		_, err := w.l.Withdraw(ctx, report, by, "it named a witness")
		return fmt.Sprint("withdrawn ", err)
	default:
		if c, err := w.l.store.Claim(ctx, 1<<40, claim); err == nil && !c.Stale {
			readAgain(w.t, w.l, claim)
			return "read again"
		}
		return "nothing"
	}
}

// compare asks for everything, now and at an earlier position.
func (w *walk) compare(when string) {
	w.t.Helper()
	ctx, now := w.t.Context(), head(w.t, w.desk)
	for _, claim := range w.claims {
		id, err := w.l.store.IncidentOf(ctx, now, claim)
		if err != nil {
			w.t.Fatal(err)
		}
		if id != "" {
			w.incidents[id] = true
		}
	}
	for _, at := range []int64{now, now - now%16} {
		for kept, fresh := range map[*Library]*Library{w.desk: w.l.Desk(), w.public: w.l.Public(), w.desk.asPublic(): w.l.Public()} {
			for _, id := range w.reports {
				a, errA := kept.alone(ctx, at, id)
				b, errB := fresh.alone(ctx, at, id)
				w.same(when, kept, id, a, b, errA, errB)
			}
			for id := range w.incidents {
				a, errA := kept.Incident(ctx, at, id)
				b, errB := fresh.Incident(ctx, at, id)
				w.same(when, kept, id, a, b, errA, errB)
			}
			a, _, errA := kept.Incidents(ctx, at, IncidentQuery{}, "", 0)
			b, _, errB := fresh.Incidents(ctx, at, IncidentQuery{}, "", 0)
			w.same(when, kept, "all incidents", a, b, errA, errB)
			if !kept.desk {
				w.listed += len(a)
				a, errA := kept.heardReports(ctx, at)
				b, errB := fresh.heardReports(ctx, at)
				w.same(when, kept, "reports heard", heardOf(a), heardOf(b), errA, errB)
			}
			for _, id := range w.claims[:4] {
				a, errA := kept.Incident(ctx, at, id)
				b, errB := fresh.Incident(ctx, at, id)
				w.same(when, kept, id, a, b, errA, errB)
			}
		}
	}
}

// heardOf writes down what is kept of reports.
func heardOf(list []heardReport) (said []string) {
	for _, r := range list {
		said = append(said, fmt.Sprint(r.id, r.seen, r.captured, r.roads, r.answered, r.accepted, len(r.truces), r.sources))
	}
	return said
}

func (w *walk) same(when string, l *Library, id string, kept, fresh any, errKept, errFresh error) {
	w.t.Helper()
	if fmt.Sprint(errKept) != fmt.Sprint(errFresh) {
		w.t.Fatalf("%s, desk %v: of %s is kept %v, want %v", when, l.desk, id, errKept, errFresh)
	}
	if diff := cmp.Diff(fresh, kept, cmpopts.EquateEmpty()); errKept == nil && diff != "" {
		w.t.Fatalf("%s, desk %v: what is kept of %s (-want +got)\n%s", when, l.desk, id, diff)
	}
	if errKept == nil && !l.desk {
		w.known++
	}
}
