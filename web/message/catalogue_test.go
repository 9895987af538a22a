package message

import (
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template/parse"
)

var update = flag.Bool("update", false, "put the keys that are missing into the English catalogue, and empty ones into the others")

// TestCatalogues holds that every language knows every message that the site
// says, and none that it does not say.
func TestCatalogues(t *testing.T) {
	said := keysInUse(t)
	for _, l := range Languages {
		known := catalogue(l.Code)
		for _, key := range slices.Sorted(maps.Keys(said)) {
			if _, ok := known[key]; !ok {
				if *update {
					add(t, l, said[key], key)
					continue
				}
				t.Errorf("%s: no words for %q, said in %s (run this test with -update, then fill in what it wrote)", l.Code, key, said[key])
			}
		}
		for key, e := range known {
			if _, ok := said[key]; !ok {
				t.Errorf("%s: nothing says %q any more: delete it", l.Code, key)
			}
			forms := maps.Clone(e.Forms)
			if e.Forms == nil {
				forms = map[string]string{"other": e.Text}
			}
			if forms["other"] == "" {
				t.Errorf("%s: %q is empty", l.Code, key)
			}
			for name, form := range forms {
				if strings.HasPrefix(name, "=") || name == "one" || name == "zero" { // may say the number in words
					continue
				}
				if got, want := verbs(form), verbs(key); got != want {
					t.Errorf("%s: %q takes %s, its form %q %s", l.Code, key, want, form, got)
				}
			}
		}
	}
}

// verbs lists the arguments that a message takes, by their places.
func verbs(s string) string {
	place := 0
	var found []string
	for _, m := range verb.FindAllStringSubmatch(s, -1) {
		if m[2] == "%" {
			continue
		}
		place++
		if m[1] != "" {
			place, _ = strconv.Atoi(m[1])
		}
		found = append(found, strconv.Itoa(place)+m[2])
	}
	slices.Sort(found)
	return "[" + strings.Join(slices.Compact(found), " ") + "]"
}

// keysInUse finds what templates hand to "t" and "rich" and code to Say and T, with the file in which it is said first.
func keysInUse(t *testing.T) map[string]string {
	keys := make(map[string]string)
	note := func(key, file string) {
		if _, known := keys[key]; !known {
			keys[key] = file
		}
	}
	// The rooms below say remarks on what they find by forms that stand in their code.
	for _, room := range []string{"../../evidence", "../../flow", "../../link", "../../read/units"} {
		err := filepath.WalkDir(room, func(file string, d fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(file, ".go") && !strings.HasSuffix(file, "_test.go") {
				inCode(t, file, func(key string) { note(key, "remark/"+filepath.Base(file)) })
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch {
		case d.IsDir() && (d.Name() == "testdata" || d.Name() == "internal"):
			return fs.SkipDir
		case strings.HasSuffix(file, ".tmpl"):
			inTemplate(t, file, func(key string) { note(key, file) })
		case strings.HasSuffix(file, ".go") && !strings.HasSuffix(file, "_test.go"):
			inCode(t, file, func(key string) { note(key, file) })
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func inCode(t *testing.T, file string, note func(string)) {
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		name := ""
		switch f := call.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			name = f.Sel.Name
		}
		if lit, ok := call.Args[0].(*ast.BasicLit); ok && (name == "Say" || name == "T" || name == "Rich") && lit.Kind == token.STRING {
			key, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			note(key)
		}
		return true
	})
}

func inTemplate(t *testing.T, file string, note func(string)) {
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	tree := parse.New(file)
	tree.Mode = parse.SkipFuncCheck
	set := make(map[string]*parse.Tree)
	if _, err := tree.Parse(string(source), "", "", set); err != nil {
		t.Fatal(err)
	}
	for _, each := range set {
		if each.Root != nil {
			inNode(each.Root, note)
		}
	}
}

// call is what a template hands to t or rich.
var call = regexp.MustCompile(`(?:^|[\s({|])(?:t|rich) ("(?:[^"\\]|\\.)*"|` + "`[^`]*`)")

func inNode(n *parse.ListNode, note func(string)) {
	for _, m := range call.FindAllStringSubmatch(n.String(), -1) {
		if key, err := strconv.Unquote(m[1]); err == nil {
			note(key)
		}
	}
}

// note is what a key that stands for two things in another language ends in.
var note = regexp.MustCompile(` \[[^]]*\]$`)

// add puts a key into the file of a language that is named after the folder in
// which it is said.
func add(t *testing.T, l *Language, said, key string) {
	folder, err := filepath.Abs(filepath.Dir(said))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("words", l.Code, filepath.Base(folder)+".json")
	all := make(map[string]any)
	if body, err := os.ReadFile(file); err == nil {
		if err := json.Unmarshal(body, &all); err != nil {
			t.Fatal(err)
		}
	}
	all[key] = ""
	if l == English {
		all[key] = note.ReplaceAllString(key, "")
	}
	var b strings.Builder
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	out.SetIndent("", "\t")
	if err := out.Encode(all); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
