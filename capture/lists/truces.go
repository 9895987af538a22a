package lists

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"tallystick/evidence"
)

// Together makes one truce of the rows that a register has of it, and says
// where they contradict one another. A day that rows tell differently becomes
// the stretch from the first to the last of them; of words that differ, those
// stand that come first in the alphabet of actors. The order of the rows makes
// no difference.
func Together(rows []TruceRow) (evidence.Ceasefire, []evidence.Oddity) {
	rows = slices.Clone(rows)
	slices.SortFunc(rows, func(a, b TruceRow) int {
		return cmp.Or(strings.Compare(a.content(), b.content()), cmp.Compare(a.Truce.Lines[0], b.Truce.Lines[0]))
	})
	t := rows[0].Truce
	t.Lines, t.Parties, t.Odd = nil, nil, nil
	var faults []evidence.Oddity
	seen := make(map[string]bool) // by actor and whom it fights: an actor has a row for each
	for _, r := range rows {
		faults = append(faults, r.Odd...)
		t.Lines = append(t.Lines, r.Truce.Lines...)
		for _, p := range r.Truce.Parties {
			key := p.Said + "\x00" + p.Raw["ucdp_dyad"]
			if seen[key] {
				faults = append(faults, evidence.Oddity{Line: p.Line, Cell: "actor_name", Raw: p.Said, Why: "the actor has another row of this ceasefire"})
			}
			seen[key] = true
			t.Parties = append(t.Parties, p)
		}
	}
	differ := func(what string, of func(evidence.Ceasefire) string) {
		var told []string
		for _, r := range rows {
			if say := of(r.Truce); !slices.Contains(told, say) {
				told = append(told, say)
			}
		}
		if len(told) > 1 {
			for i := range told {
				told[i] = cmp.Or(told[i], "nothing")
			}
			faults = append(faults, evidence.Oddity{Line: t.Lines[0], Raw: strings.Join(told, " | "), Why: "the rows of this ceasefire do not agree on " + what})
		}
	}
	for _, f := range []struct {
		what string
		of   func(*evidence.Ceasefire) **evidence.Interval
	}{
		{"when it was declared", func(c *evidence.Ceasefire) **evidence.Interval { return &c.Announced }},
		{"when it took effect", func(c *evidence.Ceasefire) **evidence.Interval { return &c.Effective }},
		{"when it ended", func(c *evidence.Ceasefire) **evidence.Interval { return &c.Ended }},
	} {
		differ(f.what, func(c evidence.Ceasefire) string {
			if i := *f.of(&c); i != nil {
				return said(i)
			}
			return ""
		})
		for _, r := range rows[1:] {
			widen(f.of(&t), *f.of(&r.Truce))
		}
	}
	differ("where it was", func(c evidence.Ceasefire) string { return c.Location })
	differ("who brokered it", func(c evidence.Ceasefire) string { return strings.Join(c.Brokers, ", ") })
	differ("its scope", func(c evidence.Ceasefire) string { return c.Scope })
	differ("its purpose", func(c evidence.Ceasefire) string { return c.Purpose })
	differ("whether it was written", func(c evidence.Ceasefire) string { return c.Written })
	slices.Sort(t.Lines)
	return t, faults
}

// content writes a row down without its line, which orders the rows of a truce.
func (r TruceRow) content() string {
	var b strings.Builder
	for _, p := range r.Truce.Parties {
		b.WriteString(p.Said)
		for _, column := range slices.Sorted(maps.Keys(p.Raw)) {
			b.WriteString("\x00" + column + "\x00" + p.Raw[column])
		}
	}
	return b.String()
}

// widen makes an interval hold another.
func widen(i **evidence.Interval, by *evidence.Interval) {
	switch {
	case by == nil:
	case *i == nil:
		*i = by
	default:
		*i = &evidence.Interval{From: min((*i).From, by.From), To: max((*i).To, by.To)}
	}
}
