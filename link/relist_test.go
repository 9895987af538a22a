package link

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tallystick/evidence"
)

// asListed reads a row word for word: "damaged, captured" is two fates.
func asListed(l evidence.Listing) evidence.Unit {
	u := evidence.Unit{Side: l.Side, Class: l.Class, Model: strings.TrimSuffix(l.Model, "?"), Listings: []evidence.Listing{l}}
	for f := range strings.SplitSeq(l.Status, ", ") {
		u.Fates = append(u.Fates, evidence.Fate{What: f})
	}
	return u
}

// row spells a row of list L, "NUMBER MODEL/STATUS", shown by the address of
// group g.
func row(s string) evidence.Listing {
	l := evidence.Listing{List: "L", Side: "AAA", Address: "https://example.org/1"}
	said, comment, _ := strings.Cut(s, " # ")
	l.Comment = comment
	number, rest, _ := strings.Cut(said, " ")
	fmt.Sscan(number, &l.Number)
	l.Model, l.Status, _ = strings.Cut(rest, "/")
	return l
}

func rowsOf(s ...string) []evidence.Listing {
	var all []evidence.Listing
	for _, r := range s {
		all = append(all, row(r))
	}
	return all
}

const key = "address https://example.org/1"

func never(string) (Use, error) { return Unused, nil }

// list gives the group a first edition.
func list(t testing.TB, merge bool, rows ...string) []evidence.Unit {
	t.Helper()
	done, err := Group{List: "L", Key: key, Now: rowsOf(rows...), Merge: merge}.Relist(asListed, never)
	if err != nil {
		t.Fatal(err)
	}
	return done.Units
}

// name calls a unit by its ordinal in the group.
func name(id string) string {
	for i := range 20 {
		if id == evidence.UnitID("L", key, i) {
			return fmt.Sprint("unit ", i)
		}
	}
	return id
}

func TestRelist(t *testing.T) {
	for _, c := range []struct {
		name     string
		merge    bool
		was, now string // rows, separated by |
		want     string
	}{
		{"nothing changes", false, "1 T-1/destroyed|2 T-1/damaged", "2 T-1/damaged|1 T-1/destroyed", ""},
		{"a unit comes", false, "1 T-1/destroyed", "1 T-1/destroyed|2 T-1/destroyed",
			`unit 1 added: new in the list`},
		{"a unit goes", false, "1 T-1/destroyed|2 T-1/destroyed", "2 T-1/destroyed",
			`unit 0 removed: the list has dropped it`},
		{"an earlier one goes and the rest moves up", false, "5 T-1/destroyed|6 T-1/damaged", "5 T-1/damaged",
			`unit 0 removed: the list has dropped it
unit 1 renumbered: number changed from "6" to "5"`},
		{"a fate", false, "1 T-1/damaged", "1 T-1/damaged, captured",
			`unit 0 fate: fate changed from "damaged" to "damaged, then captured"; status changed from "damaged" to "damaged, captured"`},
		{"another model", false, "1 T-1/damaged", "7 T-2/damaged",
			`unit 0 re-filed: model changed from "T-1" to "T-2"; listed model changed from "T-1" to "T-2"; number changed from "1" to "7"`},
		{"another spelling of the model", false, "1 T-1/damaged", "1 T-1?/damaged",
			`unit 0 amended: listed model changed from "T-1" to "T-1?"`},
		{"a comment", false, "1 T-1/damaged", "1 T-1/damaged # near the mill",
			`unit 0 amended: comment changed from nothing to "near the mill"`},
		{"the same said is taken before the same number", false, "1 T-1/damaged # a|2 T-1/damaged # b", "1 T-1/damaged # b|2 T-1/damaged # c",
			`unit 0 amended: number changed from "1" to "2"; comment changed from "a" to "c"
unit 1 renumbered: number changed from "2" to "1"`},
		{"two fates change, told apart by number", false, "5 T-1/destroyed|6 T-1/damaged", "6 T-1/captured|5 T-1/abandoned",
			`unit 0 fate: fate changed from "destroyed" to "abandoned"; status changed from "destroyed" to "abandoned"
unit 1 fate: fate changed from "damaged" to "captured"; status changed from "damaged" to "captured"`},
		{"filed twice", true, "0 T-1/damaged", "0 T-1/abandoned|0 T-1/damaged",
			`unit 0 fate: fate changed from "damaged" to "abandoned and damaged in no known order"; it is filed under "abandoned" as well; ` +
				`the list files one picture and model under "abandoned" and "damaged" at once: one unit, and nobody says what came first`},
		{"no longer filed twice", true, "0 T-1/abandoned|0 T-1/damaged", "0 T-1/abandoned",
			`unit 0 fate: fate changed from "abandoned and damaged in no known order" to "abandoned"; it is no longer filed under "damaged"`},
		{"three destroyed, one of them also damaged", true, "", "0 T-1/destroyed|0 T-1/destroyed|0 T-1/damaged|0 T-1/destroyed",
			`unit 0 added: new in the list; the list files one picture and model under "damaged" and "destroyed" at once: one unit, and nobody says what came first
unit 1 added: new in the list
unit 2 added: new in the list`},
	} {
		t.Run(c.name, func(t *testing.T) {
			split := func(s string) []string {
				return slices.DeleteFunc(strings.Split(s, "|"), func(s string) bool { return s == "" })
			}
			g := Group{List: "L", Key: key, Was: list(t, c.merge, split(c.was)...), Now: rowsOf(split(c.now)...), Merge: c.merge}
			done, err := g.Relist(asListed, never)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range done.Changes {
				got = append(got, fmt.Sprintf("%s %s: %s", name(r.Unit.ID), r.Change, r.Reason))
				if err := r.Check(); err != nil {
					t.Error(err)
				}
				if (r.Was == nil) != (r.Change == evidence.Added) {
					t.Errorf("%s: %s, was %v", name(r.Unit.ID), r.Change, r.Was)
				}
			}
			slices.Sort(got)
			if got := strings.Join(got, "\n"); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// What the list says the same, and the lexicon reads otherwise since, is told as
// that.
func TestReadOtherwise(t *testing.T) {
	g := Group{List: "L", Key: key, Was: list(t, false, "1 T-1/damaged"), Now: rowsOf("1 T-1/damaged")}
	done, err := g.Relist(func(l evidence.Listing) evidence.Unit {
		u := asListed(l)
		u.Class = "tank"
		return u
	}, never)
	if err != nil || len(done.Changes) != 1 {
		t.Fatalf("%+v, %v", done, err)
	}
	want := `the list says the same, its words are read otherwise; class changed from nothing to "tank"`
	if r := done.Changes[0]; r.Change != evidence.Refiled || r.Reason != want {
		t.Errorf("%s: %s; want %s", r.Change, r.Reason, want)
	}
}

// However often a status is filed for one picture and model, there are as many
// units as the status with the most rows has, and no row is lost.
func TestEveryMultiplicity(t *testing.T) {
	for n := range 4 * 4 * 4 {
		counts := map[string]int{"destroyed": n % 4, "damaged": n / 4 % 4, "abandoned": n / 16}
		var rows []string
		most := 0
		for status, k := range counts {
			most = max(most, k)
			for range k {
				rows = append(rows, "0 T-1/"+status)
			}
		}
		units := list(t, true, rows...)
		listed := make(map[string]int)
		for _, u := range units {
			for _, l := range u.Listings {
				listed[l.Status]++
			}
			if want := len(u.Listings) > 1; u.Unordered != want {
				t.Errorf("%v: unit of %d rows, unordered %v", counts, len(u.Listings), u.Unordered)
			}
		}
		for status, k := range counts {
			if listed[status] != k {
				t.Errorf("%v: %d rows of %s stand in units", counts, listed[status], status)
			}
		}
		if len(units) != most {
			t.Errorf("%v: %d units, want %d", counts, len(units), most)
		}
	}
}

// Ids are never given twice: an ordinal that was used once, by whatever unit, is
// left alone.
func TestOrdinalsAreNotUsedAgain(t *testing.T) {
	g := Group{List: "L", Key: key, Now: rowsOf("1 T-1/destroyed", "2 T-1/destroyed")}
	done, err := g.Relist(asListed, func(id string) (Use, error) {
		if id == evidence.UnitID("L", key, 0) || id == evidence.UnitID("L", key, 2) {
			return Used, nil
		}
		return Unused, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range done.Changes {
		got = append(got, name(r.Unit.ID))
	}
	if want := []string{"unit 1", "unit 3"}; !slices.Equal(got, want) {
		t.Errorf("ids %v, want %v", got, want)
	}
}

// Where a unit was withdrawn, what finds no recorded unit is not taken in again;
// what does is kept.
func TestWithdrawnUnits(t *testing.T) {
	g := Group{List: "L", Key: key, Was: list(t, false, "1 T-1/damaged", "2 T-1/destroyed")[:1], Now: rowsOf("1 T-1/damaged", "2 T-1/destroyed")}
	done, err := g.Relist(asListed, func(id string) (Use, error) { return Withdrawn, nil })
	if err != nil || len(done.Changes) > 0 || len(done.Units) != 1 || len(done.Passed) != 1 {
		t.Errorf("%+v, %v", done, err)
	}
}

// A unit that another list has as well keeps what that one says, whatever
// becomes of this one's rows.
func TestOtherListsAreLeftAlone(t *testing.T) {
	u := list(t, false, "1 T-1/damaged")[0]
	other := evidence.Listing{List: "M", Entry: "7", Side: "AAA", Model: "T-1", Status: "damaged, captured"}
	u.Listings = append(u.Listings, other)
	u.Fates = []evidence.Fate{{What: "damaged"}, {What: "captured"}}

	relist := func(now ...string) evidence.LossRecord {
		t.Helper()
		done, err := Group{List: "L", Key: key, Was: []evidence.Unit{u}, Now: rowsOf(now...)}.Relist(asListed, never)
		if err != nil || len(done.Changes) != 1 {
			t.Fatalf("%d changes, %v", len(done.Changes), err)
		}
		return done.Changes[0]
	}
	if r := relist("1 T-1/destroyed"); r.Change != evidence.Fated || r.Unit.History() != "captured+damaged+destroyed" || !slices.Equal(r.Unit.Lists(), []string{"L", "M"}) {
		t.Errorf("re-read: %+v", r)
	}
	r := relist()
	if r.Change != evidence.Removed || r.Unit.History() != "damaged,captured" || !slices.Equal(r.Unit.Lists(), []string{"M"}) || r.Was == nil || r.Now() == nil {
		t.Errorf("dropped by one of two: %+v", r)
	}
	if want := `the list has dropped it; it stands in "M"`; r.Reason != want {
		t.Errorf("reason %q, want %q", r.Reason, want)
	}
}

// A unit that was found to be another stays so; what the list says of it from
// then on is said of the other too.
func TestMergedUnits(t *testing.T) {
	units := list(t, false, "1 T-1/damaged", "2 T-1/damaged")
	slices.SortFunc(units, func(a, b evidence.Unit) int { return strings.Compare(name(a.ID), name(b.ID)) })
	units[0].Listings = append(units[0].Listings, units[1].Listings...)
	units[1].Into = units[0].ID

	g := Group{List: "L", Key: key, Was: units, Now: rowsOf("2 T-1/damaged", "1 T-1/damaged")}
	done, err := g.Relist(asListed, never)
	if err != nil || len(done.Changes) > 0 {
		t.Fatalf("nothing changed, but %+v, %v", done.Changes, err)
	}
	g.Now = rowsOf("1 T-1/damaged", "2 T-1/damaged, captured")
	done, err = g.Relist(asListed, never)
	if err != nil || len(done.Changes) != 2 {
		t.Fatalf("%d changes, want that of the unit and that of the other: %v", len(done.Changes), err)
	}
	for _, r := range done.Changes {
		if r.Unit.History() != "damaged,captured" || r.Change != evidence.Fated {
			t.Errorf("%s: %s, %s", name(r.Unit.ID), r.Change, r.Unit.History())
		}
		if r.Unit.ID == units[1].ID && (r.Unit.Into != units[0].ID || r.Was != nil || r.Now() != nil) {
			t.Errorf("the merged unit counts: %+v", r)
		}
	}
}

var anyRow = rapid.Custom(func(t *rapid.T) evidence.Listing {
	l := row(fmt.Sprintf("%d %s/%s", rapid.IntRange(0, 3).Draw(t, "number"), rapid.SampledFrom([]string{"T-1", "T-1?", "T-2"}).Draw(t, "model"),
		rapid.SampledFrom([]string{"destroyed", "damaged", "abandoned", "damaged, captured"}).Draw(t, "status")))
	l.Comment = rapid.SampledFrom([]string{"", "", "c"}).Draw(t, "comment")
	l.Line = rapid.IntRange(1, 100).Draw(t, "line")
	return l
})

// Whatever the order of rows and units: the same changes and the same ids, all
// but the lines in the file.
func TestOrderOfRowsMakesNoDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := Group{List: "L", Key: key, Merge: rapid.Bool().Draw(t, "merge"), Now: rapid.SliceOfN(anyRow, 0, 8).Draw(t, "first")}
		relist := func(g Group) Relisted {
			done, err := g.Relist(asListed, never)
			if err != nil {
				t.Fatal(err)
			}
			for _, u := range done.Units {
				for i := range u.Listings {
					u.Listings[i].Line = 0
				}
			}
			return done
		}
		g.Was = relist(g).Units
		g.Now = rapid.SliceOfN(anyRow, 0, 8).Draw(t, "second")
		shuffled := g
		shuffled.Was, shuffled.Now = rapid.Permutation(g.Was).Draw(t, "units"), rapid.Permutation(g.Now).Draw(t, "rows")
		want, got := relist(g), relist(shuffled)
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("the order made a difference:\n%s", d)
		}
		// What was recorded is what stands: the same edition again changes nothing.
		again := g
		again.Was = got.Units
		if more := relist(again); len(more.Changes) > 0 {
			t.Fatalf("the same edition again changed %+v", more.Changes)
		}
		// No row is lost and none is there twice.
		rows := 0
		for _, u := range got.Units {
			rows += len(u.Listings)
		}
		if rows != len(g.Now) {
			t.Fatalf("%d rows stand in units, the edition has %d", rows, len(g.Now))
		}
	})
}

func BenchmarkRelistUnchanged(b *testing.B) {
	var rows []string
	for i := range 5 {
		rows = append(rows, fmt.Sprintf("%d T-1/destroyed", i))
	}
	g := Group{List: "L", Key: key, Was: list(b, false, rows...), Now: rowsOf(rows...)}
	for range b.N {
		if done, err := g.Relist(asListed, never); err != nil || len(done.Changes) > 0 {
			b.Fatal(done, err)
		}
	}
}
