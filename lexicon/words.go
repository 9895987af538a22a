package lexicon

import (
	"io/fs"
	"strconv"
)

// Equipment is a class of equipment ("surface-to-air missile system"), a model
// of one ("S-300"), or a munition or means that an attack is made with.
// Class is the taxonomy's singular for all three.
type Equipment struct {
	Item         // uses: singular, plural, mass
	Level string // class, model, munition
}

// Number is a number word with the interval that it stands for: "dozens" is
// at least 24, "several" about 3 to 9. A multiplier ("hundred") takes the
// number before it.
type Number struct {
	Item     // class: number, multiplier, quantifier, ordinal
	Min, Max *int64
	Approx   bool
}

// Hedge is a word that bounds a number (class count) or doubts a statement
// (class epistemic).
type Hedge struct {
	Item
	Effect string // count: approx, min, min-exclusive, max, max-exclusive, exact; epistemic: reported, alleged, apparent, believed, unconfirmed, possible
}

// Time is a word of the calendar or the day.
type Time struct {
	Item         // class: month, weekday, daypart, relative, unit
	From, To int // month 1-12; weekday 1-7 from Monday; hours of the day; days from the day of writing; seconds
}

func (l *Lexicon) loadEquipment(fsys fs.FS) error {
	columns := []string{"form", "lemma", "class", "level", "use", "source", "added", "note"}
	return each(fsys, "equipment.tsv", columns, func(t *Table, rows []Row) error {
		e := Equipment{t.item(KindEquipment, rows, "", "use"), t.Cell(rows[0], "level")}
		if e.Level == "model" {
			for _, f := range e.Forms {
				e.Forms = append(e.Forms, Form{f.Text + "s", "plural"})
			}
		}
		if e.Level == "class" {
			l.byClass[e.Class] = len(l.Equipment)
		}
		l.Equipment = append(l.Equipment, e)
		l.add(KindEquipment, e.Item, "", len(l.Equipment)-1)
		return nil
	})
}

// ClassOf returns the class of equipment that has the taxonomy's singular.
func (l *Lexicon) ClassOf(singular string) (Equipment, bool) {
	i, ok := l.byClass[singular]
	if !ok {
		return Equipment{}, false
	}
	return l.Equipment[i], true
}

func (l *Lexicon) loadNumbers(fsys fs.FS) error {
	columns := []string{"form", "lemma", "class", "min", "max", "approx", "source", "added", "note"}
	return each(fsys, "numbers.tsv", columns, func(t *Table, rows []Row) error {
		r := rows[0]
		n := Number{Item: t.item(KindNumber, rows, "", ""), Approx: t.Cell(r, "approx") == "yes"}
		var err error
		if n.Min, err = t.whole(r, "min"); err != nil {
			return err
		}
		if n.Max, err = t.whole(r, "max"); err != nil {
			return err
		}
		l.Numbers = append(l.Numbers, n)
		l.add(KindNumber, n.Item, "", len(l.Numbers)-1)
		return nil
	})
}

func (l *Lexicon) loadHedges(fsys fs.FS) error {
	columns := []string{"form", "lemma", "class", "effect", "source", "added", "note"}
	return each(fsys, "hedges.tsv", columns, func(t *Table, rows []Row) error {
		h := Hedge{t.item(KindHedge, rows, "", ""), t.Cell(rows[0], "effect")}
		l.Hedges = append(l.Hedges, h)
		l.add(KindHedge, h.Item, "", len(l.Hedges)-1)
		return nil
	})
}

func (l *Lexicon) loadTimes(fsys fs.FS) error {
	columns := []string{"form", "lemma", "class", "from", "to", "source", "added", "note"}
	return each(fsys, "times.tsv", columns, func(t *Table, rows []Row) error {
		from, err := t.whole(rows[0], "from")
		if err != nil {
			return err
		}
		to, err := t.whole(rows[0], "to")
		if err != nil {
			return err
		}
		if from == nil || to == nil {
			return t.fault(rows[0].Line, "from and to hold a whole number each")
		}
		l.Times = append(l.Times, Time{t.item(KindTime, rows, "", ""), int(*from), int(*to)})
		l.add(KindTime, l.Times[len(l.Times)-1].Item, "", len(l.Times)-1)
		return nil
	})
}

// whole reads a whole number; nil when the cell is empty.
func (t *Table) whole(r Row, column string) (*int64, error) {
	s := t.Cell(r, column)
	if s == "" {
		return nil, nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return nil, t.fault(r.Line, "%s %q is no whole number", column, s)
	}
	return &n, nil
}
