// Package read turns a report's text into claims: who says what, where in the
// text, and by which rule. It is pure: the same text, reader version and
// lexicon give the same claims, byte for byte.
//
// The steps stand one to a file, in the order in which Claims takes them.
// words (with spellings, which remembers what is known of each, and wraps, which joins broken lines), quotes, sentences, lookup, grammar, phrases, clauses, bulletins and
// names (with references) look at the text alone, at those of its lines that language finds to be
// in English. cues (with complements, contents, speakers and
// unsaid) find who says what, events (with roles and actors) what happened,
// tolls (with outcomes, sufferers, rows, tollnouns, totals, parts and unreal)
// what became of how many people, parties who is in conflict with whom. claims puts one claim together from
// each attribution that sayable leaves, narrator and lists those that the report makes itself, with
// stances, modality, counts, losses, places, times and states. replies ties
// answers to what they answer, acts types what is done by saying it.
//
// Beside the claims, codings records events as coders of PLOVER do, one a
// sentence: coding_acts finds the words of acts, coding_clauses the verbs and
// the main one, coding_fold which deed decides, coding_parties and
// coding_targets who does it to whom, coding_features shows a sentence to the
// models.
//
// What a linguist may change stands in the lexicon: words in its tables, cues
// and events in its frames. What needs an "if" stands here: negation,
// quotation, coordination, tense. Each step looks at a bounded number of words
// around a place, so that reading is linear in the length of the text.
package read

import (
	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/read/coding"
	"tallystick/read/reported"
)

// version of the reader: raised with each change that may change a claim.
const version = "tallystick-read/6"

// Version names the reader that New makes of the lexicon.
func Version(lex *lexicon.Lexicon) string { return New(lex).Version() }

// Version names the reader, the state of the lexicon that it reads with, its
// models, and the gazetteer that was added.
func (r Reader) Version() string {
	v := version + " lexicon/" + r.Lexicon.Fingerprint()
	if r.Attribution != nil {
		v += " attribution/" + r.Attribution.Fingerprint()
	}
	if r.Gazetteer != nil {
		v += " gazetteer/" + r.Gazetteer.Fingerprint()
	}
	return v
}

// Reader reads texts with a lexicon. It is never changed by reading, so any
// number of texts may be read with one at a time.
type Reader struct {
	Lexicon     *lexicon.Lexicon
	Attribution *reported.Model    // finds who says what beside the rules; nil leaves it to the rules
	Events      *coding.Model      // codes events beside the rules; nil leaves it to the rules
	Gazetteer   *lexicon.Gazetteer // places of the user's own, beside those of the lexicon; may be nil
	Reasons     bool               // Survey also says what moved the learned steps; costs time and memory
}

// New returns a reader with the lexicon and the models that are built into the
// program. A Reader with a lexicon alone reads by rules.
func New(lex *lexicon.Lexicon) Reader {
	return Reader{Lexicon: lex, Attribution: reported.Default(), Events: coding.Default()}
}

// Claims reads the report with what is built into the program. A text in
// another language than English yields no claims; its reading is empty, not an
// error.
func Claims(r evidence.Report, lex *lexicon.Lexicon) evidence.Reading {
	return New(lex).Claims(r)
}

// Claims reads who claims what in the report.
func (r Reader) Claims(report evidence.Report) evidence.Reading {
	reading, _ := r.reading(report, r.analyse(report))
	return reading
}

// Survey reads all that the reader finds in the report.
func (r Reader) Survey(report evidence.Report) Survey {
	found := r.analyse(report)
	reading, drafts := r.reading(report, found)
	s := Survey{Reading: reading, Findings: r.findings(found)}
	if r.Reasons {
		s.Reasons = map[string][]Reason{}
		for i := range drafts {
			if a := drafts[i].a; a != nil && a.found != nil {
				s.Reasons[reading.Claims[i].ID] = found.reasons(a, r.Attribution)
			}
		}
	}
	return s
}

// Findings reads what the reader finds in the report beside its claims.
func (r Reader) Findings(report evidence.Report) Findings {
	return r.findings(r.analyse(report))
}

func (r Reader) findings(found chain) Findings {
	if found.parsed == nil {
		return Findings{}
	}
	f := Findings{Attributions: found.attributed(found.said)}
	f.Codings = found.codings(r.Events)
	f.Places = found.toponyms()
	f.Quotes = found.quotations(f.Attributions)
	f.Figures = found.figures()
	return f
}

// chain is what the steps before the claims leave behind.
type chain struct {
	*parsed  // nil when nothing of the text is read
	said     []attribution
	triggers []trigger
}

// analyse takes the steps up to the claims.
func (r Reader) analyse(report evidence.Report) chain {
	ws := readable(report, words(report.Text, r.Lexicon))
	if len(ws) == 0 {
		return chain{}
	}
	t := prepareWords(report, r.Lexicon, ws)
	t.mentions = t.findPlaces(r.finder())
	said := attributions(t)
	if r.Attribution != nil {
		said = t.learned(said, r.Attribution)
	}
	happened := triggers(t)
	t.countTolls(happened)
	return chain{t, said, happened}
}

// reading makes the claims of what was found, and tells what each came of.
func (r Reader) reading(report evidence.Report, found chain) (evidence.Reading, []draft) {
	out := evidence.Reading{Report: report.ID, TextHash: report.TextHash(), Reader: r.Version(), Published: report.Published, Claims: []evidence.Claim{}}
	t := found.parsed
	if t == nil {
		return out, nil
	}
	said := t.sayable(found.said)
	in := partiesOf(t, said, found.triggers)
	drafts := claims(t, said, found.triggers, in)
	replies(t, drafts)
	t.acts(drafts, in)
	for i := range drafts {
		drafts[i].claim.Paragraph = t.sentences[t.sentenceOf(drafts[i].at)].paragraph + 1
	}
	out.Claims = finish(drafts, out.TextHash)
	return out, drafts
}

// finish gives each draft its id and its reply.
func finish(drafts []draft, textHash string) []evidence.Claim {
	type key struct {
		start, end int
		stance     evidence.Stance
	}
	out := make([]evidence.Claim, len(drafts))
	seen := map[key]int{}
	for i := range drafts {
		c := drafts[i].claim
		k := key{c.Content.Start, c.Content.End, c.Stance}
		c.ID = evidence.ClaimID(textHash, c.Content, c.Stance, seen[k])
		seen[k]++
		// Numbers are named within their claim; outside it they need its id.
		for k := range c.Counts {
			c.Counts[k].ID = c.ID + ":" + c.Counts[k].ID
			qualify(c.Counts[k].PartOf, c.ID)
		}
		for k := range c.Losses {
			c.Losses[k].ID = c.ID + ":" + c.Losses[k].ID
			qualify(c.Losses[k].PartOf, c.ID)
		}
		if n := drafts[i].replyTo; n >= 0 {
			c.RespondsTo = out[n].ID
		}
		out[i] = c
	}
	return out
}

func qualify(ids []string, claim string) {
	for i := range ids {
		ids[i] = claim + ":" + ids[i]
	}
}
