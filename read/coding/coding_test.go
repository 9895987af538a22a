package coding_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strings"
	"testing"

	"tallystick/read/coding"
)

// TestCard holds the weights against the hash that their card states, and
// refuses weights that were cut.
func TestCard(t *testing.T) {
	weights, err := os.ReadFile("weights/events.bin")
	if err != nil {
		t.Fatal(err)
	}
	card, err := os.ReadFile("weights/MODEL.md")
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(weights)
	if !strings.Contains(string(card), hex.EncodeToString(sum[:])) {
		t.Errorf("weights/MODEL.md does not state the weights' SHA-256 %x", sum)
	}
	m, err := coding.Load(weights)
	if err != nil {
		t.Fatal(err)
	}
	if string(m.Append(nil)) != string(weights) {
		t.Error("the weights written again are other bytes")
	}
	for n := 0; n < len(weights); n += 1 + len(weights)/97 {
		if _, err := coding.Load(weights[:n]); err == nil {
			t.Errorf("the first %d of %d bytes were taken for a model", n, len(weights))
		}
	}
	if _, err := coding.Load(append(weights, 0)); err == nil {
		t.Error("a byte too many was taken for a model")
	}
}

// Two kinds of sentences, each with a word of its own, and targets that stand
// behind the word 7: a few rounds tell them apart, twice to the same bytes.
func TestTrain(t *testing.T) {
	aid, talks := coding.TypeNamed("AID"), coding.TypeNamed("CONSULT")
	examples := []coding.Example{
		{Features: []uint32{1, 2}, Type: aid, Phrases: [][]uint32{{7}, {8}}, Targets: []bool{true, false}},
		{Features: []uint32{1, 3}, Type: talks, Phrases: [][]uint32{{8}, {7}}, Targets: []bool{false, true}},
		{Features: []uint32{1, 4}, Type: coding.TypeNamed("")},
		{Features: []uint32{1, 2, 5}, Type: aid, Phrases: [][]uint32{{9}}, Targets: []bool{false}},
	}
	m := coding.Train(examples)
	if string(m.Append(nil)) != string(coding.Train(examples).Append(nil)) {
		t.Error("the same examples gave other bytes")
	}
	for i, e := range examples {
		if got := m.TypeOf(e.Features); got != coding.Types[e.Type] {
			t.Errorf("example %d is of type %q, want %q", i, got, coding.Types[e.Type])
		}
	}
	if m.Target.Sum([]uint32{7}) <= m.Target.Sum([]uint32{8}) {
		t.Error("what stands behind 7 does not come first")
	}
}

func TestTypeNamed(t *testing.T) {
	for name, want := range map[string]string{"RETREAT": "CONCEDE", "CONCEDE": "CONCEDE", "AID": "AID", "": ""} {
		if n := coding.TypeNamed(name); n < 0 || coding.Types[n] != want {
			t.Errorf("%q is number %d, want %q", name, n, want)
		}
	}
	if n := coding.TypeNamed("PARTY"); n != -1 {
		t.Errorf("PARTY is number %d, want -1", n)
	}
}
