package part

import (
	"fmt"

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
			args[i] = endWords(fmt.Sprint(a)) // a civil day as the reader writes it, else the words as they are
		}
	}
	return message.Message{Key: r.Form, Args: args}
}

// Remarks says several.
func Remarks(list []evidence.Remark) []message.Text {
	var all []message.Text
	for _, r := range list {
		all = append(all, Remark(r))
	}
	return all
}
