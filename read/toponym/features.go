package toponym

import "strings"

// way reports whether the words are the name of a road: "Long Acre Road".
func (t *text) way(first, last int) bool {
	low := strings.TrimSuffix(t.words[last-1].Low, ".")
	return roads[low] && last-first > 1 && !t.words[first].Heading
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
	if last-first < 2 || t.words[first].Heading || general[t.words[first].Low] || !built[head] && !facilities[head] {
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
