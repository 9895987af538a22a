// Package demo holds what "tallystick demo" takes in: short texts of several
// invented outlets on one war, written for this project from public facts, and
// invented lists of losses. README.md says where they come from, what each shows
// and under which licence they stand.
package demo

import (
	"embed"
	"io/fs"
)

//go:embed reports lists
var files embed.FS

// List is an edition of a list of losses, or a series of totals.
type List struct {
	File   string // in Lists
	Format string // as "tallystick import" names it
	Name   string // of the list; "" for the one in the file
	By     string // who states the totals
	Side   string // code: on whose behalf
	Of     string // code: whose losses they are
}

// Editions are the lists, those of both sides by the same measure.
var Editions = []List{
	{File: "rivet-count.html", Format: "oryx-page"},
	{"of-armenia.json", "official-claims", "Azerbaijan’s daily claims", "Azerbaijani Defence Ministry", "AZE", "ARM"},
	{"of-azerbaijan.json", "official-claims", "Armenia’s daily claims", "Armenian Defence Ministry", "ARM", "AZE"},
}

// Lists returns the files of the lists as a flat, read-only folder.
func Lists() fs.FS { return folder("lists") }

// FS returns the reports as a flat, read-only folder of .html, .txt and .md
// files in UTF-8. Names begin with the day of publication, so that the order
// of fs.ReadDir is the order of time.
func FS() fs.FS { return folder("reports") }

func folder(name string) fs.FS {
	sub, err := fs.Sub(files, name)
	if err != nil {
		panic(err) // impossible: the name is a valid path
	}
	return sub
}
