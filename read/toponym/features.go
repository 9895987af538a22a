package toponym

import "strings"

// way reports whether the words are the name of a road: "Long Acre Road".
func (t *text) way(first, last int) bool {
	low := strings.TrimSuffix(t.words[last-1].Low, ".")
	return roads[low] && last-first > 1 && !t.words[first].Heading
}

// numbered reports whether word i is the number of a road behind a word of
// place and "the": "on the A120".
func (t *text) numbered(i int) bool {
	low := t.words[i].Low
	if len(low) < 2 || len(low) > 5 || strings.Trim(low[1:], "0123456789") != "" || t.wordBefore(i).Low != "the" {
		return false
	}
	return onRoad[t.wordBefore(i-1).Low]
}

// owned returns the end of the name of a building that goes on behind a
// genitive, "Anna's Children's Hospital", where words with capitals have come
// to an end; that end when none does.
func (t *text) owned(last int, covered []bool) int {
	for k := last; k < len(t.words) && k < last+8 && t.words[k].Kind == Possessive; {
		end := t.runEnd(k+1, covered)
		if end == k+1 {
			break
		}
		if built[t.words[end-1].Low] {
			return end
		}
		k = end
	}
	return last
}

// nature returns the end of the name of something in nature or of a part of a
// state that the words begin with, "Marbury County" in "Marbury County
// Jail"; 0 when they begin with none.
func (t *text) nature(first, last int) int {
	for k := first + 1; k < last && !t.words[first].Heading; k++ {
		if waters[t.words[k].Low] && (k == last-1 || t.words[k].Low == "county") {
			return k + 1
		}
	}
	return 0
}

// facility reports whether the words are the name of something built: "Anna
// Maris Hospital". What ends like the names of many bodies needs to stand
// behind a word of place or before one.
func (t *text) facility(first, last int) bool {
	head := t.words[last-1].Low
	if last-first < 2 || t.words[first].Heading || general[t.words[first].Low] && last-first < 3 || !built[head] && !facilities[head] {
		return false
	}
	if built[head] {
		return true
	}
	before := t.wordBefore(first)
	if before.Low == "the" {
		before = t.wordBefore(first - 1)
	}
	after := t.wordAt(last)
	return sited[before.Low] || after.Low == "in"
}
