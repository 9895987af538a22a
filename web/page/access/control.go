package access

import (
	_ "embed"
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
	Contested []message.Text
	Confirmed message.Text
	Holders   []holder
}

// holder is one side that is said to hold a place, footing by footing.
type holder struct {
	Side   string // empty when it is not said who
	Since  message.Text
	Grades []grade
	Denied []string // addresses of claims
}

// grade is on what footing it stands.
type grade struct {
	Words  message.Text
	Who    []who
	Since  message.Text
	Claims []string // addresses
}

var gradeWords = map[territory.Grade]message.Message{
	territory.Announced: message.Say("announced by the taker"),
	territory.Conceded:  message.Say("conceded by the loser"),
	territory.Shown:     message.Say("shown independently"),
	territory.Told:      message.Say("told by others"),
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
	shown := place{Name: p.Name, Contested: part.Remarks(p.Contested), Confirmed: dayWords(p.Confirmed.Day)}
	for _, h := range p.Holders {
		out := holder{Side: h.Side, Denied: claims(ask, h.Denied)}
		if h.Since != "" {
			out.Since = part.Day(h.Since)
		}
		for _, g := range h.Grades {
			words := message.Text(message.Verbatim(g.Grade))
			if said, known := gradeWords[g.Grade]; known {
				words = said
			}
			out.Grades = append(out.Grades, grade{words, whosOf(g.Accounts), dayWords(g.First), claims(ask, g.Claims)})
		}
		shown.Holders = append(shown.Holders, out)
	}
	return shown
}
