package lists

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tallystick/evidence"
)

// row is a line of a page: the units of one model.
type row struct {
	side, class, model, origin string
	brackets                   []evidence.Listing // one each, its units' numbers in Raw
	numbers                    [][]int
}

var (
	anySide   = rapid.SampledFrom([]string{"Northland", "Southmark", "Isle of Mist"})
	anyClass  = rapid.SampledFrom([]string{"Tanks", "Mine-Proof (MP) Carriers", "Trucks, Vans and Jeeps"})
	anyModel  = rapid.SampledFrom([]string{"RT-5", "2C19 Otter", "Unknown RT-5/RT-6", "(Unknown) truck", "152mm D-1 (for R&D)", "Ox 4x4"})
	anyStatus = rapid.SampledFrom([]string{"destroyed", "captured", "damaged and captured", "damaged, abandoned and later destroyed", "sunk", "magd"})
	anyMount  = rapid.SampledFrom([]string{"", "", "with twin gun", "ambulance"})
)

// drawRow draws a line with a known content.
func drawRow(t *rapid.T, side, class string) row {
	r := row{side: side, class: class, model: anyModel.Draw(t, "model"), origin: rapid.SampledFrom([]string{"", "Flag_of_Northland"}).Draw(t, "origin")}
	next := 1
	for i := range rapid.IntRange(1, 4).Draw(t, "brackets") {
		l := evidence.Listing{Status: anyStatus.Draw(t, "status"), Address: fmt.Sprintf("https://p.example/%s/%d.jpg", strings.ToLower(class[:2]), i)}
		if strings.Contains(l.Status, "ed") { // of a status that holds a fate
			l.Comment = anyMount.Draw(t, "mount")
		}
		var numbers []int
		for range rapid.IntRange(1, 5).Draw(t, "units") {
			numbers = append(numbers, next)
			next++
		}
		r.brackets, r.numbers = append(r.brackets, l), append(r.numbers, numbers)
	}
	return r
}

// units are what the line lists.
func (r row) units() []evidence.Listing {
	var all []evidence.Listing
	for i, l := range r.brackets {
		l.Side, l.Class, l.Model, l.Origin = r.side, r.class, r.model, r.origin
		for _, n := range r.numbers[i] {
			if l.Number = n; len(r.numbers[i]) > 1 {
				l.Together = len(r.numbers[i])
			}
			all = append(all, l)
		}
	}
	return all
}

// write writes the line in one of the ways that pages have.
func (r row) write(t *rapid.T, b *strings.Builder) {
	frame := rapid.SampledFrom([][2]string{
		{"<ul><li>%s</li></ul>", " "}, {"<p>%s</p>", "&nbsp;"}, {"%s<br>", ", "}, {"<div><span>%s</span><br/></div>", "\n"},
	}).Draw(t, "frame")
	link := rapid.SampledFrom([]string{
		`<a href="%s">(%s)</a>`, `<a target=_blank href='%s'><span>(</span>%s)</a>`, `(<a href="%s">%s</a>)`, `<A HREF="%s" ><b>(%s)</b></A>`, `<a href="%s">(%s&#41;</a>`,
	}).Draw(t, "link")
	var s strings.Builder
	if r.origin != "" {
		fmt.Fprintf(&s, `<img src="https://pictures.example/23px-%s.svg.png">&nbsp;`, r.origin)
	}
	fmt.Fprintf(&s, "%d %s: ", len(r.units()), strings.ReplaceAll(r.model, "&", "&amp;"))
	for i, l := range r.brackets {
		var numbers strings.Builder
		for j, n := range r.numbers[i] {
			switch {
			case j > 0 && j == len(r.numbers[i])-1:
				numbers.WriteString(" and ")
			case j > 0:
				numbers.WriteString(", ")
			}
			fmt.Fprint(&numbers, n)
		}
		said := numbers.String() + ", "
		if l.Comment != "" {
			said += l.Comment + ", "
		}
		fmt.Fprintf(&s, link, l.Address, said+l.Status)
		s.WriteString(frame[1])
	}
	fmt.Fprintf(b, frame[0]+"\n", s.String())
}

// Every unit of a page is read as it stands, whatever the markup; and a page
// with its lines in another order lists the same units.
func TestUnitsComeOutAsTheyWentIn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type section struct {
			heading string
			rows    []row
		}
		var sections []section
		head := rapid.SampledFrom([]string{"h3", "h2"}).Draw(t, "heading")
		for _, side := range rapid.SliceOfNDistinct(anySide, 1, 3, rapid.ID).Draw(t, "sides") {
			for i, class := range rapid.SliceOfNDistinct(anyClass, 1, 3, rapid.ID).Draw(t, "classes") {
				s := section{}
				if i == 0 {
					s.heading = fmt.Sprintf("<%s><span style='color: red'>%s - 9999, of which: destroyed: 9999<br></span></%s>\n", head, side, head)
				}
				s.heading += fmt.Sprintf("<h3>%s (%d, of which destroyed: 2, captured: 1)</h3>\n", class, 3)
				for range rapid.IntRange(1, 3).Draw(t, "rows") {
					s.rows = append(s.rows, drawRow(t, side, class))
				}
				sections = append(sections, s)
			}
		}
		read := func() []evidence.Listing {
			b := new(strings.Builder)
			for _, s := range sections {
				b.WriteString(s.heading)
				for _, r := range s.rows {
					r.write(t, b)
				}
			}
			items, err := readAll(b.String())
			if err != nil {
				t.Fatalf("%v in\n%s", err, b)
			}
			var got []evidence.Listing
			for _, i := range items {
				if i.Listing == nil {
					if i.Odd != nil && !strings.Contains(i.Odd.Why, "no title") {
						t.Fatalf("%v in\n%s", i.Odd, b)
					}
					continue
				}
				l := *i.Listing
				l.Raw, l.Odd, l.Line = nil, nil, 0
				got = append(got, l)
			}
			return got
		}
		want := func() (all []evidence.Listing) {
			for _, s := range sections {
				for _, r := range s.rows {
					all = append(all, r.units()...)
				}
			}
			return all
		}
		first := read()
		if diff := cmp.Diff(want(), first); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
		for _, s := range sections {
			slices.Reverse(s.rows)
		}
		second := read()
		order := func(a, b evidence.Listing) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) }
		slices.SortFunc(first, order)
		slices.SortFunc(second, order)
		if diff := cmp.Diff(first, second); diff != "" {
			t.Fatalf("another order lists other units:\n%s", diff)
		}
	})
}

// large is a page that is written while it is read: it takes no memory itself.
func large(size int64) io.Reader {
	head := "<html><body><h3>Northland - 5, of which: destroyed: 5</h3><h3>Tanks (5, of which destroyed: 5)</h3><ul>"
	line := `<li><img src="https://pictures.example/23px-Flag_of_Northland.svg.png">&nbsp;5 RT-5:&nbsp;<a href="https://p.example/abcdefgh/1001-rt5-destr.jpg">(1, destroyed)</a> <a href="https://p.example/abcdefgh/1002-rt5-destr.jpg">(2 and 3, destroyed)</a> <a href="https://p.example/abcdefgh/1003-rt5.jpg">(1, damaged and captured)</a></li>` + "\n"
	return io.MultiReader(strings.NewReader(head), io.LimitReader(&repeat{line: line}, size/int64(len(line))*int64(len(line))), strings.NewReader("</ul></body></html>"))
}

type repeat struct {
	line string
	at   int
}

func (r *repeat) Read(p []byte) (int, error) {
	n := copy(p, r.line[r.at:])
	r.at = (r.at + n) % len(r.line)
	return n, nil
}

// What is held does not grow with the file.
func TestMemoryStaysFlat(t *testing.T) {
	live := func(size int64) (most uint64) {
		units := 0
		for i, err := range readOryxPage(File{"large.html", large(size)}) {
			if err != nil {
				t.Fatal(err)
			}
			if i.Listing == nil {
				continue
			}
			if units++; units%5000 == 0 {
				var m runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc)
			}
		}
		return most
	}
	small, big := live(1<<20), live(10<<20)
	t.Logf("live heap %.2f MB for 1 MB, %.2f MB for 10 MB", float64(small)/1e6, float64(big)/1e6)
	if big > small+1<<20 {
		t.Errorf("live heap grows from %d to %d bytes", small, big)
	}
}

func BenchmarkOryxPage(b *testing.B) {
	const size = 10 << 20
	b.SetBytes(size)
	b.ReportAllocs()
	for range b.N {
		for _, err := range readOryxPage(File{"large.html", large(size)}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
