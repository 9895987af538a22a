package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/web"
)

// Proposals and why somebody accepted them are the desk's, and so are files of
// evidence, but for one that two people accepted, of which the public is shown
// a copy without its name and where it was found.
func TestEvidenceCanaries(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	now := time.Date(2020, 11, 20, 12, 0, 0, 0, time.UTC)
	world := testWorld()
	world.Now = func() time.Time { return now }
	do := func(args ...string) string {
		t.Helper()
		status, out, errs := runAt(t, world, "", args...)
		if status != 0 {
			t.Fatalf("%v: %s%s", args, out, errs)
		}
		return out
	}
	do("init", "--dir", dir, "--origin", "example.org/evidence")
	var imported flow.Imported
	if err := json.Unmarshal([]byte(do("import", "--dir", dir, "--json", "warspotting", lossList(t, "losses.csv", 6, nil))), &imported); err != nil {
		t.Fatal(err)
	}
	do("decide", "--dir", dir, imported.Edition, "accept", "--as", "Ada", "--reason", "compared with the list")
	ids := unitIDs(t, dir)
	one := photo(t, "Quillfeather one.jpg", 90, 640, 480)
	named := filepath.Join(t.TempDir(), "Wrensong.txt")
	if err := os.WriteFile(named, []byte("Larkspur saw it"), 0o600); err != nil {
		t.Fatal(err)
	}
	do("evidence", "add", "--dir", dir, one, "--unit", ids["1"], "--address", "https://finchley.example/1")
	do("evidence", "add", "--dir", dir, named, "--unit", ids["1"])
	var added addedEvidence
	if err := json.Unmarshal([]byte(do("evidence", "add", "--dir", dir, "--json", photo(t, "two.jpg", 40, 320, 240), "--unit", ids["2"])), &added); err != nil || len(added.Proposals) != 1 {
		t.Fatalf("%+v %v", added, err)
	}
	do("decide", "--dir", dir, added.Proposals[0].ID, "accept", "--as", "Ada", "--reason", "Goldcrestville told me")
	shown, half, taken := fileHash(t, one), fileHash(t, named), ""
	for _, by := range []string{"Ada", "Grace"} {
		do("decide", "--dir", dir, shown, "accept", "--as", by, "--reason", "Larkspur is not to be seen")
		do("decide", "--dir", dir, added.File.Hash, "accept", "--as", by, "--reason", "Larkspur is not to be seen")
	}
	do("decide", "--dir", dir, half, "accept", "--as", "Ada", "--reason", "one person alone")
	do("decide", "--dir", dir, added.File.Hash, "reject", "--as", "Ada", "--reason", "a face")
	taken = added.File.Hash
	early := now
	now = now.Add(1000 * time.Hour)

	l, err := flow.OpenReadOnly(dir, world)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	desk := &reviewDesk{Library: l.Desk(), dir: dir, world: world}
	public := httptest.NewServer(web.Handler(l.Public(), web.Options{Review: desk})) // and be it handed one
	defer public.Close()
	head, err := l.Desk().Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	files, err := l.Desk().Evidence(t.Context(), head, "")
	if err != nil || len(files) != 3 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	past := "?as-of=" + early.Add(-time.Hour).Format(time.RFC3339)
	paths := []string{"/evidence", "/evidence/" + shown + past, "/evidence/" + shown + "/picture" + past, "/evidence" + past, "/corrections", "/", "/reports", "/losses", "/review", "/review?decided=too", "/review/" + added.Proposals[0].ID, "/review/" + imported.Edition}
	for _, f := range files {
		paths = append(paths, "/evidence/"+f.Hash, "/evidence/"+f.Hash+"/picture", "/evidence/"+f.Hash+"?pictures=shown", "/bodies/"+f.Hash)
	}
	for _, id := range ids {
		paths = append(paths, "/unit/"+id, "/review/"+id)
	}
	for n := range head {
		paths = append(paths, fmt.Sprintf("/entry/%d", n), fmt.Sprintf("/entry/%d.json", n), fmt.Sprintf("/entry/%d/payload", n))
	}
	seen := false
	for _, path := range paths {
		answer, err := http.Get(public.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		free := strings.HasPrefix(path, "/evidence/"+shown) && !strings.Contains(path, "as-of") || path == "/evidence"
		if free != (answer.StatusCode == http.StatusOK) && strings.HasPrefix(path, "/evidence") && !strings.HasPrefix(path, "/evidence?") {
			t.Errorf("%s answers %d", path, answer.StatusCode)
		}
		if strings.HasPrefix(path, "/evidence") && (strings.Contains(string(body), half) && !strings.Contains(path, half) || strings.Contains(string(body), taken) && !strings.Contains(path, taken)) {
			t.Errorf("%s names a file that is not let out", path)
		}
		if strings.HasPrefix(path, "/review") {
			if answer.StatusCode != http.StatusNotFound {
				t.Errorf("%s answers %d", path, answer.StatusCode)
			}
		}
		for _, word := range []string{"quillfeather", "wrensong", "larkspur", "finchley", "goldcrestville", added.Proposals[0].ID, "look alike"} {
			if strings.Contains(strings.ToLower(string(body)), word) && !strings.Contains(path, word) {
				t.Errorf("%s gives away %q", path, word)
			}
		}
		if picture := answer.Header.Get("Content-Type") == "image/jpeg"; picture != (path == "/evidence/"+shown+"/picture") || picture && strings.Contains(string(body), "Exif") {
			t.Errorf("%s is a picture: %v", path, picture)
		}
		seen = seen || path == "/unit/"+ids["1"] && answer.StatusCode == http.StatusOK && strings.Contains(string(body), "T-72B")
	}
	if !seen {
		t.Error("the unit itself is not to be seen: the test is blind")
	}
}

func fileHash(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return evidence.Hash(b)
}
