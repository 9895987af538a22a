package web

import (
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tallystick/capture"
	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
)

var (
	load  = flag.Duration("load", 0, "ask for pages 200 times a second for so long, and say how late the answers come")
	asked = flag.String("ledger", "", "data directory of the ledger that -load asks, instead of one made for it")
)

// told is a public ledger of an incident that many reports tell of, its address,
// and how to let time pass.
func told(t testing.TB, reports int) (l *flow.Ledger, incident string, pass func(time.Duration)) {
	t.Helper()
	var since atomic.Int64
	pass = func(d time.Duration) { since.Add(int64(d)) }
	begin := time.Date(2020, 11, 20, 12, 0, 0, 0, time.UTC)
	now := func() time.Time { return begin.Add(time.Duration(since.Load())) }
	world := flow.World{
		Now: now,
		Salt: func(n int64) ([]byte, error) {
			return []byte(evidence.Hash(fmt.Append(nil, n)))[:evidence.SaltSize], nil
		},
	}
	l, err := flow.Create(t.Context(), filepath.Join(t.TempDir(), "ledger"), "web.example/log", flow.Settings{Policy: publish.Standard}, world)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	accept := func(id string) {
		if _, err := l.Decide(t.Context(), id, evidence.Accept, "Ada", "It says so."); err != nil {
			t.Fatal(err)
		}
	}
	first := ""
	for i := range reports {
		text := fmt.Sprintf("---\ntitle: Rockets near the bridge, %d\npublisher: Wire %[1]d\ndate: 2020-10-28\nlanguage: en\n---\n\n"+
			"The Azerbaijani Defence Ministry said that Armenian forces fired rockets at the town of Barda on Wednesday, killing four civilians.\n\n"+
			"The Armenian Defence Ministry denied that its forces had fired rockets at the town of Barda on Wednesday.\n\n%s", i, strings.Repeat(fmt.Sprintf("The market was crowded that morning, traders number %d recalled, and the shops along the river closed one after another. ", i), 15))
		added, err := l.Add(t.Context(), fmt.Sprint(i, ".md"), []byte(text), capture.Options{At: now(), By: "test"})
		if err != nil {
			t.Fatal(err)
		}
		head, err := l.Desk().Head(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		report, err := l.Desk().Report(t.Context(), head, added.Report.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range report.Claims {
			accept(c.ID)
			if first == "" && c.Stance == evidence.Accuse || c.Event != nil && first == "" {
				first = c.ID
			}
		}
		pass(time.Minute)
	}
	head, err := l.Desk().Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	found, err := l.Desk().Incident(t.Context(), head, first)
	if err != nil {
		t.Fatal(err)
	}
	accept(found.ID)
	pass(100 * time.Hour)
	return l, "/incident/" + found.ID, pass
}

// BenchmarkPages measures how many pages are served over a connection, one
// after another: a plain handler of 20 kB, an incident of about that size from
// the cache, as it is and by gzip, one rendered while what publish said of it is
// kept, and one rendered from the store alone. The others are told as parts of
// the first as well.
func BenchmarkPages(b *testing.B) {
	l, incident, pass := told(b, 3)
	body := []byte(strings.Repeat("twenty kilobytes of a page. ", 20_000/28))
	plain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write(body)
	}))
	site := httptest.NewServer(Handler(l.Public(), Options{}))
	defer plain.Close()
	defer site.Close()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64, DisableCompression: true}}
	fetch := func(b *testing.B, address, accept string) int64 {
		req, err := http.NewRequestWithContext(b.Context(), "GET", address, nil)
		if err != nil {
			b.Fatal(err)
		}
		req.Header.Set("Accept-Encoding", accept)
		answer, err := client.Do(req)
		if err != nil {
			b.Fatal(err)
		}
		defer answer.Body.Close()
		n, err := io.Copy(io.Discard, answer.Body)
		if err != nil || answer.StatusCode != 200 {
			b.Fatalf("%s answers %d, %v", address, answer.StatusCode, err)
		}
		return n
	}
	var base float64
	for _, c := range []struct {
		name, accept string
		address      func(i int) string
	}{
		{"plain", "identity", func(int) string { return plain.URL }},
		{"cached", "identity", func(int) string { return site.URL + incident }},
		{"packed", "gzip", func(int) string { return site.URL + incident }},
		{"rendered", "identity", func(i int) string { return fmt.Sprint(site.URL, incident, "?n=", i, "-", b.N) }},
		{"judged", "identity", func(i int) string { // again, as a minute has passed
			pass(time.Minute)
			return fmt.Sprint(site.URL, incident, "?m=", i, "-", b.N)
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			size := fetch(b, c.address(-1), c.accept)
			i := 0
			for b.Loop() {
				fetch(b, c.address(i), c.accept)
				i++
			}
			rate := float64(b.N) / b.Elapsed().Seconds()
			if c.name == "plain" {
				base = rate
			}
			b.ReportMetric(rate, "pages/s")
			b.ReportMetric(rate/base, "of-plain")
			b.ReportMetric(float64(size)/1000, "kB")
		})
	}
}

// TestLoad asks for the pages that are found from the first one, each in its
// turn, 200 times a second, whether earlier answers have come or not. Finding
// them has put them into the cache, out of which they go after a minute.
func TestLoad(t *testing.T) {
	if *load == 0 {
		t.Skip("takes as long as -load says")
	}
	var l *flow.Ledger
	var err error
	if *asked == "" {
		l, _, _ = told(t, 40)
	} else if l, err = flow.OpenReadOnly(*asked, flow.World{Now: time.Now}); err != nil {
		t.Fatal(err)
	} else {
		defer l.Close()
	}
	h := Handler(l.Public(), Options{Site: "https://ledger.example"})
	pages := []string{"/"}
	for i := 0; i < len(pages) && len(pages) < 300; i++ {
		for _, link := range checkPage(t, pages[i], get(h, "GET", pages[i]).Body.String()) {
			if link, _, _ = strings.Cut(link, "#"); slices.Contains(pages, link) {
				continue
			}
			if w := get(h, "GET", link); w.Code == 200 && strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
				pages = append(pages, link)
			}
		}
	}
	server := httptest.NewServer(h)
	defer server.Close()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 256}}
	took := make([]time.Duration, int(load.Seconds()*200))
	var all sync.WaitGroup
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for i := range took {
		<-tick.C
		all.Go(func() {
			began := time.Now()
			answer, err := client.Get(server.URL + pages[i%len(pages)])
			if err != nil {
				t.Error(err)
				return
			}
			io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
			took[i] = time.Since(began)
		})
	}
	all.Wait()
	slices.Sort(took)
	at := func(part float64) time.Duration {
		return took[int(part*float64(len(took)-1))].Round(10 * time.Microsecond)
	}
	t.Logf("%d pages asked %d times: half within %v, 99 of 100 within %v, the latest %v", len(pages), len(took), at(.5), at(.99), at(1))
}
