package web

import (
	"context"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"tallystick/web/internal/sample"
)

// In a real browser, without scripts: reports that mean harm and lists with
// long words keep to the page's width; a claim is a click from its sentence.
func TestBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser's time says nothing of races: run without -short")
	}
	b := openBrowser(t)
	desk := httptest.NewServer(Handler(sample.New(true), Options{}))
	enemy := hostile(true, 1<<16)
	enemies := httptest.NewServer(Handler(enemy, Options{}))
	t.Cleanup(func() { desk.Close(); enemies.Close() })

	report := "/report/" + sample.Report().ID
	for _, width := range []int64{1280, 360} {
		for _, path := range hostilePages(enemy) {
			b.visit(t, enemies.URL+path, width)
			b.fits(t, samplePage{name: path}, width)
		}
	}
	for _, width := range []int64{1280, 390} {
		for _, link := range []string{"a.mark.deny", "a.tag.admit", ".numbered a"} {
			b.visit(t, desk.URL+report, width)
			if _, err := chromedp.RunResponse(b.ctx, chromedp.Click(chromedp.CSS(link))); err != nil {
				t.Fatalf("clicking %s at %d px: %v", link, width, err)
			}
			if at, err := chromedp.Run(b.ctx, chromedp.Location()); err != nil || !strings.HasPrefix(at, desk.URL+"/claim/") {
				t.Errorf("clicking %s at %d px leads to %s, %v", link, width, at, err)
			}
		}
	}
	b.quiet(t)
}

func lossClaimID(t *testing.T) string {
	t.Helper()
	for _, c := range sample.Claims() {
		if len(c.Losses) > 2 {
			return c.ID
		}
	}
	t.Fatal("the sample has no claim of losses")
	return ""
}

// browser is a tab and what was seen to happen in it.
type browser struct {
	ctx     context.Context
	mu      sync.Mutex
	hosts   map[string]bool
	console []string
}

func openBrowser(t *testing.T) *browser {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("Chromium is not installed, and CI is to look at the pages in a browser")
		}
		t.Skip("Chromium is not installed: the pages are not looked at in a browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], // headless, with a fresh profile
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
	)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute) // a guard against a hang, not a figure
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &browser{ctx: ctx, hosts: make(map[string]bool)}
	if err := chromedp.Listen(ctx, b.note); err != nil {
		t.Fatalf("starting %s: %v", path, err)
	}
	err := chromedp.Do(ctx, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
	if err != nil {
		t.Fatalf("turning scripts off: %v", err)
	}
	return b
}

// note keeps the hosts that are asked and whatever reaches the console.
func (b *browser) note(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err == nil && u.Host != "" { // the browser draws its own buttons from data: addresses
			b.hosts[u.Hostname()] = true
		}
	case *log.EventEntryAdded:
		meant := strings.Contains(e.Entry.Text, "410 (Gone)") || strings.HasSuffix(e.Entry.URL, "/nothing-here") // the browser notes answers that are meant
		slow := strings.Contains(e.Entry.Text, "GL Driver Message")                                              // and how it draws without a graphics card
		if !meant && !slow {
			b.console = append(b.console, e.Entry.Text+" "+e.Entry.URL)
		}
	case *runtime.EventConsoleAPICalled:
		b.console = append(b.console, "a script wrote to the console")
	case *runtime.EventExceptionThrown:
		b.console = append(b.console, e.ExceptionDetails.Text)
	}
}

func (b *browser) visit(t *testing.T, address string, width int64) {
	t.Helper()
	if err := chromedp.Do(b.ctx, chromedp.EmulateViewport(width, 844), chromedp.Navigate(address)); err != nil {
		t.Fatalf("%s at %d px: %v", address, width, err)
	}
}

func (b *browser) contentWidth(t *testing.T) int64 {
	t.Helper()
	metrics, err := chromedp.Call(b.ctx, page.GetLayoutMetrics, cdp.Empty{})
	if err != nil {
		t.Fatal(err)
	}
	return int64(metrics.CSSContentSize.Width)
}
