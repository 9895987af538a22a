package web

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"strings"

	"tallystick/web/message"
	"tallystick/web/page/entry"
	"tallystick/web/part"
)

// Options say what a site cannot find out by itself.
type Options struct {
	// Site is the scheme and host under which readers reach the site, as in
	// "https://ledger.example.org", for the commands on its pages. When empty,
	// the host of the request stands there.
	Site string
	// Review is where people decide; nil where nobody may. It is heeded at a
	// desk alone.
	Review Reviewer
	// Tiles is the address of the operator's own server of map tiles, with {z},
	// {x} and {y} in it, which browsers may then ask; empty for none, so that
	// nothing but the site is asked. See TilesOrigin.
	Tiles string
	// Operator says who runs the site, and Contact how to reach them: an address
	// of a page, or words. Both may be empty.
	Operator, Contact string
	// Log is where what went wrong is written; slog.Default() when nil.
	Log *slog.Logger
}

type site struct {
	copied bool // in files
	lib    Library
	opt    Options
	files  map[string]file   // by path
	policy string            // what a browser may load
	paths  map[string]string // of static files, by name
	cache  *cache            // of the public's pages; nil at a desk
	making chan struct{}     // files of data, at once
}

// Handler returns the site over a ledger. It reads, and writes nothing but the
// verdicts that Options.Review takes; it may be used by many goroutines.
func Handler(lib Library, opt Options) http.Handler { return handler(lib, opt, false) }

// handler returns the site, or that of which a copy is made.
func handler(lib Library, opt Options, copied bool) http.Handler {
	if opt.Log == nil {
		opt.Log = slog.Default()
	}
	s := &site{lib: lib, opt: opt, copied: copied, making: make(chan struct{}, atOnce)}
	s.files, s.paths = files()
	s.policy = policyOf(opt.Tiles)
	if !lib.Desk() && !copied { // a copy asks for each page once
		s.cache = newCache(cacheBytes)
	}
	mux := http.NewServeMux()
	for _, r := range s.routes() {
		mux.Handle(r.pattern, r.answer)
	}
	return s.guard(inLanguage(mux))
}

// spoken is the key of a request's language in its context.
type spoken struct{}

// inLanguage takes the language off the path: every page has one address in
// all of them but for its first element.
func inLanguage(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		language, path := message.ByPath(req.URL.Path)
		if path != req.URL.Path {
			req = req.Clone(context.WithValue(req.Context(), spoken{}, language))
			_, escaped := message.ByPath(req.URL.EscapedPath()) // the code has nothing to escape
			req.URL.Path, req.URL.RawPath = path, escaped
		}
		next.ServeHTTP(w, req)
	})
}

// policyOf lets a browser load what the site itself serves, pictures that its
// own scripts draw, and map tiles of the operator's own server, if there is one.
func policyOf(tiles string) string {
	from := ""
	if origin, err := TilesOrigin(tiles); err == nil {
		from = " " + origin
	}
	return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:" + from + "; connect-src 'self'" + from + "; worker-src 'self'; " +
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
}

// guard sets the headers that every answer has, and turns away requests that
// came under a name that is not the site's.
func (s *site) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", s.policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		if s.lib.Desk() {
			h.Set("X-Robots-Tag", "noindex")
			h.Set("Cache-Control", "no-store")
		} else {
			h.Set("Cache-Control", "no-cache") // what is withdrawn is to be gone at once
		}
		if !hostname.MatchString(req.Host) || s.lib.Desk() && !s.own(req.Host) {
			http.Error(w, "This site does not answer under that name.", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, req)
	})
}

var hostname = regexp.MustCompile(`^([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?$`)

// own reports whether a request's host is this machine or the site's own name.
// The desk shows what is not reviewed to whoever reaches it, so a page
// elsewhere whose name is made to resolve to this machine must not.
func (s *site) own(host string) bool {
	if u, err := url.Parse(s.opt.Site); err == nil && u.Host != "" && strings.EqualFold(u.Host, host) {
		return true
	}
	name := (&url.URL{Host: host}).Hostname()
	if strings.EqualFold(name, "localhost") {
		return true
	}
	address, err := netip.ParseAddr(name)
	return err == nil && address.IsLoopback()
}

// name is the scheme and host under which a reader reaches the site.
func (s *site) name(req *http.Request) string {
	switch {
	case s.opt.Site != "":
		return s.opt.Site
	case req.TLS != nil:
		return "https://" + req.Host
	}
	return "http://" + req.Host
}

// ask reads what every page is asked with.
func (s *site) ask(req *http.Request) (part.Ask, error) {
	ask := part.Ask{
		Request: req, Desk: s.lib.Desk(), Policy: s.lib.Policy(), Review: s.reviews(), Copied: s.copied, Site: s.name(req), Files: s.paths, Tiles: s.opt.Tiles,
		Operator: s.opt.Operator, Contact: s.opt.Contact,
	}
	ask.Language, _ = req.Context().Value(spoken{}).(*message.Language)
	head, err := s.lib.Head(req.Context())
	if err != nil {
		return ask, err
	}
	if ask.Moments, err = s.lib.Moments(req.Context(), head); err != nil {
		return ask, err
	}
	if ask.AsOf, err = part.ParseAsOf(req.URL.Query().Get("as-of")); err != nil {
		return ask, err
	}
	if ask.At = head; !ask.AsOf.IsZero() {
		ask.At, err = s.lib.At(req.Context(), ask.AsOf)
	}
	return ask, err
}

// page serves a page, to the public from the cache where it is kept there.
func (s *site) page(p part.Page) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		key, head := "", int64(0)
		if s.cache != nil {
			var err error
			if head, err = s.lib.Head(req.Context()); err == nil { // an error is told by render, which meets it again
				key = keyOf(req, s.name(req), head)
			}
		}
		if key == "" {
			if body := s.render(w, req, p); body != nil {
				sendHTML(w, http.StatusOK, body)
			}
			return
		}
		page, done := s.cache.find(req, key, head)
		if page == nil {
			defer done()
			asked := s.cache.now()
			body := s.render(w, req, p)
			if body == nil {
				return
			}
			page = s.cache.keep(key, head, asked, body)
		} else {
			s.refresh(req, p, page, head)
		}
		page.send(w, req)
	})
}

// render returns a page; nil when it answered why there is none.
func (s *site) render(w http.ResponseWriter, req *http.Request, p part.Page) []byte {
	ask, err := s.ask(req)
	if err != nil {
		s.fail(w, ask, err)
		return nil
	}
	answer, err := p(ask)
	if err != nil {
		s.fail(w, ask, err)
		return nil
	}
	return s.whole(w, ask, answer)
}

// whole renders a page before a byte of it is sent; nil when it answered that
// it cannot be.
func (s *site) whole(w http.ResponseWriter, ask part.Ask, answer part.Answer) []byte {
	var page bytes.Buffer
	if err := part.Render(&page, ask, answer); err != nil {
		s.opt.Log.Error("page cannot be rendered", "path", ask.URL.Path, "error", err)
		http.Error(w, "This page cannot be shown. The fault has been logged.", http.StatusInternalServerError)
		return nil
	}
	return page.Bytes()
}

func sendHTML(w http.ResponseWriter, status int, body []byte) {
	w.Header()["Content-Type"] = htmlType
	w.WriteHeader(status)
	w.Write(body) // an error here means that the reader has gone
}

// show sends a page that is not kept.
func (s *site) show(w http.ResponseWriter, ask part.Ask, status int, answer part.Answer) {
	if body := s.whole(w, ask, answer); body != nil {
		sendHTML(w, status, body)
	}
}

// since leads from the moment that the slider's form sends to what changed
// between it and now.
func (s *site) since() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		ask, err := s.ask(req)
		if err != nil {
			s.fail(w, ask, err)
			return
		}
		to := ask.Action("/changes")
		if !ask.AsOf.IsZero() {
			to += "?from=" + url.QueryEscape(ask.AsOfText())
		}
		http.Redirect(w, req, to, http.StatusSeeOther)
	})
}

// nothing answers every address that no route has.
func nothing(part.Ask) (part.Answer, error) { return part.Answer{}, part.ErrMissing }

// entry serves an entry as a page, or as data when its number ends in ".json".
func (s *site) entry() http.Handler {
	page := s.page(entry.Page(s.lib))
	data := s.data(jsonType, func(ask part.Ask) ([]byte, error) {
		return entry.JSON(ask, s.lib, strings.TrimSuffix(ask.PathValue("number"), ".json"))
	})
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if strings.HasSuffix(req.PathValue("number"), ".json") {
			data.ServeHTTP(w, req)
			return
		}
		page.ServeHTTP(w, req)
	})
}

// payload serves the bytes that an entry commits to.
func (s *site) payload() http.Handler {
	return s.data(jsonType, func(ask part.Ask) ([]byte, error) { return entry.Payload(ask, s.lib, ask.PathValue("number")) })
}

func (s *site) health() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		if _, err := s.lib.Head(req.Context()); err != nil {
			s.opt.Log.Error("the ledger cannot be read", "error", err)
			http.Error(w, "the ledger cannot be read", http.StatusServiceUnavailable)
			return
		}
		w.Write([]byte("ok\n"))
	})
}
