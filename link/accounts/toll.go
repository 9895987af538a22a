package accounts

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tallystick/evidence"
)

// TollKinds are the kinds of toll, in the order in which pages show them.
var TollKinds = []string{"killed", "wounded", "missing", "captured", "displaced", "arrested", "abducted"}

func isToll(what string) bool { return slices.Contains(TollKinds, what) }

// Count is a number of people that an account gives. "At least n" has no Max.
type Count struct {
	What   string   `json:"what"` // one of TollKinds
	Who    string   `json:"who,omitempty"`
	Side   string   `json:"side,omitempty"` // whose people
	Scope  Scope    `json:"scope"`
	Min    *int64   `json:"min,omitempty"`
	Max    *int64   `json:"max,omitempty"`
	Approx bool     `json:"approx,omitempty"`
	Parts  []Count  `json:"parts,omitempty"` // of this whole: never added to it
	Said   []Saying `json:"said,omitempty"`
}

// bounds returns what the number may be. An approximate one may be a tenth
// more or less, and one at least.
func (c Count) bounds() (low, high int64) {
	low, high = 0, int64(1)<<62
	if c.Min != nil {
		low = *c.Min
	}
	if c.Max != nil {
		high = *c.Max
	}
	if c.Approx {
		low = max(0, low-max(1, low/10))
		if c.Max != nil {
			high += max(1, high/10)
		}
	}
	return low, high
}

// number is equal for numbers that are one.
func (c Count) number() string {
	end := func(n *int64) string {
		if n == nil {
			return "?"
		}
		return strconv.FormatInt(*n, 10)
	}
	return end(c.Min) + "-" + end(c.Max) + strconv.FormatBool(c.Approx)
}

func (c Count) key() string {
	return strings.Join([]string{c.What, strings.ToLower(c.Who), c.Side, c.Scope.key(), c.number()}, "|")
}

// is reports whether two are one number of the same people, whoever gives it.
func (c Count) is(d Count) bool { return c.key() == d.key() }

// count reads count number k of a claim with its parts.
func (in *incident) count(s *Said, k int) Count {
	n := &s.Claim.Counts[k]
	out := Count{What: n.What, Who: n.Who, Side: n.Side, Scope: in.scopeOf(s, k), Min: n.Min, Max: n.Max, Approx: n.Approx}
	in.parts(s, &out, n.ID, 0)
	return out
}

func (in *incident) parts(s *Said, whole *Count, id string, depth int) {
	if depth > 3 {
		return
	}
	for _, p := range s.Claim.Counts {
		if len(p.PartOf) > 0 && p.PartOf[0] == id && p.ID != id {
			part := Count{What: p.What, Who: p.Who, Side: p.Side, Scope: whole.Scope, Min: p.Min, Max: p.Max, Approx: p.Approx}
			in.parts(s, &part, p.ID, depth+1)
			whole.Parts = append(whole.Parts, part)
		}
	}
}

// putCount adds a saying to the number that is the same, or a new number. The
// parts that it names stand under it, each with its own sayings.
func putCount(counts *[]Count, c Count, by Saying) {
	i := slices.IndexFunc(*counts, c.is)
	if i < 0 {
		i = len(*counts)
		bare := c
		bare.Parts = nil
		*counts = append(*counts, bare)
	}
	x := &(*counts)[i]
	x.Said = append(x.Said, by)
	for _, p := range c.Parts {
		putCount(&x.Parts, p, by)
	}
}

// Toll is how one kind of toll of one scope was told over time: what a step
// chart shows. Tolls of different scope are never added, and never compared.
type Toll struct {
	What   string   `json:"what"`
	Scope  Scope    `json:"scope"`
	Series []Series `json:"series"`
}

// Series is what one source told of a toll, the earliest first.
type Series struct {
	Account string  `json:"account"`
	Source  string  `json:"source,omitempty"` // empty for the narrator
	Side    string  `json:"side,omitempty"`   // on whose behalf the source speaks
	Of      string  `json:"of,omitempty"`     // whose people, a side's code
	Points  []Point `json:"points"`
}

// Point is one number as it was told.
type Point struct {
	Told   evidence.Interval  `json:"told"`            // when the report was published
	Event  *evidence.Interval `json:"event,omitempty"` // when it happened, where the claim says that
	Who    string             `json:"who,omitempty"`
	Min    *int64             `json:"min,omitempty"`
	Max    *int64             `json:"max,omitempty"`
	Approx bool               `json:"approx,omitempty"`
	Hedged bool               `json:"hedged,omitempty"`
	Claim  string             `json:"claim"`
	Report string             `json:"report"`
	Origin string             `json:"origin"`
	Parts  []Count            `json:"parts,omitempty"`
}

// tolls lays out every number of a toll by kind, scope and source.
func (in *incident) tolls() []Toll {
	var tolls []Toll
	for i := range in.said {
		s := &in.said[i]
		if in.relays[i] >= 0 || !tells(&s.Claim) {
			continue
		}
		for k, n := range s.Claim.Counts {
			if isToll(n.What) && len(n.PartOf) == 0 {
				for _, voice := range in.voices[i] {
					in.putPoint(&tolls, voice, i, in.count(s, k))
				}
			}
		}
	}
	for i := range tolls {
		slices.SortStableFunc(tolls[i].Series, func(a, b Series) int {
			return cmp.Or(cmp.Compare(rank(a.Account), rank(b.Account)), cmp.Compare(a.Account, b.Account), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Of, b.Of))
		})
	}
	slices.SortStableFunc(tolls, func(a, b Toll) int {
		return cmp.Or(cmp.Compare(slices.Index(TollKinds, a.What), slices.Index(TollKinds, b.What)), byScope(a.Scope, b.Scope))
	})
	return tolls
}

func (in *incident) putPoint(tolls *[]Toll, voice string, i int, c Count) {
	at := slices.IndexFunc(*tolls, func(t Toll) bool { return t.What == c.What && t.Scope.key() == c.Scope.key() })
	if at < 0 {
		at = len(*tolls)
		*tolls = append(*tolls, Toll{What: c.What, Scope: c.Scope})
	}
	by := in.saying(i)
	series := &(*tolls)[at].Series
	row := slices.IndexFunc(*series, func(s Series) bool { return s.Account == voice && s.Source == by.Source && s.Of == c.Side })
	if row < 0 {
		row = len(*series)
		*series = append(*series, Series{Account: voice, Source: by.Source, Side: sideOf(voice), Of: c.Side})
	}
	p := Point{Told: by.Published, Who: c.Who, Min: c.Min, Max: c.Max, Approx: c.Approx, Hedged: by.Hedged, Claim: by.Claim, Report: by.Report, Origin: by.Origin, Parts: c.Parts}
	if in.said[i].Claim.Event != nil {
		p.Event = in.when(&in.said[i])
	}
	(*series)[row].Points = append((*series)[row].Points, p)
}
