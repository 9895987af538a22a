package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tallystick/evidence"
)

// A desk adds a file by a form, reads what rests on it and decides on it; a copy
// of a picture that a browser keeps is asked for again, and not sent.
func TestExhibits(t *testing.T) {
	l := desk(t)
	library := l.Desk()
	site := Handler(library, Options{Review: reviewing{library, l}})
	unit := evidence.UnitID("WarSpotting", "entry 3", 0)
	add := func(h http.Handler, units, name string, header ...string) *httptest.ResponseRecorder {
		t.Helper()
		var b bytes.Buffer
		form := multipart.NewWriter(&b)
		form.WriteField("unit", units)
		form.WriteField("address", "https://example.org/3")
		file, err := form.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		if name != "" {
			file.Write(photo(t, 30))
		}
		form.Close()
		req := httptest.NewRequest("POST", "http://127.0.0.1:8080/evidence", &b)
		req.Header.Set("Content-Type", form.FormDataContentType())
		for i := 0; i+1 < len(header); i += 2 {
			req.Header.Set(header[i], header[i+1])
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, req)
		return w
	}
	for _, c := range []struct {
		name, units, file string
		header            []string
		status            int
		says              string
	}{
		{"no file", unit, "", nil, 422, "choose a file"},
		{"no unit's id", "three", "three.jpg", nil, 422, "is no id of a unit"},
		{"an unknown unit", strings.Repeat("0", 32), "three.jpg", nil, 422, "no unit has the id"},
		{"from another site", unit, "three.jpg", []string{"Sec-Fetch-Site", "cross-site"}, 403, "another site"},
	} {
		if w := add(site, c.units, c.file, c.header...); w.Code != c.status || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("%s: %d, want %d and %q\n%s", c.name, w.Code, c.status, c.says, w.Body)
		}
	}
	w := add(site, unit, "three.jpg")
	path := w.Header().Get("Location")
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(path, "/evidence/") {
		t.Fatalf("a file answers %d %q\n%s", w.Code, path, w.Body)
	}
	page := get(site, "GET", path).Body.String()
	for _, want := range []string{"three.jpg", `href="/unit/` + unit, "T-90S", "https://example.org/3", `href="/review/` + path[len("/evidence/"):]} {
		if !strings.Contains(page, want) {
			t.Errorf("%q does not stand on its page\n%s", want, page)
		}
	}
	if back := get(site, "GET", "/unit/"+unit).Body.String(); !strings.Contains(back, `href="`+path) {
		t.Error("the unit does not lead to its file")
	}
	review := "/review/" + path[len("/evidence/"):]
	if form := get(site, "GET", review).Body.String(); !strings.Contains(form, "May the public see this file?") || strings.Contains(form, "<img") {
		t.Error(form)
	}
	for _, by := range []string{"Ada", "Grace"} {
		if w := send(site, review, map[string][]string{"by": {by}, "reason": {"nobody is on it"}, "verdict": {"accept"}}); w.Code != http.StatusSeeOther {
			t.Errorf("%s's verdict answers %d\n%s", by, w.Code, w.Body)
		}
	}
	if waiting := get(site, "GET", "/evidence?waiting=1").Body.String(); strings.Contains(waiting, "three.jpg") || !strings.Contains(waiting, "one.jpg") {
		t.Error(waiting)
	}
	copied := get(site, "GET", path+"/picture")
	again := get(site, "GET", path+"/picture")
	req := httptest.NewRequest("GET", "http://127.0.0.1:8080"+path+"/picture", nil)
	req.Header.Set("If-None-Match", copied.Header().Get("ETag"))
	kept := httptest.NewRecorder()
	site.ServeHTTP(kept, req)
	if copied.Code != 200 || copied.Body.Len() == 0 || !bytes.Equal(copied.Body.Bytes(), again.Body.Bytes()) || kept.Code != http.StatusNotModified || kept.Body.Len() > 0 {
		t.Errorf("a copy answers %d of %d bytes, asked for again %d of %d bytes", copied.Code, copied.Body.Len(), kept.Code, kept.Body.Len())
	}
	for name, h := range map[string]http.Handler{"the public": Handler(l.Public(), Options{Review: reviewing{l.Public(), l}}), "a desk without review": Handler(library, Options{})} {
		if w := add(h, unit, "four.jpg"); w.Code != http.StatusMethodNotAllowed {
			t.Errorf("%s may add a file: %d", name, w.Code)
		}
	}
}
