package lists

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"tallystick/evidence"
)

// notes gathers what is said of a listing besides its fields.
type notes struct{ listing *evidence.Listing }

// odd notes what is wrong.
func (n notes) odd(format string, args ...any) {
	n.listing.Odd = append(n.listing.Odd, fmt.Sprintf(format, args...))
}

// raw keeps a cell that no field holds word for word.
func (n notes) raw(column, cell string) {
	if cell == "" {
		return
	}
	if n.listing.Raw == nil {
		n.listing.Raw = map[string]string{}
	}
	n.listing.Raw[column] = cell
}

// plain returns a cell without spaces around it and line ends in it, and notes
// that it had any.
func (n notes) plain(column, cell string) string {
	if clean := oneLine(cell); clean != cell {
		n.raw(column, cell)
		n.odd("%s: %s", column, untidy)
		return clean
	}
	return cell
}

const untidy = "line ends, or spaces around the words"

// oneLine takes spaces from around a text, and makes one space of line ends
// and what surrounds them. Spaces within a line stay.
func oneLine(s string) string {
	if strings.TrimSpace(s) == s && strings.IndexFunc(s, func(r rune) bool { return r != ' ' && unicode.IsControl(r) }) < 0 {
		return s
	}
	words := strings.FieldsFunc(s, unicode.IsControl)
	for i := range words {
		words[i] = strings.TrimSpace(words[i])
	}
	words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
	return strings.Join(words, " ")
}

// address returns the address in a cell, and notes what else stands there. A
// cell that holds no address of the web is kept raw.
func (n notes) address(column, cell string) string {
	if cell == "" {
		return ""
	}
	link := strings.TrimSpace(cell)
	at := strings.Index(link, "http://")
	if i := strings.Index(link, "https://"); i >= 0 && (at < 0 || i < at) {
		at = i
	}
	if at > 0 && strings.ContainsFunc(link[:at], unicode.IsSpace) {
		n.odd("%s: text before the link: %q", column, link[:at])
		link = link[at:]
	} else if at != 0 {
		n.odd("%s: no link of the web: %q", column, cell)
		n.raw(column, cell)
		return ""
	}
	if i := strings.IndexFunc(link, unicode.IsSpace); i > 0 {
		n.odd("%s: text behind the link: %q", column, link[i:])
		link = link[:i]
	}
	if i := strings.Index(link[4:], "http"); i > 0 && strings.Contains(link[4+i:], "://") && !strings.ContainsAny(link[4+i-1:4+i], "/=?&#") {
		n.odd("%s: two links run into one", column)
	}
	if u, err := url.Parse(link); err != nil || u.Host == "" {
		n.odd("%s: no link that can be followed: %q", column, link)
		n.raw(column, cell)
		return ""
	}
	if link != cell {
		n.raw(column, cell)
		if link == strings.TrimSpace(cell) {
			n.odd("%s: %s", column, untidy)
		}
	}
	return link
}

// day notes that a cell is no day.
func (n notes) day(column, cell string) string {
	if cell != "" && !isDay(cell) {
		n.odd("%s: no such day: %q", column, cell)
	}
	return cell
}

// status notes that a cell is no status that the list knows.
func (n notes) status(column, cell string) string {
	cell = n.plain(column, cell)
	if !slices.Contains([]string{evidence.Destroyed, evidence.Captured, evidence.Abandoned, evidence.Damaged}, strings.ToLower(cell)) {
		n.odd("%s: none of destroyed, captured, abandoned and damaged: %q", column, cell)
	}
	return cell
}

// position notes that a pair of cells is no place on the globe, or none that
// anything is likely to be lost at.
func (n notes) position(lat, lon string) {
	if lat == "" && lon == "" {
		return
	}
	y, bad := strconv.ParseFloat(lat, 64)
	x, worse := strconv.ParseFloat(lon, 64)
	switch {
	case bad != nil || worse != nil:
		n.odd("no position: %q, %q", lat, lon)
	case !(y >= -90 && y <= 90 && x >= -180 && x <= 180):
		n.odd("the position lies off the globe: %s, %s", lat, lon)
	case x == 0 && y == 0:
		n.odd("the position is 0, 0, in the sea off Africa")
	}
}

// isDay reports whether a text is a civil date: 2022-02-24. No list goes back
// beyond 1900.
func isDay(s string) bool {
	day, err := time.Parse(time.DateOnly, s)
	return err == nil && day.Year() >= 1900
}

// wholeNumber reads a number of losses. One beyond a million million, which
// nobody ever lost, is none.
func wholeNumber(cell string) (int64, bool) {
	const most = 1_000_000_000_000
	n, err := strconv.ParseInt(cell, 10, 64)
	return n, err == nil && n >= -most && n <= most
}

// measures are words before which a number is no running count: "122 mm D-30".
var measures = []string{"mm", "cm", "m", "inch", "in", "ft", "t", "ton", "tons", "tonne", "tonnes", "kg", "kW", "cal", "x", "×", "х"}

// leaked parts a running count from the name that it stands before: "1220",
// "BMP-2(K)". A number that is part of a name ("2S1 Gvozdika", "122 mm D-30",
// "4 x 4 truck") is none.
func leaked(name string) (count, rest string) {
	count, rest, spaced := strings.Cut(name, " ")
	if !spaced || count == "" || len(count) > 6 || strings.Trim(count, "0123456789") != "" {
		return "", name
	}
	word, _, _ := strings.Cut(rest, " ")
	if strings.TrimSpace(rest) == "" || slices.Contains(measures, word) {
		return "", name
	}
	return count, strings.TrimLeft(rest, " ")
}
