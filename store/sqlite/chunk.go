package sqlite

import (
	"errors"
	"fmt"
	"iter"
	"runtime"
	"sync"

	"tallystick/evidence"
	"tallystick/store"
)

// A sequence of entries is taken in chunks of so many entries or payload bytes,
// whichever is reached first.
const (
	chunkEntries = 1000
	chunkBytes   = 4 << 20
)

// chunk is some entries in a row, ready to be written.
type chunk []prepared

// prepared is an entry with all that can be made of it without the database.
type prepared struct {
	entry  evidence.Entry
	record []byte // the envelope, encoded
	rows   store.Rows
}

// inChunks takes the sequence and prepares chunk after chunk, while write,
// in a goroutine of its own, writes the one before. The first fault of either
// ends both.
func inChunks(from int64, entries iter.Seq2[evidence.Entry, error], linker store.Linker, write func(chunk) error) error {
	chunks := make(chan chunk)
	failed := make(chan struct{})
	var fault error // of write
	var writing sync.WaitGroup
	writing.Go(func() {
		for c := range chunks {
			if fault = write(c); fault != nil {
				close(failed)
				return
			}
		}
	})
	taking := func() error {
		defer writing.Wait() // also when the sequence panics: the transaction is not undone under a writer's hands
		defer close(chunks)
		return take(from, entries, linker, func(c chunk) bool {
			select {
			case chunks <- c:
				return true
			case <-failed:
				return false
			}
		})
	}()
	if fault != nil {
		return fault
	}
	return taking
}

// take hands on the sequence in prepared chunks, until next wants no more.
func take(from int64, entries iter.Seq2[evidence.Entry, error], linker store.Linker, next func(chunk) bool) error {
	var c chunk
	weight := 0
	for e, err := range entries {
		if err != nil {
			return err
		}
		if e.Envelope.Number != from {
			return fmt.Errorf("%w: entry %d stands where %d should", store.ErrGap, e.Envelope.Number, from)
		}
		from++
		c, weight = append(c, prepared{entry: e}), weight+len(e.Payload)
		if len(c) < chunkEntries && weight < chunkBytes {
			continue
		}
		if err := c.prepare(linker); err != nil || !next(c) {
			return err
		}
		c, weight = nil, 0
	}
	if len(c) == 0 {
		return nil
	}
	err := c.prepare(linker)
	if err == nil {
		next(c)
	}
	return err
}

// prepare checks, encodes and derives from all entries of the chunk at once:
// that costs a quarter of an ingest, and needs no database.
func (c chunk) prepare(linker store.Linker) error {
	faults := make([]error, len(c))
	workers := min(runtime.GOMAXPROCS(0), len(c))
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(c); i += workers {
				faults[i] = c[i].prepare(linker)
			}
		})
	}
	group.Wait()
	return errors.Join(faults...)
}

func (p *prepared) prepare(linker store.Linker) (err error) {
	if err := p.entry.Check(); err != nil {
		return err
	}
	if p.record, err = p.entry.Envelope.Encode(); err != nil {
		return err
	}
	p.rows, err = store.Derive(p.entry, linker)
	return err
}
