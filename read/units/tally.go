package units

import (
	"slices"
	"strings"

	"tallystick/evidence"
)

// Tally returns a tally with its sides, classes, models and fates in the
// lexicon's words. A part whose heading covers several classes has none, and
// Odd says so; what covers no class of equipment is told by What.
func (r *Reader) Tally(t evidence.Tally) evidence.Tally {
	t.Of, t.Side = r.side(t.Of), r.side(t.Side)
	t.Parts, t.Odd = slices.Clone(t.Parts), slices.Clone(t.Odd)
	var several []string
	for i := range t.Parts {
		p := &t.Parts[i]
		if p.Model != "" {
			p.Model = r.models.resolve(p.Model, r.kinds).name
		}
		if fates, _ := r.fates.read(p.Fate); len(fates) > 0 {
			p.Fate = fates[len(fates)-1].What
		}
		if p.Class == "" {
			continue
		}
		_, ours := r.catalogue.Class(p.Class)
		h := r.headings.find(p.Class)
		switch {
		case ours:
		case h == nil:
			if p.What == "" {
				p.What = p.Class
			}
			p.Class = ""
		case len(h.whole) == 1 && len(h.part) == 0:
			p.Class = h.whole[0]
		default:
			if !slices.Contains(several, p.Class) {
				several = append(several, p.Class)
			}
			p.Class = ""
		}
	}
	if len(several) > 0 {
		t.Odd = append(t.Odd, "covers several classes or a part of one: "+strings.Join(several, "; "))
	}
	return t
}

// Family returns the model that a model is a variant of, T-72 for T-72B3, or
// the model itself.
func (r *Reader) Family(model string) string {
	if m := r.models.resolve(model, r.kinds); m.family != "" {
		return m.family
	}
	return model
}
