package store

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
	"time"

	"tallystick/evidence"
)

// LossRow is a unit as an entry leaves it: what it is counted in, before and
// after, and what it is found by.
type LossRow struct {
	Unit      string
	Was       *BucketRow // nil when it was not counted before
	Now       *BucketRow // nil when it is not counted from then on
	Change    string
	Reason    string
	Days      string     // on which each of its lists took it in, in the order of the lists, joined by line feeds
	Happened  time.Time  // the last moment at which it can have; zero when nobody says
	Groups    []GroupRow // of its listings, each once
	Addresses []int64    // keys of the addresses that show it
}

// BucketRow is a bucket with the keys that it is kept under.
type BucketRow struct {
	evidence.Bucket
	Key  int64
	Kind int64 // key of side, class and model alone
}

// GroupRow is a group of a list.
type GroupRow struct{ List, Group string }

// Deltas returns what the entry adds to the count of each bucket: nothing when
// the unit stays in its own.
func (r LossRow) Deltas() []BucketDelta {
	if r.Was != nil && r.Now != nil && r.Was.Key == r.Now.Key {
		return nil
	}
	var deltas []BucketDelta
	if r.Was != nil {
		deltas = append(deltas, BucketDelta{r.Was, -1})
	}
	if r.Now != nil {
		deltas = append(deltas, BucketDelta{r.Now, 1})
	}
	return deltas
}

// BucketDelta is a change of a bucket's count.
type BucketDelta struct {
	Bucket *BucketRow
	Units  int64
}

func deriveLoss(e evidence.Entry) (Rows, error) {
	record, err := evidence.Decode[evidence.LossRecord](e)
	if err != nil {
		return Rows{}, err
	}
	row := &LossRow{
		Unit: record.Unit.ID, Was: bucketRow(record.Was), Now: bucketRow(record.Now()), Change: record.Change, Reason: record.Reason,
		Days: strings.Join(record.Unit.Days(), "\n"), Happened: record.Unit.Happened(),
	}
	for _, l := range record.Unit.Listings {
		if g := (GroupRow{l.List, l.Group()}); !slices.Contains(row.Groups, g) {
			row.Groups = append(row.Groups, g)
		}
	}
	for _, address := range record.Unit.Addresses() {
		row.Addresses = append(row.Addresses, Key(address))
	}
	return Rows{Loss: row}, nil
}

func bucketRow(b *evidence.Bucket) *BucketRow {
	if b == nil {
		return nil
	}
	return &BucketRow{Bucket: *b, Key: Key(b.Lists, b.Side, b.Class, b.Model, string(b.History)), Kind: Key(b.Side, b.Class, b.Model)}
}

// Key names fields by a number: the first 63 bits of a SHA-256 over them, each
// behind its length. It must never change: its results are kept.
func Key(fields ...string) int64 {
	var b []byte
	for _, f := range fields {
		b = append(binary.AppendUvarint(b, uint64(len(f))), f...)
	}
	sum := sha256.Sum256(b)
	return int64(binary.BigEndian.Uint64(sum[:8]) >> 1)
}
