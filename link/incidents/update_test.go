package incidents

import (
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 2)) }

// Reports that come one by one, in any order and any number at a time, that go
// again and are read anew, with people's decisions in between: after each step
// the incidents are those that Cluster makes of all at once.
func TestUpdateEqualsCluster(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		aDay := rapid.SampledFrom([]float64{50, 2000, 100_000}).Draw(t, "claims a day")
		w := invent(rapid.IntRange(40, 240).Draw(t, "claims"), aDay, rapid.Uint64().Draw(t, "seed"))
		answer(w.mentions)
		reports := slices.Collect(slices.Chunk(w.mentions, claimsAReport))
		lib, here, groups := newLibrary(), map[int]bool{}, [][]ID(nil)
		for step := range rapid.IntRange(1, 8).Draw(t, "steps") {
			var change Change
			for range rapid.IntRange(0, 6).Draw(t, "reports that come or go") {
				n := rapid.IntRange(0, len(reports)-1).Draw(t, "report")
				ids := idsOf(reports[n])
				if slices.Contains(change.Gone, ids[0]) || slices.ContainsFunc(change.New, func(m Mention) bool { return m.Claim == ids[0] }) {
					continue
				}
				if here[n] {
					change.Gone = append(change.Gone, ids...)
				}
				if here[n] = !here[n] || rapid.Bool().Draw(t, "read anew"); here[n] {
					change.New = append(change.New, reread(reports[n], step)...)
				}
			}
			if rapid.IntRange(0, 2).Draw(t, "decide") == 0 {
				groups, change.Regrouped = regroup(t, lib, groups)
			}
			changed, err := Update(lib, groups, change)
			if err != nil {
				t.Fatal(err)
			}
			lib.take(change, changed)
			lib.same(t, groups, changed)
		}
	})
}

// A block that is fuller than crowd is held against its first alone; who those
// are changes as reports come and go.
func TestUpdateOfACrowd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := newRand(rapid.Uint64().Draw(t, "seed"))
		var all []Mention
		for i := range crowd + 150 {
			m := Mention{Kind: Violence, Days: Days{100, 101, true}, NPlaces: 1, Report: uint64(1 + i), Said: int16(r.IntN(500))}
			m.Places[0] = Place{Lat: r.Int32N(150) * 20, Lon: r.Int32N(10) * 20, Radius: 5000, Name: uint32(1 + r.IntN(3))}
			m.Claim[0], m.Claim[1], m.Claim[2] = byte(i), byte(i>>8), 1
			if r.IntN(2) == 0 {
				m.Tolls[0], m.NTolls = Toll{1, 1 + r.Int32N(40), -1}, 1
				m.Tolls[0].Max = m.Tolls[0].Min
			}
			all = append(all, m)
		}
		lib, at := newLibrary(), 0
		for at < len(all) {
			n := min(len(all)-at, rapid.SampledFrom([]int{1, 3, crowd - 2, 40}).Draw(t, "come"))
			change := Change{New: all[at : at+n]}
			if at > crowd && rapid.Bool().Draw(t, "go") {
				for range 5 {
					if id := all[r.IntN(at)].Claim; lib.placed[id] != nil && !slices.Contains(change.Gone, id) {
						change.Gone = append(change.Gone, id)
					}
				}
			}
			at += n
			changed, err := Update(lib, nil, change)
			if err != nil {
				t.Fatal(err)
			}
			lib.take(change, changed)
			lib.same(t, nil, changed)
		}
	})
}

// same fails when the library's incidents are not what Cluster makes of them.
func (l *library) same(t *rapid.T, groups [][]ID, changed Changed) {
	var all []Mention
	for _, p := range l.placed {
		all = append(all, p.Mention)
	}
	found := Cluster(all, groups)
	leads := map[ID]bool{}
	for _, in := range found {
		leads[in.Lead] = true
		for _, m := range in.Members {
			if p := l.placed[m.Claim]; p.Lead != in.Lead || p.To != m.To || p.Score != m.Score {
				t.Fatalf("%s of report %d (%d) stands in %s to %s %d; at once in %s to %s %d", m.Claim, p.Report, p.How, p.Lead, p.To, p.Score, in.Lead, m.To, m.Score)
			}
		}
	}
	for _, id := range changed.Ended {
		if leads[id] {
			t.Fatalf("%s is said to lead no more, and leads", id)
		}
	}
}

func idsOf(mentions []Mention) []ID {
	out := make([]ID, len(mentions))
	for i := range mentions {
		out[i] = mentions[i].Claim
	}
	return out
}

// answer makes some mentions followers of others of their report, and some
// copies of others anywhere.
func answer(mentions []Mention) {
	for i := range mentions {
		if i%3 == 0 {
			mentions[i].Texts[0], mentions[i].NPlaces = uint32(1+i%7), uint8(i%2)*mentions[i].NPlaces
		}
		if i%claimsAReport > 0 && i%5 == 0 {
			mentions[i].Follows, mentions[i].How = mentions[i-1-i%3%min(i%claimsAReport, 3)].Claim, Answers
		}
	}
}

// reread is a report as another reading has it: a little is otherwise.
func reread(report []Mention, step int) []Mention {
	out := slices.Clone(report)
	for i := range out {
		if i%4 == step%4 {
			out[i].NTolls = 0
			out[i].Days.To++
		}
	}
	return out
}

// regroup takes decisions anew: some groups go, some come.
func regroup(t *rapid.T, lib *library, was [][]ID) (groups [][]ID, touched []ID) {
	var ids []ID
	for id := range lib.placed {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b ID) int { return slices.Compare(a[:], b[:]) })
	taken := map[ID]bool{}
	for _, g := range was {
		if rapid.Bool().Draw(t, "keep") {
			groups = append(groups, g)
			for _, id := range g {
				taken[id] = true
			}
		} else {
			touched = append(touched, g...)
		}
	}
	for range rapid.IntRange(0, 3).Draw(t, "groups") {
		var g []ID
		for range rapid.IntRange(1, 4).Draw(t, "of") {
			if len(ids) == 0 {
				break
			}
			if id := ids[rapid.IntRange(0, len(ids)-1).Draw(t, "claim")]; !taken[id] {
				taken[id] = true
				g = append(g, id)
			}
		}
		if len(g) > 0 {
			groups, touched = append(groups, g), append(touched, g...)
		}
	}
	return groups, touched
}
