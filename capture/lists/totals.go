package lists

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tallystick/evidence"
)

// mostSeries bounds how many totals are followed from day to day.
const mostSeries = 4096

// allTypes is the scrape's word for the whole list of a country.
const allTypes = "All Types"

// counted are the columns of a total: the whole, and its fates.
var counted = []string{"type_total", evidence.Destroyed, evidence.Abandoned, evidence.Captured, evidence.Damaged}

func diffColumns() []string {
	var all []string
	for _, c := range counted {
		all = append(all, c+"_diff", c+"_diff_diff")
	}
	return all
}

// numbered is a class with numbers in it: "Losses excluding Recon Drones and
// Trucks - 17594, of which: destroyed: 13425, damaged: 803".
var numbered = regexp.MustCompile(`^(.+?) - (\d+), of which:?(.*)$`)

// total reads the cells of a total under some name. The whole is the first
// part; a cell that holds no number is no part. The numbers are those of
// counted, in its order; those that are not there are nil.
func total(t *table, of, name, whole string) (*evidence.Tally, []*int64) {
	tally := &evidence.Tally{By: oryx, List: oryx, Of: oneLine(t.cell(of)), Reach: evidence.Cumulative, Said: name, Line: t.line}
	numbers := make([]*int64, len(counted))
	known := int64(0)
	for i, column := range counted {
		if i == 0 {
			column = whole
		}
		n, ok := wholeNumber(t.cell(column))
		if !ok {
			tally.Odd = append(tally.Odd, fmt.Sprintf("%s: no whole number: %q", column, t.cell(column)))
			continue
		}
		if n < 0 {
			tally.Odd = append(tally.Odd, fmt.Sprintf("%s: below zero: %d", column, n))
		}
		numbers[i] = &n
		part := evidence.Part{Said: column, Min: &n, Max: &n}
		if i > 0 {
			part.Fate = column
			known += n
			if numbers[0] != nil {
				part.PartOf = []int{0}
			}
		}
		tally.Parts = append(tally.Parts, part)
	}
	if !slices.Contains(numbers, nil) && known != *numbers[0] {
		tally.Odd = append(tally.Odd, fmt.Sprintf("%s: %d, but destroyed, abandoned, captured and damaged add up to %d", whole, *numbers[0], known))
	}
	return tally, numbers
}

// byType reads the total of a class, or of a heading above several.
func byType(t *table) (*evidence.Tally, []*int64) {
	said := t.cell("equipment_type")
	name := oneLine(said)
	parts := numbered.FindStringSubmatch(name)
	if parts != nil {
		name = parts[1]
	}
	tally, numbers := total(t, "country", name, counted[0])
	if oneLine(said) != said {
		tally.Odd = append(tally.Odd, fmt.Sprintf("equipment_type: %s: %q", untidy, said))
	}
	if parts != nil {
		tally.Odd = append(tally.Odd, fmt.Sprintf("equipment_type: a heading with numbers of its own stands for a type: %q", said))
		tally.Odd = append(tally.Odd, contradicted(parts[2], parts[3], numbers)...)
	}
	for i := range tally.Parts {
		if name != allTypes {
			tally.Parts[i].Class = name
		}
	}
	return tally, numbers
}

// isNumbered reports whether a heading with numbers stands for the type.
func isNumbered(t *table) bool { return numbered.MatchString(oneLine(t.cell("equipment_type"))) }

// contradicted says which numbers of a heading differ from the cells beside
// it.
func contradicted(whole, fates string, numbers []*int64) []string {
	said := map[string]string{counted[0]: whole}
	for _, f := range strings.Split(fates, ",") {
		word, number, _ := strings.Cut(strings.TrimSpace(f), ": ")
		said[word] = number
	}
	var odd []string
	for i, column := range counted {
		if s, ok := said[column]; ok && numbers[i] != nil && s != strconv.FormatInt(*numbers[i], 10) {
			odd = append(odd, fmt.Sprintf("%s: %d, but the heading says %s", column, *numbers[i], s))
		}
	}
	return odd
}

// stated makes an item of a tally, or of what is wrong with it when it states
// nothing.
func stated(t *table, tally *evidence.Tally) Item {
	if len(tally.Parts) == 0 || tally.Of == "" {
		return odd(t.line, "", t.row(), strings.Join(append(tally.Odd, "the row states no total of anybody's losses"), "; "))
	}
	return Item{Tally: tally}
}

// bySystem reads a row of totals_by_system_wide.csv.
func bySystem(t *table) Item {
	said := t.cell("system")
	_, model := leaked(oneLine(said))
	tally, _ := total(t, "country", model, "total")
	if model != said {
		tally.Odd = append(tally.Odd, fmt.Sprintf("system: a running count or spaces stand with the name: %q", said))
	}
	for i := range tally.Parts {
		tally.Parts[i].Model = model
	}
	return stated(t, tally)
}

// whole is what All Types of a country says, and what its classes add up to.
type whole struct {
	of      string
	line    int
	said    []*int64
	classes int
	sum     []int64
}

// readTypes reads totals_by_type.csv, and holds All Types of each country
// against its classes.
func readTypes(t *table, emit func(Item) error) error {
	var wholes []*whole
	err := t.each(emit, func() error {
		tally, numbers := byType(t)
		i := slices.IndexFunc(wholes, func(w *whole) bool { return w.of == tally.Of })
		if i < 0 {
			if i = len(wholes); i == mostColumns {
				return t.fault(t.line, 0, fmt.Errorf("%w: it tells of more than %d countries", ErrFormat, mostColumns))
			}
			wholes = append(wholes, &whole{of: tally.Of, sum: make([]int64, len(counted))})
		}
		w := wholes[i]
		switch {
		case tally.Said == allTypes:
			w.said, w.line = numbers, t.line
		case !isNumbered(t):
			w.classes++
			for i, n := range numbers {
				if n != nil {
					w.sum[i] += *n
				}
			}
		}
		return emit(stated(t, tally))
	})
	if err != nil {
		return err
	}
	for _, w := range wholes {
		for i, n := range w.said {
			if n == nil || *n == w.sum[i] {
				continue
			}
			why := fmt.Sprintf("the %d classes of %s add up to %d, which is %+d", w.classes, w.of, w.sum[i], w.sum[i]-*n)
			if err := emit(odd(w.line, counted[i], strconv.FormatInt(*n, 10), why)); err != nil {
				return err
			}
		}
	}
	return nil
}

// series is the last day of a total, and how each of its numbers changed.
type series struct {
	date    string
	numbers []*int64
	changes []*int64
}

// readDaily reads daily_count.csv, and holds each day against the one before.
func readDaily(t *table, emit func(Item) error) error {
	last := map[string]series{}
	return t.each(emit, func() error {
		tally, numbers := byType(t)
		tally.Date = oneLine(t.cell("date_recorded"))
		if !isDay(tally.Date) {
			return emit(odd(t.line, "date_recorded", t.row(), "no such day: the row is not kept as a total"))
		}
		if isNumbered(t) { // another type each time its numbers change, so that its changes are none
			return emit(stated(t, tally))
		}
		key := tally.Of + "\n" + tally.Said
		before, ok := last[key]
		if !ok && len(last) == mostSeries {
			return t.fault(t.line, 0, fmt.Errorf("%w: it tells of more than %d types of equipment", ErrFormat, mostSeries))
		}
		now := series{tally.Date, numbers, make([]*int64, len(counted))}
		for i, column := range counted {
			now.changes[i] = t.change(tally, column+"_diff")
			if second := t.change(tally, column+"_diff_diff"); ok {
				now.differs(tally, i, before, second)
			}
		}
		if c := now.changes[0]; c != nil && *c < 0 {
			tally.Odd = append(tally.Odd, fmt.Sprintf("type_total_diff: the total fell by %d", -*c))
		}
		switch {
		case ok && before.date == now.date:
			tally.Odd = append(tally.Odd, "date_recorded: the day stands twice")
		case ok && before.date > now.date:
			tally.Odd = append(tally.Odd, "date_recorded: the day stands after a later one, "+before.date)
		}
		last[key] = now
		return emit(stated(t, tally))
	})
}

// change reads a cell that says how much a number changed; nil when there is
// none.
func (t *table) change(tally *evidence.Tally, column string) *int64 {
	cell := t.cell(column)
	if n, ok := wholeNumber(cell); ok {
		return &n
	}
	if _, there := t.at[column]; there {
		tally.Odd = append(tally.Odd, fmt.Sprintf("%s: no whole number: %q", column, cell))
	}
	return nil
}

// differs notes where a change is not the difference from the day before, or a
// second change not that of the changes.
func (s series) differs(tally *evidence.Tally, i int, before series, second *int64) {
	if n, was, c := s.numbers[i], before.numbers[i], s.changes[i]; n != nil && was != nil && c != nil && *n-*was != *c {
		tally.Odd = append(tally.Odd, fmt.Sprintf("%s_diff: %d, but the row of %s makes it %d", counted[i], *c, before.date, *n-*was))
	}
	if c, was := s.changes[i], before.changes[i]; c != nil && was != nil && second != nil && *c-*was != *second {
		tally.Odd = append(tally.Odd, fmt.Sprintf("%s_diff_diff: %d, but the row of %s makes it %d", counted[i], *second, before.date, *c-*was))
	}
}
