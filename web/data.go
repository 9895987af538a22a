package web

import (
	"net/http"

	"tallystick/web/part"
)

// data serves what is no page: pictures, feeds.
func (s *site) data(mediaType string, read func(part.Ask) ([]byte, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		ask, err := s.ask(req)
		if err != nil {
			s.fail(w, ask, err)
			return
		}
		body, err := read(ask)
		if err != nil {
			s.fail(w, ask, err)
			return
		}
		w.Header().Set("Content-Type", mediaType)
		w.Write(body)
	})
}

// robots asks search engines to pass by what a search would only repeat, and a
// desk as a whole. Pages that speak of private people say so themselves.
func (s *site) robots(ask part.Ask) ([]byte, error) {
	if ask.Desk {
		return []byte("User-agent: *\nDisallow: /\n"), nil
	}
	return []byte("User-agent: *\nDisallow: /search\nDisallow: /ru/search\nDisallow: /data/\nDisallow: /ru/data/\nDisallow: /*as-of=\n"), nil
}
