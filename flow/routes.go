package flow

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"reflect"
	"strings"

	"tallystick/capture/roads"
	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/publish"
	"tallystick/review"
	"tallystick/store"
)

// AddedRoutes says what became of a file of roads.
type AddedRoutes struct {
	Routes  []evidence.Route // that the file draws
	New     []string         // ids of those that were recorded: unknown before, or drawn otherwise
	Entries []int64
}

// AddRoutes records the roads that a file draws as GeoJSON, with its bytes. A
// road of a name that is there takes its place; drawn as it was, it is not
// recorded again. A file with anything wrong in it records nothing.
func (l *Ledger) AddRoutes(ctx context.Context, name string, body []byte) (AddedRoutes, error) {
	drawn, err := roads.Read(bytes.NewReader(body))
	if err == nil {
		err = checkSwapped(drawn, l.lexicon())
	}
	if err != nil {
		return AddedRoutes{}, fmt.Errorf("%s: %w", name, err)
	}
	file := evidence.Body{Name: filepath.Base(name), Hash: evidence.Hash(body), Size: int64(len(body))}
	for i := range drawn {
		drawn[i].File = file
	}
	done := AddedRoutes{Routes: drawn}
	done.Entries, err = l.Record(ctx, func(next int64) ([]Draft, error) {
		if err := l.mayHold(ctx, next, file.Hash); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		known, err := l.store.Routes(ctx, next)
		if err != nil {
			return nil, err
		}
		var drafts []Draft
		for _, r := range drawn {
			draft := Draft{Kind: evidence.RouteRecorded, Payload: r}
			same := false
			for _, k := range known {
				if k.Route.ID == r.ID {
					draft.About = []int64{k.Entry}
					same = sameDrawing(k.Route, r)
				}
			}
			if !same {
				drafts = append(drafts, draft)
				done.New = append(done.New, r.ID)
			}
		}
		if len(drafts) == 0 {
			return nil, nil
		}
		// The body is durable before any entry names it.
		_, err = l.bodies.Put(body)
		return drafts, err
	})
	return done, err
}

// sameDrawing compares what two roads draw, from whatever file.
func sameDrawing(a, b evidence.Route) bool {
	a.File, b.File = evidence.Body{}, evidence.Body{}
	return reflect.DeepEqual(a, b)
}

// checkSwapped refuses roads whose settlements all lie where the places of
// their names would lie with latitude and longitude exchanged.
func checkSwapped(drawn []evidence.Route, lex *lexicon.Lexicon) error {
	const near = 0.3 // degrees
	swapped, right := "", false
	for _, r := range drawn {
		for _, s := range r.Settlements {
			for _, p := range placesNamed(lex, s.Name) {
				if math.Abs(p.Lat-s.Lat) < near && math.Abs(p.Lon-s.Lon) < near {
					right = true
				}
				if math.Abs(p.Lat-s.Lon) < near && math.Abs(p.Lon-s.Lat) < near {
					swapped = fmt.Sprintf("settlement %s is drawn at latitude %v, longitude %v: the two look swapped (%s lies near %v, %v). GeoJSON writes longitude before latitude", s.Name, s.Lat, s.Lon, p.Name, p.Lat, p.Lon)
				}
			}
		}
	}
	if swapped != "" && !right {
		return errors.New(swapped)
	}
	return nil
}

// placesNamed returns the places of the lexicon that a name may mean.
func placesNamed(lex *lexicon.Lexicon, name string) []lexicon.Place {
	fields := strings.Fields(name)
	found, n := lex.MatchKind(lexicon.KindPlace, fields, 0)
	if n == 0 || n != len(fields) {
		return nil
	}
	var places []lexicon.Place
	for _, e := range found {
		places = append(places, lex.Places[e.At])
	}
	return places
}

// precisionOf returns the precision of a settlement by its name; nothing when
// the lexicon does not know it.
func precisionOf(lex *lexicon.Lexicon) func(name string) string {
	return func(name string) string {
		for _, part := range append([]string{name}, strings.Split(name, " / ")...) {
			for _, p := range placesNamed(lex, part) {
				if p.Class != "country" && p.Class != "region" && p.Class != "district" {
					return p.Class
				}
			}
		}
		return ""
	}
}

// drawnFiles returns the hashes of the files that roads were read from.
func drawnFiles(ctx context.Context, s store.Store, at int64) ([]string, error) {
	var named []string
	err := eachRouteEntry(ctx, s, at, func(r evidence.Route) { named = append(named, r.File.Hash) })
	return named, err
}

// fileOfRoad returns the file of a road, or the id itself when it is none's.
func (l *Ledger) fileOfRoad(ctx context.Context, at int64, id string) (string, error) {
	routes, err := l.store.Routes(ctx, at)
	if err != nil {
		return "", err
	}
	for _, r := range routes {
		if r.Route.ID == id {
			return r.Route.File.Hash, nil
		}
	}
	return id, nil
}

// eachRouteEntry visits every road that was ever recorded and still stands in
// the log, also those drawn anew since.
func eachRouteEntry(ctx context.Context, s store.Store, at int64, visit func(evidence.Route)) error {
	routes, err := s.Routes(ctx, at)
	if err != nil {
		return err
	}
	for _, r := range routes {
		numbers, err := s.EntriesOf(ctx, r.Route.ID)
		if err != nil {
			return err
		}
		for _, n := range numbers {
			e, err := s.Entry(ctx, n)
			if err != nil {
				return err
			}
			if e.Envelope.Kind != evidence.RouteRecorded || e.Withdrawn() {
				continue
			}
			route, err := evidence.Decode[evidence.Route](e)
			if err != nil {
				return err
			}
			visit(route)
		}
	}
	return nil
}

// Routes lists the roads that were drawn, by name, as the audience may see
// them: the public without their lines, once somebody accepted them, late and
// coarse.
func (l *Library) Routes(ctx context.Context, at int64) ([]publish.Road, error) {
	records, err := l.store.Routes(ctx, at)
	if err != nil {
		return nil, err
	}
	now, _, err := l.moment(ctx, at)
	if err != nil {
		return nil, err
	}
	var shown []publish.Road
	for _, r := range records {
		road := roadOf(r, at)
		if !l.desk {
			if road.Withheld(l.policy, now) != "" {
				continue
			}
			road = road.Public(l.policy, precisionOf(l.lexicon()))
		}
		shown = append(shown, road)
	}
	return shown, nil
}

func roadOf(r store.RouteRecord, at int64) publish.Road {
	road := publish.Road{Route: r.Route, Entry: r.Entry, At: r.At, State: publish.Unreviewed}
	then := review.InForce(rulings(since(r.Decisions, r.Entry), at))
	road.Refused = review.InForce(rulings(r.Decisions, math.MaxInt64)).Verdict == evidence.Refuse
	switch then.Verdict {
	case evidence.Accept:
		road.State, road.Accepts = publish.Accepted, inForce(then, r.Decisions)
	case evidence.Refuse:
		road.State, road.Rejects = publish.Rejected, inForce(then, r.Decisions)
	}
	return road
}

// since returns the decisions made after an entry: a road that is drawn anew
// waits for a person again.
func since(decisions []store.DecisionRecord, entry int64) []store.DecisionRecord {
	var later []store.DecisionRecord
	for _, d := range decisions {
		if d.Entry > entry {
			later = append(later, d)
		}
	}
	return later
}
