package read

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// People returns the private persons whom a text names, each name once, in the
// order of the text: what may not be printed before people let it through. It
// asks every name in the text, whether or not a claim was read around it.
func People(r evidence.Report, lex *lexicon.Lexicon) []evidence.Actor {
	t := prepare(r, lex)
	var found []evidence.Actor
	seen := make(map[string]bool)
	for i := range t.phrases {
		p := &t.phrases[i]
		if t.private(p) && !seen[p.name] {
			seen[p.name] = true
			found = append(found, evidence.Actor{Text: p.name, Name: p.name, Role: p.role, Private: true})
		}
	}
	return found
}

// private reports whether a phrase names a person whom no office makes public:
// somebody in no table of the lexicon and in no office that it knows. A name
// of two to four words of which nothing is known counts as a person's: what
// is unsure is held back, and people let it through.
func (t *parsed) private(p *phrase) bool {
	name := p.name
	if name == "" || t.inLexicon(p) {
		return false
	}
	switch {
	case p.person && p.role != "":
		return named(name) && !t.office(p)
	case p.person && p.class == actor:
		return named(name)
	case p.class == other && p.proper:
		words := strings.Fields(name)
		return len(words) >= 2 && len(words) <= 4 && named(name) && !slices.ContainsFunc(words, body)
	}
	return false
}

func (t *parsed) inLexicon(p *phrase) bool {
	return slices.ContainsFunc(p.ids, func(id string) bool { return strings.HasPrefix(id, "person:") })
}

// office reports whether a person's role is an office, and none that makes
// them a private person as well.
func (t *parsed) office(p *phrase) bool {
	held := false
	words := strings.Fields(strings.NewReplacer("’s", " ", "'s", " ", ",", " ").Replace(p.role))
	for i := range words {
		entries, _ := t.lex.MatchKind(lexicon.KindRole, words, i)
		for _, e := range entries {
			if e.Class == "private" {
				return false
			}
			held = held || e.Class == "office"
		}
	}
	return held
}

// named reports whether every word of a name begins as names do.
func named(name string) bool {
	for word := range strings.FieldsSeq(name) {
		r, _ := utf8.DecodeRuneInString(word)
		if !unicode.IsUpper(r) {
			return false
		}
	}
	return name != ""
}

// body reports whether a word of a name tells that it is no person's.
func body(word string) bool { return bodies[strings.ToLower(strings.Trim(word, ".,"))] }

var bodies = set(`agency alliance army assembly association authority bank battalion brigade broadcaster bureau bulletin cabinet
	center centre channel club coalition command commission committee community company congress corporation corps council count court
	daily department dispatch division embassy federation force forces foundation front fund government group guard guards herald
	hospital house initiative institute institution journal league media ministry mission monitor movement network news office
	organisation organization parliament party police post press programme project radio regiment republic school senate service
	society staff station syndicate team times television tribunal tribune tv unicef union university watch wire`)
