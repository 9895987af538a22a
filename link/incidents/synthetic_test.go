package incidents

import (
	"encoding/binary"
	"math/rand/v2"
	"slices"
)

// world is a made-up conflict: incidents in a region of 7.5 by 17.5 degrees,
// half of them in 300 hot places, each claimed two to six times with errors in
// place, day and toll, and with things left out. truth says which incident each
// mention is a claim of.
type world struct {
	mentions []Mention
	truth    []int32
}

const claimsAReport = 20

// invent makes n mentions at so many claims a day.
func invent(n int, aDay float64, seed uint64) world {
	r := rand.New(rand.NewPCG(seed, 1))
	type spotted struct{ lat, lon int32 }
	somewhere := func() spotted { return spotted{3_600_000 + r.Int32N(750_000), 3_500_000 + r.Int32N(1_750_000)} }
	hot := make([]spotted, 300)
	for i := range hot {
		hot[i] = somewhere()
	}
	days := int32(max(1, float64(n)/aDay))
	kinds := []Kind{Violence, Violence, Violence, Violence, Movement, Hold, Custody, Passage}
	w := world{mentions: make([]Mention, 0, n), truth: make([]int32, 0, n)}
	for incident := int32(0); len(w.mentions) < n; incident++ {
		at := somewhere()
		if r.IntN(2) == 0 {
			at = hot[r.IntN(len(hot))]
		}
		day, kind, mode := 12_000+r.Int32N(days), kinds[r.IntN(len(kinds))], uint16(1+r.IntN(4)*2)
		killed, wounded := toll(r), toll(r)
		side := uint32(1 + r.IntN(2))
		weapon := uint32(0)
		if r.IntN(5) == 0 {
			weapon = uint32(100 + r.IntN(60))
		}
		vocabulary := make([]uint32, 14)
		for i := range vocabulary {
			vocabulary[i] = 1 + uint32(zipf(r, 20_000))
		}
		for range 2 + r.IntN(5) {
			if len(w.mentions) == n {
				break
			}
			m := Mention{Kind: kind, Mode: mode, Published: day + r.Int32N(3), Said: int16(6 + r.IntN(20))}
			binary.BigEndian.PutUint64(m.Claim[:], r.Uint64())
			binary.BigEndian.PutUint64(m.Claim[8:], r.Uint64())
			m.Days = Days{day, day, true}
			switch r.IntN(20) {
			case 0: // the day after, as another clock has it
				m.Days = Days{day + 1, day + 1, true}
			case 1, 2: // said on the day after publication, of some day before
				m.Days = Days{day - r.Int32N(10), day + r.Int32N(4), false}
			case 3, 4:
				m.Days = Days{day - 1, day, true}
			}
			if r.IntN(20) > 0 {
				p := Place{Lat: at.lat + r.Int32N(3000) - 1500, Lon: at.lon + r.Int32N(3000) - 1500, Radius: 2500, Name: uint32(at.lat)}
				if r.IntN(3) == 0 {
					p.Radius, p.Name = 4000, p.Name+1
				}
				if r.IntN(25) == 0 { // the region is all that is said
					p.Radius = 0
				}
				m.Places[0], m.NPlaces = p, 1
			}
			switch r.IntN(10) {
			case 0:
				m.Mode = uint16(1 + r.IntN(4)*2)
			case 1, 2, 3:
				m.Mode = 0
			}
			for i, number := range []int32{killed, wounded} {
				if number == 0 || r.IntN(10) < 3 {
					continue
				}
				if r.IntN(10) < 3 { // told early, or rounded
					number = max(1, number*(70+r.Int32N(60))/100)
				}
				m.Tolls[m.NTolls] = Toll{What: uint32(1 + i), Min: number, Max: number}
				m.NTolls++
			}
			if weapon != 0 && r.IntN(2) == 0 {
				m.Things[0] = weapon
			}
			if r.IntN(3) > 0 {
				m.Agents[0], m.Targets[0] = side, 3-side
				if r.IntN(12) == 0 {
					m.Agents, m.Targets = m.Targets, m.Agents
				}
			}
			said := make([]uint32, 0, 10)
			for range 9 {
				if word := vocabulary[r.IntN(len(vocabulary))]; r.IntN(2) == 0 {
					said = append(said, word)
				} else {
					said = append(said, 1+uint32(zipf(r, 20_000)))
				}
			}
			for i, s := range said {
				said[i] = s*0x9e3779b1&^rarity | commonWord
				if s > 500 {
					said[i] |= rarity
					said[i] ^= commonWord
				}
			}
			slices.Sort(said)
			keep(slices.Compact(said), m.Words[:])
			w.mentions, w.truth = append(w.mentions, m), append(w.truth, incident)
		}
	}
	w.shuffle(r)
	for i := range w.mentions {
		w.mentions[i].Report, w.mentions[i].Origin = uint64(1+i/claimsAReport), uint64(1+i/claimsAReport)
		w.mentions[i].Ordinal = int32(i % claimsAReport)
	}
	return w
}

// toll is a number of people: none, few, seldom many.
func toll(r *rand.Rand) int32 {
	if r.IntN(3) == 0 {
		return 0
	}
	return 1 + int32(zipf(r, 120))
}

// zipf is a number below n, small ones far more often.
func zipf(r *rand.Rand, n int) int {
	x := r.Float64()
	return int(float64(n) * x * x * x * x * 0.999)
}

func (w *world) shuffle(r *rand.Rand) {
	r.Shuffle(len(w.mentions), func(i, j int) {
		w.mentions[i], w.mentions[j] = w.mentions[j], w.mentions[i]
		w.truth[i], w.truth[j] = w.truth[j], w.truth[i]
	})
}

// figures are how far incidents agree with the truth, over pairs of mentions.
func (w *world) figures(found []Incident) (precision, recall float64) {
	truth := make(map[ID]int32, len(w.mentions))
	pairsOf := func(n int) float64 { return float64(n) * float64(n-1) / 2 }
	sizes := map[int32]int{}
	for i := range w.mentions {
		truth[w.mentions[i].Claim] = w.truth[i]
		sizes[w.truth[i]]++
	}
	var there, made, right float64
	for _, n := range sizes {
		there += pairsOf(n)
	}
	for _, in := range found {
		made += pairsOf(len(in.Members))
		own := make([]int32, len(in.Members))
		for i, m := range in.Members {
			own[i] = truth[m.Claim]
		}
		slices.Sort(own)
		for i := 0; i < len(own); {
			j := i
			for j < len(own) && own[j] == own[i] {
				j++
			}
			right += pairsOf(j - i)
			i = j
		}
	}
	return right / made, right / there
}
