// Package link holds reports and claims against those nearby and proposes what
// may belong together, with reasons. It decides nothing: a proposal waits for a
// person. It is pure.
package link

import (
	"fmt"
	"slices"

	"tallystick/evidence"
)

// Version names what makes proposals, for the entry that records one.
const Version = "tallystick-link/1"

// Neighbour is a report whose text shares paragraphs with another's.
type Neighbour struct {
	Report     string
	Paragraphs int // that both have
	Of         int // paragraphs that the neighbour has
}

// Origins proposes that a report of so many paragraphs has one origin with
// each neighbour that shares at least two paragraphs and half of the shorter
// text: five copies of one wire story are one origin.
func Origins(report string, paragraphs int, nearby []Neighbour) []evidence.Proposal {
	var proposals []evidence.Proposal
	for _, n := range nearby {
		shorter := min(paragraphs, n.Of)
		if n.Report == report || n.Paragraphs < 2 || 2*n.Paragraphs < shorter {
			continue
		}
		members := []string{report, n.Report}
		slices.Sort(members)
		const what = evidence.SameOrigin
		proposals = append(proposals, evidence.Proposal{
			ID: evidence.ProposalID(what, members), What: what, Members: members, Maker: Version,
			Reasons: []string{fmt.Sprintf("%d paragraphs are the same word for word; the shorter text has %d", n.Paragraphs, shorter)},
		})
	}
	return proposals
}
