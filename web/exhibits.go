package web

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"

	"tallystick/evidence"
	"tallystick/flow"
	exhibit "tallystick/web/page/evidence"
	"tallystick/web/part"
)

// maxUpload bounds what one form may send with a file, in bytes. Larger files
// come in on the command line.
const maxUpload = 100 << 20

// upload takes a file of evidence from the form of a desk, and leads to the
// file's page. The fields come before the file, which is kept while it is read.
func (s *site) upload() http.Handler {
	return s.sent(func(w http.ResponseWriter, req *http.Request, ask part.Ask) {
		req.Body = http.MaxBytesReader(w, req.Body, maxUpload)
		form := exhibit.Form{}
		added, err := s.keep(req, &form)
		if err == nil {
			http.Redirect(w, req, ask.Action("/evidence/"+added.File.Hash), http.StatusSeeOther)
			return
		}
		status := http.StatusUnprocessableEntity
		if errors.Is(err, flow.ErrBusy) {
			status = http.StatusServiceUnavailable
		}
		var large *http.MaxBytesError
		if form.Fault = err.Error(); errors.As(err, &large) {
			form.Fault = fmt.Sprintf("the file is larger than %d MiB: add it with `tallystick evidence add FILE --unit ID`", maxUpload>>20)
		}
		answer, err := exhibit.ListAnswer(ask, s.lib, form)
		if err != nil {
			s.fail(w, ask, err)
			return
		}
		s.show(w, ask, status, answer)
	})
}

var errNoFile = errors.New("choose a file")

// keep reads a form with a file, part by part, and has the file kept.
func (s *site) keep(req *http.Request, form *exhibit.Form) (flow.AddedFile, error) {
	parts, err := req.MultipartReader()
	if err != nil {
		return flow.AddedFile{}, errNoFile
	}
	for {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return flow.AddedFile{}, errNoFile
		}
		if err != nil {
			return flow.AddedFile{}, err
		}
		if p.FormName() == "file" {
			if p.FileName() == "" {
				return flow.AddedFile{}, errNoFile
			}
			units := strings.Fields(form.Units)
			for _, id := range units {
				if !evidence.ValidClaimID(id) {
					return flow.AddedFile{}, fmt.Errorf("%.40q is no id of a unit: ids have 32 hexadecimal digits", id)
				}
			}
			return s.opt.Review.AddEvidence(req.Context(), p.FileName(), p, flow.EvidenceOptions{Units: units, Address: strings.TrimSpace(form.Address)})
		}
		if err := field(p, map[string]*string{"unit": &form.Units, "address": &form.Address}); err != nil {
			return flow.AddedFile{}, err
		}
	}
}

// field reads one field of a form into where it belongs.
func field(p *multipart.Part, into map[string]*string) error {
	text, err := io.ReadAll(io.LimitReader(p, maxForm))
	if to := into[p.FormName()]; err == nil && to != nil {
		*to = string(text)
	}
	return err
}

// picture serves the small copy of a picture that was added as evidence. A
// reader's browser may keep it, and asks each time whether it may still be seen.
func (s *site) picture() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		ask, err := s.ask(req)
		var copied bytes.Buffer
		if err == nil {
			err = s.lib.Picture(req.Context(), ask.At, req.PathValue("hash"), exhibit.Side, &copied)
		}
		if err != nil {
			s.fail(w, ask, err)
			return
		}
		w.Header().Set("Content-Type", "image/jpeg")
		tag := fmt.Sprintf(`"%s-%d"`, req.PathValue("hash")[:32], exhibit.Side)
		w.Header().Set("ETag", tag)
		if req.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Write(copied.Bytes())
	})
}
