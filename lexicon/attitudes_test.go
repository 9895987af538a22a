package lexicon

import (
	"strings"
	"testing"
)

// attitudesOf writes the classes of a word form as the tests do: class, slash
// and the first letters of its parts of speech.
func attitudesOf(low string) string {
	first, second := Default().Attitude(low)
	var out []string
	for _, a := range []Attitude{first, second} {
		if a == (Attitude{}) {
			continue
		}
		s := AttitudeClasses[a.Class] + "/"
		for i, part := range attitudeParts {
			if a.Parts&(1<<i) != 0 {
				s += map[string]string{partVerb: "v", partNoun: "n", partAdjective: "a", partAdverb: "r"}[part]
			}
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

// Each row asks for one rule of inflection or one kind of word.
func TestAttitudeOfInflections(t *testing.T) {
	for _, c := range []struct{ forms, want string }{
		{"said says", "say/v"},
		{"saying", "say/vn"},
		{"claim claims", "claim/vn"},
		{"claimed claiming", "claim/v"},
		{"denies denied denying", "deny/v"},
		{"denial denials", "deny/n"},
		{"lambaste lambastes lambasted", "criticise/v"},
		{"lambasting", "criticise/vn"},
		{"pooh-poohed pooh-poohing", "refuse/v criticise/v"},
		{"seethed seethes", "manner/v emotion/v"},
		{"labelled labeled", "call/v"},
		{"labelling labeling", "call/vn"},
		{"balks balked balking baulked", "refuse/v"},
		{"insinuates insinuated", "imply/v"},
		{"abhorred abhorring", "refuse/v emotion/v"},
		{"reaffirms reaffirmed", "say/v"},
		{"foresees foresaw foreseen foreseeing", "predict/v"},
		{"vetoed vetoing", "permit/v refuse/v"},
		{"vetoes vetos", "permit/vn refuse/vn"},
		{"regretted regretting", "emotion/v"},
		{"rebutted", "answer/v deny/v"},
		{"admits admitting", "admit/v"},
		{"admitted", "admit/va"},
		{"referring referred", "quote/v"},
		{"mimicked mimicking", "quote/v"},
		{"plans", "intend/vn"},
		{"planning", "intend/v"},
		{"quips", "joke/vn"},
		{"quipped quipping", "joke/v"},
		{"quizzes", "ask/vn"},
		{"quizzed", "ask/v"},
		{"criticise criticize criticised criticized", "criticise/v"},
		{"criticism criticisms", "criticise/n"},
		{"theories", "believe/n"},
		{"innuendos innuendoes", "imply/n"},
		{"memoranda memorandums", "write/n agree/n"},
		{"angry angrier angriest", "emotion/a"},
		{"sceptical skeptical", "doubt/a"},
		{"angrily", "emotion/r"},
		{"allegedly", "claim/r"},
		{"reportedly", "report/r"},
		{"tank village the claimd stated-", ""},
	} {
		for form := range strings.FieldsSeq(c.forms) {
			if got := attitudesOf(form); got != c.want {
				t.Errorf("%q: %q, want %q", form, got, c.want)
			}
		}
	}
}

// A word form has the classes of its lemma and of no other: what the rules
// must not make of it has none.
func TestAttitudeMakesNoWordsThatAreNone(t *testing.T) {
	for form := range strings.FieldsSeq("sayed claimd deniing admited planed regreted thinked forgeted quiped sayied claimes denys analysises prouderer") {
		if got := attitudesOf(form); got != "" {
			t.Errorf("%q: %q, want nothing", form, got)
		}
	}
}

// Each case spoils one row of the table; the lint must say so in these words.
func TestLintOfAttitudes(t *testing.T) {
	text := string(copyData(t)["attitudes.tsv"].Data)
	for _, c := range []struct{ old, new, want string }{
		{"\nlambaste\tverb\tcriticise", "\nlambaste\tverb\tscold", `class "scold" is none of say, tell, ask`},
		{"\nlambaste\tverb\tcriticise", "\nlambaste\tdeed\tcriticise", `part "deed" is none of verb, noun`},
		{"\nlambaste\tverb\tcriticise\t", "\nlambaste\tverb\tcriticise\tlambasted", `forms "lambasted": the rules derive them`},
		{"\nangrily\tadverb\temotion\t", "\nangrily\tadverb\temotion\tangrilier", "only a verb or a noun has listed forms"},
		{"\nsay\tverb\tsay\tsaid", "\nsay\tverb\tsay\tSaid", `forms "Said": write small letters`},
		{"\nlambaste\tverb", "\nLambaste\tverb", `lemma "Lambaste": write small letters`},
		{"\nlambaste\tverb", "\naardvark\tverb", "rows go by lemma"},
		{"\npooh-pooh\tverb\tcriticise", "\npooh-pooh\tverb\trefuse", "pooh-pooh, verb has class refuse twice"},
		{"\nmock\tverb\tjoke", "\nmock\tverb\tsay\nmock\tverb\tjoke", `"mock" would have a third class beside say and`},
		{"\nlambaste\tverb\tcriticise\t\teditors", "\nlambaste\tverb\tcriticise\t\t", `"lambaste" has no source`},
	} {
		t.Run(c.want, func(t *testing.T) {
			if !strings.Contains(text, c.old) {
				t.Fatalf("the table no longer holds %q: choose another row to spoil", c.old)
			}
			files := copyData(t)
			files["attitudes.tsv"].Data = []byte(strings.Replace(text, c.old, c.new, 1))
			problems := Lint(files)
			for _, f := range problems {
				if f.File == "attitudes.tsv" && strings.Contains(f.What, c.want) {
					return
				}
			}
			t.Errorf("%q for %q: lint says %v, want %q", c.new, c.old, problems, c.want)
		})
	}
}

// Every class has words enough to stand for it, and every part of speech.
func TestAttitudeClassesAreFilled(t *testing.T) {
	table, err := ReadTable(Data(), "attitudes.tsv", attitudeColumns...)
	if err != nil {
		t.Fatal(err)
	}
	count, lemmas := map[string]int{}, map[string]bool{}
	for _, r := range table.Rows {
		count[r.Cells[2]]++
		count[r.Cells[2]+" "+r.Cells[1]]++
		lemmas[r.Cells[0]] = true
	}
	for _, class := range AttitudeClasses[1:] {
		if count[class] < 30 {
			t.Errorf("class %s has %d rows", class, count[class])
		}
		for _, part := range attitudeParts {
			if count[class+" "+part] == 0 {
				t.Errorf("class %s has no %s", class, part)
			}
		}
	}
	if len(lemmas) < 2500 {
		t.Errorf("%d lemmas", len(lemmas))
	}
}

func TestAttitudeAllocatesNothing(t *testing.T) {
	l := Default()
	if n := testing.AllocsPerRun(100, func() { l.Attitude("lambasting") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkLoadAttitudes(b *testing.B) {
	fsys := Data()
	for b.Loop() {
		var l Lexicon
		if err := l.loadAttitudes(fsys); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAttitude(b *testing.B) {
	l := Default()
	words := []string{"said", "pooh-poohed", "lambasting", "tank", "the", "insinuations", "villages"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		l.Attitude(words[i%len(words)])
	}
}
