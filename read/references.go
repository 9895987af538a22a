package read

import (
	"strings"

	"tallystick/lexicon"
)

// mentioned is what a text has named so far that a short reference may stand for:
// "the army" after "the Syrian army command", "the group" after "Hamas".
type mentioned struct {
	heads  map[string]int // head word -> latest phrase of that head that has a side or is told apart
	within map[string]int // body that owns a speaker or a text: "army" of "the Norwegian army spokesman" -> that phrase
	groups []groupTold    // armed groups, in the order of the text
	letter int            // who issued the latest statement: a phrase, -1 when nobody is known
}

type groupTold struct{ phrase, sentence int }

// note keeps what phrase n names for later.
func (r *mentioned) note(t *parsed, n int) {
	p := &t.phrases[n]
	head := t.words[p.head].low
	switch {
	case p.class == actor && p.side != "" && !p.person:
		r.heads[head] = n
		delete(r.within, head)
	case p.class == other && p.proper && bodies[head]:
		r.heads[head] = n
	case p.class == actor && !p.person && p.owner == "" && p.last-t.roleFirst(p) > 1 && bodies[head] && !t.words[p.head].capital:
		r.heads[head] = n // another ministry than the one before
		delete(r.within, head)
	}
	for k := t.roleFirst(p); k < p.head; k++ {
		if low := t.words[k].low; (p.side != "" || p.owner != "") && shared[low] {
			r.within[low] = n
		}
	}
	for k := p.first; k < p.last; k++ {
		if f := t.entryAt(k); f != nil && f.first == k && armedGroup(f) {
			r.groups = append(r.groups, groupTold{n, t.sentenceOf(k)})
		}
	}
	if p.class == statement && head == "statement" {
		if k := p.last; k+1 < len(t.words) && (t.words[k].low == "by" || t.words[k].low == "from") && t.phraseAt[k+1] > 0 {
			r.letter = int(t.phraseAt[k+1]) - 1
		} else if t.words[p.first].low == "a" {
			r.letter = t.bodyBefore(p) // "Norway said in a statement"
		}
	}
}

// shared are bodies that every state has one of.
var shared = set("army military government ministry police navy parliament")

func armedGroup(f *found) bool {
	e, ok := f.of(lexicon.KindActor)
	return ok && e.Class == "armed-group"
}

// shortens resolves phrase n where it names a body shortly that was named in
// full before.
func (r *mentioned) shortens(t *parsed, n int) {
	p := &t.phrases[n]
	if p.person || p.pronoun || p.owner != "" || !t.definite(p) || possessives[t.words[p.first].low] {
		return
	}
	head := t.words[p.head].low
	bare := p.last-t.roleFirst(p) == 1
	switch {
	case p.class == statement && p.side == "" && (head == "statement" || head == "communique"):
		r.statement(t, p, bare)
	case p.class == actor && p.side == "" && shared[head] && (bare || t.words[p.head-1].low == "defence" || t.words[p.head-1].low == "defense" || t.words[p.head-1].low == "foreign"):
		r.body(t, p, head)
	case bare && (groupWords[head] && p.side == "" || p.class == other && head == "militia"):
		if q := r.group(t, p); q != nil {
			p.class, p.name, p.side, p.plural = actor, q.Name, q.Side, p.plural || strings.HasSuffix(head, "s")
			p.ids = append(p.ids, "name.back-reference")
		}
	case bare && p.class == other && bodies[head] && !shared[head] && !p.proper:
		if k, ok := r.heads[head]; ok && t.phrases[k].class == actor && t.phrases[k].side != "" {
			p.class, p.name, p.side = actor, t.phrases[k].name, t.phrases[k].side
			p.ids = append(p.ids, "name.back-reference")
		}
	}
}

// statement gives "the army statement" the side of the army, "the statement"
// that of who issued the latest.
func (r *mentioned) statement(t *parsed, p *phrase, bare bool) {
	from := r.letter
	if !bare {
		low := t.words[p.head-1].low
		k, ok := r.heads[low]
		if w, within := r.within[low]; within {
			k, ok = w, true
		}
		if from = -1; ok {
			from = k
		}
	}
	if from >= 0 {
		q := &t.phrases[from]
		if p.owner = q.side; p.owner == "" {
			p.owner = q.owner
		}
		if p.owner != "" {
			p.ids = append(p.ids, "name.back-reference")
		}
	}
}

// body gives "the army" the side of the army that a speaker was of before
// ("a Norwegian army spokesman"), else that of the state that spoke last.
func (r *mentioned) body(t *parsed, p *phrase, head string) {
	side := ""
	if k, ok := r.within[head]; ok && p.last-t.roleFirst(p) == 1 {
		if side = t.phrases[k].side; side == "" {
			side = t.phrases[k].owner
		}
	} else if _, named := r.heads[head]; (!named || p.last-t.roleFirst(p) > 1) && !t.answers(p) {
		if k := t.bodyBefore(p); k >= 0 && t.stateBody(&t.phrases[k]) {
			side = t.phrases[k].side
		}
	}
	if side == "" || t.silentOn(p, side) {
		return
	}
	t.give(p, side)
	p.ids = append(p.ids, "name.back-reference")
}

// silentOn reports whether the phrase does not confirm what a speaker of the
// side has just said: then it is of another.
func (t *parsed) silentOn(p *phrase, side string) bool {
	for k := p.last; k < len(t.words) && k < p.last+4 && t.tags[k] != stop; k++ {
		if t.tags[k] == negative {
			b := t.bodyBefore(p)
			return b >= 0 && t.phrases[b].side == side
		}
	}
	return false
}

// answers reports whether the phrase denies, confirms or keeps silent: then it
// is of another side than who spoke before.
func (t *parsed) answers(p *phrase) bool {
	for k := p.last; k < len(t.words) && k < p.last+6; k++ {
		switch t.tags[k] {
		case negative:
			return true
		case verb:
			for _, f := range t.words[k].senses.Starting {
				if f.Frame.Kind == "cue" && (f.Frame.Stance == "deny" || f.Frame.Stance == "confirm" || f.Frame.Stance == "reject" || f.Frame.Stance == "content") {
					return true
				}
			}
			return t.words[k].low == "made" || t.words[k].low == "gave" || t.words[k].low == "declined"
		case stop:
			return false
		}
	}
	return false
}

// stateBody reports whether the phrase stands for a state, its government or
// its forces.
func (t *parsed) stateBody(p *phrase) bool {
	if t.country(p) {
		return true
	}
	for k := p.first; k < p.last; k++ {
		if f := t.entryAt(k); f != nil {
			for _, e := range f.entries {
				if e.Kind != lexicon.KindActor && e.Kind != lexicon.KindHead {
					continue
				}
				if e.Class == "armed-forces" || e.Class == "executive" || strings.Contains(e.ID, "defence-ministry") {
					return true
				}
			}
		}
	}
	return false
}

// group returns the one armed group that the sentence or the two before it
// name, nil when there is none or more than one.
func (r *mentioned) group(t *parsed, p *phrase) *lexicon.Entry {
	var one *lexicon.Entry
	n := t.sentenceOf(p.first)
	for k := len(r.groups) - 1; k >= 0 && r.groups[k].sentence >= n-2; k-- {
		q := &t.phrases[r.groups[k].phrase]
		for i := q.first; i < q.last; i++ {
			f := t.entryAt(i)
			if f == nil || f.first != i || !armedGroup(f) {
				continue
			}
			e, _ := f.of(lexicon.KindActor)
			if one != nil && one.Name != e.Name {
				return nil
			}
			one = e
		}
	}
	return one
}

// groupWords name an armed group shortly, whichever it is.
var groupWords = set("group movement militia faction organisation organization insurgents")
