package units

import (
	"slices"
	"strings"
	"unicode"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// headings finds what foreign headings cover, by their letters: as they are
// printed, and in small letters where no heading is printed so.
type headings struct {
	printed map[string]*heading
	folded  map[string]*heading
	all     []*heading
}

// heading is a foreign heading with every class that it covers.
type heading struct {
	format, text string
	whole, part  []string
	rest         string
	note         string
}

func newHeadings(c *lexicon.Catalogue) headings {
	h := headings{printed: map[string]*heading{}, folded: map[string]*heading{}}
	for _, row := range c.Headings {
		last := len(h.all) - 1
		if last < 0 || h.all[last].format != row.Format || h.all[last].text != row.Text {
			h.all = append(h.all, &heading{format: row.Format, text: row.Text})
			last++
		}
		one := h.all[last]
		one.note += row.Note
		switch row.Share {
		case lexicon.CoversWhole:
			one.whole = append(one.whole, row.Class)
		case lexicon.CoversPart:
			one.part = append(one.part, row.Class)
		case lexicon.CoversRest:
			one.rest = row.Class
		}
		for key, index := range map[string]map[string]*heading{headingKey(row.Text): h.printed, strings.ToLower(headingKey(row.Text)): h.folded} {
			if index[key] == nil {
				index[key] = one
			}
		}
	}
	return h
}

// headingKey is a heading's letters, without the numbers that a page prints
// behind it or what a list explains in brackets.
func headingKey(text string) string {
	if i := strings.IndexAny(text, "["); i > 0 {
		text = text[:i]
	}
	if i := strings.IndexFunc(text, unicode.IsDigit); i > 0 {
		text = text[:i]
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, text)
}

func (h headings) find(text string) *heading {
	key := headingKey(text)
	if one := h.printed[key]; one != nil {
		return one
	}
	return h.folded[strings.ToLower(key)]
}

func (h headings) of(format, text string) *heading {
	low := strings.ToLower(headingKey(text))
	for _, one := range h.all {
		if sameFormat(one.format, format) && strings.ToLower(headingKey(one.text)) == low {
			return one
		}
	}
	return nil
}

// sameFormat holds a format of headings.tsv against one of capture/lists: the
// page and the table of a list share their headings.
func sameFormat(of, format string) bool { return of == format || strings.HasPrefix(format, of+"-") }

func (h *heading) only() string {
	switch {
	case h.rest != "":
		return h.rest
	case len(h.whole) == 1:
		return h.whole[0]
	case len(h.whole) == 0 && len(h.part) == 1:
		return h.part[0]
	}
	return ""
}

// classOf says which class a unit under a heading is of. The heading decides;
// among the classes that it covers, the model does, else words of its name.
func (r *Reader) classOf(text string, m model) (string, []string) {
	if text == "" {
		return m.class, nil
	}
	h := r.headings.find(text)
	if h == nil {
		if _, ok := r.catalogue.Class(text); ok { // ours already
			return text, nil
		}
		return m.class, []string{"heading-unknown"}
	}
	rules := []string{"heading:" + h.format + "/" + id(h.text)}
	for _, told := range []string{m.class, m.words} {
		for _, class := range slices.Concat(h.whole, h.part) {
			if told != "" && r.catalogue.Within(told, class) {
				return told, rules
			}
		}
	}
	if m.class != "" && !r.catalogue.Within(h.only(), m.class) {
		rules = append(rules, "heading-over-model:"+id(m.class)) // the list files the model elsewhere than the table
	}
	return h.only(), rules
}

// Classes returns the taxonomy, each class after the one that it belongs to.
func (r *Reader) Classes() []lexicon.EquipmentClass { return slices.Clone(r.catalogue.Classes) }

// Heading returns the plural that stands over units of a class: the class
// itself when the taxonomy has it not.
func (r *Reader) Heading(class string) string {
	if c, ok := r.catalogue.Class(class); ok {
		return strings.ToUpper(c.Plural[:1]) + c.Plural[1:]
	}
	return class
}

// Within reports whether a class is another or belongs to it.
func (r *Reader) Within(class, other string) bool { return r.catalogue.Within(class, other) }

// FieldClass returns the heading, type or column of a format under which units
// of a class are exported; none when the format has no such heading.
func (r *Reader) FieldClass(format, class string) string {
	best, text := 0, ""
	root := r.catalogue.Classes[0].Singular
	for _, h := range r.headings.all {
		if !sameFormat(h.format, format) {
			continue
		}
		rank := 0
		for _, c := range h.whole {
			switch {
			case c == class && len(h.whole) == 1:
				rank = max(rank, 4)
			case c != root && r.catalogue.Within(class, c):
				rank = max(rank, 3)
			}
		}
		switch {
		case h.rest == class:
			rank = max(rank, 2)
		case slices.ContainsFunc(h.part, func(c string) bool { return c == class || c != root && r.catalogue.Within(class, c) }):
			rank = max(rank, 1)
		case h.rest == root && len(h.whole) == 0: // where a format files everything else
			rank = max(rank, 1)
		}
		if rank > 0 && h.format == format {
			rank += 4 // the format's own heading goes before those that it shares
		}
		if rank > best {
			best, text = rank, h.text
		}
	}
	return text
}

// Coverage is what a foreign heading covers of the taxonomy.
type Coverage struct {
	Classes []string // covered, with every class within them
	Part    []string // of which it covers only some
	Note    string   // what a reader of a comparison should know
}

// Why says why a heading's number cannot be held against a count of units, or
// nothing when it can.
func (c Coverage) Why() evidence.Remark {
	switch {
	case len(c.Part) > 0:
		return evidence.Say("it also covers some, and nobody says which, of: %s", strings.Join(c.Part, ", "))
	case len(c.Classes) == 0:
		return evidence.Say("it covers no class of equipment")
	}
	return evidence.Remark{}
}

// Covers says which classes a format's heading, type or column covers, or a
// class of the taxonomy itself when the format is "". It is false for a heading
// that the lexicon does not know.
func (r *Reader) Covers(format, heading string) (Coverage, bool) {
	if format == "" {
		_, ok := r.catalogue.Class(heading)
		return Coverage{Classes: r.below(heading)}, ok
	}
	h := r.headings.of(format, heading)
	if h == nil {
		return Coverage{}, false
	}
	c := Coverage{Part: slices.Clone(h.part), Note: h.note}
	for _, class := range h.whole {
		c.Classes = append(c.Classes, r.below(class)...)
	}
	if h.rest != "" && !slices.Contains(c.Classes, h.rest) {
		c.Classes = append(c.Classes, h.rest)
	}
	return c, true
}

// below returns a class and all that belong to it.
func (r *Reader) below(class string) []string {
	var all []string
	for _, c := range r.catalogue.Classes {
		if class != "" && r.catalogue.Within(c.Singular, class) {
			all = append(all, c.Singular)
		}
	}
	return all
}
