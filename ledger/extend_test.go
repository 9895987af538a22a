package ledger

import (
	"fmt"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

// memory is a log kept in memory, as simply as can be.
type memory struct {
	tiles   map[[2]int64][]byte
	records [][]byte
}

func newMemory() *memory { return &memory{tiles: map[[2]int64][]byte{}} }

func (m *memory) Tile(level int, index int64) ([]byte, error) {
	return m.tiles[[2]int64{int64(level), index}], nil
}

// grow extends the log by records and keeps the tiles that changed.
func (m *memory) grow(t interface{ Fatal(...any) }, records ...[]byte) Tree {
	changed, tree, err := Extend(m, int64(len(m.records)), records)
	if err != nil {
		t.Fatal(err)
	}
	for _, tile := range changed {
		m.tiles[[2]int64{int64(tile.Level), tile.Index}] = tile.Hashes
	}
	m.records = append(m.records, records...)
	return tree
}

// plain is the same log by tlog alone, with every hash in one slice.
type plain struct {
	hashes []tlog.Hash
	size   int64
}

func (p *plain) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		out[i] = p.hashes[x]
	}
	return out, nil
}

func (p *plain) add(t interface{ Fatal(...any) }, record []byte) {
	h, err := tlog.StoredHashes(p.size, record, p)
	if err != nil {
		t.Fatal(err)
	}
	p.hashes, p.size = append(p.hashes, h...), p.size+1
}

func numbered(from, n int) [][]byte {
	records := make([][]byte, n)
	for i := range records {
		records[i] = fmt.Appendf(nil, "record %d", from+i)
	}
	return records
}

// However the records are cut into batches, the tree is tlog's, and so is
// every tile.
func TestExtendAgreesWithTlog(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		log, want := newMemory(), &plain{}
		for _, n := range rapid.SliceOfN(rapid.IntRange(0, 300), 0, 5).Draw(t, "batches") {
			records := numbered(len(log.records), n)
			tree := log.grow(t, records...)
			for _, r := range records {
				want.add(t, r)
			}
			root, err := tlog.TreeHash(want.size, want)
			if err != nil {
				t.Fatal(err)
			}
			if tree != (Tree{want.size, root}) {
				t.Fatalf("after %d records: %v, want %v", want.size, tree, root)
			}
		}
		tiles := 0
		for _, tile := range tlog.NewTiles(Height, 0, want.size) {
			data, err := tlog.ReadTileData(tile, want)
			if err != nil {
				t.Fatal(err)
			}
			got, _ := log.Tile(tile.L, tile.N)
			if string(got) != string(data) {
				t.Fatalf("%s differs from tlog's", tile.Path())
			}
			tiles++
		}
		if tiles != len(log.tiles) {
			t.Fatalf("%d tiles, tlog has %d", len(log.tiles), tiles)
		}
	})
}
