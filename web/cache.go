package web

import (
	"bytes"
	"compress/gzip"
	"container/list"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"tallystick/evidence"
	"tallystick/web/message"
)

const (
	cacheBytes = 64 << 20    // of all pages that are kept
	cacheAge   = time.Minute // what is public depends on the clock as well as on the log
	longestKey = 2 << 10
)

// cache keeps rendered pages of the public, those asked for last, by language
// and address, at one position of the log: an entry, a withdrawal among them,
// makes another, and what was kept is let go. The desk keeps nothing.
type cache struct {
	most int // bytes
	now  func() time.Time

	lock  sync.Mutex
	head  int64 // position that the pages are of
	size  int
	pages map[string]*list.Element // of *kept
	order *list.List               // the page asked for last comes first
	under map[string]chan struct{} // pages that are being rendered

	refreshing chan struct{} // holds one while a page is rendered that nobody waits for
}

// kept is a page as it is sent.
type kept struct {
	key    string
	made   time.Time
	plain  []byte
	packed func() []byte // by gzip, once a reader takes it so
	tag    string        // entity tag
}

func newCache(most int) *cache {
	return &cache{most: most, now: time.Now, pages: make(map[string]*list.Element), order: list.New(), under: make(map[string]chan struct{}), refreshing: make(chan struct{}, 1)}
}

// keyOf names a page; empty for one that is not kept.
func keyOf(req *http.Request, site string, head int64) string {
	language := ""
	if l, ok := req.Context().Value(spoken{}).(*message.Language); ok {
		language = l.Code
	}
	key := strings.Join([]string{strconv.FormatInt(head, 10), site, language, req.URL.EscapedPath(), req.URL.RawQuery}, "\n")
	if len(key) > longestKey {
		return ""
	}
	return key
}

// find returns a page that is kept. Of several who ask at once for one that is
// not, one is told to render it and must call done; the others wait.
func (c *cache) find(req *http.Request, key string, head int64) (page *kept, done func()) {
	for {
		c.lock.Lock()
		for head > c.head && c.order.Len() > 0 {
			c.drop(c.order.Back())
		}
		c.head = max(c.head, head)
		if at, ok := c.pages[key]; ok {
			if page := at.Value.(*kept); c.now().Sub(page.made) < cacheAge {
				c.order.MoveToFront(at)
				c.lock.Unlock()
				return page, nil
			}
			c.drop(at)
		}
		wait, rendering := c.under[key]
		if !rendering {
			over := make(chan struct{})
			c.under[key] = over
			c.lock.Unlock()
			return nil, func() {
				c.lock.Lock()
				delete(c.under, key)
				c.lock.Unlock()
				close(over)
			}
		}
		c.lock.Unlock()
		select {
		case <-wait:
		case <-req.Context().Done():
			return nil, func() {}
		}
	}
}

// keep takes in a page that was asked for at a moment and a position.
func (c *cache) keep(key string, head int64, asked time.Time, body []byte) *kept {
	page := &kept{key: key, made: asked, plain: body, packed: sync.OnceValue(func() []byte { return pack(body, gzip.BestSpeed) }), tag: `W/"` + evidence.Hash(body)[:24] + `"`}
	c.lock.Lock()
	defer c.lock.Unlock()
	if page.bytes() > c.most || head < c.head {
		return page
	}
	if at, ok := c.pages[key]; ok {
		c.drop(at)
	}
	c.pages[key] = c.order.PushFront(page)
	for c.size += page.bytes(); c.size > c.most; {
		c.drop(c.order.Back())
	}
	return page
}

func (c *cache) drop(at *list.Element) {
	page := c.order.Remove(at).(*kept)
	delete(c.pages, page.key)
	c.size -= page.bytes()
}

// bytes is about what a page takes in memory, packed to a third at worst.
func (k *kept) bytes() int { return len(k.plain) + len(k.plain)/3 + 2*len(k.key) + 300 }

// send answers with the page, or with word that the reader has it.
func (k *kept) send(w http.ResponseWriter, req *http.Request) {
	h := w.Header()
	h["Etag"], h["Vary"] = []string{k.tag}, []string{"Accept-Encoding"}
	if has(req.Header.Get("If-None-Match"), k.tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h["Content-Type"] = htmlType
	body := k.plain
	if unpacks(req) {
		h["Content-Encoding"] = []string{"gzip"}
		body = k.packed()
	}
	h["Content-Length"] = []string{strconv.Itoa(len(body))}
	w.Write(body) // an error here means that the reader has gone
}

var htmlType = []string{"text/html; charset=utf-8"}

// has reports whether an If-None-Match names a tag.
func has(match, tag string) bool {
	for one := range strings.SplitSeq(match, ",") {
		if one = strings.TrimSpace(one); one == "*" || strings.TrimPrefix(one, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// unpacks reports whether whoever asks takes gzip.
func unpacks(req *http.Request) bool {
	for coding := range strings.SplitSeq(req.Header.Get("Accept-Encoding"), ",") {
		name, quality, _ := strings.Cut(strings.ReplaceAll(coding, " ", ""), ";")
		if name == "gzip" {
			return strings.Trim(strings.TrimPrefix(quality, "q="), "0.") != "" || quality == ""
		}
	}
	return false
}

// packers are reused: a new one takes more memory than most pages.
var packers = map[int]*sync.Pool{gzip.BestSpeed: packer(gzip.BestSpeed), gzip.BestCompression: packer(gzip.BestCompression)}

func packer(level int) *sync.Pool {
	return &sync.Pool{New: func() any {
		w, err := gzip.NewWriterLevel(nil, level)
		if err != nil {
			panic(err) // the levels are constants
		}
		return w
	}}
}

// pack returns a body by gzip.
func pack(body []byte, level int) []byte {
	var out bytes.Buffer
	w := packers[level].Get().(*gzip.Writer)
	defer packers[level].Put(w)
	w.Reset(&out)
	w.Write(body) // into memory: no error
	w.Close()
	return out.Bytes()
}
