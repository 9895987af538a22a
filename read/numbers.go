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
			if timeWords[before] && t.words[i-1].capital && !weekdays[before] {
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
		if zeros := t.zerosAfter(i); !ok && !joined && zeros > 0 {
			if n, ok = scaled(low, zeros); ok {
				a.min, a.max = &n, &n
				return a, last + 1, true // "1.2 million"
			}
		}
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
	} else if n, ok := compound(t.words[i].low); ok {
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
		if t.words[last].low == "and" && last+1 < len(t.words) && t.tags[last+1] == number && t.hundreds(last-1) {
			if n, end, ok := t.value(last + 1); ok && t.words[i].kind != digits && n.min != nil && *n.min < 100 {
				a.min, a.max, last = plus(a.min, *n.min), plus(a.max, *n.min), end // "three hundred and fifty"
			}
			break
		}
		if n, ok := compound(t.words[last].low); ok && t.words[i].kind != digits && a.min != nil && *a.min >= 100 {
			a.min, a.max, last = plus(a.min, n), plus(a.max, n), last+1
			break
		}
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

// hundreds reports whether word i is a multiplier that "and" may follow.
func (t *parsed) hundreds(i int) bool {
	return t.words[i].low == "hundred" || t.words[i].low == "thousand"
}

// zerosAfter returns how many places the multiplier behind word i moves a
// decimal point: 6 for "1.2 million".
func (t *parsed) zerosAfter(i int) int {
	if i+1 >= len(t.words) {
		return 0
	}
	switch t.words[i+1].low {
	case "thousand", "k":
		return 3
	case "million", "mln", "m":
		return 6
	case "billion", "bn":
		return 9
	}
	return 0
}

var tens = map[string]int64{"twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
var ones = map[string]int64{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}

// compound reads number words joined by a hyphen: "twenty-one".
func compound(low string) (int64, bool) {
	a, b, ok := strings.Cut(low, "-")
	if !ok || tens[a] == 0 || ones[b] == 0 {
		return 0, false
	}
	return tens[a] + ones[b], true
}

func isCompound(low string) bool {
	_, ok := compound(low)
	return ok
}

// parseDigits reads "1,300", "1.5million" and "40k"; a fraction must come to a
// whole number.
func parseDigits(s string) (int64, bool) {
	end := 0
	for end < len(s) && (s[end] >= '0' && s[end] <= '9' || s[end] == ',' || s[end] == '.') {
		end++
	}
	zeros := 0
	switch s[end:] {
	case "":
	case "million", "mln", "m":
		zeros = 6
	case "thousand", "k":
		zeros = 3
	default:
		return 0, false
	}
	return scaled(s[:end], zeros)
}

// scaled reads decimal digits and moves their point by so many places.
func scaled(s string, zeros int) (int64, bool) {
	whole, fraction, _ := strings.Cut(strings.ReplaceAll(s, ",", ""), ".")
	fraction = strings.TrimRight(fraction, "0")
	if len(fraction) > zeros || len(whole)+zeros > 15 || whole == "" {
		return 0, false
	}
	n, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", zeros-len(fraction)), 10, 64)
	return n, err == nil
}

// most is the largest number that is read as a count.
const most = 1_000_000_000_000_000

func times(n *int64, by int64) *int64 {
	if n == nil || *n > most/max(by, 1) {
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
