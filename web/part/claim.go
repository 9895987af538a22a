package part

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
	"tallystick/web/message"
)

// Line is a claim as a list shows it.
type Line struct {
	Number   int    // in the order of the text, from 1; 0 outside a report
	Href     string // of the claim's page
	Speaker  message.Text
	Role     string
	Sides    Badges
	Stance   StanceWords
	Hedge    message.Text // how firmly, nil when said outright
	Content  string       // empty when the excerpt has no room for the words
	Quoted   bool         // the words are the source's own and want quotation marks
	Figures  []message.Text
	State    State
	Incident string // address of the incident that it stands in, where the page tells that
}

// InIncidents gives lines the address of the incident that their claims stand
// in, from its id by claim.
func InIncidents(ask Ask, lines []Line, claims []publish.Claim, in map[string]string) {
	for i, c := range claims {
		if id := in[c.ID]; id != "" {
			lines[i].Incident = ask.Link("/incident/" + id)
		}
	}
}

// NewLine makes the line of a claim.
func NewLine(ask Ask, number int, c publish.Claim) Line {
	line := Line{
		Number: number, Href: ask.Link("/claim/" + c.ID), Speaker: Speaker(c.Source), Sides: BadgesOf(ask, Sides(c.Claim)),
		Stance: WordsOf(c.Stance), Content: c.Content.Text, Quoted: c.Verbatim && !quoted(c.Content.Text), Figures: Figures(c.Claim), State: StateOf(c),
	}
	name := speakerName(c.Source)
	line.Stance.Verb = verb{name, line.Stance}
	if c.Source.Role != name {
		line.Role = c.Source.Role
	}
	if c.Modality != evidence.Stated {
		line.Hedge = ModalityOf(c.Modality).Name
	}
	return line
}

// verb is the verb of a stance behind a speaker, a plural where the speaker's
// name is one in the reader's language.
type verb struct {
	speaker string
	of      StanceWords
}

// In says the verb.
func (v verb) In(l *message.Language) string {
	if l.Many(v.speaker, several(v.speaker)) {
		return v.of.Many.In(l)
	}
	return v.of.Verb.In(l)
}

// quoted reports whether words bring their own quotation marks.
func quoted(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("\"'“”„‟‘’‚«»‹›", first)
}

// Sides returns on whose behalf a claim is made, in alphabetical order.
func Sides(c evidence.Claim) []string {
	sides := slices.Clone(c.SideSpeaking())
	slices.Sort(sides)
	return slices.Compact(sides)
}

// State is where something stands in review.
type State struct {
	Class string // unreviewed, accepted, rejected
	Words message.Text
}

// Badge is the code of a side, with the address of its page.
type Badge struct{ Side, Href string }

// Badges are the sides on whose behalf something is said, in alphabetical
// order.
type Badges []Badge

// BadgesOf makes the badges of sides.
func BadgesOf(ask Ask, sides []string) Badges {
	var all Badges
	for _, side := range sides {
		all = append(all, BadgeOf(ask, side))
	}
	return all
}

// BadgeOf makes the badge of a side.
func BadgeOf(ask Ask, side string) Badge {
	return Badge{side, ask.Link(NameHref(flow.NamedActor, side))}
}

// StateOf says where a claim stands.
func StateOf(c publish.Claim) State {
	switch c.State {
	case publish.Accepted:
		return State{string(c.State), message.Say("accepted by %s", deciders(c.Accepts))}
	case publish.Rejected:
		return State{string(c.State), message.Say("rejected by %s", deciders(c.Rejects))}
	}
	return State{string(publish.Unreviewed), message.Say("unreviewed machine reading")}
}

// ProposalWords says where a proposal stands.
func ProposalWords(p publish.Proposal) message.Text {
	switch p.State {
	case publish.Accepted:
		return message.Say("Accepted by %s.", deciders(p.Accepts))
	case publish.Rejected:
		return message.Say("Rejected by %s.", deciders(p.Rejects))
	}
	return message.Say("A machine’s proposal that nobody has reviewed.")
}

func deciders(rulings []publish.Ruling) message.Text {
	var names []string
	for _, a := range rulings {
		if !slices.Contains(names, a.By) {
			names = append(names, a.By)
		}
	}
	return message.Names(names)
}

// ReportTitle names a report.
func ReportTitle(title string) message.Text {
	if title == "" {
		return message.Say("Untitled report")
	}
	return message.Verbatim(title)
}

// Anchor is the line's place on its report's page.
func (l Line) Anchor() string { return "claim-" + strconv.Itoa(l.Number) }

// InTextOrder returns the claims in the order in which a reader meets them:
// by where their content begins, the wider first.
func InTextOrder(claims []publish.Claim) []publish.Claim {
	ordered := slices.Clone(claims)
	slices.SortStableFunc(ordered, func(a, b publish.Claim) int {
		return cmp.Or(cmp.Compare(a.Content.Start, b.Content.Start), cmp.Compare(b.Content.End, a.Content.End), strings.Compare(a.ID, b.ID))
	})
	return ordered
}

var language = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// Lang returns a language tag that may stand in a page, or nothing.
func Lang(tag string) string {
	if !language.MatchString(tag) {
		return ""
	}
	return tag
}
