// Package place is the page of a place: its names by each side, where it lies,
// and what is said to have happened there and who is said to hold it.
package place

import (
	"context"
	_ "embed"
	"net/url"

	"tallystick/flow"
	"tallystick/web/message"
	"tallystick/web/part"
	"tallystick/web/part/atlas"
)

// Library is what the page reads.
type Library interface {
	Place(ctx context.Context, at int64, slug string) (flow.PlaceView, error)
	atlas.Library
}

//go:embed page.tmpl
var source string

var body = part.Parse(source)

type view struct {
	flow.PlaceView
	Size      message.Text // how large it is; nil when nobody knows
	Figure    atlas.Fragment
	Control   []part.FoundLine
	Access    []part.FoundLine
	Claims    []part.FoundLine
	All       string // address of all claims that name it, empty when these are all
	Happened  []part.IncidentLine
	Incidents string // addresses of the filtered lists
	Held      string
	Roads     string
}

// around is the land about a place, some days' drive across.
func around(m atlas.Mark) atlas.Box {
	const lat, lon = 1.5, 3
	return atlas.Box{West: m.Lon - lon, South: m.Lat - lat, East: m.Lon + lon, North: m.Lat + lat}
}

// Page shows the place that the address names.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		p, err := lib.Place(ask.Context(), ask.At, ask.PathValue("slug"))
		if err != nil {
			return part.Answer{}, err
		}
		lines := func(list []flow.FoundClaim) []part.FoundLine { return part.NewFoundLines(ask, list, flow.Phrases{}) }
		query := url.Values{"place": {p.Name}}.Encode()
		v := view{
			PlaceView: p, Control: lines(p.Control), Access: lines(p.Access), Claims: lines(p.Claims),
			Incidents: ask.Link("/incidents?" + query), Held: ask.Link("/control?" + query), Roads: ask.Link("/access?" + query),
		}
		if p.Precision != "" {
			v.Size = part.PrecisionWords(p.Precision)
		}
		if p.More {
			v.All = ask.Link("/search?" + query)
		}
		for _, i := range p.Incidents {
			v.Happened = append(v.Happened, part.NewIncidentLine(ask, i))
		}
		if m, ok := atlas.PlaceMark(ask, lib, p); ok {
			v.Figure = atlas.Map{Label: message.Say("Where the place lies"), Marks: []atlas.Mark{m}, Box: around(m), High: 420, Language: ask.Language}.Figure(lib)
		}
		return part.Answer{Title: message.Name(p.Name), Body: body, View: v}, nil
	}
}
