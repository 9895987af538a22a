package read

// happened reports whether what an outcome says of phrase n is told as having
// happened: not planned, wished for, possible only, or denied.
func (t *parsed) happened(o outcome, n int, s sentence) bool {
	p := &t.phrases[n]
	if t.nobody(p.first, s.first) || t.supposed(o.first, s.first) {
		return false
	}
	if o.noun {
		return !t.wished(o.first, s.first)
	}
	v := t.verbOf(o)
	h := t.helpers(v, s.first)
	switch {
	case h.not:
		return false
	case h.modal != "" && !((h.modal == "may" || h.modal == "might" || h.modal == "could" && h.be) && h.have):
		return false
	case h.to && !h.have:
		return h.first > s.first && carriedOut[t.words[h.first-1].low]
	case h.first > s.first && unmade[t.words[h.first-1].low], h.first > s.first+1 && unmade[t.words[h.first-2].low] && t.tags[h.first-1] == prep:
		return false
	}
	return !o.state || !t.wished(o.first, s.first) || t.phraseAt[o.first] > 0
}

// Verbs whose infinitive tells of a deed that was done.
var carriedOut = set("managed went on proceeded used continued succeeded helped began first last")

// Words that say a deed was not done, or not yet.
var unmade = set("without avoid avoided avoiding prevent prevented preventing stop stopped fail failed from refrain refrained instead than against planned planning plotting plotted threaten threatened threatening considered considering attempted")

// nobody reports whether the words before a phrase make it nobody: "none of
// the 12 sailors", "neither of the two".
func (t *parsed) nobody(first, from int) bool {
	for k := first; k >= from && k > first-4; k-- {
		switch t.words[k].low {
		case "none", "neither", "no", "nobody":
			return true
		}
		if k < first && t.tags[k] != prep && t.tags[k] != article {
			return false
		}
	}
	return false
}

// supposed reports whether a condition governs word i: "if", "unless".
func (t *parsed) supposed(i, from int) bool {
	for k := i - 1; k >= from && k > i-window/2; k-- {
		low := t.words[k].low
		if conditionals[low] && t.tags[k] == clausal && !(k > 0 && (t.words[k-1].low == "as" || wondering[t.words[k-1].low])) {
			return true
		}
		if low == ";" || low == "," || low == ":" {
			return false
		}
	}
	return false
}

// wished reports whether the noun at word i is asked for, planned or feared:
// "called for the arrest of", "a warrant for the arrest of", "attempted
// murder".
func (t *parsed) wished(i, from int) bool {
	for k := i - 1; k >= from && k > i-7; k-- {
		if wishes[t.words[k].low] {
			return true
		}
		if t.tags[k] != prep && t.tags[k] != article && t.tags[k] != adjective && t.tags[k] != noun && t.tags[k] != adverb {
			return false
		}
	}
	return false
}

var wishes = set("warrant warrants order orders ordered ordering demand demands demanded demanding call calls called calling seek seeks sought seeking urge urged urging request requests requested requesting plan plans planned planning plot plots plotted plotting threat threats threaten threatens threatened threatening attempt attempts attempted bid prevent prevented preventing avoid avoided possible potential permission authorise authorised authorised authorize authorized conspiracy foil foiled risk reward rewards")
