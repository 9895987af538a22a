package part

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tallystick/evidence"
	"tallystick/publish"
)

// Line is a claim as a list shows it.
type Line struct {
	Number   int    // in the order of the text, from 1; 0 outside a report
	Href     string // of the claim's page
	Speaker  string
	Role     string
	Sides    []string // in alphabetical order
	Stance   StanceWords
	Hedge    string // how firmly, empty when said outright
	Content  string // empty when the excerpt has no room for the words
	Quoted   bool   // the words are the source's own and want quotation marks
	Figures  []string
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
		Number: number, Href: ask.Link("/claim/" + c.ID), Speaker: Speaker(c.Source), Sides: Sides(c.Claim),
		Stance: WordsOf(c.Stance), Content: c.Content.Text, Quoted: c.Verbatim && !quoted(c.Content.Text), Figures: Figures(c.Claim), State: StateOf(c),
	}
	if several(line.Speaker) {
		line.Stance.Verb = line.Stance.Many
	}
	if c.Source.Role != line.Speaker {
		line.Role = c.Source.Role
	}
	if c.Modality != evidence.Stated {
		line.Hedge = string(c.Modality)
	}
	return line
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

// State is where a claim stands in review, in words.
type State struct {
	Class string // unreviewed, accepted, rejected
	Words string
}

// StateOf says where a claim stands.
func StateOf(c publish.Claim) State {
	switch c.State {
	case publish.Accepted:
		return State{string(c.State), "accepted by " + joined(deciders(c.Accepts))}
	case publish.Rejected:
		return State{string(c.State), "rejected by " + joined(deciders(c.Rejects))}
	}
	return State{string(publish.Unreviewed), "unreviewed machine reading"}
}

// ProposalWords says where a proposal stands.
func ProposalWords(p publish.Proposal) string {
	switch p.State {
	case publish.Accepted:
		return "Accepted by " + joined(deciders(p.Accepts)) + "."
	case publish.Rejected:
		return "Rejected by " + joined(deciders(p.Rejects)) + "."
	}
	return "A machine’s proposal that nobody has reviewed."
}

func deciders(rulings []publish.Ruling) []string {
	var names []string
	for _, a := range rulings {
		if !slices.Contains(names, a.By) {
			names = append(names, a.By)
		}
	}
	return names
}

func joined(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
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
