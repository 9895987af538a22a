package reported

import (
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"

	"tallystick/read/linear"
)

//go:embed weights/attribution.bin
var attribution []byte

// Default returns the model that is built into the program, read once. The
// package's tests prove that it loads, so it panics when it does not.
var Default = sync.OnceValue(func() *Model {
	m, err := Load(attribution)
	if err != nil {
		panic("built-in weights: " + err.Error())
	}
	return m
})

// Fingerprint names the weights: the first 12 hexadecimal digits of their
// SHA-256; empty for a model that was not loaded.
func (m *Model) Fingerprint() string { return m.fingerprint }

// Append writes the model behind b: the measure of a first glance as a varint,
// then its eight parts, each as package linear writes them.
func (m *Model) Append(b []byte) []byte {
	b = binary.AppendVarint(b, int64(m.least))
	for _, part := range []*linear.Model{m.first, m.cues, m.source.words, m.source.edges, m.content.words, m.content.edges, m.keep, m.worth} {
		b = part.Append(b)
	}
	return b
}

// Load reads a model that Append wrote.
func Load(b []byte) (*Model, error) {
	sum := sha256.Sum256(b)
	m := &Model{fingerprint: hex.EncodeToString(sum[:6])}
	least, size := binary.Varint(b)
	if size <= 0 {
		return nil, errors.New("is empty or does not begin with a number")
	}
	m.least, b = int32(least), b[size:]
	for _, part := range []struct {
		to      **linear.Model
		name    string
		classes int
	}{{&m.first, "first glance", 1}, {&m.cues, "cues", cueClasses}, {&m.source.words, "words of sources", 1}, {&m.source.edges, "edges of sources", edgeClasses}, {&m.content.words, "words of contents", 1}, {&m.content.edges, "edges of contents", edgeClasses}, {&m.keep, "judgement", 1}, {&m.worth, "worth", 1}} {
		var err error
		if *part.to, b, err = linear.Read(b); err != nil {
			return nil, fmt.Errorf("%s: %w", part.name, err)
		}
		if n := (*part.to).Classes(); n != part.classes {
			return nil, fmt.Errorf("%s: has %d classes, want %d", part.name, n, part.classes)
		}
	}
	m.leads = m.cues.Lead(begins, outside)
	if len(b) > 0 {
		return nil, errors.New("goes on behind its eight parts")
	}
	return m, nil
}
