package incident

import (
	"cmp"
	"slices"
	"strings"

	"tallystick/link/accounts"
	"tallystick/web/message"
	"tallystick/web/part"
)

// column is one account, its fields in the order of all others.
type column struct {
	Name     string
	Side     string
	Speakers string
	Says     string
	Cells    []cell
}

// cell is what an account says of one field.
type cell struct {
	Label  string
	Values []value
	Marks  []string // where another account contradicts it, in words
	Denies bool     // it denies what another says of the field
}

type value struct {
	Text   string
	Note   message.Text
	Side   string
	Parts  []string
	Refs   []ref
	Quoted bool
}

// labels head the fields of an account.
var labels = map[string]string{
	accounts.FieldHappened: "Happened", accounts.FieldWhat: "What", accounts.FieldInstrument: "With what", accounts.FieldWho: "Who did it",
	accounts.FieldTarget: "To whom", accounts.FieldPlace: "Where", accounts.FieldTime: "When", accounts.FieldCount: "Toll",
}

var happened = map[string]string{
	accounts.HasStated: "says so", accounts.HasHedged: "says so, with reserve", accounts.HasPossible: "says that it may have",
	accounts.HasConceded: "concedes it", accounts.HasDenied: "denies it",
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
		c := column{Name: part.AccountName(a).In(message.English), Side: a.Side, Says: part.Sentence(a.Summary).In(message.English), Speakers: speakers(a)}
		for _, field := range accounts.Fields {
			if spoken(field) {
				c.Cells = append(c.Cells, cell{
					Label: labels[field], Values: s.values(a, field), Marks: marks(t.Pairs, a.ID, field),
					Denies: slices.ContainsFunc(a.Denies, func(v accounts.Value) bool { return v.Text == field }),
				})
			}
		}
		all = append(all, c)
	}
	return all
}

func speakers(a accounts.Account) string {
	if len(a.Speakers) == 1 && a.Speakers[0] == a.Name {
		return ""
	}
	return strings.Join(a.Speakers, ", ")
}

func (s shown) values(a accounts.Account, field string) []value {
	var all []value
	for _, v := range a.Of(field) {
		out := value{Text: v.Text, Side: v.Side, Refs: s.refsOf(v.Said)}
		switch field {
		case accounts.FieldHappened:
			out.Text = cmp.Or(happened[v.Text], v.Text)
		case accounts.FieldWhat:
			out.Text, out.Note = part.EventWords(v.Text).In(message.English), part.ModeWords(v.Detail)
		case accounts.FieldPlace:
			out.Note = part.PrecisionWords(v.Size)
		case accounts.FieldTime:
			out.Text = part.DaysWords(v.Time.From, v.Time.To).In(message.English)
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

func countWords(c accounts.Count) string {
	words := part.Amount(c.Min, c.Max, c.Approx).In(message.English) + " " + c.What
	if c.Who != "" {
		words += ", " + c.Who
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
func marks(pairs []accounts.Pair, account, field string) []string {
	var words []string
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
			name := part.AccountCalled(other, "").In(message.English)
			switch {
			case c.Field != field:
			case c.Verdict == accounts.Differs:
				words = append(words, "differs from "+name)
			case c.Verdict == accounts.Mixed:
				words = append(words, "partly differs from "+name)
			case c.Verdict == accounts.Denies && slices.Contains(c.Denier, account):
				words = append(words, "against "+name)
			case c.Verdict == accounts.Denies:
				words = append(words, "denied by "+name)
			}
		}
	}
	return words
}

// pair is two accounts held against each other.
type pair struct {
	A, B   string
	Rows   []row
	Silent []silence
}

type row struct {
	Field   string
	Verdict string
	Parts   bool // they part here
	Says    string
}

// silence is the fields of which one of the two says nothing.
type silence struct{ Who, Verb, Of string }

func pairs(t accounts.Told) []pair {
	var all []pair
	for _, p := range t.Pairs {
		out := pair{A: part.AccountCalled(p.A, "").In(message.English), B: part.AccountCalled(p.B, "").In(message.English)}
		silent := map[string][]string{}
		for _, c := range p.Fields {
			if c.Verdict == accounts.Silent {
				silent[c.Silent] = append(silent[c.Silent], part.FieldWords(c.Field).In(message.English))
				continue
			}
			out.Rows = append(out.Rows, row{
				Field: labels[c.Field], Verdict: c.Verdict, Says: c.Summary.String(),
				Parts: c.Verdict == accounts.Differs || c.Verdict == accounts.Mixed || c.Verdict == accounts.Denies,
			})
		}
		for _, id := range []string{p.A, p.B} {
			if len(silent[id]) > 0 {
				verb := "says"
				if id == accounts.ThirdParties || id == accounts.Narrators {
					verb = "say"
				}
				out.Silent = append(out.Silent, silence{part.AccountCalled(id, "").In(message.English), verb, strings.Join(silent[id], ", ")})
			}
		}
		all = append(all, out)
	}
	return all
}
