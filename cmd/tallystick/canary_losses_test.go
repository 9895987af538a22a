package main

import (
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
	"tallystick/web"
)

// The canaries among lists of losses: a word each, and what keeps it in.
var lossCanaries = map[string]string{
	"Quillfeather": "nobody accepted its edition",
	"Finchley":     "it happened too lately",
	"Wrensong":     "somebody rejected the unit",
	"Starlingdon":  "a place that is too precise",
	"47.47474":     "a position that is too precise",
	"Larkspur":     "the military unit that it belonged to",
	"Plovermere":   "what is odd about its row",
	"Nightjarton":  "its edition was accepted, then rejected",
	"Siskin":       "its edition is too recent",
	"notes-of-ada": "the name of a file",
}

const publicModel = "Swallowford"

const notesHead = "id,type,model,status,lost_by,date,nearest_location,geolocation,unit,oryx_url,Latitude,Longitude\n"

// volary records lists with canaries and one unit that may fly, and returns the
// ledger with its moments.
func volary(t *testing.T) (dir string, moments []time.Time) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "ledger")
	now := time.Date(2020, 11, 1, 12, 0, 0, 0, time.UTC)
	world := testWorld()
	world.Now = func() time.Time { return now }
	do := func(args ...string) {
		t.Helper()
		now = now.Add(time.Hour)
		moments = append(moments, now)
		if status, out, errs := runAt(t, world, "", append(args, "--dir", dir)...); status != 0 {
			t.Fatalf("%v: %s%s", args, out, errs)
		}
	}
	imports := func(list, name, rows string) string {
		t.Helper()
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(notesHead+rows), 0o600); err != nil {
			t.Fatal(err)
		}
		do("import", "warspotting", path, "--list", list)
		return evidence.Edition{List: list, Files: []evidence.Body{{Hash: evidence.Hash([]byte(notesHead + rows))}}}.ID()
	}
	decide := func(id, verdict string) {
		t.Helper()
		do("decide", id, verdict, "--as", "Ada", "--reason", "compared with the files")
	}
	do("init", "--origin", "example.org/volary")
	first := `1,Tanks,Swallowford,Destroyed,Northland,2020-10-20,Starlingdon,"47.47474,35.35353",Larkspur company,https://p.example/1,47.47474,35.35353
2,Tanks,Wrensong,Destroyed,Northland,2020-10-21,Riverton,,,https://p.example/2,,
3,Tanks,Swallowford,Captured,Northland,2020-10-22,Riverton,Plovermere corner,,https://p.example/3,,
`
	decide(imports("Field Notes", "notes-of-ada.csv", first), "accept")
	decide(evidence.UnitID("Field Notes", "entry 2", 0), "reject")
	imports("Unread Notes", "notes-of-ada.csv", "1,Tanks,Quillfeather,Destroyed,Northland,2020-10-20,,,,https://p.example/9,,\n")
	mistaken := imports("Mistaken Notes", "notes-of-ada.csv", "1,Tanks,Nightjarton,Destroyed,Northland,2020-10-20,,,,https://p.example/8,,\n")
	decide(mistaken, "accept")
	now = now.AddDate(0, 0, 10)
	decide(mistaken, "reject")
	decide(imports("Field Notes", "notes-of-ada.csv", first+"4,Tanks,Finchley,Destroyed,Northland,"+now.AddDate(0, 0, 1).Format(time.DateOnly)+",Riverton,,,https://p.example/4,,\n"), "accept")
	now = now.Add(72 * time.Hour)
	decide(imports("Late Notes", "notes-of-ada.csv", "1,Tanks,Siskin,Destroyed,Northland,2020-10-20,,,,https://p.example/7,,\n"), "accept")
	return dir, moments
}

// TestLossCanaries asks everything that the public may ask about losses, at
// every moment of the ledger's life: no canary is heard, and the one free bird
// is.
func TestLossCanaries(t *testing.T) {
	dir, moments := volary(t)
	world := testWorld()
	last := moments[len(moments)-1].Add(time.Minute)
	world.Now = func() time.Time { return last }
	l, err := flow.OpenReadOnly(dir, world)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	guesses, sung := lossGuesses(t, l.Desk())
	for word, why := range lossCanaries {
		if !strings.Contains(sung, word) {
			t.Errorf("at the desk %s (%s) is not heard: the silence of the public would say nothing", word, why)
		}
	}
	public := httptest.NewServer(web.Handler(l.Public(), web.Options{}))
	defer public.Close()
	crawl := newCrawler(public)
	crawl.leave = russianMoment
	for _, path := range guesses {
		crawl.add(path)
		for _, m := range moments {
			mark := "?"
			if strings.Contains(path, "?") {
				mark = "&"
			}
			crawl.add(path + mark + "as-of=" + m.Format(time.RFC3339))
		}
	}
	heard := false
	for body, path := crawl.next(t); path != "" && crawl.asked < 1500; body, path = crawl.next(t) {
		for word, why := range lossCanaries {
			if strings.Contains(body, word) && !strings.Contains(path, word) { // an address repeats what it was asked
				t.Errorf("%s gives away %s: %s", path, word, why)
			}
		}
		heard = heard || strings.Contains(body, publicModel)
	}
	if !heard {
		t.Error("the public unit is not to be seen either: the crawl is blind")
	}
	for _, m := range append(slices.Clone(moments), last) {
		for _, args := range [][]string{
			{"export", "losses"}, {"export", "losses", "--columns", "scrape"}, {"export", "losses", "--columns", "warspotting"},
			{"losses", "--public"}, {"losses", "--public", "--json"}, {"losses", "--public", "--csv"},
		} {
			status, out, errs := runAt(t, world, "", append(args, "--dir", dir, "--as-of", m.Format(time.RFC3339))...)
			if status != 0 {
				t.Fatalf("%v: %s", args, errs)
			}
			for word, why := range lossCanaries {
				if strings.Contains(out, word) {
					t.Errorf("%v as of %v gives away %s: %s", args, m, word, why)
				}
			}
			if m.Equal(last) && !strings.Contains(out, "Swallowford") && !slices.Equal(args, []string{"losses", "--public"}) {
				t.Errorf("%v lacks the public unit: %s", args, out)
			}
		}
	}
}

// lossGuesses are the addresses that somebody who knows the ledger from inside
// would try, and all that the desk knows.
func lossGuesses(t *testing.T, desk *flow.Library) (paths []string, sung string) {
	t.Helper()
	at, err := desk.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	paths = []string{"/", "/reports", "/losses", "/losses?show=units", "/losses/stated", "/lists", "/losses?from=2020-11-01&to=2020-11-20"}
	for word := range lossCanaries {
		paths = append(paths, "/losses?model="+url.QueryEscape(word), "/search?q="+url.QueryEscape(word))
	}
	err = desk.EachUnit(t.Context(), at, flow.LossQuery{}, func(u publish.Unit) error {
		paths = append(paths, "/unit/"+u.ID, "/unit/"+u.ID+".json")
		for _, r := range u.Listings {
			sung += strings.Join([]string{r.Model, r.Place, r.Lat, r.Formation, strings.Join(r.Odd, " "), "\n"}, " ")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	editions, err := desk.Editions(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range editions {
		paths = append(paths, "/edition/"+e.ID, "/reconciliation/"+e.ID, "/losses?list="+url.QueryEscape(e.Edition.List))
		sung += e.Edition.Files[0].Name
	}
	for n := range at {
		paths = append(paths, "/entry/"+itoa(n), "/entry/"+itoa(n)+".json", "/entry/"+itoa(n)+"/payload")
	}
	return paths, sung
}
