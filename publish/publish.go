package publish

import (
	"bytes"
	"encoding/json"
	"slices"
	"sort"
	"strings"
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
	Proposals []Proposal // that join the report with others, as far as the audience may see those
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
	g := newGate(d, policy, now)
	verdicts := make([]verdict, len(d.Claims))
	held := make(map[int]hold) // by sentence
	for i, c := range d.Claims {
		verdicts[i] = g.judge(c)
		for _, s := range verdicts[i].sentences {
			held[s] = max(held[s], verdicts[i].hold(c))
		}
	}
	out := g.head(verdicts)
	room := excerpts(d, policy)
	shown := make(map[int]bool) // sentences of claims that may be seen
	for i, c := range d.Claims {
		v := verdicts[i]
		if withheld(c, v) != "" {
			continue
		}
		public := Claim{Claim: v.public, Report: out.ID, Entry: c.Entry, State: Accepted, Accepts: v.accepts, Masked: v.masked}
		if room.all(v.sentences) && !slices.ContainsFunc(v.sentences, func(s int) bool { return held[s] == harm }) {
			public.Sentence = g.hear(v.words).hidden
			for _, s := range v.sentences {
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
		if heard := g.hear(s.Text); !heard.position && (shown[i] || d.Licence != "" && held[i] == nothing) {
			out.Excerpts = append(out.Excerpts, evidence.Span{Start: s.Start, End: s.End, Text: heard.hidden})
		}
	}
	return out, true
}

// Until returns the moment from which Of and Desk may say something else of a
// dossier than at now, for the clock alone; zero when they never will.
func Until(d Dossier, policy Policy, now time.Time) time.Time {
	var until time.Time
	for _, c := range d.Claims {
		if due := policy.due(c.Claim, d.Report, d.Captured); now.Before(due) && (until.IsZero() || due.Before(until)) {
			until = due
		}
	}
	return until
}

// head returns what the public sees of a report beside its claims.
func (g *gate) head(verdicts []verdict) Report {
	s, d := scrub{gate: g}, g.dossier
	out := Report{
		ID: s.id(d.Report.ID), Title: g.headline(verdicts), Byline: s.byline(d.Report.Byline), Publisher: s.say(d.Report.Publisher),
		Language: s.say(d.Report.Language), Published: s.interval(d.Report.Published), Partial: s.say(d.Report.Partial),
		Captured: d.Captured, Licence: d.Licence, Entry: d.TextEntry, Reader: d.Reader, Size: len(d.Report.Text),
	}
	out.Proposals = each(d.Proposals, s.proposal)
	captions := scrub{gate: g}
	if shown := each(d.Report.Caption, captions.caption); d.Licence != "" && !captions.precise {
		out.Caption = shown
	}
	return out
}

// Retracted returns what the public is told of the rejection of a claim that it
// could see until then: who rejected it and why. Nothing of the claim is told. It
// is false when the public never saw it. The dossier is as it stood before the
// rejection.
func Retracted(d Dossier, claim string, policy Policy, r Ruling) (Ruling, bool) {
	d.Claims = slices.Clone(d.Claims)
	for i := range d.Claims {
		if d.Claims[i].Claim.ID == claim {
			d.Claims[i].Refused = false
		}
	}
	seen, ok := Of(d, policy, r.At)
	i := slices.IndexFunc(seen.Claims, func(c Claim) bool { return c.ID == claim })
	if !ok || i < 0 {
		return Ruling{}, false
	}
	s := scrub{gate: newGate(d, policy, r.At)}
	told := s.rulings([]Ruling{r})[0]
	said := telling(r.Reason)
	for _, c := range d.Claims { // a reason may repeat what is seen no more
		if overlap(said, telling(c.Claim.Content.Text)) {
			told.Reason = Unsaid
		}
	}
	return told, true
}

// Unsaid stands for a reason that the public is not told.
const Unsaid = "[withheld]"

// Discloses reports whether the copy of a claim in a decision says no more than
// the public already sees of the claim: its sentence is shown, nothing in it is
// masked or rounded away, and every field is the public one. A copy is made
// without coordinates; one that has them must have the public ones.
func Discloses(public Claim, decided evidence.Claim) bool {
	if public.Sentence == "" || public.Masked || len(public.Places()) != len(decided.Places()) {
		return false
	}
	shown := public.Claim
	shown.Event = pointer(shown.Event, func(e evidence.Event) evidence.Event {
		e.Places = slices.Clone(e.Places)
		for i, copied := range decided.Places() {
			if copied.Lat == nil && copied.Lon == nil {
				e.Places[i].Lat, e.Places[i].Lon = nil, nil
			}
		}
		return e
	})
	a, errA := json.Marshal(shown)
	b, errB := json.Marshal(decided)
	return errA == nil && errB == nil && bytes.Equal(a, b)
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
	words := make([]string, len(which))
	for i, s := range which {
		words[i] = sentences[s].Text
	}
	return strings.Join(words, " ")
}

// SentenceOf returns the words of the sentences that a span touches.
func SentenceOf(sentences []evidence.Span, s evidence.Span) string {
	return wordsOf(sentences, sentencesOf(sentences, s))
}
