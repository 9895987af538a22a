package part

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	slashed "path"
	"strings"

	"tallystick/web/message"
)

// Address is the whole address of a path of the site, in the page's language.
func (a Ask) Address(path string) string {
	if a.Copied {
		return a.Site + "/" + (&url.URL{Path: CopyFile(a.Action(path))}).EscapedPath()
	}
	return a.Site + a.Action(path)
}

// Pinned is the whole address of a path at the time that the page was asked
// with. A copy shows one time alone.
func (a Ask) Pinned(path string) string {
	if a.Copied {
		return a.Address(path)
	}
	return a.Site + a.Link(path)
}

// Here is the path and query of the page, without its time.
func (a Ask) Here() string {
	q := a.URL.Query()
	q.Del("as-of")
	return a.URL.EscapedPath() + mark(q)
}

// CopyFile returns the file, in a copy of the site, of an address without
// as-of time. A page's ends in ".html"; where the address has a query, the name
// has a digest of it.
func CopyFile(address string) string {
	p, query, _ := strings.Cut(address, "?")
	p = strings.TrimPrefix(slashed.Clean("/"+p), "/")
	last := slashed.Base(p)
	if last == "picture" { // a file server goes by the name
		p, last = p+".jpg", last+".jpg"
	}
	isPage := slashed.Ext(last) == "" && last != "payload" && last != "checkpoint" && !strings.HasPrefix(p, "tile/")
	if _, rest := message.ByPath("/" + p); rest == "/" {
		p, isPage = slashed.Join(p, "index"), true
	}
	extension := slashed.Ext(last)
	if isPage {
		extension = ".html"
	} else {
		p = strings.TrimSuffix(p, extension)
	}
	if query != "" {
		sum := sha256.Sum256([]byte(query))
		p += "." + hex.EncodeToString(sum[:6])
	}
	return p + extension
}
