package web

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"net/http"
	"strings"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/web/message"
	exhibit "tallystick/web/page/evidence"
	"tallystick/web/page/review"
	"tallystick/web/part"
)

// Reviewer is what only a desk has where people decide: what waits for them, the
// files of evidence, and where their verdicts go.
type Reviewer interface {
	review.Library
	exhibit.Library
	// Decide records a verdict on what has an id and returns the number of its
	// entry. Its errors are for whoever decides to read.
	Decide(ctx context.Context, id string, verdict evidence.Verdict, by, reason string) (int64, error)
	// Tie records what a claim is tied to in the same way: the subject is
	// evidence.SubjectTruce or evidence.SubjectAnswer.
	Tie(ctx context.Context, subject, id, to, by, reason string) (int64, error)
}

func (s *site) reviews() bool { return s.lib.Desk() && s.opt.Review != nil }

// maxForm bounds what a form may send, in bytes.
const maxForm = 64 << 10

// verdict takes what the form of a matter sends, and leads back to the matter. A
// form that another site made is turned away: whoever reads it there has decided
// nothing here.
func (s *site) verdict() http.Handler {
	own := http.NewCrossOriginProtection()
	own.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "This form was sent from another site. Nothing was recorded.", http.StatusForbidden)
	}))
	return own.Handler(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		ask, err := s.ask(req)
		if err != nil {
			s.fail(w, ask, err)
			return
		}
		req.Body = http.MaxBytesReader(w, req.Body, maxForm)
		if err := req.ParseForm(); err != nil {
			s.fail(w, ask, &part.BadAsk{What: message.Say("The form cannot be read."), Write: message.Say("Send it again from the page of the matter.")})
			return
		}
		id, form := req.PathValue("id"), review.Form{By: req.PostForm.Get("by"), Reason: req.PostForm.Get("reason")}
		if tie := req.PostForm.Get("tie"); tie != "" {
			to := cmp.Or(strings.TrimSpace(req.PostForm.Get("other")), req.PostForm.Get("to"))
			_, err = s.opt.Review.Tie(req.Context(), tie, id, to, form.By, form.Reason)
		} else {
			_, err = s.opt.Review.Decide(req.Context(), id, evidence.Verdict(req.PostForm.Get("verdict")), form.By, form.Reason)
		}
		if err == nil {
			http.Redirect(w, req, "/review/"+id, http.StatusSeeOther)
			return
		}
		status := http.StatusUnprocessableEntity
		if errors.Is(err, flow.ErrBusy) {
			status = http.StatusServiceUnavailable
		}
		form.Fault = err.Error()
		answer, err := review.Answer(ask, s.opt.Review, form)
		if err != nil {
			s.fail(w, ask, err)
			return
		}
		s.show(w, ask, status, answer)
	}))
}

// picture serves the small copy of a picture that was added as evidence.
func (s *site) picture() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		ask, err := s.ask(req)
		var copied bytes.Buffer
		if err == nil {
			err = s.opt.Review.Picture(req.Context(), ask.At, req.PathValue("hash"), exhibit.Side, &copied)
		}
		if err != nil {
			s.fail(w, ask, err)
			return
		}
		w.Header().Set("Content-Type", "image/jpeg")
		w.Write(copied.Bytes())
	})
}
