package link

import (
	"fmt"
	"strings"
	"testing"

	"tallystick/evidence"
)

func TestSameUnits(t *testing.T) {
	// A unit is spelt "ID LIST MODEL/FATE", with *N behind when its list shows N
	// units by one link.
	unit := func(s string) evidence.Unit {
		said, together, _ := strings.Cut(s, "*")
		f := strings.Fields(said)
		model, fate, _ := strings.Cut(f[2], "/")
		l := evidence.Listing{List: f[1], Side: "AAA", Model: model, Status: fate, Address: "https://example.org/1"}
		fmt.Sscan(together, &l.Together)
		u := asListed(l)
		u.ID = f[0]
		return u
	}
	units := func(s string) (all []evidence.Unit) {
		for part := range strings.SplitSeq(s, "|") {
			if part != "" {
				all = append(all, unit(part))
			}
		}
		return all
	}
	const address = "one address is listed for both; it was compared by address alone, no picture was looked at"
	for _, c := range []struct {
		name, here, elsewhere string
		want                  string
	}{
		{"one unit alone", "a L T-1/damaged", "", ""},
		{"one address for two units", "a L T-1/damaged|b L T-1/damaged", "", "a b: " + address},
		{"one picture of two units, as the list says", "a L T-1/damaged*2|b L T-1/damaged*2", "", ""},
		{"two units by one link and a third by another", "a L T-1/damaged*2|b L T-1/damaged*2|c L T-1/damaged", "",
			"a b c: one address is listed for all 3; it was compared by address alone, no picture was looked at"},
		{"one unit under two fates", "b L T-1/damaged|a L T-1/captured", "",
			`a b: ` + address + `|it may be one unit filed under two fates: "captured" or "damaged"`},
		{"two models", "a L T-1/damaged|b L T-2/damaged", "",
			`a b: ` + address + `|it is listed as different models, "T-1" and "T-2": one picture may show several units`},
		{"two lists", "a L T-1/damaged", "b M T-1/damaged", `a b: ` + address + `|it stands in "L" and "M"`},
		{"two lists, two models", "a L T-1/damaged", "b M T-2/damaged", ""},
		{"a picture of two units in two lists", "a L T-1/damaged*2|b L T-1/captured*2", "c M T-1/captured|d M T-1/damaged",
			`a d: ` + address + `|it stands in "L" and "M"|the address shows 2 units, which of them this is was told by model and fate alone
b c: ` + address + `|it stands in "L" and "M"|the address shows 2 units, which of them this is was told by model and fate alone`},
		{"a unit that both lists have", "a L T-1/damaged", "a L T-1/damaged", ""},
	} {
		got, crowd := SameUnits(units(c.here), units(c.elsewhere))
		var lines []string
		for _, p := range got {
			lines = append(lines, strings.Join(p.Members, " ")+": "+strings.Join(p.Reasons, "|"))
			if p.What != evidence.SameUnit || p.ID != evidence.ProposalID(p.What, p.Members) || p.Maker == "" {
				t.Errorf("%s: proposed %+v", c.name, p)
			}
		}
		if got := strings.Join(lines, "\n"); got != c.want || crowd != 0 {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// What was found to be another unit, and what no list has any more, is not
// proposed again.
func TestSameUnitsCount(t *testing.T) {
	a := asListed(evidence.Listing{List: "L", Side: "AAA", Model: "T-1", Status: "damaged"})
	a.ID = "a"
	b, c := a, a
	b.ID, b.Into = "b", "a"
	c.ID, c.Listings = "c", nil
	if got, _ := SameUnits([]evidence.Unit{a, b, c}, nil); len(got) > 0 {
		t.Errorf("proposed %+v", got)
	}
}

// An address of very many units is no picture of one: it is told, not proposed.
func TestCrowd(t *testing.T) {
	var many []evidence.Unit
	for i := range MaxMembers + 1 {
		u := asListed(evidence.Listing{List: "L", Side: "AAA", Model: "T-1", Status: "damaged"})
		u.ID = fmt.Sprint(i)
		many = append(many, u)
	}
	if got, crowd := SameUnits(many, nil); len(got) > 0 || crowd != MaxMembers+1 {
		t.Errorf("%d proposals, a crowd of %d", len(got), crowd)
	}
	if got, crowd := SameUnits(many[1:], nil); len(got) != 1 || crowd != 0 {
		t.Errorf("%d proposals, a crowd of %d", len(got), crowd)
	}
}
