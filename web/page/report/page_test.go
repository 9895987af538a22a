package report

import (
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/web/internal/pagetest"
	"tallystick/web/internal/sample"
)

func TestPage(t *testing.T) {
	id := sample.Report().ID
	for _, c := range []struct {
		name string
		desk bool
		path string
	}{
		{"desk", true, "/report/" + id},
		{"public", false, "/report/" + id},
		{"asof", true, "/report/" + id + "?as-of=2031-05-08"},
	} {
		t.Run(c.name, func(t *testing.T) {
			pagetest.Golden(t, c.name, Page(sample.New(c.desk)), pagetest.Ask(t, c.desk, 9, c.path, "id", id))
		})
	}
}

func TestRussian(t *testing.T) {
	id := sample.Report().ID
	pagetest.Golden(t, "ru", Page(sample.New(true)), pagetest.Russian(pagetest.Ask(t, true, 9, "/ru/report/"+id, "id", id)))
}

// What the public sees of the text is within the bound, and nothing of a claim
// that was not accepted is in the page.
func TestPublicPageHoldsNothingUnreviewed(t *testing.T) {
	id := sample.Report().ID
	page := pagetest.Render(t, Page(sample.New(false)), pagetest.Ask(t, false, 9, "/report/"+id, "id", id))
	for _, hidden := range []string{"ceasefire brokered", "we have struck", "Esk", "unreviewed", "Rockets fell"} {
		if strings.Contains(page, hidden) {
			t.Errorf("the public page says %q", hidden)
		}
	}
	for _, shown := range []string{"Southern artillery fired", "any of its units", "[…]", "never more than 15 %"} {
		if !strings.Contains(page, shown) {
			t.Errorf("the public page does not say %q", shown)
		}
	}
}

// A name masked in an excerpt moves the words behind it; the marks move too.
func TestMarksInMaskedExcerpt(t *testing.T) {
	text := "Before. Jon Vale said that rain fell on Linn. After."
	excerpt := evidence.Span{Start: 8, End: 45, Text: "[a witness] said that rain fell on Linn."}
	claim := evidence.Claim{
		Content: evidence.SpanOf(text, 27, 44), // rain fell on Linn
		Source:  evidence.Source{Span: &evidence.Span{Start: 8, End: 16, Text: "[a witness]"}},
		Cue:     &evidence.Span{Start: 17, End: 21, Text: "said"},
	}
	var got []string
	for _, p := range cut(excerpt.Text, marksIn(excerpt, []evidence.Claim{claim})) {
		switch {
		case p.inner == 0:
			got = append(got, "claim: "+p.text)
		case p.speaker:
			got = append(got, "source: "+p.text)
		case p.cue:
			got = append(got, "cue: "+p.text)
		}
	}
	want := "source: [a witness]|cue: said|claim: rain fell on Linn"
	if strings.Join(got, "|") != want {
		t.Errorf("marked %q, want %q", strings.Join(got, "|"), want)
	}
}

// Content that goes on past the excerpt is marked up to the excerpt's end.
func TestMarksAcrossExcerpt(t *testing.T) {
	text := "He said that rain fell. And that the road was shut. He left."
	excerpt := evidence.SpanOf(text, 0, 23)
	claim := evidence.Claim{Content: evidence.SpanOf(text, 8, 50)}
	pieces := cut(excerpt.Text, marksIn(excerpt, []evidence.Claim{claim}))
	if len(pieces) != 2 || pieces[1].text != "that rain fell." || pieces[1].inner != 0 {
		t.Errorf("marked %+v, want the excerpt from byte 8 on", pieces)
	}
}
