package review

import (
	"fmt"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/web/message"
	"tallystick/web/part"
)

// sideBySide lays members out in columns, what is said of them in rows.
func sideBySide(ask part.Ask, members []flow.Member) (columns []column, fields []field) {
	rows := []struct {
		name string
		head message.Text
		of   func(flow.Member) cell
	}{
		{"Side", message.Say("Side"), unitCell(func(u evidence.Unit) []message.Text { return []message.Text{message.Verbatim(u.Side)} })},
		{"Model", message.Say("Model"), unitCell(func(u evidence.Unit) []message.Text { return []message.Text{message.Verbatim(u.Model)} })},
		{"Class", message.Say("Class"), unitCell(func(u evidence.Unit) []message.Text { return []message.Text{part.ClassWords(u.Class)} })},
		{"Fates", message.Say("Fates"), unitCell(fates)},
		{"When", message.Say("When"), unitCell(when)},
		{"Where", message.Say("Where"), unitCell(where)},
		{"Markings", message.Say("Markings"), unitCell(func(u evidence.Unit) []message.Text { return []message.Text{message.Verbatim(u.Markings)} })},
		{"Listed", message.Say("Listed"), func(m flow.Member) cell { return listed(m) }},
		{"Evidence", message.Say("Evidence"), func(m flow.Member) cell { return files(ask, m) }},
		{"Counted", message.Say("Counted"), unitCell(counted)},
	}
	for i, m := range members {
		c := column{Name: message.Say("Unit %d", i+1), Href: ask.Link("/unit/" + m.ID), ID: m.ID}
		if m.Unit == nil {
			c.Name = message.Verbatim(m.Title)
			if m.Title == "" {
				c.Name = message.Say("Without a title")
			}
			c.Href = ask.Link("/report/" + m.ID)
			if m.Gone {
				c.Name, c.Href = message.Say("Withdrawn"), ""
			}
		}
		columns = append(columns, c)
	}
	for _, r := range rows {
		f := field{Name: r.head}
		empty := true
		for _, m := range members {
			c := r.of(m)
			c.Lines = slices.DeleteFunc(c.Lines, func(said message.Text) bool { return said == nil || said == message.Verbatim("") })
			empty = empty && len(c.Lines) == 0 && len(c.Links) == 0
			f.Cells = append(f.Cells, c)
		}
		if empty {
			continue
		}
		if r.name != "Listed" && r.name != "Evidence" {
			f.Differs = slices.ContainsFunc(f.Cells, func(c cell) bool { return !slices.EqualFunc(c.Lines, f.Cells[0].Lines, same) })
		}
		fields = append(fields, f)
	}
	return columns, fields
}

// same reports whether two texts say the same.
func same(a, b message.Text) bool { return a.In(message.English) == b.In(message.English) }

func unitCell(say func(evidence.Unit) []message.Text) func(flow.Member) cell {
	return func(m flow.Member) cell {
		if m.Unit == nil {
			return cell{}
		}
		return cell{Lines: say(*m.Unit)}
	}
}

func fates(u evidence.Unit) []message.Text {
	said := part.HistoryWords(u.History())
	if _, ordered := u.History().Fates(); !ordered {
		said = message.Say("%s, in no known order", said)
	}
	return []message.Text{said}
}

func when(u evidence.Unit) []message.Text {
	if u.When == nil {
		return nil
	}
	return []message.Text{part.IntervalWords(*u.When)}
}

func where(u evidence.Unit) []message.Text {
	if u.Place == nil {
		return nil
	}
	said := []message.Text{message.Name(u.Place.Name)}
	if u.Place.Lat != nil && u.Place.Lon != nil {
		said = append(said, message.Verbatim(fmt.Sprintf("%.5g, %.5g", *u.Place.Lat, *u.Place.Lon)))
	}
	return said
}

func counted(u evidence.Unit) []message.Text {
	switch {
	case u.Into != "":
		return []message.Text{message.Say("as unit %s", u.Into)}
	case len(u.Listings) == 0:
		return []message.Text{message.Say("no: every list has dropped it")}
	}
	return []message.Text{message.Say("for itself")}
}

// listed tells what lists say, word for word.
func listed(m flow.Member) (c cell) {
	if m.Unit == nil {
		return c
	}
	for _, l := range m.Unit.Listings {
		var said []message.Text
		add := func(words string) {
			if words != "" {
				said = append(said, message.Verbatim(words))
			}
		}
		add(l.List)
		add(l.Model)
		add(l.Status)
		if l.Number > 0 {
			said = append(said, message.Say("number %d", l.Number))
		}
		if l.Together > 1 {
			said = append(said, message.Say("one of %d by this link", l.Together))
		}
		add(l.Happened)
		add(l.Place)
		add(l.Comment)
		var out link
		if strings.HasPrefix(l.Address, "https://") || strings.HasPrefix(l.Address, "http://") {
			out.Href = l.Address
		} else {
			add(l.Address)
		}
		out.Words = message.Comma(said...)
		c.Links = append(c.Links, out)
	}
	return c
}

// files lists the evidence of a member.
func files(ask part.Ask, m flow.Member) (c cell) {
	for _, f := range m.Files {
		words := f.Name + ", " + f.MediaType
		if f.Width > 0 {
			words += fmt.Sprintf(", %d × %d", f.Width, f.Height)
		}
		out := link{Words: message.Verbatim(words), Href: ask.Link("/evidence/" + f.Hash)}
		if len(f.Perceptual) > 0 {
			out.Picture = "/evidence/" + f.Hash + "/picture"
		}
		c.Links = append(c.Links, out)
	}
	return c
}
