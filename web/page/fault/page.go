// Package fault is the page that answers when another cannot.
package fault

import (
	_ "embed"

	"tallystick/web/message"
	"tallystick/web/part"
)

//go:embed page.tmpl
var source string

var body = part.Parse(source)

// Fault is what went wrong, in words for a reader.
type Fault struct {
	Status int
	Title  message.Text
	Says   message.Text
	Write  message.Text // what to do instead; nil for nothing
	By     string       // who withdrew what was here
	Reason string
}

// Answer is the page of a fault.
func Answer(f Fault) part.Answer {
	return part.Answer{Title: f.Title, Body: body, View: f}
}
