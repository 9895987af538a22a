package home

import (
	"fmt"
	"html"
	"html/template"
	"net/url"
	"strings"
	"time"

	"tallystick/store"
	"tallystick/web/message"
	"tallystick/web/part"
)

// timeline is incidents over time: a bar for each stretch of days, which is a
// link to the page about those days alone.
type timeline struct {
	bars    []bar
	most    int
	Before  outside // what happened before the bars begin
	After   outside
	Undated int // of which not even the day of a publication is known
	Told    int
	Step    message.Text // how long a bar is
}

// bar is a stretch of days.
type bar struct {
	from, to             time.Time // civil days, both in it
	incidents, contested int
	told                 int // of those: only when they were told is known
}

// outside is what lies beyond an end of the bars.
type outside struct {
	Incidents int
	Href      string
}

// mostBars is how many bars are drawn at most, so that each can be hit by a
// finger on a phone.
const mostBars = 60

// steps are the stretches of time that a bar may stand for, in days.
var steps = []struct {
	days  int
	words message.Message
}{
	{1, message.Say("a bar is a day")}, {7, message.Say("a bar is a week")}, {28, message.Say("a bar is four weeks")},
	{91, message.Say("a bar is thirteen weeks")}, {364, message.Say("a bar is 52 weeks")}, {3640, message.Say("a bar is 520 weeks")},
}

// newTimeline lays out the days of incidents. Where most of them lie close
// together, the bars are of the time of those, and the rest is told at the ends.
func newTimeline(ask part.Ask, days []store.IncidentDay) timeline {
	var t timeline
	var dated []stretch
	for _, d := range days {
		day, err := time.Parse(time.DateOnly, d.Day)
		if err != nil {
			t.Undated += d.Incidents
			continue
		}
		dated = append(dated, stretch{day, d})
	}
	if len(dated) == 0 {
		return t
	}
	first, last := middle(dated)
	step := steps[len(steps)-1]
	for _, s := range steps {
		if daysFrom(dated[first].day, dated[last].day)/s.days < mostBars {
			step = s
			break
		}
	}
	t.Step = step.words
	begin := dated[first].day
	if step.days > 1 { // weeks begin on Mondays
		begin = begin.AddDate(0, 0, -(int(begin.Weekday())+6)%7)
	}
	for n := range daysFrom(begin, dated[last].day)/step.days + 1 {
		from := begin.AddDate(0, 0, n*step.days)
		t.bars = append(t.bars, bar{from: from, to: from.AddDate(0, 0, step.days-1)})
	}
	for _, s := range dated {
		switch n := daysFrom(begin, s.day) / step.days; {
		case s.day.Before(begin):
			t.Before.Incidents += s.Incidents
		case n >= len(t.bars):
			t.After.Incidents += s.Incidents
		default:
			b := &t.bars[n]
			b.incidents, b.contested, b.told = b.incidents+s.Incidents, b.contested+s.Contested, b.told+s.IncidentDay.Told
			t.Told += s.IncidentDay.Told
			t.most = max(t.most, b.incidents)
		}
	}
	t.Before.Href = spanHref(ask, "", begin.AddDate(0, 0, -1).Format(time.DateOnly))
	t.After.Href = spanHref(ask, t.bars[len(t.bars)-1].to.AddDate(0, 0, 1).Format(time.DateOnly), "")
	return t
}

// stretch is what begins on one day.
type stretch struct {
	day time.Time
	store.IncidentDay
}

// middle returns the first and last day of the shortest time in which three
// quarters of the incidents lie, when that is less than a third of the time of
// all; else of that.
func middle(days []stretch) (first, last int) {
	all := 0
	for _, d := range days {
		all += d.Incidents
	}
	last = len(days) - 1
	shortest := daysFrom(days[0].day, days[last].day) / 3
	in, from := 0, 0
	for to, d := range days {
		for in += d.Incidents; 4*(in-days[from].Incidents) >= 3*all; from++ {
			in -= days[from].Incidents
		}
		if long := daysFrom(days[from].day, d.day); 4*in >= 3*all && long < shortest {
			shortest, first, last = long, from, to
		}
	}
	return first, last
}

func daysFrom(a, b time.Time) int { return int(b.Sub(a) / (24 * time.Hour)) }

// spanHref is the address of the page about a span of days.
func spanHref(ask part.Ask, from, to string) string {
	q := url.Values{}
	for name, day := range map[string]string{"from": from, "to": to} {
		if day != "" {
			q.Set(name, day)
		}
	}
	if len(q) == 0 {
		return ask.Link("/") + "#incidents"
	}
	return ask.Link("/?"+q.Encode()) + "#incidents"
}

// The timeline's measure: pixels down, parts of the width across.
const (
	high  = 132
	above = 18 // of the highest bar
	floor = high - 24
)

// SVG draws the bars. Those of the days asked for stand out.
func (t timeline) SVG(ask part.Ask, from, to string) template.HTML {
	if len(t.bars) == 0 {
		return ""
	}
	say := func(text message.Text) string { return html.EscapeString(text.In(ask.In())) }
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="timeline" id="timeline" role="group" aria-label="%s" width="100%%" height="%d">`+"\n", say(message.Say("Incidents over time")), high)
	b.WriteString(`<defs><pattern id="contested" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="under" width="5" height="5"/><rect class="line" width="2.4" height="5"/></pattern></defs>` + "\n")
	width := 100 / float64(len(t.bars))
	fmt.Fprintf(&b, `<line class="grid" x1="0" x2="100%%" y1="%d" y2="%[1]d"/><text class="tick" x="0" y="%d">%s</text>`+"\n", above, above-5, say(message.Number(int64(t.most))))
	fmt.Fprintf(&b, `<line class="floor" x1="0" x2="100%%" y1="%d" y2="%[1]d"/>`+"\n", floor)
	for n, s := range t.bars {
		day, until := s.from.Format(time.DateOnly), s.to.Format(time.DateOnly)
		class := "bar"
		if from != "" && until < from || to != "" && day > to {
			class += " out"
		}
		if s.incidents == 0 {
			fmt.Fprintf(&b, `<rect class="gap" data-from="%s" data-to="%s" x="%.3f%%" width="%.3f%%" y="0" height="%d"/>`+"\n", day, until, float64(n)*width, width, floor)
			continue
		}
		fmt.Fprintf(&b, `<a class="%s" href="%s" data-from="%s" data-to="%s"><title>%s</title>`, class, html.EscapeString(spanHref(ask, day, until)), day, until, say(s.words()))
		up, dated, struck := t.height(s.incidents), t.height(s.incidents-s.told), t.height(s.contested)
		fmt.Fprintf(&b, `<rect class="hit" x="%.3f%%" width="%.3f%%" y="0" height="%d"/>`, float64(n)*width, width, floor)
		if s.told > 0 {
			fmt.Fprintf(&b, `<rect class="told" x="%.3f%%" width="%.3f%%" y="%.1f" height="%.1f"/>`, (float64(n)+.08)*width, .84*width, floor-up, up)
		}
		if dated > 0 {
			fmt.Fprintf(&b, `<rect class="all" x="%.3f%%" width="%.3f%%" y="%.1f" height="%.1f"/>`, (float64(n)+.08)*width, .84*width, floor-dated, dated)
		}
		if s.contested > 0 {
			fmt.Fprintf(&b, `<rect fill="url(#contested)" x="%.3f%%" width="%.3f%%" y="%.1f" height="%.1f"/>`, (float64(n)+.08)*width, .84*width, floor-struck, struck)
		}
		b.WriteString("</a>\n")
	}
	b.WriteString(`<rect class="brush" y="0" height="` + fmt.Sprint(floor) + `" width="0"/>` + "\n")
	t.ticks(&b, say)
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

// height is how high a number of incidents is drawn: a bar is never flatter
// than a line.
func (t timeline) height(n int) float64 {
	if n == 0 {
		return 0
	}
	return max(2, float64(floor-above)*float64(n)/float64(t.most))
}

// ticks writes the days at the ends, and in the middle.
func (t timeline) ticks(b *strings.Builder, say func(message.Text) string) {
	first, last := t.bars[0].from, t.bars[len(t.bars)-1].to
	fmt.Fprintf(b, `<text class="tick" x="0" y="%d">%s</text>`, high-6, say(message.Day(first)))
	if n := len(t.bars) / 2; len(t.bars) > 8 {
		fmt.Fprintf(b, `<text class="tick middle" x="%.2f%%" y="%d">%s</text>`, 100*float64(n)/float64(len(t.bars)), high-6, say(message.DayOfYear(t.bars[n].from)))
	}
	fmt.Fprintf(b, `<text class="tick end" x="100%%" y="%d">%s</text>`+"\n", high-6, say(message.Day(last)))
}

// words say what a bar stands for.
func (s bar) words() message.Text {
	days := message.Text(message.Day(s.from))
	if !s.to.Equal(s.from) {
		days = message.Say("%s to %s", message.Day(s.from), message.Day(s.to))
	}
	words := message.Say("%s: %s, %s", days, message.Say("%d incidents", s.incidents), message.Say("%d of them contested", s.contested))
	if s.told > 0 {
		return message.Say("%s; of %d only the day of the report is known", words, s.told)
	}
	return words
}
