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
// sentences keeps them together with the sentence that frames it. Of the line
// ends that wraps left, one before a capital ends a sentence without a stop: a
// headline, a byline, a heading within the text.
func sentences(ws []word, qs []quote) []sentence {
	var out []sentence
	first, paragraph, q := 0, -1, 0
	lead := -1
	flush := func(last int) {
		if last <= first {
			return
		}
		s := sentence{first: first, last: last, paragraph: paragraph, lead: -1}
		item := bullet(ws, first, last)
		if item && lead >= 0 && leads(ws[out[lead].first:out[lead].last]) {
			s.lead = lead
		} else {
			s.first = lineOpening(ws, first, last)
		}
		if !item {
			lead = len(out)
		}
		s.heading = heading(ws[s.first:last])
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
		case ws[i].lines == 1 && i > 0 && !inside && (bullet(ws, i, len(ws)) || lineEnds(ws[i-1]) || ws[i].capital):
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

// leads reports whether a line gives the items under it something to say: it
// ends in a colon and tells of an event, a loss or a saying. "The main events:"
// leaves each item to itself.
func leads(ws []word) bool {
	if ws[len(ws)-1].low != ":" {
		return false
	}
	for _, w := range ws {
		for _, f := range w.senses.Starting {
			if f.Frame.Kind != "class" && w.kind != mark && len(f.Words) == 1 {
				return true
			}
		}
		if w.is(auxiliaries) || w.low == "losses" || w.low == "casualties" || strings.HasSuffix(w.low, "ed") {
			return true
		}
	}
	return false
}

// lineOpening returns where the words of a line begin behind what only marks the
// line: the bullet of a headline, the time of an entry of a live report, the
// place of a dateline in brackets.
func lineOpening(ws []word, first, last int) int {
	if ws[first].lines == 0 && first > 0 {
		return first
	}
	i := first
	if bullet(ws, i, last) {
		i++
	}
	if k := clock(ws, i, last); k > i && k < last && ws[k].lines == 0 {
		i = k
	}
	if k := bracketed(ws, i, last); k > i && k < last {
		i = k
	}
	ws[i].lines = max(ws[i].lines, ws[first].lines)
	return i
}

// clock returns the end of a time of the day that stands before an entry, with
// its zone and a dash: "18:45", "09:40 GMT —"; i when there is none.
func clock(ws []word, i, last int) int {
	if i+1 >= last || ws[i].kind != digits || !ofDay(ws[i].low) {
		return i
	}
	k := i + 1
	for k < last && zones[ws[k].low] {
		k++
	}
	switch {
	case k < last && dashes[ws[k].low]:
		return k + 1
	case k < last && ws[k].kind == letters && ws[k].capital:
		return k
	}
	return i
}

// ofDay reports whether a word of digits is a time of the day: "18:45", "8.30pm".
func ofDay(low string) bool {
	low = strings.TrimSuffix(strings.TrimSuffix(low, "pm"), "am")
	hour, minute, ok := strings.Cut(strings.Replace(low, ".", ":", 1), ":")
	return ok && len(hour) > 0 && len(hour) < 3 && len(minute) == 2 && strings.Trim(hour+minute, "0123456789") == ""
}

// bracketed returns the end of a place or agency in brackets and its dash:
// "(Nairobi) –"; i when there is none.
func bracketed(ws []word, i, last int) int {
	if i >= last || ws[i].low != "(" {
		return i
	}
	for k := i + 1; k+1 < last && k < i+8; k++ {
		switch {
		case ws[k].low == ")" && k > i+1 && dashes[ws[k+1].low]:
			return k + 2
		case ws[k].kind == mark && ws[k].low != "," || ws[k].kind == letters && !ws[k].capital:
			return i
		}
	}
	return i
}

var (
	zones  = set("gmt utc bst cet est edt local time am pm a.m. p.m.")
	dashes = set("- – — : |")
)

// lineEnds reports whether a line that ends in w is complete in itself.
func lineEnds(w word) bool {
	return strings.ContainsAny(w.low, ":.!?") && w.kind == mark || w.kind == address
}

// bullet reports whether the words from i begin an item of a list.
func bullet(ws []word, i, last int) bool {
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
