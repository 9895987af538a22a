package link

import (
	"hash/fnv"
	"slices"
	"strings"

	"tallystick/evidence"
)

// Books are the units of one list, kept so that its tallies can be held
// against them: a few words a unit, found by side, heading, class and model.
type Books struct {
	List   string
	Format string
	Date   string // up to which the list runs; empty when nobody says
	Rule   evidence.FoldRule
	// Covers returns the classes that a heading or column of a format covers, or
	// a class itself and those within it for the format "", "" among them when it
	// covers everything; or why its number cannot be held against a count of
	// units. It returns neither for a heading that nobody knows.
	Covers   func(format, heading string) (classes []string, why evidence.Remark)
	Rejected map[string]bool // ids of units that somebody rejected
	// Hidden reports whether an address is not told to the audience, nil for none.
	// It is asked of addresses that show several units: of others nothing is told.
	Hidden func(address string) bool

	rows    []bookRow
	words   map[string]string
	folds   map[evidence.History]string
	heads   map[string]bool // headings that units stand under
	headed  map[string]bool // models as the list heads them
	sides   map[string]*bookSide
	shown   map[uint64]int // units by the hash of the address that shows them
	counted map[scope]*count
}

type bookRow struct {
	id, heading, class, model, saidModel, status string
	history                                      evidence.History
	number                                       int
	address                                      uint64 // hash; 0 where the list says that it shows several units
	into                                         bool   // found to be another unit
}

// bookSide is the rows of one side: all of them, and by what tallies name.
type bookSide struct {
	rows     []int32
	headings map[string][]int32
	classes  map[string][]int32
	models   map[string][]int32 // as the list calls it and as the unit has it
}

// Add enters a unit that the list lists.
func (b *Books) Add(u evidence.Unit) {
	if b.words == nil {
		b.words, b.folds, b.heads, b.headed = make(map[string]string), make(map[evidence.History]string), make(map[string]bool), make(map[string]bool)
		b.sides, b.shown = make(map[string]*bookSide), make(map[uint64]int)
	}
	b.counted = nil
	i := slices.IndexFunc(u.Listings, func(l evidence.Listing) bool { return l.List == b.List })
	if i < 0 {
		return
	}
	l := u.Listings[i]
	r := bookRow{
		id: u.ID, heading: b.word(folded(l.Class)), class: b.word(u.Class), model: b.word(u.Model), saidModel: b.word(l.Model),
		status: b.word(l.Status), history: evidence.History(b.word(string(u.History()))), number: l.Number, into: u.Into != "",
	}
	if l.Address != "" && l.Together < 2 && !r.into {
		h := fnv.New64a()
		h.Write([]byte(l.Address))
		r.address = h.Sum64()
		if b.shown[r.address] > 0 && b.Hidden != nil && b.Hidden(l.Address) {
			r.address = 0
		} else {
			b.shown[r.address]++
		}
	}
	b.heads[r.heading], b.headed[r.saidModel] = true, true
	n := int32(len(b.rows))
	b.rows = append(b.rows, r)
	b.side(u.Side).add(n, r)
	if l.Side != u.Side {
		b.side(l.Side).add(n, r)
	}
}

func (b *Books) side(name string) *bookSide {
	name = b.word(name)
	if b.sides[name] == nil {
		b.sides[name] = &bookSide{headings: make(map[string][]int32), classes: make(map[string][]int32), models: make(map[string][]int32)}
	}
	return b.sides[name]
}

func (s *bookSide) add(n int32, r bookRow) {
	s.rows = append(s.rows, n)
	s.headings[r.heading] = append(s.headings[r.heading], n)
	s.classes[r.class] = append(s.classes[r.class], n)
	s.models[r.saidModel] = append(s.models[r.saidModel], n)
	if r.model != r.saidModel {
		s.models[r.model] = append(s.models[r.model], n)
	}
}

// word returns one copy of a word that many units share.
func (b *Books) word(s string) string {
	if known, ok := b.words[s]; ok {
		return known
	}
	s = strings.Clone(s)
	b.words[s] = s
	return s
}

// fold is the fate that units of a history are counted under.
func (b *Books) fold(h evidence.History) string {
	fate, known := b.folds[h]
	if !known {
		fate = b.Rule.Fold(h)
		b.folds[h] = fate
	}
	return fate
}

// scope is which units a number speaks of. Many numbers speak of the same.
type scope struct {
	side   string
	by     scopeBy
	names  string // the folded heading, or the classes in order, joined by line feeds
	model  string // empty for all
	headed bool   // of the units that the list heads so alone
}

type scopeBy int

const (
	byNothing scopeBy = iota // every unit of the side
	byHeading
	byClass
)

// count is the units of a scope.
type count struct {
	rows  []int32
	all   int64
	fates map[string]int64
	notes map[string][]Concerned // by the fate of the number that differs; made when asked for
}

// count counts the units of a scope, once however many numbers speak of it.
func (b *Books) count(s scope) *count {
	if known := b.counted[s]; known != nil {
		return known
	}
	c := &count{rows: b.standing(s), fates: make(map[string]int64), notes: make(map[string][]Concerned)}
	for _, n := range c.rows {
		if r := b.rows[n]; !r.into {
			c.all++
			c.fates[b.fold(r.history)]++
		}
	}
	if b.counted == nil {
		b.counted = make(map[scope]*count)
	}
	b.counted[s] = c
	return c
}

// standing returns the rows of a scope.
func (b *Books) standing(s scope) []int32 {
	side := b.sides[s.side]
	classes := strings.Split(s.names, "\n")
	if s.model != "" {
		return slices.DeleteFunc(slices.Clone(side.models[s.model]), func(n int32) bool {
			r := b.rows[n]
			return s.headed && r.saidModel != s.model || s.by == byHeading && r.heading != s.names || s.by == byClass && !slices.Contains(classes, r.class)
		})
	}
	switch s.by {
	case byHeading:
		return side.headings[s.names]
	case byClass:
		var rows []int32
		for _, class := range classes {
			rows = append(rows, side.classes[class]...)
		}
		return rows
	}
	return side.rows
}

// of returns how much a number says of that fate, all fates for "".
func (c *count) of(fate string) int64 {
	if fate == "" {
		return c.all
	}
	return c.fates[fate]
}

// classesOf is the names of a scope by classes.
func classesOf(classes []string) string {
	classes = slices.Clone(classes)
	slices.Sort(classes)
	return strings.Join(slices.Compact(classes), "\n")
}
