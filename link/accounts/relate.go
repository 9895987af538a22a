package accounts

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"tallystick/evidence"
)

// Verdicts on two values, and on a field of two accounts.
const (
	Agrees     = "agrees"
	Differs    = "differs"
	Mixed      = "mixed"          // some values agree, others differ
	Denies     = "denies"         // one account says it and the other denies it
	Silent     = "silent"         // one account says nothing of it
	Incomplete = "not comparable" // both speak of it, but not so that it can be held against each other
)

// relation is how two values of one field stand to each other.
type relation struct {
	verdict string // agrees, differs, not comparable
	coarser string // "a" or "b": which of two that agree says it less precisely
	why     Phrase // says nothing when there is nothing to add
}

// turned is the relation seen from the other side.
func (r relation) turned() relation {
	switch r.coarser {
	case "a":
		r.coarser = "b"
	case "b":
		r.coarser = "a"
	}
	return r
}

// actors compares who acted or suffered: by side where both have one, its army
// being the side's; else by name, and for people by what they were.
func (t *Teller) actors(a, b Value) relation {
	switch {
	case a.Side != "" && a.Side == b.Side:
		r := relation{verdict: Agrees}
		if name := t.nameOf(a.Side, ""); a.Text != b.Text && a.Text == name {
			r.coarser = "a"
		} else if a.Text != b.Text && b.Text == name {
			r.coarser = "b"
		}
		return r
	case a.Side != "" && b.Side != "":
		if t.allied(a.Side, b.Side) || t.allied(b.Side, a.Side) {
			return relation{Differs, "", say("why.allied")}
		}
		return relation{verdict: Differs}
	case noun(a.Text) == noun(b.Text):
		return relation{verdict: Agrees}
	}
	ca, cb := t.people[noun(a.Text)], t.people[noun(b.Text)]
	switch {
	case ca == "" || cb == "" || ca != cb && (ca == either || cb == either):
		return relation{Incomplete, "", say("why.unresolved")}
	case ca == cb:
		return relation{verdict: Agrees}
	}
	return relation{verdict: Differs}
}

// noun is what is compared of a mention: small letters, no article.
func noun(text string) string {
	low := strings.ToLower(text)
	for _, article := range []string{"the ", "an ", "a "} {
		if rest, cut := strings.CutPrefix(low, article); cut {
			return rest
		}
	}
	return low
}

// either is the class of nouns that say of people only that they are people.
const either = "either"

func (t *Teller) allied(a, b string) bool {
	s, ok := t.lex.SideOf(a)
	return ok && s.Allied == b
}

// spot is a place as it is compared.
type spot struct {
	name, precision string
	lat, lon        *float64
}

func spotOf(p evidence.Place) spot { return spot{p.Name, p.Precision, p.Lat, p.Lon} }

// wide reports whether the place is a region or country.
func (s spot) wide() bool { return s.precision == "region" || s.precision == "country" }

// reach is how far, in kilometres, a place of a precision reaches from its point.
func reach(precision string) float64 {
	switch precision {
	case "country":
		return 1000
	case "region":
		return 120
	case "district":
		return 30
	case "city":
		return 12
	case "town":
		return 6
	case "point":
		return 1
	}
	return 3
}

// place compares two places: by containment where the tables know of it, else
// by distance.
func (t *Teller) place(a, b spot) relation {
	ra, rb := reach(a.precision), reach(b.precision)
	coarse := func() relation {
		switch {
		case ra > rb:
			return relation{verdict: Agrees, coarser: "a"}
		case rb > ra:
			return relation{verdict: Agrees, coarser: "b"}
		}
		return relation{verdict: Agrees}
	}
	apart, known := distance(a, b)
	switch {
	case strings.EqualFold(a.name, b.name) && (!known || apart <= max(ra, rb, 50)):
		return coarse()
	case t.within(b, a):
		return relation{Agrees, "a", say("why.within", "inner", b.name, "outer", a.name)}
	case t.within(a, b):
		return relation{Agrees, "b", say("why.within", "inner", a.name, "outer", b.name)}
	case !known || a.precision == "" || b.precision == "":
		return relation{Incomplete, "", say("why.where")}
	case apart <= 2, ra != rb && max(ra, rb) < 1000 && apart <= max(ra, rb):
		return coarse()
	}
	return relation{Differs, "", say("why.apart", "km", strconv.Itoa(int(math.Round(apart))))}
}

// within reports whether the tables of places say that inner lies in outer.
func (t *Teller) within(inner, outer spot) bool {
	if reach(inner.precision) >= reach(outer.precision) {
		return false
	}
	out, known := t.places[strings.ToLower(outer.name)]
	p, ok := t.places[strings.ToLower(inner.name)]
	for steps := 0; ok && known && p.Within != "" && steps < 8; steps++ {
		if p, ok = t.places["place:"+p.Within]; ok && p.ID == out.ID {
			return true
		}
	}
	if !known || outer.precision != "country" || inner.lat == nil {
		return false
	}
	for _, m := range t.lex.Gazetteer().Named(inner.name) {
		here := spot{lat: new(float64), lon: new(float64)}
		*here.lat, *here.lon = float64(m.Lat)/100, float64(m.Lon)/100
		if km, _ := distance(here, inner); m.Country == out.Country && km <= reach(inner.precision) {
			return true
		}
	}
	return false
}

// distance is that of two points on the globe in kilometres, good to a
// percent.
func distance(a, b spot) (km float64, known bool) {
	if a.lat == nil || a.lon == nil || b.lat == nil || b.lon == nil {
		return 0, false
	}
	const rad = math.Pi / 180
	dlat, dlon := (*b.lat-*a.lat)*rad, math.Abs(*b.lon-*a.lon)*rad
	s, u := math.Sin(dlat/2), math.Sin(min(dlon, 2*math.Pi-dlon)/2)
	h := float64(s*s) + float64(float64(math.Cos(*a.lat*rad)*math.Cos(*b.lat*rad))*float64(u*u))
	return 2 * 6371 * math.Asin(math.Sqrt(min(1, h))), true
}

// days compares two stretches of time by their days.
func days(a, b evidence.Interval) relation {
	af, at, bf, bt := firstDay(a), lastDay(a), firstDay(b), lastDay(b)
	if at < bf || bt < af {
		return relation{verdict: Differs}
	}
	switch {
	case af == bf && at == bt:
		return relation{verdict: Agrees}
	case af <= bf && at >= bt:
		return relation{verdict: Agrees, coarser: "a"}
	case bf <= af && bt >= at:
		return relation{verdict: Agrees, coarser: "b"}
	}
	return relation{verdict: Agrees}
}

// The ends of time, for intervals that are open.
const always, never = "0000-00-00", "9999-99-99"

func firstDay(i evidence.Interval) string { return cmp.Or(utcDay(i.From), always) }
func lastDay(i evidence.Interval) string  { return cmp.Or(utcDay(i.To), never) }

func utcDay(s string) string {
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return t.UTC().Format(time.DateOnly)
	}
	return dayOf(s)
}

// counts compares two wholes of one kind, scope and side as intervals. Of
// people and of the civilians among them, only the greater number of civilians
// is a difference.
func (t *Teller) counts(a, b Count) relation {
	ca, cb := t.class(a.Who), t.class(b.Who)
	alow, ahigh := a.bounds()
	blow, bhigh := b.bounds()
	meet := alow <= bhigh && blow <= ahigh
	switch {
	case ca != cb && ca != either && cb != either:
		return relation{Incomplete, "", say("why.people", "a", a.Who, "b", b.Who)}
	case meet && ca == cb && (alow != blow || ahigh != bhigh):
		return relation{Agrees, "", say("why.overlap")}
	case meet:
		return relation{verdict: Agrees}
	case ca != cb && (ca == either && ahigh > blow || cb == either && bhigh > alow):
		return relation{Incomplete, "", say("why.among", "part", cmp.Or(pickClass(ca, a.Who), b.Who))}
	}
	return relation{verdict: Differs}
}

func pickClass(class, who string) string {
	if class == either {
		return ""
	}
	return who
}

// class returns what people were, by the words of a count: civilian, military
// or either.
func (t *Teller) class(who string) string {
	words := strings.Fields(strings.ToLower(who))
	for i := range words {
		if class := t.people[strings.Join(words[i:], " ")]; class != "" {
			return class
		}
	}
	return either
}

// instruments compares two instruments: one agrees less precisely when all its
// words stand in the other or in the other's class ("rocket" of a multiple
// rocket launcher).
func (t *Teller) instruments(a, b string) relation {
	said := func(of, by string) bool {
		words := strings.Fields(strings.ToLower(by + " " + t.kinds[strings.ToLower(by)]))
		return !slices.ContainsFunc(strings.Fields(strings.ToLower(of)), func(w string) bool { return !slices.Contains(words, w) })
	}
	switch {
	case strings.EqualFold(a, b), said(a, b) && said(b, a):
		return relation{verdict: Agrees}
	case said(a, b):
		return relation{verdict: Agrees, coarser: "a"}
	case said(b, a):
		return relation{verdict: Agrees, coarser: "b"}
	}
	return relation{verdict: Differs}
}
