package web

import (
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"tallystick/evidence"
	"tallystick/web/internal/sample"
	"tallystick/web/part"
)

// TestCopy holds that a copy of the site is whole: every link leads to a file
// of it, every address that it gives for itself is the name of one, nothing in
// it asks a server, and what the public may not see is not in it.
func TestCopy(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "site")
	site := "https://ledger.example.org/war"
	n, err := Copy(context.Background(), sample.New(false), folder, CopyOptions{Options: Options{Site: site}, AsOf: time.Date(2040, 1, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	files := os.DirFS(folder)
	seen := 0
	err = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		seen++
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		if strings.Contains(string(body), claimID(t, evidence.Demand)) || strings.Contains(string(body), claimID(t, evidence.Warn)) {
			t.Errorf("%s names a claim that the public may not see", name)
		}
		if path.Ext(name) == ".html" {
			checkCopy(t, files, name, string(body), site)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen != n {
		t.Errorf("it says that it wrote %d files; there are %d", n, seen)
	}
	for _, want := range []string{
		"index.html", "ru/index.html", "incidents.html", "claim/" + claimID(t, evidence.Accuse) + ".html", "claim/" + claimID(t, evidence.Accuse) + "/card.png", "ru/claim/" + claimID(t, evidence.Accuse) + ".html",
		"incident/" + sample.IncidentID + "/feed.atom", "feed.atom", "checkpoint", "robots.txt", "entry/0.html",
	} {
		if _, err := fs.Stat(files, want); err != nil {
			t.Errorf("the copy lacks %s", want)
		}
	}
}

func checkCopy(t *testing.T, files fs.FS, name, body, site string) {
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "form" || n.Data == "script" && source(n) != "" {
			t.Errorf("%s has a <%s>, which asks a server", name, n.Data)
		}
		for _, a := range n.Attr {
			own, isOwn := strings.CutPrefix(a.Val, site+"/")
			switch {
			case isOwn: // canonical, cards, feeds
				if _, err := fs.Stat(files, own); err != nil {
					t.Errorf("%s gives the address %s, which is no file of the copy", name, a.Val)
				}
			case a.Key == "href" || a.Key == "src":
				target, _, _ := strings.Cut(a.Val, "#")
				if target == "" || strings.Contains(target, "://") {
					continue
				}
				if _, err := fs.Stat(files, path.Join(path.Dir(name), target)); err != nil {
					t.Errorf("%s links to %s, which is not there", name, a.Val)
				}
			}
		}
	}
}

// TestCopyRefused holds that a copy is made whole or not at all, and over
// nothing.
func TestCopyRefused(t *testing.T) {
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "diary.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	opt := CopyOptions{Options: Options{Site: "https://ledger.example.org"}, AsOf: time.Date(2040, 1, 1, 0, 0, 0, 0, time.UTC)}
	if _, err := Copy(context.Background(), sample.New(false), full, opt); err == nil || !strings.Contains(err.Error(), "diary.txt") {
		t.Errorf("a folder that holds something: %v", err)
	}
	if _, err := Copy(context.Background(), sample.New(true), filepath.Join(t.TempDir(), "x"), opt); err == nil {
		t.Error("the desk was copied")
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	parent := t.TempDir()
	if _, err := Copy(ended, sample.New(false), filepath.Join(parent, "site"), opt); err == nil {
		t.Error("an ended copy has no error")
	}
	if left, _ := os.ReadDir(parent); len(left) > 0 {
		t.Errorf("an ended copy leaves %s", left[0].Name())
	}
}

func TestCopyFile(t *testing.T) {
	for address, want := range map[string]string{
		"/": "index.html", "/ru/": "ru/index.html", "/ru": "ru/index.html", "/incidents": "incidents.html", "/ru/claim/ab": "ru/claim/ab.html",
		"/claim/ab/card.png": "claim/ab/card.png", "/entry/12/payload": "entry/12/payload", "/entry/12.json": "entry/12.json", "/checkpoint": "checkpoint",
		"/tile/0/000.p/12": "tile/0/000.p/12", "/../../etc/passwd": "etc/passwd.html",
	} {
		if got := part.CopyFile(address); got != want {
			t.Errorf("%s is %s, want %s", address, got, want)
		}
	}
	if a, b := part.CopyFile("/incidents?side=ARM"), part.CopyFile("/incidents?side=AZE"); a == b || !strings.HasPrefix(a, "incidents.") || path.Ext(a) != ".html" {
		t.Errorf("two questions are %s and %s", a, b)
	}
}
