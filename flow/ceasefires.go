package flow

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/link/truces"
	"tallystick/publish"
	"tallystick/read"
	"tallystick/review"
	"tallystick/store"
)

// What is said of one truce, for whoever shows it.
type (
	Ceasefire       = truces.Truce
	CeasefireDated  = truces.Dated
	CeasefireBreach = truces.Breach
)

// CeasefireQuery says which truces are asked after: one agrees with each field
// that is not empty.
type CeasefireQuery struct {
	Place    string // a register's location, or a place that a linked claim names
	From, To string // civil dates, inclusive: of the beginning, the end, or a breach
	Side     string // of a party: its code or name
}

// Ceasefires is the answer: truces in the order of their beginning, claims that
// speak of one, nobody can tell which, and the sources of both.
type Ceasefires struct {
	Ceasefires []truces.Truce        `json:"ceasefires"`
	Unclear    []truces.Open         `json:"unclear"`
	Claims     map[string]TruceClaim `json:"claims"` // by id
}

// TruceClaim is a claim as a source of what is said of a truce.
type TruceClaim struct {
	Report    string            `json:"report"`
	Title     string            `json:"title,omitempty"`
	Publisher string            `json:"publisher,omitempty"`
	Published evidence.Interval `json:"published"`
	Speaker   string            `json:"speaker,omitempty"` // none for the report's own voice
	Sides     []string          `json:"sides,omitempty"`   // on whose behalf
	Text      string            `json:"text,omitempty"`
	State     publish.State     `json:"state"`
	Places    []string          `json:"places,omitempty"`
}

// Ceasefires links what the audience sees of reports and registers at a
// position, and returns the truces that are asked after.
func (l *Library) Ceasefires(ctx context.Context, at int64, q CeasefireQuery) (Ceasefires, error) {
	linked, err := answered(ctx, l, &l.answers.truces, at, struct{}{}, func() (linkedTruces, int, error) {
		reports, err := l.truceReports(ctx, at)
		if err != nil {
			return linkedTruces{}, 0, err
		}
		said, claims, err := l.truceClaims(ctx, at, reports)
		if err != nil {
			return linkedTruces{}, 0, err
		}
		linked, err := l.linkTruces(ctx, at, said, claims)
		return linked, len(linked.claims) + len(linked.Truces), err
	})
	if err != nil {
		return Ceasefires{}, err
	}
	return l.told(linked, q)
}

// linkedTruces is every truce with the claims that speak of one.
type linkedTruces struct {
	truces.Linked
	claims map[string]TruceClaim // by id
}

// linkTruces links what the audience sees of truces in reports, and in registers.
func (l *Library) linkTruces(ctx context.Context, at int64, said []truces.Said, claims map[string]TruceClaim) (linkedTruces, error) {
	out := linkedTruces{claims: claims}
	register, err := l.register(ctx, at)
	if err != nil {
		return out, err
	}
	decided, err := truceTies(ctx, l.store, at)
	if err != nil {
		return out, err
	}
	return l.link(ctx, at, said, out, register, decided)
}

// link links what is known of truces.
func (l *Library) link(ctx context.Context, at int64, said []truces.Said, out linkedTruces, register []evidence.Ceasefire, decided map[string]*truces.Decided) (linkedTruces, error) {
	var err error
	origins := make(map[string]string) // by report
	for i := range said {
		s := &said[i]
		if _, known := origins[s.Report]; !known {
			if origins[s.Report], err = l.originOf(ctx, at, s.Report); err != nil {
				return out, err
			}
		}
		s.Origin, s.Decided = origins[s.Report], decided[s.Claim.ID]
	}
	out.Linked = truces.LinkAll(register, said)
	return out, nil
}

// told returns the truces that are asked after.
func (l *Library) told(linked linkedTruces, q CeasefireQuery) (Ceasefires, error) {
	answer := Ceasefires{Ceasefires: []truces.Truce{}, Unclear: []truces.Open{}, Claims: make(map[string]TruceClaim)}
	side, err := l.sideCalled(q.Side)
	if err != nil {
		return answer, err
	}
	q.Side = side
	spoken := make(map[string]bool)
	for _, t := range linked.Truces {
		if !q.passes(t, linked.claims) {
			continue
		}
		answer.Ceasefires = append(answer.Ceasefires, t)
		for _, k := range t.Links {
			spoken[k.Claim] = true
		}
		for _, a := range t.Asked {
			spoken[a.Claim] = true
		}
	}
	for _, o := range linked.Unclear {
		if q == (CeasefireQuery{}) || slices.ContainsFunc(answer.Ceasefires, func(t truces.Truce) bool { return slices.Contains(o.Candidates, t.ID) }) {
			answer.Unclear = append(answer.Unclear, o)
			spoken[o.Claim] = true
		}
	}
	for id := range spoken {
		if c, ok := linked.claims[id]; ok {
			answer.Claims[id] = c
		}
	}
	return answer, nil
}

// register returns the entries of registers that the audience sees: the desk
// all of them, the public those of the newest edition of each that it may see.
func (l *Library) register(ctx context.Context, at int64) ([]evidence.Ceasefire, error) {
	if l.desk {
		records, err := l.store.Ceasefires(ctx, at)
		return bareTruces(records, nil), err
	}
	now, _, err := l.moment(ctx, at)
	if err != nil {
		return nil, err
	}
	editions, err := l.editions(ctx, at)
	if err != nil {
		return nil, err
	}
	newest := make(map[string]publish.Edition)
	for _, e := range editions { // in the order of their entries
		if e.Edition.Truces > 0 && e.Withheld(l.policy, now) == "" {
			newest[e.Edition.List] = e
		}
	}
	var shown []evidence.Ceasefire
	for name, e := range newest {
		records, err := l.store.Ceasefires(ctx, e.End)
		if err != nil {
			return nil, err
		}
		for _, c := range bareTruces(records, func(c evidence.Ceasefire) bool { return c.List == name }) {
			if public, ok := publish.Truce(c, l.policy, now); ok {
				shown = append(shown, public)
			}
		}
	}
	return shown, nil
}

func bareTruces(records []store.CeasefireRecord, keep func(evidence.Ceasefire) bool) (list []evidence.Ceasefire) {
	for _, r := range records {
		if keep == nil || keep(r.Ceasefire) {
			list = append(list, r.Ceasefire)
		}
	}
	return list
}

// truceClaims returns the claims of truces that the audience sees in reports,
// and where each stands.
func (l *Library) truceClaims(ctx context.Context, at int64, reports []string) (said []truces.Said, sources map[string]TruceClaim, err error) {
	ask := l.alone
	if l.desk {
		ask = l.atDesk
	}
	sources = make(map[string]TruceClaim)
	for _, id := range reports {
		report, err := ask(ctx, at, id)
		var withdrawn *WithdrawnError
		if errors.Is(err, store.ErrNotFound) || errors.As(err, &withdrawn) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		of := trucesIn(report, sources)
		for i := range of {
			if c := of[i].Claim; l.desk && len(strings.Fields(sources[c.ID].Text)) <= bareWords {
				if err := l.inSentence(ctx, at, &of[i], sources); err != nil {
					return nil, nil, err
				}
			}
		}
		said = append(said, of...)
	}
	return said, sources, nil
}

// trucesIn returns the claims that bear on truces in a report, and notes where
// each stands. Claims that were rejected say nothing.
func trucesIn(report publish.Report, sources map[string]TruceClaim) []truces.Said {
	var claims []evidence.Claim
	shown := make(map[string]publish.Claim, len(report.Claims))
	for _, c := range report.Claims {
		if c.State != publish.Rejected {
			claims = append(claims, c.Claim)
			shown[c.ID] = c
		}
	}
	said := truces.Of(report.ID, report.Published, "", claims)
	for _, s := range said {
		sources[s.Claim.ID] = truceClaim(report, shown[s.Claim.ID])
	}
	return said
}

// inSentence gives a claim of few words the words of its sentence.
func (l *Library) inSentence(ctx context.Context, at int64, said *truces.Said, sources map[string]TruceClaim) error {
	record, err := l.store.Report(ctx, at, said.Report)
	if err != nil || record.Tombstone != nil {
		return err
	}
	source := sources[said.Claim.ID]
	source.Text = first(publish.SentenceOf(read.Sentences(record.Report.Text), said.Claim.Content), source.Text)
	sources[said.Claim.ID] = source
	return nil
}

// truceReports lists the reports in which a claim speaks of a truce.
func (l *Library) truceReports(ctx context.Context, at int64) ([]string, error) {
	var ids []string
	seen := make(map[string]bool)
	_, err := l.store.ClaimsLike(ctx, at, store.ClaimFilter{Says: "ceasefire"}, "", 0, func(c store.ClaimRecord) error {
		for _, id := range append([]string{c.Report}, c.Reports...) {
			if !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
		return nil
	})
	return ids, err
}

// originOf returns the first by id of a report and those that are held to be
// copies of one with it.
func (l *Library) originOf(ctx context.Context, at int64, report string) (string, error) {
	origin := report
	var copied []publish.Proposal
	var err error
	if l.desk {
		copied, err = l.copied(ctx, at, report)
	} else {
		copied, err = l.proposals(ctx, at, report)
	}
	for _, p := range copied {
		if p.What == evidence.SameOrigin && p.State != publish.Rejected {
			for _, m := range p.Members {
				origin = min(origin, m)
			}
		}
	}
	return origin, err
}

// copied returns the proposals that a report is of one origin with others, in
// short.
func (l *Library) copied(ctx context.Context, at int64, report string) ([]publish.Proposal, error) {
	records, err := l.store.Proposals(ctx, at, store.ProposalFilter{Member: report, What: evidence.SameOrigin})
	var list []publish.Proposal
	for _, r := range records {
		p := publish.Proposal{Proposal: r.Proposal, Entry: r.Entry, State: publish.Unreviewed}
		if review.InForce(rulings(r.Decisions, at)).Verdict == evidence.Refuse {
			p.State = publish.Rejected
		}
		list = append(list, p)
	}
	return list, err
}

// bareWords is how many words say too little without their sentence: "breaking
// it".
const bareWords = 3

func truceClaim(r publish.Report, c publish.Claim) TruceClaim {
	s := TruceClaim{
		Report: r.ID, Title: r.Title, Publisher: r.Publisher, Published: r.Published, Speaker: first(c.Source.Name, c.Source.Role),
		Sides: c.SideSpeaking(), Text: first(c.Content.Text, c.Sentence), State: c.State,
	}
	if len(strings.Fields(s.Text)) <= bareWords {
		s.Text = first(c.Sentence, s.Text)
	}
	for _, p := range c.Places() {
		s.Places = append(s.Places, p.Name)
	}
	return s
}

// sideCalled returns the code of a side that is asked for by code or name.
func (l *Library) sideCalled(word string) (string, error) {
	if word == "" {
		return "", nil
	}
	for _, s := range l.lexicon().Sides {
		if strings.EqualFold(s.Code, word) || slices.ContainsFunc(s.Forms, func(f lexicon.Form) bool { return lexicon.Fold(f.Text) == lexicon.Fold(word) }) {
			return s.Code, nil
		}
	}
	return "", fmt.Errorf("no side is called %q: give its code, as in ARM, or its name", word)
}

func (q CeasefireQuery) passes(t truces.Truce, claims map[string]TruceClaim) bool {
	if q.Side != "" && !slices.Contains(t.Parties, q.Side) {
		return false
	}
	return q.placed(t, claims) && q.dated(t)
}

func (q CeasefireQuery) placed(t truces.Truce, claims map[string]TruceClaim) bool {
	if q.Place == "" {
		return true
	}
	here := func(name string) bool { return strings.Contains(lexicon.Fold(name), lexicon.Fold(q.Place)) }
	if t.Register != nil && here(t.Register.Location) {
		return true
	}
	return slices.ContainsFunc(t.Links, func(k truces.Link) bool { return slices.ContainsFunc(claims[k.Claim].Places, here) })
}

// dated reports whether a day that is told of a truce lies in the time asked
// after.
func (q CeasefireQuery) dated(t truces.Truce) bool {
	if q.From == "" && q.To == "" {
		return true
	}
	within := func(i *evidence.Interval) bool {
		if i == nil || !i.Known() {
			return false
		}
		from, to := day(first(i.From, i.To)), day(first(i.To, i.From))
		return (q.To == "" || from <= q.To) && (q.From == "" || to >= q.From)
	}
	for _, list := range [][]truces.Dated{t.Announced, t.Effective, t.Extended, t.Ends} {
		if slices.ContainsFunc(list, func(d truces.Dated) bool { return within(d.When) }) {
			return true
		}
	}
	return slices.ContainsFunc(t.Breaches, func(b truces.Breach) bool { return within(b.When) })
}

func day(s string) string { return s[:min(len(s), len("2006-01-02"))] }

// Rows returns the truces as rows of a table.
func (c Ceasefires) Rows() []publish.CeasefireRow {
	rows := make([]publish.CeasefireRow, len(c.Ceasefires))
	for i, t := range c.Ceasefires {
		r := publish.CeasefireRow{Truce: t.ID, Parties: t.Parties, State: t.State, StateOf: t.StateOf, Before: t.Before}
		if e := t.Register; e != nil {
			r.Register, r.RegisterID, r.Location, r.Scope, r.Purpose, r.Odd = e.List, e.Entry, e.Location, e.Scope, e.Purpose, e.Odd
			for _, n := range e.Lines {
				r.Lines = append(r.Lines, strconv.Itoa(n))
			}
		}
		for _, b := range t.Brokers {
			r.Brokers = append(r.Brokers, b.Name)
		}
		r.Announced, r.Effective = daysTold(t.Announced), daysTold(t.Effective)
		for _, d := range t.Ends {
			r.Ended = append(r.Ended, daysTold([]truces.Dated{d})...)
			if d.Claim != "" {
				r.EndClaims = append(r.EndClaims, d.Claim)
				r.EndSaidBy = append(r.EndSaidBy, first(strings.Join(d.By, "+"), "report"))
			}
		}
		for _, a := range t.Tally {
			r.Accusations = append(r.Accusations, fmt.Sprintf("%s > %s: %d from %d", first(a.By, "report"), first(a.Against, "not said"), a.Claims, a.Origins))
		}
		for _, b := range t.Breaches {
			r.BreachClaims = append(r.BreachClaims, b.Claim)
			if b.Since != nil {
				r.BreachDays = append(r.BreachDays, fmt.Sprintf("%d..%d", b.Since.Min, b.Since.Max))
			} else {
				r.BreachDays = append(r.BreachDays, "?")
			}
		}
		for _, b := range t.Denials {
			r.DenialClaims = append(r.DenialClaims, b.Claim)
		}
		for _, k := range t.Links {
			r.Claims = append(r.Claims, k.Claim)
			r.Sureness = append(r.Sureness, k.Sureness)
		}
		rows[i] = r
	}
	return rows
}

// daysTold writes down the days of what is said, each once.
func daysTold(list []truces.Dated) (told []string) {
	for _, d := range list {
		if d.When == nil || !d.When.Known() {
			continue
		}
		say := day(d.When.From)
		if to := day(d.When.To); to != say {
			say += ".." + to
		}
		if !slices.Contains(told, say) {
			told = append(told, say)
		}
	}
	return told
}
