// Package scratch sorts more than memory holds: pairs of a key and a value go
// in, in any order, and come out in the order of their bytes. What does not fit
// lies in temporary files that have no name, so that no crash leaves words
// behind.
package scratch

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"iter"
	"os"
	"slices"
)

// Pair is what is sorted: by key, and by value where keys are equal.
type Pair struct{ Key, Value []byte }

func compare(a, b Pair) int {
	if c := bytes.Compare(a.Key, b.Key); c != 0 {
		return c
	}
	return bytes.Compare(a.Value, b.Value)
}

const (
	held   = 2 << 20  // bytes that a sorter holds before it writes a run
	fanIn  = 16       // runs of one size that are merged into one
	window = 16 << 10 // bytes of a run that are read or written at once
)

// Sorter takes pairs in any order. It holds two megabytes in memory, however
// many there are. It is used by one goroutine.
type Sorter struct {
	folder string
	pairs  []Pair
	size   int
	runs   []run // the longest-lived first: levels fall
}

// run is a sorted file that has no name.
type run struct {
	file  *os.File
	level int // how often its pairs were merged
	size  int64
}

// New returns an empty sorter that keeps its files in a folder, in the
// system's own for "".
func New(folder string) *Sorter { return &Sorter{folder: folder} }

// Add puts a pair in. The bytes are the sorter's from then on.
func (s *Sorter) Add(key, value []byte) error {
	const overhead = 48 // of a pair's two slice headers
	s.pairs = append(s.pairs, Pair{key, value})
	if s.size += len(key) + len(value) + overhead; s.size < held {
		return nil
	}
	return s.spill()
}

// spill writes what is held as a run, and merges runs when there are many.
func (s *Sorter) spill() error {
	slices.SortFunc(s.pairs, compare)
	err := s.write(0, func(yield func(Pair, error) bool) {
		for _, p := range s.pairs {
			if !yield(p, nil) {
				return
			}
		}
	})
	clear(s.pairs)
	s.pairs, s.size = s.pairs[:0], 0
	for err == nil && len(s.runs) >= fanIn && s.runs[len(s.runs)-fanIn].level == s.runs[len(s.runs)-1].level {
		last := slices.Clone(s.runs[len(s.runs)-fanIn:])
		s.runs = s.runs[:len(s.runs)-fanIn]
		err = errors.Join(s.write(last[0].level+1, merge(last, nil)), closeAll(last))
	}
	return err
}

// write puts sorted pairs into a new run.
func (s *Sorter) write(level int, pairs iter.Seq2[Pair, error]) error {
	file, err := os.CreateTemp(s.folder, "tallystick-sort-")
	if err != nil {
		return err
	}
	s.runs = append(s.runs, run{file: file, level: level})
	if err := os.Remove(file.Name()); err != nil {
		return err
	}
	out := bufio.NewWriterSize(file, window)
	var size int64
	var head []byte
	for p, err := range pairs {
		if err != nil {
			return err
		}
		head = binary.AppendUvarint(binary.AppendUvarint(head[:0], uint64(len(p.Key))), uint64(len(p.Value)))
		for _, b := range [][]byte{head, p.Key, p.Value} {
			if _, err := out.Write(b); err != nil {
				return err
			}
			size += int64(len(b))
		}
	}
	s.runs[len(s.runs)-1].size = size
	return out.Flush()
}

// Sorted yields the pairs in order, as often as it is asked. Nothing may be
// added meanwhile. A yielded pair's bytes are not changed later.
func (s *Sorter) Sorted() iter.Seq2[Pair, error] {
	slices.SortFunc(s.pairs, compare)
	return merge(s.runs, s.pairs)
}

// Close gives the files up.
func (s *Sorter) Close() error {
	runs := s.runs
	s.runs, s.pairs = nil, nil
	return closeAll(runs)
}

func closeAll(runs []run) error {
	var errs []error
	for _, r := range runs {
		errs = append(errs, r.file.Close())
	}
	return errors.Join(errs...)
}

// read returns the pairs of a run, from its beginning; io.EOF ends them.
func (r run) read() func() (Pair, error) {
	in := bufio.NewReaderSize(io.NewSectionReader(r.file, 0, r.size), window)
	return func() (Pair, error) {
		key, err := binary.ReadUvarint(in)
		if err != nil {
			return Pair{}, err // io.EOF between two pairs
		}
		value, err := binary.ReadUvarint(in)
		if err != nil {
			return Pair{}, cut(err)
		}
		b := make([]byte, key+value)
		if _, err := io.ReadFull(in, b); err != nil {
			return Pair{}, cut(err)
		}
		return Pair{b[:key:key], b[key:]}, nil
	}
}

// cut is the error of a run that ends within a pair.
func cut(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
