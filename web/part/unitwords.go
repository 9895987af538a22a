package part

import (
	"cmp"
	"strings"

	"tallystick/evidence"
)

// UnitWords tells a unit on one line: whose it was, what it was, what became of
// it, where and when, and which lists have it.
func UnitWords(u evidence.Unit) string {
	fates, ordered := u.History().Fates()
	joint := ", then "
	if !ordered {
		joint = " and "
	}
	said := []string{u.Side + ": " + cmp.Or(u.Model, "model not said"), cmp.Or(strings.Join(fates, joint), "fate not told")}
	if u.When != nil {
		said = append(said, IntervalWords(*u.When))
	}
	if u.Place != nil && u.Place.Name != "" {
		said = append(said, u.Place.Name)
	}
	if u.Markings != "" {
		said = append(said, "marked “"+u.Markings+"”")
	}
	for _, l := range u.Listings {
		row := l.List
		if l.Address != "" {
			row += " (" + l.Address + ")"
		}
		said = append(said, row)
	}
	if u.Into != "" {
		said = append(said, "found to be unit "+u.Into)
	}
	return strings.Join(said, "; ")
}
