package atlas

import (
	"math"

	"tallystick/web/message"
)

// degrees draws the lines of round degrees, six or so across the view.
func (s *sheet) degrees() string {
	v := s.view
	step := round((v.East - v.West) / 6)
	var d path
	for lon := math.Ceil(v.West/step) * step; lon < v.East; lon += step {
		d.add(v, []point{{lon, v.South}, {lon, v.North}}, false)
	}
	for lat := math.Ceil(v.South/step) * step; lat < v.North; lat += step {
		d.add(v, []point{{v.West, lat}, {v.East, lat}}, false)
	}
	return d.String()
}

// scale draws a bar of round kilometres in the lower left.
func (s *sheet) scale(l lettering) {
	km := math.Ceil(round(0.2 * wide / s.view.scale * metres / 1000))
	long := km * 1000 / metres * s.view.scale
	x, y := 14.0, s.view.High-14
	s.printf(`<path class="scale" d="M%.1f %.1fv-6m0 6h%.1fm0 0v-6"/><text class="scale" x="%.1f" y="%.1f">%s</text>`+"\n", x, y, long, x+4, y-0.5*l.size, message.Say("%d km", int64(km)).In(s.language))
}

// round returns the largest of 1, 2 and 5 times a power of ten, and of 0.25,
// that is no more than a number.
func round(n float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(n)))
	for _, times := range []float64{5, 2} {
		if times*power <= n {
			return times * power
		}
	}
	return power
}
