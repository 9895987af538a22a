package link

import (
	"slices"

	"tallystick/evidence"
)

// Combine returns the unit, without an id, that several listings speak of. What
// the first does not say is taken from the next that does. Where the listings
// tell different fates, the unit has those of the listing that tells all of
// them in their order; if none does, and each listing says when and no two times
// touch, they come in the order of their times; else it has all of them in no
// known order.
func Combine(rows []evidence.Listing, read func(evidence.Listing) evidence.Unit) evidence.Unit {
	if len(rows) == 0 {
		return evidence.Unit{}
	}
	said := make([]evidence.Unit, len(rows))
	for i, row := range rows {
		said[i] = read(row)
	}
	u := said[0]
	for _, s := range said[1:] {
		u.Class, u.Model, u.Origin, u.Markings = first(u.Class, s.Class), first(u.Model, s.Model), first(u.Origin, s.Origin), first(u.Markings, s.Markings)
		if u.When == nil {
			u.When = s.When
		}
		if u.Place == nil || !pointed(u.Place) && pointed(s.Place) {
			u.Place = s.Place
		}
		for _, rule := range s.Rules {
			if !slices.Contains(u.Rules, rule) {
				u.Rules = append(slices.Clip(u.Rules), rule)
			}
		}
	}
	u.Fates, u.Unordered = combineFates(said)
	u.Listings = slices.Clone(rows)
	return u
}

func first(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

func pointed(p *evidence.Place) bool { return p != nil && p.Lat != nil && p.Lon != nil }

func combineFates(said []evidence.Unit) (fates []evidence.Fate, unordered bool) {
	for _, s := range said {
		if !slices.ContainsFunc(said, func(other evidence.Unit) bool { return !tells(s, other) }) {
			return s.Fates, s.Unordered
		}
	}
	if fates, known := byTime(said); known {
		return fates, false
	}
	for _, s := range said {
		for _, f := range s.Fates {
			if !slices.ContainsFunc(fates, func(g evidence.Fate) bool { return g.What == f.What }) {
				fates = append(fates, f)
			}
		}
	}
	return fates, true
}

// tells reports whether a tells every fate that b does, in b's order where b
// has one.
func tells(a, b evidence.Unit) bool {
	if a.Unordered != b.Unordered && len(b.Fates) > 1 {
		return false
	}
	rest := a.Fates
	for _, f := range b.Fates {
		i := slices.IndexFunc(rest, func(g evidence.Fate) bool { return g.What == f.What })
		if i < 0 {
			return false
		}
		if !a.Unordered {
			rest = rest[i+1:]
		}
	}
	return true
}
