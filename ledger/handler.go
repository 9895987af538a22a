package ledger

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// Handler serves a log as C2SP tlog-tiles (c2sp.org/tlog-tiles):
//
//	/checkpoint                    the last signed checkpoint
//	/tile/<L>/<N>[.p/<W>]          a tile of hashes
//	/tile/entries/<N>[.p/<W>]      the records under a level-0 tile
//
// Nothing past the checkpoint's size is served, so that no reader sees what
// the log has not signed. Whatever is no part of the log is 404; methods other
// than GET and HEAD are 405. A source that fails, or that lacks what it signed,
// is 500 with no detail. Strip any prefix before calling it.
func Handler(src Source) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if req.Method != http.MethodGet && req.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
			return
		}
		path := strings.TrimPrefix(req.URL.Path, "/")
		body, err := resource(req.Context(), src, path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			http.NotFound(w, req)
			return
		case err != nil:
			http.Error(w, "the log cannot be read", http.StatusInternalServerError)
			return
		}
		h := w.Header()
		if path == "checkpoint" {
			h.Set("Content-Type", "text/plain; charset=utf-8")
			h.Set("Cache-Control", "no-cache")
		} else {
			h.Set("Content-Type", "application/octet-stream")
			h.Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		h.Set("Content-Length", strconv.Itoa(len(body)))
		h.Set("X-Content-Type-Options", "nosniff")
		w.Write(body) // an error here means that the reader has gone
	})
}

// Resources returns every path that Handler serves of a log as its checkpoint
// signs it: the checkpoint, all tiles of hashes and all bundles of records.
func Resources(ctx context.Context, src Source) ([]string, error) {
	checkpoint, err := src.Checkpoint(ctx)
	if err != nil {
		return nil, err
	}
	tree, _, err := parseCheckpoint(noteText(checkpoint))
	if err != nil {
		return nil, err
	}
	paths := []string{"/checkpoint"}
	for level, n := 0, tree.Size; n > 0; level, n = level+1, n>>Height {
		for i := int64(0); i<<Height < n; i++ {
			p := TilePath{Level: level, Index: i, Width: int(min(n-i<<Height, 1<<Height))}
			paths = append(paths, "/"+p.String())
			if level == 0 {
				p.Entries = true
				paths = append(paths, "/"+p.String())
			}
		}
	}
	return paths, nil
}

// resource returns the bytes at a path of the log. What the log does not have
// is fs.ErrNotExist.
func resource(ctx context.Context, src Source, path string) ([]byte, error) {
	checkpoint, err := src.Checkpoint(ctx)
	if err != nil {
		return nil, err
	}
	if path == "checkpoint" {
		return checkpoint, nil
	}
	p, err := ParseTilePath(path)
	if err != nil {
		return nil, fs.ErrNotExist
	}
	tree, _, err := parseCheckpoint(noteText(checkpoint)) // the source is ours: readers check the signature
	if err != nil {
		return nil, err
	}
	if !p.Within(tree.Size) {
		return nil, fs.ErrNotExist
	}
	if !p.Entries {
		tile, err := readTile(src.Tiles(ctx), p.Level, p.Index, p.Width)
		if err != nil {
			return nil, unreadable(err)
		}
		return tile[:p.Width*tlog.HashSize], nil
	}
	records, err := src.Records(ctx, p.Index<<Height, p.Index<<Height+int64(p.Width))
	if err != nil {
		return nil, unreadable(err)
	}
	if i := missing(records, p.Width); i < p.Width {
		return nil, fmt.Errorf("ledger: record %d is missing", p.Index<<Height+int64(i))
	}
	return Bundle(records)
}

// unreadable hides whether a file of the source was absent: what the log has
// signed and lost is a fault of the server, not a path that never was.
func unreadable(err error) error { return fmt.Errorf("ledger: %s", err) }

// missing returns the position of the first of want records that is not there,
// or want.
func missing(records [][]byte, want int) int {
	for i := range want {
		if i >= len(records) || records[i] == nil {
			return i
		}
	}
	return want
}
