package web

import (
	"compress/gzip"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"tallystick/web/page/maps"
	"tallystick/web/part"
)

// marks serves the map's marks as GeoJSON.
func (s *site) marks() http.Handler {
	return s.geo(maps.Marks, "")
}

// base serves what lies under them. It is the same for everyone, whatever the
// ledger holds.
func (s *site) base() http.Handler {
	return s.geo(maps.Base, "public, max-age=86400")
}

// geo serves GeoJSON, packed for whoever can unpack it.
func (s *site) geo(read func(part.Ask, maps.Library) ([]byte, error), cache string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		ask, body, ok := s.read(w, req, func(ask part.Ask) ([]byte, error) { return read(ask, s.lib) })
		if !ok {
			return
		}
		h := w.Header()
		if cache != "" && !ask.Desk {
			h.Set("Cache-Control", cache)
		}
		h.Set("Content-Type", "application/geo+json")
		h.Set("Vary", "Accept-Encoding")
		if unpacks(req) {
			h.Set("Content-Encoding", "gzip")
			body = pack(body, gzip.BestSpeed)
		}
		w.Write(body)
	})
}

// TilesOrigin returns the scheme and host of the address of a server of map
// tiles, as a browser's policy names them, or what is wrong with the address.
func TilesOrigin(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", fmt.Errorf("%q is no address: %w", address, err)
	}
	for _, part := range []string{"{z}", "{x}", "{y}"} {
		if !strings.Contains(u.Path, part) {
			return "", fmt.Errorf("%q has no %s in its path: write it as https://tiles.example.org/{z}/{x}/{y}.png", address, part)
		}
	}
	if u.Scheme != "https" && u.Scheme != "http" || !hostname.MatchString(u.Host) || u.User != nil {
		return "", fmt.Errorf("%q is not on a web server: write it as https://tiles.example.org/{z}/{x}/{y}.png", address)
	}
	return u.Scheme + "://" + u.Host, nil
}
