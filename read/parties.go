package read

import (
	"cmp"
	"maps"
	"slices"

	"tallystick/evidence"
)

// parties are the sides in conflict with each other in this report: those
// that attack or accuse one another.
type parties []string

// pairOf two sides, in alphabetical order.
type pairOf struct{ a, b string }

// partiesOf weighs how often each pair of sides stands against each other and
// takes the pair that does most, with every pair that does half as much.
func partiesOf(t *parsed, as []attribution, trs []trigger) parties {
	weight := map[pairOf]int{}
	told := map[pairOf]int{}   // who reports whose losses: asked when nobody is said to attack another
	alone := map[string]bool{} // sides that attack, whoever is attacked
	add := func(a, b string, n int) {
		if a == "" || b == "" || a == b {
			return
		}
		weight[pairOf{min(a, b), max(a, b)}] += n
	}
	sides := func(ps []int) (out []string) {
		for _, n := range ps {
			p := &t.phrases[n]
			if t.collective(p) {
				continue // "both sides" are whoever the parties are
			}
			if p.pronoun {
				if n = t.antecedent(n, t.sentenceOf(p.first)); n < 0 {
					continue
				}
				p = &t.phrases[n]
			}
			s := cmp.Or(p.side, p.owner)
			if s == "" && possessives[t.words[p.first].low] {
				if k := t.subjectBefore(t.groupsBefore(p.first)-1, t.sentenceOf(p.first), false, -1); k >= 0 {
					s = cmp.Or(t.phrases[k].side, t.phrases[k].owner) // "its forces"
				}
			}
			if s != "" {
				out = append(out, s)
			}
		}
		return out
	}
	for i := range as {
		a := &as[i]
		by := sides(a.speakers)
		if a.mutual && len(by) > 1 {
			add(by[0], by[1], 4)
		}
		for _, tr := range within(trs, a.content[0], a.content[1]) {
			if f := tr.form.Frame; f.Agent == "none" && f.Undergoer == "object" && tr.group >= 0 && f.Outcome["ceasefire"] == "" {
				for _, s := range by {
					for _, o := range sides(t.groups[tr.group].subjects) {
						if s != o {
							told[pairOf{min(s, o), max(s, o)}]++ // who reports the losses of others
						}
					}
				}
			}
			if tr.form.Frame.Type != "ASSAULT" {
				continue
			}
			for _, s := range by {
				add(s, tr.owner, 1)
				for _, o := range sides(tr.agents) {
					add(s, o, 1) // who reports an attack by others
				}
			}
		}
		if a.stance != string(evidence.Accuse) || a.object < 0 {
			continue
		}
		for _, s := range by {
			for _, o := range sides([]int{a.object}) {
				add(s, o, 1)
			}
		}
	}
	for i := range trs {
		tr := &trs[i]
		if tr.form.Frame.Type != "ASSAULT" {
			continue
		}
		by := sides(tr.agents)
		if tr.owner != "" {
			by = append(by, tr.owner)
		}
		for _, s := range by {
			alone[s] = true
			for _, o := range sides(tr.targets) {
				add(s, o, 2)
			}
		}
		if tr.group < 0 {
			end := t.sentences[t.sentenceOf(tr.first)].last
			if two := sides(withPrep(t.arguments(tr.last, end), "between")); len(two) == 2 {
				add(two[0], two[1], 4) // "fighting between Kenya and Peru"
			}
		}
		if len(by) == 2 && len(tr.targets) == 0 {
			add(by[0], by[1], 2)
		}
	}
	if len(weight) == 0 {
		weight = told
	}
	pairs := make([]pairOf, 0, len(weight))
	for p := range weight {
		pairs = append(pairs, p)
	}
	slices.SortFunc(pairs, func(p, q pairOf) int {
		return cmp.Or(cmp.Compare(weight[q], weight[p]), cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b))
	})
	var out parties
	if len(pairs) == 0 {
		out = slices.Sorted(maps.Keys(alone))
	}
	for _, p := range pairs {
		if len(out) > 0 && (weight[p]*2 < weight[pairs[0]] || weight[p] < 2) {
			break
		}
		for _, s := range []string{p.a, p.b} {
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// has reports whether the side is a party.
func (ps parties) has(side string) bool { return side != "" && slices.Contains(ps, side) }

// other returns the party that is not the side, when there are exactly two.
func (ps parties) other(side string) string {
	if len(ps) != 2 || !ps.has(side) {
		return ""
	}
	if ps[0] == side {
		return ps[1]
	}
	return ps[0]
}

// collective reports whether the phrase means the parties together: "both
// sides", "each side", "the two countries".
func (t *parsed) collective(p *phrase) bool {
	first, head := t.words[p.first].low, t.words[p.head].low
	if p.last == p.first+1 {
		return first == "both" || first == "each"
	}
	if head != "sides" && head != "side" && head != "parties" && head != "countries" && head != "nations" && head != "neighbours" && head != "neighbors" && head != "states" && head != "armies" && head != "capitals" {
		return false
	}
	for k := p.first; k < p.head; k++ {
		switch t.words[k].low {
		case "both", "each", "neither", "two", "warring", "opposing":
			return true
		}
	}
	return false
}

// foremost returns the pair that stands against each other most: who "both
// sides" are.
func (ps parties) foremost() []string {
	out := slices.Clone([]string(ps[:min(2, len(ps))]))
	slices.Sort(out)
	return out
}
