package feed

import (
	"strconv"
	"strings"

	"tallystick/flow"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Corrections is the feed of corrections: each in the words of the page that
// lists them.
func Corrections(ask part.Ask, list []flow.Correction, say func(flow.Correction) message.Text) ([]byte, error) {
	f := newFeed(ask, "/corrections", ask.In().Say("Corrections"))
	for _, c := range list {
		summary := c.Reason
		if c.Report != nil {
			summary = strings.Join(part.NotEmpty(c.Report.Title, c.Reason), "\n")
		}
		by := c.By
		if by == "" {
			by = "Tallystick"
		}
		f.add(ask, "/entry/"+strconv.FormatInt(c.Entry, 10), say(c).In(ask.In()), summary, by, c.At)
	}
	return f.bytes()
}
