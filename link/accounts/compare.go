package accounts

import (
	"cmp"
	"slices"
	"strings"

	"tallystick/evidence"
)

// Pair is two accounts held against each other. A stands before B in the order
// of accounts.
type Pair struct {
	A       string     `json:"a"` // ids of the accounts
	B       string     `json:"b"`
	Fields  []Compared `json:"fields"`
	Summary Phrase     `json:"summary"`
}

// Compared is one field of two accounts. A field of which both are silent is
// left out.
type Compared struct {
	Field   string   `json:"field"`
	Verdict string   `json:"verdict"`
	Silent  string   `json:"silent,omitempty"` // id of the account that says nothing of it
	Denier  []string `json:"denier,omitempty"` // ids of the accounts that deny it
	Values  []Held   `json:"values,omitempty"` // the values that were held against each other
	Summary Phrase   `json:"summary"`
}

// Held is two values held against each other.
type Held struct {
	A       string `json:"a"`
	B       string `json:"b"`
	Verdict string `json:"verdict"`           // agrees, differs, not comparable
	Coarser string `json:"coarser,omitempty"` // "a" or "b": says it less precisely
	Why     Phrase `json:"why,omitzero"`

	Phrases [2]Phrase `json:"-"` // A and B as a sentence says them, where they are no words of a claim
}

// compare holds two accounts against each other, field by field.
func (t *Teller) compare(a, b *Account) Pair {
	if cmp.Or(cmp.Compare(rank(a.ID), rank(b.ID)), cmp.Compare(a.ID, b.ID)) > 0 {
		a, b = b, a
	}
	p := Pair{A: a.ID, B: b.ID}
	for _, field := range Fields {
		c := Compared{Field: field}
		switch field {
		case FieldHappened:
			t.happened(&c, a, b)
		case FieldCount:
			c.Values = t.heldCounts(a, b)
			c.settle(a, b, len(a.Counts) > 0, len(b.Counts) > 0)
		default:
			c.Values = t.held(field, a.Of(field), b.Of(field))
			c.settle(a, b, len(a.Of(field)) > 0, len(b.Of(field)) > 0)
		}
		if c.Verdict != "" {
			c.Summary = fieldSentence(a, b, &c)
			p.Fields = append(p.Fields, c)
		}
	}
	p.Summary = pairSentence(a, b, &p)
	return p
}

// happened compares whether it happened at all.
func (t *Teller) happened(c *Compared, a, b *Account) {
	state := func(x *Account) (says, denies bool) {
		for _, v := range x.Happened {
			says = says || v.Text != HasDenied && v.Text != HasPossible
			denies = denies || v.Text == HasDenied
		}
		return says, denies
	}
	as, ad := state(a)
	bs, bd := state(b)
	if ad && !as && bs {
		c.Denier = append(c.Denier, a.ID)
	}
	if bd && !bs && as {
		c.Denier = append(c.Denier, b.ID)
	}
	for _, x := range a.Happened {
		for _, y := range b.Happened {
			h := Held{A: x.Text, B: y.Text, Verdict: Agrees}
			switch {
			case (x.Text == HasDenied) != (y.Text == HasDenied):
				h.Verdict = Differs
			case x.Text == HasPossible && y.Text != HasPossible:
				h.Coarser = "a"
			case y.Text == HasPossible && x.Text != HasPossible:
				h.Coarser = "b"
			}
			c.Values = append(c.Values, h)
		}
	}
	c.settle(a, b, len(a.Happened) > 0, len(b.Happened) > 0)
}

// settle gives the field its verdict out of its values, of who speaks of it,
// and of who denies it. c.Denier may hold who denies it already.
func (c *Compared) settle(a, b *Account, aSays, bSays bool) {
	if c.Field != FieldHappened {
		if bSays && a.denies(c.Field) && !aSays {
			c.Denier = append(c.Denier, a.ID)
		}
		if aSays && b.denies(c.Field) && !bSays {
			c.Denier = append(c.Denier, b.ID)
		}
	}
	switch has := func(verdict string) bool {
		return slices.ContainsFunc(c.Values, func(h Held) bool { return h.Verdict == verdict })
	}; {
	case len(c.Denier) > 0:
		c.Verdict = Denies
	case !aSays && !bSays:
	case !aSays:
		c.Verdict, c.Silent = Silent, a.ID
	case !bSays:
		c.Verdict, c.Silent = Silent, b.ID
	case has(Agrees) && has(Differs):
		c.Verdict = Mixed
	case has(Agrees):
		c.Verdict = Agrees
	case has(Differs):
		c.Verdict = Differs
	default:
		c.Verdict = Incomplete
	}
}

// denies reports whether the account denies the field.
func (a *Account) denies(field string) bool {
	return slices.ContainsFunc(a.Denies, func(v Value) bool { return v.Text == field })
}

// held compares the values of a field. A value that agrees with one of the
// other account is not held against its others; one that agrees with none is
// held against each.
func (t *Teller) held(field string, as, bs []Value) []Held {
	rel := make([][]relation, len(as))
	met := make([]bool, len(as)+len(bs))
	for i, x := range as {
		rel[i] = make([]relation, len(bs))
		for k, y := range bs {
			rel[i][k] = t.relate(field, x, y)
			if rel[i][k].verdict == Agrees {
				met[i], met[len(as)+k] = true, true
			}
		}
	}
	var out []Held
	for i, x := range as {
		for k, y := range bs {
			if r := rel[i][k]; r.verdict == Agrees || !(met[i] && met[len(as)+k]) {
				h := Held{A: x.shown(), B: y.shown(), Verdict: r.verdict, Coarser: r.coarser, Why: r.why}
				if field == FieldWhat {
					h.Phrases = [2]Phrase{x.kind(), y.kind()}
				}
				out = append(out, h)
			}
		}
	}
	return out
}

// relate compares two values of one field.
func (t *Teller) relate(field string, x, y Value) relation {
	switch field {
	case FieldWho, FieldTarget:
		return t.actors(x, y)
	case FieldPlace:
		return t.place(x.spot(), y.spot())
	case FieldTime:
		return days(*x.Time, *y.Time)
	case FieldInstrument:
		return t.instruments(x.Text, y.Text)
	}
	switch {
	case x.Text != y.Text:
		return relation{verdict: Differs}
	case x.Detail != "" && y.Detail != "" && x.Detail != y.Detail:
		return relation{Agrees, "", say("why.manner")}
	case x.Detail == "" && y.Detail != "":
		return relation{verdict: Agrees, coarser: "a"}
	case y.Detail == "" && x.Detail != "":
		return relation{verdict: Agrees, coarser: "b"}
	}
	return relation{verdict: Agrees}
}

// shown is how a value is shown beside another.
func (v Value) shown() string {
	if v.Detail != "" {
		return v.Text + " " + v.Detail
	}
	return v.Text
}

// kind is how a type of event is said beside another.
func (v Value) kind() Phrase {
	switch noun := "noun." + v.Text; {
	case !has(noun):
		return plain(v.shown())
	case v.Detail != "":
		return say("compared.mode", "noun", say(noun), "mode", v.Detail)
	default:
		return say(noun)
	}
}

// heldCounts compares the numbers that stand: of each source the last it gave
// of a kind, a scope and people. Parts are never compared with wholes, nor
// numbers of different scope with each other: both are told.
func (t *Teller) heldCounts(a, b *Account) []Held {
	var out []Held
	for _, x := range t.standing(a) {
		for _, y := range t.standing(b) {
			h := Held{Phrases: [2]Phrase{number(x), number(y)}}
			h.A, h.B = h.Phrases[0].String(), h.Phrases[1].String()
			switch {
			case x.What != y.What, x.Side != "" && y.Side != "" && x.Side != y.Side:
				continue
			case x.Scope.key() != y.Scope.key():
				h.Verdict, h.Why = Incomplete, say("why.scope", "a", scopeOf(x.Scope), "b", scopeOf(y.Scope))
			default:
				r := t.counts(x, y)
				h.Verdict, h.Coarser, h.Why = r.verdict, r.coarser, r.why
			}
			out = append(out, h)
		}
	}
	return out
}

// standing returns the numbers that no later one by the same source replaces.
func (t *Teller) standing(a *Account) []Count {
	key := func(c Count, s Saying) string {
		return strings.Join([]string{c.What, c.Scope.key(), t.class(c.Who), c.Side, cmp.Or(s.Source, s.Origin)}, "|")
	}
	last := map[string]evidence.Interval{}
	for _, c := range a.Counts {
		for _, s := range c.Said {
			if m, seen := last[key(c, s)]; !seen || byMoment(m, s.Published) < 0 {
				last[key(c, s)] = s.Published
			}
		}
	}
	var out []Count
	for _, c := range a.Counts {
		if slices.ContainsFunc(c.Said, func(s Saying) bool { return byMoment(last[key(c, s)], s.Published) == 0 }) {
			out = append(out, c)
		}
	}
	return out
}
