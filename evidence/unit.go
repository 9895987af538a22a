package evidence

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// The fates that befall a unit of equipment. Other words of the field are said
// of one of these: what was scuttled or sunk is destroyed.
const (
	Damaged   = "damaged"
	Abandoned = "abandoned"
	Captured  = "captured"
	Destroyed = "destroyed"
	Recovered = "recovered"
)

// Fates lists the fates, the mildest first: a recovered unit is its owner's
// again, a destroyed one is nobody's.
var Fates = []string{Recovered, Damaged, Abandoned, Captured, Destroyed}

// Listing is what a list of losses says of one unit, as it says it. Nothing in
// it is mended: what is odd about it is said in Odd.
type Listing struct {
	List      string            `json:"list"`             // name of the list
	Entry     string            `json:"entry,omitempty"`  // the list's own id of the unit, where it gives one
	Side      string            `json:"side"`             // whose loss, in the list's word
	Class     string            `json:"class,omitempty"`  // heading or type
	Origin    string            `json:"origin,omitempty"` // where the equipment was made
	Model     string            `json:"model"`
	Status    string            `json:"status"`
	Number    int               `json:"number,omitempty"`   // within the list's model and status; 0 when the list does not number
	Together  int               `json:"together,omitempty"` // units that the list shows by the same link, this one among them, when more than one
	Address   string            `json:"address,omitempty"`  // of what shows it
	Listed    string            `json:"listed,omitempty"`   // date on which the list took it in
	Happened  string            `json:"happened,omitempty"`
	Place     string            `json:"place,omitempty"`
	Lat       string            `json:"lat,omitempty"`
	Lon       string            `json:"lon,omitempty"`
	Formation string            `json:"formation,omitempty"` // military unit that it belonged to
	Comment   string            `json:"comment,omitempty"`
	Raw       map[string]string `json:"raw,omitempty"`  // cells that are not one of the fields above word for word, by column
	Odd       []string          `json:"odd,omitempty"`  // what is wrong with the row, in words
	Line      int               `json:"line,omitempty"` // in the file; from 1
}

// Group names what of a list an edition and the next are compared by: the
// list's own id of a unit, else the address of what shows it, else its model.
// Units of one group are told apart by what is said of them.
func (l Listing) Group() string {
	switch {
	case l.Entry != "":
		return "entry " + l.Entry
	case l.Address != "":
		return "address " + l.Address
	}
	return "model " + l.Side + " " + l.Model
}

// Fate is something that befell a unit.
type Fate struct {
	What string    `json:"what"`           // one of Fates
	Said string    `json:"said,omitempty"` // the word that it was said in, where it is another
	When *Interval `json:"when,omitempty"`
}

// Unit is one piece of equipment that was lost, once, whoever lists it.
type Unit struct {
	ID        string    `json:"id"`
	Side      string    `json:"side"`            // that lost it: a side's code, or the list's word where the lexicon has none
	Class     string    `json:"class,omitempty"` // the taxonomy's singular; empty when nobody says
	Model     string    `json:"model,omitempty"` // the lexicon's name of it, or as listed where the lexicon has none
	Origin    string    `json:"origin,omitempty"`
	Fates     []Fate    `json:"fates"`               // in the order in which they befell it
	Unordered bool      `json:"unordered,omitempty"` // nobody says in which order
	When      *Interval `json:"when,omitempty"`      // when it was lost
	Place     *Place    `json:"place,omitempty"`     // without a span
	Markings  string    `json:"markings,omitempty"`  // text painted on it
	Listings  []Listing `json:"listings"`            // what lists say of it; empty once every list has dropped it
	Into      string    `json:"into,omitempty"`      // id of the unit that somebody found it to be: it is not counted beside that one
	Rules     []string  `json:"rules,omitempty"`     // ids of the rules and lexicon entries that class, model and fates were read by
}

// UnitID names a unit by the list and group that it was first listed in, and
// its ordinal there.
func UnitID(list, group string, ordinal int) string {
	return Hash(fmt.Appendf(nil, "unit\n%s\n%s\n%d", list, group, ordinal))[:32]
}

// Counted reports whether the unit counts: it is on a list, and is not another.
func (u Unit) Counted() bool { return u.Into == "" && len(u.Listings) > 0 }

// Lists returns the names of the lists that list the unit, in order.
func (u Unit) Lists() []string {
	var lists []string
	for _, l := range u.Listings {
		if !slices.Contains(lists, l.List) {
			lists = append(lists, l.List)
		}
	}
	slices.Sort(lists)
	return lists
}

// Days returns the first day on which each of Lists says that it took the unit
// in, "" where it gives no date.
func (u Unit) Days() []string {
	lists := u.Lists()
	days := make([]string, len(lists))
	for _, l := range u.Listings {
		i := slices.Index(lists, l.List)
		if _, err := time.Parse(time.DateOnly, l.Listed); err == nil && (days[i] == "" || l.Listed < days[i]) {
			days[i] = l.Listed
		}
	}
	return days
}

// Happened returns the last moment at which anything that is said to have
// befallen the unit can have happened; zero when nobody says when.
func (u Unit) Happened() time.Time {
	latest := u.When.Last()
	for _, f := range u.Fates {
		if t := f.When.Last(); t.After(latest) {
			latest = t
		}
	}
	return latest
}

// Addresses returns the addresses of what shows the unit, in order.
func (u Unit) Addresses() []string {
	var all []string
	for _, l := range u.Listings {
		if l.Address != "" && !slices.Contains(all, l.Address) {
			all = append(all, l.Address)
		}
	}
	return all
}

// History spells the unit's fates: "damaged, captured" in their order, or
// "abandoned+damaged" when nobody says which came first.
func (u Unit) History() History {
	words := make([]string, len(u.Fates))
	for i, f := range u.Fates {
		words[i] = f.What
	}
	if u.Unordered {
		slices.Sort(words)
		return History(strings.Join(slices.Compact(words), "+"))
	}
	return History(strings.Join(words, ","))
}

// Check says what is wrong with the unit.
func (u Unit) Check() error {
	switch {
	case !ValidClaimID(u.ID):
		return fmt.Errorf("unit id %q is not 32 hexadecimal digits", u.ID)
	case u.Side == "":
		return fmt.Errorf("unit %s: nobody lost it", u.ID)
	case u.Into == u.ID:
		return fmt.Errorf("unit %s cannot be found to be itself", u.ID)
	}
	for _, f := range u.Fates {
		if !slices.Contains(Fates, f.What) {
			return fmt.Errorf("unit %s: unknown fate %q", u.ID, f.What)
		}
		if f.When != nil {
			if err := f.When.Check(); err != nil {
				return fmt.Errorf("unit %s: %s: %w", u.ID, f.What, err)
			}
		}
	}
	if u.When != nil {
		if err := u.When.Check(); err != nil {
			return fmt.Errorf("unit %s: %w", u.ID, err)
		}
	}
	if p := u.Place; p != nil && p.Lat != nil && p.Lon != nil && (*p.Lat < -90 || *p.Lat > 90 || *p.Lon < -180 || *p.Lon > 180) {
		return fmt.Errorf("unit %s: %v, %v lies off the globe", u.ID, *p.Lat, *p.Lon)
	}
	return nil
}

// Kinds of change that a loss.recorded entry makes.
const (
	Added      = "added"
	Removed    = "removed"    // the list has dropped it
	Refiled    = "re-filed"   // under another side, class or model
	Renumbered = "renumbered" // under another number, and nothing else
	Fated      = "fate"       // another fate or order of fates
	Amended    = "amended"    // anything else that is said of it: time, place, evidence
	Merged     = "merged"     // somebody found it to be another unit, or another to be it
	Parted     = "parted"     // a merger was taken back
)

// Changes lists the kinds of change.
var Changes = []string{Added, Removed, Refiled, Renumbered, Fated, Amended, Merged, Parted}

// LossRecord is the payload of a loss.recorded entry: a unit as it stands from
// then on, and how it was counted before, so that what the entry adds to each
// count can be told from the entry alone.
type LossRecord struct {
	Unit   Unit    `json:"unit"`
	Change string  `json:"change"`
	Reason string  `json:"reason"`
	Was    *Bucket `json:"was,omitempty"` // absent when it was not counted before
}

// Now returns the bucket that the unit is counted in from then on; none when
// it is not counted.
func (r LossRecord) Now() *Bucket {
	if !r.Unit.Counted() {
		return nil
	}
	b := r.Unit.Bucket()
	return &b
}

// Check says what is wrong with the record.
func (r LossRecord) Check() error {
	if !slices.Contains(Changes, r.Change) {
		return fmt.Errorf("unit %s: unknown change %q", r.Unit.ID, r.Change)
	}
	if r.Reason == "" {
		return errors.New("a change of a unit has a reason")
	}
	return r.Unit.Check()
}

// Bucket is all that units are counted by: units that agree in it are counted
// as one number.
type Bucket struct {
	Lists   string  `json:"lists"` // names, in order, joined by a line feed
	Side    string  `json:"side"`
	Class   string  `json:"class,omitempty"`
	Model   string  `json:"model,omitempty"`
	History History `json:"history"`
}

// Bucket returns what the unit is counted by.
func (u Unit) Bucket() Bucket {
	return Bucket{Lists: strings.Join(u.Lists(), "\n"), Side: u.Side, Class: u.Class, Model: u.Model, History: u.History()}
}
