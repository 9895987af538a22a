package main

import (
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tallystick/flow"
	"tallystick/web"
)

// The canaries: one report each, with a word of its own that stands nowhere
// else, and what keeps it in.
var canaries = []struct{ name, word, text string }{
	{"nobody reviewed it", "Quillfeather", "Azerbaijani forces fired rockets at the village of Quillfeather near Martakert, killing two civilians, the Armenian Defence Ministry said."},
	{"somebody rejected it", "Wrensong", "Armenian forces fired rockets at the village of Wrensong near Barda, killing two civilians, the Azerbaijani Defence Ministry said."},
	{"it was accepted, then rejected", "Larkspur", "Armenian forces shelled the village of Larkspur near Terter, wounding three civilians, the Azerbaijani Defence Ministry said."},
	{"it is too recent", "Finchley", "Azerbaijani forces shelled the village of Finchley near Martuni, wounding three civilians, the Armenian Defence Ministry said."},
	{"it is too precise", "Starlingdon", "Armenian forces fired rockets from 40.3744, 47.1266 at the Starlingdon depot near Barda, the Azerbaijani Defence Ministry said."},
	{"it has degrees and minutes", "Plovermere", "Azerbaijani forces set up a battery at 39°45′N 46°44′E near the Plovermere school in Shushi, the Armenian Defence Ministry said."},
	{"it was withdrawn", "Nightjarton", "A resident, Nightjarton Vell, told reporters that rockets had hit the market of Barda, killing two people."},
	{"a private person needs two", "Siskinova", "A resident, Anna Siskinova, said that Azerbaijani forces had shelled her house in Martakert, killing two people."},
	{"it stands beside what is public", "Goldcrestville", "The shelling of Goldcrestville, a village near Barda, went on through the night, killing four people, a doctor said."},
}

const publicWord = "Swallowford"

// aviary records the canaries and one claim that may fly, and returns the
// ledger with its moments.
func aviary(t *testing.T) (dir string, moments []time.Time) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "ledger")
	now := time.Date(2020, 11, 20, 12, 0, 0, 0, time.UTC)
	world := testWorld()
	world.Now = func() time.Time { return now }
	do := func(args ...string) string {
		t.Helper()
		now = now.Add(time.Hour)
		moments = append(moments, now)
		status, out, errs := runAt(t, world, "", args...)
		if status != 0 {
			t.Fatalf("%v: %s%s", args, out, errs)
		}
		return out
	}
	write := func(word, date, text string) (report string, claims []string) {
		t.Helper()
		path := filepath.Join(t.TempDir(), strings.ToLower(word[:1])+".md")
		page := "---\ntitle: News of " + word + "\npublisher: The Meridian Wire\nauthor: " + word + " Reporter\ndate: " + date + "\nlanguage: en\n---\n\n" + text + "\n"
		if err := os.WriteFile(path, []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
		var a added
		if err := json.Unmarshal([]byte(do("add", "--json", "--dir", dir, path)), &a); err != nil || a.Claims == 0 {
			t.Fatalf("%s: %+v %v; want a claim at least", word, a, err)
		}
		for _, c := range desk(t, dir, a.Report) {
			claims = append(claims, c.ID)
		}
		return a.Report, claims
	}
	decide := func(verdict string, claims []string) {
		t.Helper()
		for _, id := range claims {
			do("decide", "--dir", dir, id, verdict, "--as", "Ada", "--reason", "compared with two other reports")
		}
	}
	do("init", "--dir", dir, "--origin", "example.org/aviary")
	for _, c := range canaries {
		date := "2020-10-28"
		if c.word == "Finchley" {
			date = now.Format(time.DateOnly)
		}
		report, claims := write(c.word, date, c.text)
		switch c.word {
		case "Quillfeather":
		case "Wrensong":
			decide("reject", claims)
		case "Larkspur":
			decide("accept", claims)
			decide("reject", claims)
		case "Nightjarton":
			decide("accept", claims)
			do("withdraw", "--dir", dir, report, "--as", "Ada", "--reason", "for a witness's safety")
		case "Goldcrestville":
		default:
			decide("accept", claims)
		}
	}
	padding := strings.Repeat("The harvest was late that year, and the traders of the lowland towns spoke of little else for weeks. ", 12)
	_, claims := write(publicWord, "2020-10-28", "The Armenian Defence Ministry said that Azerbaijani forces fired rockets at the village of "+publicWord+", killing four civilians.\n\n"+padding)
	decide("accept", claims[:1])
	return dir, moments
}

// TestCanaries asks everything that the public may ask, at every moment of the
// ledger's life: no canary is heard, and the one free bird is.
func TestCanaries(t *testing.T) {
	dir, moments := aviary(t)
	world := testWorld()
	world.Now = func() time.Time { return moments[len(moments)-1].Add(time.Hour) }
	l, err := flow.OpenReadOnly(dir, world)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	public := httptest.NewServer(web.Handler(l.Public(), web.Options{}))
	defer public.Close()
	forbidden := canaryWords(t, l)

	crawl := newCrawler(public)
	crawl.leave = russianMoment
	at := []string{""}
	for _, m := range moments {
		at = append(at, "?as-of="+m.Format(time.RFC3339))
	}
	at = append(at, "?as-of=2020-11-21", "?as-of=2120-01-01", "?as-of=1920-01-01")
	for i, from := range moments {
		for _, to := range []string{"", "&to=" + moments[min(i+3, len(moments)-1)].Format(time.RFC3339), "&to=2020-11-21", "&to=" + itoa(int64(i))} {
			crawl.add("/changes?from=" + from.Format(time.RFC3339) + to)
		}
	}
	paths := append(guesses(t, l), "/changes")
	for _, tile := range tiles(t, l) { // of no moment
		crawl.add(tile)
	}
	heard := false
	for _, asOf := range at {
		for _, path := range paths {
			if strings.Contains(path, "?") {
				crawl.add(path + strings.Replace(asOf, "?", "&", 1))
				continue
			}
			crawl.add(path + asOf)
		}
		for _, c := range canaries {
			sign := "?"
			if asOf != "" {
				sign = asOf + "&"
			}
			crawl.add("/search" + sign + "q=" + c.word)
			if !strings.Contains(asOf, "T") { // now, and on three days
				crawl.add("/search" + sign + "place=" + c.word)
				crawl.add("/place/" + strings.ToLower(c.word) + asOf)
			}
		}
	}
	for body, path := crawl.next(t); path != ""; body, path = crawl.next(t) {
		lower := strings.ToLower(body)
		for _, word := range forbidden {
			own := strings.Contains(path, word) // an address repeats what it was asked
			if !own && strings.Contains(lower, word) && strings.Contains(unasked(lower, path, word), word) {
				t.Errorf("%s gives away %q", path, word)
			}
		}
		heard = heard || strings.Contains(body, publicWord)
	}
	if !heard {
		t.Error("the public claim is not to be seen either: the crawl is blind")
	}
	t.Logf("%d pages asked", crawl.asked)
	sameAsNothing(t, l, public.URL)
	corrected, err := http.Get(public.URL + "/corrections")
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(corrected.Body)
	corrected.Body.Close()
	for words, times := range map[string]int{"A claim that had been accepted was rejected.": 1, "A report was withdrawn.": 1} {
		if err != nil || strings.Count(string(page), words) != times {
			t.Errorf("the corrections say %d times %q, want %d; %v", strings.Count(string(page), words), words, times, err)
		}
	}

	for _, format := range []string{"--csv", "--json"} {
		for _, m := range append(moments, world.Now()) {
			status, out, errs := runAt(t, world, "", "export", "claims", format, "--dir", dir, "--as-of", m.Format(time.RFC3339))
			if status != 0 {
				t.Fatalf("export: %s", errs)
			}
			for _, word := range forbidden {
				if strings.Contains(strings.ToLower(out), word) {
					t.Errorf("export %s as of %v gives away %q", format, m, word)
				}
			}
			if m.Equal(world.Now()) && !strings.Contains(out, publicWord) {
				t.Errorf("export %s lacks the public claim", format)
			}
		}
	}
}

// sameAsNothing holds that the public cannot tell what is kept in from what is
// not there: both are answered with the same bytes, but for the id.
func sameAsNothing(t *testing.T, l *flow.Ledger, site string) {
	t.Helper()
	ask := func(path, id string) string {
		t.Helper()
		answer, err := http.Get(site + path)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		answer.Header.Del("Date")
		return strings.ReplaceAll(fmt.Sprint(answer.Status, answer.Header, string(body)), id, "ID")
	}
	asked := 0
	for _, item := range listing(t, l.Desk()) {
		if item.Tombstone != nil || strings.Contains(item.Title, publicWord) {
			continue
		}
		kept := map[string][]string{item.ID: {"/report/ID", "/ru/report/ID?as-of=2020-11-21", "/evidence/ID", "/evidence/ID/picture", "/edition/ID"}}
		for _, c := range desk(t, l.Dir(), item.ID) {
			kept[c.ID] = []string{"/claim/ID", "/claim/ID?as-of=2020-11-21", "/claim/ID/card.png", "/incident/ID", "/incident/ID/card.png", "/incident/ID/feed.atom", "/ceasefire/ID", "/unit/ID"}
		}
		for id, paths := range kept {
			nothing := strings.Repeat("0123456789abcdef", 4)[:len(id)]
			for _, path := range paths {
				asked++
				if ask(strings.ReplaceAll(path, "ID", id), id) != ask(strings.ReplaceAll(path, "ID", nothing), nothing) {
					t.Errorf("%s of %s is not answered as what is not there", path, item.Title)
				}
			}
		}
	}
	if asked < 100 {
		t.Errorf("%d addresses were compared", asked)
	}
}

// unasked is a page, in lower case, without what it repeats of a search for a
// word: in its titles, in the field, and in addresses of the same page.
func unasked(body, path, word string) string {
	if strings.Contains(strings.ToLower(path), "="+word) {
		body = strings.NewReplacer("q="+word, "", "place="+word, "", `value="`+word+`"`, "", "search: "+word, "", "поиск: "+word, "").Replace(body)
	}
	return body
}

// canaryWords are the words and ids, in lower case, that nobody may hear.
func canaryWords(t *testing.T, l *flow.Ledger) []string {
	t.Helper()
	words := []string{"40.3744", "47.1266", "39°45", "46°44"}
	for _, c := range canaries {
		words = append(words, strings.ToLower(c.word))
	}
	list := listing(t, l.Desk())
	for _, item := range list {
		if item.Tombstone != nil || strings.Contains(item.Title, publicWord) {
			continue
		}
		words = append(words, item.ID)
		for _, c := range desk(t, l.Dir(), item.ID) {
			words = append(words, c.ID)
		}
	}
	return words
}

func listing(t *testing.T, library *flow.Library) []flow.Listing {
	t.Helper()
	at, err := library.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	list, err := library.Reports(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// guesses are the addresses that somebody who knows the ledger from inside
// would try.
func guesses(t *testing.T, l *flow.Ledger) []string {
	t.Helper()
	paths := []string{"/", "/?from=1900-01-01&to=2100-01-01", "/reports", "/map", "/map.json", "/map?alone=1", "/map.json?alone=1", "/log", "/about", "/data", "/corrections", "/corrections?before=40", "/corrections.atom", "/search", "/search?place=barda", "/search?stance=accuse", "/search?type=assault&standing=contested", "/search?side=ARM", "/search?outlet=the-meridian-wire", "/search?contested=1", "/search?from=2020-10-01&to=2020-12-31", "/evidence", "/statements", "/access", "/control", "/ceasefires", "/losses", "/losses/stated", "/lists", "/changes/since", "/robots.txt", "/review", "/ru/", "/ru/search?place=barda", "/ru/changes", "/actors", "/places", "/outlets", "/actor/ARM", "/actor/AZE", "/actor/anna-siskinova", "/place/barda", "/outlet/the-meridian-wire", "/checkpoint", "/healthz", "/feed", "/feed.atom", "/report/", "/claim/"}
	for _, name := range flow.Downloads {
		paths = append(paths, "/data/"+name)
	}
	for _, item := range listing(t, l.Desk()) {
		paths = append(paths, "/report/"+item.ID, "/report/"+item.ID+".json", "/body/"+item.ID)
		if item.Tombstone != nil {
			continue
		}
		for _, c := range desk(t, l.Dir(), item.ID) {
			paths = append(paths, "/claim/"+c.ID, "/claim/"+c.ID+".json")
		}
	}
	at, err := l.Desk().Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for n := range at {
		paths = append(paths, "/entry/"+itoa(n), "/entry/"+itoa(n)+".json")
	}
	return paths
}

// tiles are the addresses of the log's tiles, of every width that it has had.
func tiles(t *testing.T, l *flow.Ledger) (paths []string) {
	t.Helper()
	at, err := l.Desk().Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for width := int64(1); width <= at; width++ {
		paths = append(paths, "/tile/0/000.p/"+itoa(width), "/tile/entries/000.p/"+itoa(width))
	}
	return paths
}

func itoa(n int64) string { b, _ := json.Marshal(n); return string(b) }

// crawler asks for every address that it is given or finds on a page, once.
type crawler struct {
	server *httptest.Server
	queue  []string
	seen   map[string]bool
	asked  int
	leave  func(path string) bool // of the links found, those not to follow; nil: follow all
}

// russianMoment reports whether an address is that of a Russian page at a
// moment: of these, the pages of now and of whole days are asked for, the
// English ones at every moment.
func russianMoment(path string) bool {
	return strings.HasPrefix(path, "/ru") && ofAMoment.MatchString(path)
}

var ofAMoment = regexp.MustCompile(`as-of=[\d-]+T`)

func newCrawler(s *httptest.Server) *crawler { return &crawler{server: s, seen: make(map[string]bool)} }

func (c *crawler) add(path string) {
	if !c.seen[path] {
		c.seen[path] = true
		c.queue = append(c.queue, path)
	}
}

var (
	links = regexp.MustCompile(`(?:href|src|action)="(/[^"]*)"`)
	// steps lead to the same page a moment earlier or later: the tests go through
	// moments of their own.
	steps = regexp.MustCompile(`<a href="[^"]*" rel="(?:prev|next) nofollow">`)
)

func (c *crawler) next(t *testing.T) (body, path string) {
	t.Helper()
	if len(c.queue) == 0 || c.asked > 20_000 {
		return "", ""
	}
	path, c.queue = c.queue[0], c.queue[1:]
	c.asked++
	answer, err := http.Get(c.server.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	b, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	if answer.StatusCode >= 500 {
		t.Errorf("%s: status %d", path, answer.StatusCode)
	}
	for _, link := range links.FindAllStringSubmatch(steps.ReplaceAllString(string(b), ""), -1) {
		if link := html.UnescapeString(link[1]); c.leave == nil || !c.leave(link) {
			c.add(link)
		}
	}
	return string(b), path
}

// TestCanariesSing: at the desk every canary is heard, so the silence above is
// publish's doing.
func TestCanariesSing(t *testing.T) {
	dir, _ := aviary(t)
	l, err := flow.OpenReadOnly(dir, testWorld())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var titles []string
	for _, item := range listing(t, l.Desk()) {
		titles = append(titles, item.Title)
	}
	for _, c := range canaries {
		heard := slices.ContainsFunc(titles, func(s string) bool { return strings.Contains(s, c.word) })
		if heard == (c.word == "Nightjarton") {
			t.Errorf("at the desk, heard %s (%s): %v", c.word, c.name, heard)
		}
	}
}
