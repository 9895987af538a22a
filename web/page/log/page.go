// Package log is the page of the log itself: what it is, how long it is, who
// signs it, how to verify it, and its last entries.
package log

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/ledger"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the page reads.
type Library interface {
	Log() ledger.Source
	Proof(ctx context.Context, number int64) (flow.Proof, error)
}

//go:embed page.tmpl
var source string

var body = part.Parse(source)

// newest is how many entries the page lists.
const newest = 50

type view struct {
	Size       int
	Origin     string
	Checkpoint string
	Verifier   string
	Entries    []entry // the newest first
}

type entry struct {
	evidence.Envelope
	Href string
}

// Page shows the log.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		v, err := viewOf(ask, lib)
		if err != nil {
			return part.Answer{}, err
		}
		return part.Answer{Title: message.Say("The log"), Body: body, View: v}, nil
	}
}

func viewOf(ask part.Ask, lib Library) (view, error) {
	v := view{Size: int(ask.At)}
	checkpoint, err := lib.Log().Checkpoint(ask.Context())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return v, err
	}
	v.Checkpoint = string(checkpoint)
	v.Origin, _, _ = strings.Cut(v.Checkpoint, "\n")
	if ask.At == 0 {
		return v, nil
	}
	last, err := lib.Proof(ask.Context(), ask.At-1)
	if err != nil {
		return v, err
	}
	v.Verifier = last.Verifier
	from := max(0, ask.At-newest)
	records, err := lib.Log().Records(ask.Context(), from, ask.At)
	if err != nil {
		return v, err
	}
	for i := len(records) - 1; i >= 0; i-- {
		envelope, err := evidence.DecodeEnvelope(records[i])
		if err != nil {
			return v, fmt.Errorf("entry %d: %w", from+int64(i), err)
		}
		v.Entries = append(v.Entries, entry{envelope, part.NumberOf(ask, envelope.Number).Href})
	}
	return v, nil
}
