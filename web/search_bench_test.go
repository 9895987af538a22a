package web

import (
	"net/http"
	"testing"
)

// BenchmarkSearch answers for searches, and for pages and lists of names, in a
// ledger of 100,000 claims.
func BenchmarkSearch(b *testing.B) {
	if testing.Short() {
		b.Skip("a ledger of 100,000 claims is made only without -short")
	}
	l := warLedger(b)
	for audience, handler := range map[string]http.HandlerFunc{"desk": Handler(l.Desk(), Options{}).ServeHTTP, "public": Handler(l.Public(), Options{}).ServeHTTP} {
		for name, path := range map[string]string{
			"words": "/search?q=said", "rare words": "/search?q=rockets+hospital", "side and stance": "/search?side=AZE&stance=deny",
			"nothing": "/search?q=quillfeather&side=ARM", "contested": "/search?side=AZE&standing=contested",
			"actor": "/actor/AZE", "place": "/place/barda", "actors": "/actors", "places": "/places", "outlets": "/outlets",
		} {
			b.Run(audience+"/"+name, func(b *testing.B) {
				for b.Loop() {
					get(handler, "GET", path)
				}
			})
		}
	}
}
