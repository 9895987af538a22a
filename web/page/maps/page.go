// Package maps shows incidents where they are said to have happened: on a map
// that needs no script, in words beside it, and as GeoJSON.
package maps

import (
	_ "embed"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tallystick/flow"
	"tallystick/web/message"
	"tallystick/web/page/incidents"
	"tallystick/web/part"
	"tallystick/web/part/atlas"
)

// Library is what the page reads.
type Library interface {
	incidents.Library
	atlas.Library
}

// Style is the page's style sheet.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

var body = part.Parse(source)

// most is how many incidents, the latest of those asked for, a map shows.
const most = 400

type view struct {
	Filter   incidents.Filter
	Figure   atlas.Fragment
	Places   []place
	Nowhere  []line
	Shown    int
	More     bool   // there are earlier ones
	Data     string // address of the same as GeoJSON
	Incident string // address of the same as a list
}

// place is a mark in words.
type place struct {
	ID    string
	Name  string
	Also  string       // the name as claims have it, where the reader's language has another
	Reach message.Text // how far from the point the place may lie
	List  []line
}

// line is an incident in a list of many.
type line struct {
	part.IncidentLine
	Sign atlas.Fragment
}

// shown is what an address asks to see.
type shown struct {
	filter   incidents.Filter
	marks    []atlas.Mark
	nowhere  []flow.Incident
	count    int
	more     bool
	narrowed string // the filter as it stands in addresses: "?side=NOR", or nothing
}

func look(ask part.Ask, lib Library) (shown, error) {
	f, q, err := incidents.Asked(ask, lib)
	if err != nil {
		return shown{}, err
	}
	limit := most
	if n, err := strconv.Atoi(ask.URL.Query().Get("latest")); err == nil && n > 0 && n < most {
		limit, q.Told = n, false
	}
	list, next, err := lib.Incidents(ask.Context(), ask.At, q, "", limit)
	if err != nil {
		return shown{}, err
	}
	s := shown{filter: f, count: len(list), more: next != "", narrowed: narrowed(ask)}
	s.marks, s.nowhere = atlas.MarksOf(ask, lib, list, "/map"+s.narrowed)
	return s, nil
}

// narrowed returns what of an address narrows the incidents that are shown.
func narrowed(ask part.Ask) string {
	values := make(url.Values)
	for name, v := range ask.URL.Query() {
		if slices.Contains([]string{"place", "side", "type", "from", "to", "contested", "alone", "thin"}, name) && v[0] != "" {
			values.Set(name, v[0])
		}
	}
	if len(values) == 0 {
		return ""
	}
	return "?" + values.Encode()
}

// Page shows the map.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		s, err := look(ask, lib)
		if err != nil {
			return part.Answer{}, err
		}
		v := view{Filter: s.filter, Shown: s.count, More: s.more, Data: ask.Link("/map.json" + s.narrowed), Incident: ask.Link("/incidents" + s.narrowed)}
		if len(s.marks) > 0 {
			m := atlas.Map{Label: message.Say("Map of the incidents that are listed below"), Marks: s.marks, Language: ask.Language, Live: atlas.LiveOf(ask, v.Data)}
			v.Figure = m.Figure(lib)
		}
		for _, m := range s.marks {
			p := place{ID: m.ID(), Name: m.Place(), Reach: m.Reach(), List: lines(ask, m.Incidents)}
			if claimed := atlas.Clean(strings.Join(m.Places, ", ")); claimed != p.Name {
				p.Also = claimed
			}
			v.Places = append(v.Places, p)
		}
		v.Nowhere = lines(ask, s.nowhere)
		return part.Answer{Title: message.Say("Map"), Body: body, View: v}, nil
	}
}

func lines(ask part.Ask, list []flow.Incident) []line {
	var lines []line
	for _, i := range list {
		lines = append(lines, line{part.NewIncidentLine(ask, i), atlas.Sign(i.Standing.Label)})
	}
	return lines
}
