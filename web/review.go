package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/web/message"
	"tallystick/web/page/review"
	"tallystick/web/part"
)

// Reviewer is what only a desk has where people decide: what waits for them,
// and where their verdicts go.
type Reviewer interface {
	review.Library
	// Decide records a verdict on what has an id and returns the number of its
	// entry. Its errors are for whoever decides to read.
	Decide(ctx context.Context, id string, verdict evidence.Verdict, by, reason string) (int64, error)
	// Tie records what a claim is tied to in the same way: the subject is
	// evidence.SubjectTruce or evidence.SubjectAnswer.
	Tie(ctx context.Context, subject, id, to, by, reason string) (int64, error)
	// AddEvidence keeps a file that shows something. Its errors are for whoever
	// sends it to read.
	AddEvidence(ctx context.Context, name string, in io.Reader, opt flow.EvidenceOptions) (flow.AddedFile, error)
}

func (s *site) reviews() bool { return s.lib.Desk() && s.opt.Review != nil }

// maxForm bounds what a form may send, in bytes.
const maxForm = 64 << 10

// form takes what a form of the review sends. One that another site made is
// turned away: whoever reads it there has decided nothing here.
func (s *site) form(take func(w http.ResponseWriter, req *http.Request, ask part.Ask)) http.Handler {
	return s.sent(func(w http.ResponseWriter, req *http.Request, ask part.Ask) {
		req.Body = http.MaxBytesReader(w, req.Body, maxForm)
		if err := req.ParseForm(); err != nil {
			s.fail(w, ask, &part.BadAsk{What: message.Say("The form cannot be read."), Write: message.Say("Send it again from the page of the matter.")})
			return
		}
		take(w, req, ask)
	})
}

// sent takes what a form of the site itself sends.
func (s *site) sent(take func(w http.ResponseWriter, req *http.Request, ask part.Ask)) http.Handler {
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
		take(w, req, ask)
	}))
}

// verdict takes what the form of a matter sends, and leads back to the matter.
func (s *site) verdict(w http.ResponseWriter, req *http.Request, ask part.Ask) {
	id, form := req.PathValue("id"), review.Form{By: req.PostForm.Get("by"), Reason: req.PostForm.Get("reason")}
	var err error
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
}

// maxChosen bounds on how many proposals one form decides.
const maxChosen = 100

// verdicts takes one verdict on several proposals, each recorded by itself: what
// fails is named, and the rest goes on. It leads back to the list.
func (s *site) verdicts(w http.ResponseWriter, req *http.Request, ask part.Ask) {
	form := review.Form{By: req.PostForm.Get("by"), Reason: req.PostForm.Get("reason")}
	batch := review.Batch{Form: form, Chosen: req.PostForm["id"]}
	switch err := evidence.CheckSigned(form.By, form.Reason); {
	case err != nil:
		batch.Faults = []review.Fault{{Why: err.Error()}}
	case len(batch.Chosen) == 0 || len(batch.Chosen) > maxChosen:
		batch.Faults = []review.Fault{{Why: fmt.Sprintf("choose 1 to %d of the list", maxChosen)}}
	default:
		for _, id := range batch.Chosen {
			if _, err := s.opt.Review.Decide(req.Context(), id, evidence.Verdict(req.PostForm.Get("verdict")), form.By, form.Reason); err != nil {
				batch.Faults = append(batch.Faults, review.Fault{ID: id, Why: err.Error()})
			} else {
				batch.Decided++
			}
		}
	}
	if len(batch.Faults) == 0 {
		http.Redirect(w, req, req.URL.RequestURI(), http.StatusSeeOther)
		return
	}
	answer, err := review.ListAnswer(ask, s.opt.Review, batch)
	if err != nil {
		s.fail(w, ask, err)
		return
	}
	s.show(w, ask, http.StatusUnprocessableEntity, answer)
}
