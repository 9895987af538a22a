package evidence

import (
	_ "embed"
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
	return func(ask part.Ask) (part.Answer, error) {
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
		v := list{}
		for i := len(all) - 1; i >= 0; i-- {
			e := all[i]
			if e.Entries[0] >= before {
				v.First = ask.Link("/evidence")
				continue
			}
			if len(v.Files) == most {
				v.Next = ask.Link("/evidence?before=" + strconv.FormatInt(v.Files[most-1].Entries[0], 10))
				break
			}
			v.Files = append(v.Files, line{Exhibit: e, Href: ask.Link("/evidence/" + e.Hash), Bytes: int(e.Size), Entry: part.NumberOf(ask, e.Entries[0]), State: stateOf(e)})
		}
		return part.Answer{Title: message.Say("Evidence"), Body: listBody, View: v, Sharing: part.Sharing{Unindexed: true}}, nil
	}
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
