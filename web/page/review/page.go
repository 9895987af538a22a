// Package review is where people decide: what waits for them, and one matter
// with all that it joins side by side and a form for the verdict. It is the
// desk's alone, and the only place of the site that writes.
package review

import (
	"context"
	_ "embed"
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the pages read.
type Library interface {
	Proposals(ctx context.Context, at int64, f flow.MatterFilter) ([]flow.Matter, int64, error)
	Matter(ctx context.Context, at int64, id string) (flow.Matter, error)
}

// Style is the pages' style sheet.
//
//go:embed page.css
var Style string

//go:embed list.tmpl
var listSource string

//go:embed matter.tmpl
var matterSource string

var listBody, matterBody = part.Parse(listSource), part.Parse(matterSource)

// perPage is how many matters one page lists.
const perPage = 25

// kinds are what is proposed, as it stands in addresses and on pages.
var kinds = []string{evidence.SameUnit, evidence.SameOrigin}

type list struct {
	Matters []item
	Kinds   []choice
	State   []choice
	Older   string
	Nothing message.Text
	Batch   *Batch // several can be decided at once; nil where not
	Action  string // address that takes it
}

// Batch is what somebody has filled in of one verdict on several proposals.
type Batch struct {
	Form
	Chosen  []string
	Faults  []Fault // proposals of which nothing was recorded
	Decided int
}

// Fault says why a proposal was not decided.
type Fault struct{ ID, Why string }

type item struct {
	flow.Matter
	Href  string
	Words message.Text // what is proposed
	State part.State
	Lines []message.Text // what it joins, in a line each
	More  int            // that are not shown

	Chosen bool // for a verdict on several
}

type choice struct {
	Words  message.Text
	Href   string
	Chosen bool
}

// shownLines is how many members of a matter a list shows.
const shownLines = 4

// List lists what waits for a person, the newest first, or all that was ever
// proposed.
func List(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) { return ListAnswer(ask, lib, Batch{}) }
}

// ListAnswer is the list with the form for several as somebody has filled it in.
func ListAnswer(ask part.Ask, lib Library, batch Batch) (part.Answer, error) {
	q := ask.URL.Query()
	f := flow.MatterFilter{What: q.Get("what"), Open: q.Get("decided") == "", Limit: perPage}
	if b := q.Get("before"); b != "" {
		n, err := strconv.ParseInt(b, 10, 64)
		if err != nil || n < 1 {
			return part.Answer{}, &part.BadAsk{What: message.Say("The address asks for a page that cannot be."), Write: message.Say("Write the number of an entry, as in ?before=120.")}
		}
		f.Before = n
	}
	matters, more, err := lib.Proposals(ask.Context(), ask.At, f)
	if err != nil {
		return part.Answer{}, err
	}
	v := list{Nothing: message.Say("Nothing waits for a person.")}
	if !f.Open {
		v.Nothing = message.Say("Nothing was ever proposed.")
	}
	for _, m := range matters {
		i := itemOf(ask, m)
		i.Chosen = slices.Contains(batch.Chosen, m.ID)
		v.Matters = append(v.Matters, i)
	}
	address := func(what string, open bool, before int64) string {
		q := url.Values{}
		if what != "" {
			q.Set("what", what)
		}
		if !open {
			q.Set("decided", "too")
		}
		if before > 0 {
			q.Set("before", strconv.FormatInt(before, 10))
		}
		if len(q) == 0 {
			return ask.Link("/review")
		}
		return ask.Link("/review?" + q.Encode())
	}
	v.Kinds = append(v.Kinds, choice{message.Say("Every kind"), address("", f.Open, 0), f.What == ""})
	for _, k := range kinds {
		v.Kinds = append(v.Kinds, choice{message.Capital(part.SuggestionWords(k)), address(k, f.Open, 0), f.What == k})
	}
	v.State = []choice{{message.Say("Undecided"), address(f.What, true, 0), f.Open}, {message.Say("Decided too"), address(f.What, false, 0), !f.Open}}
	if more > 0 {
		v.Older = address(f.What, f.Open, more)
	}
	if f.What != "" && f.Open && ask.AsOf.IsZero() {
		v.Batch, v.Action = &batch, address(f.What, true, f.Before)
	}
	return part.Answer{Title: message.Say("Review"), Body: listBody, View: v}, nil
}

func itemOf(ask part.Ask, m flow.Matter) item {
	i := item{Matter: m, Words: whatWords(m.What), Href: ask.Link("/review/" + m.ID), State: stateOf(m)}
	for _, member := range m.Members {
		switch {
		case len(i.Lines) == shownLines:
			i.More++
		case member.Gone:
			i.Lines = append(i.Lines, message.Say("withdrawn"))
		case member.Unit != nil:
			i.Lines = append(i.Lines, part.UnitWords(*member.Unit))
		default:
			i.Lines = append(i.Lines, message.Verbatim(member.Title))
		}
	}
	return i
}

func stateOf(m flow.Matter) part.State {
	c := publish.Claim{State: m.State}
	switch m.State {
	case publish.Accepted:
		c.Accepts = m.Rulings
	case publish.Rejected:
		c.Rejects = m.Rulings
	default:
		return part.State{Class: string(publish.Unreviewed), Words: message.Say("nobody has decided")}
	}
	return part.StateOf(c)
}

// Form is what somebody has filled in.
type Form struct {
	By     string
	Reason string
	Fault  string // why it was not taken; empty when it was not sent
}

type matter struct {
	flow.Matter
	State    part.State
	Question message.Text
	About    message.Text // what is decided on
	Fields   []field
	Columns  []column
	Pictures []comparison
	Form     Form
	Past     bool // an as-of page: nothing is decided in the past
	Shown    bool // pictures were asked for
	Show     string
	Hide     string
	Command  string // the same on the command line
	Exhibit  string // address of the page of a file that is decided on; empty for none
	Picture  string // of its small copy; empty for none
}

type column struct {
	Name message.Text
	Href string // of its own page
	ID   string
}

type field struct {
	Name    message.Text
	Cells   []cell
	Differs bool
}

type cell struct {
	Lines []message.Text
	Links []link
}

type link struct {
	Words         message.Text
	Href, Picture string
}

type comparison struct {
	flow.Comparison
	OneHref, OtherHref string
}

// One shows one matter with a form.
func One(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) { return Answer(ask, lib, Form{}) }
}

// Answer shows one matter with a form as somebody has filled it in.
func Answer(ask part.Ask, lib Library, form Form) (part.Answer, error) {
	m, err := lib.Matter(ask.Context(), ask.At, ask.PathValue("id"))
	if err != nil {
		return part.Answer{}, err
	}
	v := matter{
		Matter: m, State: stateOf(m), Question: question(m), About: subjectWords(m.Subject), Form: form, Past: !ask.AsOf.IsZero(), Shown: ask.URL.Query().Get("pictures") == "shown",
		Show: ask.Link("/review/" + m.ID + "?pictures=shown"), Hide: ask.Link("/review/" + m.ID),
		Command: fmt.Sprintf("tallystick decide %s accept --as NAME --reason TEXT", m.ID),
	}
	if m.File != nil {
		v.Exhibit = ask.Link("/evidence/" + m.ID)
		if len(m.File.Perceptual) > 0 {
			v.Picture = "/evidence/" + m.ID + "/picture"
		}
	}
	v.Columns, v.Fields = sideBySide(ask, m.Members)
	for _, c := range m.Compared {
		v.Pictures = append(v.Pictures, comparison{c, ask.Link("/evidence/" + c.One), ask.Link("/evidence/" + c.Other)})
	}
	return part.Answer{Title: message.Capital(whatWords(m.What)), Body: matterBody, View: v}, nil
}

// question is what the person is asked.
func question(m flow.Matter) message.Text {
	switch m.Subject {
	case evidence.SubjectProposal:
		return message.Say("Are these the %s?", part.SuggestionWords(m.What))
	case evidence.SubjectIncident:
		return message.Say("Do these claims speak of one thing?")
	}
	if m.Subject == evidence.SubjectFile {
		return message.Say("May the public see this file?")
	}
	return message.Say("Is this %s to stand?", whatWords(m.What))
}

// whatWords says what a matter is: what a proposal suggests, or its subject.
func whatWords(what string) message.Text {
	if what == evidence.SameUnit || what == evidence.SameOrigin {
		return part.SuggestionWords(what)
	}
	return subjectWords(what)
}

var subjects = map[string]message.Message{
	evidence.SubjectClaim: message.Say("claim"), evidence.SubjectProposal: message.Say("proposal"), evidence.SubjectIncident: message.Say("incident"),
	evidence.SubjectEdition: message.Say("edition"), evidence.SubjectUnit: message.Say("unit"), evidence.SubjectFile: message.Say("file of evidence"),
	evidence.SubjectRoute: message.Say("road"),
}

func subjectWords(subject string) message.Text {
	if said, known := subjects[subject]; known {
		return said
	}
	return message.Verbatim(subject)
}
