package part

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tallystick/evidence"
	"tallystick/publish"
	"tallystick/web/message"
)

// Sharing is what a page tells those who point at it: search engines, and the
// sites and programs that show a page as a card.
type Sharing struct {
	Says      message.Text // the page in a sentence
	Picture   string       // path of a picture of it, 1200 × 630 pixels; empty for none
	Data      any          // the page in schema.org's words, as JSON-LD; nil for none
	Unindexed bool         // it speaks of a private person: search engines are asked to pass it by
}

// shared is what the head of a page says of it.
type shared struct {
	Sharing
	Title   message.Text
	Here    string // address of the page, in its language and at its time
	Picture string // address
	Feed    string // path of the feed of incidents
}

func sharedOf(ask Ask, a Answer) shared {
	s := shared{Sharing: a.Sharing, Title: a.Title, Here: ask.Pinned(ask.Here()), Feed: ask.Link("/feed.atom")}
	if a.Sharing.Picture != "" {
		s.Picture = ask.Pinned(a.Sharing.Picture)
	}
	if ask.Desk {
		s.Unindexed, s.Data = true, nil
	}
	return s
}

// SiteName is the site's name, as people know it.
func (a Ask) SiteName() string {
	_, host, _ := strings.Cut(a.Site, "://")
	return host
}

// Personal reports whether a claim speaks of a private person, or is told by
// one.
func Personal(c publish.Claim) bool {
	private := func(a evidence.Actor) bool { return a.Private }
	event := c.Claim.Event
	return c.Masked || c.Source.Private || event != nil && (slices.ContainsFunc(event.Agents, private) || slices.ContainsFunc(event.Targets, private))
}

// Citation is how to cite a page.
type Citation struct{ Text, BibTeX string }

// Cited is what a citation names.
type Cited struct {
	Key   string // of the BibTeX entry: "claim:0123abcd"
	Title string
	In    string // what holds it: a report and its publisher
	Date  string // on which it was said or happened, as far as that is known
	Entry int64  // of the log that holds it
	Path  string // of the page
}

// NewCitation says how to cite a page: with its entry of the log, so that
// whoever follows it can tell whether they see what was cited.
func NewCitation(ask Ask, c Cited) Citation {
	address := ask.Pinned(c.Path)
	c.Title, c.In = Brief(ask.In(), c.Title), Brief(ask.In(), c.In)
	held := fmt.Sprintf("Tallystick, an evidence ledger, entry %d of its log", c.Entry)
	if !ask.AsOf.IsZero() {
		held += ", as it stood on " + message.Moment(ask.AsOf).In(message.English)
	}
	text := NotEmpty(strings.TrimSuffix(c.Title, "."), c.In, c.Date, held)
	var b strings.Builder
	fmt.Fprintf(&b, "@misc{tallystick:%s,\n", c.Key)
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %s = {%s},\n", name, value)
		}
	}
	field("title", "{"+bibTeX.Replace(c.Title)+"}")
	field("howpublished", bibTeX.Replace(held))
	if c.In != "" {
		field("note", "In: "+bibTeX.Replace(c.In))
	}
	if day, err := time.Parse(time.DateOnly, c.Date[:min(len(c.Date), 10)]); err == nil {
		field("year", day.Format("2006"))
		field("month", strings.ToLower(day.Format("Jan")))
	}
	field("url", address)
	b.WriteString("}")
	return Citation{Text: strings.Join(text, ". ") + ". " + address, BibTeX: b.String()}
}

// bibTeX writes the characters that BibTeX and TeX take for their own.
var bibTeX = strings.NewReplacer(`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "&", `\&`, "%", `\%`, "$", `\$`, "#", `\#`, "_", `\_`, "~", `\textasciitilde{}`, "^", `\textasciicircum{}`)

// NotEmpty returns those texts that say something.
func NotEmpty(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}
