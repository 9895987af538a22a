package lexicon

import (
	"slices"
	"strings"
)

// trie holds the forms of all tables, atom by atom. Node 0 is the root.
type trie struct {
	edges map[edge]int32
	ends  [][]ending // the forms that end at each node
	next  int32
}

type edge struct {
	node int32
	atom string
}

// ending is a form that ends at a node, with the capitals that it asks for: a
// bit for each of its atoms.
type ending struct {
	entry             Entry
	capital, capitals uint32
}

// add files an entry under a form. The first 32 atoms of a form have case.
func (t *trie) add(form string, e Entry) {
	if t.edges == nil {
		t.edges, t.ends = make(map[edge]int32, 16384), make([][]ending, 1, 16384)
	}
	end, node := ending{entry: e}, int32(0)
	k, i := 0, 0
	for a, ok := nextAtom(form, 0); ok; a, ok = nextAtom(form, i) {
		end.capital |= bit(a.capital, k)
		end.capitals |= bit(a.capitals, k)
		next, known := t.edges[edge{node, a.text}]
		if !known {
			t.next++
			next = t.next
			t.edges[edge{node, a.text}] = next
			t.ends = append(t.ends, nil)
		}
		node, i = next, a.end
		k++
	}
	if node != 0 {
		t.ends[node] = append(t.ends[node], end)
	}
}

// same reports whether two forms that fold alike say the same thing: "Barda"
// and "Bərdə" do, "Armenian" the adjective and the person do not.
func same(a, b Entry) bool { return a.ID == b.ID && (a.Use == b.Use || a.Kind == KindPlace) }

func bit(set bool, k int) uint32 {
	if !set || k > 31 {
		return 0
	}
	return 1 << k
}

// walk calls found at each word where a form that starts at words[from] ends,
// shortest first, with the number of words that it covers.
func (t *trie) walk(words []string, from int, found func(node int32, capital, capitals uint32, n int)) {
	var capital, capitals uint32
	node, k := int32(0), 0
	for w := from; w < len(words); w++ {
		word := words[w]
		a, ok := nextAtom(word, 0)
		if !ok {
			if k > 0 && joins(word) {
				continue
			}
			return
		}
		for ok {
			next, known := t.edges[edge{node, a.text}]
			if !known {
				return
			}
			capital |= bit(a.capital, k)
			capitals |= bit(a.capitals, k)
			node = next
			k++
			if t.ends[node] != nil && ends(word, a.end) {
				found(node, capital, capitals, w-from+1)
			}
			a, ok = nextAtom(word, a.end)
		}
	}
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

// ends reports whether a form may end at byte i of word: at its last letter or
// digit, or before a possessive.
func ends(word string, i int) bool {
	rest := word[i:]
	if rest == "" || rest == "'s" || rest == "’s" {
		return true
	}
	_, more := nextAtom(rest, 0)
	return !more
}

// match returns the entries that keep accepts and whose form, starting at
// words[from], is the longest, with the number of words that it covers.
func (l *Lexicon) match(words []string, from int, keep func(Entry) bool) (entries []Entry, n int) {
	l.index.walk(words, from, func(node int32, capital, capitals uint32, length int) {
		first := true
		for _, e := range l.index.ends[node] {
			if e.capital&^capital != 0 || e.capitals&^capitals != 0 || !keep(e.entry) {
				continue
			}
			if first {
				entries, n, first = nil, length, false
			}
			if !slices.ContainsFunc(entries, func(o Entry) bool { return same(o, e.entry) }) {
				entries = append(entries, e.entry)
			}
		}
	})
	return entries, n
}

// Match returns every entry that the longest form at words[from] stands for,
// in the order of the tables, and how many words that form covers; none and 0
// when no form starts there. Words may be cut as the caller likes: "T-72" may
// be one word or three, and a possessive 's may hang on the last one.
//
// Case: a word that the table writes with a capital must have one in the text,
// a word that the table writes in capitals ("US", "WHO") must have them all,
// and a word in small letters is found in any case.
func (l *Lexicon) Match(words []string, from int) ([]Entry, int) {
	entries, n := l.match(words, from, func(Entry) bool { return true })
	if e, m := l.compose(words, from); m > n {
		return []Entry{e}, m
	}
	return entries, n
}

// MatchKind is Match among the entries of one kind.
func (l *Lexicon) MatchKind(kind Kind, words []string, from int) ([]Entry, int) {
	entries, n := l.match(words, from, func(e Entry) bool { return e.Kind == kind })
	if kind == KindActor {
		if e, m := l.compose(words, from); m > n {
			return []Entry{e}, m
		}
	}
	return entries, n
}

// possessive reports whether word is a possessive ending cut off as a word.
func possessive(word string) bool {
	return word == "'s" || word == "’s" || word == "'" || word == "’"
}

func isWord(words []string, at int, want string) bool {
	return at < len(words) && strings.EqualFold(words[at], want)
}
