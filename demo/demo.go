// Package demo holds the reports that "tallystick demo" reads: short texts of
// several invented outlets on one war, written for this project from public
// facts. README.md says where they come from, what each shows and under which
// licence they stand.
package demo

import (
	"embed"
	"io/fs"
)

//go:embed reports
var files embed.FS

// FS returns the reports as a flat, read-only folder of .html, .txt and .md
// files in UTF-8. Names begin with the day of publication, so that the order
// of fs.ReadDir is the order of time.
func FS() fs.FS {
	reports, err := fs.Sub(files, "reports")
	if err != nil {
		panic(err) // impossible: "reports" is a valid path
	}
	return reports
}
