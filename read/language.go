package read

import (
	"slices"
	"strings"

	"tallystick/evidence"
)

// Language returns the ISO 639 code and the English name of the language that
// most of a text is in, as its commonest words and its letters show it; both
// are empty where they show nothing, as in a list of names.
func Language(text string) (code, name string) {
	return mainLanguage(words(text, nil))
}

// Foreign returns the English name of the language that the report is in when
// it is not read, and nothing when it is. Where the words show no language the
// declared code stands for its name.
func Foreign(r evidence.Report) string {
	ws := words(r.Text, nil)
	if len(ws) == 0 || len(readable(r, ws)) > 0 {
		return ""
	}
	if _, name := mainLanguage(ws); name != "" && name != tongues[0].name {
		return name
	}
	declared, _, _ := strings.Cut(strings.ToLower(r.Language), "-")
	for _, t := range tongues {
		if t.code == declared {
			return t.name
		}
	}
	for _, s := range scriptTongues {
		if s.code == declared {
			return s.name
		}
	}
	return "another language"
}

// stretch is a line of the text, or its longest part without a line's end.
type stretch struct {
	first, last int
	paragraph   int
	words       int // words in letters
	opinion
}

// leaning is what the words of a stretch say of its language.
type leaning struct {
	tongues []int // weight for each of tongues
	scripts []int // words for each of scriptTongues
	words   int   // words in letters
	common  int   // those of them that a tongue lists
	marked  int   // words in small letters with letters that English does not have
}

// Weights: what a word adds to the languages that list it, and how much must
// come together before a stretch is taken for one.
const (
	listed  = 60
	enough  = 2 * listed
	foreign = 4 // English must be below a fourth of the words of a text that is not read
)

// stretches cuts the words into lines.
func stretches(ws []word) []stretch {
	var out []stretch
	paragraph := 0
	for i := range ws {
		if ws[i].lines == 2 {
			paragraph++
		}
		if i == 0 || ws[i].lines > 0 {
			out = append(out, stretch{first: i, paragraph: paragraph})
		}
		out[len(out)-1].last = i + 1
	}
	return out
}

func newLeaning() *leaning {
	return &leaning{tongues: make([]int, len(tongues)), scripts: make([]int, len(scriptTongues))}
}

// clear forgets all words.
func (l *leaning) clear() {
	clear(l.tongues)
	clear(l.scripts)
	l.words, l.common, l.marked = 0, 0, 0
}

// weigh counts the words of a stretch and no others.
func (l *leaning) weigh(ws []word, s stretch) {
	l.clear()
	for i := s.first; i < s.last; i++ {
		l.add(ws, i, s)
	}
}

// add counts one word. Particles within names ("Ludwig van der Beek") say
// nothing of the language of the text.
func (l *leaning) add(ws []word, i int, s stretch) {
	w := &ws[i]
	if w.kind != letters {
		return
	}
	l.words++
	if n := w.spelling.script; n >= 0 {
		l.scripts[n]++
		return
	}
	if !w.capital && w.spelling.foreign {
		l.marked++
	}
	ts := w.spelling.tongues
	if len(ts) == 0 || nameParticles[w.low] && i > s.first && i+1 < s.last && ws[i-1].capital && ws[i+1].capital {
		return
	}
	l.common++
	for _, t := range ts {
		l.tongues[t] += listed / len(ts)
	}
}

func (l *leaning) join(m *leaning) {
	l.words += m.words
	l.common += m.common
	l.marked += m.marked
	for n, k := range m.scripts {
		l.scripts[n] += k
	}
	for n, k := range m.tongues {
		l.tongues[n] += k
	}
}

// opinion says whether a stretch is in English, and whether its words tell.
type opinion struct{ english, decided bool }

// judgement is the language of a stretch, as far as its words say.
type judgement struct {
	opinion
	code, name string
}

// say decides. English is believed where its words weigh as much as those of
// any other; a near relation of English is told by its own words alone.
func (l *leaning) say() judgement {
	script, letters := -1, 0
	for n := range scriptTongues {
		letters += l.scripts[n]
		if l.scripts[n] > 0 && (script < 0 || l.scripts[n]*8 > l.scripts[script] && scriptTongues[n].letters != "" && scriptTongues[n].table == scriptTongues[script].table || l.scripts[n] > l.scripts[script] && scriptTongues[n].table != scriptTongues[script].table) {
			script = n
		}
	}
	if letters*2 > l.words {
		return judgement{opinion{decided: true}, scriptTongues[script].code, scriptTongues[script].name}
	}
	if l.common == 0 {
		return judgement{}
	}
	best := 1
	for n := 1; n < len(tongues); n++ {
		if l.tongues[n] > l.tongues[best] {
			best = n
		}
	}
	english, other := l.tongues[0], l.tongues[best]+l.marked*listed/2
	for n := range tongues {
		if c := tongues[n].code; (c == "sco" || c == "pcm") && l.tongues[n]*5 > english && l.tongues[n] >= 3*enough/2 {
			best, other = n, l.tongues[n]+english
		}
	}
	switch {
	case english >= other && english >= listed:
		return judgement{opinion{english: true, decided: true}, "en", "English"}
	case other >= enough && other > english:
		return judgement{opinion{decided: true}, strings.TrimPrefix(tongues[best].code, "la-"), tongues[best].name}
	}
	return judgement{}
}

// mainLanguage names the language of most words.
func mainLanguage(ws []word) (code, name string) {
	all, line := newLeaning(), newLeaning()
	for _, s := range stretches(ws) {
		line.weigh(ws, s)
		all.join(line)
	}
	v := all.say()
	return v.code, v.name
}

// readable returns the words of the text that are read: those of its lines in
// English. A line that does not say what language it is in goes with its
// paragraph, then with the whole text, then with what the report declares.
// English that is less than a fourth of the text is not read: a foot line, or
// a quotation in a foreign report.
func readable(r evidence.Report, ws []word) []word {
	ss := stretches(ws)
	all, part, line := newLeaning(), newLeaning(), newLeaning()
	var parts []opinion // by paragraph
	for n := range ss {
		s := &ss[n]
		line.weigh(ws, *s)
		s.words, s.opinion = line.words, line.say().opinion
		all.join(line)
		part.join(line)
		if n+1 == len(ss) || ss[n+1].paragraph != s.paragraph {
			parts = append(parts, part.say().opinion)
			part.clear()
		}
	}
	whole := all.say().opinion
	if !whole.decided {
		declared := strings.ToLower(r.Language)
		whole.english = declared == "" || strings.HasPrefix(declared, "en")
	}
	out := ws // a copy from the first line on that is passed over
	english, passed, skipped := 0, false, false
	for _, s := range ss {
		v := s.opinion
		if p := parts[s.paragraph-ss[0].paragraph]; !v.decided || p.decided && s.words < 8 {
			v = p
		}
		if !v.decided {
			v = whole
		}
		if !v.english {
			if !passed {
				out = slices.Clone(ws[:s.first])
			}
			passed, skipped = true, true
			continue
		}
		english += s.words
		if !passed {
			continue
		}
		from := len(out)
		out = append(out, ws[s.first:s.last]...)
		if skipped {
			out[from].lines = 2
			skipped = false
		}
	}
	if english*foreign < all.words || !whole.english && english*2 < all.words && !whole.decided {
		return nil
	}
	return out
}
