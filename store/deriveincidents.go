package store

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"tallystick/evidence"
)

// A claim and an incident are found by traits: numbers that stand for what they
// say, such as a stance, a type of event or a side. The functions must never
// change: their results are kept.

// StanceTrait is had by claims of a stance.
func StanceTrait(stance string) int64 { return Key("stance", stance) }

// TypeTrait is had by claims of an event of a type.
func TypeTrait(eventType string) int64 { return Key("type", eventType) }

// SideTrait is had by claims that a side makes.
func SideTrait(side string) int64 { return Key("side", side) }

// SaysTrait is had by claims that say one of Sayings.
func SaysTrait(saying string) int64 { return Key("says", saying) }

// SpeakerTrait is had by claims of a source: the Slug of its name.
func SpeakerTrait(slug string) int64 { return Key("speaker", slug) }

// NamedTrait is had by claims that say of somebody that they act or suffer: the
// Slug of their name, or the code of their side.
func NamedTrait(slug string) int64 { return Key("named", slug) }

// PlaceTrait is had by claims that name a place: the Slug of its name.
func PlaceTrait(slug string) int64 { return Key("place", slug) }

// names returns the traits of whom and what a claim names. Private persons are
// not found by their names.
func names(c *evidence.Claim) (all []int64) {
	add := func(trait func(string) int64, key string) {
		if key != "" {
			all = append(all, trait(key))
		}
	}
	if !c.Source.Private {
		add(SpeakerTrait, Slug(c.Source.Name))
	}
	if c.Event != nil {
		for _, a := range slices.Concat(c.Event.Agents, c.Event.Targets) {
			add(NamedTrait, a.Side)
			if !a.Private {
				add(NamedTrait, Slug(a.Name))
			}
		}
	}
	for _, p := range c.Places() {
		add(PlaceTrait, Slug(p.Name))
	}
	if c.Control != nil {
		add(PlaceTrait, Slug(c.Control.Place))
	}
	return all
}

// traits returns what a claim is found by.
func traits(c *evidence.Claim) []int64 {
	all := []int64{StanceTrait(string(c.Stance))}
	if c.Event != nil && c.Event.Type != "" {
		all = append(all, TypeTrait(c.Event.Type))
	}
	for _, side := range c.SideSpeaking() {
		all = append(all, SideTrait(side))
	}
	says := func(saying string, said bool) {
		if said {
			all = append(all, SaysTrait(saying))
		}
	}
	says(SaysCeasefire, c.Ceasefire != nil)
	says(SaysAccess, c.Access != nil)
	says(SaysControl, c.Control != nil)
	says(SaysToll, len(c.Counts) > 0)
	says(SaysLoss, len(c.Losses) > 0)
	return each(append(all, names(c)...))
}

// Latest returns the traits of what is asked for by how late it was said.
func (c *ClaimRow) Latest() (sayings []int64) {
	for _, saying := range []string{SaysCeasefire, SaysAccess, SaysControl} {
		trait := SaysTrait(saying)
		if slices.Contains(c.Traits, trait) || saying == SaysAccess && slices.Contains(c.Traits, TypeTrait("COERCE")) {
			sayings = append(sayings, trait)
		}
	}
	return sayings
}

// Days is a stretch of civil days, both ends in it, numbered from 1 January
// 1970. NoDay stands for an end that is not known.
type Days struct{ First, Last int64 }

// NoDay comes before every day.
const NoDay int64 = -1 << 40

// DaysOf returns the days of what a claim speaks of: of its event or, where it
// says none, of publication.
func DaysOf(c *evidence.Claim, published evidence.Interval) Days {
	if c.Event != nil && c.Event.Time != nil {
		if d := daysIn(*c.Event.Time); d.First != NoDay {
			return d
		}
	}
	return daysIn(published)
}

// daysIn takes the one end that is known for the other.
func daysIn(i evidence.Interval) Days {
	d := Days{Day(cmp.Or(i.From, i.To)), Day(cmp.Or(i.To, i.From))}
	if d.First == NoDay || d.Last < d.First {
		return Days{NoDay, NoDay}
	}
	return d
}

// Day numbers the civil day that a date or time begins with, as it is written
// there.
func Day(s string) int64 {
	if len(s) < len(time.DateOnly) {
		return NoDay
	}
	t, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)])
	if err != nil {
		return NoDay
	}
	return (t.Unix()+719162*86400)/86400 - 719162 // counted from the year 1, so that it never rounds up
}

// IncidentRow is an incident as an entry leaves it.
type IncidentRow struct {
	ID               string
	Change           string
	Days             Days   // First and Last are NoDay when no claim says a day
	Sides            string // each behind a line feed, and one at the end
	Types            string
	Contested, Dated bool
	Places           []string        // folded, each once
	Lead             string          // claim
	Joined           []evidence.Link // each claim once
	Left             []string        // claims, each once
}

func deriveIncident(e evidence.Entry) (Rows, error) {
	r, err := evidence.Decode[evidence.IncidentRecord](e)
	if err != nil {
		return Rows{}, err
	}
	row := &IncidentRow{
		ID: r.ID, Change: r.Change, Days: daysIn(evidence.Interval{From: r.Holds.From, To: r.Holds.To}),
		Sides: lines(r.Holds.Sides), Types: lines(r.Holds.Types), Contested: r.Holds.Contested(), Dated: r.Holds.Dated, Lead: r.Lead, Joined: r.Joined, Left: r.Left,
	}
	for _, p := range r.Holds.Places {
		row.Places = append(row.Places, Fold(p))
	}
	row.Places = each(row.Places)
	return Rows{Incident: row}, nil
}

// lines writes a list so that each of its members is found between line feeds.
func lines(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return "\n" + strings.Join(list, "\n") + "\n"
}

// each returns every member of a list once, in order.
func each[T cmp.Ordered](list []T) []T {
	slices.Sort(list)
	return slices.Compact(list)
}

// groupedClaims returns the keys of the claims that a decision groups or ties.
func groupedClaims(d evidence.Decision) []int64 {
	var keys []int64
	for _, group := range d.Groups {
		for _, id := range group {
			keys = append(keys, ClaimKey(id))
		}
	}
	if d.Ties() {
		keys = append(keys, ClaimKey(d.ID))
		if d.To != "" {
			keys = append(keys, ClaimKey(d.To))
		}
	}
	return each(keys)
}

// Relinked returns the links of an incident after a record: a claim that joins
// again is linked anew.
func Relinked(links []evidence.Link, r evidence.IncidentRecord) []evidence.Link {
	if r.Change == evidence.Dissolved {
		return nil
	}
	again := make(map[string]bool, len(r.Joined)+len(r.Left))
	for _, l := range r.Joined {
		again[l.Claim] = true
	}
	for _, id := range r.Left {
		again[id] = true
	}
	links = slices.DeleteFunc(links, func(l evidence.Link) bool { return again[l.Claim] })
	return append(links, r.Joined...)
}
