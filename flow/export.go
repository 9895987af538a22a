package flow

import (
	"context"
	"errors"

	"tallystick/publish"
	"tallystick/store"
)

// Whole returns every report that the audience may see, as exports print them.
func (l *Library) Whole(ctx context.Context, at int64) ([]publish.Report, error) {
	list, err := l.Reports(ctx, at)
	if err != nil {
		return nil, err
	}
	var reports []publish.Report
	for _, item := range list {
		if item.Tombstone != nil {
			continue
		}
		r, err := l.Report(ctx, at, item.ID)
		var withdrawn *WithdrawnError
		if errors.Is(err, store.ErrNotFound) || errors.As(err, &withdrawn) {
			continue
		}
		if err != nil {
			return nil, err
		}
		reports = append(reports, r)
	}
	return reports, nil
}
