package lexicon

import (
	"errors"
	"io/fs"
	"strings"
)

// Namesake says what else than a place a capitalised word may be.
type Namesake uint8

// The uses of namesakes.tsv, a set.
const (
	FirstName Namesake = 1 << iota
	Surname
	CommonWord
)

var namesakeUses = map[string]Namesake{"first": FirstName, "last": Surname, "both": FirstName | Surname, "word": CommonWord}

var namesakeColumns = []string{"name", "use"}

// Namesake returns what else than a place a word in small letters may be, zero
// when the table does not have it.
func (l *Lexicon) Namesake(low string) Namesake { return l.namesakes[low] }

func (l *Lexicon) loadNamesakes(fsys fs.FS) error {
	t, err := ReadTable(fsys, "namesakes.tsv", namesakeColumns...)
	if t == nil {
		return err
	}
	faults := []error{err}
	l.namesakes = make(map[string]Namesake, len(t.Rows))
	for _, r := range t.Rows {
		low, use := strings.ToLower(r.Cells[0]), namesakeUses[r.Cells[1]]
		switch {
		case low == "" || use == 0:
			faults = append(faults, t.fault(r.Line, "a row needs a name and first, last, both or word"))
		case l.namesakes[low] != 0:
			faults = append(faults, t.fault(r.Line, "%q stood already; write both where it is a first name and a surname", r.Cells[0]))
		}
		l.namesakes[low] = use
	}
	return errors.Join(faults...)
}

// namesakes checks that the names stand in order, so that one is found by eye.
func (p *linter) namesakes(fsys fs.FS) {
	t, err := ReadTable(fsys, "namesakes.tsv", namesakeColumns...)
	if t == nil || err != nil {
		return // Load says so
	}
	p.headings(t)
	for i, r := range t.Rows {
		for k, cell := range r.Cells {
			p.cell(t, r, k, cell)
		}
		if i > 0 && t.Rows[i-1].Cells[0] > r.Cells[0] {
			p.say(t, r.Line, "%q belongs before %q: keep the names in alphabetical order", r.Cells[0], t.Rows[i-1].Cells[0])
		}
	}
}
