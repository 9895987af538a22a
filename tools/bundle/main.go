// Command bundle makes the scripts of the site: each script and style sheet of
// web/script becomes one minified file of web/static under its own name, with
// what it imports in it. The files are committed, so that the program builds
// without this.
//
// Run it as scripts/bundle, which fetches the packages that the scripts import
// in the versions and with the hashes of package-lock.json.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

const (
	from     = "../web/script"
	to       = "../web/static"
	packages = "node_modules"
)

// licences are the texts under which the site may serve what the scripts
// import: file of a package, and its name beside the scripts.
var licences = map[string]string{"maplibre-gl/LICENSE.txt": "maplibre.LICENSE.txt"}

func main() {
	if err := bundle(); err != nil {
		fmt.Fprintln(os.Stderr, "bundle:", err)
		os.Exit(1)
	}
}

func bundle() error {
	entries, err := list(from)
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		return fmt.Errorf("%s holds no scripts: run this in tools, as scripts/bundle does", from)
	}
	old, err := list(to)
	if err != nil {
		return err
	}
	for _, f := range old {
		if err := os.Remove(f); err != nil {
			return err
		}
	}
	made := api.Build(api.BuildOptions{
		EntryPoints:       entries,
		Outdir:            to,
		Write:             true,
		Bundle:            true,
		Format:            api.FormatESModule,
		Target:            api.ES2022,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Charset:           api.CharsetUTF8,
		LegalComments:     api.LegalCommentsInline,
		NodePaths:         []string{packages},
		IgnoreAnnotations: true, // MapLibre calls its own worker free of effects, which would leave nothing of it
		LogLevel:          api.LogLevelWarning,
	})
	if len(made.Errors) > 0 {
		return errors.New("a script cannot be bundled: see above")
	}
	for _, f := range made.OutputFiles {
		fmt.Printf("%8d  %s\n", len(f.Contents), filepath.Base(f.Path))
	}
	for file, name := range licences {
		text, err := os.ReadFile(filepath.Join(packages, file))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// list returns the scripts and style sheets of a folder.
func list(folder string) ([]string, error) {
	scripts, err := filepath.Glob(filepath.Join(folder, "*.js"))
	if err != nil {
		return nil, err
	}
	sheets, err := filepath.Glob(filepath.Join(folder, "*.css"))
	return append(scripts, sheets...), err
}
