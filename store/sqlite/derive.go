package sqlite

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"slices"
	"time"

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
		b.add(intoTexts, n, r.ID, about(e), r.Title, r.Publisher, store.Slug(r.Publisher), r.Language, r.Partial, string(published), len(rows.Prints))
		for _, print := range rows.Prints {
			b.pair(intoParagraphs, print, n)
		}
		for _, band := range rows.Bands {
			b.pair(intoBands, band, n)
		}
		b.add(intoTextWords, n, store.Fold(r.Title), store.Fold(r.Text))
	case rows.Reading != nil:
		r := rows.Reading
		b.add(intoReadings, n, r.Report, r.TextHash, r.Reader, r.Published, r.Claims)
		for _, trait := range r.Traits {
			b.pair(intoTraits, trait, n)
		}
		for _, p := range r.Places {
			b.add(intoPlaces, p.Slug, n, p.Name)
		}
		for i, c := range rows.Claims {
			row := n*store.MaxClaims + int64(i)
			key := store.ClaimKey(c.ID)
			b.add(intoClaims, row, key, c.ID, c.From, c.Size, c.Days.First, c.Days.Last, traitBytes(c.Traits))
			b.pair(intoClaimKeys, key, row)
			b.add(intoClaimWords, row, c.Content)
			w.link(row, r.Published, c)
		}
	case rows.Decision != nil:
		d := rows.Decision
		b.add(intoDecisions, n, d.Subject, d.ID, d.Report, d.Verdict == evidence.Accept)
		for _, claim := range rows.Grouped {
			b.pair(intoGrouped, claim, n)
		}
	case rows.Carried != nil:
		c := rows.Carried
		b.add(intoCarried, n, c.Report, c.From, c.To)
	case rows.Proposal != nil:
		b.add(intoProposals, n, rows.Proposal.ID, rows.Proposal.What)
		for _, member := range rows.Proposal.Members {
			b.add(intoMembers, member, n)
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
	case rows.Incident != nil:
		w.incident(n, *rows.Incident)
	case rows.Truce != nil:
		b.add(intoCeasefires, n, rows.Truce.ID, dayOf(*rows.Truce))
	case rows.Route != nil:
		b.add(intoRoutes, n, rows.Route.ID, rows.Route.Name, rows.Route.File.Hash)
	}
}

// traitBytes writes traits side by side, eight bytes each.
func traitBytes(traits []int64) []byte {
	b := make([]byte, 0, 8*len(traits))
	for _, t := range traits {
		b = binary.BigEndian.AppendUint64(b, uint64(t))
	}
	return b
}

// link queues what a claim is found and linked by.
func (w *writer) link(row, published int64, c store.ClaimRow) {
	for _, saying := range c.Latest() {
		w.batch.add(intoSayings, saying, published, row)
	}
	if c.Mention != nil {
		w.batch.add(intoMentions, row, c.Mention)
	}
	for _, block := range c.Blocks {
		w.batch.pair(intoBlocks, block, row)
	}
}

// incident queues the rows of an incident.
func (w *writer) incident(n int64, i store.IncidentRow) {
	w.batch.add(intoIncidents, n, i.ID, i.Lead, i.Change != evidence.Dissolved, i.Days.First, i.Days.Last, i.Sides, i.Types, i.Contested, i.Dated)
	for _, place := range i.Places {
		w.batch.add(intoIncidentPlaces, place, n)
	}
	key := store.ClaimKey(i.ID)
	for _, l := range i.Joined {
		w.batch.add(intoIncidentClaims, store.ClaimKey(l.Claim), n, key, true, l.To, l.Score)
	}
	for _, claim := range i.Left {
		w.batch.add(intoIncidentClaims, store.ClaimKey(claim), n, key, false, "", 0)
	}
}

// dayOf returns the day by which a truce is listed: that on which it took
// effect or else was announced, "" when neither is known.
func dayOf(c evidence.Ceasefire) string {
	for _, i := range []*evidence.Interval{c.Effective, c.Announced} {
		if i != nil && i.Known() {
			return cmp.Or(i.From, i.To)
		}
	}
	return ""
}

// loss queues the rows of a unit.
func (w *writer) loss(e evidence.Envelope, row store.LossRow) {
	b, n := w.batch, e.Number
	var kind, bucket, was, happened any
	if row.Now != nil {
		kind, bucket = row.Now.Kind, row.Now.Key
	}
	if row.Was != nil {
		was = row.Was.Key
	}
	if !row.Happened.IsZero() {
		happened = row.Happened.Add(time.Second - 1).Unix() // never before it
	}
	b.add(intoUnits, n, row.Unit, e.Time.Unix(), kind, bucket, was, row.Change, row.Reason, row.Days, happened)
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
