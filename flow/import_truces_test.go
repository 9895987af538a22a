package flow

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"tallystick/capture/lists"
	"tallystick/evidence"
)

const registerHead = "uniq_id,location,ucdp_actor_id,actor_name,cf_dec_yr,cf_dec_month,cf_dec_day,cf_effect_yr,cf_effect_month,cf_effect_day,side,partial,written,mediator_send,ended,end_yr,end_month,end_day"

func registerFormat(t testing.TB) lists.Format {
	t.Helper()
	f, err := lists.Named("ethprio-ceasefires")
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func importRegister(t testing.TB, l *Ledger, rows ...string) (Imported, []string) {
	t.Helper()
	var odd []string
	done, err := l.Import(t.Context(), registerFormat(t), []lists.File{listFile("register.csv", append([]string{registerHead}, rows...)...)},
		ImportOptions{Odd: func(o evidence.Oddity) { odd = append(odd, o.String()) }})
	if err != nil {
		t.Fatal(err)
	}
	return done, odd
}

// truceLines tells the truces of entries, a line each.
func truceLines(t testing.TB, l *Ledger, from, to int64) []string {
	t.Helper()
	var said []string
	for n := from; n < to; n++ {
		e, err := l.store.Entry(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		if e.Envelope.Kind != evidence.CeasefireRecorded {
			continue
		}
		c, err := evidence.Decode[evidence.Ceasefire](e)
		if err != nil {
			t.Fatal(err)
		}
		line := c.Entry
		for _, p := range c.Parties {
			line += fmt.Sprintf(" %s=%s", p.Said, p.Side)
		}
		line += fmt.Sprintf(" %s %v", c.Announced.From, c.Brokers)
		if c.Dropped {
			line += " dropped"
		}
		said = append(said, line)
	}
	slices.Sort(said)
	return said
}

// A register in three editions: its rows apart, one actor of two spellings, a
// truce entered twice; then the same again, and one that changes.
func TestImportTruces(t *testing.T) {
	l, _ := newLedger(t)
	first := []string{
		`11,Norway,1,Government of Norway,2031,3,4,2031,3,5,2,0,0,"Kenya, OCSE",-1,-1,-1,-1`,
		`12,Norway,1,Government Norway,2031,5,4,2031,5,5,2,0,0,-1,-1,-1,-1,-1`,
		`11,Norway,2,Fjord League,2031,3,4,2031,3,5,2,0,0,"Kenya, OCSE",-1,-1,-1,-1`,
		`13,Norway,1,Government of Norway,2031,5,4,2031,5,5,2,0,0,-1,-1,-1,-1,-1`,
	}
	done, odd := importRegister(t, l, first...)
	if done.Rows != 4 || done.Truces != 3 || done.Changes[evidence.Added] != 3 {
		t.Errorf("%+v", done)
	}
	want := []string{
		"11 Fjord League= Government of Norway=NOR 2031-03-04 [Kenya OCSE]",
		"12 Government Norway=NOR 2031-05-04 []",
		"13 Government of Norway=NOR 2031-05-04 []",
	}
	if got := truceLines(t, l, done.Entries[0], done.Entries[1]); !slices.Equal(got, want) {
		t.Errorf("recorded\n%s", strings.Join(got, "\n"))
	}
	want = []string{
		`register.csv:2, mediator_send: broker "OCSE" may be a slip for OSCE: it is kept as it stands: "Kenya, OCSE"`,
		`register.csv:3, actor_name: the actor is spelt in two ways: "Government of Norway" more often: "Government Norway"`,
		`register.csv:3, uniq_id: it has the place, days and actors of "13": the same truce may be entered twice: "12"`,
		`register.csv:5, uniq_id: it has the place, days and actors of "12": the same truce may be entered twice: "13"`,
	}
	slices.Sort(odd)
	if !slices.Equal(odd, want) {
		t.Errorf("odd\n%s", strings.Join(odd, "\n"))
	}
	if again, _ := importRegister(t, l, first...); again.New {
		t.Errorf("the same file again recorded entries %v", again.Entries)
	}
	// Rows in another order are another file that says the same.
	done, _ = importRegister(t, l, first[3], first[0], first[2], first[1])
	if got := truceLines(t, l, done.Entries[0], done.Entries[1]); len(got) != 0 {
		t.Errorf("another order of rows recorded %v", got)
	}
	// The newer edition drops a truce and dates another anew.
	done, _ = importRegister(t, l, first[0], first[2], strings.Replace(first[3], "2031,5,4", "2031,5,3", 1))
	want = []string{"12 Government Norway=NOR 2031-05-04 [] dropped", "13 Government of Norway=NOR 2031-05-03 []"}
	if got := truceLines(t, l, done.Entries[0], done.Entries[1]); !slices.Equal(got, want) {
		t.Errorf("the newer edition recorded\n%s", strings.Join(got, "\n"))
	}
}

// Whatever the order of its rows, a register records the same truces, also
// where they contradict one another.
func TestImportTrucesOrder(t *testing.T) {
	l, _ := newLedger(t)
	random := rand.New(rand.NewPCG(1, 2))
	var rows []string
	for range 40 {
		rows = append(rows, fmt.Sprintf(`%d,Norway,%d,League %d,2031,3,%d,2031,3,5,2,0,0,-1,-1,-1,-1,-1`, random.IntN(12), random.IntN(2), random.IntN(2), 1+random.IntN(3)))
	}
	importRegister(t, l, rows...)
	for range 4 {
		random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		done, _ := importRegister(t, l, rows...)
		if got := truceLines(t, l, done.Entries[0], done.Entries[1]); len(got) > 0 {
			t.Fatalf("the same rows in another order changed %v:\n%s", done.Changes, strings.Join(got, "\n"))
		}
	}
}

// The register as it is published: its size, and the faults that it is known
// to have.
func TestImportTrucesCorpus(t *testing.T) {
	f, err := os.Open("../../shared/corpus/ceasefires/ethprio-ceasefires.csv")
	if err != nil {
		t.Skip("no ../shared/corpus/ceasefires")
	}
	defer f.Close()
	l, _ := newLedger(t)
	var odd []string
	done, err := l.Import(t.Context(), registerFormat(t), []lists.File{{Name: "ethprio.csv", Reader: f}}, ImportOptions{Odd: func(o evidence.Oddity) { odd = append(odd, o.String()) }})
	if err != nil {
		t.Fatal(err)
	}
	parties := 0
	all, err := l.store.Ceasefires(t.Context(), done.Entries[1])
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		parties += len(r.Ceasefire.Parties)
	}
	if done.Rows != 4091 || done.Truces != 2203 || parties != 4091 {
		t.Errorf("%d rows, %d truces, %d parties", done.Rows, done.Truces, parties)
	}
	for _, want := range []string{
		`ethprio.csv:827, cf_dec_yr: declared 2019-11-09, 367 days before it took effect (2020-11-10): a year may be wrong: "2019"`,
		`ethprio.csv:820, actor_name: the actor is spelt in two ways: "Government of Armenia" more often: "Government Armenia"`,
		`ethprio.csv:2123, end_day: no such day: June 2020 has 30; only the month is read: "31"`,
	} {
		if !slices.Contains(odd, want) {
			t.Errorf("nothing odd says %s", want)
		}
	}
}
