package incidents

import (
	"fmt"
	"slices"
)

// find returns the nodes of those of the claims that are there, or came.
func (u *updater) find(ids []ID) ([]*node, error) {
	var ask []ID
	var out []*node
	for _, id := range ids {
		if n := u.nodes[id]; n != nil {
			out = append(out, n)
		} else {
			ask = append(ask, id)
		}
	}
	if len(ask) == 0 {
		return out, nil
	}
	found, err := u.lib.Find(ask)
	if err != nil {
		return nil, fmt.Errorf("claims named by a decision, an answer or a change: %w", err)
	}
	for _, p := range found {
		out = append(out, u.node(p))
	}
	return out, nil
}

// led returns those that stood in the incident of a lead, but for those that
// are gone.
func (u *updater) led(lead ID) ([]*node, error) {
	if lead == (ID{}) {
		return nil, nil
	}
	if own, ok := u.members[lead]; ok {
		return own, nil
	}
	found, err := u.lib.Members(lead)
	if err != nil {
		return nil, fmt.Errorf("members of the incident of claim %s: %w", lead, err)
	}
	own := make([]*node, len(found))
	for i, p := range found {
		own[i] = u.node(p)
	}
	u.members[lead] = own
	return own, nil
}

// load asks for those of the blocks that were not asked for yet.
func (u *updater) load(blocks []int64) error {
	var ask []int64
	for _, b := range blocks {
		if _, ok := u.blocks[b]; !ok {
			ask = append(ask, b)
			u.blocks[b] = nil
		}
	}
	if len(ask) == 0 {
		return nil
	}
	found, err := u.lib.Near(ask)
	if err != nil {
		return fmt.Errorf("mentions near: %w", err)
	}
	for _, p := range found {
		u.node(p)
	}
	came := map[*node]bool{}
	for _, p := range found {
		came[u.nodes[p.Claim]] = true
	}
	for _, n := range u.nodes {
		if n.moved {
			came[n] = true
		}
	}
	var scratch []int64
	for n := range came {
		if n.gone || n.follows() {
			continue
		}
		scratch = n.m.Blocks(scratch[:0])
		for _, b := range scratch {
			if _, asked := slices.BinarySearch(ask, b); asked {
				u.blocks[b] = append(u.blocks[b], n)
			}
		}
	}
	for _, b := range ask {
		slices.SortFunc(u.blocks[b], order)
	}
	return nil
}
