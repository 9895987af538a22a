// Package web is the site: pages over a Library, rendered on the server, that
// work without scripts and load nothing from elsewhere.
//
// A page is a folder under page: code, template, style and test together. It
// reads a Library through the small interface that it declares, and hands a
// typed view to its template. What an error means to a reader is decided here,
// at the edge.
package web

import (
	"context"
	"io"
	"net/http"
	"time"

	"tallystick/flow"
	"tallystick/ledger"
	"tallystick/publish"
	"tallystick/web/page/about"
	"tallystick/web/page/access"
	"tallystick/web/page/actor"
	"tallystick/web/page/ceasefires"
	"tallystick/web/page/changes"
	"tallystick/web/page/claim"
	"tallystick/web/page/corrections"
	"tallystick/web/page/data"
	"tallystick/web/page/edition"
	"tallystick/web/page/entry"
	exhibit "tallystick/web/page/evidence"
	"tallystick/web/page/feed"
	"tallystick/web/page/home"
	"tallystick/web/page/incident"
	"tallystick/web/page/incidents"
	"tallystick/web/page/lists"
	"tallystick/web/page/log"
	"tallystick/web/page/losses"
	"tallystick/web/page/maps"
	"tallystick/web/page/names"
	"tallystick/web/page/outlet"
	"tallystick/web/page/place"
	"tallystick/web/page/reconciliation"
	"tallystick/web/page/report"
	"tallystick/web/page/reports"
	"tallystick/web/page/review"
	"tallystick/web/page/search"
	"tallystick/web/page/stated"
	"tallystick/web/page/statements"
	"tallystick/web/page/unit"
	"tallystick/web/part"
)

// Library is the ledger as the site's audience may read it: a *flow.Library.
type Library interface {
	Desk() bool
	Policy() publish.Policy
	Head(ctx context.Context) (int64, error)
	At(ctx context.Context, t time.Time) (int64, error)
	Moments(ctx context.Context, at int64) ([]time.Time, error)
	Download(ctx context.Context, at int64, name string, w io.Writer) (int, error)

	home.Library
	reports.Library
	report.Library
	claim.Library
	entry.Library
	log.Library
	feed.Library
	incidents.Library
	incident.Library
	maps.Library
	access.Library
	ceasefires.Library
	statements.Library
	losses.Library
	stated.Library
	unit.Library
	lists.Library
	edition.Library
	reconciliation.Library
	search.Library
	actor.Library
	place.Library
	outlet.Library
	names.Library
	changes.Library
	data.Library
	corrections.Library
	exhibit.Library
	about.Library
}

// route is a method and path with what answers it.
type route struct {
	pattern string
	answer  http.Handler
}

// routes is every address of the site. All of them are read only but those
// that take verdicts and files, which a desk has where somebody may decide.
func (s *site) routes() []route {
	table := []route{
		{"GET /{$}", s.page(home.Page(s.lib))},
		{"GET /reports", s.page(reports.Page(s.lib))},
		{"GET /report/{id}", s.page(report.Page(s.lib))},
		{"GET /claim/{id}", s.page(claim.Page(s.lib))},
		{"GET /entry/{number}", s.entry()},
		{"GET /entry/{number}/payload", s.payload()},
		{"GET /incidents", s.page(incidents.Page(s.lib))},
		{"GET /map", s.page(maps.Page(s.lib))},
		{"GET /map.json", s.marks()},
		{"GET /map/base.json", s.base()},
		{"GET /incident/{id}", s.page(incident.Page(s.lib))},
		{"GET /incident/{id}/card.png", s.data("image/png", func(ask part.Ask) ([]byte, error) { return incident.Card(ask, s.lib) })},
		{"GET /incident/{id}/feed.atom", s.data("application/atom+xml; charset=utf-8", func(ask part.Ask) ([]byte, error) { return feed.Incident(ask, s.lib) })},
		{"GET /claim/{id}/card.png", s.data("image/png", func(ask part.Ask) ([]byte, error) { return claim.Card(ask, s.lib) })},
		{"GET /feed.atom", s.data("application/atom+xml; charset=utf-8", func(ask part.Ask) ([]byte, error) { return feed.Incidents(ask, s.lib) })},
		{"GET /robots.txt", s.data("text/plain; charset=utf-8", s.robots)},
		{"GET /ceasefires", s.page(ceasefires.List(s.lib))},
		{"GET /ceasefire/{id}", s.page(ceasefires.One(s.lib))},
		{"GET /access", s.page(access.Page(s.lib))},
		{"GET /control", s.page(access.Control(s.lib))},
		{"GET /statements", s.page(statements.Page(s.lib))},
		{"GET /losses", s.page(losses.Page(s.lib))},
		{"GET /losses/stated", s.page(stated.Page(s.lib))},
		{"GET /unit/{id}", s.page(unit.Page(s.lib))},
		{"GET /lists", s.page(lists.Page(s.lib))},
		{"GET /edition/{id}", s.page(edition.Page(s.lib))},
		{"GET /reconciliation/{id}", s.page(reconciliation.Page(s.lib))},
		{"GET /changes", s.page(changes.Page(s.lib))},
		{"GET /changes/since", s.since()},
		{"GET /log", s.page(log.Page(s.lib))},
		{"GET /search", s.page(search.Page(s.lib))},
		{"GET /actors", s.page(names.Actors(s.lib))},
		{"GET /actor/{slug}", s.page(actor.Page(s.lib))},
		{"GET /places", s.page(names.Places(s.lib))},
		{"GET /place/{slug}", s.page(place.Page(s.lib))},
		{"GET /outlets", s.page(names.Outlets(s.lib))},
		{"GET /outlet/{slug}", s.page(outlet.Page(s.lib))},
		{"GET /evidence", s.page(exhibit.List(s.lib))},
		{"GET /evidence/{hash}", s.page(exhibit.Page(s.lib))},
		{"GET /evidence/{hash}/picture", s.picture()},
		{"GET /corrections", s.page(corrections.Page(s.lib))},
		{"GET /corrections.atom", s.data("application/atom+xml; charset=utf-8", func(ask part.Ask) ([]byte, error) { return corrections.Feed(ask, s.lib) })},
		{"GET /data", s.page(data.Page(s.lib))},
		{"GET /about", s.page(about.Page(s.lib))},
		{"GET /checkpoint", ledger.Handler(s.lib.Log())},
		{"GET /tile/", ledger.Handler(s.lib.Log())},
		{"GET /static/{name}", s.static()},
		{"GET /healthz", s.health()},
		{"GET /", s.page(nothing)},
	}
	for _, name := range flow.Downloads {
		table = append(table, route{"GET /data/" + name, s.download(name)})
	}
	if s.reviews() {
		table = append(table,
			route{"GET /review", s.page(review.List(s.opt.Review))},
			route{"GET /review/{id}", s.page(review.One(s.opt.Review))},
			route{"POST /review/{id}", s.form(s.verdict)},
			route{"POST /review", s.form(s.verdicts)},
			route{"POST /evidence", s.upload()})
	}
	return table
}
