package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/read"
	"tallystick/read/compare"
)

// explain prints each claim of a report in its sentence, with what it says and
// what made it.
func explain(out io.Writer, r read.Reader, report evidence.Report) error {
	r.Reasons = true
	_, err := io.WriteString(out, explanation(r, report, r.Survey(report)))
	return err
}

// explanation is what explain prints of a survey.
func explanation(r read.Reader, report evidence.Report, survey read.Survey) string {
	sentences := read.Sentences(report.Text)
	var b strings.Builder
	for _, line := range []string{report.Title, strings.Trim(report.Publisher+", "+report.Published.From, ", ")} {
		if line != "" {
			fmt.Fprintln(&b, line)
		}
	}
	number := map[string]int{}
	for i, c := range survey.Reading.Claims {
		number[c.ID] = i + 1
	}
	line := func(name, text string) { fmt.Fprintf(&b, "   %-16s %s\n", name, text) }
	for i, c := range survey.Reading.Claims {
		marks := marksOf(c)
		shown := touched(sentences, marks)
		fmt.Fprintf(&b, "\n%d. %s\n\n", i+1, marked(report.Text, shown, marks))
		for _, f := range compare.Fields(c) {
			if c.Source.Span == nil && f.Name == "source" || !slices.Contains([]string{"source", "cue", "content", "parts"}, f.Name) {
				line(f.Name, f.Text)
			}
		}
		if n := number[c.RespondsTo]; n > 0 {
			line("answers", fmt.Sprint("claim ", n))
		}
		b.WriteString("   read by\n")
		for _, rule := range r.Rules(c, words(shown)) {
			fmt.Fprintf(&b, "     %-30s %s\n", rule.ID, inWords(rule))
		}
		if reasons := survey.Reasons[c.ID]; len(reasons) > 0 {
			b.WriteString("   learned steps, and what weighed with them\n")
			for _, reason := range reasons {
				fmt.Fprintf(&b, "     %-20s %+9d %s\n", reason.Step, reason.Weight, reason.Text)
			}
		}
	}
	b.WriteString("\n")
	return b.String()
}

// inWords says what a rule does, by which words it was found, and where it
// stands.
func inWords(r read.Rule) string {
	said := cmp.Or(r.Words, "a rule that this program does not explain")
	if r.Form != "" {
		said += ", by “" + strings.Join(strings.Fields(r.Form), " ") + "”"
	}
	if r.File != "" {
		said += "; " + r.File
	}
	return said
}

// mark is a part of a claim in the text.
type mark struct {
	label      string
	start, end int
}

// marksOf returns the parts of a claim, the content in its pieces where it is
// broken.
func marksOf(c evidence.Claim) []mark {
	var out []mark
	add := func(label string, s *evidence.Span) {
		if s != nil {
			out = append(out, mark{label, s.Start, s.End})
		}
	}
	add("SOURCE", c.Source.Span)
	add("CUE", c.Cue)
	for i := range c.Parts {
		add("CONTENT", &c.Parts[i])
	}
	if len(c.Parts) == 0 {
		add("CONTENT", &c.Content)
	}
	return out
}

// touched returns the sentences in which a mark stands.
func touched(sentences []evidence.Span, marks []mark) []evidence.Span {
	var out []evidence.Span
	for _, s := range sentences {
		if slices.ContainsFunc(marks, func(m mark) bool { return m.start < s.End && s.Start < m.end }) {
			out = append(out, s)
		}
	}
	return out
}

func words(sentences []evidence.Span) string {
	var all []string
	for _, s := range sentences {
		all = append(all, s.Text)
	}
	return strings.Join(all, " ")
}

// marked writes sentences with the marks around their words:
// "SOURCE[The ministry] CUE[said] that CONTENT[it rained]."
func marked(text string, sentences []evidence.Span, marks []mark) string {
	opens := func(a, b mark) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end)) }
	slices.SortStableFunc(marks, opens)
	var b strings.Builder
	end := -1
	for _, s := range sentences {
		if end >= 0 && strings.TrimSpace(text[end:s.Start]) != "" {
			b.WriteString(" …")
		}
		if end >= 0 {
			b.WriteString(" ")
		}
		for at := s.Start; at < s.End; at++ {
			for _, m := range marks {
				if at == max(m.start, s.Start) && m.end > at {
					b.WriteString(m.label + "[")
				}
			}
			b.WriteByte(text[at])
			for _, m := range marks {
				if at+1 == min(m.end, s.End) && m.start <= at {
					b.WriteString("]")
				}
			}
		}
		end = s.End
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
