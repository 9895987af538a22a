package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tallystick/web/internal/sample"
)

// Whatever an address asks, the answer is no fault of the site's: it is small,
// guarded, keeps nothing in the browser and leads nowhere else.
func TestStrangeAddresses(t *testing.T) {
	if testing.Short() {
		t.Skip("one page after another says nothing of races: run without -short")
	}
	many := strings.Repeat("a", 20_000)
	asked := []string{
		"as-of=-1", "as-of=999999-01-01", "as-of=0000-00-00", "as-of=%00", "as-of=9223372036854775807", "as-of=2031-05-07T09:30:00%2B99:00", "before=-9223372036854775808",
		"before=9223372036854775807", "before=99999999999999999999", "cursor=%00%ff", "q=%00", "q=%ff%fe", "q=" + many, "q=" + strings.Repeat("a+", 9000), "q=" + strings.Repeat("%22", 5000),
		"q=a%0d%0aSet-Cookie:x", "q=%E2%80%AEabc", "from=0001-01-01&to=9999-12-31", "from=%0d%0aX-Injected:y", strings.Repeat("a&", 10_000), ";;;%%%", "box=nan,nan,nan,nan", "place=" + many, "side=%22%3E%3Cscript%3Ealert(1)",
	}
	var paths []string
	for _, page := range []string{"/", "/ru/", "/reports", "/incidents", "/map", "/map.json", "/feed.atom", "/search", "/losses", "/losses/stated", "/changes", "/changes/since", "/log", "/places", "/corrections", "/corrections.atom", "/statements", "/access", "/ceasefires", "/evidence", "/data/claims.csv"} {
		for _, query := range asked {
			paths = append(paths, page+"?"+query)
		}
	}
	paths = append(paths, "/%2e%2e/%2e%2e/etc/passwd", "/static/%2e%2e%2fsite.go", "/static/..%5c..", "/report/%00", "/report/..%2f..", "/claim/%ff", "/ru/ru/", "/ru/ru/incidents", "//evil.example/", "/ru//evil.example/..",
		"/%2f%2fevil.example", "/%5cevil.example", "/entry/-1", "/entry/1.json.json", "/entry/99999999999999999999", "/tile/0/000.p/999", "/tile/-1/000", "/tile/64/000", "/tile/0/x999/x999/x999/999", "/tile/entries/../../x",
		"/incident/"+many, "/place/"+strings.Repeat("%41", 8000), "/actor/%2e%2e", "/outlet/"+strings.Repeat("%d0%b0", 3000), "/unit/%0d%0aX-Injected:y", "/ceasefire/%0a", "/review/x", "/ru/static/x", "/changes/since?as-of=2031-05-08&x=//evil.example")
	for _, desk := range []bool{true, false} {
		h := Handler(sample.New(desk), Options{})
		for _, path := range paths {
			for _, method := range []string{"GET", "HEAD", "POST", "TRACE"} {
				if method != "GET" && strings.Contains(path, "?") && !strings.HasPrefix(path, "/changes") {
					continue
				}
				request := httptest.NewRequest(method, "http://127.0.0.1:8080"+path, nil)
				w := httptest.NewRecorder()
				h.ServeHTTP(w, request)
				head, to := w.Header(), w.Header().Get("Location")
				short := method + " " + path[:min(len(path), 60)]
				if w.Code >= http.StatusInternalServerError || method != "GET" && method != "HEAD" && w.Code < http.StatusMultipleChoices {
					t.Errorf("%s is answered with %d", short, w.Code)
				}
				if w.Body.Len() > 300<<10 || strings.ContainsAny(w.Body.String(), "\x00\u202e") || strings.Contains(w.Body.String(), "<script>alert") {
					t.Errorf("%s is answered with %d kB, or with what does harm", short, w.Body.Len()>>10)
				}
				if head.Get("Content-Security-Policy") != policyOf("") || head.Get("X-Content-Type-Options") != "nosniff" || head.Get("Set-Cookie") != "" || head.Get("X-Injected") != "" {
					t.Errorf("%s is answered with %v", short, head)
				}
				if to != "" && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.HasPrefix(to, `/\`)) {
					t.Errorf("%s leads to %s", short, to)
				}
			}
		}
	}
}
