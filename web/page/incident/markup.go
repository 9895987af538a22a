package incident

import (
	"html/template"
	"strconv"

	"tallystick/web/message"
	"tallystick/web/part"
)

// newRef makes what leads to a claim: the same stands at whatever the claim says.
func (s shown) newRef(number int, href string, says message.Text) ref {
	n := strconv.Itoa(number)
	m := part.NewMarkup(s.ask.In())
	m.Tags(`<a class="ref" href="`).Address(href).Tags(`" title="`).Say(says).Tags(`">` + n + `</a>`)
	return ref{Href: href, Link: m.HTML()}
}

// cellsOf writes what an account says of each field.
func (s shown) cellsOf(cells []cell) template.HTML {
	m := part.NewMarkup(s.ask.In())
	for _, c := range cells {
		parted := ""
		if len(c.Marks) > 0 {
			parted = " parted"
		}
		m.Tags(`<div class="cell` + parted + `"><h4 class="label">`).Say(c.Label).Tags("</h4>\n")
		for _, v := range c.Values {
			m.Tags("<p>")
			v.write(m)
			m.Tags("</p>\n")
		}
		switch {
		case len(c.Values) > 0:
		case c.Denies:
			m.Tags(`<p class="gone">`).Say(message.Say("denies what is said of it")).Tags("</p>\n")
		default:
			m.Tags(`<p class="gone">`).Say(message.Say("says nothing of it")).Tags("</p>\n")
		}
		for _, mark := range c.Marks {
			m.Tags(`<p class="against"><span class="ne" aria-hidden="true">≠</span> <bdi>`).Say(mark).Tags("</bdi></p>\n")
		}
		m.Tags("</div>\n")
	}
	return m.HTML()
}

func (v value) write(m *part.Markup) {
	m.Tags("<bdi>").Say(v.Text).Tags("</bdi>")
	if v.Side != "" {
		m.Tags(` <span class="side"><bdi>`).Plain(v.Side).Tags("</bdi></span>")
	}
	m.Within(` <span class="role"><bdi>`, v.Note, "</bdi></span>")
	for _, r := range v.Refs {
		m.Tags(" " + string(r.Link))
	}
	for _, p := range v.Parts {
		m.Tags(`<br><span class="small role">`).Rich("among them <bdi>%s</bdi>", p).Tags("</span>")
	}
}

// saidOf writes the claims, each under its report.
func (s shown) saidOf(all []said) template.HTML {
	m := part.NewMarkup(s.ask.In())
	for _, c := range all {
		n := strconv.Itoa(c.Number)
		m.Tags(`<li id="said-` + n + `"><p class="small role">` + n + ` · <a href="`).Address(c.ReportHref).Tags(`"`)
		if c.Lang != "" {
			m.Tags(` lang="`).Plain(c.Lang).Tags(`"`)
		}
		m.Tags("><bdi>").Say(c.Report).Tags("</bdi></a>, ").Say(part.IntervalWords(c.Published))
		if c.Late {
			m.Tags(" · ").Say(message.Say("linked since people accepted the incident"))
		}
		m.Tags("</p>\n").Line(c.Line).Tags("</li>\n")
	}
	return m.HTML()
}

// rowsOf writes the numbers of a toll as they were told.
func (s shown) rowsOf(all []telling) template.HTML {
	m := part.NewMarkup(s.ask.In())
	for _, r := range all {
		m.Tags("<tr><td>").Say(r.When).Tags(`</td><th scope="row">` + string(r.Key) + "<bdi>").Say(r.Who).Tags("</bdi>")
		if r.Side != "" {
			m.Tags(` <span class="side"><bdi>`).Plain(r.Side).Tags("</bdi></span>")
		}
		m.Tags("</th><td><b>").Say(r.Number).Tags("</b>")
		if r.People != "" {
			m.Tags(" <bdi>").Say(message.Name(r.People)).Tags("</bdi>")
		}
		if r.Of != "" {
			m.Tags(` <span class="role">`).Rich("of <bdi>%s</bdi>", r.Of).Tags("</span>")
		}
		if r.Hedged {
			m.Tags(` <span class="hedge">`).Say(message.Say("with reserve")).Tags("</span>")
		}
		m.Tags(" " + string(r.Ref.Link))
		for _, p := range r.Parts {
			m.Tags(`<p class="small role">`).Rich("among them <bdi>%s</bdi>", p).Tags("</p>")
		}
		m.Tags("</td></tr>\n")
	}
	return m.HTML()
}

// repliesOf writes who answers whom.
func (s shown) repliesOf(all []reply) template.HTML {
	m := part.NewMarkup(s.ask.In())
	for _, r := range all {
		answers := r.To.Href != ""
		m.Tags("<li><p><bdi>").Say(r.Who).Tags("</bdi> <strong>").Say(r.Act).Tags("</strong>").Within(" (", r.Fields, ")").Tags(" " + string(r.Ref.Link))
		if answers {
			m.Say(message.Say(", in answer to")).Tags(" " + string(r.To.Link))
		} else {
			m.Say(message.Say("; what it answers is not among these claims"))
		}
		m.Tags("</p>\n" + `<p class="small">`)
		if answers {
			m.Rich("That it answers this one is <strong>%s</strong>:", r.Sure).Tags(" ")
		}
		m.Tags("<bdi>").Say(r.Reasons).Tags("</bdi>.")
		if r.Decide != "" {
			m.Tags(` <a href="`).Address(r.Decide).Tags(`">`).Say(message.Say("Decide what it answers")).Tags("</a>")
		}
		m.Tags("</p></li>\n")
	}
	return m.HTML()
}
