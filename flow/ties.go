package flow

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"tallystick/evidence"
	"tallystick/link/accounts"
	"tallystick/link/truces"
	"tallystick/review"
	"tallystick/store"
)

// Tie records a named person's decision on what a claim is tied to: with
// evidence.SubjectTruce the truce that it means, by the truce's id or that of a
// claim that means the same; with evidence.SubjectAnswer the claim of the same
// incident that it answers; with "" no truce, or no claim that is known. It
// returns the number of the entry.
func (l *Ledger) Tie(ctx context.Context, subject, id, to, by, reason string) (int64, error) {
	numbers, err := l.Record(ctx, func(next int64) ([]Draft, error) {
		claim, err := l.tying(ctx, next, id)
		if err != nil {
			return nil, err
		}
		switch subject {
		case evidence.SubjectTruce:
			to, err = l.truceMeant(ctx, next, claim, to)
		case evidence.SubjectAnswer:
			err = l.mayAnswer(ctx, next, claim, to)
		default:
			err = fmt.Errorf("a claim is tied to a truce or to what it answers, not to a %s", subject)
		}
		if err != nil {
			return nil, err
		}
		ties, err := l.store.Ties(ctx, next, []string{id})
		if err != nil {
			return nil, err
		}
		var earlier []review.Ruling
		for _, t := range ties {
			if t.Decision.Subject == subject && slices.Contains(t.Claims, id) {
				r := review.Ruling{Entry: t.Entry, Decision: t.Decision}
				if slices.Contains(t.To, to) {
					r.Decision.To = to
				}
				earlier = append(earlier, r)
			}
		}
		d, err := review.Tie(subject, id, claim.Report, to, earlier, by, reason)
		return []Draft{{Kind: evidence.DecisionMade, Payload: d, About: []int64{claim.ReadEntry}}}, err
	})
	if err != nil {
		return -1, err
	}
	return numbers[0], nil
}

// tying returns a claim that can be tied to something.
func (l *Ledger) tying(ctx context.Context, at int64, id string) (store.ClaimRecord, error) {
	claim, err := l.store.Claim(ctx, at, id)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return claim, fmt.Errorf("no claim has the id %q", id)
	case err == nil && claim.Stale:
		return claim, fmt.Errorf("claim %s does not stand in the latest reading of its report; decide the claim that stands there now", id)
	}
	return claim, err
}

// truceMeant returns what a claim is tied to when it means a truce: a register's
// truce, or the claim by which another one is known.
func (l *Ledger) truceMeant(ctx context.Context, at int64, claim store.ClaimRecord, to string) (string, error) {
	id := claim.Claim.ID
	if claim.Claim.Ceasefire == nil && !truces.MayBreak(claim.Claim) {
		return "", fmt.Errorf("claim %s speaks of no ceasefire", id)
	}
	if to == "" {
		return "", nil
	}
	if _, err := l.store.Claim(ctx, at, to); errors.Is(err, store.ErrNotFound) {
		known, err := l.Desk().Ceasefires(ctx, at, CeasefireQuery{})
		if err != nil {
			return "", err
		}
		i := slices.IndexFunc(known.Ceasefires, func(t Ceasefire) bool { return t.ID == to })
		if i < 0 {
			return "", fmt.Errorf("no ceasefire and no claim has the id %q: `tallystick ceasefires` shows their ids", to)
		}
		if known.Ceasefires[i].Register != nil {
			return to, nil
		}
		leads := func(k truces.Link) bool { return k.Sureness == "leads" && k.Earlier == 0 }
		k := slices.IndexFunc(known.Ceasefires[i].Links, leads)
		if k < 0 {
			return "", fmt.Errorf("ceasefire %s is known only as one that a claim tells of beside another: name a claim that means it by itself", to)
		}
		to = known.Ceasefires[i].Links[k].Claim
	} else if err != nil {
		return "", err
	}
	other, err := l.tying(ctx, at, to)
	switch {
	case err != nil:
		return "", err
	case other.Claim.Ceasefire == nil:
		return "", fmt.Errorf("claim %s speaks of no ceasefire", to)
	case to == id:
		return "", fmt.Errorf("claim %s is the one by which that ceasefire is known", id)
	}
	return to, l.noCircle(ctx, at, id, to)
}

// noCircle refuses to tie a claim to one that is tied to it.
func (l *Ledger) noCircle(ctx context.Context, at int64, id, to string) error {
	decided, err := truceTies(ctx, l.store, at)
	if err != nil {
		return err
	}
	next := []string{to}
	for range len(decided) + 1 {
		var further []string
		for _, n := range next {
			if n == id {
				return fmt.Errorf("claim %s is tied to what claim %s means already: say of it first which truce it means", to, id)
			}
			if d, ok := decided[n]; ok {
				further = append(further, d.With...)
			}
		}
		next = further
	}
	return nil
}

// mayAnswer refuses a tie of a claim that answers nothing, and one to a claim of
// another incident.
func (l *Ledger) mayAnswer(ctx context.Context, at int64, claim store.ClaimRecord, to string) error {
	id := claim.Claim.ID
	if !accounts.Answers(claim.Claim) {
		return fmt.Errorf("claim %s denies, admits, confirms and rejects nothing", id)
	}
	if to == "" {
		return nil
	}
	if to == id {
		return fmt.Errorf("claim %s cannot answer itself", id)
	}
	if _, err := l.tying(ctx, at, to); err != nil {
		return err
	}
	here, err := l.store.IncidentOf(ctx, at, id)
	if err != nil {
		return err
	}
	there, err := l.store.IncidentOf(ctx, at, to)
	switch {
	case err != nil:
		return err
	case there == "" || here != there:
		return fmt.Errorf("claims %s and %s stand in no incident together: bring them together first, with `tallystick decide %s merge %s`", id, to, cmp.Or(there, here, "INCIDENT"), cmp.Or(here, id))
	}
	return nil
}

// truceTies returns what people decided that claims mean, the last decision on
// each, by every id that the claim has had.
func truceTies(ctx context.Context, s store.Store, at int64) (map[string]*truces.Decided, error) {
	ties, err := s.Ties(ctx, at, nil)
	decided := make(map[string]*truces.Decided)
	for _, t := range ties {
		if t.Decision.Subject == evidence.SubjectTruce {
			for _, id := range t.Claims {
				decided[id] = &truces.Decided{With: t.To, By: t.Decision.By}
			}
		}
	}
	return decided, err
}

// answerTies adds to claims of one incident what people decided that they
// answer.
func answerTies(ctx context.Context, s store.Store, at int64, said []accounts.Said) error {
	var replies []string
	for _, c := range said {
		if accounts.Answers(c.Claim) {
			replies = append(replies, c.Claim.ID)
		}
	}
	if len(replies) == 0 {
		return nil
	}
	ties, err := s.Ties(ctx, at, replies)
	for _, t := range ties {
		for i := range said {
			if t.Decision.Subject == evidence.SubjectAnswer && slices.Contains(t.Claims, said[i].Claim.ID) {
				said[i].Decided = &accounts.Decided{To: t.To, By: t.Decision.By}
			}
		}
	}
	return err
}

// Tied is what a claim is tied to, for whoever may tie it otherwise.
type Tied struct {
	Subject string   `json:"subject"`      // evidence.SubjectTruce or evidence.SubjectAnswer
	To      string   `json:"to,omitempty"` // a truce or a claim
	By      string   `json:"by,omitempty"` // who decided; none for the program
	Choices []Choice `json:"choices,omitempty"`
}

// Choice is what a claim may be tied to.
type Choice struct {
	ID    string          `json:"id"`
	Words evidence.Remark `json:"words"`
}

// maxChoices is how many choices are shown at most.
const maxChoices = 40

// tied returns the ties of a claim.
func (l *Library) tied(ctx context.Context, at int64, c store.ClaimRecord) ([]Tied, error) {
	var all []Tied
	if attack := truces.MayBreak(c.Claim); attack || c.Claim.Ceasefire != nil {
		t, err := l.truceTied(ctx, at, c)
		if err != nil {
			return nil, err
		}
		if !attack || len(t.Choices) > 0 || t.By != "" { // an attack where no truce is spoken of is no question
			all = append(all, t)
		}
	}
	if accounts.Answers(c.Claim) {
		t, err := l.answerTied(ctx, at, c.Claim.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, nil
}

// truceTied offers the truces that a claim may mean, and those that its report
// speaks of besides.
func (l *Library) truceTied(ctx context.Context, at int64, c store.ClaimRecord) (Tied, error) {
	out := Tied{Subject: evidence.SubjectTruce}
	decided, err := truceTies(ctx, l.store, at)
	if err != nil {
		return out, err
	}
	if d := decided[c.Claim.ID]; d != nil {
		out.By = d.By
	}
	known, err := l.Ceasefires(ctx, at, CeasefireQuery{})
	var candidates []string
	for _, o := range known.Unclear {
		if o.Claim == c.Claim.ID {
			candidates = o.Candidates
		}
	}
	for _, t := range known.Ceasefires {
		offered := slices.Contains(candidates, t.ID)
		for _, k := range t.Links {
			offered = offered || k.Report == c.Report
			if k.Claim == c.Claim.ID && k.Earlier == 0 {
				out.To = t.ID
			}
		}
		if offered && len(out.Choices) < maxChoices {
			words := evidence.Say("day not told")
			if t.Begins != "" {
				words = evidence.Say("%s", t.Begins)
			}
			for _, p := range t.Parties {
				words = evidence.Say("%s, %s", words, p)
			}
			if t.Register != nil {
				words = evidence.Say("%s, entry %s of %s", words, t.Register.Entry, t.Register.List)
			}
			for _, b := range t.Brokers {
				words = evidence.Say("%s, broker %s", words, b.Name)
			}
			out.Choices = append(out.Choices, Choice{t.ID, words})
		}
	}
	return out, err
}

// answerTied offers the claims that stand in one incident with a reply.
func (l *Library) answerTied(ctx context.Context, at int64, claim string) (Tied, error) {
	out := Tied{Subject: evidence.SubjectAnswer}
	i, err := l.Incident(ctx, at, claim)
	if errors.Is(err, store.ErrNotFound) {
		return out, nil
	}
	for _, r := range i.Replies {
		if r.Claim == claim {
			out.To = r.To
		}
	}
	ties, tieErr := l.store.Ties(ctx, at, []string{claim})
	for _, t := range ties {
		if t.Decision.Subject == evidence.SubjectAnswer && slices.Contains(t.Claims, claim) {
			out.By = t.Decision.By
		}
	}
	for _, c := range i.Claims {
		if c.ID != claim && len(out.Choices) < maxChoices {
			who := evidence.Say("The report itself")
			if name := first(c.Source.Name, c.Source.Role); name != "" {
				who = evidence.Say("%s", name)
			}
			out.Choices = append(out.Choices, Choice{c.ID, evidence.Say("%s %s: %s", who, acts[c.Stance], c.Content.Text)})
		}
	}
	return out, errors.Join(err, tieErr)
}

// acts says what a source does in a claim of a stance.
var acts = map[evidence.Stance]evidence.Remark{
	evidence.Assert: evidence.Say("says"), evidence.Accuse: evidence.Say("accuses"), evidence.Deny: evidence.Say("denies"), evidence.Confirm: evidence.Say("confirms"),
	evidence.Admit: evidence.Say("admits"), evidence.Reject: evidence.Say("rejects"), evidence.Demand: evidence.Say("demands"),
	evidence.Promise: evidence.Say("promises"), evidence.Warn: evidence.Say("warns"),
}
