package atlas

import (
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tallystick/flow"
	"tallystick/link/accounts"
	"tallystick/web/message"
)

var update = flag.Bool("update", false, "write the golden file anew")

// gazetteer is a list of places in the order in which a ledger gives them.
type gazetteer []flow.Place

func (g gazetteer) Places(west, south, east, north float64) (found []flow.Place) {
	for _, p := range g {
		p.Shown = p.Name
		if p.Class == "country" || (Box{west, south, east, north}).holds(p.Lon, p.Lat) {
			found = append(found, p)
		}
	}
	return found
}

func (g gazetteer) Reach(_, _ string, _, _ float64) flow.Reach { return flow.Reach{Metres: 4000} }

// Malta: an island, a lake-less coast, two towns so close that one name finds
// no room.
var islands = gazetteer{
	{Name: "Valletta", Class: "city", Country: "MLT", Lat: 35.9, Lon: 14.51, Capital: true},
	{Name: "Malta", Class: "country", Country: "MLT", Lat: 35.9, Lon: 14.4},
	{Name: "Floriana", Class: "town", Country: "MLT", Lat: 35.895, Lon: 14.507},
	{Name: "Birgu / Vittoriosa", Class: "town", Country: "MLT", Lat: 35.83, Lon: 14.45},
}

func one(lon, lat, radius float64, standing string, toll int64, place string, incidents int) Mark {
	return Mark{
		Lon: lon, Lat: lat, Radius: radius, Standing: standing, Toll: toll, Places: []string{place}, Shown: []string{place}, Incidents: make([]flow.Incident, incidents),
		Title: message.Verbatim(place + " <told>"), Href: "/map?side=A&amp#" + place,
	}
}

// A map is drawn to the same bytes each time: coast, names, areas to scale,
// a sign for each standing, and every mark a link.
func TestGolden(t *testing.T) {
	m := Map{Label: message.Verbatim("Two islands & a sea"), Language: message.English, Marks: []Mark{
		one(14.24, 36.05, 4000, accounts.Contested, 120, "Gozo", 1),
		one(14.52, 35.83, 2000, accounts.Single, 0, "Marsaxlokk", 3),
	}}
	got := string(m.SVG(islands))
	if again := string(m.SVG(islands)); again != got {
		t.Error("the same map is drawn in other bytes")
	}
	const file = "testdata/malta.svg"
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Every mark lies on the sheet with the whole of its area, whatever the marks;
// the drawing is well formed, has no style of its own, and stays small.
func TestEveryMarkIsOnTheSheet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var marks []Mark
		west, south := rapid.Float64Range(-179, 170).Draw(t, "west"), rapid.Float64Range(-55, 65).Draw(t, "south")
		span := rapid.SampledFrom([]float64{0, 0.1, 3, 8}).Draw(t, "span")
		for i := range rapid.IntRange(1, 20).Draw(t, "marks") {
			lon, lat := west+span*rapid.Float64Range(0, 1).Draw(t, "lon"), south+span*rapid.Float64Range(0, 1).Draw(t, "lat")
			marks = append(marks, one(lon, lat, rapid.Float64Range(100, 40_000).Draw(t, "radius"), rapid.SampledFrom(standings).Draw(t, "standing"), 10, fmt.Sprint("P", i), 1))
		}
		m := Map{Label: message.Verbatim("map"), Language: message.English, Marks: marks, Box: Around(marks), High: rapid.SampledFrom([]float64{0, 400}).Draw(t, "high")}
		v := m.View()
		drawn := string(m.SVG(islands))
		if len(drawn) > 120_000 {
			t.Errorf("%d bytes", len(drawn))
		}
		ellipses, links := 0, 0
		d := xml.NewDecoder(strings.NewReader(drawn))
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			e, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			has := make(map[string]string)
			for _, a := range e.Attr {
				has[a.Name.Local] = a.Value
			}
			if has["style"] != "" {
				t.Errorf("<%s> has a style of its own", e.Name.Local)
			}
			switch {
			case e.Name.Local == "a":
				links++
			case has["class"] == "extent":
				ellipses++
				at := func(name string) float64 { n, _ := strconv.ParseFloat(has[name], 64); return n }
				if at("cx")-at("rx") < 0 || at("cx")+at("rx") > wide || at("cy")-at("ry") < 0 || at("cy")+at("ry") > v.High {
					t.Errorf("an area lies outside: %v, on a sheet of %g by %g", has, wide, v.High)
				}
			}
		}
		if ellipses != len(marks) || links != len(marks) {
			t.Errorf("%d areas and %d links of %d marks", ellipses, links, len(marks))
		}
	})
}

// A mark a continent away from all others does not shrink their map: it is
// named beside it, and is no link that nobody sees.
func TestFarMark(t *testing.T) {
	var marks []Mark
	for i := range 9 {
		marks = append(marks, one(47+float64(i)/10, 40, 4000, accounts.Single, 0, fmt.Sprint("Near", i), 1))
	}
	m := Map{Label: message.Verbatim("map"), Marks: append(marks, one(-81.7, 41.5, 8000, accounts.Single, 0, "Far", 1))}
	if v := m.View(); v.holds(-81.7, 41.5) || !v.holds(47, 40) || v.East-v.West > 3 {
		t.Errorf("the map shows %v", v.Box)
	}
	drawn := string(m.Figure(islands))
	if n := strings.Count(drawn, `<a class="spot"`); n != 9 {
		t.Errorf("%d marks are drawn, want the 9 near ones", n)
	}
	if !strings.Contains(drawn, `not drawn: <a href="/map?side=A&amp;amp#Far"><bdi>Far</bdi></a>.`) {
		t.Error("the far one is not named beside the map")
	}
}

// Names never stand over one another or over a disc, on a wide screen or on a
// phone.
func TestLabelsApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := Fit(Box{10, 40, 14, 42}, 600)
		var places gazetteer
		for i := range rapid.IntRange(0, 60).Draw(t, "places") {
			places = append(places, flow.Place{Name: strings.Repeat("n", 3+i%20), Class: "city", Lon: rapid.Float64Range(10, 14).Draw(t, "lon"), Lat: rapid.Float64Range(40, 42).Draw(t, "lat")})
		}
		marks := []Mark{one(12, 41, 5000, accounts.Single, 500, "Here", 1)}
		for _, s := range letterings {
			l := &labeller{lettering: s, view: v}
			x, y := v.at(12, 41)
			l.keep(x, y, s.discs*marks[0].size())
			for _, p := range places {
				x, y := v.at(p.Lon, p.Lat)
				l.beside(p.Name, "of-place", x, y, 3, true)
			}
			for i, a := range l.taken {
				for j, b := range l.taken[:i] {
					if a.meets(b) && !(i == j+1) { // a dot and its own name touch
						t.Fatalf("%s: %v and %v", s.class, a, b)
					}
				}
			}
		}
	})
}

// What the base is cut from is whole: a ring is cut to a box without leaving
// it, and water that land surrounds stays water.
func TestClip(t *testing.T) {
	square := []point{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}}
	for _, c := range []struct {
		name string
		box  Box
		want float64 // area of what is left
	}{
		{"all within", Box{-1, -1, 11, 11}, 100},
		{"a corner", Box{5, 5, 20, 20}, 25},
		{"the middle", Box{4, 4, 6, 6}, 4},
		{"beside", Box{20, 20, 30, 30}, 0},
	} {
		if _, _, got := middle(c.box.ring(square)); got != c.want {
			t.Errorf("%s: area %g, want %g", c.name, got, c.want)
		}
	}
	parts := (Box{2, -1, 8, 1}).lines([]point{{0, 0}, {5, 0}, {5, 5}, {6, 5}, {6, 0}, {10, 0}})
	if want := [][]point{{{2, 0}, {5, 0}, {5, 1}}, {{6, 1}, {6, 0}, {8, 0}}}; !cmp.Equal(parts, want) {
		t.Errorf("a line that leaves and comes back is cut into %v, want %v", parts, want)
	}
}

// The base knows what a reader would look for.
func TestBase(t *testing.T) {
	fine := world().levels[0]
	onLand := func(lon, lat float64) bool {
		in := false
		for _, r := range fine.land {
			if !r.box.holds(lon, lat) {
				continue
			}
			for i := range len(r.points) - 1 {
				a, b := r.points[i], r.points[i+1]
				if (a[1] > lat) != (b[1] > lat) && lon < a[0]+(lat-a[1])/(b[1]-a[1])*(b[0]-a[0]) {
					in = !in
				}
			}
		}
		return in
	}
	for _, c := range []struct {
		where    string
		lon, lat float64
		land     bool
	}{
		{"Barda", 47.13, 40.37, true}, {"Caspian Sea", 51, 40, false}, {"Black Sea", 34, 43, false}, {"Chukotka, beyond 180 degrees", -172, 66.5, true},
		{"Bering Strait", -168.9, 66, false}, {"Pacific Ocean", -150, 20, false}, {"South Pole", 0, -89, true},
	} {
		if onLand(c.lon, c.lat) != c.land {
			t.Errorf("%s is land: %v", c.where, !c.land)
		}
	}
	crimea := Box{33, 45.8, 35.5, 46.3} // the isthmus
	near := func(lines []line) bool {
		for _, l := range lines {
			if len(crimea.lines(l.points)) > 0 {
				return true
			}
		}
		return false
	}
	if !near(fine.disputed) || near(fine.borders) {
		t.Error("the boundary at the neck of Crimea is not drawn as a disputed one")
	}
	if len(packed) > 1_500_000 {
		t.Errorf("the base has %d bytes", len(packed))
	}
}

// A base that is cut off or has other bytes in it is refused, and nothing
// panics.
func TestUnpackBroken(t *testing.T) {
	for _, b := range [][]byte{nil, []byte("no gzip"), packed[:len(packed)/2]} {
		if _, err := unpack(b); err == nil {
			t.Errorf("%d bytes are taken for a base", len(b))
		}
	}
}

func BenchmarkSVG(b *testing.B) {
	for _, c := range []struct {
		name string
		box  Box
	}{{"country", Box{43, 38, 50, 42}}, {"continent", Box{-10, 35, 60, 70}}, {"world", inhabited}} {
		b.Run(c.name, func(b *testing.B) {
			m := Map{Label: message.Verbatim("map"), Language: message.English, Box: c.box}
			for b.Loop() {
				b.ReportMetric(float64(len(m.SVG(islands))), "bytes")
			}
		})
	}
}

// What is told of a sea or a country has no disc: a plate on the sheet, its
// bounds where they are known and nobody's, and a place in the list beside it.
// Plates stand on no disc, no name and no other plate.
func TestAreas(t *testing.T) {
	sea := one(15, 35.5, 200_000, accounts.Single, 0, "Sea", 2)
	sea.Area, sea.Box = true, Box{13, 34.5, 17, 36.5}
	land := one(14.4, 35.9, 0, accounts.Contested, 0, "Malta", 1)
	land.Area, land.Country = true, true
	m := Map{Label: message.Verbatim("map"), Marks: []Mark{sea, land, one(14.4, 35.9, 4000, accounts.Single, 0, "Mdina", 1)}}
	if v := m.View(); v.East-v.West > 2 {
		t.Errorf("the map of a town shows all of the sea: %v", v.Box)
	}
	drawn := string(m.SVG(islands))
	for want, times := range map[string]int{`<a class="spot"`: 1, `<ellipse class="extent"`: 1, `<rect class="extent wide`: 1, `>Sea ×2</text>`: len(letterings), `>Malta</text>`: len(letterings)} {
		if n := strings.Count(drawn, want); n != times {
			t.Errorf("%s is drawn %d times, want %d", want, n, times)
		}
	}
	if list := `no place in it: <a href="/map?side=A&amp;amp#Malta"><bdi>Malta</bdi></a>, <a href="/map?side=A&amp;amp#Sea"><bdi>Sea ×2</bdi></a>.`; !strings.Contains(string(m.Figure(islands)), list) {
		t.Error("the areas are not listed beside the map")
	}
	v := m.View()
	v.spread(m.Marks)
	for _, s := range letterings {
		_, tags := s.labels(m, v, islands)
		for i, a := range tags {
			if disc := m.Marks[2]; a.meets(area{disc.x - 6, disc.y - 6, disc.x + 6, disc.y + 6}) {
				t.Errorf("%s: the plate of %v stands on a disc", s.class, a.mark.Places)
			}
			for _, b := range tags[:i] {
				if a.area.meets(b.area) {
					t.Errorf("%s: the plates of %v and %v stand on each other", s.class, a.mark.Places, b.mark.Places)
				}
			}
		}
	}
}

// Discs that would hide each other stand apart, each tied to its place, and the
// same way each time.
func TestSpread(t *testing.T) {
	v := Fit(Box{10, 40, 14, 42}, 600)
	marks := func() []Mark {
		var list []Mark
		for i := range 6 {
			list = append(list, one(12+float64(i/2)/200, 41, 4000, accounts.Single, 20, fmt.Sprint("P", i), 1))
		}
		return list
	}
	first, again := marks(), marks()
	v.spread(first)
	v.spread(again)
	for i, a := range first {
		if a.x != again[i].x || a.y != again[i].y {
			t.Error("the same discs are spread in another way")
		}
		for _, b := range first[:i] {
			if d := math.Hypot(a.x-b.x, a.y-b.y); d < a.size()+b.size() {
				t.Errorf("two discs of radius %g are %.1f apart", a.size(), d)
			}
		}
		if x, y := v.at(a.Lon, a.Lat); math.Hypot(a.x-x, a.y-y) > farthest+0.1 {
			t.Error("a disc is drawn far from its place")
		}
	}
}
