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
		decided, err = s.grouping(ctx, at, claims)
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

// grouping returns the entries of the decisions that name one of the claims.
func (s *Store) grouping(ctx context.Context, at int64, claims []string) ([]int64, error) {
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
	return numbers(ctx, s.read, "SELECT DISTINCT g.entry FROM json_each($2) j CROSS JOIN grouped g ON g.claim = j.value WHERE g.entry < $1 ORDER BY g.entry", at, jsonList(keys))
}

// carriedFrom follows claims along what was carried, from one column to the
// other: what they have become since, or what they were.
func carriedFrom(ctx context.Context, q querier, at int64, claims []string, from, to string) (map[string][]string, error) {
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
