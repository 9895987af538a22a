package incidents

import (
	"fmt"
	"runtime"
	"testing"
	"time"
)

// Linking, scoring included, against a radix sort of the same blocks in the
// same run: at equal density in three sizes, and at three densities.
func BenchmarkCluster(b *testing.B) {
	for _, size := range []struct {
		n    int
		aDay float64
	}{{62_500, 167}, {250_000, 167}, {1_000_000, 167}, {1_000_000, 42}, {1_000_000, 667}} {
		w := invent(size.n, size.aDay, 7)
		b.Run(fmt.Sprintf("claims=%d/aday=%v", size.n, size.aDay), func(b *testing.B) {
			var found []Incident
			var linking, sorting time.Duration
			blocks := 0
			for b.Loop() {
				keys := keysOf(w.mentions)
				blocks = len(keys)
				runtime.GC()
				start := time.Now()
				sortByKey(keys)
				sorting += time.Since(start)
				runtime.GC()
				start = time.Now()
				found = Cluster(w.mentions, nil)
				linking += time.Since(start)
			}
			precision, recall := w.figures(found)
			b.ReportMetric(linking.Seconds()/float64(b.N), "s/link")
			b.ReportMetric(linking.Seconds()/sorting.Seconds(), "xsort")
			b.ReportMetric(float64(blocks)/float64(size.n), "blocks/claim")
			b.ReportMetric(precision, "precision")
			b.ReportMetric(recall, "recall")
		})
	}
}

func keysOf(mentions []Mention) []entry {
	var keys []entry
	var scratch []int64
	for i := range mentions {
		scratch = mentions[i].Blocks(scratch[:0])
		for _, k := range scratch {
			keys = append(keys, entry{key: uint64(k), at: uint32(i)})
		}
	}
	return keys
}
