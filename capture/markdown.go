package capture

import (
	"html"
	"regexp"
	"strings"

	"tallystick/evidence"
)

const markdownExtractor = "markdown"

// readMarkdown reads Markdown with or without front matter. The front matter's
// own words go before what the text shows.
func readMarkdown(text []byte) (page, error) {
	lines := strings.Split(dropWikiFiles(lineEnds.Replace(string(text))), "\n")
	if len(lines) > mostBlocks {
		return page{}, ErrCrowded
	}
	front, lines := frontMatter(lines)
	m := mdReader{page: page{
		extractor: markdownExtractor,
		title:     front.get("title"),
		byline:    front.get("author", "authors", "byline"),
		publisher: front.get("publisher", "outlet", "site"),
		language:  front.get("language", "lang"),
	}}
	for _, k := range []string{"published", "date", "pubdate"} {
		if when, ok := machineTime(front.get(k), "front matter "+k); ok {
			m.published = when
			break
		}
	}
	if u := front.get("url", "canonical", "link"); webAddress(u) {
		m.links = append(m.links, u)
	}
	m.references(lines)
	m.read(lines)
	m.blocks = dropRepeats(m.blocks)
	m.links = once(m.links)
	return m.page, nil
}

// mdReader cuts Markdown into blocks, line by line.
type mdReader struct {
	page
	open  []string          // lines of the block that is open
	kind  Kind              // of that block
	fence string            // what ends the code that is open
	named map[string]string // link references
}

var (
	mdHeading   = regexp.MustCompile(`^ {0,3}#{1,6}(?:[ \t]+(.*?))?[ \t]*#*[ \t]*$`)
	mdUnderline = regexp.MustCompile(`^ {0,3}(?:=+|-+)[ \t]*$`)
	mdRule      = regexp.MustCompile(`^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$`)
	mdItem      = regexp.MustCompile(`^[ \t]*(?:[-*+•]|\d{1,9}[.)])[ \t]+(.*)$`)
	mdQuote     = regexp.MustCompile(`^ {0,3}(?:> ?)+`)
	mdFence     = regexp.MustCompile("^ {0,3}(```+|~~~+)")
	mdTableLine = regexp.MustCompile(`^[ \t|:-]*-[ \t|:-]*$`)
	mdReference = regexp.MustCompile(`^ {0,3}\[(\^?[^\]]{1,200})\]:[ \t]*<?(\S*?)>?(?:[ \t]+.*)?$`)
)

// references collects link references, which may stand after their use.
func (m *mdReader) references(lines []string) {
	m.named = make(map[string]string)
	for _, line := range lines {
		if r := mdReference.FindStringSubmatch(line); r != nil && r[1][0] != '^' {
			m.named[strings.ToLower(r[1])] = r[2]
		}
	}
}

func (m *mdReader) read(lines []string) {
	for _, line := range lines {
		if m.fence != "" {
			if strings.HasPrefix(strings.TrimSpace(line), m.fence) {
				m.fence = ""
			} else if line = squeeze(line); line != "" {
				m.blocks = append(m.blocks, Block{Row, line})
			}
			continue
		}
		if f := mdFence.FindStringSubmatch(line); f != nil {
			m.flush()
			m.fence = f[1]
			continue
		}
		m.line(mdQuote.ReplaceAllString(line, ""))
	}
	m.flush()
}

func (m *mdReader) line(line string) {
	switch h := mdHeading.FindStringSubmatch(line); {
	case strings.TrimSpace(line) == "":
		m.flush()
	case h != nil:
		m.flush()
		m.block(Heading, h[1])
	case mdUnderline.MatchString(line) && len(m.open) > 0 && m.kind == Paragraph:
		m.kind = Heading
		m.flush()
	case mdRule.MatchString(line):
		m.flush()
	case mdReference.MatchString(line):
		m.flush()
		r := mdReference.FindStringSubmatch(line)
		if r[1][0] == '^' { // a footnote: its words go, its addresses stay
			m.links = append(m.links, linksIn(line)...)
		} else if webAddress(r[2]) {
			m.links = append(m.links, r[2])
		}
	case strings.HasPrefix(strings.TrimSpace(line), "|") || strings.Count(line, " | ") > 1:
		m.flush()
		m.row(line)
	default:
		if item := mdItem.FindStringSubmatch(line); item != nil {
			m.flush()
			m.kind = Item
			line = item[1]
		}
		m.open = append(m.open, strings.TrimSpace(line))
	}
}

// flush ends the block that is open.
func (m *mdReader) flush() {
	if len(m.open) > 0 {
		m.block(m.kind, strings.Join(m.open, "\n"))
	}
	m.open, m.kind = nil, Paragraph
}

func (m *mdReader) row(line string) {
	if mdTableLine.MatchString(line) {
		return
	}
	var cells []string
	for _, cell := range strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|") {
		cells = append(cells, strings.TrimSpace(cell))
	}
	m.block(Row, strings.Join(cells, " | "))
}

// block adds a block without its markup. The first heading of a text without
// title is its title.
func (m *mdReader) block(kind Kind, source string) {
	text := squeeze(m.inline(source))
	switch {
	case strings.Trim(text, "| ") == "" || same(text, m.title) && kind == Heading:
		return
	case kind == Heading && m.title == "" && len(m.blocks) == 0:
		m.title = text
		return
	}
	m.blocks = append(m.blocks, Block{kind, text})
}

var (
	mdImage    = regexp.MustCompile(`!\[([^\]]*)\]\((?:<[^>]*>|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+["']([^"'\n]*)["'])?\s*\)`)
	mdWikiLink = regexp.MustCompile(`\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]`)
	mdLink     = regexp.MustCompile(`\[([^\[\]]*)\]\((?:<([^>]*)>|([^()\s]*(?:\([^()\s]*\)[^()\s]*)*))(?:\s+["'][^"'\n]*["'])?\s*\)`)
	mdNamed    = regexp.MustCompile(`\[([^\[\]]+)\]\[([^\[\]]*)\]`)
	mdNote     = regexp.MustCompile(`\[\^[^\]\s]{1,50}\]`)
	mdAddress  = regexp.MustCompile(`<(https?://[^>\s]+)>`)
	mdComment  = regexp.MustCompile(`(?s)<!--.*?-->`)
	mdTag      = regexp.MustCompile(`</?[a-zA-Z][^<>]{0,500}>`)
	mdStrong   = regexp.MustCompile(`(\*\*\*|\*\*|__|~~)(\S(?:[^\n]*?\S)?)(\*\*\*|\*\*|__|~~)`)
	mdStar     = regexp.MustCompile(`\*([^\s*](?:[^*\n]*?[^\s*])?)\*`)
	mdLow      = regexp.MustCompile(`(^|[^\pL\pN_])_([^\s_](?:[^_\n]*?[^\s_])?)_($|[^\pL\pN_])`)
	mdCode     = regexp.MustCompile("`+([^`]+)`+")
	mdEscape   = regexp.MustCompile(`\\([!-/:-@\[-\x60{-~])`)
)

// inline takes the markup out of one block: a link is its words, its address
// goes to the report's links; a picture's words go to the captions.
func (m *mdReader) inline(s string) string {
	if strings.Contains(s, "[") {
		s = m.unlink(s)
	}
	if strings.Contains(s, "<") {
		s = mdComment.ReplaceAllString(s, "")
		s = mdAddress.ReplaceAllString(s, "$1")
		s = mdTag.ReplaceAllString(s, "")
	}
	m.links = append(m.links, linksIn(s)...)
	for _, mark := range []struct {
		sign, kept string
		pattern    *regexp.Regexp
	}{{"**", "$2", mdStrong}, {"__", "$2", mdStrong}, {"~~", "$2", mdStrong}, {"*", "$1", mdStar}, {"_", "$1$2$3", mdLow}, {"`", "$1", mdCode}, {`\`, "$1", mdEscape}} {
		if strings.Contains(s, mark.sign) {
			s = mark.pattern.ReplaceAllString(s, mark.kept)
		}
	}
	return html.UnescapeString(s)
}

// unlink takes pictures, links and footnote marks out.
func (m *mdReader) unlink(s string) string {
	s = replace(mdImage, s, func(g []string) string {
		text := g[1]
		if g[2] != "" {
			text = g[2]
		}
		if text = squeeze(text); text != "" {
			m.captions = append(m.captions, evidence.Caption{Text: text})
		}
		return ""
	})
	s = mdWikiLink.ReplaceAllString(s, "$1")
	s = mdNote.ReplaceAllString(s, "")
	s = replace(mdLink, s, func(g []string) string {
		if a := g[2] + g[3]; webAddress(a) {
			m.links = append(m.links, a)
		}
		return g[1]
	})
	return replace(mdNamed, s, func(g []string) string {
		name := g[2]
		if name == "" {
			name = g[1]
		}
		if _, ok := m.named[strings.ToLower(name)]; !ok {
			return g[0]
		}
		return g[1]
	})
}

// dropWikiFiles drops pictures in the markup of wikis, which may run over
// several paragraphs.
func dropWikiFiles(s string) string {
	var b strings.Builder
	for {
		start := strings.Index(s, "[[File:")
		end := -1
		if start >= 0 {
			end = strings.Index(s[start:], "]]")
		}
		if end < 0 {
			break
		}
		b.WriteString(s[:start])
		s = s[start+end+2:]
	}
	b.WriteString(s)
	return b.String()
}

// replace is ReplaceAllStringFunc with the groups of each match.
func replace(p *regexp.Regexp, s string, f func(group []string) string) string {
	return p.ReplaceAllStringFunc(s, func(match string) string { return f(p.FindStringSubmatch(match)) })
}
