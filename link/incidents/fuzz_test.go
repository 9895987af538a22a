package incidents

import (
	"encoding/binary"
	"testing"
)

// Any mentions at all, in whatever order they come: each claim stands in one
// incident, whose lead it names, and what came in two parts stands as what came
// at once.
func FuzzCluster(f *testing.F) {
	f.Add([]byte("four strikes on one town and what was said of them, all on one day"), uint8(2))
	f.Add(make([]byte, 400), uint8(7))
	f.Fuzz(func(t *testing.T, data []byte, cut uint8) {
		mentions := fromBytes(data)
		groups := groupsFrom(mentions, data)
		lib := newLibrary()
		at := min(int(cut)/4*4, len(mentions)) // the claims of one report come together
		for _, part := range [][]Mention{mentions[:at], mentions[at:]} {
			change := Change{New: part}
			now := [][]ID{}
			for _, g := range groups { // people decide on what is there
				var there []ID
				for _, id := range g {
					if lib.placed[id] != nil || containsClaim(part, id) {
						there = append(there, id)
					}
				}
				if len(there) > 0 {
					now, change.Regrouped = append(now, there), append(change.Regrouped, there...)
				}
			}
			changed, err := Update(lib, now, change)
			if err != nil {
				t.Fatal(err)
			}
			lib.take(change, changed)
		}
		seen := map[ID]bool{}
		for _, in := range Cluster(mentions, groups) {
			if in.Members[0].Claim != in.Lead || in.Members[0].To != (ID{}) {
				t.Fatalf("the incident of %s begins with %v", in.Lead, in.Members[0])
			}
			for _, m := range in.Members {
				if seen[m.Claim] {
					t.Fatalf("%s stands twice", m.Claim)
				}
				seen[m.Claim] = true
				if p := lib.placed[m.Claim]; p.Lead != in.Lead || p.To != m.To || p.Score != m.Score {
					t.Fatalf("%s in parts stands in %s to %s %d, at once in %s to %s %d", m.Claim, p.Lead, p.To, p.Score, in.Lead, m.To, m.Score)
				}
			}
		}
		if len(seen) != len(mentions) {
			t.Fatalf("%d claims stand, of %d", len(seen), len(mentions))
		}
	})
}

func containsClaim(mentions []Mention, id ID) bool {
	for i := range mentions {
		if mentions[i].Claim == id {
			return true
		}
	}
	return false
}

// fromBytes makes a mention of each eight bytes, most of them alike, in reports
// of four.
func fromBytes(data []byte) []Mention {
	var out []Mention
	for i := 0; i+8 <= len(data) && len(out) < 60; i += 8 {
		d := data[i : i+8]
		n := len(out)
		m := Mention{Kind: Kind(d[0] % 11), Mode: uint16(d[0]/11%3) * 2, Report: uint64(1 + n/4), Ordinal: int32(n % 4), Said: int16(d[1] % 8), Answer: d[1]&128 != 0}
		binary.BigEndian.PutUint32(m.Claim[:], uint32(n+1))
		m.Days = Days{int32(d[2] % 16), int32(d[2]%16) + int32(d[3]%20)*int32(d[3]%3), d[3]%3 == 0}
		if d[3] == 255 {
			m.Days = unknown
		}
		for p := range d[4] % 3 {
			m.Places[p] = Place{Lat: int32(int8(d[5]))*70_000 + int32(p)*900, Lon: int32(int8(d[6])) * 141_700, Radius: int32(d[4]/3%4) * 2000, Name: uint32(d[5] % 4)}
			m.NPlaces++
		}
		if d[7]&1 == 1 {
			m.Tolls[0], m.NTolls = Toll{1, int32(d[7] / 2), int32(d[7]/2) - int32(d[7]&2)}, 1
		}
		m.Things[0], m.Agents[0], m.Words[0] = uint32(d[6]%3), uint32(d[1]%3), uint32(d[5]%5)*4+rareWord
		m.Texts[0] = uint32(d[7] % 4)
		if n%4 > 0 && d[1]%5 == 0 {
			m.How = Following(1 + d[1]%2)
			binary.BigEndian.PutUint32(m.Follows[:], uint32(n-n%4+1+int(d[6]%4)))
		}
		out = append(out, m)
	}
	return out
}

// groupsFrom puts some claims into groups.
func groupsFrom(mentions []Mention, data []byte) [][]ID {
	groups := make([][]ID, 3)
	for i := range mentions {
		if g := int(data[i]) % 16; g < 3 {
			groups[g] = append(groups[g], mentions[i].Claim)
		}
	}
	return groups
}
