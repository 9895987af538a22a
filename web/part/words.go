package part

import (
	"cmp"
	"slices"
	"strings"

	"tallystick/evidence"
)

// StanceWords says a stance on a page.
type StanceWords struct {
	Stance evidence.Stance
	Verb   string // after one source: "denies"
	Many   string // after several: "deny"
	Label  string // three letters, beside the colour
	Means  string
}

// Stances explains every stance, in evidence's order.
var Stances = []StanceWords{
	{evidence.Assert, "says", "say", "say", "states something, without blaming, denying or confirming"},
	{evidence.Accuse, "accuses", "accuse", "acc", "says that somebody else did wrong"},
	{evidence.Deny, "denies", "deny", "den", "says that something did not happen or is not so"},
	{evidence.Confirm, "confirms", "confirm", "con", "says again, as its own word, what somebody else said"},
	{evidence.Admit, "admits", "admit", "adm", "grants something that counts against its own side"},
	{evidence.Reject, "rejects", "reject", "rej", "turns down what somebody else proposed, asked for or claimed"},
	{evidence.Demand, "demands", "demand", "dem", "says what somebody else must do"},
	{evidence.Promise, "promises", "promise", "pro", "says what it will do"},
	{evidence.Warn, "warns", "warn", "wrn", "says what may or will follow"},
}

// WordsOf returns how a stance is said.
func WordsOf(s evidence.Stance) StanceWords {
	for _, w := range Stances {
		if w.Stance == s {
			return w
		}
	}
	return StanceWords{Stance: s, Verb: string(s), Many: string(s), Label: string(s)}
}

// ModalityWords says how firmly a source says it.
type ModalityWords struct {
	Modality evidence.Modality
	Means    string
}

// Modalities explains every modality, in evidence's order.
var Modalities = []ModalityWords{
	{evidence.Stated, "said outright"},
	{evidence.Hedged, "said at second hand or with reserve: reportedly, allegedly"},
	{evidence.Conditional, "said to hold only if something else does"},
	{evidence.Possible, "said as something that may be or may come"},
	{evidence.Negated, "said not to be so"},
	{evidence.Question, "asked, not said"},
}

// MeaningOf says a modality in words.
func MeaningOf(m evidence.Modality) string {
	for _, w := range Modalities {
		if w.Modality == m {
			return w.Means
		}
	}
	return string(m)
}

// KindWords says what kind of source speaks.
func KindWords(k evidence.SourceKind) string {
	switch k {
	case evidence.Party:
		return "a party to the conflict"
	case evidence.ThirdParty:
		return "a third party"
	case evidence.Narrator:
		return "the report’s own voice"
	}
	return string(k)
}

// eventWords says PLOVER's event types.
var eventWords = map[string]string{
	"AGREE":     "agreement",
	"CONSULT":   "talks or a meeting",
	"SUPPORT":   "support given in words",
	"CONCEDE":   "concession",
	"COOPERATE": "cooperation",
	"AID":       "aid",
	"RETREAT":   "retreat, release or return",
	"REQUEST":   "request or demand",
	"ACCUSE":    "accusation",
	"REJECT":    "refusal or rejection",
	"THREATEN":  "threat or warning",
	"PROTEST":   "protest",
	"SANCTION":  "sanction or cut tie",
	"MOBILIZE":  "forces raised or moved",
	"COERCE":    "coercion",
	"ASSAULT":   "attack",
}

// EventWords says what kind of event a PLOVER type is.
func EventWords(kind string) string { return cmp.Or(eventWords[kind], "event") }

// Speaker names who speaks, in the words that the page has for it. A source
// that may be shown by role only has no name left.
func Speaker(s evidence.Source) string {
	var said string
	if s.Span != nil {
		said = s.Span.Text
	}
	if s.Kind == evidence.Narrator {
		return "The report itself"
	}
	return cmp.Or(s.Name, said, s.Role, "A source")
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
func ActorName(a evidence.Actor) string { return cmp.Or(a.Name, a.Text, a.Role, "somebody") }

// OtherWords returns what the report calls somebody when that differs from the
// name by which it is known.
func OtherWords(name, text string) string {
	if strings.EqualFold(name, text) {
		return ""
	}
	return text
}
