package toponym

import (
	"slices"
	"strings"

	"tallystick/lexicon"
)

// unnamed finds names of places that no gazetteer has, by the words around
// them. known are those that it has, in the order of the text.
func (t *text) unnamed(known []Mention, bearers map[string]lexicon.Namesake) []Mention {
	covered := make([]bool, len(t.words))
	holders := make([]int, len(t.words)) // where one begins: its end
	ends := make([]bool, len(t.words)+1) // behind a name that stands after a word of place, or in a list after one
	for i := range known {
		for k := known[i].First; k < known[i].Last; k++ {
			covered[k] = true
		}
		if len(known[i].may) == 0 {
			continue
		}
		first := known[i].First
		ends[known[i].Last] = known[i].may[0].Use == lexicon.OfPlace && (placing[t.wordBefore(first).Low] || ofPlace[t.wordBefore(first-1).Low] || t.continues(first, ends))
		if p := &known[i].may[0]; p.Use != lexicon.OfPeople && (p.Use == lexicon.Short || sizeOf(p) >= ofPart) {
			holders[known[i].First] = known[i].Last
		}
	}
	var out []Mention
	seen := map[string]bool{}
	type run struct{ first, last int }
	var open []run
	add := func(first, last int) {
		m := Mention{First: first, Last: last, Start: t.words[first].Start, End: t.words[last-1].End, is: -1, near: -1, attested: true}
		out = append(out, m)
		seen[t.lowOf(&m)], ends[last] = true, true
	}
	for i := 0; i < len(t.words); i++ {
		last := t.runEnd(i, covered)
		if last == i {
			continue
		}
		last = t.owned(last, covered)
		switch {
		case t.way(i, last) || t.numbered(i) || t.facility(i, last):
			add(i, last)
		case t.nature(i, last) > 0:
			last = t.nature(i, last)
			add(i, last)
		case t.named(i, last, holders, ends, bearers):
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
			// a name within a longer one: "the Marbury Management Board"
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
	return w.Kind == Letters && begins(t.text, w.Start) && !calendar[w.Low] // "@Name" is an account
}

// named reports whether the words around a run of capitals say that it is a
// place.
func (t *text) named(first, last int, holders []int, ends []bool, bearers map[string]lexicon.Namesake) bool {
	head := t.words[last-1].Low
	if t.words[first].Heading || elsewhere[t.words[first].Low] || openers[t.words[first].Low] || bodies[head] || ventures[head] {
		return false
	}
	for k := first; k < last; k++ {
		if strings.ContainsAny(t.words[k].Low, "0123456789") || t.words[k].Known || bearers[t.words[k].Low] != 0 || courtesies[strings.TrimSuffix(t.words[k].Low, ".")] {
			return false
		}
	}
	if t.dateline(first, last, holders) {
		return true
	}
	if t.words[first].Shout && len(t.words[first].Low) < 7 || strings.HasSuffix(head, ".") {
		return false
	}
	is := t.Lexicon.Namesake(t.words[first].Low)
	if last-first > 1 {
		if is&lexicon.FirstName != 0 {
			return false
		}
		is &^= lexicon.CommonWord // "Red Oak"
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
	case after.Kind == Digits && after.Lines == 0, after.Kind == Possessive && !behindName[t.wordAt(last+1).Low], !placing[before.Low] && t.speaks(first, last), subjects[ahead.Low]:
		return false
	case before.Low == "of" && ofPlace[ahead.Low], behindName[after.Low] && !after.Capital, t.explained(last):
		return true
	case inside[before.Low]:
		return is == 0
	case (before.Low == "of" || before.Low == "from") && ahead.Low == ",":
		return true // "Ann Lee, of Marbury"
	case (before.Low == "to" || before.Low == "from" || before.Low == "for") && going[ahead.Low]:
		return is == 0 // "they moved to Marbury"
	case before.Low == "between" || before.Low == "at" && !working[ahead.Low]:
		return is == 0 && last-first < 3 && !t.words[first].Shout
	case is == 0 && before.Low == "," && (after.Low == "," || after.Low == "and" || after.Low == "or"):
		return t.wordAt(last+1).Capital && t.continues(first, ends)
	case is == 0 && before.Low != "," && (after.Kind == Mark || listed[after.Low]):
		return t.continues(first, ends)
	case before.Kind == Letters && before.Low != "and" && t.hasHolder(last, holders):
		return is == 0 || last-first == 1
	}
	return false
}

// explained reports whether words in commas say that a name is that of a place:
// "Marbury, a small village".
func (t *text) explained(last int) bool {
	if low := t.wordAt(last + 1).Low; t.wordAt(last).Low != "," || low != "a" && low != "an" && low != "the" {
		return false
	}
	for k := last + 2; k < last+5; k++ {
		if w := t.wordAt(k); w.Kind != Letters || w.Capital {
			return false
		} else if behindName[w.Low] {
			return true
		}
	}
	return false
}

// continues reports whether the words go on with a list of places: "between
// Marbury and Esk", "Marbury, Esk and Tarn".
func (t *text) continues(first int, ends []bool) bool {
	k := first
	if t.wordBefore(k).Low == "and" || t.wordBefore(k).Low == "or" {
		k--
	}
	if t.wordBefore(k).Low == "," {
		k--
	}
	return k < first && ends[k]
}

// hasHolder reports whether a comma and the name of a state, province or
// country follow, and another mark behind them: ", Kentucky,".
func (t *text) hasHolder(last int, holders []int) bool {
	if last+1 >= len(t.words) || t.words[last].Low != "," || t.words[last+1].Lines == 2 || holders[last+1] == 0 {
		return false
	}
	behind := t.wordAt(holders[last+1])
	return behind.Kind == Mark && behind.Low != "-"
}

// dateline reports whether the words, in capitals, open a paragraph and stand
// before a dash, an agency in brackets, or a comma and a state.
func (t *text) dateline(first, last int, holders []int) bool {
	if t.words[first].Lines < 2 && first > 0 || !t.words[first].Shout || last+1 >= len(t.words) {
		return false
	}
	switch t.words[last].Low {
	case "-", "–", "—", "--":
		return true
	case "(":
		return t.words[last+1].Capital && t.wordAt(last+2).Low == ")"
	}
	return t.words[last].Low == "," && holders[last+1] > 0
}
