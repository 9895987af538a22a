package read

import (
	"strings"
)

// sentence is a stretch of words that is read as one.
type sentence struct {
	first, last int  // words, last exclusive
	paragraph   int  // number of its paragraph
	heading     bool // a title-case line without a full stop
	lead        int  // for an item of a list: the sentence that introduces it; otherwise -1
}

// sentences cuts the words into sentences. A quotation that holds several
// sentences keeps them together with the sentence that frames it.
func sentences(text string, ws []word, qs []quote) []sentence {
	var out []sentence
	first, paragraph, q := 0, -1, 0
	lead := -1
	flush := func(last int) {
		if last <= first {
			return
		}
		s := sentence{first: first, last: last, paragraph: paragraph, lead: -1}
		s.heading = heading(ws[first:last])
		if bullet(text, ws, first, last) {
			s.lead = lead
		} else {
			lead = len(out)
		}
		out = append(out, s)
		first = last
	}
	for i := range ws {
		for q < len(qs) && qs[q].last < i {
			q++
		}
		inside := q < len(qs) && qs[q].first < i && i <= qs[q].last
		switch {
		case ws[i].lines == 2:
			flush(i)
			paragraph++
		case ws[i].lines == 1 && i > 0 && !inside && (bullet(text, ws, i, len(ws)) || lineEnds(ws[i-1])):
			flush(i)
		}
		if !inside && i > 0 && ends(ws, qs, q, i) {
			flush(i)
		}
	}
	flush(len(ws))
	return out
}

// ends reports whether a sentence ends before word i.
func ends(ws []word, qs []quote, q, i int) bool {
	stop := i - 1
	// Closing marks belong to the sentence that they close.
	closed := false
	for stop > 0 && (ws[stop].low == ")" || ws[stop].low == "]" || closesQuote(qs, q, stop)) {
		closed = closed || closesQuote(qs, q, stop)
		stop--
	}
	next := ws[i]
	if next.kind == mark && !opensQuote(qs, q, i) && next.low != "@" && next.low != "…" && next.low != "[" && next.low != "(" {
		return false
	}
	startsLow := next.kind == letters && !next.capital && !strings.HasPrefix(next.low, "@")
	switch last := ws[stop]; {
	case last.low == "." || last.low == "…":
		return !startsLow
	case last.low == "!" || last.low == "?":
		// “Never!” he said goes on; Never! he said does not.
		if closed {
			return next.kind != letters || next.capital && !next.is(pronoun) && !saysSoon(ws, i)
		}
		return !startsLow
	case last.kind == letters && strings.HasSuffix(last.low, "."):
		return abbreviationEnds(last, next)
	}
	return false
}

// saysSoon reports whether the words behind a quotation say who spoke it:
// “Never!” General Lee said.
func saysSoon(ws []word, i int) bool {
	for k := i; k < len(ws) && k < i+14 && ws[k].lines == 0; k++ {
		switch ws[k].low {
		case "said", "says", "asked", "told", "added", "wrote", "shouted":
			return true
		case "“", `"`, "‘", ".", "!", "?":
			return false
		}
	}
	return false
}

// abbreviationEnds decides whether an abbreviation's stop also ends the
// sentence: only before a capitalised word of grammar ("the U.S. The ..."),
// and never after a title.
func abbreviationEnds(last, next word) bool {
	if abbreviations[strings.TrimSuffix(last.low, ".")] && last.low != "etc." && last.low != "co." && last.low != "inc." && last.low != "ltd." && last.low != "jr." {
		return false
	}
	return next.capital && (next.is(determiner) || next.is(pronoun) || next.is(preposition) || next.is(subordinator) || next.is(coordinator))
}

func closesQuote(qs []quote, q, i int) bool {
	return q < len(qs) && qs[q].last == i || q > 0 && q <= len(qs) && qs[q-1].last == i
}

func opensQuote(qs []quote, q, i int) bool {
	return q < len(qs) && qs[q].first == i || q+1 < len(qs) && qs[q+1].first == i
}

// lineEnds reports whether a line that ends in w is complete in itself.
func lineEnds(w word) bool {
	return strings.ContainsAny(w.low, ":.!?") && w.kind == mark || w.kind == address
}

// bullet reports whether the words from i begin an item of a list.
func bullet(text string, ws []word, i, last int) bool {
	if i+1 >= last || ws[i].lines == 0 {
		return false
	}
	switch ws[i].low {
	case "•", "*", "-", "–", "—", "·", "◦", "▪", "‣", "+":
		return ws[i].end < ws[i+1].start
	}
	return false
}

// heading reports whether the words are a line in title case without an end.
func heading(ws []word) bool {
	if end := ws[len(ws)-1]; end.kind == mark && end.low != "?" || len(ws) > 20 {
		return false
	}
	capitals, all := 0, 0
	for _, w := range ws {
		if w.kind != letters || w.is(determiner) || w.is(preposition) || w.is(coordinator) {
			continue
		}
		all++
		if w.capital {
			capitals++
		}
	}
	return all > 0 && capitals*10 >= all*8
}
