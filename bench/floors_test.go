package bench

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// floors are the lowest figures allowed: mode, pack, figure. The highest, where
// fewer is better.
type floors map[string]map[string]figures

// Figures are held to three digits: the fourth moves with a single word.
const digit = 0.001

// slack is how far a figure may lie above its floor before the floor has to
// follow. Without it a gain could be lost again unseen, and the page of figures
// would fall behind.
const slack = 0.02

// holdFloors holds each figure to its floor. -update raises floors and never
// lowers one: who has to give up something lowers it by hand, and says why in
// the commit.
func holdFloors(t *testing.T, reached floors) {
	held := readFloors(t)
	if *update {
		held.raise(reached)
		held.write(t)
		writePage(t, reached, held)
	}
	for _, m := range modes {
		for _, p := range scored {
			for _, f := range p.figures {
				got, ok := reached[m.name][p.name][f.name]
				if !ok {
					t.Fatalf("%s: nothing scores %s", p.name, f.name)
				}
				held.hold(t, m.name, p.name, f, got)
			}
		}
	}
}

// hold holds one figure to its floor.
func (held floors) hold(t *testing.T, mode, pack string, f figure, got float64) {
	t.Helper()
	floor, ok := held[mode][pack][f.name]
	switch ahead := f.ahead(got, floor); {
	case !ok:
		t.Errorf("%s, %s: %s is %.4f and has no floor: run make bench", pack, mode, f.name, got)
	case ahead < -f.play-1e-9:
		t.Errorf("%s, %s: %s is %.4f, behind its floor %.3f", pack, mode, f.name, got, floor)
	case ahead > slack:
		t.Errorf("%s, %s: %s is %.4f, well ahead of its floor %.3f: run make bench, which raises it", pack, mode, f.name, got, floor)
	}
}

// ahead is by how much a figure is better than its floor.
func (f figure) ahead(got, floor float64) float64 {
	if f.fewer() {
		return floor - got
	}
	return got - floor
}

// fewer says that the figure counts faults.
func (f figure) fewer() bool { return strings.Contains(f.name, "false_alarm") }

const floorsFile = "floors.json"

func readFloors(t *testing.T) floors {
	t.Helper()
	held := floors{}
	b, err := os.ReadFile(floorsFile)
	if err == nil {
		err = json.Unmarshal(b, &held)
	}
	if err != nil {
		t.Fatal(err)
	}
	return held
}

// raise lifts every floor to what was reached, in whole digits.
func (held floors) raise(reached floors) {
	for _, m := range modes {
		for _, p := range scored {
			for _, f := range p.figures {
				held.lift(m.name, p.name, f, reached[m.name][p.name][f.name])
			}
		}
	}
}

// lift lifts one floor to what was reached.
func (held floors) lift(mode, pack string, f figure, reached float64) {
	if held[mode] == nil {
		held[mode] = map[string]figures{}
	}
	if held[mode][pack] == nil {
		held[mode][pack] = figures{}
	}
	got := f.whole(reached)
	if old, ok := held[mode][pack][f.name]; !ok || f.ahead(got, old) > 0 {
		held[mode][pack][f.name] = got
	}
}

// whole cuts a figure to three digits, away from the better side.
func (f figure) whole(x float64) float64 {
	n := int(x/digit + 1e-6)
	if f.fewer() && x > float64(n)*digit+1e-9 {
		n++
	}
	return float64(n) / 1000
}

func (held floors) write(t *testing.T) {
	t.Helper()
	b, err := json.MarshalIndent(held, "", "\t")
	if err == nil {
		err = os.WriteFile(floorsFile, append(b, '\n'), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestFloorsOnlyRise: a better figure lifts its floor, a worse one leaves it.
func TestFloorsOnlyRise(t *testing.T) {
	reach := func(f, alarms float64) floors {
		out := floors{}
		for _, m := range modes {
			out[m.name] = map[string]figures{"counts-dev": {"all.f": f, "false_alarm_rate": alarms}}
		}
		return out
	}
	held := floors{}
	for _, step := range []struct{ f, alarms, floor, most float64 }{
		{0.8765, 0.1234, 0.876, 0.124}, // cut to three digits, away from the better side
		{0.8764, 0.1236, 0.876, 0.124},
		{0.5, 0.5, 0.876, 0.124},
		{0.877, 0.12, 0.877, 0.12},
	} {
		held.raise(reach(step.f, step.alarms))
		for _, m := range modes {
			if got := held[m.name]["counts-dev"]; got["all.f"] != step.floor || got["false_alarm_rate"] != step.most {
				t.Errorf("%s: reached %v and %v, floors %v, want %v and %v", m.name, step.f, step.alarms, got, step.floor, step.most)
			}
		}
	}
}

// TestFloorsAreKnown: no floor is held for something that is no longer scored,
// where nobody would see it fall.
func TestFloorsAreKnown(t *testing.T) {
	for m, byPack := range readFloors(t) {
		for p, byFigure := range byPack {
			for f := range byFigure {
				if !slices.ContainsFunc(append(slices.Clone(scored), linkedPack), func(q pack) bool {
					return q.name == p && slices.ContainsFunc(q.figures, func(g figure) bool { return g.name == f })
				}) || !slices.ContainsFunc(modes, func(n mode) bool { return n.name == m }) {
					t.Errorf("floors.json holds %s, %s, %s, which is not scored", m, p, f)
				}
			}
		}
	}
}
