package read_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What may reckon in floating point, and why it gives the same on any machine.
// A product that is added to must be rounded first, float64(a*b)+c: some
// machines do both in one step otherwise.
var reckonsInFloats = map[string]string{
	"tallystick/lexicon.hundredths": "of the degrees in a table, once, when the lexicon is loaded",
	"tallystick/read.parsed.placed": "a whole number of hundredths of a degree, divided once, for show",
}

// The reading path reckons in whole numbers, so that the same text gives the
// same bytes on any machine. No operator of its source works on floating-point
// values, and nothing is turned from whole to floating or back, but in the
// functions listed.
func TestReadingPathIsFloatFree(t *testing.T) {
	fset := token.NewFileSet()
	sources := importer.ForCompiler(fset, "source", nil)
	seen := map[string]bool{}
	used := map[string]bool{}
	var hold func(path string)
	hold = func(path string) {
		if seen[path] || !strings.HasPrefix(path, "tallystick/") {
			return
		}
		seen[path] = true
		files := sourceOf(t, fset, filepath.Join("..", strings.TrimPrefix(path, "tallystick/")))
		info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
		config := types.Config{Importer: sources}
		p, err := config.Check(path, fset, files, info)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			for _, d := range file.Decls {
				name := nameOf(path, d)
				for _, at := range reckoning(d, info) {
					if reckonsInFloats[name] == "" {
						t.Errorf("%s: %s reckons in floating point", fset.Position(at), name)
					}
					used[name] = true
				}
			}
		}
		for _, i := range p.Imports() {
			hold(i.Path())
		}
	}
	hold("tallystick/read")
	for _, path := range []string{"tallystick/read", "tallystick/lexicon", "tallystick/read/linear", "tallystick/read/syntax"} {
		if !seen[path] {
			t.Errorf("%s was not held", path)
		}
	}
	if !used["tallystick/lexicon.hundredths"] {
		t.Error("the one known sum in floating point was not found: the test sees nothing")
	}
}

func sourceOf(t *testing.T, fset *token.FileSet, dir string) []*ast.File {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, filepath.Join(dir, e.Name()), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files
}

// nameOf returns the package, receiver and name of a declaration.
func nameOf(path string, d ast.Decl) string {
	f, ok := d.(*ast.FuncDecl)
	if !ok {
		return path
	}
	if f.Recv != nil {
		recv := f.Recv.List[0].Type
		if star, ok := recv.(*ast.StarExpr); ok {
			recv = star.X
		}
		return path + "." + types.ExprString(recv) + "." + f.Name.Name
	}
	return path + "." + f.Name.Name
}

// reckoning returns where a declaration works on floating-point values that are
// no constants: by operators other than comparison, and by conversion.
func reckoning(d ast.Decl, info *types.Info) []token.Pos {
	var out []token.Pos
	floating := func(e ast.Expr) bool {
		tv := info.Types[e]
		b, ok := types.Default(orInvalid(tv.Type)).Underlying().(*types.Basic)
		return ok && tv.Value == nil && b.Info()&(types.IsFloat|types.IsComplex) != 0
	}
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if floating(n) {
				out = append(out, n.Pos())
			}
		case *ast.UnaryExpr:
			if n.Op == token.SUB && floating(n) {
				out = append(out, n.Pos())
			}
		case *ast.AssignStmt:
			if n.Tok != token.ASSIGN && n.Tok != token.DEFINE && floating(n.Lhs[0]) {
				out = append(out, n.Pos())
			}
		case *ast.IncDecStmt:
			if floating(n.X) {
				out = append(out, n.Pos())
			}
		case *ast.CallExpr:
			if info.Types[n.Fun].IsType() && len(n.Args) == 1 && floating(n) != floating(n.Args[0]) && info.Types[n.Args[0]].Value == nil {
				out = append(out, n.Pos())
			}
		}
		return true
	})
	return out
}

func orInvalid(t types.Type) types.Type {
	if t == nil {
		return types.Typ[types.Invalid]
	}
	return t
}
