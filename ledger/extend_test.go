package ledger

import (
	"fmt"
	"maps"
	"strings"
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

// What Extend and TreeAt refuse, and what they say of it.
func TestExtendRefuses(t *testing.T) {
	sound := newMemory()
	sound.grow(t, numbered(0, 300)...)
	with := func(level, index int64, hashes []byte) *memory {
		log := newMemory()
		maps.Copy(log.tiles, sound.tiles)
		log.tiles[[2]int64{level, index}] = hashes
		return log
	}
	edge := sound.tiles[[2]int64{0, 1}]
	for _, test := range []struct {
		name    string
		log     TileReader
		size    int64
		records [][]byte
		want    string
	}{
		{"a log that went on without us", sound, 299, numbered(299, 1), "tile/0/001 holds 44 hashes, more than the 43 of the log that is to grow"},
		{"a fork one level up", sound, 255, numbered(255, 1), "tile/0/000 holds 256 hashes, more than the 255"},
		{"a fork where a tile begins", sound, 256, numbered(256, 1), "tile/0/001 holds 44 hashes, more than the 0"},
		{"a tile behind the log", sound, 301, numbered(301, 1), "tile/0/001 holds 44 hashes, want 45"},
		{"a tile that is lost", with(1, 0, nil), 300, numbered(300, 1), "tile/1/000 holds 0 hashes, want 1"},
		{"a tile that is too long", with(0, 1, make([]byte, 257*32)), 300, numbered(300, 1), "tile/0/001 has 8224 bytes, which is no tile"},
		{"a tile cut inside a hash", with(0, 1, edge[:len(edge)-1]), 300, numbered(300, 1), "tile/0/001 has 1407 bytes, which is no tile"},
		{"a record that no bundle can hold", sound, 300, [][]byte{nil, make([]byte, MaxRecord+1)}, "record 301 has 65536 bytes, over the bound of 65535"},
		{"a negative size", sound, -1, nil, "no log has -1 records"},
	} {
		_, _, err := Extend(test.log, test.size, test.records)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", test.name, err, test.want)
		}
	}
	if _, err := TreeAt(sound, 301); err == nil {
		t.Error("the tiles of 300 records made a tree of 301")
	}
}
