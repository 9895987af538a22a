package publish

import (
	"slices"
	"sort"
	"time"

	"tallystick/evidence"
)

// Dossier is one report with all that was read from it and decided about it.
type Dossier struct {
	Report    evidence.Report
	Captured  time.Time // ledger time of the first capture
	Licence   string    // what the operator recorded as leave to show the whole text
	TextEntry int64
	Reader    string           // version that read the claims
	Sentences []evidence.Span  // of the report's text, in order
	People    []evidence.Actor // the private persons whom the text names, in or out of claims
	Claims    []Candidate
}

// Candidate is a claim with the acceptances in force.
type Candidate struct {
	Claim   evidence.Claim
	Entry   int64    // of the reading that holds it
	Accepts []Ruling // in the order of their entries; empty when undecided or rejected
	Rejects []Ruling // likewise; for the desk
	Refused bool     // rejected since, at whatever position the page is asked for
	Held    int64    // entry of the first acceptance ever made, -1 for none: its place in the excerpt
}

// Ruling is one person's yes or no.
type Ruling struct {
	Entry  int64     `json:"entry"`
	At     time.Time `json:"at"`
	By     string    `json:"by"`
	Reason string    `json:"reason"`
}

// Report is what the public sees of a report.
type Report struct {
	ID        string             `json:"id"`
	Title     string             `json:"title"`
	Byline    string             `json:"byline,omitempty"`
	Publisher string             `json:"publisher,omitempty"`
	Language  string             `json:"language,omitempty"`
	Published evidence.Interval  `json:"published"`
	Partial   string             `json:"partial,omitempty"`
	Captured  time.Time          `json:"captured"`
	Licence   string             `json:"licence,omitempty"`
	Entry     int64              `json:"entry"`
	Reader    string             `json:"reader,omitempty"`
	Size      int                `json:"size"`     // bytes in the whole text
	Excerpts  []evidence.Span    `json:"excerpts"` // the stretches that may be shown, in order, names of private persons masked
	Caption   []evidence.Caption `json:"caption,omitempty"`
	Claims    []Claim            `json:"claims"`
	Proposals []Proposal         `json:"proposals,omitempty"` // that join the report with others
}

// Proposal is what the machine suggests of a report and others, and what
// people said of it. The public sees accepted ones of public reports.
type Proposal struct {
	evidence.Proposal
	Entry   int64    `json:"entry"`
	State   State    `json:"state"`
	Others  []Other  `json:"others"`
	Accepts []Ruling `json:"accepted,omitempty"`
	Rejects []Ruling `json:"rejected,omitempty"`
}

// Other is a report that a proposal joins with the one at hand.
type Other struct {
	ID    string `json:"id"`
	Title string `json:"title,omitempty"`
}

// Claim is what the public sees of a claim: coarse, masked, and with the words
// of the text only where the excerpt shows them.
type Claim struct {
	evidence.Claim
	Report   string   `json:"report"`
	Sentence string   `json:"sentence,omitempty"` // empty when the excerpt bound leaves no room for it
	Entry    int64    `json:"entry"`
	State    State    `json:"state"`
	Accepts  []Ruling `json:"accepted,omitempty"`
	Rejects  []Ruling `json:"rejected,omitempty"` // for the desk
	Masked   bool     `json:"masked,omitempty"`   // it touches a private person, whose name is not shown
	Withheld string   `json:"withheld,omitempty"` // for the desk: why the public does not see it
}

// State is where a claim stands in review.
type State string

// The states. Only an accepted claim is ever public.
const (
	Unreviewed State = "unreviewed"
	Accepted   State = "accepted"
	Rejected   State = "rejected"
)

// Of returns what may be seen of a report at now, and false when that is
// nothing at all.
func Of(d Dossier, policy Policy, now time.Time) (Report, bool) {
	mask := maskOf(d)
	room := excerpts(d, policy)
	held := heldBack(d, policy, now)
	out := Report{
		ID: d.Report.ID, Title: mask.hide(d.Report.Title), Byline: d.Report.Byline, Publisher: d.Report.Publisher,
		Language: d.Report.Language, Published: d.Report.Published, Partial: d.Report.Partial,
		Captured: d.Captured, Licence: d.Licence, Entry: d.TextEntry, Reader: d.Reader, Size: len(d.Report.Text),
	}
	shown := make(map[int]bool) // sentences of claims that may be seen
	for _, c := range d.Claims {
		sentences := sentencesOf(d.Sentences, c.Claim.Content)
		words := wordsOf(d.Sentences, sentences)
		if withheld(c, d, policy, now, words) != "" {
			continue
		}
		public := Claim{Claim: coarsen(c.Claim, policy, mask), Report: d.Report.ID, Entry: c.Entry, State: Accepted, Accepts: c.Accepts, Masked: touchesPrivate(c.Claim, d)}
		if room.all(sentences) && !slices.ContainsFunc(sentences, func(s int) bool { return held[s] == harm }) {
			public.Sentence = mask.hide(words)
			for _, s := range sentences {
				shown[s] = true
			}
		} else {
			public.Claim = wordless(public.Claim)
		}
		out.Claims = append(out.Claims, public)
	}
	if len(out.Claims) == 0 {
		return Report{}, false
	}
	dropDangling(out.Claims)
	for i, s := range d.Sentences {
		if shown[i] || d.Licence != "" && held[i] == nothing && !positions.MatchString(s.Text) {
			out.Excerpts = append(out.Excerpts, evidence.Span{Start: s.Start, End: s.End, Text: mask.hide(s.Text)})
		}
	}
	if d.Licence != "" && positionFree(d.Report.Caption) {
		for _, c := range d.Report.Caption {
			out.Caption = append(out.Caption, evidence.Caption{Text: mask.hide(c.Text), Credit: mask.hide(c.Credit)})
		}
	}
	return out, true
}

// withheld is the gate: it says why a claim may not be seen, and nothing when
// it may. A claim leaves when it is accepted (by two people where a private
// person is touched), not rejected since, late and coarse.
func withheld(c Candidate, d Dossier, policy Policy, now time.Time, words string) string {
	switch due := policy.due(c.Claim, d.Report, d.Captured); {
	case c.Refused:
		return "it was rejected in review"
	case len(c.Accepts) == 0:
		return "nobody has accepted it"
	case touchesPrivate(c.Claim, d) && deciders(c.Accepts) < 2:
		return "it touches a private person, so a second person has to accept it"
	case !policy.coarse(c.Claim, words):
		return "it names a place or position more precisely than the operator allows"
	case now.Before(due):
		return "it is too recent: it may be seen from " + due.UTC().Format("2006-01-02 15:04 UTC")
	}
	return ""
}

// hold says what keeps a sentence from being shown for its own sake.
type hold int

const (
	nothing hold = iota
	pending      // it holds a claim that nobody has accepted
	harm         // it holds a claim that is too fresh or too precise, or names a private person whom two people have not let through
)

// heldBack says of each sentence that holds a claim what keeps it back. The
// harm of one claim keeps its sentence from being shown for another's sake,
// and no licence opens it.
func heldBack(d Dossier, policy Policy, now time.Time) map[int]hold {
	held := make(map[int]hold)
	for _, c := range d.Claims {
		sentences := sentencesOf(d.Sentences, c.Claim.Content)
		var why hold
		switch {
		case touchesPrivate(c.Claim, d) && deciders(c.Accepts) < 2,
			now.Before(policy.due(c.Claim, d.Report, d.Captured)),
			!policy.coarse(c.Claim, wordsOf(d.Sentences, sentences)):
			why = harm
		case c.Refused || len(c.Accepts) == 0:
			why = pending
		}
		for _, s := range sentences {
			held[s] = max(held[s], why)
		}
	}
	return held
}

// Discloses reports whether the copy of a claim in a decision says no more than
// the public already sees of the claim: the excerpt shows its words, and
// nothing in it is masked.
func Discloses(public Claim, decided evidence.Claim) bool {
	return public.Sentence != "" && !public.Masked && public.Content.Text == decided.Content.Text && public.Source.Name == decided.Source.Name
}

func deciders(accepts []Ruling) int {
	names := make(map[string]bool)
	for _, a := range accepts {
		names[a.By] = true
	}
	return len(names)
}

// touchesPrivate reports whether a claim, or a sentence that it stands in,
// names a private person.
func touchesPrivate(c evidence.Claim, d Dossier) bool {
	private := func(a evidence.Actor) bool { return a.Private }
	if c.Source.Private || c.Event != nil && (slices.ContainsFunc(c.Event.Agents, private) || slices.ContainsFunc(c.Event.Targets, private)) {
		return true
	}
	if len(d.People) == 0 {
		return false
	}
	words := c.Source.Name + "\n" + wordsOf(d.Sentences, sentencesOf(d.Sentences, c.Content))
	if c.Source.Span != nil {
		words += "\n" + c.Source.Span.Text
	}
	return slices.ContainsFunc(d.People, func(a evidence.Actor) bool { return names(words, a.Name) })
}

// dropDangling clears replies to claims that are not public themselves.
func dropDangling(claims []Claim) {
	public := make(map[string]bool, len(claims))
	for _, c := range claims {
		public[c.ID] = true
	}
	for i := range claims {
		if !public[claims[i].RespondsTo] {
			claims[i].RespondsTo = ""
		}
	}
}

func positionFree(captions []evidence.Caption) bool {
	return !slices.ContainsFunc(captions, func(c evidence.Caption) bool { return positions.MatchString(c.Text + c.Credit) })
}

// sentencesOf returns the indexes of the sentences that a span touches.
func sentencesOf(sentences []evidence.Span, s evidence.Span) []int {
	var touched []int
	first := sort.Search(len(sentences), func(i int) bool { return sentences[i].End > s.Start })
	for i := first; i < len(sentences) && sentences[i].Start < s.End; i++ {
		touched = append(touched, i)
	}
	return touched
}

func wordsOf(sentences []evidence.Span, which []int) string {
	var words string
	for i, s := range which {
		if i > 0 {
			words += " "
		}
		words += sentences[s].Text
	}
	return words
}
