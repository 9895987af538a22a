// Package coding holds learned weights for coding events: which type of event a
// sentence tells of, and which of its phrases is the target. They help the
// rules of package read, which work without them.
//
// No weight knows a name by its letters: features are made of words in small
// letters, classes and the rules' own findings (see read.CodingSamples).
// weights/events.bin holds the weights, weights/MODEL.md says what they were
// learned from.
package coding

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sync"

	"tallystick/read/linear"
)

// Types are the classes of the model: PLOVER's types, CONCEDE standing for
// RETREAT as well; the first is that no event is told.
var Types = []string{"", "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN"}

// TypeNamed returns the number of a type among Types, -1 for no type.
func TypeNamed(name string) int {
	if name == "RETREAT" {
		name = "CONCEDE"
	}
	return slices.Index(Types, name)
}

// Model is the learned weights. It is never changed, so any number of readers
// may share it.
type Model struct {
	Type   *linear.Model // scores Types
	Target *linear.Model // of one class: ranks the phrases of a sentence
	near   int32
}

// Near reports whether a phrase is so nearly as likely a target as the best
// one that both are kept.
func (m *Model) Near(best, score int32) bool { return best-score < m.near }

//go:embed weights/events.bin
var events []byte

// Default returns the model that is built into the program, read once. The
// package's tests prove that it loads, so it panics when it does not.
var Default = sync.OnceValue(func() *Model {
	m, err := Load(events)
	if err != nil {
		panic("built-in weights: " + err.Error())
	}
	return m
})

// TypeOf returns the type of a sentence that has the features, empty when it
// tells of no event.
func (m *Model) TypeOf(features []uint32) string {
	scores := make([]int32, len(Types))
	m.Type.Score(features, scores)
	return Types[linear.Best(scores)]
}

// Append writes the model behind b.
func (m *Model) Append(b []byte) []byte {
	return binary.AppendUvarint(m.Target.Append(m.Type.Append(b)), uint64(m.near))
}

// Load reads a model that Append wrote.
func Load(b []byte) (*Model, error) {
	var m Model
	var err error
	if m.Type, b, err = linear.Read(b); err != nil {
		return nil, fmt.Errorf("events.bin: types: %w", err)
	}
	if m.Target, b, err = linear.Read(b); err != nil {
		return nil, fmt.Errorf("events.bin: targets: %w", err)
	}
	near, size := binary.Uvarint(b)
	if size <= 0 || near > 1<<30 {
		return nil, errors.New("events.bin: cut short")
	}
	m.near = int32(near)
	if b = b[size:]; len(b) > 0 || m.Type.Classes() != len(Types) || m.Target.Classes() != 1 {
		return nil, fmt.Errorf("events.bin: %d types, %d bytes behind: not a model of this program", m.Type.Classes(), len(b))
	}
	return &m, nil
}
