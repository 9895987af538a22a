package flow

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// What is kept is dropped when something is recorded, and when it grows too
// large, the oldest first.
func TestRemembrance(t *testing.T) {
	var m remembrance[string, int]
	keep := func(q string, head int64, size int) {
		m.keep(keptAnswer[string, int]{keptKey[string]{query: q, head: head}, size, size})
	}
	known := func() string {
		var all []string
		for _, k := range m.all {
			all = append(all, fmt.Sprint(k.key.query, k.key.head))
		}
		return strings.Join(all, " ")
	}
	keep("a", 1, 10)
	keep("b", 1, 10)
	m.find(keptKey[string]{query: "a", head: 1})
	if got := known(); got != "b1 a1" {
		t.Errorf("kept %s, want the one asked for last behind", got)
	}
	keep("c", 1, mostKeptSize-15)
	if got := known(); got != "a1 c1" {
		t.Errorf("kept %s, want what fits", got)
	}
	keep("d", 1, mostKeptSize+1)
	if got := known(); got != "a1 c1" {
		t.Errorf("kept %s, want nothing too large", got)
	}
	keep("e", 2, 1)
	if got := known(); got != "e2" {
		t.Errorf("kept %s, want nothing from before a record", got)
	}
	for i := range 2 * mostKept {
		keep(fmt.Sprint("f", i, "."), 2, 0)
	}
	if len(m.all) != mostKept {
		t.Errorf("%d are kept, want %d", len(m.all), mostKept)
	}
}

// Lists that were asked for before are the same again, whatever is done with the
// first, and hold what was recorded since.
func TestAskedAgain(t *testing.T) {
	l, _ := newLedger(t)
	add(t, l, "a.md", news("Lakes", "2020-11-06", "Kenya and Peru fought on.", "Kenya's army said that Peru's army had violated the ceasefire on 28 October 2020 by shelling the harbour.",
		"Kenya demanded that Peru leave the harbour.", "Peru vowed to hold the harbour."))
	importRegister(t, l, strings.Split(twoLakes, "\n")...)
	for _, library := range []*Library{l.Desk(), l.Public()} {
		for range 2 {
			at := head(t, library)
			for _, q := range []CeasefireQuery{{}, {From: "2020-10-20"}, {Side: "KEN"}} {
				first, err := library.Ceasefires(t.Context(), at, q)
				if err != nil || library.desk && len(first.Ceasefires) == 0 {
					t.Fatalf("%+v: %d, %v", q, len(first.Ceasefires), err)
				}
				slices.Reverse(first.Ceasefires)
				clear(first.Claims)
				again, err := library.Ceasefires(t.Context(), at, q)
				fresh, freshErr := l.again(library).Ceasefires(t.Context(), at, q)
				if err != nil || freshErr != nil || !reflect.DeepEqual(again, fresh) {
					t.Errorf("%+v asked again: %+v, want %+v (%v %v)", q, again, fresh, err, freshErr)
				}
			}
			for _, q := range []SaidQuery{{}, {Kind: "demand"}} {
				first, err := library.Statements(t.Context(), at, q)
				if err != nil || library.desk && len(first) == 0 {
					t.Fatalf("%+v: %d, %v", q, len(first), err)
				}
				slices.Reverse(first)
				again, err := library.Statements(t.Context(), at, q)
				fresh, freshErr := l.again(library).Statements(t.Context(), at, q)
				if err != nil || freshErr != nil || !reflect.DeepEqual(again, fresh) {
					t.Errorf("%+v asked again: %+v, want %+v (%v %v)", q, again, fresh, err, freshErr)
				}
			}
			add(t, l, fmt.Sprint(at, ".md"), news(fmt.Sprint("More ", at), "2020-11-07", fmt.Sprintf("Peru demanded that Kenya pay %d dollars for the ceasefire.", at)))
		}
	}
}

// again is a library for the same audience that remembers nothing.
func (l *Ledger) again(of *Library) *Library {
	if of.desk {
		return l.Desk()
	}
	return l.Public()
}
