package part

import (
	"html/template"
	"strings"

	"tallystick/web/message"
)

// Markup writes fragments that stand on a page many times, in a language, with
// html/template's escapes: a template spends far longer on each by reflection.
type Markup struct {
	page     strings.Builder
	language *message.Language
}

// NewMarkup begins a fragment.
func NewMarkup(l *message.Language) *Markup { return &Markup{language: l} }

// Tags writes markup as it is: constants alone, or what was escaped.
func (m *Markup) Tags(s string) *Markup { m.page.WriteString(s); return m }

// Plain writes a text between tags, or in a quoted attribute that holds no
// address.
func (m *Markup) Plain(s string) *Markup {
	escapes.WriteString(&m.page, Brief(m.language, s))
	return m
}

// Say writes what is said in the language, as Plain does; nothing for nil.
func (m *Markup) Say(t message.Text) *Markup {
	if t == nil {
		return m
	}
	return m.Plain(t.In(m.language))
}

// Within writes what is said between tags; nothing where nothing is said.
func (m *Markup) Within(before string, t message.Text, after string) *Markup {
	if t == nil {
		return m
	}
	if said := t.In(m.language); said != "" {
		m.Tags(before).Plain(said).Tags(after)
	}
	return m
}

// Rich writes a key that has markup of its own.
func (m *Markup) Rich(key string, args ...any) *Markup {
	return m.Tags(string(rich(m.language, key, args)))
}

// Address writes an address in the quoted attribute that it opens.
func (m *Markup) Address(s string) *Markup {
	escaped, err := href(s)
	if err != nil { // of a constant template
		panic(err)
	}
	return m.Tags(escaped)
}

// HTML is the fragment.
func (m *Markup) HTML() template.HTML { return template.HTML(m.page.String()) }

// badges writes the sides on whose behalf something is said.
func (m *Markup) badges(sides Badges) *Markup {
	for _, s := range sides {
		m.Tags(`<a class="side" href="`).Address(s.Href).Tags(`" title="`).Say(message.Say("speaks for %s", s.Side)).Tags(`"><bdi>`).Plain(s.Side).Tags(`</bdi></a>`)
	}
	return m
}

func (m *Markup) stance(s StanceWords) *Markup {
	return m.Tags(`<span class="stance `).Plain(string(s.Stance)).Tags(`">`).Say(s.Verb).Tags(`</span>`)
}

func (m *Markup) state(s State) *Markup {
	return m.Tags(`<span class="state `).Plain(s.Class).Tags(`"><bdi>`).Say(s.Words).Tags(`</bdi></span>`)
}

// says writes who says it, for whom and how.
func (m *Markup) says(speaker message.Text, role string, sides Badges, stance StanceWords, hedge message.Text) *Markup {
	m.Tags(`<p class="says"><bdi class="speaker">`).Say(speaker).Tags(`</bdi>`)
	if role != "" {
		m.Tags(` <bdi class="role">`).Plain(role).Tags(`</bdi>`)
	}
	m.Tags(" ").badges(sides).Tags(" ").stance(stance)
	return m.Within(` <span class="hedge">(`, hedge, `)</span>`).Tags("</p>\n")
}

// foot writes where a claim stands, and leads to it.
func (m *Markup) foot(state State, claim, incident string) *Markup {
	m.Tags(`<p class="foot">`).state(state).Tags(` <a href="`).Address(claim).Tags(`">`).Say(message.Say("Open the claim")).Tags(`</a>`)
	if incident != "" {
		m.Tags(` <a href="`).Address(incident).Tags(`">`).Say(message.Say("All accounts of it")).Tags(`</a>`)
	}
	return m.Tags(`</p>`)
}

// Line writes a claim as a list shows it.
func (m *Markup) Line(l Line) *Markup {
	m.says(l.Speaker, l.Role, l.Sides, l.Stance, l.Hedge)
	switch {
	case l.Content == "":
		m.Tags(`<p class="content gone">`).Say(message.Say("Its words stand outside the excerpt that may be shown.")).Tags("</p>\n")
	case l.Quoted:
		m.Tags(`<p class="content" dir="auto">`).Say(message.Say("“%s”", l.Content)).Tags("</p>\n")
	default:
		m.Tags(`<p class="content" dir="auto">`).Plain(l.Content).Tags("</p>\n")
	}
	if len(l.Figures) > 0 {
		m.Tags(`<ul class="figures">`)
		for _, f := range l.Figures {
			m.Tags(`<li><bdi>`).Say(f).Tags(`</bdi></li>`)
		}
		m.Tags("</ul>\n")
	}
	return m.foot(l.State, l.Href, l.Incident)
}

// sections are the parts of the site that every page leads to: at its head, and
// at its foot.
var sections = []section{
	{"/reports", message.Say("Reports"), ""}, {"/incidents", message.Say("Incidents"), ""}, {"/map", message.Say("Map"), ""}, {"/losses", message.Say("Losses"), ""},
	{"/ceasefires", message.Say("Ceasefires"), ""}, {"/access", message.Say("Access"), ""}, {"/statements", message.Say("Statements"), ""}, {"/search", message.Say("Search"), " data-live"},
	{"/review", message.Say("Review"), ""}, {"/log", message.Say("Log"), ""}, {"/about", message.Say("About"), ""},
}

var feet = []section{
	{"/about", message.Say("About and method"), ""}, {"/data", message.Say("Data and proofs"), ""}, {"/evidence", message.Say("Evidence"), ""},
	{"/corrections", message.Say("Corrections"), ""}, {"/log", message.Say("Check the log"), ""},
}

type section struct {
	path  string
	words message.Text
	marks string // attributes of the item
}

// Sections are list items that lead to the parts of the site.
func (a Ask) Sections() template.HTML { return a.items(sections, "\n") }

// Feet are those at the foot of a page.
func (a Ask) Feet() template.HTML { return a.items(feet, "") }

func (a Ask) items(of []section, end string) template.HTML {
	m := NewMarkup(a.In())
	for _, s := range of {
		if s.path != "/review" || a.Review {
			m.Tags("<li" + s.marks + `><a href="`).Address(a.Link(s.path)).Tags(`">`).Say(s.words).Tags("</a></li>" + end)
		}
	}
	return m.HTML()
}
