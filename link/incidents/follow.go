package incidents

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
)

// follow places followers where what they follow stands.
func (u *updater) follow() error {
	for _, n := range slices.Collect(maps.Values(u.nodes)) { // all of an incident whose lead changed
		if !n.gone && n.differs() {
			if _, err := u.led(n.was.Lead); err != nil {
				return err
			}
		}
	}
	for _, n := range slices.Collect(maps.Values(u.nodes)) {
		if n.gone || !n.follows() {
			continue
		}
		root, err := u.root(n)
		if err != nil {
			return err
		}
		switch n.to, n.score = n.m.Follows, full; {
		case root == n:
			n.lead, n.to = n.m.Claim, ID{}
		case root.follows():
			n.lead = root.m.Claim
		default:
			n.lead = root.lead
		}
	}
	return nil
}

// root returns what a follower comes to at last, itself when that never ends.
func (u *updater) root(n *node) (*node, error) {
	at := n
	for range longestChain {
		if !at.follows() {
			break
		}
		found, err := u.find([]ID{at.m.Follows})
		if err != nil {
			return nil, err
		}
		if len(found) == 0 || found[0].gone {
			return at, nil
		}
		at = found[0]
	}
	if at.follows() {
		return n, nil
	}
	return at, nil
}

// changed gathers the incidents whose members or links differ.
func (u *updater) changed() (Changed, error) {
	var out Changed
	touched := map[ID]bool{}
	for _, n := range u.nodes {
		if n.differs() {
			touched[n.was.Lead] = true
			if !n.gone {
				touched[n.lead] = true
			}
		}
	}
	delete(touched, ID{})
	for lead := range touched {
		if _, err := u.led(lead); err != nil {
			return out, err
		}
	}
	own := map[ID][]*node{}
	for _, n := range u.nodes {
		if !n.gone && touched[n.lead] {
			own[n.lead] = append(own[n.lead], n)
		}
	}
	var leads []*node
	for lead := range touched {
		if len(own[lead]) == 0 {
			out.Ended = append(out.Ended, lead)
		} else {
			leads = append(leads, u.nodes[lead])
		}
	}
	slices.SortFunc(leads, order)
	slices.SortFunc(out.Ended, func(a, b ID) int { return bytes.Compare(a[:], b[:]) })
	for _, lead := range leads {
		out.Incidents = append(out.Incidents, gather(lead, own[lead.m.Claim]))
	}
	return out, nil
}

// gather makes an incident of its members, the lead first.
func gather(lead *node, own []*node) Incident {
	slices.SortFunc(own, func(a, b *node) int {
		if (a == lead) != (b == lead) {
			if a == lead {
				return -1
			}
			return 1
		}
		return order(a, b)
	})
	in := Incident{Lead: lead.m.Claim, Members: make([]Member, len(own))}
	for i, n := range own {
		in.Members[i] = Member{Claim: n.m.Claim, To: n.to, Score: n.score}
	}
	return in
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
