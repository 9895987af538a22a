package accounts

import (
	"cmp"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// What a reply does.
const (
	ActDenies    = "denies"
	ActConfirms  = "confirms"
	ActAdmits    = "admits"
	ActRejects   = "rejects"
	ActNoDenial  = "does not deny"
	ActNoConfirm = "does not confirm"
)

// How sure it is which claim a reply answers.
const (
	Decidedly = "decided" // by people
	Certain   = "certain"
	Likely    = "likely"
	Unsure    = "unsure"
)

// Reply ties a denial, an admission, a confirmation or a refusal to the claim
// that it answers.
type Reply struct {
	Claim    string   `json:"claim"`
	Report   string   `json:"report"`
	Accounts []string `json:"accounts"` // in which it stands
	Act      string   `json:"act"`
	Fields   []string `json:"fields,omitempty"` // what a denial denies
	To       string   `json:"to,omitempty"`     // the claim; empty when none of those given fits
	ToReport string   `json:"to_report,omitempty"`
	ToVoices []string `json:"to_accounts,omitempty"`
	Sure     string   `json:"sure"`
	Reasons  []Phrase `json:"reasons"`
	Said     Saying   `json:"said"`
}

// Answers reports whether a claim is of the kind that answers others: a denial, an
// admission, a confirmation or a refusal.
func Answers(c evidence.Claim) bool {
	return act(&c) != "" || c.Stance == evidence.Reject && c.Modality != evidence.Question && c.Modality != evidence.Conditional
}

// Replies ties each reply among the claims to the one that it answers: by what
// the reader tied, by who is accused, by where it stands and by what it speaks
// of. The claims may be of one incident or all of some reports.
func (t *Teller) Replies(said []Said) []Reply { return t.incident(said).replies }

func act(c *evidence.Claim) string {
	if c.Modality == evidence.Question || c.Modality == evidence.Conditional {
		return ""
	}
	negated := c.Modality == evidence.Negated
	switch {
	case c.Stance == evidence.Deny && negated:
		return ActNoDenial
	case c.Stance == evidence.Deny:
		return ActDenies
	case (c.Stance == evidence.Confirm || c.Stance == evidence.Admit) && negated:
		return ActNoConfirm
	case c.Stance == evidence.Confirm:
		return ActConfirms
	case c.Stance == evidence.Admit:
		return ActAdmits
	case c.Stance == evidence.Reject && c.RespondsTo != "":
		return ActRejects
	}
	return ""
}

func (in *incident) findReplies() {
	for i := range in.said {
		s := &in.said[i]
		what := act(&s.Claim)
		if what == "" && s.Decided != nil && len(s.Decided.To) > 0 && Answers(s.Claim) {
			what = ActRejects
		}
		if what == "" || in.relays[i] >= 0 {
			continue
		}
		r := Reply{Claim: s.Claim.ID, Report: s.Report, Accounts: in.voices[i], Act: what, Said: in.saying(i), Sure: Unsure}
		if what == ActDenies {
			r.Fields = in.denied(&s.Claim)
		}
		if s.Decided != nil {
			in.tieDecided(&r, *s.Decided)
		} else {
			in.tie(&r, i)
		}
		in.replies = append(in.replies, r)
	}
}

// fit is how well a claim fits as what a reply answers.
type fit struct {
	claim                                                               int
	tied, accused, ally, same, near, before, later, content, conflicted bool
	gap                                                                 int
}

// score weighs what fits. What the reader tied weighs most; that the one who
// answers is the one accused comes next.
func (f fit) score() int {
	n := 0
	for _, x := range []struct {
		holds  bool
		weight int
	}{{f.tied, 6}, {f.accused, 4}, {f.ally, 2}, {f.same, 1}, {f.near, 1}, {f.before, 1}, {f.later, -3}, {f.content, 3}, {f.conflicted, -5}} {
		if x.holds {
			n += x.weight
		}
	}
	return n
}

// tieDecided ties a reply to the claim that people say it answers.
func (in *incident) tieDecided(r *Reply, d Decided) {
	r.Sure, r.Reasons = Decidedly, []Phrase{say("reply.decided", "by", d.By)}
	k := slices.IndexFunc(in.said, func(s Said) bool { return slices.Contains(d.To, s.Claim.ID) })
	switch {
	case k >= 0:
		r.To, r.ToReport, r.ToVoices = in.said[k].Claim.ID, in.said[k].Report, in.voices[k]
	case len(d.To) == 0:
		r.Reasons = append(r.Reasons, say("reply.none"))
	default:
		r.Reasons = append(r.Reasons, say("reply.away"))
	}
}

// tie finds the claim that a reply answers.
func (in *incident) tie(r *Reply, i int) {
	var fits []fit
	tiedElsewhere := in.said[i].Claim.RespondsTo != ""
	for k := range in.said {
		if f, ok := in.fit(i, k); ok {
			fits = append(fits, f)
			tiedElsewhere = tiedElsewhere && !f.tied
		}
	}
	if len(fits) == 0 {
		r.Reasons = []Phrase{say("reply.none")}
		return
	}
	slices.SortStableFunc(fits, func(a, b fit) int {
		return cmp.Or(cmp.Compare(b.score(), a.score()), cmp.Compare(a.gap, b.gap), cmp.Compare(a.claim, b.claim))
	})
	best := fits[0]
	rival := slices.ContainsFunc(fits[1:], func(f fit) bool {
		nearer := f.before && f.gap < best.gap && (f.accused || f.ally)
		return (nearer || f.score() >= best.score()-1) && in.otherMatter(best.claim, f.claim)
	})
	named := !best.content && in.namesMore(&in.said[i].Claim)
	last := false
	if !(best.tied || best.accused || best.ally || best.content) {
		k := slices.IndexFunc(fits, func(f fit) bool { return f.before && in.said[f.claim].Claim.Source.Kind != evidence.Narrator })
		if k < 0 || named {
			r.Reasons = []Phrase{say("reply.none")}
			return
		}
		best, last = fits[k], true
	}
	to := &in.said[best.claim]
	r.To, r.ToReport, r.ToVoices = to.Claim.ID, to.Report, in.voices[best.claim]
	switch {
	case tiedElsewhere, rival, best.conflicted, named, last:
	case best.tied && best.near && (best.accused || best.content):
		r.Sure = Certain
	case best.tied && (best.near || best.accused || best.content), (best.accused || best.ally) && best.near && best.before, best.accused && best.content:
		r.Sure = Likely
	}
	for _, x := range []struct {
		holds bool
		id    string
	}{{best.tied, "reply.tied"}, {best.accused, "reply.accused"}, {best.ally, "reply.ally"}, {best.content, "reply.content"}, {best.near && best.before, "reply.near"},
		{best.same && !best.near, "reply.same"}, {!best.same, "reply.other"}, {tiedElsewhere, "reply.elsewhere"}, {rival, "reply.rival"}, {best.conflicted, "reply.conflict"}, {named, "reply.named"}, {last, "reply.last"}} {
		if x.holds {
			r.Reasons = append(r.Reasons, say(x.id))
		}
	}
}

// nearBytes is how far behind an accusation a denial still stands near it:
// about two sentences.
const nearBytes = 400

// fit says how claim k fits as what reply i answers.
func (in *incident) fit(i, k int) (fit, bool) {
	reply, other := &in.said[i], &in.said[k]
	r, c := &reply.Claim, &other.Claim
	f := fit{claim: k, same: reply.Report == other.Report}
	f.tied = f.same && r.RespondsTo == c.ID
	if i == k || in.relays[k] >= 0 || !f.tied && (!tells(c) || share(in.voices[i], in.voices[k])) {
		return f, false
	}
	mine := r.SideSpeaking()
	for _, a := range agents(c) {
		f.accused = f.accused || a.Side != "" && slices.Contains(mine, a.Side) || a.Name != "" && a.Name == r.Source.Name
		f.ally = f.ally || a.Side != "" && slices.ContainsFunc(mine, func(side string) bool { return in.allied(a.Side, side) || in.allied(side, a.Side) })
	}
	f.ally = f.ally && !f.accused
	f.gap = 1 << 30
	if f.same {
		f.gap = max(r.Content.Start-c.Content.End, c.Content.Start-r.Content.End, 0)
		f.before = c.Content.Start <= r.Content.Start
		f.near = f.gap <= nearBytes
		f.later = !f.before
	} else {
		f.later = byMoment(reply.Published, other.Published) < 0
	}
	f.content, f.conflicted = in.alike(r, c)
	f.content = f.content || in.sharedWords(i, k) >= 2
	f.conflicted = f.conflicted && !f.content
	return f, true
}

func agents(c *evidence.Claim) []evidence.Actor {
	if c.Event == nil {
		return nil
	}
	return c.Event.Agents
}

// alike reports whether what the reply says of the world is what the claim
// says, and whether it is something else.
func (in *incident) alike(r, c *evidence.Claim) (alike, conflicted bool) {
	if r.Event != nil && c.Event != nil {
		for _, p := range r.Event.Places {
			for _, q := range c.Event.Places {
				switch in.place(spotOf(p), spotOf(q)).verdict {
				case Agrees:
					alike = true
				case Differs:
					conflicted = true
				}
			}
		}
		if r.Event.Type != "" && c.Event.Type != "" {
			alike = alike || r.Event.Type == c.Event.Type && !conflicted
			conflicted = conflicted || r.Event.Type != c.Event.Type
		}
		alike = alike || r.Event.Instrument != "" && in.instruments(r.Event.Instrument, c.Event.Instrument).verdict == Agrees
	}
	return alike, conflicted
}

// namesMore reports whether a reply names something of its own: more than that
// something was said, by whom it was done, or what to think of it.
func (in *incident) namesMore(r *evidence.Claim) bool {
	if r.Verbatim && r.Event == nil {
		return false // a verdict in quotation marks
	}
	text := contentText(r)
	known := in.cues(text)
	return slices.ContainsFunc(wordsOf(text), func(w word) bool {
		return len(w.text) >= 4 && !slices.ContainsFunc(known, func(q cue) bool { return q.at <= w.at && w.at < q.end })
	})
}

// sharedWords counts the words of five letters or more that two claims share.
func (in *incident) sharedWords(i, k int) int {
	if in.long == nil {
		in.long = make([][]string, len(in.said))
	}
	for _, x := range []int{i, k} {
		if in.long[x] != nil {
			continue
		}
		in.long[x] = []string{}
		for _, w := range wordsOf(contentText(&in.said[x].Claim)) {
			if len(w.text) >= 5 && !slices.Contains(in.long[x], w.text) {
				in.long[x] = append(in.long[x], w.text)
			}
		}
	}
	n := 0
	for _, w := range in.long[i] {
		if slices.Contains(in.long[k], w) {
			n++
		}
	}
	return n
}

// otherMatter reports whether two claims speak of different things: their
// places or types differ.
func (in *incident) otherMatter(a, b int) bool {
	x, y := in.said[a].Claim.Event, in.said[b].Claim.Event
	if x == nil || y == nil {
		return false
	}
	if x.Type != "" && y.Type != "" && x.Type != y.Type {
		return true
	}
	differs := false
	for _, p := range x.Places {
		for _, q := range y.Places {
			switch in.place(spotOf(p), spotOf(q)).verdict {
			case Agrees:
				return false
			case Differs:
				differs = true
			}
		}
	}
	return differs
}

// Attribution is what a third party finds of who did it.
type Attribution struct {
	By     string `json:"by"`
	Actor  string `json:"actor"`
	Side   string `json:"side,omitempty"` // code
	Said   Saying `json:"said"`
	Unread bool   `json:"unread,omitempty"` // it names the side, but not readably as the one that acted
}

// attributions lists whom third parties name. Of a claim that the reader found
// no event in, the sides that its words name are listed as unread.
func (in *incident) attributions() []Attribution {
	var out []Attribution
	for i := range in.said {
		c := &in.said[i].Claim
		if in.relays[i] >= 0 || !slices.Contains(in.voices[i], ThirdParties) || c.Modality != evidence.Stated && c.Modality != evidence.Hedged {
			continue
		}
		by := in.saying(i)
		if tells(c) {
			for _, a := range agents(c) {
				if ofItself(c, a) {
					continue
				}
				out = append(out, Attribution{By: by.Source, Actor: in.actor(a), Side: a.Side, Said: by})
			}
		}
		if c.Event == nil && len(c.Counts) == 0 && (c.Stance == evidence.Assert || c.Stance == evidence.Accuse) {
			for _, side := range in.sidesNamed(contentText(c)) {
				out = append(out, Attribution{By: by.Source, Actor: in.nameOf(side, ""), Side: side, Said: by, Unread: true})
			}
		}
	}
	return out
}

// sidesNamed returns the codes of the sides that speak in the incident or are
// named in it and that the text names, in alphabetical order.
func (in *incident) sidesNamed(text string) []string {
	var out []string
	words := strings.Fields(strings.Map(func(r rune) rune {
		if strings.ContainsRune(",.;:!?\"“”()", r) {
			return ' '
		}
		return r
	}, text))
	for i := 0; i < len(words); {
		found, n := in.lex.Match(words, i)
		for _, e := range found {
			if e.Kind == lexicon.KindSide && in.concerned(e.Side) {
				out = append(out, e.Side)
			}
		}
		i += max(1, n)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// concerned reports whether the side speaks in the incident or is named in it
// as one who acted or suffered.
func (in *incident) concerned(side string) bool {
	return slices.ContainsFunc(in.voices, func(v []string) bool { return slices.Contains(v, side) }) ||
		slices.ContainsFunc(in.said, func(s Said) bool {
			return slices.ContainsFunc(agents(&s.Claim), func(a evidence.Actor) bool { return a.Side == side })
		})
}
