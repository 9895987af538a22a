package accounts

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tallystick/evidence"
)

func says(r relation) string { return strings.TrimSpace(r.verdict + " " + r.coarser) }

func TestPlaces(t *testing.T) {
	for _, x := range []struct{ a, b, want string }{
		{"Kisumu", "Kisumu", "agrees"},
		{"Kisumu", "kisumu", "agrees"},
		{"Kisumu", "Kenya", "agrees b"},           // a country holds its towns
		{"Stepanakert", "Azerbaijan", "agrees b"}, // by the table's recognised territory, which says nothing of who holds it
		{"Kisumu", "Uganda", "differs"},
		{"Kisumu", "Nakuru", "differs"},
		{"Barda", "Barda:district", "agrees b"}, // its district, without a point of its own
		{"Kisumu", "Nowhereville:village", "not comparable"},
		{"Kyiv", "Chasiv Yar", "differs"},
	} {
		a, b := spotOf(placeOf(x.a)), spotOf(placeOf(x.b))
		if got := says(teller.place(a, b)); got != x.want {
			t.Errorf("%s and %s: %s, want %s", x.a, x.b, got, x.want)
		}
	}
	at := func(name, precision string, lat, lon float64) spot { return spot{name, precision, &lat, &lon} }
	for _, x := range []struct {
		a, b spot
		want string
	}{
		{at("Upper Mill", "village", 50, 10), at("Lower Mill", "village", 50.01, 10), "agrees"},    // 1 km
		{at("Upper Mill", "village", 50, 10), at("Far Mill", "village", 50.1, 10), "differs"},      // 11 km
		{at("Mill District", "district", 50, 10), at("Far Mill", "village", 50.1, 10), "agrees a"}, // within its reach
		{at("Mill District", "district", 50, 10), at("Alien Mill", "village", 51, 10), "differs"},  // 111 km
		{at("Newport", "town", 51.6, -3), at("Newport", "town", 41.5, -71.3), "differs"},           // namesakes
		{at("Cape", "feature", 0, 179.999), at("Cape Point", "feature", 0, -179.999), "agrees"},    // across the date line
	} {
		if got := says(teller.place(x.a, x.b)); got != x.want {
			t.Errorf("%s and %s: %s, want %s", x.a.name, x.b.name, got, x.want)
		}
	}
}

func TestCounts(t *testing.T) {
	for _, x := range []struct{ a, b, want string }{
		{"4 people", "4 people", "agrees"},
		{"4 people", "13 people", "differs"},
		{"4+ people", "5 people", "agrees"}, // at least 4 may be 5
		{"5 people", "4+ people", "agrees"},
		{"6+ people", "5 people", "differs"},
		{"~30 people", "28 people", "agrees"}, // a tenth more or less
		{"~30 people", "25 people", "differs"},
		{"24+ people", "26 civilians", "agrees"},
		{"4 civilians", "4 soldiers", "not comparable"},
		{"4 civilians", "9 people", "not comparable"}, // 4 of the 9 may have been civilians
		{"9 civilians", "4 people", "differs"},        // but not 9 of 4
		{"3-5 people", "5-9 people", "agrees"},
		{"4 young children", "4 soldiers", "not comparable"},
	} {
		a, b := parseStory(t, "r1; by narrator; killed "+x.a), parseStory(t, "r1; by narrator; killed "+x.b)
		in := teller.incident(a)
		if got := teller.counts(in.count(&a[0], 0), in.count(&b[0], 0)).verdict; got != x.want {
			t.Errorf("%s and %s: %s, want %s", x.a, x.b, got, x.want)
		}
	}
}

func TestDays(t *testing.T) {
	for _, x := range []struct{ a, b, want string }{
		{"2024-03-11/2024-03-11", "2024-03-11/2024-03-11", "agrees"},
		{"2024-03-11/2024-03-11", "2024-03-10/2024-03-12", "agrees b"},
		{"2024-03-11/", "2024-03-12/2024-03-12", "agrees a"},
		{"/2024-03-10", "2024-03-12/2024-03-12", "differs"},
		{"2024-03-11T23:30:00-02:00/2024-03-11T23:30:00-02:00", "2024-03-12/2024-03-12", "agrees"},
		{"2024-03-10/2024-03-12", "2024-03-12/2024-03-14", "agrees"},
	} {
		cut := func(s string) evidence.Interval {
			from, to, _ := strings.Cut(s, "/")
			return evidence.Interval{From: from, To: to}
		}
		if got := says(days(cut(x.a), cut(x.b))); got != x.want {
			t.Errorf("%s and %s: %s, want %s", x.a, x.b, got, x.want)
		}
	}
}

func TestActors(t *testing.T) {
	for _, x := range []struct{ a, b, want string }{
		{"KEN Kenya", "KEN Kenya", "agrees"},
		{"KEN Kenyan army", "KEN Kenya", "agrees b"}, // a side's army is the side, more closely
		{"KEN Kenyan army", "KEN Kenyan police", "agrees"},
		{"KEN Kenya", "UGA Uganda", "differs"},
		{"NKR Republic of Artsakh", "ARM Armenia", "differs"},
		{"- separatists", "UGA Uganda", "not comparable"},
		{"- separatists", "- Separatists", "agrees"},
		{"- civilians", "- villagers", "agrees"},
		{"- civilians", "- soldiers", "differs"},
		{"- civilians", "- people", "not comparable"},
	} {
		value := func(s string) Value {
			side, name, _ := strings.Cut(s, " ")
			return Value{Text: name, Side: strings.Trim(side, "-")}
		}
		if got := says(teller.actors(value(x.a), value(x.b))); got != x.want {
			t.Errorf("%s and %s: %s, want %s", x.a, x.b, got, x.want)
		}
	}
}

func TestInstruments(t *testing.T) {
	for _, x := range []struct{ a, b, want string }{
		{"rocket", "Rocket", "agrees"},
		{"rocket", "BM-30 Smerch", "agrees a"}, // of its class, multiple rocket launcher
		{"cluster munition", "missile", "differs"},
	} {
		if got := says(teller.instruments(x.a, x.b)); got != x.want {
			t.Errorf("%s and %s: %s, want %s", x.a, x.b, got, x.want)
		}
	}
}

func TestScopes(t *testing.T) {
	for text, want := range map[string]string{
		"killing 4 people":                                  "incident //",
		"killed 4 people on 27 and 28 October 2020":         "several 27 and 28 October/2020-10-27/2020-10-28",
		"killed 4 people on 27–28 October":                  "several 27–28 October/2020-10-27/2020-10-28",
		"killed 4 people from 27 to 28 October":             "several 27 to 28 October/2020-10-27/2020-10-28",
		"killed 4 people on October 27 and 28":              "several October 27 and 28/2020-10-27/2020-10-28",
		"killed 4 people between 30 October and 2 November": "several 30 October and 2 November/2020-10-30/2020-11-02",
		"killed 4 people between 28 December and 2 January": "several 28 December and 2 January/2019-12-28/2020-01-02",
		"hit it twice, and killed 4 people":                 "several twice//",
		"killed 4 people in three separate attacks":         "several three separate attacks//",
		"killed 4 people in 11 incidents":                   "several 11 incidents//",
		"killed 4 people over the past three days":          "several over the past three days//",
		"4 people have been killed since 27 September":      "cumulative since 27 September/2020-09-27/",
		"4 people have been killed since December 27":       "cumulative since December 27/2019-12-27/",
		"4 people have been killed since Monday":            "cumulative since Monday//",
		"4 people have been killed since the war began":     "cumulative since the war//",
		"by 9 October, there had been 4 deaths":             "cumulative By 9 October//2020-10-09",
		"so far 4 people have been killed":                  "cumulative so far//",
		"killed 4 people, since they had not been warned":   "incident //",
		"a two-day truce began after 4 people were killed":  "incident //",
		"May attacks killed 4":                              "incident //",
	} {
		said := parseStory(t, "r1 2020-11-06; by narrator; ASSAULT; killed 4 people; says "+text)
		s := teller.scopeOf(&said[0], 0)
		if got := fmt.Sprintf("%s %s/%s/%s", s.Kind, s.Words, s.From, s.To); !strings.EqualFold(got, want) {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// TestMessages: every message that the code asks for is there, every one that
// is there is asked for, and a translation that lacks one or changes a slot is
// refused.
func TestMessages(t *testing.T) {
	asked := map[string]bool{}
	files, _ := filepath.Glob("*.go")
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`"([a-z]+(?:\.[a-z]+)*\.?)"`).FindAllStringSubmatch(string(b), -1) {
			asked[m[1]] = true
		}
	}
	built := []string{"side.", "many.", "account.", "denied.", "field.", "verb", "noun", "scope.", "what.", "compared.", "state.", "part.target."}
	for id := range English().text {
		if !asked[id] && !slices.ContainsFunc(built, func(p string) bool { return strings.HasPrefix(id, p) }) {
			t.Errorf("nothing says the message %q", id)
		}
	}
	for id := range asked {
		first, _, dotted := strings.Cut(id, ".")
		if dotted && !strings.HasSuffix(id, ".") && slices.Contains([]string{"reply", "why", "toll", "number", "part", "deed", "that", "pair", "list", "compared"}, first) && !has(id) {
			t.Errorf("there is no message %q", id)
		}
	}
	for _, field := range Fields {
		if !has("field." + field) {
			t.Errorf("there is no message for the field %s", field)
		}
	}
	for _, what := range TollKinds {
		if !has("what." + what) {
			t.Errorf("there is no message for the toll %s", what)
		}
	}
	b, err := fs.ReadFile(tables, "messages.tsv")
	if err != nil {
		t.Fatal(err)
	}
	bad := strings.Replace(strings.Replace(string(b), "{a} and {b}", "{a} und {c}", 1), "private\ta private person\tinstead of a name\n", "", 1)
	_, err = ReadWords(fstest.MapFS{"de.tsv": {Data: []byte(bad)}}, "de.tsv")
	for _, want := range []string{`no message "private"`, `message "list.two" has the slots [{a} {c}]; write [{a} {b}]`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("the bad translation: %v, want %s", err, want)
		}
	}
	if _, err := ReadWords(fstest.MapFS{"same.tsv": {Data: b}}, "same.tsv"); err != nil {
		t.Error(err)
	}
}

// TestRussian: an account is told in Russian out of the same values, and in
// English wherever no language is asked for.
func TestRussian(t *testing.T) {
	told := teller.Of(parseStory(t, `r1 2024-03-12; by KEN Kenya; accuse; ASSAULT; agent UGA Ugandan army; at Kisumu; on 2024-03-11; killed 4 people; says killing 4 people in Kisumu
r1 2024-03-12; by UGA Uganda; deny; says those claims; answers 1`))
	for i, want := range []struct{ english, russian string }{
		{"Kenya says that Ugandan army attacked at Kisumu on 2024-03-11 and that 4 people were killed", "Kenya сообщает: атака, кто — Ugandan army, место — Кисуму, 2024-03-11; погибшие: 4 people"},
		{"Uganda denies it", "Uganda отрицают само событие"},
	} {
		named := Russian().Naming(
			func(name string) string { return strings.ReplaceAll(name, "Kisumu", "Кисуму") },
			func(name string) bool { return name == "Uganda" }, // as a language may have it
		)
		if got := told.Accounts[i].Summary; got.String() != want.english || got.In(named) != want.russian {
			t.Errorf("account %d is told %q and %q, want %q and %q", i, got, got.In(named), want.english, want.russian)
		}
	}
}

// TestDocs: docs/accounts.md explains every field of the shapes.
func TestDocs(t *testing.T) {
	b, err := os.ReadFile("../../docs/accounts.md")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[reflect.Type]bool{}
	var look func(reflect.Type)
	look = func(x reflect.Type) {
		for x.Kind() == reflect.Slice || x.Kind() == reflect.Pointer {
			x = x.Elem()
		}
		if x.Kind() != reflect.Struct || x == reflect.TypeFor[Phrase]() || seen[x] || x.PkgPath() != reflect.TypeFor[Told]().PkgPath() {
			return
		}
		seen[x] = true
		for i := range x.NumField() {
			name, _, _ := strings.Cut(x.Field(i).Tag.Get("json"), ",")
			if name == "-" {
				continue
			}
			if !strings.Contains(string(b), "`"+name+"`") {
				t.Errorf("docs/accounts.md does not explain %s of %s", name, x.Name())
			}
			look(x.Field(i).Type)
		}
	}
	look(reflect.TypeFor[Told]())
	if len(seen) < 12 {
		t.Errorf("only %d shapes found", len(seen))
	}
}

func BenchmarkOf(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		var story strings.Builder
		for i := range n {
			fmt.Fprintf(&story, "r%d 2024-03-12; by KEN Kenya; accuse; ASSAULT; agent UGA Ugandan army; at Kisumu; on 2024-03-11; killed %d people; says killing %d people in Kisumu\n", i/4, i%7, i%7)
			if i%5 == 0 {
				fmt.Fprintf(&story, "r%d 2024-03-12; by UGA Uganda; deny; says those claims\n", i/4)
			}
		}
		said := parseStory(b, story.String())
		b.Run(fmt.Sprint(len(said)), func(b *testing.B) {
			for b.Loop() {
				teller.Of(said)
			}
		})
	}
}
