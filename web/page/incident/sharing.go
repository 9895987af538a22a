package incident

import (
	"cmp"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/web/message"
	"tallystick/web/part"
	"tallystick/web/part/card"
	"tallystick/web/part/schema"
)

func cite(ask part.Ask, v view) part.Citation {
	var in []string
	for _, r := range v.Reports {
		if !slices.Contains(in, r.Publisher) {
			in = append(in, r.Publisher)
		}
	}
	return part.NewCitation(ask, part.Cited{
		Key: "incident:" + v.ID[:8], Title: v.Line.Title.In(message.English), In: strings.Join(part.NotEmpty(in...), ", "), Date: day(v.Holds.From), Entry: v.Entry, Path: "/incident/" + v.ID,
	})
}

// day is the date of a civil day or time.
func day(s string) string { return s[:min(10, len(s))] }

func sharing(ask part.Ask, v view) part.Sharing {
	s := part.Sharing{Says: message.Say("%s: %s", v.Line.Title, v.Line.Standing), Picture: "/incident/" + v.ID + "/card.png", Unindexed: slices.ContainsFunc(v.Claims, part.Personal)}
	if !s.Unindexed {
		s.Data = inSchema(ask, v)
	}
	return s
}

// inSchema says the incident in schema.org's words: an event, and what is
// claimed of it.
func inSchema(ask part.Ask, v view) schema.Incident {
	i := schema.Incident{Context: schema.Context, Type: "Event", ID: ask.Address("/incident/" + v.ID), Name: v.Line.Title.In(ask.In()), Start: day(v.Holds.From), End: day(v.Holds.To)}
	if where, ok := part.PlaceOf(v.Incident); ok {
		i.Location = &schema.Place{Type: "Place", Name: where.Text}
	}
	for _, c := range v.Claims {
		claim := schema.Claim{Type: "Claim", ID: ask.Address("/claim/" + c.ID), Text: part.Brief(ask.In(), c.Content.Text)}
		if name := cmp.Or(c.Source.Name, c.Source.Role, c.Source.Side); name != "" && c.Source.Kind != evidence.Narrator {
			claim.Author = &schema.Speaker{Name: part.Brief(ask.In(), name)}
		}
		i.Claims = append(i.Claims, claim)
	}
	return i
}

// Card draws the incident that the address names.
func Card(ask part.Ask, lib Library) ([]byte, error) {
	c, err := CardWords(ask, lib)
	if err != nil {
		return nil, err
	}
	return card.PNG(c)
}

// CardWords is what the card of the incident says.
func CardWords(ask part.Ask, lib Library) (card.Card, error) {
	id := ask.PathValue("id")
	if !evidence.ValidClaimID(id) {
		return card.Card{}, part.ErrMissing
	}
	found, err := lib.Incident(ask.Context(), ask.At, id)
	if err != nil {
		return card.Card{}, err
	}
	v := viewOf(ask, found)
	c := card.Card{Kicker: v.Line.Standing.In(ask.In()), Title: v.Line.Title.In(ask.In()), Foot: "Tallystick · " + ask.SiteName()}
	for _, a := range v.Line.Accounts {
		c.Lines = append(c.Lines, strings.TrimSpace(a.Side+" "+a.Says.In(ask.In())))
	}
	return c, nil
}
