package claim

import (
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/publish"
	"tallystick/web/internal/pagetest"
	"tallystick/web/internal/sample"
	"tallystick/web/message"
)

// of finds the id of the sample's claim with a stance and some words.
func of(t *testing.T, stance evidence.Stance, words string) string {
	t.Helper()
	for _, c := range sample.Claims() {
		if c.Stance == stance && strings.Contains(c.Content.Text, words) {
			return c.ID
		}
	}
	t.Fatalf("the sample has no claim that %ss %q", stance, words)
	return ""
}

func TestPage(t *testing.T) {
	for _, c := range []struct {
		name   string
		desk   bool
		stance evidence.Stance
		words  string
	}{
		{"accusation", true, evidence.Accuse, "Southern artillery"},
		{"accusation-public", false, evidence.Accuse, "Southern artillery"},
		{"counts", true, evidence.Assert, "At least 9"},
		{"losses", true, evidence.Admit, "14 armoured"},
		{"ceasefire", true, evidence.Assert, "ceasefire"},
		{"access", true, evidence.Promise, "bridge road"},
		{"rejected", true, evidence.Warn, "further attacks"},
		{"wordless-public", false, evidence.Accuse, "Esk"},
	} {
		t.Run(c.name, func(t *testing.T) {
			id := of(t, c.stance, c.words)
			pagetest.Golden(t, c.name, Page(sample.New(c.desk)), pagetest.Ask(t, c.desk, 9, "/claim/"+id, "id", id))
		})
	}
}

func TestRussian(t *testing.T) {
	for _, c := range []struct {
		name   string
		stance evidence.Stance
		words  string
	}{{"accusation-ru", evidence.Accuse, "Southern artillery"}, {"losses-ru", evidence.Admit, "14 armoured"}} {
		id := of(t, c.stance, c.words)
		pagetest.Golden(t, c.name, Page(sample.New(true)), pagetest.Russian(pagetest.Ask(t, true, 9, "/ru/claim/"+id, "id", id)))
	}
}

func TestSentence(t *testing.T) {
	for _, c := range []struct{ name, sentence, parts, want string }{
		{"whole", "It rained.", "It rained.", "[It rained.]"},
		{"within", "He said it rained.", "it rained", "He said [it rained]."},
		{"in two", "It, he said, rained.", "It|rained", "[It], he said, [rained]."},
		{"not there", "He said [a witness] fell.", "Jon Vale fell", "He said [a witness] fell."},
		{"not shown", "", "it rained", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			claim := publish.Claim{Sentence: c.sentence}
			for _, p := range strings.Split(c.parts, "|") {
				claim.Parts = append(claim.Parts, evidence.Span{Text: p})
			}
			var got string
			for _, w := range sentence(claim) {
				if w.Content {
					got += "[" + w.Text + "]"
				} else {
					got += w.Text
				}
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestDegrees(t *testing.T) {
	for _, c := range []struct {
		v    float64
		want string
	}{{40, "40° N"}, {-0.5, "0.5° S"}, {12.345678, "12.34568° N"}} {
		if got := latitude(c.v).In(message.English); got != c.want {
			t.Errorf("%v is %q, want %q", c.v, got, c.want)
		}
	}
}
