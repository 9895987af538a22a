package lists

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tallystick/evidence"
)

const register = "uniq_id,location,ucdp_actor_id,actor_name,ucdp_dyad,cf_dec_yr,cf_dec_month,cf_dec_day,cf_effect_yr,cf_effect_month,cf_effect_day,side,partial,written,mediator_send,ended,end_yr,end_month,end_day\n"

func rowsOf(t testing.TB, rows ...string) (all []TruceRow) {
	t.Helper()
	for item, err := range ethPrio.Read(File{"f", strings.NewReader(register + strings.Join(rows, "\n") + "\n")}) {
		if err != nil {
			t.Fatal(err)
		}
		if item.Truce == nil {
			t.Fatalf("%v is no row of a truce", item.Odd)
		}
		all = append(all, *item.Truce)
	}
	return all
}

// Rows of one truce become one; where they differ it is told, with what each
// says.
func TestTogether(t *testing.T) {
	rows := rowsOf(t,
		"7,Rivers,1,Northland,5,2031,3,4,2031,3,5,2,0,0,UN,1,2031,3,9",
		"7,Rivers,2,Southland,5,2031,3,6,2031,3,5,2,1,0,-1,-1,-1,-1,-1",
		"7,Rivers,1,Northland,6,2031,3,4,2031,3,5,2,0,0,UN,1,2031,3,9",
		"7,Rivers,1,Northland,6,2031,3,4,2031,3,5,2,0,0,UN,1,2031,3,9",
	)
	truce, odd := Together(rows)
	if got, want := fmt.Sprint(truce.Announced.From, " to ", truce.Announced.To, ", ", truce.Effective.From, ", ", truce.Scope, truce.Brokers, truce.Lines, len(truce.Parties)), "2031-03-04 to 2031-03-06, 2031-03-05, bilateral[UN] [2 3 4 5] 4"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	var said []string
	for _, o := range odd { // in the order of the rows' words
		said = append(said, o.String())
	}
	want := []string{
		`line 5, actor_name: the actor has another row of this ceasefire: "Northland"`,
		`line 3, cf_dec_yr: declared 2031-03-06, after it took effect (2031-03-05): "2031"`,
		`line 2: the rows of this ceasefire do not agree on when it was declared: "2031-03-04 | 2031-03-06"`,
		`line 2: the rows of this ceasefire do not agree on when it ended: "2031-03-09 | nothing"`,
		`line 2: the rows of this ceasefire do not agree on who brokered it: "UN | nothing"`,
		`line 2: the rows of this ceasefire do not agree on its scope: "bilateral | bilateral, partial"`,
	}
	if !reflect.DeepEqual(said, want) {
		t.Errorf("odd:\n%s\nwant:\n%s", strings.Join(said, "\n"), strings.Join(want, "\n"))
	}
}

// The order of rows makes no difference.
func TestTogetherOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) TruceRow {
			c := evidence.Ceasefire{Entry: "7", Scope: rapid.SampledFrom([]string{"", "partial"}).Draw(t, "scope")}
			if day := rapid.IntRange(0, 3).Draw(t, "day"); day > 0 {
				c.Announced = &evidence.Interval{From: fmt.Sprintf("2031-03-%02d", day), To: fmt.Sprintf("2031-03-%02d", day)}
			}
			c.Parties = []evidence.TruceParty{{Said: rapid.SampledFrom([]string{"Northland", "Southland"}).Draw(t, "actor")}}
			return TruceRow{Truce: c}
		}), 1, 6).Draw(t, "rows")
		for i := range rows {
			rows[i].Truce.Lines = []int{i + 2}
		}
		shuffled := rapid.Permutation(rows).Draw(t, "shuffled")
		one, oddOne := Together(rows)
		two, oddTwo := Together(shuffled)
		if !reflect.DeepEqual(one, two) || !reflect.DeepEqual(oddOne, oddTwo) {
			t.Fatalf("%+v %v\n%+v %v", one, oddOne, two, oddTwo)
		}
	})
}
