package lists

import "strings"

// level is what a heading is the heading of.
type level byte

const (
	ofClass level = iota
	ofSide
	ofCut // a sum over some classes of a side
	aside // nothing that is counted
)

// style is what a heading looks like. Headings of one level look alike.
type style struct {
	form   byte
	tag    string
	bold   bool
	colour string
}

// sides are the side and class that hold where the page is read, the headings
// since the last unit, and what the headings of sides and classes look like.
//
// A page does not say which heading is whose: that a name is a side's and not a
// class's is told by what it looks like and by its place. The heading right
// above units is a class; one above another heading is a side, or a sum over
// some classes.
type sides struct {
	side, class string
	chain       []heading
	ofSide      *style
	ofClass     *style
}

// prose drops headings without numbers from the chain: text follows them, so
// that they head a paragraph.
func (s *sides) prose() {
	kept := s.chain[:0]
	for _, h := range s.chain {
		if h.form != 0 {
			kept = append(kept, h)
		}
	}
	s.chain = kept
}

// settle gives each heading of the chain its level and side, and empties the
// chain. units tells whether units follow; named whether the page's title holds
// a name.
func (s *sides) settle(units bool, named func(string) bool) []heading {
	chain := s.chain
	s.chain = nil
	s.learn(chain)
	for i := range chain {
		chain[i].level = s.levelOf(chain[i], chain[i+1:], units)
	}
	for start := 0; start < len(chain); start++ {
		end := start
		for end < len(chain) && chain[end].level != ofClass {
			end++
		}
		s.above(chain[start:end], named)
		if end < len(chain) {
			s.class, chain[end].side = chain[end].name, s.side
		}
		start = end
	}
	return chain
}

// above takes the headings that stand above one class. Of several sides that
// follow one another one must be meant: the only one that states a total, or
// that the page's title names; the others are sums of it.
func (s *sides) above(chain []heading, named func(string) bool) {
	only := func(keep func(heading) bool, otherwise level) {
		n := 0
		for _, h := range chain {
			if h.level == ofSide && keep(h) {
				n++
			}
		}
		for i, h := range chain {
			if n > 0 && h.level == ofSide && !keep(h) {
				chain[i].level = otherwise
			}
		}
	}
	only(func(h heading) bool { return h.form != 0 }, aside)
	only(func(h heading) bool { return named(h.name) }, ofCut)
	rivals := 0
	for i := range chain {
		h := &chain[i]
		if h.level == ofSide {
			if rivals++; rivals == 1 || h.name == s.side {
				s.side = h.name
			} else {
				s.side = "" // it cannot be told
			}
			s.class = ""
			h.side = h.name
			continue
		}
		h.side = s.side
	}
}

// learn takes from the first headings that stand above one another what sides
// and classes look like.
func (s *sides) learn(chain []heading) {
	var first, last *heading
	for i := range chain {
		if h := &chain[i]; !h.cut() {
			if first == nil {
				first = h
			}
			last = h
		}
	}
	switch {
	case first == nil:
	case first != last && s.ofSide == nil && (s.ofClass == nil || first.style != *s.ofClass):
		s.ofSide = &first.style
		if s.ofClass == nil {
			s.ofClass = &last.style
		}
	case s.ofSide == nil && s.ofClass == nil && first.form == '-':
		s.ofSide = &first.style
	case s.ofClass == nil && (s.ofSide == nil || last.style != *s.ofSide):
		s.ofClass = &last.style
	}
}

// levelOf tells the level of a heading by its look, else by its place.
func (s *sides) levelOf(h heading, below []heading, units bool) level {
	if h.cut() {
		return ofCut
	}
	like := func(of *style) (same, form bool) {
		return of != nil && h.style == *of, of != nil && h.form == of.form
	}
	side, sideForm := like(s.ofSide)
	class, classForm := like(s.ofClass)
	switch {
	case side != class:
		return pick(side)
	case !side && h.form == 0 && s.ofClass != nil && s.ofClass.form != 0:
		return aside
	case !side && sideForm != classForm:
		return pick(sideForm)
	case len(below) > 0 && h.total >= 0 && h.total < below[0].total:
		return ofClass
	case len(below) > 0:
		return pick(s.ofSide != nil)
	case !units && h.form == 0:
		return aside
	}
	return ofClass
}

func pick(side bool) level {
	if side {
		return ofSide
	}
	return ofClass
}

// cut reports whether the heading says that it sums some classes of a side.
func (h heading) cut() bool {
	first, _, _ := strings.Cut(strings.ToLower(h.name), " ")
	switch first {
	case "losses", "total", "all", "overall", "grand", "subtotal":
		return h.form != 0
	}
	return false
}
