package tessera

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/transparency-dev/tessera/api"
	"github.com/transparency-dev/tessera/client"
	"github.com/transparency-dev/tessera/fsck"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"tallystick/ledger"
)

// Tessera's client and fsck read our log over HTTP and find it sound, and find
// the record that was changed after signing.
func TestTesseraChecksOurLog(t *testing.T) {
	for _, size := range []int{1, 255, 256, 257, 600, 66_000} {
		for _, forged := range []bool{false, true} {
			log, verifier := signedLog(t, size)
			if forged {
				log.records[size/2] = []byte("forged")
			}
			if err := check(t, log, verifier); (err != nil) != forged {
				t.Errorf("log of %d, forged: %v; fsck says %v", size, forged, err)
			}
		}
	}
}

func check(t *testing.T, log source, verifier note.Verifier) error {
	server := httptest.NewServer(ledger.Handler(log))
	defer server.Close()
	root, err := url.Parse(server.URL + "/")
	if err != nil {
		t.Fatal(err)
	}
	fetcher, err := client.NewHTTPFetcher(root, nil)
	if err != nil {
		t.Fatal(err)
	}
	// As many workers as the log has tiles: in v1.0.4 a worker that finds a fault
	// leaves, and Check waits for ever for one to take the next tile.
	return fsck.New(verifier.Name(), verifier, fetcher, leafHashes, fsck.Opts{N: 300}).Check(t.Context())
}

// leafHashes takes a bundle apart with Tessera's parser, not ours.
func leafHashes(bundle []byte) ([][]byte, error) {
	var b api.EntryBundle
	if err := b.UnmarshalText(bundle); err != nil {
		return nil, err
	}
	var hashes [][]byte
	for _, entry := range b.Entries {
		h := tlog.RecordHash(entry)
		hashes = append(hashes, h[:])
	}
	return hashes, nil
}

func signedLog(t *testing.T, size int) (source, note.Verifier) {
	secret, public, err := ledger.NewKey(rand.NewChaCha8([32]byte{1}), "example.org/tallystick")
	if err != nil {
		t.Fatal(err)
	}
	verifier, err := note.NewVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	log := source{tiles: tiles{}}
	for i := range size {
		log.records = append(log.records, fmt.Appendf(nil, "record %d", i))
	}
	changed, tree, err := ledger.Extend(log.tiles, 0, log.records)
	if err != nil {
		t.Fatal(err)
	}
	for _, tile := range changed {
		log.tiles[place{tile.Level, tile.Index}] = tile.Hashes
	}
	if log.checkpoint, err = ledger.Sign(tree, secret); err != nil {
		t.Fatal(err)
	}
	return log, verifier
}

// source is a ledger.Source in memory.
type source struct {
	tiles      tiles
	records    [][]byte
	checkpoint []byte
}

type place struct {
	level int
	index int64
}

type tiles map[place][]byte

func (t tiles) Tile(level int, index int64) ([]byte, error) { return t[place{level, index}], nil }

func (s source) Tiles(context.Context) ledger.TileReader { return s.tiles }

func (s source) Records(_ context.Context, from, to int64) ([][]byte, error) {
	return s.records[from:to], nil
}

func (s source) Checkpoint(context.Context) ([]byte, error) { return s.checkpoint, nil }
