package incidents

import (
	"fmt"

	"tallystick/evidence"
)

// Groups returns which claims people hold to be one, and which apart, after
// all decisions on incidents in their order: those of one group are of one
// incident, those of different groups of different ones. A later decision wins
// for the claims that it names, and leaves the others of their groups together.
func Groups(decisions []evidence.Decision) ([][]ID, error) {
	var groups [][]ID
	at := map[ID]int{}
	for _, d := range decisions {
		if d.Subject != evidence.SubjectIncident {
			continue
		}
		for _, named := range d.Groups {
			for _, s := range named {
				id, err := ParseID(s)
				if err != nil {
					return nil, fmt.Errorf("decision on incident %s: %w", d.ID, err)
				}
				at[id] = len(groups)
			}
			groups = append(groups, nil)
		}
	}
	seen := map[ID]bool{}
	for _, d := range decisions {
		if d.Subject != evidence.SubjectIncident {
			continue
		}
		for _, named := range d.Groups {
			for _, s := range named {
				if id, err := ParseID(s); err == nil && !seen[id] {
					seen[id] = true
					groups[at[id]] = append(groups[at[id]], id)
				}
			}
		}
	}
	out := groups[:0]
	for _, g := range groups {
		if len(g) > 0 {
			out = append(out, g)
		}
	}
	return out, nil
}
