package losses

import (
	"time"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/web/message"
	"tallystick/web/part"
)

// mostChanges is how many changes one page lists.
const mostChanges = 300

// comparison is one question asked at two moments.
type comparison struct {
	From, To           time.Time
	Rows               []compared
	Changes            []change
	All                int            // how many changes there are
	Kinds              []message.Text // how many of each
	More               bool           // there are more changes than are listed
	Newer              bool           // a moment lies after the other
	FromHref, ToHref   string
	FromEntry, ToEntry int64
}

// compared is one number at both moments.
type compared struct {
	Name, Before, After, Moved message.Text
}

// change is an entry that made a difference.
type change struct {
	flow.LossChange
	Entry            part.Number
	Day, What, Model message.Text
	Href             string
	WasWords, NowFor message.Text
}

// compare shows the totals at two moments and what made the difference.
func (v *view) compare(ask part.Ask, lib Library, q flow.LossQuery) error {
	v.Title = message.Say("Losses: two moments compared")
	c := comparison{}
	var err error
	var at [2]int64
	for i, s := range []string{v.Filter.From, v.Filter.To} {
		moment, err := part.ParseAsOf(s)
		if err != nil {
			return &part.BadAsk{What: message.Say("A moment to be compared is neither a date nor a time."), Write: message.Say("Write dates, as in /losses?from=2020-10-01&to=2020-11-01.")}
		}
		at[i] = ask.At
		if s != "" {
			if at[i], err = lib.At(ask.Context(), moment); err != nil {
				return err
			}
			at[i] = min(at[i], ask.At)
		}
		if i == 0 {
			c.From = moment
		} else {
			c.To = moment
		}
	}
	kinds := make(map[string]int)
	diff, err := lib.LossDiff(ask.Context(), at[0], at[1], q, func(d flow.LossChange) error {
		kinds[d.Change]++
		if len(c.Changes) < mostChanges {
			c.Changes = append(c.Changes, changeOf(ask, d))
		}
		return nil
	})
	if err != nil {
		return err
	}
	c.Rows = comparedRows(diff.From.LossTotal, diff.To.LossTotal)
	c.All, c.More = int(diff.Changes), diff.Changes > mostChanges
	for _, k := range evidence.Changes {
		if n := kinds[k]; n > 0 {
			c.Kinds = append(c.Kinds, message.Say("%d %s [changes]", n, part.ChangeWords(k)))
		}
	}
	v.Compare = &c
	return nil
}

func comparedRows(before, after flow.LossTotal) []compared {
	row := func(name message.Text, a, b int64) compared {
		moved := message.Number(b - a)
		if b > a {
			moved = message.Joined(message.Verbatim("+"), moved)
		}
		return compared{name, message.Number(a), message.Number(b), moved}
	}
	rows := []compared{
		row(message.Say("units"), before.Units, after.Units),
		row(part.FateWords(evidence.Destroyed), before.Fates.Destroyed, after.Fates.Destroyed), row(part.FateWords(evidence.Damaged), before.Fates.Damaged, after.Fates.Damaged),
		row(part.FateWords(evidence.Abandoned), before.Fates.Abandoned, after.Fates.Abandoned), row(part.FateWords(evidence.Captured), before.Fates.Captured, after.Fates.Captured),
	}
	if before.Untold != 0 || after.Untold != 0 {
		rows = append(rows, row(message.Say("beside them, no fate told"), before.Untold, after.Untold))
	}
	return rows
}

func changeOf(ask part.Ask, d flow.LossChange) change {
	c := change{LossChange: d, Day: message.ShortDay(d.At.UTC()), What: part.ChangeWords(d.Change), Entry: part.NumberOf(ask, d.Entry), Href: ask.Link("/unit/" + d.Unit), WasWords: message.Say("not counted"), NowFor: message.Say("not counted")}
	for _, b := range []*evidence.Bucket{d.Was, d.Now} {
		if b != nil {
			c.Model = message.Joined(message.Verbatim(b.Side+" "), modelName(b.Model))
		}
	}
	if d.Was != nil {
		c.WasWords = bucketWords(*d.Was, d.Now)
	}
	if d.Now != nil {
		c.NowFor = bucketWords(*d.Now, d.Was)
	}
	return c
}

// bucketWords says how a unit is counted: its fates, and what else differs from
// the other moment.
func bucketWords(b evidence.Bucket, other *evidence.Bucket) message.Text {
	words := part.HistoryWords(b.History)
	if other != nil && b.Class != other.Class {
		words = message.Comma(className(b.Class), words)
	}
	if other != nil && b.Model != other.Model {
		words = message.Comma(modelName(b.Model), words)
	}
	return words
}
