package sample

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"tallystick/flow"
	"tallystick/publish"
	"tallystick/store"
)

// SearchQuery reads the words alone: the ledger in memory has no lexicon.
func (l *Library) SearchQuery(w flow.SearchWords) (flow.SearchQuery, error) {
	words, err := flow.ParsePhrases(w.Words)
	return flow.SearchQuery{Phrases: words}, err
}

// Search finds claims by their words, and at the desk reports by those of their
// texts.
func (l *Library) Search(ctx context.Context, at int64, q flow.SearchQuery, _ string, limit int) (flow.Found, error) {
	var found flow.Found
	for _, d := range l.Dossiers {
		r, err := l.Report(ctx, at, d.Report.ID)
		if err != nil {
			return found, err
		}
		if m := q.Marks(d.Report.Text); l.Audience && len(m) > 0 {
			found.Texts = append(found.Texts, flow.FoundText{Report: r.ID, Title: r.Title, Text: d.Report.Text[m[0][0]:m[0][1]] + " …"})
		}
		for _, c := range r.Claims {
			if len(q.All) > 0 && len(q.Marks(c.Content.Text)) > 0 && len(found.Claims) < limit {
				found.Claims = append(found.Claims, flow.FoundClaim{Claim: c, In: r.Headline()})
			}
		}
	}
	return found, nil
}

// Loosen knows of no filter.
func (l *Library) Loosen(context.Context, int64, flow.SearchWords) ([]string, error) {
	return nil, l.Broken
}

// claims are those that the audience sees and that pass a condition.
func (l *Library) claims(ctx context.Context, at int64, admits func(publish.Claim, publish.Headline) bool) (list []flow.FoundClaim) {
	for _, d := range l.Dossiers {
		r, err := l.Report(ctx, at, d.Report.ID)
		if err != nil {
			continue
		}
		for _, c := range r.Claims {
			if admits(c, r.Headline()) {
				list = append(list, flow.FoundClaim{Claim: c, In: r.Headline()})
			}
		}
	}
	return list
}

// Actor knows the sides that speak in claims, by their codes.
func (l *Library) Actor(ctx context.Context, at int64, slug string) (flow.ActorView, error) {
	says := l.claims(ctx, at, func(c publish.Claim, _ publish.Headline) bool { return slices.Contains(c.SideSpeaking(), slug) })
	if len(says) == 0 {
		return flow.ActorView{}, cmp.Or(l.Broken, store.ErrNotFound)
	}
	return flow.ActorView{Actor: flow.Actor{Slug: slug, Name: slug, Kind: flow.ActorSide, Class: "country", Side: slug}, Says: says}, nil
}

// Actors lists them.
func (l *Library) Actors(ctx context.Context, at int64) ([]flow.Named, error) {
	var list []flow.Named
	for _, c := range l.claims(ctx, at, func(publish.Claim, publish.Headline) bool { return true }) {
		for _, side := range c.SideSpeaking() {
			if strings.ContainsFunc(side, func(r rune) bool { return !unicode.IsLetter(r) }) {
				continue // no code
			}
			list = append(list, flow.Named{Kind: flow.NamedActor, Slug: side, Name: side})
		}
	}
	return inOrder(list), l.Broken
}

func inOrder(list []flow.Named) []flow.Named {
	slices.SortFunc(list, func(a, b flow.Named) int { return strings.Compare(a.Slug, b.Slug) })
	return slices.Compact(list)
}

// Place knows the places that claims name.
func (l *Library) Place(ctx context.Context, at int64, slug string) (flow.PlaceView, error) {
	v := flow.PlaceView{Slug: slug}
	v.Claims = l.claims(ctx, at, func(c publish.Claim, _ publish.Headline) bool {
		for _, p := range c.Places() {
			if flow.PlaceSlug(p.Name) == slug {
				v.Name, v.Precision, v.Lat, v.Lon = p.Name, p.Precision, p.Lat, p.Lon
				return true
			}
		}
		return c.Control != nil && flow.PlaceSlug(c.Control.Place) == slug
	})
	if len(v.Claims) == 0 {
		return v, cmp.Or(l.Broken, store.ErrNotFound)
	}
	v.Name = cmp.Or(v.Name, slug)
	return v, nil
}

// NamedPlaces lists them.
func (l *Library) NamedPlaces(ctx context.Context, at int64, _ string, _ int) ([]flow.Named, string, error) {
	var list []flow.Named
	for _, c := range l.claims(ctx, at, func(publish.Claim, publish.Headline) bool { return true }) {
		for _, p := range c.Places() {
			list = append(list, flow.Named{Kind: flow.NamedPlace, Slug: flow.PlaceSlug(p.Name), Name: p.Name})
		}
	}
	return inOrder(list), "", l.Broken
}

// Outlet knows the publishers of reports.
func (l *Library) Outlet(ctx context.Context, at int64, slug, _ string, _ int) (flow.OutletView, error) {
	v := flow.OutletView{Slug: slug}
	reports, err := l.Reports(ctx, at)
	for _, r := range reports {
		if r.Tombstone == nil && flow.OutletSlug(r.Publisher) == slug {
			v.Name = r.Publisher
			v.Reports = append(v.Reports, flow.OutletReport{Listing: r})
		}
	}
	if err == nil && len(v.Reports) == 0 {
		err = store.ErrNotFound
	}
	return v, err
}

// Outlets lists them.
func (l *Library) Outlets(ctx context.Context, at int64, _ string, _ int) ([]flow.Named, string, error) {
	var list []flow.Named
	reports, err := l.Reports(ctx, at)
	for _, r := range reports {
		if slug := flow.OutletSlug(r.Publisher); slug != "" {
			list = append(list, flow.Named{Kind: flow.NamedOutlet, Slug: slug, Name: r.Publisher})
		}
	}
	return inOrder(list), "", err
}
