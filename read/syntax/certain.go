package syntax

// certain knows the words that have one part of speech and hardly another,
// wherever they stand: most marks, articles, pronouns and prepositions, and the
// commonest of other words. Three in ten words of a text are among them, and the
// tagger need not weigh them.
type certain struct {
	mask  uint32
	forms []uint32 // 0 is empty
	tags  []Tag
}

// of returns the only part of speech of a form.
func (c *certain) of(form uint32) (Tag, bool) {
	for i := form >> 7; ; i++ {
		switch f := c.forms[i&c.mask]; f {
		case form:
			return c.tags[i&c.mask], true
		case 0:
			return 0, false
		}
	}
}

// newCertain files the forms, each with its tag.
func newCertain(forms []uint32, tags []Tag) *certain {
	size := 1024
	for size < 4*len(forms) {
		size *= 2
	}
	c := &certain{mask: uint32(size - 1), forms: make([]uint32, size), tags: make([]Tag, size)}
	for k, f := range forms {
		if _, known := c.of(f); known || f == 0 {
			continue
		}
		i := f >> 7
		for c.forms[i&c.mask] != 0 {
			i++
		}
		c.forms[i&c.mask], c.tags[i&c.mask] = f, tags[k]
	}
	return c
}

// How often the examples have to show a form, and how many of a thousand times
// they may show it as something else: annotators err, too.
const (
	certainLeast = 40
	certainOdd   = 15
)

// learnCertain returns the forms that the examples show as one part of speech.
func learnCertain(data []Example, v *vocabulary) *certain {
	seen := map[uint32]*[tagCount]int{}
	var order []uint32
	var atoms []atom
	for _, e := range data {
		atoms = resize(atoms, len(e.Words))
		v.encode(e.Words, atoms)
		for i := range atoms {
			f := atoms[i].form
			if f == unseen {
				continue
			}
			if seen[f] == nil {
				seen[f] = new([tagCount]int)
				order = append(order, f)
			}
			seen[f][e.Tags[i]]++
		}
	}
	var forms []uint32
	var tags []Tag
	for _, f := range order {
		n, best := 0, 0
		for t, k := range seen[f] {
			n += k
			if k > seen[f][best] {
				best = t
			}
		}
		if n >= certainLeast && (n-seen[f][best])*1000 <= n*certainOdd && best < given {
			forms, tags = append(forms, f), append(tags, Tag(best))
		}
	}
	return newCertain(forms, tags)
}
