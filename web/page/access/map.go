package access

import (
	"slices"

	"tallystick/flow"
	"tallystick/link/territory"
	"tallystick/publish"
	"tallystick/web/message"
	"tallystick/web/part"
	"tallystick/web/part/atlas"
)

// styles is how the states of roads are drawn, and what stands beside them: a
// line's style and its words tell them apart, no colour does.
var styles = map[string]message.Text{
	"open": message.Say("open"), "closed": message.Say("closed"), "restricted": message.Say("restricted"),
	"differ": message.Say("accounts differ"), "unsaid": message.Say("nothing said"),
}

const (
	differ = "differ"
	unsaid = "unsaid"
)

// draw draws the roads with their settlements. A road without its line, as the
// public has it, is not drawn.
func draw(ask part.Ask, lib atlas.Library, drawn []publish.Road, found flow.Access) atlas.Fragment {
	m := atlas.Map{Label: message.Say("Roads and settlements as somebody drew them, each road with what is said of it. The tables beside it say the same in words."), Language: ask.Language}
	for _, r := range drawn {
		if len(r.Line) < 2 {
			continue
		}
		state := stateOf(found.Told[r.ID], found.Roads)
		m.Roads = append(m.Roads, atlas.Road{Name: r.Name, Class: "way " + state, Says: styles[state], Line: r.Line})
		for _, s := range r.Settlements {
			m.Stops = append(m.Stops, atlas.Stop{Name: s.Name, Lon: s.Lon, Lat: s.Lat, Out: s.Out})
		}
	}
	if len(m.Roads) == 0 {
		return ""
	}
	return m.Figure(lib)
}

// stateOf says how a drawn road is told of: the state that every account gives
// of it or a stretch of it, or that they differ.
func stateOf(names []string, said []flow.Road) string {
	state := unsaid
	for _, s := range said {
		if !slices.Contains(names, s.Name) {
			continue
		}
		for _, a := range s.Accounts {
			if a.State == territory.Denied || state != unsaid && state != a.State {
				return differ
			}
			state = a.State
		}
	}
	return state
}
