package incidents

import (
	"tallystick/flow"
	"tallystick/web/part"
)

// Filter is what the address of a page asks of incidents.
type Filter = filter

// Asked reads what the address of another page asks of incidents, and what that
// means to the library.
func Asked(ask part.Ask, lib Library) (Filter, flow.IncidentQuery, error) {
	f := readFilter(ask)
	q, err := lib.IncidentQuery(f.IncidentWords)
	if err != nil {
		return f, q, said(err)
	}
	f.add(&q)
	return f, q, nil
}

// add asks for what the boxes of the filter say.
func (f filter) add(q *flow.IncidentQuery) {
	q.Contested, q.Alone, q.Told = f.Contested, f.Alone, !f.Thin && !f.Alone
}
