package flow

import (
	"context"

	"tallystick/link/incidents"
	"tallystick/store"
)

// linkable is the claims of a position as link asks for them. It remembers
// those that it has told of.
type linkable struct {
	ctx   context.Context
	store store.Store
	at    int64
	met   map[incidents.ID]metClaim
}

// metClaim is a mention with where it stands.
type metClaim struct {
	incidents.Placed
	report   string
	reading  int64  // entry
	incident string // empty when it stands alone
	found    []byte // what its incident is found by, see parseOutline
}

var _ incidents.Library = (*linkable)(nil)

func newLinkable(ctx context.Context, s store.Store, at int64) *linkable {
	return &linkable{ctx: ctx, store: s, at: at, met: make(map[incidents.ID]metClaim)}
}

// Near implements incidents.Library.
func (l *linkable) Near(blocks []int64) ([]incidents.Placed, error) {
	rotated := make([]int64, len(blocks))
	for i, b := range blocks {
		rotated[i] = dayFirst(b)
	}
	return l.collect(func(visit func(store.MentionRecord) error) error {
		return l.store.Mentions(l.ctx, l.at, rotated, visit)
	})
}

// Members implements incidents.Library.
func (l *linkable) Members(lead incidents.ID) ([]incidents.Placed, error) {
	id, err := l.store.IncidentOf(l.ctx, l.at, lead.String())
	if err != nil {
		return nil, err
	}
	if id == "" {
		return l.Find([]incidents.ID{lead})
	}
	state, err := l.store.Incident(l.ctx, l.at, id)
	if err != nil {
		return nil, err
	}
	var claims []string
	for _, k := range state.Links {
		claims = append(claims, k.Claim)
	}
	return l.find(claims)
}

// Find implements incidents.Library.
func (l *linkable) Find(ids []incidents.ID) ([]incidents.Placed, error) {
	claims := make([]string, len(ids))
	for i, id := range ids {
		claims[i] = id.String()
	}
	return l.find(claims)
}

func (l *linkable) find(claims []string) ([]incidents.Placed, error) {
	return l.collect(func(visit func(store.MentionRecord) error) error {
		return l.store.MentionsOf(l.ctx, l.at, append([]string{}, claims...), visit)
	})
}

func (l *linkable) collect(ask func(visit func(store.MentionRecord) error) error) ([]incidents.Placed, error) {
	var all []incidents.Placed
	err := ask(func(r store.MentionRecord) error {
		c, err := metOf(r)
		if err != nil {
			return err
		}
		l.met[c.Claim] = c
		all = append(all, c.Placed)
		return nil
	})
	return all, err
}

// metOf reads a mention back. One that stands alone leads itself.
func metOf(r store.MentionRecord) (c metClaim, err error) {
	c = metClaim{report: r.Report, reading: r.Entry, incident: r.Incident}
	if c.Mention, c.found, err = parseMention(r); err != nil {
		return c, err
	}
	c.Lead, c.Score = c.Claim, fullScore
	if r.Incident == "" {
		return c, nil
	}
	c.Score = r.Score
	if c.Lead, err = incidents.ParseID(r.Lead); err == nil && r.To != "" {
		c.To, err = incidents.ParseID(r.To)
	}
	return c, err
}

// fullScore is that of a claim which leads, in thousandths.
const fullScore = 1000
