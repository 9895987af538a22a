package flow

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"tallystick/evidence"
	"tallystick/publish"
	"tallystick/read"
	"tallystick/store"
)

// FoundClaim is a claim in a list of claims of many reports, as the audience may
// see it. Its sentence is given wherever the audience may read that.
type FoundClaim struct {
	publish.Claim
	In publish.Headline
}

// newest lists the claims that the audience may see and that pass a filter and
// a condition of the caller, those published last first, from behind the claim
// `after`: at most limit. more says that the claim behind the last may be asked
// for too. A condition sees the claim as the audience does.
//
// What of a claim the public sees is held against the filter once more: nothing
// is found by what is not shown.
func (l *Library) newest(ctx context.Context, at int64, f store.ClaimFilter, after string, limit int, admits func(FoundClaim) (bool, error)) (list []FoundClaim, more bool, err error) {
	f.Decided = f.Decided || !l.desk
	g := l.gatherer(ctx, at, l.desk)
	for batch := limit + 1; ; batch = min(2*batch, 500) {
		var records []store.ClaimRecord
		err := l.store.NewestClaims(ctx, at, f, after, batch, func(c store.ClaimRecord) error {
			records = append(records, c)
			return nil
		})
		if err != nil {
			return nil, false, badCursor(err)
		}
		for _, c := range records {
			after = c.Claim.ID
			found, ok, err := g.found(c)
			if err == nil && ok && !l.desk {
				ok = shows(found, c.Claim, f)
			}
			if err == nil && ok && admits != nil {
				ok, err = admits(found)
			}
			if err != nil {
				return nil, false, err
			}
			if !ok {
				continue
			}
			if len(list) == limit {
				return list, true, l.heard(ctx, at, list)
			}
			list = append(list, found)
		}
		if len(records) < batch {
			return list, false, l.heard(ctx, at, list)
		}
	}
}

// found returns a claim as the audience sees it in one of its reports.
func (g *gatherer) found(c store.ClaimRecord) (FoundClaim, bool, error) {
	var m publish.Gathered
	seen, err := g.claim(c.Claim.ID, c.Report, &m)
	if err != nil || seen || g.library.desk {
		return FoundClaim{m.Claim, m.Report}, seen, err
	}
	record, err := g.library.store.Claim(g.ctx, g.at, c.Claim.ID) // another report of the same text may be public
	if errors.Is(err, store.ErrNotFound) {
		return FoundClaim{}, false, nil
	}
	for _, other := range record.Reports {
		if err != nil || seen {
			break
		}
		if other != c.Report {
			seen, err = g.claim(c.Claim.ID, other, &m)
		}
	}
	return FoundClaim{m.Claim, m.Report}, seen, err
}

// shows reports whether the public claim itself passes a filter that the stored
// one passed.
func shows(c FoundClaim, stored evidence.Claim, f store.ClaimFilter) bool {
	speaks := func(who string) bool {
		return slices.Contains(c.SideSpeaking(), who) || !c.Source.Private && store.Slug(c.Source.Name) == who
	}
	acts := func(who string) bool {
		return c.Event != nil && slices.ContainsFunc(slices.Concat(c.Event.Agents, c.Event.Targets), func(a evidence.Actor) bool {
			return a.Side == who || !a.Private && store.Slug(a.Name) == who
		})
	}
	days := store.DaysOf(&c.Claim.Claim, c.In.Published)
	switch {
	case f.Words != "" && (c.Content.Text == "" || c.Content.Text != stored.Content.Text):
	case f.Place != "" && !namesPlace(c.Claim.Claim, f.Place):
	case f.Speaker != "" && !speaks(f.Speaker), f.Side != "" && !slices.Contains(c.SideSpeaking(), f.Side):
	case f.Named != "" && !acts(f.Named), f.Actor != "" && !speaks(f.Actor) && !acts(f.Actor):
	case f.Outlet != "" && store.Slug(c.In.Publisher) != f.Outlet:
	case len(f.Stances) > 0 && !slices.Contains(f.Stances, string(c.Stance)):
	case len(f.Types) > 0 && (c.Event == nil || !slices.Contains(f.Types, c.Event.Type)):
	case f.From != "" && days.Last < store.Day(f.From), f.To != "" && (days.First == store.NoDay || days.First > store.Day(f.To)):
	case f.Says == store.SaysAccess && c.Access == nil, f.Says == store.SaysControl && c.Control == nil, f.Says == store.SaysLoss && len(c.Losses) == 0:
	default:
		return true
	}
	return false
}

func namesPlace(c evidence.Claim, slug string) bool {
	return c.Control != nil && store.Slug(c.Control.Place) == slug ||
		slices.ContainsFunc(c.Places(), func(p evidence.Place) bool { return store.Slug(p.Name) == slug })
}

// heard gives claims of the desk their sentences, which its lists come without.
func (l *Library) heard(ctx context.Context, at int64, list []FoundClaim) error {
	if !l.desk {
		return nil
	}
	sentences := make(map[string][]evidence.Span)
	for i := range list {
		c := &list[i]
		of, known := sentences[c.In.ID]
		if !known {
			record, err := l.store.Report(ctx, at, c.In.ID)
			if err != nil {
				return fmt.Errorf("report %s: %w", c.In.ID, err)
			}
			of = read.Sentences(record.Report.Text)
			sentences[c.In.ID] = of
		}
		c.Sentence = publish.SentenceOf(of, c.Content)
	}
	return nil
}
