package sample

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tallystick/capture"
	"tallystick/capture/lists"
	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
)

// Registers is a true ledger of an invented war: two registers of ceasefires, a
// report that speaks of truces, roads, places and demands, and drawn roads. One
// register, one report and one road nobody has accepted.
type Registers struct {
	*flow.Ledger
	now time.Time
}

// HiddenInRegisters is what the public must not read of Registers.
var HiddenInRegisters = []string{"Whisperland", "Unseenia", "Hushway", "46.47474"}

const registerHead = "uniq_id,location,ucdp_actor_id,actor_name,cf_dec_yr,cf_dec_month,cf_dec_day,cf_effect_yr,cf_effect_month,cf_effect_day,side,partial,written,mediator_send,ended,end_yr,end_month,end_day\n"

const registerRows = registerHead + `1,Peru,1,Government of Kenya,2031,4,10,2031,4,10,2,0,0,"Switzerland, OCSE",-1,-1,-1,-1
1,Peru,2,Government of Peru,2031,4,10,2031,4,10,2,0,0,"Switzerland, OCSE",-1,-1,-1,-1
2,Peru,1,Government of Kenya,2030,4,25,2031,4,26,2,0,0,Norway,1,2031,4,29
2,Peru,2,Government of Peru,2030,4,25,2031,4,26,2,0,0,Norway,1,2031,4,29
`

const registerUnaccepted = registerHead + "9,Whisperland,1,Government of Kenya,2031,4,20,2031,4,20,2,0,0,-1,-1,-1,-1,-1\n"

const registerReport = `Truce on the river breaks down

Kenya and Peru agreed to a humanitarian ceasefire on 10 April 2031 after talks in Bern. Kenya accused Peru of violating the ceasefire.

On 26 April 2031, a Norwegian-brokered ceasefire came into effect. Peru's army said that Kenya had violated the ceasefire on 28 April 2031. Kenya denied violating the ceasefire.

Kenya's foreign minister demanded that Peru withdraw from the city of Lima. Peru's army said that it had captured the city of Nakuru. `

const drawnRoads = `{"type": "FeatureCollection", "features": [
 {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[36.07, -0.28], [36.43, -0.72], [36.82, -1.28]]},
  "properties": {"name": "Nakuru–Nairobi road", "settlements": [{"name": "Nakuru", "lat": -0.28, "lon": 36.07}, {"name": "Nairobi", "lat": -1.28, "lon": 36.82, "out": true}]}},
 {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[36.07, -0.28], [36.47474, 0.5]]},
  "properties": {"name": "Hushway", "settlements": [{"name": "Nakuru", "lat": -0.28, "lon": 36.07}, {"name": "Unseenia", "lat": 0.5, "lon": 36.47474}]}}]}`

// NewRegisters makes the ledger in a folder that the test's end removes.
func NewRegisters(t testing.TB) *Registers {
	t.Helper()
	r := &Registers{now: time.Date(2031, 5, 1, 9, 0, 0, 0, time.UTC)}
	world := flow.World{
		Now: func() time.Time { return r.now },
		Salt: func(n int64) ([]byte, error) {
			return []byte(evidence.Hash(fmt.Append(nil, "salt ", n)))[:evidence.SaltSize], nil
		},
	}
	var err error
	if r.Ledger, err = flow.Create(t.Context(), filepath.Join(t.TempDir(), "ledger"), "registers.example/log", flow.Settings{Policy: publish.Standard}, world); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	format, err := lists.Named("ethprio-ceasefires")
	if err != nil {
		t.Fatal(err)
	}
	for i, rows := range []string{registerRows, registerUnaccepted} {
		done, err := r.Import(t.Context(), format, []lists.File{{Name: "register.csv", Reader: strings.NewReader(rows)}}, flow.ImportOptions{List: []string{"River Register", "Whisper Register"}[i]})
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			r.accept(t, done.Edition)
		}
	}
	filler := strings.Repeat("People went about their day and the shops along the river stayed open late. ", 40)
	added, err := r.Add(t.Context(), "river.txt", []byte(registerReport+filler), capture.Options{At: r.now, By: "test"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Add(t.Context(), "unseen.txt", []byte("Another truce\n\nPeru demanded that Kenya leave Unseenia. Peru said that the Hushway road was closed to lorries."), capture.Options{At: r.now, By: "test"}); err != nil {
		t.Fatal(err)
	}
	head, err := r.Desk().Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	read, err := r.Desk().Report(t.Context(), head, added.Report.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range read.Claims {
		r.accept(t, c.ID)
	}
	roads, err := r.AddRoutes(t.Context(), "roads.geojson", []byte(drawnRoads))
	if err != nil {
		t.Fatal(err)
	}
	for _, road := range roads.Routes {
		if road.Name != "Hushway" {
			r.accept(t, road.ID)
		}
	}
	r.now = r.now.Add(100 * time.Hour)
	return r
}

func (r *Registers) accept(t testing.TB, id string) {
	t.Helper()
	if _, err := r.Decide(t.Context(), id, evidence.Accept, "Mina Sol", "Compared with the files."); err != nil {
		t.Fatal(err)
	}
}
