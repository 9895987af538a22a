package main

import (
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read"
)

// TestExplain: a person sees each claim in its sentence, what it says, and in
// words what made it.
func TestExplain(t *testing.T) {
	const text = `The ministry said on Monday that at least four soldiers had been killed in Barda. "We know nothing of it," the mayor said.

Two people were killed in Tovuz on Tuesday.`
	status, out, errs := run(t, text, "read", "--explain", "--model", "none", "-")
	if status != 0 {
		t.Fatal(errs)
	}
	at := 0
	for _, want := range []string{
		"1. SOURCE[The ministry] CUE[said] on Monday that CONTENT[at least four soldiers had been killed in Barda].\n\n",
		"   stance           assert\n",
		"   modality         stated\n",
		"   source.name      ministry\n",
		"   event.type       ASSAULT\n",
		"   event.places     Barda (40.37, 47.13)\n",
		"   counts           4+ soldiers killed\n",
		"   read by\n",
		"     frame:cue-say                  Plain saying, by “said”; frames/cue-say.frame\n",
		", by “killed”; frames/event-kill.frame\n",
		"which bounds a number, by “at least”; hedges.tsv:",
		`2. CONTENT["We know nothing of it,"] SOURCE[the mayor] CUE[said].`,
		"   verbatim         yes\n",
		"3. CONTENT[Two people were killed in Tovuz on Tuesday].\n\n",
		"   source           the report itself\n",
		"     source.narrator                nobody is named who says it: the report says it itself\n",
	} {
		i := strings.Index(out[at:], want)
		if i < 0 {
			t.Fatalf("after\n%s\nwant %q in\n%s", out[:at], want, out[at:])
		}
		at += i + len(want)
	}
	if strings.Contains(out, "learned") {
		t.Errorf("nothing was learned, and yet:\n%s", out)
	}
	if status, _, errs := run(t, text, "read", "--explain", "--json", "-"); status != 2 {
		t.Errorf("two forms at once: exit status %d, %s", status, errs)
	}
}

// TestExplainLearned: what moved a learned step stands below the rules, in the
// order in which the reader gives it.
func TestExplainLearned(t *testing.T) {
	report := evidence.Report{Title: "News", Language: "en", Text: "The ministry said that four soldiers had been killed."}
	r := read.Reader{Lexicon: lexicon.Default()}
	survey := r.Survey(report)
	survey.Reasons = map[string][]read.Reason{survey.Reading.Claims[0].ID: {
		{Step: "attribution", Text: "the word “that” follows the cue", Weight: 1204},
		{Step: "attribution", Text: "nobody is named in the sentence before", Weight: -77},
	}}
	out := explanation(r, report, survey)
	if want := "   learned steps, and what weighed with them\n" +
		"     attribution              +1204 the word “that” follows the cue\n" +
		"     attribution                -77 nobody is named in the sentence before\n"; !strings.Contains(out, want) {
		t.Errorf("want %s in\n%s", want, out)
	}
}

// TestMarked: marks inside one another, a content in pieces, and a speaker in
// a sentence of its own.
func TestMarked(t *testing.T) {
	const text = "Ada Example spoke. It rained. “Yes,” she said, “it rained.”"
	sentences := []evidence.Span{evidence.SpanOf(text, 0, 18), evidence.SpanOf(text, 19, 29), evidence.SpanOf(text, 30, len(text))}
	place := func(label, words string) mark {
		i := strings.Index(text, words)
		return mark{label, i, i + len(words)}
	}
	for _, c := range []struct {
		marks []mark
		want  string
	}{
		{[]mark{place("SOURCE", "she"), place("CUE", "said"), place("CONTENT", "“Yes,”"), place("CONTENT", "“it rained.”")},
			"CONTENT[“Yes,”] SOURCE[she] CUE[said], CONTENT[“it rained.”]"},
		{[]mark{place("SOURCE", "Ada Example"), place("CONTENT", "“Yes,”")},
			"SOURCE[Ada Example] spoke. … CONTENT[“Yes,”] she said, “it rained.”"},
		{[]mark{place("CUE", "spoke"), place("CONTENT", "Ada Example spoke. It rained")},
			"CONTENT[Ada Example CUE[spoke].] CONTENT[It rained]."},
	} {
		if got := marked(text, touched(sentences, c.marks), c.marks); got != c.want {
			t.Errorf("%v: %s, want %s", c.marks, got, c.want)
		}
	}
}
