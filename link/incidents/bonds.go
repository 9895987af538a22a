package incidents

import "strings"

// A bond is one thing for or against a claim's going on with a strand.
type bond uint8

const (
	nextClaim bond = iota
	sameParagraph
	skips
	twoParagraphs
	moreParagraphs
	otherVoice
	reportsVoice
	sameTurn
	quotesOn
	saying
	sayingHere
	sayingOn
	ofSaying
	takesUpThing
	takesUpNext
	definiteWord
	vagueClaim
	vagueHere
	tollAlone
	nextDayTold
	newDay
	apartInDays
	placeHere
	placeApart
	newPlace
	kindApart
	actApart
	agentApart
	targetHere
	targetApart
	tollHere
	wordsShared
	moreWords
	manyWords
	allWords
	replies
	repliesNext
	bonds
)

// goesOnFrom is the sum of points from which a claim goes on with a strand.
const goesOnFrom = 360

// points are what each bond counts. They were set after how often marked claims
// of one report, of which the later stood so to the earlier, spoke of one thing.
var points = [bonds]int{
	nextClaim: 110, sameParagraph: 80, skips: -55, twoParagraphs: -35, moreParagraphs: -50,
	otherVoice: 25, reportsVoice: 20, sameTurn: 25, quotesOn: 70,
	saying: -35, sayingHere: 100, sayingOn: 35, ofSaying: -25,
	takesUpThing: 50, takesUpNext: 70, definiteWord: 30, vagueClaim: 50, vagueHere: 80, tollAlone: 35,
	nextDayTold: -30, newDay: -25, apartInDays: -80,
	placeHere: 60, placeApart: -110, newPlace: -40,
	kindApart: -80, actApart: -45, agentApart: -35, targetHere: 55, targetApart: -25, tollHere: 95,
	wordsShared: 95, moreWords: 45, manyWords: 30, allWords: 15,
	replies: 25, repliesNext: 75,
}

// bond says how far claim i goes on with a strand.
func (w *weaver) bond(s *strand, i int) int {
	c, last := &w.claims[i], &w.claims[s.last()]
	m, n, before := &s.m, &w.all[i], &w.all[s.last()]
	if m.Episode != 0 && n.Episode != 0 && !sameEra(m, n) {
		return 0
	}
	sum := 0
	add := func(b bond, holds bool) {
		if holds {
			sum += points[b]
		}
	}
	next, apart := s.last() == i-1, c.Paragraph-last.Paragraph
	add(nextClaim, next)
	add(sameParagraph, apart == 0)
	add(skips, apart == 0 && !next)
	add(twoParagraphs, apart == 2)
	add(moreParagraphs, apart > 2)

	same := n.Speaker != 0 && n.Speaker == before.Speaker
	add(otherVoice, n.Speaker != 0 && before.Speaker != 0 && !same)
	add(reportsVoice, n.Speaker == 0 && before.Speaker == 0)
	add(sameTurn, same && next && apart <= 1)
	add(quotesOn, same && next && c.Verbatim)
	add(saying, !n.Kind.tells())
	add(sayingHere, !n.Kind.tells() && apart == 0)
	add(sayingOn, !n.Kind.tells() && same)
	add(ofSaying, !m.Kind.tells())
	add(replies, n.Answer)
	add(repliesNext, n.Answer && next && apart <= 1)

	taken := takenUp(telling(c))
	takes := taken.any || m.Kind.tells() && taken.kinds[m.Kind]
	add(takesUpThing, takes)
	add(takesUpNext, takes && next)
	add(definiteWord, w.told(s, taken.words))

	own := c.Event != nil && said(c.Event.Time).Known() && !strings.HasSuffix(c.Event.Time.Basis, ofSentence)
	firm := own && n.Days.Firm
	vague := !n.exact() && n.NTolls == 0 && !firm
	add(vagueClaim, vague)
	add(vagueHere, vague && apart == 0)
	add(tollAlone, !n.exact() && !own && n.NTolls > 0 && next && apart == 0)
	add(newDay, firm && !m.Days.Firm)
	add(apartInDays, own && m.Days.Known() && (m.Days.From > n.Days.To+1 || n.Days.From > m.Days.To+1))
	add(nextDayTold, firm && m.Days.Firm && m.Days.Meets(n.Days) && (m.Days.From > n.Days.To || n.Days.From > m.Days.To))
	where := placed(m, n)
	add(placeHere, where == alike)
	add(placeApart, where == contrary)
	add(newPlace, n.exact() && where == silent)
	w.deed(m, n, add)
	w.wording(s, i, add)
	return sum
}

// deed adds what was done, by whom, to whom and how many.
func (w *weaver) deed(m, n *Mention, add func(bond, bool)) {
	add(kindApart, m.Kind != n.Kind && m.Kind.tells() && n.Kind.tells())
	add(actApart, m.Mode != n.Mode && m.Mode != 0 && n.Mode != 0)
	add(agentApart, agreeing(&m.Agents, &n.Agents) == contrary)
	targets := agreeing(&m.Targets, &n.Targets)
	add(targetHere, targets == alike)
	add(targetApart, targets == contrary)
	toll, _ := counted(m, n)
	add(tollHere, toll == alike)
}

// wording adds how many words claim i shares with a strand that few of the
// report's claims hold.
func (w *weaver) wording(s *strand, i int, add func(bond, bool)) {
	shared := 0
	for _, h := range w.words.of[i] {
		if s.words[h] {
			switch n := w.words.in[h]; {
			case n <= 3:
				shared += 3
			case n <= 6:
				shared += 2
			case n <= 15:
				shared++
			}
		}
	}
	add(wordsShared, shared >= 1)
	add(moreWords, shared >= 3)
	add(manyWords, shared >= 5)
	add(allWords, shared >= 8)
}

// told reports whether the strand holds one of the words, which not all the
// report's claims do.
func (w *weaver) told(s *strand, words []uint32) bool {
	for _, h := range words {
		if s.words[h] && w.words.in[h] <= 12 {
			return true
		}
	}
	return false
}

// ofSentence ends the basis of a time that the claim's sentence tells and not
// its content.
const ofSentence = "of the sentence"

// takingUp is what a text takes up of what was told.
type takingUp struct {
	any   bool         // anything: "this", "the incident", "the footage"
	kinds [Saying]bool // a thing of a kind: "the attack"
	words []uint32     // what stands behind "the": "the fighters"
}

// takeUp are the nouns by which a text takes up what was told, of each kind of
// thing; those of Unsaid are for any.
var takeUp = func() map[string]Kind {
	out := map[string]Kind{}
	for kind, nouns := range map[Kind]string{
		Violence: `attack attacks strike strikes shelling bombardment bombing killing killings shooting execution executions explosion blast raid ambush massacre crash downing victims victim casualties dead wounded toll perpetrators crime crimes beheading beheadings`,
		Truce:    `ceasefire truce armistice pause`,
		Talk:     `meeting call talks visit conversation summit`,
		Hold:     `capture advance offensive operation loss`,
		Unsaid: `incident incidents event events move step decision decree measure measures act acts episode case matter issue agreement deal accord
video videos footage photo photos photograph photographs image images picture pictures clip clips recording evidence
accusation accusations allegation allegations claim claims report reports statement statements charge charges rumours news information figure figures number numbers`,
	} {
		for w := range strings.FieldsSeq(nouns) {
			out[w] = kind
		}
	}
	return out
}()

var (
	definite = map[string]bool{"the": true, "this": true, "that": true, "these": true, "those": true, "such": true, "its": true, "their": true}
	pronouns = map[string]bool{"this": true, "these": true, "those": true, "it": true, "they": true}
	narrows  = map[string]bool{"on": true, "of": true, "in": true} // what follows says which: "the attack on Goris"
)

// takenUp says what a text takes up.
func takenUp(text string) (out takingUp) {
	ws := strings.FieldsFunc(text, notInWord)
	for i, w := range ws {
		low := strings.ToLower(w)
		if i == 0 && pronouns[low] {
			out.any = true
		}
		if !definite[low] {
			continue
		}
		for k := i + 1; k < min(i+3, len(ws)); k++ {
			kind, noun := takeUp[ws[k]]
			switch {
			case !noun:
				if ws[k] == strings.ToLower(ws[k]) {
					out.words = append(out.words, content(ws[k])...)
				}
			case k+1 < len(ws) && narrows[ws[k+1]]:
			case kind == Unsaid:
				out.any = true
			default:
				out.kinds[kind] = true
			}
		}
	}
	return out
}

// sameEra reports whether two episodes may be one.
func sameEra(a, b *Mention) bool {
	return a.Episode/months == b.Episode/months && (a.Episode == b.Episode || a.Episode%months*(b.Episode%months) == 0)
}
