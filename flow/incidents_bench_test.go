//go:build unix

package flow

import (
	"flag"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"tallystick/evidence"
)

const claimsPerNews = 10

// war makes up reports of ten claims each, at equal density: about four claims
// speak of one strike, half of the strikes fall on 300 places in a region of 7.5 by
// 17.5 degrees, and a day has about 1,000 claims.
func war(random *rand.Rand, number int) told {
	day := number * claimsPerNews / 1000
	date := func(day int) string { return fmt.Sprintf("%04d-%02d-%02d", 2015+day/336, 1+day/28%12, 1+day%28) }
	t := told{reading: evidence.Reading{Reader: "invented/1", Published: evidence.Interval{From: date(day), To: date(day)}}}
	var text strings.Builder
	type claim struct {
		span  [2]int
		claim evidence.Claim
	}
	var claims []claim
	for range claimsPerNews {
		strike := rand.New(rand.NewPCG(uint64(day), uint64(random.IntN(250)))) // of the day: it tells the same to whoever speaks of it
		lat, lon := 38+strike.Float64()*7.5, 40+strike.Float64()*17.5
		if strike.IntN(2) == 0 {
			place := rand.New(rand.NewPCG(7, uint64(strike.IntN(300))))
			lat, lon = 38+place.Float64()*7.5, 40+place.Float64()*17.5
		}
		name, killed, mode := fmt.Sprintf("Place %.2f", lat), int64(strike.IntN(40)), []string{"artillery", "rocket", "drone"}[strike.IntN(3)]
		side := strike.IntN(2)
		start := text.Len()
		fmt.Fprintf(&text, "The ministry said that %d people were hurt when shells of the other side fell on the market quarter of %s, as witness %d recalled.", killed, name, random.IntN(1000))
		c := evidence.Claim{
			Stance: evidence.Accuse, Modality: evidence.Stated, Rules: []string{"rule:one", "frame:fell on"}, Verbatim: false,
			Source: evidence.Source{Span: &evidence.Span{Start: start, End: start + 12, Text: "The ministry"}, Name: "Ministry of Defence", Kind: evidence.Party, Side: []string{"AAA", "BBB"}[side]},
			Event: &evidence.Event{Type: "ASSAULT", Mode: mode, Time: &evidence.Interval{From: date(day), To: date(day), Text: "that day"},
				Agents: []evidence.Actor{{Text: "the other side", Side: []string{"BBB", "AAA"}[side]}}, Targets: []evidence.Actor{{Text: "people"}},
				Places: []evidence.Place{{Span: evidence.Span{Start: start, End: start + 3, Text: "The"}, Name: name, Lat: &lat, Lon: &lon, Precision: "town"}}},
			Counts: []evidence.Count{{ID: "n1", What: "wounded", Min: &killed, Max: &killed, Start: start, End: start + 3}},
		}
		claims = append(claims, claim{[2]int{start, text.Len()}, c})
		text.WriteString("\n\n")
	}
	t.report = evidence.Report{ID: evidence.Hash(fmt.Append(nil, "report", number)), Title: fmt.Sprintf("Report %d of the war", number), Text: strings.TrimSpace(text.String()), Extractor: "invented", Published: t.reading.Published}
	t.reading.Report, t.reading.TextHash = t.report.ID, t.report.TextHash()
	for _, c := range claims {
		c.claim.Content = evidence.SpanOf(t.report.Text, c.span[0], c.span[1])
		c.claim.ID = evidence.ClaimID(t.reading.TextHash, c.claim.Content, c.claim.Stance, 0)
		t.reading.Claims = append(t.reading.Claims, c.claim)
	}
	return t
}

// fill records a war of n claims in one transaction, linked by nobody yet.
func fill(b *testing.B, l *Ledger, n int) {
	b.Helper()
	random := rand.New(rand.NewPCG(1, 1))
	_, _, err := l.RecordAll(b.Context(), func(next int64) iter.Seq2[Draft, error] {
		return func(yield func(Draft, error) bool) {
			for i := range n / claimsPerNews {
				t := war(random, i)
				for _, d := range []Draft{
					{Kind: evidence.ReportCaptured, Payload: evidence.Capture{Report: t.report.ID, Name: "news.txt"}},
					{Kind: evidence.ReportText, Payload: t.report, About: []int64{next}},
					{Kind: evidence.ReportRead, Payload: t.reading, About: []int64{next + 1}},
				} {
					if !yield(d, nil) {
						return
					}
				}
				next += 3
			}
		}
	})
	if err != nil {
		b.Fatal(err)
	}
}

var scale = flag.Bool("scale", false, "link 62,500 to a million claims through ledger and store, which takes some minutes")

// spent returns the processor time that the program has used: others on the
// machine do not count.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkLinking takes claims of one density through ledger and store: it
// records them, links them all at once, and then adds reports one by one, which
// are linked with what is there. With each doubling it says by which power of
// their number the processor time of the first two has grown.
func BenchmarkLinking(b *testing.B) {
	sizes := []int{10_000}
	if *scale {
		sizes = []int{62_500, 125_000, 250_000, 500_000, 1_000_000}
	}
	var before float64 // processor time of the size measured last
	last := 0
	for _, size := range sizes {
		b.Run(fmt.Sprint("claims=", size), func(b *testing.B) {
			l, _ := newLedger(b)
			begun, start := time.Now(), spent()
			fill(b, l, size)
			recorded := spent()
			incidents, err := l.Relink(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			linked, took := spent(), time.Since(begun)
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			file, err := os.Stat(filepath.Join(l.Dir(), databaseFile))
			if err != nil {
				b.Fatal(err)
			}
			b.Run("all", func(b *testing.B) {
				for b.Loop() { // it was done above, once
				}
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(took.Seconds(), "s")
				b.ReportMetric((recorded - start).Seconds(), "cpu-s/record")
				b.ReportMetric((linked - recorded).Seconds(), "cpu-s/link")
				if before > 0 {
					b.ReportMetric(math.Log((linked-start).Seconds()/before)/math.Log(float64(size)/float64(last)), "exponent")
				}
				b.ReportMetric(float64(incidents), "incidents")
				b.ReportMetric(float64(m.Sys)/(1<<20), "MiB-peak")
				b.ReportMetric(float64(file.Size())/float64(size), "bytes/claim")
			})
			before, last = (linked - start).Seconds(), size
			random, number := rand.New(rand.NewPCG(2, 2)), 0
			b.Run("one-more", func(b *testing.B) {
				var one time.Duration
				for b.Loop() {
					b.StopTimer()
					t := war(random, number*97%(size/claimsPerNews))
					number++
					t.report.ID = evidence.Hash(fmt.Append(nil, "one more", number))
					t.reading.Report = t.report.ID
					b.StartTimer()
					start := spent()
					tell(b, l, t)
					one += spent() - start
				}
				b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N), "ms/report")
				b.ReportMetric(one.Seconds()*1000/float64(b.N), "cpu-ms/report")
				b.ReportMetric(0, "ns/op")
			})
		})
	}
}
