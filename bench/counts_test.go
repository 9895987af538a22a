package bench

import "maps"

// counts: numbers of people killed, wounded, arrested and abducted. Kind and
// value must agree.
func counts(docs []pair) figures {
	type number struct {
		kind  string
		value int64
	}
	scored := map[string]bool{"killed": true, "wounded": true, "arrested": true, "abducted": true}
	var hit, inGold, inSystem, exact, quiet, alarms int
	for _, d := range docs {
		kinds, optional := map[string]bool{}, map[number]bool{}
		for _, o := range d.Optional {
			if o.Value == nil {
				kinds[o.Kind] = true
			} else {
				optional[number{o.Kind, *o.Value}] = true
			}
		}
		g, s := map[number]bool{}, map[number]bool{}
		for _, c := range d.Counts {
			g[number{c.Kind, *c.Value}] = true
		}
		for _, c := range d.got.Claims {
			for _, n := range c.Counts {
				if k := (number{n.Kind, *n.Value}); scored[n.Kind] && (g[k] || !optional[k] && !kinds[n.Kind]) {
					s[k] = true
				}
			}
		}
		inGold, inSystem = inGold+len(g), inSystem+len(s)
		for k := range g {
			if s[k] {
				hit++
			}
		}
		if maps.Equal(g, s) {
			exact++
		}
		if len(g) == 0 {
			quiet++
			if len(s) > 0 {
				alarms++
			}
		}
	}
	return figures{"all.f": f1(hit, inSystem, hit, inGold), "doc_exact": share(exact, len(docs)), "false_alarm_rate": share(alarms, quiet)}
}
