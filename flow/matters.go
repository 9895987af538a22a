package flow

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"tallystick/evidence"
	"tallystick/link"
	"tallystick/publish"
	"tallystick/review"
	"tallystick/store"
)

// Matter is something that a person decides on, with what it is about side by
// side.
type Matter struct {
	Subject  string           `json:"subject"` // one of evidence.Subjects
	ID       string           `json:"id"`
	What     string           `json:"what"` // of a proposal what it suggests, else the subject
	Entry    int64            `json:"entry"`
	At       time.Time        `json:"recorded"`
	Reasons  []string         `json:"reasons,omitempty"`
	State    publish.State    `json:"state"`
	Rulings  []publish.Ruling `json:"rulings,omitempty"`  // that make the state
	Members  []Member         `json:"members,omitempty"`  // what a proposal joins
	Compared []Comparison     `json:"compared,omitempty"` // pictures of different members that were held against each other
	Tied     []Tied           `json:"tied,omitempty"`     // what a claim is tied to
	File     *Exhibit         `json:"file,omitempty"`     // of evidence that is decided on
}

// Member is one of what a proposal joins.
type Member struct {
	ID    string         `json:"id"`
	Title string         `json:"title,omitempty"` // of a report
	Unit  *evidence.Unit `json:"unit,omitempty"`
	Files []Exhibit      `json:"files,omitempty"` // evidence that was added for the unit, or found where lists show it
	Gone  bool           `json:"gone,omitempty"`  // it no longer stands in the ledger
}

// Comparison is how far two pictures are apart.
type Comparison struct {
	One   string `json:"one"` // SHA-256
	Other string `json:"other"`
	Words string `json:"words"`
	Alike bool   `json:"alike"`
}

// MatterFilter lets through what agrees with each of its fields that is not
// empty.
type MatterFilter struct {
	What   string // what proposals suggest
	Open   bool   // nobody has decided
	Before int64  // recorded before this entry
	Limit  int    // the most that are listed; 0 for all
}

// Proposals lists what is proposed, the newest first, and the filter's Before
// for what follows: 0 when nothing does. The public sees none of it.
func (l *Library) Proposals(ctx context.Context, at int64, f MatterFilter) ([]Matter, int64, error) {
	if !l.desk {
		return nil, 0, nil
	}
	filter := store.ProposalFilter{What: f.What, Open: f.Open, Before: f.Before}
	if f.Limit > 0 {
		filter.Limit = f.Limit + 1
	}
	records, err := l.store.Proposals(ctx, at, filter)
	if err != nil {
		return nil, 0, err
	}
	more := int64(0)
	if f.Limit > 0 && len(records) > f.Limit {
		records = records[:f.Limit]
		more = records[f.Limit-1].Entry
	}
	matters := make([]Matter, len(records))
	for i, r := range records {
		if matters[i], err = l.proposed(ctx, at, r); err != nil {
			return nil, 0, err
		}
	}
	return matters, more, nil
}

// Matter returns what has an id and can be decided on: a proposal, an
// incident, a claim, an edition, a unit, a file of evidence or a road; store.ErrNotFound when nothing has, as for the public
// always.
func (l *Library) Matter(ctx context.Context, at int64, id string) (Matter, error) {
	if !l.desk {
		return Matter{}, store.ErrNotFound
	}
	records, err := l.store.Proposals(ctx, at, store.ProposalFilter{ID: id, Limit: 1})
	if err != nil {
		return Matter{}, err
	}
	for _, r := range records {
		return l.proposed(ctx, at, r)
	}
	m, err := l.incidentMatter(ctx, at, id)
	if err == nil || !errors.Is(err, store.ErrNotFound) {
		return m, err
	}
	claim, err := l.store.Claim(ctx, at, id)
	if err == nil {
		m := Matter{Subject: evidence.SubjectClaim, Entry: claim.ReadEntry, At: claim.ReadAt, Reasons: []string{claim.Claim.Content.Text}}
		m.Tied, err = l.tied(ctx, at, claim)
		return m.with(id, claim.Decisions, at), err
	}
	if !errors.Is(err, store.ErrNotFound) {
		return Matter{}, err
	}
	editions, err := l.store.Editions(ctx, at)
	if err != nil {
		return Matter{}, err
	}
	for _, e := range editions {
		if e.Edition.ID() == id {
			m := Matter{Subject: evidence.SubjectEdition, Entry: e.Entry, At: e.At, Reasons: []string{fmt.Sprintf("an edition of %s of %d units and %d totals", e.Edition.List, e.Edition.Units, e.Edition.Tallies)}}
			return m.with(id, e.Decisions, at), nil
		}
	}
	if m, err := l.fileMatter(ctx, at, id); err == nil || !errors.Is(err, store.ErrNotFound) {
		return m, err
	}
	routes, err := l.store.Routes(ctx, at)
	if err != nil {
		return Matter{}, err
	}
	for _, r := range routes {
		if r.Route.ID == id {
			return Matter{Subject: evidence.SubjectRoute, Entry: r.Entry, At: r.At, Reasons: []string{r.Route.Name}}.with(id, since(r.Decisions, r.Entry), at), nil
		}
	}
	u, err := l.store.Unit(ctx, at, id)
	if err != nil {
		return Matter{}, err
	}
	m = Matter{Subject: evidence.SubjectUnit, Entry: u.Entry, At: u.At}
	m.Members, err = l.members(ctx, at, []string{id})
	return m.with(id, u.Decisions, at), err
}

// fileMatter says of a file of evidence what it is and which units it shows.
func (l *Library) fileMatter(ctx context.Context, at int64, hash string) (Matter, error) {
	if !evidence.ValidHash(hash) {
		return Matter{}, store.ErrNotFound
	}
	e, err := exhibitOf(ctx, l.store, at, hash)
	if err != nil {
		return Matter{}, err
	}
	m := Matter{Subject: evidence.SubjectFile, Entry: e.Entries[0], At: e.First, File: &e}
	m.Members, err = l.members(ctx, at, e.Units)
	return m.with(hash, e.decisions, at), err
}

// incidentMatter says of an incident that holds claims what they say.
func (l *Library) incidentMatter(ctx context.Context, at int64, id string) (Matter, error) {
	state, err := l.store.Incident(ctx, at, id)
	if err == nil && len(state.Links) == 0 {
		err = store.ErrNotFound
	}
	if err != nil {
		return Matter{}, err
	}
	m := Matter{Subject: evidence.SubjectIncident, Entry: state.Entry, At: state.At}
	for _, link := range state.Links {
		c, err := l.store.Claim(ctx, at, link.Claim)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return Matter{}, err
		}
		source := c.Claim.Source.Name
		if c.Claim.Source.Kind == evidence.Narrator {
			source = "the report itself"
		}
		m.Reasons = append(m.Reasons, fmt.Sprintf("%s, %s: %s", source, c.Claim.Stance, c.Claim.Content.Text))
	}
	return m.with(id, state.Decisions, at), nil
}

// with adds an id, and what was decided up to a position.
func (m Matter) with(id string, decisions []store.DecisionRecord, at int64) Matter {
	m.ID, m.State = id, publish.Unreviewed
	if m.What == "" {
		m.What = m.Subject
	}
	standing := review.InForce(rulings(decisions, at))
	m.Rulings = inForce(standing, decisions)
	switch standing.Verdict {
	case evidence.Accept:
		m.State = publish.Accepted
	case evidence.Refuse:
		m.State = publish.Rejected
	}
	return m
}

func (l *Library) proposed(ctx context.Context, at int64, r store.ProposalRecord) (Matter, error) {
	m := Matter{Subject: evidence.SubjectProposal, What: r.Proposal.What, Entry: r.Entry, At: r.At, Reasons: r.Proposal.Reasons}
	var err error
	if m.Members, err = l.members(ctx, at, r.Proposal.Members); err == nil {
		m.Compared = compared(m.Members)
	}
	return m.with(r.Proposal.ID, r.Decisions, at), err
}

// members finds the units or reports of some ids.
func (l *Library) members(ctx context.Context, at int64, ids []string) ([]Member, error) {
	var all []Member
	for _, id := range ids {
		m := Member{ID: id}
		u, err := l.store.Unit(ctx, at, id)
		switch {
		case err == nil:
			m.Unit = &u.Unit
			m.Files, err = l.filesOf(ctx, at, u.Unit)
		case errors.Is(err, store.ErrNotFound):
			var report store.Record
			report, err = l.store.Report(ctx, at, id)
			m.Title, m.Gone = report.Report.Title, err != nil || report.Tombstone != nil
			if errors.Is(err, store.ErrNotFound) {
				err = nil
			}
		}
		if err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	return all, nil
}

// maxAddresses is the most addresses of one unit whose files are looked for.
const maxAddresses = 20

// filesOf returns the files that were added for a unit or found where lists show
// it.
func (l *Library) filesOf(ctx context.Context, at int64, u evidence.Unit) ([]Exhibit, error) {
	records, err := l.store.Files(ctx, at, u.ID)
	if err != nil {
		return nil, err
	}
	addresses := u.Addresses()
	for _, address := range addresses[:min(len(addresses), maxAddresses)] {
		found, err := l.store.FilesAt(ctx, at, address)
		if err != nil {
			return nil, err
		}
		records = append(records, found...)
	}
	slices.SortFunc(records, func(a, b store.FileRecord) int { return int(a.Entry - b.Entry) })
	records = slices.CompactFunc(records, func(a, b store.FileRecord) bool { return a.Entry == b.Entry })
	var all []Exhibit
	for _, e := range exhibits(records, make(map[string]*Exhibit)) {
		all = append(all, *e)
	}
	return all, nil
}

// compared holds the pictures of different members against each other.
func compared(members []Member) []Comparison {
	const most = 20 // comparisons that a person is shown
	var all []Comparison
	for i, m := range members {
		for _, other := range members[i+1:] {
			for _, f := range m.Files {
				for _, g := range other.Files {
					l, ok := link.Compare(f.File, g.File)
					switch {
					case len(all) == most:
						return all
					case f.Hash == g.Hash:
						all = append(all, Comparison{f.Hash, g.Hash, "it is the same file", true})
					case ok:
						all = append(all, Comparison{f.Hash, g.Hash, l.Words(), l.Alike()})
					}
				}
			}
		}
	}
	return all
}
