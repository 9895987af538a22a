package accounts

import (
	"fmt"
	"slices"
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
)

func TestShows(t *testing.T) {
	teller := New(new(lexicon.Lexicon))
	for _, c := range []struct {
		said string
		want []string
	}{
		{"photos of the wreckage of the jet", []string{ExhibitPhoto}},
		{"that footage and satellite imagery show craters", []string{ExhibitSatellite, ExhibitVideo}},
		{"satellite photographs", []string{ExhibitSatellite}},
		{"satellite photographs and photographs from the ground", []string{ExhibitPhoto, ExhibitSatellite}},
		{"a photographer was wounded", nil},
		{"its image has suffered", nil},
		{"Videos, it said.", []string{ExhibitVideo}},
	} {
		if got := teller.shows(c.said); !slices.Equal(got, c.want) {
			t.Errorf("%q speaks of %v, want %v", c.said, got, c.want)
		}
	}
}

// What a source shows in several claims stands once, with all of them.
func TestExhibits(t *testing.T) {
	said := func(id, report, source, text string, addresses ...string) Said {
		c := evidence.Claim{ID: id, Stance: evidence.Assert, Modality: evidence.Stated, Content: evidence.Span{Text: text, End: len(text)}, Evidence: addresses}
		if c.Source.Kind = evidence.Narrator; source != "" {
			c.Source = evidence.Source{Name: source, Kind: evidence.Party}
		}
		return Said{Claim: c, Report: report}
	}
	var got []string
	for _, e := range New(new(lexicon.Lexicon)).Of([]Said{
		said("1", "a", "Norland", "photos of the wreck", "https://example.org/1"),
		said("2", "b", "Norland", "photographs of the wreck"),
		said("3", "b", "", "a video shows the harbour"),
		said("4", "b", "Sudland", "a lie"),
	}).Exhibits {
		got = append(got, fmt.Sprintf("%s %s %q %d", e.Kind, e.Address, e.Source, len(e.Said)))
	}
	want := []string{`address https://example.org/1 "Norland" 1`, `photograph  "Norland" 2`, `video  "" 1`}
	if !slices.Equal(got, want) {
		t.Errorf("shown are %q, want %q", got, want)
	}
}
