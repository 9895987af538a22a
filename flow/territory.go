package flow

import (
	"context"
	"errors"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/link/statements"
	"tallystick/link/territory"
	"tallystick/publish"
	"tallystick/store"
)

// Words of package territory and statements, for those who ask a Library.
type (
	HeldPlace      = territory.Place
	Road           = territory.Road
	Settlement     = territory.Settlement
	SpokenRecord   = statements.Statement
	SpokenParty    = statements.Party
	RoadStatement  = territory.Statement
	GradedHolding  = territory.Holder
	SettlementView = territory.Way
)

// SaidQuery narrows what is asked of control, access and statements. Each field
// that is not empty must agree.
type SaidQuery struct {
	Place    string // a part of a name of the place, road or settlement, in any spelling
	Side     string // code of a side that speaks, holds, closes or is spoken to
	From, To string // civil dates, inclusive: something was said of a day between them
	Kind     string // of a statement
	Words    string // of a statement: all in its words or the names in it, in any spelling
}

// Access is the answer about roads.
type Access struct {
	Roads       []Road       `json:"roads"`
	Settlements []Settlement `json:"settlements"` // on the roads that were drawn, as far as the audience may see those
	// Told names the Roads that are about a drawn one or a stretch of it, by the
	// drawn one's id.
	Told map[string][]string `json:"-"`
}

// Control answers who is said to hold which place, by name.
func (l *Library) Control(ctx context.Context, at int64, q SaidQuery) ([]HeldPlace, error) {
	said, err := l.said(ctx, at, store.ClaimFilter{Says: store.SaysControl}, store.ClaimFilter{Types: []string{"COERCE", "RETREAT"}})
	if err != nil {
		return nil, err
	}
	places := territory.New(l.lexicon()).Control(territorySaid(said))
	return slices.DeleteFunc(places, func(p HeldPlace) bool {
		return !l.isPlace(q.Place, p.Name) || !within(q, p.Said) ||
			q.Side != "" && !slices.ContainsFunc(p.Said, func(s territory.Statement) bool { return s.Side == q.Side || slices.Contains(s.Accounts, q.Side) })
	}), nil
}

// Access answers which roads and crossings are said to be open, closed or
// restricted, and which settlements on the drawn roads have, by whose account,
// no open road out. The public is told of the drawn roads late and coarse.
func (l *Library) Access(ctx context.Context, at int64, q SaidQuery) (Access, error) {
	said, err := l.said(ctx, at, store.ClaimFilter{Says: store.SaysAccess}, store.ClaimFilter{Types: []string{"COERCE"}})
	if err != nil {
		return Access{}, err
	}
	return l.access(ctx, at, q, said)
}

// access answers out of some claims.
func (l *Library) access(ctx context.Context, at int64, q SaidQuery, said []reportClaim) (Access, error) {
	routes, err := l.store.Routes(ctx, at)
	if err != nil {
		return Access{}, err
	}
	now, _, err := l.moment(ctx, at)
	if err != nil {
		return Access{}, err
	}
	var drawn []evidence.Route
	for _, r := range routes {
		if road := roadOf(r, at); l.desk && road.State != publish.Rejected || !l.desk && road.Withheld(l.policy, now) == "" {
			drawn = append(drawn, r.Route)
		}
	}
	teller := territory.New(l.lexicon())
	roads := teller.Access(territorySaid(said))
	answer := Access{Settlements: teller.Outlook(drawn, roads), Told: teller.Told(drawn, roads)}
	if !l.desk {
		answer.Settlements = l.coarse(answer.Settlements)
	}
	answer.Settlements = slices.DeleteFunc(answer.Settlements, func(s Settlement) bool { return !l.isPlace(q.Place, s.Name) })
	answer.Roads = slices.DeleteFunc(roads, func(r Road) bool {
		return !slices.ContainsFunc(append([]string{r.Name}, r.Names...), func(name string) bool { return l.isPlace(q.Place, name) }) || !within(q, r.Said) ||
			q.Side != "" && !slices.ContainsFunc(r.Said, func(s territory.Statement) bool { return s.Side == q.Side || slices.Contains(s.Accounts, q.Side) })
	})
	return answer, nil
}

// coarse leaves out the settlements that the public may not be told of, and
// rounds the positions of the others.
func (l *Library) coarse(all []Settlement) []Settlement {
	precision := precisionOf(l.lexicon())
	shown := []Settlement{}
	for _, s := range all {
		lat, lon, ok := l.policy.Settlement(s.Name, precision(s.Name), s.Lat, s.Lon)
		if ok {
			s.Lat, s.Lon = lat, lon
			shown = append(shown, s)
		}
	}
	return shown
}

// Statements answers who said what to whom: calls, meetings, demands, promises,
// warnings, threats and refusals, the latest first.
func (l *Library) Statements(ctx context.Context, at int64, q SaidQuery) ([]SpokenRecord, error) {
	all, err := answered(ctx, l, &l.answers.statements, at, q, func() ([]SpokenRecord, int, error) {
		all, err := l.statements(ctx, at, q)
		return all, len(all), err
	})
	return slices.Clone(all), err
}

func (l *Library) statements(ctx context.Context, at int64, q SaidQuery) ([]SpokenRecord, error) {
	said, err := l.said(ctx, at, store.ClaimFilter{Stances: statements.Stances, From: q.From, To: q.To}, store.ClaimFilter{Types: statements.Types, From: q.From, To: q.To})
	if err != nil {
		return nil, err
	}
	claims := make([]statements.Said, len(said))
	places := make(map[string][]evidence.Place)
	for i, s := range said {
		claims[i] = statements.Said{Claim: s.Claim, Report: s.Report, Published: s.published}
		places[s.Claim.ID] = s.Claim.Places()
	}
	all := statements.Of(claims, l.lexicon())
	return slices.DeleteFunc(all, func(s SpokenRecord) bool {
		words := []string{s.Words}
		sides := []string{}
		for _, p := range slices.Concat(s.Speakers, s.To) {
			words, sides = append(words, p.Name, p.Role, p.For), append(sides, p.Side)
		}
		return q.Kind != "" && string(s.Kind) != q.Kind || q.Side != "" && !slices.Contains(sides, q.Side) ||
			q.From != "" && s.Day() < q.From || q.To != "" && (s.Day() == "" || s.Day() > q.To) ||
			q.Place != "" && !slices.ContainsFunc(places[s.Claim], func(p evidence.Place) bool { return l.isPlace(q.Place, p.Name) }) ||
			!hasWords(strings.Join(words, " "), q.Words)
	}), nil
}

// reportClaim is a claim as the audience may see it, with its report's
// publication.
type reportClaim struct {
	ClaimIn
	published evidence.Interval
}

// said returns the claims, as the audience may see them, of every report in
// which one passes one of the filters: an answer stands beside what it
// answers. What was rejected is left out.
func (l *Library) said(ctx context.Context, at int64, filters ...store.ClaimFilter) ([]reportClaim, error) {
	var reports []string
	seen := make(map[string]bool)
	for _, f := range filters {
		_, err := l.store.ClaimsLike(ctx, at, f, "", 0, func(c store.ClaimRecord) error {
			if !seen[c.Report] && (l.desk || len(c.Decisions) > 0) {
				seen[c.Report] = true
				reports = append(reports, c.Report)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return l.saidIn(ctx, at, reports)
}

// saidIn returns the claims of reports, as the audience may see them, but for
// those that were rejected.
func (l *Library) saidIn(ctx context.Context, at int64, reports []string) ([]reportClaim, error) {
	ask := l.alone
	if l.desk {
		ask = l.atDesk
	}
	var said []reportClaim
	for _, id := range reports {
		report, err := ask(ctx, at, id)
		var withdrawn *WithdrawnError
		if errors.Is(err, store.ErrNotFound) || errors.As(err, &withdrawn) {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, c := range report.Claims {
			if c.State != publish.Rejected {
				said = append(said, reportClaim{ClaimIn{c.Claim, id}, report.Published})
			}
		}
	}
	return said, nil
}

func territorySaid(said []reportClaim) []territory.Said {
	list := make([]territory.Said, len(said))
	for i, s := range said {
		list[i] = territory.Said{Claim: s.Claim, Report: s.Report, Published: s.published}
	}
	return list
}

// isPlace reports whether a name is asked for: by a part of it, or by another
// name of the same place.
func (l *Library) isPlace(asked, name string) bool {
	if asked == "" || strings.Contains(store.Fold(name), store.Fold(asked)) {
		return true
	}
	for _, p := range placesNamed(l.lexicon(), asked) {
		if p.Name == name || slices.ContainsFunc(p.Forms, func(f lexicon.Form) bool { return strings.Contains(store.Fold(name), store.Fold(f.Text)) }) {
			return true
		}
	}
	return false
}

// within reports whether any statement is of a day that is asked for.
func within(q SaidQuery, all []territory.Statement) bool {
	return slices.ContainsFunc(all, func(s territory.Statement) bool {
		first, last := s.Days()
		return (q.From == "" || last >= q.From) && (q.To == "" || first <= q.To)
	})
}

// hasWords reports whether all words asked for stand in a text.
func hasWords(text, asked string) bool {
	words := store.Words(text)
	return !slices.ContainsFunc(store.Words(asked), func(w string) bool {
		return !slices.ContainsFunc(words, func(have string) bool { return strings.HasPrefix(have, w) })
	})
}
