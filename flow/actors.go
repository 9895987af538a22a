package flow

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/store"
)

// Named is something that has a page of its own.
type Named struct {
	Kind string // NamedActor, NamedPlace or NamedOutlet
	Slug string // that the page's address ends in
	Name string
}

// The kinds of Named.
const (
	NamedActor  = "actor"
	NamedPlace  = "place"
	NamedOutlet = "outlet"
)

// Actor is a side, an organisation or an office holder of the lexicon. A person
// who is known for no office is none.
type Actor struct {
	Slug  string   // code of a side; else the slug of the name
	Name  string   // as claims have it
	Names []string // others that find it, in alphabetical order
	Kind  string   // ActorSide, ActorOrganisation or ActorOfficial
	Class string   // as the lexicon has it: "country", "armed-forces", "official"
	Side  string   // code; empty for a third party
	Role  string   // of an official
	From  string   // when the office was held, as far as the lexicon says
	Until string
}

// The kinds of actors.
const (
	ActorSide         = "side"
	ActorOrganisation = "organisation"
	ActorOfficial     = "official"
)

// roll is the actors of a lexicon.
type roll struct {
	of     *lexicon.Lexicon
	bySlug map[string]Actor
	slugs  []string            // of all, by name
	bear   map[string][]string // slugs of the actors by the slug of each of their names
	sides  map[string]bool     // slugs of the names of sides
}

// actorMemory keeps the roll of the lexicon in use, and the list of actors that
// was asked for last.
type actorMemory struct {
	lock sync.Mutex
	roll *roll
	key  listKey
	list []Named
}

type listKey struct {
	at, head int64
	minute   time.Time
}

// known returns the roll of the lexicon.
func (l *Library) known() *roll {
	m := l.actors
	m.lock.Lock()
	defer m.lock.Unlock()
	if lex := l.lexicon(); m.roll == nil || m.roll.of != lex {
		m.roll = rollOf(lex)
	}
	return m.roll
}

func rollOf(lex *lexicon.Lexicon) *roll {
	r := &roll{of: lex, bySlug: make(map[string]Actor), bear: make(map[string][]string), sides: make(map[string]bool)}
	add := func(a Actor, forms []lexicon.Form) {
		if _, taken := r.bySlug[a.Slug]; taken || a.Slug == "" {
			return
		}
		bears := []string{a.Name, a.Slug}
		for _, f := range forms {
			switch f.Use {
			case lexicon.UsePerson, lexicon.UsePeople, lexicon.UseMetonym:
				continue
			case lexicon.UseAdjective, "short": // finds it, and is no name that stands alone
			default:
				if f.Text != a.Name {
					a.Names = append(a.Names, f.Text)
				}
			}
			bears = append(bears, f.Text)
		}
		slices.Sort(a.Names)
		a.Names = slices.Compact(a.Names)
		r.bySlug[a.Slug] = a
		for _, name := range bears {
			key := store.Slug(name)
			if !slices.Contains(r.bear[key], a.Slug) {
				r.bear[key] = append(r.bear[key], a.Slug)
			}
		}
	}
	for _, s := range lex.Sides {
		r.sides[store.Slug(s.Name)] = true
		add(Actor{Slug: s.Code, Name: s.Name, Kind: ActorSide, Class: s.Class, Side: s.Code}, s.Forms)
	}
	for _, a := range lex.Actors {
		add(Actor{Slug: store.Slug(a.Name), Name: a.Name, Kind: ActorOrganisation, Class: a.Class, Side: a.Side}, a.Forms)
	}
	for _, p := range lex.People {
		add(Actor{Slug: store.Slug(p.Name), Name: p.Name, Kind: ActorOfficial, Class: p.Class, Side: p.Side, Role: strings.ReplaceAll(p.Role, "-", " "), From: p.From, Until: p.Until}, p.Forms)
	}
	for _, s := range lex.Sides { // bodies that a side and a head make: "Armenian border guards"
		for _, h := range lex.Heads {
			name := s.Adjective + " " + h.Name
			add(Actor{Slug: store.Slug(name), Name: name, Kind: ActorOrganisation, Class: h.Class, Side: s.Code}, nil)
		}
	}
	r.slugs = slices.SortedFunc(maps.Keys(r.bySlug), func(a, b string) int {
		return cmp.Or(cmp.Compare(store.Fold(r.bySlug[a].Name), store.Fold(r.bySlug[b].Name)), cmp.Compare(a, b))
	})
	return r
}

// named returns the slugs of the actors that have a name.
func (r *roll) named(slug string) []string { return r.bear[slug] }

// actorMeant returns the slug of the actor that is called by its code, slug or
// a name.
func (l *Library) actorMeant(word string) (string, error) {
	word = strings.TrimSpace(word)
	if word == "" {
		return "", nil
	}
	r := l.known()
	if _, ok := r.bySlug[word]; ok {
		return word, nil
	}
	if slugs := r.named(store.Slug(word)); len(slugs) > 0 {
		return slugs[0], nil
	}
	var names []string
	for _, slug := range r.slugs {
		if a := r.bySlug[slug]; a.Kind != ActorOrganisation || len(a.Names) > 0 { // the composed are too many to be near
			names = append(names, a.Name)
		}
	}
	return "", &WordError{What: "actor", Word: word, Near: near(word, names)}
}

// Actors lists, by name, the actors that a claim which the audience may see
// names. The answer is kept until something is recorded, the public's for a
// minute at most.
func (l *Library) Actors(ctx context.Context, at int64) ([]Named, error) {
	head, err := l.store.Applied(ctx)
	if err != nil {
		return nil, err
	}
	key := listKey{at: at, head: head}
	if !l.desk {
		key.minute = l.now().Truncate(time.Minute)
	}
	r, m := l.known(), l.actors
	m.lock.Lock()
	list, same := m.list, m.key == key && m.list != nil
	m.lock.Unlock()
	if same {
		return list, nil
	}
	var traits []int64
	of := make(map[int64]string)
	for slug := range r.bySlug {
		for _, trait := range []int64{store.SideTrait(slug), store.SpeakerTrait(slug), store.NamedTrait(slug)} {
			traits = append(traits, trait)
			of[trait] = slug
		}
	}
	had, err := l.store.Having(ctx, at, traits)
	if err != nil {
		return nil, err
	}
	stands := make(map[string]bool)
	for _, trait := range had {
		stands[of[trait]] = true
	}
	list = []Named{}
	for _, slug := range r.slugs {
		if a := r.bySlug[slug]; !stands[slug] || a.Kind != ActorSide && r.sides[slug] { // a union is a side and an organisation: it is listed as the side
			continue
		}
		seen := []FoundClaim{{}}
		if !l.desk {
			if seen, _, err = l.newest(ctx, at, store.ClaimFilter{Actor: slug}, "", 1, nil); err != nil {
				return nil, err
			}
		}
		if len(seen) > 0 {
			list = append(list, Named{NamedActor, slug, r.bySlug[slug].Name})
		}
	}
	m.lock.Lock()
	m.key, m.list = key, list
	m.lock.Unlock()
	return list, nil
}

// ActorView is what the audience may see of an actor.
type ActorView struct {
	Actor
	Says      []FoundClaim // what it says, the last first
	MoreSays  bool
	Accused   []FoundClaim // accusations of others that name it
	MoreSaid  bool
	Denies    []FoundClaim // what it denies or rejects
	MoreDeny  bool
	Incidents []Incident // in which it speaks, acts or suffers, those told last first
}

// Bounds of a page about one name.
const (
	mostSaid     = 8
	mostLookedAt = 60 // claims whose incidents are listed
)

// Actor returns an actor by its slug, store.ErrNotFound when the audience sees
// no claim that names it.
func (l *Library) Actor(ctx context.Context, at int64, slug string) (ActorView, error) {
	a, ok := l.known().bySlug[slug]
	if !ok {
		return ActorView{}, store.ErrNotFound
	}
	v := ActorView{Actor: a}
	about, _, err := l.newest(ctx, at, store.ClaimFilter{Actor: slug}, "", mostLookedAt, nil)
	if err != nil {
		return v, err
	}
	if len(about) == 0 {
		return v, store.ErrNotFound
	}
	if v.Says, v.MoreSays, err = l.newest(ctx, at, store.ClaimFilter{Speaker: slug}, "", mostSaid, nil); err != nil {
		return v, err
	}
	if v.Accused, v.MoreSaid, err = l.newest(ctx, at, store.ClaimFilter{Named: slug, Stances: []string{string(evidence.Accuse)}}, "", mostSaid, nil); err != nil {
		return v, err
	}
	if v.Denies, v.MoreDeny, err = l.newest(ctx, at, store.ClaimFilter{Speaker: slug, Stances: []string{string(evidence.Deny), string(evidence.Reject)}}, "", mostSaid, nil); err != nil {
		return v, err
	}
	v.Incidents, err = l.incidentsWith(ctx, at, idsOf(about), mostFoundIncidents)
	return v, err
}

func idsOf(list []FoundClaim) []string {
	ids := make([]string, len(list))
	for i, c := range list {
		ids[i] = c.ID
	}
	return ids
}
