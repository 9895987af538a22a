package read_test

import (
	"cmp"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tallystick/lexicon"
	"tallystick/read"
)

// party is a state with the words of one kind that name it, and all other
// names that say whose they are: its people, bodies, places and outlets.
type party struct {
	code                    string
	name, adjective, people string
	others                  []string
}

// Exchange the two states that a text names most, whichever they are: the
// reading must be the same. Only texts that name them by a word of each kind,
// and by nothing else of theirs, can be exchanged so simply.
func TestMirrorAnyTwo(t *testing.T) {
	states := statesOf(t)
	reader := read.New(lexicon.Default())
	named := 0
	for _, text := range append(ownMirrorTexts(t), visible(t)...) {
		a, b := foremost(states, text.text)
		if a == nil {
			continue
		}
		named++
		m := twoSides(t, a, b)
		if d := mirrored(reader, m, [2]string{a.code, b.code}, text.text); d != "" && d != unnamed {
			t.Errorf("%s with %s and %s exchanged reads otherwise (-want +got):\n%s", text.name, a.name, b.name, d)
		}
	}
	t.Logf("%d texts name two states", named)
}

// statesOf reads the states of the lexicon whose name, adjective and people are
// one word each.
func statesOf(t *testing.T) []*party {
	t.Helper()
	var out []*party
	byCode := map[string]*party{}
	sides := rowsOf(t, "sides.tsv")
	for _, r := range sides {
		if r["class"] == "country" && !strings.ContainsAny(r["form"], " -") {
			p := &party{code: r["code"], name: r["form"]}
			byCode[p.code] = p
			out = append(out, p)
		}
	}
	for _, r := range sides {
		p := byCode[r["code"]]
		if p == nil || r["form"] == p.name {
			continue
		}
		one := !strings.ContainsAny(r["form"], " -")
		switch {
		case one && r["use"] == "adjective" && p.adjective == "":
			p.adjective = r["form"]
		case one && r["use"] == "people" && p.people == "":
			p.people = r["form"]
		case r["form"] != p.adjective && r["form"] != p.people:
			p.others = append(p.others, r["form"])
		}
	}
	for file, column := range map[string]string{"people.tsv": "side", "actors.tsv": "side", "outlets.tsv": "side", "places.tsv": "country", "routes.tsv": "country"} {
		for _, r := range rowsOf(t, file) {
			if p := byCode[r[column]]; p != nil {
				p.others = append(p.others, r["form"])
			}
		}
	}
	// Names of places elsewhere that hold theirs: "New Mexico", "Jordan Valley".
	for _, r := range rowsOf(t, "world.tsv") {
		for _, name := range append(strings.Split(r["also"], ";"), r["name"]) {
			for _, w := range capitalised.FindAllString(name, -1) {
				for _, p := range out {
					if w == p.name || w == p.adjective {
						p.others = append(p.others, strings.TrimSpace(name))
					}
				}
			}
		}
	}
	return slices.DeleteFunc(out, func(p *party) bool { return p.adjective == "" || p.people == "" || p.people != p.adjective+"s" })
}

// rowsOf reads a file of the lexicon by its columns, with the first row's cells
// of an entry on each of its rows.
func rowsOf(t *testing.T, file string) []map[string]string {
	t.Helper()
	data, err := fs.ReadFile(lexicon.Data(), file)
	if err != nil {
		t.Fatal(err)
	}
	var columns []string
	var out []map[string]string
	var first map[string]string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if columns == nil {
			columns = cells
			continue
		}
		row := map[string]string{}
		for i, c := range cells {
			row[columns[i]] = c
		}
		if first == nil || row["lemma"] != first["lemma"] {
			first = row
		}
		for _, c := range []string{"code", "side", "country"} {
			row[c] = first[c]
		}
		out = append(out, row)
	}
	return out
}

var capitalised = regexp.MustCompile(`\p{Lu}[\p{L}\p{M}]*`)

// foremost returns the two states that the text names most, nil when it names
// fewer or names one of them by other words too.
func foremost(states []*party, text string) (a, b *party) {
	count := map[string]int{}
	for _, w := range capitalised.FindAllString(text, -1) {
		count[w]++
	}
	times := func(p *party) int { return count[p.name] + count[p.adjective] + count[p.people] }
	var named []*party
	for _, p := range states {
		if times(p) > 0 {
			named = append(named, p)
		}
	}
	slices.SortStableFunc(named, func(a, b *party) int { return cmp.Compare(times(b), times(a)) })
	if len(named) < 2 {
		return nil, nil
	}
	for _, p := range named[:2] {
		for _, other := range p.others {
			if first := capitalised.FindString(other); first == "" || count[first] > 0 && strings.Contains(text, other) {
				return nil, nil
			}
		}
	}
	return named[0], named[1]
}

// twoSides makes the mirror of two states.
func twoSides(t *testing.T, a, b *party) *lexicon.Mirror {
	t.Helper()
	rows := "form\tpartner\tclass\tsource\tadded\tnote\n"
	for _, p := range [][2]string{{a.name, b.name}, {a.adjective, b.adjective}, {a.people, b.people}} {
		rows += fmt.Sprintf("%s\t%s\tpair\n", p[0], p[1])
	}
	m, err := lexicon.LoadMirror(fstest.MapFS{"two.tsv": {Data: []byte(rows)}}, "two.tsv")
	if err != nil {
		t.Fatal(err)
	}
	return m
}
