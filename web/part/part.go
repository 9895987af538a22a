// Package part holds what the pages of the site share: the frame around them,
// links that keep the time a page is asked as of, and the fragments that
// several pages show (a claim in a line, the numbers it gives, a proof) with
// the words they use.
package part

import (
	"bytes"
	"cmp"
	"embed"
	"errors"
	"fmt"
	"html/template"
	"io"
	"math"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"tallystick/evidence"
	"tallystick/publish"
	"tallystick/web/message"
)

// Style is the style sheet of the frame and the fragments.
//
//go:embed part.css
var Style string

//go:embed *.tmpl
var sources embed.FS

// Page answers a request. Its errors are mapped to answers in one place, at
// the edge of the site.
type Page func(Ask) (Answer, error)

// Answer is a titled view and the template that shows it.
type Answer struct {
	Title   message.Text
	Body    Body // from Parse
	View    any  // what the template's "main" is handed
	Sharing Sharing
}

// Ask is one request as a page gets it.
type Ask struct {
	*http.Request
	At                int64     // position of the log that the page is answered from
	AsOf              time.Time // zero for now
	Desk              bool
	Review            bool // somebody may decide here
	Policy            publish.Policy
	Site              string            // scheme and host under which readers reach the site, for commands they may run
	Files             map[string]string // paths of the site's static files, by name: see File
	Tiles             string            // address of the operator's own map tiles, empty for none
	Operator, Contact string            // who runs the site, and how to reach them: an address of a page, or words; may be empty
	Copied            bool              // the page is for a copy of the site in files

	Moments []time.Time // at which a reader may look back, in order

	Language *message.Language // nil for English
}

// File returns the path of a static file, which changes with what the file
// holds: "style.css", and what stands in web/static.
func (a Ask) File(name string) string {
	if path, ok := a.Files[name]; ok {
		return path
	}
	return "/static/" + name
}

// Action returns a path of the site in the page's language, for a form, which
// has its as-of time in a field.
func (a Ask) Action(path string) string { return a.Language.Path(path) }

// Link returns a path of the site in the page's language and with the as-of
// time that the page was asked with, so that a reader stays at both.
func (a Ask) Link(path string) string {
	path = a.Language.Path(path)
	if a.AsOf.IsZero() {
		return path
	}
	path, fragment, found := strings.Cut(path, "#")
	if found {
		fragment = "#" + fragment
	}
	mark := "?"
	if strings.Contains(path, "?") {
		mark = "&"
	}
	return path + mark + "as-of=" + url.QueryEscape(a.AsOfText()) + fragment
}

// AsOfText is the as-of time as it stands in addresses, empty for now.
func (a Ask) AsOfText() string {
	if a.AsOf.IsZero() {
		return ""
	}
	return a.AsOf.UTC().Format(time.RFC3339)
}

// Now returns the address of the same page without an as-of time.
func (a Ask) Now() string {
	q := a.URL.Query()
	q.Del("as-of")
	return a.Action(a.URL.EscapedPath()) + mark(q)
}

// ContactLink is Contact where it is the address of a page, else empty.
func (a Ask) ContactLink() string {
	if u, err := url.Parse(a.Contact); err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http") {
		return a.Contact
	}
	return ""
}

// Edition is the page in one of the site's languages.
type Edition struct {
	*message.Language
	Href string // at the same as-of time
	Here bool   // the page is in it
}

// Editions returns the page in every language.
func (a Ask) Editions() []Edition {
	var all []Edition
	for _, l := range message.Languages {
		all = append(all, Edition{l, l.Path(a.URL.EscapedPath()) + mark(a.URL.Query()), l == a.In()})
	}
	return all
}

func mark(q url.Values) string {
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// In is the page’s language.
func (a Ask) In() *message.Language { return cmp.Or(a.Language, message.English) }

// ErrMissing says that nothing stands at an address of the site.
var ErrMissing = errors.New("nothing at this address")

// BadAsk says that a request cannot be understood, and what to write instead.
type BadAsk struct{ What, Write message.Text } // whole sentences

func (e *BadAsk) Error() string {
	return e.What.In(message.English) + " " + e.Write.In(message.English)
}

// ParseAsOf reads an as-of time: an RFC 3339 time, one without a zone, which
// means UTC, or a date, which means the last second of that day in UTC. Empty
// is now.
func ParseAsOf(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if day, err := time.Parse(time.DateOnly, s); err == nil {
		return day.Add(24*time.Hour - time.Second), nil
	}
	if t, err := time.Parse(time.RFC3339, strings.Replace(s, " ", "+", 1)); err == nil { // an unescaped plus arrives as a space
		return t.Truncate(time.Second).UTC(), nil
	}
	for _, layout := range []string{fieldLayout, "2006-01-02T15:04"} { // as a field of day and time sends it
		if t, err := time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	return time.Time{}, &BadAsk{
		What:  message.Say("The as-of time in the address is neither a date nor a time."),
		Write: message.Say("Write a date, as in ?as-of=2020-11-12, or a time with its zone, as in ?as-of=2020-11-12T18:00:00Z."),
	}
}

// Body is a page's template in every language.
type Body struct {
	in func() map[*message.Language]*template.Template
}

// Parse returns a page's template: the shared parts and source, which defines
// "main". It is parsed when the page is first shown, so that commands that show
// none do not wait for it; that panics on a template that does not parse, as
// templates are constants of the program.
func Parse(source string) Body {
	return Body{sync.OnceValue(func() map[*message.Language]*template.Template {
		in := make(map[*message.Language]*template.Template)
		for _, l := range message.Languages {
			shared := template.Must(template.New("").Funcs(functions(l)).ParseFS(sources, "*.tmpl"))
			in[l] = template.Must(shared.Parse(source))
			settle(l, in[l])
			fuse(in[l])
		}
		return in
	})}
}

// functions are what templates may call, in a language: "t" says a key of the
// catalogues or a message.Text, "name" a name of the ledger, "segment" makes one element of a path, "rich" says a key with markup in it, as in
// {{rich `See <a href="%s">the lists</a>` $href}}.
func functions(l *message.Language) template.FuncMap {
	return template.FuncMap{
		"segment":  url.PathEscape,
		"lang":     func() string { return l.Code },
		"t":        l.T,
		"name":     l.NameOf,
		"escaped":  func(what any, args ...any) string { return escapes.Replace(Brief(l, l.T(what, args...))) },
		"said":     func(what any) string { return escapes.Replace(Brief(l, l.T(what))) },
		"text":     func(what any) (string, error) { return text(l, what) },
		"href":     href,
		"rich":     func(key string, args ...any) template.HTML { return rich(l, key, args) },
		"moment":   func(t time.Time) string { return message.Moment(t).In(l) },
		"day":      func(s string) string { return Day(s).In(l) },
		"remark":   Remark,
		"stored":   func(s string) message.Text { return stored(s) },
		"recorded": func(s string) template.HTML { return recorded(l, s) },
		"number":   func(n int) string { return message.Number(int64(n)).In(l) },
		"interval": func(i evidence.Interval) string { return IntervalWords(i).In(l) },
		"digits":   func(n any) string { return fmt.Sprint(n) },
		"basis":    BasisWords,
		"rests":    RestsOn,
		"class":    ClassWords,
		"fate":     FateWords,
		"suggests": SuggestionWords,
		"withheld": WithheldWords,
		"badges":   func(sides Badges) template.HTML { return NewMarkup(l).badges(sides).HTML() },
		"stance":   func(s StanceWords) template.HTML { return NewMarkup(l).stance(s).HTML() },
		"state":    func(s State) template.HTML { return NewMarkup(l).state(s).HTML() },
		"line":     func(c Line) template.HTML { return NewMarkup(l).Line(c).HTML() },
	}
}

// rich says a key that has markup of its own; what is put into it is escaped.
func rich(l *message.Language, key string, args []any) template.HTML {
	escaped := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case template.HTML:
			escaped[i] = string(a)
		case int, int64:
			escaped[i] = a
		case message.Text:
			escaped[i] = template.HTMLEscapeString(Brief(l, a.In(l)))
		case string:
			escaped[i] = template.HTMLEscapeString(Brief(l, a))
		default:
			escaped[i] = template.HTMLEscaper(a)
		}
	}
	return template.HTML(l.Say(key, escaped...))
}

// Render writes the whole page.
func Render(w io.Writer, ask Ask, a Answer) error {
	page := drafts.Get().(*bytes.Buffer)
	defer drafts.Put(page)
	page.Reset()
	err := a.Body.in()[ask.In()].ExecuteTemplate(page, "frame", &struct {
		Title    message.Text
		Ask      Ask
		Audience message.Text
		Lookback lookback
		Shared   shared
		View     any
	}{a.Title, ask, audience(ask), ask.lookback(), sharedOf(ask, a), a.View})
	if err != nil {
		return fmt.Errorf("page %s: %w", ask.URL.Path, err)
	}
	_, err = w.Write(legible(page.Bytes()))
	return err
}

// drafts are buffers that pages were rendered into.
var drafts = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// audience is the line at the head of every page that says what is shown to
// whom.
func audience(a Ask) message.Text {
	if a.Desk {
		return message.Say("Review desk: unreviewed machine readings are shown. Not for publication.")
	}
	return message.Say("Public view: reviewed claims only, at least %s late, positions to about %s.", Delay(a.Policy), Grid(a.Policy))
}

// Delay is how late the policy lets claims out.
func Delay(p publish.Policy) message.Text {
	if d := time.Duration(p.Delay); d < time.Hour || d%time.Hour != 0 {
		return message.Verbatim(p.Delay.String())
	}
	return message.Say("%d hours", int(time.Duration(p.Delay)/time.Hour))
}

// Excerpt is how much of a text the policy lets out, in per cent.
func Excerpt(p publish.Policy) string { return fmt.Sprintf("%.3g", p.Excerpt*100) }

// Grid is how far apart the positions are that the policy lets out.
func Grid(p publish.Policy) message.Text {
	km := p.Grid * 111.2 // of a degree of latitude
	if km < 1 {
		return message.Say("%d m", int64(math.Round(km*1000)))
	}
	return message.Say("%d km", int64(math.Round(km)))
}
