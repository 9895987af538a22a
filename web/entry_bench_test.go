package web

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"tallystick/capture"
	"tallystick/flow"
	"tallystick/web/internal/sample"
)

// BenchmarkAfterEntry answers for the first page that is asked for after a
// report was added to a ledger of 100,000 claims, of which people accepted
// 1,500 incidents: at the desk and in public, by the clock and by processor time.
func BenchmarkAfterEntry(b *testing.B) {
	if testing.Short() {
		b.Skip("a ledger of 100,000 claims is made only without -short")
	}
	war := warLedger(b)
	dir := filepath.Join(b.TempDir(), "accepted")
	if err := os.CopyFS(dir, os.DirFS(war.Dir())); err != nil {
		b.Fatal(err)
	}
	world := flow.Real
	world.Now = func() time.Time { return time.Now().AddDate(8, 0, 0) } // when the war is over
	if err := os.Chmod(filepath.Join(dir, "signing.key"), 0o600); err != nil {
		b.Fatal(err)
	}
	l, err := flow.Open(b.Context(), dir, world)
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	if err := sample.AcceptWar(b.Context(), l, 1500); err != nil {
		b.Fatal(err)
	}
	for name, lib := range map[string]*flow.Library{"desk": l.Desk(), "public": l.Public()} {
		for _, path := range []string{"/", "/map", "/incidents"} {
			b.Run(name+path, func(b *testing.B) {
				handler := Handler(lib, Options{})
				began := processorTime()
				get(handler, "GET", path)
				b.ReportMetric((processorTime()-began).Seconds()*1000, "ms-after-start")
				var spent time.Duration
				for b.Loop() {
					b.StopTimer()
					text := fmt.Sprintf("Road %d\n\nThe United Nations said that road %[1]d was closed to lorries on Tuesday.", time.Now().UnixNano())
					if _, err := l.Add(b.Context(), "road.txt", []byte(text), capture.Options{By: "test"}); err != nil {
						b.Fatal(err)
					}
					b.StartTimer()
					began := processorTime()
					if w := get(handler, "GET", path); w.Code != 200 {
						b.Fatal(w.Body)
					}
					spent += processorTime() - began
				}
				b.ReportMetric(spent.Seconds()*1000/float64(b.N), "cpu-ms/op")
			})
		}
	}
}

// processorTime is what this process has spent so far.
func processorTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		panic(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
