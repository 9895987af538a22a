package incidents

import (
	"slices"

	"tallystick/evidence"
)

// kinds says of which kind an act is, by its type and, where that leaves it
// open, its mode. Types that are not here are acts of speech: they are in what
// is said, not in the world.
var kinds = map[string]Kind{
	"ASSAULT": Violence,
	"COERCE":  Public, "COERCE/seize": Hold, "COERCE/arrest": Custody, "COERCE/deport": Custody, "COERCE/abduct": Custody,
	"COERCE/restrict": Passage, "COERCE/martial-law": Passage, "COERCE/curfew": Passage,
	"MOBILIZE": Movement, "RETREAT": Movement, "RETREAT/ceasefire": Truce, "RETREAT/release": Custody, "RETREAT/return": Custody, "RETREAT/access": Passage,
	"AGREE": Talk, "CONSULT": Talk, "COOPERATE": Support, "AID": Support, "SUPPORT": Support,
	"PROTEST": Public, "SANCTION": Public,
}

// casualty says of which kind a toll is that stands without an act.
var casualty = map[string]Kind{
	"killed": Violence, "wounded": Violence,
	"missing": Custody, "captured": Custody, "displaced": Custody, "arrested": Custody, "abducted": Custody,
}

// kindOf returns what kind of thing the claim speaks of, Unsaid for none that
// happened.
func kindOf(c *evidence.Claim) Kind {
	e := c.Event
	switch {
	case c.Access != nil:
		return Passage
	case c.Ceasefire != nil && (e == nil || e.Type == "" || e.Type == "AGREE" || e.Type == "RETREAT" || e.Type == "COOPERATE"):
		return Truce
	}
	if e != nil && e.Type != "" {
		if k, ok := kinds[e.Type+"/"+e.Mode]; ok {
			return k
		}
		return kinds[e.Type]
	}
	if c.Control != nil {
		return Hold
	}
	for _, n := range c.Counts {
		if k := casualty[n.What]; k != Unsaid {
			return k
		}
	}
	return Unsaid
}

// speaksOf reports whether the claim makes a mention. It speaks of a thing that
// happened or was done, or else, of what may, should or will be, or of what
// somebody thinks of it, it is a saying.
func speaksOf(c *evidence.Claim, m *Mention) bool {
	if happened(c, m) {
		return true
	}
	m.Kind = Saying
	return m.Said >= enough
}

// happened reports whether the claim speaks of a thing that happened or was
// done, and tells it from others.
func happened(c *evidence.Claim, m *Mention) bool {
	switch c.Modality {
	case evidence.Stated, evidence.Hedged:
	case evidence.Negated:
		return m.Kind != Unsaid && (m.exact() || m.Things[0] != 0)
	default:
		return false
	}
	told := slices.Contains([]evidence.Stance{evidence.Assert, evidence.Accuse, evidence.Confirm, evidence.Admit}, c.Stance)
	if !told && !m.Answer && (m.Kind != Talk || c.Event.Type != "CONSULT") {
		return false
	}
	dated := c.Event != nil && said(c.Event.Time).Known()
	parties := m.Agents[0] != 0 && m.Targets[0] != 0
	detail := m.exact() || m.NTolls > 0 || m.Things[0] != 0 || m.Class != 0
	switch m.Kind {
	case Unsaid:
		return false
	case Talk:
		return m.Party != 0
	case Truce, Passage, Hold:
		return true
	case Violence:
		return detail || dated || parties || c.Event != nil && c.Event.Mode != "" && (m.Agents[0] != 0 || len(c.Event.Targets) > 0)
	default:
		return detail || dated || parties || m.Mode != 0 && m.Agents[0] != 0
	}
}

func (m *Mention) exact() bool {
	for i := range m.NPlaces {
		if m.Places[i].Exact() {
			return true
		}
	}
	return false
}
