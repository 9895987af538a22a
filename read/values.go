package read

import (
	"strconv"
	"strings"

	"tallystick/lexicon"
)

// value reads the number that starts at word i: digits, number words, the
// multipliers after either, and the higher end of a range.
func (t *parsed) value(i int) (amount, int, bool) {
	var a amount
	last := i
	ok := false
	if t.words[i].kind == digits {
		a, last, ok = t.digitsAt(i)
	} else {
		a, last, ok = t.wordsAt(i)
	}
	if !ok {
		return a, 0, false
	}
	// "three to five", "10-15"
	if k := last; k+1 < len(t.words) && (t.words[k].low == "to" || t.words[k].low == "-" || t.words[k].low == "–" || t.words[k].low == "and" && i > 0 && t.words[i-1].low == "between") && t.tags[k+1] == number {
		if high, end, ok := t.value(k + 1); ok && high.max != nil && a.min != nil && *high.max >= *a.min {
			a.max, last = high.max, end
		}
	}
	return a, last, true
}

// digitsAt reads a number in digits with its multiplier: "1,300", "1.2
// million", "30-40".
func (t *parsed) digitsAt(i int) (amount, int, bool) {
	low, high, joined := strings.Cut(t.words[i].low, "-")
	n, ok := parseDigits(low)
	if joined {
		m, whole := parseDigits(high)
		return amount{min: &n, max: &m}, i + 1, ok && whole && m > n // not "2020-11", "122-mm"
	}
	if zeros := t.zerosAfter(i); !ok && zeros > 0 {
		n, ok = scaled(low, zeros)
		return amount{min: &n, max: &n}, i + 2, ok
	}
	a, last := amount{min: &n, max: &n}, i+1
	if e := t.numberAt(last); ok && e != nil && e.Class == "multiplier" {
		by := t.lex.Numbers[e.At]
		a.min, a.max, a.approx = times(a.min, *by.Min), times(a.max, *by.Min), by.Approx
		last++
	}
	return a, last, ok
}

// wordsAt reads a number in words: "two thousand five hundred and ten".
func (t *parsed) wordsAt(i int) (amount, int, bool) {
	var a amount
	total, group := int64(0), int64(-1) // what thousands and millions came to, what follows them
	last, hundred := i, false
	for last < len(t.words) && last < i+window/4 {
		if t.words[last].low == "and" && hundred && last+1 < len(t.words) && t.tags[last+1] == number {
			last++
		}
		if n, ok := compound(t.words[last].low); ok && (group <= 0 || group%100 == 0) {
			group, hundred = max(group, 0)+n, false
			last++
			continue
		}
		e := t.numberAt(last)
		if f := t.entryAt(last); last == i && f != nil && f.first < i {
			e = t.numberAt(f.first) // "a dozen", from its number on
		}
		if e == nil || e.Class == "ordinal" {
			break
		}
		known := t.lex.Numbers[e.At]
		switch {
		case e.Class == "multiplier" && *known.Min >= 1000:
			total += max(group, 1) * *known.Min
			group, hundred = 0, true
		case e.Class == "multiplier":
			group, hundred = max(group, 1)**known.Min, true
		case last == i && (e.Class == "quantifier" || known.Max == nil || *known.Max != *known.Min):
			return amount{min: known.Min, max: known.Max, approx: known.Approx, rules: []string{e.ID}}, t.entryAt(last).last, true
		case e.Class == "number" && (last == i || e.Name != "a" && e.Name != "an" && *known.Min < 100 && (group <= 0 || group%100 == 0)):
			group, hundred = max(group, 0)+*known.Min, *known.Min >= 100
		default:
			e = nil
		}
		if e == nil || total > most || group > most {
			break
		}
		a.approx = a.approx || known.Approx
		a.rules = append(a.rules, e.ID)
		last = t.entryAt(last).last
	}
	if last == i {
		return a, 0, false
	}
	n := total + max(group, 0)
	a.min, a.max = &n, &n
	return a, last, n < most
}

// numberAt returns the lexicon's entry for a number that begins at word i.
func (t *parsed) numberAt(i int) *lexicon.Entry {
	f := t.entryAtOrNil(i)
	if f == nil || f.first != i {
		return nil
	}
	if e, ok := f.of(lexicon.KindNumber); ok {
		return e
	}
	return nil
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
