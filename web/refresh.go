package web

import (
	"context"
	"net/http"

	"tallystick/web/part"
)

// refresh renders a page that is kept anew, behind the reader's back, once half
// of its time is over: so pages that are asked for again and again do not all
// have to be waited for when a minute ends. One is rendered at a time; while
// that goes on the others stay as they are.
func (s *site) refresh(req *http.Request, p part.Page, page *kept, head int64) {
	asked := s.cache.now()
	if asked.Sub(page.made) < cacheAge/2 {
		return
	}
	select {
	case s.cache.refreshing <- struct{}{}:
	default:
		return
	}
	req = req.Clone(context.WithoutCancel(req.Context()))
	go func() {
		defer func() {
			if fault := recover(); fault != nil { // as the server does for a reader's request
				s.opt.Log.Error("page failed", "path", req.URL.Path, "error", fault)
			}
			<-s.cache.refreshing
		}()
		if body := s.render(nowhere{}, req, p); body != nil {
			s.cache.keep(page.key, head, asked, body)
		}
	}()
}

// nowhere takes the answer that no reader waits for.
type nowhere struct{}

func (nowhere) Header() http.Header         { return make(http.Header) }
func (nowhere) Write(b []byte) (int, error) { return len(b), nil }
func (nowhere) WriteHeader(int)             {}
