package lexicon

import (
	"encoding/csv"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

func TestDataIsClean(t *testing.T) {
	for _, err := range Lint(Data()) {
		t.Error(err)
	}
}

// Each case spoils one cell of the built-in data; the lint, or the load, must
// say so in these words.
func TestLintFindsWhatIsWrong(t *testing.T) {
	for _, c := range []struct{ file, old, new, want string }{
		{"places.tsv", "\nBarda\tbarda\ttown", "\nBarda\tbarda\thamlet", `class "hamlet" is none of`},
		{"places.tsv", "\nTovuz\ttovuz\t", "\nTovuz\tTovuz\t", `lemma "Tovuz": write small letters`},
		{"places.tsv", "\tBarda\t40.37\t", "\tBarda\t140.37\t", `lat "140.37" is no number from -90 to 90`},
		{"places.tsv", "\tBarda\t40.37\t47.13\t", "\tBarda\t40.37\t\t", `lon "" is no number`},
		{"places.tsv", "\nBarda\tbarda\ttown\tAZE", "\nBarda\tbarda\ttown\tZZZ", `country "ZZZ" is no code of sides.tsv`},
		{"places.tsv", "47.13\tazerbaijan\t", "47.13\tatlantis\t", "within names place:atlantis"},
		{"places.tsv", "\nTovuz\ttovuz\t", "\nGanja\ttovuz\t", `"Ganja" is also a form of "ganja"`},
		{"places.tsv", "\nTovuz\ttovuz\t", "\nTovuz\tbaku\t", `lemma "baku" stood already at line`},
		{"places.tsv", "# Purpose:", "# On", `no comment line opens with "Purpose:"`},
		{"places.tsv", "form\tlemma\tclass\tcountry", "form\tlemma\tclass\tstate", "the header reads"},
		{"people.tsv", "2018-05-08", "8 May 2018", `from "8 May 2018": write YYYY`},
		{"people.tsv", "prime-minister\t\t2018-05-08", "grand-vizier\t\t2018-05-08", "role names role:grand-vizier"},
		{"people.tsv", "\tkremlin\t", "\tcremlin\t", "of names actor:cremlin"},
		{"equipment.tsv", "T-72\tt-72\ttank\t", "T-72\tt-72\tsteed\t", `class "steed" is no class of equipment`},
		{"sides.tsv", "\teditors\t2026-11-22", "\t\t2026-11-22", "has no source"},
		{"sides.tsv", "\tARM\t\tyerevan\t", "\tAZE\t\tyerevan\t", `code "AZE" is that of side:armenia`},
		{"roles.tsv", "\nPresident\tpresident\t\ttitle", "\nPresident\tpresident\tprivate\ttitle", `class "private" differs from line`},
		{"hedges.tsv", "\nabout\t", "\nabout \t", `form "about " has stray spaces`},
		{"actors.tsv", "\nKremlin\t", "\n\"Kremlin\"\t", "quotation marks that a spreadsheet has put there"},
		{"losses/classes.tsv", "\ttanks\tarmoured vehicle\t", "\ttanks\tchariot\t", `class "chariot" is not one of classes.tsv`},
		{"losses/headings.tsv", "oryx\tTanks\ttank\twhole", "oryx\tTanks\ttank\thalf", `share "half" is none of whole, part, rest`},
		{"losses/models.tsv", "\nT-64A\t\ttank\tSUN", "\nT-64A\t\ttank\tZZZ", `origin "ZZZ" is no code of sides.tsv`},
		{"losses/models.tsv", "\nT-64A\t\ttank", "\nT-64A\tT 64 A\ttank", `"t64a" stood already at line`},
		{"losses/kinds.tsv", "\ncounter uav\t", "\nCounter-UAV\t", `words "Counter-UAV": write small letters`},
		{"losses/fates.tsv", "\ndestroyed\tdestroyed", "\ndestroyed\tannihilated", `fate "annihilated" is none of`},
		{"frames/cue-deny.frame", "stance: deny", "stance: denies", `stance: unknown value "denies"; write one of content assert`},
		{"frames/cue-deny.frame", "stance: deny", "stanse: deny", `unknown key "stanse"`},
		{"frames/cue-deny.frame", "stance: deny", "stance: deny\nstance: reject", "stance is given twice"},
		{"frames/cue-deny.frame", "stance: deny", "stance deny", `want "key: value"`},
		{"frames/cue-deny.frame", "verbs: deny", "verbs: Deny", `"Deny" would never be found; write it in small letters`},
		{"frames/cue-deny.frame", "match:", "# ", "want at least one match: and one miss: sentence"},
		{"numbers.tsv", "\ntwo\ttwo\tnumber\t2\t", "\ntwo\ttwo\tnumber\ttwo\t", `min "two" is no whole number`},
	} {
		t.Run(c.want, func(t *testing.T) {
			files := copyData(t)
			text := string(files[c.file].Data)
			if !strings.Contains(text, c.old) {
				t.Fatalf("%s no longer holds %q: choose another cell to spoil", c.file, c.old)
			}
			n := 1
			if c.old == "match:" {
				n = -1
			}
			files[c.file].Data = []byte(strings.Replace(text, c.old, c.new, n))
			line := 1 + strings.Count(text[:strings.Index(text, c.old)], "\n") + strings.Count(c.new[:1], "\n")
			problems := Lint(files)
			for _, f := range problems {
				if strings.Contains(f.What, c.want) && f.File == c.file && (f.Line == 0 || f.Line >= line && f.Line <= line+9) {
					return
				}
			}
			t.Errorf("%s: %q for %q: lint says %v, want %q", c.file, c.new, c.old, problems, c.want)
		})
	}
}

// Everything that is wrong is told at once, each thing with its place, in the
// order of files and lines.
func TestLintTellsAll(t *testing.T) {
	files := copyData(t)
	spoil := func(file, old, new string) {
		text := string(files[file].Data)
		if !strings.Contains(text, old) {
			t.Fatalf("%s no longer holds %q: choose another cell to spoil", file, old)
		}
		files[file].Data = []byte(strings.Replace(text, old, new, 1))
	}
	spoil("places.tsv", "\tBarda\t40.37\t", "\tBarda\t140.37\t")
	spoil("places.tsv", "\nTovuz\ttovuz\ttown\tAZE", "\nTovuz\ttovuz\thamlet\tAZE")
	spoil("people.tsv", "2018-05-08", "8 May 2018")
	spoil("frames/event-die.frame", "undergoer: subject", "undergoer: sufferer")
	spoil("frames/cue-deny.frame", "stance: deny", "stance: denies\nsure: yes")
	delete(files, "times.tsv")
	files["places.tsv~"] = &fstest.MapFile{Data: []byte("old")}
	files["frames/note.txt"] = &fstest.MapFile{Data: []byte("to do")}
	files[".git/config"] = &fstest.MapFile{Data: []byte("an editor's own")}
	files["cue-new.frame"] = &fstest.MapFile{Data: []byte("# new")}
	var got []string
	for _, f := range Lint(files) {
		got = append(got, f.Error())
	}
	want := []string{
		`lexicon: cue-new.frame: is not read here; move it into frames/`,
		`lexicon: frames/cue-deny.frame:N: stance: unknown value "denies"`,
		`lexicon: frames/cue-deny.frame:N: unknown key "sure"`,
		`lexicon: frames/event-die.frame:N: undergoer: unknown value "sufferer"; write one of object subject number`,
		`lexicon: frames/note.txt: no such table`,
		`lexicon: people.tsv:N: from "8 May 2018": write YYYY`,
		`lexicon: places.tsv:N: class "hamlet" is none of`,
		`lexicon: places.tsv:N: lat "140.37" is no number`,
		`lexicon: places.tsv~: no such table`,
		`lexicon: times.tsv: cannot be read`,
	}
	for _, w := range want {
		parts := strings.SplitN(w, "N", 2)
		if !slices.ContainsFunc(got, func(g string) bool {
			return strings.HasPrefix(g, parts[0]) && strings.Contains(g, parts[len(parts)-1])
		}) {
			t.Errorf("nothing says %s", w)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d faults, want %d:\n%s", len(got), len(want), strings.Join(got, "\n"))
	}
}

func copyData(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(Data(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(Data(), name)
		files[name] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// An outside list, used to check and never copied, must put a place of the
// same name and country within 30 km, unless our note says that it differs.
func TestPlacesLieWhereAnotherListPutsThem(t *testing.T) {
	dir := filepath.Join("..", "..", "shared", "corpus", "gazetteer")
	cities, err := os.Open(filepath.Join(dir, "cities.csv"))
	if err != nil {
		t.Skip("no ../shared/corpus/gazetteer to check the coordinates against")
	}
	defer cities.Close()
	alpha3 := map[string]string{}
	for _, r := range readCSV(t, filepath.Join(dir, "countries.csv")) {
		alpha3[r["iso2"]] = r["iso3"]
	}
	type point struct{ lat, lon float64 }
	there := map[string][]point{}
	for _, r := range readCSV(t, filepath.Join(dir, "cities.csv")) {
		lat, errLat := strconv.ParseFloat(r["latitude"], 64)
		lon, errLon := strconv.ParseFloat(r["longitude"], 64)
		if errLat == nil && errLon == nil {
			key := alpha3[r["country_code"]] + " " + Fold(r["name"])
			there[key] = append(there[key], point{lat, lon})
		}
	}
	checked := 0
	for _, p := range Default().Places {
		if p.Class != "city" && p.Class != "town" && p.Class != "village" || strings.Contains(p.Note, "differs") {
			continue
		}
		for _, f := range p.Forms {
			points := there[p.Country+" "+Fold(f.Text)]
			if len(points) == 0 {
				continue
			}
			checked++
			nearest := math.Inf(1)
			for _, q := range points {
				nearest = min(nearest, kilometres(p.Lat, p.Lon, q.lat, q.lon))
			}
			if nearest > 30 {
				t.Errorf("%s: the list has %q %.0f km away at %v; mend the point, or say in the note that the list differs", p.ID, f.Text, nearest, points)
			}
		}
	}
	t.Logf("%d forms checked", checked)
	if checked < 300 {
		t.Errorf("only %d forms were found in the list: is it whole?", checked)
	}
}

func readCSV(t *testing.T, name string) []map[string]string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(strings.NewReader(string(b)))
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, cell := range row {
			m[rows[0][i]] = cell
		}
		out = append(out, m)
	}
	return out
}

// kilometres between two points on a sphere of the earth's mean radius.
func kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	rad := math.Pi / 180
	a := math.Sin((lat2 - lat1) * rad / 2)
	b := math.Sin((lon2 - lon1) * rad / 2)
	h := a*a + math.Cos(lat1*rad)*math.Cos(lat2*rad)*b*b
	return 2 * 6371 * math.Asin(math.Sqrt(h))
}
