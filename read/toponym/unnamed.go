package toponym

import (
	"slices"
	"strings"

	"tallystick/lexicon"
)

var (
	// inside are the words after which a name that no gazetteer has is taken
	// for that of a place.
	inside = set("in near outside around across throughout")
	// ofPlace are nouns that say of a name behind "of" that it is a place.
	ofPlace = set(`area borough canton capital city cities coast county district districts governorate hamlet island municipality neighborhood neighborhoods neighbourhood neighbourhoods oblast outskirts
		parish port prefecture province provinces region suburb suburbs town towns township village villages voivodeship north south east west northeast northwest southeast southwest`)
	// behindName are nouns that say so of a name before them.
	behindName = set(`borough canton city county district enclave governorate municipality neighborhood neighbourhood oblast prefecture province region suburb town township village airport`)
	// roads are the nouns that end the names of ways.
	roads = set("avenue ave boulevard blvd close crescent drive freeway highway lane motorway parkway pike rd road roads route st street terrace turnpike way")
	// waters and lands are the nouns that end the names of what lies in nature,
	// and of parts of a state.
	waters = set(`bay beach borough canyon county creek district governorate hills island islands lake lakes mountain mountains oblast parish peninsula prefecture province river
		township valley village falls heights springs ridge forest harbour harbor cove`)
	// built are nouns that end the names of single buildings and grounds.
	built = set(`airport arena barracks basilica cathedral cemetery castle estate hospital hotel infirmary jail monastery mosque museum palace park plaza prison racecourse
		refinery shrine square stadium synagogue theater theatre tower university zoo`)
	// sited are the words before the name of a place where something is.
	sited = set("at in to near from outside on inside of around before within towards by")
	// working are the words before "at" and whom somebody works for.
	working = set(`employee employees work works worked working job role roles position professor lecturer researcher analyst strategist economist director executive manager fellow
		tweeted laughed looked look pointed shouted aimed directed people colleagues star model designer developer engineer`)
	// going are the words of motion before "to" or "from" and a place.
	going = set(`move moved moves moving travel travelled traveled travels travelling traveling go goes went going gone drive drove driven driving fly flew flown flying flight flights return returned returns
		returning flee fled fleeing head headed heading trip trips journey visit visits march marched marching walk walked ran escape escaped retreat retreated withdraw withdrew withdrawn advance advanced advancing
		deported extradited transferred evacuated airlifted relocated sailed en bound road roads route way train bus convoy convoys miles kilometres kilometers km back native resident residents hails hailed came come arrived left`)
	// listed are the words that may follow the last name of a list.
	listed = set("and or in on at as after before where when for with near by since during have has had were was are is")
	// subjects are the words before "in" and what somebody studied.
	subjects = set("degree degrees ba bsc ma msc phd bachelor bachelor's master master's diploma doctorate course courses major majored interest specialist specialised specialized expert")
	// general are words that make a name one of many, or that of a body.
	general = set(`american catholic national supreme high federal constitutional international world european culinary southern northern eastern western orthodox coptic baptist methodist anglican
		secondary environmental city state central royal public the a an district county general regional`)
	// elsewhere are names behind "in" of what is no place.
	elsewhere = set(`congress parliament senate christ god jesus islam christianity judaism hinduism english arabic french spanish latin facebook twitter instagram google microsoft apple amazon
		youtube parliament's ramadan christmas easter brexit covid heaven hell internet bitcoin excel chapter section article part phase group grade division class room hall act scene volume figure table appendix
		western eastern northern southern central islamic`)
)

// unnamed finds names of places that no gazetteer has, by the words around
// them. known are those that it has, in the order of the text.
func (t *text) unnamed(known []Mention, bearers map[string]lexicon.Namesake) []Mention {
	covered := make([]bool, len(t.words))
	holders := make([]int, len(t.words)) // where one begins: its end
	ends := make([]bool, len(t.words)+1) // behind a name that stands after a word of place, or in a list after one
	for i := range known {
		for k := known[i].First; k < known[i].Last; k++ {
			covered[k] = true
		}
		if len(known[i].may) == 0 {
			continue
		}
		first := known[i].First
		ends[known[i].Last] = known[i].may[0].Use == lexicon.OfPlace && (placing[t.wordBefore(first).Low] || ofPlace[t.wordBefore(first-1).Low] || t.continues(first, ends))
		if p := &known[i].may[0]; p.Use != lexicon.OfPeople && (p.Use == lexicon.Short || sizeOf(p) >= ofPart) {
			holders[known[i].First] = known[i].Last
		}
	}
	var out []Mention
	seen := map[string]bool{}
	type run struct{ first, last int }
	var open []run
	add := func(first, last int) {
		m := Mention{First: first, Last: last, Start: t.words[first].Start, End: t.words[last-1].End, is: -1, near: -1, attested: true}
		out = append(out, m)
		seen[t.lowOf(&m)], ends[last] = true, true
	}
	for i := 0; i < len(t.words); i++ {
		last := t.runEnd(i, covered)
		if last == i {
			continue
		}
		switch {
		case t.way(i, last) || t.facility(i, last, bearers):
			add(i, last)
		case t.nature(i, last) > 0:
			last = t.nature(i, last)
			add(i, last)
		case t.named(i, last, holders, ends, bearers):
			add(i, last)
		default:
			open = append(open, run{i, last})
		}
		i = last - 1
	}
	for _, r := range open {
		for first := r.first; first < r.last; first++ {
			if low := strings.ToLower(t.text[t.words[first].Start:t.words[r.last-1].End]); seen[low] && bearers[low] == 0 {
				add(first, r.last)
				break
			}
			// "the Cauvery Management Board"
			if low := t.words[first].Low; seen[low] && bearers[low] == 0 && t.Lexicon.Namesake(low) == 0 {
				add(first, first+1)
				break
			}
		}
	}
	slices.SortFunc(out, func(a, b Mention) int { return a.Start - b.Start })
	return out
}

// runEnd returns the end of the words with capitals from i on that may be one
// name, i when none begins there.
func (t *text) runEnd(i int, covered []bool) int {
	k := i
	for k < len(t.words) && k < i+5 && !covered[k] && t.capital(k) && (k == i || t.words[k].Lines == 0) {
		k++
		if strings.HasSuffix(t.words[k-1].Low, ".") && len(t.words[k-1].Low) > 3 {
			break
		}
	}
	return k
}

func (t *text) capital(k int) bool {
	w := &t.words[k]
	return w.Kind == Letters && w.Capital && !calendar[w.Low]
}

// way reports whether the words are the name of a road: "Rest Acres Road".
func (t *text) way(first, last int) bool {
	low := strings.TrimSuffix(t.words[last-1].Low, ".")
	return roads[low] && last-first > 1 && !t.words[first].Heading
}

// nature returns the end of the name of something in nature or of a part of a
// state that the words begin with, "Barren County" in "Barren County Detention
// Center"; 0 when they begin with none.
func (t *text) nature(first, last int) int {
	for k := first + 1; k < last && !t.words[first].Heading; k++ {
		if waters[t.words[k].Low] && (k == last-1 || t.words[k].Low == "county") {
			return k + 1
		}
	}
	return 0
}

// facility reports whether the words are the name of something built: "Karl
// Bremer Hospital". What ends like the names of many bodies needs to stand
// behind a word of place or before one.
func (t *text) facility(first, last int, bearers map[string]lexicon.Namesake) bool {
	head := t.words[last-1].Low
	if last-first < 2 || t.words[first].Heading || general[t.words[first].Low] || !built[head] && !facilities[head] {
		return false
	}
	if built[head] {
		return true
	}
	before := t.wordBefore(first)
	if before.Low == "the" {
		before = t.wordBefore(first - 1)
	}
	after := t.wordAt(last)
	return sited[before.Low] || after.Low == "in"
}

// wordBefore returns the word before i in its paragraph, a mark when there is
// none.
func (t *text) wordBefore(i int) Word {
	if i < 1 || i >= len(t.words) || t.words[i].Lines == 2 {
		return Word{Kind: Mark}
	}
	return t.words[i-1]
}

// wordAt returns word i when it goes on with the paragraph, else a mark.
func (t *text) wordAt(i int) Word {
	if i >= len(t.words) || t.words[i].Lines == 2 {
		return Word{Kind: Mark}
	}
	return t.words[i]
}

// named reports whether the words around a run of capitals say that it is a
// place.
func (t *text) named(first, last int, holders []int, ends []bool, bearers map[string]lexicon.Namesake) bool {
	head := t.words[last-1].Low
	if t.words[first].Heading || elsewhere[t.words[first].Low] || openers[t.words[first].Low] || bodies[head] || ventures[head] {
		return false
	}
	for k := first; k < last; k++ {
		if strings.ContainsAny(t.words[k].Low, "0123456789") || t.words[k].Known || bearers[t.words[k].Low] != 0 || courtesies[strings.TrimSuffix(t.words[k].Low, ".")] {
			return false
		}
	}
	if t.dateline(first, last) {
		return true
	}
	if t.words[first].Shout && len(t.words[first].Low) < 7 || strings.HasSuffix(head, ".") {
		return false
	}
	is := t.Lexicon.Namesake(t.words[first].Low)
	if last-first > 1 {
		if is&lexicon.FirstName != 0 {
			return false
		}
		is &^= lexicon.CommonWord // "Red Oak"
	}
	var before, ahead, after Word
	if first > 0 && t.words[first].Lines < 2 {
		before = t.words[first-1]
		if first > 1 {
			ahead = t.words[first-2]
		}
	}
	if last < len(t.words) && t.words[last].Lines < 2 {
		after = t.words[last]
	}
	switch {
	case after.Kind == Digits && after.Lines == 0, after.Kind == Possessive && !behindName[t.wordAt(last+1).Low], !placing[before.Low] && t.speaks(first, last), subjects[ahead.Low]:
		return false
	case before.Low == "of" && ofPlace[ahead.Low], behindName[after.Low] && !after.Capital:
		return true
	case inside[before.Low]:
		return is == 0
	case (before.Low == "of" || before.Low == "from") && ahead.Low == ",":
		return true // "Ann Lee, of Marbury"
	case (before.Low == "to" || before.Low == "from" || before.Low == "for") && going[ahead.Low]:
		return is == 0 // "they moved to Marbury"
	case before.Low == "between" || before.Low == "at" && !working[ahead.Low]:
		return is == 0 && last-first < 3 && !t.words[first].Shout
	case is == 0 && before.Low == "," && (after.Low == "," || after.Low == "and" || after.Low == "or"):
		return t.wordAt(last+1).Capital && t.continues(first, ends)
	case is == 0 && before.Low != "," && (after.Kind == Mark || listed[after.Low]):
		return t.continues(first, ends)
	case before.Kind == Letters && before.Low != "and" && t.hasHolder(last, holders):
		return is == 0 || last-first == 1
	}
	return false
}

// continues reports whether the words go on with a list of places: "between
// Marbury and Esk", "Marbury, Esk and Tarn".
func (t *text) continues(first int, ends []bool) bool {
	k := first
	if t.wordBefore(k).Low == "and" || t.wordBefore(k).Low == "or" {
		k--
	}
	if t.wordBefore(k).Low == "," {
		k--
	}
	return k < first && ends[k]
}

// speaks reports whether a verb of saying stands beside the words: who speaks
// and is in no gazetteer is a person.
func (t *text) speaks(first, last int) bool {
	for _, w := range []Word{t.wordBefore(first), t.wordAt(last)} {
		if a, _ := t.Lexicon.Attitude(w.Low); w.Kind == Letters && !w.Capital && a.Parts&lexicon.AsVerb != 0 && a.Class > 0 && a.Class <= says {
			return true
		}
	}
	return false
}

// says is the last of the classes of words that tell of speech.
var says = uint8(slices.Index(lexicon.AttitudeClasses, "quote"))

// hasHolder reports whether a comma and the name of a state, province or
// country follow, and another mark behind them: ", Kentucky,".
func (t *text) hasHolder(last int, holders []int) bool {
	if last+1 >= len(t.words) || t.words[last].Low != "," || t.words[last+1].Lines == 2 || holders[last+1] == 0 {
		return false
	}
	behind := t.wordAt(holders[last+1])
	return behind.Kind == Mark && behind.Low != "-"
}

// dateline reports whether the words, in capitals, open a paragraph and stand
// before a dash, a bracket or a comma.
func (t *text) dateline(first, last int) bool {
	if t.words[first].Lines < 2 && first > 0 || !t.words[first].Shout || last >= len(t.words) {
		return false
	}
	switch t.words[last].Low {
	case "-", "–", "—", "--", "(", ",":
		return true
	}
	return false
}
