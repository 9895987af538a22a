package web

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"tallystick/flow"
	"tallystick/publish"
	"tallystick/web/internal/sample"
)

// warLedger opens a made-up war of 100,000 claims, which is made in the folder
// that TALLYSTICK_WAR names and kept there, or else for this benchmark alone.
func warLedger(b *testing.B) *flow.Ledger {
	b.Helper()
	dir := os.Getenv("TALLYSTICK_WAR")
	if dir == "" {
		dir = filepath.Join(b.TempDir(), "war")
	}
	if _, err := os.Stat(dir); err != nil {
		l, err := flow.Create(b.Context(), dir, "war.example/log", flow.Settings{Policy: publish.Standard}, flow.Real)
		if err != nil {
			b.Fatal(err)
		}
		if err := sample.FillWar(b.Context(), l, 100_000); err != nil {
			b.Fatal(err)
		}
		l.Close()
	}
	l, err := flow.OpenReadOnly(dir, flow.Real)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { l.Close() })
	return l
}

// BenchmarkFrontPage answers for the front page of a ledger of 100,000 claims:
// once it is remembered, and drawn anew each time, for other days. It also says
// how many bytes a reader loads before the map moves.
func BenchmarkFrontPage(b *testing.B) {
	if testing.Short() {
		b.Skip("a ledger of 100,000 claims is made only without -short")
	}
	l := warLedger(b)
	handler := Handler(l.Desk(), Options{})
	get(handler, "GET", "/reports?page=100000") // what is made once, at the first request
	b.Run("again", func(b *testing.B) {
		get(handler, "GET", "/")
		for b.Loop() {
			get(handler, "GET", "/")
		}
		page := get(handler, "GET", "/")
		b.ReportMetric(float64(page.Body.Len()), "B/page")
		b.ReportMetric(float64(page.Body.Len()+loaded(b, page.Body.String())), "B/all")
	})
	for name, public := range map[string]bool{"anew": false, "anew in public": true} {
		b.Run(name, func(b *testing.B) {
			n := 0
			lib := l.Desk()
			if public {
				lib = l.Public()
			}
			handler := Handler(lib, Options{})
			get(handler, "GET", "/about")
			for b.Loop() {
				n++
				path := "/?to=" + time.Date(2031, 3, 28, 0, 0, 0, 0, time.UTC).AddDate(0, n, 0).Format(time.DateOnly) // after all of it: the same page each time
				if w := get(handler, "GET", path); w.Code != 200 {
					b.Fatal(w.Body)
				}
			}
		})
	}
}

// loaded returns the bytes of the style sheets and scripts that a page loads at
// once, packed as they are sent.
func loaded(b *testing.B, page string) int {
	all := 0
	byPath, paths := files()
	for _, m := range regexp.MustCompile(`<(?:script|link rel="stylesheet")[^>]* (?:src|href)="/static/([a-z]+)\.[0-9a-f]+\.(js|css)"`).FindAllStringSubmatch(page, -1) {
		f := byPath[paths[m[1]+"."+m[2]]]
		if f.packed == nil {
			b.Fatalf("%s is not packed", m[0])
		}
		all += len(f.packed())
	}
	return all
}
