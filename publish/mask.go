package publish

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tallystick/evidence"
)

// mask hides the names of private persons behind their roles.
type mask struct{ hidden []hiddenName }

type hiddenName struct {
	name *regexp.Regexp
	role string
}

// maskOf gathers every private person whom the text or any claim of it names,
// accepted or not, under the full name and under each part of it.
func maskOf(d Dossier) mask {
	roles := make(map[string]string)
	note := func(private bool, role string, names ...string) {
		if !private {
			return
		}
		for _, name := range names {
			for _, part := range append(strings.Fields(name), name) {
				if part = strings.Trim(part, ".,;:"); nameLike(part) {
					roles[part] = "[" + cmp.Or(role, "name withheld") + "]"
				}
			}
		}
	}
	for _, a := range d.People {
		note(true, a.Role, a.Name)
	}
	for _, c := range d.Claims {
		note(c.Claim.Source.Private, c.Claim.Source.Role, c.Claim.Source.Name)
		if c.Claim.Event != nil {
			for _, a := range slices.Concat(c.Claim.Event.Agents, c.Claim.Event.Targets) {
				note(a.Private, a.Role, a.Name)
			}
		}
	}
	names := make([]string, 0, len(roles))
	for name := range roles {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { // longest first, so that a surname does not split a full name
		return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b))
	})
	var m mask
	for _, name := range names {
		role := roles[name]
		for other := range roles {
			if pattern(other).MatchString(role) { // a role that repeats a name: "Siskin's mother"
				role = "[name withheld]"
			}
		}
		m.hidden = append(m.hidden, hiddenName{pattern(name), role})
	}
	return m
}

// pattern finds a name in any case, over any white space, where no letter
// stands before or behind it.
func pattern(name string) *regexp.Regexp {
	words := strings.Fields(name)
	for i, w := range words {
		words[i] = regexp.QuoteMeta(w)
	}
	return regexp.MustCompile(`(?i)(^|[^\p{L}\p{N}])` + strings.Join(words, `[\s\p{Z}-]+`) + `($|[^\p{L}\p{N}])`)
}

// names reports whether words hold a name, whole or in any part of it that
// could be a name by itself.
func names(words, name string) bool {
	for _, part := range append(strings.Fields(name), name) {
		if part = strings.Trim(part, ".,;:"); nameLike(part) && pattern(part).MatchString(words) {
			return true
		}
	}
	return false
}

// nameLike reports whether a word by itself gives somebody away: an initial or
// a particle does not.
func nameLike(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return utf8.RuneCountInString(word) > 2 && !unicode.IsLower(r)
}

func (m mask) hide(s string) string {
	for _, h := range m.hidden {
		for was := ""; was != s; { // neighbours share the letter between them
			was, s = s, h.name.ReplaceAllString(s, "${1}"+strings.ReplaceAll(h.role, "$", "")+"${2}")
		}
	}
	return s
}

// coarsen returns a deep enough copy of a claim with coordinates rounded and
// private names hidden.
func coarsen(c evidence.Claim, policy Policy, m mask) evidence.Claim {
	hideSpan := func(s evidence.Span) evidence.Span {
		s.Text = m.hide(s.Text)
		return s
	}
	c.Content = hideSpan(c.Content)
	c.Parts = slices.Clone(c.Parts)
	for i := range c.Parts {
		c.Parts[i] = hideSpan(c.Parts[i])
	}
	if c.Source.Span != nil {
		s := hideSpan(*c.Source.Span)
		c.Source.Span = &s
	}
	c.Source.Name, c.Source.Role = m.hide(c.Source.Name), m.hide(c.Source.Role)
	c.Counts = slices.Clone(c.Counts)
	for i := range c.Counts {
		c.Counts[i].Who = m.hide(c.Counts[i].Who)
	}
	if c.Event == nil {
		return c
	}
	event := *c.Event
	event.Agents, event.Targets = hideActors(event.Agents, m), hideActors(event.Targets, m)
	event.Places = slices.Clone(event.Places)
	for i, p := range event.Places {
		event.Places[i].Lat, event.Places[i].Lon = policy.round(p.Lat), policy.round(p.Lon)
	}
	if event.Time != nil {
		t := *event.Time
		event.Time = &t
	}
	c.Event = &event
	return c
}

func hideActors(actors []evidence.Actor, m mask) []evidence.Actor {
	hidden := slices.Clone(actors)
	for i, a := range hidden {
		if a.Private {
			hidden[i].Text, hidden[i].Name = cmp.Or(a.Role, "a person"), ""
			continue
		}
		hidden[i].Text, hidden[i].Name = m.hide(a.Text), m.hide(a.Name)
	}
	return hidden
}
