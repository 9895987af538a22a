package link

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tallystick/evidence"
)

// differ says what kind of change a unit has been through, and what changed in
// words; nothing for none.
func (g Group) differ(was, is evidence.Unit) (change, reason string) {
	if told(was) == told(is) {
		return "", ""
	}
	before, after := g.rows(was), g.rows(is)
	if len(after) == 0 && len(is.Listings) == 0 {
		return evidence.Removed, "the list has dropped it"
	}
	if len(after) == 0 && !slices.Contains(is.Lists(), g.List) {
		return evidence.Removed, "the list has dropped it; it stands in " + and(quoted(is.Lists()))
	}
	rows := rowsDiffer(before, after)
	filed := differences([]field{{"side", was.Side, is.Side}, {"class", was.Class, is.Class}, {"model", was.Model, is.Model}})
	fates := differences([]field{{"fate", words(was), words(is)}})
	reason = join(append(append(filed, fates...), rows...)...)
	if len(rows) == 0 {
		reason = join("the list says the same, its words are read otherwise", join(append(filed, fates...)...))
	}
	if len(before) > 0 && len(after) > 0 && statuses(before) != statuses(after) {
		reason = join(reason, atOnce(after))
	}
	switch {
	case len(filed) > 0:
		return evidence.Refiled, reason
	case len(fates) > 0:
		return evidence.Fated, reason
	case renumbered(before, after):
		return evidence.Renumbered, reason
	}
	return evidence.Amended, reason
}

// words tells a history to a reader.
func words(u evidence.Unit) string {
	fates, ordered := u.History().Fates()
	if ordered {
		return strings.Join(fates, ", then ")
	}
	return and(fates) + " in no known order"
}

// statuses are the words that rows are filed under.
func statuses(rows []evidence.Listing) string {
	var all []string
	for _, row := range rows {
		all = append(all, row.Status)
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), "\n")
}

// renumbered reports whether rows differ in their numbers alone, and in the
// cells that hold them.
func renumbered(before, after []evidence.Listing) bool {
	numbers := func(rows []evidence.Listing) []int {
		var all []int
		for _, row := range rows {
			all = append(all, row.Number)
		}
		slices.Sort(all)
		return all
	}
	return slices.Equal(withoutNumbers(before), withoutNumbers(after)) && !slices.Equal(numbers(before), numbers(after))
}

// withoutNumbers writes down what rows say, but for their numbers.
func withoutNumbers(rows []evidence.Listing) []string {
	var all []string
	for _, row := range rows {
		row.Number, row.Raw = 0, nil
		all = append(all, Content(row))
	}
	slices.Sort(all)
	return all
}

// rowsDiffer says in words what differs between the rows of a unit in two
// editions. Rows are held against each other in their order.
func rowsDiffer(before, after []evidence.Listing) []string {
	both := common(before, after)
	left, _ := without(before, both)
	came, _ := without(after, both)
	slices.SortFunc(left, compareRows)
	slices.SortFunc(came, compareRows)
	var said []string
	for i := range min(len(left), len(came)) {
		said = append(said, rowDiffers(left[i], came[i])...)
	}
	for _, row := range left[min(len(left), len(came)):] {
		said = append(said, fmt.Sprintf("it is no longer filed under %q", row.Status))
	}
	for _, row := range came[min(len(left), len(came)):] {
		said = append(said, fmt.Sprintf("it is filed under %q as well", row.Status))
	}
	return said
}

// common returns the rows that say the same in both editions.
func common(before, after []evidence.Listing) []evidence.Listing {
	rest := make(map[string]int)
	for _, row := range after {
		rest[Content(row)]++
	}
	var both []evidence.Listing
	for _, row := range before {
		if c := Content(row); rest[c] > 0 {
			rest[c]--
			both = append(both, row)
		}
	}
	return both
}

// field is one thing that is said of a unit, before and after.
type field struct{ name, was, is string }

func differences(fields []field) []string {
	var said []string
	for _, f := range fields {
		if f.was != f.is {
			said = append(said, fmt.Sprintf("%s changed from %s to %s", f.name, quote(f.was), quote(f.is)))
		}
	}
	return said
}

// rowDiffers says what differs between a row and the one in its place.
func rowDiffers(a, b evidence.Listing) []string {
	said := differences([]field{
		{"listed side", a.Side, b.Side}, {"heading", a.Class, b.Class}, {"listed origin", a.Origin, b.Origin}, {"listed model", a.Model, b.Model},
		{"status", a.Status, b.Status}, {"number", strconv.Itoa(a.Number), strconv.Itoa(b.Number)},
		{"number of units by the same link", strconv.Itoa(max(a.Together, 1)), strconv.Itoa(max(b.Together, 1))},
		{"listing date", a.Listed, b.Listed}, {"date", a.Happened, b.Happened}, {"place", a.Place, b.Place},
		{"latitude", a.Lat, b.Lat}, {"longitude", a.Lon, b.Lon}, {"formation", a.Formation, b.Formation},
		{"address", a.Address, b.Address}, {"comment", a.Comment, b.Comment},
		{"what is odd about the row", strings.Join(a.Odd, "; "), strings.Join(b.Odd, "; ")},
	})
	if len(said) == 0 {
		if columns := rawDiffers(a.Raw, b.Raw); columns != "" {
			said = []string{"the cells as they stand differ (" + columns + ")"}
		}
	}
	return said
}

// rawDiffers names the columns in which the cells of two rows differ.
func rawDiffers(a, b map[string]string) string {
	all := maps.Clone(a)
	if all == nil {
		all = make(map[string]string)
	}
	maps.Copy(all, b)
	maps.DeleteFunc(all, func(column, _ string) bool { return a[column] == b[column] })
	return strings.Join(slices.Sorted(maps.Keys(all)), ", ")
}

// quote sets a value off from the sentence that it stands in.
func quote(s string) string {
	const most = 200
	if s == "" {
		return "nothing"
	}
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return fmt.Sprintf("%q", s)
}

func quoted(words []string) []string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = fmt.Sprintf("%q", w)
	}
	return all
}
