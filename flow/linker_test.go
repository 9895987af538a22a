package flow

import (
	"fmt"
	"slices"
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// alliedAt is what mentions of linkVersion take from the lexicon: which authority
// stands for which state.
const alliedAt = "8534"

// TestLinkVersion: mentions are kept in the tables of every ledger, and hold
// which authority stands for which state. Where that changes, linkVersion is
// raised, and this test's note of it.
func TestLinkVersion(t *testing.T) {
	var all []string
	for _, s := range lexicon.Default().Sides {
		if s.Allied != "" {
			all = append(all, fmt.Sprintf("%s %s", s.Code, s.Allied))
		}
	}
	slices.Sort(all)
	if got := evidence.Hash(fmt.Append(nil, all))[:4]; got != alliedAt || len(all) == 0 {
		t.Errorf("%d authorities stand for states, noted as %s, and not as %s with version %d: raise linkVersion and note it here", len(all), got, alliedAt, linkVersion)
	}
}
