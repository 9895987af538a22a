package part

import (
	"bytes"
	"html/template"
	"testing"

	"tallystick/evidence"
	"tallystick/web/message"
)

// lineTemplate is what Markup writes, as a template says it.
const lineTemplate = `<p class="says"><bdi class="speaker">{{t .Speaker}}</bdi>{{with .Role}} <bdi class="role">{{.}}</bdi>{{end}} ` +
	`{{range .Sides}}<a class="side" href="{{.Href}}" title="{{t "speaks for %s" .Side}}"><bdi>{{.Side}}</bdi></a>{{end}} <span class="stance {{.Stance.Stance}}">{{t .Stance.Verb}}</span>{{with .Hedge}} <span class="hedge">({{t .}})</span>{{end}}</p>
{{if .Content}}<p class="content" dir="auto">{{if .Quoted}}{{t "“%s”" .Content}}{{else}}{{.Content}}{{end}}</p>
{{else}}<p class="content gone">{{t "Its words stand outside the excerpt that may be shown."}}</p>
{{end}}{{with .Figures}}<ul class="figures">{{range .}}<li><bdi>{{t .}}</bdi></li>{{end}}</ul>
{{end}}<p class="foot"><span class="state {{.State.Class}}"><bdi>{{t .State.Words}}</bdi></span> <a href="{{.Href}}">{{t "Open the claim"}}</a>{{with .Incident}} <a href="{{.}}">{{t "All accounts of it"}}</a>{{end}}</p>`

// A fragment is byte for byte what html/template makes of it, whatever is put
// into it.
func TestMarkup(t *testing.T) {
	for _, l := range message.Languages {
		plain := template.Must(template.New("").Funcs(functions(l)).Parse(lineTemplate))
		for _, s := range []string{"", "Ministry", `"><script>alert(1)</script>`, "javascript:alert(1)", "a\x00b", "it’s 1 + 1 < 3 & more", "&amp;", "' onclick='x", "\u202eabc", "/claim/0a?x=1&y=é", "%s %d"} {
			for _, full := range []bool{false, true} {
				line := Line{Href: s, Speaker: message.Verbatim(s), Stance: StanceWords{Stance: evidence.Stance(s), Verb: message.Name(s)}, Content: s, State: State{s, message.Verbatim(s)}}
				if full {
					line.Role, line.Sides, line.Hedge, line.Quoted, line.Incident = s, Badges{{s, s}, {"ARM", "/actor/ARM"}}, message.Verbatim(s), true, s
					line.Figures = []message.Text{message.Verbatim(s), message.Say("%d killed", 4)}
				}
				var want bytes.Buffer
				if err := plain.Execute(&want, line); err != nil {
					t.Fatal(err)
				}
				if got := string(NewMarkup(l).Line(line).HTML()); got != want.String() {
					t.Errorf("%q is written\n%s\na template says\n%s", s, got, want.String())
				}
			}
		}
	}
}
