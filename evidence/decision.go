package evidence

import (
	"errors"
	"fmt"
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
)

// Decision is what a named person accepted or rejected, with a reason. It
// repeats where the claim stood, so that it can be carried to a better reading
// of the same report.
type Decision struct {
	Subject string  `json:"subject"` // "claim" or "proposal"
	ID      string  `json:"id"`
	Report  string  `json:"report,omitempty"` // of a claim: its report, text and span when it was decided
	Text    string  `json:"text_hash,omitempty"`
	Content *Span   `json:"content,omitempty"`
	Stance  Stance  `json:"stance,omitempty"`
	Verdict Verdict `json:"verdict"`
	By      string  `json:"by"`
	Reason  string  `json:"reason"`
}

// Check says what is missing from the decision.
func (d Decision) Check() error {
	switch {
	case d.Subject != SubjectClaim && d.Subject != SubjectProposal:
		return fmt.Errorf("a decision is about a claim or a proposal, not %q", d.Subject)
	case d.ID == "":
		return errors.New("a decision names what it is about")
	case d.Verdict != Accept && d.Verdict != Refuse:
		return fmt.Errorf("a verdict is accept or reject, not %q", d.Verdict)
	}
	return CheckSigned(d.By, d.Reason)
}

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
	What    string   `json:"what"`    // "same origin"
	Members []string `json:"members"` // ids of the reports or claims that it joins, in alphabetical order
	Reasons []string `json:"reasons"`
	Maker   string   `json:"maker"` // what proposed it, with its version
}

// ProposalID names a proposal by what it suggests of which members.
func ProposalID(what string, members []string) string {
	return Hash([]byte(what + "\n" + strings.Join(members, "\n")))[:32]
}
