package store

import (
	"strconv"

	"tallystick/evidence"
)

// Linker says what is kept of a reading beside its claims, so that claims which
// may speak of one thing find each other. Whoever opens a ledger to write hands
// it in: the store knows neither how claims are linked nor what is in the
// bytes.
type Linker struct {
	// Version is raised whenever Of would answer otherwise, from 1 to 65,535: the
	// tables of another version are made anew by replay.
	Version int
	// Of returns a mention for each claim of the reading that speaks of something
	// that happened. It is pure, and may be called from several goroutines.
	Of func(evidence.Reading) []Mention
}

// Mention is what is kept of a claim to link it by.
type Mention struct {
	Claim  int     // its ordinal in the reading
	Blocks []int64 // numbers that it is found by
	Bytes  []byte  // what linking needs of it, in link's own encoding
}

// ClaimKey is the number that a claim is kept under where its id would be too
// long: the first 63 bits of the id.
func ClaimKey(id string) int64 {
	n, _ := strconv.ParseUint(id[:min(len(id), 16)], 16, 64) // 0 for what is no claim's id
	return int64(n >> 1)
}
