package lists

import (
	"bytes"
	"fmt"
	"strings"

	"tallystick/evidence"
)

// block is a line of the page: what stands between two block elements.
type block struct {
	text   []byte // outside of brackets that list units, since the last of them
	over   bool   // more of it than is held
	line   int    // where it begins
	units  int    // brackets that list units
	tag    string // h1 to h6, when it stands in one
	light  bool   // some of it is not bold
	linked bool   // a link stands in it
	colour string // the first that is asked for
	flag   string // file name of the picture before the text
	flags  int
	asked  int // times that it was asked whether it states a total
}

// link is the a element that is open, or was last.
type link struct {
	open   bool
	serial int    // from 1
	href   string // as written
	line   int
	start  int  // of its text in the block's
	listed bool // a bracket in it lists units
}

// bracket is the round bracket that is open.
type bracket struct {
	text   []byte
	over   bool
	depth  int // 0: none is open
	line   int
	from   int // serial of the link that it opened in, 0 for none
	last   int // serial of the last link in it
	links  int
	href   string
	second string // an address that differs from the first
	struck bool
}

// feed takes the page's text in pieces.
func (p *page) feed(s []byte) {
	for len(s) > 0 {
		i := bytes.IndexAny(s, "()")
		if i < 0 {
			p.add(s)
			return
		}
		p.add(s[:i])
		if s[i] == '(' {
			p.openBracket()
		} else {
			p.closeBracket()
		}
		s = s[i+1:]
	}
}

// add appends text to the bracket that is open, else to the line.
func (p *page) add(s []byte) {
	if len(s) == 0 {
		return
	}
	blank := isBlank(s)
	if b := &p.bracket; b.depth > 0 {
		if !blank {
			b.over = b.over || len(b.text)+len(s) > mostText
			p.follow()
		}
		if !b.over {
			b.text = append(b.text, s...)
		}
		return
	}
	t := &p.block
	if blank && len(t.text) == 0 {
		return
	}
	if !blank {
		if len(t.text) == 0 {
			t.line, t.tag = p.line+bytes.Count(s[:len(s)-len(bytes.TrimLeft(s, " \t\r\n"))], []byte("\n")), p.heading
		}
		t.light = t.light || p.bold == 0
		t.linked = t.linked || p.link.open
	}
	if t.over = t.over || len(t.text)+len(s) > mostText; !t.over {
		t.text = append(t.text, s...)
	}
}

// follow notes the link that the bracket's next text stands in.
func (p *page) follow() {
	b := &p.bracket
	b.struck = b.struck || p.struck > 0
	if !p.link.open || p.link.serial == b.last {
		return
	}
	b.last = p.link.serial
	switch b.links++; {
	case b.links == 1:
		b.href, b.line = p.link.href, p.link.line
	case p.link.href != b.href && b.second == "":
		b.second = p.link.href
	}
}

func (p *page) openBracket() {
	b := &p.bracket
	if 0 < b.depth && b.depth < 4 && p.link.open && p.link.serial != b.last && b.last != 0 {
		if _, err := readBracket(string(b.text)); err == nil { // (1, destroyed (2, destroyed)
			p.finish(false)
		}
	}
	if b.depth > 0 {
		b.depth++
		p.add([]byte("("))
		return
	}
	*b = bracket{text: b.text[:0], depth: 1, line: p.line}
	if p.link.open {
		b.from = p.link.serial
		p.follow()
	}
}

func (p *page) closeBracket() {
	b := &p.bracket
	switch {
	case b.depth == 1:
		p.follow()
		p.finish(true)
	case b.depth > 1:
		b.depth--
		fallthrough
	default:
		p.add([]byte(")"))
	}
}

// finish takes the bracket as units, or puts it back into the line.
func (p *page) finish(closed bool) {
	b := p.bracket
	p.bracket.depth = 0
	content := string(b.text)
	u, err := readBracket(content)
	switch {
	case b.over:
		p.link.listed = true
		p.odd(b.line, p.model.name, content, fmt.Sprintf("a bracket of more than %d characters is not read", mostText))
		return
	case err != nil && b.links > 0:
		p.link.listed = true
		p.odd(b.line, p.model.name, content, err.Error())
		return
	case b.links == 0 && (p.heading != "" || ofWhich.MatchString(content)): // a heading's
		p.restore(closed)
		return
	case err == nil && len(u.numbers) > 0 && (b.links > 0 || p.inModel() || u.comma && p.afterCount()):
	case err == nil && len(u.numbers) == 0 && b.from > 0 && u.fated && p.inModel():
		u.odd = append(u.odd, "the bracket gives no number")
	default:
		p.restore(closed)
		return
	}
	if !closed {
		u.odd = append(u.odd, "the bracket does not close")
	}
	if b.links > 1 {
		u.odd = append(u.odd, fmt.Sprintf("the bracket is spread over %d links", b.links))
	}
	if b.second != "" {
		u.odd = append(u.odd, "the links have different addresses; the first is kept")
		u.second = b.second
	}
	if b.struck {
		u.odd = append(u.odd, "it is struck out")
	}
	p.link.listed = p.link.listed || p.link.open && p.link.serial == b.last
	u.line, u.href, u.linked = b.line, b.href, b.links > 0
	p.unit(u)
}

// restore puts the bracket back into the line's text.
func (p *page) restore(closed bool) {
	p.add([]byte("("))
	p.add(p.bracket.text)
	if closed {
		p.add([]byte(")"))
	}
}

// afterCount reports whether the line begins with a count, as a model's does.
func (p *page) afterCount() bool {
	count, _ := leadingCount(clean(string(p.block.text[:min(len(p.block.text), 40)])))
	return count > 0
}

// inModel reports whether brackets that say little are units here: units have
// gone before in the line, or its model's name is complete.
func (p *page) inModel() bool {
	if p.block.units > 0 {
		return true
	}
	t := bytes.TrimRight(p.block.text, " \t\r\n\u00a0")
	if len(t) == 0 {
		return p.model.name != ""
	}
	return t[len(t)-1] == ':'
}

func (p *page) openLink(at tag) {
	if p.link.open {
		p.closeLink()
		p.note("a link begins before the one before it ends")
	}
	p.link = link{open: true, serial: p.link.serial + 1, href: at.href, line: p.line, start: len(p.block.text)}
}

// closeLink looks at what a link says outside of brackets.
func (p *page) closeLink() {
	l := p.link
	if p.link.open = false; !l.open || l.listed || p.bracket.depth > 0 && p.bracket.last == l.serial {
		return
	}
	l.start = min(l.start, len(p.block.text))
	said := strings.TrimSpace(string(p.block.text[l.start:]))
	before := p.block.text[:l.start]
	listing := p.block.units > 0 || bytes.HasSuffix(bytes.TrimRight(before, " \t\r\n\u00a0"), []byte(":"))
	u, err := readBracket(strings.TrimSuffix(said, ")"))
	switch {
	case said == "":
		if listing {
			p.odd(l.line, "", l.href, "a link without text")
		}
	case err == nil && len(u.numbers) > 0 && u.status != "" && u.comma && strings.HasSuffix(said, ")"):
		u.odd = append(u.odd, "the bracket does not open")
		p.unbracketed(u, l)
	case p.held != nil && !p.held.linked:
		p.held.href, p.held.linked = l.href, true
		p.held.odd = append(p.held.odd, "the link stands behind the bracket")
		p.block.text = p.block.text[:l.start]
	case err == nil && len(u.numbers) > 0 && listing:
		u.odd = append(u.odd, "no bracket")
		p.unbracketed(u, l)
	case listing && p.block.units > 0:
		p.odd(l.line, p.model.name, strings.TrimSpace(said+" "+l.href), "a link that lists no unit")
		p.block.text = p.block.text[:l.start]
	}
}

func (p *page) unbracketed(u unit, l link) {
	p.block.text = p.block.text[:l.start]
	u.line, u.href, u.linked = l.line, l.href, true
	p.unit(u)
}

// image takes the flag before a model.
func (p *page) image(at tag) {
	name := flagName(at.src, at.alt)
	if name == "" || p.link.open || p.bracket.depth > 0 {
		return
	}
	if p.block.units > 0 { // a new line, though nothing ends the last
		p.breakLine("")
	}
	if len(p.block.text) > 0 {
		return
	}
	if p.block.flags++; p.block.flags == 1 {
		p.block.flag = name
	}
}

// breakLine ends a line, and says what it was where it listed no units.
func (p *page) breakLine(element string) {
	if element == "br" && (p.bracket.depth > 0 || p.heading != "" && !p.stated()) {
		p.add([]byte(" "))
		return
	}
	if p.bracket.depth > 0 {
		p.finish(false)
	}
	p.release()
	t := p.block
	p.block = block{text: t.text[:0]}
	p.link.start = 0
	text := clean(string(t.text))
	switch {
	case t.over && t.tag != "":
		p.odd(t.line, t.tag, text, fmt.Sprintf("a heading of more than %d characters is not read", mostText))
	case t.over || text == "":
		if t.over {
			p.sides.prose()
		}
		return
	case t.units > 0:
		if !separates(text) {
			p.odd(t.line, p.model.name, text, "text behind the units")
		}
	case t.tag == "" && p.named(text, t):
	case !p.statement(text, t):
		p.sides.prose()
	}
	p.notes = p.notes[:0]
}

// stated reports whether the line states a total already. It is asked a few
// times in a line, no more.
func (p *page) stated() bool {
	if p.block.asked++; p.block.asked > 8 {
		return false
	}
	_, total := readStatement(clean(string(p.block.text)))
	return total
}

// statement takes a line as a heading where it is one.
func (p *page) statement(text string, t block) bool {
	if p.article.over {
		return true
	}
	h, ok := readStatement(text)
	h.line, h.style = t.line, style{form: h.form, tag: t.tag, bold: !t.light, colour: t.colour}
	marked := t.tag != "" || !t.light
	switch {
	case ok && (h.which || marked && !t.linked):
		p.head(h)
	case p.title.is(text, t.tag):
		p.title.headline(text)
	case ok && !t.linked && p.units > 0 && len(text) <= 120:
		p.odd(t.line, "", text, "it states a number, and does not look like a heading: it is not taken as one")
	case !marked || t.linked:
		return false
	case h.which:
		p.odd(t.line, "", text, "a heading whose numbers cannot be read")
	case len(text) <= 120:
		p.head(h)
	default:
		return false
	}
	return true
}

// head puts a heading above what comes next.
func (p *page) head(h heading) {
	if len(p.sides.chain) == mostChain {
		p.settle(false)
	}
	p.leave(0)
	p.sides.chain = append(p.sides.chain, h)
}

// settle says of the headings since the last unit what each is, and states
// their totals.
func (p *page) settle(above bool) {
	for _, h := range p.sides.settle(above, p.title.holds) {
		switch {
		case h.level == aside && above:
			p.odd(h.line, "", h.text, "a heading that is neither a side's nor a class's")
		case h.level == ofSide && h.total < 0:
			p.odd(h.line, "", h.text, "taken as the side whose losses follow, though it states no total")
		}
		if h.total < 0 {
			continue
		}
		t := evidence.Tally{By: p.title.list(), List: p.title.list(), Of: h.side, Reach: evidence.Cumulative, Said: h.text, Line: h.line, Odd: h.odd}
		whole := h.name
		if h.level == ofSide {
			whole = ""
		}
		t.Parts = append(t.Parts, evidence.Part{Said: h.name, Class: whole, Min: &h.total, Max: &h.total})
		for _, part := range h.parts {
			part.Class, part.PartOf = whole, []int{0}
			t.Parts = append(t.Parts, part)
		}
		p.state(t)
	}
}

func (p *page) state(t evidence.Tally) {
	if !p.article.over {
		p.put(Item{Tally: &t})
	}
}
