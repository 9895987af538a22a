package ledger

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// ProveInclusion returns the proof that record index is in the tree of the
// first size records.
func ProveInclusion(r TileReader, index, size int64) (tlog.RecordProof, error) {
	if index < 0 || index >= size {
		return nil, fmt.Errorf("ledger: a log of %d records has no record %d", size, index)
	}
	return tlog.ProveRecord(size, index, hashes{r})
}

// CheckInclusion says whether proof shows that record stands at index in tree.
func CheckInclusion(proof tlog.RecordProof, tree Tree, index int64, record []byte) error {
	if err := tlog.CheckRecord(proof, tree.Size, tree.Root, index, tlog.RecordHash(record)); err != nil {
		return fmt.Errorf("ledger: record %d in a log of %d: %w", index, tree.Size, err)
	}
	return nil
}

// ProveConsistency returns the proof that the first records of the tree of
// newSize are those of the tree of oldSize. From the empty tree the proof is
// empty.
func ProveConsistency(r TileReader, oldSize, newSize int64) (tlog.TreeProof, error) {
	if oldSize < 0 || oldSize > newSize {
		return nil, fmt.Errorf("ledger: a log of %d records cannot have come before one of %d", oldSize, newSize)
	}
	if oldSize == 0 {
		return tlog.TreeProof{}, nil
	}
	return tlog.ProveTree(newSize, oldSize, hashes{r})
}

// CheckConsistency says whether proof shows that the log of tree newer is the
// log of tree older, unchanged and with more records after it.
func CheckConsistency(proof tlog.TreeProof, older, newer Tree) error {
	if older.Size == 0 {
		if empty, _ := TreeAt(nil, 0); older != empty || len(proof) != 0 {
			return errors.New("ledger: a log of no records has one root and needs no proof")
		}
		return nil
	}
	if err := tlog.CheckTree(proof, newer.Size, newer.Root, older.Size, older.Root); err != nil {
		return fmt.Errorf("ledger: from a log of %d records to one of %d: %w", older.Size, newer.Size, err)
	}
	return nil
}
