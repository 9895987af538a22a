package capture

import (
	"strings"

	"tallystick/evidence"
)

// readHTML reads a page: what it says of itself out of its head, its main text
// by the extractor, or by PlainText where that refuses or finds nothing.
func readHTML(text []byte, by Extractor) (page, error) {
	if by == nil {
		by = Readability{}
	}
	if overloaded(text) {
		return page{}, ErrMarkup
	}
	h := readHead(text)
	a, err := by.Extract(text)
	if err != nil || !anyProse(a.Blocks) {
		if plain, plainErr := (PlainText{}).Extract(text); plainErr == nil {
			if err != nil || len(plain.Blocks) > len(a.Blocks) {
				a, by, err = plain, PlainText{}, nil
			}
		}
	}
	if err != nil {
		return page{}, err
	}
	if len(a.Blocks) >= mostBlocks {
		return page{}, ErrCrowded
	}
	p := page{
		publisher: h.publisher(), byline: h.author(), language: h.language(),
		captions: h.captions, links: a.Links, blocks: a.Blocks, extractor: by.Name(),
	}
	p.title = h.headline(p.publisher)
	p.published = h.published()
	p.dropCaptions()
	p.clean()
	return p, nil
}

func anyProse(blocks []Block) bool {
	for _, b := range blocks {
		if prose(b.Text) {
			return true
		}
	}
	return false
}

// dropCaptions takes captions out of the text where the extractor kept them.
func (p *page) dropCaptions() {
	under := make(map[string]bool)
	for _, c := range p.captions {
		under[c.Text] = true
	}
	kept := p.blocks[:0]
	for _, b := range p.blocks {
		if !under[b.Text] {
			kept = append(kept, b)
		}
	}
	p.blocks = kept
}

func (h head) first(keys ...string) string {
	for _, k := range keys {
		if v := h.meta[k]; v != "" {
			return v
		}
	}
	return ""
}

func (h head) publisher() string {
	if s := h.first("og:site_name"); s != "" {
		for _, sep := range []string{" | ", " - "} { // a slogan
			if name, _, ok := strings.Cut(s, sep); ok {
				s = name
			}
		}
		return s
	}
	if s := h.said("publisher"); s != "" {
		return s
	}
	if s := h.first("dc.publisher", "dcterms.publisher", "article:publisher", "citation_publisher", "application-name"); s != "" && !strings.Contains(s, "/") {
		return s
	}
	return strings.TrimPrefix(h.first("twitter:site"), "@")
}

func (h head) author() string {
	for _, s := range []string{h.said("author"), h.first("author"), h.first("article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl"), h.byline} {
		if s = trimBy(s); s != "" && !strings.Contains(s, "/") && len(s) < 300 {
			return s
		}
	}
	return ""
}

func (h head) language() string {
	if h.lang != "" {
		return h.lang
	}
	if s := h.said("inLanguage"); s != "" {
		return s
	}
	return h.first("og:locale", "content-language", "dc.language")
}

// headline gives the title without the outlet's name that many pages add.
func (h head) headline(publisher string) string {
	h1 := h.h1
	if !strings.Contains(strings.ToLower(h.title), strings.ToLower(h1)) {
		h1 = "" // perhaps a section's name
	}
	for _, s := range []string{h.first("og:title"), h.said("headline"), h1, h.title, h.h1, h.first("twitter:title", "dc.title")} {
		if s == "" || same(s, h.first("og:site_name")) {
			continue
		}
		for _, sep := range []string{" | ", " - ", " – ", " — ", " :: ", " · "} {
			i := strings.LastIndex(s, sep)
			if i <= 0 {
				continue
			}
			site := s[i+len(sep):]
			if same(site, publisher) || same(s[:i], h.h1) || s == h.title && countWords(site, 5) < 5 && countWords(s[:i], 4) >= 4 {
				return s[:i]
			}
		}
		return s
	}
	return ""
}

// published is when the page says it came out, by the first way of saying so
// that gives a time.
func (h head) published() evidence.Interval {
	for _, k := range []string{"article:published_time", "og:published_time", "article:published", "datepublished", "pubdate", "publishdate", "publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "citation_date", "date"} {
		if when, ok := machineTime(h.meta[k], "meta "+k); ok {
			return when
		}
		if k == "article:published" {
			if when, ok := machineTime(h.said("datePublished"), "JSON-LD datePublished"); ok {
				return when
			}
		}
	}
	if len(h.times) > 0 {
		if when, ok := machineTime(h.times[0], "time element"); ok {
			return when
		}
	}
	for _, a := range []string{h.address, h.first("og:url")} {
		if when, ok := addressTime(a); ok {
			return when
		}
	}
	return evidence.Interval{}
}
