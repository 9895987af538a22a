package incidents

import (
	"bytes"
	"cmp"
)

// rankOf says how soon a mention leads, the smallest first: by how much it
// says; then the earlier published, the one with more words of its own, the
// one that stands earlier in its report. None of it depends on which side is
// which, nor on when the report arrived. What people grouped leads before all
// else.
func (m *Mention) rankOf(grouped bool) uint64 {
	if grouped {
		return m.rankOf(false) &^ (1 << 63)
	}
	say := 0
	for i := range m.NPlaces {
		if p := &m.Places[i]; p.Exact() && say < 5 {
			say = 4
			if p.Radius < reaches["town"] {
				say = 5
			}
		}
	}
	switch {
	case m.Days.Firm:
		say += 4
	case m.Days.Known() && m.Days.To-m.Days.From < newsWindow:
		say++
	}
	for _, has := range []bool{m.Mode != 0, m.NTolls > 0, m.NTolls > 0, m.Things[0] != 0, m.Things[0] != 0, m.Class != 0, m.Agents[0] != 0, m.Targets[0] != 0, m.Party != 0} {
		if has {
			say++
		}
	}
	if m.Answer || m.Kind == Saying {
		say /= 8 // an answer leads no accusation, nor an opinion what it is of
	}
	published := uint64(1<<24 - 1)
	if m.Published != 0 {
		published = uint64(m.Published + lastDay)
	}
	return 1<<63 | uint64(63-say)<<56 | published<<32 | uint64(1023-min(m.Said, 1023))<<16 | uint64(min(m.Ordinal, 1<<16-1))
}

// before orders two mentions of one rank. Hashes come last, and decide only
// between reports that are alike in all that is intrinsic.
func before(a, b *Mention) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Report, b.Report), bytes.Compare(a.Claim[:], b.Claim[:]))
}
