package tallystick

// The four laws of ARCHITECTURE.md, held against the source.

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rooms says which other rooms a room may import: those below it. A room that
// is not listed here does not belong in the house.
var rooms = map[string][]string{
	"evidence":         {},
	"lexicon":          {"evidence"},
	"ledger":           {},
	"capture":          {"evidence"},
	"capture/lists":    {"evidence"},
	"capture/pictures": {"evidence"},
	"capture/roads":    {"evidence"},
	"lexicon/names":    {},
	"gazetteer":        {"lexicon"},
	"read":             {"evidence", "lexicon", "read/coding", "read/linear", "read/reported", "read/syntax", "read/toponym"},
	"read/units":       {"evidence", "lexicon"},
	"read/coding":      {"read/linear"},
	"read/linear":      {},
	"read/reported":    {"read/linear"},
	"read/syntax":      {"read/linear"},
	"read/toponym":     {"lexicon"},
	"link":             {"evidence", "lexicon"},
	"link/accounts":    {"evidence", "lexicon"},
	"link/incidents":   {"evidence", "lexicon"},
	"link/origins":     {},
	"link/statements":  {"evidence", "lexicon"},
	"link/territory":   {"evidence", "lexicon"},
	"link/truces":      {"evidence"},
	"review":           {"evidence"},
	"publish":          {"evidence"},
	"store":            {"evidence", "ledger"},
	"store/storetest":  {"evidence", "ledger", "store"},
	"store/sqlite":     {"evidence", "ledger", "store"},
	"store/bodies":     {"evidence"},
	"store/scratch":    {},
	"flow":             {"evidence", "lexicon", "capture", "capture/lists", "capture/pictures", "capture/roads", "read", "read/units", "link", "link/accounts", "link/incidents", "link/origins", "link/statements", "link/territory", "link/truces", "review", "publish", "ledger", "store", "store/sqlite", "store/bodies", "store/scratch"},
	"demo":             {},
	"web":              {"evidence", "lexicon/names", "publish", "ledger", "store", "flow", "link/accounts", "link/statements", "link/territory", "link/truces"}, // store for its errors and tombstones, the rooms of link for the words of what they tell; a page asks flow.Library alone
	"web/internal":     {"evidence", "lexicon", "capture", "capture/lists", "link/accounts", "publish", "ledger", "store", "flow", "web"},                        // what the tests of the site share
	"cmd":              {"evidence", "lexicon", "capture", "capture/lists", "capture/roads", "gazetteer", "read", "read/coding", "read/reported", "read/syntax", "link/accounts", "link/territory", "publish", "ledger", "store", "flow", "demo", "web"},
}

// pure are the rooms that take clock, network and randomness as arguments.
var pure = []string{"evidence", "capture/lists", "capture/pictures", "capture/roads", "read", "read/units", "read/coding", "read/linear", "read/reported", "read/syntax", "read/toponym", "link", "link/accounts", "link/incidents", "link/origins", "link/statements", "link/territory", "link/truces", "review", "publish"}

// source is one Go file of the project that is not a test.
type source struct {
	path string
	room string
	file *ast.File
	set  *token.FileSet
}

func sources(t *testing.T, fsys fs.FS) []source {
	t.Helper()
	var found []source
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (p == "bench" || strings.HasPrefix(d.Name(), ".") && p != "." || d.Name() == "testdata" || d.Name() == "tools") {
			return fs.SkipDir
		}
		if path.Ext(p) != ".go" || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		b, err := fs.ReadFile(fsys, p)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, p, b, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		found = append(found, source{p, roomOf(path.Dir(p)), file, set})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// roomOf returns the longest listed room that a folder lies in, or the folder.
func roomOf(folder string) string {
	for room := folder; room != "."; room = path.Dir(room) {
		if _, ok := rooms[room]; ok {
			return room
		}
	}
	return folder
}

func (s source) imports() []string {
	var paths []string
	for _, i := range s.file.Imports {
		p, _ := strconv.Unquote(i.Path.Value)
		paths = append(paths, p)
	}
	return paths
}

// importsPointDown is law 1.
func importsPointDown(all []source) []string {
	var broken []string
	for _, s := range all {
		allowed, listed := rooms[s.room]
		if !listed {
			broken = append(broken, fmt.Sprintf("%s: room %q is not in the list of rooms", s.path, s.room))
		}
		for _, p := range s.imports() {
			inner, ours := strings.CutPrefix(p, "tallystick/")
			switch {
			case ours && roomOf(inner) != s.room && !slices.Contains(allowed, roomOf(inner)):
				broken = append(broken, fmt.Sprintf("%s imports %s, which is not below it", s.path, inner))
			case s.room == "evidence" && (ours || strings.Contains(p, ".") || slices.Contains(outside, p) || p == "html/template" || p == "database/sql"):
				broken = append(broken, fmt.Sprintf("%s imports %s: evidence is the standard library only, without input or output", s.path, p))
			}
		}
	}
	return broken
}

// oneDoor is law 2: only Record applies entries to a ledger, and only replay
// applies a ledger's own entries to a fresh copy of it; only flow keeps bodies.
func oneDoor(all []source) []string {
	doors := []string{
		"flow/record.go", // the door
		"flow/verify.go", // replay, into a scratch store or a rebuilt database
	}
	var broken []string
	for _, s := range all {
		if s.room == "store/storetest" || s.room == "store/sqlite" { // the engine and its suite
			continue
		}
		if slices.Contains(s.imports(), "tallystick/store/bodies") && s.room != "flow" {
			broken = append(broken, s.path+" imports store/bodies: bodies are kept by flow alone")
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if f, ok := call.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Apply" && !slices.Contains(doors, s.path) {
				broken = append(broken, fmt.Sprintf("%s calls Apply: every change of state passes flow.Record", s.set.Position(call.Pos())))
			}
			return true
		})
	}
	return broken
}

// outside are the packages through which a pure room would reach the world.
var outside = []string{"os", "os/exec", "io/ioutil", "net", "net/http", "syscall", "crypto/rand", "math/rand", "math/rand/v2", "database/sql", "log", "log/slog"}

// pureRooms is law 4.
func pureRooms(all []source) []string {
	var broken []string
	for _, s := range all {
		if !slices.Contains(pure, s.room) {
			continue
		}
		for _, p := range s.imports() {
			if slices.Contains(outside, p) {
				broken = append(broken, fmt.Sprintf("%s imports %s: a pure room takes the world as arguments", s.path, p))
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains([]string{"Now", "Since", "Until", "After", "Tick", "Local"}, sel.Sel.Name) {
				broken = append(broken, fmt.Sprintf("%s uses time.%s: a pure room takes the clock as an argument", s.set.Position(sel.Pos()), sel.Sel.Name))
			}
			return true
		})
	}
	return broken
}
