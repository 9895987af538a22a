package lexicon

import "strings"

// inflect hands each regular inflection of a lemma to form, in three pieces
// that make the word. A verb has -s, -ed and -ing, a noun its plural, a short
// adjective -er and -est. Where English has two spellings (labeled, labelled;
// mementos, mementoes) it gives both.
//
// A verb of one syllable doubles its last letter (plan, planned), a longer one
// only an l: where the stress makes a longer one double (admit, admitted) the
// table lists those forms.
func inflect(lemma, part string, form func(stem, link, ending string)) {
	switch part {
	case partVerb:
		inflectS(lemma, form)
		inflectPast(lemma, form)
		inflectIng(lemma, form)
	case partNoun:
		inflectS(lemma, form)
	case partAdjective:
		if n := len(lemma); !strings.Contains(lemma, "-") && (syllables(lemma) == 1 || consonantBefore(lemma, n-1) && lemma[n-1] == 'y') {
			inflectVowel(lemma, "er", form)
			inflectVowel(lemma, "est", form)
		}
	}
}

func inflectPast(lemma string, form func(stem, link, ending string)) {
	inflectVowel(lemma, "ed", form)
}

// inflectS adds the -s of a verb or of a noun's plural.
func inflectS(lemma string, form func(stem, link, ending string)) {
	n := len(lemma)
	last := lemma[n-1]
	switch {
	case strings.HasSuffix(lemma, "sis"): // analysis, analyses
		form(lemma[:n-2], "", "es")
	case last == 'y' && consonantBefore(lemma, n-1):
		form(lemma[:n-1], "", "ies")
	case (last == 's' || last == 'z') && doubles(lemma): // quizzes
		form(lemma, lemma[n-1:], "es")
	case last == 's', last == 'x', last == 'z', strings.HasSuffix(lemma, "ch"), strings.HasSuffix(lemma, "sh"):
		form(lemma, "", "es")
	case last == 'o' && consonantBefore(lemma, n-1):
		form(lemma, "", "s")
		form(lemma, "", "es")
	default:
		form(lemma, "", "s")
	}
}

func inflectIng(lemma string, form func(stem, link, ending string)) {
	n := len(lemma)
	switch {
	case strings.HasSuffix(lemma, "ie"): // lie, lying
		form(lemma[:n-2], "y", "ing")
	case lemma[n-1] == 'e' && !strings.HasSuffix(lemma, "ee") && !strings.HasSuffix(lemma, "ye") && !strings.HasSuffix(lemma, "oe"):
		form(lemma[:n-1], "", "ing")
	default:
		inflectConsonant(lemma, "ing", form)
	}
}

// inflectVowel adds an ending that opens with e.
func inflectVowel(lemma, ending string, form func(stem, link, ending string)) {
	n := len(lemma)
	switch {
	case lemma[n-1] == 'e':
		form(lemma, "", ending[1:])
	case lemma[n-1] == 'y' && consonantBefore(lemma, n-1):
		form(lemma[:n-1], "i", ending)
	default:
		inflectConsonant(lemma, ending, form)
	}
}

// inflectConsonant adds an ending that doubles the letter before it, where
// that is doubled.
func inflectConsonant(lemma, ending string, form func(stem, link, ending string)) {
	last := lemma[len(lemma)-1]
	switch double := doubles(lemma); {
	case last == 'c': // mimic, mimicked
		form(lemma, "k", ending)
	case double && syllables(lemma) == 1:
		form(lemma, lemma[len(lemma)-1:], ending)
	case double && last == 'l':
		form(lemma, "l", ending)
		form(lemma, "", ending)
	default:
		form(lemma, "", ending)
	}
}

// doubles reports whether a word ends in one vowel and one consonant that can
// be doubled.
func doubles(word string) bool {
	n := len(word)
	if n < 3 || isVowel(word, n-1) || strings.IndexByte("hwxy", word[n-1]) >= 0 || !isVowel(word, n-2) {
		return false
	}
	return !isVowel(word, n-3) || word[n-3] == 'u' && n > 3 && word[n-4] == 'q'
}

// syllables counts the runs of vowels in what stands behind the last hyphen,
// without a silent e at the end.
func syllables(word string) int {
	word = word[strings.LastIndexByte(word, '-')+1:]
	count := 0
	for i := range len(word) {
		if isVowel(word, i) && (i == 0 || !isVowel(word, i-1)) {
			count++
		}
	}
	if n := len(word); count > 1 && word[n-1] == 'e' && consonantBefore(word, n-1) && word[n-2] != 'l' {
		count--
	}
	return count
}

func consonantBefore(word string, i int) bool { return i > 0 && !isVowel(word, i-1) }

// isVowel takes y for a vowel wherever a word does not open with it.
func isVowel(word string, i int) bool {
	switch word[i] {
	case 'a', 'e', 'i', 'o', 'u':
		return true
	case 'y':
		return i > 0
	}
	return false
}
