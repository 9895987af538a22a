package ledger

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

const fullTile = Width * tlog.HashSize // bytes

// Extend appends records to a log of size records whose tiles r reads. It
// returns the tiles that changed and the new tree, and stores nothing. It
// trusts the tiles that it reads: to know them sound, compare TreeAt with the
// last checkpoint first.
//
// A tile that already reaches past size is an error: going on from there would
// fork the log.
func Extend(r TileReader, size int64, records [][]byte) ([]Tile, Tree, error) {
	if size < 0 {
		return nil, Tree{}, fmt.Errorf("ledger: no log has %d records", size)
	}
	fresh := make([]byte, 0, len(records)*tlog.HashSize)
	for i, record := range records {
		if len(record) > MaxRecord {
			return nil, Tree{}, fmt.Errorf("ledger: record %d has %d bytes, over the bound of %d", size+int64(i), len(record), MaxRecord)
		}
		h := tlog.RecordHash(record)
		fresh = append(fresh, h[:]...)
	}

	// Each turn adds the fresh hashes of one level to its last tiles. A tile
	// that fills is hashed to one fresh hash of the level above.
	var changed []Tile
	for level, n := 0, size; len(fresh) > 0; level, n = level+1, n>>Height {
		hashes, err := lastTile(r, level, n)
		if err != nil {
			return nil, Tree{}, err
		}
		var above []byte
		for index := n >> Height; len(fresh) > 0; index++ {
			k := min(len(fresh), fullTile-len(hashes))
			hashes = append(hashes, fresh[:k]...)
			fresh = fresh[k:]
			changed = append(changed, Tile{level, index, hashes})
			if len(hashes) == fullTile {
				top := hashTile(hashes)
				above = append(above, top[:]...)
				hashes = nil
			}
		}
		fresh = above
	}
	tree, err := TreeAt(overlay{changed, r}, size+int64(len(records)))
	return changed, tree, err
}

// lastTile copies the last tile of a level of n hashes, which holds n mod
// Width of them, or none when the next hash starts a tile.
func lastTile(r TileReader, level int, n int64) ([]byte, error) {
	width := int(n % Width)
	stored, err := readTile(r, level, n>>Height, width)
	if err != nil {
		return nil, err
	}
	if len(stored) > width*tlog.HashSize {
		return nil, fmt.Errorf("ledger: %s holds %d hashes, more than the %d of the log that is to grow", tilePath(level, n>>Height), len(stored)/tlog.HashSize, width)
	}
	return append(make([]byte, 0, fullTile), stored...), nil
}

// TreeAt returns the tree of the first size records, from the tiles alone.
func TreeAt(r TileReader, size int64) (Tree, error) {
	if size < 0 {
		return Tree{}, fmt.Errorf("ledger: no log has %d records", size)
	}
	root, err := tlog.TreeHash(size, hashes{r})
	if err != nil {
		return Tree{}, err
	}
	return Tree{size, root}, nil
}

// hashes lets tlog read the hashes of a tree out of tiles.
type hashes struct{ tiles TileReader }

func (r hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	var last tlog.Tile // tlog asks level by level, so neighbours often share a tile
	var data []byte
	for i, index := range indexes {
		t := tlog.TileForIndex(Height, index)
		if data == nil || t.L != last.L || t.N != last.N {
			stored, err := readTile(r.tiles, t.L, t.N, t.W)
			if err != nil {
				return nil, err
			}
			last, data = t, stored
		}
		h, err := tlog.HashFromTile(t, data, index)
		if err != nil {
			return nil, err
		}
		found[i] = h
	}
	return found, nil
}

// readTile returns a tile of at least width hashes.
func readTile(r TileReader, level int, index int64, width int) ([]byte, error) {
	data, err := r.Tile(level, index)
	if err != nil {
		return nil, fmt.Errorf("ledger: reading %s: %w", tilePath(level, index), err)
	}
	if len(data)%tlog.HashSize != 0 || len(data) > fullTile {
		return nil, fmt.Errorf("ledger: %s has %d bytes, which is no tile", tilePath(level, index), len(data))
	}
	if len(data) < width*tlog.HashSize {
		return nil, fmt.Errorf("ledger: %s holds %d hashes, want %d", tilePath(level, index), len(data)/tlog.HashSize, width)
	}
	return data, nil
}

// overlay reads tiles that are not stored yet ahead of those that are.
type overlay struct {
	fresh  []Tile
	stored TileReader
}

func (o overlay) Tile(level int, index int64) ([]byte, error) {
	for _, t := range o.fresh {
		if t.Level == level && t.Index == index {
			return t.Hashes, nil
		}
	}
	return o.stored.Tile(level, index)
}

// hashTile hashes a full tile to the one hash that stands for it in the level
// above. tlog gives the two halves; the hash of the whole is stored in another
// tile and so never asked of this one.
func hashTile(full []byte) tlog.Hash {
	t := tlog.Tile{H: Height, L: 0, N: 0, W: Width}
	left, err1 := tlog.HashFromTile(t, full, tlog.StoredHashIndex(Height-1, 0))
	right, err2 := tlog.HashFromTile(t, full, tlog.StoredHashIndex(Height-1, 1))
	if err1 != nil || err2 != nil {
		panic("ledger: bad math in hashTile")
	}
	return tlog.NodeHash(left, right)
}
