package read

// quote is a stretch of text in quotation marks. When a quotation runs over
// several paragraphs, each has a quote of its own and continues is set on all
// but the first.
type quote struct {
	first, last int  // words of the marks; last is the final word when the mark is left to a later paragraph
	closed      bool // last is a closing mark
	continues   bool
}

// style is a pair of quotation marks.
type style uint8

const (
	none style = iota
	curly
	single
	straight
	straightSingle
	guillemets
)

// quotes pairs the quotation marks of each paragraph, in the order of the
// text. Quotations within a quotation belong to the outer one.
func quotes(ws []word) []quote {
	var out []quote
	carried := none // style of a quotation left open at the end of the last paragraph
	for first := 0; first < len(ws); {
		last := first + 1
		for last < len(ws) && ws[last].lines < 2 {
			last++
		}
		out, carried = pair(out, ws, first, last, carried)
		first = last
	}
	return out
}

// pair finds the quotations of one paragraph.
func pair(out []quote, ws []word, first, last int, carried style) ([]quote, style) {
	at, in := -1, none // where the open quotation began, and its style
	weak := -1         // for single marks: an apostrophe that may close
	continues := false
	for i := first; i < last; i++ {
		if ws[i].kind != mark && ws[i].kind != possessive {
			continue
		}
		if in == none {
			if in = opener(ws, i); in != none {
				at, weak = i, -1
				continues = i == first && in == carried
			}
			continue
		}
		switch closer(ws, i, in) {
		case yes:
			out = append(out, quote{first: at, last: i, closed: true, continues: continues})
			in, weak = none, -1
		case maybe:
			if weak < 0 {
				weak = i
			}
		}
		if in == straightSingle && weak >= 0 && opener(ws, i) == straightSingle && i > weak {
			// A new quotation opens, so the apostrophe did close the last.
			out = append(out, quote{first: at, last: weak, closed: true, continues: continues})
			at, weak, continues = i, -1, false
		}
	}
	if in == none {
		return out, none
	}
	if weak >= 0 {
		return append(out, quote{first: at, last: weak, closed: true, continues: continues}), none
	}
	if in == straightSingle || in == single {
		return out, none // an apostrophe, not a quotation
	}
	// Left open: the next paragraph goes on with an opening mark, or the mark
	// was forgotten.
	if last < len(ws) && opener(ws, last) == in {
		return append(out, quote{first: at, last: last - 1, continues: continues}), in
	}
	if continues || at == first {
		return append(out, quote{first: at, last: last - 1, continues: continues}), none
	}
	return out, none
}

// opener returns the style of quotation that the mark at i can open.
func opener(ws []word, i int) style {
	spaceBefore := i == 0 || ws[i-1].end < ws[i].start || ws[i].lines > 0 || ws[i-1].low == "(" || ws[i-1].low == "[" || ws[i-1].low == "—" || ws[i-1].low == "–"
	touches := i+1 < len(ws) && ws[i+1].start == ws[i].end
	switch ws[i].low {
	case "“", "„", "‟", "«":
		return map[bool]style{true: guillemets, false: curly}[ws[i].low == "«"]
	case "‘", "‚", "‹":
		return single
	case `"`:
		if touches {
			return straight
		}
	case "'":
		if spaceBefore && touches {
			return straightSingle
		}
	}
	return none
}

// verdict is how sure it is that a mark closes.
type verdict uint8

const (
	no verdict = iota
	maybe
	yes
)

// closer says whether the mark at i closes a quotation of the given style.
func closer(ws []word, i int, in style) verdict {
	is := func(marks ...string) verdict {
		for _, m := range marks {
			if ws[i].low == m {
				return yes
			}
		}
		return no
	}
	switch in {
	case curly:
		// German style closes with the mark that opens elsewhere.
		if ws[i].low == "“" && (i+1 >= len(ws) || ws[i+1].start > ws[i].end || ws[i+1].kind == mark) {
			return yes
		}
		return is("”", `"`)
	case guillemets:
		return is("»")
	case straight:
		return is(`"`)
	case single, straightSingle:
		if ws[i].low != "'" {
			return is("›")
		}
		if i+1 < len(ws) && ws[i+1].start == ws[i].end && ws[i+1].kind != mark {
			return no // an apostrophe inside or before a word
		}
		if ws[i-1].end < ws[i].start {
			return no
		}
		// "the countries' leaders": after an s and before a word, undecided.
		plural := ws[i-1].kind == letters && ws[i-1].low != "" && ws[i-1].low[len(ws[i-1].low)-1] == 's'
		if plural && i+1 < len(ws) && ws[i+1].kind == letters && ws[i+1].lines == 0 {
			return maybe
		}
		return yes
	}
	return no
}
