package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"tallystick/demo"
	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/store"
	"tallystick/store/sqlite"
	"tallystick/store/storetest"
)

// long asks for the full number of rounds of the tests that hurt the ledger.
var long = flag.Bool("long", false, "run every round: 200 kills, 500 bit flips, 500 sound copies, 50 fill levels")

// rounds is how many rounds a test runs: the full number only when asked.
func rounds(full int) int {
	if *long {
		return full
	}
	if testing.Short() {
		return max(full/50, 2)
	}
	return max(full/20, 5)
}

// The test binary is also the program: with childVariable set it runs the
// command line that follows, in the world of the tests.
const (
	childVariable = "TALLYSTICK_TEST_CHILD"
	pauseVariable = "TALLYSTICK_TEST_PAUSE" // the commit after which to wait for the end
	// Set, it makes the child end with /proc/self/status on standard error: what
	// wait reports of a child counts its parent's memory too.
	memoryVariable = "TALLYSTICK_TEST_MEMORY"
)

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) == "" {
		os.Exit(m.Run())
	}
	world := testWorld()
	if n, err := strconv.Atoi(os.Getenv(pauseVariable)); err == nil {
		world.Wrap = func(s store.Store) store.Store { return &pausing{Store: s, at: n} }
	}
	p := &program{ctx: context.Background(), stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, world: world}
	status := p.run(os.Args[1:])
	if os.Getenv(memoryVariable) != "" {
		b, _ := os.ReadFile("/proc/self/status")
		os.Stderr.Write(b)
	}
	os.Exit(status)
}

// testWorld is a clock that stands still, and salts that depend on their
// entry's number alone: two runs that record the same make the same log.
func testWorld() flow.World {
	return flow.World{
		Now: func() time.Time { return time.Date(2020, 11, 20, 12, 0, 0, 0, time.UTC) },
		Salt: func(number int64) ([]byte, error) {
			salt := sha256.Sum256(fmt.Appendf(nil, "salt of %d", number))
			return salt[:], nil
		},
	}
}

// pausing waits after one of its commits, before anybody is answered.
type pausing struct {
	store.Store
	at, commits int
}

func (s *pausing) Apply(ctx context.Context, from int64, entries iter.Seq2[evidence.Entry, error], seal store.Seal) error {
	err := s.Store.Apply(ctx, from, entries, seal)
	if s.commits++; s.commits == s.at {
		fmt.Fprintln(os.Stderr, committed)
		time.Sleep(time.Minute)
	}
	return err
}

const committed = "committed, not answered"

// run carries out a command line within the test's own process.
func run(t *testing.T, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	return runAt(t, testWorld(), stdin, args...)
}

func runAt(t *testing.T, world flow.World, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	p := &program{ctx: t.Context(), stdin: strings.NewReader(stdin), stdout: &out, stderr: &errs, world: world}
	status = p.run(args)
	return status, out.String(), errs.String()
}

// must runs a command line that has to succeed.
func must(t *testing.T, args ...string) string {
	t.Helper()
	status, out, errs := run(t, "", args...)
	if status != 0 {
		t.Fatalf("%v: exit status %d\n%s%s", args, status, out, errs)
	}
	return out
}

// reports puts the first n of the project's own reports into a folder.
func reports(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	names, err := fs.Glob(demo.FS(), "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names[:min(n, len(names))] {
		b, err := fs.ReadFile(demo.FS(), name)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// copyDir copies a data directory file by file.
func copyDir(t *testing.T, from string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	if err := errors.Join(os.CopyFS(to, os.DirFS(from)), os.Chmod(filepath.Join(to, "signing.key"), 0o600)); err != nil {
		t.Fatal(err)
	}
	return to
}

// state writes down everything that a data directory's database holds and
// answers.
func state(t *testing.T, dir string) string {
	t.Helper()
	s, err := sqlite.OpenReadOnly(filepath.Join(dir, "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var b strings.Builder
	for _, e := range storetest.Kept(t, s) {
		fmt.Fprintf(&b, "%+v %x %s\n", e.Envelope, e.Salt, e.Payload)
	}
	checkpoint, err := s.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&b, "%s\n", checkpoint)
	err = s.Derived(t.Context(), func(table, row string) error {
		_, err := io.WriteString(&b, table+" "+row+"\n")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	n, err := s.Applied(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int64{n / 2, n} {
		b.WriteString(strings.Join(storetest.Answers(t, s, at), "\n"))
	}
	return b.String()
}
