package flow

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tallystick/lexicon"
	"tallystick/store"
)

// IncidentWords is a question about incidents in a person's words. Empty fields
// ask for everything.
type IncidentWords struct {
	Place    string // in any spelling that is known
	From, To string // dates
	Side     string // code or name
	Type     string // of an event, in any case
}

// WordError says that a word of a question is none that the program knows, and
// which come near.
type WordError struct {
	What string // "side", "type of event"
	Word string
	Near []string
	All  bool // Near is every word that there is
}

func (e *WordError) Error() string {
	if len(e.Near) == 0 {
		return fmt.Sprintf("no %s is called %q", e.What, e.Word)
	}
	if e.All {
		return fmt.Sprintf("no %s is called %q; there are %s", e.What, e.Word, strings.Join(e.Near, ", "))
	}
	return fmt.Sprintf("no %s is called %q; near it: %s", e.What, e.Word, strings.Join(e.Near, ", "))
}

// DateError says that a word is no civil date, or that two are in the wrong
// order.
type DateError struct{ What string }

func (e *DateError) Error() string { return e.What }

// EventTypes are PLOVER's, in alphabetical order.
var EventTypes = []string{
	"ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE",
	"MOBILIZE", "PROTEST", "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN",
}

// IncidentQuery finds what a person's words mean. What is not understood is a
// WordError or a DateError.
func (l *Library) IncidentQuery(w IncidentWords) (IncidentQuery, error) {
	var q IncidentQuery
	var err error
	if q.From, q.To, err = days(w.From, w.To); err != nil {
		return q, err
	}
	if q.Side, err = l.sideMeant(w.Side); err != nil {
		return q, err
	}
	if q.Type = strings.ToUpper(strings.TrimSpace(w.Type)); q.Type != "" && !slices.Contains(EventTypes, q.Type) {
		return q, &WordError{What: "type of event", Word: w.Type, Near: EventTypes, All: true}
	}
	q.Place = l.placeMeant(strings.TrimSpace(w.Place))
	return q, nil
}

// days checks the first and the last day of a question.
func days(from, to string) (first, last string, err error) {
	first, last = strings.TrimSpace(from), strings.TrimSpace(to)
	for _, d := range []string{first, last} {
		if _, wrong := time.Parse(time.DateOnly, d); d != "" && wrong != nil {
			if out := new(time.ParseError); errors.As(wrong, &out) && strings.Contains(out.Message, "out of range") {
				return "", "", &DateError{fmt.Sprintf("there is no day %s: look at its month and day", d)}
			}
			return "", "", &DateError{fmt.Sprintf("%q is not a date: write year, month and day, as in 2020-10-27", d)}
		}
	}
	if first != "" && last != "" && last < first {
		return "", "", &DateError{fmt.Sprintf("the last day, %s, comes before the first, %s", last, first)}
	}
	return first, last, nil
}

// sideMeant returns the code of a side that is called by its code or one of its
// names.
func (l *Library) sideMeant(word string) (string, error) {
	word = strings.TrimSpace(word)
	if word == "" {
		return "", nil
	}
	var known []string
	for _, s := range l.lexicon().Sides {
		if bare(s.Code) == bare(word) || slices.ContainsFunc(s.Forms, func(f lexicon.Form) bool { return bare(f.Text) == bare(word) }) {
			return s.Code, nil
		}
		known = append(known, s.Code, s.Name)
	}
	return "", &WordError{What: "side", Word: word, Near: near(word, known)}
}

// placeMeant returns the name under which claims know a place that is called by
// one of its names, and a name that nobody knows as it is.
func (l *Library) placeMeant(word string) string {
	if word == "" {
		return ""
	}
	for _, p := range l.lexicon().Places {
		if store.Fold(p.Name) == store.Fold(word) {
			return p.Name
		}
	}
	for _, p := range l.lexicon().Places {
		if slices.ContainsFunc(p.Forms, func(f lexicon.Form) bool { return store.Fold(f.Text) == store.Fold(word) }) {
			return p.Name
		}
	}
	if found := l.lexicon().Gazetteer().Named(word); len(found) > 0 {
		return found[0].Name
	}
	return word
}

// PlacesNear returns up to five names of places that look like a word.
func (l *Library) PlacesNear(word string) []string {
	var known []string
	for _, p := range l.lexicon().Places {
		known = append(known, p.Name)
	}
	return near(word, known)
}
