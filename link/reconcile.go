package link

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tallystick/evidence"
)

// Findings of a reconciliation.
const (
	Equal         = "equal"
	Off           = "off"
	NotComparable = "not comparable"
)

// Line is one number of a tally held against the units.
type Line struct {
	Part    evidence.Part   `json:"part"`
	Finding string          `json:"finding"`         // Equal, Off or NotComparable
	Counted int64           `json:"counted"`         // units, when compared
	Off     int64           `json:"off,omitempty"`   // units counted beyond what is said; less than 0 when there are fewer
	Why     evidence.Remark `json:"why,omitzero"`    // it cannot be compared
	Notes   []Concerned     `json:"notes,omitempty"` // what the difference may come from
}

// Concerned is something that a difference may come from, with the units that
// it is about.
type Concerned struct {
	What  evidence.Remark `json:"what"`
	Units []string        `json:"units,omitempty"` // ids, in order
}

// folded is a heading without regard to case and space.
func folded(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// Reconcile holds each number of a tally against the units of the list.
func (b *Books) Reconcile(t evidence.Tally) []Line {
	lines := make([]Line, len(t.Parts))
	for i, p := range t.Parts {
		lines[i] = b.line(t, p)
	}
	return lines
}

func (b *Books) line(t evidence.Tally, p evidence.Part) Line {
	line := Line{Part: p, Finding: NotComparable}
	in, fate, why := b.matching(t, p)
	if !why.IsZero() {
		line.Why = why
		return line
	}
	units := b.count(in)
	line.Counted = units.of(fate)
	switch {
	case p.Min != nil && line.Counted < *p.Min:
		line.Off = line.Counted - *p.Min
	case p.Max != nil && line.Counted > *p.Max:
		line.Off = line.Counted - *p.Max
	}
	line.Finding = Equal
	if line.Off != 0 {
		if _, known := units.notes[fate]; !known {
			units.notes[fate] = b.notes(units.rows, fate)
		}
		line.Finding, line.Notes = Off, units.notes[fate]
	}
	return line
}

// matching tells which units a part speaks of and under which fate it counts
// them, or why nobody can say.
func (b *Books) matching(t evidence.Tally, p evidence.Part) (in scope, fate string, why evidence.Remark) {
	fate = folded(p.Fate)
	switch {
	case p.Min == nil && p.Max == nil:
		return in, "", evidence.Say("it says no number")
	case t.Reach == evidence.Daily:
		return in, "", evidence.Say("it is of one day, and the units are of all days up to the edition")
	case t.Reach == evidence.Correction:
		return in, "", evidence.Say("it is a correction of other numbers")
	case t.Date != "" && b.Date != "" && t.Date < b.Date:
		return in, "", evidence.Say("it is for %s, and the list runs up to %s", t.Date, b.Date)
	case t.Date != "" && b.Date != "" && t.Date > b.Date:
		return in, "", evidence.Say("it is for %s, and the list runs only up to %s", t.Date, b.Date)
	case fate != "" && !slices.Contains(evidence.Fates, fate):
		return in, "", evidence.Say("%q is none of the fates", p.Fate)
	case t.Of == "":
		return in, "", evidence.Say("it does not say whose losses it counts")
	case b.sides[t.Of] == nil:
		return in, "", evidence.Say("the list has no units of that side")
	}
	in = scope{side: t.Of}
	if in.by, in.names, why = b.classes(t, p); !why.IsZero() {
		return in, "", why
	}
	in.model, in.headed = b.model(p)
	return in, fate, why
}

// classes tells which units stand under a part's heading. Where the list keeps
// its headings, they decide; where it has none, what a heading covers.
func (b *Books) classes(t evidence.Tally, p evidence.Part) (by scopeBy, names string, why evidence.Remark) {
	headings := b.headings(t, p)
	for _, heading := range headings {
		if t.List == b.List && b.heads[folded(heading)] {
			return byHeading, folded(heading), why
		}
	}
	if p.What != "" {
		return 0, "", evidence.Say("it counts %s: no units of equipment", p.What)
	}
	for _, heading := range headings {
		switch classes, why := b.Covers(b.Format, heading); {
		case !why.IsZero():
			return 0, "", evidence.Say("%s: %s", heading, why)
		case len(classes) > 0:
			return byClass, classesOf(classes), evidence.Remark{}
		}
	}
	if p.Class == "" {
		return byNothing, "", why
	}
	if classes, _ := b.Covers("", p.Class); len(classes) > 0 {
		return byClass, classesOf(classes), evidence.Remark{}
	}
	return 0, "", evidence.Say("%s is no class that is known", p.Class)
}

// headings are the words under which a part may stand in the list: its own, its
// whole's, the tally's, and its class.
func (b *Books) headings(t evidence.Tally, p evidence.Part) []string {
	names := []string{p.Said}
	for _, whole := range p.PartOf {
		names = append(names, t.Parts[whole].Said)
	}
	return slices.DeleteFunc(append(names, t.Said, p.Class), func(s string) bool { return s == "" })
}

// model names the model of a part, empty for all, and whether the list heads
// units so, as in "53 Vidar:"; where it does not, those are meant that are of
// that model whatever the list calls it.
func (b *Books) model(p evidence.Part) (name string, headed bool) {
	if p.Model == "" {
		return "", false
	}
	for head, more := strings.TrimRight(p.Said, ": "), true; more; _, head, more = strings.Cut(head, " ") {
		if head != "" && b.headed[head] {
			return head, head != p.Model
		}
	}
	return p.Model, false
}

// notes says what a difference may come from.
func (b *Books) notes(rows []int32, fate string) []Concerned {
	var notes []Concerned
	note := func(what evidence.Remark, ids []string) {
		if len(ids) > 0 {
			slices.Sort(ids)
			notes = append(notes, Concerned{what, ids})
		}
	}
	var merged, rejected, here, elsewhere, untold, shared []string
	for _, n := range rows {
		r := b.rows[n]
		fates, _ := r.history.Fates()
		folds := b.fold(r.history)
		switch {
		case r.into:
			merged = append(merged, r.id)
			continue
		case len(fates) == 0:
			untold = append(untold, r.id)
		case fate != "" && len(fates) > 1 && folds == fate:
			here = append(here, r.id)
		case fate != "" && len(fates) > 1 && slices.Contains(fates, fate):
			elsewhere = append(elsewhere, r.id)
		}
		if b.shown[r.address] > 1 {
			shared = append(shared, r.id)
		}
		if b.Rejected[r.id] && (fate == "" || folds == fate) {
			rejected = append(rejected, r.id)
		}
	}
	note(evidence.Say("found to be another unit, and counted with that one"), merged)
	note(evidence.Say("rejected in review"), rejected)
	note(evidence.Say("of several fates, counted as %s", fate), here)
	note(evidence.Say("of several fates, %s among them, counted under another", fate), elsewhere)
	note(evidence.Say("of no fate that is told"), untold)
	note(evidence.Say("shown by an address that shows another unit of the list too"), shared)
	return append(notes, b.numbering(rows, fate)...)
}

// numbering looks for numbers that the list's own numbering leaves out or gives
// twice: it numbers the units of one model and status from 1. A compound status
// may have a numbering of its own or share that of its last fate.
func (b *Books) numbering(rows []int32, fate string) []Concerned {
	type series struct{ model, fate string }
	numbered := make(map[series]map[int][]bookRow)
	for _, n := range rows {
		r := b.rows[n]
		folds := evidence.LastFate.Fold(r.history)
		if r.number == 0 || fate != "" && folds != fate {
			continue
		}
		s := series{r.saidModel, folds}
		if numbered[s] == nil {
			numbered[s] = make(map[int][]bookRow)
		}
		numbered[s][r.number] = append(numbered[s][r.number], r)
	}
	var notes []Concerned
	for s, numbers := range numbered {
		last := 0
		for n, same := range numbers {
			last = max(last, n)
			if alike(same) {
				ids := make([]string, len(same))
				for i, r := range same {
					ids[i] = r.id
				}
				slices.Sort(ids)
				notes = append(notes, Concerned{evidence.Say("%s, %s: number %d stands %d times", s.model, s.fate, n, len(same)), ids})
			}
		}
		if missing := gaps(numbers, last); missing != "" {
			notes = append(notes, Concerned{What: evidence.Say("%s, %s: no unit has the number %s", s.model, s.fate, missing)})
		}
	}
	slices.SortFunc(notes, func(a, b Concerned) int { return cmp.Compare(a.What.String(), b.What.String()) })
	return notes
}

// alike reports whether two units that share a number share a status too.
func alike(rows []bookRow) bool {
	seen := make(map[string]bool)
	for _, r := range rows {
		if seen[r.status] {
			return true
		}
		seen[r.status] = true
	}
	return false
}

// gaps names the numbers from 1 to last that nobody has, neighbours together.
func gaps[T any](numbers map[int]T, last int) string {
	const most = 10_000 // beyond, a number is a slip of the list's, and all below it no news
	if last > most {
		return ""
	}
	var runs []string
	for n := 1; n <= last; n++ {
		from := n
		for _, there := numbers[n]; !there && n <= last; _, there = numbers[n] {
			n++
		}
		switch n - from {
		case 0:
		case 1:
			runs = append(runs, fmt.Sprint(from))
		default:
			runs = append(runs, fmt.Sprintf("%d to %d", from, n-1))
		}
	}
	return strings.Join(runs, ", ")
}
