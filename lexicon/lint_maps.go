package lexicon

import (
	"io/fs"
	"slices"
	"strings"
)

func mapsTables() []string {
	tables := []string{"extents.tsv"}
	for _, language := range mapLanguages {
		tables = append(tables, "names-"+language+".tsv")
	}
	return tables
}

// maps checks the tables that maps are drawn with: cells, and that each row is
// about a place of the gazetteer, in whose box the place's point lies.
func (p *linter) maps(fsys fs.FS, l *Lexicon) {
	m, err := LoadMaps(fsys)
	p.problems = append(p.problems, faultsOf(mapsFolder, err)...)
	if err != nil {
		return
	}
	known := l.Gazetteer().shown()
	for _, name := range mapsTables() {
		t, _ := readAny(fsys, mapsFolder+"/"+name)
		if t == nil {
			return
		}
		p.headings(t)
		for _, r := range t.Rows {
			for i, cell := range r.Cells {
				p.cell(t, r, i, cell)
			}
			disputed := name != "extents.tsv" && slices.ContainsFunc(m.Extents, func(e Extent) bool { return e.Disputed == r.Cells[0] })
			if _, ok := known[r.Cells[0]]; !ok && !disputed {
				p.say(t, r.Line, "no place is shown as %q", r.Cells[0])
			}
			if name == "extents.tsv" {
				p.extent(t, r, l.Gazetteer(), m)
			}
		}
	}
}

// extent checks one row of extents.tsv.
func (p *linter) extent(t *Table, r Row, g *Gazetteer, m *Maps) {
	e, _ := m.Extent(r.Cells[0])
	within := func(i int) bool {
		lat, lon := float64(g.Places[i].Lat)/100, float64(g.Places[i].Lon)/100
		return e.South <= lat && lat <= e.North && e.West <= lon && lon <= e.East
	}
	if places := g.shown()[e.Place]; len(places) > 0 && !slices.ContainsFunc(places, within) {
		p.say(t, r.Line, "the box does not hold the point of %q", e.Place)
	}
	if names := strings.Split(e.Disputed, " / "); e.Disputed != "" && !slices.IsSortedFunc(names, func(a, b string) int { return strings.Compare(Fold(a), Fold(b)) }) {
		p.say(t, r.Line, "disputed %q: write the names in alphabetical order", e.Disputed)
	}
}
