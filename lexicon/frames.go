package lexicon

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// Part is the part of speech in which a form evokes its frame.
type Part uint8

// The parts of speech of a frame's forms.
const (
	Verb Part = iota
	Noun
	Phrase // words that introduce somebody or something: "according to"
)

// Frame is one word sense that the reader acts on, as its file states it: a
// cue of reporting, an event, a class of nouns. docs/lexicon.md lists the keys.
type Frame struct {
	ID   string // the file's name without its ending
	Kind string // cue, event, act, class

	Verbs, Nouns, Phrases []string // all inflected forms, lower case; a form may hold several words

	// Of an event and of an act.
	CAMEO string // code of the event in CAMEO: "0871"
	ACLED string // ACLED's type of sub-event, where one applies: "Armed clash"

	// Of an act: what somebody does to somebody by word or deed, as coders of
	// events record it.
	Mutual bool   // those who stand together as its subject do it to each other
	Inner  string // what becomes of an act that it holds: own (its own type stands, the default), same, ended, said

	// Of a cue.
	Stance     string   // a stance, or "content" when the words said decide it
	Complement []string // clause quote of for as infinitive to object predicate against
	Modality   string   // hedged, possible
	Object     []string // classes of which the direct object must be

	// Of an event.
	Type, Mode string            // PLOVER
	Undergoer  string            // what the outcomes happen to: object (the default), subject, or the number that follows
	Agent      string            // subject (the default), object (of "repel an attack": its agent) or none
	Instrument string            // object when the undergoer is what the deed is done with: "launch a missile"
	Target     []string          // object, or the prepositions that introduce the target
	Outcome    map[string]string // class of the undergoer -> what became of it: place: taken, people: killed, equipment: destroyed, route: closed, ceasefire: broken
	Need       []string          // classes of which the undergoer must be, for words that mean much else
	States     []string          // words behind a number that say its outcome: "four dead"
	Weak       bool              // speaks up only when no other frame does: fighting, war

	// Of a class of nouns.
	Class string

	Match, Miss []Example

	Purpose string         // the first line of its header
	lines   map[string]int // key -> its line in the file
}

// Example is a sentence that a frame must read, or must not.
type Example struct {
	Text string
	Want []string // field=value pairs of the reading
	Line int      // in its file
}

// FrameForm is one way to evoke a frame.
type FrameForm struct {
	Words []string
	Part  Part
	Frame *Frame
}

// Frames holds every frame, and finds them by their forms.
type Frames struct {
	All     []*Frame // in the order of their ids
	senses  map[string]*Senses
	inClass map[string]map[string]bool // class -> its nouns of one word
}

// Senses is what the frames say of a word in lower case. Forms stand the
// longest first, then in the order of their frames' ids.
type Senses struct {
	Starting []FrameForm // forms of cues, events and classes whose first word it is
	Acts     []FrameForm // forms of acts, which no claim is made from
	State    *Frame      // the frame whose outcome it says of people that stand before it, nil when there is none
}

// loadFrames reads every .frame file.
func (l *Lexicon) loadFrames(fsys fs.FS) error {
	names, err := fs.Glob(fsys, "frames/*.frame") // in the order of their names
	if err == nil && len(names) == 0 {
		err = Fault{File: "frames", What: "no .frame file: a lexicon without frames reads nothing"}
	}
	fr := &Frames{senses: make(map[string]*Senses, 8192), inClass: map[string]map[string]bool{}}
	faults := []error{err}
	for _, name := range names {
		f, err := readFrame(fsys, name)
		faults = append(faults, err)
		if err == nil {
			fr.add(f)
		}
	}
	longest := func(a, b FrameForm) int { return cmp.Compare(len(b.Words), len(a.Words)) }
	for _, s := range fr.senses {
		slices.SortStableFunc(s.Starting, longest)
		slices.SortStableFunc(s.Acts, longest)
	}
	l.frames = fr
	return errors.Join(faults...)
}

func readFrame(fsys fs.FS, name string) (*Frame, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, Fault{File: name, What: "cannot be read: " + reason(err)}
	}
	return ParseFrame(strings.TrimSuffix(path.Base(name), ".frame"), bytes.NewReader(data))
}

func (fr *Frames) add(f *Frame) {
	fr.All = append(fr.All, f)
	for _, w := range f.States {
		fr.sensesOf(w).State = f
	}
	if f.Class != "" {
		if fr.inClass[f.Class] == nil {
			fr.inClass[f.Class] = map[string]bool{}
		}
		for _, w := range f.Nouns {
			fr.inClass[f.Class][w] = true
		}
	}
	for part, list := range [][]string{Verb: f.Verbs, Noun: f.Nouns, Phrase: f.Phrases} {
		for _, form := range list {
			words := strings.Fields(form)
			s := fr.sensesOf(words[0])
			forms := &s.Starting
			if f.Kind == "act" {
				forms = &s.Acts
			}
			*forms = append(*forms, FrameForm{Words: words, Part: Part(part), Frame: f})
		}
	}
}

// sensesOf returns the senses of w to add to.
func (fr *Frames) sensesOf(w string) *Senses {
	s := fr.senses[w]
	if s == nil {
		s = &Senses{}
		fr.senses[w] = s
	}
	return s
}

// Senses returns what the frames say of w, in lower case: never nil.
func (fr *Frames) Senses(w string) *Senses {
	if s := fr.senses[w]; s != nil {
		return s
	}
	return &senseless
}

var senseless Senses

// Named returns the frame of an id, nil when there is none.
func (fr *Frames) Named(id string) *Frame {
	if n, ok := slices.BinarySearchFunc(fr.All, id, func(f *Frame, id string) int { return strings.Compare(f.ID, id) }); ok {
		return fr.All[n]
	}
	return nil
}

// Is reports whether the noun w, in lower case, is of the class.
func (fr *Frames) Is(class, w string) bool { return fr.inClass[class][w] }

// ParseFrame reads one frame file: lines of "key: value", each key once but
// match and miss, and comments that begin with "#". An error joins all that is
// wrong with it.
func ParseFrame(id string, r io.Reader) (*Frame, error) {
	f := &Frame{ID: id, Agent: "subject", Undergoer: "object", Inner: "own", Outcome: map[string]string{}}
	var faults []error
	say := func(line int, format string, args ...any) {
		faults = append(faults, Fault{f.File(), line, fmt.Sprintf(format, args...)})
	}
	f.lines = map[string]int{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), byteOrderMark))
		key, value, ok := strings.Cut(line, ":")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		switch {
		case line == "":
		case strings.HasPrefix(line, "#"):
			if f.Purpose == "" {
				f.Purpose = strings.TrimSpace(line[1:])
			}
		case !utf8.ValidString(line):
			say(n, "is not UTF-8: save the file in that encoding")
		case !ok || value == "":
			say(n, "want \"key: value\"")
		case f.lines[key] > 0 && key != "match" && key != "miss":
			say(n, "%s is given twice; take one out", key)
		default:
			f.lines[key] = n
			if err := f.set(key, value, n); err != nil {
				say(n, "%v", err)
			}
		}
	}
	if err := lines.Err(); err != nil {
		say(0, "cannot be read: %s", reason(err))
	}
	if f.Purpose == "" {
		say(0, "no header: begin with a # line of purpose and provenance")
	}
	f.check(say)
	return f, errors.Join(faults...)
}

func (f *Frame) set(key, value string, line int) error {
	switch key {
	case "kind":
		f.Kind = value
	case "verbs":
		f.Verbs = list(value)
	case "nouns":
		f.Nouns = list(value)
	case "phrases":
		f.Phrases = list(value)
	case "states":
		f.States = list(value)
	case "stance":
		f.Stance = value
	case "complement":
		f.Complement = strings.Fields(value)
	case "modality":
		f.Modality = value
	case "object":
		f.Object = strings.Fields(value)
	case "type":
		f.Type = value
	case "mode":
		f.Mode = value
	case "cameo":
		f.CAMEO = value
	case "acled":
		f.ACLED = value
	case "inner":
		f.Inner = value
	case "mutual":
		f.Mutual = value == "yes"
	case "undergoer":
		f.Undergoer = value
	case "agent":
		f.Agent = value
	case "instrument":
		f.Instrument = value
	case "target":
		f.Target = strings.Fields(value)
	case "of-place", "of-people", "of-equipment", "of-route", "of-ceasefire":
		f.Outcome[strings.TrimPrefix(key, "of-")] = value
	case "need":
		f.Need = strings.Fields(value)
	case "weak":
		f.Weak = value == "yes"
	case "class":
		f.Class = value
	case "match":
		f.Match = append(f.Match, example(value, line))
	case "miss":
		f.Miss = append(f.Miss, example(value, line))
	default:
		return fmt.Errorf("unknown key %q; docs/lexicon.md lists them", key)
	}
	return nil
}

// Words that a frame may use, by key.
var frameWords = map[string][]string{
	"kind":       {"cue", "event", "act", "class"},
	"complement": {"clause", "quote", "of", "for", "as", "infinitive", "object", "predicate", "against", "evidence", "headline", "listener", "signature", "toll", "noun", "deed"},
	"stance":     {"", "content", "assert", "accuse", "deny", "confirm", "admit", "reject", "demand", "promise", "warn"},
	"modality":   {"", "hedged", "possible"},
	"type": {"", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION",
		"MOBILIZE", "COERCE", "ASSAULT"},
	"undergoer": {"object", "subject", "number"},
	"agent":     {"subject", "object", "none", "from"},
	"inner":     {"own", "same", "ended", "said"},
	"acled":     acledTypes,
}

// check says what is wrong with the frame as a whole.
func (f *Frame) check(say func(line int, format string, args ...any)) {
	held := map[string][]string{"kind": {f.Kind}, "stance": {f.Stance}, "modality": {f.Modality}, "type": {f.Type}, "undergoer": {f.Undergoer},
		"agent": {f.Agent}, "inner": {f.Inner}, "acled": {f.ACLED}, "complement": f.Complement}
	for key, values := range held {
		for _, v := range values {
			if !slices.Contains(frameWords[key], v) {
				say(f.lines[key], "%s: unknown value %q; write one of %s", key, v, strings.TrimLeft(strings.Join(frameWords[key], " "), " "))
			}
		}
	}
	if len(f.Verbs)+len(f.Nouns)+len(f.Phrases) == 0 {
		say(0, "no forms: write verbs:, nouns: or phrases:")
	}
	for key, forms := range map[string][]string{"verbs": f.Verbs, "nouns": f.Nouns, "phrases": f.Phrases, "states": f.States} {
		for _, form := range forms {
			if strings.ToLower(form) != form {
				say(f.lines[key], "%s: %q would never be found; write it in small letters", key, form)
			}
			if n := len(strings.Fields(form)); f.Kind == "act" && n > LongestAct {
				say(f.lines[key], "%s: %q has %d words; an act's form has %d at most", key, form, n, LongestAct)
			}
		}
	}
	if err := f.checkCodes(); err != nil {
		say(f.lines["cameo"], "%v", err)
	}
	if f.Kind != "class" && (len(f.Match) == 0 || len(f.Miss) == 0) {
		say(0, "want at least one match: and one miss: sentence")
	}
}

// File is where the frame stands, under the folder of the data.
func (f *Frame) File() string { return "frames/" + f.ID + ".frame" }

// Is reports whether the cue takes the complement c.
func (f *Frame) Is(c string) bool { return slices.Contains(f.Complement, c) }

func list(value string) []string {
	var out []string
	for form := range strings.SplitSeq(value, ",") {
		if form = strings.TrimSpace(form); form != "" {
			out = append(out, form)
		}
	}
	return out
}

func example(value string, line int) Example {
	text, want, _ := strings.Cut(value, "=>")
	e := Example{Text: strings.TrimSpace(text), Line: line}
	for pair := range strings.SplitSeq(want, ";") {
		if pair = strings.TrimSpace(pair); pair != "" {
			e.Want = append(e.Want, pair)
		}
	}
	return e
}
