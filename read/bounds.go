package read

import "tallystick/evidence"

// Sentences returns the sentences of a text in order, with their closing
// marks: what an excerpt is cut by. A quotation that holds several sentences
// stands in one with the sentence that frames it.
func Sentences(text string) []evidence.Span {
	ws := words(text, nil)
	var spans []evidence.Span
	for _, s := range sentences(ws, quotes(ws)) {
		spans = append(spans, evidence.SpanOf(text, ws[s.first].start, ws[s.last-1].end))
	}
	return spans
}
