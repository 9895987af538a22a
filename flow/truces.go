package flow

import (
	"context"

	"tallystick/evidence"
	"tallystick/store"
)

// ceasefires returns the truces of registers at a position, the latest record
// of each, in the order in which they were first recorded.
func ceasefires(ctx context.Context, s store.Store, at int64) ([]store.CeasefireRecord, error) {
	editions, err := s.Editions(ctx, at)
	if err != nil {
		return nil, err
	}
	var list []store.CeasefireRecord
	place := make(map[string]int)
	for n := len(editions) - 1; n >= 0; n-- {
		if editions[n].Edition.Truces == 0 {
			continue
		}
		for number := editions[n].Entry + 1; number < editions[n].End; number++ {
			e, err := s.Entry(ctx, number)
			if err != nil {
				return nil, err
			}
			if e.Envelope.Kind != evidence.CeasefireRecorded || e.Payload == nil {
				continue
			}
			t, err := evidence.Decode[evidence.Ceasefire](e)
			if err != nil {
				return nil, err
			}
			i, ok := place[t.ID]
			if !ok {
				i = len(list)
				place[t.ID] = i
				list = append(list, store.CeasefireRecord{})
			}
			list[i] = store.CeasefireRecord{Entry: number, At: e.Envelope.Time, Ceasefire: t}
		}
	}
	return list, nil
}
