// Package about says in one screen what the site shows, what it does not, and
// what its words mean.
package about

import (
	_ "embed"
	"net/url"
	"strings"

	"tallystick/evidence"
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
	Reader     []string // words of the reader's version
	Gazetteer  bool     // reports are read with the operator's own gazetteer
	Format     int      // of entries
	Cited      part.Citation
	Tiles      string // host of the operator's map tiles, empty for none
}

// Library is what the page reads.
type Library interface {
	// Reader names what reports are read with, word by word.
	Reader() string
}

// Page explains the site.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) { return page(ask, lib) }
}

func page(ask part.Ask, lib Library) (part.Answer, error) {
	reader, tiles := strings.Fields(lib.Reader()), ""
	if u, err := url.Parse(ask.Tiles); err == nil {
		tiles = u.Host
	}
	return part.Answer{Title: message.Say("About and method"), Body: body, View: view{
		Tiles: tiles, Reader: reader, Gazetteer: strings.Contains(lib.Reader(), " gazetteer/"), Format: evidence.FormatVersion,
		Cited:   part.NewCitation(ask, part.Cited{Key: "site", Title: "Tallystick, an evidence ledger", Entry: max(0, ask.At-1), Path: "/"}),
		Stances: part.Stances, Modalities: part.Modalities, Delay: part.Delay(ask.Policy), Grid: part.Grid(ask.Policy),
		Finest: part.PrecisionWords(ask.Policy.Finest), Excerpt: part.Excerpt(ask.Policy),
	}}, nil
}
