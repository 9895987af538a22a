package tallystick

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// Law 3, that the store holds no evidence which replaying the ledger would not
// restore, is held by store/storetest ("replay") and by flow's TestRebuild.
var laws = map[string]func([]source) []string{
	"1 imports only point down":              importsPointDown,
	"2 every change of state passes Record":  oneDoor,
	"4 pure rooms take world as an argument": pureRooms,
}

func TestLaws(t *testing.T) {
	all := sources(t, os.DirFS("."))
	if len(all) < 50 {
		t.Fatalf("only %d source files found: the walk is broken", len(all))
	}
	for name, law := range laws {
		for _, breach := range law(all) {
			t.Errorf("law %s: %s", name, breach)
		}
	}
}

// TestLawsFail shows each law a house that breaks it.
func TestLawsFail(t *testing.T) {
	broken := map[string]map[string]string{
		"1 imports only point down": {
			"read/read.go":       `package read; import _ "tallystick/store"`,
			"capture/capture.go": `package capture; import _ "tallystick/read"`,
			"evidence/claim.go":  `package evidence; import _ "golang.org/x/text/unicode/norm"`,
			"evidence/report.go": `package evidence; import _ "os"`,
			"utils/utils.go":     `package utils`,
		},
		"2 every change of state passes Record": {
			"web/page/claim/page.go": `package claim; func f(s interface{ Apply(int) }) { s.Apply(1) }`,
			"flow/add.go":            `package flow; func f(s interface{ Apply(int) }) { s.Apply(1) }`,
			"cmd/tallystick/add.go":  `package main; import _ "tallystick/store/bodies"`,
		},
		"4 pure rooms take world as an argument": {
			"publish/policy.go": `package publish; import "time"; var now = time.Now()`,
			"link/origin.go":    `package link; import _ "math/rand/v2"`,
			"review/review.go":  `package review; import _ "os"`,
			"read/read.go":      `package read; import _ "net/http"`,
		},
	}
	for name, files := range broken {
		for file, text := range files {
			house := fstest.MapFS{file: {Data: []byte(text)}}
			breaches := laws[name](sources(t, house))
			if !slices.ContainsFunc(breaches, func(b string) bool { return strings.Contains(b, file) }) {
				t.Errorf("law %s does not see that %s breaks it (%q)", name, file, text)
			}
		}
	}
}
