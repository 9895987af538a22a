package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"tallystick/flow"
	"tallystick/store"
	"tallystick/web/message"
	"tallystick/web/page/fault"
	"tallystick/web/part"
)

// fail is where errors become answers.
func (s *site) fail(w http.ResponseWriter, ask part.Ask, err error) {
	var bad *part.BadAsk
	var withdrawn *flow.WithdrawnError
	f := fault.Fault{}
	switch {
	case errors.As(err, &bad):
		f = fault.Fault{Status: http.StatusBadRequest, Title: message.Say("Not understood"), Says: bad.What, Write: bad.Write}
	case errors.As(err, &withdrawn):
		t := withdrawn.Tombstone
		f = fault.Fault{
			Status: http.StatusGone, Title: message.Say("Withdrawn"), By: t.Withdrawal.By, Reason: t.Withdrawal.Reason,
			Says: message.Say("What stood here was withdrawn on %s. The log keeps its commitments, entry %s says so, and nothing of the text is left.", message.Moment(t.At), strconv.FormatInt(t.Entry, 10)),
		}
	case errors.Is(err, store.ErrNotFound), errors.Is(err, part.ErrMissing):
		f = fault.Fault{Status: http.StatusNotFound, Title: message.Say("Not here"), Says: missing(ask)}
	case errors.Is(err, context.Canceled):
		return // the reader has gone
	default:
		s.opt.Log.Error("page failed", "path", ask.URL.Path, "error", err)
		f = fault.Fault{
			Status: http.StatusInternalServerError, Title: message.Say("A fault of ours"),
			Says: message.Say("The ledger could not be read for this page. The fault has been logged."), Write: message.Say("Try again in a while."),
		}
	}
	s.show(w, ask, f.Status, fault.Answer(f))
}

// missing says why nothing may stand at an address.
func missing(ask part.Ask) message.Text {
	switch now := ask.AsOf.IsZero(); {
	case ask.Desk && now:
		return message.Say("Nothing of that name stands in the ledger.")
	case ask.Desk:
		return message.Say("Nothing of that name stands in the ledger as of the time asked.")
	case now:
		return message.Say("Nothing of that name stands in the ledger, or nothing of it has been reviewed and published.")
	}
	return message.Say("Nothing of that name stands in the ledger, or nothing of it has been reviewed and published as of the time asked.")
}
