package read

import "strings"

// classes says to which closed classes of English a word belongs, a bit for
// each. It is looked up once for each token.
type classes uint32

const (
	determiner classes = 1 << iota
	pronoun
	preposition
	coordinator
	subordinator
	relatives
	auxiliaries
	modals
	negatives
	adverbs
	timeWords
	beForms
	after         // prepositions and conjunctions that open what happened at another time
	beforeGerund  // prepositions that may stand before a gerund, where the treebank calls them subordinating: "a plan for ending the war"
	numberWords   // words that open a noun phrase with a number; the lexicon gives their values
	subjects      // pronouns that are subjects
	measures      // units of time, length, weight and money: what they count is no claim's
	irregularPast // irregular past forms and participles
)

func (c classes) is(any classes) bool { return c&any != 0 }

var classWords = func() map[string]classes {
	in := map[string]classes{}
	for class, list := range map[classes]string{
		determiner:    "the a an this these those my your his her its our their some any no each every both all another several many most much few more such what whose either neither half other",
		pronoun:       "he she it they we i you him them us me himself herself itself themselves who everyone everybody nobody someone somebody nothing something everything others",
		preposition:   "of in on at by for from with without against into onto over under between among through during after before since until till about around across along near toward towards upon within outside inside behind beyond beside besides despite except per via amid amidst following throughout off above below including as like than to out up down alongside atop aboard",
		coordinator:   "and or but nor yet plus",
		subordinator:  "that if unless when while whereas although though because whether where why how once so lest provided whenever wherever",
		relatives:     "which who whom whose",
		auxiliaries:   "is are was were be been being am has have had having do does did doing isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't get gets got getting 's 're 've",
		modals:        "will would shall should can could may might must won't wouldn't shouldn't can't cannot couldn't mightn't mustn't ought needn't 'll 'd",
		negatives:     "not never n't",
		adverbs:       "also now then here there again still just only even already yet too very so far meanwhile however once soon later earlier ago recently immediately together alike instead indeed perhaps maybe right nearby abroad almost always often not-so rather quite well twice first ever back alone apparently thus hence therefore moreover furthermore nevertheless nonetheless anyway elsewhere alright today yesterday tomorrow tonight overnight",
		timeWords:     "today yesterday tomorrow tonight overnight monday tuesday wednesday thursday friday saturday sunday morning afternoon evening night week month year weekend january february march april may june july august september october november december jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec.",
		beForms:       "is are was were be been being am isn't aren't wasn't weren't 's 're get gets got getting",
		after:         "after following amid since before despite during until because over while when",
		beforeGerund:  "for of in by with without from on against to about into at",
		numberWords:   "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million dozen dozens scores",
		subjects:      "they we he she it i",
		measures:      "minute minutes hour hours day days week weeks month months year years year-old decade decades century centuries second seconds kilometre kilometres kilometer kilometers km mile miles metre metres meter meters feet foot m kg kilogram kilograms ton tons tonne tonnes dollar dollars euro euros percent per cent degrees hectares acres times am pm a.m. p.m. o'clock square mm cm litres liters",
		irregularPast: "said told took taken fell fallen left went gone came held lost broke broken began begun saw seen gave given made met shot struck stricken hit cut shut sent set fought found bought brought caught built kept led meant paid put read ran won wrote written withdrew withdrawn drove driven drew drawn flew flown grew grown knew known laid lay let rose risen spoke spoken stood stole stolen threw thrown understood wore woke blew blown bore born beat beaten became burned burnt dealt fed fled forbade forbidden forgot got heard hid hidden hurt quit rang sank sunk sold shook shown slain slew slept spent spread stuck swore sworn swept swung taught tore torn thought undertook undergone upheld overran overrun retook retaken overthrew overthrown bade split beset bled dug froze frozen sought laid put",
	} {
		for w := range strings.FieldsSeq(list) {
			in[w] |= class
		}
	}
	return in
}()

// classesOf returns the closed classes of a word in lower case.
func classesOf(low string) classes { return classWords[low] }
