package read_test

import (
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read"
)

// When a thing happened, in a report published on Friday 15 March 2024.
func TestTimes(t *testing.T) {
	for text, want := range map[string]string{
		"Peruvian shells hit Goris on Monday night.":              "2024-03-11..2024-03-11 weekday before publication",
		"Peruvian shells hit Goris overnight.":                    "2024-03-14..2024-03-15 part of a day before publication",
		"Peruvian shells hit Goris earlier this week.":            "2024-03-11..2024-03-15 days before publication",
		"Peruvian shells hit Goris two days ago.":                 "2024-03-13..2024-03-13 time ago, before publication",
		"Peruvian shells hit Goris two weeks ago.":                "2024-02-27..2024-03-04 time ago, before publication",
		"Two days earlier, Peruvian shells hit Goris.":            ".. before the time told of last",
		"Peruvian shells hit Goris on 27 September.":              "2023-09-27..2023-09-27 year from publication",
		"Peruvian shells hit Goris on 3 May 1999.":                "1999-05-03..1999-05-03 date",
		"Peruvian shells hit Goris in the morning.":               "none",
		"Peruvian shells hit Goris with two 122-mm rockets.":      "none",
		"Peruvian shells that cost 20 million dollars hit Goris.": "none",

		// A text about an earlier year: that of the full dates beside a date.
		"The war began on 27 September 2022. Peruvian shells hit Goris on 4 October.":          "2022-10-04..2022-10-04 year of other dates in the text",
		"Peruvian shells hit Goris on 4 October, a month before the truce of 5 November 2021.": "2021-10-04..2021-10-04 year of other dates in the text",
		"The truce was signed in May 1994. Peruvian shells hit Goris on 4 October.":            "2023-10-04..2023-10-04 year from publication",
		"The war began on 27 September 2020. Peruvian shells hit Goris on 4 March.":            "2024-03-04..2024-03-04 year from publication",
		"Peruvian shells hit Goris between 4 and 17 October 2020.":                             "2020-10-04..2020-10-17 date",
	} {
		t.Run(text, func(t *testing.T) {
			r := evidence.Report{Text: text, Language: "en", Published: evidence.Interval{From: "2024-03-15", To: "2024-03-15"}}
			got := "none"
			for _, c := range read.Claims(r, lexicon.Default()).Claims {
				if e := c.Event; e != nil && e.Time != nil {
					got = e.Time.From + ".." + e.Time.To + " " + e.Time.Basis
				}
			}
			if got != want {
				t.Errorf("want %s, got %s", want, got)
			}
		})
	}
}
