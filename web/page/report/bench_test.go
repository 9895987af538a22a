package report

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/publish"
	"tallystick/web/internal/pagetest"
	"tallystick/web/part"
)

// A report of 1 MB in which 5,000 claims stand, every second one inside the
// one before it.
func BenchmarkLargeReport(b *testing.B) {
	text := strings.Repeat("The ministry said that the road was open and that trains ran. \n", 16_000)
	r := publish.Report{Size: len(text), Excerpts: []evidence.Span{evidence.SpanOf(text, 0, len(text))}}
	for i := range 5_000 {
		start := i / 2 * 380
		content := evidence.SpanOf(text, start+i%2*20, start+50)
		r.Claims = append(r.Claims, publish.Claim{Claim: evidence.Claim{ID: fmt.Sprintf("%032x", i), Stance: evidence.Stances[i%9], Content: content}})
	}
	ask := pagetest.Ask(new(testing.T), true, 9, "/report/x")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if err := part.Render(io.Discard, ask, part.Answer{Body: body, View: viewOf(ask, r)}); err != nil {
			b.Fatal(err)
		}
	}
}
