package flow

import (
	"fmt"
	"io"
	"runtime/debug"
	"runtime/metrics"
	"testing"
	"time"

	"tallystick/capture/lists"
	"tallystick/evidence"
)

// invented is a list of so many rows that is never whole in memory. Every
// tenth has the address of another.
type invented struct {
	n, of int
	rest  string
}

func (l *invented) Read(p []byte) (int, error) {
	if l.rest == "" {
		if l.n == l.of {
			return 0, io.EOF
		}
		l.rest = fmt.Sprintf("unit AAA T-%d %s %d https://example.org/%d\n", l.n%40, evidence.Fates[1+l.n%4], l.n, l.n-l.n%10/9)
		l.n++
	}
	n := copy(p, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}

// importInvented imports so many rows into a new ledger and returns the most
// bytes that lay on the heap meanwhile.
func importInvented(t testing.TB, rows int) (peak uint64) {
	t.Helper()
	l, _ := newLedger(t)
	defer l.Close()
	done, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		for {
			select {
			case <-done:
				return
			case <-time.After(time.Millisecond):
				metrics.Read(sample)
				peak = max(peak, sample[0].Value.Uint64())
			}
		}
	}()
	imported, err := l.Import(t.Context(), plainList, []lists.File{{Name: "list.txt", Reader: &invented{of: rows}}}, ImportOptions{})
	close(done)
	<-stopped
	if err != nil || imported.Rows != rows || imported.Changes["added"] != imported.Units {
		t.Fatalf("%+v %v", imported, err)
	}
	return peak
}

// Ten times the rows take no more memory: what does not fit lies on the disk.
func TestImportMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("it imports 44,000 rows")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(20)) // so that the heap is mostly what is in use
	importInvented(t, 100)                           // what is made once
	few, many := importInvented(t, 4_000), importInvented(t, 40_000)
	t.Logf("4,000 rows: %d kB, 40,000 rows: %d kB", few>>10, many>>10)
	const sorters = 4 * (2 << 20) // of 4,000 rows they are not full yet
	if many > few+few/5+sorters {
		t.Errorf("ten times the rows took %d bytes of memory, where %d were enough", many, few)
	}
}

func BenchmarkImport(b *testing.B) {
	for range b.N {
		importInvented(b, 37_505)
	}
	b.ReportMetric(float64(37_505*b.N)/b.Elapsed().Seconds(), "rows/s")
}
