package web

import (
	"compress/gzip"
	"embed"
	"fmt"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"

	"tallystick/evidence"
	"tallystick/web/page/about"
	"tallystick/web/page/access"
	"tallystick/web/page/ceasefires"
	"tallystick/web/page/changes"
	"tallystick/web/page/claim"
	"tallystick/web/page/corrections"
	"tallystick/web/page/data"
	"tallystick/web/page/edition"
	"tallystick/web/page/entry"
	"tallystick/web/page/home"
	"tallystick/web/page/incident"
	"tallystick/web/page/incidents"
	"tallystick/web/page/lists"
	"tallystick/web/page/losses"
	"tallystick/web/page/maps"
	"tallystick/web/page/names"
	"tallystick/web/page/reconciliation"
	"tallystick/web/page/report"
	"tallystick/web/page/reports"
	"tallystick/web/page/review"
	"tallystick/web/page/search"
	"tallystick/web/page/stated"
	"tallystick/web/page/statements"
	"tallystick/web/page/unit"
	"tallystick/web/part"
	"tallystick/web/part/atlas"
	"tallystick/web/part/chart"
)

//go:embed static
var embedded embed.FS

// file is a file of the site that is the same for everyone.
type file struct {
	body   []byte
	cache  string
	packed func() []byte // the body by gzip; nil where it is served as it is
}

// forGood is said of files whose name changes with what they hold.
const forGood = "public, max-age=31536000, immutable"

// files returns every static file by its path, and the path of each by its
// name. Scripts and style sheets have their hash in their path, so that they
// may be kept for good. The sheet "style.css" is that of the parts and of each
// page, one after another.
func files() (byPath map[string]file, paths map[string]string) {
	styles := strings.Join([]string{
		part.Style, chart.Style, atlas.Style, maps.Style, home.Style, reports.Style, report.Style, claim.Style, entry.Style, search.Style, incidents.Style, incident.Style,
		losses.Style, stated.Style, unit.Style, lists.Style, edition.Style, reconciliation.Style, ceasefires.Style, access.Style, statements.Style,
		about.Style, data.Style, corrections.Style, review.Style, changes.Style, names.Style,
	}, "\n")
	byPath, paths = make(map[string]file), make(map[string]string)
	keep := func(name string, body []byte) {
		f, at := file{body: body, cache: "public, max-age=86400"}, "/static/"+name
		switch kind := path.Ext(name); kind {
		case ".js", ".css":
			f.cache, f.packed = forGood, sync.OnceValue(func() []byte { return pack(body, gzip.BestCompression) })
			at = fmt.Sprintf("/static/%s.%s%s", strings.TrimSuffix(name, kind), evidence.Hash(body)[:16], kind)
		}
		byPath[at], paths[name] = f, at
	}
	keep("style.css", []byte(styles))
	kept, err := embedded.ReadDir("static")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	for _, f := range kept {
		body, err := embedded.ReadFile("static/" + f.Name())
		if err != nil {
			panic(err)
		}
		keep(f.Name(), body)
	}
	return byPath, paths
}

// static serves the files.
func (s *site) static() http.Handler {
	missing := s.page(nothing)
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		f, ok := s.files[req.URL.Path]
		if !ok {
			missing.ServeHTTP(w, req)
			return
		}
		h := w.Header()
		h.Set("Content-Type", mime.TypeByExtension(path.Ext(req.URL.Path)))
		h.Set("Cache-Control", f.cache)
		if f.packed != nil {
			h.Set("Vary", "Accept-Encoding")
			if unpacks(req) {
				h.Set("Content-Encoding", "gzip")
				w.Write(f.packed())
				return
			}
		}
		w.Write(f.body)
	})
}
