package incidents

import (
	"fmt"
	"slices"

	"tallystick/evidence"
)

// Threshold is the score, in thousandths of full agreement, from which two
// mentions are held to speak of one incident.
const Threshold = 500

const full = 1000

// respect is one thing in which two mentions agree or differ.
type respect uint8

const (
	samePlace respect = iota
	sameSpot
	otherPlace
	sameDay
	nextDay
	openDays
	sameAct
	actUnsaid
	otherAct
	sameAgent
	otherAgent
	sameTarget
	otherTarget
	sameParty
	sameHelp
	sameToll
	sameLargeToll
	sameBigToll
	sameHugeToll
	heldToll
	nearToll
	likeToll
	grownToll
	otherToll
	sameThing
	sameThings
	sameWeapon
	otherWeapon
	commonWords
	rareWords
	twoRareWords
	threeRareWords
	manyRareWords
	sameText
	sameEpisode
	sameYear
	sameSpeaker
	sameTale
	sameTaking
	sameOrigin
	respects
)

// weights is what each respect counts, in thousandths, and what is said of it.
// Place, day and act together suffice when all are said exactly and nothing
// speaks against it; a copy is known by its words and days; no other two do.
var weights = [respects]struct {
	points int
	reason evidence.Remark
}{
	samePlace:      {210, evidence.Say("the places may be one, as exactly as they are given")},
	sameSpot:       {100, evidence.Say("both name the place alike")},
	otherPlace:     {-20, evidence.Say("the places named are apart")},
	sameDay:        {190, evidence.Say("both say the day, and it is the same")},
	nextDay:        {80, evidence.Say("both say the day, and one is the next")},
	openDays:       {50, evidence.Say("the days may be the same; one report or both leave them open")},
	sameAct:        {110, evidence.Say("the same kind of act")},
	actUnsaid:      {0, evidence.Say("one does not say what kind of act")},
	otherAct:       {-70, evidence.Say("told as different acts")},
	sameAgent:      {40, evidence.Say("the same side is said to have done it")},
	otherAgent:     {-30, evidence.Say("they differ on who did it")},
	sameTarget:     {30, evidence.Say("the same side is said to have suffered it")},
	otherTarget:    {-20, evidence.Say("they differ on who suffered it")},
	sameParty:      {260, evidence.Say("the same take part")},
	sameHelp:       {300, evidence.Say("the same side gives the same kind of help")},
	sameToll:       {110, evidence.Say("a number is the same")},
	sameLargeToll:  {190, evidence.Say("a number above nine is the same")},
	sameBigToll:    {280, evidence.Say("a number above 29 is the same")},
	sameHugeToll:   {370, evidence.Say("a number above 99 is the same")},
	heldToll:       {0, evidence.Say("one number is of several times or days, the smaller of one")},
	nearToll:       {20, evidence.Say("the numbers are near each other")},
	likeToll:       {30, evidence.Say("the numbers can be reconciled")},
	grownToll:      {-80, evidence.Say("the numbers differ as an early and a late toll do")},
	otherToll:      {-200, evidence.Say("the numbers cannot be reconciled")},
	sameThing:      {250, evidence.Say("the same named weapon, model, road or broker")},
	sameThings:     {130, evidence.Say("a second one is the same")},
	sameWeapon:     {50, evidence.Say("the same kind of weapon")},
	otherWeapon:    {-30, evidence.Say("other weapons")},
	commonWords:    {40, evidence.Say("they share a word")},
	rareWords:      {120, evidence.Say("they share a rare word")},
	twoRareWords:   {200, evidence.Say("they share two rare words")},
	threeRareWords: {300, evidence.Say("they share three rare words")},
	manyRareWords:  {400, evidence.Say("they share more rare words")},
	sameText:       {560, evidence.Say("it is told in the same words")},
	sameEpisode:    {430, evidence.Say("the same kind of thing in the same month of the past")},
	sameYear:       {400, evidence.Say("the same kind of thing in the same year of the past")},
	sameSpeaker:    {60, evidence.Say("the same speaker is named")},
	sameTale:       {120, evidence.Say("one report has one speaker tell of the same act by the same side")},
	sameTaking:     {150, evidence.Say("a place is seldom taken twice within days")},
	sameOrigin:     {20, evidence.Say("the reports are copies of one")},
}

// tells reports whether the kind tells a thing from those of other kinds: what
// is thought or shown of a strike belongs with it.
func (k Kind) tells() bool { return k != Unsaid && k != Saying }

// forbidden reports whether two mentions cannot be of one incident, whatever
// else agrees: days apart, and, unless both name the same two things (the jet
// and what shot it down), different kinds of thing or places apart.
func forbidden(a, b *Mention) bool {
	if a.Days.Known() && b.Days.Known() && !a.Days.Meets(b.Days) {
		return true
	}
	if a.Episode != b.Episode && a.Episode%months*(b.Episode%months) != 0 {
		return true
	}
	otherKind := a.Kind != b.Kind && a.Kind.tells() && b.Kind.tells() && !enormous(a, b)
	return (otherKind || placed(a, b) == contrary) && things(a, b) < 2
}

// enormous reports whether both tell the same toll of a size that few things
// have: one may call it killing and the other deportation.
func enormous(a, b *Mention) bool {
	_, exact := counted(a, b)
	return exact > 99
}

// agreement is the respects in which two mentions agree or differ.
type agreement struct {
	respects [16]respect
	n        int
}

func (g *agreement) add(r respect) {
	g.respects[g.n] = r
	g.n++
}

func (g *agreement) score() int {
	sum := 0
	for _, r := range g.respects[:g.n] {
		sum += weights[r].points
	}
	return max(0, min(full, sum))
}

// weigh finds in what two mentions agree or differ, which are not forbidden.
func weigh(a, b *Mention) (g agreement) {
	switch placed(a, b) {
	case alike:
		g.add(samePlace)
		if sameName(a, b) {
			g.add(sameSpot)
		}
	case contrary:
		g.add(otherPlace)
	}
	if a.Days.Known() && b.Days.Known() {
		switch {
		case !a.Days.Firm || !b.Days.Firm:
			g.add(openDays)
		case a.Days.From <= b.Days.To && b.Days.From <= a.Days.To:
			g.add(sameDay)
		default:
			g.add(nextDay)
		}
	}
	switch {
	case a.Mode == b.Mode && a.Mode != 0:
		g.add(sameAct)
	case a.Mode == 0 || b.Mode == 0:
		g.add(actUnsaid)
	default:
		g.add(otherAct)
	}
	g.pick(agreeing(&a.Agents, &b.Agents), sameAgent, otherAgent)
	g.pick(agreeing(&a.Targets, &b.Targets), sameTarget, otherTarget)
	switch {
	case a.Party == 0 || a.Party != b.Party || a.Kind != b.Kind:
	case a.Kind == Support:
		g.add(sameHelp)
	default:
		g.add(sameParty)
	}
	switch toll, exact := counted(a, b); {
	case exact > 99:
		g.add(sameHugeToll)
	case exact > 29:
		g.add(sameBigToll)
	case exact > 9:
		g.add(sameLargeToll)
	case exact > 1:
		g.add(sameToll)
	case toll == alike:
		g.add(likeToll)
	case toll == contrary && holds(a, b):
		g.add(heldToll)
	case toll == contrary && ratio(a, b) <= 150:
		g.add(nearToll)
	case toll == contrary && ratio(a, b) <= 300:
		g.add(grownToll)
	case toll == contrary:
		g.add(otherToll)
	}
	n := things(a, b)
	if n > 0 {
		g.add(sameThing)
	}
	if n > 1 {
		g.add(sameThings)
	}
	if n == 0 && a.Class != 0 && b.Class != 0 {
		if a.Class == b.Class {
			g.add(sameWeapon)
		} else {
			g.add(otherWeapon)
		}
	}
	switch w := wording(a, b); {
	case copies(a, b):
		g.add(sameText)
	case w >= 12:
		g.add(manyRareWords)
	case w >= 9:
		g.add(threeRareWords)
	case w >= 5:
		g.add(twoRareWords)
	case w >= 3:
		g.add(rareWords)
	case w >= 1:
		g.add(commonWords)
	}
	switch {
	case a.Episode == 0 || b.Episode == 0 || a.Kind != b.Kind:
	case a.Episode == b.Episode && a.Episode%months != 0:
		g.add(sameEpisode)
	default:
		g.add(sameYear)
	}
	if a.Speaker != 0 && a.Speaker == b.Speaker {
		g.add(sameSpeaker)
		if a.Report == b.Report && a.Mode == b.Mode && a.Mode != 0 && agreeing(&a.Agents, &b.Agents) == alike {
			g.add(sameTale)
		}
	}
	if a.Kind == Hold && b.Kind == Hold && placed(a, b) == alike && sameName(a, b) {
		g.add(sameTaking)
	}
	if a.Origin == b.Origin && a.Report != b.Report {
		g.add(sameOrigin)
	}
	return g
}

func (g *agreement) pick(s standing, same, other respect) {
	switch s {
	case alike:
		g.add(same)
	case contrary:
		g.add(other)
	}
}

// Score says in thousandths how far two mentions agree: from Threshold on they
// are held to speak of one incident. It is 0 for what cannot be one.
func Score(a, b *Mention) int {
	if forbidden(a, b) {
		return 0
	}
	g := weigh(a, b)
	return g.score()
}

// copies reports whether two mentions are told in the same words: the later
// stands where the other does, wherever that is.
func copies(a, b *Mention) bool {
	for _, t := range a.Texts {
		if t != 0 && slices.Contains(b.Texts[:], t) {
			return true
		}
	}
	return false
}

// Reasons says in words in what two mentions agree and differ.
func Reasons(a, b *Mention) []string {
	g := weigh(a, b)
	out := make([]string, g.n)
	for i, r := range g.respects[:g.n] {
		out[i] = fmt.Sprintf("%s (%+d)", weights[r].reason, weights[r].points)
	}
	return out
}

// Why says in words why a follower stands where the claim does that it follows.
func (f Following) Why() string {
	switch f {
	case Answers:
		return evidence.Say("it answers that claim").String()
	case GoesOn:
		return evidence.Say("its report goes on about it there").String()
	}
	return ""
}
