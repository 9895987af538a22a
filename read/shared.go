package read

import (
	"strings"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// inWords returns the earlier claim of somebody else that shares most words
// with what draft i denies, the latest of equals: whoever denies that an F-16
// shot down a plane answers who spoke of that F-16, not who spoke last. It is
// -1 where the denial has no words of its own or shares too few.
func (t *parsed) inWords(drafts []draft, i int) int {
	d := &drafts[i]
	if d.claim.Stance != evidence.Deny {
		return -1
	}
	own := map[string]bool{}
	for w := d.a.content[0]; w < d.a.content[1] && len(own) < window/2; w++ {
		if s := t.telling(w); s != "" {
			own[s] = true
		}
	}
	best, most := -1, min(1, len(own)/2)
	if len(own) == 0 {
		return -1
	}
	for k := i - 1; k >= 0 && k >= i-answers; k-- {
		if other := &drafts[k]; other.a != nil && t.maySpeakOf(other, d) {
			if n := t.sharedWords(other, own); n > most {
				best, most = k, n
			}
		}
	}
	return best
}

// maySpeakOf reports whether the claim is one that somebody else may deny.
func (t *parsed) maySpeakOf(other, d *draft) bool {
	c := &other.claim
	if c.Stance != evidence.Accuse && c.Stance != evidence.Assert && c.Stance != evidence.Warn && c.Stance != evidence.Confirm || c.Modality == evidence.Negated {
		return false
	}
	return c.Source.Name != d.claim.Source.Name && (c.Source.Side == "" || c.Source.Side != d.claim.Source.Side)
}

// sharedWords counts the words of own that the claim has too.
func (t *parsed) sharedWords(d *draft, own map[string]bool) int {
	n, seen := 0, map[string]bool{}
	for w := d.a.content[0]; w < d.a.content[1] && w < d.a.content[0]+window; w++ {
		if s := t.telling(w); own[s] && !seen[s] {
			seen[s] = true
			n++
		}
	}
	return n
}

// telling returns word w without its plural's ending when it tells what a claim
// is about: a noun or verb of no closed class that neither names a side nor
// speaks of speech; else "".
func (t *parsed) telling(w int) string {
	x := &t.words[w]
	if x.kind != letters && x.kind != digits || len(x.low) < 4 || t.tags[w] != noun && t.tags[w] != verb && t.tags[w] != adjective {
		return ""
	}
	if denying[x.low] || t.frames.Is("statement", x.low) || x.is(measures|timeWords|numberWords) {
		return ""
	}
	if f := t.entryAt(w); f != nil {
		for _, e := range f.entries {
			if e.Kind == lexicon.KindSide || e.Kind == lexicon.KindActor || e.Kind == lexicon.KindHead || e.Kind == lexicon.KindRole || e.Kind == lexicon.KindTime {
				return ""
			}
		}
	}
	return strings.TrimSuffix(x.low, "s")
}
