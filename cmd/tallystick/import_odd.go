package main

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"slices"

	"tallystick/evidence"
)

// oddSummary counts what is odd by kind, and keeps the first of each.
type oddSummary struct {
	kinds map[string]*oddKind
	total int
	other int // of kinds beyond the most that are kept apart
}

type oddKind struct {
	n     int
	why   string
	first evidence.Oddity
}

// mostKinds bounds the kinds that are kept apart, whatever a file holds.
const mostKinds = 1000

// shownKinds is how many kinds a summary tells.
const shownKinds = 20

func newOddSummary() *oddSummary { return &oddSummary{kinds: make(map[string]*oddKind)} }

// particulars are the parts of a sentence that differ from row to row.
var particulars = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|[-+]?\d[\d.,:-]*`)

func (s *oddSummary) add(o evidence.Oddity) {
	s.total++
	why := particulars.ReplaceAllString(o.Why, "…")
	kind := s.kinds[why]
	switch {
	case kind != nil:
		kind.n++
	case len(s.kinds) == mostKinds:
		s.other++
	default:
		s.kinds[why] = &oddKind{n: 1, why: why, first: o}
	}
}

// say prints the kinds, the most frequent first.
func (s *oddSummary) say(w io.Writer, file string) {
	if s.total == 0 {
		return
	}
	fmt.Fprintf(w, "Odd: %d; every row is kept as it stands", s.total)
	if file != "" {
		fmt.Fprintf(w, ", and each is told in %s:\n", file)
	} else {
		fmt.Fprint(w, " (--odd FILE tells each):\n")
	}
	var kinds []*oddKind
	for _, k := range s.kinds {
		kinds = append(kinds, k)
	}
	slices.SortFunc(kinds, func(a, b *oddKind) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.why, b.why)) })
	for _, k := range kinds[:min(len(kinds), shownKinds)] {
		fmt.Fprintf(w, "%7d × %s\n          first: %s\n", k.n, k.why, k.first)
	}
	rest := s.other
	for _, k := range kinds[min(len(kinds), shownKinds):] {
		rest += k.n
	}
	if rest > 0 {
		fmt.Fprintf(w, "%7d × something else\n", rest)
	}
}
