package ledger

import (
	"bytes"
	"context"
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

// kept is a log in memory that is signed and can be audited and served.
type kept struct {
	*memory
	checkpoint []byte
}

func (k kept) Tiles(context.Context) TileReader { return k.memory }

func (k kept) Records(_ context.Context, from, to int64) ([][]byte, error) {
	n := int64(len(k.records))
	return k.records[min(from, n):min(to, n)], nil
}

func (k kept) Checkpoint(context.Context) ([]byte, error) {
	if k.checkpoint == nil {
		return nil, fs.ErrNotExist
	}
	return k.checkpoint, nil
}

// testKey makes the same key pair on every run. Never a real log's.
func testKey(t interface{ Fatal(...any) }) (signer, verifier string) {
	seed := rand.NewChaCha8([32]byte{1})
	signer, verifier, err := NewKey(seed, "example.org/tallystick")
	if err != nil {
		t.Fatal(err)
	}
	return signer, verifier
}

// signedLog returns a sound log of n records, and its verifier key.
func signedLog(t interface{ Fatal(...any) }, n int) (kept, Tree, string) {
	signer, verifier := testKey(t)
	log := newMemory()
	tree := log.grow(t, numbered(0, n)...)
	checkpoint, err := Sign(tree, signer)
	if err != nil {
		t.Fatal(err)
	}
	return kept{log, checkpoint}, tree, verifier
}

func audited(t interface{ Fatal(...any) }, log kept, verifier string) ([]Fault, Tree) {
	faults, tree, err := Audit(context.Background(), log, verifier)
	if err != nil {
		t.Fatal(err)
	}
	return faults, tree
}

// A sound log has no fault at any size, also when it has grown past its
// checkpoint since.
func TestAuditOfSoundLog(t *testing.T) {
	for _, size := range []int{0, 1, 2, 255, 256, 257, 511, 512, 600, 65535, 65536, 65537, 66000} {
		log, want, verifier := signedLog(t, size)
		for range 2 {
			faults, tree := audited(t, log, verifier)
			if len(faults) != 0 || tree != want {
				t.Errorf("log of %d: %v, faults %v", size, tree, faults)
			}
			log.grow(t, numbered(size, 300)...)
		}
	}
}

// One flipped bit is one fault, and the fault names what holds the bit.
func TestAuditNamesTheFlippedBit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, 1200).Draw(t, "size")
		log, _, verifier := signedLog(t, size)
		var want Fault
		if rapid.Bool().Draw(t, "in a record") {
			i := rapid.IntRange(0, size-1).Draw(t, "record")
			log.records[i] = flip(t, log.records[i])
			want = Fault{Where: "entries", Entry: int64(i)}
		} else {
			tiles := tlog.NewTiles(Height, 0, int64(size))
			tile := rapid.SampledFrom(tiles).Draw(t, "tile")
			key := [2]int64{int64(tile.L), tile.N}
			sound := log.tiles[key]
			log.tiles[key] = flip(t, sound)
			i := 0
			for sound[i] == log.tiles[key][i] {
				i++
			}
			want = Fault{Where: tilePath(tile.L, tile.N), Entry: Tile{Level: tile.L, Index: tile.N}.first(i / tlog.HashSize)}
		}
		faults, _ := audited(t, log, verifier)
		if len(faults) != 1 || faults[0].Where != want.Where || faults[0].Entry != want.Entry {
			t.Fatalf("faults %v, want one at %s, entry %d", faults, want.Where, want.Entry)
		}
	})
}

func flip(t *rapid.T, b []byte) []byte {
	bit := rapid.IntRange(0, len(b)*8-1).Draw(t, "bit")
	b = bytes.Clone(b)
	b[bit/8] ^= 1 << (bit % 8)
	return b
}

// What is done to a log, and where the audit must find it. The last figure is
// how many faults it makes in all.
func TestAuditFinds(t *testing.T) {
	const size = 66_000 // three levels of tiles
	for _, test := range []struct {
		name   string
		damage func(kept) kept
		where  string
		entry  int64
		why    string
		faults int
	}{
		{"a record lost", func(k kept) kept { k.records[700] = nil; return k },
			"entries", 700, "missing", 1},
		{"the last record lost", func(k kept) kept { k.memory.records = k.records[:size-1]; return k },
			"entries", size - 1, "missing", 1},
		{"a record lost and its tile too", func(k kept) kept {
			k.records[700] = nil
			delete(k.tiles, [2]int64{0, 2})
			return k
		}, "tile/0/002", 512, "holds 0 bytes, want 8192", 3},
		{"two records exchanged", func(k kept) kept {
			k.records[3], k.records[65_999] = k.records[65_999], k.records[3]
			return k
		}, "entries", 3, "signed root", 2},
		{"a tile cut short", func(k kept) kept {
			k.tiles[[2]int64{1, 0}] = k.tiles[[2]int64{1, 0}][:100]
			return k
		}, "tile/1/000", 0, "holds 100 bytes, want 8192", 1},
		{"a tile lost", func(k kept) kept { delete(k.tiles, [2]int64{0, 257}); return k },
			"tile/0/257", 65_792, "holds 0 bytes, want 6656", 1},
		{"a record changed and its tile to match", func(k kept) kept { return k.rewritten(0) },
			"tile/0/002", 512, "signed root", 1},
		{"a record changed and two levels of tiles to match", func(k kept) kept { return k.rewritten(1) },
			"tile/1/000", 0, "signed root", 1},
		{"a record changed and every tile to match", func(k kept) kept { return k.rewritten(2) },
			"checkpoint", -1, "it names root", 1},
		{"a record changed and the hash above its tile", func(k kept) kept {
			k.records[700] = []byte("forged")
			k.tiles[[2]int64{1, 0}][2*tlog.HashSize] ^= 1
			return k
		}, "entries", 700, "signed root", 2},
		{"a record changed and the tile at the edge", func(k kept) kept {
			k.records[700] = []byte("forged")
			k.tiles[[2]int64{1, 1}][0] ^= 1
			return k
		}, "entries", 700, "tile above", 2},
		{"the tiles at the edge of two levels", func(k kept) kept {
			k.tiles[[2]int64{0, 257}][0] ^= 1
			k.tiles[[2]int64{1, 1}][0] ^= 1
			return k
		}, "tile/1/001", 65_536, "signed root", 2},
		{"two neighbours in one tile, one in the records and one in the tile", func(k kept) kept {
			k.records[700] = []byte("forged")
			k.tiles[[2]int64{0, 2}][0] ^= 1
			return k
		}, "entries", 512, "nothing else", 3},
		{"no checkpoint", func(k kept) kept { k.checkpoint = nil; return k },
			"checkpoint", -1, "missing", 1},
		{"a checkpoint of another key", func(k kept) kept {
			signer, _, _ := NewKey(rand.NewChaCha8([32]byte{2}), "example.org/tallystick")
			tree, _ := TreeAt(k, size)
			k.checkpoint, _ = Sign(tree, signer)
			return k
		}, "checkpoint", -1, "no verifiable signatures", 1},
		{"a checkpoint of no form", func(k kept) kept { k.checkpoint = []byte("hello"); return k },
			"checkpoint", -1, "malformed note", 1},
		{"a checkpoint whose size was raised", func(k kept) kept {
			k.checkpoint = bytes.Replace(k.checkpoint, []byte("\n66000\n"), []byte("\n8000000000000000000\n"), 1)
			return k
		}, "checkpoint", -1, "invalid signature", -1},
	} {
		t.Run(test.name, func(t *testing.T) {
			log, _, verifier := signedLog(t, size)
			faults, _ := audited(t, test.damage(log), verifier)
			if test.faults >= 0 && len(faults) != test.faults {
				t.Errorf("%d faults, want %d", len(faults), test.faults)
			}
			for _, f := range faults {
				t.Logf("%s, entry %d: %s", f.Where, f.Entry, f.Why)
				if f.Where == test.where && f.Entry == test.entry && strings.Contains(f.Why, test.why) {
					return
				}
			}
			t.Errorf("none of %d faults is at %s, entry %d, with %q", len(faults), test.where, test.entry, test.why)
		})
	}
}

func TestAuditStops(t *testing.T) {
	log, _, verifier := signedLog(t, 600)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := Audit(ctx, log, verifier); err != context.Canceled {
		t.Errorf("cancelled, Audit says %v", err)
	}
}

// rewritten forges record 700 and the tiles above it up to a level, as one
// who has no signing key can.
func (k kept) rewritten(level int) kept {
	records := append([][]byte(nil), k.records...)
	records[700] = []byte("forged")
	forged := newMemory()
	changed, _, _ := Extend(forged, 0, records)
	for _, t := range changed {
		if t.Level <= level {
			k.tiles[[2]int64{int64(t.Level), t.Index}] = t.Hashes
		}
	}
	k.memory.records = records
	return k
}
