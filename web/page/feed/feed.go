// Package feed tells what is new as Atom feeds (RFC 4287): the latest
// incidents, narrowed as the page of incidents is, and the claims of one.
package feed

import (
	"bytes"
	"cmp"
	"context"
	"encoding/xml"
	"slices"
	"strings"
	"time"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the feeds read.
type Library interface {
	IncidentQuery(w flow.IncidentWords) (flow.IncidentQuery, error)
	Incidents(ctx context.Context, at int64, q flow.IncidentQuery, cursor string, limit int) ([]flow.Incident, string, error)
	Incident(ctx context.Context, at int64, id string) (flow.Incident, error)
}

// most is how many entries a feed has.
const most = 50

type atom struct {
	XMLName  xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Language string   `xml:"xml:lang,attr"`
	ID       string   `xml:"id"`
	Title    string   `xml:"title"`
	Subtitle string   `xml:"subtitle"`
	Updated  string   `xml:"updated"`
	Links    []link   `xml:"link"`
	Author   author   `xml:"author"`
	Entries  []entry  `xml:"entry"`
}

type link struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type author struct {
	Name string `xml:"name"`
}

type entry struct {
	ID      string `xml:"id"`
	Title   string `xml:"title"`
	Updated string `xml:"updated"`
	Link    link   `xml:"link"`
	Author  author `xml:"author"`
	Summary string `xml:"summary"`
}

// Incidents is the feed of the latest incidents.
func Incidents(ask part.Ask, lib Library) ([]byte, error) {
	asked := ask.URL.Query()
	q, err := lib.IncidentQuery(flow.IncidentWords{Place: asked.Get("place"), From: asked.Get("from"), To: asked.Get("to"), Side: asked.Get("side"), Type: asked.Get("type")})
	if err != nil {
		return nil, &part.BadAsk{What: message.Say("The feed cannot be narrowed so: %s", err.Error()), Write: message.Say("Write a place, days, a side or a type of event, as in %s", "/feed.atom?side=ARM&from=2020-10-01")}
	}
	q.Told = true
	list, _, err := lib.Incidents(ask.Context(), ask.At, q, "", most)
	if err != nil {
		return nil, err
	}
	say := ask.In()
	f := newFeed(ask, "/incidents", say.Say("Incidents"))
	for _, i := range list {
		line := part.NewIncidentLine(ask, i)
		summary := []string{line.Standing.In(say)}
		for _, a := range line.Accounts {
			summary = append(summary, strings.TrimSpace(a.Side+" "+a.Says.In(say)))
		}
		f.add(ask, "/incident/"+i.ID, line.Title.In(say), strings.Join(summary, "\n"), "Tallystick", i.At)
	}
	return f.bytes()
}

// Incident is the feed of one incident: its claims, those entered last first.
func Incident(ask part.Ask, lib Library) ([]byte, error) {
	id := ask.PathValue("id")
	if !evidence.ValidClaimID(id) {
		return nil, part.ErrMissing
	}
	i, err := lib.Incident(ask.Context(), ask.At, id)
	if err != nil {
		return nil, err
	}
	say := ask.In()
	f := newFeed(ask, "/incident/"+i.ID, part.TitleOf(i).In(say))
	reports := make(map[string]publish.Headline)
	for _, r := range i.Reports {
		reports[r.ID] = r
	}
	claims := slices.Clone(i.Claims)
	slices.SortStableFunc(claims, func(a, b publish.Claim) int { return cmp.Compare(b.Entry, a.Entry) })
	for n, c := range claims {
		if n == most {
			break
		}
		line := part.NewLine(ask, 0, c)
		head := reports[c.Report]
		f.add(ask, "/claim/"+c.ID, message.Joined(line.Speaker, message.Verbatim(" "), line.Stance.Verb).In(say), c.Content.Text, cmp.Or(head.Publisher, head.Title, "Tallystick"), since(c, i.At))
	}
	return f.bytes()
}

// since is when a claim was let in: its last acceptance, else when its incident
// was recorded.
func since(c publish.Claim, otherwise time.Time) time.Time {
	if n := len(c.Accepts); n > 0 {
		return c.Accepts[n-1].At
	}
	return otherwise
}

func newFeed(ask part.Ask, of, title string) *atom {
	here := ask.Pinned(ask.Here())
	return &atom{
		Language: ask.In().Code, ID: here, Title: title + " · Tallystick", Author: author{"Tallystick"},
		Subtitle: ask.In().Say("Every line here is what somebody claims, with who says it and where. Nothing on these pages says what is so."),
		Updated:  ask.AsOf.UTC().Format(time.RFC3339),
		Links:    []link{{"self", "application/atom+xml", here}, {"alternate", "text/html", ask.Pinned(of)}},
	}
}

func (f *atom) add(ask part.Ask, path, title, summary, by string, at time.Time) {
	updated := at.UTC().Format(time.RFC3339)
	if len(f.Entries) == 0 || updated > f.Updated {
		f.Updated = updated
	}
	f.Entries = append(f.Entries, entry{ID: ask.Address(path), Title: part.Brief(ask.In(), title), Updated: updated, Link: link{"alternate", "text/html", ask.Pinned(path)}, Author: author{part.Brief(ask.In(), by)}, Summary: part.Brief(ask.In(), summary)})
}

func (f *atom) bytes() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	if err := e.Encode(f); err != nil {
		return nil, err
	}
	b.WriteString("\n")
	return publish.Legible(b.Bytes()), nil
}
