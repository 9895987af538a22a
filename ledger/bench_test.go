package ledger

import (
	"bytes"
	"context"
	"math/rand/v2"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

const batch = 256

// records500 returns n records of 500 bytes, alike on every run.
func records500(n int) [][]byte {
	random := rand.NewChaCha8([32]byte{5})
	records := make([][]byte, n)
	for i := range records {
		records[i] = make([]byte, 500)
		random.Read(records[i])
	}
	return records
}

func perSecond(b *testing.B, entries int) {
	b.ReportMetric(float64(entries)*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
}

// BenchmarkExtend appends batches to a growing log, whose tiles the batches do
// not line up with; in-memory-tlog is tlog alone on the same records.
func BenchmarkExtend(b *testing.B) {
	records := records500(batch)
	b.Run("ledger", func(b *testing.B) {
		log := newMemory()
		log.grow(b, numbered(0, 100)...)
		size := int64(100)
		for b.Loop() {
			changed, _, err := Extend(log, size, records)
			if err != nil {
				b.Fatal(err)
			}
			for _, t := range changed {
				log.tiles[[2]int64{int64(t.Level), t.Index}] = t.Hashes
			}
			size += batch
		}
		perSecond(b, batch)
	})
	b.Run("in-memory-tlog", func(b *testing.B) {
		log := new(plain)
		for b.Loop() {
			for _, r := range records {
				log.add(b, r)
			}
			if _, err := tlog.TreeHash(log.size, log); err != nil {
				b.Fatal(err)
			}
		}
		perSecond(b, batch)
	})
}

// BenchmarkAudit audits a sound log of 100,000 records; in-memory-tlog hashes
// the same records once.
func BenchmarkAudit(b *testing.B) {
	const size = 100_000
	signer, verifier := testKey(b)
	log := newMemory()
	tree := log.grow(b, records500(size)...)
	checkpoint, err := Sign(tree, signer)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("ledger", func(b *testing.B) {
		for b.Loop() {
			faults, got, err := Audit(context.Background(), kept{log, checkpoint}, verifier)
			if err != nil || len(faults) > 0 || got != tree {
				b.Fatal(faults, err)
			}
		}
		perSecond(b, size)
	})
	b.Run("in-memory-tlog", func(b *testing.B) {
		for b.Loop() {
			plain := new(plain)
			for _, r := range log.records {
				plain.add(b, r)
			}
			if root, err := tlog.TreeHash(size, plain); err != nil || !bytes.Equal(root[:], tree.Root[:]) {
				b.Fatal(err)
			}
		}
		perSecond(b, size)
	})
}
