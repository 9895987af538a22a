package flow

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/publish"
	"tallystick/store"
)

// Units lists the units that are asked after, in the order of side, class,
// model and id, from the one after the cursor (from the first for ""), and
// returns the cursor of the last, empty when there are no more. A cursor is of
// one position and question.
func (l *Library) Units(ctx context.Context, at int64, q LossQuery, after string, limit int) (units []publish.Unit, next string, err error) {
	next, err = l.walk(ctx, at, q, after, limit, func(u publish.Unit) error {
		units = append(units, u)
		return nil
	})
	return units, next, err
}

// EachUnit visits the units that are asked after, in the order of Units and in
// little memory.
func (l *Library) EachUnit(ctx context.Context, at int64, q LossQuery, visit func(publish.Unit) error) error {
	_, err := l.walk(ctx, at, q, "", 0, visit)
	return err
}

// strip is a run of units in the store's order: those of one shelf that a
// filter lets through.
type strip struct {
	Key    string // in whose order strips are walked
	shelf  publish.Shelf
	filter store.LossFilter
	models bool // one model each
}

// holds reports whether a unit that the store's filter lets through belongs in
// the strip: a filter's empty field lets everything through.
func (s strip) holds(u evidence.Unit) bool {
	return s.Key == whole(s.shelf) || u.Class == s.filter.Class && (!s.models || u.Model == s.filter.Model)
}

// bookmark is where a page of units ended.
type bookmark struct {
	Strip string `json:"s"`
	After string `json:"a"`
}

func (b bookmark) String() string {
	text, err := json.Marshal(b)
	if err != nil {
		panic(err) // two strings
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

// ErrCursor says that a cursor is none that Units returned.
var ErrCursor = errors.New("no cursor of a list of units: begin at the first page")

func readBookmark(cursor string) (b bookmark, err error) {
	if cursor == "" {
		return b, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil || json.Unmarshal(text, &b) != nil {
		return b, ErrCursor
	}
	return b, nil
}

// walk visits at most limit units, all for 0.
func (l *Library) walk(ctx context.Context, at int64, q LossQuery, cursor string, limit int, visit func(publish.Unit) error) (next string, err error) {
	from, err := readBookmark(cursor)
	if err != nil {
		return "", err
	}
	view, err := l.lossView(ctx, at)
	if err != nil {
		return "", err
	}
	strips, err := l.strips(ctx, view, q)
	if err != nil {
		return "", err
	}
	trails, err := l.trails(ctx, at)
	if err != nil {
		return "", err
	}
	visited := 0
	for _, s := range strips {
		if s.Key < from.Strip {
			continue
		}
		after := ""
		if s.Key == from.Strip {
			after = from.After
		}
		for more := true; more; more = after != "" {
			if limit > 0 && visited == limit {
				return bookmark{s.Key, after}.String(), nil
			}
			most := 0
			if limit > 0 {
				most = limit - visited
			}
			after, err = l.store.Units(ctx, s.shelf.At, s.filter, after, most, func(u store.UnitRecord) error {
				if !view.seen(s.shelf, u.Unit) || !s.holds(u.Unit) || !q.passes(l.shownBucket(u.Unit.Bucket())) {
					return nil
				}
				visited++
				shown, err := l.showUnit(ctx, view, s.shelf, u, trails)
				if err != nil {
					return err
				}
				return visit(shown)
			})
			if err != nil {
				return "", err
			}
		}
	}
	return "", nil
}

// whole is the key of the strip that is a whole shelf.
func whole(s publish.Shelf) string { return strings.Join(s.Lists, "\n") }

// strips cuts what is asked after into runs that the store can walk without
// passing over much else.
func (l *Library) strips(ctx context.Context, view lossView, q LossQuery) ([]strip, error) {
	var strips []strip
	for _, shelf := range view.shelves {
		if len(q.Classes) == 0 && len(q.Models) == 0 && q.Side == "" && q.Fate == "" {
			strips = append(strips, strip{Key: whole(shelf), shelf: shelf, filter: store.LossFilter{List: q.List}})
			continue
		}
		counts, err := l.lossCounts(ctx, shelf.At)
		if err != nil {
			return nil, err
		}
		found := make(map[string]*strip)
		for _, c := range counts {
			if !view.holds(shelf, listsOf(c.Bucket)) || !q.passes(l.shownBucket(c.Bucket)) {
				continue
			}
			filter := store.LossFilter{List: q.List, Side: c.Side, Class: c.Class}
			if len(q.Models) > 0 {
				filter.Model = c.Model
			}
			key := strings.Join([]string{whole(shelf), filter.Side, filter.Class, filter.Model}, "\x00")
			if found[key] == nil {
				found[key] = &strip{key, shelf, filter, len(q.Models) > 0}
			}
			if s := found[key]; q.Fate != "" && !slices.Contains(s.filter.Fates, c.History) {
				s.filter.Fates = append(s.filter.Fates, c.History)
			}
		}
		for _, s := range found {
			strips = append(strips, *s)
		}
	}
	slices.SortFunc(strips, func(a, b strip) int { return strings.Compare(a.Key, b.Key) })
	return strips, nil
}

// trails knows which edition holds which entries.
type trails struct {
	library  *Library
	editions []publish.Edition // in the order of their entries
}

func (l *Library) trails(ctx context.Context, at int64) (trails, error) {
	editions, err := l.editions(ctx, at)
	return trails{l, editions}, err
}

// edition returns the edition among whose entries an entry stands.
func (t trails) edition(entry int64) (publish.Edition, bool) {
	i, found := slices.BinarySearchFunc(t.editions, entry, func(e publish.Edition, n int64) int {
		switch {
		case e.End <= n:
			return -1
		case e.Entry > n:
			return 1
		}
		return 0
	})
	if !found {
		return publish.Edition{}, false
	}
	return t.editions[i], true
}

// of returns the way back of each listing of a unit. Where somebody joined the
// unit with another, or a list changed it that is not the listing's, its earlier
// records tell.
func (t trails) of(ctx context.Context, at int64, u store.UnitRecord) ([]publish.Trail, error) {
	list := make([]publish.Trail, len(u.Unit.Listings))
	var past []store.LossEntry
	for i, listing := range u.Unit.Listings {
		e, found := t.edition(u.Entry)
		entry := u.Entry
		if !found || e.Edition.List != listing.List {
			if past == nil {
				history, err := t.library.store.Unit(ctx, at, u.Unit.ID)
				if err != nil {
					return nil, err
				}
				past = history.Records
			}
			found = false
			for _, r := range slices.Backward(past) {
				if e, found = t.edition(r.Entry); found && e.Edition.List == listing.List {
					entry = r.Entry
					break
				}
				found = false
			}
		}
		list[i] = publish.Trail{List: listing.List, Line: listing.Line, Entry: entry}
		if found {
			list[i].Edition = e.ID
			for _, f := range e.Edition.Files {
				list[i].Files = append(list[i].Files, f.Hash)
			}
		}
	}
	return list, nil
}

// showUnit shows a unit that is seen on a shelf.
func (l *Library) showUnit(ctx context.Context, view lossView, shelf publish.Shelf, u store.UnitRecord, t trails) (publish.Unit, error) {
	shown := publish.Unit{Unit: u.Unit, Entry: u.Entry, At: u.At}
	var err error
	if shown.Trail, err = t.of(ctx, shelf.At, u); err != nil {
		return shown, err
	}
	if !l.desk {
		shown.Unit = l.losses.sieve.Unit(u.Unit, view.now)
	}
	return shown, nil
}

// UnitStory is a unit with all that became of it.
type UnitStory struct {
	publish.Unit
	Records   []UnitChange           `json:"records"`             // the first first
	Proposals []store.ProposalRecord `json:"proposals,omitempty"` // that it is one with another; for the desk
}

// UnitChange is an entry that changed a unit.
type UnitChange struct {
	Entry   int64            `json:"entry"`
	At      string           `json:"at"` // ledger time, RFC 3339
	Change  string           `json:"change"`
	Reason  string           `json:"reason,omitempty"`
	Edition string           `json:"edition,omitempty"` // id; empty when a person's decision made it
	Was     *evidence.Bucket `json:"was,omitempty"`     // absent when it was not counted before
	Now     *evidence.Bucket `json:"now,omitempty"`     // absent when it is not counted from then on
}

// Unit returns a unit as the audience may see it, store.ErrNotFound when that
// is nothing. A unit that was found to be another is answered with that one's
// id in Into.
func (l *Library) Unit(ctx context.Context, at int64, id string) (UnitStory, error) {
	view, err := l.lossView(ctx, at)
	if err != nil {
		return UnitStory{}, err
	}
	t, err := l.trails(ctx, at)
	if err != nil {
		return UnitStory{}, err
	}
	for _, shelf := range view.shelves {
		u, err := l.store.Unit(ctx, shelf.At, id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return UnitStory{}, err
		}
		_, held := view.held[id]
		_, into := view.held[u.Unit.Into]
		if held || into || !view.holds(shelf, u.Unit.Lists()) {
			continue
		}
		story := UnitStory{}
		if story.Unit, err = l.showUnit(ctx, view, shelf, u.UnitRecord, t); err != nil {
			return story, err
		}
		for _, r := range u.Records {
			if c, ok := l.unitChange(r, t, view); ok {
				story.Records = append(story.Records, c)
			}
		}
		if l.desk {
			err = l.deskStory(ctx, at, &story, u, view)
		}
		return story, err
	}
	return UnitStory{}, store.ErrNotFound
}

// unitChange tells an entry. The public is told what open editions and people
// changed, but not from what: that may have been said where it may not see.
func (l *Library) unitChange(r store.LossEntry, t trails, view lossView) (UnitChange, bool) {
	e, imported := t.edition(r.Entry)
	c := UnitChange{Entry: r.Entry, At: r.At.UTC().Format("2006-01-02T15:04:05Z"), Change: r.Record.Change, Edition: e.ID}
	if l.desk {
		c.Reason, c.Was, c.Now = r.Record.Reason, r.Record.Was, r.Record.Now()
		return c, true
	}
	return c, !imported || e.Withheld(l.policy, view.now) == ""
}

// deskStory adds what the people who review are to know of a unit.
func (l *Library) deskStory(ctx context.Context, at int64, story *UnitStory, u store.UnitHistory, view lossView) error {
	then, refused := standing(u.Decisions, at)
	if then.Verdict == evidence.Refuse {
		story.Rejects = inForce(then, u.Decisions)
	}
	var err error
	if story.Withheld, err = l.unitWithheld(ctx, at, u, refused, view); err != nil {
		return err
	}
	story.Proposals, err = l.store.Proposals(ctx, at, store.ProposalFilter{What: evidence.SameUnit, Member: u.Unit.ID})
	return err
}

// unitWithheld says why the public does not see a unit; nothing when it does.
func (l *Library) unitWithheld(ctx context.Context, at int64, u store.UnitHistory, refused bool, view lossView) (string, error) {
	public := *l
	public.desk = false
	_, err := public.Unit(ctx, at, u.Unit.ID)
	if err == nil {
		return "", nil
	}
	if !errors.Is(err, store.ErrNotFound) {
		return "", err
	}
	if refused {
		return publish.WasRejected, nil
	}
	if happened := u.Unit.Happened(); publish.Fresh(happened, l.policy, view.now) {
		return publish.HappenedUpTo + happened.UTC().Format(publish.Moment), nil
	}
	editions, err := l.editions(ctx, at)
	if err != nil {
		return "", err
	}
	for _, list := range u.Unit.Lists() {
		for _, e := range slices.Backward(editions) {
			if e.Edition.List != list {
				continue
			}
			if why := e.Withheld(l.policy, view.now); why != "" {
				return fmt.Sprintf("the edition of %s that was recorded on %s: %s", list, e.At.UTC().Format("2006-01-02"), why), nil
			}
			break
		}
	}
	return publish.OneUnseen, nil
}
