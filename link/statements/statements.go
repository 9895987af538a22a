// Package statements keeps what actors say to one another: calls, meetings,
// demands, promises, warnings, threats and refusals, each with who speaks and
// for whom, to whom, when, and in whose words. It is pure.
package statements

import (
	"cmp"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// Kind says what was done with words.
type Kind string

// The kinds of statement.
const (
	Call      Kind = "call"      // by telephone
	Meeting   Kind = "meeting"   // or a visit
	Mediation Kind = "mediation" // a third one stands between two
	Talks     Kind = "talks"     // of which it is not said how they were held
	Agreement Kind = "agreement" // signed, or said to have been reached
	Demand    Kind = "demand"    // also an appeal
	Promise   Kind = "promise"
	Warning   Kind = "warning"
	Threat    Kind = "threat"
	Refusal   Kind = "refusal"
)

// Kinds lists the kinds in the order in which they are explained.
var Kinds = []Kind{Call, Meeting, Mediation, Talks, Agreement, Demand, Promise, Warning, Threat, Refusal}

// Stances and Types are what a claim has that may be a statement: one of these
// stances, or an event of one of these types.
var (
	Stances = []string{string(evidence.Demand), string(evidence.Promise), string(evidence.Warn), string(evidence.Reject)}
	Types   = []string{"AGREE", "CONSULT", "REQUEST", "THREATEN", "REJECT"}
)

// Party is somebody who speaks or is spoken to.
type Party struct {
	Name string `json:"name"` // of a private person the role
	Role string `json:"role,omitempty"`
	Side string `json:"side,omitempty"`
	For  string `json:"for,omitempty"` // on whose behalf, when another is named: a body, else the side
}

// Statement is one thing that somebody said to somebody, by one claim.
type Statement struct {
	Claim     string             `json:"claim"`
	Report    string             `json:"report"`
	Kind      Kind               `json:"kind"`
	Speakers  []Party            `json:"speakers"`
	To        []Party            `json:"to,omitempty"`
	When      *evidence.Interval `json:"when,omitempty"` // said of it
	Published evidence.Interval  `json:"published"`
	Words     string             `json:"words"`            // verbatim or in the report's words
	Verbatim  bool               `json:"verbatim"`         // all of Words stand in quotation marks
	Quotes    []string           `json:"quotes,omitempty"` // what stands in quotation marks within Words that are not verbatim
	Told      string             `json:"told,omitempty"`   // who tells of it, when that is not the speaker; "narrator" for the report itself
	Hedged    bool               `json:"hedged,omitempty"`
}

// Day returns the civil day that the statement is filed under: the first one
// said, else that of publication; "" when neither is known.
func (s Statement) Day() string {
	i := s.Published
	if s.When != nil && s.When.Known() {
		i = *s.When
	}
	day := cmp.Or(i.From, i.To)
	return day[:min(len(day), len("2006-01-02"))]
}

// Said is a claim with the report that it stands in.
type Said struct {
	Claim     evidence.Claim
	Report    string
	Published evidence.Interval
}

// Of returns the statements among claims, the latest first, then by report and
// place in it. The order of the claims does not matter.
func Of(said []Said, lex *lexicon.Lexicon) []Statement {
	type placed struct {
		Statement
		at int
	}
	var found []placed
	for _, s := range said {
		if st, ok := of(s, lex); ok {
			found = append(found, placed{st, s.Claim.Content.Start})
		}
	}
	slices.SortFunc(found, func(a, b placed) int {
		return cmp.Or(strings.Compare(b.Day(), a.Day()), strings.Compare(a.Report, b.Report), cmp.Compare(a.at, b.at), strings.Compare(a.Claim, b.Claim))
	})
	found = slices.CompactFunc(found, func(a, b placed) bool { return a.Claim == b.Claim && a.Report == b.Report })
	list := make([]Statement, len(found))
	for i, f := range found {
		list[i] = f.Statement
	}
	return list
}

func of(s Said, lex *lexicon.Lexicon) (Statement, bool) {
	c := s.Claim
	kind, acted := kindOf(c)
	if kind == "" || c.Modality == evidence.Question || c.Modality == evidence.Negated {
		return Statement{}, false
	}
	if acted && c.Modality != evidence.Stated && c.Modality != evidence.Hedged { // a talk that may be held was not held
		return Statement{}, false
	}
	st := Statement{
		Claim: c.ID, Report: s.Report, Kind: kind, Published: s.Published, Words: c.Content.Text, Verbatim: c.Verbatim,
		Hedged: c.Modality == evidence.Hedged,
	}
	if !c.Verbatim {
		st.Quotes = quotes(c.Content.Text)
	}
	if c.Event != nil {
		st.When = c.Event.Time
	}
	if acted {
		for _, a := range c.Event.Agents {
			st.Speakers = append(st.Speakers, party(lex, a.Name, a.Text, a.Role, a.Side, a.Private))
		}
		for _, a := range c.Event.Targets {
			st.To = append(st.To, party(lex, a.Name, a.Text, a.Role, a.Side, a.Private))
		}
		st.Told = "narrator"
		if c.Source.Kind != evidence.Narrator {
			teller := source(lex, c.Source)
			st.Told = teller.Name
			if len(st.Speakers) == 0 { // "she said that she had spoken with him"
				st.Speakers, st.Told = []Party{teller}, ""
			}
		}
		return st, len(st.Speakers)+len(st.To) > 0
	}
	if c.Source.Kind == evidence.Narrator { // nobody is said to have spoken
		return Statement{}, false
	}
	st.Speakers = []Party{source(lex, c.Source)}
	if c.Event != nil && slices.Contains(Types, c.Event.Type) {
		for _, a := range c.Event.Targets {
			if p := party(lex, a.Name, a.Text, a.Role, a.Side, a.Private); p.Name != "" && p != st.Speakers[0] {
				st.To = append(st.To, p)
			}
		}
	}
	return st, true
}

// kindOf returns what a claim does with words, or tells that somebody did: then
// those who act in the event speak, whoever tells of it.
func kindOf(c evidence.Claim) (kind Kind, acted bool) {
	switch c.Stance {
	case evidence.Demand:
		return Demand, false
	case evidence.Promise:
		return Promise, false
	case evidence.Warn:
		if c.Event != nil && c.Event.Type == "THREATEN" {
			return Threat, false
		}
		return Warning, false
	case evidence.Reject:
		return Refusal, false
	case evidence.Deny:
		return "", false
	}
	if c.Event == nil {
		return "", false
	}
	switch c.Event.Type {
	case "CONSULT":
		return talk(c), true
	case "AGREE":
		return Agreement, true
	case "REQUEST":
		return Demand, true
	case "THREATEN":
		return Threat, true
	case "REJECT":
		return Refusal, true
	}
	return "", false
}

// talk returns how two talked: by the mode of the event, else by the frame that
// read it.
func talk(c evidence.Claim) Kind {
	switch {
	case c.Event.Mode == "visit":
		return Meeting
	case c.Event.Mode == "third-party":
		return Mediation
	}
	for _, rule := range c.Rules {
		if frame, ok := strings.CutPrefix(rule, "frame:"); ok {
			switch frame[strings.Index(frame, "-")+1:] {
			case "meet", "receive", "host", "visit":
				return Meeting
			case "phone", "call-phone":
				return Call
			}
		}
	}
	return Talks
}

func source(lex *lexicon.Lexicon, s evidence.Source) Party {
	text := ""
	if s.Span != nil {
		text = s.Text
	}
	return party(lex, s.Name, text, s.Role, s.Side, s.Private)
}

// party tells of somebody: who it is, and on whose behalf such a one speaks. A
// spokeswoman of a ministry speaks for the ministry, an office holder and a
// body for their side.
func party(lex *lexicon.Lexicon, name, text, role, side string, private bool) Party {
	p := Party{Name: cmp.Or(name, text), Role: role, Side: side}
	if private {
		p.Name, p.Role = cmp.Or(role, "a person"), ""
	}
	p.For = behalf(lex, cmp.Or(role, text, name))
	if p.For == "" || p.For == p.Name {
		p.For = ""
		if s, ok := lex.SideOf(side); ok && s.Name != p.Name && !private {
			p.For = s.Name
		}
	}
	return p
}

// speaking are the offices whose holders speak for the body that their title
// names.
var speaking = []string{"spokes", "press secretary", "representative", "envoy", "ambassador", "press service", "press office"}

// behalf returns the body that a spokesperson's title names: "Russian Ministry
// of Foreign Affairs spokeswoman", "the press secretary of the Defence
// Ministry". It returns nothing for other titles.
func behalf(lex *lexicon.Lexicon, title string) string {
	low := strings.ToLower(title)
	if !slices.ContainsFunc(speaking, func(w string) bool { return strings.Contains(low, w) }) {
		return ""
	}
	words := strings.Fields(title)
	for i := range words {
		found, _ := lex.MatchKind(lexicon.KindActor, words, i)
		if len(found) == 0 {
			continue
		}
		return found[0].Name
	}
	return ""
}

// quotes returns what stands in quotation marks.
func quotes(text string) []string {
	var found []string
	var close rune
	start := 0
	before := ' '
	for i, r := range text {
		switch {
		case close != 0 && r == close && !apostrophe(text, i, r):
			if q := strings.Trim(text[start:i], " ,.;"); strings.Contains(q, " ") || len(q) > 3 {
				found = append(found, q)
			}
			close = 0
		case close == 0 && (before == ' ' || before == '(' || before == '\n') && marks[r] != 0:
			close, start = marks[r], i+len(string(r))
		}
		before = r
	}
	return found
}

var marks = map[rune]rune{'"': '"', '“': '”', '‘': '’', '\'': '\'', '«': '»', '„': '“'}

// apostrophe reports whether a sign that may close a quotation stands within a
// word.
func apostrophe(text string, i int, r rune) bool {
	if r != '\'' && r != '’' {
		return false
	}
	rest := text[i+len(string(r)):]
	return rest != "" && (rest[0] >= 'a' && rest[0] <= 'z')
}
