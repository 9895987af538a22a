package truces

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tallystick/evidence"
)

// Link says why a claim is held to speak of a truce.
type Link struct {
	Claim    string            `json:"claim"`
	Report   string            `json:"report"`
	Earlier  int               `json:"earlier,omitempty"` // of a claim that tells of earlier truces: which of them, from 1
	Says     string            `json:"says,omitempty"`    // announced, in force, broken, ended; empty when it is only spoken of
	Score    int               `json:"score"`             // thousandths of full agreement
	Sureness string            `json:"sureness"`          // "leads" for the claim that the truce is known by, "decided" when people say so, else high, medium or low
	Reasons  []evidence.Remark `json:"reasons,omitempty"`
}

// Open is a claim that speaks of a truce, nobody can tell which.
type Open struct {
	Link
	Why        evidence.Remark `json:"why"`
	Candidates []string        `json:"candidates,omitempty"` // ids of the truces that it may mean, the likeliest first
}

// Sureness says in a word how sure a score is.
func Sureness(score int) string {
	switch {
	case score >= 800:
		return "high"
	case score >= 600:
		return "medium"
	}
	return "low"
}

// Linked is the answer: each truce with the claims that speak of it, in the
// order of their beginning, and the claims of which it is unclear.
type Linked struct {
	Truces  []Truce
	Unclear []Open
}

// LinkAll tells which truces the claims speak of. What people decided holds,
// whatever else speaks for or against it. Entries of registers that were
// dropped stand for nothing. All of them are in the answer, those that no claim
// speaks of too.
func LinkAll(register []evidence.Ceasefire, said []Said) Linked {
	l := linker{shelves: make(map[shelf][]*truce), held: make(map[*truce][]held), asked: make(map[*truce][]held), of: make(map[*mention]*truce)}
	register = slices.Clone(register)
	slices.SortFunc(register, func(a, b evidence.Ceasefire) int { return strings.Compare(a.ID, b.ID) })
	for i := range register {
		if !register[i].Dropped {
			l.add(fromRegister(&register[i]))
		}
	}
	all := mentions(said)
	follow(all)
	slices.SortFunc(all, rank)
	all = slices.CompactFunc(all, func(a, b *mention) bool { return a.key == b.key })
	var own, decided, dependent, earlier, implied []*mention
	for _, m := range all {
		switch {
		case m.Decided != nil && len(m.Decided.With) == 0:
		case m.n > 0:
			earlier = append(earlier, m)
		case m.Decided != nil:
			decided = append(decided, m)
		case m.Claim.Ceasefire == nil:
			implied = append(implied, m)
		case m.introduces():
			own = append(own, m)
		default:
			dependent = append(dependent, m)
		}
	}
	left := l.decided(decided, false)
	for _, m := range own {
		l.place(m, nil)
	}
	left = l.decided(left, false)
	l.dependents(dependent, slices.Concat(own, decided))
	l.decided(left, true)
	l.earlier(earlier)
	l.imply(implied)
	return l.answer()
}

// held is a mention that is linked, and why.
type held struct {
	*mention
	Link
}

type linker struct {
	all     []*truce
	shelves map[shelf][]*truce
	held    map[*truce][]held
	asked   map[*truce][]held // attacks that people are asked about
	of      map[*mention]*truce
	unclear []Open
}

func (l *linker) add(t *truce) {
	l.all = append(l.all, t)
	for _, s := range t.sides {
		key := shelf{s, t.day() / month}
		l.shelves[key] = append(l.shelves[key], t)
	}
}

// shelf holds the truces of a side that begin in a month or, where no day is
// told, are first spoken of in it.
type shelf struct {
	side  string
	month int
}

const month = 32 // days of a shelf

// near returns the truces that a mention may mean: those with a party in
// common that stand in one of some stretches of time, and the one that its
// report spoke of last.
func (l *linker) near(m *mention, last *truce, times []days) (list []*truce) {
	seen := make(map[*truce]bool)
	if last != nil {
		seen[last] = true
		list = append(list, last)
	}
	for _, in := range times {
		for _, s := range slices.Concat(m.Sides, m.named) {
			for n := in.from / month; n <= in.to/month; n++ {
				for _, t := range l.shelves[shelf{s, n}] {
					if !seen[t] {
						seen[t] = true
						list = append(list, t)
					}
				}
			}
		}
	}
	return list
}

// scored is a truce with how well a mention agrees with it.
type scored struct {
	*truce
	score int
}

func bestFirst(a, b scored) int {
	return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.id, b.id))
}

// place links a mention to the truce that it agrees with best, lets it lead one
// of its own, or leaves it unclear. The report may have spoken of a truce
// before, which counts for that one.
func (l *linker) place(m *mention, last *truce) {
	near := l.near(m, last, m.times())
	var list []scored
	for _, t := range near {
		if score := m.score(t, last, near, nil); score > 0 {
			list = append(list, scored{t, score})
		}
	}
	slices.SortFunc(list, bestFirst)
	why := func(s scored) (reasons []evidence.Remark) {
		m.score(s.truce, last, near, &reasons)
		return reasons
	}
	switch {
	case m.of.Times > 1:
		l.open(m, list, why, evidence.Say("it speaks of %d truces at once", m.of.Times))
	case len(list) > 0 && list[0].score >= enough && (len(list) == 1 || list[0].score-list[1].score >= margin):
		l.hold(m, list[0].truce, list[0].score, why(list[0]))
	case len(list) > 0 && list[0].score >= enough:
		l.open(m, list, why, evidence.Say("it fits several truces nearly equally"))
	case len(m.Sides) == 0:
		l.open(m, list, why, evidence.Say("its report speaks of no party"))
	case m.introduces():
		l.lead(m)
	default:
		l.open(m, list, why, evidence.Say("it tells neither day nor broker, and no truce stands before it in its report"))
	}
}

func (l *linker) hold(m *mention, t *truce, score int, reasons []evidence.Remark) {
	l.of[m] = t
	l.held[t] = append(l.held[t], held{m, Link{Claim: m.Claim.ID, Report: m.Report, Earlier: m.n, Says: m.of.Status, Score: score, Sureness: Sureness(score), Reasons: reasons}})
	if t.entry != nil {
		t.heed(m)
		return
	}
	// What reports alone tell of a truce adds up.
	for _, b := range m.brokers {
		if len(sharedBrokers([]string{b}, t.brokers)) == 0 {
			t.brokers = append(t.brokers, b)
		}
	}
	stood := t.day() / month
	t.learn(m)
	if now := t.day() / month; now != stood {
		for _, s := range t.sides {
			l.shelves[shelf{s, now}] = append(l.shelves[shelf{s, now}], t)
		}
	}
}

// lead makes a truce of a mention.
func (l *linker) lead(m *mention) *truce {
	t := fromMention(m)
	l.add(t)
	l.of[m] = t
	l.held[t] = append(l.held[t], held{m, Link{Claim: m.Claim.ID, Report: m.Report, Earlier: m.n, Says: m.of.Status, Score: most, Sureness: "leads"}})
	return t
}

func (l *linker) open(m *mention, list []scored, reasons func(scored) []evidence.Remark, why evidence.Remark) {
	o := Open{Link: Link{Claim: m.Claim.ID, Report: m.Report, Earlier: m.n, Says: m.of.Status}, Why: why}
	for _, s := range list[:min(len(list), 5)] {
		o.Candidates = append(o.Candidates, s.id)
	}
	if len(list) > 0 {
		o.Score, o.Sureness, o.Reasons = list[0].score, Sureness(list[0].score), reasons(list[0])
	}
	l.unclear = append(l.unclear, o)
}

// decided places mentions where people say that they belong: with a register's
// truce, or where another claim stands. It returns those whose claim stands
// nowhere yet; at last they are left unclear.
func (l *linker) decided(list []*mention, last bool) []*mention {
	places := make(map[string]*truce, len(l.all)+len(l.of))
	for m, t := range l.of {
		if m.n == 0 {
			places[m.Claim.ID] = t
		}
	}
	for _, t := range l.all {
		if t.entry != nil {
			places[t.id] = t
		}
	}
	for {
		var left []*mention
		for _, m := range list {
			t := (*truce)(nil)
			for _, id := range m.Decided.With {
				t = cmp.Or(t, places[id])
			}
			if t == nil {
				left = append(left, m)
				continue
			}
			l.hold(m, t, most, []evidence.Remark{evidence.Say("%s decided so", m.Decided.By)})
			h := l.held[t]
			h[len(h)-1].Sureness = "decided"
			places[m.Claim.ID] = t
		}
		if len(left) < len(list) {
			list = left
			continue
		}
		for _, m := range left {
			if last {
				l.open(m, nil, nil, evidence.Say("%s decided that it means a truce of which nothing stands here", m.Decided.By))
			}
		}
		return left
	}
}

// dependents places the mentions that tell too little by themselves: in the
// order of each report's text, after those that say more. One without a day of
// its own speaks of the truce that the report spoke of last.
func (l *linker) dependents(list, own []*mention) {
	type place struct {
		m    *mention
		done bool
	}
	reports := make(map[string][]place)
	for _, m := range own {
		reports[m.Report] = append(reports[m.Report], place{m, true})
	}
	for _, m := range list {
		reports[m.Report] = append(reports[m.Report], place{m, false})
	}
	var names []string
	for name, places := range reports {
		names = append(names, name)
		slices.SortFunc(places, func(a, b place) int {
			return cmp.Or(cmp.Compare(a.m.Claim.Content.Start, b.m.Claim.Content.Start), strings.Compare(a.m.key, b.m.key))
		})
	}
	slices.Sort(names)
	for _, name := range names {
		var last, only *truce
		for _, p := range reports[name] {
			if t := l.of[p.m]; t != nil && only == nil {
				only = t
			} else if t != nil && t != only {
				only = nil
				break
			}
		}
		at := 0
		for _, p := range reports[name] {
			if !p.done {
				if p.m.Claim.Content.Start-at > recall {
					last = nil
				}
				p.m.ahead = last == nil && only != nil
				l.place(p.m, cmp.Or(last, only))
			}
			if t := l.of[p.m]; t != nil {
				last, at = t, p.m.Claim.Content.End
			}
		}
	}
}

// earlier places what claims say of earlier truces: the n-th that stands
// before the claim's own, of the same parties and, where one is told, of the
// same broker.
func (l *linker) earlier(list []*mention) {
	own := make(map[string]*truce)
	for m, t := range l.of {
		own[m.Claim.ID+"\x00"+m.Report] = t
	}
	slices.SortStableFunc(list, func(a, b *mention) int { return strings.Compare(a.key, b.key) })
	taken := make(map[string][]*truce) // by claim: its own truce, and the earlier ones before this
	for _, m := range list {
		claim := m.Claim.ID + "\x00" + m.Report
		main := own[claim]
		if main == nil {
			l.open(m, nil, nil, evidence.Say("it is unclear which truce it came before"))
			continue
		}
		var before []*truce
		for _, t := range l.near(m, nil, []days{{main.day() - longest, main.day(), true}}) {
			if t != main && !slices.Contains(taken[claim], t) && comesBefore(t, main) && sharedSides(t, main) >= min(2, len(main.sides)) {
				before = append(before, t)
			}
		}
		slices.SortFunc(before, func(a, b *truce) int {
			return cmp.Or(cmp.Compare(b.earliest(), a.earliest()), cmp.Compare(a.place, b.place), strings.Compare(a.id, b.id))
		})
		place := len(taken[claim]) + 1
		taken[claim] = append(taken[claim], l.precede(m, main, before, place))
	}
}

// precede links a mention of an earlier truce to the last of those before that
// its broker allows, or lets it lead one.
func (l *linker) precede(m *mention, main *truce, before []*truce, place int) *truce {
	for _, t := range before {
		if !main.begins.known && t.begins.known || main.begins.known && t.begins.known && main.earliest()-t.earliest() > longest {
			continue
		}
		var reasons []evidence.Remark
		score := m.score(t, nil, nil, &reasons)
		if score = min(most, score+inOrder); score < enough {
			continue
		}
		l.hold(m, t, score, append(reasons, evidence.Say("it is the truce of these parties before %s, number %d counted back", main.name(), place)))
		return t
	}
	t := l.lead(m)
	t.before, t.place = main, place
	t.sides = slices.Clone(main.sides)
	return t
}

// comesBefore reports whether t began before main, as far as days or words
// tell.
func comesBefore(t, main *truce) bool {
	if t.begins.known && main.begins.known {
		return t.earliest() < main.earliest()
	}
	return t.before == main
}

// name says in a few words which truce is meant.
func (t *truce) name() string {
	switch {
	case t.entry != nil:
		return fmt.Sprintf("%s of %s", t.entry.Entry, t.entry.List)
	case t.begins.known:
		return "that of " + t.begins.String()
	}
	return "that of claim " + t.lead.Claim.ID
}
