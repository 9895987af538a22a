package store

import (
	"slices"
	"testing"
)

// TestKeptNumbers: the functions whose results stand in databases never change.
func TestKeptNumbers(t *testing.T) {
	const text = "Şuşa: the bridge over the North River was closed at dawn."
	runs := Runs(text)
	if want := []uint64{0x6d83e5ee23a40152, 0x4e6460355211fa32, 0x6e8e7d9ee3d1910b, 0x24a674dd44301bc3, 0x9dcc4c69d6360a9e, 0x3953a2fbf2a2c9da, 0xdc5a55b84195ba74}; !slices.Equal(runs, want) {
		t.Errorf("runs %#v, want %#v", runs, want)
	}
	bands := BandsOf(runs)
	if want := []int64{1330683588983208052, 1545280454564100081, 2487517165923536192}; len(bands) != Bands || !slices.Equal(bands[:3], want) {
		t.Errorf("bands begin with %d, want %d", bands[:3], want)
	}
	if again := BandsOf(append(slices.Clone(runs), runs...)); !slices.Equal(again, bands) {
		t.Error("a text said twice has other bands")
	}
	if BandsOf(Runs("too few words")) != nil {
		t.Error("a text of three words has bands")
	}
}
