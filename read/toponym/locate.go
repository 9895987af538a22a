package toponym

import (
	"math/bits"

	"tallystick/lexicon"
)

// locate chooses which place each name means, and gives a place that no table
// knows the point of one that holds it or stands by it. A name means one place
// throughout a text, unless the words beside it say otherwise.
func (t *text) locate(all []Mention) {
	holders := t.holders(all)
	t.alike(all, holders)
	groups, of := gather(t, all)
	for i := range all {
		if h := holders[i]; h >= 0 && len(all[i].may) > 0 {
			groups[of[i]].hold(&all[i], &all[h])
		}
	}
	// First what is sure alone, then the rest by that, then all by all.
	var sure, whole surroundings
	for g := range groups {
		if q := &groups[g]; q.choose(&sure) >= sureMargin {
			q.sure = true
		}
	}
	for g := range groups {
		if groups[g].sure {
			sure.add(groups[g].chosen(), 1)
			whole.add(groups[g].chosen(), 1)
		}
	}
	for g := range groups {
		if q := &groups[g]; !q.sure {
			q.choose(&sure)
			whole.add(q.chosen(), 1)
		}
	}
	for g := range groups {
		if q := &groups[g]; !q.sure {
			whole.add(q.chosen(), -1)
			q.choose(&whole)
			whole.add(q.chosen(), 1)
		}
	}
	for i := range all {
		m := &all[i]
		if m.wide && len(m.may) > 0 && holders[i] < 0 && whole.strange(groups[of[i]].chosen()) {
			m.may = nil
		}
		if len(m.may) == 0 {
			continue
		}
		m.is = groups[of[i]].in(m)
		if h := holders[i]; h >= 0 {
			if k := m.heldBy(&all[h]); k >= 0 && !within(&m.may[m.is], &all[h]) {
				m.is = k
			}
		}
	}
	for i := range all {
		if m := &all[i]; len(m.may) == 0 {
			if h := holders[i]; h >= 0 && all[h].is >= 0 {
				m.near, m.Held = h, true
			} else {
				m.near = beside(all, i)
			}
		}
	}
}

// alike makes every mention of a town that no gazetteer knows one of that town,
// "London" after "London, Ky.", unless the words beside it say otherwise.
func (t *text) alike(all []Mention, holders []int) {
	unknown := map[string]int{}
	for i := range all {
		if h := holders[i]; h >= 0 && len(all[i].may) == 0 {
			unknown[t.lowOf(&all[i])] = h
		}
	}
	for i := range all {
		if h, ok := unknown[t.lowOf(&all[i])]; ok && holders[i] < 0 {
			holders[i], all[i].may = h, nil
		}
	}
}

// group is all mentions of one name.
type group struct {
	may   []lexicon.Meaning
	held  []bool // for each meaning: some mention stands in what holds it
	is    int
	sure  bool
	count int32
}

// gather puts the mentions of a name together.
func gather(t *text, all []Mention) (groups []group, of []int32) {
	of = make([]int32, len(all))
	number := map[string]int32{}
	for i := range all {
		m := &all[i]
		if len(m.may) == 0 {
			continue
		}
		low := t.lowOf(m)
		g, seen := number[low]
		if !seen {
			g = int32(len(groups))
			number[low] = g
			groups = append(groups, group{})
		}
		of[i] = g
		q := &groups[g]
		q.count++
		for _, p := range m.may {
			if q.index(p.Located) < 0 {
				q.may, q.held = append(q.may, p), append(q.held, false)
			}
		}
	}
	return groups, of
}

func (q *group) index(place *lexicon.Located) int {
	for k := range q.may {
		if q.may[k].Located == place {
			return k
		}
	}
	return -1
}

func (q *group) chosen() *lexicon.Meaning { return &q.may[q.is] }

// in returns the number among the meanings of a mention of what its group
// means, or the first when the mention cannot mean that.
func (q *group) in(m *Mention) int {
	for k := range m.may {
		if m.may[k].Located == q.may[q.is].Located {
			return k
		}
	}
	return 0
}

// hold notes which meanings of a mention lie in what it is said to lie in.
func (q *group) hold(m, holder *Mention) {
	for k := range m.may {
		if within(&m.may[k], holder) {
			q.held[q.index(m.may[k].Located)] = true
		}
	}
}

// heldBy returns the meaning of m that lies in the holder, -1 when none does.
func (m *Mention) heldBy(holder *Mention) int {
	best := -1
	for k := range m.may {
		if within(&m.may[k], holder) && (best < 0 || rank(&m.may[k]) > rank(&m.may[best])) {
			best = k
		}
	}
	return best
}

// choose takes the meaning that fits its surroundings best, and returns by how
// much it is better than the second.
func (q *group) choose(around *surroundings) int {
	state := false
	for k := range q.may {
		state = state || sizeOf(&q.may[k]) == ofCountry
	}
	best, second := -1<<30, -1<<30
	for k := range q.may {
		p := &q.may[k]
		score := rank(p) + around.fit(p)
		if state && p.Class == "part" {
			score += level(around.states[p.Country]) // "Georgia" among states of the USA
		}
		if q.held[k] {
			score += heldScore
		}
		if score > best {
			best, second, q.is = score, best, k
		} else if score > second {
			second = score
		}
	}
	return best - second
}

// What a name means is weighed in points: so many for each doubling of the
// inhabitants, for each doubling of what the text names in the same country,
// part of it and neighbourhood, and for what it says itself.
const (
	doubling   = 16
	levelScore = 20
	mostLevel  = 60
	mostFit    = 140
	heldScore  = 600
	sureMargin = 110
)

// rank says how likely a name means a place when nothing else is known.
func rank(p *lexicon.Meaning) int {
	people, bonus := p.Thousands, 0
	switch p.Class {
	case "country", "territory":
		return 260
	case "continent":
		return 250
	case "de-facto", "historical", "union":
		return 240
	case "people", "world-region":
		return 230
	case "part":
		bonus = -25
	case "region":
		bonus, people = 20, max(people, 500)
	case "county":
		bonus = -50
	case "city":
		if people == 0 {
			people = 300 // places.tsv does not count its inhabitants
		}
	case "town":
		people = max(people, 10)
	case "river", "lake", "sea", "mountain", "island", "feature":
		bonus = 80
	}
	if p.Use == lexicon.Short {
		bonus -= 30
	}
	switch {
	case p.Also:
		people, bonus = people/8, bonus-30 // Harare was Salisbury once
	case p.Capital:
		people, bonus = max(people, 1000), bonus+50
	}
	return doubling*bits.Len32(uint32(people)) + bonus
}

// level gives points for how often something was named.
func level(n int) int { return min(mostLevel, levelScore*bits.Len(uint(max(0, n)))) }

// surroundings are the places that a text names, by what holds them and by
// where they lie.
type surroundings struct {
	countries map[string]int
	states    map[string]int    // how many parts of a country are named
	parts     map[[2]string]int // by country and part
	cells     map[[2]int32]int
}

const cellSize = 200 // hundredths of a degree

func (s *surroundings) add(p *lexicon.Meaning, sign int) {
	if s.countries == nil {
		s.countries, s.states, s.parts, s.cells = map[string]int{}, map[string]int{}, map[[2]string]int{}, map[[2]int32]int{}
	}
	switch p.Class {
	case "continent", "world-region", "sea":
		return
	case "country", "territory", "de-facto", "people":
		s.countries[p.Country] += 2 * sign
	case "part":
		s.countries[p.Country] += sign
		s.states[p.Country] += sign
		s.parts[partOf(p)] += 2 * sign
		if p.Part == "" {
			s.cells[cellOf(p)] += sign
		}
	default:
		s.countries[p.Country] += sign
		if p.Part != "" {
			s.parts[partOf(p)] += sign
		}
		s.cells[cellOf(p)] += sign
	}
}

func partOf(p *lexicon.Meaning) [2]string { return [2]string{p.Country, p.Part} }

func cellOf(p *lexicon.Meaning) [2]int32 {
	return [2]int32{(p.Lat + 9000) / cellSize, (p.Lon + 18000) / cellSize}
}

// strange reports whether the text names parts of a country, but not the one in
// which a county lies: there are many of a name, and this is another one.
func (s *surroundings) strange(p *lexicon.Meaning) bool {
	return p.Class == "county" && s.states[p.Country] > 0 && s.parts[partOf(p)] < 2
}

// fit says how well a place goes with its surroundings.
func (s *surroundings) fit(p *lexicon.Meaning) int {
	score := 0
	if p.Country != "" {
		score += level(s.countries[p.Country])
	}
	if size := sizeOf(p); size == ofCountry || p.Class == "continent" || p.Class == "world-region" {
		return score
	}
	if p.Part != "" {
		score += level(s.parts[partOf(p)])
	}
	near, c := 0, cellOf(p)
	for i := range int32(3) {
		for k := range int32(3) {
			near += s.cells[[2]int32{c[0] + i - 1, c[1] + k - 1}]
		}
	}
	return min(mostFit, score+level(near))
}
