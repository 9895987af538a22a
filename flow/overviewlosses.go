package flow

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"tallystick/evidence"
	"tallystick/publish"
	"tallystick/read/units"
	"tallystick/store"
)

// StatedLoss is how many units of one class somebody states that a side has
// lost, up to a day.
type StatedLoss struct {
	Of, Class string
	By        string
	For       string // side on whose behalf
	Date      string // civil
	Min, Max  *int64
	Entry     int64 // that holds the number
}

// ClaimedLoss is a number of units that a claim of a report says a side lost: in
// all or in one fight, as its sentence has it.
type ClaimedLoss struct {
	evidence.Loss
	Claim FoundClaim
}

// mostClaimedLosses is how many of the latest claims an overview looks at for
// losses.
const mostClaimedLosses = 40

// drawLosses counts units, and finds what was stated and claimed last.
func (l *Library) drawLosses(ctx context.Context, at int64, o *Overview) (err error) {
	if o.Losses, err = l.Losses(ctx, at, LossQuery{}); err != nil {
		return err
	}
	if o.Claimed, err = l.lastClaimed(ctx, at); err != nil {
		return err
	}
	editions, err := l.editions(ctx, at)
	if err != nil {
		return err
	}
	format := make(map[string]string) // by edition
	var end time.Time                 // of the editions
	for _, e := range editions {
		format[e.ID] = e.Edition.Format
		if e.At.After(end) {
			end = e.At
		}
	}
	for _, back := range []int{60, 800, 0} { // days to look back over; at all only when nothing was stated in those
		var from string
		if back > 0 {
			from = end.AddDate(0, 0, -back).Format(time.DateOnly)
		}
		if o.Stated, err = l.lastStated(ctx, at, from, format); err != nil || len(o.Stated) > 0 {
			return err
		}
	}
	return nil
}

// lastStated returns the last cumulative number that each speaker states from a
// day on of each side and class, but for the totals of lists, whose units are
// counted.
func (l *Library) lastStated(ctx context.Context, at int64, from string, format map[string]string) ([]StatedLoss, error) {
	type key struct{ by, of, class string }
	headings := sync.OnceValue(func() func(format, heading string) ([]string, evidence.Remark) { return covers(units.New(l.lexicon())) })
	last := make(map[key]StatedLoss)
	err := l.Tallies(ctx, at, store.TallyFilter{Reach: evidence.Cumulative, From: from}, func(t StatedTally) error {
		if t.Date == "" || t.List != "" || t.Of == "" {
			return nil
		}
		for _, p := range t.Parts {
			if len(p.PartOf) > 0 || p.What != "" || p.Model != "" || p.Fate != "" || p.Min == nil && p.Max == nil {
				continue
			}
			if classes := covered(headings(), format[t.Edition], t.Tally, p); len(classes) == 1 && classes[0] != "" {
				last[key{t.By, t.Of, classes[0]}] = StatedLoss{t.Of, classes[0], t.By, t.Side, t.Date, p.Min, p.Max, t.Entry} // in the order of dates
			}
		}
		return nil
	})
	stated := make([]StatedLoss, 0, len(last))
	for _, s := range last {
		stated = append(stated, s)
	}
	slices.SortFunc(stated, func(a, b StatedLoss) int {
		return cmp.Or(cmp.Compare(a.Of, b.Of), cmp.Compare(a.Class, b.Class), cmp.Compare(a.By, b.By))
	})
	return stated, err
}

// lastClaimed returns of the latest claims that speak of losses the last number
// that each source gives of each side and class. Parts of a number, and what
// somebody denies, asks or supposes, are left out.
func (l *Library) lastClaimed(ctx context.Context, at int64) ([]ClaimedLoss, error) {
	type key struct{ by, of, class string }
	claims, _, err := l.newest(ctx, at, store.ClaimFilter{Says: store.SaysLoss}, "", mostClaimedLosses, nil)
	told := make(map[key]bool)
	var claimed []ClaimedLoss
	for _, c := range claims {
		if !c.Countable() || c.State == publish.Rejected {
			continue
		}
		for _, loss := range c.Losses {
			k := key{cmp.Or(c.Source.Name, string(c.Source.Kind)), loss.Side, loss.Class}
			if loss.Side == "" || len(loss.PartOf) > 0 || loss.Min == nil && loss.Max == nil || told[k] {
				continue
			}
			told[k] = true
			claimed = append(claimed, ClaimedLoss{loss, c})
		}
	}
	slices.SortStableFunc(claimed, func(a, b ClaimedLoss) int {
		return cmp.Or(cmp.Compare(a.Side, b.Side), cmp.Compare(a.Class, b.Class), cmp.Compare(a.Claim.Source.Name, b.Claim.Source.Name))
	})
	return claimed, err
}
