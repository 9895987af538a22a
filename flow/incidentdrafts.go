package flow

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"

	"tallystick/evidence"
	"tallystick/link/incidents"
	"tallystick/store"
)

// incidentDrafts turns what link says of sets of claims into records of
// incidents, which keep their ids through all changes.
type incidentDrafts struct {
	ledger  *Ledger
	lib     *linkable
	at      int64
	next    int64 // number of the first draft
	turn    turn
	grouped map[incidents.ID]bool // by people
	coming  map[incidents.ID]comingClaim
	states  map[string]store.IncidentState // as they stood, by id
	stands  map[string][]evidence.Link     // of each, the links that a withdrawal leaves said
	again   map[string]bool                // those of which a withdrawal takes records
	formed  map[string]string              // ids of the incidents that are new, by the claim that leads
	made    int64                          // drafts
	take    func(Draft, error) bool
}

func newIncidentDrafts(l *Ledger, lib *linkable, at, next int64, t turn, groups [][]incidents.ID) *incidentDrafts {
	d := &incidentDrafts{
		ledger: l, lib: lib, at: at, next: next, turn: t, grouped: make(map[incidents.ID]bool), coming: make(map[incidents.ID]comingClaim),
		states: make(map[string]store.IncidentState), stands: make(map[string][]evidence.Link), again: make(map[string]bool), formed: make(map[string]string),
	}
	for _, g := range groups {
		for _, id := range g {
			d.grouped[id] = true
		}
	}
	return d
}

// comingClaim is a claim of a reading that is being recorded.
type comingClaim struct {
	mention   incidents.Mention
	claim     evidence.Claim
	report    string
	published evidence.Interval
}

// comes takes in a reading.
func (d *incidentDrafts) comes(r evidence.Reading) {
	for _, m := range mentionsOf(r) {
		d.coming[m.Claim] = comingClaim{m, r.Claims[m.Ordinal], r.Report, r.Published}
	}
}

// draft drafts, one by one, the incidents of two or more claims, and the end of
// those that are no more.
func (d *incidentDrafts) draft(changed incidents.Changed) iter.Seq2[Draft, error] {
	return func(yield func(Draft, error) bool) {
		d.take = yield
		if err := d.drafts(changed); err != nil && !errors.Is(err, errEnough) {
			yield(Draft{}, err)
		}
	}
}

// errEnough ends drafting when nobody takes drafts any more.
var errEnough = errors.New("enough")

func (d *incidentDrafts) drafts(changed incidents.Changed) error {
	if err := d.meet(changed); err != nil {
		return err
	}
	ids, into := d.name(changed.Incidents)
	for i, in := range changed.Incidents {
		if ids[i] == "" && len(in.Members) < 2 {
			continue
		}
		if err := d.record(ids[i], in); err != nil {
			return err
		}
	}
	goesOn := make(map[string]bool, len(ids))
	for _, id := range ids {
		goesOn[id] = true
	}
	for _, id := range slices.Sorted(maps.Keys(d.states)) {
		if state := d.states[id]; !goesOn[id] && len(state.Links) > 0 {
			if err := d.dissolve(state, into[id], changed.Incidents, ids); err != nil {
				return err
			}
		}
	}
	return d.restate(d.turn.restate)
}

// meet loads how the incidents stood that the change touches.
func (d *incidentDrafts) meet(changed incidents.Changed) error {
	touched := slices.Clone(changed.Ended)
	for _, in := range changed.Incidents {
		for _, m := range in.Members {
			touched = append(touched, m.Claim)
		}
	}
	for _, id := range d.turn.gone {
		claim, err := incidents.ParseID(id)
		if err != nil {
			return err
		}
		touched = append(touched, claim)
	}
	for _, claim := range touched {
		if err := d.load(d.lib.incidentOf(claim)); err != nil {
			return err
		}
	}
	return nil
}

// name says which incident each set of claims is from then on, "" for a new
// one, and of each id that found no set, which took most of its claims (-1 for none). An id that
// somebody accepted goes first and to the set that holds most of what was
// accepted; of the others the older goes first, to the set that holds most of
// its claims.
func (d *incidentDrafts) name(sets []incidents.Incident) (ids []string, into map[string]int) {
	at := make(map[string]int)
	for i, in := range sets {
		for _, m := range in.Members {
			at[m.Claim.String()] = i
		}
	}
	ids, into = make([]string, len(sets)), make(map[string]int)
	for _, id := range d.inOrder() {
		state := d.states[id]
		accepted, _ := acceptedOf(state, d.turn.decided)
		votes := make([]int, len(sets))
		for _, l := range state.Links {
			if i, ok := at[l.Claim]; ok {
				votes[i]++
			}
		}
		for _, claim := range accepted {
			for _, c := range append(d.become(claim), claim) {
				if i, ok := at[c]; ok {
					votes[i] += len(state.Links) + 1
				}
			}
		}
		best, most := -1, -1
		for i, n := range votes {
			if n > 0 && (most < 0 || n > votes[most]) {
				most = i
			}
			if n > 0 && ids[i] == "" && (len(sets[i].Members) > 1 || accepted != nil) && (best < 0 || n > votes[best]) {
				best = i
			}
		}
		if into[id] = most; best >= 0 {
			ids[best] = id
		}
	}
	return ids, into
}

// become returns what a claim is carried to in this turn.
func (d *incidentDrafts) become(claim string) (to []string) {
	for _, c := range d.turn.carried {
		if c.From == claim && c.To != "" {
			to = append(to, c.To)
		}
	}
	return to
}

// inOrder returns the ids that stood in the order in which they take their
// sets: what was accepted last, then what was formed first.
func (d *incidentDrafts) inOrder() []string {
	return slices.SortedFunc(maps.Keys(d.states), func(a, b string) int {
		_, lastA := acceptedOf(d.states[a], d.turn.decided)
		_, lastB := acceptedOf(d.states[b], d.turn.decided)
		return cmp.Or(cmp.Compare(lastB, lastA), cmp.Compare(d.states[a].Formed, d.states[b].Formed), cmp.Compare(a, b))
	})
}

// acceptedOf returns the claims that an incident was accepted with, and the
// entry of the decision; -1 when the last verdict is no acceptance.
func acceptedOf(state store.IncidentState, now []evidence.Decision) (claims []string, entry int64) {
	entry = -1
	take := func(d evidence.Decision, n int64) {
		if claims, entry = nil, -1; d.Verdict == evidence.Accept && len(d.Groups) > 0 {
			claims, entry = d.Groups[0], n
		}
	}
	for _, r := range state.Decisions {
		take(r.Decision, r.Entry)
	}
	for _, d := range now {
		if d.Subject == evidence.SubjectIncident && d.ID == state.ID {
			take(d, 1<<62)
		}
	}
	return claims, entry
}

// record drafts how an incident stands from now on, when it differs.
func (d *incidentDrafts) record(id string, in incidents.Incident) error {
	number := d.next + d.made
	state, known := d.states[id]
	lead := in.Lead.String()
	r := evidence.IncidentRecord{ID: id, Change: evidence.Regrouped, Lead: lead, Maker: linkMaker}
	about := []int64{}
	if known {
		about = append(about, state.Entry)
	} else {
		r.ID, r.Change = evidence.IncidentID(lead, number), evidence.Formed
		d.formed[lead] = r.ID
	}
	stood := make(map[string]evidence.Link, len(state.Links))
	for _, l := range d.stands[id] {
		stood[l.Claim] = l
	}
	members := make(map[string]bool, len(in.Members))
	var came []incidents.ID // that were not in it
	for _, m := range in.Members {
		l, entry, err := d.link(m)
		if err != nil {
			return err
		}
		members[l.Claim] = true
		was, in := stood[l.Claim]
		if in && was.To == l.To && was.Score == l.Score && was.Report == l.Report {
			continue
		}
		if r.Joined = append(r.Joined, l); !in {
			came = append(came, m.Claim)
		}
		about = append(about, entry)
	}
	for _, l := range d.stands[id] {
		if !members[l.Claim] {
			r.Left = append(r.Left, l.Claim)
		}
	}
	if len(r.Joined)+len(r.Left) == 0 && !d.again[id] {
		return nil
	}
	r.Reason = reasonOf(len(in.Members), len(came), len(r.Left), !known)
	var err error
	if r.Holds, err = d.outline(state, known && len(r.Left) == 0 && !d.again[id], in, came); err != nil {
		return err
	}
	return d.add(r, about)
}

// load takes in how an incident stood, and what of its records a withdrawal
// leaves.
func (d *incidentDrafts) load(id string) error {
	if _, known := d.states[id]; known || id == "" {
		return nil
	}
	state, err := d.ledger.store.Incident(d.lib.ctx, d.at, id)
	if err != nil {
		return err
	}
	d.states[id], d.stands[id] = state, state.Links
	if len(d.turn.withdrawn) == 0 {
		return nil
	}
	entries, err := d.ledger.store.EntriesOf(d.lib.ctx, id)
	if err != nil {
		return err
	}
	var left []evidence.Link
	for _, n := range entries {
		e, err := d.ledger.store.Entry(d.lib.ctx, n)
		if err != nil {
			return err
		}
		if e.Envelope.Kind != evidence.IncidentRecorded {
			continue
		}
		if slices.Contains(d.turn.withdrawn, n) {
			d.again[id] = true
			continue
		}
		r, err := evidence.Decode[evidence.IncidentRecord](e)
		if err != nil {
			return err
		}
		left = store.Relinked(left, r)
	}
	d.stands[id] = left
	return nil
}

// restate says anew how incidents stand of which a withdrawal takes records,
// where nothing else changes.
func (d *incidentDrafts) restate(ids []string) error {
	for _, id := range ids {
		if _, done := d.states[id]; done {
			continue
		}
		if err := d.load(id); err != nil {
			return err
		}
		state := d.states[id]
		in := incidents.Incident{}
		for _, l := range state.Links {
			m := incidents.Member{Score: l.Score}
			var err error
			if m.Claim, err = incidents.ParseID(l.Claim); err != nil {
				return err
			}
			if l.To == "" {
				in.Lead = m.Claim
			} else if m.To, err = incidents.ParseID(l.To); err != nil {
				return err
			}
			in.Members = append(in.Members, m)
		}
		if len(in.Members) == 0 {
			if err := d.dissolve(state, -1, nil, nil); err != nil {
				return err
			}
		} else if err := d.record(id, in); err != nil {
			return err
		}
	}
	return nil
}

func reasonOf(members, came, left int, formed bool) string {
	switch {
	case formed:
		return fmt.Sprintf("%d claims are held to speak of one thing", members)
	case came > 0 && left > 0:
		return fmt.Sprintf("%d claims came in, %d went out", came, left)
	case came > 0:
		return fmt.Sprintf("%d claims came in", came)
	case left > 0:
		return fmt.Sprintf("%d claims went out", left)
	}
	return "its claims are held against one another otherwise"
}

// link says why a member stands where it does, and in which reading it is.
func (d *incidentDrafts) link(m incidents.Member) (evidence.Link, int64, error) {
	c, report, entry, err := d.mention(m.Claim)
	l := evidence.Link{Claim: m.Claim.String(), Report: report, Score: m.Score}
	if err != nil || m.To == (incidents.ID{}) {
		return l, entry, err
	}
	l.To = m.To.String()
	to, _, _, err := d.mention(m.To)
	switch {
	case err != nil:
	case d.grouped[m.Claim] && d.grouped[m.To]:
		l.Reasons = []string{evidence.Say("people decided that they are of one incident").String()}
	case c.How != incidents.Alone && c.Follows == m.To:
		l.Reasons = []string{c.How.Why()}
	default:
		l.Reasons = incidents.Reasons(&to, &c)
	}
	return l, entry, err
}

// mention returns a mention that comes or stands, with its report and the
// entry of its reading.
func (d *incidentDrafts) mention(id incidents.ID) (incidents.Mention, string, int64, error) {
	if c, ok := d.coming[id]; ok {
		was, stands := d.lib.met[id]
		if !stands || was.report >= c.report {
			if entry, ok := d.turn.entries[c.report]; ok {
				return c.mention, c.report, entry, nil
			}
		}
	}
	if _, ok := d.lib.met[id]; !ok {
		if _, err := d.lib.Find([]incidents.ID{id}); err != nil {
			return incidents.Mention{}, "", 0, err
		}
	}
	c, ok := d.lib.met[id]
	if !ok {
		return incidents.Mention{}, "", 0, fmt.Errorf("claim %s is linked, and stands in no report", id)
	}
	return c.Mention, c.report, c.reading, nil
}

// dissolve drafts the end of an incident.
func (d *incidentDrafts) dissolve(state store.IncidentState, into int, sets []incidents.Incident, ids []string) error {
	r := evidence.IncidentRecord{ID: state.ID, Change: evidence.Dissolved, Reason: "its claims stand alone", Maker: linkMaker}
	if into >= 0 && len(sets[into].Members) > 1 {
		r.Reason = "its claims are held to speak of another incident"
		if r.Into = ids[into]; r.Into == "" {
			r.Into = d.formed[sets[into].Lead.String()]
		}
	}
	for _, l := range d.stands[state.ID] {
		r.Left = append(r.Left, l.Claim)
	}
	if len(r.Left) == 0 && d.again[state.ID] {
		return nil // nothing is left that said that it stood
	}
	return d.add(r, []int64{state.Entry})
}

// maxAbout bounds the entries that a draft is about, so that its envelope stays
// within bounds.
const maxAbout = 150

func (d *incidentDrafts) add(r evidence.IncidentRecord, about []int64) error {
	slices.Sort(about)
	about = slices.Compact(about)
	d.made++
	if !d.take(Draft{Kind: evidence.IncidentRecorded, Payload: r, About: about[:min(len(about), maxAbout)]}, nil) {
		return errEnough
	}
	return nil
}

// outline says what an incident is found by: what it was found by before and
// what those say that came in, or else what all its members say.
func (d *incidentDrafts) outline(state store.IncidentState, grows bool, in incidents.Incident, came []incidents.ID) (evidence.Outline, error) {
	var o evidence.Outline
	if grows {
		o = state.Holds
	} else {
		came = came[:0:0]
		for _, m := range in.Members {
			came = append(came, m.Claim)
		}
	}
	for _, id := range came {
		var one evidence.Outline
		var err error
		if c, ok := d.coming[id]; ok {
			one = outlineOf(&c.claim, c.published)
		} else if one, err = parseOutline(d.lib.met[id].found); err != nil {
			return o, fmt.Errorf("claim %s: what it is found by: %w", id, err)
		}
		o = widened(o, one)
	}
	o.Claims = len(in.Members)
	return o, nil
}
