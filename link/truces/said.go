// Package truces tells which truce a claim speaks of: one of a register, or one
// that only reports tell of. A claim is held against each truce by parties,
// brokers, days and its place in the report, and the reasons are kept. What fits
// several equally stays unclear. Whatever the order of claims and entries, the
// answer is the same.
//
// It is pure.
package truces

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"tallystick/evidence"
)

// Said is a claim that speaks of a truce, with what its report tells beside it.
type Said struct {
	Claim     evidence.Claim
	Report    string
	Published evidence.Interval
	Origin    string                  // the report that others copy, or Report
	Sides     []string                // that the report's claims speak of most, in alphabetical order
	Parties   []string                // the two of them named most, and those named as often
	Decided   *Decided                // what people decided that it means; nil when nobody did
	Implied   *evidence.CeasefireSaid // what a claim that speaks of no truce may say of one: it tells of an attack, or denies what tells of one
}

// Decided is which truce a claim means by people's decision.
type Decided struct {
	With []string // a register's truce, or claims that mean the same one; none: no truce
	By   string
}

// days is a stretch of days, each counted from 1970; the zero value is unknown.
type days struct {
	from, to int
	known    bool
}

func daysOf(i *evidence.Interval) days {
	if i == nil {
		return days{}
	}
	day := func(s string) (int, bool) {
		if len(s) < len(time.DateOnly) {
			return 0, false
		}
		t, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)])
		return int(t.Unix() / (24 * 60 * 60)), err == nil
	}
	from, first := day(i.From)
	to, last := day(i.To)
	switch {
	case first && last:
		return days{from, to, true}
	case first:
		return days{from, from, true}
	case last:
		return days{to, to, true}
	}
	return days{}
}

// apart counts the days between two stretches, 0 when they meet.
func (d days) apart(o days) int { return max(0, d.from-o.to, o.from-d.to) }

func (d days) width() int { return d.to - d.from }

// mention is one truce that a claim speaks of. A claim speaks of one itself and
// of others that came before it.
type mention struct {
	*Said
	key      string // tells mentions apart, and puts those of one rank in order
	n        int    // 0 for the claim's own, 1 and more for earlier ones
	of       *evidence.CeasefireSaid
	brokers  []string
	when     days     // of what is said of it
	start    days     // when the truce was announced or took effect, as the claim says
	latest   days     // of publication
	named    []string // sides that the claim itself names as parties
	merciful bool     // a humanitarian truce
	ahead    bool     // it stands before the only truce that its report tells of
	follows  bool     // another mention of its report says more of the same truce
	yearless bool     // the year of when is a guess from publication
}

// The frames of a truce that begins, and of one that holds.
const (
	beginsFrame = "frame:event-truce-begins"
	holdsFrame  = "frame:event-truce-holds"
)

// begins reports whether the time of what is told is that of the beginning: a
// truce that holds on a day began before.
func (m *mention) begins() bool {
	switch m.of.Status {
	case "announced":
		return true
	case "in force":
		return len(m.of.By) == 0 && (!slices.Contains(m.Claim.Rules, holdsFrame) || slices.Contains(m.Claim.Rules, beginsFrame))
	}
	return false
}

// stated reports whether the claim says how things stand: demands, promises,
// questions and conditions say nothing of it.
func stated(c evidence.Claim) bool {
	return (c.Modality == evidence.Stated || c.Modality == evidence.Hedged) &&
		slices.Contains([]evidence.Stance{evidence.Assert, evidence.Accuse, evidence.Confirm, evidence.Admit, evidence.Deny, evidence.Reject}, c.Stance)
}

// guessed is how many days before publication a date without a year is sure to
// be of the latest year: one further back may be of years before, on a page
// that was written long after.
const guessed = 45

// guessYears is how many years such a date is tried in, the latest among them.
const guessYears = 4

// fitting returns when a mention says that something was, seen from a truce: a
// date whose year is a guess is taken in the year, of three before, in which it
// lies nearest to the truce's beginning or after it.
func (m *mention) fitting(t *truce) (when days, shifted bool) {
	if !m.yearless || !t.begins.known {
		return m.when, false
	}
	when = m.when
	for years := range guessYears {
		d := days{yearsBefore(m.when.from, years), yearsBefore(m.when.to, years), true}
		if d.to >= t.earliest()-1 && d.apart(t.begins) <= longest {
			when, shifted = d, years > 0
		}
	}
	return when, shifted
}

func yearsBefore(day, years int) int {
	const seconds = 24 * 60 * 60
	return int(time.Unix(int64(day)*seconds, 0).UTC().AddDate(-years, 0, 0).Unix() / seconds)
}

// mentions returns every truce that the claims speak of.
func mentions(said []Said) []*mention {
	var all []*mention
	for i := range said {
		s := &said[i]
		of := cmp.Or(s.Claim.Ceasefire, s.Implied)
		if of == nil || !stated(s.Claim) {
			continue
		}
		own := &mention{Said: s, key: keyOf(s, 0), of: of, brokers: brokersOf(*of), latest: daysOf(&s.Published)}
		if e := s.Claim.Event; e != nil {
			own.when = daysOf(e.Time)
			own.yearless = e.Time != nil && strings.HasPrefix(e.Time.Basis, "year from publication") && own.latest.known && own.when.apart(own.latest) > guessed
			for _, a := range slices.Concat(e.Agents, e.Targets) {
				own.name(a.Side)
			}
		}
		own.starts()
		for _, side := range slices.Concat(of.By, s.Claim.SideSpeaking()) {
			own.name(side)
		}
		own.merciful = strings.Contains(strings.ToLower(s.Claim.Content.Text), "humanitarian")
		all = append(all, own)
		for n := range of.Earlier {
			e := &of.Earlier[n]
			all = append(all, &mention{Said: s, key: keyOf(s, n+1), n: n + 1, of: e, brokers: brokersOf(*e), latest: own.latest, named: own.named})
		}
	}
	return all
}

// starts tells when the truce began as far as the claim says: when it took
// effect, the time of what is told, or when it was announced.
func (m *mention) starts() {
	m.start = daysOf(m.of.Effective)
	if !m.start.known && m.begins() {
		m.start = m.when
	}
	if !m.start.known {
		m.start = daysOf(m.of.Announced)
	}
}

func keyOf(s *Said, n int) string { return fmt.Sprintf("%s\x00%s\x00%03d", s.Claim.ID, s.Report, n) }

func (m *mention) name(side string) {
	if side != "" && !slices.Contains(m.named, side) {
		m.named = append(m.named, side)
	}
}

func brokersOf(c evidence.CeasefireSaid) []string {
	if len(c.Brokers) > 0 {
		return c.Brokers
	}
	if c.Broker == "" {
		return nil
	}
	return []string{c.Broker}
}

// introduces reports whether the mention says enough to be told from other
// truces by itself.
func (m *mention) introduces() bool {
	return m.n == 0 && !m.follows && (len(m.brokers) > 0 || m.start.known || m.of.Ordinal > 0 || m.of.Year > 0)
}

// follow marks mentions that say less than another of their report does of the
// same truce, by its order: "both sides blamed each other" for the second.
func follow(all []*mention) {
	type order struct {
		report  string
		ordinal int
	}
	fuller := make(map[order]bool)
	for _, m := range all {
		if m.n == 0 && m.of.Ordinal > 0 && m.start.known {
			fuller[order{m.Report, m.of.Ordinal}] = true
		}
	}
	for _, m := range all {
		m.follows = m.n == 0 && m.of.Ordinal > 0 && !m.start.known && fuller[order{m.Report, m.of.Ordinal}]
	}
}

// rank orders mentions by how much they say: a day of the beginning, a broker,
// a day at all, an order.
func rank(a, b *mention) int {
	weight := func(m *mention) (n int) {
		day := m.when
		if m.start.known {
			day = m.start
			n += 4
		}
		if day.known {
			n++
			if day.width() <= 1 {
				n += 2
			}
		}
		if len(m.brokers) > 0 {
			n += 3
		}
		if m.of.Ordinal > 0 {
			n++
		}
		return n
	}
	return cmp.Or(cmp.Compare(weight(b), weight(a)), cmp.Compare(a.when.from, b.when.from), cmp.Compare(a.key, b.key))
}

// Of returns the claims of a report that speak of a truce, and those that may
// tell of its breach, with the sides that all its claims speak of: parties that
// speak, agents and targets. There are none where no claim speaks of a truce.
func Of(report string, published evidence.Interval, origin string, claims []evidence.Claim) []Said {
	named := make(map[string]int)
	brokers := make(map[string]bool) // who brought a truce about is no party of it
	for _, c := range claims {
		if c.Ceasefire != nil {
			for _, b := range brokersOf(*c.Ceasefire) {
				brokers[b] = true
			}
		}
	}
	for _, c := range claims {
		if c.Source.Kind == evidence.Party {
			for _, s := range c.SideSpeaking() {
				named[s]++
			}
		}
		if c.Event != nil {
			for _, a := range slices.Concat(c.Event.Agents, c.Event.Targets) {
				if a.Side != "" && !brokers[a.Name] {
					named[a.Side]++
				}
			}
		}
	}
	sides, parties := foremost(named, 5), foremost(named, 2)
	if !published.Known() {
		published = lastTold(claims)
	}
	if !slices.ContainsFunc(claims, func(c evidence.Claim) bool { return c.Ceasefire != nil }) {
		return nil
	}
	byID := make(map[string]*evidence.Claim, len(claims))
	for i := range claims {
		byID[claims[i].ID] = &claims[i]
	}
	var said []Said
	for _, c := range claims {
		if implied := impliedBy(c, byID); c.Ceasefire != nil || implied != nil {
			said = append(said, Said{Claim: c, Implied: implied, Report: report, Published: published, Origin: cmp.Or(origin, report), Sides: sides, Parties: parties})
		}
	}
	return said
}

// lastTold is the last day that claims tell of, on which their report can have
// come out at the earliest.
func lastTold(claims []evidence.Claim) (last evidence.Interval) {
	for _, c := range claims {
		if c.Event == nil || c.Event.Time == nil || c.Event.Time.To == "" || c.Modality != evidence.Stated {
			continue
		}
		if day := c.Event.Time.To; day > last.To {
			last = evidence.Interval{From: day, To: day, Basis: "the last day that it tells of"}
		}
	}
	return last
}

// foremost returns the n sides named most, and those named as often as the
// last of them, in alphabetical order: no name decides.
func foremost(named map[string]int, n int) []string {
	counts := slices.Sorted(maps.Values(named))
	least := 0
	if len(counts) > n {
		least = counts[len(counts)-n]
	}
	var sides []string
	for s, times := range named {
		if times >= least {
			sides = append(sides, s)
		}
	}
	slices.Sort(sides)
	return sides
}
