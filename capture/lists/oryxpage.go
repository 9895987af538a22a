package lists

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"tallystick/evidence"
)

// An Oryx list page counts visually confirmed losses in running HTML:
//
//	Name - 10, of which: destroyed: 7, captured: 3         whose losses
//	Tanks (10, of which destroyed: 7, captured: 3)         class
//	[flag] 10 Model: (1, destroyed) (2 and 3, captured) …  model, its count, its units
//
// Each bracket is a link to what shows the units; it may number several. The
// markup around these lines differs from page to page and is not relied on:
// lines end where any block element begins or ends.
var oryxPage = Format{
	Name:  "oryx-page",
	About: "A saved web page (HTML) that lists confirmed losses as Oryx does: headings with totals, models with their counts, a numbered link for each unit.",
	Read:  readOryxPage,
}

// Bounds of what is held of a page, however it is made.
const (
	mostTag   = 8 << 20 // bytes of one tag, script or stretch of text: a picture may be written into a tag
	mostText  = 4 << 10 // bytes of a heading, of a model's name or of a bracket
	mostRange = 100     // units of one "1 to 100"
	mostSpans = 100_000 // units of all of them in one file
	mostChain = 32      // headings above one another
	mostNotes = 16      // things that are wrong with one row
)

// readOryxPage yields a Listing for each unit, and a Tally for each heading and
// each model that states a number: the whole first, then its parts. A model's
// tally is said as "class: count model". Sides, classes and fates are the
// page's words; Side is empty, with an Oddity, where no heading tells whose
// losses they are. Identities of tallies are left to who knows the sides.
func readOryxPage(f File) iter.Seq2[Item, error] {
	f.Reader = declaredUTF8(f.Reader)
	return reading(f, func(in *source, emit func(Item) error) error {
		p := page{file: f.Name, emit: emit, line: 1, column: 1}
		return p.read(in)
	})
}

// page is a page being read. It holds the headings above the line being read,
// that line's model, and the bracket that is open: nothing that grows with the
// file.
type page struct {
	file         string
	emit         func(Item) error
	err          error // the first; everything stops at it
	line, column int   // of the token being read

	title   title
	article article
	raw     string // the element whose content is no text of the page: "script"
	heading string // h1 to h6 that is open
	bold    int    // b and strong elements that are open
	struck  int    // s, strike and del elements that are open
	lists   int    // ul and ol elements that are open
	drawing int    // svg elements that are open: their titles are not the page's
	boxes   int    // elements that are open and whose end may not be left out
	whole   bool   // an html element is open

	sides   sides
	model   model
	block   block
	link    link
	bracket bracket
	held    *unit    // waits for a link that may stand behind it
	notes   []string // what is wrong with the unit that comes next

	units    int // listed
	spans    int // of them, by ranges of numbers
	sideless tail
	outside  tail
}

// tail counts units that share a fault, and tells where they begin.
type tail struct{ units, line int }

func (t *tail) add(units, line int) {
	if t.units == 0 {
		t.line = line
	}
	t.units += units
}

func (p *page) read(in io.Reader) error {
	z := html.NewTokenizer(in)
	z.SetMaxBuf(mostTag)
	for p.err == nil {
		kind := z.Next()
		raw := z.Raw()
		line, column := p.after(raw)
		switch kind {
		case html.ErrorToken:
			return p.end(z.Err(), len(raw) > 0)
		case html.TextToken:
			p.text(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			p.open(string(name), attributes(z, more))
		case html.EndTagToken:
			name, _ := z.TagName()
			p.close(string(name))
		case html.CommentToken:
			if len(raw) == 0 || raw[len(raw)-1] != '>' {
				return p.cut("a comment")
			}
		}
		p.line, p.column = line, column
	}
	return p.err
}

// after returns the place behind the token.
func (p *page) after(raw []byte) (line, column int) {
	line, column = p.line, p.column
	for _, c := range raw {
		switch {
		case c == '\n':
			line, column = line+1, 1
		case c&0xC0 != 0x80: // not the inside of a character
			column++
		}
	}
	return line, column
}

// tag holds the attributes that are read here; others may be as many as they
// like.
type tag struct {
	href, src, alt, class, style, color string
	itemprop, property, content         string
}

func attributes(z *html.Tokenizer, more bool) tag {
	var at tag
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch string(key) {
		case "href":
			at.href = string(value)
		case "src":
			at.src = string(value)
		case "alt":
			at.alt = string(value)
		case "class":
			at.class = string(value)
		case "style":
			at.style = string(value)
		case "color":
			at.color = string(value)
		case "itemprop":
			at.itemprop = string(value)
		case "property":
			at.property = string(value)
		case "content":
			at.content = string(value)
		}
	}
	return at
}

// blocks are the elements at whose beginning and end a line ends.
var blocks = map[string]bool{}

func init() {
	for _, name := range strings.Fields(`address article aside blockquote body br center dd details div dl dt
		fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section
		summary table tbody tfoot thead tr ul`) {
		blocks[name] = true
	}
}

// boxes are the elements whose end is never left out in a whole page.
var boxes = []string{"div", "ul", "ol", "table", "details", "article", "section", "blockquote"}

func (p *page) open(name string, at tag) {
	if blocks[name] {
		p.breakLine(name)
	}
	if slices.Contains(boxes, name) {
		p.boxes++
	}
	if p.article.opens(name, at) {
		p.sides, p.model = sides{}, model{}
	}
	switch name {
	case "html":
		p.whole = true
	case "title", "script", "style", "textarea", "noscript", "iframe", "noembed", "noframes", "xmp", "plaintext":
		p.raw = name
	case "meta":
		p.title.meta(at)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		p.heading = name
	case "b", "strong":
		p.bold++
	case "s", "strike", "del":
		p.struck++
	case "ul", "ol":
		p.lists++
	case "svg":
		p.drawing++
	case "li":
		p.leave(p.lists)
	case "details":
		p.leave(0)
	case "a":
		p.openLink(at)
	case "img":
		p.image(at)
	}
	if p.block.colour == "" {
		p.block.colour = colour(at)
	}
}

func (p *page) close(name string) {
	if blocks[name] {
		p.breakLine(name)
	}
	if slices.Contains(boxes, name) {
		p.boxes = max(p.boxes-1, 0)
	}
	p.article.closes(name)
	switch name {
	case p.raw:
		p.raw = ""
	case p.heading:
		p.heading = ""
	case "html":
		p.whole = false
		p.closeLink()
	case "b", "strong":
		p.bold = max(p.bold-1, 0)
	case "s", "strike", "del":
		p.struck = max(p.struck-1, 0)
	case "ul", "ol":
		p.lists = max(p.lists-1, 0)
	case "svg":
		p.drawing = max(p.drawing-1, 0)
	case "a":
		p.closeLink()
	}
}

func (p *page) text(s []byte) {
	switch p.raw {
	case "":
		p.feed(s)
	case "title":
		if p.drawing == 0 {
			p.title.text(s)
		}
	}
}

// end tells a page that is whole from one that was cut off.
func (p *page) end(err error, inTag bool) error {
	switch {
	case errors.Is(err, html.ErrBufferExceeded):
		return p.fault(fmt.Errorf("a tag, script or text of more than %d MiB: save the page without its pictures and scripts", mostTag>>20))
	case err != io.EOF:
		return err // the source's, with its own place
	case inTag:
		return p.cut("a tag")
	case p.raw != "" && p.raw != "plaintext":
		return p.cut("a " + p.raw + " element")
	case p.link.open && p.link.href != "":
		return p.cut("a link")
	case p.lists > 0:
		return p.cut("a list")
	case p.whole && p.boxes > 0:
		return p.cut("the page")
	}
	p.breakLine("")
	p.settle(false)
	p.leave(0)
	switch {
	case p.err != nil:
		return p.err
	case p.units == 0 && p.outside.units > 0:
		return p.fault(fmt.Errorf("%w: no list of losses found in the article, and what looks like one in line %d outside of it: save the article alone", ErrFormat, p.outside.line))
	case p.units == 0:
		return p.fault(fmt.Errorf("%w: no list of losses found: is this a list page of Oryx?", ErrFormat))
	}
	p.article.over = false
	if p.whole {
		p.odd(p.line, "", "", "the page does not say where it ends: it may be cut off")
	}
	if p.title.list() == "" {
		p.odd(1, "", "", "the page has no title: its list has no name")
	}
	if p.outside.units > 0 {
		p.odd(p.outside.line, "", "", fmt.Sprintf("outside of the article, as in comments, brackets are not read; they number units: %d", p.outside.units))
	}
	if p.sideless.units > 0 {
		p.odd(p.sideless.line, "", "", fmt.Sprintf("no heading tells whose losses these are; units from here on: %d", p.sideless.units))
	}
	return p.err
}

func (p *page) cut(where string) error {
	return p.fault(fmt.Errorf("the file ends inside %s: it is cut off, fetch it again", where))
}

func (p *page) fault(err error) error {
	return &Error{File: p.file, Line: p.line, Column: p.column, Err: err}
}

// put hands an item on.
func (p *page) put(i Item) {
	if p.err == nil {
		p.err = p.emit(i)
	}
}

// odd tells of something that lists no unit and states no tally.
func (p *page) odd(line int, cell, raw, why string) {
	if !p.article.over {
		p.put(Item{Odd: &evidence.Oddity{File: p.file, Line: line, Cell: cell, Raw: clipped(raw), Why: why}})
	}
}

// note keeps what is wrong for the unit that comes next.
func (p *page) note(why string) {
	if len(p.notes) < mostNotes && !slices.Contains(p.notes, why) {
		p.notes = append(p.notes, why)
	}
}
