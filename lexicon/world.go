package lexicon

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"
)

// PlaceColumns is the header of world.tsv and of every gazetteer in a file of
// its own. A row is a place; cells of several names have ";" between.
var PlaceColumns = []string{"name", "also", "people", "short", "class", "country", "part", "lat", "lon", "thousands", "note"}

// PlaceClasses is what a row of a gazetteer may be.
var PlaceClasses = []string{"continent", "world-region", "sea", "river", "lake", "mountain", "island", "part", "county", "city", "town", "village", "district", "landmark"}

// Gazetteer returns the places that are built in: those of sides.tsv and
// places.tsv first, then those of world.tsv.
func (l *Lexicon) Gazetteer() *Gazetteer { return l.gazetteer }

// loadWorld puts all places into one gazetteer. It comes after the tables of
// sides and places.
func (l *Lexicon) loadWorld(fsys fs.FS) error {
	b, err := fs.ReadFile(fsys, "world.tsv")
	if err != nil {
		err = Fault{File: "world.tsv", What: "cannot be read: " + reason(err)}
	}
	text := string(b)
	rows := strings.Count(text, "\n")
	g := newGazetteer(rows+len(l.Sides)+len(l.Places), rows*3/2+8*len(l.Sides)+2*len(l.Places))
	l.gazetteer = g
	for _, s := range l.Sides {
		at := g.place(s.Item, "sides.tsv", s.Code, s.Lat, s.Lon)
		for _, f := range s.Forms {
			switch f.Use {
			case UseName:
				g.add(at, f.Text, OfPlace, false)
			case UseAdjective, UsePerson, UsePeople:
				g.add(at, f.Text, OfPeople, false)
			}
		}
	}
	capitals := make(map[string]bool, len(l.Sides))
	for _, s := range l.Sides {
		if s.Capital != "" {
			capitals[string(KindPlace)+":"+s.Capital] = true
		}
	}
	for _, p := range l.Places {
		if p.Class == "country" {
			continue // its side stands already
		}
		at := g.place(p.Item, "places.tsv", p.Country, p.Lat, p.Lon)
		g.Places[at].Capital = capitals[p.ID]
		for _, f := range p.Forms {
			form, _, _ := strings.Cut(f.Text, ",") // "Tripoli, Lebanon": here the text says which
			g.add(at, form, OfPlace, false)
		}
	}
	return errors.Join(err, g.read("world.tsv", text))
}

// mostFaults bounds what is told of a file that may have thousands.
const mostFaults = 20

// ReadGazetteer reads a gazetteer in a file of its own, in the format of
// world.tsv. An error joins the first things that are wrong with it, each with
// its line.
func ReadGazetteer(name, text string) (*Gazetteer, error) {
	rows := strings.Count(text, "\n")
	g := newGazetteer(rows, 2*rows)
	if err := g.read(name, text); err != nil {
		faults := faultsOf(name, err)
		if n := len(faults) - mostFaults; n > 0 {
			faults = append(faults[:mostFaults], Fault{name, 0, fmt.Sprintf("and %d more", n)})
		}
		told := make([]error, len(faults))
		for i, f := range faults {
			told[i] = f
		}
		return nil, errors.Join(told...)
	}
	if len(g.Places) == 0 {
		return nil, (&Table{Name: name}).fault(0, "holds no place; \"tallystick gazetteer import\" makes such a file")
	}
	sum := sha256.Sum256([]byte(text))
	g.fingerprint = hex.EncodeToString(sum[:])[:12]
	return g, nil
}

// place makes a place of an entry of another table.
func (g *Gazetteer) place(it Item, table, country string, lat, lon float64) int {
	g.Places = append(g.Places, Located{
		Name: it.Name, Class: it.Class, Country: country, Lat: hundredths(lat), Lon: hundredths(lon), Table: table, Line: it.Line, Note: it.Note,
	})
	return len(g.Places) - 1
}

// hundredths rounds degrees. The conversion keeps a machine that could from
// multiplying and adding in one step, which rounds otherwise.
func hundredths(degrees float64) int32 {
	if degrees < 0 {
		return int32(float64(degrees*100) - 0.5)
	}
	return int32(float64(degrees*100) + 0.5)
}

// read adds the rows of a file. It goes on after a fault, and returns all of
// them.
func (g *Gazetteer) read(name, text string) error {
	t := &Table{Name: name}
	var faults []error
	header, number, others, valid := false, 0, len(g.Places) > 0, utf8.ValidString(text)
	for line := range strings.Lines(strings.TrimPrefix(text, byteOrderMark)) {
		number++
		line = withoutEnd(line)
		switch {
		case !header && strings.HasPrefix(line, "#"):
		case line == "":
		case !valid && !utf8.ValidString(line):
			faults = append(faults, t.fault(number, "is not UTF-8: save the file in that encoding"))
		case !header:
			if columns := strings.Split(line, "\t"); !slices.Equal(columns, PlaceColumns) {
				return t.fault(number, "the header reads %q; write %q", columns, PlaceColumns)
			}
			header = true
		default:
			if err := g.row(t, number, line, others); err != nil {
				faults = append(faults, err)
			}
		}
	}
	if !header && text != "" {
		faults = append(faults, t.fault(0, "no header row; write %q", PlaceColumns))
	}
	return errors.Join(faults...)
}

// row adds one row. Where other tables were read before, it may say again a
// place of theirs.
func (g *Gazetteer) row(t *Table, number int, line string, others bool) error {
	if n := strings.Count(line, "\t") + 1; n > len(PlaceColumns) {
		return t.fault(number, "%d cells under %d columns; take out a tab", n, len(PlaceColumns))
	}
	var cells [11]string
	for i := range cells {
		cells[i], line, _ = strings.Cut(line, "\t")
	}
	p := Located{Name: cells[0], Country: cells[5], Part: cells[6], Table: t.Name, Line: number, Note: cells[10]}
	class := slices.Index(PlaceClasses, cells[4])
	var faults [3]string
	p.Lat, faults[0] = degrees("lat", cells[7], 90)
	p.Lon, faults[1] = degrees("lon", cells[8], 180)
	if n, ok := fixed(cells[9], 0); ok && n >= 0 {
		p.Thousands = n
	} else if cells[9] != "" {
		faults[2] = fmt.Sprintf("thousands %q is no whole number", cells[9])
	}
	for _, f := range faults {
		if f != "" {
			return t.fault(number, "%s", f)
		}
	}
	switch {
	case p.Name == "":
		return t.fault(number, "a row needs a name")
	case class < 0:
		return t.fault(number, "class %q is none of %s", cells[4], strings.Join(PlaceClasses, ", "))
	}
	p.Class = PlaceClasses[class]
	k, ok := keyOf(p.Name)
	if !ok {
		return t.fault(number, "name %q holds no letter, or more than %d words", p.Name, maxAtoms)
	}
	at := -1
	if others {
		at = g.same(k, &p)
	}
	if at < 0 {
		g.Places = append(g.Places, p)
		at = len(g.Places) - 1
	} else {
		g.Places[at].merge(&p)
	}
	g.addUnder(k, placeName{p.Name, int32(at), -1, OfPlace, false})
	for use, cell := range cells[1:4] {
		for cell != "" {
			var form string
			form, cell, _ = strings.Cut(cell, ";")
			g.add(at, form, NameUse(use), use == 0)
		}
	}
	return nil
}

// merge adds what a later table says of a place: its part of the country, its
// inhabitants, and of an area whether it is a continent or a part of a state.
// The point of the earlier table stands.
func (q *Located) merge(p *Located) {
	q.Part, q.Thousands = p.Part, p.Thousands
	if !pointLike(p.Class) {
		q.Class = p.Class
	}
}

// same returns the place of another table that a row says again: one of its
// name in its country, near it, of a like size; -1 when there is none.
func (g *Gazetteer) same(k key, p *Located) int {
	for i := range g.under(k) {
		n := &g.names[i]
		q := &g.Places[n.place]
		if q.Table == p.Table || q.Country != p.Country && p.Country != "" || n.use != OfPlace || pointLike(q.Class) != pointLike(p.Class) {
			continue
		}
		near := int32(50)
		switch {
		case p.Class == "continent" || p.Class == "world-region":
			near = 4000
		case !pointLike(p.Class):
			near = 300
		}
		if abs(p.Lat-q.Lat) < near && abs(p.Lon-q.Lon) < 2*near {
			return int(n.place)
		}
	}
	return -1
}

// pointLike reports whether places of a class are small against a country's
// part.
func pointLike(class string) bool {
	switch class {
	case "city", "town", "village", "landmark", "feature":
		return true
	}
	return false
}

func abs(n int32) int32 { return max(n, -n) }

// degrees reads a cell of degrees as hundredths.
func degrees(column, cell string, most int32) (int32, string) {
	n, ok := fixed(cell, 2)
	if !ok || abs(n) > most*100 {
		return 0, fmt.Sprintf("%s %q is no number from -%d to %d", column, cell, most, most)
	}
	return n, ""
}

// fixed reads a decimal number as a whole number of its last place, which it
// cuts off at the given number of places.
func fixed(s string, places int) (n int32, ok bool) {
	s, negative := strings.CutPrefix(s, "-")
	whole, fraction, point := strings.Cut(s, ".")
	if whole == "" || point && (fraction == "" || places == 0) || len(whole) > 7 {
		return 0, false
	}
	for _, c := range []byte(whole) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int32(c-'0')
	}
	for i := range places {
		n *= 10
		if i < len(fraction) {
			n += int32(fraction[i] - '0')
		}
	}
	for _, c := range []byte(fraction) {
		if c < '0' || c > '9' {
			return 0, false
		}
	}
	if negative {
		n = -n
	}
	return n, true
}
