package incidents

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tallystick/evidence"
)

// A strand is the claims of one report that go on about one thing. Its first
// claim that makes a mention stands for all of them against other reports, with
// what they say together; the others follow it.
type strand struct {
	m      Mention // what they say together
	words  map[uint32]bool
	claims []int
}

// window is how many claims back a strand may have been taken up last.
const window = 8

// weaver puts the claims of one report into strands, in their order.
type weaver struct {
	claims []evidence.Claim
	all    []Mention
	speaks []bool         // whether the claim makes a mention by itself
	at     map[string]int // of each claim's id
	words  words
	of     []*strand // of each claim
	how    []Following
}

// weave returns the strands of a report.
func (w *weaver) weave() []*strand {
	w.of, w.how = make([]*strand, len(w.claims)), make([]Following, len(w.claims))
	var strands, recent []*strand
	for i := range w.claims {
		recent = slices.DeleteFunc(recent, func(s *strand) bool { return i-s.last() > window })
		var to *strand
		if j := answered(w.claims, w.at, w.all, i); j >= 0 && j < i {
			to, w.how[i] = w.of[j], Answers
		} else if to = w.best(recent, i); to != nil {
			w.how[i] = GoesOn
		} else {
			to = &strand{m: w.all[i], words: map[uint32]bool{}}
			strands = append(strands, to)
		}
		w.add(to, i)
		recent = append(slices.DeleteFunc(recent, func(s *strand) bool { return s == to }), to)
	}
	return strands
}

func (s *strand) last() int { return s.claims[len(s.claims)-1] }

// best returns the strand that claim i goes on with, nil when it begins one.
func (w *weaver) best(recent []*strand, i int) *strand {
	var best *strand
	most := goesOnFrom - 1
	for _, s := range slices.Backward(recent) {
		if n := w.bond(s, i); n > most && slices.ContainsFunc(s.claims, func(j int) bool { return w.speaks[j] }) {
			best, most = s, n
		}
	}
	return best
}

func (w *weaver) add(s *strand, i int) {
	s.m.absorb(&w.all[i])
	s.claims = append(s.claims, i)
	for _, h := range w.words.of[i] {
		s.words[h] = true
	}
	w.of[i] = s
}

// mentions returns the mentions of a strand, none when no claim of it makes one.
func (w *weaver) mentions(s *strand) []Mention {
	root := slices.IndexFunc(s.claims, func(i int) bool { return w.speaks[i] })
	if root < 0 {
		return nil
	}
	lead := w.all[s.claims[root]]
	lead.absorb(&s.m)
	keep(w.words.topic(s.claims), lead.Words[:])
	out := []Mention{lead}
	for n, i := range s.claims {
		if n != root {
			m := w.all[i]
			m.Follows, m.How = lead.Claim, cmp.Or(w.how[i], GoesOn)
			out = append(out, m)
		}
	}
	return out
}

// absorb takes in what n says and m does not.
func (m *Mention) absorb(n *Mention) {
	if !m.Kind.tells() && n.Kind.tells() {
		m.Kind = n.Kind
	}
	if m.Kind == n.Kind {
		m.Mode = cmp.Or(m.Mode, n.Mode)
	}
	if !m.Days.Firm && n.Days.Firm {
		m.Days = n.Days
	}
	if !m.exact() {
		for _, p := range n.Places[:n.NPlaces] {
			if int(m.NPlaces) < maxPlaces && !slices.Contains(m.Places[:m.NPlaces], p) {
				m.Places[m.NPlaces] = p
				m.NPlaces++
			}
		}
	}
	for _, t := range n.Tolls[:n.NTolls] {
		if int(m.NTolls) < maxTolls && !slices.Contains(m.Tolls[:m.NTolls], t) {
			m.Tolls[m.NTolls] = t
			m.NTolls++
		}
	}
	m.Several = m.Several || n.Several
	addTo(m.Things[:], n.Things[:])
	addTo(m.Texts[:], n.Texts[:])
	m.Class, m.Party = cmp.Or(m.Class, n.Class), cmp.Or(m.Party, n.Party)
	if m.Agents[0] == 0 {
		m.Agents = n.Agents
	}
	if m.Targets[0] == 0 {
		m.Targets = n.Targets
	}
}

// addTo adds to a set in an array what it has room for.
func addTo(set, more []uint32) {
	for _, h := range more {
		if k := slices.Index(set, 0); h != 0 && k >= 0 && !slices.Contains(set, h) {
			set[k] = h
		}
	}
}

// words are the different words of content of each claim of a report and who
// says it, and in how many claims each stands.
type words struct {
	of      [][]uint32
	in      map[uint32]int
	parties map[uint32]bool
}

func wordsOf(claims []evidence.Claim) words {
	w := words{of: make([][]uint32, len(claims)), in: map[uint32]int{}, parties: partyWords(claims)}
	for i := range claims {
		w.of[i] = content(telling(&claims[i]) + " " + claims[i].Source.Name)
		for _, h := range w.of[i] {
			w.in[h]++
		}
	}
	return w
}

// telling is what a claim is about, and what it says.
func telling(c *evidence.Claim) string {
	if c.About == nil {
		return c.Content.Text
	}
	return c.About.Text + " " + c.Content.Text
}

// partyWords returns the words by which those parties are called first that
// speak: reports of one conflict hold them everywhere.
func partyWords(claims []evidence.Claim) map[uint32]bool {
	out, speak := map[uint32]bool{}, map[string]bool{}
	for i := range claims {
		if claims[i].Source.Kind == evidence.Party {
			for _, side := range claims[i].SideSpeaking() {
				speak[side] = true
			}
		}
	}
	called := func(side, name string) {
		if side == "" || !speak[side] {
			return
		}
		for w := range strings.FieldsFuncSeq(name, notInWord) {
			if first, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(first) && !everyday[strings.ToLower(w)] {
				for _, h := range content(w) {
					out[h] = true
				}
				return
			}
		}
	}
	for i := range claims {
		called(claims[i].Source.Side, claims[i].Source.Name)
		if e := claims[i].Event; e != nil {
			for _, a := range slices.Concat(e.Agents, e.Targets) {
				called(a.Side, a.Text)
			}
		}
	}
	return out
}

// everywhere is in how many hundredths of a report's claims a word stands that
// says nothing of any of them.
const everywhere = 10

// topic returns the words of some claims, those first that most of them hold.
func (w words) topic(claims []int) []uint32 {
	n := map[uint32]int{}
	var out []uint32
	for _, i := range claims {
		for _, h := range w.of[i] {
			if w.parties[h] || w.in[h] > 3 && w.in[h]*100 > everywhere*len(w.of) {
				continue
			}
			if n[h] == 0 {
				out = append(out, h)
			}
			n[h]++
		}
	}
	slices.SortStableFunc(out, func(a, b uint32) int { return n[b] - n[a] })
	return out
}
