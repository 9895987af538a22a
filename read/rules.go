package read

import (
	"fmt"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// ownRules says of each rule that is Go what it does. Frames and rows of the
// tables speak for themselves.
var ownRules = map[string]string{
	"model:end":                  "learned from news: where a clause that is said ends",
	"model:attribution":          "learned from news: who says what, where no rule found it or found it otherwise",
	"source.narrator":            "nobody is named who says it: the report says it itself",
	"source.headline":            "a name and a colon open the line: who is named speaks",
	"source.signature":           "the quotation stands for itself, with the name of its speaker behind a dash",
	"source.transcript":          "the speaker's name in capitals and a colon open a line of a transcript",
	"source.noun":                "a noun announces what is said: “its claim that …”, “a threat to …”",
	"source.passive":             "the verb is passive: who speaks stands behind “by”, or is not said",
	"source.mutual":              "each accuses the other: both speak, and of both",
	"source.quote-continued":     "a quotation with nobody beside it goes on from the one before",
	"source.statement-continued": "the sentence goes on with the statement that the line before announced",
	"name.heading":               "the heading of the section says whose body is meant",
	"name.back-reference":        "“the ministry” is the one that was named before",
	"truce.blamed":               "who is blamed is blamed for the truce that was just told to be broken",
	"truce.attack-during":        "the attack is told by how long after a truce took effect it was",
	"modality.cue-negated":       "it is not said: “did not confirm”, “nobody claimed”",
	"modality.question":          "it is asked",
	"modality.conditional":       "it holds under a condition: “if”, “unless”, “would”",
	"modality.possible":          "it may be: “may”, “might”, “could”",
	"modality.negated":           "it is said not to be",
	"modality.future":            "it is to come: “will”, “plans to”",
	"modality.attempt":           "it was tried, and whether it was done is not said",
	"modality.generic":           "it is said of whoever does so, and of nobody in particular",
	"count.part":                 "the number is part of the one before: “including two children”",
	"count.kind":                 "the number says of what kind some of the others are: “five of them children”",
	"count.cut":                  "the number cuts across the one before: “of whom three later died”",
	"count.among":                "those named are among the number: “among the dead were two children”",
	"loss.part":                  "the units are part of those before: “including three T-72”",
	"loss.cut":                   "the units cut across those before: “of which nine captured”",
	"place.back-reference":       "“the town” or “there” is the place that the paragraph named before",
	"event.row":                  "one of a row of places and days, whose event the first of the row tells",
	"list.item":                  "an item of a list, read with the sentence that leads it",
	"control.under":              "a place “under the control” of a side",
	"reply.same":                 "it answers what the same speaker's claim before it answers",
	"reply.same-sentence":        "it takes up what the same sentence has said before it: “a claim which Peru denies”",
	"reply.joined":               "it answers what the answer beside it in its sentence answers",
	"reply.named":                "it answers the latest claim with the words by which it calls it: “the F-16 claim”",
	"reply.paragraph":            "it answers what its paragraph told last of who answers",
	"reply.same-words":           "it denies in the words of the claim that it answers",
	"reply.next-sentence":        "it answers the rival's claim in the sentence before",
	"reply.latest":               "it answers the latest claim of another side that fits it in kind and place",
}

// Rule is a rule of a claim in words.
type Rule struct {
	ID    string
	Words string // what it does, in a line; empty for an id that nobody knows
	File  string // of a frame or a row, with its line, under the folder of the lexicon's data
	Form  string // the words of the text by which a frame or a row was found, where they stand in one piece
}

// Rules says in words what the rules of a claim do. said are the sentences of
// the claim, in which the forms are looked for.
func (r Reader) Rules(c evidence.Claim, said string) []Rule {
	ws := words(said, r.Lexicon)
	found, _ := lookup(said, ws, r.Lexicon)
	var out []Rule
	for _, id := range c.Rules {
		rule := Rule{ID: id, Words: ownRules[id]}
		if name, ok := strings.CutPrefix(id, "frame:"); ok {
			frames := r.Lexicon.Frames().All
			if i := slices.IndexFunc(frames, func(f *lexicon.Frame) bool { return f.ID == name }); i >= 0 {
				rule.Words, rule.File = strings.TrimSuffix(frames[i].Purpose, "."), frames[i].File()
				rule.Form = r.formOf(frames[i], said, ws)
			}
		} else if e, ok := r.Lexicon.Entry(id); ok {
			rule.Words, rule.File = r.entryWords(e)
			for _, f := range found {
				if slices.ContainsFunc(f.entries, func(e lexicon.Entry) bool { return e.ID == id }) {
					rule.Form = said[ws[f.first].start:ws[f.last-1].end]
					break
				}
			}
		}
		out = append(out, rule)
	}
	return out
}

// formOf returns the longest words that evoke the frame.
func (r Reader) formOf(frame *lexicon.Frame, said string, ws []word) string {
	longest, form := 0, ""
	for i := range ws {
		for _, f := range r.Lexicon.Frames().Senses(ws[i].low).Starting {
			n := len(f.Words)
			if f.Frame != frame || n <= longest || i+n > len(ws) {
				continue
			}
			if slices.EqualFunc(f.Words, ws[i:i+n], func(s string, w word) bool { return s == w.low }) {
				longest, form = n, said[ws[i].start:ws[i+n-1].end]
			}
		}
	}
	return form
}

// entryWords says what a row of a table is, and where it stands.
func (r Reader) entryWords(e lexicon.Entry) (what, file string) {
	it, file := r.Lexicon.Item(e)
	if file != "" {
		file = fmt.Sprintf("%s:%d", file, it.Line)
	}
	switch e.Kind {
	case lexicon.KindSide:
		return fmt.Sprintf("%s, a side", it.Name), file
	case lexicon.KindHead:
		return fmt.Sprintf("%s, a body that any side may have", it.Name), file
	case lexicon.KindPerson:
		return fmt.Sprintf("%s, who holds or held an office", it.Name), file
	case lexicon.KindOutlet:
		return fmt.Sprintf("%s, who prints or sends out reports", it.Name), file
	case lexicon.KindRole:
		return fmt.Sprintf("%s, what somebody is", it.Name), file
	case lexicon.KindCounted:
		return fmt.Sprintf("%s, who may be counted", it.Name), file
	case lexicon.KindNumber:
		return fmt.Sprintf("%s, a word for a number", it.Name), file
	case lexicon.KindHedge:
		if it.Class == "count" {
			return fmt.Sprintf("%s, which bounds a number", it.Name), file
		}
		return fmt.Sprintf("%s, which doubts what is said", it.Name), file
	case lexicon.KindTime:
		return fmt.Sprintf("%s, a word of the calendar", it.Name), file
	}
	if it.Name == it.Class {
		return fmt.Sprintf("%s, a class of equipment", it.Name), file
	}
	return fmt.Sprintf("%s (%s)", it.Name, it.Class), file
}
