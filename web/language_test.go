package web

import (
	"strings"
	"testing"

	"tallystick/web/internal/sample"
)

// TestLanguages holds that a page has one address in every language, that its
// links stay in the language and at the time that it was asked in, and that
// what answers no page answers in no language.
func TestLanguages(t *testing.T) {
	h := Handler(sample.New(false), Options{})
	for path, has := range map[string][]string{
		"/about":                     {`<html lang="en">`, `<a href="/ru/about" hreflang="ru"`, `<a href="/incidents">Incidents</a>`},
		"/ru/about":                  {`<html lang="ru">`, `<a href="/about" hreflang="en"`, `<a href="/ru/incidents">Инциденты</a>`},
		"/ru/about?as-of=2020-12-31": {`/ru/incidents?as-of=2020-12-31T23%3A59%3A59Z`, `<a href="/about?as-of=2020-12-31"`, `<a href="/ru/about">Вернуться к настоящему</a>`},
		"/ru":                        {`<html lang="ru">`},
		"/ru/nothing-here":           {`<html lang="ru">`, "Здесь ничего нет"},
	} {
		page := get(h, "GET", path).Body.String()
		for _, words := range has {
			if !strings.Contains(page, words) {
				t.Errorf("%s lacks %s", path, words)
			}
		}
	}
	if w := get(h, "GET", "/en/about"); w.Code != 404 {
		t.Errorf("/en/about answers %d: English has one address", w.Code)
	}
}
