package bench

// attribution: who says what. Claims are aligned to those of the pack by their
// contents, by their cues where there is no content.
func attribution(docs []pair) figures {
	var inGold, inSystem, triple, aligned, speaker int
	var shared, goldWords, systemWords int
	for _, d := range docs {
		w := words(d.Text)
		split := func(r roles) [3]set { return [3]set{w.of(r.Source...), w.of(r.Cue...), w.of(r.Content...)} }
		var gs, ss [][3]set
		for _, a := range d.Attributions {
			gs = append(gs, split(a))
		}
		for _, c := range d.got.Claims {
			if len(c.Source)+len(c.Cue)+len(c.Content) > 0 {
				ss = append(ss, split(c.roles))
			}
		}
		inGold, inSystem = inGold+len(gs), inSystem+len(ss)
		g, s := union(contents(gs)), union(contents(ss))
		shared, goldWords, systemWords = shared+g.shared(s), goldWords+len(g), systemWords+len(s)
		for _, m := range match(keys(gs), keys(ss)) {
			a, b := gs[m[0]], ss[m[1]]
			all := true
			for role := range 3 {
				all = all && (a[role].shared(b[role]) > 0 || len(a[role])+len(b[role]) == 0)
			}
			if all {
				triple++
			}
			if len(a[0]) > 0 {
				aligned++
				if a[0].shared(b[0]) > 0 {
					speaker++
				}
			}
		}
	}
	return figures{
		"triple_overlap.f":    f1(triple, inSystem, triple, inGold),
		"token.content.f":     f1(shared, systemWords, shared, goldWords),
		"speaker.acc_overlap": share(speaker, aligned),
	}
}

func contents(rows [][3]set) []set {
	var out []set
	for _, r := range rows {
		out = append(out, r[2])
	}
	return out
}

func keys(rows [][3]set) []set {
	var out []set
	for _, r := range rows {
		if len(r[2]) > 0 {
			out = append(out, r[2])
		} else {
			out = append(out, r[1])
		}
	}
	return out
}
