package lexicon

import "testing"

func TestDataIsClean(t *testing.T) {
	for _, err := range Lint(Data()) {
		t.Error(err)
	}
}
