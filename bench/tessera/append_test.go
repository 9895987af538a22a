// Package tessera measures Tessera, the log that others run, the way
// tallystick's own store is measured, and lets Tessera's tools judge our log.
// It is a module apart, so that neither Tessera nor its needs enter the
// product's go.mod. Run ../compare-append.sh for both in turn.
package tessera

import (
	"context"
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/transparency-dev/tessera"
	"github.com/transparency-dev/tessera/storage/posix"
	"golang.org/x/mod/sumdb/note"
	"k8s.io/klog/v2"
)

const batch = 256

// BenchmarkAppend appends batches of 256 entries of 500 bytes to Tessera's
// POSIX storage, with no duplicate check, and waits for each batch to be
// answered: written, synced and integrated into the tree. Checkpoints follow
// on their own, as often as Tessera allows, ten times a second.
func BenchmarkAppend(b *testing.B) {
	klog.LogToStderr(false) // its lines would stand between a result and its name
	klog.SetOutput(io.Discard)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	secret, _, err := note.GenerateKey(rand.NewChaCha8([32]byte{1}), "example.org/tessera")
	if err != nil {
		b.Fatal(err)
	}
	signer, err := note.NewSigner(secret)
	if err != nil {
		b.Fatal(err)
	}
	driver, err := posix.New(ctx, posix.Config{Path: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	log, shutdown, _, err := tessera.NewAppender(ctx, driver, tessera.NewAppendOptions().
		WithCheckpointSigner(signer).
		WithBatching(batch, time.Second).
		WithCheckpointInterval(100*time.Millisecond))
	if err != nil {
		b.Fatal(err)
	}
	random := rand.NewChaCha8([32]byte{5})
	answers := make([]tessera.IndexFuture, batch)
	for b.Loop() {
		for i := range answers {
			entry := make([]byte, 500)
			random.Read(entry)
			answers[i] = log.Add(ctx, tessera.NewEntry(entry))
		}
		for _, answer := range answers {
			if _, err := answer(); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(batch)*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
	if err := shutdown(ctx); err != nil {
		b.Fatal(err)
	}
}
