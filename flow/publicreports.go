package flow

import (
	"context"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"tallystick/evidence"
	"tallystick/link/truces"
	"tallystick/publish"
	"tallystick/store"
)

// heardReport is what an overview goes by of a report that people decided on, as
// the public sees it.
type heardReport struct {
	id       string
	seen     bool // the public sees something of it
	captured time.Time
	truces   []truces.Said         // claims that speak of one
	sources  map[string]TruceClaim // where they stand, by claim
	roads    []string              // claims that may speak of a road
	answered []string              // claims that one of its claims answers
	accepted []acceptedClaim       // claims by the last entry by which somebody accepted them
	when     time.Time
	grounds
}

type acceptedClaim struct {
	id    string
	entry int64
}

// reportRoll keeps the reports that people decided on, at the head of the log:
// after entries it asks again for those alone that they bear on.
type reportRoll struct {
	lock sync.Mutex
	head int64
	rows map[string]heardReport // nil before they were first asked for
	list []heardReport          // those that are seen, by id; nil when it must be made

	linking sync.Mutex
	linked  truceRoll
}

// truceRoll is what was linked last, of what.
type truceRoll struct {
	heard    []heardReport
	register []evidence.Ceasefire
	decided  map[string]*truces.Decided
	linkedTruces
}

func (r *truceRoll) is(of truceRoll) bool {
	return len(r.heard) > 0 && len(r.heard) == len(of.heard) && &r.heard[0] == &of.heard[0] &&
		reflect.DeepEqual(r.register, of.register) && reflect.DeepEqual(r.decided, of.decided)
}

// heardReports lists the reports of which the public sees something, by id. What
// it returns must not be changed.
func (l *Library) heardReports(ctx context.Context, at int64) ([]heardReport, error) {
	ctx = context.WithoutCancel(ctx) // others wait for the answer
	head, err := l.store.Applied(ctx)
	if err != nil {
		return nil, err
	}
	if at < head {
		return answered(ctx, l, &l.answers.heard, at, struct{}{}, func() ([]heardReport, int, error) {
			rows, err := l.allHeard(ctx, at)
			list := seenOf(rows)
			return list, 1 + len(list), err
		})
	}
	r := l.heardRoll
	r.lock.Lock()
	defer r.lock.Unlock()
	if err := l.hearOn(ctx, r, head); err != nil {
		r.rows = nil
		return nil, err
	}
	if r.list == nil {
		r.list = seenOf(r.rows)
	}
	return r.list, nil
}

func seenOf(rows map[string]heardReport) []heardReport {
	list := make([]heardReport, 0, len(rows))
	for _, row := range rows {
		if row.seen {
			list = append(list, row)
		}
	}
	slices.SortFunc(list, func(a, b heardReport) int { return strings.Compare(a.id, b.id) })
	return list
}

// hearOn brings the roll up to a head and to the hour.
func (l *Library) hearOn(ctx context.Context, r *reportRoll, head int64) error {
	again := make(map[string]bool)
	if r.rows != nil && head != r.head {
		ids, ok := touched(ctx, l.store, r.head, head)
		if !ok {
			r.rows = nil
		}
		for id := range ids { // also of those that nobody had decided on before
			again[id] = evidence.ValidHash(id)
		}
	}
	if r.rows == nil {
		var err error
		if r.rows, err = l.allHeard(ctx, head); err != nil {
			return err
		}
		r.list = nil
	}
	r.head = head
	now := l.now()
	for id, row := range r.rows {
		if !row.hold(row.when, now) {
			again[id] = true
		}
	}
	for id, ask := range again {
		if !ask {
			continue
		}
		before := r.rows[id].seen
		if err := l.hear(ctx, head, id, r.rows); err != nil {
			return err
		}
		if before || r.rows[id].seen {
			r.list = nil
		}
	}
	return nil
}

// allHeard goes through what people decided on.
func (l *Library) allHeard(ctx context.Context, at int64) (map[string]heardReport, error) {
	decided, err := l.store.DecidedReports(ctx)
	if err != nil {
		return nil, err
	}
	rows := make(map[string]heardReport, len(decided))
	for _, id := range decided {
		if err := l.hear(ctx, at, id, rows); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// hear puts down a report as the public sees it. Of one that it does not see, and
// will not see by the clock alone, nothing is kept.
func (l *Library) hear(ctx context.Context, at int64, id string, rows map[string]heardReport) error {
	row := heardReport{id: id, when: l.now()}
	report, on, err := l.judgedReport(ctx, at, id)
	var withdrawn *WithdrawnError
	unseen := errors.Is(err, store.ErrNotFound) || errors.As(err, &withdrawn)
	if err != nil && !unseen {
		return err
	}
	row.grounds, row.seen = on, !unseen
	if unseen && on.until.IsZero() {
		delete(rows, id)
		return nil
	}
	row.captured, row.sources = report.Captured, make(map[string]TruceClaim)
	row.truces = trucesIn(report, row.sources)
	for _, c := range report.Claims {
		if ofRoads(c.Claim) {
			row.roads = append(row.roads, c.ID)
		}
		if c.RespondsTo != "" {
			row.answered = append(row.answered, c.RespondsTo)
		}
		if n := len(c.Accepts); n > 0 {
			last := slices.MaxFunc(c.Accepts, func(a, b publish.Ruling) int { return int(a.Entry - b.Entry) })
			row.accepted = append(row.accepted, acceptedClaim{c.ID, last.Entry})
		}
	}
	rows[id] = row
	return nil
}

// ofRoads reports whether a claim may speak of a road: of coercion on one too.
func ofRoads(c evidence.Claim) bool {
	return c.Access != nil || c.Event != nil && c.Event.Type == "COERCE"
}

// latestTruces links what is said of truces in the latest reports; cut says that
// there is more. To the public it links all, once while nothing changes in what
// it hears: of what is kept nothing must be changed.
func (l *Library) latestTruces(ctx context.Context, at int64) (linked linkedTruces, cut bool, err error) {
	if l.desk {
		reports, cut, err := l.latestReports(ctx, at, store.SaysCeasefire)
		if err != nil {
			return linked, false, err
		}
		said, claims, err := l.truceClaims(ctx, at, reports)
		if err != nil {
			return linked, false, err
		}
		linked, err = l.linkTruces(ctx, at, said, claims)
		return linked, cut, err
	}
	var of truceRoll
	if of.heard, err = l.heardReports(ctx, at); err != nil {
		return linked, false, err
	}
	if of.register, err = l.register(ctx, at); err != nil {
		return linked, false, err
	}
	if of.decided, err = truceTies(ctx, l.store, at); err != nil {
		return linked, false, err
	}
	r := l.heardRoll
	r.linking.Lock()
	defer r.linking.Unlock()
	if r.linked.is(of) {
		return r.linked.linkedTruces, false, nil
	}
	var said []truces.Said
	of.claims = make(map[string]TruceClaim)
	for _, h := range of.heard {
		said = append(said, h.truces...)
		maps.Copy(of.claims, h.sources)
	}
	if of.linkedTruces, err = l.link(ctx, at, said, of.linkedTruces, of.register, of.decided); err == nil {
		r.linked = of
	}
	return of.linkedTruces, false, err
}

// roadReports lists the reports of which the public sees that they speak of
// roads, or answer what is said of one.
func (l *Library) roadReports(ctx context.Context, at int64) (ids []string, err error) {
	heard, err := l.heardReports(ctx, at)
	about := make(map[string]bool)
	for _, r := range heard {
		for _, c := range r.roads {
			about[c] = true
		}
	}
	for _, r := range heard {
		if len(r.roads) > 0 || slices.ContainsFunc(r.answered, func(c string) bool { return about[c] }) {
			ids = append(ids, r.id)
		}
	}
	return ids, err
}
