package lexicon

import "io/fs"

// Side is a state, a territory, a de facto authority or a people without one.
type Side struct {
	Item             // class: country, territory, de-facto, union, people, historical
	Code      string // ISO 3166 alpha-3, or the lexicon's own for a de facto authority
	Allied    string // code of the state that a de facto authority is commonly reported to rely on
	Adjective string // the first adjective, for composed names
	Capital   string // lemma of the capital in the places' table
	Lat, Lon  float64
}

// Actor is an organisation. Its class is executive, parliament, ministry,
// armed-forces, police, agency, court, igo, ngo, monitor, armed-group, company,
// party or media.
type Actor struct {
	Item
	Side string // code, empty for a third party
}

// Head is a generic body that belongs to whichever side stands before it.
type Head struct{ Item } // class: as an Actor's

// Person is an office holder, who may be named for what is done in office.
type Person struct {
	Item        // class: official, military, spokesperson, envoy; uses: full, short (surname alone)
	Side        string
	Role        string // lemma of the roles' table
	Of          string // lemma of the actor in which the office was held, empty when the side says enough
	From, Until string // YYYY, YYYY-MM or YYYY-MM-DD; empty when not stated
}

// Outlet is who prints or sends out a report. It is not a source unless the
// text says so.
type Outlet struct {
	Item // class: agency, newspaper, broadcaster, site
	Side string
}

// Role is an office ("foreign minister") or a private role ("nurse"). A person
// named in a private role is shown by the role.
type Role struct{ Item } // class: office, private; uses: singular, plural, title

// Counted is a noun for people who are counted.
type Counted struct{ Item } // class: civilian, military, either; uses: singular, plural

func (l *Lexicon) loadSides(fsys fs.FS) error {
	columns := []string{"form", "lemma", "class", "use", "code", "allied", "capital", "lat", "lon", "source", "added", "note"}
	return each(fsys, "sides.tsv", columns, func(t *Table, rows []Row) (err error) {
		r := rows[0]
		s := Side{Item: t.item(KindSide, rows, "", "use"), Code: t.Cell(r, "code"), Allied: t.Cell(r, "allied"), Capital: t.Cell(r, "capital")}
		if s.Lat, s.Lon, err = t.position(r); err != nil {
			return err
		}
		s.Adjective = s.Name
		for _, f := range s.Forms {
			if f.Use == UseAdjective {
				s.Adjective = f.Text
				break
			}
		}
		l.byCode[s.Code] = len(l.Sides)
		l.Sides = append(l.Sides, s)
		l.add(KindSide, s.Item, s.Code, len(l.Sides)-1)
		return nil
	})
}

// SideOf returns the side that has the code.
func (l *Lexicon) SideOf(code string) (Side, bool) {
	i, ok := l.byCode[code]
	if !ok {
		return Side{}, false
	}
	return l.Sides[i], true
}

func (l *Lexicon) loadHeads(fsys fs.FS) error {
	columns := []string{"form", "lemma", "class", "name", "source", "added", "note"}
	return each(fsys, "heads.tsv", columns, func(t *Table, rows []Row) error {
		l.Heads = append(l.Heads, Head{t.item(KindHead, rows, "name", "")})
		l.add(KindHead, l.Heads[len(l.Heads)-1].Item, "", len(l.Heads)-1)
		return nil
	})
}

func (l *Lexicon) loadActors(fsys fs.FS) error {
	columns := []string{"form", "lemma", "class", "side", "source", "added", "note"}
	return each(fsys, "actors.tsv", columns, func(t *Table, rows []Row) error {
		a := Actor{t.item(KindActor, rows, "", ""), t.Cell(rows[0], "side")}
		l.Actors = append(l.Actors, a)
		l.add(KindActor, a.Item, a.Side, len(l.Actors)-1)
		return nil
	})
}

func (l *Lexicon) loadPeople(fsys fs.FS) error {
	columns := []string{"form", "lemma", "class", "use", "side", "role", "of", "from", "until", "source", "added", "note"}
	return each(fsys, "people.tsv", columns, func(t *Table, rows []Row) error {
		r := rows[0]
		p := Person{t.item(KindPerson, rows, "", "use"), t.Cell(r, "side"), t.Cell(r, "role"), t.Cell(r, "of"), t.Cell(r, "from"), t.Cell(r, "until")}
		l.People = append(l.People, p)
		l.add(KindPerson, p.Item, p.Side, len(l.People)-1)
		return nil
	})
}

func (l *Lexicon) loadOutlets(fsys fs.FS) error {
	columns := []string{"form", "lemma", "class", "side", "source", "added", "note"}
	return each(fsys, "outlets.tsv", columns, func(t *Table, rows []Row) error {
		o := Outlet{t.item(KindOutlet, rows, "", ""), t.Cell(rows[0], "side")}
		l.Outlets = append(l.Outlets, o)
		l.add(KindOutlet, o.Item, o.Side, len(l.Outlets)-1)
		return nil
	})
}

func (l *Lexicon) loadRoles(fsys fs.FS) error {
	columns := []string{"form", "lemma", "class", "use", "source", "added", "note"}
	return each(fsys, "roles.tsv", columns, func(t *Table, rows []Row) error {
		l.Roles = append(l.Roles, Role{t.item(KindRole, rows, "", "use")})
		l.add(KindRole, l.Roles[len(l.Roles)-1].Item, "", len(l.Roles)-1)
		return nil
	})
}

func (l *Lexicon) loadCounted(fsys fs.FS) error {
	columns := []string{"form", "lemma", "class", "use", "source", "added", "note"}
	return each(fsys, "counted.tsv", columns, func(t *Table, rows []Row) error {
		l.Counted = append(l.Counted, Counted{t.item(KindCounted, rows, "", "use")})
		l.add(KindCounted, l.Counted[len(l.Counted)-1].Item, "", len(l.Counted)-1)
		return nil
	})
}
