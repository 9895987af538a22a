package fault

import (
	"testing"

	"tallystick/web/internal/pagetest"
	"tallystick/web/message"
	"tallystick/web/part"
)

func TestPage(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault Fault
	}{
		{"notfound", Fault{Status: 404, Title: message.Say("Not here"), Says: message.Say("Nothing of that name stands in the ledger.")}},
		{"withdrawn", Fault{Status: 410, Title: message.Say("Withdrawn"), Says: message.Verbatim("It was withdrawn."), By: "Mina Sol", Reason: "It named a witness."}},
		{"bad", Fault{Status: 400, Title: message.Say("Not understood"), Says: message.Verbatim("No time."), Write: message.Verbatim("Write a date.")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := func(part.Ask) (part.Answer, error) { return Answer(c.fault), nil }
			pagetest.Golden(t, c.name, page, pagetest.Ask(t, true, 9, "/x"))
		})
	}
}

func TestRussian(t *testing.T) {
	fault := Fault{Status: 404, Title: message.Say("Not here"), Says: message.Say("Nothing of that name stands in the ledger."), By: "Mina Sol", Reason: "It named a witness."}
	page := func(part.Ask) (part.Answer, error) { return Answer(fault), nil }
	pagetest.Golden(t, "ru", page, pagetest.Russian(pagetest.Ask(t, true, 9, "/ru/x")))
}
