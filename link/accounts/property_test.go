package accounts

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawStory draws claims about one incident in the language of stories.
func drawStory(t *rapid.T) string {
	var b strings.Builder
	pick := func(label string, from ...string) string { return rapid.SampledFrom(from).Draw(t, label) }
	n := rapid.IntRange(1, 8).Draw(t, "claims")
	for range n {
		fmt.Fprintf(&b, "r%d 2024-03-%02d", rapid.IntRange(1, 3).Draw(t, "report"), rapid.IntRange(10, 12).Draw(t, "day"))
		b.WriteString("; by " + pick("by", "KEN Kenya", "UGA Uganda", "KEN Kenyan army", "UGA Ugandan army", "narrator", "- Amnesty International", "- mayor", "KEN+UGA both sides", "? militia"))
		b.WriteString("; " + pick("stance", "assert", "accuse", "deny", "confirm", "admit", "demand"))
		b.WriteString(pick("modality", "", "", "; hedged", "; negated", "; possible"))
		b.WriteString(pick("type", "", "; ASSAULT", "; ASSAULT firearms", "; COERCE"))
		b.WriteString(pick("agent", "", "; agent KEN Kenya", "; agent UGA Uganda", "; agent - militia", "; agent UGA Ugandan army", "; agent KEN Kenyan army"))
		b.WriteString(pick("target", "", "; target - civilians", "; target KEN Kenyan police", "; target UGA Ugandan police"))
		b.WriteString(pick("place", "", "; at Kisumu", "; at Kenya", "; at Nakuru"))
		b.WriteString(pick("time", "", "; on 2024-03-09", "; on 2024-03-08/2024-03-10"))
		b.WriteString(pick("toll", "", "; killed 4 people", "; killed 5+ civilians, 1 child", "; killed ~13 soldiers; wounded 2-9"))
		b.WriteString(pick("words", "", "; says so far", "; says over 8 and 9 March", "; says responsibility"))
		if k := rapid.IntRange(0, n).Draw(t, "answers"); k > 0 {
			fmt.Fprintf(&b, "; answers %d", k)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// The claims of an incident give one telling in whatever order they come, and
// one that stands twice is one.
func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		said := parseStory(t, drawStory(r))
		want := teller.Of(said)
		again := rapid.Permutation(said).Draw(r, "order")
		again = append(again, again[0])
		if diff := cmp.Diff(want, teller.Of(again)); diff != "" {
			r.Fatalf("told otherwise:\n%s", diff)
		}
	})
}

// Comparing is symmetric: in which order two accounts are handed in makes no
// difference, and each relation of two values seen from the other side is the
// same with the sides turned.
func TestComparingIsSymmetric(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		told := teller.Of(parseStory(t, drawStory(r)))
		for i := range told.Accounts {
			for k := range told.Accounts[:i] {
				a, b := &told.Accounts[i], &told.Accounts[k]
				if diff := cmp.Diff(teller.compare(a, b), teller.compare(b, a)); diff != "" {
					r.Fatalf("%s and %s the other way round:\n%s", a.ID, b.ID, diff)
				}
				for _, field := range Fields {
					for _, x := range a.Of(field) {
						for _, y := range b.Of(field) {
							if field == FieldHappened {
								continue
							}
							one, other := teller.relate(field, x, y), teller.relate(field, y, x)
							if other = other.turned(); one.verdict != other.verdict || one.coarser != other.coarser {
								r.Fatalf("%s: %v against %v is %v, turned %v", field, x, y, one, other)
							}
						}
					}
				}
				for _, x := range a.Counts {
					for _, y := range b.Counts {
						if one, other := teller.counts(x, y), teller.counts(y, x); one.verdict != other.verdict {
							r.Fatalf("%v against %v is %v, the other way round %v", x, y, one, other)
						}
					}
				}
			}
		}
	})
}

// Nothing is lost and nothing made up: every claim stands in the accounts of
// its voices, and every value and point names a claim that was given.
func TestEveryValueNamesItsClaims(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		said := parseStory(t, drawStory(r))
		told := teller.Of(said)
		stands := map[string]bool{}
		for _, a := range told.Accounts {
			for _, id := range a.Claims {
				stands[id] = true
			}
			for _, field := range Fields {
				for _, v := range a.Of(field) {
					for _, s := range v.Said {
						if !slices.Contains(a.Claims, s.Claim) {
							r.Fatalf("%s %s: %s is no claim of the account", a.ID, field, s.Claim)
						}
					}
				}
			}
		}
		points := 0
		for _, x := range told.Tolls {
			for _, s := range x.Series {
				points += len(s.Points)
			}
		}
		want := 0
		for _, s := range said {
			if !stands[s.Claim.ID] {
				r.Fatalf("claim %s stands in no account", s.Claim.ID)
			}
			voices := max(1, len(s.Claim.Source.Sides))
			for _, n := range s.Claim.Counts {
				if tells(&s.Claim) && len(n.PartOf) == 0 {
					want += voices
				}
			}
		}
		if points != want {
			r.Fatalf("%d points of %d numbers", points, want)
		}
	})
}

// TestMirror exchanges two sides throughout: their accounts exchange places,
// and all else is the same with the sides exchanged.
func TestMirror(t *testing.T) {
	exchange := strings.NewReplacer("KEN", "UGA", "UGA", "KEN", "Kenyan", "Ugandan", "Ugandan", "Kenyan", "Kenya", "Uganda", "Uganda", "Kenya", "Kisumu", "Gulu", "Gulu", "Kisumu", "Nakuru", "Mbale", "Mbale", "Nakuru")
	rapid.Check(t, func(r *rapid.T) {
		story := drawStory(r)
		plain, mirrored := teller.Of(parseStory(t, story)), teller.Of(parseStory(t, exchange.Replace(story)))
		want, got := mirrorLines(plain, nil), mirrorLines(mirrored, exchange)
		if diff := cmp.Diff(want, got); diff != "" {
			r.Fatalf("the mirrored story is told otherwise (-plain +mirrored back):\n%s\n%s", story, diff)
		}
	})
}

// mirrorLines writes what is told line by line, sorted, so that what changes
// places compares equal; back turns the sides.
func mirrorLines(told Told, back *strings.Replacer) []string {
	turn := func(s string) string {
		if back != nil {
			s = back.Replace(s)
		}
		return s
	}
	var out []string
	add := func(format string, args ...any) { out = append(out, turn(fmt.Sprintf(format, args...))) }
	add("%s %v %d", told.Standing.Label, told.Standing.Disputed, told.Origins.Count)
	for _, id := range told.Standing.Conceded {
		add("conceded %s", id)
	}
	for _, a := range told.Accounts {
		words := strings.Fields(strings.ReplaceAll(turn(a.Summary.String()), ",", "")) // sides stand in the order of code
		slices.Sort(words)
		add("%s: %v", a.ID, a.Claims)
		out = append(out, fmt.Sprint(words))
		for _, field := range Fields {
			for _, v := range a.Of(field) {
				add("%s %s %s %s %v", a.ID, field, v.shown(), v.Side, v.Said)
			}
		}
		for _, c := range a.Counts {
			add("%s %s %v", a.ID, c.key(), c.Said)
		}
	}
	for _, p := range told.Pairs {
		ids := []string{turn(p.A), turn(p.B)}
		turned := rank(ids[0]) > rank(ids[1]) || rank(ids[0]) == rank(ids[1]) && ids[0] > ids[1]
		for _, c := range p.Fields {
			for _, h := range c.Values {
				a, b, coarser := turn(h.A), turn(h.B), h.Coarser
				if turned {
					a, b = b, a
					coarser = relation{coarser: coarser}.turned().coarser
				}
				slices.Sort(ids)
				out = append(out, fmt.Sprintf("%v %s %s/%s %s %s", ids, c.Field, a, b, h.Verdict, coarser))
			}
			deniers := strings.Fields(turn(strings.Join(c.Denier, " ")))
			slices.Sort(deniers)
			slices.Sort(ids)
			out = append(out, fmt.Sprintf("%v %s %s %s %v", ids, c.Field, c.Verdict, turn(c.Silent), deniers))
		}
	}
	for _, x := range told.Replies {
		x.Accounts, x.ToVoices = nil, nil
		add("%+v", x)
	}
	for _, x := range told.Tolls {
		for _, s := range x.Series {
			add("%s %s %s %s %d", x.What, x.Scope.key(), s.Account, s.Source, len(s.Points))
		}
	}
	slices.Sort(out)
	return out
}
