package incidents

// entry is a key with what it belongs to.
type entry struct {
	key uint64
	at  uint32 // number of the mention
}

// sortByKey sorts entries by key, those of one key in the order in which they
// were. It returns the sorted entries and the other, spent, slice.
func sortByKey(a []entry) []entry {
	const digit = 11
	var any, all uint64 = 0, ^uint64(0)
	for i := range a {
		any |= a[i].key
		all &= a[i].key
	}
	differ := any &^ all
	var b []entry
	for shift := 0; shift < 64; shift += digit {
		if differ>>shift&(1<<digit-1) == 0 {
			continue
		}
		if b == nil {
			b = make([]entry, len(a))
		}
		var starts [1 << digit]uint32
		for i := range a {
			starts[a[i].key>>shift&(1<<digit-1)]++
		}
		sum := uint32(0)
		for d := range starts {
			starts[d], sum = sum, sum+starts[d]
		}
		for i := range a {
			d := a[i].key >> shift & (1<<digit - 1)
			b[starts[d]] = a[i]
			starts[d]++
		}
		a, b = b, a
	}
	return a
}
