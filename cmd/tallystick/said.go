package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"tallystick/flow"
	"tallystick/lexicon"
	"tallystick/link/territory"
)

// saidFlags narrow a question about what is said.
type saidFlags struct {
	inDirectory
	Place  string `placeholder:"NAME" help:"Only this place, by a part of any of its names."`
	From   string `placeholder:"DAY" help:"Only what is said of this day or later, as in 2020-11-04."`
	To     string `placeholder:"DAY" help:"Only what is said of this day or earlier."`
	Side   string `placeholder:"SIDE" help:"Only where this side speaks, acts or is spoken to: its code or name."`
	AsOf   string `name:"as-of" placeholder:"TIME" help:"As the ledger stood at a time (RFC 3339, or a date: its end in UTC)."`
	Public bool   `help:"What the public sees, not the desk."`
	JSON   bool   `xor:"format" help:"Print JSON."`
	CSV    bool   `xor:"format" help:"Print comma-separated values."`
}

// ask opens the ledger and hands the library, position and query to do.
func (f *saidFlags) ask(p *program, do func(library *flow.Library, at int64, q flow.SaidQuery) error) error {
	q := flow.SaidQuery{Place: f.Place, From: f.From, To: f.To}
	if err := checkDays(f.From, f.To); err != nil {
		return err
	}
	var err error
	if q.Side, err = sideCode(f.Side); err != nil {
		return trouble{err}
	}
	return p.reading(f.Dir, f.Public, func(library *flow.Library) error {
		at, err := p.position(library, f.AsOf, "--as-of")
		if err != nil {
			return err
		}
		return do(library, at, q)
	})
}

// nothing says why an answer may be empty.
func (f *saidFlags) nothing(p *program, of string) {
	switch {
	case f.Place != "" || f.From != "" || f.To != "" || f.Side != "":
		fmt.Fprintf(p.stderr, "Nothing of that is said. Without --place, --from, --to and --side, all %s are listed.\n", of)
	case f.Public:
		fmt.Fprintf(p.stderr, "No %s are public: the public sees claims that somebody accepted, after the delay set at `init`.\n", of)
	default:
		fmt.Fprintf(p.stderr, "No %s are recorded: take in reports with `tallystick add`.\n", of)
	}
}

// sideCode returns the code of a side by its code or any of its names.
func sideCode(name string) (string, error) {
	if name == "" {
		return "", nil
	}
	lex := lexicon.Default()
	if s, ok := lex.SideOf(strings.ToUpper(name)); ok {
		return s.Code, nil
	}
	words := strings.Fields(name)
	if found, n := lex.MatchKind(lexicon.KindSide, words, 0); n > 0 && n == len(words) {
		return found[0].Side, nil
	}
	return "", fmt.Errorf("--side %q is no side that the lexicon knows: write its name, as in Armenia, or its code, as in ARM", name)
}

// sideName returns the name of a side or account.
func sideName(code string) string {
	switch code {
	case territory.ThirdParties:
		return "third parties"
	case territory.Narrators:
		return "the reports' own voice"
	case "":
		return "nobody named"
	}
	if s, ok := lexicon.Default().SideOf(code); ok {
		return s.Name
	}
	return code
}

// sideNames joins the names of sides or accounts.
func sideNames(codes []string) string {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = sideName(c)
	}
	return listed(names)
}

// listed joins words as a sentence does.
func listed(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return strings.Join(words, "")
}

// page is text for people, 80 characters wide.
type page struct{ strings.Builder }

const pageWidth = 80

// line writes a paragraph, its lines behind so many spaces, those after the
// first two spaces deeper.
func (b *page) line(indent int, format string, args ...any) {
	text := wrapped(fmt.Sprintf(format, args...), pageWidth-indent-2)
	for i, l := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteString("  ")
		}
		b.WriteString(strings.Repeat(" ", indent) + l + "\n")
	}
}

// reportsTold says in how many reports something stands.
func reportsTold(n int) string {
	if n == 1 {
		return "1 report"
	}
	return fmt.Sprintf("%d reports", n)
}

// since says since when something is so; where nobody says, since when it is
// said.
func since(day, firstSaid string) string {
	switch {
	case day != "":
		return " since " + day
	case firstSaid != "":
		return ", first said on " + firstSaid
	}
	return ""
}

// writeRows writes rows as CSV, the first of which names the columns. A cell
// that a table program would take for a formula is marked as text.
func writeRows(w io.Writer, rows [][]string) error {
	out := csv.NewWriter(w)
	for _, row := range rows {
		for i, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
				row[i] = "'" + cell
			}
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
