package units

import (
	"fmt"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// Truce names a truce's parties and brokers as the lexicon does. Whom the
// lexicon does not know keeps the register's words; odd says where a word may
// be a slip for one that it knows.
func (r *Reader) Truce(c evidence.Ceasefire) (named evidence.Ceasefire, odd []string) {
	c.Parties = slices.Clone(c.Parties)
	for i, p := range c.Parties {
		if e, ok := r.actor(p.Said); ok {
			c.Parties[i].Name, c.Parties[i].Side = e.Name, e.Side
		}
	}
	var brokers []string
	for _, said := range c.Brokers {
		name := said
		if e, ok := r.actor(said); ok {
			name = e.Name
		} else if e, ok := r.slip(said); ok {
			odd = append(odd, fmt.Sprintf("broker %q may be a slip for %s: it is kept as it stands", said, e.Form))
		}
		if !slices.Contains(brokers, name) {
			brokers = append(brokers, name)
		}
	}
	c.Brokers = brokers
	return c, odd
}

// actor finds whom the whole of a text names: a state by its government or by
// itself, else an organisation. A second name may stand in brackets.
func (r *Reader) actor(said string) (lexicon.Entry, bool) {
	first, second, bracketed := strings.Cut(strings.TrimSuffix(said, ")"), "(")
	texts := []string{said}
	if bracketed {
		texts = append(texts, first, second)
	}
	for _, text := range texts {
		text = strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(text), "Government "), "of ")
		for _, form := range []string{text, strings.TrimPrefix(text, "the ")} {
			words := strings.Fields(form)
			for _, kind := range []lexicon.Kind{lexicon.KindSide, lexicon.KindActor} {
				if found, n := r.lex.MatchKind(kind, words, 0); n > 0 && n == len(words) {
					return found[0], true
				}
			}
		}
	}
	return lexicon.Entry{}, false
}

// slip finds what a word of capitals would be with two neighbouring letters
// exchanged: "OCSE".
func (r *Reader) slip(said string) (lexicon.Entry, bool) {
	if len(said) < 3 || said != strings.ToUpper(said) {
		return lexicon.Entry{}, false
	}
	for i := range len(said) - 1 {
		b := []byte(said)
		b[i], b[i+1] = b[i+1], b[i]
		if string(b) == said {
			continue
		}
		if e, ok := r.actor(string(b)); ok {
			return e, true
		}
	}
	return lexicon.Entry{}, false
}
