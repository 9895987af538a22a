package publish

import (
	"time"

	"tallystick/evidence"
)

// gate judges the claims of one dossier at one moment.
type gate struct {
	dossier Dossier
	policy  Policy
	now     time.Time
	mask    *mask
	heard   map[string]heard // what was judged before
}

// heard is what a string may say in public.
type heard struct {
	hidden   string // roles for names; empty for a position
	position bool
	names    bool
}

func newGate(d Dossier, policy Policy, now time.Time) *gate {
	return &gate{dossier: d, policy: policy, now: now, mask: maskOf(d), heard: make(map[string]heard)}
}

func (g *gate) hear(s string) heard {
	if s == "" {
		return heard{}
	}
	h, ok := g.heard[s]
	if !ok {
		h = heard{hidden: g.mask.hide(s), position: position(s)}
		h.names = h.hidden != s
		if h.position {
			h.hidden = ""
		}
		g.heard[s] = h
	}
	return h
}

// verdict is what the gate finds of a claim.
type verdict struct {
	sentences []int
	words     string         // of those sentences
	public    evidence.Claim // coarse and masked
	accepts   []Ruling       // the reasons masked
	masked    bool           // something in it is not shown as it is
	alone     bool           // it touches a private person, and two people have not let it through
	precise   bool           // it tells a place or position too precisely
	due       time.Time
	fresh     bool // now is before due
}

func (g *gate) judge(c Candidate) verdict {
	d := g.dossier
	v := verdict{sentences: sentencesOf(d.Sentences, c.Claim.Content), due: g.policy.due(c.Claim, d.Report, d.Captured)}
	v.words = wordsOf(d.Sentences, v.sentences)
	v.fresh = g.now.Before(v.due)
	s := scrub{gate: g}
	v.public = s.claim(c.Claim)
	words := g.hear(v.words)
	touches := private(c.Claim) || words.names || g.hear(c.Claim.Source.Name).names || c.Claim.Source.Span != nil && g.hear(c.Claim.Source.Span.Text).names
	v.alone = touches && deciders(c.Accepts) < 2
	v.precise = s.precise || words.position || !g.policy.coarse(c.Claim, d.Report.Text)
	v.accepts = s.rulings(c.Accepts)
	v.masked = touches || s.masked
	return v
}

// withheld says why a claim may not be seen, and nothing when it may. A claim
// leaves when it is accepted (by two people where a private person is
// touched), not rejected since, late and coarse.
func withheld(c Candidate, v verdict) string {
	switch {
	case c.Refused:
		return WasRejected
	case len(c.Accepts) == 0:
		return NotAccepted
	case v.alone:
		return NeedsSecond
	case v.precise:
		return TooPrecise
	case v.fresh:
		return TooRecent + v.due.UTC().Format(Moment)
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

// hold says what a claim does to its sentences. The harm of one claim keeps its
// sentence from being shown for another's sake, and no licence opens it.
func (v verdict) hold(c Candidate) hold {
	switch {
	case v.alone, v.fresh, v.precise:
		return harm
	case c.Refused || len(c.Accepts) == 0:
		return pending
	}
	return nothing
}

// deciders counts the people who signed: a name is one however it is typed.
func deciders(accepts []Ruling) int {
	names := make(map[string]bool)
	for _, a := range accepts {
		names[signature(a.By)] = true
	}
	return len(names)
}
