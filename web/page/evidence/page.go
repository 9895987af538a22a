// Package evidence is the pages of files that were added as evidence: all that
// an audience sees, and one. A picture is covered until it is asked for.
package evidence

import (
	"context"
	_ "embed"
	"errors"
	"io"

	"tallystick/flow"
	"tallystick/publish"
	"tallystick/store"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the page reads.
type Library interface {
	Evidence(ctx context.Context, at int64, unit string) ([]flow.Exhibit, error)
	Exhibit(ctx context.Context, at int64, hash string) (flow.Exhibit, error)
	Picture(ctx context.Context, at int64, hash string, side int, out io.Writer) error
	Unit(ctx context.Context, at int64, id string) (flow.UnitStory, error)
	Pointing(ctx context.Context, at int64, addresses []string) ([]string, error)
	Claim(ctx context.Context, at int64, id string) (publish.Claim, publish.Report, error)
	IncidentsOf(ctx context.Context, at int64, claims []string) (map[string]string, error)
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
	Units      []unit
	Claims     []claim // that point at where it was found
	Decide     string  // address of the form for a verdict; empty where nobody decides
}

// unit is a unit that the file is said to show.
type unit struct {
	ID, Href string
	Words    message.Text // nil for one that the ledger no longer holds
}

// claim is a claim that points at where the file was found, with its report.
type claim struct {
	Line   part.Line
	Report string // address
	Title  message.Text
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
		if ask.Review {
			v.Decide = ask.Link("/review/" + e.Hash)
		}
		if err := v.rests(ask, lib); err != nil {
			return part.Answer{}, err
		}
		return part.Answer{Title: message.Say("A file of evidence"), Body: body, View: v, Sharing: part.Sharing{Unindexed: true}}, nil
	}
}

// rests adds what rests on the file: the units that it shows, and the claims
// that point at where it was found.
func (v *view) rests(ask part.Ask, lib Library) error {
	for _, id := range v.Exhibit.Units {
		u := unit{ID: id, Href: ask.Link("/unit/" + id)}
		story, err := lib.Unit(ask.Context(), ask.At, id)
		if err == nil {
			u.Words = part.UnitWords(story.Unit.Unit)
		} else if !errors.Is(err, store.ErrNotFound) {
			return err
		}
		v.Units = append(v.Units, u)
	}
	ids, err := lib.Pointing(ask.Context(), ask.At, v.Addresses)
	if err != nil {
		return err
	}
	in, err := lib.IncidentsOf(ask.Context(), ask.At, ids)
	if err != nil {
		return err
	}
	for n, id := range ids {
		c, report, err := lib.Claim(ask.Context(), ask.At, id)
		var withdrawn *flow.WithdrawnError
		if errors.Is(err, store.ErrNotFound) || errors.As(err, &withdrawn) {
			continue
		}
		if err != nil {
			return err
		}
		line := part.NewLine(ask, n+1, c)
		if incident := in[id]; incident != "" {
			line.Incident = ask.Link("/incident/" + incident)
		}
		v.Claims = append(v.Claims, claim{line, ask.Link("/report/" + report.ID), part.ReportTitle(report.Title)})
	}
	return nil
}

// plain is a link to what is the same in every language.
func plain(ask part.Ask, path string) string {
	ask.Language = nil
	return ask.Link(path)
}
