package part

import (
	"bytes"
	"html/template"
	"strings"
	"testing"

	"tallystick/web/message"
)

// A template that was settled and fused says byte for byte what it says without.
func TestFused(t *testing.T) {
	const source = `{{define "frame"}}<title>{{t (print .)}}</title><p title="{{t (print .)}}" lang="{{lang}}">{{t "Site"}}{{t "%d claims" 3}} <b>{{t (print .)}}</b>, {{.}}</p>` +
		`<a href="{{.}}">{{t "The site’s <a> & 'b' + \"c\""}}</a><a href="{{printf "/claim/%s" .}}" aria-label="{{t "Site"}}">{{with .}}{{t "Open the claim"}}{{end}}</a>{{end}}`
	for _, l := range message.Languages {
		plain := template.Must(template.New("").Funcs(functions(l)).Parse(source))
		fused := template.Must(template.New("").Funcs(functions(l)).Parse(source))
		settle(l, fused)
		fuse(fused)
		if tree := fused.Lookup("frame").Tree.Root.String(); strings.Contains(tree, `{{t "Site"}}`) || !strings.Contains(tree, "{{. | href}}") || !strings.Contains(tree, "{{said (print .)}}") {
			t.Errorf("the template is neither settled nor fused: %s", tree)
		}
		for _, s := range []string{
			"", "/", "/claim/0a", "/claim/0a?as-of=2020-11-12T18%3A00%3A00Z&x=1#said-2", "//host.example/x", "/a b", "/%zz", "/é", "/\u202e", "/'", `/"><script>`, "/(a),b;c!*@[x]$~",
			"javascript:alert(1)", "JavaScript:/x", "data:text/html,x", "https://x.example/?a=b&c=d", "x/y:z", "mailto:a@b.example", "a\x00b", "it’s 1 + 1 < 3 & more", "&amp;",
		} {
			for _, data := range []any{message.Verbatim(s), s, template.HTML("<b>" + s + "</b>")} {
				var want, got bytes.Buffer
				if err := plain.ExecuteTemplate(&want, "frame", data); err != nil {
					t.Fatal(err)
				}
				if err := fused.ExecuteTemplate(&got, "frame", data); err != nil {
					t.Fatal(err)
				}
				if got.String() != want.String() {
					t.Errorf("%q is fused\n%s\nand without\n%s", s, &got, &want)
				}
			}
		}
	}
}

// A template that cannot be escaped is still refused.
func TestFusedRefused(t *testing.T) {
	bad := template.Must(template.New("").Funcs(functions(message.English)).Parse(`{{define "frame"}}<a href="{{if .}}x{{else}}">{{end}}{{end}}`))
	settle(message.English, bad)
	fuse(bad)
	if err := bad.ExecuteTemplate(&bytes.Buffer{}, "frame", ""); err == nil {
		t.Error("a template that cannot be escaped is executed")
	}
}
