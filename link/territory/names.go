package territory

import (
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// road is a road, crossing or stretch as it is known by all its names.
type road struct {
	key     string
	name    string
	between []string // keys of the two places that it joins, when that is known
}

// roadNamed finds out which road a name means. A road and a corridor between
// the same two places are one, by whichever of the places' names they are
// called; a crossing or bridge on them is a thing of its own.
func (t *Teller) roadNamed(name string) road {
	fields := strings.Fields(name)
	if len(fields) == 0 {
		return road{}
	}
	if found, n := t.lex.MatchKind(lexicon.KindRoute, fields, 0); n == len(fields) {
		r := t.lex.Routes[found[0].At]
		if (r.Class == "road" || r.Class == "corridor") && len(r.Between) == 2 {
			return t.roadBetween("place:"+r.Between[0], "place:"+r.Between[1])
		}
		return road{key: r.ID, name: r.Name}
	}
	if ends := t.ends(name); ends != nil {
		return t.roadBetween(ends[0], ends[1])
	}
	return road{key: "name:" + strings.Join(strings.Fields(lexicon.Fold(name)), " "), name: name}
}

// roadBetween names a road by the two places that it joins, each with all the
// names that sides give it.
func (t *Teller) roadBetween(a, b string) road {
	ends := []string{a, b}
	slices.Sort(ends)
	return road{key: ends[0] + "+" + ends[1], name: t.placeName(ends[0]) + " – " + t.placeName(ends[1]), between: ends}
}

// kinds are the words behind the two places in the name of a road.
var kinds = map[string]bool{"road": true, "highway": true, "corridor": true, "route": true, "motorway": true}

// ends returns the two places in a name like "Lachin–Stepanakert road".
func (t *Teller) ends(name string) []string {
	fields := strings.Fields(name)
	if len(fields) > 1 && strings.EqualFold(fields[0], "the") {
		fields = fields[1:]
	}
	if n := len(fields); n > 1 && kinds[strings.ToLower(fields[n-1])] {
		fields = fields[:n-1]
	}
	parts := strings.FieldsFunc(strings.Join(fields, " "), func(r rune) bool { return strings.ContainsRune("-‐‑–—", r) })
	if len(parts) != 2 {
		return nil
	}
	var ends []string
	for _, p := range parts {
		key, known := t.placeKey(p)
		if !known {
			return nil
		}
		ends = append(ends, key)
	}
	if ends[0] == ends[1] {
		return nil
	}
	return ends
}

// placeKey returns the lexicon's id of a place, whichever of its names is
// used; else the folded name.
func (t *Teller) placeKey(name string) (key string, known bool) {
	for _, part := range append([]string{name}, strings.Split(name, " / ")...) { // "Khankendi / Stepanakert"
		fields := strings.Fields(part)
		if found, n := t.lex.MatchKind(lexicon.KindPlace, fields, 0); n > 0 && n == len(fields) {
			settled := slices.IndexFunc(found, func(e lexicon.Entry) bool {
				return e.Class != "country" && e.Class != "region" && e.Class != "district"
			})
			return found[max(settled, 0)].ID, true
		}
	}
	return strings.Join(strings.Fields(lexicon.Fold(name)), " "), false
}

func (t *Teller) placeName(key string) string {
	if p, ok := t.places[key]; ok {
		return p.Name
	}
	return key
}

// roadOf returns what a claim says of a road: in so many words, or by an event
// of closing in which the one road that is named stands among the places.
func (t *Teller) roadOf(c evidence.Claim) (evidence.AccessSaid, road, bool) {
	if c.Access != nil {
		r := t.roadNamed(c.Access.Route)
		return *c.Access, r, r.key != ""
	}
	if c.Event == nil || c.Event.Type != "COERCE" || c.Event.Mode != "restrict" {
		return evidence.AccessSaid{}, road{}, false
	}
	var said evidence.AccessSaid
	for _, p := range c.Event.Places {
		fields := strings.Fields(p.Name)
		if _, n := t.lex.MatchKind(lexicon.KindRoute, fields, 0); n == 0 || n != len(fields) {
			continue
		}
		if said.Route != "" && said.Route != p.Name {
			return said, road{}, false
		}
		said = evidence.AccessSaid{Route: p.Name, State: "restricted", BySide: oneSide(c.Event.Agents)}
	}
	return said, t.roadNamed(said.Route), said.Route != ""
}
