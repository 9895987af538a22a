package store

import (
	"context"
	"time"

	"tallystick/evidence"
)

// Incidents asks after what claims speak of, the truces of registers and the
// roads that users draw.
type Incidents interface {
	// Mentions visits the claims of current readings at a position that lie in
	// one of the blocks, each once, in the order of id. A block is a hash of place,
	// day and type, of an instrument and day, or of whatever else link blocks by.
	Mentions(ctx context.Context, at int64, blocks []int64, visit func(MentionRecord) error) error
	// Replies visits the claims that respond to a claim, or that are responded to
	// by it, at a position.
	Replies(ctx context.Context, at int64, claim string, visit func(MentionRecord) error) error
	// IncidentOf returns the id of the incident that a claim stands in at a
	// position, or "" when it stands alone.
	IncidentOf(ctx context.Context, at int64, claim string) (string, error)
	// Incident returns an incident with the links of its claims at a position, or
	// ErrNotFound. A dissolved one has Into or no links.
	Incident(ctx context.Context, at int64, id string) (IncidentState, error)
	// Incidents visits the incidents that stand at a position and pass the
	// filter, the latest first by the day on which they begin, then by id, from
	// the one after the cursor; it returns the cursor of the last visited, empty
	// when there are no more. At most limit are visited; all for 0.
	Incidents(ctx context.Context, at int64, filter IncidentFilter, cursor string, limit int, visit func(IncidentState) error) (next string, err error)
	// Groupings returns every decision on incidents, in the order of entries.
	Groupings(ctx context.Context, at int64) ([]DecisionRecord, error)
	// ClaimsLike visits the claims of current readings at a position that pass
	// the filter, in the order of the reports' publication and the claims' place
	// in them: statements, ceasefires, access and control are asked for so.
	ClaimsLike(ctx context.Context, at int64, filter ClaimFilter, visit func(ClaimRecord) error) error

	// Ceasefires lists the truces of registers at a position, by day and id. A
	// later record of an id takes the place of an earlier.
	Ceasefires(ctx context.Context, at int64) ([]CeasefireRecord, error)
	// Routes lists the roads that users drew, by name. A later record of an id
	// takes the place of an earlier.
	Routes(ctx context.Context, at int64) ([]RouteRecord, error)
}

// MentionRecord is a claim with what linking needs to know beside it.
type MentionRecord struct {
	Claim     evidence.Claim
	Report    string
	Published evidence.Interval
	Entry     int64  // of the reading
	Incident  string // that it stands in, or ""
}

// IncidentState is an incident as it stood at a position.
type IncidentState struct {
	ID        string
	Entry     int64     // that last changed it
	At        time.Time // ledger time of that entry
	Formed    int64     // entry that formed it
	Links     []evidence.Link
	Into      string           // of a dissolved one
	Decisions []DecisionRecord // go beyond the position, as those of a claim do
}

// IncidentFilter lets through what agrees with each of its fields that is not
// empty.
type IncidentFilter struct {
	From, To string // civil dates, inclusive: of any member's event or, without one, publication
	Side     string // that speaks in it, acts or suffers
	Place    string // name of a place, folded
	Type     string // of an event
}

// ClaimFilter lets through what agrees with each of its fields that is not
// empty.
type ClaimFilter struct {
	Says     string   // "ceasefire", "access", "control", "toll", "loss"; claims that say such a thing
	Stances  []string // one of these
	Types    []string // event of one of these types
	Side     string   // that speaks
	Words    string   // all in the content, folded
	From, To string   // civil dates, inclusive: of the event or, without one, publication
	Reports  []string
}

// CeasefireRecord is a truce of a register with the entry that holds it.
type CeasefireRecord struct {
	Entry     int64
	At        time.Time
	Ceasefire evidence.Ceasefire
}

// RouteRecord is a road with the entry that holds it.
type RouteRecord struct {
	Entry int64
	At    time.Time
	Route evidence.Route
}
