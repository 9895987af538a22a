package message

import (
	"strconv"
	"strings"
)

// form is a plain message cut at its verbs, so that it can be said without a
// printer: text and the places of arguments take turns, text first.
type form struct {
	texts []string
	args  []place
}

// place is where an argument goes.
type place struct {
	arg    int // from 0
	number bool
}

// formOf cuts a message; nil for one that has other verbs than %s and %d.
func formOf(text string) *form {
	f := &form{}
	from, next := 0, 0
	for _, m := range verb.FindAllStringSubmatchIndex(text, -1) {
		kind := text[m[4]:m[5]]
		if kind == "%" || kind != "s" && kind != "d" {
			return nil
		}
		if m[2] >= 0 {
			n, err := strconv.Atoi(text[m[2]:m[3]])
			if err != nil || n < 1 {
				return nil
			}
			next = n - 1
		}
		f.texts = append(f.texts, text[from:m[0]])
		f.args = append(f.args, place{next, kind == "d"})
		from, next = m[1], next+1
	}
	f.texts = append(f.texts, text[from:])
	if strings.Contains(strings.Join(f.texts, ""), "%") {
		return nil
	}
	return f
}

// say puts in the arguments, each at least once; it is false where a printer has
// to, for any that are not texts or small numbers, which no language groups.
func (f *form) say(args []any) (string, bool) {
	var b strings.Builder
	used := 0 // how many arguments, a bit each
	for i, p := range f.args {
		if p.arg >= len(args) {
			return "", false
		}
		used |= 1 << p.arg
		b.WriteString(f.texts[i])
		n, whole := args[p.arg].(int)
		s, isText := args[p.arg].(string)
		switch {
		case isText && !p.number:
			b.WriteString(s)
		case whole && p.number && n >= 0 && n < 1000:
			b.WriteString(strconv.Itoa(n))
		default:
			return "", false
		}
	}
	b.WriteString(f.texts[len(f.args)])
	return b.String(), used == 1<<len(args)-1
}
