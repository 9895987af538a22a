package capture

import (
	"strings"
)

const textExtractor = "pasted text"

// readText reads plain text, as typed or as pasted from a page.
func readText(text []byte) (page, error) {
	source := lineEnds.Replace(string(text))
	if strings.Count(source, "\n") > mostBlocks {
		return page{}, ErrCrowded
	}
	p := page{extractor: textExtractor, blocks: splitText(source)}
	p.clean()
	if n := len(p.blocks); n > 0 && p.partial == "" {
		if _, cut := cutShort(p.blocks[n-1].Text); cut && p.blocks[n-1].Kind == Paragraph {
			p.partial = "the last paragraph breaks off"
		}
	}
	for _, b := range p.blocks {
		p.links = append(p.links, linksIn(b.Text)...)
	}
	p.links = once(p.links)
	return p, nil
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n", "\u0085", "\n", "\f", "\n\n", "\v", "\n")

// splitText cuts text into blocks: at empty lines, at lines that begin with a
// bullet, and at line ends, unless the line was broken to fit a width.
func splitText(text string) []Block {
	var (
		blocks []Block
		group  []string
		joined = wrapped(text)
	)
	flush := func() {
		if joined {
			group = paragraphs(group)
		}
		for _, line := range group {
			blocks = append(blocks, Block{Paragraph, line})
		}
		group = group[:0]
	}
	item := false // the line before belongs to an item of a list
	for raw := range strings.SplitSeq(text, "\n") {
		line := squeeze(raw)
		if line == "" {
			flush()
			item = false
			continue
		}
		if rest, ok := bulleted(line); ok {
			flush()
			if rest = squeeze(rest); rest != "" {
				blocks = append(blocks, Block{Item, rest})
				item = true
			}
			continue
		}
		if item && (raw[0] == ' ' || raw[0] == '\t') {
			blocks[len(blocks)-1].Text += " " + line
			continue
		}
		item = false
		group = append(group, line)
	}
	flush()
	return blocks
}
