package claim

import (
	"cmp"
	"strings"
	"time"

	"tallystick/evidence"
	"tallystick/publish"
	"tallystick/web/message"
	"tallystick/web/part"
	"tallystick/web/part/card"
	"tallystick/web/part/schema"
)

// longest is how many characters of a claim's words stand in a card or a
// description.
const longest = 280

func said(v view) string {
	words := strings.Join(strings.Fields(v.Content.Text), " ")
	if runes := []rune(words); len(runes) > longest {
		words = string(runes[:longest]) + "…"
	}
	return words
}

// told is where a claim stands: "Title, Publisher".
func told(r publish.Report) string {
	return strings.Join(part.NotEmpty(r.Title, r.Publisher), ", ")
}

func cite(ask part.Ask, v view) part.Citation {
	title := v.Says.In(message.English)
	if words := said(v); words != "" {
		title += ": " + words
	}
	return part.NewCitation(ask, part.Cited{
		Key: "claim:" + v.ID[:8], Title: title, In: told(v.Report), Date: v.Report.Published.From[:min(10, len(v.Report.Published.From))], Entry: v.Entry, Path: "/claim/" + v.ID,
	})
}

func sharing(ask part.Ask, v view) part.Sharing {
	s := part.Sharing{Says: v.Says, Unindexed: part.Personal(v.Claim), Picture: "/claim/" + v.ID + "/card.png"}
	if words := said(v); words != "" {
		s.Says = message.Say("%s: %s", v.Says, words)
	}
	if v.State == publish.Accepted && !s.Unindexed {
		s.Data = reviewed(ask, v)
	}
	return s
}

// reviewed says the claim and its review in schema.org's words.
func reviewed(ask part.Ask, v view) schema.ClaimReview {
	here := ask.Address("/claim/" + v.ID)
	review := schema.ClaimReview{
		Context: schema.Context, Type: "ClaimReview", URL: here, Claim: said(v), Rating: schema.NewRating(),
		Author: schema.Organization{Type: "Organization", Name: "Tallystick", URL: ask.Address("/about")},
		Reviewed: schema.Claim{Type: "Claim", ID: here, Text: said(v), Date: v.Report.Published.From, Appearance: &schema.Article{
			Type: "Article", ID: ask.Address("/report/" + v.Report.ID), Headline: part.Brief(ask.In(), v.Report.Title), Language: part.Lang(v.Report.Language), Date: v.Report.Published.From,
		}},
	}
	if p := v.Report.Publisher; p != "" {
		review.Reviewed.Appearance.Publisher = &schema.Organization{Type: "Organization", Name: part.Brief(ask.In(), p)}
	}
	if v.Source.Kind != evidence.Narrator {
		speaker := schema.Speaker{Name: part.Brief(ask.In(), v.Line.Speaker.In(message.English)), Role: part.Brief(ask.In(), v.Source.Role)}
		if speaker.Role != "" && v.Source.Name != "" {
			speaker.Type = "Person"
		}
		review.Reviewed.Author = &speaker
	}
	if n := len(v.Accepts); n > 0 {
		review.Date = v.Accepts[n-1].At.UTC().Format(time.RFC3339)
	}
	return review
}

// Card draws the claim that the address names.
func Card(ask part.Ask, lib Library) ([]byte, error) {
	c, err := CardWords(ask, lib)
	if err != nil {
		return nil, err
	}
	return card.PNG(c)
}

// CardWords is what the card of the claim says.
func CardWords(ask part.Ask, lib Library) (card.Card, error) {
	id := ask.PathValue("id")
	if !evidence.ValidClaimID(id) {
		return card.Card{}, part.ErrMissing
	}
	c, r, err := lib.Claim(ask.Context(), ask.At, id)
	if err != nil {
		return card.Card{}, err
	}
	v := viewOf(ask, c, r)
	return card.Card{
		Kicker: cmp.Or(told(r), ask.In().Say("Claim")), Title: v.Says.In(ask.In()), Lines: part.NotEmpty(said(v)), Foot: "Tallystick · " + ask.SiteName(),
	}, nil
}
