// Package entry is the page of one entry of the log, with its proof, and the
// same as data.
package entry

import (
	"context"
	_ "embed"
	"encoding/json"
	"strconv"
	"unicode/utf8"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the page reads.
type Library interface {
	Proof(ctx context.Context, number int64) (flow.Proof, error)
}

// Style is the page's style sheet.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

var body = part.Parse(source)

// preview is how much of a payload the page shows, in bytes.
const preview = 20_000

type view struct {
	Proof    part.Proof
	Preview  string // the payload's beginning
	Cut      bool
	Previous *part.Number
	Next     *part.Number
	Holds    *holds
}

// holds is the page of what an entry is about.
type holds struct {
	Words message.Text
	Href  string
}

// Page shows the entry that the address names.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		found, err := proofOf(ask, lib, ask.PathValue("number"))
		if err != nil {
			return part.Answer{}, err
		}
		proof, err := part.NewProof(ask, found)
		if err != nil {
			return part.Answer{}, err
		}
		v := view{Proof: proof}
		v.Preview, v.Cut = beginning(found.Payload)
		if found.Payload != "" {
			v.Holds = holding(ask, proof.Entry.Kind, []byte(found.Payload))
		}
		if found.Number > 0 {
			n := part.NumberOf(ask, found.Number-1)
			v.Previous = &n
		}
		if found.Number+1 < ask.At {
			n := part.NumberOf(ask, found.Number+1)
			v.Next = &n
		}
		return part.Answer{Title: message.Say("Entry %s", strconv.FormatInt(found.Number, 10)), Body: body, View: v}, nil
	}
}

// holding leads to the page of what an entry of the losses is about; nil for
// other entries.
func holding(ask part.Ask, kind evidence.Kind, payload []byte) *holds {
	switch kind {
	case evidence.EditionImported:
		var e evidence.Edition
		if json.Unmarshal(payload, &e) == nil {
			return &holds{message.Say("an edition of %s", e.List), ask.Link("/edition/" + e.ID())}
		}
	case evidence.LossRecorded:
		var r evidence.LossRecord
		if json.Unmarshal(payload, &r) == nil {
			model := message.Text(message.Verbatim(r.Unit.Model))
			if r.Unit.Model == "" {
				model = message.Say("model not told")
			}
			return &holds{message.Say("a unit: %s, lost by %s", model, r.Unit.Side), ask.Link("/unit/" + r.Unit.ID)}
		}
	case evidence.TallyRecorded:
		var t evidence.Tally
		if json.Unmarshal(payload, &t) == nil {
			return &holds{message.Say("a total that %s states", t.By), ask.Link("/losses/stated")}
		}
	}
	return nil
}

// JSON returns the proof of the entry of a number as data.
func JSON(ask part.Ask, lib Library, number string) ([]byte, error) {
	proof, err := proofOf(ask, lib, number)
	if err != nil {
		return nil, err
	}
	b, err := json.MarshalIndent(proof, "", "  ")
	return append(publish.EscapeTurns(b), '\n'), err
}

// Payload returns the bytes that the entry of a number commits to, or
// part.ErrMissing when they are not to be seen.
func Payload(ask part.Ask, lib Library, number string) ([]byte, error) {
	proof, err := proofOf(ask, lib, number)
	if err != nil {
		return nil, err
	}
	if proof.Salt == "" {
		return nil, part.ErrMissing
	}
	return []byte(proof.Payload), nil
}

func proofOf(ask part.Ask, lib Library, number string) (flow.Proof, error) {
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n < 0 || strconv.FormatInt(n, 10) != number {
		return flow.Proof{}, &part.BadAsk{What: message.Say("The address names no entry."), Write: message.Say("An entry’s address ends in its number, as in /entry/12 or /entry/12.json.")}
	}
	if n >= ask.At {
		return flow.Proof{}, part.ErrMissing
	}
	return lib.Proof(ask.Context(), n)
}

// beginning returns the first bytes of a payload, at a character's end.
func beginning(payload string) (string, bool) {
	if len(payload) <= preview {
		return payload, false
	}
	end := preview
	for end > 0 && !utf8.RuneStart(payload[end]) {
		end--
	}
	return payload[:end], true
}
