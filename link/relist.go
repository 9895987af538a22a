package link

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tallystick/evidence"
)

// Group is one group of a list: its units as they are recorded, and the rows
// that a new edition has of it.
type Group struct {
	List string
	Key  string // that evidence.Listing.Group returns for every row
	Was  []evidence.Unit
	Now  []evidence.Listing
	// Merge says that rows of one side and model under different statuses are
	// one unit.
	Merge bool
}

// Relisted is what became of a group.
type Relisted struct {
	Changes []evidence.LossRecord
	Units   []evidence.Unit    // that the list has in the group from then on, by id, those found to be another among them
	Listed  int                // units that the edition lists in the group
	Passed  []evidence.Listing // rows that speak of what was withdrawn, and are not taken in again
}

// Use says what became of the id of a unit.
type Use int

// What may have become of an id.
const (
	Unused Use = iota
	Used
	Withdrawn // its unit was withdrawn for a person's safety
)

// Relist says which recorded unit each row of the new edition speaks of, and
// what changed. The order of rows and units makes no difference. A row is first
// taken for the unit of which the same was said, if need be under another
// number, then for one of the same model and fate, then for one of the same
// model, then for any that is left. What finds no unit is a new one, whose
// ordinal is the smallest whose id was never used; a unit that finds no row was
// removed. In a group of which a unit was withdrawn nothing is new: what finds
// no unit is passed over.
//
// Only this list's rows of this group are replaced: a unit that others list as
// well keeps what they say, and its fates are told anew from all of it. What was
// found to be another unit stays so, and the other has the same rows.
func (g Group) Relist(read func(evidence.Listing) evidence.Unit, use func(id string) (Use, error)) (Relisted, error) {
	now := g.pieces()
	slots := g.slots()
	pair(slots, now, read)
	done := g.renew(slots, read)
	done.Listed = len(now)
	now = slices.DeleteFunc(now, func(p *piece) bool { return p.taken })
	ids, err := g.newIDs(len(now), use)
	if err != nil {
		return Relisted{}, err
	}
	for i, p := range now {
		if i >= len(ids) {
			done.Passed = append(done.Passed, p.rows...)
			done.Listed--
			continue
		}
		u := p.read(read)
		u.ID = ids[i]
		done.Units = append(done.Units, u)
		done.Changes = append(done.Changes, evidence.LossRecord{Unit: u, Change: evidence.Added, Reason: join("new in the list", atOnce(p.rows))})
	}
	slices.SortFunc(done.Units, func(a, b evidence.Unit) int { return cmp.Compare(a.ID, b.ID) })
	return done, nil
}

// newIDs returns so many ids that were never used, those of the smallest
// ordinals first; none when a unit of the group was withdrawn.
func (g Group) newIDs(n int, use func(string) (Use, error)) ([]string, error) {
	if n == 0 {
		return nil, nil
	}
	was := make(map[string]bool, len(g.Was))
	for _, u := range g.Was {
		was[u.ID] = true
	}
	var ids []string
	for ordinal := 0; len(ids) < n; ordinal++ {
		id := evidence.UnitID(g.List, g.Key, ordinal)
		if was[id] {
			continue
		}
		switch u, err := use(id); {
		case err != nil:
			return nil, err
		case u == Withdrawn:
			return nil, nil
		case u == Unused:
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// piece is one unit as an edition has it: one row, or the rows of one unit
// under different statuses.
type piece struct {
	rows    []evidence.Listing
	content string
	unit    *evidence.Unit // as read, when it was asked for
	taken   bool           // it has found its counterpart
}

func newPiece(rows ...evidence.Listing) *piece {
	slices.SortFunc(rows, compareRows)
	var content strings.Builder
	for _, row := range rows {
		content.WriteString(Content(row))
		content.WriteByte('\n')
	}
	return &piece{rows: rows, content: content.String()}
}

// read returns the piece as a unit.
func (p *piece) read(read func(evidence.Listing) evidence.Unit) evidence.Unit {
	if p.unit == nil {
		u := Combine(p.rows, read)
		p.unit = &u
	}
	return *p.unit
}

func comparePieces(a, b *piece) int {
	return cmp.Or(cmp.Compare(a.rows[0].Number, b.rows[0].Number), cmp.Compare(a.content, b.content))
}

// pieces forms the units of the new edition, in the order of their content.
func (g Group) pieces() []*piece {
	var all []*piece
	if !g.Merge {
		for _, row := range g.Now {
			all = append(all, newPiece(row))
		}
		slices.SortFunc(all, comparePieces)
		return all
	}
	type key struct{ side, model string }
	statuses := make(map[key]map[string][]evidence.Listing)
	for _, row := range g.Now {
		k := key{row.Side, row.Model}
		if statuses[k] == nil {
			statuses[k] = make(map[string][]evidence.Listing)
		}
		statuses[k][row.Status] = append(statuses[k][row.Status], row)
	}
	for _, byStatus := range statuses {
		var units [][]evidence.Listing // as many as the status with the most rows has
		for _, rows := range byStatus {
			slices.SortFunc(rows, compareRows)
			for i, row := range rows {
				if i == len(units) {
					units = append(units, nil)
				}
				units[i] = append(units[i], row)
			}
		}
		for _, rows := range units {
			all = append(all, newPiece(rows...))
		}
	}
	slices.SortFunc(all, comparePieces)
	return all
}

// atOnce says that a list files one unit under several statuses.
func atOnce(rows []evidence.Listing) string {
	var statuses []string
	for _, row := range rows {
		if q := fmt.Sprintf("%q", row.Status); !slices.Contains(statuses, q) {
			statuses = append(statuses, q)
		}
	}
	if len(statuses) < 2 {
		return ""
	}
	slices.Sort(statuses)
	return fmt.Sprintf("the list files one picture and model under %s at once: one unit, and nobody says what came first", and(statuses))
}

// join puts what is said in words into one sentence.
func join(said ...string) string {
	return strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), "; ")
}

// and lists words: "a, b and c".
func and(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
