package bench

import (
	"slices"
	"strings"
)

// quotes: direct quotations and who speaks them. A quotation is found when
// more than 0.8 of its words are covered, one to one.
func quotes(docs []pair) figures {
	var inGold, inSystem, exact, spoken, right int
	for _, d := range docs {
		w := words(d.Text)
		type quoted struct{ words, speaker set }
		read := func(qs []quote) (out []quoted) {
			for _, q := range qs {
				if s := w.of(q.span); len(s) > 0 {
					out = append(out, quoted{s, w.of(q.Speaker...)})
				}
			}
			return out
		}
		gs, ss := read(d.Quotes), read(quotesOf(d))
		inGold, inSystem = inGold+len(gs), inSystem+len(ss)
		left := slices.Clone(ss)
		for _, g := range gs {
			if len(g.speaker) > 0 {
				spoken++
			}
			if i := slices.IndexFunc(left, func(s quoted) bool { return g.words.equal(s.words) }); i >= 0 {
				exact++
				left = slices.Delete(left, i, i+1)
			}
		}
		left = slices.Clone(ss)
		for _, g := range gs {
			best, at := 0.8, -1
			for i, s := range left {
				if c := float64(g.words.shared(s.words)) / float64(len(g.words)); c > best {
					best, at = c, i
				}
			}
			if at < 0 {
				continue
			}
			if g.speaker.shared(left[at].speaker) > 0 {
				right++
			}
			left = slices.Delete(left, at, at+1)
		}
	}
	return figures{
		"exact.f":                      f1(exact, inSystem, exact, inGold),
		"cover_0.8.speaker_end_to_end": share(right, spoken),
	}
}

// quotesOf returns the quotations that the reader found, or, where it gives
// none, the pieces of contents that stand in quotation marks.
func quotesOf(d pair) []quote {
	if len(d.got.Quotes) > 0 {
		return d.got.Quotes
	}
	var out []quote
	for _, c := range d.got.Claims {
		for _, s := range c.Content {
			if direct(d.Text[s.Start:s.End]) {
				out = append(out, quote{s, c.Source})
			}
		}
	}
	return out
}

// direct reports whether the words stand in double quotation marks.
func direct(s string) bool {
	rs := []rune(strings.Trim(s, " \t\n\r,.;:"))
	bare := []rune(strings.TrimRight(string(rs), ".,!?\u2026"))
	mark := func(r rune) bool { return strings.ContainsRune("\"\u201c\u201d", r) }
	return len(rs) > 1 && mark(rs[0]) && len(bare) > 0 && mark(bare[len(bare)-1])
}
