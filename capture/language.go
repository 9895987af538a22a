package capture

import (
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"
)

// languageOf names the language of text in ISO 639-1: what the page declares,
// unless the letters are of a script that language is not written in; else
// what the letters show, where they show it clearly; else nothing.
func languageOf(declared, text string) string {
	code, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(declared)), "-")
	code, _, _ = strings.Cut(code, "_")
	letters, script := scriptOf(text)
	if len(code) == 2 && (letters < 60 || mayWrite(code, script)) {
		return code
	}
	if letters <= 60 {
		return ""
	}
	switch script {
	case unicode.Armenian: // the library does not know it
		return "hy"
	case unicode.Georgian:
		return "ka"
	case unicode.Cyrillic: // the library is seldom sure of Russian
		if strings.ContainsAny(text, "ыэЫЭ") && !strings.ContainsAny(text, "іїєўәөүғқңһјљњђћџѓќІЇЄЎ") {
			return "ru"
		}
	}
	return detect(text)
}

// detect asks the library about stretches of the text, since on long texts
// its confidence breaks down: all that are clear must agree.
func detect(text string) string {
	found := ""
	for range 3 {
		part := firstRunes(text, 500)
		text = text[len(part):]
		letters, _ := scriptOf(part)
		info := whatlanggo.Detect(part)
		if letters <= 60 || !info.IsReliable() {
			continue
		}
		code := info.Lang.Iso6391()
		if found != "" && found != code {
			return ""
		}
		found = code
	}
	return found
}

var scripts = []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Armenian, unicode.Georgian, unicode.Arabic, unicode.Hebrew, unicode.Greek}

// scriptOf counts the letters of text, up to some thousands, and tells the
// script that three quarters of them are of; nil where there is none.
func scriptOf(text string) (letters int, script *unicode.RangeTable) {
	counts := make([]int, len(scripts))
	for _, r := range firstRunes(text, 5000) {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		for i, s := range scripts {
			if unicode.Is(s, r) {
				counts[i]++
				break
			}
		}
	}
	for i, n := range counts {
		if n*4 > letters*3 {
			return letters, scripts[i]
		}
	}
	return letters, nil
}

// mayWrite reports whether a language is written in a script. Only languages
// that have one script are checked; of all others nothing is said.
func mayWrite(code string, script *unicode.RangeTable) bool {
	var own *unicode.RangeTable
	switch code {
	case "en", "fr", "de", "es", "it", "pt", "nl", "pl", "tr", "sv", "fi", "cs", "hu", "ro":
		own = unicode.Latin
	case "ru", "uk", "bg", "be":
		own = unicode.Cyrillic
	case "hy":
		own = unicode.Armenian
	case "ka":
		own = unicode.Georgian
	case "ar", "fa", "ur":
		own = unicode.Arabic
	case "he":
		own = unicode.Hebrew
	case "el":
		own = unicode.Greek
	}
	return own == nil || script == nil || own == script
}

func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
