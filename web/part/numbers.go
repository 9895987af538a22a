package part

import (
	"slices"
	"strconv"

	"tallystick/evidence"
	"tallystick/web/message"
)

// Amount says an interval of a number in words: "4", "at least 4", "about 20",
// "3 to 5".
func Amount(low, high *int64, approx bool) message.Text {
	said := func(n int64) message.Text {
		if approx {
			return message.Say("about %s", message.Number(n))
		}
		return message.Number(n)
	}
	switch {
	case low == nil && high == nil:
		return message.Say("a number not given")
	case high == nil:
		return message.Say("at least %s", said(*low))
	case low == nil:
		return message.Say("at most %s", said(*high))
	case *low == *high:
		return said(*low)
	case approx:
		return message.Say("about %s to %s", message.Number(*low), message.Number(*high))
	}
	return message.Say("%s to %s [numbers]", message.Number(*low), message.Number(*high))
}

// Row is a number in a table, indented under the number that it is part of.
type Row struct {
	ID     string // of the count or loss
	Depth  int    // 0 for a whole; at most 3, as deep as the page indents
	Number message.Text
	Part   bool // of another number, which holds it
	What   message.Text
	Who    message.Text // nil when nobody says
	Side   string
	Note   message.Text // what the grammar leaves open, nil for nothing
}

// Amount says the number, and that it is part of another: "of which 4".
func (r Row) Amount() message.Text { return ofWhich(r.Part, r.Number) }

func ofWhich(part bool, said message.Text) message.Text {
	if part {
		return message.Say("of which %s", said)
	}
	return said
}

// Shade is the row's depth as the style sheet names it.
func (r Row) Shade() string { return "depth" + strconv.Itoa(r.Depth) }

// CountRows lists counts, each part under its whole.
func CountRows(counts []evidence.Count) []Row {
	nodes := make([]node, len(counts))
	for i, c := range counts {
		nodes[i] = node{c.ID, c.PartOf, Row{ID: c.ID, Number: Amount(c.Min, c.Max, c.Approx), What: CountedWords(c.What), Who: term(nil, c.Who), Side: c.Side}}
	}
	return indent(nodes)
}

// LossRows lists losses, each part under its whole.
func LossRows(losses []evidence.Loss) []Row {
	nodes := make([]node, len(losses))
	for i, l := range losses {
		status := FateWords(l.Status)
		if l.Status == "" {
			status = message.Say("lost, how is not said")
		}
		thing := ClassWords(l.Class)
		if l.Model != "" {
			thing = message.Say("%s (%s)", thing, l.Model)
		}
		nodes[i] = node{l.ID, l.PartOf, Row{ID: l.ID, Number: Amount(l.Min, l.Max, l.Approx), What: thing, Who: status, Side: l.Side}}
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
		row.Part = depth > 0
		if depth == 0 && len(nodes[i].partOf) > 1 {
			row.Part = true
			row.Note = message.Say("Of %s: the sentence leaves open which.", namesOf(nodes, index, nodes[i].partOf))
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

func namesOf(nodes []node, index map[string]int, ids []string) message.Text {
	var names []message.Text
	unknown := false
	for k, id := range slices.Compact(ids) {
		i, known := index[id]
		if !known && unknown {
			continue
		}
		if k > 0 {
			names = append(names, message.Say(" or of "))
		}
		if !known {
			unknown = true
			names = append(names, message.Say("a number not shown here"))
			continue
		}
		names = append(names, message.Say("the %s (%s) [number, what]", nodes[i].row.Number, nodes[i].row.What))
	}
	return message.Joined(names...)
}

// Figures says a claim's numbers in short phrases: "at least 4 killed
// (civilians)".
func Figures(c evidence.Claim) []message.Text {
	var figures []message.Text
	for _, r := range CountRows(c.Counts) {
		figures = append(figures, phrase(r, message.Say("%s %s [number, what]", r.Number, r.What)))
	}
	for _, r := range LossRows(c.Losses) {
		figures = append(figures, phrase(r, message.Say("%s × %s [number, class]", r.Number, r.What)))
	}
	return figures
}

func phrase(r Row, said message.Text) message.Text {
	said = ofWhich(r.Part, said)
	switch {
	case r.Who != nil && r.Side != "":
		return message.Say("%s (%s, %s)", said, r.Who, r.Side)
	case r.Who != nil:
		return message.Say("%s (%s)", said, r.Who)
	case r.Side != "":
		return message.Say("%s (%s)", said, r.Side)
	}
	return said
}
