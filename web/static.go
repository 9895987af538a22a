package web

import (
	"embed"
	"fmt"
	"mime"
	"net/http"
	"path"
	"strings"

	"tallystick/evidence"
	"tallystick/web/page/about"
	"tallystick/web/page/access"
	"tallystick/web/page/ceasefires"
	"tallystick/web/page/claim"
	"tallystick/web/page/edition"
	"tallystick/web/page/entry"
	"tallystick/web/page/home"
	"tallystick/web/page/incident"
	"tallystick/web/page/incidents"
	"tallystick/web/page/lists"
	"tallystick/web/page/log"
	"tallystick/web/page/losses"
	"tallystick/web/page/reconciliation"
	"tallystick/web/page/report"
	"tallystick/web/page/review"
	"tallystick/web/page/search"
	"tallystick/web/page/stated"
	"tallystick/web/page/statements"
	"tallystick/web/page/unit"
	"tallystick/web/part"
	"tallystick/web/part/chart"
)

//go:embed static
var embedded embed.FS

// file is a file of the site that is the same for everyone.
type file struct {
	body  []byte
	cache string
}

// files returns every static file by its path, and the path of the style
// sheet. The sheet is that of the parts and of each page, one after another,
// and has its hash in its name, so that it may be kept for good.
func files() (byPath map[string]file, sheet string) {
	styles := strings.Join([]string{
		part.Style, chart.Style, home.Style, report.Style, claim.Style, entry.Style, log.Style, search.Style, incidents.Style, incident.Style,
		losses.Style, stated.Style, unit.Style, lists.Style, edition.Style, reconciliation.Style, ceasefires.Style, access.Style, statements.Style,
		about.Style, review.Style,
	}, "\n")
	sheet = fmt.Sprintf("/static/tallystick.%s.css", evidence.Hash([]byte(styles))[:16])
	byPath = map[string]file{sheet: {[]byte(styles), "public, max-age=31536000, immutable"}}
	kept, err := embedded.ReadDir("static")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	for _, f := range kept {
		body, err := embedded.ReadFile("static/" + f.Name())
		if err != nil {
			panic(err)
		}
		byPath["/static/"+f.Name()] = file{body, "public, max-age=86400"}
	}
	return byPath, sheet
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
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(req.URL.Path)))
		w.Header().Set("Cache-Control", f.cache)
		w.Write(f.body)
	})
}
