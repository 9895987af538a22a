package incident

import (
	"html/template"
	"slices"
	"strings"

	"tallystick/link/accounts"
	"tallystick/web/message"
	"tallystick/web/part"
)

// column is one account, its fields in the order of all others.
type column struct {
	Name     message.Text
	Side     string
	Speakers message.Text
	Says     message.Text
	Cells    template.HTML // what it says of each field
}

// cell is what an account says of one field.
type cell struct {
	Label  message.Text
	Values []value
	Marks  []message.Text // where another account contradicts it, in words
	Denies bool           // it denies what another says of the field
}

type value struct {
	Text   message.Text
	Note   message.Text
	Side   string
	Parts  []message.Text
	Refs   []ref
	Quoted bool
}

// labels head the fields of an account.
var labels = map[string]message.Message{
	accounts.FieldHappened: message.Say("Happened"), accounts.FieldWhat: message.Say("What"), accounts.FieldInstrument: message.Say("With what"),
	accounts.FieldWho: message.Say("Who did it"), accounts.FieldTarget: message.Say("To whom [it was done]"), accounts.FieldPlace: message.Say("Where"),
	accounts.FieldTime: message.Say("When"), accounts.FieldCount: message.Say("Toll"),
}

var happened = map[string]message.Message{
	accounts.HasStated: message.Say("says so"), accounts.HasHedged: message.Say("says so, with reserve"), accounts.HasPossible: message.Say("says that it may have"),
	accounts.HasConceded: message.Say("concedes it"), accounts.HasDenied: message.Say("denies it"),
}

// columns lays the accounts side by side. A field of which nobody speaks has no
// row.
func (s shown) columns(t accounts.Told) []column {
	spoken := func(field string) bool {
		return slices.ContainsFunc(t.Accounts, func(a accounts.Account) bool {
			return len(a.Of(field)) > 0 || field == accounts.FieldCount && len(a.Counts) > 0
		})
	}
	var all []column
	for _, a := range t.Accounts {
		c := column{Name: part.AccountName(a), Side: a.Side, Says: part.Sentence(a.Summary), Speakers: speakers(a)}
		var cells []cell
		for _, field := range accounts.Fields {
			if spoken(field) {
				cells = append(cells, cell{
					Label: labels[field], Values: s.values(a, field), Marks: marks(t.Pairs, a.ID, field),
					Denies: slices.ContainsFunc(a.Denies, func(v accounts.Value) bool { return v.Text == field }),
				})
			}
		}
		c.Cells = s.cellsOf(cells)
		all = append(all, c)
	}
	return all
}

func speakers(a accounts.Account) message.Text {
	if len(a.Speakers) == 1 && a.Speakers[0] == a.Name {
		return nil
	}
	said := make([]message.Text, len(a.Speakers))
	for i, s := range a.Speakers {
		said[i] = message.Name(s)
	}
	return message.Comma(said...)
}

func (s shown) values(a accounts.Account, field string) []value {
	var all []value
	for _, v := range a.Of(field) {
		out := value{Text: part.Called(v.Text), Side: v.Side, Refs: s.refsOf(v.Said)}
		switch field {
		case accounts.FieldHappened:
			if said, known := happened[v.Text]; known {
				out.Text = said
			}
		case accounts.FieldWhat:
			out.Text, out.Note = part.EventWords(v.Text), part.ModeWords(v.Detail)
		case accounts.FieldPlace:
			out.Note = part.PrecisionWords(v.Size)
		case accounts.FieldTime:
			out.Text = part.DaysWords(v.Time.From, v.Time.To)
			if v.Time.Basis != "" && strings.Contains(v.Time.Basis, "publication") {
				out.Note = message.Say("by the report’s date")
			}
		}
		all = append(all, out)
	}
	if field == accounts.FieldCount {
		for _, c := range a.Counts {
			out := value{Text: countWords(c), Side: c.Side, Note: part.ScopeWords(c.Scope), Refs: s.refsOf(c.Said)}
			for _, p := range c.Parts {
				out.Parts = append(out.Parts, countWords(p))
			}
			all = append(all, out)
		}
	}
	return all
}

func countWords(c accounts.Count) message.Text {
	words := message.Say("%s %s [number, what]", part.Amount(c.Min, c.Max, c.Approx), part.CountedWords(c.What))
	if c.Who != "" {
		return message.Say("%s, %s", words, message.Name(c.Who))
	}
	return words
}

func (s shown) refsOf(said []accounts.Saying) []ref {
	var all []ref
	for _, saying := range said {
		all = append(all, s.refs[saying.Claim])
	}
	return all
}

// marks says where other accounts contradict what one says of a field.
func marks(pairs []accounts.Pair, account, field string) []message.Text {
	var words []message.Text
	for _, p := range pairs {
		other := p.A
		switch account {
		case p.A:
			other = p.B
		case p.B:
		default:
			continue
		}
		for _, c := range p.Fields {
			name := part.AccountCalled(other, "")
			switch {
			case c.Field != field:
			case c.Verdict == accounts.Differs:
				words = append(words, message.Say("differs from %s", name))
			case c.Verdict == accounts.Mixed:
				words = append(words, message.Say("partly differs from %s", name))
			case c.Verdict == accounts.Denies && slices.Contains(c.Denier, account):
				words = append(words, message.Say("against %s", name))
			case c.Verdict == accounts.Denies:
				words = append(words, message.Say("denied by %s", name))
			}
		}
	}
	return words
}

// pair is two accounts held against each other.
type pair struct {
	A, B   message.Text
	Rows   []row
	Silent []silence
}

type row struct {
	Field   message.Text
	Verdict message.Text
	Parts   bool // they part here
	Says    message.Text
}

// silence is the fields of which one of the two says nothing.
type silence struct {
	Who  message.Text
	Many bool // they are several
	Of   message.Text
}

func pairs(t accounts.Told) []pair {
	var all []pair
	for _, p := range t.Pairs {
		out := pair{A: part.AccountCalled(p.A, ""), B: part.AccountCalled(p.B, "")}
		silent := map[string][]message.Text{}
		for _, c := range p.Fields {
			if c.Verdict == accounts.Silent {
				silent[c.Silent] = append(silent[c.Silent], part.FieldWords(c.Field))
				continue
			}
			out.Rows = append(out.Rows, row{
				Field: labels[c.Field], Verdict: verdictWords(c.Verdict), Says: part.Sentence(c.Summary),
				Parts: c.Verdict == accounts.Differs || c.Verdict == accounts.Mixed || c.Verdict == accounts.Denies,
			})
		}
		for _, id := range []string{p.A, p.B} {
			if len(silent[id]) > 0 {
				many := id == accounts.ThirdParties || id == accounts.Narrators
				out.Silent = append(out.Silent, silence{part.AccountCalled(id, ""), many, message.Comma(silent[id]...)})
			}
		}
		all = append(all, out)
	}
	return all
}

// verdicts says how two accounts stand to each other in a field.
var verdicts = map[string]message.Message{
	accounts.Agrees: message.Say("agrees"), accounts.Differs: message.Say("differs"), accounts.Mixed: message.Say("mixed"), accounts.Denies: message.Say("denies"),
	accounts.Incomplete: message.Say("not comparable"),
}

func verdictWords(verdict string) message.Text {
	if said, known := verdicts[verdict]; known {
		return said
	}
	return message.Verbatim(verdict)
}
