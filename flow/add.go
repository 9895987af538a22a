package flow

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"tallystick/capture"
	"tallystick/evidence"
	"tallystick/link"
	"tallystick/link/origins"
	"tallystick/review"
	"tallystick/store"
)

// Added says what became of one report.
type Added struct {
	Report evidence.Report
	Claims int  // in its current reading
	New    bool // anything was recorded
}

// ErrWithdrawn says that a report or file was withdrawn from this ledger and is
// not taken in again.
var ErrWithdrawn = errors.New("was withdrawn from this ledger and is not taken in again")

// Add captures, reads and records one report: its bytes, its text, its claims,
// and what they may have in common with reports that are there. Adding the
// same report again records nothing; a newer extractor or reader records what
// it makes of it, and decisions are carried over.
func (l *Ledger) Add(ctx context.Context, name string, body []byte, opt capture.Options) (Added, error) {
	opt.At = l.world.Now().UTC()
	report, captured, err := capture.Read(name, body, opt)
	if err != nil {
		return Added{}, err
	}
	reading := l.reader().Claims(report)
	if err := reading.Check(report.Text); err != nil {
		return Added{}, fmt.Errorf("%s: the reader broke its own format: %w", name, err)
	}
	done := Added{Report: report, Claims: len(reading.Claims)}
	numbers, err := l.Record(ctx, func(next int64) ([]Draft, error) {
		known, err := l.store.Report(ctx, next, report.ID)
		switch {
		case errors.Is(err, store.ErrNotFound):
			known = store.Record{ReadEntry: -1}
		case err != nil:
			return nil, err
		case known.Tombstone != nil:
			return nil, fmt.Errorf("%s: report %s %w: %s", name, report.ID, ErrWithdrawn, known.Tombstone.Withdrawal.Reason)
		}
		if err := l.mayHold(ctx, next, report.ID); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		drafts, err := l.draftReport(ctx, next, known, captured, report, reading)
		if err != nil || len(drafts) == 0 {
			return nil, err
		}
		// The body is durable before any entry names it.
		_, err = l.bodies.Put(body)
		return drafts, err
	})
	done.New = len(numbers) > 0
	return done, err
}

// draftReport drafts what of a report the ledger does not know yet.
func (l *Ledger) draftReport(ctx context.Context, next int64, known store.Record, c evidence.Capture, r evidence.Report, reading evidence.Reading) ([]Draft, error) {
	var drafts []Draft
	add := func(d Draft) int64 {
		drafts = append(drafts, d)
		return next + int64(len(drafts)) - 1
	}
	capture := int64(-1)
	for _, k := range known.Captures {
		if k.Capture.Name == c.Name && k.Capture.Licence == c.Licence {
			capture = k.Entry
		}
	}
	if capture < 0 {
		d := Draft{Kind: evidence.ReportCaptured, Payload: c}
		if len(known.Captures) > 0 {
			d.About = []int64{known.Captures[0].Entry}
		}
		capture = add(d)
	}
	text := known.TextEntry
	if known.Report.ID == "" || known.Report.Extractor != r.Extractor || known.Report.TextHash() != r.TextHash() {
		text = add(Draft{Kind: evidence.ReportText, Payload: r, About: []int64{capture}})
		proposals, err := l.draftOrigins(ctx, next, r, text)
		if err != nil {
			return nil, err
		}
		drafts = append(drafts, proposals...)
	}
	if known.ReadEntry < 0 || known.Reader != reading.Reader || known.Report.TextHash() != r.TextHash() {
		read := add(Draft{Kind: evidence.ReportRead, Payload: reading, About: []int64{text}})
		linked, err := l.draftLinked(ctx, next, next+int64(len(drafts)), known, reading, r.Text, read)
		if err != nil {
			return nil, err
		}
		drafts = append(drafts, linked...)
	}
	return drafts, nil
}

// maxAlike bounds the texts that a new one is laid beside word by word.
const maxAlike = 20

// draftOrigins drafts proposals that the report copies another or is copied.
func (l *Ledger) draftOrigins(ctx context.Context, next int64, r evidence.Report, text int64) ([]Draft, error) {
	shared, err := l.store.Sharing(ctx, next, r.Text)
	if err != nil {
		return nil, err
	}
	var nearby []link.Neighbour
	for _, s := range shared {
		nearby = append(nearby, link.Neighbour{Report: s.Report, Paragraphs: s.Paragraphs, Of: s.Of})
	}
	alike, err := l.store.Resembling(ctx, next, r.Text, maxAlike)
	if err != nil {
		return nil, err
	}
	runs := store.Runs(r.Text)
	for _, a := range alike {
		if a.Report == r.ID {
			continue
		}
		e, err := l.store.Entry(ctx, a.Entry)
		if err != nil {
			return nil, err
		}
		other, err := evidence.Decode[evidence.Report](e)
		if err != nil {
			return nil, err
		}
		like := origins.Compare(runs, store.Runs(other.Text))
		i := slices.IndexFunc(nearby, func(n link.Neighbour) bool { return n.Report == a.Report })
		if i < 0 {
			i = len(nearby)
			nearby = append(nearby, link.Neighbour{Report: a.Report, Of: len(store.Fingerprints(other.Text))})
		}
		nearby[i].Common, nearby[i].Stretches = like.Common, like.Stretches
	}
	var drafts []Draft
	for _, p := range link.Origins(r.ID, len(store.Fingerprints(r.Text)), nearby) {
		drafts = append(drafts, Draft{Kind: evidence.ProposalMade, Payload: p, About: []int64{text}})
	}
	return drafts, nil
}

// draftLinked drafts what a new reading does to the claims that stood in the
// one before it and to the incidents that its claims speak of. The first draft
// will be the entry next; the store is at position at.
func (l *Ledger) draftLinked(ctx context.Context, at, next int64, known store.Record, reading evidence.Reading, text string, read int64) ([]Draft, error) {
	t := turn{come: []evidence.Reading{reading}, entries: map[string]int64{reading.Report: read}}
	stands := make(map[string]bool, len(reading.Claims))
	for _, c := range reading.Claims {
		stands[c.ID] = true
	}
	for _, c := range known.Claims {
		if !stands[c.Claim.ID] {
			t.gone = append(t.gone, c.Claim.ID)
		}
	}
	grouped, err := l.groupedClaims(ctx, at, t.gone)
	if err != nil {
		return nil, err
	}
	drafts := draftCarried(known, reading, text, read, grouped)
	for _, d := range drafts {
		t.carried = append(t.carried, d.Payload.(evidence.Carried))
	}
	elsewhere, err := l.standingElsewhere(ctx, at, reading.Report, t.gone)
	if err != nil {
		return nil, err
	}
	t.come = append(t.come, elsewhere...)
	linked, err := l.draftIncidents(ctx, at, next+int64(len(drafts)), t)
	return append(drafts, linked...), err
}

// groupedClaims returns, of claims, those that a decision on an incident or on a
// tie names, with the entry of the last that does.
func (l *Ledger) groupedClaims(ctx context.Context, at int64, claims []string) (map[string]int64, error) {
	grouped := make(map[string]int64)
	if len(claims) == 0 {
		return grouped, nil
	}
	decisions, err := l.store.Groupings(ctx, at, claims)
	for _, d := range decisions {
		for _, id := range slices.Concat(d.Decision.Groups...) {
			if slices.Contains(claims, id) {
				grouped[id] = d.Entry
			}
		}
	}
	if err != nil {
		return grouped, err
	}
	ties, err := l.store.Ties(ctx, at, claims)
	for _, t := range ties {
		for _, id := range slices.Concat(t.Claims, t.To) {
			if slices.Contains(claims, id) {
				grouped[id] = max(grouped[id], t.Entry)
			}
		}
	}
	return grouped, err
}

// draftCarried carries the decisions on an earlier reading to a newer one, and
// says of each that finds no claim there that it waits for a person again.
// Claims are decided on by themselves, or grouped with others.
func draftCarried(known store.Record, newer evidence.Reading, text string, read int64, grouped map[string]int64) []Draft {
	stands := make(map[string]bool, len(newer.Claims))
	for _, c := range newer.Claims {
		stands[c.ID] = true
	}
	var drafts []Draft
	for _, c := range known.Claims {
		decided, has := grouped[c.Claim.ID]
		if n := len(c.Decisions); n > 0 {
			decided, has = c.Decisions[n-1].Entry, true
		}
		if !has || stands[c.Claim.ID] {
			continue
		}
		to, reason := review.Carry(c.Claim, newer, text)
		drafts = append(drafts, Draft{
			Kind:    evidence.DecisionCarried,
			Payload: evidence.Carried{Report: newer.Report, From: c.Claim.ID, To: to, Reason: reason},
			About:   []int64{decided, read},
		})
	}
	return drafts
}
