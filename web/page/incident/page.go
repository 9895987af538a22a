// Package incident is the page of one incident: the accounts of all who speak
// of it side by side, where they part, who answers whom, how the toll was told,
// and from how many places all of it comes.
package incident

import (
	"context"
	_ "embed"
	"slices"
	"strconv"
	"strings"

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
	Replies  []reply
	Tolls    []toll
	Origins  []origin
	Said     []said
	Why      []why
	Findings []finding
	Citation part.Citation
}

// said is a claim of the incident with the report that holds it.
type said struct {
	part.Line
	Report, ReportHref, Lang string
	Published                evidence.Interval
	Late                     bool // linked since the incident was accepted
}

// ref leads to a claim by its number on the page.
type ref struct {
	Number string
	Href   string
	Says   string // for those who do not see where it leads
}

type origin struct {
	Name, Kind string
	Reports    []ref
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
	heads := make(map[string]publish.Headline)
	for _, r := range i.Reports {
		heads[r.ID] = r
	}
	for n, c := range i.Claims {
		line := part.NewLine(ask, n+1, c)
		head := heads[c.Report]
		s.refs[c.ID] = ref{strconv.Itoa(n + 1), line.Href, line.Speaker.In(message.English) + " " + line.Stance.Verb.In(message.English) + ", in " + called(head)}
		v.Said = append(v.Said, said{
			Line: line, Report: called(head), ReportHref: ask.Link("/report/" + c.Report), Lang: part.Lang(head.Language), Published: head.Published,
			Late: slices.Contains(i.Late, c.ID),
		})
	}
	v.Citation = cite(ask, v)
	v.Columns = s.columns(i.Told)
	v.Pairs = pairs(i.Told)
	v.Replies = s.replies(i.Told)
	v.Tolls = s.tolls(i.Told)
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

func called(h publish.Headline) string {
	switch {
	case h.Publisher != "" && h.Title != "":
		return h.Title + " (" + h.Publisher + ")"
	case h.Title != "":
		return h.Title
	}
	return "an untitled report"
}

func (s shown) origin(o accounts.Origin, heads map[string]publish.Headline) origin {
	out := origin{Name: o.Name}
	switch o.Kind {
	case "side":
		out.Kind = "speakers of one side"
	case "source":
		out.Kind = "a source, in whatever report it is quoted"
	default:
		out.Kind, out.Name = "a report of its own", called(heads[o.Name])
		if len(o.Reports) > 1 {
			out.Kind = "one report and its copies"
		}
	}
	for _, id := range o.Reports {
		out.Reports = append(out.Reports, ref{called(heads[id]), s.ask.Link("/report/" + id), ""})
	}
	return out
}

// reply is an answer and what it answers.
type reply struct {
	Ref, To ref
	Who     string
	Act     string
	Fields  string // that a denial is of, where it is not all of it
	Sure    string
	Reasons string
}

func (s shown) replies(t accounts.Told) []reply {
	var all []reply
	for _, r := range t.Replies {
		who := make([]string, len(r.Accounts))
		for i, id := range r.Accounts {
			who[i] = part.AccountCalled(id, r.Said.Source).In(message.English)
		}
		out := reply{Ref: s.refs[r.Claim], To: s.refs[r.To], Who: strings.Join(who, ", "), Act: r.Act, Sure: r.Sure, Reasons: accounts.Behind(accounts.English(), r.Reasons)}
		if len(r.Fields) > 0 && !slices.Contains(r.Fields, accounts.FieldHappened) {
			words := make([]string, len(r.Fields))
			for i, f := range r.Fields {
				words[i] = part.FieldWords(f).In(message.English)
			}
			out.Fields = strings.Join(words, ", ")
		}
		all = append(all, out)
	}
	return all
}
