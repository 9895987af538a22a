package web

import (
	"net/http"

	"tallystick/web/part"
)

const jsonType = "application/json; charset=utf-8"

// data serves what is no page: pictures, feeds, entries.
func (s *site) data(mediaType string, read func(part.Ask) ([]byte, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if _, body, ok := s.read(w, req, read); ok {
			w.Header().Set("Content-Type", mediaType)
			w.Write(body) // an error here means that the reader has gone
		}
	})
}

// read returns what answers a request, or says what is wrong and reports false.
func (s *site) read(w http.ResponseWriter, req *http.Request, read func(part.Ask) ([]byte, error)) (part.Ask, []byte, bool) {
	ask, err := s.ask(req)
	var body []byte
	if err == nil {
		body, err = read(ask)
	}
	if err != nil {
		s.fail(w, ask, err)
		return ask, nil, false
	}
	return ask, body, true
}

// robots asks search engines to pass by what a search would only repeat, and a
// desk as a whole. Pages that speak of private people say so themselves.
func (s *site) robots(ask part.Ask) ([]byte, error) {
	if ask.Desk {
		return []byte("User-agent: *\nDisallow: /\n"), nil
	}
	return []byte("User-agent: *\nDisallow: /search\nDisallow: /ru/search\nDisallow: /data/\nDisallow: /ru/data/\nDisallow: /*as-of=\n"), nil
}
