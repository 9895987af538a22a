//go:build unix

package incidents

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"
)

var table = flag.String("table", "", "write a million invented claims as tables to this folder, for bench/compare-duckdb.sh")

// spent returns the processor time that the program has used: others on the
// machine do not count.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

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
				start := spent()
				sortByKey(keys)
				sorting += spent() - start
				keys = nil
				runtime.GC()
				start = spent()
				found = Cluster(w.mentions, nil)
				linking += spent() - start
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			precision, recall := w.figures(found)
			b.ReportMetric(linking.Seconds()/float64(b.N), "cpu-s/link")
			b.ReportMetric(linking.Seconds()/sorting.Seconds(), "xsort")
			b.ReportMetric(float64(blocks)/float64(size.n), "blocks/claim")
			b.ReportMetric(float64(m.Sys)/(1<<20), "MiB-peak")
			b.ReportMetric(precision, "precision")
			b.ReportMetric(recall, "recall")
		})
	}
}

// One more report of twenty claims into a million, with what it changes.
func BenchmarkUpdate(b *testing.B) {
	w := invent(1_000_000, 167, 7)
	lib := newLibrary()
	cut := len(w.mentions) - 1000*claimsAReport
	for _, m := range w.mentions[:cut] {
		lib.add(m)
	}
	for _, in := range Cluster(w.mentions[:cut], nil) {
		lib.stand(in)
	}
	next := cut
	for b.Loop() {
		change := Change{New: w.mentions[next : next+claimsAReport]}
		changed, err := Update(lib, nil, change)
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		lib.take(change, changed)
		if next += claimsAReport; next == len(w.mentions) {
			b.Fatal("no more reports")
		}
		b.StartTimer()
	}
}

// TestTable writes the claims that other programs are held against, and what
// makes them alike but for the place, and says how many pairs there are.
func TestTable(t *testing.T) {
	if *table == "" {
		t.Skip("no -table")
	}
	w := invent(1_000_000, 167, 7)
	claims, alike := newTable(t, *table+"/claims.csv"), newTable(t, *table+"/alike.csv")
	claims.row("id", "kind", "lat", "lon", "radius", "first", "last")
	alike.row("id", "what", "bucket")
	for i := range w.mentions {
		m := &w.mentions[i]
		p := m.Places[0]
		claims.row(i, m.Kind, p.Lat, p.Lon, p.Radius, m.Days.From, m.Days.To)
		for _, b := range m.Blocks(nil) {
			switch likenessOf(b) {
			case byPlace, byTollAt: // from the places themselves
				continue
			case byTollPlaced: // which pairs lie apart is found from them too
				b -= placedToll
			}
			alike.row(i, b>>whatShift, b&(1<<whatShift-1))
		}
	}
	claims.close()
	alike.close()
	c := &clusterer{mentions: w.mentions}
	c.sort()
	var pairs []uint64
	newIndex(w.mentions, c.rank, func(int) bool { return true }).walk(func(a, b uint32) {
		pairs = append(pairs, uint64(min(a, b))<<32|uint64(max(a, b)))
	})
	slices.Sort(pairs)
	t.Logf("%d pairs", len(slices.Compact(pairs)))
}

type csvTable struct {
	t    *testing.T
	file *os.File
	out  *bufio.Writer
}

func newTable(t *testing.T, path string) csvTable {
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	return csvTable{t, f, bufio.NewWriter(f)}
}

func (c csvTable) row(cells ...any) {
	for i, cell := range cells {
		if i > 0 {
			c.out.WriteByte(',')
		}
		fmt.Fprint(c.out, cell)
	}
	c.out.WriteByte('\n')
}

func (c csvTable) close() {
	if err := errors.Join(c.out.Flush(), c.file.Close()); err != nil {
		c.t.Fatal(err)
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
