package part

import (
	"net/url"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/web/message"
)

// FoundLine is a claim in a list of claims of many reports: in its sentence,
// with the report that it stands in.
type FoundLine struct {
	Line
	Lang       string
	Sentence   []Stretch // empty when the excerpt has no room for it
	Title      message.Text
	ReportHref string
	Outlet     string
	OutletHref string
	Published  evidence.Interval
}

// Stretch is a piece of a text.
type Stretch struct {
	Text  string
	Found bool // it is what was searched for
}

// NewFoundLine makes the line of a claim in which words were found.
func NewFoundLine(ask Ask, c flow.FoundClaim, words flow.Phrases) FoundLine {
	line := FoundLine{
		Line: NewLine(ask, 0, c.Claim), Lang: Lang(c.In.Language), Title: ReportTitle(c.In.Title), ReportHref: ask.Link("/report/" + c.In.ID),
		Outlet: c.In.Publisher, Published: c.In.Published,
	}
	if slug := flow.OutletSlug(c.In.Publisher); slug != "" {
		line.OutletHref = ask.Link(NameHref(flow.NamedOutlet, slug))
	}
	if c.Sentence != "" {
		line.Sentence = Stretches(c.Sentence, words)
	}
	return line
}

// NewFoundLines makes the lines of a list.
func NewFoundLines(ask Ask, list []flow.FoundClaim, words flow.Phrases) []FoundLine {
	var lines []FoundLine
	for _, c := range list {
		lines = append(lines, NewFoundLine(ask, c, words))
	}
	return lines
}

// Stretches cuts a text where the words of a search begin and end in it.
func Stretches(text string, words flow.Phrases) []Stretch {
	var all []Stretch
	at := 0
	for _, m := range words.Marks(text) {
		if m[0] > at {
			all = append(all, Stretch{Text: text[at:m[0]]})
		}
		all = append(all, Stretch{text[m[0]:m[1]], true})
		at = m[1]
	}
	if at < len(text) {
		all = append(all, Stretch{Text: text[at:]})
	}
	return all
}

// NameHref is the path of the page of an actor, place or outlet.
func NameHref(kind, slug string) string { return "/" + kind + "/" + url.PathEscape(slug) }
