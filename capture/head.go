package capture

import (
	"bytes"
	"encoding/json"
	"strings"

	"golang.org/x/net/html"

	"tallystick/evidence"
)

// head is what a page says of itself for machines, and in the places where
// pages say such things to readers: collected in one pass over its tokens.
type head struct {
	meta     map[string]string // by name or property, in small letters; the first goes
	lang     string
	title    string   // <title>
	h1       string   // the first
	byline   string   // the first element marked as one
	address  string   // canonical
	times    []string // <time datetime>, in order
	data     []map[string]any
	captions []evidence.Caption
	budget   int // of furniture patterns
}

const (
	longestMeta = 1000    // bytes of a value that is kept
	longestData = 1 << 20 // bytes of JSON-LD that are read
	mostTimes   = 20
	mostCaption = 500
)

func readHead(page []byte) head {
	h := head{meta: make(map[string]string), budget: mostTried}
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return h
		case html.StartTagToken, html.SelfClosingTagToken:
			h.tag(z)
		}
	}
}

// headAttributes are the attributes that are looked at; pages may have any
// number of others.
var headAttributes = set("name", "property", "itemprop", "content", "lang", "rel", "href", "datetime", "type", "class", "pubdate")

func (h *head) tag(z *html.Tokenizer) {
	name, more := z.TagName()
	tag := string(name)
	switch tag {
	case "html", "meta", "title", "h1", "link", "time", "script", "figcaption", "a", "p", "span", "div", "address", "small", "cite":
	default:
		return
	}
	a := attributes(z, more)
	switch tag {
	case "html":
		h.lang = a["lang"]
	case "meta":
		h.metaTag(a)
	case "link":
		if a["rel"] == "canonical" && h.address == "" {
			h.address = a["href"]
		}
	case "time":
		h.time(a)
	case "title":
		if h.title == "" {
			h.title = h.textUntil(z, tag, 500)
		}
	case "h1":
		if h.h1 == "" {
			h.h1 = h.textUntil(z, tag, 500)
		}
	case "script":
		if strings.HasPrefix(a["type"], "application/ld+json") && z.Next() == html.TextToken {
			h.linkedData(z.Raw())
		}
	case "figcaption":
		h.caption(h.textUntil(z, tag, 1000))
	default:
		if captionClass(a["class"]) {
			h.caption(h.textUntil(z, tag, 1000))
		} else if h.byline == "" && bylineMark(a) {
			h.byline = people(trimBy(h.textUntil(z, tag, 200)))
		}
	}
}

// attributes keeps those attributes of a tag that are looked at.
func attributes(z *html.Tokenizer, more bool) map[string]string {
	var a map[string]string
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		if headAttributes[string(key)] {
			if a == nil {
				a = make(map[string]string)
			}
			a[string(key)] = string(value)
		}
	}
	return a
}

func (h *head) time(a map[string]string) {
	if len(h.times) < mostTimes && a["datetime"] != "" && len(a["datetime"]) < 100 {
		h.times = append(h.times, a["datetime"])
	}
}

func (h *head) metaTag(a map[string]string) {
	for _, k := range []string{"property", "name", "itemprop"} {
		key, value := strings.ToLower(a[k]), squeeze(a["content"])
		if key != "" && value != "" && len(value) <= longestMeta && h.meta[key] == "" && len(h.meta) < 200 {
			h.meta[key] = value
		}
	}
}

// textUntil reads the text up to the end tag, or to limit bytes.
func (h *head) textUntil(z *html.Tokenizer, tag string, limit int) string {
	var b strings.Builder
	for deep := 1; b.Len() < limit; {
		switch z.Next() {
		case html.ErrorToken:
			return squeeze(b.String())
		case html.TextToken:
			b.Write(z.Text())
		case html.StartTagToken:
			switch name, more := z.TagName(); {
			case string(name) == tag:
				deep++
			case string(name) == "time":
				h.time(attributes(z, more))
			}
			b.WriteByte(' ')
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == tag {
				if deep--; deep == 0 {
					return squeeze(b.String())
				}
			}
			b.WriteByte(' ')
		}
	}
	return squeeze(b.String())
}

func captionClass(class string) bool {
	for _, c := range strings.Fields(strings.ToLower(class)) {
		switch c {
		case "caption", "wp-caption-text", "imagecaption", "image-caption", "photo-caption", "media-caption", "figure-caption", "caption-text", "image__caption":
			return true
		}
	}
	return false
}

func bylineMark(a map[string]string) bool {
	if a["rel"] == "author" || a["itemprop"] == "author" {
		return true
	}
	for _, c := range strings.Fields(strings.ToLower(a["class"])) {
		switch c {
		case "byline", "author", "author-name", "byline__name", "article-author", "byline-name", "article__author", "entry-author", "post-author":
			return true
		}
	}
	return false
}

func trimBy(s string) string {
	for _, by := range []string{"By ", "by ", "BY ", "Written by ", "By: "} {
		if rest, ok := strings.CutPrefix(s, by); ok {
			return rest
		}
	}
	return s
}

// caption keeps a caption, its credit apart where it names one.
func (h *head) caption(text string) {
	if text == "" || len(h.captions) >= mostCaption {
		return
	}
	c := evidence.Caption{Text: text}
	if hit := furniture().know(text, &h.budget); hit != nil {
		switch hit.act {
		case "caption":
			c = evidence.Caption{Text: hit.part["text"], Credit: hit.part["credit"]}
		case "credit":
			if n := len(h.captions); n > 0 && h.captions[n-1].Credit == "" {
				h.captions[n-1].Credit = hit.part["credit"]
			}
			return
		default:
			return
		}
	}
	for _, other := range h.captions {
		if other == c {
			return
		}
	}
	h.captions = append(h.captions, c)
}

// linkedData keeps the articles that a JSON-LD script describes.
func (h *head) linkedData(script []byte) {
	if len(script) > longestData {
		return
	}
	var v any
	if json.Unmarshal(script, &v) != nil {
		return
	}
	var find func(v any, depth int)
	find = func(v any, depth int) {
		if depth > 5 {
			return
		}
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				find(x, depth+1)
			}
		case map[string]any:
			if articleType(v["@type"]) {
				h.data = append(h.data, v)
			}
			find(v["@graph"], depth+1)
			find(v["mainEntity"], depth+1)
		}
	}
	find(v, 0)
}

func articleType(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.HasSuffix(v, "Article") || strings.HasSuffix(v, "Posting") || v == "Report"
	case []any:
		for _, x := range v {
			if articleType(x) {
				return true
			}
		}
	}
	return false
}

// named gives the name or names under a key of linked data, which may be a
// text, a thing with a name, or a list of either.
func named(v any) string {
	switch v := v.(type) {
	case string:
		return squeeze(v)
	case map[string]any:
		return named(v["name"])
	case []any:
		var names []string
		for _, x := range v {
			if n := named(x); n != "" && len(names) < 10 {
				names = append(names, n)
			}
		}
		return strings.Join(names, ", ")
	}
	return ""
}

// said gives the first text under a key in the page's linked data.
func (h head) said(key string) string {
	for _, d := range h.data {
		if s := named(d[key]); s != "" {
			return s
		}
	}
	return ""
}
