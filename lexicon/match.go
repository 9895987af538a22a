package lexicon

import "strings"

// trie holds the forms of all tables, atom by atom. Node 0 is the root.
type trie struct {
	atoms map[string]uint32 // text -> number
	opens []int32           // by atom's number: the node of the forms that open with it, 0 when none does
	edges map[edge]int32
	ends  []ending // of each node
}

// edge is a node other than the root and the number of an atom that goes on
// from there.
type edge uint64

func edgeOf(node int32, atom uint32) edge { return edge(node)<<32 | edge(atom) }

// next returns the node behind a node and an atom, 0 when there is none.
func (t *trie) next(node int32, text []byte) int32 {
	atom, known := t.atoms[string(text)]
	switch {
	case !known:
		return 0
	case node == 0:
		return t.opens[atom]
	}
	return t.edges[edgeOf(node, atom)]
}

// grow returns the node behind a node and an atom, a new one when there is none.
func (t *trie) grow(node int32, text []byte) int32 {
	if next := t.next(node, text); next > 0 {
		return next
	}
	atom, known := t.atoms[string(text)]
	if !known {
		atom = uint32(len(t.opens))
		t.atoms[string(text)] = atom
		t.opens = append(t.opens, 0)
	}
	next := int32(len(t.ends))
	t.ends = append(t.ends, ending{})
	if node == 0 {
		t.opens[atom] = next
	} else {
		t.edges[edgeOf(node, atom)] = next
	}
	return next
}

// ending is what the forms that end at a node mean, and which of their atoms
// need capitals: a bit for each of the first 32.
type ending struct {
	entries []Entry
	cases   []letterCase
}

// letterCase says which atoms open with a capital, and which are in capitals.
type letterCase struct{ first, all uint32 }

func (c *letterCase) add(a atom, k int) {
	if a.capital {
		c.first |= 1 << k // beyond 32 atoms the shift leaves nothing
	}
	if a.capitals {
		c.all |= 1 << k
	}
}

func (c letterCase) meets(want letterCase) bool {
	return want.first&^c.first == 0 && want.all&^c.all == 0
}

// add files an entry under a form. Two forms of an entry that fold alike are
// one: "Barda" and "Bərdə", "UNICEF" and "Unicef".
func (t *trie) add(form string, e Entry) {
	if t.edges == nil {
		t.atoms, t.edges, t.ends = make(map[string]uint32, 8192), make(map[edge]int32, 8192), make([]ending, 1, 16384)
	}
	var buf [64]byte
	var want letterCase
	node, k := int32(0), 0
	for a, ok := nextAtom(buf[:], form, 0); ok; a, ok = nextAtom(buf[:], form, a.end) {
		want.add(a, k)
		node = t.grow(node, a.text)
		k++
	}
	if node == 0 {
		return
	}
	end := &t.ends[node]
	for i, other := range end.entries {
		if other.ID == e.ID && (other.Use == e.Use || e.Kind == KindPlace) {
			end.cases[i] = letterCase{end.cases[i].first & want.first, end.cases[i].all & want.all}
			return
		}
	}
	end.entries, end.cases = append(end.entries, e), append(end.cases, want)
}

// hit is a place in words where some form ends.
type hit struct {
	node int32
	n    int // words covered
	have letterCase
}

// walk appends to hits each end of a form that starts at words[from], shortest
// first.
func (t *trie) walk(words []string, from int, hits []hit) []hit {
	var buf [64]byte
	var have letterCase
	node, k := int32(0), 0
	for w := from; w < len(words); w++ {
		word := words[w]
		a, ok := nextAtom(buf[:], word, 0)
		if !ok {
			if k > 0 && joins(word) {
				continue
			}
			return hits
		}
		for ok {
			next := t.next(node, a.text)
			if next == 0 {
				return hits
			}
			have.add(a, k)
			node = next
			k++
			rest := word[a.end:]
			if t.ends[node].entries != nil && mayEnd(rest) {
				hits = append(hits, hit{node, w - from + 1, have})
			}
			a, ok = nextAtom(buf[:], word, a.end)
		}
	}
	return hits
}

// joins reports whether a word that has no letter may stand inside a form, as
// the hyphen of "T", "-", "72" does.
func joins(word string) bool {
	switch word {
	case "-", "‐", "‑", "–", "'", "’", "ʼ", ".", "/", "&", "@":
		return true
	}
	return false
}

// mayEnd reports whether a form may end before the rest of its last word: when
// that is empty, a possessive, or holds no letter or digit.
func mayEnd(rest string) bool {
	switch rest {
	case "", "'s", "’s":
		return true
	}
	return !strings.ContainsFunc(rest, inAtom)
}

// longest returns what the longest hit with an entry that keep accepts means.
func (t *trie) longest(hits []hit, keep func(*Entry) bool) ([]Entry, int) {
	for i := len(hits) - 1; i >= 0; i-- {
		end := t.ends[hits[i].node]
		var kept []Entry
		whole := true
		for j := range end.entries {
			if !hits[i].have.meets(end.cases[j]) || !keep(&end.entries[j]) {
				if whole {
					kept, whole = append(kept, end.entries[:j]...), false
				}
			} else if !whole {
				kept = append(kept, end.entries[j])
			}
		}
		if whole {
			kept = end.entries[:len(end.entries):len(end.entries)]
		}
		if len(kept) > 0 {
			return kept, hits[i].n
		}
	}
	return nil, 0
}

// Begins reports whether a form may begin with the word: where it does not,
// Match finds nothing.
func (l *Lexicon) Begins(word string) bool {
	var buf [64]byte
	a, ok := nextAtom(buf[:], word, 0)
	return ok && l.index.next(0, a.text) > 0
}

// Match returns every entry that the longest form at words[from] stands for,
// in the order of the tables, and how many words that form covers; none and 0
// when no form starts there. Words may be cut as the caller likes: "T-72" may
// be one word or three, and a possessive 's may hang on the last one. The
// slice is the lexicon's own: do not write to it.
//
// Case: a word that the table writes with a capital must have one in the text,
// a word that the table writes in capitals ("US", "WHO") must have them all,
// and a word in small letters is found in any case.
func (l *Lexicon) Match(words []string, from int) ([]Entry, int) {
	var buf [8]hit
	hits := l.index.walk(words, from, buf[:0])
	if len(hits) == 0 {
		return nil, 0
	}
	entries, n := l.index.longest(hits, func(*Entry) bool { return true })
	if e, m := l.compose(words, from, hits); m > n {
		return []Entry{e}, m
	}
	return entries, n
}

// MatchKind is Match among the entries of one kind.
func (l *Lexicon) MatchKind(kind Kind, words []string, from int) ([]Entry, int) {
	var buf [8]hit
	hits := l.index.walk(words, from, buf[:0])
	if len(hits) == 0 {
		return nil, 0
	}
	entries, n := l.index.longest(hits, func(e *Entry) bool { return e.Kind == kind })
	if kind == KindActor {
		if e, m := l.compose(words, from, hits); m > n {
			return []Entry{e}, m
		}
	}
	return entries, n
}
