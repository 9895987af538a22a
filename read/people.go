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
	note := func(name, role string) {
		if !seen[name] {
			seen[name] = true
			found = append(found, evidence.Actor{Text: name, Name: name, Role: role, Private: true})
		}
	}
	for i := range t.phrases {
		if p := &t.phrases[i]; t.private(p) {
			note(p.name, p.role)
		}
	}
	for i := range t.words {
		if n := t.particled(i); n > 0 && !t.known(i, n) {
			note(t.text[t.words[i].start:t.words[i+n-1].end], "")
		}
	}
	return found
}

// particled returns how many words, from i on, are a name with a particle in
// it, "Ahmad al-Hariri" or "Ludwig van Beek": the grammar ends a phrase there.
func (t *parsed) particled(i int) int {
	if !t.words[i].capital || t.words[i].kind == mark {
		return 0
	}
	for k := i + 1; k < len(t.words) && k <= i+3; k++ {
		w := t.words[k]
		head, rest, hyphen := strings.Cut(t.text[w.start:w.end], "-")
		switch {
		case hyphen && nameArticles[head] && named(rest), w.capital && k > i+1 && w.kind != mark:
			return k - i + 1
		case !nameParticles[w.low]:
			return 0
		}
	}
	return 0
}

// known reports whether the lexicon has the place or person of a particled
// name, the first name included.
func (t *parsed) known(i, n int) bool {
	first := t.text[t.words[i].start:t.words[i].end]
	for k := i; k < i+n; k++ {
		if t.phraseAt[k] == 0 {
			continue
		}
		p := &t.phrases[t.phraseAt[k]-1]
		if slices.ContainsFunc(p.ids, func(id string) bool {
			return strings.HasPrefix(id, "place:") || strings.HasPrefix(id, "person:") && strings.Contains(p.name, first)
		}) {
			return true
		}
	}
	return false
}

var (
	nameParticles = set("al el ul van von der den de di da del della dos la le bin ibn bint ben abu zu ter")
	nameArticles  = set("al el ul ad an ar as ash at az") // with a hyphen behind them
)

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
			held = held || e.Class != "private"
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

var bodies = set(`agency alliance army assembly association authority bank battalion bloc brigade broadcaster bureau bulletin cabinet
	center centre channel club cluster coalition command commission committee community company congress corporation corps council count court
	daily department directorate dispatch division embassy faction federation force forces foundation front fund government group guard guards herald
	hospital house initiative inspectorate institute institution journal junta league media militia ministry mission monitor movement network news office
	organisation organization parliament party police post presidency press programme project radio regiment republic school secretariat senate service
	society staff station syndicate team times television tribunal tribune tv unicef union university watch wire`)
