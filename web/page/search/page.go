// Package search finds reports and claims by the words in them.
package search

import (
	"context"
	_ "embed"
	"strings"
	"unicode/utf8"

	"tallystick/flow"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the page reads.
type Library interface {
	Search(ctx context.Context, at int64, query string, limit int) ([]flow.Found, error)
}

// Style is the page's style sheet.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

var body = part.Parse(source)

// most is how many finds of a kind are shown, and longest how long a question
// may be, in characters.
const (
	most    = 50
	longest = 200
)

type view struct {
	Query   string
	Claims  []found
	Reports []found
	More    bool // there may be more than is shown
}

type found struct {
	flow.Found
	Href       string
	ReportHref string
}

// Page shows what is found for the words in q.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		v := view{Query: strings.TrimSpace(ask.URL.Query().Get("q"))}
		if !utf8.ValidString(v.Query) || utf8.RuneCountInString(v.Query) > longest {
			return part.Answer{}, &part.BadAsk{What: message.Say("The words searched for are too long or no text."), Write: message.Say("Write a few words, as in /search?q=ceasefire.")}
		}
		title := message.Say("Search")
		if v.Query != "" {
			title = message.Say("Search: %s", v.Query)
			hits, err := lib.Search(ask.Context(), ask.At, v.Query, most)
			if err != nil {
				return part.Answer{}, err
			}
			for _, h := range hits {
				f := found{h, ask.Link("/report/" + h.Report), ask.Link("/report/" + h.Report)}
				if h.Claim == "" {
					v.Reports = append(v.Reports, f)
					continue
				}
				f.Href = ask.Link("/claim/" + h.Claim)
				v.Claims = append(v.Claims, f)
			}
			v.More = len(v.Claims) >= most || len(v.Reports) >= most
		}
		return part.Answer{Title: title, Body: body, View: v}, nil
	}
}
