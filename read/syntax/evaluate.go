package syntax

import "fmt"

// Figures count what a model found right among examples.
type Figures struct {
	Words, Tags int
}

func (f Figures) String() string {
	return fmt.Sprintf("%d words, UPOS %s", f.Words, percent(f.Tags, f.Words))
}

func percent(n, of int) string {
	if of == 0 {
		return "-"
	}
	p := (n*10000 + of/2) / of
	return fmt.Sprintf("%d.%02d", p/100, p%100)
}

// Evaluate holds the model against the examples.
func Evaluate(m *Model, data []Example) Figures {
	var f Figures
	var a Analysis
	for _, e := range data {
		m.Tag(e.Words, &a)
		for i, t := range a.Tags {
			f.Words++
			if t == e.Tags[i] {
				f.Tags++
			}
		}
	}
	return f
}
