package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/net/html"

	"tallystick/ledger"
	"tallystick/web/message"
	"tallystick/web/part"
)

// CopyOptions say how a copy of the site is made.
type CopyOptions struct {
	Options           // Site has to be said: citations and feeds name it
	AsOf    time.Time // moment that the copy shows
	Step    func()    // called after each file; nil for nothing
}

// Copy writes the site as it stood at a moment into a folder, which must not be
// there yet or be empty: every page in every language, the pictures, feeds and
// data that they lead to, and the log, in files whose links lead to each other,
// so that they work from any file server, in any folder of it, and from a disk.
// What asks a server (forms, search, looking back) is left out.
//
// Copy returns how many files it wrote. When it fails nothing is left in the
// folder.
func Copy(ctx context.Context, lib Library, folder string, opt CopyOptions) (files int, err error) {
	if lib.Desk() {
		return 0, errors.New("a copy of the site is public: the desk cannot be copied")
	}
	if err := unused(folder); err != nil {
		return 0, err
	}
	work, err := os.MkdirTemp(filepath.Dir(filepath.Clean(folder)), ".tallystick-site-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(work)
	if err := os.Chmod(work, 0o755); err != nil {
		return 0, err
	}
	c := copier{ctx: ctx, handler: handler(lib, opt.Options, true), opt: opt, folder: work, known: make(map[string]bool)}
	if err := c.all(lib); err != nil {
		return 0, err
	}
	os.Remove(folder) // an empty one: Rename takes its place
	return c.files, os.Rename(work, folder)
}

// unused returns an error when a folder holds something.
func unused(folder string) error {
	entries, err := os.ReadDir(folder)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return err
	case len(entries) > 0:
		return fmt.Errorf("%s holds something already (%s): name a folder that is empty or not there yet", folder, entries[0].Name())
	}
	return nil
}

// copier walks the site from its first page on.
type copier struct {
	ctx     context.Context
	handler http.Handler
	opt     CopyOptions
	folder  string
	known   map[string]bool // addresses that were met, without as-of time
	queue   []string
	files   int
}

func (c *copier) all(lib Library) error {
	for _, l := range message.Languages {
		c.meet(l.Path("/"))
	}
	for _, also := range []string{"/robots.txt", "/static/tally.svg"} {
		c.meet(also)
	}
	tiles, err := ledger.Resources(c.ctx, lib.Log())
	if err != nil {
		return err
	}
	for _, t := range tiles {
		c.meet(t)
	}
	for len(c.queue) > 0 {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		next := c.queue[0]
		c.queue = c.queue[1:]
		if err := c.copy(next); err != nil {
			return fmt.Errorf("%s: %w", next, err)
		}
	}
	return nil
}

func (c *copier) meet(address string) {
	if !c.known[address] {
		c.known[address] = true
		c.queue = append(c.queue, address)
	}
}

// copy asks for an address and writes what it answers.
func (c *copier) copy(address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return err
	}
	q := u.Query()
	q.Set("as-of", c.opt.AsOf.UTC().Format(time.RFC3339))
	u.RawQuery = q.Encode()
	answer := httptest.NewRecorder()
	c.handler.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, u.String(), nil).WithContext(c.ctx))
	body := answer.Body.Bytes()
	switch {
	case answer.Code == http.StatusGone: // withdrawn: its page says so
	case answer.Code != http.StatusOK:
		return fmt.Errorf("the site answers with status %d", answer.Code)
	}
	isPage := strings.HasPrefix(answer.Header().Get("Content-Type"), "text/html")
	file := part.CopyFile(address)
	if isPage {
		if body, err = c.page(address, body); err != nil {
			return err
		}
	}
	to := filepath.Join(c.folder, filepath.FromSlash(file))
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(to, body, 0o644); err != nil {
		return err
	}
	c.files++
	if c.opt.Step != nil {
		c.opt.Step()
	}
	return nil
}

// page makes a page's links lead to the files of the copy, meets the addresses
// that they name, and takes out what asks a server.
func (c *copier) page(address string, body []byte) ([]byte, error) {
	doc, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	from := part.CopyFile(address)
	var out []*html.Node
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if asksServer(n) {
			out = append(out, n)
			continue
		}
		for i, a := range n.Attr {
			if picture, found := strings.CutPrefix(a.Val, c.opt.Site+"/"); found && n.Data == "meta" && strings.HasSuffix(picture, ".png") {
				c.meet("/" + picture) // in a copy a picture's file is named as its address
			}
			if a.Key != "href" && a.Key != "src" || !strings.HasPrefix(a.Val, "/") || strings.HasPrefix(a.Val, "//") {
				continue
			}
			target, fragment := c.without(a.Val)
			c.meet(target)
			n.Attr[i].Val = relative(from, part.CopyFile(target)) + fragment
		}
	}
	for _, n := range out {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
	var b bytes.Buffer
	err = html.Render(&b, doc)
	return b.Bytes(), err
}

// asksServer reports whether an element works on a server alone: forms,
// scripts, and what is marked so.
func asksServer(n *html.Node) bool {
	if n.Data == "form" {
		return true
	}
	for _, a := range n.Attr {
		if a.Key == "data-live" || n.Data == "script" && a.Key == "src" {
			return true
		}
	}
	return false
}

// without takes the as-of time and the fragment off an address.
func (c *copier) without(href string) (address, fragment string) {
	href, fragment, found := strings.Cut(href, "#")
	if found {
		fragment = "#" + fragment
	}
	u, err := url.Parse(href)
	if err != nil {
		return href, fragment
	}
	q := u.Query()
	q.Del("as-of")
	u.RawQuery = q.Encode()
	return u.String(), fragment
}

// relative returns the way from one file of the copy to another.
func relative(from, to string) string {
	up := strings.Count(from, "/")
	return strings.Repeat("../", up) + (&url.URL{Path: to}).EscapedPath()
}
