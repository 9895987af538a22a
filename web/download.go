package web

import (
	"compress/gzip"
	"io"
	"net/http"
	"path"
	"strings"
	"time"
)

// atOnce is how many files are made at once: each reads the whole ledger.
const atOnce = 4

// patience is how long a reader may take for the next piece of a file.
const patience = time.Minute

var mediaTypes = map[string]string{".csv": "text/csv; charset=utf-8", ".json": "application/json; charset=utf-8", ".jsonl": "application/jsonl; charset=utf-8"}

// download makes one of the files of what the public may have while it is sent.
// Where it fails in the middle the connection breaks off, so that nobody takes
// a part for the whole.
func (s *site) download(name string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		ask, err := s.ask(req)
		if err != nil {
			s.fail(w, ask, err)
			return
		}
		select {
		case s.making <- struct{}{}:
			defer func() { <-s.making }()
		default:
			w.Header().Set("Retry-After", "30")
			http.Error(w, "Several files are being made for others. Come back in half a minute.", http.StatusServiceUnavailable)
			return
		}
		out := &sending{w: w, name: name, pack: strings.Contains(req.Header.Get("Accept-Encoding"), "gzip")}
		if req.Method == http.MethodHead {
			out.begin()
			return
		}
		_, err = s.lib.Download(req.Context(), ask.At, name, out)
		if err == nil {
			err = out.close()
		}
		switch {
		case err == nil:
		case !out.begun:
			s.fail(w, ask, err)
		default:
			if req.Context().Err() == nil {
				s.opt.Log.Error("file broke off", "path", req.URL.Path, "error", err)
			}
			panic(http.ErrAbortHandler)
		}
	})
}

// sending is a file on its way to a reader.
type sending struct {
	w     http.ResponseWriter
	name  string
	pack  bool // by gzip
	begun bool
	to    io.Writer
	gzip  *gzip.Writer
}

func (s *sending) begin() {
	s.begun = true
	h := s.w.Header()
	h.Set("Content-Type", mediaTypes[path.Ext(s.name)])
	h.Set("Content-Disposition", `attachment; filename="`+s.name+`"`)
	h.Set("Vary", "Accept-Encoding")
	s.to = s.w
	if s.pack {
		h.Set("Content-Encoding", "gzip")
		s.gzip = gzip.NewWriter(s.w)
		s.to = s.gzip
	}
}

func (s *sending) Write(p []byte) (int, error) {
	if !s.begun {
		s.begin()
	}
	// A connection that has no deadline to move is none of a server's.
	_ = http.NewResponseController(s.w).SetWriteDeadline(time.Now().Add(patience))
	return s.to.Write(p)
}

func (s *sending) close() error {
	if !s.begun {
		s.begin()
	}
	if s.gzip == nil {
		return nil
	}
	return s.gzip.Close()
}
