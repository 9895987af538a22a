package data

import (
	"bytes"
	"context"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tallystick/flow"
	"tallystick/ledger"
	"tallystick/publish"
	"tallystick/web/internal/pagetest"
	"tallystick/web/internal/sample"
)

func TestPage(t *testing.T) {
	pagetest.Golden(t, "public", Page(sample.New(false)), pagetest.Ask(t, false, 9, "/data"))
}

func TestRussian(t *testing.T) {
	pagetest.Golden(t, "ru", Page(sample.New(true)), pagetest.Russian(pagetest.Ask(t, true, 9, "/ru/data?as-of=2031-05-20")))
}

// The page tells of every file and explains every column of the tables.
func TestColumns(t *testing.T) {
	var listed []string
	for _, k := range kinds {
		listed = append(listed, k.name)
		written, known := map[string][]string{
			"claims.csv": publish.Columns, "incidents.csv": publish.IncidentColumns[:len(publish.IncidentColumns)-len(publish.Columns)],
			"losses.csv": slices.Concat(publish.LossColumns["ours"], publish.LossTrail), "ceasefires.csv": publish.CeasefireColumns,
		}[k.name]
		if known != (len(k.columns) > 0) {
			t.Errorf("%s: %d explanations", k.name, len(k.columns))
		}
		var explained []string
		for _, c := range k.columns {
			explained = append(explained, c.Names...)
		}
		if !slices.Equal(explained, written) {
			t.Errorf("%s has the columns\n%v\nand the page explains\n%v", k.name, written, explained)
		}
	}
	if !slices.Equal(listed, flow.Downloads) {
		t.Errorf("the page lists %v of %v", listed, flow.Downloads)
	}
}

// What the page tells a reader to type, typed: a true log is right, and one in
// which an entry was changed is not, for today's checkpoint and an older one.
func TestCheck(t *testing.T) {
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("there is no Python 3 here")
	}
	library := sample.New(false)
	server := httptest.NewServer(ledger.Handler(library.Log()))
	defer server.Close()
	forged := httptest.NewServer(ledger.Handler(changed{library.Log()}))
	defer forged.Close()
	checkpoint, err := library.Log().Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	script, note := filepath.Join(folder, "check.py"), filepath.Join(folder, "checkpoint")
	for name, b := range map[string][]byte{script: []byte(check), note: checkpoint} {
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := func(from *httptest.Server) (string, error) {
		out, err := exec.Command("python3", script, from.URL, note, note).CombinedOutput()
		return string(out), err
	}
	if out, err := run(server); err != nil || strings.Count(out, "the log is the one that was signed") != 2 {
		t.Errorf("a true log: %v\n%s", err, out)
	}
	if out, err := run(forged); err == nil || !strings.Contains(out, "THIS IS NOT THE LOG") {
		t.Errorf("a changed log: %v\n%s", err, out)
	}
}

// changed is a log of which somebody changed an entry.
type changed struct {
	ledger.Source
}

func (c changed) Records(ctx context.Context, from, to int64) ([][]byte, error) {
	records, err := c.Source.Records(ctx, from, to)
	if err == nil {
		records = slices.Clone(records)
		records[1] = bytes.Replace(records[1], []byte("captured"), []byte("Captured"), 1)
	}
	return records, err
}
