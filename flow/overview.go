package flow

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"tallystick/link/truces"
	"tallystick/store"
)

// OverviewQuery narrows the incidents of an overview to those of a span of
// days.
type OverviewQuery struct{ From, To string } // civil dates, inclusive; "" for an open end

// Overview is a conflict at a glance, as an audience may see it. It is drawn
// from bounded pieces of the ledger, so that it costs about the same however
// many claims there are; what it leaves out, it says.
type Overview struct {
	Last  time.Time // ledger time of the last entry: "the last week" ends then; zero for an empty ledger
	Empty bool      // there is nothing to be seen
	Days  []store.IncidentDay
	// Incidents are the latest of the span, at most mostIncidents or mostPublic;
	// More says that the span has others.
	Incidents []Incident
	More      bool
	// Contested are the latest contested ones of the span, at most mostContested.
	Contested []Incident
	Losses    Losses
	Stated    []StatedLoss  // the last that each speaker states of each side and class
	Claimed   []ClaimedLoss // the last that each source of a report says of each side and class
	Truce     *Ceasefire    // that took effect last, of those that claims speak of or, where they speak of none, of registers
	Roads     []Road        // of which something is said, the latest word first
	// TrucesCut and RoadsCut say that Truce and Roads go by the latest
	// mostLatest claims alone.
	TrucesCut, RoadsCut bool
	Day, Week           Change // what the last day and week before Last brought

	accepted []int64 // last entry by which people accepted each incident that the public sees
}

// Change is what a stretch of ledger time brought, as far as the audience sees
// it.
type Change struct {
	From, To  time.Time
	Reports   int // captured for the first time
	Accepted  int // claims that somebody accepted
	Incidents int // formed or changed or, for the public, accepted

	first int64 // entry of it
}

// Bounds of an overview.
const (
	mostIncidents = 60  // at the desk, where each is gathered for the overview
	mostPublic    = 160 // in public, where all are at hand
	mostContested = 4
	mostLatest    = 30 // claims that speak of truces, and of roads
)

// Overview returns the conflict at a glance as it stood at a position. It may be
// asked again and again: an answer is kept until something is recorded, the
// public's for a minute at most.
func (l *Library) Overview(ctx context.Context, at int64, q OverviewQuery) (*Overview, error) {
	head, err := l.store.Applied(ctx)
	if err != nil {
		return nil, err
	}
	key := overviewKey{q, at, head, time.Time{}}
	if !l.desk {
		key.minute = l.now().Truncate(time.Minute)
	}
	if o := l.overviews.find(key); o != nil {
		return o, nil
	}
	o := l.overviews.beside(key)
	if o != nil && at > 0 {
		o, err = l.otherSpan(ctx, at, q, *o)
	} else {
		o, err = l.overview(ctx, at, q)
	}
	if err == nil {
		l.overviews.keep(key, o)
	}
	return o, err
}

// overviewMemory keeps the overviews that were asked for last.
type overviewMemory struct {
	lock sync.Mutex
	all  []remembered // the last asked for last; none is ever changed
}

type remembered struct {
	key overviewKey
	o   *Overview
}

type overviewKey struct {
	q        OverviewQuery
	at, head int64
	minute   time.Time
}

// mostOverviews is how many overviews are kept: each costs some hundred
// kilobytes.
const mostOverviews = 24

func (m *overviewMemory) find(key overviewKey) *Overview {
	m.lock.Lock()
	defer m.lock.Unlock()
	for i, r := range m.all {
		if r.key == key {
			m.all = append(append(slices.Clone(m.all[:i]), m.all[i+1:]...), r)
			return r.o
		}
	}
	return nil
}

// beside returns an overview of any span that is like the one asked for but for
// the span; nil where none is kept.
func (m *overviewMemory) beside(key overviewKey) *Overview {
	m.lock.Lock()
	defer m.lock.Unlock()
	for _, r := range m.all {
		if r.key.q = key.q; r.key == key {
			return r.o
		}
	}
	return nil
}

func (m *overviewMemory) keep(key overviewKey, o *Overview) {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.all = append(slices.Clone(m.all[max(0, len(m.all)-mostOverviews+1):]), remembered{key, o})
}

// otherSpan draws anew what of an overview depends on the span.
func (l *Library) otherSpan(ctx context.Context, at int64, q OverviewQuery, o Overview) (*Overview, error) {
	o.Incidents, o.Contested, o.More = nil, nil, false
	if !l.desk {
		o.Days = nil // which are counted with the incidents
	}
	err := l.drawIncidents(ctx, at, q, &o)
	o.accepted = nil
	return &o, err
}

// overview draws an overview.
func (l *Library) overview(ctx context.Context, at int64, q OverviewQuery) (*Overview, error) {
	o := &Overview{Empty: true}
	if at == 0 {
		return o, nil
	}
	last, err := l.store.Entry(ctx, at-1)
	if err != nil {
		return nil, err
	}
	o.Last = last.Envelope.Time
	incidents := make(chan error, 1)
	go func() { incidents <- l.drawIncidents(ctx, at, q, o) }()
	others := l.drawRegisters(ctx, at, o) // fills other fields
	if l.desk && others == nil {
		others = l.drawChanges(ctx, at, o)
	}
	if err := errors.Join(<-incidents, others); err != nil {
		return nil, err
	}
	if !l.desk { // for which what is accepted of incidents is counted
		if err := l.drawChanges(ctx, at, o); err != nil {
			return nil, err
		}
	}
	o.accepted = nil
	o.Empty, err = l.empty(ctx, at, o)
	return o, err
}

// drawRegisters draws what does not depend on the span.
func (l *Library) drawRegisters(ctx context.Context, at int64, o *Overview) error {
	for _, draw := range []func(context.Context, int64, *Overview) error{l.drawLosses, l.drawTruce, l.drawRoads} {
		if err := draw(ctx, at, o); err != nil {
			return err
		}
	}
	return nil
}

// empty reports whether the audience sees nothing at all.
func (l *Library) empty(ctx context.Context, at int64, o *Overview) (bool, error) {
	if len(o.Days)+len(o.Losses.By)+len(o.Stated)+len(o.Claimed)+len(o.Roads) > 0 || o.Truce != nil {
		return false, nil
	}
	if l.desk {
		all, err := l.store.Reports(ctx, at)
		return len(all) == 0, err
	}
	heard, err := l.heardReports(ctx, at)
	return len(heard) == 0, err
}

// drawTruce finds the truce that took effect last.
func (l *Library) drawTruce(ctx context.Context, at int64, o *Overview) error {
	linked, cut, err := l.latestTruces(ctx, at)
	if err != nil {
		return err
	}
	found, err := l.told(linked, CeasefireQuery{})
	if err != nil {
		return err
	}
	o.TrucesCut = cut
	today := o.Last.UTC().Format(time.DateOnly)
	for i := range found.Ceasefires {
		t := &found.Ceasefires[i]
		if from, _ := RunsFrom(t); from != "" && from <= today && (o.Truce == nil || later(t, o.Truce)) {
			o.Truce = t
		}
	}
	return nil
}

// later reports whether a truce goes before another on an overview: one that
// claims speak of before a register's, one whose taking effect is dated before
// one of which only the announcement is, then the later.
func later(t, than *truces.Truce) bool {
	rank := func(t *truces.Truce) int {
		_, effective := RunsFrom(t)
		switch {
		case len(t.Links) > 0 && effective:
			return 2
		case len(t.Links) > 0:
			return 1
		}
		return 0
	}
	if a, b := rank(t), rank(than); a != b {
		return a > b
	}
	from, _ := RunsFrom(t)
	since, _ := RunsFrom(than)
	return from > since
}

// RunsFrom returns the first day on which a truce is told to have taken effect
// or, where nobody tells that, to have been announced; "" when neither is told.
func RunsFrom(t *truces.Truce) (first string, effective bool) {
	for i, told := range [][]truces.Dated{t.Effective, t.Announced} {
		for _, d := range told {
			if d.When != nil {
				if from := day(d.When.From); from != "" && (first == "" || from < first) {
					first = from
				}
				effective = effective || i == 0 && d.Says != truces.Due
			}
		}
		if first != "" {
			return first, effective
		}
	}
	return "", false
}

// drawRoads finds what was said last of roads.
func (l *Library) drawRoads(ctx context.Context, at int64, o *Overview) error {
	var reports []string
	var cut bool
	var err error
	if l.desk {
		reports, cut, err = l.latestReports(ctx, at, store.SaysAccess)
	} else {
		reports, err = l.roadReports(ctx, at)
	}
	if err != nil {
		return err
	}
	said, err := l.saidIn(ctx, at, reports)
	if err != nil {
		return err
	}
	said = slices.DeleteFunc(said, func(s reportClaim) bool { return !ofRoads(s.Claim) && s.Claim.RespondsTo == "" })
	answer, err := l.access(ctx, at, SaidQuery{}, said)
	o.Roads, o.RoadsCut = answer.Roads, cut
	slices.SortStableFunc(o.Roads, func(a, b Road) int { return cmp.Compare(b.Confirmed.Day, a.Confirmed.Day) })
	return err
}

// latestReports returns the reports of the latest claims that say a thing, and
// whether there are more of them. It is for the desk: where the latest end would
// tell the public of claims that nobody has reviewed.
func (l *Library) latestReports(ctx context.Context, at int64, says string) (reports []string, cut bool, err error) {
	latest, err := l.store.LatestClaims(ctx, at, says, mostLatest+1)
	for _, c := range latest[:min(len(latest), mostLatest)] {
		if !slices.Contains(reports, c.Report) {
			reports = append(reports, c.Report)
		}
	}
	return reports, len(latest) > mostLatest, err
}

// drawChanges counts what the last day and week brought.
func (l *Library) drawChanges(ctx context.Context, at int64, o *Overview) error {
	var err error
	if o.Week, err = l.change(ctx, at, o, 7, nil); err == nil {
		o.Day, err = l.change(ctx, at, o, 1, &o.Week)
	}
	return err
}

// change counts what the last days brought; a longer stretch that begins at the
// same entry brought the same.
func (l *Library) change(ctx context.Context, at int64, o *Overview, days int, longer *Change) (Change, error) {
	c := Change{From: o.Last.AddDate(0, 0, -days), To: o.Last}
	from, err := l.store.PositionAt(ctx, c.From)
	if err != nil {
		return c, err
	}
	c.first = min(from, at)
	if longer != nil && longer.first == c.first {
		c.Reports, c.Accepted, c.Incidents = longer.Reports, longer.Accepted, longer.Incidents
		return c, nil
	}
	if !l.desk {
		for _, entry := range o.accepted {
			if entry >= c.first {
				c.Incidents++
			}
		}
		return c, l.publicChange(ctx, at, &c)
	}
	grown, err := l.store.Grown(ctx, c.first, at)
	if err != nil {
		return c, err
	}
	c.Reports, c.Accepted, c.Incidents = grown.Reports, grown.Accepted, grown.Incidents
	return c, nil
}

// publicChange counts what the public sees of what was accepted: the claims, and
// the reports that were captured in that time too.
func (l *Library) publicChange(ctx context.Context, at int64, change *Change) error {
	heard, err := l.heardReports(ctx, at)
	claims := make(map[string]bool)
	for _, r := range heard {
		some := false
		for _, c := range r.accepted {
			if c.entry >= change.first {
				some, claims[c.id] = true, true
			}
		}
		if some && r.captured.After(change.From) {
			change.Reports++
		}
	}
	change.Accepted = len(claims)
	return err
}
