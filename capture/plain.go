package capture

import (
	"bytes"

	"golang.org/x/net/html"
)

// PlainText takes the whole text of a page but for the parts that are marked
// as navigation and the like, and for blocks that are mostly links; where most
// text lies in <article> or <main>, that alone. It visits each token once, so
// no page is too costly for it.
type PlainText struct{}

// Name implements Extractor.
func (PlainText) Name() string { return "plain text by x/net v0.62.0" }

// Extract implements Extractor.
func (PlainText) Extract(page []byte) (Article, error) {
	s := scanner{z: html.NewTokenizer(bytes.NewReader(page))}
	s.dense = true
	s.run()
	a := s.choose()
	if len(a.Blocks) == 0 {
		return a, errNoArticle
	}
	return a, nil
}

// scanner takes a page's text off its tokens.
type scanner struct {
	cutter
	z     *html.Tokenizer
	skip  string // the element whose content is passed over
	deep  int    // how many of that name are open
	items int    // open <li>
	row   bool   // in a row of a table
	main  int    // open <article> and <main>
	parts []part // what lies in them
}

// part is a stretch of the blocks and links found.
type part struct{ block, blockEnd, link, linkEnd int }

// aside are the elements that hold no text of the article.
var aside = set("nav", "aside", "footer", "form", "figcaption", "dialog", "menu")

func (s *scanner) run() {
	for {
		switch s.z.Next() {
		case html.ErrorToken:
			s.flush()
			s.endMain()
			return
		case html.TextToken:
			if s.skip == "" {
				s.kind = s.where()
				s.add(string(s.z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			s.start()
		case html.EndTagToken:
			s.end()
		}
	}
}

// choose gives what lies in <article> and <main>, unless most text is outside.
func (s *scanner) choose() Article {
	var (
		inner      Article
		all, there int
	)
	for _, p := range s.parts {
		inner.Blocks = append(inner.Blocks, s.blocks[p.block:p.blockEnd]...)
		inner.Links = append(inner.Links, s.links[p.link:p.linkEnd]...)
	}
	for _, b := range s.blocks {
		all += len(b.Text)
	}
	for _, b := range inner.Blocks {
		there += len(b.Text)
	}
	if there*2 > all {
		inner.Links = once(inner.Links)
		return inner
	}
	return s.article()
}

// where says of what kind the text at this place is.
func (s *scanner) where() Kind {
	switch {
	case s.row:
		return Row
	case s.kind == Heading:
		return Heading
	case s.items > 0:
		return Item
	}
	return Paragraph
}

func (s *scanner) start() {
	name, more := s.z.TagName()
	tag := string(name)
	switch {
	case tag == "article" || tag == "main":
		s.skip = "" // an element left open before the article does not hide it
		s.flush()
		if s.main++; s.main == 1 {
			s.parts = append(s.parts, part{block: len(s.blocks), link: len(s.links)})
		}
	case s.skip == tag:
		s.deep++
	}
	if s.skip != "" {
		return
	}
	switch {
	case unread[tag] && tag != "head" || aside[tag]:
		s.flush()
		s.skip, s.deep = tag, 1
		return
	case tag == "a":
		s.inLink = 1
		for more {
			var key, value []byte
			if key, value, more = s.z.TagAttr(); string(key) == "href" {
				s.link(string(value))
			}
		}
	case tag == "br":
		s.lineBreak()
	case tag == "tr":
		s.flush()
		s.row = true
	case tag == "td" || tag == "th":
		if s.cells++; s.cells > 1 {
			s.add(" | ")
		}
	}
	kind, block := blockTags[tag]
	switch {
	case !block || tag == "tr":
	case s.row:
		s.add(" ")
	default:
		s.flush()
		s.kind = kind
		if kind == Item {
			s.items = 1
		}
	}
}

func (s *scanner) end() {
	name, _ := s.z.TagName()
	tag := string(name)
	if s.skip != "" {
		if tag == s.skip {
			s.deep--
		}
		if s.deep == 0 || tag == "body" {
			s.skip = ""
		}
		return
	}
	switch tag {
	case "a":
		s.inLink = 0
	case "li", "ul", "ol":
		s.flush()
		s.items = 0
	case "tr", "table", "tbody":
		s.flush()
		s.row = false
	case "article", "main":
		s.flush()
		if s.main--; s.main <= 0 {
			s.endMain()
		}
	}
	if _, block := blockTags[tag]; block && s.row {
		s.add(" ")
	} else if block {
		s.flush()
		s.kind = Paragraph
	}
}

// endMain closes the part that is open.
func (s *scanner) endMain() {
	s.main = 0
	if n := len(s.parts); n > 0 && s.parts[n-1].blockEnd == 0 {
		s.parts[n-1].blockEnd, s.parts[n-1].linkEnd = len(s.blocks), len(s.links)
	}
}
