package chart

import (
	"fmt"
	"html"
	"html/template"
	"strings"
	"time"
	"unicode/utf8"

	"tallystick/web/message"
)

// Lane is one line of days on which something is said to have happened.
type Lane struct {
	Label message.Text
	Marks []Mark
}

// Mark is a day, or all days up to another, on a lane.
type Mark struct {
	From, To time.Time // equal for one day
	Shape    Shape
	Count    int          // how many say so: written beside the mark when it is more than one
	Words    message.Text // what is to be known of it
}

// Shape tells marks apart without colour.
type Shape string

// The shapes of marks of one day. Several days are a bar, whatever the shape.
const (
	Dot    Shape = "dot"
	Cross  Shape = "cross"
	Square Shape = "square"
)

// Lanes is what is said to have happened by day, a lane below the other.
// Nothing is drawn without marks.
type Lanes struct {
	ID          string // of the element, unique on its page
	Title, Desc message.Text
	Day         time.Time // a day to be marked; zero for none
	Lanes       []Lane
}

const (
	laneHeight = 40
	laneLine   = 27 // of a lane's line, from its top
	// inset keeps marks of the first and last day whole, in thousandths.
	inset = 22
	// letter is about how wide one is on a phone, in thousandths.
	letter = 18
)

// SVG draws the lanes with words in a language.
func (d Lanes) SVG(l *message.Language) template.HTML {
	var a axes
	for _, lane := range d.Lanes {
		for _, m := range lane.Marks {
			a.reach(m.From)
			a.reach(m.To)
		}
	}
	if a.from.IsZero() {
		return ""
	}
	if !d.Day.IsZero() {
		a.reach(d.Day)
	}
	a.to = a.to.AddDate(0, 0, 1) // a mark stands at its day's beginning
	down := laneHeight * len(d.Lanes)
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="chart lanes" role="img" aria-labelledby="%[1]s-title %[1]s-desc" width="100%%" height="%d">`, html.EscapeString(d.ID), down+28)
	fmt.Fprintf(&b, "\n<title id=\"%[1]s-title\">%[2]s</title>\n<desc id=\"%[1]s-desc\">%[3]s</desc>\n", html.EscapeString(d.ID), escaped(l, d.Title), escaped(l, d.Desc))
	free := 0 // from where on there is room for words
	for _, t := range dayTicks(a.from, a.to) {
		x, words := a.within(t.day), l.T(t.words)
		fmt.Fprintf(&b, `<line class="grid" x1="%s" x2="%[1]s" y1="%d" y2="%d"/>`, percent(x), down, down+5)
		anchor, wide := nameAnchorAt(x, 60, 860), letter*utf8.RuneCountInString(words)
		start := x - map[string]int{" middle": wide / 2, " end": wide}[anchor]
		if start < free {
			continue
		}
		free = start + wide
		fmt.Fprintf(&b, "<text class=\"tick%s\" x=\"%s\" y=\"%d\">%s</text>\n", anchor, percent(x), down+20, html.EscapeString(words))
	}
	if !d.Day.IsZero() {
		fmt.Fprintf(&b, "<line class=\"day\" x1=\"%s\" x2=\"%[1]s\" y1=\"2\" y2=\"%d\"/>\n", percent(a.within(d.Day)), down)
	}
	for i, lane := range d.Lanes {
		y := i*laneHeight + laneLine
		fmt.Fprintf(&b, `<text class="lane" x="0" y="%d">%s</text><line class="grid" x1="0" x2="100%%" y1="%d" y2="%[3]d"/>`, y-13, escaped(l, lane.Label), y)
		b.WriteString("\n")
		for _, m := range lane.Marks {
			a.mark(&b, l, m, y)
		}
	}
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

// mark draws one mark with its words.
func (a axes) mark(b *strings.Builder, l *message.Language, m Mark, y int) {
	x, end := a.within(m.From), a.within(m.To)
	fmt.Fprintf(b, `<g class="point"><title>%s</title>`, escaped(l, m.Words))
	switch {
	case end > x:
		fmt.Fprintf(b, `<rect x="%s" y="%d" width="%s" height="8" rx="4"/>`, percent(x), y-4, percent(end-x))
	case m.Shape == Cross:
		fmt.Fprintf(b, `<svg x="%s" y="%d" width="1" height="1" overflow="visible"><path d="M-5 -5L5 5M5 -5L-5 5"/></svg>`, percent(x), y)
	case m.Shape == Square:
		fmt.Fprintf(b, `<svg x="%s" y="%d" width="1" height="1" overflow="visible"><rect x="-5" y="-5" width="10" height="10"/></svg>`, percent(x), y)
	default:
		fmt.Fprintf(b, `<circle cx="%s" cy="%d" r="5"/>`, percent(x), y)
	}
	if m.Count > 1 {
		shift, anchor := 9, ""
		if end > 900 {
			shift, anchor = -9, " end"
		}
		fmt.Fprintf(b, `<text class="tick%s" x="%s" dx="%d" y="%d">×%d</text>`, anchor, percent(end), shift, y+12, m.Count)
	}
	b.WriteString("</g>\n")
}

func (a *axes) reach(day time.Time) {
	if a.from.IsZero() || day.Before(a.from) {
		a.from = day
	}
	if day.After(a.to) {
		a.to = day
	}
}

// within is a day's place, in thousandths, clear of the edges.
func (a axes) within(day time.Time) int {
	return inset + a.x(day)*(across-2*inset)/across
}

// nameAnchorAt is the class of words at a place between the two where they
// would leave the chart.
func nameAnchorAt(x, first, last int) string {
	switch {
	case x > last:
		return " end"
	case x >= first:
		return " middle"
	}
	return ""
}
