package names_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"tallystick/lexicon"
	"tallystick/lexicon/names"
)

// TestRussian tells how the lexicon's names are said in Russian.
func TestRussian(t *testing.T) {
	for english, want := range map[string]string{
		"Armenia":                            "Армения",
		"Khankendi / Stepanakert":            "Степанакерт / Ханкенди",
		"Armenian Defence Ministry":          "Министерство обороны Армении",
		"Azerbaijani Emergencies Ministry":   "Министерство по чрезвычайным ситуациям Азербайджана",
		"South Ossetian authorities":         "власти Южной Осетии",
		"South Ossetian rebels":              "югоосетинские повстанцы",
		"Kurdish separatists":                "курдские сепаратисты",
		"Armenian side":                      "армянская сторона",
		"Georgian media":                     "грузинские СМИ",
		"Tuvaluan officials":                 "официальные представители Тувалу",
		"OSCE Minsk Group":                   "Минская группа ОБСЕ",
		"Lachin corridor":                    "Лачинский коридор",
		"Java":                               "Ява",
		"Berdzor / Lachin – Shusha / Shushi": "Бердзор / Лачин — Шуша / Шуши",
		"Northwick":                          "",
		"Armenian lighthouse keepers":        "",
	} {
		if said, ok := names.Russian.Of(english); said != want || ok != (want != "") {
			t.Errorf("%q is said as %q, want %q", english, said, want)
		}
	}
	for english, want := range map[string]bool{"United States": true, "Armenia": false, "Armenian media": true, "Armenian army": false, "Houthis": true, "Northwick": false} {
		if many, _ := names.Russian.Many(english); many != want {
			t.Errorf("%q is a plural in Russian: %v, want %v", english, !want, want)
		}
	}
	if said, _ := names.Russian.Place("Java", "GEO"); said != "Джава" {
		t.Errorf("Java in Georgia is %q", said)
	}
	if said, _ := names.Russian.Place("Gyumri", "ARM"); said != "Гюмри" {
		t.Errorf("Gyumri in Armenia is %q", said)
	}
}

// TestAllNamed holds that what the lexicon's own tables name has a Russian name,
// with as many names as English shows, in alphabetical order.
func TestAllNamed(t *testing.T) {
	l := lexicon.Default()
	said := func(kind, english, country string) {
		russian, ok := names.Russian.Place(english, country)
		if !ok {
			t.Errorf("%s %q has no Russian name", kind, english)
			return
		}
		if both := strings.Split(russian, " / "); !slices.IsSorted(both) {
			t.Errorf("%s %q: %q is not in alphabetical order", kind, english, russian)
		}
	}
	for _, p := range l.Places {
		said("place", p.Name, p.Country)
	}
	for _, s := range l.Sides {
		said("side", s.Name, "")
	}
	for _, a := range l.Actors {
		said("actor", a.Name, "")
	}
	for _, r := range l.Routes {
		said("route", r.Name, "")
	}
	for _, h := range l.Heads {
		said("body", h.Name, "")
		for _, s := range l.Sides {
			if s.Adjective != "" {
				said("body", s.Adjective+" "+h.Name, "")
			}
		}
	}
}

// TestLetters holds that the Russian name of a place is in Cyrillic letters.
func TestLetters(t *testing.T) {
	l := lexicon.Default()
	for _, p := range l.Places {
		if said, _ := names.Russian.Place(p.Name, p.Country); strings.ContainsFunc(said, func(r rune) bool { return unicode.Is(unicode.Latin, r) }) {
			t.Errorf("%q has Latin letters in its Russian name %q", p.Name, said)
		}
	}
}
