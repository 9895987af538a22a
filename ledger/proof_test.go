package ledger

import (
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

// grown returns a log of n records and its tree at each size from 0 to n.
func grown(t *testing.T, n int) (*memory, []Tree) {
	log := newMemory()
	trees := []Tree{log.grow(t)}
	for i := range n {
		trees = append(trees, log.grow(t, numbered(i, 1)...))
	}
	return log, trees
}

// sizes where tiles begin, fill and overflow, and some in between.
var sizes = []int64{1, 2, 3, 4, 7, 8, 9, 100, 255, 256, 257, 300, 511, 512, 513, 600}

// Each record is proven to be in each tree that holds it; a proof with one
// hash spoilt, or for another record, place or tree, proves nothing.
func TestInclusion(t *testing.T) {
	log, trees := grown(t, 600)
	for _, size := range sizes {
		tree := trees[size]
		for index := int64(0); index < size; index += 1 + size/40 {
			record := log.records[index]
			proof, err := ProveInclusion(log, index, size)
			if err != nil {
				t.Fatal(err)
			}
			if err := CheckInclusion(proof, tree, index, record); err != nil {
				t.Fatalf("record %d of %d: %v", index, size, err)
			}
			for i := range proof {
				proof[i][7] ^= 4
				if CheckInclusion(proof, tree, index, record) == nil {
					t.Fatalf("record %d of %d: proof holds with hash %d spoilt", index, size, i)
				}
				proof[i][7] ^= 4
			}
			wrong := map[string]error{
				"another record": CheckInclusion(proof, tree, index, append([]byte("x"), record...)),
				"another place":  CheckInclusion(proof, tree, index+1, record),
				"another root":   CheckInclusion(proof, Tree{size, tlog.Hash{}}, index, record),
				"a longer proof": CheckInclusion(append(proof[:len(proof):len(proof)], tlog.Hash{}), tree, index, record),
			}
			if len(proof) > 0 {
				wrong["a shorter proof"] = CheckInclusion(proof[1:], tree, index, record)
			}
			for what, err := range wrong {
				if err == nil {
					t.Fatalf("record %d of %d: proof holds for %s", index, size, what)
				}
			}
		}
	}
	for _, bad := range [][2]int64{{-1, 5}, {5, 5}, {0, 0}, {600, 600}, {0, 601}} {
		if _, err := ProveInclusion(log, bad[0], bad[1]); err == nil {
			t.Errorf("record %d of %d was proven", bad[0], bad[1])
		}
	}
}

// Each tree is proven to be the start of each later one, and of no other.
func TestConsistency(t *testing.T) {
	log, trees := grown(t, 600)
	forged := newMemory()
	other := forged.grow(t, append([][]byte{[]byte("forged")}, numbered(1, 599)...)...)
	for _, oldSize := range append([]int64{0}, sizes...) {
		for _, newSize := range sizes {
			proof, err := ProveConsistency(log, oldSize, newSize)
			if oldSize > newSize {
				if err == nil {
					t.Errorf("%d was proven to come before %d", oldSize, newSize)
				}
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			older, newer := trees[oldSize], trees[newSize]
			if err := CheckConsistency(proof, older, newer); err != nil {
				t.Fatalf("%d to %d: %v", oldSize, newSize, err)
			}
			for i := range proof {
				proof[i][31] ^= 1
				if CheckConsistency(proof, older, newer) == nil {
					t.Fatalf("%d to %d: proof holds with hash %d spoilt", oldSize, newSize, i)
				}
				proof[i][31] ^= 1
			}
			if CheckConsistency(append(proof[:len(proof):len(proof)], tlog.Hash{}), older, newer) == nil {
				t.Fatalf("%d to %d: proof holds with a hash too many", oldSize, newSize)
			}
			if newSize == 600 && oldSize > 0 && CheckConsistency(proof, older, other) == nil {
				t.Fatalf("%d to %d: proof holds for a forged log", oldSize, newSize)
			}
			if CheckConsistency(proof, Tree{oldSize, tlog.Hash{1}}, newer) == nil {
				t.Fatalf("%d to %d: proof holds for another root", oldSize, newSize)
			}
		}
	}
	if _, err := ProveConsistency(log, -1, 5); err == nil {
		t.Error("a log of -1 records was proven")
	}
	if _, err := ProveConsistency(log, 5, 601); err == nil {
		t.Error("a tree that is not there yet was proven")
	}
}
