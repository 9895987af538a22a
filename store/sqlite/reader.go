package sqlite

import (
	"context"
	"database/sql"
	"sync"
)

// reader is the connections that read. It keeps the statements that it was
// asked prepared, for the same few come again and again.
type reader struct {
	*sql.DB
	mutex sync.Mutex
	kept  map[string]*sql.Stmt
}

// keptStatements is how many are kept at most: some hold numbers, and would
// never end.
const keptStatements = 256

func newReader(db *sql.DB) *reader { return &reader{DB: db, kept: make(map[string]*sql.Stmt)} }

// statement returns a prepared statement, nil when no more are kept or it is at
// fault.
func (r *reader) statement(ctx context.Context, query string) *sql.Stmt {
	r.mutex.Lock()
	s, full := r.kept[query], len(r.kept) >= keptStatements
	r.mutex.Unlock()
	if s != nil || full {
		return s
	}
	s, err := r.PrepareContext(ctx, query)
	if err != nil {
		return nil
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if other := r.kept[query]; other != nil {
		s.Close()
		return other
	}
	r.kept[query] = s
	return s
}

// QueryContext is that of sql.DB.
func (r *reader) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if s := r.statement(ctx, query); s != nil {
		return s.QueryContext(ctx, args...)
	}
	return r.DB.QueryContext(ctx, query, args...)
}

// QueryRowContext is that of sql.DB.
func (r *reader) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if s := r.statement(ctx, query); s != nil {
		return s.QueryRowContext(ctx, args...)
	}
	return r.DB.QueryRowContext(ctx, query, args...)
}
