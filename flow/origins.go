package flow

import (
	"context"
	"hash/fnv"

	"tallystick/evidence"
	"tallystick/link/origins"
	"tallystick/review"
	"tallystick/store"
)

// ClaimIn is a claim with the report that it stands in.
type ClaimIn struct {
	Claim  evidence.Claim
	Report string
}

// tellingWords is how many words a content needs to be known again by itself.
const tellingWords = 4

// OriginsOf returns the origin of each claim: the smallest id among the reports
// of these claims that say the same in the same words, copied, cut or edited.
// In reports that somebody found to have different origins, only the same
// sentence is one.
func (l *Library) OriginsOf(ctx context.Context, at int64, claims []ClaimIn) ([]string, error) {
	said := make([]origins.Said, len(claims))
	reports := make(map[string]bool)
	for i, c := range claims {
		said[i] = saidBy(c)
		reports[c.Report] = true
	}
	copies := make(origins.Copies)
	if len(reports) > 1 {
		proposals, err := l.store.Proposals(ctx, at, store.ProposalFilter{Among: sortedKeys(reports), What: evidence.SameOrigin})
		if err != nil {
			return nil, err
		}
		for _, p := range proposals {
			if m := p.Proposal.Members; len(m) == 2 && reports[m[0]] && reports[m[1]] {
				copies[[2]string{min(m[0], m[1]), max(m[0], m[1])}] = review.InForce(rulings(p.Decisions, at)).Verdict != evidence.Refuse
			}
		}
	}
	return origins.Of(said, copies), nil
}

func saidBy(c ClaimIn) origins.Said {
	words := store.Words(c.Claim.Content.Text)
	s := origins.Said{Claim: c.Claim.ID, Report: c.Report, Runs: store.RunsOf(words)}
	if len(words) >= tellingWords {
		h := fnv.New64a()
		for _, w := range words {
			h.Write([]byte(w))
			h.Write([]byte{0})
		}
		s.Words = h.Sum64()
	}
	return s
}
