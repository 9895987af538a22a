package publish

import (
	"cmp"
	"strings"
	"unicode/utf8"
)

// headline returns the title as it may be shown. A headline may tell what no
// claim lets out: so it goes where it holds a position, where some claim is
// too fresh, and where it says what a claim says that may not be seen.
func (g *gate) headline(verdicts []verdict) string {
	title := g.dossier.Report.Title
	if title == "" {
		return ""
	}
	said := telling(title)
	hidden := g.hear(title).position
	for i, v := range verdicts {
		hidden = hidden || v.fresh || v.hold(g.dossier.Claims[i]) != nothing && overlap(said, telling(g.dossier.Claims[i].Claim.Content.Text))
	}
	if hidden {
		return g.undescribed()
	}
	return g.hear(title).hidden
}

// undescribed is the headline of a report whose own may not be shown.
func (g *gate) undescribed() string {
	s := scrub{gate: g}
	when := s.interval(g.dossier.Report.Published)
	if day := cmp.Or(when.From, when.To); len(day) >= len("2006-01-02") {
		return "Report of " + day[:len("2006-01-02")]
	}
	return "Report captured on " + g.dossier.Captured.UTC().Format("2006-01-02")
}

// telling are the words of a string that say something, cut to what the forms
// of a word share.
func telling(s string) map[string]bool {
	found := make(map[string]bool)
	for _, w := range wordsIn(s) {
		if n := utf8.RuneCountInString(w.folded); n > 3 || n > 0 && strings.ContainsAny(w.folded, "0123456789") {
			found[string([]rune(w.folded)[:min(n, 5)])] = true
		}
	}
	return found
}

// overlap reports whether two sets of words share most of the smaller.
func overlap(a, b map[string]bool) bool {
	if len(b) < len(a) {
		a, b = b, a
	}
	shared := 0
	for w := range a {
		if b[w] {
			shared++
		}
	}
	return 2*shared > len(a)
}
