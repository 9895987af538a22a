package message_test

import (
	"testing"
	"time"

	"tallystick/web/message"
)

func TestSaid(t *testing.T) {
	day := time.Date(2020, 10, 27, 9, 5, 0, 0, time.UTC)
	for _, c := range []struct {
		what        message.Text
		english, ru string
	}{
		{message.Day(day), "27 October 2020", "27 октября 2020 г."},
		{message.DayOfYear(day), "27 October", "27 октября"},
		{message.Moment(day), "27 October 2020, 09:05 UTC", "27 октября 2020 г., 09:05 UTC"},
		{message.Moment(day.Add(7 * time.Second)), "27 October 2020, 09:05:07 UTC", "27 октября 2020 г., 09:05:07 UTC"},
		{message.Number(10110), "10,110", "10\u00a0110"},
		{message.Say("%d hours", 1), "1 hour", "1 часа"},
		{message.Say("%d hours", 72), "72 hours", "72 часов"},
		{message.Say("%d hours", 10110), "10,110 hours", "10\u00a0110 часов"},
		{message.List(message.Verbatim("Arlen"), message.Verbatim("Brava"), message.Say("January")), "Arlen, Brava and January", "Arlen, Brava и января"},
		{message.Say("a key that no catalogue has, %s", message.Day(day)), "a key that no catalogue has, 27 October 2020", "a key that no catalogue has, 27 октября 2020 г."},
	} {
		if got := c.what.In(message.English); got != c.english {
			t.Errorf("in English %q, want %q", got, c.english)
		}
		if got := c.what.In(message.Russian); got != c.ru {
			t.Errorf("in Russian %q, want %q", got, c.ru)
		}
	}
}

func TestPaths(t *testing.T) {
	for path, want := range map[string]struct {
		language *message.Language
		rest     string
	}{
		"/":             {message.English, "/"},
		"/ru":           {message.Russian, "/"},
		"/ru/":          {message.Russian, "/"},
		"/ru/incidents": {message.Russian, "/incidents"},
		"/rules":        {message.English, "/rules"},
		"/en/incidents": {message.English, "/en/incidents"},
	} {
		l, rest := message.ByPath(path)
		if l != want.language || rest != want.rest {
			t.Errorf("%s: %s %s, want %s %s", path, l.Code, rest, want.language.Code, want.rest)
		}
		if path != "/ru" && l.Path(rest) != path {
			t.Errorf("%s comes back as %s", path, l.Path(rest))
		}
	}
}
