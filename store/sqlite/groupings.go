package sqlite

import (
	"context"
	"fmt"
	"slices"

	"tallystick/store"
)

// Groupings returns the decisions on incidents that name one of the claims,
// under whatever ids it has had.
func (s *Store) Groupings(ctx context.Context, at int64, claims []string) ([]store.DecisionRecord, error) {
	var decided []int64
	var err error
	if claims == nil {
		decided, err = numbers(ctx, s.read, "SELECT entry FROM decisions WHERE subject = 'incident' AND entry < $1 ORDER BY entry", at)
	} else {
		decided, err = s.naming(ctx, at, claims, "subject = 'incident'")
	}
	if err != nil {
		return nil, plain(err)
	}
	var list []store.DecisionRecord
	var named []string
	for _, n := range decided {
		d, err := decision(ctx, s.read, n)
		if err != nil {
			return nil, plain(err)
		}
		list = append(list, d)
		named = append(named, slices.Concat(d.Decision.Groups...)...)
	}
	became, err := carriedFrom(ctx, s.read, at, named, "was", "became")
	if err != nil {
		return nil, plain(err)
	}
	for _, d := range list {
		for i, group := range d.Decision.Groups {
			all := slices.Clone(group)
			for _, id := range group {
				all = append(all, became[id]...)
			}
			slices.Sort(all)
			d.Decision.Groups[i] = slices.Compact(all)
		}
	}
	return list, nil
}

// ties are the decisions that tie a claim to something.
const ties = "subject IN ('truce', 'answer')"

// Ties returns the decisions that tie one of the claims to something, or
// something to it, under whatever ids it has had.
func (s *Store) Ties(ctx context.Context, at int64, claims []string) ([]store.TieRecord, error) {
	var decided []int64
	var err error
	if claims == nil {
		decided, err = numbers(ctx, s.read, "SELECT entry FROM decisions WHERE "+ties+" AND entry < $1 ORDER BY entry", at)
	} else {
		decided, err = s.naming(ctx, at, claims, ties)
	}
	if err != nil {
		return nil, plain(err)
	}
	var list []store.TieRecord
	var named []string
	for _, n := range decided {
		d, err := decision(ctx, s.read, n)
		if err != nil {
			return nil, plain(err)
		}
		list = append(list, store.TieRecord{DecisionRecord: d})
		named = append(named, d.Decision.ID, d.Decision.To)
	}
	became, err := carriedFrom(ctx, s.read, at, named, "was", "became")
	if err != nil {
		return nil, plain(err)
	}
	for i := range list {
		d := list[i].Decision
		list[i].Claims = append([]string{d.ID}, became[d.ID]...)
		if d.To != "" {
			list[i].To = append([]string{d.To}, became[d.To]...)
		}
	}
	return list, nil
}

// naming returns the entries of the decisions of some subject that name one of
// the claims.
func (s *Store) naming(ctx context.Context, at int64, claims []string, subject string) ([]int64, error) {
	had, err := carriedFrom(ctx, s.read, at, claims, "became", "was")
	if err != nil {
		return nil, err
	}
	keys := []int64{}
	for _, id := range claims {
		keys = append(keys, store.ClaimKey(id))
		for _, earlier := range had[id] {
			keys = append(keys, store.ClaimKey(earlier))
		}
	}
	return numbers(ctx, s.read, "SELECT DISTINCT g.entry FROM json_each($2) j CROSS JOIN grouped g ON g.claim = j.value CROSS JOIN decisions d ON d.entry = g.entry AND d."+subject+" WHERE g.entry < $1 ORDER BY g.entry", at, jsonList(keys))
}

// carriedFrom follows claims along what was carried, from one column to the
// other: what they have become since, or what they were.
func carriedFrom(ctx context.Context, q querier, at int64, claims []string, from, to string) (map[string][]string, error) {
	if len(claims) == 0 {
		return nil, nil
	}
	rows, err := q.QueryContext(ctx, fmt.Sprintf(`
		WITH RECURSIVE chain (origin, id) AS (
			SELECT j.value, c.%[2]s FROM json_each($2) j CROSS JOIN carried c ON c.%[1]s = j.value AND c.entry < $1
			UNION
			SELECT chain.origin, c.%[2]s FROM chain CROSS JOIN carried c ON c.%[1]s = chain.id AND c.entry < $1
		)
		SELECT origin, id FROM chain WHERE id <> ''`, from, to), at, jsonList(append([]string{}, claims...)))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := make(map[string][]string)
	for rows.Next() {
		var origin, id string
		if err := rows.Scan(&origin, &id); err != nil {
			return nil, err
		}
		all[origin] = append(all[origin], id)
	}
	return all, rows.Err()
}
