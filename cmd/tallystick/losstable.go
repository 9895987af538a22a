package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"tallystick/flow"
	"tallystick/web/message"
)

// table is numbers in columns for people: 80 characters wide.
type table struct {
	rows  []tableRow
	notes []string
}

type tableRow struct {
	label string
	total flow.LossTotal
	rule  bool // a line above it
}

func lossTable(answer flow.Losses, models bool) table {
	var t table
	side := -1 // row of the side whose classes follow
	for i, by := range answer.By {
		if i == 0 || by.Side != answer.By[i-1].Side {
			side = len(t.rows)
			t.rows = append(t.rows, tableRow{label: by.Side, rule: i > 0})
		}
		t.rows[side].total.Add(by.LossTotal)
		t.rows = append(t.rows, tableRow{label: "  " + cmp.Or(by.Class, "(class not said)"), total: by.LossTotal})
		for _, m := range by.Models {
			if models {
				t.rows = append(t.rows, tableRow{label: "    " + cmp.Or(m.Model, "(model not said)"), total: m.LossTotal})
			}
		}
	}
	if len(answer.Lists) > 1 {
		for i, l := range answer.Lists {
			t.rows = append(t.rows, tableRow{label: "list " + l.List, total: l.LossTotal, rule: i == 0})
		}
	}
	t.rows = append(t.rows, tableRow{label: "Total, each unit once", total: answer.Total.LossTotal, rule: true})
	t.notes = append(t.notes, answer.Total.RuleWords)
	if n := answer.Total.Untold; n > 0 {
		t.notes = append(t.notes, fmt.Sprintf("Units beside these of which no fate could be read, and which stand in no number above: %s.", english(message.Number(int64(n)))))
	}
	if !answer.Note.IsZero() {
		t.notes = append(t.notes, answer.Note.String())
	}
	return t
}

func (t table) write(w io.Writer) error {
	const label, width = 30, 80
	var b strings.Builder
	fmt.Fprintf(&b, "%-*s%9s%11s%9s%11s%10s\n", label, "", "units", "destroyed", "damaged", "abandoned", "captured")
	for _, r := range t.rows {
		if r.rule {
			b.WriteString(strings.Repeat("-", width) + "\n")
		}
		n := func(v int64) string { return english(message.Number(int64(v))) }
		name, units, f := r.label, n(r.total.Units), r.total.Fates
		room := label + 9 - len(units) - len([]rune(name))
		if room < 1 { // the name has a line of its own
			b.WriteString(name + "\n")
			name, room = "", label+9-len(units)
		}
		fmt.Fprintf(&b, "%s%s%s%11s%9s%11s%10s\n", name, strings.Repeat(" ", room), units, n(f.Destroyed), n(f.Damaged), n(f.Abandoned), n(f.Captured))
	}
	for _, note := range t.notes {
		b.WriteString("\n" + wrapped(note, width) + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// wrapped breaks a text into lines of at most so many characters.
func wrapped(text string, width int) string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > width {
			lines, line = append(lines, line), ""
		}
		line = strings.TrimSpace(line + " " + word)
	}
	return strings.Join(append(lines, line), "\n")
}
