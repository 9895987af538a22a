package access

import (
	_ "embed"
	"strings"

	"tallystick/flow"
	"tallystick/link/territory"
	"tallystick/web/message"
	"tallystick/web/part"
)

//go:embed control.tmpl
var controlSource string

var controlBody = part.Parse(controlSource + filterSource)

type controlView struct {
	Filter filter
	Places []place
}

type place struct {
	Name      string
	Contested []string
	Confirmed string
	Holders   []holder
}

// holder is one side that is said to hold a place, footing by footing.
type holder struct {
	Side   string // empty when it is not said who
	Since  string
	Grades []grade
	Denied []string // addresses of claims
}

// grade is on what footing it stands.
type grade struct {
	Words  string
	Who    []who
	Since  string
	Claims []string // addresses
}

var gradeWords = map[territory.Grade]string{
	territory.Announced: "announced by the taker",
	territory.Conceded:  "conceded by the loser",
	territory.Shown:     "shown independently",
	territory.Told:      "told by others",
}

// Control shows who is said to hold which place.
func Control(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		f, q, err := readFilter(ask)
		if err != nil {
			return part.Answer{}, err
		}
		found, err := lib.Control(ask.Context(), ask.At, q)
		if err != nil {
			return part.Answer{}, err
		}
		v := controlView{Filter: f}
		for _, p := range found {
			v.Places = append(v.Places, placeOf(ask, p))
		}
		return part.Answer{Title: message.Say("Control"), Body: controlBody, View: v}, nil
	}
}

func placeOf(ask part.Ask, p flow.HeldPlace) place {
	shown := place{Name: p.Name, Contested: p.Contested, Confirmed: part.Day(p.Confirmed.Day).In(message.English)}
	for _, h := range p.Holders {
		out := holder{Side: h.Side, Since: h.Since, Denied: claims(ask, h.Denied)}
		if h.Since != "" {
			out.Since = part.Day(h.Since).In(message.English)
		}
		for _, g := range h.Grades {
			words := gradeWords[g.Grade]
			if words == "" {
				words = strings.TrimSpace(string(g.Grade))
			}
			out.Grades = append(out.Grades, grade{words, whosOf(g.Accounts), part.Day(g.First).In(message.English), claims(ask, g.Claims)})
		}
		shown.Holders = append(shown.Holders, out)
	}
	return shown
}
