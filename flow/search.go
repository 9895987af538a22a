package flow

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/link/accounts"
	"tallystick/publish"
	"tallystick/store"
)

// SearchWords is a search in a person's words. Empty fields ask for everything.
type SearchWords struct {
	Words    string // see ParsePhrases
	Side     string // code or name of a side that speaks
	Stance   string // one or several, apart by commas
	Type     string // of an event
	From, To string // dates: of the event or, without one, publication
	Outlet   string // name of the publisher
	Place    string // a name of a place that the claim names
	Actor    string // code, slug or name of one that speaks, acts or suffers
	Speaker  string // likewise, of one that speaks, or for whose side somebody does
	Named    string // likewise, of one that acts or suffers
	Origins  string // at least so many of all that is told of its incident
	Standing string // "contested" or "uncontested": its incident is, or is not
}

// What SearchWords.Standing may be.
const (
	OnlyContested   = "contested"
	OnlyUncontested = "uncontested"
)

// SearchQuery is what is searched for. Claims pass that agree with each field
// that is not empty.
type SearchQuery struct {
	Phrases
	asked  string // the words as they were typed
	filter store.ClaimFilter

	Origins  int
	Standing string
}

// SearchQuery finds what a person's words mean. What is not understood is a
// PhraseError, WordError or DateError.
func (l *Library) SearchQuery(w SearchWords) (SearchQuery, error) {
	q := SearchQuery{asked: w.Words}
	var err error
	if q.Phrases, err = ParsePhrases(w.Words); err != nil {
		return q, err
	}
	f := &q.filter
	f.Words = q.Phrases.words()
	if f.From, f.To, err = days(w.From, w.To); err != nil {
		return q, err
	}
	if f.Side, err = l.sideMeant(w.Side); err != nil {
		return q, err
	}
	for stance := range strings.FieldsFuncSeq(strings.ToLower(w.Stance), func(r rune) bool { return r == ',' || r == ' ' }) {
		if !slices.Contains(evidence.Stances, evidence.Stance(stance)) {
			return q, &WordError{What: "stance", Word: w.Stance, Near: stances(), All: true}
		}
		f.Stances = append(f.Stances, stance)
	}
	if kind := strings.ToUpper(strings.TrimSpace(w.Type)); kind != "" {
		if !slices.Contains(EventTypes, kind) {
			return q, &WordError{What: "type of event", Word: w.Type, Near: EventTypes, All: true}
		}
		f.Types = []string{kind}
	}
	f.Outlet = store.Slug(w.Outlet)
	f.Place = store.Slug(l.placeMeant(strings.TrimSpace(w.Place)))
	for word, slug := range map[*string]*string{&w.Actor: &f.Actor, &w.Speaker: &f.Speaker, &w.Named: &f.Named} {
		if *slug, err = l.actorMeant(*word); err != nil {
			return q, err
		}
	}
	if n := strings.TrimSpace(w.Origins); n != "" {
		if q.Origins, err = strconv.Atoi(n); err != nil || q.Origins < 1 || q.Origins > 1000 {
			return q, &WordError{What: "number of origins", Word: w.Origins, Near: []string{"1", "2", "3"}}
		}
	}
	switch q.Standing = strings.TrimSpace(w.Standing); q.Standing {
	case "", OnlyContested, OnlyUncontested:
	default:
		return q, &WordError{What: "standing", Word: w.Standing, Near: []string{OnlyContested, OnlyUncontested}, All: true}
	}
	return q, nil
}

func stances() []string {
	var all []string
	for _, s := range evidence.Stances {
		all = append(all, string(s))
	}
	return all
}

// Filtered reports whether anything but words is asked for.
func (q SearchQuery) Filtered() bool {
	f := q.filter
	return q.Origins > 1 || q.Standing != "" || f.Side+f.Outlet+f.Place+f.Actor+f.Speaker+f.Named+f.From+f.To != "" || len(f.Stances)+len(f.Types) > 0
}

// Found is what a search found.
type Found struct {
	Claims    []FoundClaim
	More      bool       // claims stand behind the last
	Incidents []Incident // in which the claims stand, each once
	Named     []Named    // actors, places and outlets that bear the words as a name
	Texts     []FoundText
}

// FoundText is a report whose title or text has the words.
type FoundText struct {
	Report string
	Title  string
	Text   string // around the first of the words
}

// Bounds of a search.
const (
	mostFoundIncidents = 6
	mostFoundTexts     = 10
	mostHeldAgainst    = 3000 // claims whose incidents are looked at
)

// Search finds what the audience may see. Claims come those published last
// first, from behind the claim `after`, at most limit; all else is found on the
// first page alone.
func (l *Library) Search(ctx context.Context, at int64, q SearchQuery, after string, limit int) (Found, error) {
	var out Found
	var err error
	out.Claims, out.More, err = l.newest(ctx, at, q.filter, after, limit, l.passing(ctx, at, q))
	if err != nil {
		return out, err
	}
	ids := make([]string, len(out.Claims))
	for i, c := range out.Claims {
		ids[i] = c.ID
	}
	if out.Incidents, err = l.incidentsWith(ctx, at, ids, mostFoundIncidents); err != nil || after != "" || q.asked == "" {
		return out, err
	}
	if out.Named, err = l.bearing(ctx, at, q.asked); err != nil || !l.desk || q.Filtered() || len(q.None) > 0 {
		return out, err
	}
	hits, err := l.store.Texts(ctx, at, q.filter.Words, mostFoundTexts)
	for _, h := range hits {
		out.Texts = append(out.Texts, FoundText(h))
	}
	return out, err
}

// Loosen names the fields of a search that found nothing without each of which
// the rest would find something: "words", "side" and so on as SearchWords calls
// them.
func (l *Library) Loosen(ctx context.Context, at int64, w SearchWords) ([]string, error) {
	var names []string
	for _, f := range []struct {
		name  string
		field *string
	}{
		{"words", &w.Words}, {"side", &w.Side}, {"stance", &w.Stance}, {"type", &w.Type}, {"from", &w.From}, {"to", &w.To},
		{"outlet", &w.Outlet}, {"place", &w.Place}, {"actor", &w.Actor}, {"speaker", &w.Speaker}, {"named", &w.Named}, {"origins", &w.Origins}, {"standing", &w.Standing},
	} {
		if *f.field == "" {
			continue
		}
		kept := *f.field
		*f.field = ""
		q, err := l.SearchQuery(w)
		if err != nil {
			return nil, err
		}
		if q.asked != "" || q.Filtered() {
			found, _, err := l.newest(ctx, at, q.filter, "", 1, l.passing(ctx, at, q))
			if err != nil {
				return nil, err
			}
			if len(found) > 0 {
				names = append(names, f.name)
			}
		}
		*f.field = kept
	}
	return names, nil
}

// ErrBroad says that more claims pass a search than are held against what is
// asked of their incidents.
var ErrBroad = errors.New("too many claims to look at the incident of each: ask for a side, a place or a day as well")

// passing returns the condition on claims that a store cannot tell.
func (l *Library) passing(ctx context.Context, at int64, q SearchQuery) func(FoundClaim) (bool, error) {
	incidents := make(map[string]Incident) // empty for one that the audience does not see
	looked := 0
	return func(c FoundClaim) (bool, error) {
		if !q.plain() && !q.in(c.Content.Text) {
			return false, nil
		}
		if q.Origins <= 1 && q.Standing == "" {
			return true, nil
		}
		if looked++; looked > mostHeldAgainst {
			return false, ErrBroad
		}
		id, err := l.store.IncidentOf(ctx, at, c.ID)
		if err != nil {
			return false, err
		}
		i, known := incidents[id]
		if !known && id != "" {
			if i, err = l.Incident(ctx, at, id); err != nil && !errors.Is(err, store.ErrNotFound) {
				return false, err
			}
			incidents[id] = i
		}
		if !slices.ContainsFunc(i.Claims, func(m publish.Claim) bool { return m.ID == c.ID }) { // it stands alone, as far as is to be seen
			return q.Origins <= 1 && q.Standing != OnlyContested, nil
		}
		contested := i.Standing.Label == accounts.Contested
		return i.Origins.Count >= q.Origins && (q.Standing == "" || contested == (q.Standing == OnlyContested)), nil
	}
}

// incidentsWith returns the incidents in which claims stand, as the audience may
// see them, in the order of the claims: at most so many.
func (l *Library) incidentsWith(ctx context.Context, at int64, claims []string, most int) ([]Incident, error) {
	var list []Incident
	seen := make(map[string]bool)
	for _, claim := range claims {
		if len(list) == most {
			break
		}
		id, err := l.store.IncidentOf(ctx, at, claim)
		if err != nil {
			return nil, err
		}
		if id == "" || seen[id] {
			continue
		}
		seen[id] = true
		found, err := l.Incident(ctx, at, id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, found)
	}
	return list, nil
}

// bearing returns the actors, places and outlets that have a name, and a page
// that the audience may see.
func (l *Library) bearing(ctx context.Context, at int64, name string) ([]Named, error) {
	var all []Named
	add := func(kind, slug, shown string, f store.ClaimFilter) error {
		if slices.ContainsFunc(all, func(n Named) bool { return n.Kind == kind && n.Slug == slug }) {
			return nil
		}
		seen, _, err := l.newest(ctx, at, f, "", 1, nil)
		if err == nil && len(seen) > 0 {
			all = append(all, Named{kind, slug, shown})
		}
		return err
	}
	slug := store.Slug(name)
	if slug == "" {
		return nil, nil
	}
	for _, key := range l.known().named(slug) {
		a := l.known().bySlug[key]
		if err := add(NamedActor, key, a.Name, store.ClaimFilter{Actor: key}); err != nil {
			return nil, err
		}
	}
	places := []string{l.placeMeant(name)}
	for _, p := range l.lexicon().Places {
		if slices.ContainsFunc(p.Forms, func(f lexicon.Form) bool { return store.Slug(f.Text) == slug }) {
			places = append(places, p.Name)
		}
	}
	for _, p := range places {
		if err := add(NamedPlace, store.Slug(p), p, store.ClaimFilter{Place: store.Slug(p)}); err != nil {
			return nil, err
		}
	}
	seen, _, err := l.newest(ctx, at, store.ClaimFilter{Outlet: slug}, "", 1, nil)
	if err == nil && len(seen) > 0 {
		all = append(all, Named{NamedOutlet, slug, seen[0].In.Publisher})
	}
	return all, err
}
