package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"

	"golang.org/x/mod/sumdb/tlog"
)

// Fault is one thing that an audit found wrong.
type Fault struct {
	Where string // "entries", "checkpoint", or the path of a tile
	Entry int64  // number of the first record concerned, -1 when none in particular is
	Why   string
}

// Audit hashes every record again, rebuilds every tile and the root, and
// compares them with what is kept and with what the checkpoint signs. It
// returns what is wrong and the tree that it rebuilt, of the size that the
// checkpoint names; records past that size are not looked at.
//
// Where the records and a tile disagree, what hashes to the signed root says
// which of the two is wrong, and the audit goes on from the other, so that one
// damaged byte is one fault. An error means that the source could not be read;
// the faults found up to there stand.
func Audit(ctx context.Context, src Source, verifier string) ([]Fault, Tree, error) {
	a := audit{tiles: src.Tiles(ctx)}
	known, sound, err := a.open(ctx, src, verifier)
	if err != nil || !known {
		return a.faults, Tree{}, err
	}
	for from := int64(0); from < a.signed.Size; from += Width {
		if err := ctx.Err(); err != nil {
			return a.faults, Tree{}, err
		}
		want := int(min(Width, a.signed.Size-from))
		records, err := src.Records(ctx, from, from+int64(want))
		if err != nil {
			return a.faults, Tree{}, fmt.Errorf("ledger: reading entries %d to %d: %w", from, from+int64(want)-1, err)
		}
		if !sound && len(records) == 0 {
			// Nobody signed this size: it may be any number.
			a.fault("entries", from, "the checkpoint speaks of %d entries, none is kept from here on", a.signed.Size)
			a.signed.Size = from
			break
		}
		if err := a.records(from, want, records); err != nil {
			return a.faults, Tree{}, err
		}
	}
	return a.finish()
}

// audit climbs the tree from the records. A tile whose hashes are all rebuilt
// is compared with the one kept, and hashed to one hash of the level above.
type audit struct {
	tiles  TileReader
	signed Tree
	levels []Tile // the tile being rebuilt on each level
	edge   []Tile // the unfinished tiles that finish has judged
	faults []Fault
}

func (a *audit) fault(where string, entry int64, why string, args ...any) {
	a.faults = append(a.faults, Fault{where, entry, fmt.Sprintf(why, args...)})
}

// open reads the checkpoint and reports whether it names a tree, and whether
// its signature is sound. One that is not still says which tree to compare
// with.
func (a *audit) open(ctx context.Context, src Source, verifier string) (known, sound bool, err error) {
	checkpoint, err := src.Checkpoint(ctx)
	if errors.Is(err, fs.ErrNotExist) {
		a.fault("checkpoint", -1, "it is missing: there is nothing to compare the entries with")
		return false, false, nil
	}
	if err != nil {
		return false, false, fmt.Errorf("ledger: reading the checkpoint: %w", err)
	}
	if a.signed, _, err = Open(checkpoint, verifier); err == nil {
		return true, true, nil
	}
	a.fault("checkpoint", -1, "%v", err)
	a.signed, _, err = parseCheckpoint(noteText(checkpoint))
	return err == nil, false, nil
}

// records hashes the want records from number from, which share a tile. For
// one that is missing, the tile's word is taken, so that those after it can
// still be judged.
func (a *audit) records(from int64, want int, records [][]byte) error {
	for i := range want {
		var h tlog.Hash
		if i < len(records) && records[i] != nil {
			h = tlog.RecordHash(records[i])
		} else {
			a.fault("entries", from+int64(i), "it is missing")
			kept, err := a.kept(0, from>>Height, want)
			if err != nil {
				return err
			}
			copy(h[:], kept[min(len(kept), i*tlog.HashSize):])
		}
		if err := a.add(0, h); err != nil {
			return err
		}
	}
	return nil
}

// add puts a rebuilt hash at the end of a level.
func (a *audit) add(level int, h tlog.Hash) error {
	if level == len(a.levels) {
		a.levels = append(a.levels, Tile{Level: level, Hashes: make([]byte, 0, fullTile)})
	}
	t := &a.levels[level]
	t.Hashes = append(t.Hashes, h[:]...)
	if len(t.Hashes) < fullTile {
		return nil
	}
	sound, err := a.judge(*t)
	if err != nil {
		return err
	}
	h = hashTile(sound)
	t.Index, t.Hashes = t.Index+1, t.Hashes[:0]
	return a.add(level+1, h)
}

// finish judges the unfinished tiles at the log's edge, and the root.
func (a *audit) finish() ([]Fault, Tree, error) {
	for _, t := range a.levels {
		if len(t.Hashes) == 0 {
			continue
		}
		sound, err := a.judge(t)
		if err != nil {
			return a.faults, Tree{}, err
		}
		a.edge = append(a.edge, Tile{t.Level, t.Index, sound})
	}
	tree, err := TreeAt(overlay{a.edge, a.tiles}, a.signed.Size)
	if err != nil {
		return a.faults, Tree{}, err
	}
	if tree.Root != a.signed.Root {
		a.fault("checkpoint", -1, "it names root %v for %d entries, those kept make %v", a.signed.Root, tree.Size, tree.Root)
	}
	return a.faults, tree, nil
}

// judge compares a rebuilt tile with the one kept, reports what differs, and
// returns the hashes to go on from.
func (a *audit) judge(rebuilt Tile) ([]byte, error) {
	name := tilePath(rebuilt.Level, rebuilt.Index)
	hashes, err := a.kept(rebuilt.Level, rebuilt.Index, len(rebuilt.Hashes)/tlog.HashSize)
	if err != nil || bytes.Equal(hashes, rebuilt.Hashes) {
		return rebuilt.Hashes, err
	}
	kept := Tile{rebuilt.Level, rebuilt.Index, hashes}
	ours, err := a.support(rebuilt)
	if err != nil {
		return nil, err
	}
	theirs := unsupported
	if len(kept.Hashes) < len(rebuilt.Hashes) {
		a.fault(name, rebuilt.first(0), "it holds %d bytes, want %d", len(kept.Hashes), len(rebuilt.Hashes))
	} else if theirs, err = a.support(kept); err != nil {
		return nil, err
	}
	for i := range len(kept.Hashes) / tlog.HashSize {
		at := i * tlog.HashSize
		if bytes.Equal(kept.Hashes[at:at+tlog.HashSize], rebuilt.Hashes[at:at+tlog.HashSize]) {
			continue
		}
		under := "entries"
		if rebuilt.Level > 0 {
			under = tilePath(rebuilt.Level-1, rebuilt.Index<<Height+int64(i))
		}
		switch {
		case ours > theirs:
			a.fault(name, rebuilt.first(i), "hash %d is not that of what lies under it, with which %s agrees", i, ours)
		case theirs > ours:
			a.fault(under, rebuilt.first(i), "it does not hash to what %s holds, with which %s agrees", name, theirs)
		default:
			a.fault(under, rebuilt.first(i), "it does not hash to what %s holds, and %s agrees with either", name, unsupported)
		}
	}
	if theirs > ours {
		return kept.Hashes, nil
	}
	return rebuilt.Hashes, nil
}

// first returns the number of the first record under the tile's hash i.
func (t Tile) first(i int) int64 {
	return (t.Index<<Height + int64(i)) << (Height * uint(t.Level))
}

// kept returns up to width hashes of a tile as it is kept, however damaged.
func (a *audit) kept(level int, index int64, width int) ([]byte, error) {
	data, err := a.tiles.Tile(level, index)
	if err != nil {
		return nil, fmt.Errorf("ledger: reading %s: %w", tilePath(level, index), err)
	}
	return data[:min(len(data), width*tlog.HashSize)], nil
}

// support is what speaks for one content of a tile against another.
type support int

const (
	unsupported support = iota
	byTileAbove
	byRoot
)

func (s support) String() string {
	return [...]string{"nothing else in the log", "the tile above", "the signed root"}[s]
}

// support says what comes out as signed or kept when a tile is as given and
// those above and beside it are as kept. The signed root weighs more than a
// tile, which may be damaged itself.
func (a *audit) support(tile Tile) (support, error) {
	found := unsupported
	for len(tile.Hashes) == fullTile {
		top := hashTile(tile.Hashes)
		above := Tile{Level: tile.Level + 1, Index: tile.Index >> Height}
		width := int(min(Width, a.signed.Size>>(Height*uint(above.Level))-above.Index<<Height))
		kept, err := a.kept(above.Level, above.Index, width)
		if err != nil || len(kept) < width*tlog.HashSize {
			return found, err
		}
		place := int(tile.Index%Width) * tlog.HashSize
		if found == unsupported && bytes.Equal(kept[place:place+tlog.HashSize], top[:]) {
			found = byTileAbove
		}
		above.Hashes = bytes.Clone(kept)
		copy(above.Hashes[place:], top[:])
		tile = above
	}
	tree, err := TreeAt(overlay{append(a.edge, tile), a.tiles}, a.signed.Size)
	if err == nil && tree.Root == a.signed.Root {
		return byRoot, nil
	}
	return found, nil // a tile of the edge that is cut short was, or will be, a fault of its own
}
