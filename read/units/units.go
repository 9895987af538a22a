// Package units reads what a list says of a piece of equipment: whose it was,
// its class, model and origin, what became of it in which order, when and where.
// The words come from the lexicon's catalogue; each unit names those that it was
// read by.
//
// It is pure: the lexicon comes as an argument.
package units

import (
	"sync"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// Reader reads listings and tallies by one lexicon. Any number of goroutines
// may share it.
type Reader struct {
	lex       *lexicon.Lexicon
	catalogue *lexicon.Catalogue
	headings  headings
	models    models
	kinds     []kind
	fates     fateWords
	sides     map[string]string // codes by folded name

	mu     sync.Mutex
	seen   map[listed]read   // what was read of each class, model and status
	places map[string]string // precision by place
}

// listed is what class, model and fates are read from. A list says the same of
// many units.
type listed struct{ class, origin, model, status string }

type read struct {
	class, model, origin string
	fates                []evidence.Fate
	rules                []string
}

// remembered bounds what a reader keeps: a file may say something else in
// every row.
const remembered = 1 << 14

// New returns a reader that reads by the lexicon and its catalogue.
func New(lex *lexicon.Lexicon) *Reader {
	c := lex.Catalogue()
	r := &Reader{lex: lex, catalogue: c, headings: newHeadings(c), models: newModels(c), kinds: newKinds(c), fates: newFateWords(c), sides: map[string]string{}}
	for _, s := range lex.Sides {
		r.sides[lexicon.Fold(s.Code)], r.sides[lexicon.Fold(s.Name)] = s.Code, s.Code
		for _, f := range s.Forms {
			if f.Use == lexicon.UseName {
				r.sides[lexicon.Fold(f.Text)] = s.Code
			}
		}
	}
	r.forget()
	return r
}

func (r *Reader) forget() {
	r.seen, r.places = make(map[listed]read, 1024), make(map[string]string, 1024)
}

// Unit returns the unit that a listing lists, without an id. Its side is a code
// where the lexicon has the list's word for it. What the list leaves open, or
// says in words that the lexicon does not know, stays open.
func (r *Reader) Unit(l evidence.Listing) evidence.Unit {
	key := listed{l.Class, l.Origin, l.Model, l.Status}
	r.mu.Lock()
	was, ok := r.seen[key]
	if !ok {
		if len(r.seen) >= remembered || len(r.places) >= remembered {
			r.forget()
		}
		was = r.read(key)
		r.seen[key] = was
	}
	place := r.place(l)
	r.mu.Unlock()
	return evidence.Unit{
		Side:     r.side(l.Side),
		Class:    was.class,
		Model:    was.model,
		Origin:   was.origin,
		Fates:    append([]evidence.Fate(nil), was.fates...),
		When:     when(l.Happened),
		Place:    place,
		Listings: []evidence.Listing{l},
		Rules:    append([]string(nil), was.rules...),
	}
}

func (r *Reader) read(l listed) read {
	m := r.models.resolve(l.model, r.kinds)
	out := read{model: m.name, origin: m.origin, rules: m.rules}
	if origin, known := r.origin(l.origin); known || out.origin == "" {
		out.origin = origin
	}
	class, rules := r.classOf(l.class, m)
	out.class = class
	out.rules = append(out.rules, rules...)
	fates, rules := r.fates.read(l.status)
	out.fates = fates
	out.rules = append(out.rules, rules...)
	return out
}
