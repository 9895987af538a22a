package read

import (
	"cmp"
	"strings"

	"tallystick/evidence"
)

// names joins phrases that stand for the same person or body: an apposition
// ("Ann Lee, the mayor of Oslo,"), a surname used alone, "the ministry" after
// "the Norwegian Foreign Ministry". It walks the text once.
func names(t *parsed) {
	surnames := map[string]int{} // last name in lower case -> phrase that gives most
	forenames := map[string]int{}
	short := mentioned{heads: map[string]int{}, within: map[string]int{}, letter: -1}
	heads := short.heads
	holders := map[string]int{} // head word of a role -> latest person in it
	body := -1                  // latest body that has a side
	for n := range t.phrases {
		p := &t.phrases[n]
		t.belongs(n)
		if possessives[t.words[p.first].low] && p.side == "" && p.owner == "" && p.role != "" && p.class == actor && t.words[p.head].low != "counterpart" {
			if k := t.bodyBefore(p); k >= 0 {
				p.side = t.phrases[k].side // "its spokeswoman"
			} else if body >= 0 && !t.otherBody(p) {
				p.side = t.phrases[body].side
			}
		}
		t.headed(n)
		if p.class == other && p.owner != "" && p.proper && offices[t.words[p.head].low] {
			p.class, p.side, p.name = actor, p.owner, t.span(t.roleFirst(p), p.last).Text // "Norway's Public Works Directorate"
		}
		t.appose(n)
		head := t.words[p.head].low
		switch {
		case p.class == actor && p.person && p.name != "":
			last := p.name[strings.LastIndexByte(p.name, ' ')+1:]
			key := strings.ToLower(last)
			if k, ok := surnames[key]; ok {
				t.fill(p, &t.phrases[k])
			}
			if k, ok := surnames[key]; !ok || len(t.phrases[k].role) <= len(p.role) {
				surnames[key] = n
			}
			if first, _, ok := strings.Cut(strings.ToLower(p.name), " "); ok && surnames[first] == 0 {
				forenames[first] = n
			}
			if p.role != "" {
				holders[lastWord(p.role)] = n
			}
		case p.class == other && bodies[head] && !p.proper && t.definite(p) && p.owner == "":
			if k, ok := heads[head]; ok && t.phrases[k].class == other {
				p.name, p.proper = t.phrases[k].name, true
			}
		case p.class == other && t.words[p.head].capital && !p.pronoun:
			k, ok := surnames[head]
			if !ok && p.last == p.first+1 {
				k, ok = forenames[head] // "Legesse Tulu", then "Legesse"
			}
			if ok {
				t.fill(p, &t.phrases[k])
				p.class, p.person, p.name = actor, true, t.phrases[k].name
			}
		case p.class == actor && p.role != "" && p.name == "" && t.definite(p) && !t.wordIs(p.last, len(t.words), "there"):
			if k, ok := holders[lastWord(p.role)]; ok && (p.side == "" || p.side == t.phrases[k].side) {
				p.name = t.phrases[k].name
				t.fill(p, &t.phrases[k])
			}
		case p.class == actor && (p.side == "" || !p.person && p.role == "" && p.last-t.roleFirst(p) == 1 && !t.words[p.head].capital) && p.owner == "" && t.definite(p) && !possessives[t.words[p.first].low]:
			if k, ok := heads[head]; ok && t.phrases[k].class == actor && (p.side == "" || p.side == t.phrases[k].side) && t.sameBody(p, &t.phrases[k]) && !t.silentOn(p, t.phrases[k].side) {
				p.name, p.side = t.phrases[k].name, t.phrases[k].side
				p.ids = append(p.ids, "name.back-reference")
			}
		}
		short.shortens(t, n)
		if short.note(t, n); p.class == actor && p.side != "" && !p.person {
			body = n
		}
	}
}

// otherBody reports whether the sentence before is about a body that has no
// side: "The United Nations called for an inquiry. Its envoy".
func (t *parsed) otherBody(p *phrase) bool {
	n := t.sentenceOf(p.first)
	for k := t.groupsBefore(p.first) - 1; k >= 0 && t.groups[k].sentence >= n-1; k-- {
		for _, s := range t.groups[k].subjects {
			if q := &t.phrases[s]; t.groups[k].finite() && q.class == actor && !q.person && q.name != "" && q.side == "" && q.owner == "" {
				return true
			}
		}
	}
	return false
}

// offices are bodies that only states have, whatever their name.
var offices = set("cabinet command department directorate inspectorate ministry parliament police presidency secretariat")

// bodyBefore returns the body with a side that the clause or sentence before
// the phrase is about, -1 when there is none.
func (t *parsed) bodyBefore(p *phrase) int {
	n := t.sentenceOf(p.first)
	for k := t.groupsBefore(p.first) - 1; k >= 0 && t.groups[k].sentence >= n-1; k-- {
		g := &t.groups[k]
		if !g.finite() || t.inRelative(g) || !t.isCue(g.verb) {
			continue
		}
		for _, s := range g.subjects {
			if q := &t.phrases[s]; q.class == actor && !q.person && q.side != "" {
				return s
			}
		}
	}
	return -1
}

func lastWord(s string) string { return strings.ToLower(s[strings.LastIndexByte(s, ' ')+1:]) }

// fill gives p what an earlier phrase for the same person says more.
func (t *parsed) fill(p, from *phrase) {
	if p.role == "" {
		p.role = from.role
	}
	if p.side == "" {
		p.side = from.side
	}
	if len(p.name) < len(from.name) {
		p.name = from.name
	}
}

// sameBody reports whether the words that p sets before its head stand in q
// too: "the defence ministry" is not "the Kenyan Foreign Ministry".
func (t *parsed) sameBody(p, q *phrase) bool {
	for k := t.roleFirst(p); k < p.head; k++ {
		found := false
		for j := q.first; j < q.head && !found; j++ {
			found = t.words[j].low == t.words[k].low
		}
		if !found && t.tags[k] != article {
			return false
		}
	}
	return true
}

// definite reports whether the phrase opens with "the", "its" or the like.
func (t *parsed) definite(p *phrase) bool {
	switch t.words[p.first].low {
	case "the", "its", "his", "her", "their", "that", "this":
		return true
	}
	return false
}

// belongs gives an office or body without a side that of what follows: "the
// spokeswoman for Kenya's foreign ministry", "the president of Peru".
func (t *parsed) belongs(n int) {
	p := &t.phrases[n]
	if p.class != actor && p.class != people && p.class != equipment || p.side != "" {
		return
	}
	k := p.last
	if k+2 < len(t.words) && t.tags[k] == adjective && afterNoun[t.words[k].low] && t.words[k+1].low == "to" && t.phraseAt[k+2] > 0 {
		p.side = t.phrases[t.phraseAt[k+2]-1].side // "fighters loyal to Peru"
		return
	}
	if k+1 >= len(t.words) || (t.words[k].low != "of" && t.words[k].low != "for" && t.words[k].low != "at" && t.words[k].low != "in" && t.words[k].low != "from") || t.phraseAt[k+1] == 0 {
		return
	}
	q := &t.phrases[t.phraseAt[k+1]-1]
	if t.foreignBased(q) {
		return
	}
	if p.class == actor && (t.words[k].low == "of" || t.words[k].low == "for" || t.words[k].low == "at" || p.role != "") && q.class == actor || t.words[k].low == "of" && q.class == actor {
		if p.side = q.side; p.side == "" {
			p.side = q.owner
		}
	}
	if p.side == "" && t.words[k].low == "in" && p.role != "" {
		p.side = cmp.Or(q.side, q.owner)
	}
	if p.side == "" && t.words[k].low == "in" && p.class == actor && t.definite(p) && q.side != "" && q.spot != nil && !p.person {
		if p.side = q.side; p.last-t.roleFirst(p) > 1 {
			t.give(p, q.side) // "the Defence Ministry in Oslo"
		}
	}
	if p.role != "" && p.class == actor && p.name == "" {
		p.role = t.text[t.words[t.roleFirst(p)].start:t.words[q.last-1].end]
		if r := q.last; q.side == "" && q.owner == "" && r+1 < len(t.words) && t.words[r].low == "of" && t.phraseAt[r+1] > 0 {
			q = &t.phrases[t.phraseAt[r+1]-1]
			p.side = q.side
			p.role = t.text[t.words[t.roleFirst(p)].start:t.words[q.last-1].end]
		}
	}
}

// foreignBased reports whether the phrase names a body by where it sits, as
// "the Britain-based Syrian Observatory": whose it is stays open.
func (t *parsed) foreignBased(p *phrase) bool {
	for k := p.first; k < p.last; k++ {
		if strings.HasSuffix(t.words[k].low, "-based") {
			return true
		}
	}
	return false
}

// roleFirst returns the first word of the phrase, its article left out.
func (t *parsed) roleFirst(p *phrase) int {
	if t.tags[p.first] == article && p.first+1 < p.last {
		return p.first + 1
	}
	return p.first
}

// appose joins a name and the office that follows or precedes it in commas.
func (t *parsed) appose(n int) {
	p := &t.phrases[n]
	k := p.last
	if p.role != "" && p.name == "" && k+1 < len(t.words) && (t.words[k].low == "of" || t.words[k].low == "for") && t.phraseAt[k+1] > 0 {
		k = t.phrases[t.phraseAt[k+1]-1].last // "the mayor of Oslo, Ann Lee,"
	}
	if k+1 >= len(t.words) || t.words[k].low != "," || t.phraseAt[k+1] == 0 {
		t.ownRole(p)
		return
	}
	q := &t.phrases[t.phraseAt[k+1]-1]
	t.belongs(int(t.phraseAt[k+1]) - 1)
	switch {
	case p.proper && (q.class == actor || q.class == people && q.person) && q.role != "" && q.name == "" && (p.class == actor && p.person || p.class == other && p.name != "" && strings.Contains(p.name, " ")):
		p.class, p.person, p.role, p.apart = actor, true, q.role, q.apart
		if p.side == "" {
			p.side = q.side
		}
		if p.side == "" {
			p.side = q.owner
		}
	case (p.class == actor || p.class == people && p.person) && p.role != "" && p.name == "" && q.proper && (q.person || q.class == other && q.name != ""):
		q.class, q.person = actor, true
		q.apart = q.apart || p.apart && q.role == ""
		if q.role == "" {
			q.role = t.text[t.words[t.roleFirst(p)].start:t.words[k-1].end]
		}
		if q.side == "" {
			q.side = p.side
		}
		if q.name != "" {
			p.name = q.name
		}
	}
	t.ownRole(p)
}

// ownRole writes the role of a person as the phrase gives it: all that stands
// before the name ("Norwegian Foreign Ministry spokeswoman").
func (t *parsed) ownRole(p *phrase) {
	if p.class != actor || !p.person || p.role == "" || p.name == "" {
		return
	}
	for k := p.last - 1; k > p.first; k-- {
		if f := t.entryAt(k); f != nil && f.last == k+1 {
			if e := f.entries[0]; e.Kind == "role" {
				p.role = t.text[t.words[t.roleFirst(p)].start:t.words[k].end]
				return
			}
		}
	}
}

// speaker says who a phrase is that speaks, with pronouns resolved.
func (t *parsed) speaker(n, sentence int) evidence.Source {
	p := &t.phrases[n]
	who := p
	if p.pronoun && !t.collective(p) {
		if k := t.antecedent(n, sentence); k >= 0 {
			who = &t.phrases[k]
		}
	}
	last := p.last
	if !p.pronoun {
		last = max(last, min(t.chainEnd(n, t.sentences[sentence].last), t.cueBehind(p)))
	}
	from := p.first
	if t.words[from].low == "what" && from+1 < p.last {
		from++ // "what Peru called a truce"
	}
	s := t.span(from, last)
	src := evidence.Source{Span: &s, Name: who.name, Role: t.roleOf(who), Side: who.side, Kind: evidence.ThirdParty, Private: t.private(who)}
	if who.apart {
		src.Side = "" // of a nationality, but for no state
	} else if src.Side == "" && (who.class != other || !who.proper) {
		src.Side = who.owner
	}
	if src.Name == "" && (!who.pronoun || t.collective(who)) {
		src.Name, src.Role = t.text[t.words[t.roleFirst(who)].start:t.words[who.last-1].end], "" // the role is all that is known
		if strings.HasPrefix(who.role, src.Name) {
			src.Name = who.role // "spokesman for the Foreign Ministry"
		}
	}
	return src
}

// roleOf returns the role of a person; a body has none ("the local
// authorities").
func (t *parsed) roleOf(p *phrase) string {
	if !p.person {
		return ""
	}
	return p.role
}

// antecedent returns the phrase that the pronoun n stands for, -1 when that
// is not clear: the nearest fitting subject of an earlier clause.
func (t *parsed) antecedent(n, sentence int) int {
	p := &t.phrases[n]
	if p.refers > 0 {
		return p.refers - 1
	}
	human := t.human(n)
	if k := t.sameSentence(p, human); k >= 0 {
		return k
	}
	return t.subjectBefore(t.groupsBefore(p.first)-1, sentence, human, n)
}

// sameSentence returns the subject, or for "they" and "it" the nearest body,
// that stands before the pronoun in its own sentence.
func (t *parsed) sameSentence(p *phrase, human bool) int {
	n := t.sentenceOf(p.first)
	if k := t.subjectBefore(t.groupsBefore(p.first)-1, n+6, human, int(t.phraseAt[p.first])-1); k >= 0 || human {
		return k
	}
	for k := int(t.phraseAt[p.first]) - 2; k >= 0 && t.phrases[k].first >= t.sentences[n].first; k-- {
		if q := &t.phrases[k]; q.class == actor && !q.person && q.side != "" && (q.first == 0 || t.tags[q.first-1] != prep || !t.country(q)) {
			return k // a country behind "in" is where, not who
		}
	}
	return -1
}

// subjectBefore walks the verbs back from k, over at most six sentences.
func (t *parsed) subjectBefore(k, sentence int, human bool, pronoun int) int {
	for ; k >= 0 && t.groups[k].sentence >= sentence-6; k-- {
		for _, s := range t.groups[k].subjects {
			q := &t.phrases[s]
			if s != pronoun && !q.pronoun && q.class == actor && (human && q.person && !q.plural || !human && (!q.person || q.plural)) {
				return s
			}
		}
	}
	return -1
}

// cueBehind returns the first word after the phrase that is no part of a noun
// phrase or of what joins them.
func (t *parsed) cueBehind(p *phrase) int {
	k := p.last
	for k < len(t.words) && (t.phraseAt[k] > 0 || t.tags[k] == prep || t.words[k].low == ",") {
		k++
	}
	for k > p.last && (t.tags[k-1] == prep || t.words[k-1].low == ",") {
		k--
	}
	return k
}
