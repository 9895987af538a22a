// Package names says what the places, sides, bodies, organisations and roads of
// the lexicon are called in the site's other languages. It stands apart from
// the tables that texts are read by: a name mended here changes no reading.
//
// One folder a language, one table a kind, under the English name that the
// lexicon shows. What no table holds has no other name: it is shown as it is.
package names

import (
	"embed"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

//go:embed russian
var tables embed.FS

// Names are the names of one language.
type Names struct {
	known  map[string]string // by the English name
	placed map[place]string  // of places that share their English name
	sides  map[string]side   // by the English adjective, or the name of one that has none
	bodies map[string]body
	many   map[string]bool // English names whose own are plurals
}

type place struct{ name, country string }

type side struct{ genitive, adjective string }

// body is one that any side may have. agrees is how its side's adjective stands
// with it, or empty where the side stands behind it in the genitive.
type body struct {
	name, agrees string
	many         bool
}

// Russian holds the Russian names.
var Russian = load("russian")

// between parts the two ends of a road that is named by them.
const between = " – "

// Of returns the name of a place, side, body, organisation or road that English
// calls by name; false for one that is not known.
func (n *Names) Of(name string) (string, bool) {
	if said, ok := n.known[name]; ok {
		return said, true
	}
	if s, b, ok := n.parts(name); ok {
		return b.of(s), true
	}
	if from, to, road := strings.Cut(name, between); road {
		if a, ok := n.Of(from); ok {
			if b, ok := n.Of(to); ok {
				return a + " — " + b, true
			}
		}
	}
	return "", false
}

// Place is Of for a place in the country of a code, for what shares its name
// with another.
func (n *Names) Place(name, country string) (string, bool) {
	if said, ok := n.placed[place{name, country}]; ok {
		return said, true
	}
	return n.Of(name)
}

// Many reports whether a name is a plural in the language, as "США" is; known
// is false for a name that is not.
func (n *Names) Many(name string) (many, known bool) {
	if _, ok := n.known[name]; ok {
		return n.many[name], true
	}
	_, b, ok := n.parts(name)
	return b.many, ok
}

// parts takes the name of a side's body apart, as the lexicon composes it:
// "Armenian army".
func (n *Names) parts(name string) (side, body, bool) {
	for i := strings.IndexByte(name, ' '); i > 0; {
		if s, ok := n.sides[name[:i]]; ok {
			if b, ok := n.bodies[name[i+1:]]; ok {
				return s, b, true
			}
		}
		next := strings.IndexByte(name[i+1:], ' ')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return side{}, body{}, false
}

// of names the body of a side.
func (b body) of(s side) string {
	stem := strings.TrimSuffix(s.adjective, "ий")
	if b.agrees == "" || stem == s.adjective {
		return b.name + " " + s.genitive
	}
	return stem + map[string]string{"f": "ая ", "n": "ое ", "pl": "ие "}[b.agrees] + lower(b.name)
}

// lower takes the capital off a name whose adjective has come before it; one in
// capitals throughout keeps them.
func lower(name string) string {
	first, size := utf8.DecodeRuneInString(name)
	if second, _ := utf8.DecodeRuneInString(name[size:]); unicode.IsUpper(second) {
		return name
	}
	return string(unicode.ToLower(first)) + name[size:]
}

// load reads a language's tables. It panics on one that cannot be read, as they
// are part of the program.
func load(language string) *Names {
	n := &Names{known: make(map[string]string), placed: make(map[place]string), sides: make(map[string]side), bodies: make(map[string]body), many: make(map[string]bool)}
	// a name that two tables hold is the first's: a country is named before a town
	rows(language+"/sides.tsv", func(c cells) {
		n.add(c[0], c[2], c[5])
		if c[3] == "" {
			c[3] = c[2]
		}
		if c[1] == "" {
			c[1] = c[0]
		}
		n.sides[c[1]] = side{c[3], c[4]}
	})
	rows(language+"/places.tsv", func(c cells) {
		n.add(c[0], c[1], "")
		if before, _, both := strings.Cut(c[0], ", "); both { // a map says "Valencia" of "Valencia, Venezuela"
			said, _, _ := strings.Cut(c[1], " (")
			n.add(before, said, "")
		}
		if c[2] != "" {
			n.placed[place{c[0], c[2]}] = c[1]
		}
	})
	rows(language+"/actors.tsv", func(c cells) { n.add(c[0], c[1], c[2]) })
	rows(language+"/routes.tsv", func(c cells) { n.add(c[0], c[1], "") })
	rows(language+"/bodies.tsv", func(c cells) {
		n.add(c[0], c[1], c[3])
		n.bodies[c[0]] = body{c[1], c[2], c[3] == "pl"}
	})
	return n
}

func (n *Names) add(english, said, number string) {
	if _, known := n.known[english]; !known {
		n.known[english] = said
		n.many[english] = number == "pl"
	}
}

// cells are those of a row.
type cells [6]string

// rows hands on the rows of a table behind its comments and its header.
func rows(file string, row func(c cells)) {
	body, err := tables.ReadFile(file)
	if err != nil {
		panic(err)
	}
	header := false
	for line := range strings.Lines(string(body)) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case !header:
			header = !strings.HasPrefix(line, "#")
		default:
			var c cells
			for i, cell := range strings.Split(line, "\t") {
				if i == len(c) {
					panic(fmt.Sprintf("lexicon/names/%s: %q has more than %d cells", file, line, len(c)))
				}
				c[i] = cell
			}
			row(c)
		}
	}
}
