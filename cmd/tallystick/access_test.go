package main

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"tallystick/flow"
)

// war is an invented report on places that the lexicon knows.
const war = `---
title: The road is shut
publisher: The Meridian Wire
date: 2020-11-05
language: en
---

On 4 November, the Armenian army closed the Goris-Stepanakert highway to civilians.

The Azerbaijani Defence Ministry said on 5 November that Azerbaijani forces had captured the town of Shushi. The Armenian Defence Ministry denied the claim.

Armenian Prime Minister Nikol Pashinyan urged Russia to "send observers to the town without delay".

` + "The harvest was late that year, and the traders of the lowland towns spoke of little else for weeks. The mill stood idle, and the miller sold his second cart before the frost came. " +
	"Snow fell on the upper fields in the first days of the month, and the shepherds brought their flocks down by the old bridge. The school was shut for want of wood. " +
	"An orchard of four hundred trees was cut back by hand, and its keeper, who had no sons left at home, carried the branches himself. The river rose twice and fell twice. " +
	"In the evenings the men sat by the stove and spoke of prices, of the price of flour above all, and of the road that nobody had mended since the spring floods of the year before."

const drawnRoads = `{"type": "FeatureCollection", "features": [
 {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[46.3412, 39.5111], [46.5467, 39.6409], [46.7489, 39.7601], [46.7519, 39.8153]]},
  "properties": {"name": "Lachin corridor", "settlements": [
   {"name": "Goris", "lat": 39.5111, "lon": 46.3412, "out": true}, {"name": "Shushi", "lat": 39.7601, "lon": 46.7489},
   {"name": "Quillfeather Farm", "lat": 39.7, "lon": 46.65}, {"name": "Stepanakert", "lat": 39.8153, "lon": 46.7519}]}}]}`

func lay(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// oneSpace writes a text with single spaces, so that line breaks do not matter.
func oneSpace(s string) string { return strings.Join(strings.Fields(s), " ") }

func wide(t *testing.T, text string) {
	t.Helper()
	for _, line := range strings.Split(text, "\n") {
		if n := len([]rune(line)); n > 80 {
			t.Errorf("a line of %d characters: %s", n, line)
		}
	}
}

// TestRoadsAndPlaces is a short war: a report, a road that somebody draws, what
// the desk sees of both, and what the public sees, when.
func TestRoadsAndPlaces(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	must(t, "init", "--dir", dir)
	added := must(t, "add", "--json", "--dir", dir, lay(t, "war.md", war))
	t.Setenv("TALLYSTICK_DIR", dir)

	for _, c := range []struct {
		args []string
		want []string
	}{
		{[]string{"access"}, []string{"Goris – Khankendi / Stepanakert", "closed to civilians, by Armenia since 2020-11-04, by the account of the reports' own voice"}},
		{[]string{"access", "--place", "Xankəndi"}, []string{"Goris – Khankendi / Stepanakert"}},
		{[]string{"access", "show", "--side", "Armenia", "--from", "2020-11-04", "--to", "2020-11-04"}, []string{"closed to civilians"}},
		{[]string{"control"}, []string{"Shusha / Shushi Azerbaijan", "by the account of Azerbaijan announced by Azerbaijan, first of 2020-11-05", "contested: Azerbaijan does not hold it, says Armenia"}},
		{[]string{"statements", "--type", "demand"}, []string{"demand: Nikol Pashinyan (Armenian Prime Minister, for Armenia)", "“send observers to the town without delay"}},
		{[]string{"statements", "--words", "observers pashin"}, []string{"send observers"}},
	} {
		out := must(t, c.args...)
		wide(t, out)
		for _, want := range c.want {
			if !strings.Contains(oneSpace(out), want) {
				t.Errorf("%v: want %q in\n%s", c.args, want, out)
			}
		}
	}
	for _, c := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"access", "--place", "Lima"}, 0, "Nothing of that is said."},
		{[]string{"control", "--from", "2021-01-01"}, 0, "Nothing of that is said."},
		{[]string{"statements", "--public"}, 0, "No statements are public"},
		{[]string{"access", "--from", "4 November"}, 2, `--from "4 November" is no day: write it as in 2020-11-04`},
		{[]string{"access", "--from", "2020-11-05", "--to", "2020-11-04"}, 2, "nothing lies between"},
		{[]string{"control", "--side", "Atlantis"}, 2, `--side "Atlantis" is no side that the lexicon knows`},
		{[]string{"statements", "--type", "shout"}, 2, `--type "shout" is no kind of statement: there are call, meeting`},
		{[]string{"access", "routes", "add", lay(t, "r.geojson", `{"type": "Topology"}`)}, 1, `r.geojson: not GeoJSON: its "type" is "Topology", where "FeatureCollection" should be. Nothing of it was recorded.`},
		{[]string{"access", "routes", "add", lay(t, "s.geojson", swappedRoads)}, 1, "GeoJSON writes longitude before latitude"},
		{[]string{"access", "routes", "list"}, 0, "No roads are recorded"},
	} {
		status, _, errs := run(t, "", c.args...)
		if status != c.status || !strings.Contains(errs, c.want) {
			t.Errorf("%v: exit status %d, want %d; %s", c.args, status, c.status, errs)
		}
	}

	file := lay(t, "roads.geojson", drawnRoads)
	first := must(t, "access", "routes", "add", file)
	road := regexp.MustCompile(`[0-9a-f]{32}`).FindString(first)
	if again := must(t, "access", "routes", "add", file); !strings.Contains(again, "nothing was recorded") {
		t.Errorf("the same file again: %s", again)
	}
	desk := oneSpace(must(t, "access"))
	for _, want := range []string{
		"Shusha / Shushi: no open road out to civilians since 2020-11-04, by the account of the reports' own voice",
		"Quillfeather Farm: no open road out to civilians", "Khankendi / Stepanakert: no open road out to civilians",
	} {
		if !strings.Contains(desk, want) {
			t.Errorf("want %q in %s", want, desk)
		}
	}
	if strings.Contains(desk, "Goris:") {
		t.Error("what is out is told to be cut off or not")
	}

	// The public: nothing before the claims and the road are accepted, nothing
	// of the road before the delay has passed, and nothing precise after it.
	public := func(world flow.World, args ...string) string {
		t.Helper()
		status, out, errs := runAt(t, world, "", append(args, "--public")...)
		if status != 0 {
			t.Fatal(errs)
		}
		return out
	}
	at := func(hours int) flow.World {
		w := testWorld()
		now := w.Now().Add(time.Duration(hours) * time.Hour)
		w.Now = func() time.Time { return now }
		return w
	}
	if got := public(at(1000), "access", "--json"); got != "{\n  \"roads\": [],\n  \"settlements\": []\n}\n" {
		t.Errorf("nobody accepted anything, and the public sees %s", got)
	}
	var report struct{ Report string }
	if err := json.Unmarshal([]byte(added), &report); err != nil {
		t.Fatal(err)
	}
	for _, c := range deskClaims(t, dir, report.Report) {
		must(t, "decide", c, "accept", "--as", "Ada", "--reason", "compared with two others")
	}
	if got := public(at(1), "access"); !strings.Contains(got, "closed to civilians") || strings.Contains(got, "Settlements") {
		t.Errorf("the claim is public, the road is not, and the public sees\n%s", got)
	}
	must(t, "decide", road, "accept", "--as", "Ada", "--reason", "drawn after the map")
	if got := public(at(71), "access"); strings.Contains(got, "Settlements") {
		t.Errorf("too early the public sees\n%s", got)
	}
	late := public(at(73), "access", "--json")
	if !strings.Contains(late, "Shusha / Shushi") || !strings.Contains(late, `"lat": 39.8`) {
		t.Errorf("late, the public sees %s", late)
	}
	for _, hidden := range []string{"Quillfeather", "39.76", "46.74", "46.75"} {
		for _, args := range [][]string{{"access", "--json"}, {"access", "--csv"}, {"access"}, {"access", "routes", "list", "--json"}} {
			if got := public(at(73), args...); strings.Contains(got, hidden) {
				t.Errorf("%v shows the public %s: %s", args, hidden, got)
			}
		}
	}
	must(t, "decide", road, "reject", "--as", "Ben", "--reason", "drawn through a river")
	if got := public(at(2000), "access"); strings.Contains(got, "Settlements") {
		t.Errorf("rejected, and the public sees\n%s", got)
	}
	if rows, err := csv.NewReader(strings.NewReader(must(t, "control", "--csv"))).ReadAll(); err != nil || len(rows) < 3 || rows[0][0] != "place" {
		t.Errorf("control --csv: %v %v", rows, err)
	}

	must(t, "verify", "--dir", dir)
	must(t, "withdraw", road, "--as", "Ada", "--reason", "it shows a house")
	if got := oneSpace(must(t, "access")); strings.Contains(got, "Settlements") {
		t.Errorf("withdrawn, and still told: %s", got)
	}
	if status, _, errs := run(t, "", "access", "routes", "add", file); status != 1 || !strings.Contains(errs, "was withdrawn from this ledger") {
		t.Errorf("a withdrawn file is taken in again: %d %s", status, errs)
	}
	must(t, "verify", "--dir", dir)
}

const swappedRoads = `{"type": "FeatureCollection", "features": [
 {"type": "Feature", "geometry": {"type": "LineString", "coordinates": [[39.51, 46.34], [39.82, 46.75]]},
  "properties": {"name": "Lachin corridor", "settlements": [
   {"name": "Goris", "lat": 46.34, "lon": 39.51, "out": true}, {"name": "Stepanakert", "lat": 46.75, "lon": 39.82}]}}]}`

func deskClaims(t *testing.T, dir, report string) []string {
	t.Helper()
	var ids []string
	for _, c := range desk(t, dir, report) {
		ids = append(ids, c.ID)
	}
	return ids
}
