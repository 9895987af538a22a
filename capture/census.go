package capture

import (
	"bytes"
	"errors"

	"golang.org/x/net/html"
)

// What a parser may be asked for, by the page's size in bytes: measured so
// that no page below costs ten times an ordinary page of its size. Ordinary
// pages have an element every 60 to 200 bytes, about 15 deep.
func mostElements(size int) int { return 22_000 + size/100 }
func mostDepths(size int) int   { return 500_000 + size }

const (
	mostDepth      = 256
	longTag        = 4096 // bytes from which a tag's attributes are counted
	mostAttributes = 500
)

var (
	errDeep       = errors.New("elements nested too deeply")
	errAttributes = errors.New("an element with too many attributes")
)

// census counts the elements that a parser would make of a page and sums how
// deep they lie. It follows the parser as far as cost goes: elements without an
// end tag, those that end by themselves, and text styles left open (<b>, <i>,
// …), which the parser makes anew in each block. It stops once it is past what
// a page may have, so its own cost is bounded too.
func census(page []byte) (elements, depths int, err error) {
	z := html.NewTokenizer(bytes.NewReader(page))
	var open, styles []string // elements open; text styles to be made anew
	enter := func(tag string) {
		open = append(open, tag)
		elements++
		depths += len(open)
	}
	reopen := func() {
		for _, s := range styles {
			enter(s)
		}
		styles = styles[:0]
	}
	for {
		switch z.Next() {
		case html.ErrorToken:
			return elements, depths, nil
		case html.StartTagToken, html.SelfClosingTagToken:
			long := len(z.Raw()) > longTag
			name, more := z.TagName()
			tag := string(name)
			if long && manyAttributes(z, more) {
				return elements, depths, errAttributes
			}
			if tag == "html" || tag == "body" || tag == "head" {
				continue
			}
			if i := lastIndex(open, tag); endsItself[tag] && i >= 0 {
				styles = append(styles, stylesIn(open[i:])...)
				open = open[:i]
			}
			if !isBlock(tag) {
				reopen()
			}
			enter(tag)
			if isVoid[tag] {
				open = open[:len(open)-1]
			}
		case html.TextToken:
			reopen()
		case html.EndTagToken:
			name, _ := z.TagName()
			tag := string(name)
			if i := lastIndex(open, tag); i >= 0 {
				styles = append(styles, stylesIn(open[i+1:])...)
				open = open[:i]
			}
		}
		if len(open) > mostDepth || len(styles) > mostDepth {
			return elements, depths, errDeep
		}
		if elements > mostElements(len(page)) || depths > mostDepths(len(page)) {
			return elements, depths, nil
		}
	}
}

func manyAttributes(z *html.Tokenizer, more bool) bool {
	for n := 0; more; n++ {
		if n > mostAttributes {
			return true
		}
		_, _, more = z.TagAttr()
	}
	return false
}

// overloaded reports whether some tag has so many attributes that even to take
// the page's tokens apart would cost many times its size. It looks at bytes
// alone: spaces between a "<" and the next ">" outside quotes.
func overloaded(page []byte) bool {
	const most = 50_000
	spaces, quote, last := -1, byte(0), byte(0)
	for i, c := range page {
		switch {
		case spaces < 0:
			if c == '<' && i+1 < len(page) && 'a' <= page[i+1]|0x20 && page[i+1]|0x20 <= 'z' {
				spaces = 0
			}
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '>':
			spaces = -1
		case (c == '"' || c == '\'') && last == '=':
			quote = c
		case c <= ' ':
			if spaces++; spaces > most {
				return true
			}
		}
		last = c
	}
	return false
}

func isBlock(tag string) bool { _, ok := blockTags[tag]; return ok }

func stylesIn(open []string) (styles []string) {
	for _, tag := range open {
		if textStyle[tag] {
			styles = append(styles, tag)
		}
	}
	return styles
}

func lastIndex(list []string, s string) int {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i] == s {
			return i
		}
	}
	return -1
}

// textStyle are the elements that a parser opens again in the next block when
// they were left open; endsItself those that the next of their name ends;
// isVoid those that hold nothing.
var (
	textStyle  = set("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
	endsItself = set("p", "li", "dt", "dd", "tr", "td", "th", "option", "optgroup", "tbody", "thead", "tfoot", "a", "button", "nobr")
	isVoid     = set("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)

func set(list ...string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, s := range list {
		m[s] = true
	}
	return m
}
