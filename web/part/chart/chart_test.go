package chart

import (
	"encoding/xml"
	"flag"
	"fmt"
	"html"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tallystick/web/message"
)

var update = flag.Bool("update", false, "write the golden files anew")

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

func TestChart(t *testing.T) {
	claimed := Series{Label: message.Verbatim("Northern staff, claimed"), Rings: []Ring{{day("2031-03-01"), message.Verbatim("correction of −20")}}}
	for i, v := range []int64{0, 40, 40, 180, 160, 410, 690} {
		claimed.Points = append(claimed.Points, Point{day("2031-01-01").AddDate(0, 0, 20*i), v})
	}
	c := Chart{
		ID: "tanks", Title: message.Verbatim("Tanks of the south"), Desc: message.Verbatim("Claimed rises to 690, listed to 205."), Day: day("2031-02-20"),
		Series: []Series{claimed, {Label: message.Verbatim("Listed by <Watch> & others, day by day"), Points: []Point{{day("2031-01-10"), 5}, {day("2031-04-20"), 205}}}, {Label: message.Verbatim("nobody")}},
	}
	got := string(c.SVG(message.English))
	const file = "testdata/chart.svg"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", file, diff)
	}
	if (Chart{Series: []Series{{Label: message.Verbatim("nobody")}}}).SVG(message.English) != "" {
		t.Error("a chart without points is drawn")
	}
}

func TestOn(t *testing.T) {
	s := Series{Points: []Point{{day("2031-01-10"), 5}, {day("2031-01-12"), 7}}}
	for _, c := range []struct {
		day  string
		want int64
		ok   bool
	}{{"2031-01-09", 0, false}, {"2031-01-10", 5, true}, {"2031-01-11", 5, true}, {"2031-01-12", 7, true}, {"2032-01-01", 7, true}} {
		if p, ok := s.On(day(c.day)); p.Value != c.want || ok != c.ok {
			t.Errorf("on %s it is %d, %v; want %d, %v", c.day, p.Value, ok, c.want, c.ok)
		}
	}
}

func TestValueTicks(t *testing.T) {
	for _, c := range []struct {
		most int64
		want []int64
	}{
		{0, []int64{0, 1}},
		{1, []int64{0, 1}},
		{4, []int64{0, 1, 2, 3, 4}},
		{9, []int64{0, 2, 4, 6, 8, 10}},
		{690, []int64{0, 200, 400, 600, 800}},
		{4074, []int64{0, 1000, 2000, 3000, 4000, 5000}},
		{11032, []int64{0, 5000, 10000, 15000}},
		{1_400_000, []int64{0, 500_000, 1_000_000, 1_500_000}},
	} {
		if got := valueTicks(c.most); !slices.Equal(got, c.want) {
			t.Errorf("up to %d: %v, want %v", c.most, got, c.want)
		}
	}
}

func TestDayTicks(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"2020-11-09", "2020-11-12", "9 Nov 2020|10 Nov|11 Nov|12 Nov"},
		{"2020-09-27", "2020-11-10", "27 Sep 2020|7 Oct|17 Oct|27 Oct|6 Nov"},
		{"2022-02-24", "2022-12-31", "Mar 2022|May 2022|Jul 2022|Sep 2022|Nov 2022"},
		{"2022-02-24", "2026-08-08", "2023|2024|2025|2026"},
		{"1991-06-01", "2031-06-01", "2000|2010|2020|2030"},
	} {
		var words []string
		for _, tick := range dayTicks(day(c.from), day(c.to)) {
			words = append(words, tick.words.In(message.English))
		}
		if got := strings.Join(words, "|"); got != c.want {
			t.Errorf("%s to %s: %s, want %s", c.from, c.to, got, c.want)
		}
	}
}

var (
	labelAt  = regexp.MustCompile(`<text class="name [^"]*" x="([\d.]+)%" y="(-?\d+)">`)
	pathSeen = regexp.MustCompile(`[HVM ](\d+)`)
)

// Whatever the numbers and names: the markup is well formed, all of it lies
// within the chart, and no label covers another.
func TestAnySeries(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		title := rapid.String().Draw(t, "title")
		c := Chart{ID: "c", Title: message.Verbatim(title), Desc: message.Verbatim("d")}
		for i := range rapid.IntRange(0, 7).Draw(t, "series") {
			s := Series{Label: message.Verbatim(rapid.String().Draw(t, "label"))}
			when := day("2022-02-24").AddDate(0, 0, rapid.IntRange(0, 3000).Draw(t, fmt.Sprint("from ", i)))
			for range rapid.IntRange(0, 20).Draw(t, "points") {
				s.Points = append(s.Points, Point{when, rapid.Int64Range(-5, 1<<40).Draw(t, "value")})
				when = when.AddDate(0, 0, rapid.IntRange(1, 200).Draw(t, "step"))
			}
			c.Series = append(c.Series, s)
		}
		svg := string(c.SVG(message.English))
		if svg == "" {
			return
		}
		decoder := xml.NewDecoder(strings.NewReader(strings.Map(func(r rune) rune {
			if r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r != 0xFFFE && r != 0xFFFF {
				return r
			}
			return -1 // no XML, but HTML
		}, svg)))
		for {
			if _, err := decoder.Token(); err != nil {
				if err.Error() != "EOF" {
					t.Fatalf("%v in %s", err, svg)
				}
				break
			}
		}
		var ys []int
		for _, m := range labelAt.FindAllStringSubmatch(svg, -1) {
			y, _ := strconv.Atoi(m[2])
			if y < 0 || y > height {
				t.Errorf("a label stands at %d", y)
			}
			ys = append(ys, y)
		}
		slices.Sort(ys)
		for i := 1; i < len(ys); i++ {
			if ys[i]-ys[i-1] < apart {
				t.Errorf("labels stand at %v", ys)
			}
		}
		for _, p := range regexp.MustCompile(` d="([^"]*)"`).FindAllStringSubmatch(svg, -1) {
			for _, n := range pathSeen.FindAllStringSubmatch(p[1], -1) {
				if v, _ := strconv.Atoi(n[1]); v > across {
					t.Errorf("a line leaves the chart: %s", p[1])
				}
			}
		}
		if !strings.Contains(svg, html.EscapeString(title)) {
			t.Errorf("the title %q is not said", title)
		}
	})
}

func BenchmarkSVG(b *testing.B) {
	var s Series
	for i := range 1626 {
		s.Points = append(s.Points, Point{day("2022-02-25").AddDate(0, 0, i), int64(7 * i)})
	}
	c := Chart{ID: "c", Series: []Series{s, s, s}}
	for b.Loop() {
		b.SetBytes(int64(len(c.SVG(message.English))))
	}
}

// Within two days the axis names hours, the first with its day.
func TestHours(t *testing.T) {
	at := func(day, hour, minute int) time.Time { return time.Date(2031, 5, day, hour, minute, 0, 0, time.UTC) }
	for _, c := range []struct {
		from, to time.Time
		want     string
	}{
		{at(6, 10, 5), at(6, 20, 55), "6 May 2031, 10:05 | 14:00 | 16:00 | 18:00 | 20:00"},
		{at(6, 20, 0), at(7, 18, 30), "6 May 2031, 20:00 | 06:00 | 12:00 | 18:00"},
		{at(6, 0, 0), at(7, 0, 0), "6 May 2031 | 7 May"},
	} {
		var words []string
		for _, tick := range dayTicks(c.from, c.to) {
			words = append(words, tick.words.In(message.English))
		}
		if got := strings.Join(words, " | "); got != c.want {
			t.Errorf("%v to %v: %s, want %s", c.from, c.to, got, c.want)
		}
	}
}
