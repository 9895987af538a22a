package atlas

import (
	"fmt"
	"html"
	"html/template"
	"slices"
	"strings"

	"tallystick/link/accounts"
	"tallystick/web/message"
	"tallystick/web/part"
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

// Fragment is a part of a page that is drawn as it stands.
type Fragment = template.HTML

// Live says where a script finds what it needs to make a map move. Without
// scripts, or where the browser cannot draw it, the map stays as it is.
type Live struct {
	Marks   string // address of the marks, as GeoJSON
	base    string
	library string
	worker  string
	sheet   string
	script  string
	tiles   string
}

// LiveOf returns what makes a map of marks move that are to be had, as GeoJSON,
// from an address of the site.
func LiveOf(ask part.Ask, marks string) Live {
	if ask.Copied {
		return Live{} // a copy in files has no answers for a script
	}
	return Live{
		Marks: marks, base: ask.Action("/map/base.json"), tiles: ask.Tiles,
		library: ask.File("maplibre.js"), worker: ask.File("maplibre-worker.js"), sheet: ask.File("maplibre.css"), script: ask.File("map.js"),
	}
}

// attributes are what web/script/map.js reads.
func (l Live) attributes(v View, language *message.Language) string {
	var b strings.Builder
	for _, a := range [][2]string{
		{"marks", l.Marks}, {"base", l.base}, {"library", l.library}, {"worker", l.worker}, {"sheet", l.sheet}, {"tiles", l.tiles},
		{"box", fmt.Sprintf("%.4f,%.4f,%.4f,%.4f", v.West, v.South, v.East, v.North)},
		{"say-in", message.Say("Zoom in").In(language)}, {"say-out", message.Say("Zoom out").In(language)},
		{"say-map", message.Say("Map that moves: arrow keys, plus and minus").In(language)},
		{"say-wheel", message.Say("Hold Ctrl and scroll to zoom").In(language)}, {"say-fingers", message.Say("Use two fingers to move the map").In(language)},
		{"say-close", message.Say("Close the list").In(language)}, {"say-here", message.Say("Incidents here").In(language)}, {"say-all", message.Say("All of them, in words").In(language)},
		{"say-km", message.Say("km").In(language)}, {"say-m", message.Say("m").In(language)},
	} {
		if a[1] != "" {
			fmt.Fprintf(&b, ` data-%s="%s"`, a[0], html.EscapeString(a[1]))
		}
	}
	return b.String()
}

// Figure is the map with what its signs mean.
func (m Map) Figure(lib Library) Fragment {
	var b strings.Builder
	say := func(t message.Text) string { return html.EscapeString(t.In(m.language())) }
	live, script := "", ""
	if m.Live.Marks != "" {
		live = m.Live.attributes(m.View(), m.language())
		script = fmt.Sprintf("\n<script type=\"module\" src=\"%s\"></script>", html.EscapeString(m.Live.script))
	}
	fmt.Fprintf(&b, "<figure class=\"atlas-map\">\n<div class=\"atlas-sheet\"%s>\n%s\n</div>\n<figcaption>\n", live, m.SVG(lib))
	if len(m.Marks) > 0 {
		b.WriteString(`<ul class="atlas-legend">` + "\n")
		for _, s := range standingWords {
			fmt.Fprintf(&b, `<li>%s %s</li>`+"\n", sign(14, disc(s.standing, 8)), say(s.words))
		}
		fmt.Fprintf(&b, `<li>%s %s</li>`+"\n", sign(34, `<circle class="single" cx="-29" r="3.5"/><circle class="single" cx="-18" r="5"/><circle class="single" cx="-3" r="7"/><circle class="single" cx="18" r="10"/>`),
			say(message.Say("people told of, the largest number that anybody gives: none, under 10, under 100, more")))
		fmt.Fprintf(&b, `<li>%s %s</li>`+"\n", sign(14, `<ellipse class="extent" rx="11" ry="11"/>`), say(message.Say("the place lies somewhere in here; the disc in the middle is no spot on the ground")))
		if slices.ContainsFunc(m.Marks, func(at Mark) bool { return at.Area }) {
			fmt.Fprintf(&b, `<li>%s %s</li>`+"\n", sign(24, `<g class="plate"><rect x="-22" y="-9" width="44" height="18" rx="4"/><path class="stands-for" d="M-2 0h18"/></g><circle class="single" cx="-11" r="6"/>`), say(message.Say("told of a whole area, no place in it")))
		}
		b.WriteString("</ul>\n")
	}
	links := func(words message.Text, marks []Mark) {
		if len(marks) == 0 {
			return
		}
		fmt.Fprintf(&b, "<p class=\"atlas-source\">%s ", say(words))
		for i := range marks {
			if i > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, `<a href="%s"><bdi>%s</bdi></a>`, html.EscapeString(marks[i].Href), html.EscapeString(marks[i].lettered()))
		}
		b.WriteString(".</p>\n")
	}
	if len(m.Marks) > 1 {
		links(message.Say("Told of a whole area, no place in it:"), m.areas())
	}
	links(message.Say("Far off, and not drawn:"), m.far())
	fmt.Fprintf(&b, "<p class=\"atlas-source\">%s</p>\n</figcaption>\n</figure>%s", say(message.Say("Land, water and boundaries: Natural Earth. No line here says whose a land is; dashed boundaries are disputed.")), script)
	return template.HTML(b.String())
}

// far returns the spots that lie off the sheet.
func (m Map) far() []Mark {
	v := m.View()
	return slices.DeleteFunc(slices.Clone(m.Marks), func(at Mark) bool { return at.Area || v.holds(at.Lon, at.Lat) })
}

// areas returns the marks of areas, in alphabetical order.
func (m Map) areas() []Mark {
	areas := slices.DeleteFunc(slices.Clone(m.Marks), func(at Mark) bool { return !at.Area })
	slices.SortFunc(areas, func(a, b Mark) int { return strings.Compare(a.Place(), b.Place()) })
	return areas
}

// Sign is the disc of a standing, small enough for a line of text.
func Sign(standing string) Fragment { return Fragment(sign(14, disc(standing, 8))) }

// sign is a small drawing beside words.
func sign(half int, drawn string) string {
	return fmt.Sprintf(`<svg class="atlas-sign" aria-hidden="true" viewBox="-%d -14 %d 28"><g class="spot">%s</g></svg>`, half, 2*half, drawn)
}
