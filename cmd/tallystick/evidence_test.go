package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tallystick/flow"
)

// photo writes an invented picture, in some quality and size.
func photo(t *testing.T, name string, quality, w, h int) string {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			fx, fy := 16*x/w, 16*y/h
			img.SetGray(x, y, color.Gray{Y: uint8((fx*fx*7 + fy*31 + fx*fy*5) % 256)})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// unitIDs returns the ids of the counted units by the list's own ids.
func unitIDs(t *testing.T, dir string) map[string]string {
	t.Helper()
	l, err := flow.OpenReadOnly(dir, testWorld())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	desk := l.Desk()
	at, err := desk.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	units, _, err := desk.Units(t.Context(), at, flow.LossQuery{}, "", 0)
	if err != nil {
		t.Fatal(err)
	}
	ids := make(map[string]string)
	for _, u := range units {
		ids[u.Listings[0].Entry] = u.ID
	}
	return ids
}

// Pictures on the command line: two that look alike lead to a proposal, and the
// proposal to one unit less; taken back, to one more.
func TestEvidence(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	must(t, "init", "--dir", dir, "--origin", "example.org/evidence")
	must(t, "import", "--dir", dir, "warspotting", lossList(t, "losses.csv", 6, nil))
	ids := unitIDs(t, dir)
	total := func() int64 {
		t.Helper()
		var losses flow.Losses
		if err := json.Unmarshal([]byte(must(t, "losses", "--dir", dir, "--json")), &losses); err != nil {
			t.Fatal(err)
		}
		return losses.Total.Units
	}
	one, two := photo(t, "one.jpg", 90, 640, 480), photo(t, "two.jpg", 40, 320, 240)
	bomb := filepath.Join(t.TempDir(), "bomb.png")
	header := []byte("IHDR\x00\x00\xea\x60\x00\x00\xea\x60\x08\x06\x00\x00\x00") // 60000 by 60000
	header = binary.BigEndian.AppendUint32(header, crc32.ChecksumIEEE(header))
	if err := os.WriteFile(bomb, append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), header...), 0o600); err != nil {
		t.Fatal(err)
	}
	said := must(t, "evidence", "add", "--dir", dir, one, "--unit", ids["1"])
	if !strings.Contains(said, "image/jpeg, 640 × 480, ") || !strings.Contains(said, "recorded as entry") {
		t.Error(said)
	}
	var added addedEvidence
	if err := json.Unmarshal([]byte(must(t, "evidence", "add", "--dir", dir, "--json", two, "--unit", ids["2"])), &added); err != nil || len(added.Proposals) != 1 || len(added.Like) != 1 || !added.New {
		t.Fatalf("%+v %v", added, err)
	}
	if status, out, errs := run(t, "", "evidence", "add", "--dir", dir, one, bomb, "nowhere.jpg"); status != 1 || !strings.Contains(out, "nothing was recorded") ||
		!strings.Contains(out, "its header declares 60000 by 60000 pixels") || !strings.Contains(errs, "nowhere.jpg: no such file") {
		t.Errorf("%d\n%s%s", status, out, errs)
	}
	listed := must(t, "evidence", "list", "--dir", dir)
	if strings.Count(listed, "image/jpeg") != 2 || !strings.Contains(listed, "shows unit "+ids["1"]) || strings.Count(must(t, "evidence", "list", "--dir", dir, "--unit", ids["2"], "--json"), "\n") != 1 {
		t.Error(listed)
	}
	id := added.Proposals[0].ID
	open := must(t, "proposals", "--dir", dir, "--open", "--what", "same unit")
	for _, want := range []string{id + "  same unit, open", "files that look alike were added for both", "the pictures were compared: they differ in ", "ARM: T-72B; destroyed", "https://example.org/1.png"} {
		if !strings.Contains(open, want) {
			t.Errorf("%q does not stand in\n%s", want, open)
		}
	}
	if said := must(t, "decide", "--dir", dir, id, "accept", "--as", "Ada", "--reason", "the same wreck"); !strings.Contains(said, "Unit "+ids["2"]+" is unit "+ids["1"]) {
		t.Error(said)
	}
	if n := total(); n != 5 {
		t.Errorf("%d units once two are one, want 5", n)
	}
	if _, out, errs := run(t, "", "proposals", "--dir", dir, "--open"); out != "" || !strings.Contains(errs, "Nothing of the kind") {
		t.Error(out, errs)
	}
	if all := must(t, "proposals", "--dir", dir, "--json"); !strings.Contains(all, `"state":"accepted"`) {
		t.Error(all)
	}
	must(t, "decide", "--dir", dir, id, "reject", "--as", "Grace", "--reason", "another turret")
	if n := total(); n != 6 {
		t.Errorf("%d units once they part, want 6", n)
	}
	must(t, "verify", "--dir", dir)
	for _, bad := range [][]string{
		{"proposals", "--dir", dir, "--what", "same thing"}, {"evidence", "add", "--dir", dir, one, two, "--address", "https://example.org/1"}, {"evidence", "add", "--dir", dir, "--unit=-x", one},
	} {
		if status, out, errs := run(t, "", bad...); status != 2 || errs == "" {
			t.Errorf("%v: %d %s%s", bad, status, out, errs)
		}
	}
}
