package card

import (
	"bytes"
	"image/color"
	"image/png"
	"strings"
	"testing"
)

// TestPNG holds that a card is a picture of the size that sites ask for, the
// same each time, whatever it has to say.
func TestPNG(t *testing.T) {
	for name, c := range map[string]Card{
		"an incident": {
			Kicker: "Инцидент", Title: "Reported attack at Linn, on 27 October 2020", Foot: "Tallystick",
			Lines: []string{"ARL accuses BRV of it: 4 killed.", "BRV denies it."},
		},
		"nothing":         {},
		"another writing": {Title: "خبر 報道", Foot: "Tallystick"},
		"a long word":     {Title: strings.Repeat("x", 1<<20), Lines: []string{strings.Repeat("слово ", 1<<12)}},
	} {
		body, err := PNG(c)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		again, _ := PNG(c)
		if !bytes.Equal(body, again) {
			t.Errorf("%s is drawn otherwise the second time", name)
		}
		picture, err := png.Decode(bytes.NewReader(body))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if b := picture.Bounds(); b.Dx() != Width || b.Dy() != Height {
			t.Errorf("%s is %v", name, b)
		}
		for x := range Width { // nothing runs over the margins
			for _, y := range []int{5, Height - 5} {
				if picture.At(x, y) != color.Color(paper) {
					t.Fatalf("%s: there is ink at the edge, (%d, %d)", name, x, y)
				}
			}
		}
		for y := range Height {
			if picture.At(Width-20, y) != color.Color(paper) {
				t.Fatalf("%s: there is ink at the right edge, line %d", name, y)
			}
		}
	}
}

func BenchmarkPNG(b *testing.B) {
	c := Card{Kicker: "Incident", Title: "Reported attack at Linn, on 27 October 2020", Foot: "Tallystick", Lines: []string{"ARL accuses BRV of it.", "BRV denies it."}}
	for b.Loop() {
		if _, err := PNG(c); err != nil {
			b.Fatal(err)
		}
	}
}
