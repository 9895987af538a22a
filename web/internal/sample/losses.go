package sample

import (
	"context"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
	"tallystick/store"
)

// The ledger in memory holds no list of losses: NewLists does. It answers as a
// ledger without any.

// LossQuery knows no word.
func (l *Library) LossQuery(_ context.Context, _ int64, w flow.LossWords) (flow.LossQuery, error) {
	rule, err := evidence.ParseFoldRule(w.Fold)
	return flow.LossQuery{Rule: rule}, err
}

// Losses counts nothing.
func (l *Library) Losses(context.Context, int64, flow.LossQuery) (flow.Losses, error) {
	return flow.Losses{}, l.Broken
}

// Units lists none.
func (l *Library) Units(context.Context, int64, flow.LossQuery, string, int) ([]publish.Unit, string, error) {
	return nil, "", l.Broken
}

// LossDiff finds no difference.
func (l *Library) LossDiff(context.Context, int64, int64, flow.LossQuery, func(flow.LossChange) error) (flow.LossDiff, error) {
	return flow.LossDiff{}, l.Broken
}

// Unit finds none.
func (l *Library) Unit(context.Context, int64, string) (flow.UnitStory, error) {
	return flow.UnitStory{}, store.ErrNotFound
}

// Editions lists none.
func (l *Library) Editions(context.Context, int64) ([]publish.Edition, error) { return nil, l.Broken }

// Tallies visits none.
func (l *Library) Tallies(context.Context, int64, store.TallyFilter, func(flow.StatedTally) error) error {
	return l.Broken
}

// Series holds no number.
func (l *Library) Series(context.Context, int64, string, string) (flow.LossSeries, error) {
	return flow.LossSeries{}, l.Broken
}

// Reconciliation finds no edition.
func (l *Library) Reconciliation(context.Context, int64, string, evidence.FoldRule) (flow.Reconciliation, error) {
	return flow.Reconciliation{}, store.ErrNotFound
}
