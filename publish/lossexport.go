package publish

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"tallystick/evidence"
)

// LossColumns are the forms in which units are exported: the columns of each, in
// order, before those of LossTrail. "ours" has a row a unit; the others have one
// a listing, with the cells as the list had them. docs/datasets.md explains
// each.
var LossColumns = map[string][]string{
	"ours": {
		"side", "class", "model", "origin", "history", "counted_as", "lost_from", "lost_to", "place", "latitude", "longitude", "precision",
		"listed_as", "listed_on", "evidence", "rules",
	},
	"scrape":      {"country", "origin", "system", "status", "url", "date_recorded", "sysID", "imageID", "statusID", "matID"},
	"warspotting": {"id", "type", "model", "status", "lost_by", "date", "nearest_location", "geolocation", "unit", "oryx_url", "Latitude", "Longitude"},
}

// LossTrail are the columns that lead from each row back to the evidence.
var LossTrail = []string{"tallystick_unit", "tallystick_entry", "tallystick_recorded", "tallystick_list", "tallystick_edition", "tallystick_file", "tallystick_line"}

// LossWriter writes units as CSV. A cell that a spreadsheet would run as a
// formula is put behind an apostrophe; a number is not, whatever its sign.
type LossWriter struct {
	out     *csv.Writer
	form    string
	columns []string
	rule    evidence.FoldRule
}

// NewLossWriter writes the header of a form and returns what writes its rows.
// Ours says under which fate the rule counts a unit.
func NewLossWriter(w io.Writer, form string, rule evidence.FoldRule) (*LossWriter, error) {
	columns, ok := LossColumns[form]
	if !ok {
		return nil, fmt.Errorf("units are not written in columns called %q: there are ours, scrape and warspotting", form)
	}
	l := &LossWriter{csv.NewWriter(&legible{to: w}), form, columns, rule}
	return l, l.out.Write(slices.Concat(columns, LossTrail))
}

// Write writes one unit.
func (w *LossWriter) Write(u Unit) error {
	if w.form == "ours" {
		return w.row(w.ours(u), u, u.Trail)
	}
	for i, l := range u.Listings {
		cells := make([]string, len(w.columns))
		for j, column := range w.columns {
			cells[j] = cellOf(l, column)
		}
		if err := w.row(cells, u, u.Trail[i:i+1]); err != nil {
			return err
		}
	}
	return nil
}

// Close writes what is left.
func (w *LossWriter) Close() error {
	w.out.Flush()
	return w.out.Error()
}

func (w *LossWriter) row(cells []string, u Unit, trail []Trail) error {
	line := func(t Trail) string {
		if t.Line == 0 {
			return ""
		}
		return strconv.Itoa(t.Line)
	}
	file := func(t Trail) string {
		if len(t.Files) != 1 {
			return ""
		}
		return t.Files[0]
	}
	entry := u.Entry
	if len(trail) == 1 {
		entry = trail[0].Entry
	}
	cells = append(cells, u.ID, strconv.FormatInt(entry, 10), u.At.UTC().Format(time.RFC3339),
		list(trail, func(t Trail) string { return t.List }), list(trail, func(t Trail) string { return t.Edition }),
		list(trail, file), list(trail, line))
	for i, cell := range cells {
		cells[i] = harmless(cell)
	}
	return w.out.Write(cells)
}

func (w *LossWriter) ours(u Unit) []string {
	when, place := evidence.Interval{}, evidence.Place{}
	if u.When != nil {
		when = *u.When
	}
	if u.Place != nil {
		place = *u.Place
	}
	return []string{
		u.Side, u.Class, u.Model, u.Origin, string(u.History()), w.rule.Fold(u.History()), when.From, when.To, place.Name, degrees(place.Lat), degrees(place.Lon), place.Precision,
		list(u.Listings, func(l evidence.Listing) string { return strings.TrimSpace(l.Model + ", " + l.Status) }),
		list(u.Listings, func(l evidence.Listing) string { return l.Listed }), list(u.Addresses(), itself), list(u.Rules, itself),
	}
}

// cellOf returns a cell as the list had it: kept as it stood, or a field that is
// it word for word.
func cellOf(l evidence.Listing, column string) string {
	if raw, ok := l.Raw[column]; ok {
		return raw
	}
	switch column {
	case "country", "lost_by":
		return l.Side
	case "origin":
		return l.Origin
	case "system", "model":
		return l.Model
	case "type":
		return l.Class
	case "status":
		return l.Status
	case "url", "oryx_url":
		return l.Address
	case "date_recorded":
		return l.Listed
	case "date":
		return l.Happened
	case "id":
		return l.Entry
	case "nearest_location":
		return l.Place
	case "unit":
		return l.Formation
	case "Latitude":
		return l.Lat
	case "Longitude":
		return l.Lon
	case "geolocation":
		if l.Lat != "" || l.Lon != "" {
			return l.Lat + "," + l.Lon
		}
	}
	return ""
}

// Change is what became of a unit in a total.
type Change struct {
	Entry  int64
	At     time.Time // ledger time
	Unit   string
	Change string
	Reason string // for the desk
	Was    *evidence.Bucket
	Now    *evidence.Bucket
}

// ChangeColumns are the columns of the changes between two totals.
var ChangeColumns = []string{
	"entry", "recorded", "tallystick_unit", "change", "was_side", "was_class", "was_model", "was_history", "now_side", "now_class", "now_model", "now_history", "reason",
}

// ChangeWriter writes the changes between two totals as CSV.
type ChangeWriter struct{ out *csv.Writer }

// NewChangeWriter writes the header and returns what writes the rows.
func NewChangeWriter(w io.Writer) (*ChangeWriter, error) {
	c := &ChangeWriter{csv.NewWriter(&legible{to: w})}
	return c, c.out.Write(ChangeColumns)
}

// Write writes one change.
func (w *ChangeWriter) Write(c Change) error {
	cells := []string{strconv.FormatInt(c.Entry, 10), c.At.UTC().Format(time.RFC3339), c.Unit, c.Change}
	for _, b := range []*evidence.Bucket{c.Was, c.Now} {
		if b == nil {
			b = &evidence.Bucket{}
		}
		cells = append(cells, b.Side, b.Class, b.Model, string(b.History))
	}
	cells = append(cells, c.Reason)
	for i, cell := range cells {
		cells[i] = harmless(cell)
	}
	return w.out.Write(cells)
}

// Close writes what is left.
func (w *ChangeWriter) Close() error {
	w.out.Flush()
	return w.out.Error()
}
