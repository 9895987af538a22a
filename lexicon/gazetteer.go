package lexicon

import (
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Gazetteer is places under all their names. It stands beside the index of
// Match, which finds what claims are made of: most of its places matter only
// where a text is asked for the places that it names. It is never changed
// after it was read, so any number of readers may share it.
type Gazetteer struct {
	Places      []Located
	names       []placeName
	index       map[uint64]bucket
	shown       func() map[string][]int // see Shown
	fingerprint string
}

// Located is a place with a point.
type Located struct {
	Name      string // how pages show it
	Class     string // one of placeClasses, or country, people or de-facto for what sides.tsv gives
	Country   string // alpha-3 of the state whose recognised territory holds it; empty for what belongs to none or several
	Part      string // code of the first-level part of the country that holds it, "TX" in USA; a part gives its own
	Lat, Lon  int32  // hundredths of a degree
	Thousands int32  // inhabitants in thousands, 0 when none or unknown
	Capital   bool   // seat of the government of a side
	Table     string // the file it stands in
	Line      int    // of its row there
	Note      string
}

// Precision says how large a place is, in the words of evidence.Place.
func (p *Located) Precision() string {
	switch p.Class {
	case "country", "territory", "de-facto", "historical", "union", "people":
		return "country"
	case "continent", "world-region", "part", "region":
		return "region"
	case "county", "district":
		return "district"
	case "city", "town", "village":
		return p.Class
	}
	return "feature"
}

// NameUse says what a name of a place is.
type NameUse uint8

// The uses of a place's names.
const (
	OfPlace  NameUse = iota // the name of the place
	OfPeople                // its adjective or people: "Texan", "Texans"
	Short                   // an abbreviation that stands behind a comma or in a dateline: "Tex."
)

// Meaning is one place that a name may mean.
type Meaning struct {
	*Located
	At   int // index in the Gazetteer's Places
	Use  NameUse
	Also bool   // an older or another name, after the one that is usual
	Form string // as its table writes it
}

// placeName is one name of a place. Names that fold alike are a chain.
type placeName struct {
	form  string
	place int32
	next  int32 // the next name of the chain, or -1
	use   NameUse
	also  bool
}

// bucket is what is known of a folded run of atoms.
type bucket struct {
	names int32 // first of the chain of names that it is, or -1
	last  int32 // last of that chain
	most  int32 // atoms in the longest name that it begins, for a single atom
}

// maxAtoms bounds the names that are looked up; a longer name is not found.
const maxAtoms = 8

// newGazetteer returns an empty gazetteer with room for so many places and
// names.
func newGazetteer(places, names int) *Gazetteer {
	g := &Gazetteer{Places: make([]Located, 0, places), names: make([]placeName, 0, names), index: make(map[uint64]bucket, names+names/4)}
	g.shown = sync.OnceValue(g.byShown)
	return g
}

// key is what a name is looked up by: the hash of all its atoms, that of the
// first, and how many there are.
type key struct {
	all, first uint64
	atoms      int32
}

// keyOf returns the key of a form; ok is false when it has no letter or is too
// long to be looked up.
func keyOf(form string) (k key, ok bool) {
	var buf [64]byte
	k.all = hashSeed
	for a, more := nextAtom(buf[:], form, 0); more; a, more = nextAtom(buf[:], form, a.end) {
		k.all = hashAtom(k.all, a.text)
		if k.atoms++; k.atoms == 1 {
			k.first = k.all
		} else if k.atoms > maxAtoms {
			return k, false
		}
	}
	return k, k.atoms > 0
}

// add files a place under a name. A name that folds like another one of the
// same place is not filed again.
func (g *Gazetteer) add(place int, form string, use NameUse, also bool) {
	if k, ok := keyOf(form); ok {
		g.addUnder(k, placeName{form, int32(place), -1, use, also})
	}
}

func (g *Gazetteer) addUnder(k key, name placeName) {
	b, seen := g.index[k.all]
	if !seen {
		b.names, b.last = -1, -1
	}
	for i := b.names; i >= 0; i = g.names[i].next {
		if q := &g.names[i]; q.place == name.place && (q.use == name.use || name.use == Short) && caseOf(q.form) == caseOf(name.form) {
			return
		}
	}
	i := int32(len(g.names))
	g.names = append(g.names, name)
	if b.names < 0 {
		b.names = i
	} else {
		g.names[b.last].next = i
	}
	b.last = i
	if k.atoms == 1 {
		b.most = max(b.most, 1)
		g.index[k.all] = b
		return
	}
	g.index[k.all] = b
	first, seen := g.index[k.first]
	if !seen {
		first.names, first.last = -1, -1
	}
	if k.atoms > first.most {
		first.most = k.atoms
		g.index[k.first] = first
	}
}

// Match returns every place that the longest name at text[at:] may mean, in
// the order of the tables, and the byte behind that name; none and at when no
// name begins there. at is the first byte of a word or of a part of a
// hyphenated word. Case counts as it does for Lexicon.Match.
func (g *Gazetteer) Match(text string, at int) (found []Meaning, end int) {
	var buf [64]byte
	hash := uint64(hashSeed)
	var ends [maxAtoms]int
	var chains [maxAtoms]int32
	most, n := int32(1), 0
	for i := at; n < int(most); n++ {
		a, ok := nextAtom(buf[:], text, i)
		if !ok || n > 0 && !joined(text[i:a.end]) {
			break
		}
		hash = hashAtom(hash, a.text)
		k, seen := g.index[hash]
		if n == 0 {
			if !seen || k.most == 0 {
				return nil, at
			}
			most = k.most
		}
		chains[n], ends[n] = -1, a.end
		if seen {
			chains[n] = k.names
		}
		i = a.end
	}
	for n--; n >= 0; n-- {
		for i := chains[n]; i >= 0; i = g.names[i].next {
			if q := &g.names[i]; fits(q.form, text[at:ends[n]]) {
				found = append(found, Meaning{&g.Places[q.place], int(q.place), q.use, q.also, q.form})
			}
		}
		if found != nil {
			return found, ends[n]
		}
	}
	return nil, at
}

// Named returns every place of which name, in any case, is a name.
func (g *Gazetteer) Named(name string) []Meaning {
	k, ok := keyOf(name)
	if !ok {
		return nil
	}
	var found []Meaning
	for i := range g.under(k) {
		q := &g.names[i]
		same := func(m Meaning) bool { return m.At == int(q.place) }
		if foldedAlike(q.form, name) && !slices.ContainsFunc(found, same) {
			found = append(found, Meaning{&g.Places[q.place], int(q.place), q.use, q.also, q.form})
		}
	}
	return found
}

// under yields the numbers of the names that have a key.
func (g *Gazetteer) under(k key) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		b, seen := g.index[k.all]
		if !seen {
			return
		}
		for i := b.names; i >= 0 && yield(i); i = g.names[i].next {
		}
	}
}

// NamesOf returns the names of a place with their use, in the order of its row.
func (g *Gazetteer) NamesOf(place int) []Meaning {
	var out []Meaning
	for i := range g.names {
		if q := &g.names[i]; int(q.place) == place {
			out = append(out, Meaning{&g.Places[place], place, q.use, q.also, q.form})
		}
	}
	return out
}

// Holds reports whether a meaning is one of the gazetteer's own places.
func (g *Gazetteer) Holds(m Meaning) bool {
	return m.At < len(g.Places) && &g.Places[m.At] == m.Located
}

// Fingerprint names the state of a gazetteer that was read from a file of its
// own; that of the built-in one is the lexicon's.
func (g *Gazetteer) Fingerprint() string { return g.fingerprint }

// joined reports whether what stands before the atom that s ends with may stand
// inside a name: a space, a hyphen, an apostrophe, the dot of an abbreviation.
func joined(s string) bool {
	i := len(s)
	for i > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if !inAtom(r) && (r != ',' || i < len(s)) {
			break
		}
		i -= n
		if r == ',' {
			break
		}
	}
	switch s[:i] {
	case "", " ", "-", "‐", "‑", "–", "'", "’", "ʼ", "' ", "’ ", ".", ". ", "/", " & ", "&", " (", ") ", "\n", "\u00a0":
		return true
	}
	return false
}

const hashSeed = 14695981039346656037

// hashAtom goes on with the FNV-1a hash of a run of atoms.
func hashAtom(h uint64, atom []byte) uint64 {
	for _, c := range written(atom) {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return (h ^ ' ') * 1099511628211
}

// written gives the full word for the short ones that names open with.
func written(atom []byte) []byte {
	switch string(atom) {
	case "st", "ste", "sainte":
		return []byte("saint")
	case "mt":
		return []byte("mount")
	case "ft":
		return []byte("fort")
	}
	return atom
}

// caseOf says which atoms of a form need capitals.
func caseOf(form string) letterCase {
	var buf [64]byte
	var c letterCase
	k := 0
	for a, ok := nextAtom(buf[:], form, 0); ok; a, ok = nextAtom(buf[:], form, a.end) {
		c.add(a, k)
		k++
	}
	if strings.HasPrefix(form, "The ") {
		c.first &^= 1 // "the Hague"
	}
	return c
}

// fits reports whether text, which has the form's hash, is that form and has
// the capitals that it asks for.
func fits(form, text string) bool {
	return foldedAlike(form, text) && caseOf(text).meets(caseOf(form))
}

// foldedAlike reports whether two names are one after folding.
func foldedAlike(x, y string) bool {
	var bx, by [64]byte
	i, j := 0, 0
	for {
		a, more := nextAtom(bx[:], x, i)
		b, also := nextAtom(by[:], y, j)
		if !more || !also {
			return more == also
		}
		if string(written(a.text)) != string(written(b.text)) {
			return false
		}
		i, j = a.end, b.end
	}
}

// Shown returns the places, as indices in Places, that are shown by a name, or by
// a name that goes on with a comma: "Tripoli, Lebanon".
func (g *Gazetteer) Shown(name string) []int { return g.shown()[name] }

func (g *Gazetteer) byShown() map[string][]int {
	all := make(map[string][]int, len(g.Places))
	for i := range g.Places {
		name := g.Places[i].Name
		all[name] = append(all[name], i)
		if short, _, found := strings.Cut(name, ","); found {
			all[short] = append(all[short], i)
		}
	}
	return all
}
