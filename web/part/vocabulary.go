package part

import (
	"strings"

	"tallystick/web/message"
)

// The vocabularies of claims that are closed, in words. What none of them holds
// is a word of a report or a name, and is shown as it is.

// vocabulary lists words by what they stand for: their keys without the notes.
func vocabulary(words ...message.Message) map[string]message.Message {
	all := make(map[string]message.Message, len(words))
	for _, w := range words {
		word, _, _ := strings.Cut(w.Key, " [")
		all[word] = w
	}
	return all
}

// term says a word of a vocabulary; nil for an empty one, so that a page can
// leave it out.
func term(vocabulary map[string]message.Message, word string) message.Text {
	if m, ok := vocabulary[word]; ok {
		return m
	}
	if word == "" {
		return nil
	}
	return message.Verbatim(word)
}

// event is one of PLOVER's types of event: by itself, and as the title of what
// is reported.
type event struct{ words, title message.Message }

var events = map[string]event{
	"AGREE":     {message.Say("agreement"), message.Say("Reported agreement")},
	"CONSULT":   {message.Say("talks or a meeting"), message.Say("Reported talks or a meeting")},
	"SUPPORT":   {message.Say("support given in words"), message.Say("Reported support given in words")},
	"CONCEDE":   {message.Say("concession"), message.Say("Reported concession")},
	"COOPERATE": {message.Say("cooperation"), message.Say("Reported cooperation")},
	"AID":       {message.Say("aid"), message.Say("Reported aid")},
	"RETREAT":   {message.Say("retreat, release or return"), message.Say("Reported retreat, release or return")},
	"REQUEST":   {message.Say("request or demand"), message.Say("Reported request or demand")},
	"ACCUSE":    {message.Say("accusation"), message.Say("Reported accusation")},
	"REJECT":    {message.Say("refusal or rejection"), message.Say("Reported refusal or rejection")},
	"THREATEN":  {message.Say("threat or warning"), message.Say("Reported threat or warning")},
	"PROTEST":   {message.Say("protest"), message.Say("Reported protest")},
	"SANCTION":  {message.Say("sanction or cut tie"), message.Say("Reported sanction or cut tie")},
	"MOBILIZE":  {message.Say("forces raised or moved"), message.Say("Reported forces raised or moved")},
	"COERCE":    {message.Say("coercion"), message.Say("Reported coercion")},
	"ASSAULT":   {message.Say("attack"), message.Say("Reported attack")},
}

// modeTitles are titles of events whose mode says what a reader would call them.
var modeTitles = map[string]message.Message{
	"AID humanitarian":   message.Say("Reported humanitarian aid"),
	"AID military":       message.Say("Reported military aid"),
	"ASSAULT abduct":     message.Say("Reported abduction"),
	"ASSAULT seize":      message.Say("Reported capture"),
	"ASSAULT torture":    message.Say("Reported ill-treatment"),
	"COERCE arrest":      message.Say("Reported arrest"),
	"COERCE deport":      message.Say("Reported deportation"),
	"COERCE martial-law": message.Say("Reported martial law"),
	"COERCE restrict":    message.Say("Reported restriction"),
	"COERCE seize":       message.Say("Reported capture"),
	"RETREAT ceasefire":  message.Say("Reported ceasefire"),
	"RETREAT release":    message.Say("Reported release"),
	"RETREAT withdraw":   message.Say("Reported withdrawal"),
}

// EventWords says what kind of event a PLOVER type is.
func EventWords(kind string) message.Text {
	if e, ok := events[kind]; ok {
		return e.words
	}
	return message.Say("event")
}

// EventTitle says that a kind of event is reported, as closely as its mode
// tells: "Reported attack", "Reported capture".
func EventTitle(kind, mode string) message.Text {
	if title, ok := modeTitles[kind+" "+mode]; ok {
		return title
	}
	if e, ok := events[kind]; ok {
		return e.title
	}
	return message.Say("Reported event")
}

var modes = vocabulary(
	message.Say("abduct"), message.Say("access"), message.Say("arrest"), message.Say("ceasefire"), message.Say("deport"), message.Say("explosives"),
	message.Say("firearms"), message.Say("heavy-weapons"), message.Say("humanitarian [aid]"), message.Say("martial-law"), message.Say("military"),
	message.Say("release"), message.Say("repress"), message.Say("restrict"), message.Say("seize"), message.Say("third-party"), message.Say("torture"),
	message.Say("troops"), message.Say("visit"), message.Say("withdraw"),
)

// ModeWords says a mode of an event.
func ModeWords(mode string) message.Text { return term(modes, mode) }

var precisions = vocabulary(
	message.Say("country"), message.Say("region"), message.Say("district"), message.Say("city"), message.Say("town"), message.Say("village"),
	message.Say("feature"), message.Say("point"),
)

// PrecisionWords says how precisely a place is told: "village".
func PrecisionWords(precision string) message.Text { return term(precisions, precision) }

var tolls = vocabulary(
	message.Say("killed"), message.Say("wounded"), message.Say("missing"), message.Say("captured [people]"), message.Say("displaced"),
	message.Say("arrested"), message.Say("abducted"), message.Say("evacuated"),
)

// CountedWords says what a number counts: "killed". Things that a report counts
// are named as it names them.
func CountedWords(what string) message.Text { return term(tolls, what) }

var fates = vocabulary(
	message.Say("destroyed"), message.Say("damaged"), message.Say("abandoned"), message.Say("captured [equipment]"), message.Say("recovered"),
)

// FateWords says what became of a unit, or of units: "destroyed".
func FateWords(fate string) message.Text { return term(fates, fate) }

var ceasefires = vocabulary(
	message.Say("announced"), message.Say("in force"), message.Say("broken"), message.Say("ended"), message.Say("said to have ended"), message.Say("extended"), message.Say("due"), message.Say("observed"),
)

// CeasefireWords says the state of a ceasefire.
func CeasefireWords(state string) message.Text { return term(ceasefires, state) }

var suggestions = vocabulary(message.Say("same origin"), message.Say("same unit"))

// SuggestionWords says what a proposal suggests of its members: "same origin".
func SuggestionWords(what string) message.Text { return term(suggestions, what) }

var roads = vocabulary(
	message.Say("open [road]"), message.Say("closed [road]"), message.Say("restricted [road]"),
)

// AccessWords says the state of a road or crossing.
func AccessWords(state string) message.Text { return term(roads, state) }

var holds = vocabulary(
	message.Say("held"), message.Say("taken"), message.Say("lost [place]"), message.Say("contested [place]"),
)

// ControlWords says who a place is said to be held: "taken".
func ControlWords(state string) message.Text { return term(holds, state) }

// instruments are the means of an attack that the lexicon knows beside classes
// of equipment.
var instruments = vocabulary(
	message.Say("ammunition"), message.Say("bomb"), message.Say("chemical weapon"), message.Say("cluster munition"), message.Say("drone strike"),
	message.Say("explosive"), message.Say("grenade"), message.Say("heavy artillery"), message.Say("knife"), message.Say("mine [weapon]"), message.Say("missile"),
	message.Say("mortar shell"), message.Say("nuclear weapon"), message.Say("rocket"), message.Say("shell"), message.Say("small arms"),
	message.Say("sniper rifle"), message.Say("tank fire"), message.Say("torpedo"), message.Say("unexploded ordnance"), message.Say("vehicle ramming"),
	message.Say("white phosphorus"),
)

// InstrumentWords says with what an attack was made, nil where nothing is said.
func InstrumentWords(instrument string) message.Text {
	if m, ok := instruments[instrument]; ok {
		return m
	}
	return term(classes, instrument)
}

// Called says what a reader's language calls something of the world: a place,
// somebody, a means of attack, by the name that the ledger has.
func Called(name string) message.Text {
	if _, ok := instruments[name]; ok {
		return InstrumentWords(name)
	}
	if _, ok := classes[name]; ok {
		return ClassWords(name)
	}
	return message.Name(name)
}
