package flow

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"tallystick/evidence"
	"tallystick/ledger"
	"tallystick/publish"
	"tallystick/store"
)

// Proof is what a reader needs to check an entry against the signed
// checkpoint: the envelope as hashed, the path to the root, and, where the
// audience may see it, the payload with its salt.
type Proof struct {
	Number     int64    `json:"number"`
	Envelope   string   `json:"envelope"`  // canonical JSON: the record that is hashed
	LeafHash   string   `json:"leaf_hash"` // base64
	Path       []string `json:"path"`      // base64 hashes of the inclusion proof, leaf first
	Size       int64    `json:"size"`      // of the tree that the checkpoint signs
	Root       string   `json:"root"`      // base64
	Checkpoint string   `json:"checkpoint"`
	Verifier   string   `json:"verifier"`            // the key that the checkpoint is signed with
	Salt       string   `json:"salt,omitempty"`      // hexadecimal; absent when the payload is not disclosed
	Payload    string   `json:"payload,omitempty"`   // the bytes that were committed to
	Withdrawn  int64    `json:"withdrawn,omitempty"` // entry of the withdrawal that took the payload
}

// Proof proves that an entry is in the log. The public is handed the payload
// of a decision on a claim that it may see whole; the desk any that stands.
func (l *Library) Proof(ctx context.Context, number int64) (Proof, error) {
	entry, err := l.store.Entry(ctx, number)
	if err != nil {
		return Proof{}, err
	}
	proof, err := l.prove(ctx, entry)
	if err != nil {
		return Proof{}, err
	}
	if by, err := l.store.Withdrawn(ctx, number); err == nil {
		proof.Withdrawn = by
	} else if !errors.Is(err, store.ErrNotFound) {
		return Proof{}, err
	}
	shown, err := l.discloses(ctx, entry)
	if err != nil {
		return Proof{}, err
	}
	if shown {
		proof.Salt, proof.Payload = fmt.Sprintf("%x", entry.Salt), string(entry.Payload)
	}
	return proof, nil
}

// prove makes the inclusion proof of an entry in the tree that the last
// checkpoint signs.
func (l *Library) prove(ctx context.Context, e evidence.Entry) (Proof, error) {
	checkpoint, err := l.store.Checkpoint(ctx)
	if err != nil {
		return Proof{}, err
	}
	tree, _, err := ledger.Open(checkpoint, l.verifier)
	if err != nil {
		return Proof{}, err
	}
	path, err := ledger.ProveInclusion(l.store.Tiles(ctx), e.Envelope.Number, tree.Size)
	if err != nil {
		return Proof{}, err
	}
	record, err := e.Envelope.Encode()
	if err != nil {
		return Proof{}, err
	}
	proof := Proof{
		Number: e.Envelope.Number, Envelope: string(record), LeafHash: tlog.RecordHash(record).String(),
		Size: tree.Size, Root: tree.Root.String(), Checkpoint: string(checkpoint), Verifier: l.verifier,
	}
	for _, hash := range path {
		proof.Path = append(proof.Path, hash.String())
	}
	return proof, nil
}

// discloses says whether the audience may see an entry's payload.
func (l *Library) discloses(ctx context.Context, e evidence.Entry) (bool, error) {
	switch {
	case e.Withdrawn():
		return false, nil
	case l.desk, e.Envelope.Kind == evidence.LedgerStarted, e.Envelope.Kind == evidence.KeyRotated:
		return true, nil
	case e.Envelope.Kind != evidence.DecisionMade:
		return false, nil
	}
	decision, err := evidence.Decode[evidence.Decision](e)
	if err != nil || decision.Subject != evidence.SubjectClaim || decision.Verdict != evidence.Accept || decision.Claim == nil {
		return false, err
	}
	head, err := l.Head(ctx)
	if err != nil {
		return false, err
	}
	claim, _, err := l.Claim(ctx, head, decision.ID)
	var withdrawn *WithdrawnError
	if errors.Is(err, store.ErrNotFound) || errors.As(err, &withdrawn) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	inForce := slices.ContainsFunc(claim.Accepts, func(a publish.Ruling) bool { return a.Entry == e.Envelope.Number && a.Reason == decision.Reason })
	return inForce && publish.Discloses(claim, *decision.Claim), nil
}
