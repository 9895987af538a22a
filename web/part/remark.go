package part

import (
	"fmt"
	"html/template"
	"regexp"

	"tallystick/evidence"
	"tallystick/web/message"
)

// Remark says what the program remarks on its own finding, nil where it says
// nothing. The catalogues know every form of one that is made in the rooms
// below.
func Remark(r evidence.Remark) message.Text {
	if r.IsZero() {
		return nil
	}
	args := make([]any, len(r.Args))
	for i, a := range r.Args {
		switch a := a.(type) {
		case evidence.Remark:
			args[i] = Remark(a)
		case int, int64:
			args[i] = a
		default:
			args[i] = endWords(fmt.Sprint(a)) // a civil day and a name as the reader writes them, else the words as they are
		}
	}
	return message.Message{Key: r.Form, Args: args}
}

// points are the weight of a remark, as links record it behind the remark.
var points = regexp.MustCompile(`^(.*) \(([+-]\d+)\)$`)

// recorded shows a remark that the ledger holds in English words: in the reader's
// language where the catalogues know its form, else as English.
func recorded(l *message.Language, words string) template.HTML {
	form, weight := words, ""
	if m := points.FindStringSubmatch(words); m != nil {
		form, weight = m[1], " ("+m[2]+")"
	}
	if l == message.English {
		return template.HTML("<bdi>" + template.HTMLEscapeString(words) + "</bdi>")
	}
	if said, known := message.Recorded(form); known {
		return template.HTML("<bdi>" + template.HTMLEscapeString(said.In(l)+weight) + "</bdi>")
	}
	return template.HTML(`<bdi lang="en">` + template.HTMLEscapeString(words) + "</bdi>")
}

// stored is a remark that the ledger holds in English words.
type stored string

// In says it in a language whose catalogue knows its form.
func (s stored) In(l *message.Language) string {
	if l != message.English {
		if said, known := message.Recorded(string(s)); known {
			return said.In(l)
		}
	}
	return string(s)
}

// Remarks says several.
func Remarks(list []evidence.Remark) []message.Text {
	var all []message.Text
	for _, r := range list {
		all = append(all, Remark(r))
	}
	return all
}
