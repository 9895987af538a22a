package syntax_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strings"
	"testing"

	"tallystick/read/syntax"
)

// TestCard holds the weights against the hash that their card states.
func TestCard(t *testing.T) {
	weights, err := os.ReadFile("weights/ewt.bin")
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
	m, err := syntax.Load(weights)
	if err != nil {
		t.Fatal(err)
	}
	if string(m.Append(nil)) != string(weights) {
		t.Error("the weights written again are other bytes")
	}
	for n := 0; n < len(weights); n += 1 + len(weights)/97 {
		if _, err := syntax.Load(weights[:n]); err == nil {
			t.Errorf("the first %d of %d bytes were taken for a model", n, len(weights))
		}
	}
}
