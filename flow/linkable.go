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
	met   map[incidents.ID]*metClaim
	in    map[int64]string              // of the blocks that the claims of one report share, its id
	asked map[string][]incidents.Placed // of reports whose claims were asked for
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
	return &linkable{
		ctx: ctx, store: s, at: at, met: make(map[incidents.ID]*metClaim), in: make(map[int64]string), asked: make(map[string][]incidents.Placed),
	}
}

// comes notes the blocks of a report that is being recorded.
func (l *linkable) comes(report string, mentions []incidents.Mention) {
	for i := range mentions {
		l.in[mentions[i].ReportBlock()] = report
	}
}

// Near implements incidents.Library.
func (l *linkable) Near(blocks []int64) ([]incidents.Placed, error) {
	rotated, own := parted(blocks)
	found, err := l.collect(func(visit func(store.MentionRecord) error) error {
		return l.store.Mentions(l.ctx, l.at, rotated, visit)
	})
	if err != nil {
		return nil, err
	}
	seen := make(map[incidents.ID]bool)
	for _, p := range found {
		seen[p.Claim] = true
	}
	for _, b := range own {
		report, err := l.report(l.in[b])
		if err != nil {
			return nil, err
		}
		for _, p := range report {
			if !seen[p.Claim] && p.ReportBlock() == b {
				found = append(found, p)
			}
		}
	}
	return found, nil
}

// parted parts blocks, as the store has them, from those that are a report's own.
func parted(blocks []int64) (rotated, own []int64) {
	rotated = []int64{} // nil would be all
	for _, b := range blocks {
		if incidents.OfReport(b) {
			own = append(own, b)
		} else {
			rotated = append(rotated, dayFirst(b))
		}
	}
	return rotated, own
}

// Full implements incidents.Library.
func (l *linkable) Full(blocks []int64, many int) ([]int64, error) {
	rotated, full := parted(blocks) // a report's claims are few
	found, err := l.store.Crowded(l.ctx, rotated, many)
	if err != nil {
		return nil, err
	}
	for _, b := range found {
		full = append(full, daysLast(b))
	}
	return full, nil
}

// report returns the claims of a report.
func (l *linkable) report(id string) (found []incidents.Placed, err error) {
	found, asked := l.asked[id]
	if !asked {
		found, err = l.collect(func(visit func(store.MentionRecord) error) error {
			return l.store.MentionsIn(l.ctx, l.at, id, visit)
		})
		l.asked[id] = found
	}
	return found, err
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
		c, err := l.meet(r)
		if err == nil {
			l.in[c.ReportBlock()] = c.report
			all = append(all, c.Placed)
		}
		return err
	})
	return all, err
}

// meet remembers a claim.
func (l *linkable) meet(r store.MentionRecord) (*metClaim, error) {
	c, err := metOf(r)
	if err != nil {
		return nil, err
	}
	l.met[c.Claim] = c
	return c, nil
}

// incidentOf returns the incident that a claim stands in, "" for one that was not
// met or stands alone.
func (l *linkable) incidentOf(claim incidents.ID) string {
	if c := l.met[claim]; c != nil {
		return c.incident
	}
	return ""
}

// metOf reads a mention back. One that stands alone leads itself.
func metOf(r store.MentionRecord) (c *metClaim, err error) {
	c = &metClaim{report: r.Report, reading: r.Entry, incident: r.Incident}
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
