// Package evidence is the pages of files that were added as evidence: all that
// an audience sees, and one. A picture is covered until it is asked for.
package evidence

import (
	"context"
	_ "embed"
	"io"

	"tallystick/flow"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the page reads.
type Library interface {
	Evidence(ctx context.Context, at int64, unit string) ([]flow.Exhibit, error)
	Exhibit(ctx context.Context, at int64, hash string) (flow.Exhibit, error)
	Picture(ctx context.Context, at int64, hash string, side int, out io.Writer) error
}

// Side is how wide or high the copy of a picture is at most, in pixels.
const Side = 800

//go:embed page.tmpl
var source string

var body = part.Parse(source)

type view struct {
	flow.Exhibit
	State      message.Text
	Bytes      int
	Shown      bool
	Show, Hide string
	Picture    string // address of the copy; empty when the file is no picture that can be shown
}

// Page shows the file that the address names.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		e, err := lib.Exhibit(ask.Context(), ask.At, ask.PathValue("hash"))
		if err != nil {
			return part.Answer{}, err
		}
		path := "/evidence/" + e.Hash
		v := view{Exhibit: e, State: stateOf(e), Bytes: int(e.Size), Shown: ask.URL.Query().Get("pictures") == "shown", Show: ask.Link(path + "?pictures=shown"), Hide: ask.Link(path)}
		if len(e.Perceptual) > 0 {
			v.Picture = plain(ask, path+"/picture")
		}
		return part.Answer{Title: message.Say("A file of evidence"), Body: body, View: v, Sharing: part.Sharing{Unindexed: true}}, nil
	}
}

// plain is a link to what is the same in every language.
func plain(ask part.Ask, path string) string {
	ask.Language = nil
	return ask.Link(path)
}
