package store

import (
	"context"
	"time"

	"tallystick/evidence"
)

// Losses asks after units of equipment, the lists that they come from, the
// tallies that are stated of them and the files that show them.
type Losses interface {
	// LossCounts returns how many units stand in each bucket at a position, of
	// the buckets that the filter lets through, in the order of their fields.
	// Its cost grows with the number of buckets, not with that of units.
	LossCounts(ctx context.Context, at int64, filter LossFilter) ([]LossCount, error)
	// Units visits the units that are counted at a position and pass the
	// filter, in the order of side, class, model and id, from the one after the cursor (from
	// the first for ""), and returns the cursor of the last visited, empty when
	// there are no more. At most limit are visited; all for 0.
	Units(ctx context.Context, at int64, filter LossFilter, after string, limit int, visit func(UnitRecord) error) (cursor string, err error)
	// Unit returns a unit as it stood at a position with every entry that made
	// it so, the first first; ErrNotFound when there was none. The id of a unit
	// that was found to be another is answered too.
	Unit(ctx context.Context, at int64, id string) (UnitHistory, error)
	// UnitsShown returns the ids of the units that an address or the hash of a
	// file shows at a position, in order, those found to be another among them.
	UnitsShown(ctx context.Context, at int64, address string) ([]string, error)
	// LossChanges visits the loss.recorded entries from one position to another
	// of units that pass the filter before the entry or after it, in their
	// order.
	LossChanges(ctx context.Context, from, to int64, filter LossFilter, visit func(LossEntry) error) error
	// LossMoves visits what the loss.recorded entries from one position to
	// another changed in the counts, in their order, without reading the units.
	LossMoves(ctx context.Context, from, to int64, visit func(LossMove) error) error
	// LossDays returns how many units of the buckets that the filter lets
	// through their lists took in on which days, as of a position, in no order.
	LossDays(ctx context.Context, at int64, filter LossFilter) ([]LossDay, error)
	// LateUnits returns the units of the entries from one position to another
	// that may have happened after they were recorded, in the order of entries:
	// few, whatever the number of units.
	LateUnits(ctx context.Context, from, to int64) ([]LateUnit, error)
	// Listed visits the current units of a list at a position, those found to
	// be another among them, in the order of their groups' bytes, and of id
	// within a group: what a new edition is compared with, in one pass and
	// little memory.
	Listed(ctx context.Context, at int64, list string, visit func(group string, u UnitRecord) error) error

	// Editions lists the editions of every list at a position, the newest first.
	Editions(ctx context.Context, at int64) ([]EditionRecord, error)
	// Tallies visits the tallies at a position that pass the filter, in the
	// order of date, speaker and id. A later record of the same id takes the
	// place of an earlier.
	Tallies(ctx context.Context, at int64, filter TallyFilter, visit func(TallyRecord) error) error
	// UnitDecisions returns what was decided about units, by id, at whatever
	// position: few, since only what is wrong with a unit is decided by itself.
	UnitDecisions(ctx context.Context) (map[string][]DecisionRecord, error)
	// OpenUnitProposals counts the proposals that units are one on which nobody
	// had decided at a position.
	OpenUnitProposals(ctx context.Context, at int64) (int64, error)
	// Files lists the evidence that was added about a unit, or all for "", the
	// newest first.
	Files(ctx context.Context, at int64, unit string) ([]FileRecord, error)
	// FileDecisions returns what was decided about files of evidence, by hash, at
	// whatever position: few, since each is looked at by people.
	FileDecisions(ctx context.Context) (map[string][]DecisionRecord, error)
	// FilesAt lists the evidence that was found at an address, the newest first.
	FilesAt(ctx context.Context, at int64, address string) ([]FileRecord, error)
	// WithdrawnUnits and WithdrawnFiles list the ids of the units, and the
	// hashes of the files, that were withdrawn up to a position, in order: they
	// are not taken in again.
	WithdrawnUnits(ctx context.Context, at int64) ([]string, error)
	WithdrawnFiles(ctx context.Context, at int64) ([]string, error)
}

// LossFilter lets through what agrees with each of its fields that is not
// empty.
type LossFilter struct {
	List  string
	Side  string
	Class string
	Model string
	Fates []evidence.History // the histories that are let through; nil for all
}

// LossCount is how many units agree in all that units are counted by.
type LossCount struct {
	evidence.Bucket
	Units int64
}

// UnitRecord is a unit with the entry that made it as it is.
type UnitRecord struct {
	Unit  evidence.Unit
	Entry int64
	At    time.Time // ledger time
}

// UnitHistory is a unit with all that became of it in the ledger. Decisions go
// beyond the position asked about, as those of a claim do.
type UnitHistory struct {
	UnitRecord
	Records   []LossEntry
	Decisions []DecisionRecord
}

// LossEntry is a loss.recorded entry.
type LossEntry struct {
	Entry  int64
	At     time.Time // ledger time
	Record evidence.LossRecord
}

// LossMove is what a loss.recorded entry changed in the counts.
type LossMove struct {
	Entry  int64
	At     time.Time // ledger time
	Unit   string
	Change string // one of evidence.Changes
	Reason string
	Was    *evidence.Bucket // nil when the unit was not counted before; never changed
	Now    *evidence.Bucket // nil when it is not counted from then on; never changed
}

// LossDay is how many units of one bucket were taken in on the same days.
type LossDay struct {
	evidence.Bucket
	Days  []string // of each of the bucket's lists, in their order; "" when it does not say
	Units int64
}

// LateUnit is a unit with the last moment at which it can have happened, which
// is after it was recorded.
type LateUnit struct {
	Unit     string
	Happened time.Time // rounded up to a second
}

// EditionRecord is an edition with what was decided about it. Its units and
// tallies are the entries from Entry up to End.
type EditionRecord struct {
	Entry     int64
	End       int64 // one past its last entry
	At        time.Time
	Edition   evidence.Edition
	Decisions []DecisionRecord
}

// TallyFilter lets through what agrees with each of its fields that is not
// empty.
type TallyFilter struct {
	By    string
	List  string
	Of    string // side
	Class string // tallies of which a part is of that class
	From  string // dates, inclusive
	To    string
	Reach string
}

// TallyRecord is a tally with the entry that holds it.
type TallyRecord struct {
	Entry int64
	At    time.Time
	Tally evidence.Tally
}

// FileRecord is a piece of evidence with the entry that holds it.
type FileRecord struct {
	Entry int64
	At    time.Time
	File  evidence.File
}
