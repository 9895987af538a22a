package accounts

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// sentence tells an account in one sentence, out of its values alone. What
// claims of different deeds say is never put together into one.
func (in *incident) sentence(a *Account) Phrase {
	var clauses []Phrase
	add := func(act string, what Phrase) {
		if clauses == nil {
			clauses = append(clauses, clause(a, act, what))
		} else {
			clauses = append(clauses, say(a.number()+".next."+act, "name", a.called(), "what", what))
		}
	}
	admits, says, reports := in.fullest(a, HasConceded), in.fullest(a, HasStated), in.fullest(a, HasHedged)
	if admits != nil {
		add("admits", in.that(admits))
	}
	if says != nil && (admits == nil || in.adds(says, admits)) {
		add("says", in.that(says))
	}
	switch {
	case admits != nil, says != nil:
	case reports != nil:
		add("reports", in.that(reports))
	case a.holds(HasPossible):
		add("possible", Phrase{})
	}
	if denies := in.denials(a, clauses != nil); denies != nil {
		add("denies", list(denies))
	}
	if clauses == nil {
		add("speaks", Phrase{})
	}
	return list(clauses)
}

// denials says what an account denies: each field once. What the denials of one
// that also states something answer is named, since "it" would be what it states.
func (in *incident) denials(a *Account, states bool) []Phrase {
	var denies []Phrase
	add := func(p Phrase) {
		if !slices.ContainsFunc(denies, p.Equal) {
			denies = append(denies, p)
		}
	}
	for _, field := range append(slices.Clone(Fields), deniesOther) {
		k := slices.IndexFunc(a.Denies, func(v Value) bool { return v.Text == field })
		if k < 0 || field == FieldWho && a.denies(FieldHappened) {
			continue
		}
		if field != FieldHappened || !states {
			add(say("denied." + field))
			continue
		}
		for _, said := range a.Denies[k].Said {
			for _, r := range in.replies {
				if r.Claim != said.Claim || r.Report != said.Report || r.To == "" {
					continue
				}
				for _, id := range r.ToVoices {
					if id == a.ID {
						continue // which it does not answer
					}
					other := &Account{ID: id, Side: sideOf(id), Name: in.nameOf(id, strings.TrimPrefix(id, unresolved))}
					if other.many() {
						add(say("denied.saidmany", "name", other.called()))
					} else {
						add(say("denied.said", "name", other.called()))
					}
				}
			}
		}
	}
	return denies
}

// clause says what an account does: says, denies, admits.
func clause(a *Account, act string, what Phrase) Phrase {
	return say(a.number()+"."+act, "name", a.called(), "what", what)
}

// number is the grammatical one, as ids of messages have it.
func (a *Account) number() string {
	if a.many() {
		return "many"
	}
	return "side"
}

// called is the account's name in a sentence.
func (a *Account) called() Phrase {
	if a.many() {
		return say("account." + a.ID)
	}
	return plain(a.Name)
}

// many reports whether several speak in the account who are no one side.
func (a *Account) many() bool { return rank(a.ID) >= 2 }

// that tells what the account holds: the deed, the toll, both, or only "it".
func (t *Teller) that(a *Account) Phrase {
	deed, toll := t.deed(a), t.toll(a)
	switch {
	case len(a.What) == 0 && len(a.Who) == 1 && a.Side != "" && a.Who[0].Side == a.Side && toll.IsZero():
		return say("that.own")
	case !deed.IsZero() && !toll.IsZero():
		return say("that.both", "deed", deed, "toll", toll)
	case !deed.IsZero():
		return say("that.deed", "deed", deed)
	case !toll.IsZero():
		return say("that.toll", "toll", toll)
	}
	return say("that.it")
}

func (t *Teller) deed(a *Account) Phrase {
	if len(a.What) == 0 && len(a.Who) == 0 {
		return Phrase{}
	}
	verb, noun := "verb", "noun"
	if len(a.What) > 0 {
		kind := "." + a.What[0].Text
		mode := kind + "." + a.What[0].Detail
		verb, noun = closest(verb, verb+kind, verb+mode), closest(noun, noun+kind, noun+mode)
		if len(a.Target) > 0 {
			verb = closest(verb, verb+".target")
		}
	}
	id, target := "deed.active", "part.target.active"
	if len(a.Who) == 0 {
		id, target = "deed.passive", "part.target.passive"
	}
	if len(a.What) > 0 {
		target = closest(target, target+"."+a.What[0].Text)
	}
	part := func(id, slot string, values []Value) Phrase {
		if len(values) == 0 {
			return Phrase{}
		}
		return say(id, slot, list(t.names(values)))
	}
	var when Phrase
	if len(a.Time) > 0 {
		// the narrowest of the days said; the first of those that are as narrow
		day := slices.MinFunc(a.Time, func(x, y Value) int { return cmp.Compare(length(x), length(y)) }).Time
		from, to := utcDay(day.From), utcDay(day.To)
		if from == to || from == "" || to == "" {
			when = say("part.time", "day", cmp.Or(from, to))
		} else {
			when = say("part.times", "from", from, "to", to)
		}
	}
	return say(id, "who", list(t.names(a.Who)), "verb", say(verb), "noun", say(noun),
		"target", part(target, "target", a.Target), "place", part(placed(a.Place), "place", a.Place), "instrument", part("part.instrument", "instrument", a.Instrument), "time", when)
}

// placed is the message for where something was: in what is wide, else at it.
func placed(places []Value) string {
	for _, p := range places {
		if !slices.Contains([]string{"country", "region", "district"}, p.Size) {
			return "part.place"
		}
	}
	return "part.within"
}

// closest returns the last of the messages that there is.
func closest(ids ...string) string {
	for _, id := range slices.Backward(ids) {
		if has(id) {
			return id
		}
	}
	return ids[0]
}

// length orders intervals from narrow to wide.
func length(v Value) int {
	if v.Time.From == "" || v.Time.To == "" {
		return 1 << 30
	}
	return int(v.Time.Latest().Sub(v.Time.Earliest()).Hours())
}

// names returns the values as a sentence names them, each once: of two bodies
// of one side the side. Sides stand in the order of code, before the others.
func (t *Teller) names(values []Value) []Phrase {
	bodies := map[string]int{}
	for _, v := range values {
		if v.Side != "" {
			bodies[v.Side]++
		}
	}
	sorted := slices.Clone(values)
	slices.SortStableFunc(sorted, func(a, b Value) int {
		if (a.Side == "") != (b.Side == "") {
			return cmp.Compare(b.Side, a.Side)
		}
		return cmp.Compare(a.Side, b.Side)
	})
	var seen []string
	var out []Phrase
	for _, v := range sorted {
		name := v.Text
		if bodies[v.Side] > 1 && v.Side != "" {
			name = t.nameOf(v.Side, "")
		}
		if !slices.Contains(seen, name) {
			seen = append(seen, name)
			out = append(out, plain(name))
		}
	}
	return out
}

// toll tells the numbers that stand, kinds in their order.
func (t *Teller) toll(a *Account) Phrase {
	counts := t.standing(a)
	slices.SortStableFunc(counts, func(x, y Count) int {
		return cmp.Or(cmp.Compare(slices.Index(TollKinds, x.What), slices.Index(TollKinds, y.What)), byScope(x.Scope, y.Scope))
	})
	var out []Phrase
	for _, c := range counts {
		id, scope := "toll.other", Phrase{}
		if c.Min != nil && c.Max != nil && *c.Min == 1 && *c.Max == 1 {
			id = "toll.one"
		}
		if c.Scope.Kind != ScopeIncident {
			scope = say("toll.scope", "scope", scopeOf(c.Scope))
		}
		told := say(id, "n", number(c), "who", who(c), "what", say("what."+c.What), "scope", scope)
		var parts []Phrase
		for _, p := range c.Parts {
			parts = append(parts, say("toll.part", "n", number(p), "who", who(p)))
		}
		if parts != nil {
			told = say("toll.parts", "toll", told, "parts", list(parts))
		}
		if source := c.Said[len(c.Said)-1].Source; a.many() && source != "" {
			told = say("toll.source", "toll", told, "source", source)
		}
		out = append(out, told)
	}
	return list(out)
}

// who tells whom a number counts, where the words do more than point at others.
func who(c Count) Phrase {
	switch low := strings.ToLower(c.Who); low {
	case "", c.What, "them", "these", "those", "others":
		return Phrase{}
	}
	return plain(" " + c.Who)
}

// number tells an interval.
func number(c Count) Phrase {
	n := func(p *int64) string { return strconv.FormatInt(*p, 10) }
	switch {
	case c.Min == nil && c.Max == nil:
		return say("number.some")
	case c.Min == nil:
		return say("number.most", "n", n(c.Max))
	case c.Max == nil:
		return say("number.least", "n", n(c.Min))
	case *c.Min != *c.Max && c.Approx:
		return say("number.aboutrange", "n", n(c.Min), "m", n(c.Max))
	case *c.Min != *c.Max:
		return say("number.range", "n", n(c.Min), "m", n(c.Max))
	case c.Approx:
		return say("number.about", "n", n(c.Min))
	}
	return say("number.exact", "n", n(c.Min))
}

// scope tells of what a number is.
func scopeOf(s Scope) Phrase { return say("scope."+s.Kind, "words", s.Words) }

// fieldSentence tells how two accounts stand in a field.
func fieldSentence(a, b *Account, c *Compared) Phrase {
	field := say("field." + c.Field)
	name := func(id string) Phrase {
		if id == a.ID {
			return a.called()
		}
		return b.called()
	}
	switch c.Verdict {
	case Silent:
		return say("compared.silent", "name", name(c.Silent), "field", field)
	case Denies:
		var clauses []Phrase
		for _, x := range []*Account{a, b} {
			if slices.Contains(c.Denier, x.ID) {
				clauses = append(clauses, clause(x, "denies", say("denied."+c.Field)))
			}
		}
		return say("compared.denies", "what", list(clauses))
	}
	id := "compared." + c.Verdict
	want := c.Verdict
	switch c.Verdict {
	case Incomplete:
		id = "compared.incomplete"
	case Mixed:
		want = ""
	case Agrees:
		if !slices.ContainsFunc(c.Values, func(h Held) bool {
			return h.Verdict == Agrees && h.Coarser == "" && (h.A == h.B || c.Field == FieldHappened)
		}) {
			id = "compared.coarser"
		}
	}
	var values []Phrase
	for _, h := range c.Values {
		if want != "" && h.Verdict != want {
			continue
		}
		v := say("compared.values", "a", h.phrase(c.Field, 0), "b", h.phrase(c.Field, 1))
		if !h.Why.IsZero() {
			v = say("compared.because", "values", v, "why", h.Why)
		}
		values = append(values, v)
	}
	return say(id, "field", field, "values", list(values))
}

// phrase is one of the two values, 0 or 1, as a sentence says it.
func (h Held) phrase(field string, which int) Phrase {
	value := [2]string{h.A, h.B}[which]
	switch state := "state." + value; {
	case !h.Phrases[which].IsZero():
		return h.Phrases[which]
	case field == FieldHappened && has(state):
		return say(state)
	}
	return plain(value)
}

// pairSentence tells two accounts, and in what they agree and differ.
func pairSentence(a, b *Account, p *Pair) Phrase {
	var same, apart []Phrase
	for _, c := range p.Fields {
		switch name := say("field." + c.Field); {
		case c.Verdict == Agrees:
			same = append(same, name)
		case c.disputed():
			apart = append(apart, name)
		}
	}
	said := []Phrase{say("pair", "a", a.Summary, "b", b.Summary)}
	if same != nil {
		said = append(said, say("pair.agree", "fields", list(same)))
	}
	if apart != nil {
		said = append(said, say("pair.differ", "fields", list(apart)))
	}
	if same == nil && apart == nil {
		said = append(said, say("pair.none"))
	}
	all := said[0]
	for _, more := range said[1:] {
		all = say("pair.more", "a", all, "b", more)
	}
	return all
}
