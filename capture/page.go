package capture

import "tallystick/evidence"

// page is what one file says, before it is a report.
type page struct {
	title, byline, publisher, language string

	published evidence.Interval
	links     []string
	captions  []evidence.Caption
	partial   string
	blocks    []Block
	extractor string // what cut the file into blocks
}

func (p page) report() evidence.Report {
	if !p.published.Known() {
		p.published = afterPosts(p.links)
	}
	text := joinBlocks(p.blocks)
	language := languageOf(p.language, text)
	return evidence.Report{
		Title: p.title, Byline: p.byline, Publisher: p.publisher, Language: language,
		Published: p.published, Links: p.links, Caption: p.captions, Partial: p.partial,
		Text: text, Extractor: p.extractor + ", " + Version + " " + furniture().fingerprint,
	}
}
