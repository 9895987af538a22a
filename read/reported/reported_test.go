package reported_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tallystick/read/linear"
	"tallystick/read/reported"
)

// The card of the weights names the file that is built in.
func TestCard(t *testing.T) {
	weights, err := os.ReadFile("weights/attribution.bin")
	if err != nil {
		t.Fatal(err)
	}
	card, err := os.ReadFile("weights/MODEL.md")
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(weights)
	if !strings.Contains(string(card), hex.EncodeToString(sum[:])) {
		t.Errorf("MODEL.md does not name %x, the SHA-256 of attribution.bin", sum)
	}
	if got := reported.Default().Fingerprint(); got != hex.EncodeToString(sum[:6]) {
		t.Errorf("fingerprint %s", got)
	}
}

// Parts of speech, as a caller might number them.
const (
	noun = iota
	verb
	stop
	clause
)

// text makes a text of one sentence a line: each word with its part of speech.
func text(lines ...string) *reported.Text {
	t := &reported.Text{}
	for n, line := range lines {
		first := len(t.Tokens)
		for _, w := range strings.Fields(line) {
			h := linear.Hash(w)
			k := reported.Token{Word: h, Stem: h, Suffix: h, Phrase: -1, Quote: -1, Group: -1, Rule: -1, Tag: noun}
			i := len(t.Tokens)
			switch w {
			case "said", "claimed", "fled", "burned":
				k.Tag, k.Group = verb, int32(len(t.Groups))
				t.Groups = append(t.Groups, reported.Group{Range: reported.Range{First: i, Last: i + 1}, Subject: int32(len(t.Phrases)) - 1, Finite: true})
			case "that":
				k.Tag = clause
			case ".", ",":
				k.Tag, k.Shape = stop, reported.Mark
			default:
				k.Phrase = int32(len(t.Phrases))
				t.Phrases = append(t.Phrases, reported.Phrase{Range: reported.Range{First: i, Last: i + 1}, Head: i, Person: true})
			}
			t.Tokens = append(t.Tokens, k)
		}
		t.Sentences = append(t.Sentences, reported.Sentence{Range: reported.Range{First: first, Last: len(t.Tokens)}, Paragraph: n})
	}
	return t
}

// marked finds in each line the attribution whose cue is "said" or "claimed":
// the word before is its source, the words behind "that" its content.
func marked(t *reported.Text) []reported.Attribution {
	var out []reported.Attribution
	said, claimed, that := linear.Hash("said"), linear.Hash("claimed"), linear.Hash("that")
	for n, s := range t.Sentences {
		for i := s.First; i < s.Last; i++ {
			if w := t.Tokens[i].Word; (w == said || w == claimed) && t.Tokens[i+1].Word == that {
				out = append(out, reported.Attribution{Sentence: n, Cue: reported.Range{First: i, Last: i + 1}, Source: reported.Range{First: i - 1, Last: i}, Content: []reported.Range{{First: i + 2, Last: s.Last - 1}}})
			}
		}
	}
	return out
}

func examples() []reported.Example {
	var out []reported.Example
	for _, who := range []string{"miners", "guards", "nurses", "drivers", "clerks", "pilots"} {
		for _, what := range []string{"houses burned", "children fled", "bridges burned"} {
			t := text(who+" said that "+what+" .", "later "+who+" fled .", who+" claimed that "+what+" .", what+" .")
			out = append(out, reported.Example{Text: t, Gold: marked(t)})
		}
	}
	return out
}

// Learned from a few plain sentences, the model reads one with people and deeds
// that it has not met; the same examples give the same bytes; what was written
// is read back; and what weighed can be told.
func TestLearns(t *testing.T) {
	m := reported.Train(examples(), nil)
	file := m.Append(nil)
	if !bytes.Equal(file, reported.Train(examples(), nil).Append(nil)) {
		t.Error("the same examples gave other weights")
	}
	m, err := reported.Load(file)
	if err != nil {
		t.Fatal(err)
	}
	unseen := text("bakers said that trucks burned .", "trucks burned .")
	found, want := m.Find(unseen), marked(unseen)
	if len(found) != 1 || found[0].Cue != want[0].Cue || found[0].Source != want[0].Source || len(found[0].Content) != 1 || found[0].Content[0] != want[0].Content[0] {
		t.Errorf("found %+v\n want %+v", found, want)
	}
	if len(found) > 0 {
		if reasons := m.Reasons(unseen, &found[0]); len(reasons) == 0 || reasons[0].Weight <= 0 {
			t.Errorf("reasons %v: the strongest speaks for what was found", reasons)
		}
	}
}

// Weights that were cut short or have something behind them are refused.
func TestBrokenWeights(t *testing.T) {
	file := reported.Train(examples()[:2], nil).Append(nil)
	for _, b := range [][]byte{nil, file[:1], file[:len(file)/2], file[:len(file)-1], append(bytes.Clone(file), 0)} {
		if _, err := reported.Load(b); err == nil {
			t.Errorf("%d of %d bytes were read", len(b), len(file))
		}
	}
}

// Whatever the words, each part lies in the text, the parts of an attribution
// do not overlap, and the runs of a content stand in order.
func TestPartsLieApart(t *testing.T) {
	pieces := []string{"miners", "said", "claimed", "that", "houses", "burned", "fled", ",", ".", "later"}
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.Map(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 12), func(ws []string) string { return strings.Join(ws, " ") }), 1, 5).Draw(t, "lines")
		x := text(lines...)
		for _, a := range reported.Default().Find(x) {
			taken := make([]bool, len(x.Tokens))
			last := -1
			for n, r := range append([]reported.Range{a.Cue, a.Source}, a.Content...) {
				if r.First < 0 || r.Last > len(x.Tokens) || n != 1 && r.Empty() {
					t.Fatalf("%v of %+v", r, a)
				}
				if n > 1 {
					if r.First <= last {
						t.Fatalf("runs out of order: %+v", a)
					}
					last = r.Last
				}
				for i := r.First; i < r.Last; i++ {
					if taken[i] {
						t.Fatalf("parts overlap: %+v", a)
					}
					taken[i] = true
				}
			}
		}
	})
}
