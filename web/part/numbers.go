package part

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tallystick/evidence"
)

// Thousands writes n with commas.
func Thousands(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "−", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}

func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return Thousands(n) + " " + thing + "s"
}

// Amount says an interval of a number in words: "4", "at least 4", "about 20",
// "3 to 5".
func Amount(low, high *int64, approx bool) string {
	about := ""
	if approx {
		about = "about "
	}
	switch {
	case low == nil && high == nil:
		return "a number not given"
	case high == nil:
		return "at least " + about + Thousands(int(*low))
	case low == nil:
		return "at most " + about + Thousands(int(*high))
	case *low == *high:
		return about + Thousands(int(*low))
	}
	return about + Thousands(int(*low)) + " to " + Thousands(int(*high))
}

// Row is a number in a table, indented under the number that it is part of.
type Row struct {
	ID     string // of the count or loss
	Depth  int    // 0 for a whole; at most 3, as deep as the page indents
	Amount string
	What   string
	Who    string
	Side   string
	Note   string // what the grammar leaves open
}

// Shade is the row's depth as the style sheet names it.
func (r Row) Shade() string { return "depth" + strconv.Itoa(r.Depth) }

// CountRows lists counts, each part under its whole.
func CountRows(counts []evidence.Count) []Row {
	nodes := make([]node, len(counts))
	for i, c := range counts {
		nodes[i] = node{c.ID, c.PartOf, Row{ID: c.ID, Amount: Amount(c.Min, c.Max, c.Approx), What: c.What, Who: c.Who, Side: c.Side}}
	}
	return indent(nodes)
}

// LossRows lists losses, each part under its whole.
func LossRows(losses []evidence.Loss) []Row {
	nodes := make([]node, len(losses))
	for i, l := range losses {
		status := l.Status
		if status == "" {
			status = "lost, how is not said"
		}
		thing := l.Class
		if l.Model != "" {
			thing += " (" + l.Model + ")"
		}
		nodes[i] = node{l.ID, l.PartOf, Row{ID: l.ID, Amount: Amount(l.Min, l.Max, l.Approx), What: thing, Who: status, Side: l.Side}}
	}
	return indent(nodes)
}

type node struct {
	id     string
	partOf []string
	row    Row
}

// indent puts every part under its whole. A part that names two wholes or more
// stays at the margin and says so; one whose whole is not here as well.
func indent(nodes []node) []Row {
	index := make(map[string]int, len(nodes))
	for i, n := range nodes {
		index[n.id] = i
	}
	parts := make(map[int][]int) // whole -> parts
	var wholes []int
	for i, n := range nodes {
		if len(n.partOf) == 1 {
			if whole, ok := index[n.partOf[0]]; ok && whole != i {
				parts[whole] = append(parts[whole], i)
				continue
			}
		}
		wholes = append(wholes, i)
	}
	var rows []Row
	done := make([]bool, len(nodes))
	var list func(i, depth int)
	list = func(i, depth int) {
		if done[i] {
			return
		}
		done[i] = true
		row := nodes[i].row
		row.Depth = min(depth, 3)
		switch {
		case depth > 0:
			row.Amount = "of which " + row.Amount
		case len(nodes[i].partOf) > 1:
			row.Amount = "of which " + row.Amount
			row.Note = "Of " + namesOf(nodes, index, nodes[i].partOf) + ": the sentence leaves open which."
		}
		rows = append(rows, row)
		for _, p := range parts[i] {
			list(p, depth+1)
		}
	}
	for _, i := range wholes {
		list(i, 0)
	}
	for i := range nodes { // parts of each other in a ring have no whole: still shown
		list(i, 0)
	}
	return rows
}

func namesOf(nodes []node, index map[string]int, ids []string) string {
	var names []string
	for _, id := range ids {
		name := "a number not shown here"
		if i, ok := index[id]; ok {
			name = "the " + nodes[i].row.Amount + " (" + nodes[i].row.What + ")"
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, " or of ")
}

// Figures says a claim's numbers in short phrases: "at least 4 killed
// (civilians)".
func Figures(c evidence.Claim) []string {
	var figures []string
	for _, r := range CountRows(c.Counts) {
		figures = append(figures, phrase(r.Amount+" "+r.What, r.Who, r.Side))
	}
	for _, r := range LossRows(c.Losses) {
		figures = append(figures, phrase(r.Amount+" × "+r.What, r.Who, r.Side))
	}
	return figures
}

func phrase(said string, details ...string) string {
	details = slices.DeleteFunc(details, func(d string) bool { return d == "" })
	if len(details) == 0 {
		return said
	}
	return fmt.Sprintf("%s (%s)", said, strings.Join(details, ", "))
}
