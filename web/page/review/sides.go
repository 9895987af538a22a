package review

import (
	"cmp"
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
		of   func(flow.Member) cell
	}{
		{"Side", unitCell(func(u evidence.Unit) []string { return []string{u.Side} })},
		{"Model", unitCell(func(u evidence.Unit) []string { return []string{u.Model} })},
		{"Class", unitCell(func(u evidence.Unit) []string { return []string{u.Class} })},
		{"Fates", unitCell(fates)},
		{"When", unitCell(when)},
		{"Where", unitCell(where)},
		{"Markings", unitCell(func(u evidence.Unit) []string { return []string{u.Markings} })},
		{"Listed", func(m flow.Member) cell { return listed(m) }},
		{"Evidence", func(m flow.Member) cell { return files(ask, m) }},
		{"Counted", unitCell(counted)},
	}
	for i, m := range members {
		c := column{Name: fmt.Sprintf("Unit %d", i+1), Href: ask.Link("/unit/" + m.ID), ID: m.ID}
		if m.Unit == nil {
			c.Name = cmp.Or(m.Title, "Without a title")
			c.Href = ask.Link("/report/" + m.ID)
			if m.Gone {
				c.Name, c.Href = "Withdrawn", ""
			}
		}
		columns = append(columns, c)
	}
	for _, r := range rows {
		f := field{Name: r.name}
		empty := true
		for _, m := range members {
			c := r.of(m)
			c.Lines = slices.DeleteFunc(c.Lines, func(s string) bool { return s == "" })
			empty = empty && len(c.Lines) == 0 && len(c.Links) == 0
			f.Cells = append(f.Cells, c)
		}
		if empty {
			continue
		}
		if r.name != "Listed" && r.name != "Evidence" {
			f.Differs = slices.ContainsFunc(f.Cells, func(c cell) bool { return !slices.Equal(c.Lines, f.Cells[0].Lines) })
		}
		fields = append(fields, f)
	}
	return columns, fields
}

func unitCell(say func(evidence.Unit) []string) func(flow.Member) cell {
	return func(m flow.Member) cell {
		if m.Unit == nil {
			return cell{}
		}
		return cell{Lines: say(*m.Unit)}
	}
}

func fates(u evidence.Unit) []string {
	all, ordered := u.History().Fates()
	if !ordered {
		return []string{strings.Join(all, " and ") + ", in no known order"}
	}
	return []string{strings.Join(all, ", then ")}
}

func when(u evidence.Unit) []string {
	if u.When == nil {
		return nil
	}
	return []string{part.IntervalWords(*u.When).In(message.English)}
}

func where(u evidence.Unit) []string {
	if u.Place == nil {
		return nil
	}
	said := []string{u.Place.Name}
	if u.Place.Lat != nil && u.Place.Lon != nil {
		said = append(said, fmt.Sprintf("%.5g, %.5g", *u.Place.Lat, *u.Place.Lon))
	}
	return said
}

func counted(u evidence.Unit) []string {
	switch {
	case u.Into != "":
		return []string{"as unit " + u.Into}
	case len(u.Listings) == 0:
		return []string{"no: every list has dropped it"}
	}
	return []string{"for itself"}
}

// listed tells what lists say, word for word.
func listed(m flow.Member) (c cell) {
	if m.Unit == nil {
		return c
	}
	for _, l := range m.Unit.Listings {
		said := []string{l.List, l.Model, l.Status}
		if l.Number > 0 {
			said = append(said, fmt.Sprintf("number %d", l.Number))
		}
		if l.Together > 1 {
			said = append(said, fmt.Sprintf("one of %d by this link", l.Together))
		}
		said = append(said, l.Happened, l.Place, l.Comment)
		said = slices.DeleteFunc(said, func(s string) bool { return s == "" })
		out := link{Words: strings.Join(said, ", ")}
		if strings.HasPrefix(l.Address, "https://") || strings.HasPrefix(l.Address, "http://") {
			out.Href = l.Address
		} else if l.Address != "" {
			out.Words += ", " + l.Address
		}
		c.Links = append(c.Links, out)
	}
	return c
}

// files lists the evidence of a member.
func files(ask part.Ask, m flow.Member) (c cell) {
	for _, f := range m.Files {
		out := link{Words: f.Name + ", " + f.MediaType, Href: ask.Link("/evidence/" + f.Hash)}
		if f.Width > 0 {
			out.Words += fmt.Sprintf(", %d × %d", f.Width, f.Height)
		}
		if len(f.Perceptual) > 0 {
			out.Picture = "/evidence/" + f.Hash + "/picture"
		}
		c.Links = append(c.Links, out)
	}
	return c
}
