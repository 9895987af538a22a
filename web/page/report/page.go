// Package report is the page of one report: its text with the claims marked
// in it, and the claims in the order of the text.
package report

import (
	"context"
	_ "embed"
	"fmt"
	"slices"

	"tallystick/evidence"
	"tallystick/publish"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the page reads.
type Library interface {
	Report(ctx context.Context, at int64, id string) (publish.Report, error)
	IncidentsOf(ctx context.Context, at int64, claims []string) (map[string]string, error)
}

// Style is the page's style sheet.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

var body = part.Parse(source)

type view struct {
	publish.Report
	Untitled   bool
	Lang       string // of the text, empty when not known
	Entry      link
	Paragraphs []paragraph
	Rest       bool // something that is not shown stands after the last paragraph
	Lines      []part.Line
	Unreviewed int
	Stances    []legend
	Bound      message.Text // why only excerpts are shown, nil when the whole text is
	Joins      []join
	Tallies    []tally
}

// tally is the losses that one source states in one breath.
type tally struct {
	Speaker message.Text
	Of      string // whose losses
	Rows    []tallyRow
	Wholes  int
	Sum     message.Text // nil when the wholes are not added
	Why     message.Text // they are not
}

type tallyRow struct {
	part.Row
	Href string // of the claim that states it
}

// join is a proposal that the report belongs together with others.
type join struct {
	publish.Proposal
	Kind  message.Text // what it suggests
	Words message.Text // where it stands in review
	Links []other
}

type other struct {
	Title message.Text
	Href  string
}

type link struct {
	Number int64
	Href   string
}

// legend explains a stance that the report has.
type legend struct {
	part.StanceWords
	Claims int
}

// Page shows the report that the address names.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		id := ask.PathValue("id")
		if !evidence.ValidHash(id) {
			return part.Answer{}, &part.BadAsk{What: message.Say("The address names no report."), Write: message.Say("A report’s address ends in the 64 hexadecimal digits of its SHA-256.")}
		}
		r, err := lib.Report(ask.Context(), ask.At, id)
		if err != nil {
			return part.Answer{}, err
		}
		v := viewOf(ask, r)
		ids := make([]string, len(v.Claims))
		for i, c := range v.Claims {
			ids[i] = c.ID
		}
		in, err := lib.IncidentsOf(ask.Context(), ask.At, ids)
		if err != nil {
			return part.Answer{}, err
		}
		part.InIncidents(ask, v.Lines, v.Claims, in)
		return part.Answer{Title: part.ReportTitle(r.Title), Body: body, View: v}, nil
	}
}

func viewOf(ask part.Ask, r publish.Report) view {
	r.Claims = part.InTextOrder(r.Claims)
	v := view{Report: r, Untitled: r.Title == "", Lang: part.Lang(r.Language), Entry: link{r.Entry, ask.Link(fmt.Sprintf("/entry/%d", r.Entry))}}
	claims := make([]evidence.Claim, len(r.Claims))
	for i, c := range r.Claims {
		claims[i] = c.Claim
		v.Lines = append(v.Lines, part.NewLine(ask, i+1, c))
		if c.State == publish.Unreviewed {
			v.Unreviewed++
		}
	}
	for _, p := range r.Proposals {
		j := join{Proposal: p, Kind: part.SuggestionWords(p.What), Words: part.ProposalWords(p)}
		for _, o := range p.Others {
			j.Links = append(j.Links, other{part.ReportTitle(o.Title), ask.Link("/report/" + o.ID)})
		}
		v.Joins = append(v.Joins, j)
	}
	v.Tallies = tallies(ask, r.Claims)
	v.Paragraphs, v.Rest = paragraphs(r.Excerpts, r.Size, claims, v.Lines)
	for _, w := range part.Stances {
		n := 0
		for _, c := range claims {
			if c.Stance == w.Stance {
				n++
			}
		}
		if n > 0 {
			v.Stances = append(v.Stances, legend{w, n})
		}
	}
	if v.Rest || slices.ContainsFunc(v.Paragraphs, func(p paragraph) bool { return p.Gap }) {
		v.Bound = bound(ask.Policy, r.Licence)
	}
	return v
}

// bound says why gaps stand in the text.
func bound(policy publish.Policy, licence string) message.Text {
	if licence != "" {
		return message.Say("Where […] stands, a sentence is held back: nobody has reviewed what it says, or it was rejected, is too fresh or names a place too finely.")
	}
	return message.Say("The text belongs to its publisher. Shown are the sentences of reviewed claims, together never more than %s %% of it; […] stands for the rest.", part.Excerpt(policy))
}

// tallies lists what sources state of losses, each number with its claim.
func tallies(ask part.Ask, claims []publish.Claim) []tally {
	var all []tally
	for _, s := range publish.Tallies(claims) {
		t := tally{Speaker: part.Speaker(s.Source), Of: s.Side, Wholes: s.Wholes, Why: part.NoSumWords(s.NoSum)}
		if s.NoSum == "" {
			t.Sum = message.Number(s.Sum)
		}
		for _, row := range part.LossRows(s.Losses) {
			claim := slices.IndexFunc(s.Losses, func(l evidence.Loss) bool { return l.ID == row.ID })
			t.Rows = append(t.Rows, tallyRow{row, ask.Link("/claim/" + s.Claims[claim])})
		}
		all = append(all, t)
	}
	return all
}
