package message

import (
	"fmt"
	"testing"
)

// What is said without a printer is what the printer says, of every message and
// in every language.
func TestForms(t *testing.T) {
	for _, l := range Languages {
		if len(l.forms) < 100 {
			t.Errorf("%s: %d messages are said without a printer", l.Code, len(l.forms))
		}
		for key, f := range l.forms {
			for _, n := range []int{0, 1, 21, 999, 1000, 1234567, -1} {
				var args []any
				for i := range f.args {
					args = append(args, fmt.Sprintf("<%d> 100%% “é”", i))
					for _, p := range f.args {
						if p.arg == i && p.number {
							args[i] = n
						}
					}
				}
				said, ok := f.say(args)
				if want := l.printer.Sprintf(key, args...); ok && said != want {
					t.Errorf("%s: %q says %q, the printer %q", l.Code, key, said, want)
				}
			}
		}
	}
	for _, n := range []int64{0, 7, 999, 1000, 12345, -5} {
		if got, want := Number(n).In(Russian), Russian.printer.Sprintf("%d", n); n >= 0 && got != want {
			t.Errorf("%d is written %q, by the printer %q", n, got, want)
		}
	}
	for _, c := range []struct {
		text string
		args []any
	}{{"%s of %s", []any{"one"}}, {"%s", []any{"one", "two"}}, {"%s", []any{5}}, {"%d", []any{"five"}}, {"%d", []any{1000}}} {
		if said, ok := formOf(c.text).say(c.args); ok {
			t.Errorf("%q with %v is said without the printer: %q", c.text, c.args, said)
		}
	}
}
