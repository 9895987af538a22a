package accounts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"tallystick/evidence"
)

// Kinds of scope.
const (
	ScopeIncident   = "incident"   // of this incident
	ScopeSeveral    = "several"    // of several days, attacks or places, this one among them
	ScopeCumulative = "cumulative" // of all since a day ("since 27 September"), or so far
)

// Scope says of what a number is. Numbers of different scope are shown apart:
// they are never added, and never compared.
type Scope struct {
	Kind   string   `json:"kind"`
	Words  string   `json:"words,omitempty"`  // that tell it, as they stand in the claim first read
	From   string   `json:"from,omitempty"`   // civil date on which it begins, where that is known
	To     string   `json:"to,omitempty"`     // and ends
	Places []string `json:"places,omitempty"` // of one of several places
}

// key is equal for scopes that are one.
func (s Scope) key() string {
	span := s.From + "/" + s.To
	if span == "/" && len(s.Places) == 0 {
		span = strings.ToLower(s.Words)
	}
	return s.Kind + " " + span + " " + strings.Join(s.Places, ";")
}

var scopeKinds = []string{ScopeIncident, ScopeSeveral, ScopeCumulative}

func byScope(a, b Scope) int {
	return cmp.Or(cmp.Compare(slices.Index(scopeKinds, a.Kind), slices.Index(scopeKinds, b.Kind)), cmp.Compare(a.key(), b.key()))
}

// scopeOf says of what the claim's count number i is. A claim of one number of
// the kind is marked by any cue; of two or more, each cue marks the nearest.
func (t *Teller) scopeOf(s *Said, i int) Scope {
	c := &s.Claim
	var found []cue
	for _, part := range partsOf(c) {
		for _, q := range t.cues(part.Text) {
			q.at, q.end = q.at+part.Start, q.end+part.Start
			if alone(c, i) || nearest(c, q) == nearest(c, cue{at: c.Counts[i].Start, end: c.Counts[i].End}) {
				found = append(found, q)
			}
		}
	}
	pick := func(class string) (cue, bool) {
		k := slices.IndexFunc(found, func(q cue) bool { return q.class == class && q.from.month > 0 })
		if k < 0 {
			k = slices.IndexFunc(found, func(q cue) bool { return q.class == class })
		}
		if k < 0 {
			return cue{}, false
		}
		return found[k], true
	}
	places := t.apart(c.Places())
	if q, ok := pick(cueCumulative); ok {
		from, to := q.dates(s)
		if from == to && strings.HasPrefix(strings.ToLower(q.text), "since") {
			to = ""
		} else if from == to {
			from = "" // "by 9 November"
		}
		return Scope{Kind: ScopeCumulative, Words: q.text, From: from, To: to}
	}
	if q, ok := pick(cueSeveral); ok {
		from, to := q.dates(s)
		scope := Scope{Kind: ScopeSeveral, Words: q.text, From: from, To: to}
		if len(places) > 1 {
			scope.Places = places
		}
		return scope
	}
	if q, ok := pick(cueRunning); ok && len(places) != 1 {
		return Scope{Kind: ScopeCumulative, Words: q.text}
	}
	if len(places) > 1 {
		return Scope{Kind: ScopeSeveral, Words: strings.Join(places, ", "), Places: places}
	}
	return Scope{Kind: ScopeIncident}
}

// partsOf returns the pieces of the content.
func partsOf(c *evidence.Claim) []evidence.Span {
	if len(c.Parts) > 0 {
		return c.Parts
	}
	return []evidence.Span{c.Content}
}

// alone reports whether no other count of the claim, parts left out, is of the
// kind of count i.
func alone(c *evidence.Claim, i int) bool {
	for k, n := range c.Counts {
		if k != i && n.What == c.Counts[i].What && len(n.PartOf) == 0 {
			return false
		}
	}
	return true
}

// nearest returns the index of the whole count that stands nearest to a cue.
func nearest(c *evidence.Claim, q cue) int {
	best, gap := -1, 0
	for k, n := range c.Counts {
		if len(n.PartOf) > 0 {
			continue
		}
		if g := max(0, q.at-n.End, n.Start-q.end); best < 0 || g < gap {
			best, gap = k, g
		}
	}
	return best
}

// dates gives the days of a cue their year: that of the claim's event or, when
// it names none, the latest that does not lie behind the publication.
func (q cue) dates(s *Said) (from, to string) {
	if q.from.month == 0 {
		return "", ""
	}
	year, latest := 0, ""
	if e := s.Claim.Event; e != nil && e.Time != nil && e.Time.From != "" && !strings.Contains(e.Time.Basis, "year from publication") {
		year = yearOf(e.Time.From)
	} else if latest = cmp.Or(s.Published.To, s.Published.From); latest != "" {
		year = yearOf(latest)
	}
	if year == 0 {
		return "", ""
	}
	end := date(year, q.to)
	if latest != "" && end > dayOf(latest) {
		year--
		end = date(year, q.to)
	}
	begin := date(year, q.from)
	if begin > end {
		begin = date(year-1, q.from)
	}
	return begin, end
}

func date(year int, d day) string { return fmt.Sprintf("%04d-%02d-%02d", year, d.month, d.day) }

func yearOf(s string) int {
	t, err := time.Parse(time.DateOnly, dayOf(s))
	if err != nil {
		return 0
	}
	return t.Year()
}

// dayOf cuts a date or RFC 3339 time to its civil date.
func dayOf(s string) string { return s[:min(len(s), len(time.DateOnly))] }

// apart returns the names of places, no region or country among them, of which
// none holds another or lies within a walk of it, in alphabetical order.
func (t *Teller) apart(places []evidence.Place) []string {
	var kept []spot
	for _, p := range places {
		s := spotOf(p)
		if s.wide() {
			continue
		}
		at := slices.IndexFunc(kept, func(k spot) bool { return t.place(k, s).verdict == Agrees })
		switch {
		case at < 0:
			kept = append(kept, s)
		case reach(s.precision) < reach(kept[at].precision):
			kept[at] = s
		}
	}
	var names []string
	for _, s := range kept {
		names = append(names, s.name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
