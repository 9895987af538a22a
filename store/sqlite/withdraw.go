package sqlite

import (
	"fmt"
	"slices"

	"tallystick/evidence"
	"tallystick/store"
)

// withdraw takes the payloads of the entries that a withdrawal names, with
// every row derived from them.
func (w *writer) withdraw(by evidence.Entry) error {
	var said evidence.Withdrawal
	if !by.Withdrawn() {
		var err error
		if said, err = evidence.Decode[evidence.Withdrawal](by); err != nil {
			return err
		}
	}
	number := by.Envelope.Number
	for what, ids := range map[string][]string{goneUnit: said.Units, goneFile: said.Files} {
		for _, id := range unique(ids) {
			if err := w.batch.exec("INSERT INTO gone (what, id, taker) VALUES ($1, $2, $3)", what, id, number); err != nil {
				return err
			}
		}
	}
	for _, n := range by.Envelope.About {
		if err := w.forget(n); err != nil {
			return err
		}
		if err := w.batch.exec("INSERT INTO withdrawals (entry, taker, report) VALUES ($1, $2, $3) ON CONFLICT (entry) DO NOTHING", n, number, said.Report); err != nil {
			return err
		}
	}
	return nil
}

// What can be withdrawn whole, besides reports.
const (
	goneUnit = "unit"
	goneFile = "file"
)

// forget removes an entry's payload and the rows derived from it.
func (w *writer) forget(n int64) error {
	e, err := entry(w.ctx, w.tx, n)
	if err != nil {
		return err
	}
	rows, err := store.Derive(e, w.linker)
	if err != nil {
		return err
	}
	if err := w.unindex(n, rows); err != nil {
		return err
	}
	for _, statement := range derivedFrom[e.Envelope.Kind] {
		if err := w.batch.exec(statement, n); err != nil {
			return err
		}
	}
	return w.batch.exec("UPDATE entries SET salt = NULL, payload = NULL WHERE number = $1", n)
}

// derivedFrom removes the rows that an entry of each kind has under its number.
var derivedFrom = map[evidence.Kind][]string{
	evidence.ReportCaptured: {"DELETE FROM captures WHERE entry = $1"},
	evidence.ReportText:     {"DELETE FROM texts WHERE entry = $1"},
	evidence.ReportRead: {
		"DELETE FROM readings WHERE entry = $1",
		fmt.Sprintf("DELETE FROM claims WHERE row >= $1 * %d AND row < ($1 + 1) * %[1]d", store.MaxClaims),
		fmt.Sprintf("DELETE FROM mentions WHERE row >= $1 * %d AND row < ($1 + 1) * %[1]d", store.MaxClaims),
	},
	evidence.DecisionMade:      {"DELETE FROM decisions WHERE entry = $1"},
	evidence.DecisionCarried:   {"DELETE FROM carried WHERE entry = $1"},
	evidence.ProposalMade:      {"DELETE FROM proposals WHERE entry = $1", "DELETE FROM members WHERE entry = $1"},
	evidence.EditionImported:   {"DELETE FROM editions WHERE entry = $1"},
	evidence.LossRecorded:      {"DELETE FROM units WHERE entry = $1"},
	evidence.TallyRecorded:     {"DELETE FROM tallies WHERE entry = $1"},
	evidence.EvidenceAdded:     {"DELETE FROM files WHERE entry = $1"},
	evidence.IncidentRecorded:  {"DELETE FROM incidents WHERE entry = $1"},
	evidence.CeasefireRecorded: {"DELETE FROM ceasefires WHERE entry = $1"},
	evidence.RouteRecorded:     {"DELETE FROM routes WHERE entry = $1"},
}

// unindex removes what an entry has in tables that are not in the order of
// entries: words out of the search tables, which keep no copy of them and so
// have to be told what they were, and what a unit or file is found by.
func (w *writer) unindex(n int64, rows store.Rows) error {
	type removal struct {
		statement string
		args      []any
	}
	var all []removal
	remove := func(statement string, args ...any) { all = append(all, removal{statement, args}) }
	if t := rows.Text; t != nil {
		remove("INSERT INTO text_words (text_words, rowid, title, body) VALUES ('delete', $1, $2, $3)", n, store.Fold(t.Title), store.Fold(t.Text))
	}
	for _, print := range rows.Prints {
		remove("DELETE FROM paragraphs WHERE print = $1 AND entry = $2", print, n)
	}
	for _, band := range rows.Bands {
		remove("DELETE FROM bands WHERE band = $1 AND entry = $2", band, n)
	}
	if r := rows.Reading; r != nil {
		for _, trait := range r.Traits {
			remove("DELETE FROM traits WHERE trait = $1 AND entry = $2", trait, n)
		}
		for _, p := range r.Places {
			remove("DELETE FROM places WHERE slug = $1 AND entry = $2", p.Slug, n)
		}
	}
	for i, c := range rows.Claims {
		row := n*store.MaxClaims + int64(i)
		remove("INSERT INTO claim_words (claim_words, rowid, content) VALUES ('delete', $1, $2)", row, c.Content)
		remove("DELETE FROM claim_keys WHERE key = $1 AND row = $2", store.ClaimKey(c.ID), row)
		for _, saying := range c.Latest() {
			remove("DELETE FROM sayings WHERE saying = $1 AND day = $2 AND row = $3", saying, rows.Reading.Published, row)
		}
		for _, block := range c.Blocks {
			remove("DELETE FROM blocks WHERE block = $1 AND row = $2", block, row)
		}
	}
	for _, claim := range rows.Grouped {
		remove("DELETE FROM grouped WHERE claim = $1 AND entry = $2", claim, n)
	}
	if i := rows.Incident; i != nil {
		for _, place := range i.Places {
			remove("DELETE FROM incident_places WHERE place = $1 AND entry = $2", place, n)
		}
		gone := slices.Clone(i.Left)
		for _, l := range i.Joined {
			gone = append(gone, l.Claim)
		}
		for _, claim := range gone {
			remove("DELETE FROM incident_claims WHERE claim = $1 AND entry = $2", store.ClaimKey(claim), n)
		}
	}
	if f := rows.File; f != nil {
		for _, unit := range unique(f.Units) {
			remove("DELETE FROM file_units WHERE unit = $1 AND entry = $2", unit, n)
		}
	}
	if l := rows.Loss; l != nil {
		for _, g := range l.Groups {
			remove("DELETE FROM listed WHERE list = $1 AND grp = $2 AND unit = $3 AND entry = $4", g.List, g.Group, l.Unit, n)
		}
		for _, address := range l.Addresses {
			remove("DELETE FROM shown WHERE address = $1 AND entry = $2", address, n)
		}
		if err := w.counts.take(n, *l); err != nil {
			return err
		}
	}
	for _, r := range all {
		if err := w.batch.exec(r.statement, r.args...); err != nil {
			return err
		}
	}
	return nil
}
