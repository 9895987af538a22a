// Package store says what may be asked of a Tallystick ledger. An engine
// (sqlite) answers; storetest is the suite that every engine passes.
//
// The only write is replay: Apply takes the next entries of the log and
// derives from them, in the same transaction, every table that the questions
// are answered from. So an engine holds nothing that replaying the log would
// not restore, and every question can be asked as of any position of the log.
package store

import (
	"context"
	"errors"
	"iter"
	"time"

	"tallystick/evidence"
	"tallystick/ledger"
)

// ErrNotFound says that nothing of that name stands in the ledger at the
// position asked about.
var ErrNotFound = errors.New("not in the ledger")

// ErrGap says that Apply was handed entries that do not continue the log.
var ErrGap = errors.New("entries do not continue the log")

// ErrFull says that the disk is full. Nothing of the batch was kept; reads go
// on, and writes go on once there is space.
var ErrFull = errors.New("no space left for the ledger")

// ErrReadOnly says that the ledger's folder cannot be written.
var ErrReadOnly = errors.New("the ledger's folder cannot be written")

// Seal is called inside Apply's transaction with the tree as it will be after
// the commit, and returns the signed checkpoint that is kept with it. An error
// undoes the batch.
type Seal func(ledger.Tree) (checkpoint []byte, err error)

// Store is one ledger in one engine. Its methods may be called from several
// goroutines; writes are taken one at a time. A position is a number of
// entries: a read at position n answers as if entries n and later had not been
// made, except that what has been withdrawn since is gone at every position.
type Store interface {
	// Apply appends entries to a log of which `from` entries are expected to be
	// there already. All of them are durable when it returns, or none: an error
	// of the sequence undoes the rest and is returned. Entries below the log's
	// end are compared with those kept and skipped when equal, so a repeat is
	// safe; a gap or a difference is ErrGap. A nil seal leaves the checkpoint as
	// it is.
	//
	// The sequence is taken in the caller's goroutine while entries taken before
	// are being written, in as much memory as some of them need, however many
	// there are. It may read the store, which answers as it stood before Apply.
	Apply(ctx context.Context, from int64, entries iter.Seq2[evidence.Entry, error], seal Seal) error
	// Applied returns the position: how many entries the log holds.
	Applied(ctx context.Context) (int64, error)
	// Erase rewrites what the engine keeps so that no byte of a withdrawn
	// payload is left in its files. Apply has already removed it from every
	// answer; a crash between the two is repaired by calling Erase again.
	Erase(ctx context.Context) error

	Log
	Reports
	Claims
	Losses
	Incidents
	Search
	Audit
	Close() error
}

// Log reads the entries themselves and the tree over them.
type Log interface {
	ledger.Source
	// Entry returns one entry with its payload, or ErrNotFound.
	Entry(ctx context.Context, number int64) (evidence.Entry, error)
	// PositionAt returns how many entries have a ledger time at or before t.
	PositionAt(ctx context.Context, t time.Time) (int64, error)
	// Withdrawn returns which withdrawal took the payload of an entry, or
	// ErrNotFound when none did.
	Withdrawn(ctx context.Context, number int64) (by int64, err error)
}

// Reports asks after what was captured.
type Reports interface {
	// Reports lists every report at a position, the last captured first.
	Reports(ctx context.Context, at int64) ([]Summary, error)
	// Report returns one report whole, or ErrNotFound. A withdrawn report has its
	// Tombstone and nothing else.
	Report(ctx context.Context, at int64, id string) (Record, error)
	// EntriesOf returns the numbers of all entries whose payload repeats
	// something of a report, unit, tally, edition, file (by its hash), incident,
	// truce or road, in order: what a withdrawal takes with it. Among those of a
	// report are those that link or group its claims. The units of an edition are
	// asked for one by one.
	EntriesOf(ctx context.Context, id string) ([]int64, error)
	// SameText lists the reports that have ever had a text in common with a
	// report, itself among them: what names a person in one does in all.
	SameText(ctx context.Context, id string) ([]string, error)
	// WithdrawnReports lists the ids of the reports withdrawn up to a position.
	WithdrawnReports(ctx context.Context, at int64) ([]string, error)
	// Sharing returns the reports whose current text at a position has
	// paragraphs in common with the text, the most shared first. Only paragraphs
	// of MinParagraph bytes and more are compared.
	Sharing(ctx context.Context, at int64, text string) ([]Shared, error)
	// Resembling returns the reports whose current text at a position agrees
	// with the text in at least two of its Bands, the most first: at most limit,
	// and of each band only the first MaxAlike texts that have it, so that what
	// everybody prints costs no more than what few do.
	Resembling(ctx context.Context, at int64, text string, limit int) ([]Resemblance, error)
}

// MaxAlike bounds the texts that are looked at for one band.
const MaxAlike = 200

// Resemblance says in how many of its Bands a report's text agrees with
// another.
type Resemblance struct {
	Report string
	Entry  int64 // of the text
	Bands  int
}

// Shared says how much of its text a report has in common with another.
type Shared struct {
	Report     string
	Paragraphs int // that both have
	Of         int // paragraphs of the report
}

// Claims asks after what is said and what was decided.
type Claims interface {
	// Claim returns a claim of any reading up to a position, or ErrNotFound.
	Claim(ctx context.Context, at int64, id string) (ClaimRecord, error)
	// Turns lists the entries of some kinds from one position to another that
	// bear on what is told of a report, claim or incident, the last first: at most
	// limit, by which its cost goes.
	Turns(ctx context.Context, from, to int64, limit int, kinds ...evidence.Kind) ([]Turn, error)
	// Reversals lists the entries from one position to another that may have taken
	// back or changed what was told before, the last first and at most limit:
	// withdrawals, by the id of the report if it was one, rejections of claims that
	// somebody had accepted, rejections of units, files and roads, decisions on
	// incidents, editions, proposals and ties, and decisions that were carried to
	// another reading, by the id of the report.
	Reversals(ctx context.Context, from, to int64, limit int) ([]Turn, error)
	// ClaimsIn visits claims as the current readings of their reports hold them at
	// a position, each with its report's Summary, of which ID, Title, Publisher,
	// Language and Published are told. One that its report does not hold is
	// passed over. The order is of the engine's choosing.
	ClaimsIn(ctx context.Context, at int64, claims []ClaimPlace, visit func(ClaimRecord, Summary) error) error
	// DecidedReports lists the reports of whose claims anybody decided, at
	// whatever position.
	DecidedReports(ctx context.Context) ([]string, error)
	// Grown tells what the entries from one position to another brought.
	Grown(ctx context.Context, from, to int64) (Growth, error)
	// Proposals lists the proposals at a position that pass the filter, the
	// newest first.
	Proposals(ctx context.Context, at int64, filter ProposalFilter) ([]ProposalRecord, error)
}

// Turn is an entry that bears on what is told of something. Its kind is
// ReportText for the first text of a report, PayloadWithdrawn for the end of
// one, DecisionMade on a claim or an incident, or IncidentRecorded.
type Turn struct {
	Entry   int64
	Kind    evidence.Kind
	Subject string // of a decision
	ID      string // of the report, claim or incident
}

// ClaimPlace is a claim in one of the reports that hold it.
type ClaimPlace struct{ Claim, Report string }

// Growth is what a stretch of the log brought.
type Growth struct {
	Reports   int // captured for the first time
	Incidents int // that formed, changed or dissolved
	Accepted  int // claims that somebody accepted
}

// ProposalFilter lets through what agrees with each of its fields that is not
// empty.
type ProposalFilter struct {
	ID     string
	Member string   // id that it joins with others
	Among  []string // ids, one of which it joins with others
	What   string
	Open   bool  // nobody had decided on it at the position
	Before int64 // an entry: only those recorded before it
	Limit  int   // the most that are listed; 0 for all
}

// Search finds words.
type Search interface {
	// Texts returns the reports in whose current title or text all words of the
	// query stand, best first, at most limit. Letters are folded: "barda" finds
	// "Bərdə". The query holds words, not an engine's query language.
	Texts(ctx context.Context, at int64, query string, limit int) ([]Hit, error)
	// ReportsOf lists the reports at a position whose publisher has a slug, the
	// last captured first, from behind the report `after`, from the first for "":
	// at most limit.
	ReportsOf(ctx context.Context, at int64, outlet, after string, limit int) ([]Summary, error)
	// NewestClaims visits the claims of current readings at a position that pass
	// the filter, those of the reports published last first, and of one report
	// its last first: from behind the claim `after`, from the first for "", at
	// most limit. It is ErrNotFound when `after` stands in no current reading.
	NewestClaims(ctx context.Context, at int64, filter ClaimFilter, after string, limit int, visit func(ClaimRecord) error) error
	// NamedPlaces lists the places that claims of current readings at a position
	// name, each once, by slug, from behind the slug `after`: at most limit.
	NamedPlaces(ctx context.Context, at int64, after string, limit int) ([]Named, error)
	// Outlets lists the publishers of current texts at a position, likewise.
	Outlets(ctx context.Context, at int64, after string, limit int) ([]Named, error)
	// Having returns those of the traits that a claim of a current reading at a
	// position has.
	Having(ctx context.Context, at int64, traits []int64) ([]int64, error)
}

// Named is something under the names that reports give it.
type Named struct {
	Slug string
	Name string // of all that have the slug the first in the order of bytes
}

// Audit lets a checker see whether the engine still says what the log says.
type Audit interface {
	// Derived visits every row of every table that is derived from the log, in a
	// fixed order, each rendered as one line; an empty line comes before the rows
	// of each table.
	Derived(ctx context.Context, visit func(table, row string) error) error
	// Integrity names what the engine itself finds damaged in its own files.
	Integrity(ctx context.Context) ([]Damage, error)
}

// Damage is a fault in an engine's own structures.
type Damage struct {
	Table string
	Why   string
}

// Summary is a report in a list.
type Summary struct {
	ID        string
	Title     string
	Publisher string
	Language  string
	Partial   string
	Published evidence.Interval
	Captured  time.Time // ledger time of the first capture
	Entry     int64     // of the current text
	Claims    int       // in the current reading
	Decided   int       // of those, by anyone, at whatever position
	Tombstone *Tombstone
}

// Tombstone says that a report was withdrawn, why and by whom.
type Tombstone struct {
	Entry      int64
	At         time.Time
	Withdrawal evidence.Withdrawal
}

// Record is one report whole: its text, its captures and its current claims.
type Record struct {
	Report    evidence.Report
	TextEntry int64
	Captures  []CaptureRecord
	Reader    string
	ReadEntry int64 // -1 when the text has not been read
	Claims    []ClaimRecord
	Tombstone *Tombstone
}

// CaptureRecord is a capture with the entry that recorded it.
type CaptureRecord struct {
	Entry    int64
	Recorded time.Time // ledger time
	Capture  evidence.Capture
}

// ClaimRecord is a claim with where it stands in the log and what was decided
// about it. Decisions are in the order of their entries and go beyond the
// position asked about, so that a page of the past can honour a later refusal;
// compare their entries with the position for what was known then.
type ClaimRecord struct {
	Claim     evidence.Claim
	Report    string   // that holds it now; the newest when reports share a text
	Reports   []string // all that do, the newest first; set by Claim alone
	ReadEntry int64
	ReadAt    time.Time // ledger time
	Decisions []DecisionRecord
	Stale     bool // a newer reading of the report no longer holds it
}

// DecisionRecord is a decision with the entry that recorded it.
type DecisionRecord struct {
	Entry    int64
	At       time.Time
	Decision evidence.Decision
	Carried  bool // made of an earlier reading's claim and carried to this one
}

// ProposalRecord is a proposal with what was decided about it.
type ProposalRecord struct {
	Entry     int64
	At        time.Time
	Proposal  evidence.Proposal
	Decisions []DecisionRecord
}

// Hit is a found report.
type Hit struct {
	Report string
	Title  string
	Text   string // the words around the hit
}
