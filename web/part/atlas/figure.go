package atlas

import (
	"fmt"
	"html"
	"html/template"
	"strings"

	"tallystick/link/accounts"
	"tallystick/web/message"
)

// standingWords says what a mark's disc means, the most contested first.
var standingWords = []struct {
	standing string
	words    message.Message
}{
	{accounts.Contested, message.Say("contested: an account denies it, or names another who did it")},
	{accounts.Agreed, message.Say("told alike by several")},
	{accounts.Single, message.Say("one account")},
	{accounts.Unstated, message.Say("nobody here says that it happened")},
}

// Figure is the map with what its signs mean.
func (m Map) Figure(lib Library) template.HTML {
	var b strings.Builder
	say := func(t message.Text) string { return html.EscapeString(t.In(m.language())) }
	fmt.Fprintf(&b, "<figure class=\"atlas-map\">\n%s\n<figcaption>\n", m.SVG(lib))
	if len(m.Marks) > 0 {
		b.WriteString(`<ul class="atlas-legend">` + "\n")
		for _, s := range standingWords {
			fmt.Fprintf(&b, `<li>%s %s</li>`+"\n", sign(14, disc(s.standing, 8)), say(s.words))
		}
		fmt.Fprintf(&b, `<li>%s %s</li>`+"\n", sign(34, `<circle class="single" cx="-26" r="4"/><circle class="single" cx="-11" r="6"/><circle class="single" cx="9" r="9"/>`),
			say(message.Say("people told of, the largest number that anybody gives: none, under 10, under 100, more")))
		fmt.Fprintf(&b, `<li>%s %s</li>`+"\n", sign(14, `<ellipse class="extent" rx="11" ry="11"/>`), say(message.Say("the place lies somewhere in here; the disc in the middle is no spot on the ground")))
		b.WriteString("</ul>\n")
	}
	fmt.Fprintf(&b, "<p class=\"atlas-source\">%s</p>\n</figcaption>\n</figure>", say(message.Say("Land, water and boundaries: Natural Earth. No line here says whose a land is; dashed boundaries are disputed.")))
	return template.HTML(b.String())
}

// sign is a small drawing beside words.
func sign(half int, drawn string) string {
	return fmt.Sprintf(`<svg class="atlas-sign" aria-hidden="true" viewBox="-%d -14 %d 28"><g class="spot">%s</g></svg>`, half, 2*half, drawn)
}
