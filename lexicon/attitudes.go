package lexicon

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
)

// AttitudeClasses names the classes of attitudes.tsv. The number of a class is
// its index; 0 is none. Weights are learned against the numbers, so a class
// keeps its number and a new one goes to the end.
var AttitudeClasses = []string{
	"",
	"say", "tell", "ask", "answer", "claim", "deny", "admit", "announce", "report", "write", "quote",
	"show", "imply", "emphasise", "turn", "confirm", "explain", "call", "discuss", "joke", "manner", "gesture", "deceive", "greet",
	"know", "believe", "imagine", "doubt", "predict", "estimate", "decide", "intend", "remember", "investigate", "perceive", "seem",
	"promise", "warn", "request", "persuade", "propose", "permit", "agree", "refuse",
	"support", "praise", "celebrate", "criticise", "accuse", "complain", "emotion", "want",
}

// Parts is a set of parts of speech.
type Parts uint8

// The parts of speech of attitudes.tsv.
const (
	AsVerb Parts = 1 << iota
	AsNoun
	AsAdjective
	AsAdverb
)

// Attitude is a class of words of speech, thought and attitude to which a word
// form belongs, and the parts of speech in which it does. The zero value is
// none.
type Attitude struct {
	Class uint8 // index in AttitudeClasses
	Parts Parts
}

// Attitude returns the classes of a word form in small letters: a lemma of
// attitudes.tsv or an inflection of one. No form has more than two; the first
// has the lower number. It allocates nothing.
func (l *Lexicon) Attitude(low string) (first, second Attitude) {
	a := l.attitudes[low]
	return a[0], a[1]
}

// The cells of the part column.
const (
	partVerb      = "verb"
	partNoun      = "noun"
	partAdjective = "adjective"
	partAdverb    = "adverb"
)

var attitudeParts = []string{partVerb, partNoun, partAdjective, partAdverb} // in the order of Parts' bits

var attitudeColumns = []string{"lemma", "part", "class", "forms", "source", "added", "note"}

func (l *Lexicon) loadAttitudes(fsys fs.FS) error {
	t, err := ReadTable(fsys, "attitudes.tsv", attitudeColumns...)
	if t == nil {
		return err
	}
	faults := []error{err}
	number := make(map[string]int, len(AttitudeClasses))
	for c, class := range AttitudeClasses {
		number[class] = c
	}
	// All forms stand in one text, of which the map's keys are pieces.
	type piece struct {
		from, to, line int32
		is             Attitude
	}
	text := make([]byte, 0, 32*len(t.Rows))
	found := make([]piece, 0, 3*len(t.Rows))
	listed := ""
	for i, r := range t.Rows {
		lemma, part, class := r.Cells[0], r.Cells[1], r.Cells[2]
		c, p := number[class], slices.Index(attitudeParts, part)
		if lemma == "" || c < 1 || p < 0 {
			faults = append(faults, t.fault(r.Line, "a row needs a lemma, a part and a class; those that there are stand in docs/lexicon.md"))
			continue
		}
		if i == 0 || lemma != t.Rows[i-1].Cells[0] || part != t.Rows[i-1].Cells[1] {
			listed = r.Cells[3] // a second class has the forms of the first
		}
		is := Attitude{uint8(c), 1 << p}
		inflections(lemma, part, listed, func(stem, link, ending string) {
			from := len(text)
			text = append(append(append(text, stem...), link...), ending...)
			found = append(found, piece{int32(from), int32(len(text)), int32(r.Line), is})
		})
	}
	all := string(text)
	l.attitudes = make(map[string][2]Attitude, len(found))
	for _, f := range found {
		form := all[f.from:f.to]
		have := l.attitudes[form]
		if !have[0].join(f.is) && !have[1].join(f.is) {
			faults = append(faults, t.fault(int(f.line), "%q would have a third class beside %s and %s; take one out",
				form, AttitudeClasses[have[0].Class], AttitudeClasses[have[1].Class]))
			continue
		}
		if have[1].Class != 0 && have[1].Class < have[0].Class {
			have[0], have[1] = have[1], have[0]
		}
		l.attitudes[form] = have
	}
	return errors.Join(faults...)
}

// inflections hands on a lemma and all its inflections. Listed forms stand in
// place of what the rules derive: for a noun the plural, for a verb its -ing if
// one of them ends so, and its past if one does not.
func inflections(lemma, part, listed string, form func(stem, link, ending string)) {
	form(lemma, "", "")
	if listed == "" {
		inflect(lemma, part, form)
		return
	}
	past, ing := false, false
	for f := range strings.FieldsSeq(listed) {
		form(f, "", "")
		if strings.HasSuffix(f, "ing") {
			ing = true
		} else {
			past = true
		}
	}
	if part != partVerb {
		return
	}
	inflectS(lemma, form)
	if !past {
		inflectPast(lemma, form)
	}
	if !ing {
		inflectIng(lemma, form)
	}
}

// join takes b into a if a is empty or of the same class, and says whether.
func (a *Attitude) join(b Attitude) bool {
	if a.Class != 0 && a.Class != b.Class {
		return false
	}
	a.Class = b.Class
	a.Parts |= b.Parts
	return true
}
