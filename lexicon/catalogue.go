package lexicon

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

// catalogueFolder holds the tables that only lists of losses are read with.
// Claims are not: the tables are no part of the lexicon's fingerprint.
const catalogueFolder = "losses"

// Catalogue is what lists of losses are read with: the taxonomy of equipment,
// what others' headings cover in it, models, the words that tell a class, and
// the words that tell a fate. It is never changed after it was loaded.
type Catalogue struct {
	Classes  []EquipmentClass
	Headings []Heading
	Models   []Model // in the order of models.tsv
	Kinds    []KindWords
	Fates    []FateWords

	classes     map[string]int // index in Classes by singular
	fingerprint string
}

// EquipmentClass is a class of the taxonomy.
type EquipmentClass struct {
	Singular string
	Plural   string // as a heading
	Within   string // the class that it belongs to; empty for the root
	What     string // what belongs to it, in a few words
	Line     int
}

// How much of a class a heading covers.
const (
	CoversWhole = "whole"
	CoversPart  = "part"
	CoversRest  = "rest" // nothing: the class of a unit under the heading whose model tells none
)

// Heading is one class that a foreign heading, type or column covers.
type Heading struct {
	Format string // "oryx", "warspotting", "official-claims"
	Text   string // as the format prints it
	Class  string
	Share  string // CoversWhole, CoversPart or CoversRest
	Note   string
	Line   int
}

// Model is a model of equipment.
type Model struct {
	Name   string // as pages show it
	Also   []string
	Class  string
	Origin string // code of the side that made it
	Line   int
}

// KindWords are words that tell the class of a unit.
type KindWords struct {
	Words string // small letters and digits, single spaces
	Class string
	Drop  bool // the words say the class alone and are no part of a model's name
	Last  bool // the class of the model that a name begins with goes before them
	Line  int
}

// What words of fates.tsv may say instead of a fate.
const (
	Aside  = "aside"  // opens words that tell no fate
	Unsaid = "unsaid" // opens words whose fates are not said to have befallen
)

// FateWords are words for what became of a unit.
type FateWords struct {
	Words string
	Fates []string // evidence's; none when the words tell none
	Opens string   // Aside, Unsaid or empty
	Said  string   // kept with the fate; empty when the fate's own word says it
	Line  int
}

// Catalogue returns the catalogue that stands beside the lexicon's tables, read
// on the first call. It panics when the catalogue has a fault: Lint finds all
// of them, and tests prove that the built-in one has none.
func (l *Lexicon) Catalogue() *Catalogue { return l.catalogue() }

func catalogueOnce(fsys fs.FS) func() *Catalogue {
	return sync.OnceValue(func() *Catalogue {
		c, err := LoadCatalogue(fsys)
		if err != nil {
			panic("catalogue of losses: " + err.Error())
		}
		return c
	})
}

// Fingerprint names the state of the catalogue's tables as Lexicon.Fingerprint
// does that of the others.
func (c *Catalogue) Fingerprint() string { return c.fingerprint }

// Class returns the class of that singular.
func (c *Catalogue) Class(singular string) (EquipmentClass, bool) {
	i, ok := c.classes[singular]
	if !ok {
		return EquipmentClass{}, false
	}
	return c.Classes[i], true
}

// Within reports whether a class is another one or belongs to it, however far
// down.
func (c *Catalogue) Within(class, other string) bool {
	for steps := 0; class != "" && steps <= len(c.Classes); steps++ {
		if class == other {
			return true
		}
		of, _ := c.Class(class)
		class = of.Within
	}
	return false
}

// LoadCatalogue reads the catalogue's tables. An error joins all that is wrong
// with them.
func LoadCatalogue(fsys fs.FS) (*Catalogue, error) {
	c := &Catalogue{classes: map[string]int{}}
	h := sha256.New()
	var faults []error
	read := func(name string, columns []string, row func(t *Table, r Row)) {
		name = catalogueFolder + "/" + name
		t, err := ReadTable(fsys, name, columns...)
		faults = append(faults, err)
		if t == nil {
			return
		}
		b, _ := fs.ReadFile(fsys, name) // ReadTable could
		fmt.Fprintf(h, "%s %d\n", name, len(b))
		h.Write(b)
		for _, r := range t.Rows {
			row(t, r)
		}
	}
	read("classes.tsv", []string{"class", "plural", "within", "what"}, func(t *Table, r Row) {
		c.classes[r.Cells[0]] = len(c.Classes)
		c.Classes = append(c.Classes, EquipmentClass{r.Cells[0], r.Cells[1], r.Cells[2], r.Cells[3], r.Line})
	})
	read("headings.tsv", []string{"format", "heading", "class", "share", "note"}, func(t *Table, r Row) {
		c.Headings = append(c.Headings, Heading{r.Cells[0], r.Cells[1], r.Cells[2], r.Cells[3], r.Cells[4], r.Line})
	})
	read("models.tsv", []string{"model", "also", "class", "origin", "note"}, func(t *Table, r Row) {
		m := Model{Name: r.Cells[0], Class: r.Cells[2], Origin: r.Cells[3], Line: r.Line}
		if r.Cells[1] != "" {
			m.Also = strings.Split(r.Cells[1], ";")
		}
		c.Models = append(c.Models, m)
	})
	read("kinds.tsv", []string{"words", "class", "use"}, func(t *Table, r Row) {
		c.Kinds = append(c.Kinds, KindWords{r.Cells[0], r.Cells[1], r.Cells[2] == "drop", r.Cells[2] == "last", r.Line})
	})
	read("fates.tsv", []string{"words", "fates", "said", "note"}, func(t *Table, r Row) {
		f := FateWords{Words: r.Cells[0], Said: r.Cells[2], Line: r.Line}
		switch fates := r.Cells[1]; fates {
		case "":
		case Aside, Unsaid:
			f.Opens = fates
		default:
			f.Fates = strings.Split(fates, ",")
		}
		c.Fates = append(c.Fates, f)
	})
	c.fingerprint = hex.EncodeToString(h.Sum(nil))[:12]
	faults = append(faults, c.check()...)
	return c, errors.Join(faults...)
}

// check holds the tables against each other: what it finds would make a unit
// be read wrongly.
func (c *Catalogue) check() []error {
	var faults []error
	say := func(table string, line int, format string, args ...any) {
		faults = append(faults, Fault{catalogueFolder + "/" + table, line, fmt.Sprintf(format, args...)})
	}
	known := func(table string, line int, class string) {
		if _, ok := c.classes[class]; !ok {
			say(table, line, "class %q is not one of classes.tsv", class)
		}
	}
	for i, k := range c.Classes {
		if c.classes[k.Singular] != i {
			say("classes.tsv", k.Line, "%q stands twice", k.Singular)
		}
		if k.Within != "" {
			known("classes.tsv", k.Line, k.Within)
		}
		if root := c.Classes[0].Singular; !c.Within(k.Singular, root) {
			say("classes.tsv", k.Line, "%q does not lie within %q, the first class", k.Singular, root)
		}
	}
	for _, h := range c.Headings {
		known("headings.tsv", h.Line, h.Class)
		if !slices.Contains([]string{CoversWhole, CoversPart, CoversRest}, h.Share) {
			say("headings.tsv", h.Line, "share %q is none of whole, part, rest", h.Share)
		}
	}
	for _, m := range c.Models {
		known("models.tsv", m.Line, m.Class)
	}
	for _, k := range c.Kinds {
		known("kinds.tsv", k.Line, k.Class)
	}
	return faults
}
