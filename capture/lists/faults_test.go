package lists

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

const (
	events  = "country,origin,system,status,url,date_recorded,sysID,imageID,statusID,matID\n"
	t64     = "Northland,,T-64,destroyed,https://img.example/a.jpg,2022-05-01,1,1,1,7-111\n"
	losses  = "id,type,model,status,lost_by,date,nearest_location,geolocation,unit,oryx_url,Latitude,Longitude\n"
	oneLoss = `{"id": 1, "lost_by": "Northland", "status": "Captured"}`
	oneDay  = `{"date": "2022-02-25", "day": 2, "tank": 80}`
)

// read drains a file and returns how many items came before its error.
func read(f Format, name string, r io.Reader) (n int, err error) {
	for _, err = range f.Read(File{name, r}) {
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// A file that cannot be read past some place says which place, and what to do.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		name   string
		format Format
		text   string
		items  int // before the fault
		want   string
	}{
		{"nothing", oryxCSV, "", 0, "f:1: not a file of this format: it holds nothing"},
		{"a web page", oryxCSV, "<html class=\"v2\">\n", 0, `f:1:13: not a file of this format: a quote stands in a cell that is not in quotes`},
		{"another table", oryxCSV, "name,count\nT-64,2\n", 0, "f:1: not a file of this format: its first line should name, separated by commas, the columns country,origin,system,status,url,date_recorded or "},
		{"semicolons", warSpotting, strings.ReplaceAll(losses, ",", ";"), 0, "f:1: not a file of this format: its first line should name, separated by commas, the columns id,type,"},
		{"a column twice", warSpotting, "id,id\n", 0, `f:1: not a file of this format: two columns are called "id"`},
		{"a row with a cell too many", oryxCSV, events + t64 + "Nördland,,T-64, old,destroyed,https://img.example/a.jpg,2022-05-01,1,1,1,7-111\n", 1, "f:3:74: the row has 11 cells, the first line has 10: is a cell that holds a comma not in quotes?"},
		{"a row with a cell too few", oryxCSV, events + "Nördland,,T-64\n" + t64, 0, "f:2:15: the row has 3 cells, the first line has 10: fetch the file again"},
		{"cut in the middle of a row", oryxCSV, events + t64 + t64[:40], 1, "f:3:41: the file ends in the middle of a row, after 5 of 10 cells: fetch it again"},
		{"cut in a quoted cell", oryxCSV, events + t64 + "Northland,,\"T-\n64", 1, "f:4:3: the file ends in the middle of a row that begins on line 3, in a quoted cell: fetch it again, or close the quote"},
		{"a quote never closed", oryxCSV, events + t64 + "Northland,,\"T-64,\n" + t64, 1, "f:4:76: the file ends in the middle of a row that begins on line 3, in a quoted cell: fetch it again, or close the quote"},
		{"a quote in a long file never closed", oryxCSV, events + t64 + "Northland,,\"T-64,\n" + strings.Repeat(t64, 1<<15), 1, "f:3: a row longer than 1048576 bytes begins here: a quote in it may never be closed"},
		{"a quote within a quoted cell", oryxCSV, events + "Nördland,,\"T-\"64\"\n", 0, "f:2:14: a quote stands within a quoted cell: write it twice"},
		{"a quote in a plain cell", oryxCSV, events + "Nördland,,T-\"64\n", 0, "f:2:13: a quote stands in a cell that is not in quotes: put the cell in quotes and write the quote twice"},
		{"a cell beyond bounds", oryxCSV, events + "Nördland,," + strings.Repeat("T", 70_000) + "\n", 0, "f:2:11: a cell longer than 65536 bytes"},
		{"a row beyond bounds", oryxCSV, events + strings.Repeat(",", 1<<21), 0, "f:2: a row longer than 1048576 bytes begins here"},
		{"cells beyond bounds", oryxCSV, events + strings.Repeat(",", 300) + "\n", 0, "f:2:257: more than 256 cells stand in one row: fetch the file again"},
		{"UTF-16", oryxCSV, "\xff\xfec\x00o\x00", 0, "f:1:1: begins as UTF-16 or UTF-32 does: save it as UTF-8"},
		{"UTF-16 without a mark", oryxCSV, "c\x00o\x00", 0, "f:1:2: a zero byte, which no text holds"},
		{"windows-1251", oryxCSV, events + t64 + "Northland,,\xd2-64\n", 1, "f:3:12: byte 0xD2 is not UTF-8: if the file is in windows-1251"},
		{"cut in the middle of a character", oryxCSV, events + t64 + "Northland,,\xd0", 1, "f:3:12: the file ends in the middle of a character: fetch it again"},
		{"a zero byte", warSpotting, losses + "1,\x00\n", 0, "f:2:3: a zero byte, which no text holds"},

		{"an answer without losses", warSpotting, `{"detail": "Not found."}`, 0, `f:1:1: not a file of this format: an answer of the API is an object with the name "losses"`},
		{"a list of losses alone", warSpotting, " [" + oneLoss + "]", 0, `f:1:2: not a file of this format: an answer of the API is an object with the name "losses"`},
		{"an answer cut off", warSpotting, "{\"losses\": [\n" + oneLoss + ",\n{\"id\": 2, \"model\": \"T-6", 1, "f:3:24: the file ends in the middle of a value: fetch it again"},
		{"something behind the answer", warSpotting, `{"losses": []} </html>`, 0, `f:1:16: not a file of this format: an answer of the API is an object with the name "losses"`},
		{"a loss that is a number", warSpotting, `{"losses": [12]}`, 0, `f:1:13: '1' stands where a loss should`},
		{"a name twice", warSpotting, `{"losses": [{"id": 1, "id": 2}]}`, 0, `f:1:23: an object names "id" twice: which one is meant?`},

		{"no days", officialClaims, "", 0, "f:1:1: not a file of this format: it should be an array of days"},
		{"an object", officialClaims, "\n" + oneDay, 0, "f:2:1: not a file of this format: it should be an array of days"},
		{"words", officialClaims, `["tank"]`, 0, `f:1:2: not a file of this format: '"' stands where a day should`},
		{"no date", officialClaims, `[{"tank": 80}]`, 0, "f:1: not a file of this format: a day without a date"},
		{"days cut off", officialClaims, "[" + oneDay + ",\n", 0, "f:2:1: the file ends in the middle of a value: fetch it again"},
		{"a comma too few", officialClaims, "[" + oneDay + "\n" + oneDay + "]", 0, `f:2:1: '{' stands where , or ] should: this is not JSON; fetch the file again`},
		{"a comma too many", officialClaims, "[" + oneDay + ",]", 0, `f:1:47: not a file of this format: ']' stands where a day should`},
		{"a word that is no value", officialClaims, `[{"date": "2022-02-25", "tank": eighty}]`, 0, `f:1:33: "eighty" is no value: this is not JSON; fetch the file again`},
		{"a quote never closed in JSON", officialClaims, "[{\"date\": \"2022\n-02-25\"}]", 0, "f:1:11: a line end or control character stands in a text: its quote may not be closed"},
		{"too deep", officialClaims, `[{"date": ` + strings.Repeat("[", 100), 0, "f:1:25: more than 16 objects and arrays stand inside one another"},
		{"a text beyond bounds", officialClaims, `[{"date": "` + strings.Repeat("2", 70_000) + `"}]`, 0, "f:1:11: a text longer than 65536 bytes"},
		{"a number beyond bounds", officialClaims, `[{"date": ` + strings.Repeat("2", 70_000) + `}]`, 0, "f:1:65547: a value longer than 65536 bytes"},
		{"days in windows-1251", officialClaims, "[" + oneDay + ",\n{\"date\": \"\xd2\"}]", 0, "f:2:11: byte 0xD2 is not UTF-8"},
		{"something behind the days", officialClaims, "[" + oneDay + "]\n[]", 0, "f:2:1: '[' stands where the file should end"},
	} {
		t.Run(c.name, func(t *testing.T) {
			items, err := read(c.format, "f", strings.NewReader(c.text))
			if err == nil || !strings.HasPrefix(err.Error(), c.want) || items != c.items {
				t.Errorf("%d items, then %v\nwant %d, then %s", items, err, c.items, c.want)
			}
			if errors.Is(err, ErrFormat) != strings.Contains(c.want, ErrFormat.Error()) {
				t.Errorf("%v: is ErrFormat: %v", err, errors.Is(err, ErrFormat))
			}
			again, err2 := read(c.format, "f", iotest.OneByteReader(strings.NewReader(c.text)))
			if again != items || err2 == nil || err2.Error() != err.Error() {
				t.Errorf("byte by byte: %d items, then %v", again, err2)
			}
		})
	}
}

// What fails below the text is told with the place that was reached.
func TestFaultBelow(t *testing.T) {
	broken := errors.New("the disk is gone")
	for _, c := range []struct {
		format Format
		text   string
	}{{oryxCSV, events + t64}, {warSpotting, `{"losses": [`}, {officialClaims, "[" + oneDay}} {
		_, err := read(c.format, "f", io.MultiReader(strings.NewReader(c.text), iotest.ErrReader(broken)))
		var fault *Error
		if !errors.Is(err, broken) || !errors.As(err, &fault) || fault.Line == 0 {
			t.Errorf("%s: %v", c.format.Name, err)
		}
	}
}

// A byte order mark, line ends of another system and a missing last line end
// do no harm; the last is told.
func TestForgiven(t *testing.T) {
	for name, c := range map[string]struct {
		format Format
		text   string
		items  int
	}{
		"a byte order mark":           {oryxCSV, "\ufeff" + events + t64, 1},
		"a byte order mark in JSON":   {officialClaims, "\ufeff[" + oneDay + "]", 1},
		"CR LF":                       {oryxCSV, strings.ReplaceAll(events+t64, "\n", "\r\n"), 1},
		"empty lines":                 {oryxCSV, events + "\n" + t64 + "\n\n", 1},
		"no rows":                     {warSpotting, losses, 0},
		"no losses":                   {warSpotting, `{"losses": []}`, 0},
		"no days":                     {officialClaims, "[]", 0},
		"no last line end":            {oryxCSV, events + strings.TrimSuffix(t64, "\n"), 2}, // the row, and an oddity
		"columns in another order":    {oryxCSV, "status,country,origin,system,date_recorded,url\ndestroyed,Northland,,T-64,2022-05-01,\n", 1},
		"JSON behind a lot of spaces": {officialClaims, strings.Repeat(" ", 70_000) + "[" + oneDay + "]", 1},
	} {
		if items, err := read(c.format, "f", strings.NewReader(c.text)); err != nil || items != c.items {
			t.Errorf("%s: %d items, %v; want %d", name, items, err, c.items)
		}
	}
}

// A reading that is given up stops at once.
func TestStopped(t *testing.T) {
	for _, c := range []struct {
		format Format
		text   string
	}{{oryxCSV, events + t64 + t64}, {warSpotting, `{"losses": [` + oneLoss + "," + oneLoss + "]}"}, {officialClaims, "[" + oneDay + "," + oneDay + "]"}} {
		n := 0
		for _, err := range c.format.Read(File{"f", strings.NewReader(c.text)}) {
			if n++; err != nil {
				t.Error(err)
			}
			break
		}
		if n != 1 {
			t.Errorf("%s: %d items", c.format.Name, n)
		}
	}
}

// A running count is digits, a space and a name; a number that belongs to a
// name is none.
func TestLeaked(t *testing.T) {
	for _, c := range []struct{ cell, count, name string }{
		{"1220 BMP-2(K)", "1220", "BMP-2(K)"},
		{"103 152mm 2S19 Msta-S", "103", "152mm 2S19 Msta-S"},
		{"152 152mm 2S19 Msta-S", "152", "152mm 2S19 Msta-S"},
		{"1 (Unknown) truck", "1", "(Unknown) truck"},
		{"6 'Tigr'", "6", "'Tigr'"},
		{"3 9P148 Konkurs", "3", "9P148 Konkurs"},
		{"8 unknown T-62", "8", "unknown T-62"},
		{"2 4x4 truck", "2", "4x4 truck"},
		{"2S1 Gvozdika", "", "2S1 Gvozdika"},
		{"9P148 Konkurs", "", "9P148 Konkurs"},
		{"122mm D-30", "", "122mm D-30"},
		{"152 mm 2A65", "", "152 mm 2A65"},
		{"5 152 mm 2A65", "5", "152 mm 2A65"},
		{"1L219 Zoopark-1", "", "1L219 Zoopark-1"},
		{"53T6", "", "53T6"},
		{"4x4 truck", "", "4x4 truck"},
		{"8 x 8 truck", "", "8 x 8 truck"},
		{"220/300mm 9K512", "", "220/300mm 9K512"},
		{"14.5mm KPV", "", "14.5mm KPV"},
		{"100", "", "100"},
		{"100 ", "", "100 "},
		{"", "", ""},
	} {
		if count, name := leaked(c.cell); count != c.count || name != c.name {
			t.Errorf("%q: %q, %q; want %q, %q", c.cell, count, name, c.count, c.name)
		}
	}
}
