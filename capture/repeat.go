package capture

import "strings"

// longRepeat is the length in bytes from which a paragraph that stands on the
// page twice is the page's doing. Shorter ones may well be said twice.
const longRepeat = 60

// dropRepeats keeps once what the page says twice: a teaser before a paywall
// and the text after it, a pull quote, a teaser cut short by an ellipsis. Once
// a long paragraph repeats, the blocks that followed it the first time are
// dropped with it, be they short. Headings, items and rows repeat only so: two
// lists may well hold equal lines.
func dropRepeats(blocks []Block) []Block {
	first := make(map[string]int)  // text of a long paragraph -> where it first stands
	starts := make(map[string]int) // how a long paragraph starts -> where it last stands
	for i, b := range blocks {
		if b.Kind == Paragraph && len(b.Text) >= longRepeat {
			if _, ok := first[b.Text]; !ok {
				first[b.Text] = i
			}
			if _, cut := cutShort(b.Text); !cut {
				starts[b.Text[:longRepeat/2]] = i
			}
		}
	}
	if len(first) == 0 {
		return blocks
	}
	var kept []Block
	follows := -1 // where the block stands that would go on the present repeat
	for i, b := range blocks {
		if follows > 0 && follows < i && blocks[follows] == b {
			follows++
			continue
		}
		follows = -1
		if j, ok := first[b.Text]; ok && j < i && b.Kind == Paragraph {
			follows = j + 1
			continue
		}
		if stem, cut := cutShort(b.Text); cut && b.Kind == Paragraph && len(stem) >= longRepeat/2 {
			if j, ok := starts[stem[:longRepeat/2]]; ok && strings.HasPrefix(blocks[j].Text, stem) {
				continue
			}
		}
		kept = append(kept, b)
	}
	return kept
}

// cutShort gives what stands before the ellipsis that ends s.
func cutShort(s string) (string, bool) {
	t := strings.TrimRight(s, "]) ")
	for _, dots := range []string{"…", "..."} {
		if strings.HasSuffix(t, dots) {
			return strings.TrimRight(strings.TrimSuffix(t, dots), ".[( "), true
		}
	}
	return s, false
}
