package publish

import (
	"time"

	"tallystick/evidence"
)

// Desk returns everything of a report, each claim labelled with its state and
// with what keeps it from the public at now: for the people who review.
func Desk(d Dossier, policy Policy, now time.Time) Report {
	out := Report{
		ID: d.Report.ID, Title: d.Report.Title, Byline: d.Report.Byline, Publisher: d.Report.Publisher,
		Language: d.Report.Language, Published: d.Report.Published, Partial: d.Report.Partial,
		Captured: d.Captured, Licence: d.Licence, Entry: d.TextEntry, Reader: d.Reader, Size: len(d.Report.Text), Caption: d.Report.Caption,
		Proposals: d.Proposals, Excerpts: []evidence.Span{evidence.SpanOf(d.Report.Text, 0, len(d.Report.Text))},
	}
	g := newGate(d, policy, now)
	for _, c := range d.Claims {
		v := g.judge(c)
		claim := labelled(c, d.Report.ID)
		claim.Sentence = v.words
		claim.Withheld = withheld(c, v)
		out.Claims = append(out.Claims, claim)
	}
	return out
}

// DeskClaims returns the claims of a report, each labelled with its state alone:
// for lists at the desk.
func DeskClaims(report string, claims []Candidate) []Claim {
	list := make([]Claim, len(claims))
	for i, c := range claims {
		list[i] = labelled(c, report)
	}
	return list
}

func labelled(c Candidate, report string) Claim {
	claim := Claim{Claim: c.Claim, Report: report, Entry: c.Entry, State: Unreviewed, Accepts: c.Accepts, Rejects: c.Rejects}
	switch {
	case len(c.Rejects) > 0:
		claim.State = Rejected
	case len(c.Accepts) > 0:
		claim.State = Accepted
	}
	return claim
}
