package flow

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/publish"
	"tallystick/store"
)

// PlaceView is what the audience may see of a place.
type PlaceView struct {
	Slug      string
	Name      string // as claims have it
	Names     []PlaceName
	Precision string   // in the words of evidence.Place; empty when nobody knows
	Country   string   // code of the state whose recognised territory holds it, as the lexicon has it
	Lat, Lon  *float64 // as exact as the audience may see, nil when no claim gives it
	Control   []FoundClaim
	Access    []FoundClaim
	Claims    []FoundClaim // that name it, the last published first
	More      bool
	Incidents []Incident // there, those told last first
}

// PlaceName is a name of a place with the sides that use it.
type PlaceName struct {
	Name string
	By   []string // codes, in alphabetical order; none for the name of English usage or of all
}

// Place returns a place by its slug, store.ErrNotFound when the audience sees no
// claim that names it.
func (l *Library) Place(ctx context.Context, at int64, slug string) (PlaceView, error) {
	v := PlaceView{Slug: slug}
	about, more, err := l.newest(ctx, at, store.ClaimFilter{Place: slug}, "", mostLookedAt, nil)
	if err != nil {
		return v, err
	}
	if len(about) == 0 || slug == "" {
		return v, store.ErrNotFound
	}
	for _, c := range about {
		for _, p := range c.Places() {
			if store.Slug(p.Name) != slug {
				continue
			}
			v.Name, v.Precision = cmp.Or(v.Name, p.Name), cmp.Or(v.Precision, p.Precision)
			if v.Lat == nil {
				v.Lat, v.Lon = p.Lat, p.Lon
			}
		}
		if c.Control != nil && store.Slug(c.Control.Place) == slug {
			v.Name = cmp.Or(v.Name, c.Control.Place)
		}
	}
	v.named(l.lexicon())
	v.Claims, v.More = about[:min(len(about), mostSaid)], more || len(about) > mostSaid
	if v.Control, _, err = l.newest(ctx, at, store.ClaimFilter{Place: slug, Says: store.SaysControl}, "", mostSaid, nil); err != nil {
		return v, err
	}
	if v.Access, _, err = l.newest(ctx, at, store.ClaimFilter{Place: slug, Says: store.SaysAccess}, "", mostSaid, nil); err != nil {
		return v, err
	}
	v.Incidents, err = l.incidentsWith(ctx, at, idsOf(about), mostFoundIncidents)
	return v, err
}

// named adds what the lexicon knows of the place: its names, in alphabetical
// order, with who uses them.
func (v *PlaceView) named(lex *lexicon.Lexicon) {
	by := make(map[string][]string)
	for _, p := range lex.Places {
		if store.Slug(p.Name) != v.Slug {
			continue
		}
		v.Country, v.Precision = cmp.Or(v.Country, p.Country), cmp.Or(v.Precision, p.Class)
		for _, f := range p.Forms {
			users := by[f.Text]
			for _, code := range strings.Split(f.Use, "+") {
				if code != "" && code != "both" && code != "eng" && !slices.Contains(users, code) {
					users = append(users, code)
				}
			}
			slices.Sort(users)
			by[f.Text] = users
		}
	}
	for name, users := range by {
		v.Names = append(v.Names, PlaceName{name, users})
	}
	slices.SortFunc(v.Names, func(a, b PlaceName) int {
		return cmp.Or(cmp.Compare(store.Fold(a.Name), store.Fold(b.Name)), cmp.Compare(a.Name, b.Name))
	})
}

// NamedPlaces lists, by slug, the places that claims which the audience may see
// name, from behind the slug `after`: at most limit. next is the slug of the
// last where there may be more.
func (l *Library) NamedPlaces(ctx context.Context, at int64, after string, limit int) (list []Named, next string, err error) {
	return l.listed(NamedPlace, after, limit, func(after string, limit int) ([]store.Named, error) {
		return l.store.NamedPlaces(ctx, at, after, limit)
	}, func(slug string) (string, error) {
		seen, _, err := l.newest(ctx, at, store.ClaimFilter{Place: slug}, "", 1, nil)
		if err != nil || len(seen) == 0 {
			return "", err
		}
		for _, p := range seen[0].Places() {
			if store.Slug(p.Name) == slug {
				return p.Name, nil
			}
		}
		return seen[0].Control.Place, nil
	})
}

// Outlets lists, by slug, the publishers of reports of which the audience may
// see something, likewise.
func (l *Library) Outlets(ctx context.Context, at int64, after string, limit int) (list []Named, next string, err error) {
	if l.desk {
		return l.listed(NamedOutlet, after, limit, func(after string, limit int) ([]store.Named, error) {
			return l.store.Outlets(ctx, at, after, limit)
		}, nil)
	}
	all, err := answered(ctx, l, &l.answers.outlets, at, struct{}{}, func() ([]Named, int, error) {
		all, err := l.publicOutlets(ctx, at)
		return all, 1 + len(all), err
	})
	if err != nil {
		return nil, "", err
	}
	from, same := slices.BinarySearchFunc(all, after, func(n Named, slug string) int { return cmp.Compare(n.Slug, slug) })
	if same {
		from++
	}
	if all = all[from:]; len(all) > limit {
		return all[:limit], all[limit-1].Slug, nil
	}
	return all, "", nil
}

// publicOutlets lists the publishers of reports that the public sees, each under
// the name that the report captured last gives it.
func (l *Library) publicOutlets(ctx context.Context, at int64) ([]Named, error) {
	decided, err := l.store.DecidedReports(ctx)
	if err != nil {
		return nil, err
	}
	last := make(map[string]publish.Report)
	for _, id := range decided {
		report, err := l.alone(ctx, at, id)
		var withdrawn *WithdrawnError
		if errors.Is(err, store.ErrNotFound) || errors.As(err, &withdrawn) {
			continue
		}
		if err != nil {
			return nil, err
		}
		slug := store.Slug(report.Publisher)
		if before, known := last[slug]; slug != "" && (!known || report.Captured.After(before.Captured)) {
			last[slug] = report
		}
	}
	var all []Named
	for _, slug := range sortedKeys(last) {
		all = append(all, Named{NamedOutlet, slug, last[slug].Publisher})
	}
	return all, nil
}

// listed goes through names of the store, of which the public sees those that
// have a name as it sees them.
func (l *Library) listed(kind, after string, limit int, from func(after string, limit int) ([]store.Named, error), seen func(slug string) (name string, err error)) (list []Named, next string, err error) {
	for {
		names, err := from(after, limit+1)
		if err != nil {
			return nil, "", err
		}
		for _, n := range names {
			after = n.Slug
			if !l.desk {
				if n.Name, err = seen(n.Slug); err != nil {
					return nil, "", err
				}
			}
			if n.Name == "" {
				continue
			}
			if len(list) == limit {
				return list, list[limit-1].Slug, nil
			}
			list = append(list, Named{kind, n.Slug, n.Name})
		}
		if len(names) <= limit {
			return list, "", nil
		}
	}
}

// OutletView is what the audience may see of an outlet.
type OutletView struct {
	Slug    string
	Name    string
	Reports []OutletReport // the last captured first
	Next    string         // id of the last report where there may be more
}

// OutletReport is a report of an outlet.
type OutletReport struct {
	Listing
	// Copies are the other reports that share its origin, as proposed or, for the
	// public, accepted.
	Copies []publish.Other
}

// Outlet returns the reports of the outlet that has a slug, from behind the
// report `after`, at most limit, and store.ErrNotFound when the audience sees
// none.
func (l *Library) Outlet(ctx context.Context, at int64, slug, after string, limit int) (OutletView, error) {
	v := OutletView{Slug: slug}
	from := after
	for {
		summaries, err := l.store.ReportsOf(ctx, at, slug, after, limit+1)
		if err != nil {
			return v, err
		}
		for _, s := range summaries {
			after = s.ID
			item, err := l.outletReport(ctx, at, s)
			if errors.Is(err, store.ErrNotFound) || err == nil && store.Slug(item.Publisher) != slug {
				continue
			}
			if err != nil {
				return v, err
			}
			if v.Name = cmp.Or(v.Name, item.Publisher); len(v.Reports) == limit {
				v.Next = v.Reports[limit-1].ID
				return v, nil
			}
			v.Reports = append(v.Reports, item)
		}
		if len(summaries) <= limit {
			break
		}
	}
	if len(v.Reports) == 0 && from == "" {
		return v, store.ErrNotFound
	}
	return v, nil
}

func (l *Library) outletReport(ctx context.Context, at int64, s store.Summary) (OutletReport, error) {
	item := OutletReport{Listing: Listing{
		ID: s.ID, Title: s.Title, Publisher: s.Publisher, Language: s.Language, Partial: s.Partial,
		Published: s.Published, Captured: s.Captured, Claims: s.Claims, Unreviewed: s.Claims - s.Decided,
	}}
	if !l.desk {
		if s.Decided == 0 {
			return item, store.ErrNotFound
		}
		report, err := l.alone(ctx, at, s.ID)
		if err != nil {
			return item, err
		}
		item.Title, item.Publisher, item.Language, item.Partial = report.Title, report.Publisher, report.Language, report.Partial
		item.Published, item.Claims, item.Unreviewed = report.Published, len(report.Claims), 0
	}
	proposals, err := l.proposals(ctx, at, s.ID)
	for _, p := range proposals {
		if p.What == evidence.SameOrigin && p.State != publish.Rejected {
			item.Copies = append(item.Copies, p.Others...)
		}
	}
	return item, err
}

// OutletSlug is what the page of a publisher is found by, empty for none.
func OutletSlug(publisher string) string { return store.Slug(publisher) }

// PlaceSlug is what the page of a place is found by, empty for none.
func PlaceSlug(name string) string { return store.Slug(name) }
