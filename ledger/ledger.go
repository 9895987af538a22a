// Package ledger keeps an append-only log of records that anyone can verify:
// a Merkle tree, its tiles, signed checkpoints and proofs. A record is bytes;
// what the bytes say is nothing to this package.
//
// The hashing is that of RFC 6962 by golang.org/x/mod/sumdb/tlog, the
// checkpoints are C2SP signed notes (c2sp.org/tlog-checkpoint), and the log is
// served as C2SP tiles (c2sp.org/tlog-tiles), so that tools by others read it.
// The package keeps nothing itself: it works on a Source, and says which tiles
// an append changes.
//
//	Extend          records, old tiles -> changed tiles, new tree
//	Sign, Open      tree <-> checkpoint
//	Prove…, Check…  one record is in the tree; one tree is the start of another
//	Audit           everything kept is hashed again and compared
//	Handler         the log over HTTP
package ledger

import (
	"context"

	"golang.org/x/mod/sumdb/tlog"
)

// Height is the height of a tile, and Width the number of hashes in a full one.
const (
	Height = 8
	Width  = 1 << Height
)

// MaxRecord bounds a record, in bytes: an entry bundle gives its length in 16
// bits.
const MaxRecord = 1<<16 - 1

// Tree names the first Size records of a log by the root of their Merkle tree.
// The root of the empty tree is the hash of no bytes, as RFC 6962 has it.
type Tree struct {
	Size int64
	Root tlog.Hash
}

// Tile is a whole tile as it is to be stored, in place of any that was stored
// under the same level and index.
type Tile struct {
	Level  int
	Index  int64
	Hashes []byte // 1 to Width hashes of 32 bytes, one after another
}

// A TileReader reads the tiles of a log. A tile is stored once for its level
// and index and grows at its end, so the tile of a smaller tree is a prefix of
// the tile of a larger one.
type TileReader interface {
	// Tile returns all hashes stored so far of the tile: 32 bytes each, at
	// most Width of them. A tile that was never stored is no bytes and no
	// error; an error says that reading failed. The caller does not change
	// the bytes.
	Tile(level int, index int64) ([]byte, error)
}

// A Source is a log as it is kept: what Audit reads and Handler serves. It may
// grow between two calls; it never shrinks.
type Source interface {
	// Tiles returns a reader of the log's tiles that is good for as long as ctx.
	Tiles(ctx context.Context) TileReader
	// Records returns the records from <= number < to. One that is missing is
	// nil, and those missing at the end may be left off; an error says that
	// reading failed.
	Records(ctx context.Context, from, to int64) ([][]byte, error)
	// Checkpoint returns the last signed checkpoint. A log that has none yet
	// answers with an error that wraps fs.ErrNotExist.
	Checkpoint(ctx context.Context) ([]byte, error)
}
