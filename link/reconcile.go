package link

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"iter"
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
	Part    evidence.Part `json:"part"`
	Finding string        `json:"finding"`         // Equal, Off or NotComparable
	Counted int64         `json:"counted"`         // units, when compared
	Off     int64         `json:"off,omitempty"`   // units counted beyond what is said; less than 0 when there are fewer
	Why     string        `json:"why,omitempty"`   // it cannot be compared
	Notes   []Concerned   `json:"notes,omitempty"` // what the difference may come from
}

// Concerned is something that a difference may come from, with the units that
// it is about.
type Concerned struct {
	What  string   `json:"what"`
	Units []string `json:"units,omitempty"` // ids, in order
}

// Books are the units of one list, kept so that its tallies can be held
// against them: a few words a unit.
type Books struct {
	List   string
	Format string
	Date   string // up to which the list runs; empty when nobody says
	Rule   evidence.FoldRule
	// Covers returns the classes that a heading or column of a format covers, or
	// a class itself and those within it for the format "", "" among them when it
	// covers everything; or why its number cannot be held against a count of
	// units. It returns neither for a heading that nobody knows.
	Covers   func(format, heading string) (classes []string, why string)
	Rejected map[string]bool // ids of units that somebody rejected

	rows   []bookRow
	words  map[string]string
	heads  map[string]bool  // headings that units stand under
	models map[string][]int // rows by model, as the list calls it and as the unit has it
	shown  map[uint64]int   // units by the hash of the address that shows them
}

type bookRow struct {
	id, side, saidSide, heading, class, model, saidModel, status string
	history                                                      evidence.History
	number                                                       int
	address                                                      uint64 // hash; 0 where the list says that it shows several units
	into                                                         bool   // found to be another unit
}

// Add enters a unit that the list lists.
func (b *Books) Add(u evidence.Unit) {
	if b.words == nil {
		b.words, b.heads, b.models = make(map[string]string), make(map[string]bool), make(map[string][]int)
		b.shown = make(map[uint64]int)
	}
	i := slices.IndexFunc(u.Listings, func(l evidence.Listing) bool { return l.List == b.List })
	if i < 0 {
		return
	}
	l := u.Listings[i]
	r := bookRow{
		id: u.ID, side: b.word(u.Side), saidSide: b.word(l.Side), heading: b.word(l.Class), class: b.word(u.Class), model: b.word(u.Model),
		saidModel: b.word(l.Model), status: b.word(l.Status), history: evidence.History(b.word(string(u.History()))), number: l.Number, into: u.Into != "",
	}
	if l.Address != "" && l.Together < 2 && !r.into {
		h := fnv.New64a()
		h.Write([]byte(l.Address))
		r.address = h.Sum64()
		b.shown[r.address]++
	}
	b.heads[folded(l.Class)] = true
	b.models[r.saidModel] = append(b.models[r.saidModel], len(b.rows))
	if r.model != r.saidModel {
		b.models[r.model] = append(b.models[r.model], len(b.rows))
	}
	b.rows = append(b.rows, r)
}

// word returns one copy of a word that many units share.
func (b *Books) word(s string) string {
	if known, ok := b.words[s]; ok {
		return known
	}
	s = strings.Clone(s)
	b.words[s] = s
	return s
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
	if why != "" {
		line.Why = why
		return line
	}
	var rows []bookRow
	for r := range b.of(p) {
		if !in(r) {
			continue
		}
		rows = append(rows, r)
		if !r.into && (fate == "" || b.Rule.Fold(r.history) == fate) {
			line.Counted++
		}
	}
	switch {
	case p.Min != nil && line.Counted < *p.Min:
		line.Off = line.Counted - *p.Min
	case p.Max != nil && line.Counted > *p.Max:
		line.Off = line.Counted - *p.Max
	}
	line.Finding = Equal
	if line.Off != 0 {
		line.Finding, line.Notes = Off, b.notes(rows, fate)
	}
	return line
}

// matching tells which units a part speaks of and under which fate it counts
// them, or why nobody can say.
func (b *Books) matching(t evidence.Tally, p evidence.Part) (in func(bookRow) bool, fate, why string) {
	fate = folded(p.Fate)
	side := func(r bookRow) bool { return r.side == t.Of || r.saidSide == t.Of }
	switch {
	case p.Min == nil && p.Max == nil:
		return nil, "", "it says no number"
	case t.Reach == evidence.Daily:
		return nil, "", "it is of one day, and the units are of all days up to the edition"
	case t.Reach == evidence.Correction:
		return nil, "", "it is a correction of other numbers"
	case t.Date != "" && b.Date != "" && t.Date < b.Date:
		return nil, "", fmt.Sprintf("it is for %s, and the list runs up to %s", t.Date, b.Date)
	case t.Date != "" && b.Date != "" && t.Date > b.Date:
		return nil, "", fmt.Sprintf("it is for %s, and the list runs only up to %s", t.Date, b.Date)
	case fate != "" && !slices.Contains(evidence.Fates, fate):
		return nil, "", fmt.Sprintf("%q is none of the fates", p.Fate)
	case t.Of == "":
		return nil, "", "it does not say whose losses it counts"
	case !slices.ContainsFunc(b.rows, side):
		return nil, "", "the list has no units of that side"
	}
	class, why := b.classes(t, p)
	if why != "" {
		return nil, "", why
	}
	return func(r bookRow) bool { return side(r) && class(r) }, fate, ""
}

// classes tells which units stand under a part's heading. Where the list keeps
// its headings, they decide; where it has none, what a heading covers.
func (b *Books) classes(t evidence.Tally, p evidence.Part) (in func(bookRow) bool, why string) {
	headings := b.headings(t, p)
	for _, heading := range headings {
		if t.List == b.List && b.heads[folded(heading)] {
			return func(r bookRow) bool { return folded(r.heading) == folded(heading) }, ""
		}
	}
	if p.What != "" {
		return nil, fmt.Sprintf("it counts %s: no units of equipment", p.What)
	}
	among := func(classes []string) func(bookRow) bool {
		return func(r bookRow) bool { return slices.Contains(classes, r.class) }
	}
	for _, heading := range headings {
		switch classes, why := b.Covers(b.Format, heading); {
		case why != "":
			return nil, heading + ": " + why
		case len(classes) > 0:
			return among(classes), ""
		}
	}
	if p.Class == "" {
		return func(bookRow) bool { return true }, ""
	}
	if classes, _ := b.Covers("", p.Class); len(classes) > 0 {
		return among(classes), ""
	}
	return nil, fmt.Sprintf("%s is no class that is known", p.Class)
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

// of visits the units of a part's model, all for none: those that the list heads
// so, as in "53 Vidar:", or else those that are of that model whatever the list
// calls it.
func (b *Books) of(p evidence.Part) iter.Seq[bookRow] {
	if p.Model == "" {
		return slices.Values(b.rows)
	}
	name := p.Model
	for head, more := strings.TrimRight(p.Said, ": "), true; more; _, head, more = strings.Cut(head, " ") {
		if slices.ContainsFunc(b.models[head], func(i int) bool { return b.rows[i].saidModel == head }) {
			name = head
			break
		}
	}
	headed := name != p.Model
	return func(yield func(bookRow) bool) {
		for _, i := range b.models[name] {
			if r := b.rows[i]; (!headed || r.saidModel == name) && !yield(r) {
				return
			}
		}
	}
}

// notes says what a difference may come from.
func (b *Books) notes(rows []bookRow, fate string) []Concerned {
	var notes []Concerned
	note := func(what string, ids []string) {
		if len(ids) > 0 {
			slices.Sort(ids)
			notes = append(notes, Concerned{what, ids})
		}
	}
	var merged, rejected, here, elsewhere, untold, shared []string
	for _, r := range rows {
		fates, _ := r.history.Fates()
		folds := b.Rule.Fold(r.history)
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
	note("found to be another unit, and counted with that one", merged)
	note("rejected in review", rejected)
	note("of several fates, counted as "+fate, here)
	note("of several fates, "+fate+" among them, counted under another", elsewhere)
	note("of no fate that is told", untold)
	note("shown by an address that shows another unit of the list too", shared)
	return append(notes, b.numbering(rows, fate)...)
}

// numbering looks for numbers that the list's own numbering leaves out or gives
// twice: it numbers the units of one model and status from 1. A compound status
// may have a numbering of its own or share that of its last fate.
func (b *Books) numbering(rows []bookRow, fate string) []Concerned {
	type series struct{ model, fate string }
	numbered := make(map[series]map[int][]bookRow)
	for _, r := range rows {
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
				notes = append(notes, Concerned{fmt.Sprintf("%s, %s: number %d stands %d times", s.model, s.fate, n, len(same)), ids})
			}
		}
		if missing := gaps(numbers, last); missing != "" {
			notes = append(notes, Concerned{What: fmt.Sprintf("%s, %s: no unit has the number %s", s.model, s.fate, missing)})
		}
	}
	slices.SortFunc(notes, func(a, b Concerned) int { return cmp.Compare(a.What, b.What) })
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
