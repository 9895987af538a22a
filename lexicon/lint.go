package lexicon

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Lint says everything that is wrong with the data files, in the order of files
// and lines. No problem is an empty list.
func Lint(fsys fs.FS) []Fault {
	l, err := Load(fsys)
	lint := linter{faultsOf("", err)}
	lint.names(fsys)
	for name, rules := range tables {
		lint.table(fsys, name+".tsv", rules)
	}
	lint.attitudes(fsys)
	mirrors, _ := fs.Glob(fsys, "mirror-*.tsv") // the pattern is well formed
	for _, name := range mirrors {
		_, err := LoadMirror(fsys, name)
		lint.problems = append(lint.problems, faultsOf(name, err)...)
	}
	lint.namesakes(fsys)
	if l != nil {
		lint.references(l)
		lint.catalogue(fsys, l)
		lint.world(fsys, l)
	}
	return inOrder(lint.problems)
}

// names refuses files that nobody would read. Hidden ones are a system's or an
// editor's own.
func (p *linter) names(fsys fs.FS) {
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		dir, file := path.Split(name)
		_, table := tables[strings.TrimSuffix(file, ".tsv")]
		ext := path.Ext(file)
		switch {
		case err != nil:
			return err
		case strings.HasPrefix(file, ".") && name != ".":
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir():
		case dir == "frames/" && ext == ".frame":
		case dir == catalogueFolder+"/" && slices.Contains(catalogueTables, file):
		case dir == "" && ext == ".tsv" && (table || file == "world.tsv" || file == "namesakes.tsv" || strings.HasPrefix(file, "mirror-")):
		case ext == ".frame":
			p.problems = append(p.problems, Fault{File: name, What: "is not read here; move it into frames/"})
		default:
			p.problems = append(p.problems, Fault{File: name, What: "no such table; tables end in .tsv and frames, in frames/, in .frame: see docs/lexicon.md"})
		}
		return nil
	})
	p.problems = append(p.problems, faultsOf(".", err)...)
}

// rules are what a table's cells may hold.
type rules struct {
	perForm []string            // columns whose cells belong to a form; the others belong to the entry
	may     []string            // columns like those, whose cells may be empty
	need    []string            // columns that an entry's first row fills
	vocab   map[string][]string // column -> what its filled cells may be
	dates   []string            // columns of dates
}

// Every table asks for these as well.
var (
	commonForm = []string{"lemma", "note"} // and the first column, which is the form
	commonNeed = []string{"class", "source", "added"}
	headings   = []string{"Purpose:", "Provenance:", "Known problems:", "Naming:"}
)

var tables = map[string]rules{
	"sides": {
		perForm: []string{"use"}, need: []string{"code", "lat", "lon"},
		vocab: map[string][]string{
			"class": {"country", "territory", "de-facto", "union", "people", "historical"},
			"use":   {UseName, UseAdjective, UsePerson, UsePeople, UseMetonym},
		},
	},
	"heads":  {need: []string{"name"}, vocab: map[string][]string{"class": actorClasses}},
	"actors": {vocab: map[string][]string{"class": actorClasses}},
	"people": {
		perForm: []string{"use"}, need: []string{"role"}, dates: []string{"from", "until"},
		vocab: map[string][]string{"class": {"official", "military", "spokesperson", "envoy"}, "use": {"full", "short"}},
	},
	"places": {
		perForm: []string{"names_by"}, need: []string{"country", "name", "lat", "lon", "within"},
		vocab: map[string][]string{"class": {"region", "district", "city", "town", "village", "feature"}},
	},
	"routes": {
		need:  []string{"country", "name", "lat", "lon"},
		vocab: map[string][]string{"class": {"corridor", "road", "railway", "pipeline", "crossing", "pass", "tunnel", "line"}},
	},
	"outlets":   {vocab: map[string][]string{"class": {"agency", "newspaper", "broadcaster", "site"}}},
	"equipment": {perForm: []string{"use"}, need: []string{"level"}, vocab: map[string][]string{"level": {"class", "model", "munition"}, "use": {"singular", "plural", "mass"}}},
	"roles":     {perForm: []string{"use"}, vocab: map[string][]string{"class": {"office", "public", "private"}, "use": {"singular", "plural", "title"}}},
	"counted":   {perForm: []string{"use"}, vocab: map[string][]string{"class": {"civilian", "military", "either"}, "use": {"singular", "plural"}}},
	"numbers":   {need: []string{"min"}, vocab: map[string][]string{"class": {"number", "multiplier", "quantifier", "ordinal"}, "approx": {"yes"}}},
	"hedges": {need: []string{"effect"}, vocab: map[string][]string{
		"class":  {"count", "epistemic"},
		"effect": {"approx", "min", "min-exclusive", "max", "max-exclusive", "exact", "only", "reported", "alleged", "apparent", "believed", "unconfirmed", "possible"},
	}},
	"times":     {need: []string{"from", "to"}, vocab: map[string][]string{"class": {"month", "weekday", "daypart", "relative", "unit"}}},
	"attitudes": {perForm: []string{"part", "class"}, may: []string{"forms"}, vocab: map[string][]string{"part": attitudeParts, "class": AttitudeClasses[1:]}},
}

var actorClasses = []string{"executive", "ministry", "armed-forces", "agency", "igo", "ngo", "monitor", "armed-group", "company", "court", "parliament", "police", "media", "party"}

var (
	lemmaForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	dayForm   = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	dateForm  = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)
)

type linter struct{ problems []Fault }

func (p *linter) say(t *Table, line int, format string, args ...any) {
	p.problems = append(p.problems, Fault{t.Name, line, fmt.Sprintf(format, args...)})
}

// table checks what can be seen in one table.
func (p *linter) table(fsys fs.FS, name string, rules rules) {
	t, err := readAny(fsys, name)
	p.problems = append(p.problems, faultsOf(name, err)...)
	if t == nil {
		return
	}
	for _, c := range slices.Concat(commonForm, commonNeed, rules.perForm, rules.may, rules.need, rules.dates) {
		if !slices.Contains(t.Columns, c) {
			return // Load says what the header should be
		}
	}
	p.headings(t)
	groups, _ := t.groups() // Load says what is out of place
	meanings := map[string]Row{}
	for _, rows := range groups {
		first := rows[0]
		for _, c := range slices.Concat(commonNeed, rules.need) {
			if t.Cell(first, c) == "" {
				p.say(t, first.Line, "%q has no %s", t.Cell(first, "lemma"), c)
			}
		}
		if !lemmaForm.MatchString(t.Cell(first, "lemma")) {
			p.say(t, first.Line, "lemma %q: write small letters, digits and single hyphens", t.Cell(first, "lemma"))
		}
		if d := t.Cell(first, "added"); !dayForm.MatchString(d) {
			p.say(t, first.Line, "added %q: write YYYY-MM-DD", d)
		}
		p.dates(t, first, rules.dates)
		for _, r := range rows {
			p.row(t, r, first, rules)
			p.meaning(t, r, first, meanings)
		}
	}
}

func (p *linter) dates(t *Table, r Row, columns []string) {
	last := ""
	for _, c := range columns {
		d := t.Cell(r, c)
		if d != "" && !dateForm.MatchString(d) {
			p.say(t, r.Line, "%s %q: write YYYY, YYYY-MM or YYYY-MM-DD", c, d)
		}
		if n := min(len(d), len(last)); d[:n] < last[:n] {
			p.say(t, r.Line, "%s %q is before %q", c, d, last)
		}
		last = d
	}
}

// row checks one form.
func (p *linter) row(t *Table, r, first Row, rules rules) {
	for i, cell := range r.Cells {
		column := t.Columns[i]
		p.cell(t, r, i, cell)
		formsOwn := i == 0 || slices.Contains(slices.Concat(commonForm, rules.perForm, rules.may), column)
		if !formsOwn && cell != "" && cell != first.Cells[i] {
			p.say(t, r.Line, "%s %q differs from line %d of the same lemma; leave it empty", column, cell, first.Line)
		}
		if words, bound := rules.vocab[column]; bound && cell != "" && !slices.Contains(words, cell) {
			p.say(t, r.Line, "%s %q is none of %s", column, cell, strings.Join(words, ", "))
		}
	}
	for _, c := range rules.perForm {
		if t.Cell(r, c) == "" {
			p.say(t, r.Line, "%q has no %s", r.Cells[0], c)
		}
	}
}

// meaning refuses one form for two entries of a table unless a note of either
// says so.
func (p *linter) meaning(t *Table, r, first Row, seen map[string]Row) {
	key := formKey(r.Cells[0])
	if key == "" {
		p.say(t, r.Line, "%q holds no letter or digit", r.Cells[0])
	}
	other, again := seen[key]
	if !again {
		seen[key] = first
		return
	}
	if other.Line != first.Line && t.Cell(r, "note") == "" && t.Cell(first, "note") == "" && t.Cell(other, "note") == "" {
		p.say(t, r.Line, "%q is also a form of %q; say so in a note or take it out", r.Cells[0], t.Cell(other, "lemma"))
	}
}

// formKey is what a form is looked up by, with the case that it asks for.
func formKey(form string) string {
	var b strings.Builder
	for a, ok := nextAtom(nil, form, 0); ok; a, ok = nextAtom(nil, form, a.end) {
		fmt.Fprintf(&b, "%s %t %t ", a.text, a.capital, a.capitals)
	}
	return b.String()
}

// references checks what the entries of one table say of those of others.
func (p *linter) references(l *Lexicon) {
	say := func(it Item, format string, args ...any) {
		p.problems = append(p.problems, Fault{it.file(), it.Line, it.ID + ": " + fmt.Sprintf(format, args...)})
	}
	want := func(it Item, column, id string) {
		if _, ok := l.Entry(id); !ok {
			say(it, "%s names %s, which no table has", column, id)
		}
	}
	side := func(it Item, column, code string) {
		if _, ok := l.byCode[code]; code != "" && !ok {
			say(it, "%s %q is no code of sides.tsv", column, code)
		}
	}
	codes := map[string]string{}
	for _, s := range l.Sides {
		if first, again := codes[s.Code]; again {
			say(s.Item, "code %q is that of %s", s.Code, first)
		}
		codes[s.Code] = s.ID
		if s.Capital != "" || s.Class == "country" {
			want(s.Item, "capital", "place:"+s.Capital)
		}
		side(s.Item, "allied", s.Allied)
	}
	for _, a := range l.Actors {
		side(a.Item, "side", a.Side)
	}
	for _, o := range l.Outlets {
		side(o.Item, "side", o.Side)
	}
	for _, q := range l.People {
		side(q.Item, "side", q.Side)
		want(q.Item, "role", "role:"+q.Role)
		if q.Of != "" {
			want(q.Item, "of", "actor:"+q.Of)
		}
	}
	ids := map[string]bool{}
	for _, q := range l.Places {
		if ids[q.ID] {
			say(q.Item, "a side has this lemma, and so its place")
		}
		ids[q.ID] = true
		side(q.Item, "country", q.Country)
		if q.Within != "" {
			want(q.Item, "within", "place:"+q.Within)
		}
	}
	for _, r := range l.Routes {
		side(r.Item, "country", r.Country)
		for _, b := range r.Between {
			want(r.Item, "between", "place:"+b)
		}
	}
	for _, e := range l.Equipment {
		if _, ok := l.ClassOf(e.Class); e.Level == "model" && !ok {
			say(e.Item, "class %q is no class of equipment", e.Class)
		}
	}
}

// readAny reads a table under the header that it has. It is nil when it has
// none or is not there.
func readAny(fsys fs.FS, name string) (*Table, error) {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, nil // Load says so
	}
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimRight(line, "\r\n"); line != "" && !strings.HasPrefix(line, "#") {
			return ReadTable(fsys, path.Clean(name), strings.Split(line, "\t")...)
		}
	}
	return nil, nil // Load says so
}
