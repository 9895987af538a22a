package lists

import (
	"iter"

	"tallystick/evidence"
)

// oryxCSV reads the files of the public scrape of Oryx's lists. Which file it
// is, is told by its first line.
var oryxCSV = Format{
	Name:  "oryx-csv",
	About: "the files of the scrape of Oryx's lists: event_*.csv, totals_by_type.csv, totals_by_system_wide.csv, daily_count.csv",
	Merge: true,
	Read:  func(f File) iter.Seq2[Item, error] { return reading(f, readScrape) },
}

// oryx names the list that the scrape is of.
const oryx = "Oryx"

var (
	eventColumns  = columns{need: []string{"country", "origin", "system", "status", "url", "date_recorded"}, also: scrapeIDs}
	dailyColumns  = columns{need: []string{"country", "equipment_type", "destroyed", "abandoned", "captured", "damaged", "type_total", "date_recorded"}, also: diffColumns()}
	typeColumns   = columns{need: dailyColumns.need[:7]}
	systemColumns = columns{need: []string{"country", "system", "destroyed", "captured", "abandoned", "damaged", "total"}}
)

// scrapeIDs are the scrape's own numbers. Each scrape counts anew, so that
// they name nothing, and are not kept with a unit.
var scrapeIDs = []string{"sysID", "imageID", "statusID", "matID"}

// firstScrape is the day of the scrape's first run: what had been listed
// before it bears that date.
const firstScrape = "2022-03-19"

func readScrape(in *source, emit func(Item) error) error {
	t, err := openTable(in)
	if err != nil {
		return err
	}
	kind, err := t.kind(eventColumns, dailyColumns, typeColumns, systemColumns)
	if err != nil {
		return err
	}
	if err := t.unknown(emit); err != nil {
		return err
	}
	switch kind {
	case 0:
		return t.each(emit, func() error { return emit(event(t)) })
	case 1:
		return readDaily(t, emit)
	case 2:
		return readTypes(t, emit)
	}
	return t.each(emit, func() error { return emit(bySystem(t)) })
}

// event reads a row of event_*.csv: one unit under one status.
func event(t *table) Item {
	l := &evidence.Listing{List: oryx, Line: t.line}
	n := notes{l}
	l.Side = n.plain("country", t.cell("country"))
	l.Origin = n.plain("origin", t.cell("origin"))
	system := t.cell("system")
	l.Model = n.plain("system", system)
	if count, name := leaked(l.Model); count != "" {
		l.Model = name
		n.raw("system", system)
		n.odd("system: the list's running count stands before the name")
	}
	l.Status = n.status("status", t.cell("status"))
	l.Address = n.address("url", t.cell("url"))
	l.Listed = n.day("date_recorded", n.plain("date_recorded", t.cell("date_recorded")))
	if l.Listed == firstScrape {
		n.odd("date_recorded: the day of the scrape's first run, not that of the listing")
	}
	for _, column := range t.extra {
		n.raw(column, t.cell(column))
	}
	if l.Side == "" {
		return odd(t.line, "country", t.row(), "nobody is said to have lost it: the row is not kept as a unit")
	}
	return Item{Listing: l}
}
