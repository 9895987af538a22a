package territory

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tallystick/evidence"
)

func lane(name, state, to, by string) *evidence.AccessSaid {
	return &evidence.AccessSaid{Route: name, State: state, To: to, BySide: by}
}

func TestAccess(t *testing.T) {
	for _, c := range []struct {
		name  string
		story []Said
		want  []string
	}{
		{"one closing, by the report's own voice", story(
			told{kind: "narrator", printed: "2020-11-06", access: lane("Goris-Stepanakert highway", "closed", "non-military traffic", "ARM")},
		), []string{"Goris – Khankendi / Stepanakert: narrator closed to [non-military traffic] by [ARM] since 2020-11-06"}},
		{"a road by both names of its towns, and the corridor that it runs through, are one", story(
			told{by: "ARM", printed: "2022-12-12", access: lane("Lachin corridor", "closed", "", "AZE")},
			told{by: "AZE", printed: "2022-12-13", access: lane("Gorus–Khankendi road", "open", "", "")},
			told{kind: "third-party", printed: "2022-12-20", access: lane("Berdzor corridor", "closed", "civilians", "AZE")},
		), []string{"Goris – Khankendi / Stepanakert: ARM closed to [] by [AZE] since 2022-12-12; AZE open to [] by [] since 2022-12-13; third-party closed to [civilians] by [AZE] since 2022-12-20"}},
		{"closed and opened again, by one account", story(
			told{by: "ARM", printed: "2020-11-06", day: "2020-11-04", access: lane("the mill lane", "closed", "", "ARM")},
			told{by: "ARM", printed: "2020-11-20", day: "2020-11-19", access: lane("the mill lane", "open", "", "")},
			told{by: "ARM", printed: "2020-11-21", access: lane("the mill lane", "open", "", "")},
		), []string{"the mill lane: ARM open to [] by [] since 2020-11-19"}},
		{"an accusation and its denial", story(
			told{by: "ARM", printed: "2022-12-12", stance: evidence.Accuse, access: lane("Lachin corridor", "closed", "", "AZE")},
			told{by: "AZE", printed: "2022-12-12", stance: evidence.Deny, words: "false", answers: 1},
		), []string{"Goris – Khankendi / Stepanakert: ARM closed to [] by [AZE] since 2022-12-12, denied by [AZE]; AZE denied to [] by [] since  ! closed, by the account of Armenia; not so, says Azerbaijan"}},
		{"if it were closed", story(
			told{kind: "narrator", printed: "2020-11-06", modality: evidence.Conditional, access: lane("Lachin corridor", "closed", "", "AZE")},
		), nil},
	} {
		if got := accessLines(teller.Access(c.story)); strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s:\n got %s\nwant %s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

func accessLines(roads []Road) []string {
	var lines []string
	for _, r := range roads {
		var parts []string
		for _, a := range r.Accounts {
			part := fmt.Sprintf("%s %s to %v by %v since %s", a.Account, a.State, a.To, a.By, cmp.Or(a.Since, a.FirstSaid))
			for _, d := range a.Denied {
				part += fmt.Sprintf(", denied by %v", d.Accounts)
			}
			parts = append(parts, part)
		}
		line := r.Name + ": " + strings.Join(parts, "; ")
		for _, why := range r.Contested {
			line += " ! " + why.String()
		}
		lines = append(lines, line)
	}
	return lines
}

func settlement(name string, out bool) evidence.Settlement {
	return evidence.Settlement{Name: name, Out: out}
}

// drawn is a road from Goris through Lachin and Shushi to Stepanakert, one on
// to Askeran, and a northern one from Vardenis to Martakert that reaches
// Stepanakert too.
var drawn = []evidence.Route{
	{ID: "1", Name: "Lachin road", Settlements: []evidence.Settlement{settlement("Goris", true), settlement("Berdzor", false), settlement("Shushi", false), settlement("Stepanakert", false)}},
	{ID: "2", Name: "Askeran road", Settlements: []evidence.Settlement{settlement("Khankendi", false), settlement("Askeran", false)}},
	{ID: "3", Name: "Vardenis-Martakert highway", Settlements: []evidence.Settlement{settlement("Vardenis", true), settlement("Martakert", false)}},
	{ID: "4", Name: "an island lane", Settlements: []evidence.Settlement{settlement("Hither", false), settlement("Yon", false)}},
}

func TestOutlook(t *testing.T) {
	north := append(drawn[:3:3], evidence.Route{ID: "5", Name: "Stepanakert-Martakert road", Settlements: []evidence.Settlement{settlement("Stepanakert", false), settlement("Martakert", false)}})
	for _, c := range []struct {
		name  string
		drawn []evidence.Route
		story []Said
		want  string
	}{
		{"nobody says anything", drawn, nil,
			"Asgaran / Askeran: nobody says\nBerdzor / Lachin: nobody says\nHither: nobody says\nAghdara / Martakert: nobody says\nShusha / Shushi: nobody says\nKhankendi / Stepanakert: nobody says\nYon: nobody says"},
		{"the one road is closed along all its length", drawn[:2], story(
			told{kind: "narrator", printed: "2020-11-06", day: "2020-11-04", access: lane("Goris-Stepanakert highway", "closed", "non-military traffic", "ARM")},
		), "Asgaran / Askeran: narrator no open road out to [non-military traffic] since 2020-11-04\n" +
			"Berdzor / Lachin: narrator no open road out to [non-military traffic] since 2020-11-04\n" +
			"Shusha / Shushi: narrator no open road out to [non-military traffic] since 2020-11-04\n" +
			"Khankendi / Stepanakert: narrator no open road out to [non-military traffic] since 2020-11-04"},
		{"a stretch of it is closed: what lies outside is not cut off", drawn[:2], story(
			told{by: "AZE", printed: "2020-11-06", access: lane("Shusha-Lachin road", "closed", "", "ARM")},
		), "Asgaran / Askeran: AZE no open road out to [] since 2020-11-06\n" +
			"Berdzor / Lachin: AZE not said of a road to [] since \n" +
			"Shusha / Shushi: AZE no open road out to [] since 2020-11-06\n" +
			"Khankendi / Stepanakert: AZE no open road out to [] since 2020-11-06"},
		{"there is another way, of which nothing is said", north, story(
			told{by: "ARM", printed: "2020-11-06", access: lane("Goris-Stepanakert highway", "closed", "", "ARM")},
		), "Asgaran / Askeran: nobody says\n" +
			"Berdzor / Lachin: ARM no open road out to [] since 2020-11-06\n" +
			"Aghdara / Martakert: nobody says\n" +
			"Shusha / Shushi: ARM no open road out to [] since 2020-11-06\n" +
			"Khankendi / Stepanakert: ARM not said of a road to [] since "},
		{"both ways are closed, the second later: cut off since then", north, story(
			told{by: "ARM", printed: "2020-11-06", day: "2020-11-05", access: lane("Goris-Stepanakert highway", "closed", "", "ARM")},
			told{by: "ARM", printed: "2020-11-12", day: "2020-11-11", access: lane("Vardenis-Aghdara road", "closed", "", "AZE")},
			told{by: "ARM", printed: "2020-11-13", access: lane("Goris-Stepanakert highway", "closed", "", "ARM")},
		), "Asgaran / Askeran: ARM no open road out to [] since 2020-11-11\n" +
			"Berdzor / Lachin: ARM no open road out to [] since 2020-11-05\n" +
			"Aghdara / Martakert: ARM no open road out to [] since 2020-11-11\n" +
			"Shusha / Shushi: ARM no open road out to [] since 2020-11-05\n" +
			"Khankendi / Stepanakert: ARM no open road out to [] since 2020-11-11"},
		{"accounts differ, and each is asked apart", drawn[:1], story(
			told{by: "ARM", printed: "2022-12-12", access: lane("Lachin corridor", "closed", "", "AZE")},
			told{by: "AZE", printed: "2022-12-13", access: lane("Lachin corridor", "open", "", "")},
			told{kind: "third-party", printed: "2022-12-14", access: lane("Lachin corridor", "restricted", "", "AZE")},
		), "Berdzor / Lachin: ARM no open road out to [] since 2022-12-12; AZE open road out to [] since 2022-12-13; third-party restricted to [] since 2022-12-14\n" +
			"Shusha / Shushi: ARM no open road out to [] since 2022-12-12; AZE open road out to [] since 2022-12-13; third-party restricted to [] since 2022-12-14\n" +
			"Khankendi / Stepanakert: ARM no open road out to [] since 2022-12-12; AZE open road out to [] since 2022-12-13; third-party restricted to [] since 2022-12-14"},
		{"opened again: nobody is cut off any more", drawn[:1], story(
			told{by: "ARM", printed: "2020-11-06", access: lane("Lachin corridor", "closed", "", "ARM")},
			told{by: "ARM", printed: "2020-11-16", access: lane("Lachin corridor", "open", "", "")},
		), "Berdzor / Lachin: ARM open road out to [] since 2020-11-16\nShusha / Shushi: ARM open road out to [] since 2020-11-16\nKhankendi / Stepanakert: ARM open road out to [] since 2020-11-16"},
		{"a way out that nobody drew", drawn[3:], story(
			told{by: "ARM", printed: "2020-11-06", access: lane("an island lane", "open", "", "")},
		), "Hither: ARM no way out is drawn to [] since \nYon: ARM no way out is drawn to [] since "},
	} {
		var lines []string
		for _, s := range teller.Outlook(c.drawn, teller.Access(c.story)) {
			line := s.Name + ": "
			if len(s.Accounts) == 0 {
				line += "nobody says"
			}
			for i, w := range s.Accounts {
				if i > 0 {
					line += "; "
				}
				line += fmt.Sprintf("%s %s to %v since %s", w.Account, w.State, w.To, w.Since)
			}
			lines = append(lines, line)
		}
		want := strings.Split(c.want, "\n")
		slices.Sort(want) // the order of names
		if !slices.Equal(lines, want) {
			t.Errorf("%s:\n got\n%s\nwant\n%s", c.name, strings.Join(lines, "\n"), strings.Join(want, "\n"))
		}
	}
}
