package web

import (
	"context"
	"net/http"
	"time"

	"tallystick/web/message"
)

// Warm asks a site for its front page and its map, in every language, at once and
// whenever something has been recorded since, so that no reader waits for what
// takes longest to find. It looks once a second, and returns when the context
// ends.
func Warm(ctx context.Context, site http.Handler, lib Library, opt Options) {
	head := int64(-1)
	for {
		if now, err := lib.Head(ctx); err == nil && now != head { // an error is told to whoever asks for a page
			head = now
			for _, l := range message.Languages {
				for _, path := range []string{"/", "/map"} {
					ask(ctx, site, opt, l.Path(path))
				}
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
		}
	}
}

// ask asks for a page for nobody. A page that fails does so again for whoever
// asks for it, and is told of then.
func ask(ctx context.Context, site http.Handler, opt Options, path string) {
	defer func() { _ = recover() }()
	from := opt.Site
	if from == "" {
		from = "http://localhost"
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, from+path, nil)
	if err != nil {
		return
	}
	site.ServeHTTP(nowhere{}, req)
}
