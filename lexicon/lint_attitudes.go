package lexicon

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

var listedForms = regexp.MustCompile(`^[a-z]+(-[a-z]+)*( [a-z]+(-[a-z]+)*)*$`)

// attitudes checks what only attitudes.tsv asks for: rows in the order of
// lemma and part, none twice, and no form listed that the rules derive.
func (p *linter) attitudes(fsys fs.FS) {
	t, _ := ReadTable(fsys, "attitudes.tsv", attitudeColumns...) // Load says what is wrong with it
	if t == nil {
		return
	}
	var last Row
	for i, r := range t.Rows {
		lemma, part, class, listed := r.Cells[0], r.Cells[1], r.Cells[2], r.Cells[3]
		first := i == 0 || last.Cells[0] != lemma || last.Cells[1] != part
		switch {
		case i == 0:
		case strings.Compare(last.Cells[0], lemma) > 0, last.Cells[0] == lemma && slices.Index(attitudeParts, last.Cells[1]) > slices.Index(attitudeParts, part):
			p.say(t, r.Line, "%s, %s stands behind %s, %s; rows go by lemma, then verb, noun, adjective, adverb", lemma, part, last.Cells[0], last.Cells[1])
		case !first && last.Cells[2] == class:
			p.say(t, r.Line, "%s, %s has class %s twice", lemma, part, class)
		case !first && listed != "":
			p.say(t, r.Line, "%s, %s: the forms stand on its first row; take them out here", lemma, part)
		}
		last = r
		if listed == "" {
			continue
		}
		if !listedForms.MatchString(listed) {
			p.say(t, r.Line, "forms %q: write small letters, a space between forms", listed)
		}
		derived := map[string]bool{}
		inflect(lemma, part, func(stem, link, ending string) { derived[stem+link+ending] = true })
		if !slices.ContainsFunc(strings.Fields(listed), func(f string) bool { return !derived[f] }) {
			p.say(t, r.Line, "forms %q: the rules derive them; leave the cell empty", listed)
		}
		if part == partAdjective || part == partAdverb {
			p.say(t, r.Line, "forms %q: only a verb or a noun has listed forms", listed)
		}
	}
}
