package flow

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"tallystick/capture/lists"
	"tallystick/evidence"
)

// maxSpellings bounds the names of a register's actors that are told apart.
const maxSpellings = 100_000

// spellings counts, by a register's own id of an actor, how often each name of
// it stands there.
type spellings struct {
	names map[string]map[string]int
	n     int
}

// add counts a name; not more than are kept apart.
func (s *spellings) add(p evidence.TruceParty) {
	id := p.Raw["ucdp_actor_id"]
	if id == "" {
		return
	}
	if s.names == nil {
		s.names = make(map[string]map[string]int)
	}
	if s.names[id] == nil {
		s.names[id] = make(map[string]int)
	}
	if _, ok := s.names[id][p.Said]; !ok {
		if s.n == maxSpellings {
			return
		}
		s.n++
	}
	s.names[id][p.Said]++
}

// other returns how an actor is named more often than by a row's name, and ""
// where that is the usual one.
func (s *spellings) other(p evidence.TruceParty) string {
	names := s.names[p.Raw["ucdp_actor_id"]]
	usual, most := p.Said, names[p.Said]
	for name, n := range names {
		if n > most || n == most && name < usual {
			usual, most = name, n
		}
	}
	if usual == p.Said {
		return ""
	}
	return usual
}

// saidRow is a row with the file that it stands in.
type saidRow struct {
	File string
	Row  lists.TruceRow
}

// saidTruce is a truce with the file that its rows stand in.
type saidTruce struct {
	File  string
	Truce evidence.Ceasefire
}

func (i *importing) stageTruce(file string, r lists.TruceRow) error {
	t := &r.Truce
	if err := i.name(&t.List); err != nil {
		return fmt.Errorf("%s:%d: %w", file, t.Lines[0], err)
	}
	for _, day := range []*evidence.Interval{t.Announced, t.Effective, t.Ended} {
		if day != nil {
			i.runTo(day.To)
		}
	}
	i.staged.spellings.add(t.Parties[0])
	return i.staged.rowsOf.add(t.Entry, saidRow{file, r})
}

// stageTruces puts the rows of each truce together, names its parties, and
// finds what only the whole register shows: an actor of two spellings, a truce
// that was entered twice.
func (i *importing) stageTruces() error {
	s := &i.staged
	alike := newSorted() // by what two entries of one truce have in common
	defer alike.close()
	for entry, err := range together[saidRow](&s.rowsOf) {
		if err != nil {
			return err
		}
		t, err := i.truce(entry.values)
		if err != nil {
			return err
		}
		if err := alike.add(likeness(t), saidTruce{entry.values[0].File, t}); err != nil {
			return err
		}
	}
	for like, err := range together[saidTruce](&alike) {
		if err != nil {
			return err
		}
		for n, said := range like.values {
			t := said.Truce
			if other := like.values[(n+1)%len(like.values)].Truce; len(like.values) > 1 {
				i.oddTruce(&t, said.File, evidence.Oddity{Line: t.Lines[0], Cell: "uniq_id", Raw: t.Entry, Why: fmt.Sprintf("it has the place, days and actors of %q: the same truce may be entered twice", other.Entry)})
			}
			if err := s.truces.add(t.ID, t); err != nil {
				return err
			}
		}
	}
	return nil
}

// truce makes a truce of its rows.
func (i *importing) truce(rows []saidRow) (evidence.Ceasefire, error) {
	var bare []lists.TruceRow
	for _, r := range rows {
		bare = append(bare, r.Row)
	}
	t, faults := lists.Together(bare)
	t.ID = evidence.CeasefireID(t.List, t.Entry)
	for _, p := range t.Parties {
		if other := i.staged.spellings.other(p); other != "" {
			faults = append(faults, evidence.Oddity{Line: p.Line, Cell: "actor_name", Raw: p.Said, Why: fmt.Sprintf("the actor is spelt in two ways: %q more often", other)})
		}
	}
	t, slips := i.reader.units.Truce(t)
	for _, why := range slips {
		faults = append(faults, evidence.Oddity{Line: t.Lines[0], Cell: "mediator_send", Raw: t.Parties[0].Raw["mediator_send"], Why: why})
	}
	for _, o := range faults {
		i.oddTruce(&t, rows[0].File, o)
	}
	return t, t.Check()
}

// oddTruce notes what is wrong with a truce, and tells it.
func (i *importing) oddTruce(t *evidence.Ceasefire, file string, o evidence.Oddity) {
	o.File = file
	i.tell(o)
	o.File, o.Line = "", 0
	if words := strings.TrimLeft(strings.TrimPrefix(o.String(), "line 0"), ":, "); !slices.Contains(t.Odd, words) {
		t.Odd = append(t.Odd, words)
	}
}

// likeness is what two entries of one truce have in common. A truce without a
// day is like no other.
func likeness(t evidence.Ceasefire) string {
	if t.Announced == nil || t.Effective == nil {
		return t.ID
	}
	var actors []string
	for _, p := range t.Parties {
		actors = append(actors, cmp.Or(p.Raw["ucdp_actor_id"], p.Said))
	}
	slices.Sort(actors)
	return strings.Join(append([]string{t.Location, t.Announced.From, t.Announced.To, t.Effective.From, t.Effective.To}, slices.Compact(actors)...), "\x00")
}

// relistTruces drafts the truces that are new or of which something else is
// said, and those that the register has dropped.
func (i *importing) relistTruces(ctx context.Context, at int64) error {
	if i.staged.truces.n == 0 {
		return nil
	}
	recorded, err := i.ledger.store.Ceasefires(ctx, at)
	if err != nil {
		return err
	}
	was := make(map[string]int)
	for n, r := range recorded {
		if r.Ceasefire.List == i.edition.List {
			was[r.Ceasefire.ID] = n
		}
	}
	listed := len(was)
	change := func(kind string, t evidence.Ceasefire, about ...int64) error {
		i.edition.Changes[kind]++
		_, err := i.drafted.add(evidence.CeasefireRecorded, t, about...)
		return err
	}
	for pair, err := range i.staged.truces.Sorted() {
		var t evidence.Ceasefire
		if err == nil {
			err = json.Unmarshal(pair.Value, &t)
		}
		if err = errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		i.edition.Truces++
		n, ok := was[t.ID]
		delete(was, t.ID)
		switch {
		case !ok:
			err = change(evidence.Added, t)
		case truceContent(recorded[n].Ceasefire) != truceContent(t):
			err = change(evidence.Amended, t, recorded[n].Entry)
		}
		if err != nil {
			return err
		}
	}
	for n, r := range recorded { // in their order
		if gone, ok := was[r.Ceasefire.ID]; ok && gone == n && !r.Ceasefire.Dropped {
			r.Ceasefire.Dropped = true
			if err := change(evidence.Removed, r.Ceasefire, r.Entry); err != nil {
				return err
			}
		}
	}
	if gone := i.edition.Changes[evidence.Removed]; i.opt.List == "" && gone > 100 && 2*gone > listed {
		return fmt.Errorf("%s %w: of the %d truces recorded of %q it lists %d. If it is another register, name it with --list; if it is this one, say so with --list %q",
			names(i.edition.Files), ErrOtherList, listed, i.edition.List, listed-gone, i.edition.List)
	}
	return nil
}

// truceContent writes down what a truce says, but for where its rows stand.
func truceContent(t evidence.Ceasefire) string {
	t.Lines, t.Parties = nil, slices.Clone(t.Parties)
	for i := range t.Parties {
		t.Parties[i].Line = 0
	}
	b, err := json.Marshal(t)
	if err != nil {
		panic(err) // strings and numbers
	}
	return string(b)
}

// group is what stands under one key.
type group[T any] struct {
	key    string
	values []T
}

// together yields what is sorted, key by key.
func together[T any](s *sorted) iter.Seq2[group[T], error] {
	return func(yield func(group[T], error) bool) {
		var g group[T]
		for pair, err := range s.Sorted() {
			var v T
			if err == nil {
				err = json.Unmarshal(pair.Value, &v)
			}
			if err != nil {
				yield(g, err)
				return
			}
			if key := string(pair.Key); key != g.key {
				if len(g.values) > 0 && !yield(g, nil) {
					return
				}
				g = group[T]{key: key}
			}
			if g.values = append(g.values, v); len(g.values) > maxGroup {
				yield(g, fmt.Errorf("more than %d rows have the same %q: no register of truces has", maxGroup, g.key))
				return
			}
		}
		if len(g.values) > 0 {
			yield(g, nil)
		}
	}
}
