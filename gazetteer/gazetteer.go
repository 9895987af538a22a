// Package gazetteer makes a gazetteer file, in the format of the lexicon's
// world.tsv, out of the dumps of GeoNames: cities500.txt or one of its larger
// or smaller sisters, with alternateNamesV2.txt for the names by which places
// are known in English. The dumps are streamed; what is held is the result.
//
// A row of a dump that is not as GeoNames documents it is told to the caller
// and left out; it never ends the work.
package gazetteer

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tallystick/lexicon"
)

// Fault is a row that was left out.
type Fault struct {
	File string
	Line int
	Why  string
}

func (f Fault) Error() string { return fmt.Sprintf("%s: line %d: %s", f.File, f.Line, f.Why) }

// Gazetteer is what was taken from the dumps.
type Gazetteer struct {
	Places []Place
	Names  int // names of theirs beside the first
	Passed int // rows of places that are no towns or villages
}

// Place is a town or village.
type Place struct {
	ID            int64 // geonameid
	Name          string
	Also          []string
	Class         string // as world.tsv has it
	Country, Part string
	Lat, Lon      string // degrees, two decimals
	Thousands     int64
	line          int
}

// The columns of the dumps, as their readme names them.
const (
	cityColumns = 19
	nameColumns = 10
)

// Cities reads a dump of places. odd is told each row that is left out.
func Cities(dump io.Reader, file string, odd func(Fault)) (*Gazetteer, error) {
	g := &Gazetteer{}
	at := map[int64]int{}
	err := rows(dump, file, cityColumns, odd, func(line int, c [][]byte) string {
		if string(c[6]) != "P" {
			g.Passed++
			return ""
		}
		p, why := city(c)
		if why != "" {
			return why
		}
		if first, again := at[p.ID]; again {
			return fmt.Sprintf("geonameid %d stood already at line %d", p.ID, first)
		}
		p.line, at[p.ID] = line, line
		g.Places = append(g.Places, p)
		return ""
	})
	if err == nil && len(g.Places) == 0 {
		err = fmt.Errorf("%s: no town or village in it; is it cities500.txt, or its zip, of https://download.geonames.org/export/dump/?", file)
	}
	slices.SortFunc(g.Places, func(a, b Place) int { return cmp.Compare(a.ID, b.ID) })
	return g, err
}

// city reads one row of a place.
func city(c [][]byte) (p Place, why string) {
	id, err := strconv.ParseInt(string(c[0]), 10, 64)
	if err != nil || id <= 0 {
		return p, fmt.Sprintf("geonameid %q is no whole number", c[0])
	}
	p = Place{ID: id, Name: string(c[1])}
	if !writable(p.Name) {
		return p, fmt.Sprintf("name %q is empty, too long or holds marks that a table cannot", c[1])
	}
	if plain := string(c[2]); writable(plain) && lexicon.Fold(plain) != lexicon.Fold(p.Name) {
		p.Also = append(p.Also, plain)
	}
	if p.Lat, why = degrees("latitude", c[4], 90); why != "" {
		return p, why
	}
	if p.Lon, why = degrees("longitude", c[5], 180); why != "" {
		return p, why
	}
	var ok bool
	if p.Country, ok = countries[string(c[8])]; !ok {
		return p, fmt.Sprintf("country code %q is not in ISO 3166", c[8])
	}
	people := int64(0)
	if len(c[14]) > 0 {
		if people, err = strconv.ParseInt(string(c[14]), 10, 64); err != nil || people < 0 || people > 100_000_000 {
			return p, fmt.Sprintf("population %q is no number of people", c[14])
		}
	}
	p.Thousands = (people + 500) / 1000
	switch {
	case string(c[7]) == "PPLX":
		p.Class = "district"
	case people >= 100_000:
		p.Class = "city"
	case people >= 5_000:
		p.Class = "town"
	default:
		p.Class = "village"
	}
	if p.Country == "USA" && len(c[10]) == 2 {
		p.Part = string(c[10])
	} else {
		p.Part = parts[string(c[8])+"."+string(c[10])]
	}
	return p, ""
}

// degrees reads a coordinate and writes it with two decimals, which is a
// kilometre: nobody needs a place of a report more finely.
func degrees(what string, cell []byte, most float64) (string, string) {
	n, err := strconv.ParseFloat(string(cell), 64)
	if err != nil || !(n >= -most && n <= most) {
		return "", fmt.Sprintf("%s %q is no number from -%g to %g", what, cell, most, most)
	}
	return strconv.FormatFloat(n, 'f', 2, 64), ""
}

// AddNames reads a dump of alternate names and adds those under which English
// texts may name the places: English ones and those of no language, in Latin
// letters, without nicknames.
func (g *Gazetteer) AddNames(dump io.Reader, file string, odd func(Fault)) error {
	return rows(dump, file, nameColumns, odd, func(_ int, c [][]byte) string {
		id, err := strconv.ParseInt(string(c[1]), 10, 64)
		if err != nil || id <= 0 {
			return fmt.Sprintf("geonameid %q is no whole number", c[1])
		}
		k, known := slices.BinarySearchFunc(g.Places, id, func(p Place, id int64) int { return cmp.Compare(p.ID, id) })
		if language := string(c[2]); !known || language != "" && language != "en" || string(c[6]) == "1" {
			return ""
		}
		name := strings.TrimSpace(string(c[3]))
		if !writable(name) {
			return fmt.Sprintf("name %q is empty, too long or holds marks that a table cannot", c[3])
		}
		if !latin(name) {
			return ""
		}
		p := &g.Places[k]
		same := func(other string) bool { return lexicon.Fold(other) == lexicon.Fold(name) }
		if !same(p.Name) && !slices.ContainsFunc(p.Also, same) {
			p.Also = append(p.Also, name)
			g.Names++
		}
		return ""
	})
}

// writable reports whether a name may stand in a cell among others.
func writable(name string) bool {
	return name != "" && len(name) <= 200 && name == strings.TrimSpace(name) && !strings.ContainsFunc(name, func(r rune) bool { return r == ';' || r == '"' || unicode.IsControl(r) })
}

// latin reports whether a name has a capital and no letter of another script,
// and is long enough to mean something.
func latin(name string) bool {
	capital := false
	for _, r := range name {
		if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) {
			return false
		}
		capital = capital || unicode.IsUpper(r)
	}
	return capital && utf8.RuneCountInString(name) > 2
}

// rows hands on the cells of each row that has as many columns as it should.
// What row says is wrong with one, and rows that cannot be cut, odd is told.
func rows(dump io.Reader, file string, columns int, odd func(Fault), row func(line int, cells [][]byte) string) error {
	lines := bufio.NewReaderSize(dump, 1<<20)
	cells := make([][]byte, 0, columns+1)
	for n := 1; ; n++ {
		line, err := lines.ReadSlice('\n')
		if err == bufio.ErrBufferFull {
			odd(Fault{file, n, "is longer than a mebibyte"})
			for err == bufio.ErrBufferFull {
				_, err = lines.ReadSlice('\n')
			}
			line = nil
		}
		if line = bytes.TrimRight(line, "\r\n"); len(line) > 0 {
			cells = cells[:0]
			for rest, more := line, true; more && len(cells) <= columns; {
				var cell []byte
				cell, rest, more = bytes.Cut(rest, []byte{'\t'})
				cells = append(cells, cell)
			}
			why := ""
			switch {
			case !utf8.Valid(line):
				why = "is not UTF-8"
			case len(cells) != columns:
				why = fmt.Sprintf("has %d columns, want %d", bytes.Count(line, []byte{'\t'})+1, columns)
			default:
				why = row(n, cells)
			}
			if why != "" {
				odd(Fault{file, n, why})
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: line %d: reading stopped: %w", file, n, err)
		}
	}
}
