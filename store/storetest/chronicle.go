package storetest

import (
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/store"
)

// Linker keeps of each claim that names a long word its content, under each of
// its long words: an engine under test is opened with it.
var Linker = store.Linker{Version: 1, Of: func(r evidence.Reading) []store.Mention {
	var all []store.Mention
	for i, c := range r.Claims {
		if blocks := blocksOf(c); len(blocks) > 0 {
			all = append(all, store.Mention{Claim: i, Blocks: blocks, Bytes: []byte(r.Report + c.Content.Text)})
		}
	}
	return all
}}

func blocksOf(c evidence.Claim) []int64 {
	var blocks []int64
	for _, w := range store.Words(c.Content.Text) {
		if len(w) >= 5 {
			blocks = append(blocks, store.Key(w))
		}
	}
	slices.Sort(blocks)
	return slices.Compact(blocks)
}

// said adds to a claim what its words stand for, so that claims differ in all
// that they are asked for by.
func said(c *evidence.Claim) {
	has := func(word string) bool { return strings.Contains(c.Content.Text, word) }
	if has("hospital") {
		c.Source = evidence.Source{Span: &evidence.Span{Start: c.Content.Start, End: c.Content.End, Text: c.Content.Text}, Name: "the hospital", Side: "AAA", Kind: evidence.Party}
	}
	if has("wounded") {
		four := int64(4)
		c.Counts = []evidence.Count{{What: "wounded", Min: &four, Max: &four}}
	}
	if has("market") {
		c.Stance = evidence.Accuse
	}
	if has("road") {
		c.Access = &evidence.AccessSaid{Route: "the old road", State: "closed"}
	}
	if has("rockets") {
		c.Event = &evidence.Event{Type: "ASSAULT", Targets: []evidence.Actor{{Text: "people", Side: "BBB"}}, Places: []evidence.Place{{Name: "Bərdə"}}}
	}
	if has("bridge") {
		if c.Event == nil {
			c.Event = &evidence.Event{Type: "CONSULT"}
		}
		day := fmt.Sprintf("2020-11-%02d", 1+len(c.Content.Text)%9)
		c.Event.Time = &evidence.Interval{From: day, To: day}
	}
}

// Chronicle builds a history of incidents. It knows what a linker knows: which
// claims stand in which.
type Chronicle struct {
	*Writer
	members map[string][]string // claims, the lead first, by incident
	days    map[string]string   // by incident
	ids     []string            // in the order of their coming
}

// NewChronicle goes on with a history.
func NewChronicle(w *Writer) *Chronicle {
	return &Chronicle{Writer: w, members: make(map[string][]string), days: make(map[string]string)}
}

// Record records that claims joined and left an incident, of which the first
// to join leads a new one.
func (c *Chronicle) Record(id, change string, joined, left []string) int64 {
	r := evidence.IncidentRecord{ID: id, Change: change, Left: left, Reason: change + " by the linker", Maker: "storetest"}
	members := slices.DeleteFunc(slices.Clone(c.members[id]), func(m string) bool { return slices.Contains(left, m) || slices.Contains(joined, m) })
	members = append(members, joined...)
	for _, m := range joined {
		l := evidence.Link{Claim: m, Report: "r", Score: 700, Reasons: []string{"the same bridge"}}
		if m != members[0] {
			l.To = members[0]
		}
		r.Joined = append(r.Joined, l)
	}
	if change == evidence.Dissolved {
		members = nil
	} else {
		r.Lead = members[0]
		r.Holds = evidence.Outline{From: c.days[id], To: c.days[id], Claims: len(members), Sides: []string{"AAA"}, Types: []string{"ASSAULT"}, Dated: len(members)%3 != 0, Said: true, Denied: len(members)%2 == 1}
		if len(members)%2 == 0 {
			r.Holds.Sides, r.Holds.Places = []string{"BBB", "AAA"}, []string{"Bərdə", "Old Market"}
		}
	}
	if err := r.Check(); err != nil {
		panic(err)
	}
	c.members[id] = members
	return c.Add(evidence.IncidentRecorded, r)
}

// Form makes an incident of claims.
func (c *Chronicle) Form(day string, claims ...string) string {
	id := evidence.IncidentID(claims[0], int64(len(c.Entries)))
	c.days[id] = day
	c.ids = append(c.ids, id)
	c.Record(id, evidence.Formed, claims, nil)
	return id
}

// act lets something happen to the incidents that claims stand in.
func (c *Chronicle) act(random *rand.Rand, claims []string) {
	var alone []string
	for _, claim := range claims {
		if !slices.ContainsFunc(c.ids, func(id string) bool { return slices.Contains(c.members[id], claim) }) {
			alone = append(alone, claim)
		}
	}
	var standing []string
	for _, id := range c.ids {
		if len(c.members[id]) > 0 {
			standing = append(standing, id)
		}
	}
	pick := func() string { return standing[random.IntN(len(standing))] }
	switch act := random.IntN(8); {
	case len(alone) >= 2 && (act < 3 || len(standing) == 0):
		day := ""
		if random.IntN(5) > 0 {
			day = fmt.Sprintf("2020-11-%02d", 1+random.IntN(9))
		}
		c.Form(day, alone[:2+random.IntN(len(alone)-1)]...)
	case len(standing) == 0:
	case act < 3 && len(alone) > 0:
		c.Record(pick(), evidence.Regrouped, alone[:1], nil)
	case act < 5: // one goes over to another, and whichever is told first
		from, to := pick(), pick()
		if len(c.members[from]) > 2 && from != to {
			claim := c.members[from][1]
			if act%2 == 0 {
				c.Record(to, evidence.Regrouped, []string{claim}, nil)
			}
			c.Record(from, evidence.Regrouped, nil, []string{claim})
			if act%2 == 1 {
				c.Record(to, evidence.Regrouped, []string{claim}, nil)
			}
		}
	case act < 6:
		id := pick()
		c.Record(id, evidence.Dissolved, nil, c.members[id])
	case act < 7:
		id := pick()
		c.Add(evidence.DecisionMade, evidence.Decision{Subject: evidence.SubjectIncident, ID: id, Groups: [][]string{slices.Clone(c.members[id])}, Verdict: evidence.Accept, By: "Ada", Reason: "one strike"})
	default:
		n := random.IntN(3)
		truce := evidence.Ceasefire{ID: evidence.CeasefireID("register", fmt.Sprint(n)), List: "register", Entry: fmt.Sprint(n), Parties: []evidence.TruceParty{{Said: "all"}},
			Announced: &evidence.Interval{From: fmt.Sprintf("2020-10-%02d", 1+random.IntN(28))}}
		c.Add(evidence.CeasefireRecorded, truce)
		c.Add(evidence.RouteRecorded, evidence.Route{ID: hex.EncodeToString([]byte{byte(n)}), Name: fmt.Sprintf("road %d", random.IntN(4)), Line: [][2]float64{{46, 39}, {46.5, 39.5}}})
	}
}

// forget leaves out the claims of a report that is withdrawn, and returns the
// entries that name one of them. What incidents are left with is said anew.
func (c *Chronicle) forget(claims []evidence.Claim) (naming []int64, again func()) {
	touched := make(map[string]bool)
	for _, e := range c.Entries {
		if !namesAny(e, claims) {
			continue
		}
		naming = append(naming, e.Envelope.Number)
		if e.Envelope.Kind == evidence.IncidentRecorded {
			r, _ := evidence.Decode[evidence.IncidentRecord](e)
			touched[r.ID] = true
		}
	}
	return naming, func() {
		for _, id := range c.ids {
			rest := slices.DeleteFunc(c.members[id], func(m string) bool {
				return slices.ContainsFunc(claims, func(c evidence.Claim) bool { return c.ID == m })
			})
			c.members[id] = nil
			if touched[id] && len(rest) > 0 {
				c.Record(id, evidence.Formed, rest, nil)
			} else {
				c.members[id] = rest
			}
		}
	}
}

// namesAny reports whether an entry links or groups one of the claims.
func namesAny(e evidence.Entry, claims []evidence.Claim) bool {
	if e.Envelope.Kind != evidence.IncidentRecorded && e.Envelope.Kind != evidence.DecisionMade {
		return false
	}
	return slices.ContainsFunc(claims, func(c evidence.Claim) bool {
		r, _ := evidence.Decode[evidence.IncidentRecord](e)
		d, _ := evidence.Decode[evidence.Decision](e)
		return slices.Contains(r.Left, c.ID) || slices.ContainsFunc(r.Joined, func(l evidence.Link) bool { return l.Claim == c.ID }) ||
			slices.ContainsFunc(d.Groups, func(g []string) bool { return slices.Contains(g, c.ID) })
	})
}
