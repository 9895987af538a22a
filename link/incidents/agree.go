package incidents

// How two mentions stand to each other in one respect.
type standing uint8

const (
	silent   standing = iota // one of them, or both, say nothing of it
	alike                    // they may mean the same
	contrary                 // they do not
)

// placed compares where. Only exact places can agree or differ; it is enough
// that one place of each agrees.
func placed(a, b *Mention) standing {
	out := silent
	for i := range a.NPlaces {
		if !a.Places[i].Exact() {
			continue
		}
		for j := range b.NPlaces {
			if !b.Places[j].Exact() {
				continue
			}
			if within(&a.Places[i], &b.Places[j]) {
				return alike
			}
			out = contrary
		}
	}
	return out
}

// sameName reports whether a place of each bears one name.
func sameName(a, b *Mention) bool {
	for i := range a.NPlaces {
		for j := range b.NPlaces {
			if a.Places[i].Name == b.Places[j].Name {
				return true
			}
		}
	}
	return false
}

// agreeing compares who: it is enough that one side is the same.
func agreeing(a, b *[2]uint32) standing {
	if a[0] == 0 || b[0] == 0 {
		return silent
	}
	for _, s := range a {
		if s != 0 && (s == b[0] || s == b[1]) {
			return alike
		}
	}
	return contrary
}

// counted compares tolls: exact is the largest number that both say exactly;
// out is alike when what both count may be one number, contrary when nothing
// may, or not even a toll that grew within the day.
func counted(a, b *Mention) (out standing, exact int32) {
	for i := range a.NTolls {
		for j := range b.NTolls {
			s, t := &a.Tolls[i], &b.Tolls[j]
			if s.What != t.What {
				continue
			}
			switch {
			case s.Min == t.Min && s.Max == t.Max:
				out, exact = alike, max(exact, s.Min, s.Max)
			case (s.Max < 0 || s.Max >= t.Min) && (t.Max < 0 || t.Max >= s.Min):
				out = alike
			case out == silent:
				out = contrary
			}
		}
	}
	return out, exact
}

// ratio returns how many times larger than the other's, in hundredths, a number
// of one is at the most.
func ratio(a, b *Mention) int32 {
	out := int32(100)
	for i := range a.NTolls {
		for j := range b.NTolls {
			if s, t := &a.Tolls[i], &b.Tolls[j]; s.What == t.What {
				small, large := max(s.Min, s.Max, 1), max(t.Min, t.Max, 1)
				if small > large {
					small, large = large, small
				}
				out = max(out, int32(min(int64(large)*100/int64(small), 1<<30)))
			}
		}
	}
	return out
}

// holds reports whether one of two mentions tells of several times or days and
// each toll of the other that it tells as well is smaller.
func holds(a, b *Mention) bool {
	if a.Several == b.Several {
		return false
	}
	if b.Several {
		a, b = b, a
	}
	for _, s := range a.Tolls[:a.NTolls] {
		for _, t := range b.Tolls[:b.NTolls] {
			if s.What == t.What && max(t.Min, t.Max) > max(s.Min, s.Max) {
				return false
			}
		}
	}
	return true
}

// things returns how many named things both speak of.
func things(a, b *Mention) int {
	n := 0
	for _, s := range a.Things {
		if s == 0 {
			break
		}
		for _, t := range b.Things {
			if s == t {
				n++
			}
		}
	}
	return n
}

// wording says how much the words count that both have.
func wording(a, b *Mention) int {
	n, i, j := 0, 0, 0
	for i < sketch && j < sketch && a.Words[i] != 0 && b.Words[j] != 0 {
		switch {
		case a.Words[i] == b.Words[j]:
			n += counts[a.Words[i]&rarity]
			i, j = i+1, j+1
		case a.Words[i] < b.Words[j]:
			i++
		default:
			j++
		}
	}
	return n
}
