package lists

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"tallystick/evidence"
)

// model is the model whose units are being read, and where their numbers stand.
type model struct {
	name   string
	origin string
	line   int
	lists  int // ul and ol elements that were open at its name
	units  int

	last   int    // number
	status string // that the run of numbers began with
	seen   map[int]bool
}

// mostSeen bounds the numbers that are remembered of one run.
const mostSeen = 10_000

// unit takes a bracket's units into the line's model.
func (p *page) unit(u unit) {
	p.release()
	text := clean(string(p.block.text))
	switch {
	case p.block.units == 0 && text != "":
		p.nameModel(text, p.block)
	case p.block.units > 0 && !separates(text):
		if count, _ := leadingCount(text); count > 0 && strings.HasSuffix(text, ":") {
			p.nameModel(text, p.block)
			p.note("its model begins in the line of another")
		} else {
			p.note("text before the bracket: " + clipped(text))
		}
	}
	p.block.text, p.link.start = p.block.text[:0], 0
	p.block.units++
	if !p.article.over && len(p.sides.chain) > 0 {
		p.settle(true)
	}
	p.model.units++
	u.odd = append(u.odd, p.notes...)
	p.notes = p.notes[:0]
	if u.linked {
		p.list(u)
	} else {
		p.held = &u
	}
}

// release lists the unit that waited for a link.
func (p *page) release() {
	if u := p.held; u != nil {
		p.held = nil
		p.list(*u)
	}
}

// named takes a line without units as a model's where it says "5 T-72:".
func (p *page) named(text string, t block) bool {
	count, name := leadingCount(text)
	if count == 0 || !strings.HasSuffix(name, ":") {
		return false
	}
	p.nameModel(text, t)
	return true
}

// nameModel makes the text the name of the model of the units to come, and
// states its count.
func (p *page) nameModel(text string, t block) {
	p.leave(0)
	count, name := leadingCount(text)
	var odd []string
	name, colon := strings.CutSuffix(name, ":")
	if !colon {
		odd = append(odd, "no colon after the model")
	}
	if count == 0 {
		p.note("no count before the model")
	}
	if t.flags > 1 {
		odd = append(odd, fmt.Sprintf("%d flags; the first is kept", t.flags))
	}
	odd = unreadable(string(t.text), odd)
	if t.over {
		odd = append(odd, fmt.Sprintf("more than %d characters before the units", mostText))
	}
	name = strings.TrimSpace(name)
	p.model = model{name: name, origin: t.flag, line: t.line, lists: p.lists}
	if name == "" {
		odd = append(odd, "no model")
	}
	if count == 0 {
		for _, why := range odd {
			p.note(why)
		}
		return
	}
	p.settle(true)
	list, n := p.title.list(), int64(count)
	said := text
	if p.sides.class != "" {
		said = p.sides.class + ": " + text
	}
	p.state(evidence.Tally{
		By: list, List: list, Of: p.sides.side, Reach: evidence.Cumulative, Said: said, Line: t.line, Odd: odd,
		Parts: []evidence.Part{{Said: text, Class: p.sides.class, Model: name, Min: &n, Max: &n}},
	})
}

// leadingCount parts "1,220 BMP-2:" into its count and the rest; the count is 0
// where none stands.
func leadingCount(s string) (count int, name string) {
	s = strings.TrimLeft(s, "-–•·*►▪ ")
	digits, rest, ok := strings.Cut(s, " ")
	if n, good := readNumber(digits); ok && good && n < 1e9 {
		return int(n), strings.TrimSpace(rest)
	}
	return 0, s
}

// leave ends the model, unless the line stands deeper than its name did.
func (p *page) leave(lists int) {
	if p.model.line == 0 || lists > p.model.lists {
		return
	}
	if p.model.units == 0 {
		p.odd(p.model.line, "", p.model.name, "a model without units")
	}
	p.model = model{}
}

// list yields a Listing for each unit of the bracket.
func (p *page) list(u unit) {
	if p.article.over {
		p.outside.add(max(len(u.numbers), 1), u.line)
		return
	}
	if p.spans += u.spanned; p.spans > mostSpans && p.err == nil {
		p.err = p.fault(fmt.Errorf("ranges of numbers stand for more than %d units: no list of losses is written so", mostSpans))
		return
	}
	l := evidence.Listing{
		List: p.title.list(), Side: p.sides.side, Class: p.sides.class, Origin: p.model.origin, Model: p.model.name,
		Status: u.status, Comment: u.comment, Line: u.line,
	}
	var raw map[string]string
	keep := func(column, cell string) {
		if raw == nil {
			raw = make(map[string]string)
		}
		raw[column] = cell
	}
	if len(u.numbers) > 1 || u.comment != "" || len(u.odd) > 0 {
		keep("bracket", u.text)
	}
	if u.second != "" {
		keep("second address", u.second)
	}
	var why string
	if l.Address, why = address(u.href, u.linked); why != "" {
		u.odd = append(u.odd, why)
		if u.href != l.Address {
			keep("address", u.href)
		}
	}
	if l.Model == "" {
		u.odd = append(u.odd, "no model before it")
	}
	if l.Status == "" {
		u.odd = append(u.odd, "no status")
	}
	if len(u.numbers) > 1 {
		l.Together = len(u.numbers)
	}
	if len(u.numbers) == 0 {
		u.numbers = []int{0}
	}
	if l.Side == "" {
		p.sideless.add(len(u.numbers), u.line)
	}
	for _, n := range u.numbers {
		each := l
		each.Number = n
		each.Odd = slices.Clone(u.odd)
		if why := p.model.follow(n, u.status); why != "" {
			each.Odd = append(each.Odd, why)
		}
		each.Raw = maps.Clone(raw)
		p.units++
		p.put(Item{Listing: &each})
	}
}

// follow says what is wrong with the place of number n in the model's units.
// Numbers ascend by one; they begin again at 1 with another status, or do not.
func (m *model) follow(n int, status string) (why string) {
	last := m.last
	if n == 0 {
		return ""
	}
	if m.last = n; last == 0 || n == 1 && status != m.status {
		m.status, m.seen = status, nil
		if n > 1 {
			why = fmt.Sprintf("the numbers begin at %d", n)
		}
	} else if m.seen[n] || n == last {
		why = fmt.Sprintf("number %d is listed twice", n)
	} else if n != last+1 {
		why = fmt.Sprintf("number %d follows %d", n, last)
	}
	if m.seen == nil {
		m.seen = make(map[int]bool)
	}
	if len(m.seen) < mostSeen {
		m.seen[n] = true
	}
	return why
}

// address returns where the link leads, and what is wrong with it.
func address(href string, linked bool) (address, why string) {
	address = strings.TrimSpace(href)
	switch u, err := url.Parse(address); {
	case !linked:
		return "", "no link"
	case address == "":
		return "", "the link has no address"
	case err != nil, u.Scheme != "http" && u.Scheme != "https", !strings.Contains(u.Hostname(), "."):
		return "", "the link leads to no web address"
	case len(address) > mostText:
		return "", fmt.Sprintf("the link's address has more than %d characters", mostText)
	case address != href:
		return address, "white space around the address"
	}
	return address, ""
}
