package lists

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"tallystick/evidence"

	"pgregory.net/rapid"
)

// all drains a file.
func all(f Format, r io.Reader) (items []Item, err error) {
	for item, err := range f.Read(File{"f", r}) {
		if err != nil {
			return items, err
		}
		items = append(items, item)
	}
	return items, nil
}

var words = rapid.SampledFrom([]string{"", "T-64", "12 T-64", "12", "2S1 Gvozdika", " T-64", "T\n64", "a \"b\", c", "Танк", "https://img.example/a.jpg", "b https://img.example/a.jpg", "2022-05-01", "2022-02-30", "destroyed", "Sunk", "1", "47.1,37.5", "0", "-91"})

// rows draws a table with the given first line.
func rows(t *rapid.T, first string) (table [][]string) {
	columns := strings.Split(strings.TrimSpace(first), ",")
	for range rapid.IntRange(0, 8).Draw(t, "rows") {
		row := make([]string, len(columns))
		for i := range row {
			row[i] = words.Draw(t, columns[i])
		}
		table = append(table, row)
	}
	return table
}

func write(first string, table [][]string) string {
	var b strings.Builder
	b.WriteString(first)
	w := csv.NewWriter(&b)
	w.WriteAll(table)
	return b.String()
}

// Every row of a whole file is one item, with its line, and says what the row
// says: no cell is lost.
func TestEveryRowIsOneItem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := rows(t, events)
		items, err := all(oryxCSV, strings.NewReader(write(events, table)))
		if err != nil || len(items) != len(table) {
			t.Fatalf("%d items of %d rows, %v", len(items), len(table), err)
		}
		line := 2
		for i, row := range table {
			if l := items[i].Listing; l != nil {
				stood := func(column, field string) string {
					if raw, ok := l.Raw[column]; ok {
						return raw
					}
					return field
				}
				got := []string{stood("country", l.Side), stood("origin", l.Origin), stood("system", l.Model), stood("status", l.Status), stood("url", l.Address), stood("date_recorded", l.Listed)}
				if l.Line != line || !slices.Equal(got, row[:6]) {
					t.Fatalf("line %d: %q, want line %d, %q", l.Line, got, line, row[:6])
				}
				if len(l.Raw) > 0 && len(l.Odd) == 0 {
					t.Fatalf("%q: a cell is kept raw, and nobody says why", row)
				}
			} else if o := items[i].Odd; o == nil || o.Line != line || strings.TrimSpace(row[0]) != "" {
				t.Fatalf("%q: %+v", row, items[i])
			}
			line += 1 + strings.Count(strings.Join(row, ""), "\n")
		}
	})
}

// Another order of rows yields the same listings in another order.
func TestOrderOfRows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := rows(t, events)
		read := func(table [][]string) []string {
			var said []string
			items, err := all(oryxCSV, strings.NewReader(write(events, table)))
			if err != nil {
				t.Fatal(err)
			}
			for _, item := range items {
				if item.Listing != nil {
					item.Listing.Line = 0
					b, _ := json.Marshal(item.Listing)
					said = append(said, string(b))
				}
			}
			slices.Sort(said)
			return said
		}
		shuffled := rapid.Permutation(table).Draw(t, "shuffled")
		if a, b := read(table), read(shuffled); !slices.Equal(a, b) {
			t.Fatalf("%q\n%q", a, b)
		}
	})
}

// A file that is cut anywhere is refused, or was cut between rows, or says
// that its last row may be cut: no listing differs from what the whole file
// says, but for that row.
func TestCut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := write(losses, rows(t, losses))
		whole, err := all(warSpotting, strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		at := rapid.IntRange(len(losses), len(text)).Draw(t, "at")
		part, err := all(warSpotting, strings.NewReader(text[:at]))
		if err == nil && !strings.HasSuffix(text[:at], "\n") {
			last := part[len(part)-1].Odd
			if last == nil || !strings.Contains(last.Why, "may be cut off") {
				t.Fatalf("nobody says that the last row may be cut: %+v", part)
			}
			part = part[:len(part)-2]
		}
		if len(part) > len(whole) || len(part) > 0 && !reflect.DeepEqual(part, whole[:len(part)]) {
			t.Fatalf("%+v is no beginning of %+v", part, whole)
		}
	})
}

// Days cut off are refused at any place, and what came before is unchanged.
func TestCutJSON(t *testing.T) {
	text := "[" + strings.Repeat(oneDay+",\n", ahead+3) + oneDay + "]"
	whole, err := all(officialClaims, strings.NewReader(text))
	if err != nil || len(whole) != ahead+4 {
		t.Fatalf("%d days, %v", len(whole), err)
	}
	for at := range len(text) {
		part, err := all(officialClaims, strings.NewReader(text[:at]))
		if err == nil || !reflect.DeepEqual(part, whole[:len(part)]) && len(part) > 0 {
			t.Fatalf("cut at byte %d: %d days, %v", at, len(part), err)
		}
	}
}

// checkItems holds what is read from any bytes against what every item keeps.
func checkItems(t *testing.T, f Format, text []byte) {
	items, err := all(f, bytes.NewReader(text))
	for _, i := range items {
		set := 0
		if l := i.Listing; l != nil {
			set++
			if l.List == "" || l.Side == "" || l.Line < 1 {
				t.Errorf("%+v", l)
			}
			if l.Address != "" && !strings.HasPrefix(l.Address, "http://") && !strings.HasPrefix(l.Address, "https://") {
				t.Errorf("address %q", l.Address)
			}
		}
		if tally := i.Tally; tally != nil {
			set++
			tally.ID = evidence.TallyID(tally.By, tally.Of, tally.Date, tally.Reach, tally.Said)
			if err := tally.Check(); err != nil {
				t.Error(err)
			}
		}
		if i.Odd != nil {
			set++
		}
		if set != 1 {
			t.Errorf("%d things in one item", set)
		}
	}
	var fault *Error
	if err != nil && (!errors.As(err, &fault) || fault.Line < 1 || fault.Line > 1+bytes.Count(text, []byte("\n"))) {
		t.Errorf("no place: %v", err)
	}
	again, err2 := all(f, iotest.OneByteReader(bytes.NewReader(text)))
	if fmt.Sprint(err) != fmt.Sprint(err2) || len(again) != len(items) {
		t.Errorf("%d items, %v; byte by byte %d, %v", len(items), err, len(again), err2)
	}
}

func FuzzOryxCSV(f *testing.F) {
	f.Add([]byte(events + t64))
	f.Add([]byte("country,equipment_type,destroyed,abandoned,captured,damaged,type_total,date_recorded,type_total_diff\nN,All Types,1,0,0,0,1,2022-05-01,-1\nN,\"A - 2, of which: destroyed: 1\n\",1,0,0,0,x,2022-05-01,\n"))
	f.Add([]byte("country,system,destroyed,captured,abandoned,damaged,total\nN,3 T-64,1,0,0,0,1\n"))
	f.Add([]byte("country,equipment_type,destroyed,abandoned,captured,damaged,type_total\nN,All Types,1,0,0,0,9223372036854775807\nN,Tanks,1,0,0,0,9223372036854775807"))
	f.Fuzz(func(t *testing.T, text []byte) { checkItems(t, oryxCSV, text) })
}

func FuzzWarSpotting(f *testing.F) {
	f.Add([]byte(losses + "1,Tanks,T-64,Destroyed,Northland,2022-05-01,Riverton,\"1,2\",,a https://img.example/a.jpg,1,2\n"))
	f.Add([]byte(`{"losses": [` + oneLoss + `], "next": null}` + "\n" + `{"losses": [{"lost_by": "N", "sources": ["https://a.example"], "geo": "1,2", "tags": ["a"], "x": NaN}]}`))
	f.Fuzz(func(t *testing.T, text []byte) { checkItems(t, warSpotting, text) })
}

func FuzzOfficialClaims(f *testing.F) {
	f.Add([]byte("[" + oneDay + "," + oneDay + "]"))
	f.Add([]byte(`[{"date": "2022-02-25", "day": 231, "tank": -5, "tank*": "about", "POW": 9223372036854775807, "POW*": "more", "x": null, "y": [{"z": "\u00e9"}]}]`))
	f.Fuzz(func(t *testing.T, text []byte) { checkItems(t, officialClaims, text) })
}

// What the scanner takes is JSON and means the same as the standard library
// says, but for NaN; what it refuses is none, or beyond bounds.
func FuzzJSON(f *testing.F) {
	for _, s := range []string{`{"a": [1, -2.5e3, "x\u00e9\n", true, null, {}]}`, `[[]]`, `"\ud800"`, `01`, `-`, `[1,]`, `{"a":1,"a":2}`, `NaN`, "\"\x7f\"", `1 2`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		s := newScanner(&source{file: "f", in: bytes.NewReader(text), line: 1, column: 1})
		v, err := s.value()
		if err == nil {
			err = s.end()
		}
		bounds := err != nil && (strings.Contains(err.Error(), "inside one another") || strings.Contains(err.Error(), "twice") || strings.Contains(err.Error(), "UTF-8") || strings.Contains(err.Error(), "middle of a character"))
		if (err == nil) != json.Valid(text) && !bounds && !bytes.Contains(text, []byte("NaN")) && !bytes.Contains(text, []byte("Infinity")) && !bytes.HasPrefix(text, []byte("\xef\xbb\xbf")) {
			t.Fatalf("%v, but JSON: %v", err, json.Valid(text))
		}
		if err != nil || !json.Valid(text) {
			return
		}
		var got, want any
		for into, text := range map[*any]string{&got: v.json(), &want: string(text)} {
			d := json.NewDecoder(strings.NewReader(text))
			d.UseNumber()
			if err := d.Decode(into); err != nil {
				t.Fatal(err)
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%#v, want %#v", got, want)
		}
	})
}

// endless is a file whose rows are made when they are read.
type endless struct {
	head, tail string
	row        func(b []byte, i int) []byte
	rows       int
	buf        []byte
	made       int
}

func (e *endless) Read(p []byte) (int, error) {
	for len(e.buf) == 0 {
		switch {
		case e.made == 0:
			e.buf = append(e.buf, e.head...)
		case e.made <= e.rows:
			e.buf = e.row(e.buf[:0], e.made)
		case e.made == e.rows+1:
			e.buf = append(e.buf[:0], e.tail...)
		default:
			return 0, io.EOF
		}
		e.made++
	}
	n := copy(p, e.buf)
	e.buf = e.buf[n:]
	return n, nil
}

// makers make files of any length.
func makers() map[string]func(rows int) (Format, io.Reader) {
	day := func(b []byte, i int) []byte {
		if i > 1 {
			b = append(b, ',')
		}
		return fmt.Appendf(b, `{"date": "2022-02-25", "day": 2, "tank": %d, "APC": %d, "field artillery": %d}`+"\n", i, i, i)
	}
	return map[string]func(int) (Format, io.Reader){
		"events": func(n int) (Format, io.Reader) {
			return oryxCSV, &endless{head: events, rows: n, row: func(b []byte, i int) []byte {
				b = append(strconv.AppendInt(append(b, "Northland,Northland,"...), int64(i), 10), " T-64BV,destroyed,https://img.example/"...)
				return append(strconv.AppendInt(b, int64(i), 10), ".jpg,2022-05-01,1,2,3,7-123\n"...)
			}}
		},
		"dashboard": func(n int) (Format, io.Reader) {
			return warSpotting, &endless{head: losses, rows: n, row: func(b []byte, i int) []byte {
				return append(strconv.AppendInt(b, int64(i), 10), ",Tanks,T-64BV,Destroyed,Northland,2022-03-16,\"Riverton, Lake county\",\"47.1,37.5\",,https://img.example/a.png,47.1,37.5\n"...)
			}}
		},
		"claims": func(n int) (Format, io.Reader) {
			return officialClaims, &endless{head: "[", tail: "]", rows: n, row: day}
		},
	}
}

// The memory that a reading holds does not grow with the file, save for one
// bit an id.
func TestMemory(t *testing.T) {
	live := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	for name, make := range makers() {
		f, r := make(100_000)
		n, early := 0, uint64(0)
		for _, err := range f.Read(File{"f", r}) {
			if err != nil {
				t.Fatal(err)
			}
			switch n++; n {
			case 1_000:
				early = live()
			case 100_000:
				if late := live(); late > early+100_000 {
					t.Errorf("%s: %d bytes after 1,000 rows, %d after 100,000", name, early, late)
				}
			}
		}
		if n != 100_000 {
			t.Errorf("%s: %d items", name, n)
		}
	}
}

// What a row takes does not depend on how many there are.
func BenchmarkRead(b *testing.B) {
	all := makers()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		for _, rows := range []int{1_000, 100_000} {
			b.Run(fmt.Sprintf("%s/%d", name, rows), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					f, r := all[name](rows)
					if n, err := read(f, "f", r); n != rows || err != nil {
						b.Fatal(n, err)
					}
				}
				b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
			})
		}
	}
}
