package sqlite

import (
	"encoding/json"
	"slices"

	"tallystick/evidence"
	"tallystick/store"
)

// derive queues the rows that an entry adds.
func (w *writer) derive(e evidence.Envelope, rows store.Rows) {
	b, n := w.batch, e.Number
	switch {
	case rows.Capture != nil:
		b.add(intoCaptures, n, about(e), e.Time.Unix())
	case rows.Text != nil:
		r := rows.Text
		published, _ := json.Marshal(r.Published) // a struct of strings
		b.add(intoTexts, n, r.ID, about(e), r.Title, r.Publisher, r.Language, r.Partial, string(published))
		for _, print := range rows.Prints {
			b.add(intoParagraphs, print, n)
		}
		for _, band := range rows.Bands {
			b.add(intoBands, band, n)
		}
		b.add(intoTextWords, n, store.Fold(r.Title), store.Fold(r.Text))
	case rows.Reading != nil:
		r := rows.Reading
		b.add(intoReadings, n, r.Report, r.TextHash, r.Reader, r.Claims)
		for i, c := range rows.Claims {
			row := n*store.MaxClaims + int64(i)
			b.add(intoClaims, row, c.ID, c.From, c.Size)
			b.add(intoClaimWords, row, c.Content)
		}
	case rows.Decision != nil:
		d := rows.Decision
		b.add(intoDecisions, n, d.Subject, d.ID, d.Report)
	case rows.Carried != nil:
		c := rows.Carried
		b.add(intoCarried, n, c.Report, c.From, c.To)
	case rows.Proposal != nil:
		b.add(intoProposals, n, rows.Proposal.ID, rows.Proposal.What)
		for _, member := range rows.Proposal.Members {
			b.add(intoMembers, n, member)
		}
	case rows.Edition != nil:
		b.add(intoEditions, n, rows.Edition.ID(), n)
	case rows.Loss != nil:
		w.loss(e, *rows.Loss)
	case rows.Tally != nil:
		t := rows.Tally
		b.add(intoTallies, n, t.ID, t.Date, t.By, t.List, t.Of, t.Reach)
	case rows.File != nil:
		f := rows.File
		b.add(intoFiles, n, f.Hash, f.Address)
		for _, unit := range unique(f.Units) {
			b.add(intoFileUnits, unit, n)
		}
	}
}

// loss queues the rows of a unit.
func (w *writer) loss(e evidence.Envelope, row store.LossRow) {
	b, n := w.batch, e.Number
	var kind, bucket, was any
	if row.Now != nil {
		kind, bucket = row.Now.Kind, row.Now.Key
	}
	if row.Was != nil {
		was = row.Was.Key
	}
	b.add(intoUnits, n, row.Unit, e.Time.Unix(), kind, bucket, was)
	for _, d := range row.Deltas() {
		w.counts.add(*d.Bucket, n, d.Units)
	}
	for _, g := range row.Groups {
		b.add(intoListed, g.List, g.Group, row.Unit, n)
	}
	for _, address := range row.Addresses {
		b.add(intoShown, address, n)
	}
}

func unique(ids []string) []string {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}

// about returns the entry that an entry builds on, or its own number when it
// builds on none: a capture of a report that is there names the first capture
// of it, a text the capture that it was cleaned from.
func about(e evidence.Envelope) int64 {
	if len(e.About) == 0 {
		return e.Number
	}
	return e.About[0]
}
