package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRestoreWarns: signing on from a backup that nobody has held against the
// newest checkpoint is warned of; held against one, it is not; an older backup
// is refused.
func TestRestoreWarns(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	must(t, "init", "--dir", dir)
	early := filepath.Join(t.TempDir(), "early.tar")
	must(t, "backup", "--dir", dir, early)
	must(t, "add", "--dir", dir, reports(t, 1))
	late := filepath.Join(t.TempDir(), "late.tar")
	must(t, "backup", "--dir", dir, late)
	key, checkpoint := filepath.Join(dir, "signing.key"), filepath.Join(dir, "checkpoint")
	for _, c := range []struct {
		args      []string
		status    int
		want, not string
	}{
		{[]string{early, "--key", key}, 0, "It holds 1 entries", "refused"},
		{[]string{late, "--key", key, "--checkpoint", checkpoint}, 0, "", "WARNING"},
		{[]string{early, "--key", key, "--checkpoint", checkpoint}, 1, "two histories", "WARNING"},
		{[]string{late, "--as", "Ada", "--reason", "the key is lost", "--checkpoint", checkpoint}, 0, "", "WARNING"},
		{[]string{checkpoint, "--key", key}, 1, "not a whole backup", "WARNING"},
	} {
		to := filepath.Join(t.TempDir(), "restored")
		status, _, errs := run(t, "", append([]string{"restore", "--dir", to}, c.args...)...)
		if status != c.status || !strings.Contains(errs, c.want) || strings.Contains(errs, c.not) {
			t.Errorf("%v: exit status %d, %s", c.args, status, errs)
		}
		if _, err := os.Stat(to); (err == nil) != (status == 0) {
			t.Errorf("%v: exit status %d, and the folder: %v", c.args, status, err)
		}
	}
}
