package capture

import (
	"strings"

	"tallystick/evidence"
)

// clean takes the furniture out of the page's blocks and keeps what it says:
// who wrote, who printed, when, what stands under the pictures, and whether
// the text breaks off. What the page has already said of itself goes before
// what its furniture says.
func (p *page) clean() {
	s := survey(p.blocks)
	p.fromFurniture(s)
	s.dropLives(p.byline)
	p.titleFrom(s)
	for i := range s.marks {
		if m := &s.marks[i]; !m.drop && (m.Kind == Heading || s.lead(i)) && (same(m.Text, p.title) || same(m.Text, p.byline)) {
			m.drop = true
		}
	}
	p.blocks = dropRepeats(p.kept(s))
	p.partial = s.stopped()
	p.cutDateline()
}

// mark is what is known of one block.
type mark struct {
	Block
	hit     *hit
	date    *evidence.Interval // of a date line
	printed string             // what stands before the date in its line
	prose   bool
	drop    bool
}

// walk is a page's blocks, marked, in order.
type walk struct {
	marks       []mark
	first, last int // the first and the last block of running text that stay
	end         int // where comments begin, or the end
}

const (
	textBeforeEnd = 50 // words of text that must stand before "Comments" ends it
	boxLength     = 15 // headlines at most in a box of other stories
)

// survey marks each block as text or furniture.
func survey(blocks []Block) *walk {
	s := &walk{marks: make([]mark, len(blocks)), end: len(blocks)}
	words, box, budget := 0, 0, mostTried
	for i, b := range blocks {
		m := mark{Block: b, hit: furniture().know(b.Text, &budget), prose: prose(b.Text)}
		if b.Kind == Row {
			m.hit = nil
		}
		switch {
		case m.hit != nil:
			m.drop = true
			m.prose = false
			switch m.hit.act {
			case "box":
				box = boxLength
			case "end":
				if words >= textBeforeEnd && s.end == len(blocks) {
					s.end = i
				}
			}
		case m.prose:
			box = 0
			if i < s.end {
				words += countWords(b.Text, 1000)
			}
		case box > 0:
			m.drop = true
			box--
		}
		s.marks[i] = m
	}
	for i := s.end; i < len(s.marks); i++ {
		s.marks[i].drop = true
	}
	s.bounds()
	s.findDates()
	s.dropTail()
	return s
}

// findDates looks for date lines where pages have them, in a few blocks above
// the text and below it: between, a date is a heading of the text's own.
func (s *walk) findDates() {
	const few = 40
	find := func(from, to int) {
		for i := max(from, 0); i < min(to, len(s.marks)); i++ {
			if m := &s.marks[i]; m.hit == nil && m.Kind == Paragraph && !m.prose {
				when, ok := dateLine(m.Text)
				if !ok && i < s.first {
					m.printed, when, ok = headLine(m.Text)
				}
				if ok {
					m.date = &when
				}
			}
		}
	}
	find(s.first-few, s.first)
	find(s.last+1, s.last+1+few)
}

// bounds finds the first and last running text; where there is none, the text
// begins with the first list, or after the first block.
func (s *walk) bounds() {
	s.first, s.last = -1, -1
	for i, m := range s.marks {
		if m.prose && !m.drop {
			if s.first < 0 {
				s.first = i
			}
			s.last = i
		}
	}
	if s.first >= 0 {
		return
	}
	s.last = len(s.marks)
	s.first = min(1, len(s.marks))
	for i, m := range s.marks {
		if !m.drop && m.Kind >= Item {
			s.first = i
			return
		}
	}
}

// dropTail takes what follows the first furniture after the last running text
// for furniture too: headlines, labels, slogans. Lists stay where no furniture
// stands between them and the text.
func (s *walk) dropTail() {
	tail := false
	for i := s.last + 1; i < len(s.marks); i++ {
		m := &s.marks[i]
		if m.hit != nil && m.hit.act != "caption" && m.hit.act != "credit" {
			tail = true
		}
		if tail || m.date != nil {
			m.drop = true
		}
	}
	for i := range s.marks[:s.first] {
		if m := &s.marks[i]; m.date != nil {
			m.drop = true
		}
	}
}

func (s *walk) lead(i int) bool { return i < s.first }

// dropLives drops what the page says of its writer: the block after "About",
// and one that calls the person of the byline a writer.
func (s *walk) dropLives(byline string) {
	name := strings.FieldsFunc(byline, notKey)
	for i := range s.marks {
		m := &s.marks[i]
		if m.drop {
			continue
		}
		after := i > 0 && s.marks[i-1].hit != nil && s.marks[i-1].hit.act == "bio"
		if after && (s.marks[i-1].hit.part["byline"] == "" || namedIn(m.Text, strings.FieldsFunc(s.marks[i-1].hit.part["byline"], notKey))) {
			m.drop = true
		} else if i > s.first && writer(m.Text, name) {
			m.drop = true
		}
	}
}

func namedIn(text string, name []string) bool {
	for _, w := range strings.FieldsFunc(text, notKey) {
		for _, n := range name {
			if w == n && len(n) > 2 {
				return true
			}
		}
	}
	return false
}

// writer reports whether text begins with a name of the byline and says that
// this person writes for a living.
func writer(text string, name []string) bool {
	words := strings.FieldsFunc(firstRunes(text, 200), notKey)
	if len(words) < 3 || len(name) < 2 || !namedIn(words[0], name) {
		return false
	}
	for _, w := range words[1:] {
		switch w {
		case "reporter", "correspondent", "editor", "journalist", "writer", "writes", "covers", "columnist", "contributor", "freelance", "reports":
			return true
		}
	}
	return false
}

// titleFrom takes the title from the blocks above the text, where the page
// has not given it: the first that has four words or more, else the longest.
// A label above it goes.
func (p *page) titleFrom(s *walk) {
	if p.title != "" {
		return
	}
	best, most := -1, 0
	for i, m := range s.marks[:s.first] {
		if m.drop || m.prose || len(m.Text) > 300 || m.Kind >= Item || len(linksIn(m.Text)) > 0 {
			continue
		}
		n := min(countWords(m.Text, 4), 4)
		if n > most {
			best, most = i, n
		}
	}
	if best < 0 || s.first >= len(s.marks) {
		return
	}
	for i := range s.marks[:best+1] {
		s.marks[i].drop = true
	}
	title, site, found := strings.Cut(s.marks[best].Text, " | ")
	p.title = title
	if found && p.publisher == "" {
		p.publisher = site
	}
}

// fromFurniture fills what the page has not said of itself.
func (p *page) fromFurniture(s *walk) {
	life := ""
	for i, m := range s.marks {
		if m.date != nil && !p.published.Known() && (s.lead(i) || i > s.last) {
			p.published = publishedBy(*m.date)
		}
		if m.hit == nil {
			continue
		}
		switch by := m.hit.part["byline"]; {
		case m.hit.act == "byline" && p.byline == "":
			p.byline = by
		case m.hit.act == "bio" && life == "" && i > s.first:
			life = by
		}
	}
	if p.byline == "" {
		p.byline = life
	}
	if p.publisher == "" {
		p.publisher = s.publisher()
	}
	if p.publisher == "" {
		p.publisher = s.printer()
	}
}

// printer is the name beside the date at the head, where the page's furniture
// names it too, as that spells it. A name of one word may be a place.
func (s *walk) printer() string {
	for _, m := range s.marks {
		if !strings.Contains(m.printed, " ") {
			continue
		}
		for _, other := range s.marks {
			if at := strings.Index(strings.ToLower(other.Text), strings.ToLower(m.printed)); other.hit != nil && at >= 0 && at+len(m.printed) <= len(other.Text) {
				if name := other.Text[at : at+len(m.printed)]; strings.EqualFold(name, m.printed) {
					return name
				}
			}
		}
	}
	return ""
}

// publishedBy reads a date line: a line that gives the time of a change bounds
// the time of publication from above.
func publishedBy(when evidence.Interval) evidence.Interval {
	word, _, _ := strings.Cut(strings.ToLower(when.Text), " ")
	switch strings.Trim(word, ":") {
	case "updated", "modified", "last":
		return evidence.Interval{To: when.To, Text: when.Text, Basis: when.Basis + ", of a change"}
	}
	return when
}

// publisher names the outlet that the page's furniture names: in a copyright
// line, or in two different wordings.
func (s *walk) publisher() string {
	asked := 0
	for _, m := range s.marks {
		if m.hit == nil || m.hit.part["publisher"] == "" {
			continue
		}
		if asked++; asked > 20 {
			return ""
		}
		name := strings.TrimSuffix(strings.TrimSuffix(m.hit.part["publisher"], "’s"), "'s")
		if r, _ := firstRune(name); !credit(name) && (r < '0' || r > '9') {
			continue
		}
		if m.hit.id == "copyright" {
			return name
		}
		for _, other := range s.marks {
			if other.hit != nil && other.hit.id != m.hit.id && namedIn(other.Text, []string{name}) {
				return name
			}
			if other.hit != nil && other.hit.id != m.hit.id && strings.Contains(name, " ") && strings.Contains(other.Text, name) {
				return name
			}
		}
	}
	return ""
}

// stopped says why the text breaks off where the page closes it to this
// reader and no text follows.
func (s *walk) stopped() string {
	for i := s.end - 1; i > s.last && i < len(s.marks); i-- {
		if m := s.marks[i]; m.hit != nil && m.hit.act == "wall" {
			return "the text stops where the page says “" + m.Text + "”"
		}
	}
	return ""
}

// kept gives the blocks that stay, and moves captions to the page. A credit by
// itself belongs to the caption before it.
func (p *page) kept(s *walk) []Block {
	blocks := p.blocks[:0]
	for _, m := range s.marks {
		switch {
		case m.hit != nil && m.hit.act == "caption":
			p.captions = append(p.captions, evidence.Caption{Text: m.hit.part["text"], Credit: m.hit.part["credit"]})
		case m.hit != nil && m.hit.act == "credit":
			if n := len(p.captions); n > 0 && p.captions[n-1].Credit == "" {
				p.captions[n-1].Credit = m.hit.part["credit"]
			}
		case !m.drop:
			blocks = append(blocks, m.Block)
		}
	}
	return blocks
}

// cutDateline cuts an agency's dateline off the first running text.
func (p *page) cutDateline() {
	for i := range p.blocks {
		b := &p.blocks[i]
		if b.Kind != Paragraph || !prose(b.Text) {
			continue
		}
		h, rest := furniture().dateline(b.Text)
		if h == nil || rest == "" {
			return
		}
		b.Text = rest
		if p.byline == "" {
			p.byline = h.part["agency"]
		}
		if when, ok := dateLine(h.part["date"]); ok && !p.published.Known() {
			when.Basis = "dateline"
			p.published = when
		}
		return
	}
}

// same compares two lines as a reader would.
func same(a, b string) bool {
	return a != "" && strings.EqualFold(strings.TrimRight(a, ". "), strings.TrimRight(b, ". "))
}
