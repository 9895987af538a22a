package link

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"tallystick/evidence"
)

// How near two units of different lists are that may be one: days between the
// times at which they were lost, and kilometres between the places.
const (
	NearDays = 2
	NearKm   = 3
)

// Sighting is a unit among others of its side and family of models.
type Sighting struct {
	Unit    evidence.Unit
	Family  string // model that its model is a variant of, or the model
	Changed bool   // since it was last held against the others
}

// Near proposes which units of different lists may be one because they were lost
// near each other in time and place. All are of one side and family of models.
// Of two lists those are proposed of which neither has another so near, and any
// that bear the same markings. Each unit is held against those of its own day
// and place alone, never all against all.
func Near(block []Sighting) []evidence.Proposal {
	n := nearby{cells: make(map[spot][]int)}
	for _, s := range block {
		n.add(s)
	}
	var proposals []evidence.Proposal
	proposed := make(map[string]bool)
	for i, s := range n.all {
		if !s.Changed {
			continue
		}
		for _, j := range n.candidates(i) {
			a, b := min(i, j), max(i, j)
			why := n.marked(a, b)
			if why == "" && (!n.only(i, j) || !n.only(j, i)) {
				continue
			}
			p := sameUnit([]evidence.Unit{n.all[a].Unit, n.all[b].Unit}, n.words(a, b, why))
			if !proposed[p.ID] {
				proposed[p.ID] = true
				proposals = append(proposals, p)
			}
		}
	}
	slices.SortFunc(proposals, func(a, b evidence.Proposal) int { return cmp.Compare(a.ID, b.ID) })
	return proposals
}

// spot is a day and a place: a square of a twentieth of a degree, or a name.
type spot struct {
	day      int
	lat, lon int
	name     string
}

const square = .05 // degrees

// mostAtSpot is how many units of a spot are looked at: of a crowd nobody can say
// which is which.
const mostAtSpot = 100

type sighted struct {
	Sighting
	first, last int // days
	point       bool
	lat, lon    float64
	name        string
}

type nearby struct {
	all   []sighted
	cells map[spot][]int
}

// add puts a unit in that has a time and a place.
func (n *nearby) add(s Sighting) {
	u := s.Unit
	if !u.Counted() || u.When == nil || u.Place == nil {
		return
	}
	at := sighted{Sighting: s, name: strings.ToLower(strings.TrimSpace(u.Place.Name))}
	var ok1, ok2 bool
	at.first, ok1 = day(u.When.From)
	at.last, ok2 = day(u.When.To)
	if !ok1 || !ok2 || at.last-at.first > NearDays {
		return
	}
	if pointed(u.Place) {
		at.point, at.lat, at.lon = true, *u.Place.Lat, *u.Place.Lon
	} else if at.name == "" {
		return
	}
	for _, c := range at.spots() {
		if len(n.cells[c]) < mostAtSpot {
			n.cells[c] = append(n.cells[c], len(n.all))
		}
	}
	n.all = append(n.all, at)
}

func day(s string) (int, bool) {
	if len(s) < len(time.DateOnly) {
		return 0, false
	}
	t, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)])
	return int(t.Unix() / 86400), err == nil
}

// spots are where a unit is found: by its first day.
func (s sighted) spots() (all []spot) {
	if s.point {
		all = append(all, spot{day: s.first, lat: int(math.Floor(s.lat / square)), lon: int(math.Floor(s.lon / square))})
	}
	if s.name != "" {
		all = append(all, spot{day: s.first, name: s.name})
	}
	return all
}

// candidates are the units of other lists that may be one, in order; none of a
// crowd.
func (n *nearby) candidates(i int) []int {
	s := n.all[i]
	var found []int
	look := func(c spot) {
		for _, j := range n.cells[c] {
			if len(found) <= MaxMembers && j != i && !slices.Contains(found, j) && n.mayBe(i, j) {
				found = append(found, j)
			}
		}
	}
	for d := s.first - 2*NearDays; d <= s.last+NearDays; d++ {
		if s.name != "" {
			look(spot{day: d, name: s.name})
		}
		if !s.point {
			continue
		}
		lat, lon := int(math.Floor(s.lat/square)), int(math.Floor(s.lon/square))
		wide := int(math.Ceil(NearKm / (111.2 * square * math.Max(math.Cos(s.lat*math.Pi/180), .01))))
		for y := lat - 1; y <= lat+1; y++ {
			for x := lon - min(wide, 50); x <= lon+min(wide, 50); x++ {
				look(spot{day: d, lat: y, lon: x})
			}
		}
	}
	if len(found) > MaxMembers {
		return nil
	}
	slices.Sort(found)
	return found
}

// mayBe reports whether two units may be one, by list, model, time and place.
func (n *nearby) mayBe(i, j int) bool {
	a, b := n.all[i], n.all[j]
	if a.Unit.Model != b.Unit.Model && a.Unit.Model != a.Family && b.Unit.Model != b.Family {
		return false
	}
	for _, l := range a.Unit.Listings {
		if slices.ContainsFunc(b.Unit.Listings, func(m evidence.Listing) bool { return m.List == l.List }) {
			return false
		}
	}
	if days(a, b) > NearDays {
		return false
	}
	if a.point && b.point {
		return apart(a, b) <= NearKm
	}
	return a.name != "" && a.name == b.name
}

// days is how many days lie between two times, 0 where they touch.
func days(a, b sighted) int { return max(0, a.first-b.last, b.first-a.last) }

// apart is how many kilometres lie between two points, as the crow flies.
func apart(a, b sighted) float64 {
	const degree = 111.2
	rad := math.Pi / 180
	dy := (a.lat - b.lat) * degree
	dx := math.Mod(a.lon-b.lon+540, 360) - 180
	dx *= degree * math.Cos((a.lat+b.lat)/2*rad)
	return math.Hypot(dx, dy)
}

// only reports whether no other unit of j's lists is as near to i as j.
func (n *nearby) only(i, j int) bool {
	near := n.candidates(i)
	if !slices.Contains(near, j) { // i stands in a crowd
		return false
	}
	for _, k := range near {
		if k != j && slices.ContainsFunc(n.all[k].Unit.Lists(), func(l string) bool { return slices.Contains(n.all[j].Unit.Lists(), l) }) {
			return false
		}
	}
	return true
}

// marked says that two units bear the same markings, if they do.
func (n *nearby) marked(i, j int) string {
	a, b := strings.Join(strings.Fields(n.all[i].Unit.Markings), " "), strings.Join(strings.Fields(n.all[j].Unit.Markings), " ")
	if a == "" || !strings.EqualFold(a, b) {
		return ""
	}
	return fmt.Sprintf("both bear the markings %s", quote(a))
}

// words tells why two units may be one.
func (n *nearby) words(i, j int, marked string) string {
	a, b := n.all[i], n.all[j]
	where := fmt.Sprintf("both at %s", quote(a.Unit.Place.Name))
	if a.point && b.point {
		where = fmt.Sprintf("%.0f km apart", apart(a, b))
		if apart(a, b) < .5 {
			where = "less than 1 km apart"
		}
	}
	when := "in the same days"
	switch d := days(a, b); {
	case d == 1:
		when = "a day apart"
	case d > 1:
		when = fmt.Sprintf("%d days apart", d)
	}
	how := fmt.Sprintf("both were lost near each other in time and place (%s, %s), and neither list has another of the kind so near (within %d days and %d km)", when, where, NearDays, NearKm)
	if marked != "" {
		how = fmt.Sprintf("%s and were lost near each other in time and place (%s, %s)", marked, when, where)
	}
	return how + "; no picture was looked at"
}
