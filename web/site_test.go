package web

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/web/internal/sample"
)

// exchange is a request of a script with what is wanted of the answer.
type exchange struct {
	method, path string
	status       int
	has, hasNot  []string
}

func script(t *testing.T, file string) []exchange {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	ids := strings.NewReplacer("{report}", sample.Report().ID, "{incident}", sample.IncidentID, "{gone}", sample.GoneID,
		"{claim}", claimID(t, evidence.Accuse), "{unreviewed}", claimID(t, evidence.Demand), "{rejected}", claimID(t, evidence.Warn))
	var list []exchange
	for _, line := range strings.Split(ids.Replace(string(raw)), "\n") {
		request, isRequest := strings.CutPrefix(line, "-- ")
		switch {
		case isRequest:
			method, path, _ := strings.Cut(strings.TrimSuffix(request, " --"), " ")
			list = append(list, exchange{method: method, path: path})
		case len(list) == 0 || line == "": // the introduction
		case strings.HasPrefix(line, "+ "):
			list[len(list)-1].has = append(list[len(list)-1].has, line[2:])
		case strings.HasPrefix(line, "- "):
			list[len(list)-1].hasNot = append(list[len(list)-1].hasNot, line[2:])
		default:
			if list[len(list)-1].status, err = strconv.Atoi(line); err != nil {
				t.Fatalf("%s: %q is no status", file, line)
			}
		}
	}
	return list
}

func claimID(t *testing.T, stance evidence.Stance) string {
	t.Helper()
	for _, c := range sample.Claims() {
		if c.Stance == stance {
			return c.ID
		}
	}
	t.Fatalf("the sample has no claim of stance %s", stance)
	return ""
}

func get(h http.Handler, method, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, "http://127.0.0.1:8080"+path, nil))
	return w
}

func TestRoutes(t *testing.T) {
	asked := make(map[string]bool)
	mux := http.NewServeMux()
	s := &site{lib: sample.New(true)}
	for _, r := range s.routes() {
		mux.Handle(r.pattern, r.answer)
	}
	for _, name := range []string{"desk", "public"} {
		handler := Handler(sample.New(name == "desk"), Options{})
		for _, x := range script(t, "testdata/"+name+".txtar") {
			t.Run(name+" "+x.method+" "+x.path, func(t *testing.T) {
				w := get(handler, x.method, x.path)
				if w.Code != x.status {
					t.Fatalf("status %d, want %d\n%s", w.Code, x.status, w.Body)
				}
				for _, snippet := range x.has {
					if !strings.Contains(w.Body.String(), snippet) {
						t.Errorf("does not say %q", snippet)
					}
				}
				for _, snippet := range x.hasNot {
					if strings.Contains(w.Body.String(), snippet) {
						t.Errorf("says %q", snippet)
					}
				}
				checkHeaders(t, w.Header(), name == "desk", x.path)
				if w.Code == http.StatusMethodNotAllowed && w.Header().Get("Allow") != "GET, HEAD" {
					t.Errorf("allows %q", w.Header().Get("Allow"))
				}
			})
			_, pattern := mux.Handler(httptest.NewRequest(x.method, "http://127.0.0.1:8080"+x.path, nil))
			asked[pattern] = true
		}
	}
	for _, r := range s.routes() {
		if !asked[r.pattern] {
			t.Errorf("no script asks for %s", r.pattern)
		}
	}
}

func checkHeaders(t *testing.T, h http.Header, desk bool, path string) {
	t.Helper()
	want := map[string]string{
		"Content-Security-Policy":    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
		"X-Content-Type-Options":     "nosniff",
		"Referrer-Policy":            "no-referrer",
		"Cross-Origin-Opener-Policy": "same-origin",
		"X-Robots-Tag":               "",
	}
	if desk {
		want["X-Robots-Tag"] = "noindex"
		if !strings.HasPrefix(path, "/static/") && !strings.HasPrefix(path, "/tile/") && path != "/checkpoint" {
			want["Cache-Control"] = "no-store"
		}
	}
	for name, value := range want {
		if h.Get(name) != value {
			t.Errorf("%s is %q, want %q", name, h.Get(name), value)
		}
	}
}

// The style sheet and the scripts have their hash in their path, may be kept
// for good, and come packed to whoever can unpack them.
func TestFiles(t *testing.T) {
	files, paths := files()
	h := Handler(sample.New(true), Options{})
	for name, kind := range map[string]string{"style.css": "text/css; charset=utf-8", "maplibre.js": "text/javascript; charset=utf-8"} {
		w := get(h, "GET", paths[name])
		if w.Code != 200 || w.Header().Get("Cache-Control") != "public, max-age=31536000, immutable" || w.Header().Get("Content-Type") != kind {
			t.Errorf("%s answers %d with %v", name, w.Code, w.Header())
		}
		if !bytes.Equal(w.Body.Bytes(), files[paths[name]].body) || !strings.Contains(paths[name], evidence.Hash(w.Body.Bytes())[:16]) {
			t.Errorf("%s is not the one that its path %s says", name, paths[name])
		}
		req := httptest.NewRequest("GET", "http://127.0.0.1:8080"+paths[name], nil)
		req.Header.Set("Accept-Encoding", "gzip")
		packed := httptest.NewRecorder()
		h.ServeHTTP(packed, req)
		r, err := gzip.NewReader(packed.Body)
		if err != nil || packed.Header().Get("Content-Encoding") != "gzip" {
			t.Fatalf("%s does not come packed: %v, %v", name, packed.Header(), err)
		}
		if body, err := io.ReadAll(r); err != nil || !bytes.Equal(body, w.Body.Bytes()) {
			t.Errorf("%s packed is another file: %v", name, err)
		}
	}
	for _, elsewhere := range []string{"http:", "https:", "@import", "url("} {
		if strings.Contains(string(files[paths["style.css"]].body), elsewhere) {
			t.Errorf("the style sheet loads something: %s", elsewhere)
		}
	}
}

// The desk shows what is not reviewed to this machine only: not to a page
// elsewhere whose name was made to lead here.
func TestHosts(t *testing.T) {
	for _, c := range []struct {
		desk bool
		site string
		host string
		want int
	}{
		{true, "", "127.0.0.1:8080", 200},
		{true, "", "localhost:8080", 200},
		{true, "", "[::1]:8080", 200},
		{true, "", "evil.example", 421},
		{true, "", "127.0.0.1.evil.example", 421},
		{true, "", "localhost.evil.example:8080", 421},
		{true, "https://desk.example", "desk.example", 200},
		{true, "https://desk.example", "evil.example", 421},
		{false, "", "ledger.example", 200},
		{false, "", "ledger.example';rm -rf ~'", 421},
		{false, "", "", 421},
	} {
		req := httptest.NewRequest("GET", "http://x/entry/3", nil)
		req.Host = c.host
		w := httptest.NewRecorder()
		Handler(sample.New(c.desk), Options{Site: c.site}).ServeHTTP(w, req)
		if w.Code != c.want {
			t.Errorf("desk %v, site %q, host %q: status %d, want %d", c.desk, c.site, c.host, w.Code, c.want)
		}
		if w.Code == 421 && strings.Contains(w.Body.String(), "Tallystick") {
			t.Errorf("host %q is shown a page", c.host)
		}
	}
}

// A fault of ours is one plain sentence to the reader and whole in the log.
func TestFault(t *testing.T) {
	var logged bytes.Buffer
	lib := sample.New(false)
	lib.Broken = errors.New("disk /var/lib/secret is on fire")
	h := Handler(lib, Options{Log: slog.New(slog.NewTextHandler(&logged, nil))})
	for _, path := range []string{"/", "/report/" + sample.Report().ID, "/claim/" + claimID(t, evidence.Accuse)} {
		logged.Reset()
		w := get(h, "GET", path)
		if w.Code != 500 || !strings.Contains(w.Body.String(), "The fault has been logged.") || strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%s answers %d: %s", path, w.Code, w.Body)
		}
		if !strings.Contains(logged.String(), "disk /var/lib/secret is on fire") || !strings.Contains(logged.String(), path) {
			t.Errorf("%s logs %q", path, logged.String())
		}
	}
}

// A HEAD request over a connection gets the headers and no body.
func TestHead(t *testing.T) {
	server := httptest.NewServer(Handler(sample.New(true), Options{}))
	defer server.Close()
	res, err := http.Head(server.URL + "/report/" + sample.Report().ID)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || len(body) > 0 || res.StatusCode != 200 || res.Header.Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("HEAD answers %d with %d bytes, %v", res.StatusCode, len(body), err)
	}
}
