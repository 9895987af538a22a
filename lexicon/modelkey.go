package lexicon

import (
	"strings"
	"unicode"
)

// ModelKey returns what a model's name is looked up by: its letters and digits
// in small Latin ones, so that "Т-72Б3", "T72B3" and "T-72 B3" are one. Cyrillic
// is written in Latin letters by sound; within a word that has Latin letters
// too, by looks, since it stands there by a slip of the keyboard.
func ModelKey(name string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		b.WriteString(latin(word))
	}
	return strings.ReplaceAll(b.String(), "y", "i") // й and y are i to some
}

// latin writes a word in small Latin letters without marks.
func latin(word string) string {
	var b strings.Builder
	table := bySound
	if strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Latin, r) }) {
		table = byLooks
	}
	for _, r := range word {
		if s, ok := table[unicode.ToLower(r)]; ok {
			b.WriteString(s)
		} else {
			b.WriteRune(r)
		}
	}
	return Fold(b.String())
}

var bySound = letters("а a б b в v г g ґ g д d е e ё e є e ж zh з z и i і i ї i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ы y э e ю yu я ya ъ _ ь _")

// By looks, a Cyrillic letter is the Latin one that it cannot be told from; the
// others are written by sound.
var byLooks = func() map[rune]string {
	looks := letters("в b н h р p с c у y х x")
	for r, s := range bySound {
		if _, ok := looks[r]; !ok {
			looks[r] = s
		}
	}
	return looks
}()

func letters(pairs string) map[rune]string {
	fields := strings.Fields(pairs)
	table := make(map[rune]string, len(fields)/2)
	for i := 0; i < len(fields); i += 2 {
		table[[]rune(fields[i])[0]] = strings.Trim(fields[i+1], "_")
	}
	return table
}
