// Package about says in one screen what the site shows, what it does not, and
// what its words mean.
package about

import (
	_ "embed"
	"net/url"

	"tallystick/web/message"
	"tallystick/web/part"
)

// Style is the page's style sheet.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

var body = part.Parse(source)

type view struct {
	Stances    []part.StanceWords
	Modalities []part.ModalityWords
	Delay      message.Text
	Grid       message.Text
	Finest     message.Text
	Excerpt    string
	Tiles      string // host of the operator's map tiles, empty for none
}

// Page explains the site.
func Page(ask part.Ask) (part.Answer, error) {
	tiles := ""
	if u, err := url.Parse(ask.Tiles); err == nil {
		tiles = u.Host
	}
	return part.Answer{Title: message.Say("About"), Body: body, View: view{
		Tiles:   tiles,
		Stances: part.Stances, Modalities: part.Modalities, Delay: part.Delay(ask.Policy), Grid: part.Grid(ask.Policy),
		Finest: part.PrecisionWords(ask.Policy.Finest), Excerpt: part.Excerpt(ask.Policy),
	}}, nil
}
