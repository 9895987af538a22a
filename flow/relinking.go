package flow

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"tallystick/evidence"
	"tallystick/link/incidents"
	"tallystick/store"
)

// turn is what happens to claims in one record: what link is to take account of,
// before it is in the store.
type turn struct {
	come      []evidence.Reading // read, or standing in for one that went
	entries   map[string]int64   // of the readings that came, by report
	gone      []string           // claims that stand no more as they did
	decided   []evidence.Decision
	carried   []evidence.Carried
	withdrawn []int64  // entries whose payloads go
	restate   []string // incidents of which such entries are records
}

// draftIncidents drafts what a turn changes in incidents. The first draft will
// be the entry next; the store is at position at.
func (l *Ledger) draftIncidents(ctx context.Context, at, next int64, t turn) ([]Draft, error) {
	lib := newLinkable(ctx, l.store, at)
	change, err := t.change(lib)
	if err != nil {
		return nil, err
	}
	if len(change.New)+len(change.Gone)+len(change.Regrouped)+len(t.restate) == 0 {
		return nil, nil
	}
	changed, groups, err := l.update(lib, change, t)
	if err != nil {
		return nil, err
	}
	d := newIncidentDrafts(l, lib, at, next, t, groups)
	for _, r := range t.come {
		d.comes(r)
	}
	var drafts []Draft
	for draft, err := range d.draft(changed) {
		if err != nil {
			return nil, err
		}
		drafts = append(drafts, draft)
	}
	return drafts, nil
}

// change says to link what the turn is.
func (t turn) change(lib *linkable) (c incidents.Change, err error) {
	gone := make(map[incidents.ID]bool)
	for _, r := range t.come {
		mentions := mentionsOf(r)
		lib.comes(r.Report, mentions)
		spoke, err := lib.report(r.Report)
		if err != nil {
			return c, err
		}
		for _, m := range spoke {
			if !slices.ContainsFunc(mentions, func(n incidents.Mention) bool { return n.Claim == m.Claim }) {
				gone[m.Claim] = true
			}
		}
		if err := t.arrive(lib, r.Report, mentions, &c, gone); err != nil {
			return c, err
		}
	}
	for _, id := range t.gone {
		claim, err := incidents.ParseID(id)
		if err != nil {
			return c, err
		}
		gone[claim] = true
	}
	c.Gone = slices.SortedFunc(maps.Keys(gone), compareIDs)
	for _, d := range t.decided {
		for _, id := range slices.Concat(d.Groups...) {
			claim, err := incidents.ParseID(id)
			if err != nil {
				return c, err
			}
			c.Regrouped = append(c.Regrouped, claim)
		}
	}
	return c, nil
}

// arrive adds those mentions of a reading that are not in the store as they are.
// Of two reports with one text, the one whose id comes first speaks.
func (t turn) arrive(lib *linkable, report string, mentions []incidents.Mention, c *incidents.Change, gone map[incidents.ID]bool) error {
	ids := make([]incidents.ID, len(mentions))
	for i, m := range mentions {
		ids[i] = m.Claim
	}
	if _, err := lib.Find(ids); err != nil {
		return err
	}
	for _, m := range mentions {
		was, stands := lib.met[m.Claim]
		switch {
		case stands && !slices.Contains(t.gone, m.Claim.String()) && (was.report < report || was.Mention == m):
		case stands:
			gone[m.Claim] = true
			fallthrough
		default:
			c.New = append(c.New, m)
		}
	}
	return nil
}

// update asks link what changes, with the groups that people made of whatever
// claims the change reaches: when it turns out to reach more of them, link is
// asked again.
func (l *Ledger) update(lib *linkable, change incidents.Change, t turn) (changed incidents.Changed, groups [][]incidents.ID, err error) {
	asked := make(map[string]bool) // claims, and whether the store was asked who grouped them
	for _, m := range change.New {
		asked[m.Claim.String()] = false
	}
	for _, id := range slices.Concat(change.Gone, change.Regrouped) {
		asked[id.String()] = false
	}
	for _, c := range t.carried {
		asked[c.From] = false
	}
	decided := make(map[int64]evidence.Decision)
	for first := true; ; first = false {
		known := len(decided)
		if err := l.groupings(lib, asked, decided); err != nil {
			return changed, nil, err
		}
		if !first && len(decided) == known {
			return changed, groups, nil
		}
		if groups, change.Regrouped, err = t.regroup(decided); err != nil {
			return changed, nil, err
		}
		if changed, err = incidents.Update(lib, groups, change); err != nil {
			return changed, nil, err
		}
		for id := range lib.met {
			if s := id.String(); !asked[s] {
				asked[s] = false
			}
		}
	}
}

// regroup returns the groups after the turn, and the claims of those that are
// new, changed or no more.
func (t turn) regroup(decided map[int64]evidence.Decision) (groups [][]incidents.ID, differ []incidents.ID, err error) {
	var before, after []evidence.Decision
	for _, entry := range slices.Sorted(maps.Keys(decided)) {
		before = append(before, decided[entry])
		if !slices.Contains(t.withdrawn, entry) {
			after = append(after, carriedOn(decided[entry], t.carried))
		}
	}
	old, err := incidents.Groups(before)
	if err != nil {
		return nil, nil, err
	}
	if groups, err = incidents.Groups(append(after, t.decided...)); err != nil {
		return nil, nil, err
	}
	seen := make(map[string]int)
	for _, g := range slices.Concat(old, groups) {
		slices.SortFunc(g, compareIDs)
		seen[fmt.Sprint(g)]++
	}
	for _, g := range slices.Concat(old, groups) {
		if seen[fmt.Sprint(g)] == 1 {
			differ = append(differ, g...)
		}
	}
	slices.SortFunc(differ, compareIDs)
	return groups, slices.Compact(differ), nil
}

func compareIDs(a, b incidents.ID) int { return bytes.Compare(a[:], b[:]) }

// groupings adds the decisions that name claims not asked after yet, and those
// that name the claims which they name.
func (l *Ledger) groupings(lib *linkable, asked map[string]bool, decided map[int64]evidence.Decision) error {
	for {
		claims := []string{}
		for id, done := range asked {
			if !done {
				claims = append(claims, id)
				asked[id] = true
			}
		}
		if len(claims) == 0 {
			return nil
		}
		slices.Sort(claims)
		records, err := l.store.Groupings(lib.ctx, lib.at, claims)
		if err != nil {
			return err
		}
		for _, r := range records {
			decided[r.Entry] = r.Decision
			for _, id := range slices.Concat(r.Decision.Groups...) {
				if !asked[id] {
					asked[id] = false
				}
			}
		}
	}
}

// carriedOn adds to the groups of a decision what their claims are carried to.
func carriedOn(d evidence.Decision, carried []evidence.Carried) evidence.Decision {
	groups := make([][]string, len(d.Groups))
	for i, group := range d.Groups {
		groups[i] = slices.Clone(group)
		for _, c := range carried {
			if c.To != "" && slices.Contains(group, c.From) && !slices.Contains(groups[i], c.To) {
				groups[i] = append(groups[i], c.To)
			}
		}
	}
	d.Groups = groups
	return d
}

// standingElsewhere returns the readings of the other reports that hold one of
// the claims which a report no longer holds: those claims stand there now.
func (l *Ledger) standingElsewhere(ctx context.Context, at int64, report string, gone []string) ([]evidence.Reading, error) {
	same, err := l.store.SameText(ctx, report)
	if err != nil || len(same) < 2 {
		return nil, err
	}
	holding := make(map[string]bool)
	for _, id := range gone {
		c, err := l.store.Claim(ctx, at, id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		others := slices.DeleteFunc(slices.Clone(c.Reports), func(r string) bool { return r == report })
		if len(others) > 0 {
			holding[slices.Min(others)] = true
		}
	}
	var readings []evidence.Reading
	for _, other := range slices.Sorted(maps.Keys(holding)) {
		r, err := l.reading(ctx, at, other)
		if err != nil {
			return nil, err
		}
		readings = append(readings, r)
	}
	return readings, nil
}

// reading returns the current reading of a report.
func (l *Ledger) reading(ctx context.Context, at int64, report string) (evidence.Reading, error) {
	record, err := l.store.Report(ctx, at, report)
	if err != nil || record.ReadEntry < 0 {
		return evidence.Reading{Report: report}, err
	}
	e, err := l.store.Entry(ctx, record.ReadEntry)
	if err != nil {
		return evidence.Reading{}, err
	}
	return evidence.Decode[evidence.Reading](e)
}
