// Package incident is the page of one incident: the accounts of all who speak
// of it side by side, where they part, who answers whom, how the toll was told,
// and from how many places all of it comes.
package incident

import (
	"context"
	_ "embed"
	"html/template"
	"net/url"
	"slices"
	"strconv"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/link/accounts"
	"tallystick/publish"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the page reads.
type Library interface {
	Incident(ctx context.Context, at int64, id string) (flow.Incident, error)
}

// Style is the page's style sheet.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

var body = part.Parse(source)

type view struct {
	flow.Incident
	Line     part.IncidentLine
	Columns  []column
	Pairs    []pair
	Replies  template.HTML
	Tolls    []toll
	Exhibits []exhibit
	Origins  []origin
	Said     template.HTML // what each claim says
	Why      []why
	Findings []finding
	Citation part.Citation
}

// said is a claim of the incident with the report that holds it.
type said struct {
	part.Line
	Report           message.Text
	ReportHref, Lang string
	Published        evidence.Interval
	Late             bool // linked since the incident was accepted
}

// ref leads to a claim by its number on the page.
type ref struct {
	Href string
	Link template.HTML // empty for none
}

// titled is a report by its title.
type titled struct {
	Title message.Text
	Href  string
}

type origin struct {
	Name, Kind message.Text
	Reports    []titled
}

// why says what a claim was held against when it was linked.
type why struct {
	Claim, To ref
	Score     string
	Reasons   []string
}

// finding is whom a third party names as having done it.
type finding struct {
	By, Actor, Side string
	Unread          bool
	Ref             ref
}

// Page shows the incident that the address names.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		id := ask.PathValue("id")
		if !evidence.ValidClaimID(id) {
			return part.Answer{}, &part.BadAsk{What: message.Say("The address names no incident."), Write: message.Say("An incident’s address ends in the 32 hexadecimal digits of its id.")}
		}
		found, err := lib.Incident(ask.Context(), ask.At, id)
		if err != nil {
			return part.Answer{}, err
		}
		v := viewOf(ask, found)
		return part.Answer{Title: v.Line.Title, Body: body, View: v, Sharing: sharing(ask, v)}, nil
	}
}

// shown makes the view: refs are the claims' numbers.
type shown struct {
	ask  part.Ask
	refs map[string]ref
}

func viewOf(ask part.Ask, i flow.Incident) view {
	v := view{Incident: i, Line: part.NewIncidentLine(ask, i)}
	s := shown{ask, make(map[string]ref)}
	var all []said
	heads := make(map[string]publish.Headline)
	for _, r := range i.Reports {
		heads[r.ID] = r
	}
	for n, c := range i.Claims {
		line := part.NewLine(ask, n+1, c)
		head := heads[c.Report]
		s.refs[c.ID] = s.newRef(n+1, line.Href, message.Say("%s %s, in %s", line.Speaker, line.Stance.Verb, called(head)))
		all = append(all, said{
			Line: line, Report: called(head), ReportHref: ask.Link("/report/" + c.Report), Lang: part.Lang(head.Language), Published: head.Published,
			Late: slices.Contains(i.Late, c.ID),
		})
	}
	v.Said = s.saidOf(all)
	v.Citation = cite(ask, v)
	v.Columns = s.columns(i.Told)
	v.Pairs = pairs(i.Told)
	v.Replies = s.repliesOf(s.replies(i.Told))
	v.Tolls = s.tolls(i.Told)
	for _, e := range i.Exhibits {
		v.Exhibits = append(v.Exhibits, s.exhibit(e))
	}
	for _, o := range i.Origins.List {
		v.Origins = append(v.Origins, s.origin(o, heads))
	}
	for _, l := range i.Links {
		v.Why = append(v.Why, why{Claim: s.refs[l.Claim], To: s.refs[l.To], Score: strconv.Itoa(l.Score/10) + " %", Reasons: l.Reasons})
	}
	for _, a := range i.Attributions {
		v.Findings = append(v.Findings, finding{a.By, a.Actor, a.Side, a.Unread, s.refs[a.Said.Claim]})
	}
	return v
}

func called(h publish.Headline) message.Text {
	switch {
	case h.Publisher != "" && h.Title != "":
		return message.Verbatim(h.Title + " (" + h.Publisher + ")")
	case h.Title != "":
		return message.Verbatim(h.Title)
	}
	return message.Say("an untitled report")
}

// exhibit is what a source shows for what it says.
type exhibit struct {
	Who     message.Text
	What    message.Text // none for an address
	Address string
	Web     bool // the address can be opened
	Refs    []ref
}

// exhibitWords says of what claims speak.
var exhibitWords = map[string]message.Text{
	accounts.ExhibitPhoto: message.Say("photographs"), accounts.ExhibitSatellite: message.Say("satellite images"),
	accounts.ExhibitVideo: message.Say("videos"), accounts.ExhibitRecording: message.Say("recordings"),
}

func (s shown) exhibit(e accounts.Exhibit) exhibit {
	out := exhibit{Who: message.Say("The report itself"), What: exhibitWords[e.Kind], Address: e.Address, Refs: s.refsOf(e.Said)}
	if e.Source != "" {
		out.Who = message.Name(e.Source)
	}
	u, err := url.Parse(e.Address)
	out.Web = err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.String() == e.Address
	return out
}

func (s shown) origin(o accounts.Origin, heads map[string]publish.Headline) origin {
	out := origin{Name: message.Name(o.Name)}
	switch o.Kind {
	case "side":
		out.Kind = message.Say("speakers of one side")
	case "source":
		out.Kind = message.Say("a source, in whatever report it is quoted")
	default:
		out.Kind, out.Name = message.Say("a report of its own"), called(heads[o.Name])
		if len(o.Reports) > 1 {
			out.Kind = message.Say("one report and its copies")
		}
	}
	for _, id := range o.Reports {
		out.Reports = append(out.Reports, titled{called(heads[id]), s.ask.Link("/report/" + id)})
	}
	return out
}

// reply is an answer and what it answers.
type reply struct {
	Ref, To ref
	Who     message.Text
	Act     message.Text
	Fields  message.Text // that a denial is of, where it is not all of it
	Sure    message.Text
	Reasons message.Text
	Decide  string // address where people say what it answers; empty where nobody does
}

func (s shown) replies(t accounts.Told) []reply {
	var all []reply
	for _, r := range t.Replies {
		who := make([]message.Text, len(r.Accounts))
		for i, id := range r.Accounts {
			who[i] = part.AccountCalled(id, r.Said.Source)
		}
		out := reply{Ref: s.refs[r.Claim], To: s.refs[r.To], Who: message.Comma(who...), Act: actWords(r.Act), Sure: sureWords(r.Sure), Reasons: part.Phrases(r.Reasons)}
		if s.ask.Review {
			out.Decide = s.ask.Link("/review/" + r.Claim + "#answer")
		}
		if len(r.Fields) > 0 && !slices.Contains(r.Fields, accounts.FieldHappened) {
			words := make([]message.Text, len(r.Fields))
			for i, f := range r.Fields {
				words[i] = part.FieldWords(f)
			}
			out.Fields = message.Comma(words...)
		}
		all = append(all, out)
	}
	return all
}

// acts says what an answer does.
var acts = map[string]message.Message{
	accounts.ActDenies: message.Say("denies"), accounts.ActRejects: message.Say("rejects"), accounts.ActAdmits: message.Say("admits"), accounts.ActConfirms: message.Say("confirms"),
	accounts.ActNoConfirm: message.Say("does not confirm"), accounts.ActNoDenial: message.Say("does not deny"),
}

func actWords(act string) message.Text {
	if said, known := acts[act]; known {
		return said
	}
	return message.Verbatim(act)
}

func sureWords(sure string) message.Text {
	switch sure {
	case accounts.Certain:
		return message.Say("certain")
	case accounts.Likely:
		return message.Say("likely")
	case accounts.Decidedly:
		return message.Say("decided [tie]")
	case accounts.Unsure:
		return message.Say("unsure")
	}
	return message.Verbatim(sure)
}
