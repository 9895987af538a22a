package toponym

import (
	"strings"

	"tallystick/lexicon"
)

var (
	// placing are the words after which a name is that of a place.
	placing = set("in at near outside around across throughout from to into toward towards between through via inside within off above below beyond surrounding downtown northern southern eastern western central north south east west northeast northwest southeast southwest north-east north-west south-east south-west greater mainland")
	// kindsOfPlace are nouns that say what a name beside them is.
	kindsOfPlace = set(`area areas avenue bay beach borough boulevard bridge canal canton capital castle city cities coast colony counties country county
		creek crossing desert district districts dam delta enclave falls forest garrison governorate gulf hamlet harbour harbor highway hill hills island islands isle isles
		kingdom lake lane municipality mountain mountains neighborhood neighborhoods neighbourhood oblast outskirts parish peninsula plain port prefecture province provinces
		region regions republic river road sea shore square state states station straits strait street suburb suburbs territory town towns township valley village villages voivodeship ward zone`)
	// courtesies are words before the name of a person.
	courtesies = set(`mr mrs ms miss dr prof professor rev reverend fr sir lord lady dame judge justice sen senator rep reps representative congressman congresswoman gov governor mayor president chairman
		chairwoman officer detective det sgt sergeant lt lieutenant capt captain cpl corporal col colonel maj major gen general adm admiral commander coach sheriff constable inspector insp superintendent supt pastor bishop
		archbishop cardinal pope king queen prince princess minister secretary spokesman spokeswoman spokesperson prosecutor lawyer actor actress singer author councillor councilman alderman cllr deputy chancellor premier
		sultan sheikh sheik imam ayatollah pte private baron baroness count duke duchess earl trooper trainer striker defender midfielder goalkeeper captains quarterback`)
)

// bearers returns the words that are names of persons in this text, with what
// part of the name they were.
func (t *text) bearers() map[string]lexicon.Namesake {
	out := map[string]lexicon.Namesake{}
	for i := 0; i+1 < len(t.words); i++ {
		w := &t.words[i]
		if w.Kind != Letters {
			continue
		}
		low := strings.TrimSuffix(w.Low, ".")
		switch {
		case w.Capital && t.speaks(i, i+1) && t.wordAt(i+1).Kind != Possessive && (i == 0 || !t.words[i-1].Capital):
			switch is := t.Lexicon.Namesake(low); {
			case is&(lexicon.FirstName|lexicon.Surname) != 0 && !t.largeAt(i):
				out[low] |= is
			case is == 0 && !placing[t.wordBefore(i).Low] && !t.placed(i):
				out[low] |= lexicon.Surname // who speaks and is in no gazetteer
			}
		case w.Capital && t.aged(i+1):
			for k := i; k >= 0 && k > i-3 && t.words[k].Capital && t.words[k].Kind == Letters; k-- {
				out[t.words[k].Low] |= lexicon.Surname
			}
		case t.quiet(i + 1):
		case courtesies[low] && (w.Capital || t.Lexicon.Namesake(t.words[i+1].Low) != 0):
			t.bears(out, i+1, lexicon.Surname)
		case w.Capital && t.surname(i+1) && !t.wideAt(i) && !thing(low) && !openers[low] && !placing[t.wordBefore(i).Low]:
			out[low] |= lexicon.FirstName
			t.bears(out, i+1, lexicon.Surname)
		case w.Capital && t.Lexicon.Namesake(low)&lexicon.FirstName != 0 && !t.quiet(i+1) && t.personal(i):
			out[low] |= lexicon.FirstName
			t.bears(out, i+1, lexicon.Surname)
		}
	}
	return out
}

// surname reports whether word i is the surname of whoever the word before
// names, and no more: "Bryant", not "Bryant Park".
func (t *text) surname(i int) bool {
	w := t.wordAt(i)
	is := t.Lexicon.Namesake(w.Low)
	return w.Lines == 0 && is&lexicon.Surname != 0 && is&lexicon.CommonWord == 0 && !thing(w.Low) && !t.placed(i) && !(t.wordAt(i+1).Capital && thing(t.wordAt(i+1).Low))
}

// aged reports whether an age in commas stands at word i: ", 62,".
func (t *text) aged(i int) bool {
	age, behind := t.wordAt(i+1), t.wordAt(i+2)
	return t.wordAt(i).Low == "," && age.Kind == Digits && len(age.Low) < 3 && age.Lines == 0 && (behind.Low == "," || behind.Low == ".")
}

// quiet reports whether word i goes on with no name: small letters, a mark, a
// new line, or what names a thing.
func (t *text) quiet(i int) bool {
	w := &t.words[i]
	return w.Kind != Letters || !w.Capital || w.Lines > 0 || w.Shout && len(w.Low) > 2 && !t.words[i-1].Shout || thing(w.Low) || courtesies[strings.TrimSuffix(w.Low, ".")] || calendar[w.Low]
}

// thing reports whether a word with a capital names a body or a place by what
// it is.
func thing(low string) bool {
	return bodies[low] || kindsOfPlace[low] || facilities[low] || ventures[low]
}

// ventures are nouns that end the names of teams, firms and papers.
var ventures = set(`airlines airways athletic bears braves broncos brewing bulls cardinals championship championships chargers classic college convention cowboys cubs cup derby dodgers eagles festival fc fire giants globe
	gazette hawks heat herald hornets international jets journal kings knicks lakers lions magic marathon marlins motors observer open orchestra panthers patriots pistons pride raiders rangers rays rockets royals saints
	spurs steelers sun symphony tech telegraph texans thunder titans tribune united wanderers warriors wizards yankees day week democrats republicans democratic republican rovers city town`)

// bears notes the words of a name from i on.
func (t *text) bears(out map[string]lexicon.Namesake, i int, use lexicon.Namesake) {
	for n := 0; n < 3 && i < len(t.words) && !t.quiet(i); n++ {
		if low := t.words[i].Low; !strings.HasSuffix(low, ".") {
			out[low] |= use
		}
		i++
	}
}

// personal reports whether a first name at word i opens a person's name: what
// follows is a name too. A first name that is the name of a large place needs
// a surname that the table has.
func (t *text) personal(i int) bool {
	next := t.words[i+1].Low
	if strings.HasSuffix(next, ".") && len(next) == 2 {
		return true // "Joseph R. Biden"
	}
	if t.Lexicon.Namesake(next)&(lexicon.FirstName|lexicon.Surname) != 0 {
		return true
	}
	return !t.largeAt(i)
}

// largeAt reports whether word i alone may be the name of a large place, or
// the adjective of one.
func (t *text) largeAt(i int) bool {
	may, _ := t.match(t.text[:t.words[i].End], t.words[i].Start)
	for _, p := range may {
		if p.Use != lexicon.Short && large(p.Located) {
			return true
		}
	}
	return false
}

// wideAt reports whether word i alone may be the name of a country or a part of
// one: nobody is called so.
func (t *text) wideAt(i int) bool {
	may, _ := t.match(t.text[:t.words[i].End], t.words[i].Start)
	for k := range may {
		if may[k].Use != lexicon.Short && sizeOf(&may[k]) >= ofPart {
			return true
		}
	}
	return false
}

// large reports whether a place is one that news name without saying where it
// lies.
func large(p *lexicon.Located) bool {
	switch p.Class {
	case "country", "territory", "de-facto", "historical", "union", "people", "continent", "world-region", "part", "region", "sea":
		return true
	}
	return p.Thousands >= 100 || p.Capital || p.Table == "places.tsv" && p.Class == "city"
}

// attested reports whether the words beside a name say that it is a place.
func (t *text) attested(m *Mention) bool {
	if m.First > 0 && t.words[m.First].Lines < 2 {
		if low := t.words[m.First-1].Low; placing[low] || low == "of" && m.First > 1 && (kindsOfPlace[t.words[m.First-2].Low] || placing[t.words[m.First-2].Low]) {
			return true
		}
	}
	if m.End < len(t.text) && t.text[m.End] == '-' && strings.HasPrefix(t.text[m.End:], "-based") {
		return true
	}
	if m.Last < len(t.words) && kindsOfPlace[t.words[m.Last].Low] && t.words[m.Last].Lines < 2 {
		return true
	}
	return false
}

// isPlace reports whether a name stands for a place where it is. It takes out
// of m what it cannot mean there.
func (t *text) isPlace(m *Mention, bearers map[string]lexicon.Namesake, attested map[string]bool) bool {
	if m.wide {
		return true
	}
	m.may = t.allowed(m)
	if len(m.may) == 0 {
		return false
	}
	if m.Last-m.First > 1 {
		return t.attested(m) || !t.ofBody(m)
	}
	low := t.lowOf(m)
	is := t.Lexicon.Namesake(low)
	big, great, tiny := false, false, true
	for _, p := range m.may {
		tiny = tiny && !large(p.Located) && p.Thousands < 50
		big, great = big || large(p.Located), great || large(p.Located) && (p.Thousands >= 400 || p.Thousands == 0)
	}
	var before, after Word
	if m.First > 0 && t.words[m.First].Lines < 2 && t.words[m.First].Start == m.Start {
		before = t.words[m.First-1]
	}
	if m.Last < len(t.words) && t.words[m.Last].Lines < 2 && t.words[m.Last-1].End == m.End {
		after = t.words[m.Last]
	}
	title := strings.TrimSuffix(before.Low, ".")
	switch people := m.may[0].Use == lexicon.OfPeople; {
	case people && is == 0:
		return !strings.HasSuffix(t.text[:m.Start], "un-")
	case courtesies[title] && (before.Capital || is != 0):
		return false
	case before.Capital && len(title) == 1 && before.Low != title:
		return false // "John F. Kennedy"
	case before.Capital && t.Lexicon.Namesake(before.Low)&lexicon.FirstName != 0 && (is != 0 || !big):
		return false
	case t.acronym(m):
		return false
	case strings.HasPrefix(t.text[m.End:], "$"):
		return false // "US$ 3"
	case people:
		return true
	case m.attested && (is == 0 || firmly[before.Low] || !placing[before.Low]):
		return true
	case after.Capital && !t.wideAt(m.First) && t.surname(m.Last):
		return false // "Kobe Bryant"
	case is&lexicon.FirstName != 0 && after.Capital && after.Kind == Letters && !t.quiet(m.Last) && (t.Lexicon.Namesake(after.Low)&(lexicon.FirstName|lexicon.Surname) != 0 || !great):
		return false
	case bearers[low] != 0:
		return false
	case attested[low]:
		return true
	case is&lexicon.CommonWord != 0:
		return false
	case !big && t.beginsName(before, m.First-1), tiny && after.Capital && after.Kind == Letters && !t.quiet(m.Last):
		return false // "Verkhovna Rada", "Kati Mather"
	case is != 0 && !big, !big && t.added(m):
		return false
	}
	return true
}

// ofBody reports whether a name of several words is to the lexicon a body or a
// person, and the place a small one: the White House is no White House.
func (t *text) ofBody(m *Mention) bool {
	for k := m.First; k < m.Last; k++ {
		if !t.words[k].Known {
			return false
		}
	}
	for k := range m.may {
		if large(m.may[k].Located) {
			return false
		}
	}
	return true
}

// beginsName reports whether word i, before a name, begins the same name.
func (t *text) beginsName(w Word, i int) bool {
	return w.Capital && w.Kind == Letters && !placing[w.Low] && !thing(w.Low) && !openers[w.Low] && !calendar[w.Low] && !strings.HasSuffix(w.Low, ".") && !t.placed(i)
}

// placed reports whether the gazetteer has a name that begins at word i.
func (t *text) placed(i int) bool {
	may, _ := t.match(t.text[:t.words[i].End], t.words[i].Start)
	return len(may) > 0
}

// openers are words that begin a sentence and no name.
var openers = set(`i we he she it they my our his her their this that these those the a an and but or nor so yet all every each many most much some any no none one two three four five six seven eight nine ten
	not what when where who why how which while whereas since after before as if because although though until unless with without for by also now then here there meanwhile however instead thus hence still
	even only just both either neither such other another more last next first later earlier today yesterday tomorrow said says according about during despite among like per via is are was were be been has have had do does did
	will would can could may might must should let ideally indeed perhaps maybe once again soon finally moreover furthermore besides yes former ex new`)

// firmly are the words after which even a name of persons is that of a place.
var firmly = set("in near outside around across throughout inside within surrounding downtown northern southern eastern western central north south east west greater mainland of")

// acronym reports whether a name that is not written in capitals stands in
// capitals among words that do not: "FATA" is no Fata.
func (t *text) acronym(m *Mention) bool {
	w := &t.words[m.First]
	if !w.Shout || len(w.Low) > 5 || strings.ToUpper(m.may[0].Form) == m.may[0].Form || w.Lines == 2 {
		return false
	}
	return !t.wordBefore(m.First).Shout && !t.wordAt(m.Last).Shout
}

// allowed returns the meanings that a name may have where it stands: an
// abbreviation means a place behind a comma alone, or behind the place that it
// holds.
func (t *text) allowed(m *Mention) []lexicon.Meaning {
	short := m.First > 0 && (t.words[m.First-1].Low == "," && m.First > 1 && t.words[m.First-2].Capital || false) && t.words[m.First].Start == m.Start
	var out []lexicon.Meaning
	for _, p := range m.may {
		if p.Use == lexicon.Short && !short {
			continue
		}
		if p.Use == lexicon.Short && strings.HasSuffix(p.Form, ".") && strings.HasPrefix(t.text[m.End:], ".") {
			m.End++
		}
		out = append(out, p)
	}
	return out
}

// facilities are nouns that end the names of things built.
var facilities = set(`academy airport arena barracks base basilica building camp cathedral cemetery center centre chapel church clinic college court courthouse embassy estate
	factory farm garden gardens hall highway hospital hotel house infirmary jail library mall market mosque museum palace park pier plant plaza prison racecourse refinery reservoir
	restaurant school schools shrine stadium station synagogue temple terminal theater theatre tower towers university zoo`)

// bodies are nouns that end the names of organisations.
var bodies = set(`agency alliance army assembly association authority bank battalion brigade broadcaster bureau bulletin cabinet
	channel club coalition command commission committee community company congress corporation corps council count court
	daily department dispatch division federation force forces foundation front fund government group guard guards herald
	initiative institute institution journal league media ministry mission monitor movement network news office
	organisation organization parliament party police post press programme project radio regiment senate service
	society staff syndicate team times television tribunal tribune tv union university watch wire`)

var calendar = set("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december")

// set makes a set of the words in list.
func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
