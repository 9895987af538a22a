package accounts

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// sentence tells an account in one sentence, out of its values alone.
func (t *Teller) sentence(a *Account) string {
	var clauses []string
	add := func(act, what string) { clauses = append(clauses, t.clause(a, act, what)) }
	has := func(state string) bool {
		return slices.ContainsFunc(a.Happened, func(v Value) bool { return v.Text == state })
	}
	switch {
	case has(HasConceded):
		add("admits", t.that(a))
	case has(HasStated):
		add("says", t.that(a))
	case has(HasHedged):
		add("reports", t.that(a))
	case has(HasPossible):
		add("possible", "")
	}
	var denies []string
	for _, field := range Fields {
		if a.denies(field) && !(field == FieldWho && a.denies(FieldHappened)) {
			denies = append(denies, t.words.say("denied."+field))
		}
	}
	if denies != nil {
		add("denies", t.words.list(denies))
	}
	if clauses == nil {
		add("speaks", "")
	}
	return t.words.list(clauses)
}

// clause says what an account does: says, denies, admits.
func (t *Teller) clause(a *Account, act, what string) string {
	id := "side." + act
	if a.many() {
		id = "many." + act
	}
	return t.words.say(id, "name", a.Name, "what", what)
}

// many reports whether several speak in the account who are no one side.
func (a *Account) many() bool { return rank(a.ID) >= 2 }

// that tells what the account holds: the deed, the toll, both, or only "it".
func (t *Teller) that(a *Account) string {
	deed, toll := t.deed(a), t.toll(a)
	switch {
	case len(a.What) == 0 && len(a.Who) == 1 && a.Side != "" && a.Who[0].Side == a.Side && toll == "":
		return t.words.say("that.own")
	case deed != "" && toll != "":
		return t.words.say("that.both", "deed", deed, "toll", toll)
	case deed != "":
		return t.words.say("that.deed", "deed", deed)
	case toll != "":
		return t.words.say("that.toll", "toll", toll)
	}
	return t.words.say("that.it")
}

func (t *Teller) deed(a *Account) string {
	if len(a.What) == 0 && len(a.Who) == 0 {
		return ""
	}
	kind := ""
	if len(a.What) > 0 && t.words.has("verb."+a.What[0].Text) {
		kind = "." + a.What[0].Text
	}
	id, target := "deed.active", "part.target.active"
	if len(a.Who) == 0 {
		id, target = "deed.passive", "part.target.passive"
	}
	part := func(id, slot string, values []Value) string {
		if len(values) == 0 {
			return ""
		}
		return t.words.say(id, slot, t.words.list(t.names(values)))
	}
	when := ""
	if len(a.Time) > 0 {
		// the narrowest of the days said; the first of those that are as narrow
		day := slices.MinFunc(a.Time, func(x, y Value) int { return cmp.Compare(length(x), length(y)) }).Time
		from, to := utcDay(day.From), utcDay(day.To)
		if from == to || from == "" || to == "" {
			when = t.words.say("part.time", "day", cmp.Or(from, to))
		} else {
			when = t.words.say("part.times", "from", from, "to", to)
		}
	}
	return t.words.say(id, "who", t.words.list(t.names(a.Who)), "verb", t.words.say("verb"+kind), "noun", t.words.say("noun"+kind),
		"target", part(target, "target", a.Target), "place", part("part.place", "place", a.Place), "instrument", part("part.instrument", "instrument", a.Instrument), "time", when)
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
func (t *Teller) names(values []Value) []string {
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
	var out []string
	for _, v := range sorted {
		name := v.Text
		if bodies[v.Side] > 1 && v.Side != "" {
			name = t.nameOf(v.Side, "")
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// toll tells the numbers that stand, kinds in their order.
func (t *Teller) toll(a *Account) string {
	counts := t.standing(a)
	slices.SortStableFunc(counts, func(x, y Count) int {
		return cmp.Or(cmp.Compare(slices.Index(TollKinds, x.What), slices.Index(TollKinds, y.What)), byScope(x.Scope, y.Scope))
	})
	var out []string
	for _, c := range counts {
		id, scope := "toll.other", ""
		if c.Min != nil && c.Max != nil && *c.Min == 1 && *c.Max == 1 {
			id = "toll.one"
		}
		if c.Scope.Kind != ScopeIncident {
			scope = t.words.say("toll.scope", "scope", t.scope(c.Scope))
		}
		told := t.words.say(id, "n", t.number(c), "what", t.words.say("what."+c.What), "scope", scope)
		var parts []string
		for _, p := range c.Parts {
			parts = append(parts, strings.TrimSpace(t.words.say("toll.part", "n", t.number(p), "who", p.Who)))
		}
		if parts != nil {
			told = t.words.say("toll.parts", "toll", told, "parts", t.words.list(parts))
		}
		if source := c.Said[len(c.Said)-1].Source; a.many() && source != "" {
			told = t.words.say("toll.source", "toll", told, "source", source)
		}
		out = append(out, told)
	}
	return t.words.list(out)
}

// number tells an interval.
func (t *Teller) number(c Count) string {
	n := func(p *int64) string { return strconv.FormatInt(*p, 10) }
	switch {
	case c.Min == nil && c.Max == nil:
		return t.words.say("number.some")
	case c.Min == nil:
		return t.words.say("number.most", "n", n(c.Max))
	case c.Max == nil:
		return t.words.say("number.least", "n", n(c.Min))
	case *c.Min != *c.Max && c.Approx:
		return t.words.say("number.aboutrange", "n", n(c.Min), "m", n(c.Max))
	case *c.Min != *c.Max:
		return t.words.say("number.range", "n", n(c.Min), "m", n(c.Max))
	case c.Approx:
		return t.words.say("number.about", "n", n(c.Min))
	}
	return t.words.say("number.exact", "n", n(c.Min))
}

// scope tells of what a number is.
func (t *Teller) scope(s Scope) string { return t.words.say("scope."+s.Kind, "words", s.Words) }

// fieldSentence tells how two accounts stand in a field.
func (t *Teller) fieldSentence(a, b *Account, c *Compared) string {
	field := t.words.say("field." + c.Field)
	name := func(id string) string {
		if id == a.ID {
			return a.Name
		}
		return b.Name
	}
	switch c.Verdict {
	case Silent:
		return t.words.say("compared.silent", "name", name(c.Silent), "field", field)
	case Denies:
		var clauses []string
		for _, x := range []*Account{a, b} {
			if slices.Contains(c.Denier, x.ID) {
				clauses = append(clauses, t.clause(x, "denies", t.words.say("denied."+c.Field)))
			}
		}
		return t.words.say("compared.denies", "what", t.words.list(clauses))
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
	var values []string
	for _, h := range c.Values {
		if want != "" && h.Verdict != want {
			continue
		}
		v := t.words.say("compared.values", "a", h.A, "b", h.B)
		if h.Why != "" {
			v = t.words.say("compared.because", "values", v, "why", h.Why)
		}
		values = append(values, v)
	}
	return t.words.say(id, "field", field, "values", t.words.list(values))
}

// pairSentence tells two accounts, and in what they agree and differ.
func (t *Teller) pairSentence(a, b *Account, p *Pair) string {
	var same, apart []string
	for _, c := range p.Fields {
		switch name := t.words.say("field." + c.Field); {
		case c.Verdict == Agrees:
			same = append(same, name)
		case c.disputed():
			apart = append(apart, name)
		}
	}
	said := []string{t.words.say("pair", "a", t.sentence(a), "b", t.sentence(b)) + "."}
	if same != nil {
		said = append(said, t.words.say("pair.agree", "fields", t.words.list(same)))
	}
	if apart != nil {
		said = append(said, t.words.say("pair.differ", "fields", t.words.list(apart)))
	}
	if same == nil && apart == nil {
		said = append(said, t.words.say("pair.none"))
	}
	return strings.Join(said, " ")
}
