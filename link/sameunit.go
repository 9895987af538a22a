package link

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tallystick/evidence"
)

// MaxMembers is the most units that one proposal joins: what shows more is no
// picture of one unit.
const MaxMembers = 50

// byAddress is how units were compared that were found without looking at a
// picture; "both" stands for how many they are.
const byAddress = "one address is listed for both; it was compared by address alone, no picture was looked at"

// SameUnits proposes which of the units that one address shows may be one. here
// are those of one list; elsewhere are those of other lists. Units of one list
// are proposed unless the list itself says that they stand in one picture
// together; then, and when it has only one, each is proposed to be the unit of
// the same side and model that another list has at the address. crowd is how
// many units there are when they are too many to be proposed, else 0.
func SameUnits(here, elsewhere []evidence.Unit) (proposals []evidence.Proposal, crowd int) {
	here, elsewhere = distinct(here), distinct(elsewhere)
	elsewhere = slices.DeleteFunc(elsewhere, func(u evidence.Unit) bool {
		return !slices.ContainsFunc(here, func(h evidence.Unit) bool { return h.ID != u.ID && model(h) == model(u) }) ||
			slices.ContainsFunc(here, func(h evidence.Unit) bool { return h.ID == u.ID })
	})
	if len(here)+len(elsewhere) > MaxMembers {
		if len(here) > 1 && !together(here) || len(elsewhere) > 0 {
			return nil, len(here) + len(elsewhere)
		}
		return nil, 0
	}
	if len(here) > 1 && !together(here) {
		return []evidence.Proposal{sameUnit(append(here, elsewhere...), byAddress)}, 0
	}
	several := ""
	if len(here) > 1 {
		several = fmt.Sprintf("the address shows %d units", len(here))
	}
	return pairs(here, elsewhere, byAddress, several), 0
}

// pairs proposes that the k-th unit of a side, model and fate on one hand is the
// k-th on the other: what shows them does not tell which is which. several says
// how many it shows, when more than one.
func pairs(here, elsewhere []evidence.Unit, how, several string) (proposals []evidence.Proposal) {
	for _, u := range here {
		i := slices.IndexFunc(elsewhere, func(e evidence.Unit) bool { return model(e) == model(u) && e.History() == u.History() })
		if i < 0 {
			i = slices.IndexFunc(elsewhere, func(e evidence.Unit) bool { return model(e) == model(u) })
		}
		if i < 0 {
			continue
		}
		p := sameUnit([]evidence.Unit{u, elsewhere[i]}, how)
		if several != "" {
			p.Reasons = append(p.Reasons, several+", which of them this is was told by model and fate alone")
		}
		proposals = append(proposals, p)
		elsewhere = slices.Delete(elsewhere, i, i+1)
	}
	return proposals
}

// distinct returns the units that count, each once, by number and id.
func distinct(units []evidence.Unit) []evidence.Unit {
	var all []evidence.Unit
	for _, u := range units {
		if u.Counted() && !slices.ContainsFunc(all, func(v evidence.Unit) bool { return v.ID == u.ID }) {
			all = append(all, u)
		}
	}
	slices.SortFunc(all, func(a, b evidence.Unit) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

// together reports whether a list says of all units of an address that it shows
// them by one link.
func together(units []evidence.Unit) bool {
	for _, u := range units {
		if !slices.ContainsFunc(u.Listings, func(l evidence.Listing) bool { return l.Together >= len(units) }) {
			return false
		}
	}
	return true
}

// sameUnit proposes that units are one. how says of "both" how they were
// compared.
func sameUnit(units []evidence.Unit, how string) evidence.Proposal {
	var members, lists, models, fates []string
	for _, u := range units {
		members = append(members, u.ID)
		lists = append(lists, u.Lists()...)
		models = append(models, fmt.Sprintf("%q", u.Model))
		fates = append(fates, fmt.Sprintf("%q", words(u)))
	}
	slices.Sort(members)
	if len(units) > 2 {
		how = strings.Replace(how, "both", fmt.Sprintf("all %d", len(units)), 1)
	}
	reasons := []string{how}
	if lists = set(lists); len(lists) > 1 {
		reasons = append(reasons, "it stands in "+and(quoted(lists)))
	}
	if models = set(models); len(models) > 1 {
		reasons = append(reasons, "it is listed as different models, "+and(models)+": one picture may show several units")
	}
	switch fates = set(fates); {
	case len(fates) == 2:
		reasons = append(reasons, "it may be one unit filed under two fates: "+strings.Join(fates, " or "))
	case len(fates) > 2:
		reasons = append(reasons, fmt.Sprintf("it may be one unit filed under %d fates: %s", len(fates), strings.Join(fates, ", ")))
	}
	return evidence.Proposal{ID: evidence.ProposalID(evidence.SameUnit, members), What: evidence.SameUnit, Members: members, Reasons: reasons, Maker: Version}
}

// set returns the words in order, each once.
func set(words []string) []string {
	words = slices.Clone(words)
	slices.Sort(words)
	return slices.Compact(words)
}
