// Package claim is the page of one claim: who says what, in which words, what
// it says of the world, what was decided about it, and its entries in the log.
package claim

import (
	"context"
	_ "embed"
	"fmt"
	"net/url"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the page reads.
type Library interface {
	Claim(ctx context.Context, at int64, id string) (publish.Claim, publish.Report, error)
	IncidentsOf(ctx context.Context, at int64, claims []string) (map[string]string, error)
	Proof(ctx context.Context, number int64) (flow.Proof, error)
}

// Style is the page's style sheet.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

var body = part.Parse(source)

type view struct {
	publish.Claim
	Line       part.Line
	Says       string // the title: who does what
	ReportHref string // of the claim in its report
	Report     publish.Report
	Lang       string
	Sentence   []words
	Firmness   string
	Kind       string
	Event      *event
	Counts     []part.Row
	Losses     []part.Row
	Answers    *part.Line // what this one answers
	AnsweredBy []part.Line
	Links      []address
	Incident   string // address of the incident that it stands in
	Reading    part.Proof
	Decisions  []decision
}

// words are a stretch of the claim's sentence.
type words struct {
	Text    string
	Content bool
}

type decision struct {
	publish.Ruling
	Verdict string // in words
	Proof   part.Proof
}

// address is what a claim points at as evidence. Only a web address that is
// written as one is a link.
type address struct {
	Text string
	Web  bool
}

// Page shows the claim that the address names.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		id := ask.PathValue("id")
		if !evidence.ValidClaimID(id) {
			return part.Answer{}, &part.BadAsk{What: "The address names no claim", Write: "A claim’s address ends in 32 hexadecimal digits"}
		}
		c, r, err := lib.Claim(ask.Context(), ask.At, id)
		if err != nil {
			return part.Answer{}, err
		}
		v := viewOf(ask, c, r)
		in, err := lib.IncidentsOf(ask.Context(), ask.At, []string{id})
		if err != nil {
			return part.Answer{}, err
		}
		if in[id] != "" {
			v.Incident = ask.Link("/incident/" + in[id])
		}
		if v.Reading, err = proofOf(ask, lib, c.Entry); err != nil {
			return part.Answer{}, err
		}
		for _, list := range []struct {
			verdict string
			rulings []publish.Ruling
		}{{"Accepted", c.Accepts}, {"Rejected", c.Rejects}} {
			for _, r := range list.rulings {
				proof, err := proofOf(ask, lib, r.Entry)
				if err != nil {
					return part.Answer{}, err
				}
				v.Decisions = append(v.Decisions, decision{r, list.verdict, proof})
			}
		}
		return part.Answer{Title: message.Verbatim(v.Says), Body: body, View: v}, nil
	}
}

func proofOf(ask part.Ask, lib Library, entry int64) (part.Proof, error) {
	proof, err := lib.Proof(ask.Context(), entry)
	if err != nil {
		return part.Proof{}, fmt.Errorf("proof of entry %d: %w", entry, err)
	}
	return part.NewProof(ask, proof)
}

func viewOf(ask part.Ask, c publish.Claim, r publish.Report) view {
	v := view{
		Claim: c, Report: r, Lang: part.Lang(r.Language), Sentence: sentence(c),
		Firmness: part.MeaningOf(c.Modality), Kind: part.KindWords(c.Source.Kind),
		Counts: part.CountRows(c.Counts), Losses: part.LossRows(c.Losses),
	}
	for i, other := range part.InTextOrder(r.Claims) {
		line := part.NewLine(ask, i+1, other)
		switch {
		case other.ID == c.ID:
			v.Line = line
		case c.RespondsTo != "" && other.ID == c.RespondsTo:
			v.Answers = &line
		case other.RespondsTo == c.ID:
			v.AnsweredBy = append(v.AnsweredBy, line)
		}
	}
	v.Says = v.Line.Speaker + " " + v.Line.Stance.Verb
	v.ReportHref = ask.Link("/report/" + c.Report + "#" + v.Line.Anchor())
	if c.Claim.Event != nil {
		v.Event = eventOf(*c.Claim.Event)
	}
	for _, s := range c.Claim.Evidence {
		u, err := url.Parse(s)
		v.Links = append(v.Links, address{s, err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.String() == s})
	}
	return v
}
