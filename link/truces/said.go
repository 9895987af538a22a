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
	Origin    string   // the report that others copy, or Report
	Sides     []string // that the report's claims speak of most, in alphabetical order
	Parties   []string // the two of them named most, and those named as often
	Decided   *Decided // what people decided that it means; nil when nobody did
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
	latest   days     // of publication
	named    []string // sides that the claim itself names as parties
	merciful bool     // a humanitarian truce
	yearless bool     // the year of when is a guess from publication
}

// statuses that date the beginning of a truce.
func (m *mention) begins() bool { return m.of.Status == "announced" || m.of.Status == "in force" }

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
		if s.Claim.Ceasefire == nil || !stated(s.Claim) {
			continue
		}
		own := &mention{Said: s, key: keyOf(s, 0), of: s.Claim.Ceasefire, brokers: brokersOf(*s.Claim.Ceasefire), latest: daysOf(&s.Published)}
		if e := s.Claim.Event; e != nil {
			own.when = daysOf(e.Time)
			own.yearless = e.Time != nil && strings.HasPrefix(e.Time.Basis, "year from publication") && own.latest.known && own.when.apart(own.latest) > guessed
			for _, a := range slices.Concat(e.Agents, e.Targets) {
				own.name(a.Side)
			}
		}
		for _, side := range slices.Concat(s.Claim.Ceasefire.By, s.Claim.SideSpeaking()) {
			own.name(side)
		}
		own.merciful = strings.Contains(strings.ToLower(s.Claim.Content.Text), "humanitarian")
		all = append(all, own)
		for n := range s.Claim.Ceasefire.Earlier {
			e := &s.Claim.Ceasefire.Earlier[n]
			all = append(all, &mention{Said: s, key: keyOf(s, n+1), n: n + 1, of: e, brokers: brokersOf(*e), latest: own.latest, named: own.named})
		}
	}
	return all
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
	return m.n == 0 && (len(m.brokers) > 0 || m.when.known && m.begins() || m.of.Ordinal > 0 || m.of.Year > 0)
}

// rank orders mentions by how much they say: a day of the beginning, a broker,
// a day at all, an order.
func rank(a, b *mention) int {
	weight := func(m *mention) (n int) {
		if m.when.known {
			n++
			if m.begins() {
				n += 4
			}
			if m.when.width() <= 1 {
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

// Of returns the claims of a report that speak of a truce, with the sides that
// all its claims speak of: parties that speak, agents and targets.
func Of(report string, published evidence.Interval, origin string, claims []evidence.Claim) []Said {
	named := make(map[string]int)
	for _, c := range claims {
		if c.Source.Kind == evidence.Party {
			for _, s := range c.SideSpeaking() {
				named[s]++
			}
		}
		if c.Event != nil {
			for _, a := range slices.Concat(c.Event.Agents, c.Event.Targets) {
				if a.Side != "" {
					named[a.Side]++
				}
			}
		}
	}
	sides, parties := foremost(named, 5), foremost(named, 2)
	var said []Said
	for _, c := range claims {
		if c.Ceasefire != nil {
			said = append(said, Said{Claim: c, Report: report, Published: published, Origin: cmp.Or(origin, report), Sides: sides, Parties: parties})
		}
	}
	return said
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
