package sqlite

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/store"
	"tallystick/store/storetest"
)

// appendBatch is how many entries a commit of BenchmarkAppend holds.
const appendBatch = 256

// BenchmarkAppend appends entries of 500 bytes, hashed, committed and indexed,
// 256 a commit: each is a capture, whose one derived row is indexed by report.
func BenchmarkAppend(b *testing.B) {
	s, err := Create(filepath.Join(b.TempDir(), "ledger.db"), storetest.Linker)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	n, size := int64(0), 0
	for b.Loop() {
		b.StopTimer()
		entries := make([]evidence.Entry, appendBatch)
		for i := range entries {
			entries[i] = captureOf(n + int64(i))
		}
		b.StartTimer()
		if err := s.Apply(b.Context(), n, store.Each(entries), storetest.Seal); err != nil {
			b.Fatal(err)
		}
		n += appendBatch
		size = entrySize(entries[appendBatch-1])
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "entries/s")
	b.ReportMetric(float64(size), "bytes/entry")
	b.ReportMetric(2, "rows/entry")
}

// captureOf makes a capture entry that is 500 bytes long with its salt.
func captureOf(number int64) evidence.Entry {
	c := evidence.Capture{Report: evidence.Hash(fmt.Append(nil, number)), Size: 1000, MediaType: "text/plain", At: storetest.Epoch, By: "t"}
	e := storetest.Entry(number, evidence.ReportCaptured, c)
	if short := 500 - entrySize(e); short > 0 {
		c.Name = strings.Repeat("n", short)
		e = storetest.Entry(number, evidence.ReportCaptured, c)
	}
	return e
}

func entrySize(e evidence.Entry) int {
	record, err := e.Envelope.Encode()
	if err != nil {
		panic(err)
	}
	return len(record) + len(e.Salt) + len(e.Payload)
}

// reportRows is how many rows one report of BenchmarkIngest makes: three
// entries, a capture, a text, a reading and the claims. The words of text and
// claims are indexed besides; they count with their row, here as there.
const (
	claimsPerReport = 30
	reportRows      = 3 + 1 + 1 + 1 + claimsPerReport
)

// ingest makes the entries of n reports of 30 claims, each claim a sentence of
// its own of about 12 words.
func ingest(n int) []evidence.Entry {
	var text strings.Builder
	w := &storetest.Writer{}
	for i := range n {
		text.Reset()
		for j := range claimsPerReport {
			fmt.Fprintf(&text, "The ministry of side %d said that %d rockets fell near bridge %d. ", i%7, i*j%91, i*31+j)
		}
		w.Report(fmt.Sprintf("Report %d of the morning", i), strings.TrimSpace(text.String()), "reader/1")
	}
	return w.Entries
}

// BenchmarkIngest applies whole reports with their claims and search words, 30
// reports a commit.
func BenchmarkIngest(b *testing.B) {
	const reports = 300
	entries := ingest(reports)
	b.ResetTimer()
	for b.Loop() {
		b.StopTimer()
		s, err := Create(filepath.Join(b.TempDir(), "ledger.db"), storetest.Linker)
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		for from := 0; from < len(entries); from += 90 {
			if err := s.Apply(b.Context(), int64(from), store.Each(entries[from:min(from+90, len(entries))]), storetest.Seal); err != nil {
				b.Fatal(err)
			}
		}
		b.StopTimer()
		s.Close()
		b.StartTimer()
	}
	b.ReportMetric(float64(b.N*reports*reportRows)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(float64(reportRows)/3, "rows/entry")
}

// BenchmarkBareInsert is what BenchmarkIngest is held against: the same number
// of rows, 50 a statement and as many a commit, into one plain table of seven
// columns with a full-text index over a title of 8 to 15 words.
func BenchmarkBareInsert(b *testing.B) {
	const rows = 300 * reportRows
	titles := make([]string, rows)
	for i := range titles {
		titles[i] = fmt.Sprintf("The ministry of side %d said that %d rockets fell near bridge %d", i%7, i*31%91, i)
	}
	for b.Loop() {
		b.StopTimer()
		s, err := open(filepath.Join(b.TempDir(), "bare.db"), durable)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := s.write.Exec("CREATE TABLE r (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c INTEGER, d INTEGER, e TEXT, title TEXT); CREATE VIRTUAL TABLE f USING fts5 (title)"); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		for from := 0; from < rows; from += 30 * reportRows {
			if err := bare(b, s, titles, from, min(from+30*reportRows, rows)); err != nil {
				b.Fatal(err)
			}
		}
		b.StopTimer()
		s.Close()
		b.StartTimer()
	}
	b.ReportMetric(float64(b.N*rows)/b.Elapsed().Seconds(), "rows/s")
}

func bare(b *testing.B, s *Store, titles []string, from, to int) error {
	tx, err := s.write.BeginTx(b.Context(), nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	rows, words := table("r", "id, a, b, c, d, e, title"), table("f", "rowid, title")
	batch := newBatch(b.Context(), tx)
	defer batch.close()
	for i := from; i < to; i++ {
		batch.add(rows, i, "ARM", "assert", i%13, i%17, "2020-10-28", titles[i])
		batch.add(words, i, titles[i])
	}
	for _, t := range []*into{rows, words} {
		if n := len(batch.pending[t]) / t.width; n > 0 && batch.err == nil {
			_, batch.err = tx.ExecContext(b.Context(), t.statement(n), batch.pending[t]...)
		}
	}
	if batch.err != nil {
		return batch.err
	}
	return tx.Commit()
}

// BenchmarkReplay replays a log into an empty store, as rebuild and verify do,
// at three sizes, so that growth is seen.
func BenchmarkReplay(b *testing.B) {
	for _, size := range []int{10_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			if size > 100_000 && testing.Short() {
				b.Skip("a million entries are replayed only without -short")
			}
			for b.Loop() {
				s, err := Create(filepath.Join(b.TempDir(), "ledger.db"), storetest.Linker)
				if err != nil {
					b.Fatal(err)
				}
				for n := 0; n < size; n += 1000 {
					b.StopTimer()
					entries := make([]evidence.Entry, 1000)
					for i := range entries {
						entries[i] = captureOf(int64(n + i))
					}
					b.StartTimer()
					if err := s.Apply(b.Context(), int64(n), store.Each(entries), nil); err != nil {
						b.Fatal(err)
					}
				}
				s.Close()
			}
			b.ReportMetric(float64(b.N*size)/b.Elapsed().Seconds(), "entries/s")
		})
	}
}
