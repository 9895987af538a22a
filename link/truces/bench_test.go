package truces

import (
	"fmt"
	"testing"
	"time"

	"tallystick/evidence"
)

// BenchmarkLinkAll links claims of many wars over ten years, at equal density:
// growth is told by the time a claim.
func BenchmarkLinkAll(b *testing.B) {
	for _, n := range []int{2_500, 10_000, 40_000} {
		var said []Said
		for i := range n {
			war := i % (n / 50)
			start := time.Date(2021, 1, 1+war*7%3650, 0, 0, 0, 0, time.UTC)
			day := func(d int) *evidence.Interval {
				s := start.AddDate(0, 0, d).Format(time.DateOnly)
				return &evidence.Interval{From: s, To: s}
			}
			sides := []string{fmt.Sprintf("A%02d", war), fmt.Sprintf("B%02d", war)}
			c := evidence.Claim{ID: evidence.Hash(fmt.Append(nil, i))[:32], Stance: evidence.Assert, Modality: evidence.Stated, Source: evidence.Source{Kind: evidence.Narrator}, Event: &evidence.Event{}}
			when := i / (n / 50) % 10 * 30
			if i%3 == 0 {
				c.Ceasefire, c.Event.Time = &evidence.CeasefireSaid{Status: "announced", Broker: fmt.Sprintf("Broker %d", when%3)}, day(when)
			} else {
				c.Ceasefire, c.Event.Time = &evidence.CeasefireSaid{Status: "broken", By: sides[:1]}, day(when+3)
			}
			said = append(said, Said{Claim: c, Report: fmt.Sprint("r", i/2), Published: *day(when + 4), Sides: sides, Parties: sides})
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				LinkAll(nil, said)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/claim")
		})
	}
}
