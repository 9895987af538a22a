package evidence

import (
	"context"
	_ "embed"
	"slices"
	"strconv"

	"tallystick/flow"
	"tallystick/web/message"
	"tallystick/web/part"
)

//go:embed list.tmpl
var listSource string

var listBody = part.Parse(listSource)

// most is how many files a page lists.
const most = 50

type list struct {
	Files       []line
	First, Next string
	Waiting     bool   // only those that wait for a person
	Wait        string // address of those; empty in public
	All         string
	Form        *Form // nil where nobody may add a file
}

// Form is what somebody has filled in to add a file.
type Form struct {
	Units   string // ids, apart by white space
	Address string // where it was found
	Fault   string // why it was not taken; empty when it was not sent
}

type line struct {
	flow.Exhibit
	Href  string
	Bytes int
	Entry part.Number
	State message.Text
}

// List shows the files that the audience sees, the first recorded last.
func List(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) { return ListAnswer(ask, lib, Form{}) }
}

// Lister is what the list reads.
type Lister interface {
	Evidence(ctx context.Context, at int64, unit string) ([]flow.Exhibit, error)
}

// ListAnswer is the list with the form as somebody has filled it in.
func ListAnswer(ask part.Ask, lib Lister, form Form) (part.Answer, error) {
	before := int64(1) << 62
	if s := ask.URL.Query().Get("before"); s != "" {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || n < 1 {
			return part.Answer{}, &part.BadAsk{What: message.Say("The address names no place in the list."), Write: message.Say("Write the number of an entry, as in %s", "/evidence?before=1200")}
		}
		before = n
	}
	all, err := lib.Evidence(ask.Context(), ask.At, "")
	if err != nil {
		return part.Answer{}, err
	}
	v := list{Waiting: ask.Desk && ask.URL.Query().Get("waiting") != "", All: ask.Link("/evidence")}
	q := ""
	if ask.Desk {
		v.Wait = ask.Link("/evidence?waiting=1")
	}
	if v.Waiting {
		q = "&waiting=1"
		all = slices.DeleteFunc(all, func(e flow.Exhibit) bool { return len(e.Rejects) > 0 || len(e.Accepts) > 1 })
	}
	if ask.Review && ask.AsOf.IsZero() {
		v.Form = &form
	}
	for i := len(all) - 1; i >= 0; i-- {
		e := all[i]
		if e.Entries[0] >= before {
			v.First = ask.Link("/evidence")
			continue
		}
		if len(v.Files) == most {
			v.Next = ask.Link("/evidence?before=" + strconv.FormatInt(v.Files[most-1].Entries[0], 10) + q)
			break
		}
		v.Files = append(v.Files, line{Exhibit: e, Href: ask.Link("/evidence/" + e.Hash), Bytes: int(e.Size), Entry: part.NumberOf(ask, e.Entries[0]), State: stateOf(e)})
	}
	return part.Answer{Title: message.Say("Evidence"), Body: listBody, View: v, Sharing: part.Sharing{Unindexed: true}}, nil
}

// stateOf says where a file stands in review.
func stateOf(e flow.Exhibit) message.Text {
	switch {
	case len(e.Rejects) > 0:
		return message.Say("rejected")
	case len(e.Accepts) > 0:
		var names []string
		for _, a := range e.Accepts {
			names = append(names, a.By)
		}
		return message.Say("accepted by %s", message.Names(names))
	}
	return message.Say("not reviewed")
}
