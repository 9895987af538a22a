package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"tallystick/evidence"
	"tallystick/store/sqlite"
)

// TestHelp: every command explains itself, and a slip of the fingers is
// answered with where to look.
func TestHelp(t *testing.T) {
	status, out, _ := run(t, "")
	if status != 0 || !strings.Contains(out, "tallystick demo") {
		t.Errorf("no arguments: exit status %d, %s", status, out)
	}
	for _, c := range []string{"demo", "init", "add", "read", "serve", "decide", "withdraw", "verify", "rebuild", "backup", "restore", "export claims", "version", "lexicon export", "lexicon check", "lexicon diff", "gazetteer import", "gazetteer show"} {
		status, help, _ := run(t, "", append(strings.Fields(c), "--help")...)
		if status != 0 || !strings.Contains(out, strings.Fields(c)[0]) || len(help) < 100 {
			t.Errorf("%s --help: exit status %d, %s", c, status, help)
		}
	}
	for _, args := range [][]string{{"frobnicate"}, {"add"}, {"decide", "x", "perhaps", "--as", "Ada", "--reason", "x"}, {"export", "claims"}, {"init", "--delay", "soon"}} {
		if status, _, errs := run(t, "", args...); status != 2 || !strings.Contains(errs, "--help") {
			t.Errorf("%v: exit status %d, %s", args, status, errs)
		}
	}
}

// TestReadForeign: a text in another language says so, yields no claims, and is
// no fault.
func TestReadForeign(t *testing.T) {
	const text = "Министерство обороны сообщило, что при атаке на город погибли четыре солдата. Правительство это отрицает."
	status, out, errs := run(t, text, "read", "--json", "-")
	if status != 0 || !strings.Contains(out, `"claims":[]`) || !strings.Contains(errs, "the text is in Russian; only English is read") {
		t.Errorf("exit status %d, %s, %s", status, out, errs)
	}
}

// TestRead: the reading format, from a file and from standard input, without a
// data directory, the same bytes each time.
func TestRead(t *testing.T) {
	texts, err := filepath.Glob(filepath.Join(reports(t, 26), "*"))
	if err != nil {
		t.Fatal(err)
	}
	status, out, errs := run(t, "", append([]string{"read", "--json"}, texts...)...)
	if status != 0 {
		t.Fatal(errs)
	}
	claims := 0
	for line := range strings.Lines(out) {
		var r reading
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		if err := r.Report.Check(); err != nil {
			t.Errorf("%s: %v", r.Report.Title, err)
		}
		whole := evidence.Reading{Report: r.Report.ID, TextHash: r.Report.TextHash(), Reader: r.Reader, Claims: r.Claims}
		if err := whole.Check(r.Report.Text); err != nil {
			t.Errorf("%s: %v", r.Report.Title, err)
		}
		claims += len(r.Claims)
	}
	if claims < 200 {
		t.Errorf("%d claims in %d reports", claims, len(texts))
	}
	if _, again, _ := run(t, "", append([]string{"read", "--json"}, texts...)...); again != out {
		t.Error("the second reading differs from the first")
	}
	page, err := os.ReadFile(texts[0])
	if err != nil {
		t.Fatal(err)
	}
	if status, out, errs := run(t, string(page), "read", "-"); status != 0 || !strings.Contains(out, "assert") {
		t.Errorf("from standard input: exit status %d, %s%s", status, out, errs)
	}
	if status, out, errs := run(t, "", "read", "--json", "no-such-file.txt", texts[0]); status != 1 || !strings.Contains(errs, "no-such-file.txt") || strings.Count(out, "\n") != 1 {
		t.Errorf("one file missing: exit status %d, %s; want the other read", status, errs)
	}
}

// TestLongestReport: however long a report, its entries stay within 4 kB.
func TestLongestReport(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	must(t, "init", "--dir", dir)
	const corpus = "../../../shared/corpus/encyclopedia"
	if _, err := os.Stat(corpus); err != nil {
		t.Skipf("%s is not there: the corpus lies beside the repository, not in it", corpus)
	}
	must(t, "add", "--dir", dir, corpus)
	must(t, "verify", "--dir", dir)
	s, err := sqlite.OpenReadOnly(filepath.Join(dir, "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	records, err := s.Records(t.Context(), 0, 1000)
	if err != nil || len(records) < 10 {
		t.Fatalf("%d entries %v", len(records), err)
	}
	for n, r := range records {
		if len(r) > evidence.MaxEnvelope {
			t.Errorf("entry %d has %d bytes, over %d", n, len(r), evidence.MaxEnvelope)
		}
	}
}

// TestAddTwice: real pages, recorded twice, are recorded once.
func TestAddTwice(t *testing.T) {
	for _, corpus := range []string{"../../../shared/corpus/seed", "../../../shared/corpus/wire"} {
		if _, err := os.Stat(corpus); err != nil {
			t.Skipf("%s is not there: the corpus lies beside the repository, not in it", corpus)
		}
		dir := filepath.Join(t.TempDir(), "ledger")
		must(t, "init", "--dir", dir)
		first := must(t, "add", "--json", "--dir", dir, corpus)
		second := must(t, "add", "--json", "--dir", dir, corpus)
		if !strings.Contains(first, `"new":true`) || strings.Contains(second, `"new":true`) {
			t.Errorf("%s: the second time is not the same:\n%s%s", corpus, first, second)
		}
		must(t, "verify", "--dir", dir)
	}
}

// safeBuffer is written by the program while the test reads.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// TestDemo: the demonstration prints an address, answers there, and ends with
// status 0 when it is interrupted. A second start finds everything recorded.
func TestDemo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	for start := range 2 {
		out := &safeBuffer{}
		ctx, interrupt := context.WithCancel(t.Context())
		p := &program{ctx: ctx, stdin: strings.NewReader(""), stdout: out, stderr: io.Discard, world: testWorld()}
		ended := make(chan int)
		go func() { ended <- p.run([]string{"demo", "--dir", dir}) }()
		address := ""
		for range 600 {
			if address = regexp.MustCompile(`http://[0-9.:]+/`).FindString(out.String()); address != "" {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
		if address == "" {
			t.Fatalf("no address was printed:\n%s", out)
		}
		for _, path := range []string{"", "log", "about", "checkpoint", "search?q=Barda"} {
			answer, err := http.Get(address + path)
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close()
			if answer.StatusCode != http.StatusOK {
				t.Errorf("/%s: %s", path, answer.Status)
			}
		}
		http.DefaultClient.CloseIdleConnections()
		interrupt()
		if status := <-ended; status != 0 {
			t.Errorf("start %d: exit status %d after an interrupt", start, status)
		}
		if start == 1 && !strings.Contains(out.String(), "(0 recorded anew)") {
			t.Errorf("the second start recorded again:\n%s", out)
		}
	}
}

// TestDeskStaysHere: the desk does not listen to other machines.
func TestDeskStaysHere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	must(t, "init", "--dir", dir)
	for _, address := range []string{"0.0.0.0:0", ":0", "192.168.1.1:0", "example.org:80"} {
		if status, _, errs := run(t, "", "serve", "--dir", dir, "--address", address); status != 1 || !strings.Contains(errs, "this machine alone") {
			t.Errorf("%s: exit status %d, %s", address, status, errs)
		}
	}
}
