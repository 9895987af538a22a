package maps

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"tallystick/web/message"
	"tallystick/web/part"
	"tallystick/web/part/atlas"
)

// collection is a FeatureCollection of RFC 7946.
type collection struct {
	Type     string      `json:"type"`
	Box      *[4]float64 `json:"bbox,omitempty"`
	AsOf     string      `json:"as_of,omitempty"`
	Position *int64      `json:"position,omitempty"` // of the log
	More     bool        `json:"more,omitempty"`     // there are earlier incidents
	Features []feature   `json:"features"`
}

type feature struct {
	Type       string    `json:"type"`
	ID         string    `json:"id,omitempty"`
	Geometry   *geometry `json:"geometry"`
	Properties any       `json:"properties"`
}

type geometry struct {
	Type        string `json:"type"`
	Coordinates any    `json:"coordinates"`
}

// told is what is told of a mark.
type told struct {
	Place     string      `json:"place"`              // in the reader's language
	Places    []string    `json:"places"`             // as claims have them
	Kind      string      `json:"kind"`               // spot, area, or country
	Radius    int64       `json:"radius_m,omitempty"` // of the area in which a spot lies
	Water     bool        `json:"water,omitempty"`    // an area whose bounds the base shows
	Extent    *[4]float64 `json:"extent,omitempty"`   // west, south, east, north: the box that holds an area
	Label     *[2]float64 `json:"label,omitempty"`    // longitude and latitude where a country's name may stand: nothing happened there
	Standing  string      `json:"standing"`           // of its most contested incident
	Toll      int64       `json:"toll"`               // the largest number of people that anybody gives of one incident, 0 for none
	Title     string      `json:"title"`
	Href      string      `json:"href"`
	Incidents []incident  `json:"incidents"`
}

type incident struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Standing string `json:"standing"`
	From     string `json:"from,omitempty"` // civil days
	To       string `json:"to,omitempty"`
	State    string `json:"state"`
	Href     string `json:"href"`
}

// Marks answers with the map's marks as GeoJSON: exactly what the page shows or,
// with ?latest=N, the latest so many incidents, as the front
// page shows them.
func Marks(ask part.Ask, lib Library) ([]byte, error) {
	s, err := look(ask, lib)
	if err != nil {
		return nil, err
	}
	language := ask.In()
	out := collection{Type: "FeatureCollection", AsOf: ask.AsOfText(), Position: &ask.At, More: s.more, Features: []feature{}}
	if len(s.marks) > 0 {
		b := atlas.Around(s.marks)
		out.Box = &[4]float64{fine(b.West), fine(b.South), fine(b.East), fine(b.North)}
	}
	for _, m := range s.marks {
		t := told{
			Place: m.Place(), Kind: "spot", Standing: m.Standing, Toll: m.Toll, Title: atlas.Clean(m.Title.In(language)), Href: m.Href,
		}
		for _, name := range m.Places {
			t.Places = append(t.Places, atlas.Clean(name))
		}
		var where *geometry
		switch b := m.Box; {
		case m.Country:
			t.Kind, t.Label = "country", &[2]float64{m.Lon, m.Lat}
		case m.Area:
			t.Kind, t.Water, t.Extent = "area", m.Water, &[4]float64{b.West, b.South, b.East, b.North}
			where = &geometry{"MultiPolygon", [][][][2]float64{{{{b.West, b.South}, {b.East, b.South}, {b.East, b.North}, {b.West, b.North}, {b.West, b.South}}}}}
		default:
			where = &geometry{"Point", [2]float64{m.Lon, m.Lat}}
			t.Radius = int64(math.Round(m.Radius))
		}
		for _, i := range m.Incidents {
			t.Incidents = append(t.Incidents, incident{
				ID: i.ID, Title: atlas.Clean(part.TitleOf(i).In(language)), Standing: i.Standing.Label, From: i.Holds.From, To: i.Holds.To, State: string(i.State), Href: ask.Link("/incident/" + i.ID),
			})
		}
		out.Features = append(out.Features, feature{Type: "Feature", ID: m.ID(), Geometry: where, Properties: t})
	}
	return json.Marshal(out)
}

func fine(degrees float64) float64 { return math.Round(degrees*1e4) / 1e4 }

// Base answers with the base of the map for the box in the address,
// ?box=west,south,east,north in degrees; without one, that of the whole world.
func Base(ask part.Ask, lib Library) ([]byte, error) {
	box := atlas.World
	if asked := ask.URL.Query().Get("box"); asked != "" {
		var ok bool
		if box, ok = parseBox(asked); !ok {
			return nil, &part.BadAsk{What: message.Say("The box in the address is no part of the world."), Write: message.Say("Write it as west, south, east, north in degrees: /map/base.json?box=44,38,50,42.")}
		}
	}
	out := collection{Type: "FeatureCollection", Box: &[4]float64{box.West, box.South, box.East, box.North}, Features: []feature{}}
	for _, s := range atlas.BaseOf(box, ask.In(), lib) {
		out.Features = append(out.Features, feature{Type: "Feature", Geometry: &geometry{s.Type, s.Coordinates}, Properties: s.Properties})
	}
	return json.Marshal(out)
}

func parseBox(s string) (atlas.Box, bool) {
	var n [4]float64
	parts := strings.Split(s, ",")
	if len(parts) != len(n) {
		return atlas.Box{}, false
	}
	for i, p := range parts {
		var err error
		if n[i], err = strconv.ParseFloat(p, 64); err != nil || math.IsNaN(n[i]) {
			return atlas.Box{}, false
		}
	}
	b := atlas.Box{West: n[0], South: n[1], East: n[2], North: n[3]}
	return b, b.West >= -180 && b.East <= 180 && b.South >= -90 && b.North <= 90 && b.West < b.East && b.South < b.North
}
