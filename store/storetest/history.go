package storetest

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"tallystick/evidence"
)

// Epoch is the ledger time of entry 0 of every history.
var Epoch = time.Date(2020, 11, 6, 12, 0, 0, 0, time.UTC)

// Entry makes an entry with a salt that depends on its number alone, one
// minute after the entry before it.
func Entry(number int64, kind evidence.Kind, payload any, about ...int64) evidence.Entry {
	b, err := json.Marshal(payload)
	if err != nil {
		panic(err)
	}
	salt := make([]byte, evidence.SaltSize)
	copy(salt, fmt.Sprintf("salt of %d", number))
	return evidence.Entry{
		Envelope: evidence.Envelope{
			About: about, Commitment: evidence.Commit(salt, b), Kind: kind, Number: number,
			Time: Epoch.Add(time.Duration(number) * time.Minute), Version: evidence.FormatVersion,
		},
		Salt: salt, Payload: b,
	}
}

func atTime(e evidence.Entry, t time.Time) evidence.Entry {
	e.Envelope.Time = t
	return e
}

// Writer builds a history entry by entry.
type Writer struct{ Entries []evidence.Entry }

// Add appends an entry and returns its number.
func (w *Writer) Add(kind evidence.Kind, payload any, about ...int64) int64 {
	n := int64(len(w.Entries))
	w.Entries = append(w.Entries, Entry(n, kind, payload, about...))
	return n
}

// Report captures, cleans and reads a text of one claim a sentence, and
// returns the report's id and its claims.
func (w *Writer) Report(title, text, reader string) (string, []evidence.Claim) {
	id := evidence.Hash([]byte("page: " + title + text))
	captured := w.Add(evidence.ReportCaptured, evidence.Capture{Report: id, Name: "page.txt", MediaType: "text/plain", At: Epoch, By: "storetest"})
	cleaned := w.Add(evidence.ReportText, evidence.Report{ID: id, Title: title, Publisher: "The Meridian Wire", Text: text, Extractor: "storetest"}, captured)
	reading := Reading(id, text, reader)
	w.Add(evidence.ReportRead, reading, cleaned)
	return id, reading.Claims
}

// Reading reads each sentence of a text as one claim.
func Reading(report, text, reader string) evidence.Reading {
	r := evidence.Reading{Report: report, TextHash: evidence.Hash([]byte(text)), Reader: reader}
	at := 0
	for i, sentence := range strings.SplitAfter(text, ". ") {
		span := evidence.SpanOf(text, at, at+len(strings.TrimSpace(sentence)))
		at += len(sentence)
		claim := evidence.Claim{
			ID: evidence.ClaimID(r.TextHash, span, evidence.Assert, i), Stance: evidence.Assert, Modality: evidence.Stated,
			Source: evidence.Source{Kind: evidence.Narrator}, Content: span, Rules: []string{"rule:narrator"},
		}
		said(&claim)
		r.Claims = append(r.Claims, claim)
	}
	if len(text)%4 > 0 { // else an old reading, which does not say when
		day := fmt.Sprintf("2020-11-%02d", 1+len(text)%20)
		r.Published = evidence.Interval{From: day, To: day}
	}
	return r
}

var words = strings.Fields("the north bridge over river was hit by rockets at dawn and Bərdə hospital says four people were wounded near old market road")

// History makes up a ledger of about n entries in which everything happens:
// reports are captured, captured again, read, read anew, decided and
// withdrawn, and so are the units of lists of losses; claims come into incidents
// and leave them. The same seed makes the same history.
func History(seed uint64, n int) []evidence.Entry {
	random := rand.New(rand.NewPCG(seed, 42))
	w := &Writer{}
	w.Add(evidence.LedgerStarted, evidence.Start{Origin: "storetest", Verifier: "none"})
	type report struct {
		id      string
		text    string
		claims  []evidence.Claim
		entries []int64
	}
	var reports []report
	fleet := NewFleet(w)
	chronicle := NewChronicle(w)
	for len(w.Entries) < n {
		before := int64(len(w.Entries))
		switch act := random.IntN(20); {
		case act >= 15:
			var claims []string
			for _, r := range reports {
				for _, c := range r.claims {
					claims = append(claims, c.ID)
				}
			}
			chronicle.act(random, claims)
		case act >= 10:
			fleet.act(random)
		case act < 4 || len(reports) == 0:
			text := sentence(random) + ". " + sentence(random) + "."
			title := sentence(random)
			id, claims := w.Report(title, text, "reader/1")
			reports = append(reports, report{id, text, claims, []int64{before, before + 1, before + 2}})
		case act < 5:
			r := &reports[random.IntN(len(reports))]
			r.entries = append(r.entries, w.Add(evidence.ReportCaptured, evidence.Capture{Report: r.id, Name: "again.txt", At: Epoch}, r.entries[0]))
		case act < 6:
			r := &reports[random.IntN(len(reports))]
			r.entries = append(r.entries, w.Add(evidence.ReportRead, Reading(r.id, r.text, fmt.Sprintf("reader/%d", before))))
		case act < 8:
			r := &reports[random.IntN(len(reports))]
			c := r.claims[random.IntN(len(r.claims))]
			verdict := evidence.Accept
			if random.IntN(3) == 0 {
				verdict = evidence.Refuse
			}
			r.entries = append(r.entries, w.Add(evidence.DecisionMade, evidence.Decision{
				Subject: evidence.SubjectClaim, ID: c.ID, Report: r.id, Claim: &c, Verdict: verdict, By: "Ada", Reason: "checked",
			}))
		case act < 9:
			a, b := reports[random.IntN(len(reports))].id, reports[random.IntN(len(reports))].id
			w.Add(evidence.ProposalMade, evidence.Proposal{ID: evidence.ProposalID("same origin", []string{a, b}), What: "same origin", Members: []string{a, b + "2"}})
		case len(reports) > 2:
			i := random.IntN(len(reports))
			naming, again := chronicle.forget(reports[i].claims)
			all := slices.Compact(slices.Sorted(slices.Values(append(naming, reports[i].entries...))))
			w.Add(evidence.PayloadWithdrawn, evidence.Withdrawal{Report: reports[i].id, By: "Ada", Reason: "safety"}, all...)
			again()
			reports = append(reports[:i], reports[i+1:]...)
		}
	}
	return w.Entries
}

func sentence(random *rand.Rand) string {
	var b strings.Builder
	for i := range 6 + random.IntN(9) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(words[random.IntN(len(words))])
	}
	return b.String()
}
