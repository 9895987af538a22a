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

// originsVersion names what proposes that reports have one origin.
const originsVersion = "tallystick-origins/2"

// Neighbour is a report whose text has something in common with another's.
type Neighbour struct {
	Report     string
	Paragraphs int // that both have
	Of         int // paragraphs that the neighbour has
	Common     int // stretches of the shorter text that the other has, edited or not
	Stretches  int // of the shorter text
}

// Origins proposes that a report of so many paragraphs has one origin with
// each neighbour that shares at least two paragraphs and half of the shorter
// text, or something in three of four of its stretches, cut and edited as they
// may be: five copies of one wire story are one origin.
func Origins(report string, paragraphs int, nearby []Neighbour) []evidence.Proposal {
	var proposals []evidence.Proposal
	for _, n := range nearby {
		if n.Report == report {
			continue
		}
		var reasons []string
		if shorter := min(paragraphs, n.Of); n.Paragraphs >= 2 && 2*n.Paragraphs >= shorter {
			reasons = append(reasons, fmt.Sprintf("%d paragraphs are the same word for word; the shorter text has %d", n.Paragraphs, shorter))
		}
		if n.Common >= 2 && 4*n.Common >= 3*n.Stretches {
			reasons = append(reasons, fmt.Sprintf("%d of the %d stretches of the shorter text have runs of five words in common with the other", n.Common, n.Stretches))
		}
		if reasons == nil {
			continue
		}
		members := []string{report, n.Report}
		slices.Sort(members)
		const what = evidence.SameOrigin
		proposals = append(proposals, evidence.Proposal{
			ID: evidence.ProposalID(what, members), What: what, Members: members, Maker: originsVersion, Reasons: reasons,
		})
	}
	return proposals
}
