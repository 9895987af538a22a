// Package review turns a person's verdict on a claim or proposal into a
// decision, says which decisions are in force, and carries them to a better
// reading. It is pure: who may decide what is settled here, where it is kept
// is not.
package review

import (
	"fmt"
	"slices"
	"strings"

	"tallystick/evidence"
)

// Ruling is a decision with the entry that recorded it.
type Ruling struct {
	Entry    int64
	Decision evidence.Decision
}

// Claim returns the decision that a named person takes on a claim of a report.
// It refuses a verdict that the same person already gave and that still
// stands.
func Claim(c evidence.Claim, report, textHash string, earlier []Ruling, verdict evidence.Verdict, by, reason string) (evidence.Decision, error) {
	d := evidence.Decision{
		Subject: evidence.SubjectClaim, ID: c.ID, Report: report, TextHash: textHash, Claim: withoutPositions(c),
		Verdict: verdict, By: by, Reason: reason,
	}
	return d, check(d, earlier)
}

// Proposal returns the decision that a named person takes on a proposal.
func Proposal(p evidence.Proposal, earlier []Ruling, verdict evidence.Verdict, by, reason string) (evidence.Decision, error) {
	d := evidence.Decision{Subject: evidence.SubjectProposal, ID: p.ID, Verdict: verdict, By: by, Reason: reason}
	return d, check(d, earlier)
}

// Edition returns the decision that a named person takes on an edition of a
// list: accepted, its units and tallies may be public.
func Edition(id string, earlier []Ruling, verdict evidence.Verdict, by, reason string) (evidence.Decision, error) {
	d := evidence.Decision{Subject: evidence.SubjectEdition, ID: id, Verdict: verdict, By: by, Reason: reason}
	return d, check(d, earlier)
}

// Unit returns the decision that a named person takes on a unit: rejected, it is
// kept out of what is public.
func Unit(id string, earlier []Ruling, verdict evidence.Verdict, by, reason string) (evidence.Decision, error) {
	d := evidence.Decision{Subject: evidence.SubjectUnit, ID: id, Verdict: verdict, By: by, Reason: reason}
	return d, check(d, earlier)
}

// Incident returns the decision that a named person takes on an incident: which
// of the claims that it names are one thing, and which are not. It refuses one that the same
// person already took and that still stands.
func Incident(id string, groups [][]string, earlier []Ruling, verdict evidence.Verdict, by, reason string) (evidence.Decision, error) {
	d := evidence.Decision{Subject: evidence.SubjectIncident, ID: id, Groups: groups, Verdict: verdict, By: by, Reason: reason}
	others := slices.DeleteFunc(slices.Clone(earlier), func(r Ruling) bool { return !sameGroups(r.Decision.Groups, groups) })
	if len(earlier) > 0 && (len(others) == 0 || others[len(others)-1].Entry != earlier[len(earlier)-1].Entry) {
		others = nil // it was decided otherwise since
	}
	return d, check(d, others)
}

// sameGroups compares groups of claims, whatever their order.
func sameGroups(a, b [][]string) bool {
	return slices.Equal(sorted(a), sorted(b))
}

func sorted(groups [][]string) []string {
	var all []string
	for _, g := range groups {
		all = append(all, strings.Join(slices.Sorted(slices.Values(g)), " "))
	}
	slices.Sort(all)
	return all
}

// File returns the decision that a named person takes on a file of evidence, by
// its hash: accepted by two people, a copy of it may be public.
func File(hash string, earlier []Ruling, verdict evidence.Verdict, by, reason string) (evidence.Decision, error) {
	d := evidence.Decision{Subject: evidence.SubjectFile, ID: hash, Verdict: verdict, By: by, Reason: reason}
	return d, check(d, earlier)
}

// Route returns the decision that a named person takes on a road that was
// drawn: accepted, it may be public.
func Route(id string, earlier []Ruling, verdict evidence.Verdict, by, reason string) (evidence.Decision, error) {
	d := evidence.Decision{Subject: evidence.SubjectRoute, ID: id, Verdict: verdict, By: by, Reason: reason}
	return d, check(d, earlier)
}

// Tie returns the decision that a named person takes on what a claim of a report
// is tied to: a truce or the claim that it answers; nothing for "".
func Tie(subject, claim, report, to string, earlier []Ruling, by, reason string) (evidence.Decision, error) {
	d := evidence.Decision{Subject: subject, ID: claim, Report: report, To: to, Verdict: evidence.Accept, By: by, Reason: reason}
	if to == "" {
		d.Verdict = evidence.Refuse
	}
	others := slices.Clone(earlier)
	if n := len(others); n > 0 && others[n-1].Decision.To != to {
		others = nil // it was decided otherwise since
	}
	return d, check(d, slices.DeleteFunc(others, func(r Ruling) bool { return r.Decision.To != to }))
}

func check(d evidence.Decision, earlier []Ruling) error {
	if err := d.Check(); err != nil {
		return err
	}
	standing := InForce(earlier)
	if slices.ContainsFunc(standing.Rulings, func(r Ruling) bool { return samePerson(r.Decision.By, d.By) && r.Decision.Verdict == d.Verdict }) {
		return fmt.Errorf("%s %s: %s has already said %s, and it stands", d.Subject, d.ID, d.By, d.Verdict)
	}
	return nil
}

// samePerson compares names as people read them: "Ada", " ada" and "ADA " are
// one.
func samePerson(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// Standing is what holds of a claim or proposal after all that was decided.
type Standing struct {
	Verdict evidence.Verdict // empty while undecided
	Rulings []Ruling         // the decisions that make it, the oldest first
}

// InForce returns the standing after the rulings, which come in the order of
// their entries: the last verdict holds, with every agreeing one since the
// last that differed.
func InForce(rulings []Ruling) Standing {
	if len(rulings) == 0 {
		return Standing{}
	}
	verdict := rulings[len(rulings)-1].Decision.Verdict
	first := len(rulings)
	for first > 0 && rulings[first-1].Decision.Verdict == verdict {
		first--
	}
	return Standing{Verdict: verdict, Rulings: rulings[first:]}
}

func withoutPositions(c evidence.Claim) *evidence.Claim {
	if c.Event != nil {
		event := *c.Event
		event.Places = slices.Clone(event.Places)
		for i := range event.Places {
			event.Places[i].Lat, event.Places[i].Lon = nil, nil
		}
		c.Event = &event
	}
	return &c
}
