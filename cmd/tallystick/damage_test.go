package main

import (
	"encoding/json"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tallystick/flow"
	"tallystick/publish"
)

// history makes a ledger in which everything has happened: reports, a
// proposal, decisions, a withdrawal. step is called after each act.
func history(t *testing.T, step func(dir string)) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "ledger")
	must(t, "init", "--dir", dir, "--origin", "example.org/damage")
	step(dir)
	texts := reports(t, 13)
	files, err := filepath.Glob(filepath.Join(texts, "*"))
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, file := range files {
		var a added
		if err := json.Unmarshal([]byte(must(t, "add", "--json", "--dir", dir, file)), &a); err != nil {
			t.Fatal(err)
		}
		ids = append(ids, a.Report)
		step(dir)
	}
	for i, c := range desk(t, dir, ids[0]) {
		must(t, "decide", "--dir", dir, c.ID, []string{"accept", "reject"}[i%2], "--as", "Ada", "--reason", "compared with the bulletin")
		step(dir)
	}
	must(t, "withdraw", "--dir", dir, ids[1], "--as", "Ada", "--reason", "for a witness's safety")
	step(dir)
	return dir
}

func desk(t *testing.T, dir, report string) []publish.Claim {
	t.Helper()
	l, err := flow.OpenReadOnly(dir, testWorld())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	at, err := l.Desk().Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r, err := l.Desk().Report(t.Context(), at, report)
	if err != nil {
		t.Fatal(err)
	}
	return r.Claims
}

// TestBitFlips turns one random bit at a time in a copy of the data directory.
// Verify names the file, or else nothing that the ledger holds or answers has
// changed.
func TestBitFlips(t *testing.T) {
	dir := history(t, func(string) {})
	want := state(t, dir)
	files := damageable(t, dir)
	random := rand.New(rand.NewPCG(3, 4))
	named, silent := 0, 0
	for round := range rounds(500) {
		file := "ledger.db"
		switch round % 5 {
		case 3:
			file = files[random.IntN(len(files))]
		case 4:
			file = "checkpoint"
		}
		spoilt := copyDir(t, dir)
		at, bit := flip(t, filepath.Join(spoilt, file), random)
		verdict, err := flow.Verify(t.Context(), spoilt, nil)
		if err != nil {
			t.Fatalf("round %d, %s byte %d bit %d: verify gave up: %v", round, file, at, bit, err)
		}
		if !verdict.OK {
			named++
			if !names(verdict, file) {
				t.Errorf("round %d, %s byte %d bit %d: verify blames %+v", round, file, at, bit, verdict.Faults)
			}
		} else {
			silent++
			if got := state(t, spoilt); got != want {
				t.Errorf("round %d, %s byte %d bit %d: verify passes, and the ledger answers otherwise", round, file, at, bit)
			}
			if file != "ledger.db" {
				t.Errorf("round %d: verify does not see byte %d bit %d of %s", round, at, bit, file)
			}
		}
		if err := os.RemoveAll(spoilt); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d flips named, %d shown to change nothing", named, silent)
	if named == 0 {
		t.Error("no flip was ever named")
	}
}

// damageable lists the bodies and the checkpoint of a data directory.
func damageable(t *testing.T, dir string) []string {
	t.Helper()
	var files []string
	err := fs.WalkDir(os.DirFS(dir), "bodies", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, path)
		}
		return err
	})
	if err != nil || len(files) < 5 {
		t.Fatalf("%d bodies %v", len(files), err)
	}
	return files
}

// flip turns one bit of a file.
func flip(t *testing.T, path string, random *rand.Rand) (at, bit int) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil || len(b) == 0 {
		t.Fatalf("%s: %d bytes %v", path, len(b), err)
	}
	at, bit = random.IntN(len(b)), random.IntN(8)
	b[at] ^= 1 << bit
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return at, bit
}

func names(v flow.Verdict, file string) bool {
	for _, f := range v.Faults {
		if strings.HasPrefix(f.File, file) {
			return true
		}
	}
	return false
}

// TestSoundCopies: verify raises no alarm over a ledger at any moment of its
// life, with its write-ahead log folded in or not.
func TestSoundCopies(t *testing.T) {
	copies := 0
	check := func(dir string) {
		copies++
		v, err := flow.Verify(t.Context(), dir, nil)
		if err != nil || !v.OK {
			t.Fatalf("copy %d: %+v %v", copies, v, err)
		}
	}
	for seen := 0; copies < rounds(500); seen++ {
		dir := history(t, func(dir string) {
			spare := copyDir(t, dir)
			check(spare)
			l, err := flow.Open(t.Context(), dir, testWorld()) // while it is open, its write-ahead log is beside it
			if err != nil {
				t.Fatal(err)
			}
			open := copyDir(t, dir)
			l.Close()
			check(open)
			os.RemoveAll(spare)
			os.RemoveAll(open)
		})
		must(t, "rebuild", "--dir", dir)
		check(dir)
	}
	t.Logf("%d sound copies", copies)
}

// TestEveryKindOfDamage changes single bytes of a body, a payload, an envelope
// and a salt where they lie in the files, and wants the place named.
func TestEveryKindOfDamage(t *testing.T) {
	dir := history(t, func(string) {})
	for name, words := range map[string]string{
		"payload":  "compared with the bulletin",
		"envelope": `"kind":"decision.made"`,
		"derived":  "CREATE INDEX readings_text",
	} {
		spoilt := copyDir(t, dir)
		path := filepath.Join(spoilt, "ledger.db")
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		at := strings.Index(string(b), words)
		if at < 0 {
			t.Fatalf("%s: %q is not in the file", name, words)
		}
		b[at+len(words)-1] ^= 1
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		status, out, _ := run(t, "", "verify", "--json", "--dir", spoilt)
		if status != 1 || !strings.Contains(out, "ledger.db") {
			t.Errorf("%s: exit status %d, %s", name, status, out)
		}
	}
}
