package flow

import (
	"encoding/binary"
	"encoding/json"
	"iter"

	"tallystick/evidence"
	"tallystick/store/scratch"
)

// drafts are entries to be, taken one by one.
type drafts = iter.Seq2[Draft, error]

// drafted holds the entries that follow an edition's, in the order in which
// they will be recorded: units, tallies, proposals. The edition counts them, so
// they are made before it and wait outside of memory.
type drafted struct {
	edition   int64 // number of the edition's entry
	waiting   *scratch.Sorter
	n         int64
	units     int
	tallies   int
	proposals int
}

func newDrafted(edition int64) drafted { return drafted{edition: edition, waiting: scratch.New("")} }

func (d *drafted) close() error {
	if d.waiting == nil {
		return nil
	}
	return d.waiting.Close()
}

func (d *drafted) empty() bool { return d.n == 0 }

// add puts an entry behind the others and returns its number.
func (d *drafted) add(kind evidence.Kind, payload any, about ...int64) (int64, error) {
	b, err := json.Marshal(payload)
	if err != nil {
		return 0, err
	}
	w, err := json.Marshal(waiting{Kind: kind, About: append([]int64{d.edition}, about...), Payload: b})
	if err != nil {
		return 0, err
	}
	switch kind {
	case evidence.LossRecorded:
		d.units++
	case evidence.TallyRecorded:
		d.tallies++
	case evidence.ProposalMade:
		d.proposals++
	}
	d.n++
	return d.edition + d.n, d.waiting.Add(binary.BigEndian.AppendUint64(nil, uint64(d.n)), w)
}

// waiting is a draft outside of memory.
type waiting struct {
	Kind    evidence.Kind
	About   []int64
	Payload json.RawMessage
}

func (d *drafted) yield(yield func(Draft, error) bool) {
	for pair, err := range d.waiting.Sorted() {
		var w waiting
		if err == nil {
			err = json.Unmarshal(pair.Value, &w)
		}
		if !yield(Draft{Kind: w.Kind, Payload: w.Payload, About: w.About}, err) || err != nil {
			return
		}
	}
}
