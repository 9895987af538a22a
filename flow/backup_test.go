package flow

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"tallystick/evidence"
)

// TestBackup: a backup restored elsewhere is the same ledger; with the key it
// signs on, without it the log says who made a new one.
func TestBackup(t *testing.T) {
	l, c := newLedger(t)
	add(t, l, "bridge.md", bridge)
	file := filepath.Join(t.TempDir(), "backup.tar")
	if err := Backup(t.Context(), l.Dir(), file, nil); err != nil {
		t.Fatal(err)
	}
	key := filepath.Join(l.Dir(), signerFile)
	secret, _ := os.ReadFile(key)
	if b, _ := os.ReadFile(file); bytes.Contains(b, bytes.TrimSpace(secret)) {
		t.Error("the signing key is in the backup")
	}
	want := state(t, l.Dir())

	with := filepath.Join(t.TempDir(), "with-key")
	if v, err := Restore(t.Context(), file, with, Recovery{Key: key}, c.world()); err != nil || !v.OK {
		t.Fatalf("restore with the key: %+v %v", v, err)
	}
	if state(t, with) != want {
		t.Error("the restored ledger answers otherwise")
	}
	without := filepath.Join(t.TempDir(), "without-key")
	if _, err := Restore(t.Context(), file, without, Recovery{}, c.world()); err == nil {
		t.Error("restored without a key and without saying who")
	}
	without = filepath.Join(t.TempDir(), "new-key")
	if v, err := Restore(t.Context(), file, without, Recovery{By: "Ada", Reason: "the old disk died"}, c.world()); err != nil || !v.OK {
		t.Fatalf("restore without the key: %+v %v", v, err)
	}
	again, err := Open(t.Context(), without, c.world())
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	add(t, again, "another.md", page("Another", "2020-10-29", "Armenian forces said on Thursday that they had left the village of Talish."))
	sound(t, without)
	size := head(t, l.Desk()) // of the ledger that was backed up
	last, err := again.store.Entry(t.Context(), size)
	if err != nil || last.Envelope.Kind != evidence.KeyRotated {
		t.Errorf("entry %d is %v %v, want the rotation", size, last.Envelope.Kind, err)
	}
}

// packed makes a backup of a ledger with one report, and returns its bytes.
func packed(t *testing.T) (*Ledger, *clock, []byte) {
	t.Helper()
	l, c := newLedger(t)
	add(t, l, "bridge.md", bridge)
	return l, c, backup(t, l)
}

func backup(t *testing.T, l *Ledger) []byte {
	t.Helper()
	file := filepath.Join(t.TempDir(), "backup.tar")
	if err := Backup(t.Context(), l.Dir(), file, nil); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// repack copies a backup with every file changed as change says.
func repack(t *testing.T, from []byte, change func(h *tar.Header, b []byte) []byte) []byte {
	t.Helper()
	var to bytes.Buffer
	in, out := tar.NewReader(bytes.NewReader(from)), tar.NewWriter(&to)
	for {
		h, err := in.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		b, readErr := io.ReadAll(in)
		if err := errors.Join(err, readErr); err != nil {
			t.Fatal(err)
		}
		b = change(h, b)
		if h.Typeflag == tar.TypeReg {
			h.Size = int64(len(b))
		} else {
			h.Size, b = 0, nil
		}
		err = out.WriteHeader(h)
		if err == nil {
			_, err = out.Write(b)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return to.Bytes()
}

// TestDamagedBackup: of a backup that is not whole, or holds what none does,
// nothing is restored and nothing is left; the whole one then goes in.
func TestDamagedBackup(t *testing.T) {
	_, c, whole := packed(t)
	only := func(name string, do func(h *tar.Header, b []byte) []byte) []byte {
		done := false
		b := repack(t, whole, func(h *tar.Header, b []byte) []byte {
			if done || !strings.HasPrefix(h.Name, name) {
				return b
			}
			done = true
			return do(h, b)
		})
		if !done {
			t.Fatalf("no %s in the backup", name)
		}
		return b
	}
	grow := func(to int) func(*tar.Header, []byte) []byte {
		return func(_ *tar.Header, b []byte) []byte { return append(b, bytes.Repeat([]byte{' '}, to-len(b))...) }
	}
	hole := only(databaseFile, func(h *tar.Header, b []byte) []byte {
		h.Format = tar.FormatPAX
		h.PAXRecords = map[string]string{"ZNU.sparse.major": "0", "ZNU.sparse.minor": "1", "ZNU.sparse.numblocks": "1", "ZNU.sparse.map": "0,1", "ZNU.sparse.size": "4194304"}
		return []byte{'x'}
	})
	rename := func(to string) func(*tar.Header, []byte) []byte {
		return func(h *tar.Header, b []byte) []byte { h.Name = to; return b }
	}
	for _, d := range []struct {
		name   string
		backup []byte
		want   string
	}{
		{"cut off", whole[:len(whole)/2], "not a whole backup"},
		{"cut off before the last body", whole[:len(whole)-3000], "not a whole backup"},
		{"empty", nil, "not a whole backup"},
		{"a name outside", only(settingsFile, rename("../settings.json")), "does not belong in a backup"},
		{"a name from the root", only(settingsFile, rename("/settings.json")), "does not belong in a backup"},
		{"a signing key", only(settingsFile, rename(signerFile)), "does not belong in a backup"},
		{"a file twice", only(settingsFile, rename(verifierFile)), "does not belong in a backup"},
		{"a body in another's folder", only(bodiesFolder, rename("bodies/zz/"+strings.Repeat("a", 64))), "does not belong in a backup"},
		{"a link", only(settingsFile, func(h *tar.Header, b []byte) []byte {
			h.Typeflag, h.Linkname = tar.TypeSymlink, "/etc/passwd"
			return nil
		}), "does not belong in a backup"},
		{"settings without end", only(settingsFile, grow(maxSettings+1)), "at most belong in a backup"},
		{"a checkpoint without end", only(checkpointFile, grow(maxNote+1)), "at most belong in a backup"},
		{"a key without end", only(verifierFile, grow(maxNote+1)), "at most belong in a backup"},
		{"a body without end", only(bodiesFolder, grow(maxBody+1)), "at most belong in a backup"},
		{"a body of other bytes", only(bodiesFolder, func(_ *tar.Header, b []byte) []byte { return append(b, '!') }), "its bytes hash to"},
		{"a database of holes", bytes.ReplaceAll(hole, []byte("ZNU.sparse"), []byte("GNU.sparse")), "a file with holes"},
		{"a checkpoint of nothing", only(checkpointFile, func(*tar.Header, []byte) []byte { return []byte("none\n") }), ""}, // verify names it
	} {
		file, dir := filepath.Join(t.TempDir(), "damaged.tar"), filepath.Join(t.TempDir(), "ledger")
		if err := os.WriteFile(file, d.backup, 0o600); err != nil {
			t.Fatal(err)
		}
		how := Recovery{By: "Ada", Reason: "the old disk died"}
		v, err := Restore(t.Context(), file, dir, how, c.world())
		if err == nil && (v.OK || d.want != "") || err != nil && (d.want == "" || !strings.Contains(err.Error(), d.want)) {
			t.Errorf("%s: %+v %v, want %q", d.name, v, err, d.want)
		}
		if left, _ := os.ReadDir(filepath.Dir(dir)); len(left) != 0 {
			t.Errorf("%s: left behind: %v", d.name, left)
		}
		if err := os.WriteFile(file, whole, 0o600); err != nil {
			t.Fatal(err)
		}
		if v, err := Restore(t.Context(), file, dir, how, c.world()); err != nil || !v.OK {
			t.Errorf("%s, then the whole one: %+v %v", d.name, v, err)
		}
	}
}

// TestRestoreInterrupted: what a crash or an interrupt left is cleared by the
// next attempt; an empty folder is taken; a full one is not.
func TestRestoreInterrupted(t *testing.T) {
	_, c, whole := packed(t)
	file, dir := filepath.Join(t.TempDir(), "backup.tar"), filepath.Join(t.TempDir(), "ledger")
	how := Recovery{By: "Ada", Reason: "the old disk died"}
	left := filepath.Join(dir+".restoring", bodiesFolder, "00")
	if err := errors.Join(os.WriteFile(file, whole, 0o600), os.MkdirAll(left, 0o700), os.WriteFile(filepath.Join(left, "half"), nil, 0o600), os.Mkdir(dir, 0o700)); err != nil {
		t.Fatal(err)
	}
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	if _, err := Restore(ctx, file, dir, how, c.world()); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 0 {
		t.Errorf("after the interrupt the folder holds %v %v", entries, err)
	}
	if v, err := Restore(t.Context(), file, dir, how, c.world()); err != nil || !v.OK {
		t.Errorf("the second attempt: %+v %v", v, err)
	}
	if _, err := os.Lstat(filepath.Join(dir, bodiesFolder, "00", "half")); err == nil {
		t.Error("what the crash left is in the restored ledger")
	}
	if _, err := os.Lstat(dir + ".restoring"); err == nil {
		t.Error("the folder of the work is still there")
	}
	if _, err := Restore(t.Context(), file, dir, how, c.world()); !errors.Is(err, ErrExists) {
		t.Errorf("over a ledger: %v", err)
	}
}

// TestOldBackup: a backup that is older than the checkpoint which readers hold,
// or of another log, does not sign on.
func TestOldBackup(t *testing.T) {
	l, c, old := packed(t)
	early, err := os.ReadFile(filepath.Join(l.Dir(), checkpointFile))
	if err != nil {
		t.Fatal(err)
	}
	key := filepath.Join(l.Dir(), signerFile)
	fork := filepath.Join(t.TempDir(), "fork") // signs on from the old backup, as nobody should
	oldFile := filepath.Join(t.TempDir(), "old.tar")
	if err := os.WriteFile(oldFile, old, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(t.Context(), oldFile, fork, Recovery{Key: key}, c.world()); err != nil {
		t.Fatal(err)
	}
	forked, err := Open(t.Context(), fork, c.world())
	if err != nil {
		t.Fatal(err)
	}
	defer forked.Close()
	add(t, forked, "other.md", page("Other", "2020-10-30", "Armenian forces said on Friday that they had left the village of Hadrut."))
	add(t, l, "another.md", page("Another", "2020-10-29", "Armenian forces said on Thursday that they had left the village of Talish."))
	other, _ := newLedger(t)

	read := func(dir string) []byte {
		b, err := os.ReadFile(filepath.Join(dir, checkpointFile))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	newer := backup(t, l)
	for _, r := range []struct {
		name          string
		backup, known []byte
		forks, fails  bool
	}{
		{"the newest backup, the newest checkpoint", newer, read(l.Dir()), false, false},
		{"the newest backup, an earlier checkpoint", newer, early, false, false},
		{"an old backup, the checkpoint of its time", old, early, false, false},
		{"an old backup, a newer checkpoint", old, read(l.Dir()), true, true},
		{"another history of the same length", newer, read(fork), true, true},
		{"a checkpoint of another log", newer, read(other.Dir()), false, true},
		{"no checkpoint at all", newer, []byte("none\n"), false, true},
	} {
		file, known, dir := filepath.Join(t.TempDir(), "backup.tar"), filepath.Join(t.TempDir(), "known"), filepath.Join(t.TempDir(), "ledger")
		if err := errors.Join(os.WriteFile(file, r.backup, 0o600), os.WriteFile(known, r.known, 0o600)); err != nil {
			t.Fatal(err)
		}
		for _, how := range []Recovery{{Key: key, Checkpoint: known}, {By: "Ada", Reason: "the key is lost", Checkpoint: known}} {
			_, err := Restore(t.Context(), file, dir, how, c.world())
			if (err != nil) != r.fails || errors.Is(err, ErrForks) != r.forks {
				t.Errorf("%s: %v", r.name, err)
			}
			if left, _ := os.ReadDir(filepath.Dir(dir)); r.fails && len(left) != 0 {
				t.Errorf("%s: left behind: %v", r.name, left)
			}
			if err := os.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestBackupScratch: a killed backup's scratch is cleared by the next one, two
// at once do not meet, and a folder that is missing is named.
func TestBackupScratch(t *testing.T) {
	l, _ := newLedger(t)
	folder := t.TempDir()
	scratch, file := filepath.Join(folder, ".backup-scratch"), filepath.Join(folder, "backup.tar")
	if err := errors.Join(os.MkdirAll(filepath.Join(scratch, "half"), 0o700), os.WriteFile(filepath.Join(scratch, databaseFile), []byte("half"), 0o600)); err != nil {
		t.Fatal(err)
	}
	held, err := os.Open(scratch)
	if err == nil {
		err = unix.Flock(int(held.Fd()), unix.LOCK_EX)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := Backup(t.Context(), l.Dir(), file, nil); err == nil || !strings.Contains(err.Error(), "another process is at work in "+scratch) {
		t.Errorf("two at once: %v", err)
	}
	if b, _ := os.ReadFile(filepath.Join(scratch, databaseFile)); string(b) != "half" {
		t.Error("the other's work was cleared away")
	}
	held.Close()
	if err := Backup(t.Context(), l.Dir(), file, nil); err != nil {
		t.Error(err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 1 || left[0].Name() != "backup.tar" {
		t.Errorf("beside the backup: %v %v", left, err)
	}
	if err := Backup(t.Context(), l.Dir(), file, nil); err == nil || !strings.Contains(err.Error(), "is there already") {
		t.Errorf("over a file: %v", err)
	}
	nowhere := filepath.Join(folder, "nodir", "b.tar")
	if err := Backup(t.Context(), l.Dir(), nowhere, nil); err == nil || !strings.Contains(err.Error(), "there is no folder "+filepath.Dir(nowhere)) {
		t.Errorf("into a missing folder: %v", err)
	}
}
