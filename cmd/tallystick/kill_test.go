package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestKilled kills `add` at random moments with SIGKILL, at least every third
// time between a commit and its answer, and starts it again. Whatever was
// answered is there, the ledger verifies at once, and after the repeat it is
// the one that an undisturbed run makes.
func TestKilled(t *testing.T) {
	const files = 8
	texts := reports(t, files)
	empty := filepath.Join(t.TempDir(), "empty")
	must(t, "init", "--dir", empty, "--origin", "example.org/kill")

	undisturbed := copyDir(t, empty)
	began := time.Now()
	child(t, undisturbed, texts, 0, nil)
	whole := time.Since(began)
	want := state(t, undisturbed)

	random := rand.New(rand.NewPCG(1, 2))
	between, total := 0, rounds(200)
	for round := range total {
		dir := copyDir(t, empty)
		var answered []string
		if round%3 == 0 {
			between++
			answered = child(t, dir, texts, 1+random.IntN(files), nil)
		} else {
			answered = child(t, dir, texts, 0, new(time.Duration(random.Int64N(int64(whole)))))
		}
		if status, out, errs := run(t, "", "verify", "--dir", dir); status != 0 {
			t.Fatalf("round %d: verify after the kill: %s%s", round, out, errs)
		}
		kept := must(t, "add", "--json", "--dir", dir, texts) // opens as after a crash, and repeats
		for _, report := range answered {
			if !strings.Contains(kept, fmt.Sprintf(`"report":%q`, report)) || !oldNews(kept, report) {
				t.Fatalf("round %d: report %s was answered for and is not there:\n%s", round, report, kept)
			}
		}
		if status, out, errs := run(t, "", "verify", "--dir", dir); status != 0 {
			t.Fatalf("round %d: verify after the repeat: %s%s", round, out, errs)
		}
		if got := state(t, dir); got != want {
			t.Fatalf("round %d: the ledger differs from an undisturbed run's", round)
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d kills, %d of them between commit and answer", total, between)
	if 5*between < total {
		t.Errorf("only %d of %d kills fell between commit and answer", between, total)
	}
}

// oldNews reports whether a line of add --json says that a report was known.
func oldNews(lines, report string) bool {
	for line := range strings.Lines(lines) {
		var a added
		if json.Unmarshal([]byte(line), &a) == nil && a.Report == report {
			return !a.New
		}
	}
	return false
}

// child runs `add` in a process of its own and returns the reports that it
// answered for. It is killed after a commit, when pause counts one, or after a
// time, when there is one.
func child(t *testing.T, dir, texts string, pause int, after *time.Duration) (answered []string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "add", "--json", "--dir", dir, texts)
	cmd.Env = append(os.Environ(), childVariable+"=1")
	if pause > 0 {
		cmd.Env = append(cmd.Env, fmt.Sprintf("%s=%d", pauseVariable, pause))
	}
	var stdout bytes.Buffer
	cmd.Stdout = &stdout
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if after != nil {
		time.AfterFunc(*after, func() { cmd.Process.Kill() })
	}
	lines := bufio.NewScanner(stderr)
	for lines.Scan() {
		if lines.Text() == committed {
			cmd.Process.Kill()
		}
	}
	io.Copy(io.Discard, stderr)
	err = cmd.Wait()
	if pause == 0 && after == nil && err != nil {
		t.Fatalf("undisturbed: %v\n%s", err, stdout.String())
	}
	for line := range strings.Lines(stdout.String()) {
		var a added
		if json.Unmarshal([]byte(line), &a) == nil {
			answered = append(answered, a.Report)
		}
	}
	return answered
}
