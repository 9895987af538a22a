package sqlite

import (
	"database/sql"
	"errors"

	"tallystick/store"
)

// counts keeps how many units stand in each bucket after each entry that
// changed it, so that a count at any position is one look into the table.
type counts struct {
	batch *batch
	units map[int64]int64 // of the buckets that this transaction met
	dirty map[int64]bool  // buckets that a withdrawal took entries from
}

func newCounts(b *batch) *counts {
	return &counts{batch: b, units: make(map[int64]int64), dirty: make(map[int64]bool)}
}

// add queues the count of a bucket after an entry.
func (c *counts) add(bucket store.BucketRow, entry, delta int64) {
	units, met := c.units[bucket.Key]
	if !met && c.batch.err == nil {
		units, c.batch.err = c.meet(bucket)
	}
	units += delta
	c.units[bucket.Key] = units
	c.batch.add(intoLossCounts, bucket.Key, entry, delta, units)
}

// meet returns the count of a bucket that the transaction has not met yet, and
// sees that it is in its table.
func (c *counts) meet(b store.BucketRow) (units int64, err error) {
	last, err := c.batch.prepare("SELECT units FROM loss_counts WHERE bucket = $1 ORDER BY entry DESC LIMIT 1")
	if err != nil {
		return 0, err
	}
	err = last.QueryRowContext(c.batch.ctx, b.Key).Scan(&units)
	if !errors.Is(err, sql.ErrNoRows) {
		return units, err
	}
	return 0, c.batch.exec("INSERT INTO buckets (id, kind, lists, side, class, model, history) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING",
		b.Key, b.Kind, b.Lists, b.Side, b.Class, b.Model, string(b.History))
}

// take removes what an entry added, as if it had never been.
func (c *counts) take(entry int64, row store.LossRow) error {
	for _, d := range row.Deltas() {
		c.dirty[d.Bucket.Key] = true
		if err := c.batch.exec("DELETE FROM loss_counts WHERE bucket = $1 AND entry = $2", d.Bucket.Key, entry); err != nil {
			return err
		}
	}
	return nil
}

// recount counts anew the buckets that entries were taken from: once for each
// bucket, however many entries went. A bucket without entries goes.
func (c *counts) recount() error {
	for bucket := range c.dirty {
		err := c.batch.exec(`
			UPDATE loss_counts SET units = w.units
			FROM (SELECT entry, sum(delta) OVER (ORDER BY entry) AS units FROM loss_counts WHERE bucket = $1) w
			WHERE loss_counts.bucket = $1 AND loss_counts.entry = w.entry AND loss_counts.units <> w.units`, bucket)
		if err != nil {
			return err
		}
		if err := c.batch.exec("DELETE FROM buckets WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM loss_counts WHERE bucket = $1)", bucket); err != nil {
			return err
		}
	}
	return nil
}
