package part

import (
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/publish"
	"tallystick/web/message"
)

func TestStateOf(t *testing.T) {
	for _, c := range []struct {
		state publish.State
		by    []string
		want  string
	}{
		{publish.Unreviewed, nil, "unreviewed machine reading"},
		{publish.Rejected, []string{"Mina Sol"}, "rejected by Mina Sol"},
		{publish.Accepted, []string{"Mina Sol"}, "accepted by Mina Sol"},
		{publish.Accepted, []string{"Mina Sol", "Jon Ray", "Mina Sol"}, "accepted by Mina Sol and Jon Ray"},
		{publish.Accepted, []string{"A", "B", "C"}, "accepted by A, B and C"},
	} {
		claim := publish.Claim{State: c.state}
		for _, by := range c.by {
			if c.state == publish.Rejected {
				claim.Rejects = append(claim.Rejects, publish.Ruling{By: by})
				continue
			}
			claim.Accepts = append(claim.Accepts, publish.Ruling{By: by})
		}
		if got := StateOf(claim); got.Words.In(message.English) != c.want || got.Class != string(c.state) {
			t.Errorf("got %+v, want %q", got, c.want)
		}
	}
}

// Sides stand in alphabetical order, whoever is named first.
func TestSides(t *testing.T) {
	for _, sides := range [][]string{{"NOR", "SOU"}, {"SOU", "NOR"}, {"SOU", "NOR", "SOU"}} {
		c := evidence.Claim{Source: evidence.Source{Side: sides[0], Sides: sides}}
		if got := strings.Join(Sides(c), " "); got != "NOR SOU" {
			t.Errorf("sides %v stand as %s", sides, got)
		}
	}
}

func TestSpeaker(t *testing.T) {
	said := &evidence.Span{Text: "she"}
	for _, c := range []struct {
		source evidence.Source
		want   string
	}{
		{evidence.Source{Kind: evidence.Narrator}, "The report itself"},
		{evidence.Source{Span: said, Name: "Ada Venn"}, "Ada Venn"},
		{evidence.Source{Span: said, Role: "a doctor"}, "she"},
		{evidence.Source{Span: &evidence.Span{}, Role: "a doctor"}, "a doctor"}, // the excerpt has no room for the words
	} {
		if got := Speaker(c.source).In(message.English); got != c.want {
			t.Errorf("%+v is called %q, want %q", c.source, got, c.want)
		}
	}
}

// Words that bring their quotation marks get no second pair.
func TestQuoted(t *testing.T) {
	for words, want := range map[string]bool{"“no”": false, "no": true, "„nein“": false, "«нет»": false} {
		c := publish.Claim{Claim: evidence.Claim{Verbatim: true, Content: evidence.Span{Text: words}}}
		if got := NewLine(Ask{}, 1, c).Quoted; got != want {
			t.Errorf("%s gets quotation marks: %v, want %v", words, got, want)
		}
	}
}
