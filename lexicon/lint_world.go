package lexicon

import (
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// world checks the rows of world.tsv as table checks those of other tables:
// it has a row a place, not a row a form.
func (p *linter) world(fsys fs.FS, l *Lexicon) {
	t, err := ReadTable(fsys, "world.tsv", PlaceColumns...)
	if t == nil || err != nil {
		return // Load says so
	}
	p.headings(t)
	rows := map[string]int{}
	for _, r := range t.Rows {
		for i, cell := range r.Cells {
			p.cell(t, r, i, cell)
			if i == 0 || i > 3 {
				continue
			}
			for form := range strings.SplitSeq(cell, ";") {
				if cell != "" && (form == "" || form != strings.TrimSpace(form)) {
					p.say(t, r.Line, "%s %q: write names with ; between, without spaces around it", t.Columns[i], cell)
					break
				}
			}
		}
		country := t.Cell(r, "country")
		if _, ok := l.byCode[country]; country != "" && !ok && !dependent[country] {
			p.say(t, r.Line, "country %q is no code of sides.tsv", country)
		}
		key := strings.Join([]string{Fold(r.Cells[0]), t.Cell(r, "class"), country, t.Cell(r, "part"), t.Cell(r, "lat"), t.Cell(r, "lon")}, "\t")
		if first, again := rows[key]; again {
			p.say(t, r.Line, "%q stood already at line %d", r.Cells[0], first)
		} else {
			rows[key] = r.Line
		}
	}
}

// dependent are the codes of ISO 3166 for what no table of sides needs.
var dependent = map[string]bool{"GGY": true, "IMN": true, "JEY": true}

// headings wants the comment lines that every table opens with.
func (p *linter) headings(t *Table) {
	for _, h := range headings {
		if !slices.ContainsFunc(t.Comment, func(c string) bool { return strings.HasPrefix(c, h) && len(c) > len(h)+1 }) {
			p.say(t, 1, "no comment line opens with %q", h)
		}
	}
}

// cell checks how a cell is written.
func (p *linter) cell(t *Table, r Row, i int, cell string) {
	if len(cell) > 1 && cell[0] == '"' && cell[len(cell)-1] == '"' {
		p.say(t, r.Line, "%s %s stands in quotation marks that a spreadsheet has put there; take them out", t.Columns[i], cell)
	}
	if cell != strings.Join(strings.Fields(cell), " ") || !norm.NFC.IsNormalString(cell) {
		p.say(t, r.Line, "%s %q has stray spaces or marks apart from their letters", t.Columns[i], cell)
	}
}
