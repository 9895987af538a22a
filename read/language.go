package read

import (
	"strings"

	"tallystick/evidence"
)

// english reports whether the report is in English: its language says so, or
// its commonest words do.
func english(r evidence.Report) bool {
	if r.Language != "" {
		return strings.HasPrefix(strings.ToLower(r.Language), "en")
	}
	common, all := 0, 0
	for w := range strings.FieldsSeq(r.Text) {
		if all++; all > 500 {
			break
		}
		w = strings.ToLower(strings.Trim(w, `.,;:!?"“”'()`))
		if w != "a" && w != "i" && (determiner[w] || preposition[w] || auxiliaries[w] || pronoun[w] || coordinator[w]) {
			common++
		}
	}
	return common*8 >= all
}
