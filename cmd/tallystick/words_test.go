package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestWrongWords: settings and words that cannot be meant are told in the
// command line's own terms, and leave nothing behind.
func TestWrongWords(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	for _, grid := range []string{"NaN", "Inf", "-Inf", "0", "-0.1", "0.7", "0.3", "1.5", "10"} {
		status, _, errs := run(t, "", "init", "--dir", dir, "--grid="+grid)
		if status != 1 || !strings.Contains(errs, "does not divide one degree") {
			t.Errorf("a grid of %s: exit status %d, %s", grid, status, errs)
		}
	}
	if status, _, _ := run(t, "", "init", "--dir", dir, "--origin", "a b"); status != 1 {
		t.Errorf("an origin with a space: exit status %d", status)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), "*")); left != nil {
		t.Errorf("left behind: %v", left)
	}
	for _, grid := range []string{"1", "0.5", "0.25", "0.2", "0.1", "0.05", "0.01", "0.3333333333"} {
		must(t, "init", "--dir", filepath.Join(t.TempDir(), "l"), "--grid", grid)
	}
	must(t, "init", "--dir", dir)
	t.Setenv("TALLYSTICK_DIR", dir)
	for _, c := range []struct {
		args          []string
		want, without string
	}{
		{[]string{"export", "claims", "--csv", "--as-of", "2020-99-99"}, `--as-of "2020-99-99" is neither a date nor a time: write a date, as in 2020-11-12`, "address"},
		{[]string{"serve", "--address", ":99999"}, `"99999" is no port`, "this machine"},
		{[]string{"serve", "--public", "--address", "127.0.0.1:-1"}, `"-1" is no port`, "choose another"},
		{[]string{"withdraw", "--as", "Ada", "--reason", "x", "--", "-1"}, `"-1" is no id`, "entry -1"},
		{[]string{"decide", "--as", "Ada", "--reason", "x", "--", "-x", "accept"}, `"-x" is no id`, "serve"},
	} {
		status, _, errs := run(t, "", c.args...)
		if status != 1 || !strings.Contains(errs, c.want) || strings.Contains(errs, c.without) {
			t.Errorf("%v: exit status %d, %s", c.args, status, errs)
		}
	}
}
