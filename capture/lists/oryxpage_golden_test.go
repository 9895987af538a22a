package lists

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tallystick/evidence"
)

var updateOryx = flag.Bool("update-oryx", false, "write what is read into testdata/oryxpage")

// tell writes an item as one line.
func tell(i Item) string {
	var b strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&b, format, args...) }
	odd := func(all []string) {
		for _, why := range all {
			say(" !! %s", why)
		}
	}
	switch {
	case i.Odd != nil:
		say("%3d odd   %s", i.Odd.Line, i.Odd.Why)
		if i.Odd.Cell != "" {
			say(" | in %s", i.Odd.Cell)
		}
		if i.Odd.Raw != "" {
			say(" | %q", i.Odd.Raw)
		}
	case i.Tally != nil:
		t := i.Tally
		say("%3d tally %s | %q:", t.Line, t.Of, t.Said)
		for _, p := range t.Parts {
			say(" [%s%s", p.Class, strings.TrimSuffix("/"+p.Model, "/"))
			if p.Fate != "" {
				say(" %s", p.Fate)
			}
			say(" %d", *p.Min)
			if len(p.PartOf) > 0 {
				say(" of %d", p.PartOf)
			}
			say("]")
		}
		odd(t.Odd)
	default:
		l := i.Listing
		say("%3d unit  %s | %s | %s | %d %s | %s", l.Line, l.Side, l.Class, l.Model, l.Number, l.Status, l.Address)
		if l.Origin != "" {
			say(" | origin %s", l.Origin)
		}
		if l.Together > 0 {
			say(" | one of %d", l.Together)
		}
		if l.Comment != "" {
			say(" | comment %s", l.Comment)
		}
		if len(l.Raw) > 0 {
			say(" | raw %q", l.Raw)
		}
		odd(l.Odd)
	}
	return b.String()
}

// readAll returns the items of a page, and the error that ended it.
func readAll(page string) (items []Item, err error) {
	for i, err := range readOryxPage(File{"page.html", strings.NewReader(page)}) {
		if err != nil {
			return items, err
		}
		items = append(items, i)
	}
	return items, nil
}

// Each file of testdata/oryxpage holds a page in our own words and what is
// read from it.
func TestGoldenOryxPages(t *testing.T) {
	files, err := filepath.Glob("testdata/oryxpage/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			story, rest, _ := strings.Cut(string(raw), "-- page.html --\n")
			page, want, _ := strings.Cut(rest, "-- items --\n")
			items, err := readAll(page)
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			var lists []string
			for _, i := range items {
				got.WriteString(tell(i) + "\n")
				if i.Listing != nil && !slices.Contains(lists, i.Listing.List) {
					lists = append(lists, i.Listing.List)
				}
				if i.Tally != nil {
					check(t, *i.Tally)
				}
			}
			fmt.Fprintf(&got, "lists: %q\n", lists)
			if *updateOryx {
				if err := os.WriteFile(file, []byte(story+"-- page.html --\n"+page+"-- items --\n"+got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, got.String()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// check holds a tally against what every tally must satisfy once it has an
// identity and a speaker.
func check(t *testing.T, tally evidence.Tally) {
	t.Helper()
	tally.ID = evidence.TallyID(tally.By, tally.Of, tally.Date, tally.Reach, tally.Said)
	if tally.By == "" {
		tally.By = "a list without a name"
	}
	if err := tally.Check(); err != nil {
		t.Error(err)
	}
}

func TestListName(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{"<title>River War: Documenting Losses - Oryx</title>", "River War: Documenting Losses"},
		{"<title>River War: Documenting Losses During The 2031 Flood</title>", "River War: Documenting Losses During The 2031 Flood"},
		{"<title>River War - Losses (as of 12 March 2031) | Oryx</title>", "River War - Losses"},
		{"<title>River War, 12.03.2031</title>", "River War"},
		{"<title>River War, updated 3rd May 2031</title>", "River War"},
		{`<meta property=og:site_name content="The Tally"><title>The Tally: River War - The Tally</title>`, "River War"},
		{`<title>x</title><meta property="og:title" content="River &amp; Marsh">`, "River & Marsh"},
		{"<h2>Menu</h2><h1>River War (1 May 2031)</h1>", "River War"},
		{"<svg><title>logo</title></svg><title>River War</title>", "River War"},
	} {
		items, err := readAll(c.page + "<h3>A - 1, of which destroyed: 1</h3><p>1 Ox: <a href=https://p.example/1>(1, destroyed)</a></p>")
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range items {
			if i.Listing != nil && i.Listing.List != c.want {
				t.Errorf("%s: the list is called %q, want %q", c.page, i.Listing.List, c.want)
			}
		}
	}
}
