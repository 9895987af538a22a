package read

import (
	"strings"

	"tallystick/read/linear"
	"tallystick/read/reported"
	"tallystick/read/syntax"
)

// attributable shows the text to the models of attribution: words by their
// hashes, names by their class alone.
func (t *parsed) attributable(rules []attribution) *reported.Text {
	out := &reported.Text{Tokens: make([]reported.Token, len(t.words))}
	out.Sentences = make([]reported.Sentence, 0, len(t.sentences))
	out.Phrases = make([]reported.Phrase, 0, len(t.phrases))
	out.Groups = make([]reported.Group, 0, len(t.groups))
	out.Rules = make([]reported.Rule, 0, len(rules))
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	s.syntax = syntaxWords(s.syntax, t.text, t.words, t.lex, t.found, t.foundAt)
	in := s.syntax
	var a syntax.Analysis
	t.speech = make([]syntax.Tag, len(t.words))
	for _, s := range t.sentences {
		syntax.Default().Tag(in[s.first:s.last], &a)
		copy(t.speech[s.first:], a.Tags)
		out.Sentences = append(out.Sentences, reported.Sentence{Range: reported.Range{First: s.first, Last: s.last}, Paragraph: s.paragraph, Heading: s.heading})
		for i := s.first; i < s.last; i++ {
			k := i - s.first
			name := a.Name(k) || in[i].Class != syntax.None && in[i].Class != syntax.Common
			out.Tokens[i] = t.modelled(i, name, in[i].Class, i == s.first)
			out.Tokens[i].Part = uint8(a.Tags[k]) + 1
		}
	}
	for i := range t.phrases {
		p := &t.phrases[i]
		out.Phrases = append(out.Phrases, reported.Phrase{Range: reported.Range{First: p.first, Last: p.last}, Head: p.head, Class: uint8(p.class), Pronoun: p.pronoun, Person: p.person, Proper: p.proper})
	}
	for i := range t.groups {
		g := &t.groups[i]
		subject := int32(-1)
		if len(g.subjects) > 0 {
			subject = int32(g.subjects[0])
		}
		out.Groups = append(out.Groups, reported.Group{Range: reported.Range{First: g.first, Last: g.last}, Subject: subject, Passive: g.passive, Finite: g.finite()})
	}
	for n := range rules {
		a := &rules[n]
		r := reported.Rule{Sure: (a.frame.Is("signature") || a.form == "transcript") && a.content[0] < a.content[1], Cue: reported.Range{First: a.cue[0], Last: a.cue[1]}}
		if len(a.speakers) > 0 {
			r.Source = reported.Range{First: t.phrases[a.speakers[0]].first, Last: t.phrases[a.speakers[0]].last}
		}
		r.Content = []reported.Range{{First: a.content[0], Last: a.content[1]}}
		if len(a.parts) > 0 {
			r.Content = nil
			for _, p := range a.parts {
				r.Content = append(r.Content, reported.Range{First: p[0], Last: p[1]})
			}
		}
		out.Rules = append(out.Rules, r)
		for i := a.cue[0]; i < a.cue[1]; i++ {
			out.Tokens[i].Rule = int32(n)
		}
	}
	out.Tone = tone(out)
	return out
}

func tone(x *reported.Text) uint8 {
	quoted, first, all := 0, 0, 1
	i, we := linear.Hash("i"), linear.Hash("we")
	for k := range x.Tokens {
		w := &x.Tokens[k]
		all++
		if w.Quote >= 0 {
			quoted++
		} else if w.Word == i || w.Word == we {
			first++
		}
	}
	return uint8(min(quoted*16/all, 7) + 8*min(first*200/all, 3))
}

// Shapes of words, as the models see them; punctuation is reported.Mark.
const (
	plainShape = iota
	_
	numberShape
	addressShape
	capitalShape
	shoutShape
	openingCapital
	genitiveShape
)

func (t *parsed) modelled(i int, name bool, class syntax.Class, opens bool) reported.Token {
	w := &t.words[i]
	out := reported.Token{Tag: uint8(t.tags[i]), Phrase: t.phraseAt[i] - 1, Quote: t.quoteAt[i] - 1, Group: t.groupAt[i] - 1, Rule: -1}
	if n := out.Phrase; n >= 0 {
		out.Class = uint8(t.phrases[n].class) + 1
	}
	if n := out.Quote; n >= 0 {
		switch q := &t.quotes[n]; {
		case q.first == i:
			out.Edge = reported.Opens
		case q.last == i && q.closed:
			out.Edge = reported.Closes
		}
	}
	out.Shape, out.Word = t.shapeOf(i, name, class, opens)
	out.Stem, out.Suffix = out.Word, out.Word
	if !name && w.kind == letters {
		out.Stem, out.Suffix, out.Manner = w.spelling.stem, w.spelling.suffix, w.spelling.manner
		out.Cue = t.cueCode(i)
	}
	return out
}

// shapeOf returns the shape of word i and its value for a model: the hash of a
// common word, the class of a name.
func (t *parsed) shapeOf(i int, name bool, class syntax.Class, opens bool) (uint8, uint32) {
	w := &t.words[i]
	switch w.kind {
	case mark:
		return reported.Mark, w.spelling.hash
	case digits:
		return numberShape, 7
	case address:
		return addressShape, 8
	case possessive:
		return genitiveShape, linear.Hash("'s")
	}
	switch {
	case name && w.shout && class == syntax.None: // the capitals of a known name are its letters
		return shoutShape, 32 + uint32(class)
	case name:
		return capitalShape, 16 + uint32(class)
	case w.capital:
		return openingCapital, w.spelling.hash
	}
	return plainShape, w.spelling.hash
}

// stem takes the common endings from a word.
func stem(low string) string {
	for _, end := range []string{"ing", "ies", "ied", "ed", "es", "s", "e"} {
		if cut, ok := strings.CutSuffix(low, end); ok && len(cut) > 2 {
			if len(cut) > 3 && cut[len(cut)-1] == cut[len(cut)-2] && end != "s" && end != "es" && end != "e" {
				return cut[:len(cut)-1]
			}
			return cut
		}
	}
	return low
}

// cueCode says what the lexicon has for a cue that begins at word i: its part
// of speech and which complements it takes, zero when it has none.
func (t *parsed) cueCode(i int) uint8 {
	for _, f := range t.words[i].senses.Starting {
		if f.Frame.Kind != "cue" || len(f.Words) > 1 && t.matchForm(i, f.Words) == 0 {
			continue
		}
		code := uint8(f.Part)*32 + 1
		if f.Frame.Is("clause") {
			code += 2
		}
		if f.Frame.Is("quote") {
			code += 4
		}
		if f.Frame.Is("object") {
			code += 8
		}
		if f.Frame.Is("of") || f.Frame.Is("for") {
			code += 16
		}
		return code
	}
	return 0
}
