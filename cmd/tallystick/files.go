package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"tallystick/capture"
)

// load reads one file, or standard input.
func load(p *program, file string) ([]byte, error) {
	if file == capture.StandardInput {
		return capture.Load(p.stdin, file)
	}
	return capture.LoadFile(file)
}

// checkStandardInput refuses a second "-": the first reads to the end.
func checkStandardInput(paths []string) error {
	seen := false
	for _, path := range paths {
		if path == capture.StandardInput && seen {
			return errors.New("standard input (-) is named twice, and can be read once: name it once")
		}
		seen = seen || path == capture.StandardInput
	}
	return nil
}

// shown is a file's name for a terminal: as it is, or quoted where it holds
// what a terminal would obey or cannot show.
func shown(name string) string {
	if name == capture.StandardInput {
		return "standard input"
	}
	if q := strconv.Quote(name); q != `"`+name+`"` {
		return q
	}
	return name
}

// reason is what an error says of a file, without the file's name: that stands
// before it.
func reason(file string, err error) string {
	var told *capture.Error
	var path *fs.PathError
	switch {
	case errors.As(err, &told):
		return told.Reason()
	case errors.As(err, &path) && path.Path == file:
		return path.Err.Error()
	}
	return strings.TrimPrefix(err.Error(), file+": ")
}

// walk lists the files under the paths in the order of their names, with a
// line for each that is passed over. Within a folder no link is followed and
// no hidden folder entered: what lies there was not meant by whoever named the
// folder. Nothing of the data directory, if there is one, is ever a report.
func walk(paths []string, data string) (files []string, passed []added) {
	skip := func(file, why string) { passed = append(passed, added{File: file, Skipped: why}) }
	fail := func(file string, err error) { passed = append(passed, added{File: file, Error: reason(file, err)}) }
	if data != "" {
		data = resolved(data)
	}
	for _, path := range paths {
		info, err := os.Stat(path)
		switch {
		case path == capture.StandardInput:
			files = append(files, path)
			continue
		case err != nil:
			fail(path, err)
			continue
		case within(path, data):
			skip(path, inData)
			continue
		case !info.IsDir():
			files = append(files, path) // named outright: the reader of it says what is wrong
			continue
		}
		before := len(files) + len(passed)
		root := strings.TrimRight(path, "/") + "/" // a link to a folder that is named outright is meant
		err = filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				fail(file, err)
				if d != nil && d.IsDir() {
					return fs.SkipDir
				}
			case d.Type()&fs.ModeSymlink != 0:
				skip(file, "a symbolic link")
			case d.IsDir() && file != root && strings.HasPrefix(d.Name(), "."):
				skip(file, "a hidden folder")
				return fs.SkipDir
			case d.IsDir() && within(file, data):
				skip(file, inData)
				return fs.SkipDir
			case d.IsDir():
			case !capture.Known(file):
				skip(file, "not a kind of file that is read (.txt, .html, .htm, .md)")
			default:
				files = append(files, file)
			}
			return nil
		})
		if err != nil {
			fail(path, err)
		}
		if len(files)+len(passed) == before {
			skip(path, "there is nothing to read in it")
		}
	}
	return files, passed
}

const inData = "it lies in the data directory, which is no report"

// within reports whether a path leads into a folder that is resolved, and
// named.
func within(path, folder string) bool {
	if folder == "" {
		return false
	}
	path = resolved(path)
	return path == folder || strings.HasPrefix(path, strings.TrimSuffix(folder, "/")+"/")
}

// resolved is a path from the root, with no link in it where it can be told.
func resolved(path string) string {
	if p, err := filepath.Abs(path); err == nil {
		path = p
	}
	if p, err := filepath.EvalSymlinks(path); err == nil {
		path = p
	}
	return path
}
