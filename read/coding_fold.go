package read

import (
	"tallystick/lexicon"
	"tallystick/read/syntax"
)

// deed is what a clause says somebody does.
type deed struct {
	kind    string         // PLOVER's type; empty for a statement
	frame   *lexicon.Frame // nil when no frame knows the deed
	at      int            // first word of the act that decided
	own     []int          // the words of that act
	verb    int            // the verb group whose subject does it, -1 for a noun
	inner   *deed          // what the deed holds
	speaker int            // verb group of who says so, -1
	must    bool           // the speaker says what others must do
	learned bool           // the type is the model's, not the frame's
}

// quad tells cooperation from conflict, in words and in deeds.
func quad(kind string) int {
	switch kind {
	case "AGREE", "CONSULT", "SUPPORT":
		return 1
	case "COOPERATE", "AID", "CONCEDE", "RETREAT":
		return 2
	case "REQUEST", "ACCUSE", "REJECT", "THREATEN":
		return 3
	case "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT":
		return 4
	}
	return 0
}

// clause reads what the verb group n says, with its mood.
func (c *coder) clause(n, end int) *deed {
	g := &c.verbs[n]
	d := c.fold(g.at, end, n)
	if d == nil {
		d = c.subjectDeed(n)
	}
	return c.mood(d, g, n)
}

// mood applies helpers and negation: what will be done is promised or
// threatened, what will not be done is refused, what must be done demanded.
func (c *coder) mood(d *deed, g *verbGroup, n int) *deed {
	switch g.modal {
	case "must", "should", "ought":
		return &deed{kind: "REQUEST", frame: c.frames.Named("act-demand"), at: g.at, verb: n, inner: d, speaker: -1, must: true}
	}
	if d == nil {
		return nil
	}
	coop := quad(d.kind) == 1 || quad(d.kind) == 2
	switch {
	case g.negated && coop && g.modal != "may" && g.modal != "might":
		return &deed{kind: "REJECT", frame: c.frames.Named("act-reject"), at: g.first, verb: d.verb, inner: d, speaker: d.speaker}
	case g.negated && d.kind != "":
		return nil
	}
	switch g.modal {
	case "may", "might", "could":
		if coop { // what may be done is weighed
			return &deed{frame: c.frames.Named("act-consider"), at: g.first, verb: d.verb, inner: d, speaker: d.speaker}
		}
	case "will", "would", "shall", "'ll", "won't", "wouldn't":
		if coop && d.kind != "AGREE" {
			return &deed{kind: "AGREE", frame: c.frames.Named("act-promise"), at: g.first, verb: d.verb, inner: d, speaker: d.speaker}
		}
		if quad(d.kind) == 4 {
			return &deed{kind: "THREATEN", frame: c.frames.Named("act-threaten"), at: g.first, verb: d.verb, inner: d, speaker: d.speaker}
		}
	}
	return d
}

// fold reads from word i on: the first act decides, or hands on to the act
// that it holds.
func (c *coder) fold(i, end, verb int) *deed {
	for k := i; k < end; k++ {
		if k > i && c.words[k].is(relatives) && c.words[k-1].low == "," {
			if to := c.asideEnd(k, end); to > 0 {
				k = to
				continue // "the paper, which is small, to close"
			}
		}
		if k > i && c.closes(k) {
			return nil
		}
		if n := c.verbAt[k-c.first]; n > 0 && k > i && c.verbs[n-1].negated {
			d := c.clause(int(n)-1, end)
			if d != nil {
				d.verb = verb
			}
			return d
		}
		a := c.actStarting(k)
		if a == nil {
			continue
		}
		if d := c.hold(a, end, verb); d != nil {
			return d
		}
	}
	return nil
}

// asideEnd returns the comma that ends a relative clause in commas before "to",
// zero when there is none.
func (c *coder) asideEnd(k, end int) int {
	for ; k+1 < end; k++ {
		if c.words[k].low == "," {
			if c.words[k+1].low == "to" {
				return k
			}
			return 0
		}
	}
	return 0
}

func (c *coder) actStarting(k int) *act {
	if n := c.actAt[k-c.first]; n > 0 {
		return &c.acts[n-1]
	}
	return nil
}

// hold reads one act with what it holds.
func (c *coder) hold(a *act, end, verb int) *deed {
	if c.steps--; c.steps < 0 {
		return nil
	}
	d := &deed{kind: a.frame.Type, frame: a.frame, at: a.first, own: a.at, verb: verb, speaker: -1}
	switch a.frame.Inner {
	case "said":
		return c.said(a, d, end)
	case "same":
		if in := c.fold(a.last, end, verb); in != nil && (in.kind != "" || d.kind == "") {
			return in
		}
		if in := c.subjectDeed(verb); in != nil {
			return in
		}
		if d.kind == "" {
			return nil
		}
	case "ended":
		in := c.fold(a.last, min(end, a.last+12), verb)
		if in == nil {
			in = c.subjectDeed(verb)
		}
		if in == nil {
			return nil
		}
		d.inner = in
		switch q := quad(in.kind); {
		case q == 3 || q == 4:
			d.kind = "CONCEDE"
		case q == 1 || q == 2:
			d.kind = "SANCTION"
		default:
			return nil
		}
	default:
		if d.inner = c.fold(a.last, end, verb); d.inner != nil && d.kind == "AGREE" && quad(d.inner.kind) == 4 {
			d.kind, d.frame = "THREATEN", c.frames.Named("act-threaten")
		}
	}
	return d
}

// subjectDeed returns the deed that the subject of a passive verb names: "a
// curfew was imposed".
func (c *coder) subjectDeed(verb int) *deed {
	if verb < 0 || !c.verbs[verb].passive {
		return nil
	}
	g := &c.verbs[verb]
	for k := g.first - 1; k >= c.first && k > g.first-12; k-- {
		if c.verbAt[k-c.first] > 0 || c.words[k].low == "," || c.tag(k) == syntax.SCONJ {
			return nil
		}
		if a := c.actStarting(k); a != nil && a.part == lexicon.Noun && a.frame.Type != "" {
			return &deed{kind: a.frame.Type, frame: a.frame, at: a.first, own: a.at, verb: verb, speaker: -1}
		}
	}
	return nil
}

// said reads what somebody says: the clause behind the cue, or the act that its
// object names.
func (c *coder) said(a *act, d *deed, end int) *deed {
	speaker := -1
	if n := c.verbAt[a.first-c.first]; n > 0 {
		speaker = int(n) - 1
	}
	v := c.nextMain(a.last, c.otherTime(a.last, end))
	object := c.fold(a.last, end, speaker)
	if v >= 0 && (object == nil || object.at >= c.verbs[v].first || c.low(a.last) == "that") {
		in := c.clause(v, end)
		if in == nil {
			return d
		}
		if in.speaker < 0 {
			in.speaker = speaker
		}
		return in
	}
	if object != nil {
		return object
	}
	if v := c.nextMain(c.start, a.first); v >= 0 && c.verbs[v].at < a.first {
		return c.clause(v, a.first) // "the town was shelled, officials said"
	}
	return d
}

// otherTime returns where words of what happened at another time begin.
func (c *coder) otherTime(i, end int) int {
	for k := i + 1; k < end; k++ {
		if !c.words[k].is(after) {
			continue
		}
		if k > i+1 || c.low(i) != "that" {
			return k
		}
		for k < end && c.words[k].low != "," {
			k++ // "said that after the raid, ..."
		}
	}
	return end
}

// closes reports whether a clause of another kind opens at word k: a relative
// clause, a clause or phrase of time or reason, another main clause, an
// attribution.
func (c *coder) closes(k int) bool {
	if c.ends[k-c.first] == 0 {
		c.ends[k-c.first] = -1
		if c.otherClause(k) {
			c.ends[k-c.first] = 1
		}
	}
	return c.ends[k-c.first] > 0
}

func (c *coder) otherClause(k int) bool {
	w, tag := &c.words[k], c.tag(k)
	low := w.low
	switch {
	case w.is(relatives) && tag != syntax.ADP:
		return true
	case tag == syntax.SCONJ && low != "that" && low != "if" && low != "whether" && !w.is(beforeGerund):
		return true
	case w.is(after):
		return true
	case low == ";" || c.dash(k):
		return true
	case low == "," || w.is(coordinator):
		n := c.nextFinite(k+1, c.end)
		if n < 0 {
			return false
		}
		g := &c.verbs[n]
		return c.plainBetween(k+1, g.first)
	}
	return false
}

// nextFinite returns the first finite verb group from word i on.
func (c *coder) nextFinite(i, end int) int {
	for k := i; k < end; k++ {
		if n := c.verbAt[k-c.first]; n > 0 && c.verbs[n-1].finite() {
			return int(n) - 1
		}
	}
	return -1
}

// plainBetween reports whether nothing but a subject stands from i to k.
func (c *coder) plainBetween(i, k int) bool {
	for ; i < k; i++ {
		if c.words[i].low == "," || c.words[i].is(relatives) || c.tag(i) == syntax.SCONJ || c.verbAt[i-c.first] > 0 {
			return false
		}
	}
	return true
}
