package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestGazetteer: what somebody does whose texts name villages that the program
// does not know. She makes a gazetteer out of dumps, looks a name up in it,
// reads with it, and puts it into her data directory.
func TestGazetteer(t *testing.T) {
	dir := t.TempDir()
	own := func(name string) string { return filepath.Join(dir, name) }
	write := func(name, text string) string {
		t.Helper()
		if err := os.WriteFile(own(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return own(name)
	}
	city := func(id, name, lat, lon, people string) string {
		return strings.Join([]string{id, name, name, "", lat, lon, "P", "PPL", "AZ", "", "", "", "", "", people, "", "", "Asia/Baku", "2026-01-01"}, "\t") + "\n"
	}
	cities := write("cities500.txt", city("900001", "Marqalan", "40.25", "47.5", "900")+city("900002", "Nowhere", "400", "47.5", "900"))
	names := write("alternateNamesV2.txt", "1\t900001\ten\tOld Marqalan\t\t\t\t\t\t\n")
	made := own("gazetteer.tsv")

	status, out, errs := run(t, "", "gazetteer", "import", "--cities", cities, "--names", names, "--out", made)
	if status != 0 || !strings.Contains(out, "Wrote 1 towns and villages with 1 more names") || !strings.Contains(out, "CC BY 4.0") || !strings.Contains(errs, cities+`: line 2: latitude "400" is no number from -90 to 90: left out`) {
		t.Fatalf("import: exit status %d, %s, %s", status, out, errs)
	}
	if status, _, errs := run(t, "", "gazetteer", "import", "--cities", cities, "--out", made); status != 1 || !strings.Contains(errs, "is there already: nothing was written") {
		t.Errorf("import over a file: exit status %d, %s", status, errs)
	}
	for _, file := range []string{own("absent.txt"), names} {
		status, _, errs := run(t, "", "gazetteer", "import", "--cities", file, "--out", own("other.tsv"))
		if _, err := os.Stat(own("other.tsv")); status != 1 || !strings.Contains(errs, file) || err == nil {
			t.Errorf("import of %s: exit status %d, %s; a file written: %v", file, status, errs, err == nil)
		}
	}

	if status, _, errs := run(t, "", "gazetteer", "show", "Old Marqalan"); status != 1 || !strings.Contains(errs, "No place is called") {
		t.Errorf("a name that is not built in: exit status %d, %s", status, errs)
	}
	out = must(t, "gazetteer", "show", "OLD MARQALAN", "--gazetteer", made)
	for _, want := range []string{"Marqalan: village AZE\n", "Old Marqalan", "40.25, 47.50", "precision    village", "gazetteer.tsv:6", "geonameid 900001"} {
		if !strings.Contains(out, want) {
			t.Errorf("show lacks %q: %s", want, out)
		}
	}
	out = must(t, "gazetteer", "show", "--json", "Springfield")
	var p shownPlace
	if err := json.Unmarshal([]byte(strings.SplitN(out, "\n", 2)[0]), &p); err != nil || p.Name != "Springfield" || p.Country != "USA" || p.Precision != "city" || !strings.HasPrefix(p.Source, "world.tsv:") || strings.Count(out, "\n") < 4 {
		t.Errorf("show --json: %v, %s", err, out)
	}

	const text = "News\n\nThe ministry said on Monday that four soldiers were killed in Marqalan.\n"
	report := write("report.txt", text)
	without, with := must(t, "read", "--json", report), must(t, "read", "--json", "--gazetteer", made, report)
	if strings.Contains(without, `"lat":40.25`) || !strings.Contains(with, `"name":"Marqalan","lat":40.25,"lon":47.5,"precision":"village"`) {
		t.Errorf("the village without the gazetteer: %s\nand with it: %s", without, with)
	}
	if !strings.Contains(with, " gazetteer/") || strings.Contains(without, " gazetteer/") {
		t.Error("the reader's version does not name the gazetteer")
	}
	if again := must(t, "read", "--json", "--gazetteer", made, report); again != with {
		t.Error("the same text and gazetteer read otherwise")
	}

	// In a data directory it is used by add, and a reading with it is another.
	data := own("data")
	must(t, "init", "--dir", data, "--origin", "example.org/test")
	if out := must(t, "add", "--dir", data, report); !strings.Contains(out, "1 of 1 recorded anew") {
		t.Errorf("add: %s", out)
	}
	b, err := os.ReadFile(made)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(data, "gazetteer.tsv"), b, 0o600); err != nil {
		t.Fatal(err)
	}
	if out := must(t, "add", "--dir", data, report); !strings.Contains(out, "1 of 1 recorded anew") {
		t.Errorf("add with a gazetteer: %s", out)
	}
	if out := must(t, "add", "--dir", data, report); !strings.Contains(out, "0 of 1 recorded anew") {
		t.Errorf("add again: %s", out)
	}
	must(t, "backup", "--dir", data, own("backup.tar"))
	must(t, "restore", "--dir", own("restored"), own("backup.tar"), "--as", "Ada Example", "--reason", "a test")
	if out := must(t, "add", "--dir", own("restored"), report); !strings.Contains(out, "0 of 1 recorded anew") {
		t.Errorf("a restored ledger reads otherwise: %s", out)
	}
	if err := os.WriteFile(filepath.Join(data, "gazetteer.tsv"), append(b, "Bad\trow\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, _, errs := run(t, "", "add", "--dir", data, report); status != 1 || !strings.Contains(errs, "gazetteer.tsv:7: lat") {
		t.Errorf("add with a faulty gazetteer: exit status %d, %s", status, errs)
	}
}
