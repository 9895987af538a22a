package part

import (
	"tallystick/evidence"
	"tallystick/web/message"
)

// UnitWords tells a unit on one line: whose it was, what it was, what became of
// it, where and when, and which lists have it.
func UnitWords(u evidence.Unit) message.Text {
	said := message.Text(message.Verbatim(u.Side + ": " + u.Model))
	if u.Model == "" {
		said = message.Say("%s: model not said", u.Side)
	}
	add := func(more message.Text) { said = message.Joined(said, message.Verbatim("; "), more) }
	add(HistoryWords(u.History()))
	if u.When != nil {
		add(IntervalWords(*u.When))
	}
	if u.Place != nil && u.Place.Name != "" {
		add(message.Name(u.Place.Name))
	}
	if u.Markings != "" {
		add(message.Say("marked “%s”", u.Markings))
	}
	for _, l := range u.Listings {
		row := l.List
		if l.Address != "" {
			row += " (" + l.Address + ")"
		}
		add(message.Verbatim(row))
	}
	if u.Into != "" {
		add(message.Say("found to be unit %s", u.Into))
	}
	return said
}
