package truces

import (
	"cmp"
	"slices"
	"strings"

	"tallystick/evidence"
)

// What speaks for an attack being told as a breach of a truce that its report
// tells of, in thousandths. Whose attack it is counts for nothing.
const (
	partyAccuses = 250 // one party tells of an attack by another
	partyTells   = 150 // of one by somebody whose side is not told
	toldBroken   = 250 // the report says that the truce was broken
	soonAfter    = 200 // on the day of its effect or the next
	withinWeek   = 100
	withinHours  = 300 // by the hours of both
	sameNight    = 150
	toldBehind   = 100 // the report spoke of the truce before
	answering    = 100 // whose breach its own side is accused of in the same paragraph

	certain  = 850 // from here on it counts as an allegation: never without an hour, or an answer to one
	proposed = 450 // from here on people are asked
)

// MayBreak reports whether a claim that speaks of no truce may tell of a breach
// of one: one side tells of an attack by another.
func MayBreak(c evidence.Claim) bool {
	if c.Ceasefire != nil || c.Event == nil || c.Event.Type != "ASSAULT" || !stated(c) || c.Stance == evidence.Deny || c.Stance == evidence.Reject {
		return false
	}
	if !sided(c) && len(c.Counts) > 0 {
		return false // "65 civilians dead": those who suffered it
	}
	by, against := c.SideSpeaking(), attackers(c)
	return len(by) > 0 && len(against) > 0 && !slices.ContainsFunc(by, func(s string) bool { return slices.Contains(against, s) })
}

// attackers are the sides that a claim says did what it tells of, by name where
// it gives none.
func attackers(c evidence.Claim) []string { return sidesOrNames(c.Event.Agents) }

// sided reports whether a claim gives the side of an attacker.
func sided(c evidence.Claim) bool {
	return c.Event != nil && slices.ContainsFunc(c.Event.Agents, func(a evidence.Actor) bool { return a.Side != "" })
}

// impliedBy returns what a claim says of a truce where it may tell of a breach,
// or denies a claim of the same report that tells of one; nil where it does
// neither. Claims are those of its report by id.
func impliedBy(c evidence.Claim, claims map[string]*evidence.Claim) *evidence.CeasefireSaid {
	if MayBreak(c) {
		return &evidence.CeasefireSaid{Status: "broken", By: attackers(c)}
	}
	if c.Ceasefire != nil || c.Stance != evidence.Deny && c.Stance != evidence.Reject || !stated(c) {
		return nil
	}
	denied := claims[c.RespondsTo]
	switch {
	case denied == nil:
	case denied.Ceasefire != nil && denied.Ceasefire.Status == "broken":
		return &evidence.CeasefireSaid{Status: "broken", By: denied.Ceasefire.By}
	case MayBreak(*denied):
		return &evidence.CeasefireSaid{Status: "broken", By: attackers(*denied)}
	}
	return nil
}

// imply links attacks that a party of a truce tells of, where hours or days
// leave no doubt that they are told as breaches, and proposes the others.
// Denials follow what they deny.
func (l *linker) imply(list []*mention) {
	spoken := make(map[string][]*truce) // by report, those that it speaks of
	behind := make(map[string]int)      // by report and truce, where it speaks of it first
	broken := make(map[string]bool)     // by report and truce
	at := make(map[string]*truce)       // by claim
	for _, t := range l.all {
		for _, h := range l.held[t] {
			if h.n > 0 {
				continue
			}
			if !slices.Contains(spoken[h.mention.Report], t) {
				spoken[h.mention.Report] = append(spoken[h.mention.Report], t)
			}
			key := h.mention.Report + t.id
			if first, ok := behind[key]; !ok || h.mention.Claim.Content.Start < first {
				behind[key] = h.mention.Claim.Content.Start
			}
			broken[key] = broken[key] || h.of.Status == "broken"
			at[h.mention.Claim.ID] = t
		}
	}
	slices.SortFunc(list, func(a, b *mention) int { return strings.Compare(a.key, b.key) })
	var attacks, denials []*mention
	for _, m := range list {
		if MayBreak(m.Claim) {
			attacks = append(attacks, m)
		} else {
			denials = append(denials, m)
		}
	}
	// Those that hours tell come first: what the other side says beside them
	// answers them.
	for _, last := range []bool{false, true} {
		var left []*mention
		told := l.accused()
		for _, m := range attacks {
			var found []scored
			in := func(t *truce, reasons *[]evidence.Remark) int {
				key := m.Report + t.id
				return m.attackIn(t, broken[key], behind[key] < m.Claim.Content.Start, told[m.place(t)], reasons)
			}
			for _, t := range spoken[m.Report] {
				if score := in(t, nil); score >= proposed {
					found = append(found, scored{t, score})
				}
			}
			slices.SortFunc(found, bestFirst)
			if len(found) == 0 || len(found) > 1 && found[0].score-found[1].score < margin {
				continue
			}
			t := found[0].truce
			var reasons []evidence.Remark
			switch score := in(t, &reasons); {
			case score >= certain:
				l.hold(m, t, score, reasons)
				at[m.Claim.ID] = t
			case last:
				l.asked[t] = append(l.asked[t], held{m, Link{Claim: m.Claim.ID, Report: m.Report, Says: "broken", Score: score, Sureness: Sureness(score), Reasons: reasons}})
			default:
				left = append(left, m)
			}
		}
		attacks = left
	}
	for _, m := range denials {
		if t := at[m.Claim.RespondsTo]; t != nil {
			l.hold(m, t, most, []evidence.Remark{evidence.Say("it denies a claim that means this truce")})
		}
	}
}

// place is a paragraph of a report in which a side speaks of a truce.
type place struct {
	report, truce, side string
	paragraph           int
}

// place returns where an attack is told by the side that tells it.
func (m *mention) place(t *truce) place {
	return place{m.Report, t.id, strings.Join(m.Claim.SideSpeaking(), "+"), m.Claim.Paragraph}
}

// accused returns the paragraphs in which a side is accused of a breach, by the
// side.
func (l *linker) accused() map[place]bool {
	told := make(map[place]bool)
	for t, list := range l.held {
		for _, h := range list {
			if h.n > 0 || h.of.Status != "broken" || h.mention.Claim.Stance == evidence.Deny || h.mention.Claim.Stance == evidence.Reject {
				continue
			}
			for _, side := range h.of.By {
				told[place{h.mention.Report, t.id, side, h.mention.Claim.Paragraph}] = true
			}
		}
	}
	return told
}

// attackIn holds an attack against a truce that its report speaks of: 0 when it
// was before the truce or by nobody of it.
func (m *mention) attackIn(t *truce, broken, behind, answers bool, reasons *[]evidence.Remark) int {
	total := 0
	add := func(n int, why evidence.Remark) {
		total += n
		if reasons != nil {
			*reasons = append(*reasons, why)
		}
	}
	among := func(sides []string) bool {
		return slices.ContainsFunc(sides, func(s string) bool { return slices.Contains(t.sides, s) })
	}
	if !among(m.Claim.SideSpeaking()) || !among(m.of.By) && sided(m.Claim) || !t.begins.known {
		return 0
	}
	if sided(m.Claim) {
		add(partyAccuses, evidence.Say("a party of the truce tells of an attack by another"))
	} else {
		add(partyTells, evidence.Say("a party of the truce tells of an attack, by whose side it does not say"))
	}
	if broken {
		add(toldBroken, evidence.Say("the report says that the truce was broken"))
	}
	if behind {
		add(toldBehind, evidence.Say("the report spoke of the truce before"))
	}
	if answers {
		add(answering, evidence.Say("its own side is accused of a breach in the same paragraph"))
	}
	from := t.took()
	day, guess := m.when, false
	if !day.known {
		day, guess = m.latest, true // no later than the report
	}
	switch gap := day.from - from.from; {
	case !day.known || guess && gap > 7:
	case day.to < from.from || gap > 7 && !guess:
		return 0
	case gap <= 1:
		add(soonAfter, evidence.Say("on the day on which it took effect, or the next"))
	case gap <= 7:
		add(withinWeek, evidence.Say("within a week of its taking effect"))
	}
	after, earlier := t.delay(m)
	switch {
	case earlier:
		return 0
	case after == nil:
	case after.Max <= 120:
		add(withinHours, evidence.Say("%d minutes after the hour at which it took effect", after.Min))
	case after.Max < minutesOfDay:
		add(sameNight, evidence.Say("%d minutes after the hour at which it took effect", after.Min))
	}
	return min(total, most)
}

// minutesOfDay are those of a whole day.
const minutesOfDay = 24 * 60

// delay returns how long after a truce took effect something is said to have
// been: as the words say or, by the hours of both, on the same day where no
// other is told. earlier says that it was before.
func (t *truce) delay(m *mention) (after *evidence.Delay, earlier bool) {
	if m.of.After != nil {
		return m.of.After, false
	}
	clock := ""
	if m.of.Effective == nil {
		clock = m.of.Clock
	}
	if e := m.Claim.Event; e != nil && m.n == 0 {
		clock = cmp.Or(clock, e.Clock)
	}
	hour, minute, told := clockOf(clock)
	if !told || !t.hourTold {
		return nil, false
	}
	if hour < 0 {
		n := (minute - t.hour%60 + 60) % 60 // "two minutes past the hour"
		return &evidence.Delay{Min: n, Max: n}, false
	}
	n := hour*60 + minute - t.hour
	if when, _ := m.fitting(t); when.known {
		if when.width() > 0 || t.took().width() > 0 {
			return nil, false
		}
		n += (when.from - t.took().from) * minutesOfDay
	}
	if n < 0 {
		return nil, true
	}
	return &evidence.Delay{Min: n, Max: n}, false
}

// clockOf reads "12:05"; the hour is -1 in ":05".
func clockOf(s string) (hour, minute int, ok bool) {
	h, m, found := strings.Cut(s, ":")
	if !found || len(m) != 2 || len(h) != 2 && h != "" {
		return 0, 0, false
	}
	digit := func(s string) int { return int(s[0]-'0')*10 + int(s[1]-'0') }
	if h == "" {
		return -1, digit(m), true
	}
	return digit(h), digit(m), true
}
