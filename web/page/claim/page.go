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
	FoundAt(ctx context.Context, at int64, address string) ([]string, error)
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
	Says       message.Text // the title: who does what
	ReportHref string       // of the claim in its report
	Report     publish.Report
	OutletHref string // of the page of its publisher, empty for none
	Lang       string
	Sentence   []words
	Modality   part.ModalityWords
	Kind       message.Text
	Withheld   message.Text // nil where the public sees it
	Event      *event
	Counts     []part.Row
	Losses     []part.Row
	Truce      *truce
	Access     message.Text // the state that a road is said to be in
	Control    message.Text // how a place is said to be held
	Answers    *part.Line   // what this one answers
	AnsweredBy []part.Line
	Links      []address
	Incident   string // address of the incident that it stands in
	Reading    part.Proof
	Decisions  []decision
	Citation   part.Citation
}

// words are a stretch of the claim's sentence.
type words struct {
	Text    string
	Content bool
}

type decision struct {
	publish.Ruling
	Rejected bool // or else accepted
	Proof    part.Proof
}

// address is what a claim points at as evidence. Only a web address that is
// written as one is a link.
type address struct {
	Text string
	Web  bool
	Kept []string // addresses of the pages of files that were found there
}

// Page shows the claim that the address names.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		id := ask.PathValue("id")
		if !evidence.ValidClaimID(id) {
			return part.Answer{}, &part.BadAsk{What: message.Say("The address names no claim."), Write: message.Say("A claim’s address ends in 32 hexadecimal digits.")}
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
		for i, a := range v.Links {
			files, err := lib.FoundAt(ask.Context(), ask.At, a.Text)
			if err != nil {
				return part.Answer{}, err
			}
			for _, hash := range files {
				v.Links[i].Kept = append(v.Links[i].Kept, ask.Link("/evidence/"+hash))
			}
		}
		if v.Reading, err = proofOf(ask, lib, c.Entry); err != nil {
			return part.Answer{}, err
		}
		for _, list := range []struct {
			rejected bool
			rulings  []publish.Ruling
		}{{false, c.Accepts}, {true, c.Rejects}} {
			for _, r := range list.rulings {
				proof, err := proofOf(ask, lib, r.Entry)
				if err != nil {
					return part.Answer{}, err
				}
				v.Decisions = append(v.Decisions, decision{r, list.rejected, proof})
			}
		}
		return part.Answer{Title: v.Says, Body: body, View: v, Sharing: sharing(ask, v)}, nil
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
		Modality: part.ModalityOf(c.Modality), Withheld: part.WithheldWords(c.Withheld), Kind: part.KindWords(c.Source.Kind),
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
	if slug := flow.OutletSlug(r.Publisher); slug != "" {
		v.OutletHref = ask.Link(part.NameHref(flow.NamedOutlet, slug))
	}
	v.Says = message.Joined(v.Line.Speaker, message.Verbatim(" "), v.Line.Stance.Verb)
	v.ReportHref = ask.Link("/report/" + c.Report + "#" + v.Line.Anchor())
	if c.Claim.Event != nil {
		v.Event = eventOf(*c.Claim.Event)
	}
	if c.Ceasefire != nil {
		v.Truce = truceOf(*c.Ceasefire)
	}
	if c.Claim.Access != nil {
		v.Access = part.AccessWords(c.Claim.Access.State)
	}
	if c.Claim.Control != nil {
		v.Control = part.ControlWords(c.Claim.Control.State)
	}
	v.Citation = cite(ask, v)
	for _, s := range c.Claim.Evidence {
		u, err := url.Parse(s)
		v.Links = append(v.Links, address{Text: s, Web: err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.String() == s})
	}
	return v
}
