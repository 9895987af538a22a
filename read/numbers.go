package read

import (
	"strconv"
	"strings"

	"tallystick/lexicon"
)

// amount is a number of people or things as an interval.
type amount struct {
	first, last int // words, with what bounds it
	min, max    *int64
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
	i := p.numeral
	low := t.words[i].low
	if low == "no" || low == "nobody" {
		return amount{}, false
	}
	if i > 0 {
		switch before := t.words[i-1].low; before {
		case "$", "€", "£", "no.", "₽", "¥", "%", "/", "#":
			return amount{}, false
		case "-":
			if t.words[i-1].end == t.words[i].start {
				return amount{}, false // "Su-25"; not the mark of an item
			}
		}
	}
	if t.entryAt(i) != nil {
		if f := t.entryAt(i); f.named() && f.first < i {
			return amount{}, false // "Su-25", "the 58th Army"
		}
	}
	value, last, ok := t.value(i)
	if !ok || strings.HasPrefix(low, "1") && len(low) == 4 && t.isYear(i) {
		return amount{}, false
	}
	a := amount{first: i, last: last, min: value.min, max: value.max, approx: value.approx, rules: value.rules}
	if last < len(t.words) && (t.words[last].low == "%" || t.words[last].low == "percent" || t.words[last].low == "per") {
		return amount{}, false
	}
	if t.measures(last) {
		return amount{}, false
	}
	t.hedged(&a, p)
	return a, true
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
	return timeWords[t.words[i-1].low]
}

// units of time, length, weight and money: what they count is no claim's.
var measures = set("minute minutes hour hours day days week weeks month months year years year-old decade decades century centuries second seconds kilometre kilometres kilometer kilometers km mile miles metre metres meter meters feet foot m kg kilogram kilograms ton tons tonne tonnes dollar dollars euro euros percent per cent degrees hectares acres times am pm a.m. p.m. o'clock square mm cm litres liters")

func (t *parsed) measures(i int) bool {
	return i < len(t.words) && (measures[t.words[i].low] || t.words[i].kind == mark && (t.words[i].low == "°" || t.words[i].low == "€"))
}

// value reads the number that starts at word i: digits, number words, and the
// multipliers after either.
func (t *parsed) value(i int) (amount, int, bool) {
	a := amount{}
	last := i + 1
	if t.words[i].kind == digits {
		low, high, joined := strings.Cut(t.words[i].low, "-")
		n, ok := parseDigits(low)
		if ok && joined {
			m, whole := parseDigits(high)
			if !whole || m <= n {
				return a, 0, false // "2020-11", "122-mm"
			}
			a.min, a.max = &n, &m
			return a, last, true
		}
		if !ok {
			return a, 0, false
		}
		a.min, a.max = &n, &n
	} else {
		f := t.entryAt(i)
		if f == nil {
			return a, 0, false
		}
		e, ok := f.of(lexicon.KindNumber)
		if !ok || e.Class == "ordinal" {
			return a, 0, false
		}
		known := t.lex.Numbers[e.At]
		a.min, a.max, a.approx, last = known.Min, known.Max, known.Approx, f.last
		a.rules = append(a.rules, e.ID)
	}
	for last < len(t.words) {
		f := t.entryAt(last)
		if f == nil || f.first != last {
			break
		}
		e, ok := f.of(lexicon.KindNumber)
		if !ok || e.Class != "multiplier" && !(e.Class == "number" && e.Name != "a" && e.Name != "an" && t.words[i].kind != digits) {
			break
		}
		by := t.lex.Numbers[e.At]
		if e.Class == "multiplier" && by.Min != nil {
			a.min, a.max = times(a.min, *by.Min), times(a.max, *by.Min)
			a.approx = a.approx || by.Approx
		} else if by.Min != nil && a.min != nil && *by.Min < *a.min && !by.Approx {
			a.min, a.max = plus(a.min, *by.Min), plus(a.max, *by.Min)
		} else {
			break
		}
		last = f.last
	}
	// "three to five", "10-15"
	if k := last; k+1 < len(t.words) && (t.words[k].low == "to" || t.words[k].low == "-" || t.words[k].low == "–" || t.words[k].low == "and" && i > 0 && t.words[i-1].low == "between") && t.tags[k+1] == number {
		if high, end, ok := t.value(k + 1); ok && high.max != nil && a.min != nil && *high.max >= *a.min {
			a.max, last = high.max, end
		}
	}
	return a, last, true
}

func parseDigits(s string) (int64, bool) {
	end := 0
	for end < len(s) && (s[end] >= '0' && s[end] <= '9' || s[end] == ',' || s[end] == '.') {
		end++
	}
	rest := s[end:]
	scale := float64(1)
	switch rest {
	case "":
	case "million", "mln", "m":
		scale = 1e6
	case "thousand", "k":
		scale = 1e3
	default:
		return 0, false
	}
	digits := strings.ReplaceAll(s[:end], ",", "")
	if strings.Contains(digits, ".") {
		if scale == 1 {
			return 0, false
		}
		f, err := strconv.ParseFloat(digits, 64)
		return int64(f * scale), err == nil && f*scale < 1e15
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || float64(n)*scale > 1e15 {
		return 0, false
	}
	return n * int64(scale), true
}

func times(n *int64, by int64) *int64 {
	if n == nil || *n > 1e15/max(by, 1) {
		return nil
	}
	v := *n * by
	return &v
}

func plus(n *int64, by int64) *int64 {
	if n == nil {
		return nil
	}
	v := *n + by
	return &v
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
			a := amount{first: k, last: f.last, min: n.Min, max: n.Max, approx: n.Approx, rules: []string{e.ID}}
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
