package part

import (
	"cmp"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/web/message"
)

// StanceWords says a stance on a page.
type StanceWords struct {
	Stance evidence.Stance
	Verb   message.Text // after one source: "denies"
	Many   message.Text // after several: "deny"
	Label  message.Text // three letters, beside the colour
	Means  message.Text
}

// Stances explains every stance, in evidence's order.
var Stances = []StanceWords{
	{evidence.Assert, message.Say("says"), message.Say("say"), message.Say("say [label]"), message.Say("states something, without blaming, denying or confirming")},
	{evidence.Accuse, message.Say("accuses"), message.Say("accuse"), message.Say("acc"), message.Say("says that somebody else did wrong")},
	{evidence.Deny, message.Say("denies"), message.Say("deny"), message.Say("den"), message.Say("says that something did not happen or is not so")},
	{evidence.Confirm, message.Say("confirms"), message.Say("confirm"), message.Say("con"), message.Say("says again, as its own word, what somebody else said")},
	{evidence.Admit, message.Say("admits"), message.Say("admit"), message.Say("adm"), message.Say("grants something that counts against its own side")},
	{evidence.Reject, message.Say("rejects"), message.Say("reject"), message.Say("rej"), message.Say("turns down what somebody else proposed, asked for or claimed")},
	{evidence.Demand, message.Say("demands"), message.Say("demand"), message.Say("dem"), message.Say("says what somebody else must do")},
	{evidence.Promise, message.Say("promises"), message.Say("promise"), message.Say("pro"), message.Say("says what it will do")},
	{evidence.Warn, message.Say("warns"), message.Say("warn"), message.Say("wrn"), message.Say("says what may or will follow")},
}

// WordsOf returns how a stance is said.
func WordsOf(s evidence.Stance) StanceWords {
	for _, w := range Stances {
		if w.Stance == s {
			return w
		}
	}
	as := message.Verbatim(s)
	return StanceWords{Stance: s, Verb: as, Many: as, Label: as}
}

// ModalityWords says how firmly a source says it.
type ModalityWords struct {
	Modality evidence.Modality
	Name     message.Text
	Means    message.Text
}

// Modalities explains every modality, in evidence's order.
var Modalities = []ModalityWords{
	{evidence.Stated, message.Say("stated"), message.Say("said outright")},
	{evidence.Hedged, message.Say("hedged"), message.Say("said at second hand or with reserve: reportedly, allegedly")},
	{evidence.Conditional, message.Say("conditional"), message.Say("said to hold only if something else does")},
	{evidence.Possible, message.Say("possible"), message.Say("said as something that may be or may come")},
	{evidence.Negated, message.Say("negated"), message.Say("said not to be so")},
	{evidence.Question, message.Say("question"), message.Say("asked, not said")},
}

// ModalityOf returns how a modality is said.
func ModalityOf(m evidence.Modality) ModalityWords {
	for _, w := range Modalities {
		if w.Modality == m {
			return w
		}
	}
	return ModalityWords{m, message.Verbatim(m), message.Verbatim(m)}
}

// KindWords says what kind of source speaks.
func KindWords(k evidence.SourceKind) message.Text {
	switch k {
	case evidence.Party:
		return message.Say("a party to the conflict")
	case evidence.ThirdParty:
		return message.Say("a third party")
	case evidence.Narrator:
		return message.Say("the report’s own voice")
	}
	return message.Verbatim(k)
}

// Speaker names who speaks, in the words that the page has for it. A source
// that may be shown by role only has no name left.
func Speaker(s evidence.Source) message.Text {
	if s.Kind == evidence.Narrator {
		return message.Say("The report itself")
	}
	if name := speakerName(s); name != "" {
		return message.Name(name)
	}
	return message.Say("A source")
}

func speakerName(s evidence.Source) string {
	switch {
	case s.Kind == evidence.Narrator:
		return ""
	case s.Span != nil:
		return cmp.Or(s.Name, s.Span.Text, s.Role)
	}
	return cmp.Or(s.Name, s.Role)
}

// several reports whether a speaker's name is a plural: "officials in Linn",
// "Both sides". A name in capitals throughout ("United Nations") is one.
func several(name string) bool {
	words := strings.Fields(name)
	for i, w := range words {
		if i > 0 && slices.Contains([]string{"in", "of", "for", "from", "at", "on", "near", "who"}, w) {
			words = words[:i]
			break
		}
	}
	if len(words) == 0 || strings.EqualFold(words[0], "each") || strings.EqualFold(words[0], "one") {
		return false
	}
	head := words[len(words)-1]
	return strings.HasSuffix(head, "s") && !strings.HasSuffix(head, "ss") && head == strings.ToLower(head)
}

// ActorName names somebody whom a claim speaks of.
func ActorName(a evidence.Actor) message.Text {
	if name := cmp.Or(a.Name, a.Text, a.Role); name != "" {
		return message.Name(name)
	}
	return message.Say("somebody")
}

// OtherWords returns what the report calls somebody when that differs from the
// name by which it is known.
func OtherWords(name, text string) string {
	if strings.EqualFold(name, text) {
		return ""
	}
	return text
}
