package sample

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tallystick/capture/lists"
	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
)

// Lists is a true ledger of invented lists of losses, imported and decided on
// as people do: two editions of a page that agree, a third that is too fresh to
// be public, a table with precise places, a private remark, a unit that
// somebody rejected and one that happened too lately, daily claims, and a table
// that nobody has accepted.
type Lists struct {
	*flow.Ledger
	Page, Table, Claims, Unaccepted string // ids of editions
	now                             time.Time
}

// Hidden is what the public must not read of Lists.
var Hidden = []string{"Unseen-9", "Whisper", "Freshwing", "Toosoon", "Rejectomobile", "47.47474", "Quillfeather", "night-shift", "field-notes.csv"}

const pageOne = `<html><head><title>River Watch</title></head><body>
<h3>Northland - 7, of which: destroyed: 4, damaged: 1, captured: 2</h3>
<h3>Tanks (4, of which destroyed: 2, damaged: 1, captured: 1)</h3>
<ul><li>3 RT-5: <a href="https://pictures.example/1">(1, destroyed)</a> <a href="https://pictures.example/2">(2, destroyed)</a> <a href="https://pictures.example/3">(3, damaged and captured)</a></li>
<li>1 RT-6: <a href="https://pictures.example/4">(1, damaged)</a></li></ul>
<h3>Trucks, Vehicles and Jeeps (3, of which destroyed: 2, captured: 1)</h3>
<ul><li>3 Ox: <a href="https://pictures.example/5">(1 and 2, destroyed)</a> <a href="https://pictures.example/6">(3, captured)</a></li></ul>
<h3>Southmark - 2, of which: destroyed: 1, abandoned: 1</h3>
<h3>Tanks (2, of which destroyed: 1, abandoned: 1)</h3>
<ul><li>2 Bulwark: <a href="https://pictures.example/7">(1, destroyed)</a> <a href="https://pictures.example/8">(2, abandoned)</a></li></ul>
</body></html>`

// pageTwo files a tank under another fate, adds a truck and says one more than
// it lists.
var pageTwo = strings.NewReplacer(
	`(1, damaged)`, `(1, captured)`,
	`<a href="https://pictures.example/6">(3, captured)</a>`, `<a href="https://pictures.example/6">(3, captured)</a> <a href="https://pictures.example/9">(4, destroyed)</a>`,
	`Jeeps (3, of which destroyed: 2, captured: 1)`, `Jeeps (5, of which destroyed: 4, captured: 1)`,
	`3 Ox:`, `4 Ox:`,
	`Northland - 7, of which: destroyed: 4, damaged: 1, captured: 2`, `Northland - 8, of which: destroyed: 5, captured: 3`,
).Replace(pageOne)

var pageThree = strings.Replace(pageTwo, `<li>1 RT-6:`, `<li>1 Toosoon: <a href="https://pictures.example/10">(1, destroyed)</a></li><li>1 RT-6:`, 1)

const tableHead = "id,type,model,status,lost_by,date,nearest_location,geolocation,unit,oryx_url,Latitude,Longitude\n"

const tableOne = tableHead + `11,Tanks,RT-5,Destroyed,Northland,2031-04-20,"Riverton, Lake county","47.47474,35.35353",night-shift company,https://pictures.example/1,47.47474,35.35353
12,Tanks,RT-5,Captured,Northland,2031-04-21,Quillfeather Lane,,,https://pictures.example/12,,
13,Trucks,Rejectomobile,Destroyed,Northland,2031-04-22,Riverton,,,https://pictures.example/13,,
`

const tableTwo = tableOne + `14,Trucks,Freshwing,Destroyed,Northland,2031-05-21,Riverton,,,https://pictures.example/14,,
`

const tableUnaccepted = tableHead + "21,Tanks,Unseen-9,Destroyed,Southmark,2031-04-20,Riverton,,,https://pictures.example/unseen,,\n"

// claims are forty days of an office's numbers, one of them lower than the day
// before, and a correction.
func claims() string {
	var days []string
	for i := range 40 {
		tanks, trucks := 20+3*i+i*i/8, 40+5*i
		if i == 25 {
			trucks = 140
		}
		days = append(days, fmt.Sprintf(`{"date": %q, "day": %d, "tank": %d, "trucks": %d}`, time.Date(2031, 4, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i).Format(time.DateOnly), i+1, tanks, trucks))
	}
	return "[\n" + strings.Join(days, ",\n") + "\n]\n"
}

const corrections = `[{"date": "2031-04-16", "day": 16, "tank": -6, "trucks": 0}]` + "\n"

// NewLists makes the ledger in a folder that the test's end removes.
func NewLists(t testing.TB) *Lists {
	t.Helper()
	l := &Lists{now: time.Date(2031, 5, 1, 9, 0, 0, 0, time.UTC)}
	world := flow.World{
		Now: func() time.Time { return l.now },
		Salt: func(n int64) ([]byte, error) {
			return []byte(evidence.Hash(fmt.Append(nil, "salt ", n)))[:evidence.SaltSize], nil
		},
	}
	var err error
	if l.Ledger, err = flow.Create(t.Context(), filepath.Join(t.TempDir(), "ledger"), "lists.example/log", flow.Settings{Policy: publish.Standard}, world); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	watch := flow.ImportOptions{List: "River Watch"}
	claimed := flow.ImportOptions{By: "Southmark General Staff", Side: "Southmark", Of: "Northland"}

	watch.Date = "2031-04-30"
	l.accept(t, l.imported(t, "oryx-page", watch, "river-watch.html", pageOne))
	l.now = l.now.AddDate(0, 0, 10)
	watch.Date = "2031-05-10"
	l.Page = l.imported(t, "oryx-page", watch, "river-watch.html", pageTwo)
	l.accept(t, l.Page)
	l.accept(t, l.imported(t, "warspotting", flow.ImportOptions{List: "Field Notes"}, "field-notes.csv", tableOne))
	l.decide(t, evidence.UnitID("Field Notes", "entry 13", 0), evidence.Refuse, "The picture shows a tractor.")
	l.Claims = l.imported(t, "official-claims", claimed, "claims-equipment.json", claims(), "claims-corrections.json", corrections)
	l.accept(t, l.Claims)
	l.Unaccepted = l.imported(t, "warspotting", flow.ImportOptions{List: "Whisper"}, "whisper.csv", tableUnaccepted)
	l.now = time.Date(2031, 5, 20, 9, 0, 0, 0, time.UTC)
	l.Table = l.imported(t, "warspotting", flow.ImportOptions{List: "Field Notes"}, "field-notes.csv", tableTwo)
	l.accept(t, l.Table)
	l.now = l.now.Add(70 * time.Hour)
	watch.Date = "2031-05-22"
	l.accept(t, l.imported(t, "oryx-page", watch, "river-watch.html", pageThree))
	l.now = l.now.Add(4 * time.Hour)
	return l
}

// imported imports an edition of files, given by name and text in turn, and
// returns its id.
func (l *Lists) imported(t testing.TB, format string, opt flow.ImportOptions, files ...string) string {
	t.Helper()
	f, err := lists.Named(format)
	if err != nil {
		t.Fatal(err)
	}
	var list []lists.File
	for i := 0; i < len(files); i += 2 {
		list = append(list, lists.File{Name: files[i], Reader: strings.NewReader(files[i+1])})
	}
	done, err := l.Import(t.Context(), f, list, opt)
	if err != nil {
		t.Fatal(err)
	}
	l.now = l.now.Add(time.Hour)
	return done.Edition
}

func (l *Lists) accept(t testing.TB, id string) {
	l.decide(t, id, evidence.Accept, "Compared with the files.")
}

func (l *Lists) decide(t testing.TB, id string, verdict evidence.Verdict, reason string) {
	t.Helper()
	if _, err := l.Decide(t.Context(), id, verdict, "Mina Sol", reason); err != nil {
		t.Fatal(err)
	}
}

// Library returns the ledger as an audience reads it, with the log's length.
func (l *Lists) Library(t testing.TB, desk bool) (*flow.Library, int64) {
	t.Helper()
	library := l.Public()
	if desk {
		library = l.Desk()
	}
	head, err := library.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return library, head
}
