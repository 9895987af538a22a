package capture

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
)

// Article is the main text of a page: its blocks in order, furniture perhaps
// still among them, and the addresses that the text links to.
type Article struct {
	Blocks []Block
	Links  []string
}

// Extractor finds the main text of an HTML page. Extract takes UTF-8 and must
// end by itself, in time and memory that are bounded by the page's size; a page
// for which it cannot promise that it refuses with an error, and the page is
// then read by PlainText. The same page gives the same article each time.
type Extractor interface {
	Name() string // with its version
	Extract(page []byte) (Article, error)
}

// Readability finds the main text with go-readability, which needs many
// visits to each element: pages made of very many elements, or of very deep
// ones, are refused.
type Readability struct{}

// Name gives the library and the version that this program is built with.
func (Readability) Name() string { return "go-readability/v2 v2.1.3" }

var errNoArticle = errors.New("no main text found")

// Extract implements Extractor. Should the library panic on a page, that page
// is refused as any other.
func (Readability) Extract(page []byte) (a Article, err error) {
	defer func() {
		if r := recover(); r != nil {
			a, err = Article{}, fmt.Errorf("go-readability: %v", r)
		}
	}()
	if err := costly(page); err != nil {
		return Article{}, err
	}
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return Article{}, err
	}
	parser := readability.NewParser()
	parser.DisableJSONLD = true
	found, err := parser.ParseAndMutate(doc, nil)
	if err != nil {
		return Article{}, err
	}
	if found.Node == nil {
		return Article{}, errNoArticle
	}
	var c cutter
	c.walk(found.Node, Paragraph)
	c.flush()
	return c.article(), nil
}

// cutter cuts a page into blocks as its tags come by.
type cutter struct {
	kind   Kind
	text   strings.Builder
	linked int // letters of the present block that are in links
	inLink int
	cells  int
	blocks []Block
	links  []string
	dense  bool // leave out blocks that are mostly links
}

func (c *cutter) article() Article { return Article{Blocks: c.blocks, Links: once(c.links)} }

func (c *cutter) add(s string) {
	c.text.WriteString(s)
	if c.inLink > 0 {
		c.linked += len(s)
	}
}

// flush ends the present block.
func (c *cutter) flush() {
	if c.text.Len() == 0 {
		return
	}
	raw, linked := c.text.String(), c.linked
	c.text.Reset()
	c.linked, c.cells = 0, 0
	kind, text := c.kind, squeeze(raw)
	if kind == Row {
		text = strings.Trim(text, "| ")
	}
	if kind == Paragraph {
		if rest, ok := bulleted(text); ok && strings.HasPrefix(text, "•") {
			kind, text = Item, rest
		}
	}
	if text == "" || len(c.blocks) >= mostBlocks || c.dense && linked*2 > len(raw) && !prose(text) {
		return
	}
	c.blocks = append(c.blocks, Block{kind, text})
}

// lineBreak ends the block where a sentence ends; else the lines are one.
func (c *cutter) lineBreak() {
	t := c.text.String()
	end := strings.TrimSpace(t[max(0, len(t)-40):])
	if end == "" || sentence(end) || strings.HasPrefix(t, "•") {
		c.flush()
		return
	}
	c.add(" ")
}

func (c *cutter) link(href string) {
	if href = strings.TrimSpace(href); webAddress(href) {
		c.links = append(c.links, href)
	}
}

// walk cuts the tree under n, which lies in a block of the given kind. The
// parser refuses pages nested past 512 elements, which bounds the recursion.
func (c *cutter) walk(n *html.Node, in Kind) {
	if n.Type == html.TextNode {
		c.kind = in
		c.add(n.Data)
		return
	}
	if n.Type != html.ElementNode && n.Type != html.DocumentNode || unread[n.Data] {
		return
	}
	switch n.Data {
	case "figcaption":
		c.flush()
		return
	case "br":
		c.lineBreak()
		return
	case "a":
		c.link(attribute(n, "href"))
		c.inLink++
		defer func() { c.inLink-- }()
	case "tr":
		if rows(n) {
			c.flush()
			in = Row
			defer c.flush()
		}
	case "td", "th":
		if in == Row {
			if c.cells++; c.cells > 1 {
				c.add(" | ")
			}
		} else {
			c.flush()
			defer c.flush()
		}
	default:
		if kind, ok := blockTags[n.Data]; ok && in != Row {
			c.flush()
			if in != Item || kind != Paragraph {
				in = kind
			}
			defer c.flush()
		}
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.walk(child, in)
	}
}

// rows reports whether a table's row holds cells of text, and no blocks as a
// table that only lays the page out does.
func rows(tr *html.Node) bool {
	cells := 0
	for td := tr.FirstChild; td != nil; td = td.NextSibling {
		if td.Type != html.ElementNode {
			continue
		}
		cells++
		for child := td.FirstChild; child != nil; child = child.NextSibling {
			if _, block := blockTags[child.Data]; block && child.Type == html.ElementNode && child.NextSibling != nil {
				return false
			}
		}
	}
	return cells > 1
}

// blockTags are the elements that begin a block of their own.
var blockTags = map[string]Kind{
	"h1": Heading, "h2": Heading, "h3": Heading, "h4": Heading, "h5": Heading, "h6": Heading, "li": Item,
	"p": Paragraph, "div": Paragraph, "section": Paragraph, "article": Paragraph, "main": Paragraph, "blockquote": Paragraph, "pre": Paragraph,
	"ul": Paragraph, "ol": Paragraph, "dl": Paragraph, "dt": Paragraph, "dd": Paragraph, "table": Paragraph, "tbody": Paragraph, "tr": Paragraph,
	"hr": Paragraph, "header": Paragraph, "footer": Paragraph, "figure": Paragraph, "address": Paragraph, "aside": Paragraph, "center": Paragraph,
	"details": Paragraph, "summary": Paragraph, "body": Paragraph, "head": Paragraph, "caption": Paragraph, "form": Paragraph, "nav": Paragraph, "fieldset": Paragraph, "option": Paragraph,
}

// unread are the elements whose text nobody reads as text.
var unread = map[string]bool{
	"script": true, "style": true, "template": true, "head": true, "svg": true, "math": true, "iframe": true, "object": true, "canvas": true,
	"video": true, "audio": true, "select": true, "button": true, "textarea": true, "noscript": true, "map": true, "noframes": true, "title": true,
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// costly says why a page would cost far more than its size: a count of its
// elements, each weighed with how deep it lies, taken over its tokens.
func costly(page []byte) error {
	elements, depths, err := census(page)
	switch {
	case err != nil:
		return err
	case elements > mostElements(len(page)):
		return fmt.Errorf("more than %d elements", mostElements(len(page)))
	case depths > mostDepths(len(page)):
		return fmt.Errorf("too deeply nested")
	}
	return nil
}
