//go:build unix

package incidents

import (
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"
)

var table = flag.String("table", "", "write a million invented claims to this CSV file, for bench/compare-duckdb.sh")

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

// TestTable writes the claims that other programs are held against.
func TestTable(t *testing.T) {
	if *table == "" {
		t.Skip("no -table")
	}
	f, err := os.Create(*table)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := csv.NewWriter(f)
	out.Write([]string{"id", "kind", "lat", "lon", "radius", "first", "last"})
	w := invent(1_000_000, 167, 7)
	for i := range w.mentions {
		m := &w.mentions[i]
		p := m.Places[0]
		row := []string{strconv.Itoa(i)}
		for _, n := range []int32{int32(m.Kind), p.Lat, p.Lon, p.Radius, m.Days.From, m.Days.To} {
			row = append(row, strconv.Itoa(int(n)))
		}
		out.Write(row)
	}
	out.Flush()
	if err := out.Error(); err != nil {
		t.Fatal(err)
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
