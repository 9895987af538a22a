package toponym

import (
	"slices"
	"strings"

	"tallystick/lexicon"
)

var (
	// inside are the words after which a name that no gazetteer has is taken
	// for that of a place.
	inside = set("in near outside around across throughout")
	// ofPlace are nouns that say of a name behind "of" that it is a place.
	ofPlace = set(`area borough canton capital city cities coast county district districts governorate hamlet island municipality neighborhood neighborhoods neighbourhood neighbourhoods oblast outskirts
		parish port prefecture province provinces region suburb suburbs town towns township village villages voivodeship north south east west northeast northwest southeast southwest`)
	// behindName are nouns that say so of a name before them.
	behindName = set(`borough canton city county district enclave governorate municipality neighborhood neighbourhood oblast prefecture province region suburb town township village airport`)
	// roads are the nouns that end the names of ways.
	roads = set("avenue ave boulevard blvd close crescent drive freeway highway lane motorway parkway pike rd road roads route st street streets terrace turnpike way")
	// waters and lands are the nouns that end the names of what lies in nature,
	// and of parts of a state.
	waters = set(`bay beach borough canyon county creek district governorate hills island islands lake lakes mountain mountains oblast parish peninsula prefecture province river
		township valley village falls heights springs ridge forest harbour harbor cove`)
	// elsewhere are names behind "in" of what is no place.
	elsewhere = set(`congress parliament senate christ god jesus islam christianity judaism hinduism english arabic french spanish latin facebook twitter instagram google microsoft apple amazon
		youtube parliament's ramadan christmas easter brexit covid heaven hell internet bitcoin excel chapter section article part phase group grade division class room hall act scene volume figure table appendix
		i we he she it they my our his her their this that the a an and but all every each many most some no one two three four five six seven eight nine ten not what when where who why how`)
)

// unnamed finds names of places that no gazetteer has, by the words around
// them. known are those that it has, in the order of the text.
func (t *text) unnamed(known []Mention, bearers map[string]lexicon.Namesake) []Mention {
	covered := make([]bool, len(t.words))
	for i := range known {
		for k := known[i].First; k < known[i].Last; k++ {
			covered[k] = true
		}
	}
	var out []Mention
	seen := map[string]bool{}
	type run struct{ first, last int }
	var open []run
	add := func(first, last int) {
		m := Mention{First: first, Last: last, Start: t.words[first].Start, End: t.words[last-1].End, is: -1, near: -1, attested: true}
		out = append(out, m)
		seen[t.lowOf(&m)] = true
	}
	for i := 0; i < len(t.words); i++ {
		last := t.runEnd(i, covered)
		if last == i {
			continue
		}
		switch {
		case t.way(i, last) || t.nature(i, last):
			add(i, last)
		case t.named(i, last, covered, bearers):
			add(i, last)
		default:
			open = append(open, run{i, last})
		}
		i = last - 1
	}
	for _, r := range open {
		for first := r.first; first < r.last; first++ {
			if low := strings.ToLower(t.text[t.words[first].Start:t.words[r.last-1].End]); seen[low] && bearers[low] == 0 {
				add(first, r.last)
				break
			}
			// "the Cauvery Management Board"
			if low := t.words[first].Low; seen[low] && bearers[low] == 0 && t.Lexicon.Namesake(low) == 0 {
				add(first, first+1)
				break
			}
		}
	}
	slices.SortFunc(out, func(a, b Mention) int { return a.Start - b.Start })
	return out
}

// runEnd returns the end of the words with capitals from i on that may be one
// name, i when none begins there.
func (t *text) runEnd(i int, covered []bool) int {
	k := i
	for k < len(t.words) && k < i+5 && !covered[k] && t.capital(k) && (k == i || t.words[k].Lines == 0) {
		k++
		if strings.HasSuffix(t.words[k-1].Low, ".") && len(t.words[k-1].Low) > 3 {
			break
		}
	}
	return k
}

func (t *text) capital(k int) bool {
	w := &t.words[k]
	return w.Kind == Letters && w.Capital && !calendar[w.Low]
}

// way reports whether the words are the name of a road: "Rest Acres Road".
func (t *text) way(first, last int) bool {
	low := strings.TrimSuffix(t.words[last-1].Low, ".")
	return roads[low] && last-first > 1 && !t.words[first].Heading
}

// nature reports whether the words are the name of something in nature or of a
// part of a state: "Barren County".
func (t *text) nature(first, last int) bool {
	return waters[t.words[last-1].Low] && last-first > 1 && !t.words[first].Heading
}

// named reports whether the words around a run of capitals say that it is a
// place.
func (t *text) named(first, last int, covered []bool, bearers map[string]lexicon.Namesake) bool {
	head := t.words[last-1].Low
	if t.words[first].Heading || elsewhere[t.words[first].Low] || bodies[head] || ventures[head] {
		return false
	}
	for k := first; k < last; k++ {
		if t.words[k].Known || bearers[t.words[k].Low] != 0 || courtesies[strings.TrimSuffix(t.words[k].Low, ".")] {
			return false
		}
	}
	if t.dateline(first, last) {
		return true
	}
	if t.words[first].Shout && len(t.words[first].Low) < 7 || strings.HasSuffix(head, ".") {
		return false
	}
	is := t.Lexicon.Namesake(t.words[first].Low)
	if last-first > 1 && is&lexicon.FirstName != 0 {
		return false
	}
	var before, ahead, after Word
	if first > 0 && t.words[first].Lines < 2 {
		before = t.words[first-1]
		if first > 1 {
			ahead = t.words[first-2]
		}
	}
	if last < len(t.words) && t.words[last].Lines < 2 {
		after = t.words[last]
	}
	switch {
	case after.Kind == Digits && after.Lines == 0:
		return false
	case before.Low == "of" && ofPlace[ahead.Low], behindName[after.Low] && !after.Capital:
		return true
	case (before.Low == "of" || before.Low == "from") && ahead.Low == "," && first > 2 && t.words[first-3].Kind == Digits:
		return true // "Ann Lee, 43, of Marbury"
	case inside[before.Low]:
		return is == 0
	case t.hasHolder(last, covered):
		return is == 0 || last-first == 1
	}
	return false
}

// hasHolder reports whether a comma and a place that the gazetteer has follow.
func (t *text) hasHolder(last int, covered []bool) bool {
	return last+1 < len(t.words) && t.words[last].Low == "," && covered[last+1] && t.words[last+1].Lines < 2
}

// dateline reports whether the words, in capitals, open a paragraph and stand
// before a dash, a bracket or a comma.
func (t *text) dateline(first, last int) bool {
	if t.words[first].Lines < 2 && first > 0 || !t.words[first].Shout || last >= len(t.words) {
		return false
	}
	switch t.words[last].Low {
	case "-", "–", "—", "--", "(", ",":
		return true
	}
	return false
}
