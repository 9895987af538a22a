package toponym

import "tallystick/lexicon"

// holders returns for each mention the number of the one that the text says to
// hold it, or -1: "Paris, Texas", "Homs in Syria", "Syria's Homs". A town of
// which no gazetteer knows that there is one in the state named behind it is a
// town that it does not know.
func (t *text) holders(all []Mention) []int {
	out := make([]int, len(all))
	for i := range all {
		out[i] = -1
		if i+1 == len(all) || !t.opensHolder(&all[i], &all[i+1]) {
			continue
		}
		switch {
		case len(all[i].may) == 0 && t.words[all[i].Last].Low == "," && !wide(&all[i+1]):
			// "Beyond Marbury, Leeds has other schools": no town holds a place by a comma alone.
		case holds(&all[i], &all[i+1]):
			out[i] = i + 1
		case t.abroad(&all[i], &all[i+1]):
			out[i], all[i].may = i+1, nil
		}
	}
	// "Mesa, Maricopa County, Arizona": the widest holds all.
	for i := len(all) - 1; i >= 0; i-- {
		if h := out[i]; h >= 0 && out[h] >= 0 && holds(&all[i], &all[out[h]]) && !certain(&all[h]) {
			out[i] = out[h]
		}
		if out[i] < 0 && i > 0 && t.owns(&all[i-1], &all[i]) && holds(&all[i], &all[i-1]) {
			out[i] = i - 1
		}
	}
	return out
}

// abroad reports whether the name of a town stands before that of a state in
// which no gazetteer has it: "London, Ky.".
func (t *text) abroad(m, holder *Mention) bool {
	if len(holder.may) == 0 || len(m.may) == 0 {
		return false
	}
	p := &holder.may[0]
	if p.Class != "part" || p.Part == "" || t.words[m.Last].Low != "," || m.Last+1 != holder.First {
		return false
	}
	for k := range m.may {
		if sizeOf(&m.may[k]) >= ofPart || m.may[k].Use == lexicon.OfPeople {
			return false
		}
	}
	return p.Use == lexicon.Short || len(holder.may) == 1 && t.wordAt(holder.Last).Kind == Mark
}

// wide reports whether a mention is first of all that of a state, province or
// country.
func wide(m *Mention) bool { return len(m.may) > 0 && sizeOf(&m.may[0]) >= ofPart }

func certain(m *Mention) bool { return len(m.may) == 1 }

// opensHolder reports whether the words between two mentions say that the
// second holds the first.
func (t *text) opensHolder(m, holder *Mention) bool {
	if holder.First-m.Last > 8 || holder.First < m.Last {
		return false
	}
	k := m.Last
	step := func(lows ...string) bool {
		for _, low := range lows {
			if k < holder.First && t.words[k].Low == low {
				k++
				return true
			}
		}
		return false
	}
	for k < holder.First && kindsOfPlace[t.words[k].Low] {
		k++ // "Idlib province in"
	}
	comma := step(",", "(")
	step("which")
	if comma && step("a", "an") {
		for k < holder.First && !kindsOfPlace[t.words[k].Low] {
			k++ // "Marbury, a small town in"
		}
		for k < holder.First && kindsOfPlace[t.words[k].Low] {
			k++
		}
		comma = false
	}
	said := step("is", "lies", "stands")
	said = step("located", "situated") || said
	in := step("in", "of", "on")
	if in || comma {
		step("the")
		for k < holder.First && (placing[t.words[k].Low] || t.words[k].Low == "state" || kindsOfPlace[t.words[k].Low] || t.words[k].Low == "of") {
			k++
		}
	}
	return k == holder.First && (in || comma && !said && !t.lists(holder)) && t.words[m.Last].Lines < 2
}

// lists reports whether a name behind a comma is one of a list: "Mexico, the
// US, and Canada".
func (t *text) lists(m *Mention) bool {
	k := m.Last
	if t.wordAt(k).Low == "," {
		k++
	}
	if low := t.wordAt(k).Low; low != "and" && low != "or" {
		return false
	}
	if k++; t.wordAt(k).Low == "the" {
		k++
	}
	return t.wordAt(k).Capital
}

// owns reports whether the first of two mentions holds the second by a
// genitive or as an attribute: "Syria's Homs", "the Syrian city of Homs".
func (t *text) owns(holder, m *Mention) bool {
	if m.First-holder.Last > 6 {
		return false
	}
	k := holder.Last
	genitive := k < m.First && t.words[k].Kind == Possessive
	if genitive {
		k++
	}
	for k < m.First && (placing[t.words[k].Low] || kindsOfPlace[t.words[k].Low] || t.words[k].Low == "of") {
		k++
	}
	return k == m.First && (genitive || k > holder.Last)
}

// holds reports whether some place that holder may mean holds one that m may
// mean, or m is a name that no table knows.
func holds(m, holder *Mention) bool {
	if len(m.may) == 0 {
		return len(holder.may) > 0
	}
	for k := range m.may {
		if within(&m.may[k], holder) {
			return true
		}
	}
	return false
}

// within reports whether a place lies in one that the holder may mean.
func within(p *lexicon.Meaning, holder *Mention) bool {
	for k := range holder.may {
		if lies(p, &holder.may[k]) {
			return true
		}
	}
	return false
}

// lies reports whether p lies in q, a larger place.
func lies(p, q *lexicon.Meaning) bool {
	if p.Located == q.Located {
		return false
	}
	size, room := sizeOf(p), sizeOf(q)
	if size >= room {
		return false
	}
	switch room {
	case ofCountry:
		return p.Country == q.Country && p.Country != ""
	case ofPart:
		if p.Country != q.Country {
			return false
		}
		if p.Part != "" && q.Part != "" {
			return p.Part == q.Part
		}
		return apart(p, q) < 500
	case ofDistrict:
		return p.Country == q.Country && apart(p, q) < 150
	case ofTown:
		return apart(p, q) < 60
	}
	return false
}

// Sizes of places, for what may hold what.
const (
	ofSpot = iota
	ofTown
	ofDistrict
	ofPart
	ofCountry
)

func sizeOf(p *lexicon.Meaning) int {
	switch p.Class {
	case "country", "territory", "de-facto", "people", "historical":
		return ofCountry
	case "part", "region", "island", "world-region":
		return ofPart
	case "county", "district":
		return ofDistrict
	case "city", "town":
		return ofTown
	}
	return ofSpot
}

// apart is the larger of the differences in degrees, in hundredths: a rough
// distance.
func apart(p, q *lexicon.Meaning) int32 {
	lat, lon := p.Lat-q.Lat, p.Lon-q.Lon
	lat, lon = max(lat, -lat), max(lon, -lon)
	return max(lat, min(lon, 36000-lon))
}

// beside returns the number of the mention whose point a place that
// no table knows is given: the nearest that is small, or the nearest at all; -1 when there is none.
func beside(all []Mention, i int) int {
	best, least := -1, 1<<30
	for k := max(0, i-12); k < min(len(all), i+12); k++ {
		m := &all[k]
		if m.is < 0 {
			continue
		}
		p := &m.may[m.is]
		far := all[i].First - m.First
		if far < 0 {
			far = 10 - far
		}
		switch {
		case p.Use == lexicon.OfPeople:
			far += 200
		case p.Class == "continent" || p.Class == "world-region":
			far += 400
		case sizeOf(p) == ofCountry:
			far += 120
		case sizeOf(p) == ofPart:
			far += 40
		}
		if far < least {
			best, least = k, far
		}
	}
	return best
}
