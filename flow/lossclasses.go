package flow

import (
	"slices"
	"strings"
	"sync"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read/units"
)

// catalogue is the taxonomy alone, which takes less time to read than the whole
// lexicon.
var catalogue = sync.OnceValue(func() *lexicon.Catalogue {
	c, err := lexicon.LoadCatalogue(lexicon.Data())
	if err != nil {
		panic("built-in catalogue: " + err.Error())
	}
	return c
})

// sidesCalled returns the codes of the sides that a word names.
func (l *Library) sidesCalled(word string) []string {
	return []string{units.New(l.lexicon()).Unit(evidence.Listing{Side: word}).Side}
}

// modelsCalled returns the model that a name is a spelling of.
func (l *Library) modelsCalled(word string) []string {
	return []string{units.New(l.lexicon()).Unit(evidence.Listing{Model: word}).Model}
}

// classesCalled returns the classes that a word means, with those within them:
// a class or its plural, what the lexicon calls it, or else what a heading of
// others' lists covers.
func (l *Library) classesCalled(word string) []string {
	for _, c := range catalogue().Classes {
		if bare(c.Singular) == bare(word) || bare(c.Plural) == bare(word) {
			return below(c.Singular)
		}
	}
	for _, e := range l.lexicon().Equipment {
		if e.Level == "class" && slices.ContainsFunc(e.Forms, func(f lexicon.Form) bool { return strings.EqualFold(f.Text, word) }) {
			return below(e.Class)
		}
	}
	reader := units.New(l.lexicon())
	for _, h := range catalogue().Headings {
		if bare(h.Text) == bare(word) {
			covers, _ := reader.Covers(h.Format, h.Text)
			return covers.Classes
		}
	}
	return nil
}

// below returns a class and all within it.
func below(class string) []string {
	var all []string
	for _, c := range catalogue().Classes {
		if catalogue().Within(c.Singular, class) {
			all = append(all, c.Singular)
		}
	}
	return all
}

// covers returns the classes that a heading of a format covers, or why a number
// under it cannot be held against units; neither for an unknown heading. It
// remembers what it was asked: thousands of numbers stand under a few headings.
func covers(reader *units.Reader) func(format, heading string) ([]string, evidence.Remark) {
	type answer struct {
		classes []string
		why     evidence.Remark
	}
	answers := make(map[[2]string]answer)
	look := func(format, heading string) ([]string, evidence.Remark) {
		c, known := reader.Covers(format, heading)
		if !known {
			return nil, evidence.Remark{}
		}
		if why := c.Why(); !why.IsZero() {
			return c.Classes, why
		}
		if slices.Contains(c.Classes, catalogue().Classes[0].Singular) {
			c.Classes = append(c.Classes, "") // everything, whatever its class
		}
		return c.Classes, evidence.Remark{}
	}
	return func(format, heading string) ([]string, evidence.Remark) {
		key := [2]string{format, heading}
		a, known := answers[key]
		if !known {
			a.classes, a.why = look(format, heading)
			answers[key] = a
		}
		return a.classes, a.why
	}
}
