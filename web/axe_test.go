package web

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// lookCloser looks at the pages with scripts on, and has axe-core look: at each
// on the narrowest phone in dark colours, and at one of each kind on a desk in
// light ones. On the phone none shows many more words than without scripts; no rule of WCAG
// 2.2 A and AA, and no good practice that axe knows, may be broken seriously.
func lookCloser(t *testing.T, b *browser, pages []samplePage, words map[string]int) {
	axe := axeScript(t)
	for _, look := range []struct {
		width  int64
		scheme string
	}{{1280, "light"}, {320, "dark"}} {
		b.inColours(t, look.scheme)
		seen := make(map[string]bool)
		for _, p := range pages {
			if look.width == 1280 && seen[p.route] {
				continue
			}
			seen[p.route] = true
			b.visit(t, p.address, look.width)
			b.fits(t, p, look.width)
			if n := len(strings.Fields(b.ask(t, "document.querySelector('main').innerText"))); look.width == 320 && n > words[p.name]*11/10+5 {
				t.Errorf("%s shows %d words with scripts, %d without", p.name, n, words[p.name])
			}
			for _, fault := range b.faults(t, axe) {
				t.Errorf("%s at %d px, %s: %s", p.name, look.width, look.scheme, fault)
			}
		}
	}
	b.inColours(t, "")
}

// faults are what axe-core has to say against the page shown.
func (b *browser) faults(t *testing.T, axe string) []string {
	t.Helper()
	const ask = `axe.run(document, {
		runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], rules: {"target-size": {enabled: true}},
		resultTypes: ["violations"], preload: false, elementRef: false,
	}).then(r => r.violations.flatMap(v => v.nodes.slice(0, 3).map(n =>
		v.impact + " " + v.id + ": " + n.target.join(" ") + " " + n.html.slice(0, 160) + " " + n.failureSummary.replace(/\s+/g, " ").slice(0, 240))))`
	if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[chromedp.Void](axe)); err != nil {
		t.Fatal(err)
	}
	found, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](ask, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// inColours shows pages as to readers who asked for a colour scheme; empty for
// those who asked for none.
func (b *browser) inColours(t *testing.T, scheme string) {
	t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
	if err != nil {
		t.Fatal(err)
	}
}

// axeScript is axe-core in the version and with the hash of
// tools/package-lock.json. It is fetched once by npm and kept in the user's
// cache folder.
func axeScript(t *testing.T) string {
	t.Helper()
	var lock struct {
		Packages map[string]struct{ Version, Integrity string }
	}
	b, err := os.ReadFile("../tools/package-lock.json")
	if err == nil {
		err = json.Unmarshal(b, &lock)
	}
	if err != nil {
		t.Fatal(err)
	}
	pinned := lock.Packages["node_modules/axe-core"]
	packed, err := fetched(t.Context(), "axe-core", pinned.Version)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("axe-core cannot be had, and CI is to look at the pages with it: %v", err)
		}
		t.Skipf("axe-core cannot be had: %v", err)
	}
	if sum := sha512.Sum512(packed); pinned.Integrity != "sha512-"+base64.StdEncoding.EncodeToString(sum[:]) {
		t.Fatalf("axe-core %s is not what tools/package-lock.json pins: its hash is %x; delete it from the cache folder and run the test again", pinned.Version, sum)
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	for files := tar.NewReader(unpacked); ; {
		f, err := files.Next()
		if err != nil {
			t.Fatalf("axe-core %s has no package/axe.min.js: %v", pinned.Version, err)
		}
		if f.Name == "package/axe.min.js" {
			script, err := io.ReadAll(files)
			if err != nil {
				t.Fatal(err)
			}
			return string(script)
		}
	}
}

// fetched returns a package of the npm registry as it is packed there.
func fetched(ctx context.Context, name, version string) ([]byte, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	folder := filepath.Join(cache, "tallystick")
	file := filepath.Join(folder, name+"-"+version+".tgz")
	if b, err := os.ReadFile(file); err == nil {
		return b, nil
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute) // where the registry cannot be reached, npm tries for longer
	defer cancel()
	npm := exec.CommandContext(ctx, "npm", "pack", name+"@"+version, "--pack-destination", folder, "--ignore-scripts", "--loglevel=error")
	if out, err := npm.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("npm pack: %w: %s", err, strings.TrimSpace(string(out)))
	}
	return os.ReadFile(file)
}
