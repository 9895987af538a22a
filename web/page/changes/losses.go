package changes

import (
	"errors"
	"net/url"
	"strings"
	"time"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/web/message"
	"tallystick/web/part"
)

// mostUnits is how many units the page lists; the page of losses has them all.
const mostUnits = 40

// losses are the totals at both moments.
type losses struct {
	Rows  []row
	Units []unit
	More  bool
	Href  string // of the whole comparison
}

type row struct {
	Name                 message.Text
	Before, After, Moved message.Text
}

type unit struct {
	Entry    part.Number
	Href     string
	Name     string
	Was, Now any // words; nil where it is not counted
}

var errEnough = errors.New("enough units")

// lossesBetween compares the totals of all lists; nil when no unit differs.
func lossesBetween(ask part.Ask, lib Library, from, to end) (*losses, error) {
	out := losses{}
	diff, err := lib.LossDiff(ask.Context(), from.Position, to.Position, flow.LossQuery{Rule: evidence.LastFate}, func(c flow.LossChange) error {
		if len(out.Units) == mostUnits {
			out.More = true
			return errEnough
		}
		out.Units = append(out.Units, unitOf(ask, c))
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, err
	}
	if len(out.Units) == 0 {
		return nil, nil
	}
	add := func(name message.Text, before, after int64) {
		moved := message.Number(after - before)
		if after > before {
			moved = message.Joined(message.Verbatim("+"), moved)
		}
		out.Rows = append(out.Rows, row{name, message.Number(before), message.Number(after), moved})
	}
	b, a := diff.From, diff.To
	add(message.Say("units"), b.Units, a.Units)
	add(message.Say("destroyed"), b.Fates.Destroyed, a.Fates.Destroyed)
	add(message.Say("damaged"), b.Fates.Damaged, a.Fates.Damaged)
	add(message.Say("abandoned"), b.Fates.Abandoned, a.Fates.Abandoned)
	add(message.Say("captured"), b.Fates.Captured, a.Fates.Captured)
	q := url.Values{}
	for name, e := range map[string]end{"from": from, "to": to} {
		if !e.Time.IsZero() {
			q.Set(name, e.Time.UTC().Format(time.RFC3339))
		}
	}
	if q.Has("from") {
		out.Href = ask.Link("/losses?" + q.Encode())
	}
	return &out, nil
}

func unitOf(ask part.Ask, c flow.LossChange) unit {
	u := unit{Entry: part.NumberOf(ask, c.Entry), Href: ask.Link("/unit/" + c.Unit)}
	for _, b := range []*evidence.Bucket{c.Was, c.Now} {
		if b != nil {
			u.Name = strings.TrimSpace(b.Side + " " + strings.TrimSpace(b.Model+" "+b.Class))
			if b.Model != "" {
				u.Name = b.Side + " " + b.Model
			}
		}
	}
	if c.Was != nil {
		u.Was = part.HistoryWords(c.Was.History)
	}
	if c.Now != nil {
		u.Now = part.HistoryWords(c.Now.History)
	}
	return u
}
