package lists

import (
	"bufio"
	"bytes"
	"cmp"
	"io"
	"net/url"
	"path"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/transform"
)

// title is what a page says of its own name.
type title struct {
	element []byte // the title element's text
	shared  string // the title for those who share the page
	first   string // the headline, where there is no title
	site    string
	named   *string // what list returns, once it is asked for
}

func (t *title) text(s []byte) {
	if len(t.element)+len(s) <= mostText {
		t.element = append(t.element, s...)
	}
}

func (t *title) meta(at tag) {
	if len(at.content) > mostText {
		return
	}
	switch at.property {
	case "og:title":
		t.shared = clean(at.content)
	case "og:site_name":
		t.site = clean(at.content)
	}
}

// headline takes the page's headline as the title of a page that has none.
func (t *title) headline(text string) {
	if t.first == "" {
		t.first = text
	}
}

// list returns the list's name: the page's title without the site's name and
// without dates, so that each edition has the same.
func (t *title) list() string {
	if t.named == nil {
		name := t.name()
		t.named = &name
	}
	return *t.named
}

func (t *title) name() string {
	return undated(cmp.Or(t.shared, clean(string(t.element)), t.first), t.site)
}

// is reports whether the text, which stands in that element, is the page's
// title.
func (t *title) is(text, element string) bool {
	switch text {
	case t.name(), t.shared, clean(string(t.element)):
		return true
	}
	return element == "h1" && t.name() == ""
}

// holds reports whether the title holds the name, whatever its ending:
// "Russia" and "Russian", "Ukraine" and "Ukrainian".
func (t *title) holds(name string) bool {
	stem := []rune(strings.ToLower(name))
	stem = stem[:min(len(stem), max(4, len(stem)-2))]
	return len(stem) > 0 && strings.Contains(strings.ToLower(t.list()), string(stem))
}

var (
	parted = regexp.MustCompile(`^(.*\S)\s*(?: [-–—|:] |, | \()([^()]*)\)?$`)
	dated  = regexp.MustCompile(`(?i)^(?:(?:updated|as of|as at|until|till|on|status|version|edition|of|the|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|\d{1,4}(?:st|nd|rd|th)?)[ ,./:-]*)*\d[ ,./:-]*(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)?[ ,./:-]*(?:\d{4})?$`)
)

// undated takes the site's name and dates off a title.
func undated(name, site string) string {
	if rest, ok := strings.CutPrefix(name, site); ok && site != "" && rest != "" {
		name = strings.TrimLeft(rest, " -–—|:")
	}
	for {
		m := parted.FindStringSubmatch(name)
		if m == nil || !(m[2] == site || strings.EqualFold(m[2], "oryx") || dated.MatchString(m[2])) {
			return name
		}
		name = m[1]
	}
}

// article is the part of the page that holds the list. Where a page marks
// none, all of it does.
type article struct {
	tag   string // of the element that it is
	depth int    // elements of that tag that are open in it
	over  bool   // it has ended
}

// opens reports whether the article begins with the element.
func (a *article) opens(name string, at tag) bool {
	switch {
	case a.depth > 0 && name == a.tag:
		a.depth++
	case a.depth == 0 && (name == "article" || at.itemprop == "articleBody" || strings.Contains(at.class, "post-body") || strings.Contains(at.class, "entry-content")):
		*a = article{tag: name, depth: 1}
		return true
	}
	return false
}

func (a *article) closes(name string) {
	if a.depth > 0 && name == a.tag {
		a.depth--
		a.over = a.depth == 0
	}
}

var thumbnail = regexp.MustCompile(`^\d+px-`)

// flagName returns the name of a flag's picture without size and kind of file:
// "Flag_of_France" of ".../23px-Flag_of_France.svg.png". Another picture has
// none.
func flagName(src, alt string) string {
	name := src
	if u, err := url.Parse(strings.TrimSpace(src)); err == nil && u.Opaque == "" {
		name = u.Path
	}
	name = path.Base(name)
	if len(name) > 200 || strings.HasPrefix(src, "data:") {
		name = alt
	}
	small := thumbnail.MatchString(name)
	name = thumbnail.ReplaceAllString(name, "")
	for ext := path.Ext(name); ext != "" && len(ext) <= 5; ext = path.Ext(name) {
		name = strings.TrimSuffix(name, ext)
	}
	if !small && !strings.Contains(strings.ToLower(name), "flag") {
		return ""
	}
	return clean(name)
}

var coloured = regexp.MustCompile(`(?i)(?:^|[;\s])color\s*:\s*([^;]+)`)

// colour returns the colour of text that the tag asks for.
func colour(at tag) string {
	if c := at.color; c != "" {
		return clipped(c)
	}
	if s := at.style; len(s) <= mostText && strings.Contains(strings.ToLower(s), "color") {
		if m := coloured.FindStringSubmatch(s); m != nil {
			return clipped(strings.ToLower(m[1]))
		}
	}
	return ""
}

// declaredUTF8 reads a page as UTF-8 where it says in its head that it is in
// another character set.
func declaredUTF8(r io.Reader) io.Reader {
	b := bufio.NewReaderSize(r, 4<<10)
	head, _ := b.Peek(4 << 10)
	z := html.NewTokenizer(bytes.NewReader(head))
	for kind := z.Next(); kind != html.ErrorToken; kind = z.Next() {
		t := z.Token()
		if t.Data != "meta" {
			continue
		}
		var label string
		for _, a := range t.Attr {
			switch {
			case a.Key == "charset":
				label = a.Val
			case a.Key == "content" && strings.Contains(strings.ToLower(a.Val), "charset="):
				_, label, _ = strings.Cut(strings.ToLower(a.Val), "charset=")
			}
		}
		if e, name := charset.Lookup(strings.TrimSpace(label)); e != nil && name != "utf-8" && !strings.HasPrefix(name, "utf-16") && name != "replacement" {
			return transform.NewReader(b, e.NewDecoder())
		} else if e != nil {
			break
		}
	}
	return b
}
