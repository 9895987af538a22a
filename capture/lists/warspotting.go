package lists

import (
	"encoding/json"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"tallystick/evidence"
)

// warSpotting reads what WarSpotting gives out: the table of its dashboard,
// and the pages of its API, alone or one after another.
var warSpotting = Format{
	Name:  "warspotting",
	About: "WarSpotting's dashboard as CSV, or answers of its API as JSON",
	Read:  func(f File) iter.Seq2[Item, error] { return reading(f, readWarSpotting) },
}

var dashboard = columns{need: []string{"id", "type", "model", "status", "lost_by", "date", "nearest_location", "geolocation", "unit", "oryx_url", "Latitude", "Longitude"}}

func readWarSpotting(in *source, emit func(Item) error) error {
	seen := idSet{}
	if c := in.peek(); c == '{' || c == '[' {
		return readLosses(newScanner(in), seen, emit)
	}
	t, err := openTable(in)
	if err != nil {
		return err
	}
	if _, err := t.kind(dashboard); err != nil {
		return err
	}
	if err := t.unknown(emit); err != nil {
		return err
	}
	return t.each(emit, func() error {
		l := &evidence.Listing{List: "WarSpotting", Line: t.line}
		n := notes{l}
		n.loss(t.cell, seen)
		n.place("geolocation", t.cell("geolocation"), t.cell("Latitude"), t.cell("Longitude"))
		l.Address = n.address("oryx_url", t.cell("oryx_url"))
		for _, column := range t.extra {
			n.raw(column, t.cell(column))
		}
		return emit(lost(l, t.row()))
	})
}

// loss reads the cells that table and API have in common.
func (n notes) loss(cell func(string) string, seen idSet) {
	l := n.listing
	l.Entry = n.plain("id", cell("id"))
	l.Class = n.plain("type", cell("type"))
	l.Model = n.plain("model", cell("model"))
	l.Status = n.status("status", cell("status"))
	l.Side = n.plain("lost_by", cell("lost_by"))
	l.Happened = n.day("date", n.plain("date", cell("date")))
	l.Place = n.plain("nearest_location", cell("nearest_location"))
	l.Formation = n.plain("unit", cell("unit"))
	switch again, ok := seen.add(l.Entry); {
	case !ok:
		n.odd("id: no number that a list gives its units: %q", l.Entry)
	case again:
		n.odd("id: %s stands twice", l.Entry)
	}
}

// place reads a position that is given as one cell, as two, or both.
func (n notes) place(column, both, lat, lon string) {
	l := n.listing
	l.Lat, l.Lon = strings.TrimSpace(lat), strings.TrimSpace(lon)
	first, second, paired := strings.Cut(both, ",")
	first, second = strings.TrimSpace(first), strings.TrimSpace(second)
	switch empty := l.Lat == "" && l.Lon == ""; {
	case both == "" && !empty:
		n.odd("%s: empty, but Latitude and Longitude say %s, %s", column, lat, lon)
	case both != "" && !paired:
		n.odd("%s: no position: %q", column, both)
	case empty:
		l.Lat, l.Lon = first, second
	case !same(first, l.Lat) || !same(second, l.Lon):
		n.odd("%s: %q, but Latitude and Longitude say %s, %s", column, both, lat, lon)
	}
	if both != l.Lat+","+l.Lon {
		n.raw(column, both)
	}
	n.position(l.Lat, l.Lon)
}

// same reports whether two numbers are the same, however they are written.
func same(a, b string) bool {
	x, err := strconv.ParseFloat(a, 64)
	y, worse := strconv.ParseFloat(b, 64)
	return a == b || err == nil && worse == nil && x == y
}

// lost makes an item of a listing, or of its row when nobody lost it.
func lost(l *evidence.Listing, row string) Item {
	if l.Side == "" {
		return odd(l.Line, "lost_by", row, "nobody is said to have lost it: the row is not kept as a unit")
	}
	return Item{Listing: l}
}

// idSet is a set of small whole numbers: one bit for each, in blocks.
type idSet map[int64]*[1024]uint64

// mostID bounds the set, and with it what it takes: 12 MB.
const mostID = 100_000_000

// add puts a number into the set and reports whether it was there; not ok when
// the text is no number that it can hold.
func (s idSet) add(text string) (again, ok bool) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 || n >= mostID {
		return false, false
	}
	block := s[n>>16]
	if block == nil {
		block = new([1024]uint64)
		s[n>>16] = block
	}
	word, bit := &block[n>>6&1023], uint64(1)<<(n&63)
	again = *word&bit != 0
	*word |= bit
	return again, true
}

// readLosses reads the pages of the API: {"losses": [...]}.
func readLosses(s *scanner, seen idSet, emit func(Item) error) error {
	told := map[string]bool{}
	unknown := func(line int, name string) error {
		if told[name] || len(told) == mostColumns {
			return nil
		}
		told[name] = true
		return emit(odd(line, name, "", "the format knows no such name; what it says is kept with each unit"))
	}
	for {
		if c, err := s.next(); err == nil && c != '{' {
			return s.fault("%w: an answer of the API is an object with the name \"losses\"", ErrFormat)
		}
		line, column := s.line, s.column
		found := false
		err := s.object(func(name string) error {
			if name != "losses" {
				_, err := s.value()
				return err
			}
			found = true
			return s.array(func() error {
				item, others, err := readLoss(s, seen)
				if err != nil {
					return err
				}
				for _, name := range others {
					if err := unknown(s.line, name); err != nil {
						return err
					}
				}
				return emit(item)
			})
		})
		if err != nil {
			return err
		}
		if !found {
			return &Error{File: s.file, Line: line, Column: column, Err: fmt.Errorf("%w: an answer of the API is an object with the name \"losses\"", ErrFormat)}
		}
		if s.end() == nil {
			return nil
		}
	}
}

// readLoss reads one loss of the API, and returns the names in it that the
// format does not know.
func readLoss(s *scanner, seen idSet) (item Item, others []string, err error) {
	if c, err := s.next(); err == nil && c != '{' {
		return Item{}, nil, s.fault("%q stands where a loss should: an object with id, type, model, status", c)
	}
	l := &evidence.Listing{List: "WarSpotting", Line: s.line}
	n := notes{l}
	cells := map[string]string{}
	var sources []string
	var row strings.Builder
	err = s.object(func(name string) error {
		v, err := s.value()
		if err != nil {
			return err
		}
		fmt.Fprintf(&row, "%s: %s, ", name, v.text)
		if row.Len() > mostRow {
			return s.fault("a loss longer than %d bytes", mostRow)
		}
		switch name {
		case "id", "type", "model", "status", "lost_by", "date", "nearest_location", "geo", "unit", "comment":
			switch v.kind {
			case '[', '{':
				n.odd("%s: a text should stand here: %s", name, v.text)
				n.raw(name, v.text)
			case '"', '0':
				cells[name] = v.text
			case 't', 'N':
				n.odd("%s: a text should stand here: %s", name, v.text)
				cells[name] = v.text
			}
		case "sources", "photos", "tags":
			if name == "sources" {
				sources = n.texts(name, v)
			}
			if v.kind != 'n' && v.text != "[]" {
				n.raw(name, v.text)
			}
		default:
			others = append(others, name)
			n.raw(name, v.text)
		}
		return nil
	})
	if err != nil {
		return Item{}, nil, err
	}
	n.loss(func(name string) string { return cells[name] }, seen)
	n.place("geo", cells["geo"], "", "")
	l.Comment = cells["comment"]
	for _, source := range sources {
		if l.Address == "" {
			l.Address = n.address("sources", source)
		}
	}
	return lost(l, strings.TrimSuffix(row.String(), ", ")), others, nil
}

// texts returns the texts of a list, and notes what is none.
func (n notes) texts(name string, v value) []string {
	var texts []string
	if v.kind == 'n' {
		return nil
	}
	if json.Unmarshal([]byte(v.text), &texts) != nil {
		n.odd("%s: a list of texts should stand here: %s", name, v.text)
	}
	return texts
}
