package read

import (
	"strconv"

	"tallystick/lexicon"
)

// fresh is how many days before publication a date without a year is taken for
// one of the news: an older one may belong to a year that the text has told.
const fresh = 45

// often is how many full dates of a year make a text one about that year.
const often = 3

// yearsTold are the full dates of a text, a month with its year, in its order.
type yearsTold struct {
	at, year []int
	count    map[int]int
	most     int // the year of at least half of them, zero when there is none
}

// near is how many years before the latest that publication allows a single
// full date may put those that follow it: one of long ago is a memory.
const near = 2

// yearTold returns the year that a date without one, at word i, belongs to by
// the text itself: that of a full date in its sentence, of most of the text's
// full dates or of an earlier time that its paragraph tells, or of the last one
// before it that is near or often told. latest is the last year that
// publication allows, or zero. It is zero when the text tells none.
func (t *parsed) yearTold(i, latest int) int {
	if t.years == nil {
		t.years = t.fullDates()
	}
	n := t.sentenceOf(i)
	if n >= len(t.sentences) {
		return 0
	}
	s := t.sentences[n]
	ys := t.years
	k := lastBefore(ys.at, i)
	if k >= 0 && ys.at[k] >= s.first {
		return ys.year[k]
	}
	if k+1 < len(ys.at) && ys.at[k+1] < s.last {
		return ys.year[k+1]
	}
	if k >= 0 && ys.year[k] < ys.most && t.sentences[t.sentenceOf(ys.at[k])].paragraph == s.paragraph {
		return ys.year[k] // what came before
	}
	if ys.most > 0 {
		return ys.most
	}
	k = max(k, min(0, len(ys.at)-1)) // before the first, that one
	for back := 0; k >= 0 && back < window; k, back = k-1, back+1 {
		if ys.count[ys.year[k]] >= often || ys.year[k] < latest && ys.year[k] >= latest-near {
			return ys.year[k]
		}
	}
	return 0
}

// lastBefore returns the index of the last of the ascending numbers that is
// below i, -1 when there is none.
func lastBefore(at []int, i int) int {
	lo, hi := 0, len(at)
	for lo < hi {
		if m := (lo + hi) / 2; at[m] < i {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo - 1
}

func (t *parsed) fullDates() *yearsTold {
	out := &yearsTold{count: map[int]int{}}
	for i := range t.words {
		f := t.entryAt(i)
		if f == nil || f.first != i {
			continue
		}
		e, ok := f.of(lexicon.KindTime)
		if !ok || t.lex.Times[e.At].Class != "month" {
			continue
		}
		k := f.last
		if _, ok := t.dayNumber(k); ok {
			k++
		}
		if k < len(t.words) && t.words[k].low == "," {
			k++
		}
		if k < len(t.words) && t.words[k].kind == digits && len(t.words[k].low) == 4 {
			if y, err := strconv.Atoi(t.words[k].low); err == nil && y > 1800 && y < 2200 {
				out.at, out.year = append(out.at, i), append(out.year, y)
				out.count[y]++
			}
		}
	}
	for _, y := range out.year {
		if n := out.count[y]; n >= often && 2*n >= len(out.year) {
			out.most = y
		}
	}
	return out
}

// rangeOpens returns the day with which a range ends at the day at word i:
// "between 4 and 17 October", "27 to 28 October".
func (t *parsed) rangeOpens(i int) (int, bool) {
	if i < 2 {
		return 0, false
	}
	switch t.words[i-1].low {
	case "and", "to", "–", "-", "until":
		return t.dayNumber(i - 2)
	}
	return 0, false
}
