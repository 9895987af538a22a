package sample

import (
	"context"

	"tallystick/flow"
	"tallystick/publish"
)

// The ledger in memory holds no register, road or tie between claims:
// NewRegisters does.

// Ceasefires knows of none.
func (l *Library) Ceasefires(context.Context, int64, flow.CeasefireQuery) (flow.Ceasefires, error) {
	return flow.Ceasefires{}, l.Broken
}

// Access knows of no road.
func (l *Library) Access(context.Context, int64, flow.SaidQuery) (flow.Access, error) {
	return flow.Access{}, l.Broken
}

// Control knows of no place.
func (l *Library) Control(context.Context, int64, flow.SaidQuery) ([]flow.HeldPlace, error) {
	return nil, l.Broken
}

// Routes knows of none.
func (l *Library) Routes(context.Context, int64) ([]publish.Road, error) { return nil, l.Broken }

// Statements knows of none.
func (l *Library) Statements(context.Context, int64, flow.SaidQuery) ([]flow.SpokenRecord, error) {
	return nil, l.Broken
}
