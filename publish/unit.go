package publish

import (
	"slices"
	"strings"
	"sync"
	"time"

	"tallystick/evidence"
)

// Unit is what an audience sees of a unit, with the way back to where it stands.
type Unit struct {
	evidence.Unit
	Entry    int64     `json:"entry"` // that made it as it is
	At       time.Time `json:"recorded"`
	Trail    []Trail   `json:"trail"`              // of each listing, in their order
	Rejects  []Ruling  `json:"rejected,omitempty"` // for the desk
	Withheld string    `json:"withheld,omitempty"` // for the desk: why the public does not see it
}

// Trail leads from a listing to the line of the file that says it.
type Trail struct {
	List    string   `json:"list"`
	Edition string   `json:"edition,omitempty"` // id; empty when no edition holds it
	Files   []string `json:"files,omitempty"`   // SHA-256 of the edition's files, one of which holds the line
	Line    int      `json:"line,omitempty"`    // from 1
	Entry   int64    `json:"entry"`             // that recorded it
}

// Sieve lets through what the public may see of units, lists and tallies. It
// remembers what it has judged, and may be used from several goroutines.
type Sieve struct {
	policy Policy
	lock   sync.Mutex
	judged map[string]bool // whether a string holds a position
}

// NewSieve returns a sieve of a policy.
func NewSieve(policy Policy) *Sieve { return &Sieve{policy: policy, judged: make(map[string]bool)} }

// manyJudged bounds what a sieve remembers.
const manyJudged = 50_000

// say returns a string, and nothing where it holds a position.
func (s *Sieve) say(words string) string {
	if words == "" {
		return ""
	}
	s.lock.Lock()
	hidden, known := s.judged[words]
	s.lock.Unlock()
	if !known {
		hidden = position(words)
		s.lock.Lock()
		if len(s.judged) >= manyJudged {
			clear(s.judged)
		}
		s.judged[words] = hidden
		s.lock.Unlock()
	}
	if hidden {
		return ""
	}
	return words
}

// once is say for words that are hardly met again, such as addresses.
func (s *Sieve) once(words string) string {
	if position(words) {
		return ""
	}
	return words
}

// Bucket returns what the public sees of a bucket.
func (s *Sieve) Bucket(b evidence.Bucket) evidence.Bucket {
	return evidence.Bucket{Lists: b.Lists, Side: s.say(b.Side), Class: s.say(b.Class), Model: s.say(b.Model), History: b.History}
}

// Unit returns what the public sees of a unit at now. Every field is copied by
// name: one that is not named here does not leave. Markings, formations,
// comments, notes on what is odd, and cells as they stand in a file may name
// people or places, and stay at the desk.
func (s *Sieve) Unit(u evidence.Unit, now time.Time) evidence.Unit {
	return evidence.Unit{
		ID: u.ID, Side: s.say(u.Side), Class: s.say(u.Class), Model: s.say(u.Model), Origin: s.say(u.Origin), Unordered: u.Unordered,
		Fates: each(u.Fates, func(f evidence.Fate) evidence.Fate {
			return evidence.Fate{What: f.What, Said: fated(f.Said), When: s.when(f.When, now)}
		}),
		When: s.when(u.When, now), Place: s.place(u.Place), Into: u.Into, Rules: each(u.Rules, s.say),
		Listings: each(u.Listings, func(l evidence.Listing) evidence.Listing { return s.listing(l, now) }),
	}
}

// Entered returns what the public sees of a unit in all that the totals of its
// lists are held against, but for addresses: whether one leaves, Address says.
func (s *Sieve) Entered(u evidence.Unit) evidence.Unit {
	return evidence.Unit{
		ID: u.ID, Side: s.say(u.Side), Class: s.say(u.Class), Model: s.say(u.Model), Unordered: u.Unordered, Into: u.Into,
		Fates: each(u.Fates, func(f evidence.Fate) evidence.Fate { return evidence.Fate{What: f.What} }),
		Listings: each(u.Listings, func(l evidence.Listing) evidence.Listing {
			return evidence.Listing{
				List: l.List, Side: s.say(l.Side), Class: s.say(l.Class), Model: s.say(l.Model), Status: fated(l.Status), Number: l.Number, Together: l.Together, Address: l.Address,
			}
		}),
	}
}

// Address returns the address of what shows a unit, and nothing where it holds a
// position.
func (s *Sieve) Address(address string) string { return s.once(address) }

// when shows an interval that is late, without the words that it was read from.
func (s *Sieve) when(i *evidence.Interval, now time.Time) *evidence.Interval {
	if i == nil || Fresh(i.Last(), s.policy, now) {
		return nil
	}
	return &evidence.Interval{From: moment(i.From), To: moment(i.To), Basis: s.say(i.Basis)}
}

// moment passes a date or a time, and nothing else.
func moment(when string) string {
	if _, err := time.Parse(time.DateOnly, when); err == nil {
		return when
	}
	if _, err := time.Parse(time.RFC3339Nano, when); err == nil {
		return when
	}
	return ""
}

// place names a place that is known to be no finer than the policy allows. Of a
// finer one only the cell of the policy's grid is told, and of one of unknown
// precision nothing.
func (s *Sieve) place(p *evidence.Place) *evidence.Place {
	if p == nil {
		return nil
	}
	precision := slices.Index(Precisions, p.Precision)
	if precision < 0 {
		return nil
	}
	shown := evidence.Place{Lat: s.policy.round(p.Lat), Lon: s.policy.round(p.Lon)}
	if precision <= slices.Index(Precisions, s.policy.Finest) {
		shown.Name, shown.Precision = s.say(p.Name), p.Precision
	}
	if shown.Name == "" && (shown.Lat == nil || shown.Lon == nil) {
		return nil
	}
	return &shown
}

func (s *Sieve) listing(l evidence.Listing, now time.Time) evidence.Listing {
	shown := evidence.Listing{
		List: l.List, Entry: s.once(l.Entry), Side: s.say(l.Side), Class: s.say(l.Class), Origin: s.say(l.Origin), Model: s.say(l.Model),
		Status: fated(l.Status), Number: l.Number, Together: l.Together, Address: s.once(l.Address), Listed: date(l.Listed), Line: l.Line,
	}
	if at := date(l.Happened); at != "" && !Fresh((&evidence.Interval{From: at}).Last(), s.policy, now) {
		shown.Happened = at
	}
	for column, cell := range l.Raw {
		if cell = s.raw(column, cell); cell != "" {
			if shown.Raw == nil {
				shown.Raw = make(map[string]string)
			}
			shown.Raw[column] = cell
		}
	}
	return shown
}

// raw lets the cells through that name what a unit is and how a list numbers
// it.
func (s *Sieve) raw(column, cell string) string {
	switch column {
	case "country", "origin", "system", "type", "model", "lost_by":
		return s.say(cell)
	case "status":
		return fated(cell)
	case "id", "sysID", "imageID", "statusID", "matID":
		if len(cell) <= 20 && strings.Trim(cell, "0123456789-") == "" {
			return cell
		}
	}
	return ""
}

func date(when string) string {
	if _, err := time.Parse(time.DateOnly, when); err != nil {
		return ""
	}
	return when
}

// fated passes what a list says of a fate when each of its words is one that
// fates are told in: a place or a name beside them is not.
func fated(status string) string {
	words := strings.FieldsFunc(strings.ToLower(status), func(r rune) bool { return r == ' ' || r == ',' || r == '-' || r == '+' || r == ';' })
	if slices.ContainsFunc(words, func(w string) bool { return !fateWords[w] }) {
		return ""
	}
	return status
}

var fateWords = func() map[string]bool {
	words := make(map[string]bool)
	for _, w := range strings.Fields(`destroyed damaged abandoned captured recovered
		sunk scuttled raised stripped burnt burned wrecked lost crashed downed salvaged disabled exploded
		and or later then but by beyond economical economically repair on the ground in air at sea a an non combat related incident
		accident friendly fire own crew its partially heavily lightly slightly severely likely presumably probably possibly`) {
		words[w] = true
	}
	return words
}()

// Tally returns what the public sees of a tally.
func (s *Sieve) Tally(t evidence.Tally) evidence.Tally {
	return evidence.Tally{
		ID: t.ID, By: s.say(t.By), Side: s.say(t.Side), List: t.List, Of: s.say(t.Of), Date: moment(t.Date), Reach: t.Reach, Said: s.say(t.Said), Line: t.Line,
		Parts: each(t.Parts, func(p evidence.Part) evidence.Part {
			return evidence.Part{
				Said: s.say(p.Said), Class: s.say(p.Class), Model: s.say(p.Model), Fate: s.say(p.Fate), What: s.say(p.What),
				Min: p.Min, Max: p.Max, Approx: p.Approx, PartOf: slices.Clone(p.PartOf),
			}
		}),
	}
}

// Edition returns what the public sees of an edition: not the names that its
// files had where they came from, nor what is odd about them.
func (s *Sieve) Edition(e Edition) Edition {
	was := e.Edition
	rulings := each(e.Accepts, func(r Ruling) Ruling {
		reason := s.say(r.Reason)
		if reason == "" {
			reason = Unsaid
		}
		return Ruling{Entry: r.Entry, At: r.At, By: r.By, Reason: reason}
	})
	return Edition{
		ID: e.ID, Entry: e.Entry, End: e.End, At: e.At, State: e.State, Accepts: rulings,
		Edition: evidence.Edition{
			List: was.List, Format: was.Format, Date: moment(was.Date), Importer: s.say(was.Importer), At: was.At, Rows: was.Rows, Units: was.Units, Tallies: was.Tallies, Changes: was.Changes,
			Files: each(was.Files, func(b evidence.Body) evidence.Body { return evidence.Body{Hash: b.Hash, Size: b.Size} }),
		},
	}
}
