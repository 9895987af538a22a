package lists

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tallystick/evidence"
)

// ethPrio reads the ETH/PRIO Civil Conflict Ceasefire table, a register of
// truces: one row for each actor of each. -1 and 0 mean that a cell is missing.
var ethPrio = Format{
	Name:  "ethprio-ceasefires",
	About: "a register of ceasefires as the ETH/PRIO table (CSV), one row an actor and ceasefire",
	Read:  func(f File) iter.Seq2[Item, error] { return reading(f, readRegister) },
}

// ethPrioName is the register's name.
const ethPrioName = "ETH/PRIO ceasefires"

var registerColumns = columns{
	need: []string{
		"uniq_id", "location", "actor_name", "ucdp_actor_id", "cf_dec_yr", "cf_dec_month", "cf_dec_day", "cf_effect_yr", "cf_effect_month", "cf_effect_day",
		"side", "partial", "written", "mediator_send", "ended", "end_yr", "end_month", "end_day",
	},
	also: append([]string{
		"cc", "cf_id", "region", "link", "ucdp_acd_id", "ucdp_dyad", "pax_id", "evidence_onset", "fixed", "fixed_time", "nsa_frac", "p_humanitarian", "p_peaceprocess",
		"p_holiday", "p_election", "p_other", "p_other_comment", "p_unclear", "ceasefire_class", "timing", "cf_pp", "mediator_nego", "implement", "enforcement", "ddr",
		"splinter", "evidence_end", "comment", "factivia_source", "factivia_page", "truce", "recentadditions", "coder", "id",
	}, linkColumns()...),
}

func linkColumns() []string {
	var all []string
	for i := range 35 {
		all = append(all, fmt.Sprintf("link_id%d", i+1))
	}
	return all
}

// purposes are the columns that say what a truce is for, with what they mean.
var purposes = [][2]string{
	{"p_humanitarian", "humanitarian"}, {"p_peaceprocess", "peace process"}, {"p_holiday", "holiday"}, {"p_election", "election"}, {"p_other", "other"}, {"p_unclear", "unclear"},
}

// TruceRow is a row of a register: a truce with the one actor that the row is
// about, and what is wrong with its cells.
type TruceRow struct {
	Truce evidence.Ceasefire
	Odd   []evidence.Oddity
}

func readRegister(in *source, emit func(Item) error) error {
	t, err := openTable(in)
	if err != nil {
		return err
	}
	if _, err := t.kind(registerColumns); err != nil {
		return err
	}
	if err := t.unknown(emit); err != nil {
		return err
	}
	return t.each(emit, func() error {
		for _, column := range []string{"uniq_id", "actor_name"} {
			if missing(t.cell(column)) {
				return emit(odd(t.line, column, t.row(), "a row without it is no part of a ceasefire: it is not kept as one"))
			}
		}
		r := &registerRow{table: t, row: TruceRow{Truce: evidence.Ceasefire{List: ethPrioName, Lines: []int{t.line}}}}
		r.read()
		return emit(Item{Truce: &r.row})
	})
}

// missing reports whether the register's cell says nothing.
func missing(cell string) bool { return cell == "" || cell == "0" || cell == "-1" }

// registerRow is the row in hand.
type registerRow struct {
	table *table
	row   TruceRow
}

func (r *registerRow) cell(column string) string {
	if cell := r.table.cell(column); !missing(cell) {
		return cell
	}
	return ""
}

func (r *registerRow) odd(column, why string, args ...any) {
	r.row.Odd = append(r.row.Odd, evidence.Oddity{Line: r.table.line, Cell: column, Raw: r.table.cell(column), Why: fmt.Sprintf(why, args...)})
}

func (r *registerRow) read() {
	c := &r.row.Truce
	party := evidence.TruceParty{Said: r.plain("actor_name"), Line: r.table.line, Raw: map[string]string{}}
	c.Entry, c.Location, c.Comment = r.plain("uniq_id"), r.plain("location"), r.cell("comment")
	for i, column := range r.table.names {
		field := map[string]string{"uniq_id": c.Entry, "location": c.Location, "comment": c.Comment, "actor_name": party.Said}[column]
		if cell := r.table.cells[i]; !missing(cell) && cell != field {
			party.Raw[column] = strings.Clone(cell)
		}
		if n := strings.Count(r.table.cells[i], string(utf8.RuneError)); n > 0 {
			r.odd(column, "%d characters were lost before the file was written", n)
		}
	}
	c.Announced, c.Effective, c.Ended = r.days("cf_dec"), r.days("cf_effect"), r.days("end")
	r.order()
	if c.Ended != nil {
		party.Ended = "yes"
		if r.table.cell("ended") == "0" {
			r.odd("ended", "it has not ended, but an end is dated: %s", said(c.Ended))
		}
	}
	var scope []string
	if words := map[string]string{"1": "unilateral", "2": "bilateral", "3": "multilateral"}[r.cell("side")]; words != "" {
		scope = append(scope, words)
	}
	if r.cell("partial") == "1" {
		scope = append(scope, "partial")
	}
	c.Scope = strings.Join(scope, ", ")
	if w := r.cell("written"); w == "1" || w == "2" {
		c.Written = "yes"
	}
	c.Purpose = r.purpose()
	c.Brokers = r.brokers()
	if cc, id := r.cell("cc"), r.cell("cf_id"); cc != "" && id != "" && c.Entry != fmt.Sprintf("%s%03s", cc, id) {
		r.odd("uniq_id", "not made of cc %s and cf_id %s, as the others are", cc, id)
	}
	c.Parties = []evidence.TruceParty{party}
}

// plain returns a cell on one line.
func (r *registerRow) plain(column string) string {
	cell := r.cell(column)
	if clean := oneLine(cell); clean != cell {
		r.odd(column, untidy)
		return clean
	}
	return strings.Clone(cell)
}

func (r *registerRow) purpose() string {
	var words []string
	for _, p := range purposes {
		if r.cell(p[0]) == "" {
			continue
		}
		if comment := oneLine(r.cell("p_other_comment")); p[0] == "p_other" && comment != "" {
			p[1] = comment
		}
		words = append(words, p[1])
	}
	return strings.Join(words, ", ")
}

// brokers parts a cell of several: "US, OSCE". The words are the register's.
func (r *registerRow) brokers() []string {
	var names []string
	for name := range strings.FieldsFuncSeq(r.cell("mediator_send"), func(c rune) bool { return c == ',' || c == ';' || c == '/' || c == '&' }) {
		for part := range strings.SplitSeq(name, " and ") {
			if part = oneLine(strings.TrimPrefix(part, "and ")); part != "" && !slices.Contains(names, part) {
				names = append(names, part)
			}
		}
	}
	switch {
	case len(names) > 0 && r.table.cell("mediator_nego") == "0":
		r.odd("mediator_nego", "nobody mediated, but mediators are named: %s", strings.Join(names, ", "))
	case len(names) == 0 && r.cell("mediator_nego") == "1":
		r.odd("mediator_send", "somebody mediated, and nobody is named")
	}
	return names
}

// days reads a date of three cells, as far as it is told: a year, a month of
// it, or a day.
func (r *registerRow) days(name string) *evidence.Interval {
	cells := [3]string{name + "_yr", name + "_month", name + "_day"}
	var n [3]int
	for i, column := range cells {
		cell := strings.TrimSpace(r.table.cell(column))
		if missing(cell) {
			continue
		}
		v, err := strconv.Atoi(cell)
		if most := [3]int{2100, 12, 31}[i]; err != nil || v < 1 || v > most || i == 0 && v < 1900 {
			r.odd(column, "no such %s", [3]string{"year", "month", "day"}[i])
			return nil
		}
		n[i] = v
	}
	switch {
	case n[0] == 0 && (n[1] > 0 || n[2] > 0):
		r.odd(cells[0], "a month or day without its year")
		return nil
	case n[0] == 0:
		return nil
	case n[1] == 0 && n[2] > 0:
		r.odd(cells[1], "a day without its month")
		fallthrough
	case n[1] == 0:
		return span(date(n[0], 1, 1), date(n[0], 12, 31))
	}
	first := date(n[0], n[1], 1)
	last := first.AddDate(0, 1, -1)
	switch {
	case n[2] == 0:
		return span(first, last)
	case n[2] > last.Day():
		r.odd(cells[2], "no such day: %s has %d; only the month is read", first.Format("January 2006"), last.Day())
		return span(first, last)
	}
	return span(date(n[0], n[1], n[2]), date(n[0], n[1], n[2]))
}

func date(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

func span(from, to time.Time) *evidence.Interval {
	return &evidence.Interval{From: from.Format(time.DateOnly), To: to.Format(time.DateOnly)}
}

// said writes an interval of days down.
func said(i *evidence.Interval) string {
	if i.From == i.To {
		return i.From
	}
	return i.From + " to " + i.To
}

// farApart is how many days after its declaration a truce takes effect at
// most; one that does so later has a slip in a year, as a rule.
const farApart = 180

// order notes days in an order that cannot be, or is unlikely.
func (r *registerRow) order() {
	c := &r.row.Truce
	before := func(a, b *evidence.Interval) bool { return a != nil && b != nil && a.To < b.From }
	if before(c.Effective, c.Announced) {
		r.odd("cf_dec_yr", "declared %s, after it took effect (%s)", said(c.Announced), said(c.Effective))
	}
	if c.Announced != nil && c.Effective != nil {
		declared, _ := time.Parse(time.DateOnly, c.Announced.To)
		effect, _ := time.Parse(time.DateOnly, c.Effective.From)
		if n := daysBetween(declared, effect); n > farApart {
			r.odd("cf_dec_yr", "declared %s, %d days before it took effect (%s): a year may be wrong", said(c.Announced), n, said(c.Effective))
		}
	}
	switch {
	case before(c.Ended, c.Effective):
		r.odd("end_yr", "ended %s, before it took effect (%s)", said(c.Ended), said(c.Effective))
	case before(c.Ended, c.Announced):
		r.odd("end_yr", "ended %s, before it was declared (%s)", said(c.Ended), said(c.Announced))
	}
}
