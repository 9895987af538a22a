package bench

import "math"

// places: mentions of places, and where they lie. A place is resolved when its
// point lies within 161 km, 100 miles, of the pack's.
func places(docs []pair) figures {
	var inGold, inSystem, foundG, foundS, points, near int
	for _, d := range docs {
		got := onePerSpan(d.got)
		inGold, inSystem = inGold+len(d.Places), inSystem+len(got)
		for _, s := range got {
			for _, g := range d.Places {
				if overlap(g, s) > 0 {
					foundS++
					break
				}
			}
		}
		for _, g := range d.Places {
			var best *place
			for i := range got {
				if n := overlap(g, got[i]); n > 0 && (best == nil || n > overlap(g, *best)) {
					best = &got[i]
				}
			}
			if best != nil {
				foundG++
			}
			if g.Lat == nil {
				continue
			}
			points++
			for i := range got {
				if *got[i].Start == *g.Start && *got[i].End == *g.End {
					best = &got[i]
				}
			}
			if best != nil && best.Lat != nil && kilometres(*g.Lat, *g.Lon, *best.Lat, *best.Lon) <= 161 {
				near++
			}
		}
	}
	return figures{
		"geotag_overlap.f":             f1(foundS, inSystem, foundG, inGold),
		"resolution.acc161_end_to_end": share(near, points),
	}
}

// onePerSpan returns the places that the reader found, one for each span, with
// a point where one of them has it.
func onePerSpan(s system) []place {
	all := s.Places
	for _, c := range s.Claims {
		all = append(all, c.Places...)
	}
	var out []place
	at := map[span]int{}
	for _, p := range all {
		if p.Start == nil {
			continue
		}
		k := span{*p.Start, *p.End}
		if i, again := at[k]; !again {
			at[k] = len(out)
			out = append(out, p)
		} else if out[i].Lat == nil {
			out[i] = p
		}
	}
	return out
}

func overlap(a, b place) int { return min(*a.End, *b.End) - max(*a.Start, *b.Start) }

// kilometres between two points on a sphere of the earth's mean radius.
func kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	rad := math.Pi / 180
	x := math.Pow(math.Sin((lat2-lat1)*rad/2), 2) + math.Cos(lat1*rad)*math.Cos(lat2*rad)*math.Pow(math.Sin((lon2-lon1)*rad/2), 2)
	return 2 * 6371.0088 * math.Asin(min(1, math.Sqrt(x)))
}
