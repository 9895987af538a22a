package publish

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tallystick/evidence"
)

// life reads editions, one a word: "A10-20+" is one of list A, entries 10 to 19,
// accepted; "-" is rejected, "?" undecided, "!" accepted but fresh.
func life(t *testing.T, words string) (editions []Edition, now time.Time) {
	t.Helper()
	now = time.Date(2023, 6, 30, 0, 0, 0, 0, time.UTC)
	for word := range strings.FieldsSeq(words) {
		var list string
		var from, to int64
		var state rune
		if _, err := fmt.Sscanf(word, "%1s%d-%d%c", &list, &from, &to, &state); err != nil {
			t.Fatal(word, err)
		}
		e := Edition{Entry: from, End: to, At: now.Add(-72 * time.Hour), Edition: evidence.Edition{List: list}}
		switch state {
		case '+':
			e.Accepts = []Ruling{{By: "Ada"}}
		case '-':
			e.Accepts, e.Refused = []Ruling{{By: "Ada"}}, true
		case '!':
			e.Accepts, e.At = []Ruling{{By: "Ada"}}, now.Add(-72*time.Hour+time.Second)
		}
		editions = append(editions, e)
	}
	return editions, now
}

func TestShelves(t *testing.T) {
	for _, c := range []struct {
		name, life string
		together   string // lists with a unit in common, and from which position on
		at         int64
		want       string
	}{
		{"nothing", "", "", 9, ""},
		{"nobody decided", "A1-5?", "", 9, ""},
		{"accepted", "A1-5+", "", 9, "A@9"},
		{"accepted and fresh", "A1-5!", "", 9, ""},
		{"accepted, then rejected", "A1-5-", "", 9, ""},
		{"the next one waits", "A1-5+ A6-8?", "", 9, "A@6"},
		{"one in between was bad", "A1-5+ A6-8- A9-12+", "", 15, "A@15"},
		{"the first was bad", "A1-5? A6-8+", "", 9, "A@9"},
		{"two wait", "A1-5+ A6-8? A9-12?", "", 15, "A@6"},
		{"lists apart", "A1-5+ B6-8+ A9-12?", "", 15, "A@9 B@15"},
		{"lists that share a unit are read together", "A1-5+ B6-8+ A9-12?", "AB 8", 15, "A,B@9"},
		{"and before the other was there", "A1-5+ B6-8? A9-12+", "AB 8", 15, "A@6"},
		{"back to where both are open", "A1-5+ B6-8? A9-12? B13-14+", "AB 8", 15, "A@6"},
		{"shared only for a while, at a position where one waits", "A1-5+ B6-8+ A9-12? A13-14?", "AB 13 13", 20, "A,B@9"},
	} {
		editions, now := life(t, c.life)
		together := func(at int64) ([][]string, error) {
			var lists string
			from, to := int64(0), int64(1<<40)
			fmt.Sscan(c.together, &lists, &from, &to)
			if lists == "" || at < from || at > to {
				return nil, nil
			}
			return [][]string{strings.Split(lists, "")}, nil
		}
		shelves, err := Shelves(editions, c.at, Standard, now, together)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, s := range shelves {
			got = append(got, fmt.Sprintf("%s@%d", strings.Join(s.Lists, ","), s.At))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v, want %s", c.name, got, c.want)
		}
	}
}

func TestShelfHolds(t *testing.T) {
	s := Shelf{Lists: []string{"A", "B"}}
	for lists, want := range map[string]bool{"A": true, "A B": true, "A C": false, "C": false, "": false} {
		if got := s.Holds(strings.Fields(lists)); got != want {
			t.Errorf("%q: %v", lists, got)
		}
	}
}

func TestPlaceOfAUnit(t *testing.T) {
	lat, lon := 47.09912, 37.52371
	at := func(name, precision string) *evidence.Place {
		return &evidence.Place{Name: name, Lat: &lat, Lon: &lon, Precision: precision}
	}
	for _, c := range []struct {
		place *evidence.Place
		want  string
	}{
		{nil, "nothing"},
		{at("Larkton", "village"), "Larkton village 47.1 37.5"},
		{at("Lark County", "region"), "Lark County region 47.1 37.5"},
		{at("Lark Bridge", "feature"), "  47.1 37.5"},
		{at("Lark Lane 4", "point"), "  47.1 37.5"},
		{at("Larkton", ""), "nothing"},
		{at("Larkton", "house"), "nothing"},
		{&evidence.Place{Name: "Lark Bridge", Precision: "feature"}, "nothing"},
		{&evidence.Place{Name: "Larkton", Precision: "town"}, "Larkton town  "},
		{&evidence.Place{Name: "47.0991, 37.5237", Precision: "town"}, "nothing"},
	} {
		got := "nothing"
		if p := NewSieve(Standard).place(c.place); p != nil {
			got = fmt.Sprintf("%s %s %s %s", p.Name, p.Precision, degrees(p.Lat), degrees(p.Lon))
		}
		if got != c.want {
			t.Errorf("%+v is %q, want %q", c.place, got, c.want)
		}
	}
}

func TestStatusInPublic(t *testing.T) {
	for status, want := range map[string]string{
		"destroyed": "destroyed", "Damaged and captured": "Damaged and captured", "sunk, but raised": "sunk, but raised", "damaged beyond economical repair": "damaged beyond economical repair",
		"destroyed near Larkton": "", "captured by Siskin": "", "уничтожен": "",
	} {
		if got := fated(status); got != want {
			t.Errorf("%q: %q, want %q", status, got, want)
		}
	}
}

// TestSieveLetsNothingElseOut fills every field of a unit with a word that may
// not leave, but for those that the public is to see.
func TestSieveLetsNothingElseOut(t *testing.T) {
	const secret = "Quillfeather"
	now := time.Date(2023, 6, 30, 0, 0, 0, 0, time.UTC)
	u := evidence.Unit{
		ID: "1", Side: "NOR", Fates: []evidence.Fate{{What: "destroyed", Said: "hit by " + secret, When: &evidence.Interval{From: "2023-06-29", Text: secret}}},
		When: &evidence.Interval{From: "2023-01-01", Text: secret}, Place: &evidence.Place{Span: evidence.Span{Text: secret}, Name: secret, Precision: "point"}, Markings: secret,
		Listings: []evidence.Listing{{
			List: "A", Status: "destroyed by " + secret, Listed: secret, Happened: secret, Place: secret, Lat: secret, Lon: secret, Formation: secret, Comment: secret, Odd: []string{secret},
			Address: "https://maps.google.com/?q=47.09912,37.52371", Raw: map[string]string{"comment": secret, "status": secret, "sysID": secret, "geolocation": secret, "photos": secret, "system": "47.09912, 37.52371"},
		}},
	}
	shown := NewSieve(Standard).Unit(u, now)
	if said := fmt.Sprintf("%+v %+v %+v", shown, shown.When, shown.Place); strings.Contains(said, secret) || strings.Contains(said, "47.09") {
		t.Errorf("the public sees %s", said)
	}
	if shown.Fates[0].When != nil || shown.When == nil || shown.When.From != "2023-01-01" {
		t.Errorf("fresh times are shown or late ones hidden: %+v %+v", shown.Fates[0], shown.When)
	}
	e := Edition{Edition: evidence.Edition{List: "A", Files: []evidence.Body{{Name: secret, Hash: "h"}}, Odd: []evidence.Oddity{{Raw: secret, Why: secret}}, Date: secret}, Rejects: []Ruling{{Reason: secret}}}
	if said := fmt.Sprintf("%+v", NewSieve(Standard).Edition(e)); strings.Contains(said, secret) {
		t.Errorf("an edition says %s", said)
	}
	tally := evidence.Tally{By: "A", Of: "NOR", Odd: []string{secret}, Said: "47.09912, 37.52371"}
	if said := fmt.Sprintf("%+v", NewSieve(Standard).Tally(tally)); strings.Contains(said, secret) || strings.Contains(said, "47.09") {
		t.Errorf("a tally says %s", said)
	}
}

// TestLossColumns: rows come out as they stood in a file, each with the way
// back; a formula does not run, and a number stays one.
func TestLossColumns(t *testing.T) {
	lat := -23.5
	u := Unit{
		Unit: evidence.Unit{ID: "unit1", Side: "NOR", Class: "tank", Model: "Vidar", Fates: []evidence.Fate{{What: "abandoned"}, {What: "damaged"}}, Unordered: true,
			Place: &evidence.Place{Lat: &lat, Lon: &lat, Precision: "point"},
			Listings: []evidence.Listing{
				{List: "A", Side: "Norland", Origin: "Eastland", Model: "Vidar", Status: "abandoned", Address: "https://pictures.example/1", Listed: "2023-01-01", Raw: map[string]string{"system": "12 Vidar"}, Line: 2},
				{List: "A", Side: "Norland", Origin: "=cmd()", Model: "Vidar", Status: "damaged", Address: "https://pictures.example/1", Listed: "2023-01-01", Lat: "-23.5", Lon: "-23.5", Line: 9},
			}},
		Entry: 7, At: time.Date(2023, 6, 30, 0, 0, 0, 0, time.UTC),
		Trail: []Trail{{List: "A", Edition: "ed1", Files: []string{"hash"}, Line: 2, Entry: 6}, {List: "A", Edition: "ed1", Files: []string{"hash"}, Line: 9, Entry: 7}},
	}
	for form, want := range map[string][]string{
		"ours": {"NOR,tank,Vidar,,abandoned+damaged,abandoned,,,,-23.5,-23.5,point,\"Vidar, abandoned; Vidar, damaged\",2023-01-01; 2023-01-01,https://pictures.example/1,," +
			"unit1,7,2023-06-30T00:00:00Z,A; A,ed1; ed1,hash; hash,2; 9"},
		"scrape": {"Norland,Eastland,12 Vidar,abandoned,https://pictures.example/1,2023-01-01,,,,,unit1,6,2023-06-30T00:00:00Z,A,ed1,hash,2",
			"Norland,'=cmd(),Vidar,damaged,https://pictures.example/1,2023-01-01,,,,,unit1,7,2023-06-30T00:00:00Z,A,ed1,hash,9"},
		"warspotting": {",,Vidar,abandoned,Norland,,,,,https://pictures.example/1,,,unit1,6,2023-06-30T00:00:00Z,A,ed1,hash,2",
			",,Vidar,damaged,Norland,,,\"-23.5,-23.5\",,https://pictures.example/1,-23.5,-23.5,unit1,7,2023-06-30T00:00:00Z,A,ed1,hash,9"},
	} {
		var out strings.Builder
		w, err := NewLossWriter(&out, form, evidence.LastFate)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Write(u); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(out.String()), "\n")
		if head := strings.Join(slices.Concat(LossColumns[form], LossTrail), ","); lines[0] != head {
			t.Errorf("%s: header %s", form, lines[0])
		}
		if diff := cmp.Diff(want, lines[1:]); diff != "" {
			t.Errorf("%s: %s", form, diff)
		}
		if _, err := csv.NewReader(strings.NewReader(out.String())).ReadAll(); err != nil {
			t.Errorf("%s: %v", form, err)
		}
	}
	if _, err := NewLossWriter(&strings.Builder{}, "theirs", evidence.LastFate); err == nil {
		t.Error("unknown columns are written")
	}
}
