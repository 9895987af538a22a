// Package actor is the page of a side, an organisation or an office holder:
// what it says, what is said of it, and the incidents in which it is named.
package actor

import (
	"context"
	_ "embed"
	"net/url"

	"tallystick/flow"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the page reads.
type Library interface {
	Actor(ctx context.Context, at int64, slug string) (flow.ActorView, error)
}

//go:embed page.tmpl
var source string

var body = part.Parse(source)

type view struct {
	flow.ActorView
	KindWords message.Text
	SideHref  string // of the page of its side, empty for a side
	Lists     []link
	Groups    []group
	Incidents []part.IncidentLine
}

type link struct {
	Words message.Text
	Href  string
}

// group is claims of one kind.
type group struct {
	ID    string
	Title message.Text
	None  message.Text // what to say when there are none
	List  []part.FoundLine
	More  string // address of all of them, empty when these are all
}

var kinds = map[string]message.Message{
	flow.ActorSide: message.Say("Side"), flow.ActorOrganisation: message.Say("Organisation"), flow.ActorOfficial: message.Say("Office holder"),
}

// Page shows the actor that the address names.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		a, err := lib.Actor(ask.Context(), ask.At, ask.PathValue("slug"))
		if err != nil {
			return part.Answer{}, err
		}
		v := view{ActorView: a, KindWords: kinds[a.Kind]}
		if a.Kind != flow.ActorSide && a.Side != "" {
			v.SideHref = ask.Link(part.NameHref(flow.NamedActor, a.Side))
		}
		search := func(more url.Values) string {
			return ask.Link("/search?" + more.Encode())
		}
		if a.Kind == flow.ActorSide {
			v.Lists = append(v.Lists, link{message.Say("All incidents of this side"), ask.Link("/incidents?side=" + a.Slug)}, link{message.Say("Its statements"), ask.Link("/statements?side=" + a.Slug)})
		}
		v.Lists = append(v.Lists, link{message.Say("All claims that it makes or that name it"), search(url.Values{"actor": {a.Slug}})})
		add := func(id string, title, none message.Text, list []flow.FoundClaim, more bool, all url.Values) {
			g := group{ID: id, Title: title, None: none, List: part.NewFoundLines(ask, list, flow.Phrases{})}
			if more {
				g.More = search(all)
			}
			v.Groups = append(v.Groups, g)
		}
		add("says", message.Say("What it says"), message.Say("No claim here is its own."), a.Says, a.MoreSays, url.Values{"speaker": {a.Slug}})
		add("accused", message.Say("What it is accused of"), message.Say("No accusation here names it."), a.Accused, a.MoreSaid, url.Values{"named": {a.Slug}, "stance": {"accuse"}})
		add("denies", message.Say("What it denies or rejects"), message.Say("Nothing here is denied by it."), a.Denies, a.MoreDeny, url.Values{"speaker": {a.Slug}, "stance": {"deny,reject"}})
		for _, i := range a.Incidents {
			v.Incidents = append(v.Incidents, part.NewIncidentLine(ask, i))
		}
		return part.Answer{Title: message.Name(a.Name), Body: body, View: v}, nil
	}
}
