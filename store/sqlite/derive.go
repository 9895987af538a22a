package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"tallystick/evidence"
	"tallystick/store"
)

func derive(b *batch, e evidence.Envelope, rows store.Rows) {
	n := e.Number
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
		b.add(intoProposals, n, rows.Proposal.ID)
		for _, member := range rows.Proposal.Members {
			b.add(intoMembers, n, member)
		}
	}
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

// withdraw takes the payloads of the entries that a withdrawal names, with
// every row derived from them.
func withdraw(ctx context.Context, tx *sql.Tx, w evidence.Entry) error {
	var report string
	if !w.Withdrawn() {
		said, err := evidence.Decode[evidence.Withdrawal](w)
		if err != nil {
			return err
		}
		report = said.Report
	}
	for _, n := range w.Envelope.About {
		e, err := entry(ctx, tx, n)
		if err != nil {
			return err
		}
		rows, err := store.Derive(e)
		if err != nil {
			return err
		}
		if err := unindex(ctx, tx, n, rows); err != nil {
			return err
		}
		for _, statement := range forget {
			if _, err := tx.ExecContext(ctx, statement, n); err != nil {
				return err
			}
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO withdrawals (entry, taker, report) VALUES ($1, $2, $3) ON CONFLICT (entry) DO NOTHING", n, w.Envelope.Number, report)
		if err != nil {
			return err
		}
	}
	return nil
}

// forget removes an entry's payload and the rows derived from it.
var forget = []string{
	"UPDATE entries SET salt = NULL, payload = NULL WHERE number = $1",
	"DELETE FROM captures WHERE entry = $1",
	"DELETE FROM texts WHERE entry = $1",
	"DELETE FROM paragraphs WHERE entry = $1",
	"DELETE FROM readings WHERE entry = $1",
	fmt.Sprintf("DELETE FROM claims WHERE row >= $1 * %d AND row < ($1 + 1) * %[1]d", store.MaxClaims),
	"DELETE FROM decisions WHERE entry = $1",
	"DELETE FROM carried WHERE entry = $1",
	"DELETE FROM proposals WHERE entry = $1",
	"DELETE FROM members WHERE entry = $1",
}

// unindex takes words out of the search tables, which keep no copy of them and
// so have to be told what they were.
func unindex(ctx context.Context, tx *sql.Tx, n int64, rows store.Rows) error {
	if rows.Text != nil {
		_, err := tx.ExecContext(ctx, "INSERT INTO text_words (text_words, rowid, title, body) VALUES ('delete', $1, $2, $3)",
			n, store.Fold(rows.Text.Title), store.Fold(rows.Text.Text))
		if err != nil {
			return err
		}
	}
	for i, c := range rows.Claims {
		_, err := tx.ExecContext(ctx, "INSERT INTO claim_words (claim_words, rowid, content) VALUES ('delete', $1, $2)",
			n*store.MaxClaims+int64(i), c.Content)
		if err != nil {
			return err
		}
	}
	return nil
}
