package lists

import (
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"tallystick/evidence"
)

// officialClaims reads what an office claims day by day: a JSON array of days,
// of cumulative numbers of equipment or of personnel, or of corrections of
// them. Whose losses are claimed by whom the file does not say: Of and Side of
// its tallies are empty. Said is the kind of file.
var officialClaims = Format{
	Name:  "official-claims",
	About: "an office's daily claims as JSON: cumulative numbers of equipment or personnel, or signed corrections of them",
	Read:  func(f File) iter.Seq2[Item, error] { return reading(f, readOfficial) },
}

// The kinds of file, told by what is in it.
const (
	equipment   = "equipment"
	personnel   = "personnel"
	corrections = "corrections"
)

// people are the columns that count no equipment.
var people = map[string]string{"personnel": "personnel", "POW": "prisoner"}

// ahead is how many days are read before the kind of file is told.
const ahead = 64

// claimed is one object of the file: a day.
type claimed struct {
	line  int
	names []string // in their order
	cells map[string]value
}

func readOfficial(in *source, emit func(Item) error) error {
	const shape = `an array of days: [{"date": "2022-02-25", "day": 2, "tank": 80}]`
	s := newScanner(in)
	if c, err := s.next(); err == io.EOF || err == nil && c != '[' {
		return s.fault("%w: it should be %s", ErrFormat, shape)
	}
	var (
		early  []claimed
		follow *following
	)
	begin := func() error {
		follow = newFollowing(early)
		for _, day := range early {
			if err := emit(follow.day(day)); err != nil {
				return err
			}
		}
		return nil
	}
	err := s.array(func() error {
		if c, err := s.next(); err == nil && c != '{' {
			return s.fault("%w: %q stands where a day should; it should be %s", ErrFormat, c, shape)
		}
		day, err := readDay(s)
		if err != nil {
			return err
		}
		if _, dated := day.cells["date"]; !dated && len(early) == 0 {
			return &Error{File: s.file, Line: day.line, Err: fmt.Errorf("%w: a day without a date; it should be %s", ErrFormat, shape)}
		}
		if follow != nil {
			if len(follow.last) > mostSeries {
				return s.fault("%w: it tells of more than %d kinds of losses", ErrFormat, mostSeries)
			}
			return emit(follow.day(day))
		}
		if early = append(early, day); len(early) == ahead {
			return begin()
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := s.end(); err != nil {
		return err
	}
	if follow == nil {
		return begin()
	}
	return nil
}

func readDay(s *scanner) (claimed, error) {
	day := claimed{line: s.line, cells: map[string]value{}}
	size := 0
	err := s.object(func(name string) error {
		v, err := s.value()
		if size += len(v.text); size > mostRow {
			return s.fault("a day longer than %d bytes", mostRow)
		}
		day.names = append(day.names, name)
		day.cells[name] = v
		return err
	})
	return day, err
}

// date returns the day's date.
func (d claimed) date() (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, d.cells["date"].text)
	return t, err == nil
}

// number returns the whole number in a column.
func (d claimed) number(name string) (int64, bool) {
	n, ok := wholeNumber(d.cells[name].text)
	return n, ok && d.cells[name].kind == '0'
}

// row returns the day as one text.
func (d claimed) row() string {
	var b strings.Builder
	for _, name := range d.names {
		fmt.Fprintf(&b, "%s: %s, ", name, d.cells[name].text)
	}
	return strings.TrimSuffix(b.String(), ", ")
}

// kindOf tells the kind of file by its first days. Cumulative numbers are not
// negative, grow, and are said every day; of corrections two of that are not so.
func kindOf(days []claimed) string {
	var (
		all, zero, negative, gaps int
		things, men               bool
		before                    time.Time
	)
	for i, d := range days {
		for _, name := range d.names {
			n, ok := d.number(name)
			if !ok || name == "day" {
				continue
			}
			all++
			if n == 0 {
				zero++
			}
			if n < 0 {
				negative++
			}
			if people[name] != "" {
				men = true
			} else {
				things = true
			}
		}
		date, _ := d.date()
		if i > 0 && daysBetween(before, date) > 1 {
			gaps++
		}
		before = date
	}
	sparse, still := 2*gaps >= len(days)-1, 2*zero > all
	switch {
	case negative > 0 && (sparse || still), sparse && still:
		return corrections
	case men && !things:
		return personnel
	}
	return equipment
}

// following holds what each day is compared with.
type following struct {
	kind   string
	zero   time.Time // the day before the file's day 1, where the file numbers its days
	before time.Time
	last   map[string]int64     // by column
	on     map[string]time.Time // when that was said
}

func newFollowing(early []claimed) *following {
	f := &following{kind: kindOf(early), last: map[string]int64{}, on: map[string]time.Time{}}
	votes := map[time.Time]int{}
	for _, d := range early {
		date, dated := d.date()
		n, numbered := d.number("day")
		if !dated || !numbered || n < -100_000 || n > 100_000 {
			continue
		}
		zero := date.AddDate(0, 0, -int(n))
		if votes[zero]++; votes[zero] > votes[f.zero] {
			f.zero = zero
		}
	}
	return f
}

// day makes a tally of a day, or an oddity of one that states nothing.
func (f *following) day(d claimed) Item {
	date, ok := d.date()
	if !ok {
		return odd(d.line, "date", d.row(), "no such day: nothing of it is kept as a claim")
	}
	t := &evidence.Tally{By: "official claims", Date: date.Format(time.DateOnly), Reach: evidence.Cumulative, Said: f.kind, Line: d.line}
	if f.kind == corrections {
		t.Reach = evidence.Correction
	}
	note := func(format string, args ...any) { t.Odd = append(t.Odd, fmt.Sprintf(format, args...)) }
	f.order(d, date, note)
	for _, name := range d.names {
		if name == "date" || name == "day" {
			continue
		}
		if column, star := strings.CutSuffix(name, "*"); star {
			if _, there := d.cells[column]; !there {
				note("%s: %q is said of nothing", name, d.cells[name].text)
			}
			continue
		}
		n, ok := d.number(name)
		if !ok {
			why := "no whole number"
			if d.cells[name].kind == '"' {
				why = "words, not a number"
			}
			note("%s: %s: %s", name, why, d.cells[name].json())
			continue
		}
		part := evidence.Part{Said: name, Min: &n, Max: &n, What: people[name]}
		if part.What == "" {
			part.Class = name
		}
		marked(&part, n, d.cells[name+"*"], note)
		t.Parts = append(t.Parts, part)
		if t.Reach == evidence.Correction {
			continue
		}
		if n < 0 {
			note("%s: below zero: %d", name, n)
		}
		if was, ok := f.last[name]; ok && n < was {
			note("%s: %d is %d lower than on %s, and this file holds no correction that says so", name, n, was-n, f.on[name].Format(time.DateOnly))
		}
		f.last[name], f.on[name] = n, date
	}
	if len(t.Parts) == 0 {
		return odd(d.line, "", d.row(), strings.Join(append(t.Odd, "the day states no number"), "; "))
	}
	return Item{Tally: t}
}

// order notes where a day does not follow the one before, or has another
// number than its date.
func (f *following) order(d claimed, date time.Time, note func(string, ...any)) {
	gap := daysBetween(f.before, date)
	switch {
	case f.before.IsZero():
	case gap == 0:
		note("date: the day stands twice")
	case gap < 0:
		note("date: stands after a later day, %s", f.before.Format(time.DateOnly))
	case gap > 1 && f.kind != corrections:
		note("date: the days between %s and this one are missing: %d", f.before.Format(time.DateOnly), gap-1)
	}
	f.before = date
	v, there := d.cells["day"]
	if !there || f.zero.IsZero() {
		return
	}
	n, ok := d.number("day")
	if want := daysBetween(f.zero, date); !ok || n != want {
		note("day: %s, but the file's other days make %s day %d", v.json(), date.Format(time.DateOnly), want)
	}
}

// marked reads the word beside a number: "about", or "more".
func marked(part *evidence.Part, n int64, mark value, note func(string, ...any)) {
	switch {
	case mark.kind == 0 || mark.kind == 'n' || mark.text == "":
	case mark.text == "about":
		part.Approx = true
	case mark.text == "more":
		least := n + 1
		part.Min, part.Max = &least, nil
	default:
		note("%s*: the format knows no such word: %s", part.Said, mark.json())
	}
}

// daysBetween counts the days from one date to another.
func daysBetween(from, to time.Time) int64 { return (to.Unix() - from.Unix()) / (24 * 60 * 60) }
