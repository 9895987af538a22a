package evidence

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Verdict is what a person decided.
type Verdict string

// The verdicts.
const (
	Accept Verdict = "accept"
	Refuse Verdict = "reject"
)

// Subject kinds that a decision may be about.
const (
	SubjectClaim    = "claim"
	SubjectProposal = "proposal"
	SubjectEdition  = "edition" // accepted, its units and tallies may be public
	SubjectUnit     = "unit"    // rejected, it is kept out of what is public
	SubjectIncident = "incident"
	SubjectRoute    = "route"  // accepted, the road may be public
	SubjectFile     = "file"   // of evidence, by its hash: accepted by two people, a copy of it may be public
	SubjectTruce    = "truce"  // which truce a claim means
	SubjectAnswer   = "answer" // which claim a denial or another reply answers
)

// Subjects lists what a decision may be about.
var Subjects = []string{SubjectClaim, SubjectProposal, SubjectEdition, SubjectUnit, SubjectIncident, SubjectRoute, SubjectFile, SubjectTruce, SubjectAnswer}

// Decision is what a named person accepted or rejected, with a reason. Of a
// claim it holds a copy as it was decided, without coordinates: so it can be
// carried to a better reading of the same report, and be disclosed alone to
// whoever checks the claim against the log.
type Decision struct {
	Subject  string `json:"subject"` // one of Subjects
	ID       string `json:"id"`
	Report   string `json:"report,omitempty"`    // of a claim: its report,
	TextHash string `json:"text_hash,omitempty"` // the text its offsets refer to,
	Claim    *Claim `json:"claim,omitempty"`     // and what it said
	// Groups says, of an incident, which claims are one: those of one group are
	// of one incident for ever after, those of different groups of different
	// ones. An acceptance is one group, a merger too; a split is two; a rejected
	// incident is as many groups of one as it had claims. A later decision wins
	// over an earlier one for the claims that it names.
	Groups [][]string `json:"groups,omitempty"`
	// To says what a claim is tied to: the claim that it answers; or the truce
	// that it means, by the id of a register's entry or of another claim that
	// means the same. None, when the verdict is a rejection: no truce, no claim
	// that is known. The last decision on a claim's tie holds.
	To      string  `json:"to,omitempty"`
	Verdict Verdict `json:"verdict"`
	By      string  `json:"by"`
	Reason  string  `json:"reason"`
}

// Check says what is missing from the decision.
func (d Decision) Check() error {
	switch {
	case !slices.Contains(Subjects, d.Subject):
		return fmt.Errorf("a decision is about one of %v, not %q", Subjects, d.Subject)
	case d.ID == "":
		return errors.New("a decision names what it is about")
	case d.Verdict != Accept && d.Verdict != Refuse:
		return fmt.Errorf("a verdict is accept or reject, not %q", d.Verdict)
	case d.Ties() && (d.To == "") != (d.Verdict == Refuse):
		return errors.New("a tie that is accepted says to what, one that is rejected does not")
	case !d.Ties() && d.To != "":
		return fmt.Errorf("a decision on a %s ties nothing", d.Subject)
	}
	return CheckSigned(d.By, d.Reason)
}

// Ties reports whether the decision ties a claim to something: a truce, or the
// claim that it answers.
func (d Decision) Ties() bool { return d.Subject == SubjectTruce || d.Subject == SubjectAnswer }

// CheckSigned says what is missing from the name and reason that every act of
// a person carries.
func CheckSigned(by, reason string) error {
	switch {
	case strings.TrimSpace(by) == "":
		return errors.New("say who decides (--as NAME)")
	case strings.TrimSpace(reason) == "":
		return errors.New("say why (--reason TEXT)")
	case len(by) > 200 || len(reason) > 10_000:
		return errors.New("a name holds at most 200 bytes and a reason 10,000")
	}
	return nil
}

// Proposal is what the machine suggests, with reasons; never a fact until a
// person accepts it.
type Proposal struct {
	ID      string   `json:"id"`
	What    string   `json:"what"`    // "same origin", "same unit"
	Members []string `json:"members"` // ids of the reports, claims or units that it joins, in alphabetical order
	Reasons []string `json:"reasons"`
	Maker   string   `json:"maker"` // what proposed it, with its version
}

// What a proposal may suggest of its members.
const (
	SameOrigin = "same origin" // reports that one of them copies
	SameUnit   = "same unit"   // units that are one
)

// ProposalID names a proposal by what it suggests of which members.
func ProposalID(what string, members []string) string {
	return Hash([]byte(what + "\n" + strings.Join(members, "\n")))[:32]
}

// Carried says that a decided claim stands, under another id, in a newer
// reading of the same report: the decision holds for it from then on.
type Carried struct {
	Report string `json:"report"`
	From   string `json:"from"` // id of the claim that was decided
	To     string `json:"to"`   // id of the claim that it is now; empty when it no longer stands and waits for a person again
	Reason string `json:"reason"`
}
