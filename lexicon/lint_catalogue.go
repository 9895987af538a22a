package lexicon

import (
	"io/fs"
	"slices"
	"strings"

	"tallystick/evidence"
)

var catalogueTables = []string{"classes.tsv", "fates.tsv", "headings.tsv", "kinds.tsv", "models.tsv"}

// catalogue checks the tables that lists of losses are read with: cells,
// duplicates, and what they say of the lexicon's other entries.
func (p *linter) catalogue(fsys fs.FS, l *Lexicon) {
	c, err := LoadCatalogue(fsys)
	p.problems = append(p.problems, faultsOf(catalogueFolder, err)...)
	at := map[string]*Table{}
	for _, name := range catalogueTables {
		t, _ := readAny(fsys, catalogueFolder+"/"+name) // LoadCatalogue says what is wrong with it
		if t == nil {
			return
		}
		at[name] = t
		p.headings(t)
		for _, r := range t.Rows {
			for i, cell := range r.Cells {
				p.cell(t, r, i, cell)
			}
			if r.Cells[0] == "" {
				p.say(t, r.Line, "the first cell is empty")
			}
		}
	}
	for _, e := range l.Equipment {
		if _, ok := c.Class(e.Class); e.Level == "class" && !ok {
			p.problems = append(p.problems, Fault{e.file(), e.Line, e.ID + ": classes.tsv of the losses has no such class"})
		}
	}
	unique := func(table string) func(line int, what string) {
		seen := map[string]int{}
		return func(line int, what string) {
			if first, again := seen[what]; again {
				p.say(at[table], line, "%q stood already at line %d", what, first)
				return
			}
			seen[what] = line
		}
	}
	once := unique("headings.tsv")
	for _, h := range c.Headings {
		once(h.Line, strings.Join([]string{h.Format, strings.ToLower(h.Text), h.Class, map[bool]string{true: CoversRest}[h.Share == CoversRest]}, "; "))
	}
	once = unique("models.tsv")
	for _, m := range c.Models {
		for _, name := range append([]string{m.Name}, m.Also...) {
			once(m.Line, ModelKey(name))
		}
		if _, ok := l.byCode[m.Origin]; !ok {
			p.say(at["models.tsv"], m.Line, "origin %q is no code of sides.tsv", m.Origin)
		}
	}
	once = unique("kinds.tsv")
	for _, k := range c.Kinds {
		once(k.Line, k.Words)
		if k.Words != strings.Join(strings.Fields(strings.ToLower(k.Words)), " ") || strings.ContainsAny(k.Words, "-.'\"") {
			p.say(at["kinds.tsv"], k.Line, "words %q: write small letters, and a space for each hyphen", k.Words)
		}
	}
	once = unique("fates.tsv")
	for _, f := range c.Fates {
		once(f.Line, Fold(f.Words))
		for _, fate := range f.Fates {
			if !slices.Contains(evidence.Fates, fate) {
				p.say(at["fates.tsv"], f.Line, "fate %q is none of %s", fate, strings.Join(evidence.Fates, ", "))
			}
		}
	}
}
