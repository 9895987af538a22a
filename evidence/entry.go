package evidence

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Kind says what an entry records.
type Kind string

// The kinds of entry. docs/ledger-format.md gives the payload of each.
const (
	LedgerStarted     Kind = "ledger.started"     // payload: Start
	KeyRotated        Kind = "key.rotated"        // payload: Rotation
	ReportCaptured    Kind = "report.captured"    // payload: Capture
	ReportText        Kind = "report.text"        // payload: Report
	ReportRead        Kind = "report.read"        // payload: Reading
	ProposalMade      Kind = "proposal.made"      // payload: Proposal
	DecisionMade      Kind = "decision.made"      // payload: Decision
	DecisionCarried   Kind = "decision.carried"   // payload: Carried
	EditionImported   Kind = "edition.imported"   // payload: Edition
	LossRecorded      Kind = "loss.recorded"      // payload: LossRecord
	TallyRecorded     Kind = "tally.recorded"     // payload: Tally
	EvidenceAdded     Kind = "evidence.added"     // payload: File
	IncidentRecorded  Kind = "incident.recorded"  // payload: IncidentRecord
	CeasefireRecorded Kind = "ceasefire.recorded" // payload: Ceasefire
	RouteRecorded     Kind = "route.recorded"     // payload: Route
	PayloadWithdrawn  Kind = "payload.withdrawn"  // payload: Withdrawal
)

// Kinds lists every kind of entry that this format version knows.
var Kinds = []Kind{LedgerStarted, KeyRotated, ReportCaptured, ReportText, ReportRead, ProposalMade, DecisionMade, DecisionCarried, EditionImported, LossRecorded, TallyRecorded, EvidenceAdded,
	IncidentRecorded, CeasefireRecorded, RouteRecorded, PayloadWithdrawn}

// FormatVersion is the version of the entry format that this program writes.
const FormatVersion = 1

// MaxEnvelope bounds an encoded envelope, in bytes.
const MaxEnvelope = 4096

// SaltSize is the length of the salt that blinds a payload's commitment.
const SaltSize = 32

// Envelope is the public half of an entry: what is hashed into the log. It
// reveals that something of a kind was recorded at a time about which earlier
// entries, and commits to the payload without showing it.
type Envelope struct {
	About      []int64   `json:"about"` // numbers of the earlier entries that this one speaks of
	Commitment string    `json:"commitment"`
	Kind       Kind      `json:"kind"`
	Number     int64     `json:"number"`
	Time       time.Time `json:"time"` // ledger time: UTC, whole seconds, never before the entry ahead of it
	Version    int       `json:"version"`
}

// Entry is an envelope with what lies beside the log. A withdrawn entry has
// neither salt nor payload.
type Entry struct {
	Envelope Envelope
	Salt     []byte
	Payload  []byte
}

// Commit returns the commitment to a payload: the hexadecimal SHA-256 of the
// salt followed by the payload.
func Commit(salt, payload []byte) string {
	h := sha256.New()
	h.Write(salt)
	h.Write(payload)
	return hex.EncodeToString(h.Sum(nil))
}

// Encode returns the envelope's canonical JSON: the keys in alphabetical
// order, no white space, ASCII only. These are the bytes that are hashed.
func (e Envelope) Encode() ([]byte, error) {
	if err := e.Check(); err != nil {
		return nil, err
	}
	if e.About == nil {
		e.About = []int64{}
	}
	e.Time = e.Time.UTC()
	b, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	if len(b) > MaxEnvelope {
		return nil, fmt.Errorf("entry %d: envelope of %d bytes is over the bound of %d", e.Number, len(b), MaxEnvelope)
	}
	return b, nil
}

// DecodeEnvelope parses canonical JSON and refuses anything that Encode would
// have written differently.
func DecodeEnvelope(b []byte) (Envelope, error) {
	if len(b) > MaxEnvelope {
		return Envelope{}, fmt.Errorf("envelope of %d bytes is over the bound of %d", len(b), MaxEnvelope)
	}
	var e Envelope
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(&e); err != nil {
		return Envelope{}, fmt.Errorf("envelope: %w", err)
	}
	again, err := e.Encode()
	if err != nil {
		return Envelope{}, err
	}
	if !bytes.Equal(again, b) {
		return Envelope{}, errors.New("envelope is not canonical JSON")
	}
	return e, nil
}

// Check says what is wrong with the envelope.
func (e Envelope) Check() error {
	switch {
	case e.Version != FormatVersion:
		return fmt.Errorf("entry %d: format version %d, this program reads %d", e.Number, e.Version, FormatVersion)
	case !slices.Contains(Kinds, e.Kind):
		return fmt.Errorf("entry %d: unknown kind %q", e.Number, e.Kind)
	case e.Number < 0:
		return fmt.Errorf("entry number %d is negative", e.Number)
	case !ValidHash(e.Commitment):
		return fmt.Errorf("entry %d: commitment is no SHA-256", e.Number)
	case e.Time.Nanosecond() != 0 || e.Time.Year() < 0 || e.Time.Year() > 9999:
		return fmt.Errorf("entry %d: time %v is not in whole seconds of the years 0 to 9999", e.Number, e.Time)
	}
	for _, n := range e.About {
		if n < 0 || n >= e.Number {
			return fmt.Errorf("entry %d speaks of entry %d, which is not before it", e.Number, n)
		}
	}
	return nil
}

// Check says whether the payload is the one that the envelope commits to. A
// withdrawn payload passes: that it may be absent is for the log to say.
func (e Entry) Check() error {
	if err := e.Envelope.Check(); err != nil {
		return err
	}
	if e.Withdrawn() {
		return nil
	}
	if len(e.Salt) != SaltSize {
		return fmt.Errorf("entry %d: salt of %d bytes, want %d", e.Envelope.Number, len(e.Salt), SaltSize)
	}
	if Commit(e.Salt, e.Payload) != e.Envelope.Commitment {
		return fmt.Errorf("entry %d: payload does not match its commitment", e.Envelope.Number)
	}
	return nil
}

// Withdrawn reports whether the payload and its salt are gone.
func (e Entry) Withdrawn() bool { return e.Salt == nil && e.Payload == nil }

// Decode reads the entry's payload into one of this package's nouns.
func Decode[T any](e Entry) (T, error) {
	var v T
	if e.Withdrawn() {
		return v, fmt.Errorf("entry %d: payload is withdrawn", e.Envelope.Number)
	}
	if err := json.Unmarshal(e.Payload, &v); err != nil {
		return v, fmt.Errorf("entry %d: %s payload: %w", e.Envelope.Number, e.Envelope.Kind, err)
	}
	return v, nil
}

// Start is the payload of entry 0: who keeps the log and with which key.
type Start struct {
	Origin   string `json:"origin"`
	Verifier string `json:"verifier"` // C2SP note verifier key
}

// Rotation is the payload of a key.rotated entry.
type Rotation struct {
	Verifier string `json:"verifier"` // the key that signs from this entry on
	By       string `json:"by"`
	Reason   string `json:"reason"`
}

// Withdrawal is the payload of a payload.withdrawn entry. The envelope lists
// the entries whose payloads went.
type Withdrawal struct {
	Report string   `json:"report,omitempty"` // set when the report's bytes went as well
	Units  []string `json:"units,omitempty"`  // ids of the units that went whole
	Files  []string `json:"files,omitempty"`  // SHA-256 of the files whose bytes went as well
	By     string   `json:"by"`
	Reason string   `json:"reason"`
}
