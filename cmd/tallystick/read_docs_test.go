package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tallystick/demo"
	"tallystick/lexicon"
	"tallystick/read"
)

// TestReadDocs: what is read is printed in the order of the input, what cannot
// be is named by file and line, and the rest goes on.
func TestReadDocs(t *testing.T) {
	const said = `The ministry said on Monday that four soldiers were killed in Barda.`
	dir := t.TempDir()
	file := filepath.Join(dir, "texts.jsonl")
	lines := []string{
		"\ufeff" + `{"id":"a","text":"` + said + `"}`, // 1: an editor's byte order mark
		`{"id":"empty","text":""}`,
		``,
		`{"id":"b","text":"` + said + `","gold":[1,2]}` + "\r", // 4: other keys are left alone
		`{"id":"cut","text":"` + said,
		`{"id":"latin","text":"caf` + "\xe9" + `"}`,
		`["id","text"]`,
		`{"text":"` + said + `"}`,
		`{"id":"without"}`,
		`{"id":"a","text":"Nothing was said."}`, // 10: an id for the second time
		`{"id":"last","text":"` + said + `"}`,   // 11: no end of line
	}
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	status, out, errs := run(t, "", "read", "--docs", filepath.Join(dir, "none.jsonl"), file)
	if got, want := ids(t, out), "a empty b a last"; got != want || status != 1 {
		t.Errorf("read %q with exit status %d, want %q and 1", got, status, want)
	}
	for _, want := range []string{
		"none.jsonl: no such file",
		`: line 5: is no JSON object {"id": "…", "text": "…"}: `,
		": line 6: is not UTF-8: convert the file",
		": line 7: is no JSON object",
		`: line 8: has no "id": give each text one`,
		`: line 9: has no "text": an empty text is written ""`,
		`: line 10: the id "a" stood already in ` + file + ": line 1: both are read",
	} {
		if !strings.Contains(errs, want) {
			t.Errorf("nothing says %q in\n%s", want, errs)
		}
	}
	if n := strings.Count(errs, "\n"); n != 7 {
		t.Errorf("%d messages, want 7:\n%s", n, errs)
	}

	all := strings.Split(out, "\n")
	if want := `{"id":"empty","claims":[],"places":[],"quotes":[]}`; all[1] != want {
		t.Errorf("an empty text gives %s, want %s", all[1], want)
	}
	var d found
	if err := json.Unmarshal([]byte(all[4]), &d); err != nil {
		t.Fatal(err)
	}
	who := slices.IndexFunc(d.Claims, func(c foundClaim) bool { return len(c.Source) == 1 && len(c.Content) == 1 })
	if who < 0 {
		t.Fatalf("nobody says anything in %s", all[4])
	}
	cut := func(s []span) string { return said[s[0].Start:s[0].End] }
	if c := d.Claims[who]; cut(c.Source) != "The ministry" || strings.TrimPrefix(cut(c.Content), "that ") != "four soldiers were killed in Barda" {
		t.Errorf("%q says %q", cut(c.Source), cut(c.Content))
	}

	// Standard input reads alike, and a second id alone is no fault.
	status, out, errs = run(t, lines[0]+"\n"+lines[9], "read", "--docs", "-")
	if status != 0 || ids(t, out) != "a a" || !strings.HasPrefix(errs, "standard input: line 2: the id") {
		t.Errorf("from standard input: exit status %d, %s%s", status, out, errs)
	}
}

func ids(t *testing.T, out string) string {
	t.Helper()
	var got []string
	for line := range strings.Lines(out) {
		var d found
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		got = append(got, d.ID)
	}
	return strings.Join(got, " ")
}

// texts writes n of the demonstration's reports as clean texts, one a line,
// each as many times over as its number asks, so that some take long.
func texts(t testing.TB, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	names, err := fs.Glob(demo.FS(), "*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal(err)
	}
	for i := range n {
		body, err := fs.ReadFile(demo.FS(), names[i%len(names)])
		if err != nil {
			t.Fatal(err)
		}
		if err := json.NewEncoder(&b).Encode(map[string]string{"id": fmt.Sprint(i), "text": strings.Repeat(string(body)+"\n\n", 1+i*i%11)}); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// surveyAll reads documents with so many workers.
func surveyAll(t testing.TB, docs []byte, workers int) []byte {
	t.Helper()
	var out, errs bytes.Buffer
	p := &program{ctx: t.Context(), stdin: bytes.NewReader(docs), stdout: &out, stderr: &errs}
	d := documents{p: p, reader: read.New(lexicon.Default()), workers: workers, places: map[string]string{}}
	if err := d.read("-"); err != nil || errs.Len() > 0 {
		t.Fatal(err, errs.String())
	}
	return out.Bytes()
}

// TestReadDocsAnyWorkers: the same bytes with any number of workers.
func TestReadDocsAnyWorkers(t *testing.T) {
	docs := texts(t, 60)
	want := surveyAll(t, docs, 1)
	if n := bytes.Count(want, []byte("\n")); n != 60 || bytes.Count(want, []byte(`"source"`)) < 500 {
		t.Fatalf("%d documents, %d claims: too few to tell", n, bytes.Count(want, []byte(`"source"`)))
	}
	for _, workers := range []int{2, 7} {
		if got := surveyAll(t, docs, workers); !bytes.Equal(got, want) {
			t.Errorf("%d workers print other bytes than one", workers)
		}
	}
}

// TestReadDocsLongLines: a text of 10 MB is read to its end; a line beyond
// what is read at once is named, and the next is read.
func TestReadDocsLongLines(t *testing.T) {
	const sentence = "The ministry said on Monday that four soldiers were killed in Barda. "
	text := strings.Repeat(sentence, 10<<20/len(sentence))
	huge := strings.Repeat("x", 32<<20)
	model := "none"
	if *long {
		model = "builtin" // five times as long
	}
	status, out, errs := run(t, `{"id":"long","text":"`+text+`"}`+"\n"+`{"id":"huge","text":"`+huge+`"}`+"\n"+`{"id":"short","text":"Yes."}`, "read", "--docs", "--model", model, "-")
	if status != 1 || errs != "standard input: line 2: is longer than 32 MiB, the most that is read at once: cut its text into parts\n" {
		t.Errorf("exit status %d, %s", status, errs)
	}
	first, rest, _ := strings.Cut(out, "\n")
	var d found
	if err := json.Unmarshal([]byte(first), &d); err != nil || ids(t, rest) != "short" {
		t.Fatal(err, rest)
	}
	if at := d.Places[len(d.Places)-1].Start; at < len(text)-len(sentence) {
		t.Errorf("the last place stands at byte %d of %d", at, len(text))
	}
}

const trainingPack = "../../../shared/bench/attribution-train.jsonl"

// TestReadDocsInBoundedMemory: memory does not grow with the number of texts.
// The program runs as a process of its own.
func TestReadDocsInBoundedMemory(t *testing.T) {
	file := filepath.Join(t.TempDir(), "texts.jsonl")
	var docs []byte
	for range 4 {
		docs = append(docs, texts(t, 60)...)
	}
	if err := os.WriteFile(file, docs, 0o600); err != nil {
		t.Fatal(err)
	}
	files := []string{file}
	if _, err := os.Stat(trainingPack); err == nil {
		files = append(files, trainingPack)
	}
	for _, file := range files {
		var status bytes.Buffer
		child := exec.Command(os.Args[0], "read", "--docs", file)
		child.Env = append(os.Environ(), childVariable+"=1", memoryVariable+"=1")
		child.Stderr = &status
		if err := child.Run(); err != nil {
			t.Fatal(file, err)
		}
		most := regexp.MustCompile(`VmHWM:\s+(\d+) kB`).FindSubmatch(status.Bytes())
		if most == nil {
			t.Skip("this system does not say how much memory a process had")
		}
		kB, err := strconv.Atoi(string(most[1]))
		if err != nil || kB > 200<<10 {
			t.Errorf("%s: %d MB at most, want 200 or less %v", file, kB>>10, err)
		}
		t.Logf("%s: %d MB at most", filepath.Base(file), kB>>10)
	}
}

// TestReadDocsEnds: an interrupt ends the command while it waits for input,
// and so does an output that nobody takes any more.
func TestReadDocsEnds(t *testing.T) {
	never, open := io.Pipe()
	defer open.Close()
	ctx, interrupt := context.WithCancel(t.Context())
	p := &program{ctx: ctx, stdin: never, stdout: io.Discard, stderr: io.Discard, world: testWorld()}
	ended := make(chan int)
	go func() { ended <- p.run([]string{"read", "--docs", "-"}) }()
	interrupt()
	if status := <-ended; status != 1 {
		t.Errorf("interrupted: exit status %d", status)
	}

	var errs bytes.Buffer
	closed, gone := io.Pipe()
	closed.Close()
	p = &program{ctx: t.Context(), stdin: bytes.NewReader(texts(t, 60)), stdout: gone, stderr: &errs, world: testWorld()}
	if status := p.run([]string{"read", "--docs", "-"}); status != 1 || !strings.Contains(errs.String(), "closed pipe") {
		t.Errorf("nobody listens: exit status %d, %s", status, errs.String())
	}
}

// TestInOrderHoldsFew: no more than four items a worker are taken before the
// first is handed on, and all come in their order.
func TestInOrderHoldsFew(t *testing.T) {
	const workers, items = 3, 100
	taken, handed, most := make(chan struct{}, items), 0, 0
	numbers := func(yield func(int) bool) {
		for i := range items {
			taken <- struct{}{}
			if !yield(i) {
				return
			}
		}
	}
	stop := errors.New("enough")
	err := inOrder(t.Context(), workers, numbers, func(i int) int { return i }, func(i int) error {
		if i != handed {
			t.Fatalf("item %d came after %d", i, handed-1)
		}
		for i == 0 && len(taken) < 4*workers {
			runtime.Gosched() // until the queue behind the first is full
		}
		most = max(most, len(taken)-handed)
		if handed++; handed == items-1 {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) || handed != items-1 {
		t.Errorf("%v after %d items", err, handed)
	}
	// Two more are in the hands of those who take them in and pass them on.
	if most > 4*workers+2 {
		t.Errorf("%d items were held at once, want %d at most", most, 4*workers+2)
	}
}

// BenchmarkReadDocs reads news at large where ../shared/bench is present, our
// own texts otherwise. Compare -cpu 1,2.
func BenchmarkReadDocs(b *testing.B) {
	docs, err := os.ReadFile(trainingPack)
	if err != nil {
		docs = texts(b, 400)
	}
	words := 0
	for line := range bytes.Lines(docs) {
		doc, err := decodeDocument(line)
		if err != nil {
			b.Fatal(err)
		}
		words += len(strings.Fields(doc.Text))
	}
	b.SetBytes(int64(len(docs)))
	for b.Loop() {
		surveyAll(b, docs, runtime.GOMAXPROCS(0))
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
