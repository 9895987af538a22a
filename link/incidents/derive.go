package incidents

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// Report is what linking needs to know of a report.
type Report struct {
	ID        string
	Origin    string // id of the report that it is a copy of, or its own
	Published evidence.Interval
}

// Of returns the mentions that a report's claims make, in the order of the
// claims. The lexicon says which authority is commonly taken for which state's.
func Of(report Report, claims []evidence.Claim, lex *lexicon.Lexicon) []Mention {
	d := deriver{report: report, lex: lex, out: published(report.Published), last: unknown}
	told := told(claims)
	d.now = d.out.From
	if d.history = d.out.Known() && tellsHistory(told, d.out); d.history {
		d.now = told[len(told)/2]
	}
	all := make([]Mention, len(claims))
	speaks := make([]bool, len(claims))
	at := make(map[string]int, len(claims))
	for i := range claims {
		at[claims[i].ID] = i
		all[i] = d.mention(&claims[i], i)
		speaks[i] = speaksOf(&claims[i], &all[i])
	}
	w := weaver{claims: claims, all: all, speaks: speaks, at: at, words: wordsOf(claims)}
	var out []Mention
	for _, s := range w.weave() {
		out = append(out, w.mentions(s)...)
	}
	slices.SortFunc(out, func(a, b Mention) int { return cmp.Compare(a.Ordinal, b.Ordinal) })
	return out
}

// deriver derives the mentions of one report.
type deriver struct {
	report  Report
	lex     *lexicon.Lexicon
	out     Days // when the report was published
	history bool
	now     int32 // the day about which the report tells
	last    Days  // the last days told, where a history goes on
}

func (d *deriver) mention(c *evidence.Claim, ordinal int) Mention {
	m := Mention{Report: hash64(d.report.ID), Origin: hash64(cmp.Or(d.report.Origin, d.report.ID)), Ordinal: int32(ordinal), Published: max(d.out.To, 0)}
	m.Claim, _ = ParseID(c.ID) // a claim's id was checked when it was read
	m.Kind = kindOf(c)
	m.Answer = c.Modality == evidence.Negated || slices.Contains([]evidence.Stance{evidence.Deny, evidence.Reject, evidence.Admit, evidence.Confirm}, c.Stance)
	m.Days = d.days(c)
	if m.Episode = d.episode(c, &m); m.Episode != 0 {
		m.Days = yearOf(int(m.Episode)/months + epoch)
	}
	if m.Kind == Hold && m.Days.Known() && !m.Days.Wide() {
		m.Days = Days{From: m.Days.From - holdBefore, To: m.Days.To + holdAfter} // who holds a place is told for days
	}
	if e := c.Event; e != nil {
		if e.Type != "" && e.Mode != "" {
			m.Mode = uint16(hash(e.Type+"/"+e.Mode)) | 1
		}
		m.places(e.Places)
		m.Agents, m.Targets = d.sides(e.Agents), d.sides(e.Targets)
		m.thing(e.Instrument)
		switch {
		case m.Kind == Talk, m.Kind == Truce:
			m.Party = d.party(c)
		case m.Kind == Support && m.Mode != 0 && m.Agents[0] != 0: // help goes on for weeks, under many names
			if kind := help(c.Content.Text); kind != "" {
				m.Party = hash(e.Mode+" "+kind) ^ m.Agents[0]
			}
		}
	}
	if c.Source.Kind != evidence.Narrator {
		m.Speaker = hash(cmp.Or(c.Source.Name, c.Source.Side, c.Source.Role))
	}
	m.tolls(c)
	if c.Access != nil {
		m.thing("Route " + c.Access.Route)
	}
	if c.Ceasefire != nil && c.Ceasefire.Broker != "" {
		m.thing("Broker " + c.Ceasefire.Broker)
	}
	m.Several = severalTold(c)
	var said int
	said, m.Texts[0] = whole(c.Content.Text)
	m.Said = int16(min(said, 1000))
	for _, name := range models(c.Content.Text) {
		m.thing(name)
	}
	return m
}

// episode returns which year and month of the past the claim tells of, by its
// time or by the one year that it names.
func (d *deriver) episode(c *evidence.Claim, m *Mention) int16 {
	if !d.out.Known() || m.exact() {
		return 0
	}
	if c.Event != nil && said(c.Event.Time).Known() {
		return episode(said(c.Event.Time), d.now)
	}
	year := 0
	for w := range strings.FieldsFuncSeq(c.Content.Text, notInWord) {
		if n, err := strconv.Atoi(w); err == nil && len(w) == 4 && n > 1800 && n < 2100 && n != year {
			if year != 0 {
				return 0
			}
			year = n
		}
	}
	if year == 0 {
		return 0
	}
	return episode(yearOf(year), d.now)
}

// days returns when the claim's event happened: as said, else before the
// report was published, else, in a history, after what was last told.
func (d *deriver) days(c *evidence.Claim) Days {
	var told Days
	if told = unknown; c.Event != nil {
		told = said(c.Event.Time)
	}
	switch {
	case told.Known():
		if strings.HasSuffix(c.Event.Time.Basis, ofSentence) {
			told.From-- // when it was said; it happened then or the day before
		}
		d.last = told
		return told
	case !d.out.Known():
		return unknown
	case d.history && d.last.Known() && !d.last.Wide():
		return Days{From: d.last.From, To: d.last.To + 3}
	case d.history:
		return unknown
	}
	return Days{From: d.out.From - newsWindow, To: d.out.To}
}

func (m *Mention) places(places []evidence.Place) {
	for _, p := range places {
		place, ok := placeOf(p)
		if ok && int(m.NPlaces) < maxPlaces && !slices.Contains(m.Places[:m.NPlaces], place) {
			m.Places[m.NPlaces] = place
			m.NPlaces++
		}
	}
}

func (m *Mention) tolls(c *evidence.Claim) {
	add := func(what string, low, high *int64) {
		t := Toll{What: hash(what), Max: -1}
		if low != nil {
			t.Min = int32(min(*low, 1<<30))
		}
		if high != nil {
			t.Max = int32(min(*high, 1<<30))
		}
		if int(m.NTolls) < maxTolls && (low != nil || high != nil) {
			m.Tolls[m.NTolls] = t
			m.NTolls++
		}
	}
	for _, n := range c.Counts {
		if len(n.PartOf) == 0 {
			add(n.What, n.Min, n.Max)
		}
	}
	for _, l := range c.Losses {
		if l.Model != "" {
			m.thing(l.Model)
		}
		if len(l.PartOf) == 0 {
			add(l.Class, l.Min, l.Max)
		}
	}
}

// thing keeps a weapon, model, route or broker: by name, when it has one.
func (m *Mention) thing(name string) {
	if name == "" {
		return
	}
	if strings.ToLower(name) == name { // "rocket" is a class, "Su-25" is a name
		m.Class = hash(cmp.Or(alikeWords[stem(name)], name))
		return
	}
	h := hash(model(name))
	for i, t := range m.Things {
		if t == h {
			return
		}
		if t == 0 {
			m.Things[i] = h
			return
		}
	}
}

// side returns the hash of a side's code: that of the state which a de facto
// authority is commonly reported to rely on, where reports speak of either.
func (d *deriver) side(code string) uint32 {
	if code == "" {
		return 0
	}
	if s, ok := d.lex.SideOf(code); ok && s.Allied != "" {
		code = s.Allied
	}
	return hash(code)
}

func (d *deriver) sides(actors []evidence.Actor) (out [2]uint32) {
	for _, a := range actors {
		switch s := d.side(a.Side); {
		case s == 0 || s == out[0]:
		case out[0] == 0:
			out[0] = s
		case out[1] == 0:
			out[1] = s
		}
	}
	return out
}

// party returns one hash of all who take part, 0 when they are fewer than two.
func (d *deriver) party(c *evidence.Claim) uint32 {
	seen := map[uint32]bool{}
	for _, a := range slices.Concat(c.Event.Agents, c.Event.Targets) {
		if s := cmp.Or(d.side(a.Side), hash(cmp.Or(a.Name, a.Text))); s != 0 {
			seen[s] = true
		}
	}
	if c.Source.Kind != evidence.Narrator && c.Source.Side != "" && len(seen) < 2 {
		seen[d.side(c.Source.Side)] = true
	}
	if len(seen) < 2 {
		return 0
	}
	sum := uint32(0)
	for s := range seen {
		sum += s
	}
	return max(sum, 1)
}

// help says what kind of help a text tells of: people to fight, arms, or other.
func help(text string) string {
	kind := ""
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), notInWord) {
		switch one := alikeWords[stem(w)]; one {
		case "fighter":
			return one
		case "arms":
			kind = one
		}
	}
	return kind
}
