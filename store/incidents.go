package store

import (
	"context"
	"time"

	"tallystick/evidence"
)

// Incidents asks after what claims speak of, the truces of registers and the
// roads that users draw.
type Incidents interface {
	// Mentions visits what is kept of the claims of current readings at a
	// position that are kept under one of the blocks, or of all for nil, each once:
	// in the order of claims' ids, all of them in that of entries. Of a claim that stands in several reports with one text, that
	// of the report whose id comes first is kept.
	Mentions(ctx context.Context, at int64, blocks []int64, visit func(MentionRecord) error) error
	// MentionsOf visits what is kept of claims, in the same order; a claim that
	// stands in no current reading, or of which nothing is kept, is passed over.
	MentionsOf(ctx context.Context, at int64, claims []string, visit func(MentionRecord) error) error
	// MentionsIn visits what is kept of the claims of a report's current reading,
	// in their order, but for those that MentionsOf has of another report.
	MentionsIn(ctx context.Context, at int64, report string, visit func(MentionRecord) error) error
	// Crowded returns those of the blocks under which so many claims or more are
	// kept, be it of readings that stand no more.
	Crowded(ctx context.Context, blocks []int64, many int) ([]int64, error)
	// IncidentOf returns the id of the incident that a claim stands in at a
	// position, or "" when it stands alone.
	IncidentOf(ctx context.Context, at int64, claim string) (string, error)
	// Incident returns an incident with the links of its claims at a position, or
	// ErrNotFound. A dissolved one has no links.
	Incident(ctx context.Context, at int64, id string) (IncidentState, error)
	// Incidents visits the incidents that stand at a position and pass the
	// filter, the latest first by the day on which they begin, then by id, from
	// the one after the cursor (from the first for ""); it returns the cursor of
	// the last visited, empty when there are no more. At most limit are visited;
	// all for 0.
	Incidents(ctx context.Context, at int64, filter IncidentFilter, cursor string, limit int, visit func(IncidentState) error) (next string, err error)
	// IncidentDays counts the incidents that stand at a position by the day on
	// which they begin or, where no claim says when, on which they were told first,
	// in order; those of which that is not known either come first.
	IncidentDays(ctx context.Context, at int64) ([]IncidentDay, error)
	// Groupings returns the decisions on incidents before a position that name
	// one of the claims, or all for nil, in the order of entries. A claim that was
	// carried to another id stands in their groups under both.
	Groupings(ctx context.Context, at int64, claims []string) ([]DecisionRecord, error)
	// Ties returns the decisions before a position that tie one of the claims to
	// a truce or to another claim, or such a claim to it; all for nil; in the
	// order of entries.
	Ties(ctx context.Context, at int64, claims []string) ([]TieRecord, error)

	// ClaimsLike visits the claims of current readings at a position that pass
	// the filter, in the order of the reports' publication and the claims' place
	// in them, from the one after the cursor: statements, ceasefires, access and
	// control are asked for so. Cursor and limit are as for Incidents.
	ClaimsLike(ctx context.Context, at int64, filter ClaimFilter, cursor string, limit int, visit func(ClaimRecord) error) (next string, err error)
	// LatestClaims returns the claims of current readings at a position that say a
	// thing, SaysCeasefire, SaysAccess (and all that tell of coercion, which may
	// be on a road) or SaysControl, those of the reports published last first: at
	// most limit. Its cost goes by the limit alone.
	LatestClaims(ctx context.Context, at int64, says string, limit int) ([]ClaimPlace, error)
	// Replies visits the claims that answer a claim, or that it answers, in the
	// current reading of its report at a position, in their order.
	Replies(ctx context.Context, at int64, claim string, visit func(ClaimRecord) error) error

	// Ceasefires lists the truces of registers at a position, by day and id. A
	// later record of an id takes the place of an earlier.
	Ceasefires(ctx context.Context, at int64) ([]CeasefireRecord, error)
	// Routes lists the roads that users drew, by name and id. A later record of
	// an id takes the place of an earlier.
	Routes(ctx context.Context, at int64) ([]RouteRecord, error)
}

// MentionRecord is what is kept of a claim to link it by.
type MentionRecord struct {
	Claim   string
	Report  string
	Entry   int64 // of the reading
	Mention []byte

	// Where it stands at the position; empty when it stands alone.
	Incident string
	Lead     string // claim that leads the incident
	To       string // claim that this one was held against; empty for the lead
	Score    int
}

// IncidentState is an incident as it stood at a position.
type IncidentState struct {
	ID        string
	Entry     int64     // that last changed it
	At        time.Time // ledger time of that entry
	Formed    int64     // entry that formed it
	Links     []evidence.Link
	Holds     evidence.Outline
	Into      string           // of a dissolved one
	Decisions []DecisionRecord // on it; they go beyond the position, as those of a claim do
}

// IncidentDay is how many incidents begin on a day.
type IncidentDay struct {
	Day       string // civil; empty where neither that of the event nor that of a publication is known
	Incidents int
	Contested int // of those: see evidence.Outline
	Told      int // of those: stand here by the day of publication, since no claim says when
}

// IncidentFilter lets through what agrees with each of its fields that is not
// empty.
type IncidentFilter struct {
	From, To string // civil dates, inclusive: of any member's event or, without one, publication
	Side     string // that speaks in it, acts or suffers
	Place    string // name of a place, folded
	Type     string // of an event

	Contested bool // as their outlines have it
}

// ClaimFilter lets through what agrees with each of its fields that is not
// empty.
type ClaimFilter struct {
	Says     string   // one of Sayings: claims that say such a thing
	Stances  []string // one of these
	Types    []string // event of one of these types
	Side     string   // that speaks
	Words    string   // all in the content, folded
	From, To string   // civil dates, inclusive: of the event or, without one, publication
	Reports  []string

	Place   string // Slug of a place that it names
	Speaker string // Slug of a source, or code of a side, that speaks
	Named   string // Slug of an actor, or code of a side, that is said to act or suffer
	Actor   string // that speaks or is named
	Outlet  string // Slug of the report's publisher
	Decided bool   // somebody decided on it, or on one that it was carried from, before the position
}

// What claims may say besides that something happened.
const (
	SaysCeasefire = "ceasefire"
	SaysAccess    = "access"
	SaysControl   = "control"
	SaysToll      = "toll"
	SaysLoss      = "loss"
)

// Sayings lists what ClaimFilter.Says may be.
var Sayings = []string{SaysCeasefire, SaysAccess, SaysControl, SaysToll, SaysLoss}

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
	// Decisions on it go beyond the position, as those of a claim do.
	Decisions []DecisionRecord
}

// TieRecord is a decision on what a claim is tied to. A claim that was carried
// to another id is named by each that it has had.
type TieRecord struct {
	DecisionRecord
	Claims []string // the claim that is tied
	To     []string // what it is tied to; none when that was rejected
}
