package sqlite

import (
	"fmt"
	"iter"
	"path/filepath"
	"testing"

	"tallystick/evidence"
	"tallystick/store"
	"tallystick/store/storetest"
)

// fleetOf yields an edition of n units in 8,000 buckets: 2 sides, 1,000 models,
// 4 fates. Every tenth entry changes the fate of a unit that came
// before.
func fleetOf(n int) iter.Seq2[evidence.Entry, error] {
	return func(yield func(evidence.Entry, error) bool) {
		edition := evidence.Edition{List: "list", Format: "oryx-csv", At: storetest.Epoch, Files: []evidence.Body{{Name: "list.csv", Hash: evidence.Hash(nil)}}}
		number := int64(0)
		record := func(kind evidence.Kind, payload any, about ...int64) bool {
			number++
			return yield(storetest.Entry(number-1, kind, payload, about...), nil)
		}
		if !record(evidence.EditionImported, edition) {
			return
		}
		for i := range n {
			if !record(evidence.LossRecorded, evidence.LossRecord{Unit: unitOf(i, i/2000), Change: evidence.Added, Reason: "first edition"}, 0) {
				return
			}
			if i%10 != 9 {
				continue
			}
			was := unitOf(i/2, i/4000).Bucket()
			if !record(evidence.LossRecorded, evidence.LossRecord{Unit: unitOf(i/2, i/4000+1), Change: evidence.Fated, Reason: "second thoughts", Was: &was}, 0) {
				return
			}
		}
	}
}

func unitOf(i, fate int) evidence.Unit {
	model := i / 2 % 1000
	u := storetest.Listed("list", []string{"AAA", "BBB"}[i%2], fmt.Sprintf("class %d", model%20), fmt.Sprintf("Model %d", model), i, evidence.Fates[1+fate%4])
	u.Rules = []string{"class:tank", "model:t-72", "fate:destroyed"}
	u.Listings[0].Raw = map[string]string{"count": "1", "url": u.Listings[0].Address}
	return u
}

// BenchmarkImport writes one edition of 37,500 units as one transaction.
func BenchmarkImport(b *testing.B) {
	const units = 37_500
	entries := make([]evidence.Entry, 0, units*11/10+1)
	for e := range fleetOf(units) {
		entries = append(entries, e)
	}
	for b.Loop() {
		b.StopTimer()
		s, err := Create(filepath.Join(b.TempDir(), "ledger.db"), storetest.Linker)
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if err := s.Apply(b.Context(), 0, store.Each(entries), storetest.Seal); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		s.Close()
		b.StartTimer()
	}
	b.ReportMetric(float64(b.N*len(entries))/b.Elapsed().Seconds(), "entries/s")
	b.ReportMetric(float64(entrySize(entries[1])), "bytes/entry")
}

// BenchmarkLosses asks ledgers of three sizes: what all their units count at the
// head and in the past, what one model counts, and for a page of units in the
// midst of them.
func BenchmarkLosses(b *testing.B) {
	for _, size := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			if size > 100_000 && testing.Short() {
				b.Skip("a million units are recorded only without -short")
			}
			s, err := Create(filepath.Join(b.TempDir(), "ledger.db"), storetest.Linker)
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			if err := s.Apply(b.Context(), 0, fleetOf(size), storetest.Seal); err != nil {
				b.Fatal(err)
			}
			head, err := s.Applied(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			counts := func(at int64, filter store.LossFilter) func(*testing.B) {
				return func(b *testing.B) {
					var found []store.LossCount
					for b.Loop() {
						if found, err = s.LossCounts(b.Context(), at, filter); err != nil || len(found) == 0 {
							b.Fatal(found, err)
						}
					}
					b.ReportMetric(float64(len(found)), "buckets")
				}
			}
			b.Run("head", counts(head, store.LossFilter{}))
			b.Run("third", counts(head/3, store.LossFilter{}))
			b.Run("model", counts(head, store.LossFilter{Model: "Model 7"}))
			b.Run("page", func(b *testing.B) {
				cursor := unitOf(size/2, 0).ID
				for b.Loop() {
					if _, err := s.Units(b.Context(), head, store.LossFilter{}, cursor, 100, func(store.UnitRecord) error { return nil }); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}
