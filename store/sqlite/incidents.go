package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"tallystick/evidence"
	"tallystick/store"
)

// IncidentOf returns the incident that a claim joined last and has not left.
func (s *Store) IncidentOf(ctx context.Context, at int64, claim string) (string, error) {
	ids, err := texts(ctx, s.read, "SELECT i.id FROM incidents i WHERE i.entry = ("+joined("$1", "$2")+")", store.ClaimKey(claim), at)
	if err != nil || len(ids) == 0 {
		return "", plain(err)
	}
	return ids[0], nil
}

// joined selects the entry by which a claim came last into an incident that it
// has not left since.
func joined(claim, at string) string {
	return fmt.Sprintf(`
		SELECT j.entry FROM incident_claims j
		WHERE j.claim = %s AND j.entry < %s AND j.joined AND NOT EXISTS (
			SELECT 1 FROM incident_claims l
			WHERE l.claim = j.claim AND l.entry > j.entry AND l.entry < %[2]s AND l.incident = j.incident AND NOT l.joined)
		ORDER BY j.entry DESC LIMIT 1`, claim, at)
}

// Incident returns an incident as it stood at a position.
func (s *Store) Incident(ctx context.Context, at int64, id string) (store.IncidentState, error) {
	i, err := incident(ctx, s.read, at, id)
	return i, plain(err)
}

// incident goes through the records of an incident in their order.
func incident(ctx context.Context, q querier, at int64, id string) (store.IncidentState, error) {
	rows, err := q.QueryContext(ctx, `
		SELECT e.number, e.envelope, e.salt, e.payload FROM incidents i JOIN entries e ON e.number = i.entry
		WHERE i.id = $1 AND i.entry < $2 ORDER BY i.entry`, id, at)
	if err != nil {
		return store.IncidentState{}, err
	}
	state := store.IncidentState{ID: id, Entry: -1, Formed: -1}
	err = visitEntries(rows, func(e evidence.Entry) error {
		r, err := evidence.Decode[evidence.IncidentRecord](e)
		if r.Change == evidence.Formed || state.Formed < 0 {
			state.Formed = e.Envelope.Number
		}
		state.Entry, state.At, state.Into, state.Holds = e.Envelope.Number, e.Envelope.Time, r.Into, r.Holds
		state.Links = store.Relinked(state.Links, r)
		return err
	})
	if err != nil {
		return state, err
	}
	if state.Entry < 0 {
		return state, store.ErrNotFound
	}
	state.Decisions, err = decisionsAbout(ctx, q, evidence.SubjectIncident, id)
	return state, err
}

// Incidents visits the incidents that pass the filter.
func (s *Store) Incidents(ctx context.Context, at int64, filter store.IncidentFilter, cursor string, limit int, visit func(store.IncidentState) error) (string, error) {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return "", plain(err)
	}
	defer tx.Rollback()
	found, next, err := incidentRows(ctx, tx, at, filter, cursor, limit)
	if err != nil {
		return "", plain(err)
	}
	for _, id := range found {
		i, err := incident(ctx, tx, at, id)
		if err != nil {
			return "", plain(err)
		}
		if err := visit(i); err != nil {
			return "", err
		}
	}
	return next, nil
}

// IncidentDays counts incidents by the day on which they begin.
func (s *Store) IncidentDays(ctx context.Context, at int64) ([]store.IncidentDay, error) {
	rows, err := s.read.QueryContext(ctx, `
		SELECT begins, count(*), sum(contested), sum(NOT dated)
		FROM (SELECT stands, begins, dated, contested, max(entry) FROM incidents WHERE entry < $1 GROUP BY id)
		WHERE stands GROUP BY begins ORDER BY begins`, at)
	if err != nil {
		return nil, plain(err)
	}
	defer rows.Close()
	var list []store.IncidentDay
	for rows.Next() {
		var d store.IncidentDay
		var day int64
		if err := rows.Scan(&day, &d.Incidents, &d.Contested, &d.Told); err != nil {
			return nil, plain(err)
		}
		if day != store.NoDay {
			d.Day = time.Unix(day*86400, 0).UTC().Format(time.DateOnly)
		}
		list = append(list, d)
	}
	return list, plain(rows.Err())
}

// incidentRows returns the ids of a page of incidents and the cursor to go on
// from.
func incidentRows(ctx context.Context, q querier, at int64, f store.IncidentFilter, cursor string, limit int) (ids []string, next string, err error) {
	from := "incidents i"
	var conditions []string
	var args []any
	and := func(condition string, more ...any) {
		conditions, args = append(conditions, condition), append(args, more...)
	}
	if f.Place != "" {
		from = "incident_places p CROSS JOIN incidents i ON i.entry = p.entry"
		and("p.place = ?", store.Fold(f.Place))
	}
	and("i.stands AND i.entry < ? AND NOT EXISTS (SELECT 1 FROM incidents n WHERE n.id = i.id AND n.entry > i.entry AND n.entry < ?)", at, at)
	if f.From != "" {
		and("i.ends >= ?", store.Day(f.From))
	}
	if f.To != "" {
		and("i.begins <= ? AND i.begins > ?", store.Day(f.To), store.NoDay)
	}
	for column, value := range map[string]string{"i.sides": f.Side, "i.types": f.Type} {
		if value != "" {
			and("instr("+column+", char(10) || ? || char(10)) > 0", value)
		}
	}
	if f.Contested {
		and("i.contested")
	}
	if cursor != "" {
		var begins int64
		var id string
		if n, err := fmt.Sscanf(cursor, "%d.%s", &begins, &id); n != 2 || err != nil {
			return nil, "", fmt.Errorf("%w: %q is no cursor of a list of incidents", store.ErrNotFound, cursor)
		}
		and("i.begins <= ? AND (i.begins < ? OR i.id > ?)", begins, begins, id)
	}
	most := -1
	if limit > 0 {
		most = limit + 1
	}
	rows, err := q.QueryContext(ctx, "SELECT i.id, i.begins FROM "+from+" WHERE "+strings.Join(conditions, " AND ")+" ORDER BY i.begins DESC, i.id LIMIT ?", append(args, most)...)
	if err != nil {
		return nil, "", err
	}
	defer rows.Close()
	var begins int64 // of the last on the page
	for rows.Next() {
		var id string
		var day int64
		if err := rows.Scan(&id, &day); err != nil {
			return nil, "", err
		}
		if limit > 0 && len(ids) == limit {
			return ids, fmt.Sprintf("%d.%s", begins, ids[limit-1]), nil
		}
		ids, begins = append(ids, id), day
	}
	return ids, "", rows.Err()
}
