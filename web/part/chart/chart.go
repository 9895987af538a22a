// Package chart draws series of numbers over time as step lines in SVG: a pure
// function from values to markup. The markup carries no style of its own; the
// site's sheet gives line styles and colours, so that a chart follows the
// reader's scheme and prints.
package chart

import (
	"cmp"
	_ "embed"
	"fmt"
	"html"
	"html/template"
	"slices"
	"strings"
	"time"

	"tallystick/web/message"
)

// Style is the style sheet of charts.
//
//go:embed chart.css
var Style string

// Point is a number that holds from a day on, until the next point.
type Point struct {
	Day   time.Time // of which the civil date counts
	Value int64     // 0 or more: less is drawn as 0
}

// Series is one line. Its points are in the order of their days.
type Series struct {
	Label  message.Text // short: it stands at the line's end
	Points []Point
	Rings  []Ring // days to be marked on the line
}

// Ring marks a day on a line.
type Ring struct {
	Day   time.Time
	Words message.Text // what is to be known of it
}

// Chart is series over one stretch of time. Nothing is drawn of a chart
// without points.
type Chart struct {
	ID     string       // of the element, unique on its page
	Title  message.Text // what is drawn, for those who do not see it
	Desc   message.Text // what there is to be seen in it
	Series []Series
	Day    time.Time // a day to be marked; zero for none
}

// Styles is how many line styles the sheet tells apart.
const Styles = 6

// The chart's measure: pixels down, and thousandths of the width across, so
// that lines stretch with the page while words keep their size.
const (
	height = 360
	top    = 34
	bottom = height - 30
	across = 1000
	apart  = 17 // pixels from one end label to the next, at least
)

// SVG draws the chart with words in a language.
func (c Chart) SVG(l *message.Language) template.HTML {
	a, ok := c.axes()
	if !ok {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="chart" role="img" aria-labelledby="%[1]s-title %[1]s-desc" width="100%%" height="%d">`, html.EscapeString(c.ID), height)
	fmt.Fprintf(&b, "\n<title id=\"%[1]s-title\">%[2]s</title>\n<desc id=\"%[1]s-desc\">%[3]s</desc>\n", html.EscapeString(c.ID), escaped(l, c.Title), escaped(l, c.Desc))
	for _, v := range a.values {
		y := a.y(v)
		fmt.Fprintf(&b, `<line class="grid" x1="0" x2="100%%" y1="%d" y2="%[1]d"/><text class="tick" x="0" y="%d">%s</text>`, y, y-4, l.T(message.Number(v)))
	}
	b.WriteString("\n")
	for _, t := range a.days {
		x := percent(a.x(t.day))
		fmt.Fprintf(&b, `<line class="grid" x1="%s" x2="%s" y1="%d" y2="%d"/>`, x, x, bottom, bottom+5)
		fmt.Fprintf(&b, `<text class="tick%s" x="%s" y="%d">%s</text>`, tickAnchor(a.x(t.day)), x, bottom+20, escaped(l, t.words))
	}
	fmt.Fprintf(&b, "\n<svg viewBox=\"0 0 %d %d\" width=\"100%%\" height=\"%d\" preserveAspectRatio=\"none\">\n", across, height, height)
	for i, s := range c.Series {
		if path := a.path(s); path != "" {
			fmt.Fprintf(&b, "<path class=\"series %s\" vector-effect=\"non-scaling-stroke\" d=\"%s\"/>\n", Class(i), path)
		}
	}
	b.WriteString("</svg>\n")
	if !c.Day.IsZero() && !c.Day.Before(a.from) && !c.Day.After(a.to) {
		fmt.Fprintf(&b, "<line class=\"day\" x1=\"%s\" x2=\"%[1]s\" y1=\"%d\" y2=\"%d\"/>\n", percent(a.x(c.Day)), top, bottom)
	}
	for i, s := range c.Series {
		for _, r := range s.Rings {
			if v, ok := s.On(r.Day); ok {
				fmt.Fprintf(&b, "<circle class=\"ring %s\" cx=\"%s\" cy=\"%d\" r=\"3\"><title>%s</title></circle>\n", Class(i), percent(a.x(r.Day)), a.y(v.Value), escaped(l, r.Words))
			}
		}
	}
	for _, end := range a.labels(c.Series) {
		fmt.Fprintf(&b, "<circle class=\"end-point %s\" cx=\"%s\" cy=\"%d\" r=\"2.5\"/>", Class(end.series), percent(end.x), end.end)
		fmt.Fprintf(&b, "<text class=\"name %s%s\" x=\"%s\" y=\"%d\">%s <tspan>%s</tspan></text>\n", Class(end.series), nameAnchor(end.x), percent(end.x), end.y, html.EscapeString(short(l.T(end.name))), l.T(message.Number(end.value)))
	}
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

func escaped(l *message.Language, what message.Text) string { return html.EscapeString(l.T(what)) }

// Key draws a short piece of the i-th series' line, to stand beside its name.
func Key(i int) template.HTML {
	return template.HTML(fmt.Sprintf(`<svg class="key" width="34" height="12" aria-hidden="true"><path class="series %s" d="M0 6H34"/></svg>`, Class(i)))
}

// Class names the line style of the i-th series.
func Class(i int) string { return fmt.Sprintf("s%d", i%Styles+1) }

// On returns the point that holds on a day: the last one up to it.
func (s Series) On(day time.Time) (Point, bool) {
	i, found := slices.BinarySearchFunc(s.Points, day, func(p Point, d time.Time) int { return p.Day.Compare(d) })
	switch {
	case found:
		return s.Points[i], true
	case i == 0:
		return Point{}, false
	}
	return s.Points[i-1], true
}

// axes place values and days.
type axes struct {
	from, to time.Time
	most     int64
	values   []int64
	days     []tick
}

func (c Chart) axes() (axes, bool) {
	var a axes
	for _, s := range c.Series {
		for _, p := range s.Points {
			if a.from.IsZero() || p.Day.Before(a.from) {
				a.from = p.Day
			}
			if p.Day.After(a.to) {
				a.to = p.Day
			}
			a.most = max(a.most, p.Value)
		}
	}
	if a.from.IsZero() {
		return a, false
	}
	if !a.to.After(a.from) {
		a.to = a.from.AddDate(0, 0, 1)
	}
	a.values = valueTicks(a.most)
	a.most = max(a.most, a.values[len(a.values)-1])
	a.days = dayTicks(a.from, a.to)
	return a, true
}

// x is a day's place, in thousandths of the width.
func (a axes) x(day time.Time) int {
	return int(float64(across)*day.Sub(a.from).Hours()/a.to.Sub(a.from).Hours() + .5)
}

// y is a value's place, in pixels from the top.
func (a axes) y(v int64) int {
	return bottom - int(float64(bottom-top)*float64(max(0, v))/float64(a.most)+.5)
}

// path draws steps: along to the day, then up or down to its value. Days that
// fall on one place are one step, to the last value.
func (a axes) path(s Series) string {
	var b strings.Builder
	lastX, lastY := -1, -1
	for i, p := range s.Points {
		x, y := a.x(p.Day), a.y(p.Value)
		switch {
		case i == 0:
			fmt.Fprintf(&b, "M%d %d", x, y)
		case y == lastY || i+1 < len(s.Points) && a.x(s.Points[i+1].Day) == x:
			continue
		case x == lastX:
			fmt.Fprintf(&b, "V%d", y)
		default:
			fmt.Fprintf(&b, "H%dV%d", x, y)
		}
		lastX, lastY = x, y
	}
	if n := len(s.Points); n > 0 && a.x(s.Points[n-1].Day) != lastX {
		fmt.Fprintf(&b, "H%d", a.x(s.Points[n-1].Day))
	}
	return b.String()
}

// label is a line's name at its end.
type label struct {
	series int
	name   message.Text
	value  int64
	x, y   int
	end    int // where the line ends
}

// labels places the names above the ends of their lines, and no nearer to each
// other than can be read: the lower keeps its place, the upper moves up, and
// where there is no room left all of them move down.
func (a axes) labels(series []Series) []label {
	var all []label
	for i, s := range series {
		if n := len(s.Points); n > 0 {
			p := s.Points[n-1]
			all = append(all, label{i, s.Label, p.Value, a.x(p.Day), a.y(p.Value) - 7, a.y(p.Value)})
		}
	}
	slices.SortStableFunc(all, func(a, b label) int { return cmp.Compare(b.y, a.y) })
	for i := range all[min(1, len(all)):] {
		all[i+1].y = min(all[i+1].y, all[i].y-apart)
	}
	for i := len(all) - 1; i >= 0; i-- {
		least := 12
		if i+1 < len(all) {
			least = all[i+1].y + apart
		}
		all[i].y = max(all[i].y, least)
	}
	return all
}

// percent says thousandths as a share of the width.
func percent(x int) string { return fmt.Sprintf("%d.%d%%", x/10, x%10) }

// tickAnchor and nameAnchor are the classes of words at a place, so that they do
// not leave the chart, on a phone either.
func tickAnchor(x int) string {
	if x > 930 {
		return " end"
	}
	return ""
}

func nameAnchor(x int) string {
	switch {
	case x > 610:
		return " end"
	case x > 390:
		return " middle"
	}
	return ""
}

// short cuts a name to what a phone has room for.
func short(name string) string {
	const most = 26
	runes := []rune(name)
	if len(runes) <= most {
		return name
	}
	return strings.TrimRight(string(runes[:most-1]), " ,.:") + "…"
}
