package read

import (
	"strconv"

	"tallystick/evidence"
)

// cuts marks the number that "of whom" or "of them" makes a part of the count:
// "64 soldiers, of whom nine were wounded", "nine of them wounded".
func (t *parsed) cuts(out *tolls, p *phrase, what, whole string) {
	for k := p.last; k+2 < len(t.words) && k < p.last+8; k++ {
		n := t.phraseStarting(k)
		if n >= 0 && t.elliptic(&t.phrases[n]) && t.ofWhom(t.phrases[n].last) {
			out.inside[n] = whole
			t.ofKind(out, n, what, whole)
			return
		}
		if t.ofWhom(k) {
			if n := t.phraseStarting(k + 2); n >= 0 && t.elliptic(&t.phrases[n]) {
				out.inside[n] = whole
			}
			return
		}
		if t.words[k].kind == mark && t.words[k].low != "," {
			return
		}
	}
}

// ofKind counts the part that a noun behind "of them" names: "five of them
// children".
func (t *parsed) ofKind(out *tolls, n int, what, whole string) {
	p := &t.phrases[n]
	k := t.phraseStarting(p.last + 2)
	if k < 0 || t.phrases[k].class != people || !t.phrases[k].plural || t.phrases[k].numeral >= 0 || t.frames.State(t.words[t.phrases[k].head].low) != nil {
		return
	}
	a, ok := t.amountIn(p)
	if !ok {
		return
	}
	out.seen[n], out.seen[k] = true, true
	s := t.span(a.first, t.phrases[k].last)
	out.counts = append(out.counts, evidence.Count{ID: "n" + strconv.Itoa(len(out.counts)+1), What: what, Who: t.spanOf(&t.phrases[k]).Text, Side: t.phrases[k].side, Min: a.min, Max: a.max, Approx: a.approx, PartOf: []string{whole}, Start: s.Start, End: s.End})
	out.rules = append(append(out.rules, a.rules...), "count.kind")
}

// ofWhom reports whether words that point back to people stand at i.
func (t *parsed) ofWhom(i int) bool {
	if i+1 >= len(t.words) || t.words[i].low != "of" {
		return false
	}
	switch t.words[i+1].low {
	case "whom", "them", "those", "these":
		return true
	}
	return false
}

// parts adds what "including", "among them" and "of whom" break out of a
// count: parts, never addends.
func (t *parsed) parts(out *tolls, p *phrase, what, whole string, c *context) {
	end := t.sentenceEnd(t.sentences[c.sentence])
	k := p.last
	for k < end && k < p.last+8 && !(t.phraseAt[k] > 0 && t.phrases[t.phraseAt[k]-1].numeral >= 0) && t.words[k].low != "including" && t.words[k].low != "among" && (t.tags[k] == prep || t.tags[k] == verb || t.tags[k] == auxiliary || t.phraseAt[k] > 0 || t.words[k].low == ",") && t.words[k].low != "and" {
		k++
	}
	if k >= end || t.words[k].low != "including" && t.words[k].low != "among" {
		return
	}
	k++
	if k < end && (t.words[k].low == "them" || t.words[k].low == "those") {
		k++
	}
	for k < end && k < p.last+window {
		n := t.phraseStarting(k)
		if n < 0 {
			if t.words[k].low == "," || t.words[k].low == "and" || t.tags[k] == prep {
				k++
				continue
			}
			return
		}
		q := &t.phrases[n]
		if t.elliptic(q) && t.words[k-1].low == "of" {
			return // "a man of 78"
		}
		if q.class != people && !t.elliptic(q) || t.tagBefore(k) == verb || t.words[k-1].low == "of" || t.startsClause(k, end) {
			return
		}
		if a, ok := t.amountIn(q); ok {
			out.seen[n] = true
			t.count(out, q, a, what, t.victims(q, nil, c))
			out.counts[len(out.counts)-1].PartOf = []string{whole}
			out.rules = append(out.rules, "count.part")
		}
		k = q.last
	}
}

// mixed reports whether the condition at i is one of two that share a number:
// "100 killed and wounded".
func (t *parsed) mixed(i int) bool {
	if i+2 >= len(t.words) || t.frames.State(t.words[i].low) == nil || t.words[i+1].low != "and" && t.words[i+1].low != "or" {
		return false
	}
	f := t.frames.State(t.words[i+2].low)
	return f != nil && f.Outcome["people"] != t.frames.State(t.words[i].low).Outcome["people"]
}
