package web

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tallystick/capture"
	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
	"tallystick/web/internal/sample"
)

// witness is a ledger with one public report that names a witness's road.
func witness(t testing.TB) (l *flow.Ledger, report string) {
	t.Helper()
	now := time.Date(2031, 5, 7, 9, 0, 0, 0, time.UTC)
	world := flow.World{
		Now:  func() time.Time { return now },
		Salt: func(n int64) ([]byte, error) { return []byte(evidence.Hash([]byte{byte(n)}))[:evidence.SaltSize], nil },
	}
	l, err := flow.Create(t.Context(), filepath.Join(t.TempDir(), "ledger"), "web.example/log", flow.Settings{Policy: publish.Standard}, world)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	text := "Bridge road closed to lorries\n\nThe United Nations said that the Larkspur road was closed to lorries on Tuesday. " +
		strings.Repeat("People went about their day and the shops along the river stayed open late. ", 12)
	added, err := l.Add(t.Context(), "road.txt", []byte(text), capture.Options{At: now, By: "test"})
	if err != nil {
		t.Fatal(err)
	}
	head, err := l.Desk().Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	read, err := l.Desk().Report(t.Context(), head, added.Report.ID)
	if err != nil || len(read.Claims) == 0 {
		t.Fatalf("the claims read are %v, %v", read.Claims, err)
	}
	for _, c := range read.Claims {
		if _, err := l.Decide(t.Context(), c.ID, evidence.Accept, "Mina Sol", "It says so."); err != nil {
			t.Fatal(err)
		}
	}
	now = now.Add(100 * time.Hour)
	return l, "/report/" + added.Report.ID
}

func askWith(h http.Handler, path string, headers ...string) *httptest.ResponseRecorder {
	req := httptest.NewRequest("GET", "http://127.0.0.1:8080"+path, nil)
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, req)
	return w
}

// A page comes again without being rendered again, packed or not, or not at all
// to whoever has it; a withdrawal takes it from all of them at once.
func TestCache(t *testing.T) {
	l, report := witness(t)
	h := Handler(l.Public(), Options{})
	first := askWith(h, report)
	tag := first.Header().Get("Etag")
	if first.Code != 200 || tag == "" || !strings.Contains(first.Body.String(), "Larkspur") || first.Header().Get("Vary") != "Accept-Encoding" {
		t.Fatalf("the report answers %d with %v", first.Code, first.Header())
	}
	packed := askWith(h, report, "Accept-Encoding", "br, gzip")
	r, err := gzip.NewReader(packed.Body)
	if err != nil || packed.Header().Get("Content-Encoding") != "gzip" || packed.Header().Get("Etag") != tag {
		t.Fatalf("packed it comes with %v, %v", packed.Header(), err)
	}
	if body, err := io.ReadAll(r); err != nil || !bytes.Equal(body, first.Body.Bytes()) {
		t.Errorf("packed it is another page, %v", err)
	}
	if plain := askWith(h, report, "Accept-Encoding", "gzip;q=0"); plain.Header().Get("Content-Encoding") != "" {
		t.Error("who refuses gzip is given it")
	}
	for match, want := range map[string]int{tag: 304, `"other", ` + tag: 304, strings.TrimPrefix(tag, "W/"): 304, "*": 304, `"other"`: 200} {
		if w := askWith(h, report, "If-None-Match", match); w.Code != want || want == 304 && w.Body.Len() > 0 {
			t.Errorf("to who has %s it answers %d with %d bytes, want %d", match, w.Code, w.Body.Len(), want)
		}
	}
	if other := askWith(h, "/ru"+report); other.Header().Get("Etag") == tag {
		t.Error("another language has the same tag")
	}

	if _, err := l.Withdraw(t.Context(), strings.TrimPrefix(report, "/report/"), "Mina Sol", "It named a witness."); err != nil {
		t.Fatal(err)
	}
	for _, headers := range [][]string{nil, {"Accept-Encoding", "gzip"}, {"If-None-Match", tag}} {
		for _, path := range []string{report, "/ru" + report, report + "?as-of=2031-05-10"} {
			if w := askWith(h, path, headers...); w.Code != 410 || strings.Contains(w.Body.String(), "Larkspur") {
				t.Errorf("withdrawn, %s answers %d to %v", path, w.Code, headers)
			}
		}
	}
	if w := askWith(Handler(l.Desk(), Options{}), "/"); w.Header().Get("Etag") != "" || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("the desk's pages are kept: %v", w.Header())
	}
}

// Many read while somebody withdraws: whoever asks after that sees nothing of
// what went.
func TestCacheWhileWithdrawn(t *testing.T) {
	l, report := witness(t)
	h := Handler(l.Public(), Options{})
	var gone atomic.Bool
	var seen atomic.Int64
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for i := range 4 {
		readers.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				after := gone.Load()
				w := askWith(h, fmt.Sprint(report, "?n=", (n+i)%3))
				told := strings.Contains(w.Body.String(), "Larkspur")
				if told {
					seen.Add(1)
				}
				if after && told {
					t.Error("a page shows what was withdrawn before it was asked for")
					return
				}
			}
		})
	}
	for seen.Load() < 40 {
		time.Sleep(time.Millisecond)
	}
	if _, err := l.Withdraw(t.Context(), strings.TrimPrefix(report, "/report/"), "Mina Sol", "It named a witness."); err != nil {
		t.Error(err)
	}
	gone.Store(true)
	time.Sleep(50 * time.Millisecond)
	close(stop)
	readers.Wait()
}

// counted is a library that counts how often a page is made.
type counted struct {
	Library
	asked atomic.Int64
}

func (c *counted) Policy() publish.Policy {
	c.asked.Add(1) // once a page
	return c.Library.Policy()
}

// A page is made once a minute at most, and of many who ask at once for one.
func TestCacheAge(t *testing.T) {
	lib := &counted{Library: sample.New(false)}
	s := &site{lib: lib, cache: newCache(cacheBytes)}
	now := time.Unix(0, 0)
	s.cache.now = func() time.Time { return now }
	s.files, s.paths = files()
	mux := http.NewServeMux()
	for _, r := range s.routes() {
		mux.Handle(r.pattern, r.answer)
	}
	made := func(what string, want int64) {
		t.Helper()
		if got := lib.asked.Swap(0); got != want {
			t.Errorf("%s: made %d times, want %d", what, got, want)
		}
	}
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() { askWith(mux, "/about") })
	}
	all.Wait()
	made("twenty at once", 1)
	now = now.Add(29 * time.Second)
	askWith(mux, "/about")
	made("within half a minute", 0)
	now = now.Add(30 * time.Second)
	askWith(mux, "/about")
	s.cache.refreshing <- struct{}{} // once what nobody waits for is rendered
	<-s.cache.refreshing
	made("within a minute, for the next", 1)
	now = now.Add(29 * time.Second)
	askWith(mux, "/about")
	made("after a minute", 0)
	now = now.Add(time.Minute)
	askWith(mux, "/about")
	made("after another", 1)
	askWith(mux, "/nothing")
	askWith(mux, "/nothing")
	made("what is missing", 2)
	askWith(mux, "/about?q="+strings.Repeat("long", 1000))
	askWith(mux, "/about?q="+strings.Repeat("long", 1000))
	made("a long address", 2)
}

// The cache holds no more than its bound, and lets go of what was asked for
// longest ago.
func TestCacheBound(t *testing.T) {
	c := newCache(50_000)
	c.head = 1
	body := []byte(strings.Repeat("x", 9_000))
	req := httptest.NewRequest("GET", "/", nil)
	for i := range 40 {
		c.keep(fmt.Sprint(i), 1, c.now(), body)
		if page, _ := c.find(req, "0", 1); page == nil {
			t.Fatalf("after %d others what is asked for all the time is gone", i)
		}
		if c.size > c.most || c.order.Len() != len(c.pages) {
			t.Fatalf("%d bytes in %d pages are kept, want %d at most", c.size, c.order.Len(), c.most)
		}
	}
	if c.order.Len() < 4 {
		t.Errorf("%d pages are kept", c.order.Len())
	}
	if page := c.keep("huge", 1, c.now(), bytes.Repeat([]byte("x"), 60_000)); page == nil || c.pages["huge"] != nil {
		t.Error("a page above the bound is kept, or not sent")
	}
	if page, _ := c.find(req, "0", 2); page != nil || c.size != 0 || len(c.pages) != 0 {
		t.Errorf("at another position %d bytes are kept", c.size)
	}
	if c.keep("0", 1, c.now(), body); len(c.pages) != 0 {
		t.Error("a page of an older position is kept")
	}
}
