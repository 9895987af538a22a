package read

import (
	"tallystick/lexicon"
)

// amount is a number of people or things as an interval.
type amount struct {
	first, last int // words, with what bounds it
	min, max    *int64
	said        *int64 // the number as the text writes it, without its bounds; nil for "dozens"
	approx      bool
	rules       []string
}

// amountIn reads the number in a phrase; ok is false when the phrase holds
// none that counts things: an age, a date, a sum of money, an ordinal.
func (t *parsed) amountIn(p *phrase) (amount, bool) {
	if p.class == calendar {
		return amount{}, false
	}
	if p.numeral < 0 {
		return t.quantifier(p)
	}
	if low := t.words[p.numeral].low; low == "no" || low == "nobody" {
		return amount{}, false
	}
	for i := p.numeral; i < p.last; i++ {
		if t.tags[i] != number {
			continue
		}
		if a, ok := t.amountAt(i, p); ok {
			return a, true
		}
		if t.measured(i) {
			return amount{}, false
		}
	}
	return t.quantifier(p)
}

// amountAt reads the number at word i of a phrase.
func (t *parsed) amountAt(i int, p *phrase) (amount, bool) {
	if i > 0 {
		switch before := t.words[i-1].low; before {
		case "$", "€", "£", "no.", "₽", "¥", "%", "/", "#":
			return amount{}, false
		case "-":
			if t.words[i-1].end == t.words[i].start {
				return amount{}, false // "Su-25"; not the mark of an item
			}
		default:
			if t.words[i-1].is(timeWords) && t.words[i-1].capital && !weekdays[before] {
				return amount{}, false // "the March 17 explosion"
			}
		}
	}
	if f := t.entryAt(i); f != nil && f.named() && f.first < i {
		return amount{}, false // "Su-25", "the 58th Army"
	}
	low := t.words[i].low
	value, last, ok := t.value(i)
	if !ok || len(low) == 4 && (low[0] == '1' || low[0] == '2') && t.isYear(i) {
		return amount{}, false
	}
	a := amount{first: i, last: last, min: value.min, max: value.max, said: value.min, approx: value.approx, rules: value.rules}
	if t.vague(i) {
		a.said = nil
	}
	if t.measured(i) {
		return amount{}, false
	}
	t.hedged(&a, p)
	return a, true
}

// vague reports whether the number at word i is one that nobody counted:
// "dozens", "several".
func (t *parsed) vague(i int) bool {
	f := t.entryAt(i)
	if f == nil {
		return false
	}
	e, ok := f.of(lexicon.KindNumber)
	return ok && e.Class == "quantifier" && t.lex.Numbers[e.At].Approx
}

// measured reports whether the number at word i counts time, length, weight,
// money or shares.
func (t *parsed) measured(i int) bool {
	_, last, ok := t.value(i)
	return ok && last < len(t.words) && (t.words[last].low == "%" || t.words[last].low == "percent" || t.words[last].low == "per" || t.measures(last))
}

// isYear reports whether a number of four digits stands where a year would.
func (t *parsed) isYear(i int) bool {
	if i == 0 {
		return false
	}
	switch t.words[i-1].low {
	case "in", "since", "of", "until", "by", "the", "early", "late", "during":
		return true
	}
	return t.words[i-1].is(timeWords)
}

func (t *parsed) measures(i int) bool {
	return i < len(t.words) && (t.words[i].is(measures) || t.words[i].kind == mark && (t.words[i].low == "°" || t.words[i].low == "€"))
}

// quantifier reads "dozens of soldiers", "several tanks" and "a girl".
func (t *parsed) quantifier(p *phrase) (amount, bool) {
	for k := p.first; k < p.last; k++ {
		f := t.entryAt(k)
		if f == nil || f.first != k {
			continue
		}
		if e, ok := f.of(lexicon.KindNumber); ok && e.Class != "ordinal" && f.last < p.last && !t.measures(f.last) {
			n := t.lex.Numbers[e.At]
			if e.Name == "both" || n.Min != nil && *n.Min == 0 {
				return amount{}, false
			}
			a := amount{first: k, last: f.last, min: n.Min, max: n.Max, said: n.Min, approx: n.Approx, rules: []string{e.ID}}
			if e.Class == "quantifier" && n.Approx {
				a.said = nil
			}
			t.hedged(&a, p)
			return a, true
		}
	}
	return amount{}, false
}

// hedged widens the amount by the words that bound it, before and after.
func (t *parsed) hedged(a *amount, p *phrase) {
	if f := t.entryAtOrNil(a.first - 1); f != nil && f.last == a.first {
		if e, ok := f.of(lexicon.KindHedge); ok && e.Class == "count" {
			a.bound(t.lex.Hedges[e.At])
			a.first = f.first
		}
	}
	for _, k := range []int{a.last, p.last} {
		f := t.entryAtOrNil(k)
		if f == nil || f.first != k {
			continue
		}
		low := t.words[k].low
		if e, ok := f.of(lexicon.KindHedge); ok && e.Class == "count" && (low == "or" || low == "and" || low == "at" && f.last > k+2) {
			a.bound(t.lex.Hedges[e.At]) // "20 or more", "20 people at the most"
			if k == a.last {
				a.last = f.last
			}
			return
		}
	}
}

func (t *parsed) entryAtOrNil(i int) *found {
	if i < 0 || i >= len(t.words) {
		return nil
	}
	return t.entryAt(i)
}

// bound applies a hedge: "at least n" has no upper end, "more than n" begins
// at n+1, "around n" is n, approximately.
func (a *amount) bound(h lexicon.Hedge) {
	a.rules = append(a.rules, h.ID)
	switch h.Effect {
	case "approx":
		a.approx = true
	case "min":
		a.max = nil
	case "min-exclusive":
		a.min, a.max = plus(a.min, 1), nil
	case "max":
		a.min = nil
	case "max-exclusive":
		a.min, a.max = nil, plus(a.max, -1)
	}
}
