package part

import (
	"golang.org/x/mod/sumdb/tlog"

	"tallystick/flow"
)

// Walk goes up a proof's path as the commands on the page do.
func Walk(p flow.Proof, h tlog.Hash) tlog.Hash {
	for _, side := range path(p) {
		other, err := tlog.ParseHash(side.hash)
		if err != nil {
			panic(err)
		}
		if side.left {
			h = tlog.NodeHash(other, h)
		} else {
			h = tlog.NodeHash(h, other)
		}
	}
	return h
}
