// Package accounts lays what is said of one incident side by side: an account
// for each side that speaks, one for third parties and one for the narrators
// of the reports; how each pair of them compares, field by field; which denial
// answers which accusation; how the toll was told over time; and from how many
// origins all of it comes. It merges nothing silently, adds nothing up and
// decides nothing: every value names the claims that say it. It is pure, and
// the same claims in any order give the same accounts. docs/accounts.md
// explains the shapes to whoever reads them as JSON.
package accounts

import (
	"cmp"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// Said is a claim with what is known of the report that it stands in.
type Said struct {
	Claim     evidence.Claim
	Report    string
	Published evidence.Interval
	Origin    string // smallest id among the report's copies; the report's own when it has none
	Outlet    string // who printed the report, when that is known
	Decided   *Decided
}

// Decided is what a claim answers by people's decision.
type Decided struct {
	To []string // the claim, by each id that it has had; none: no claim that is known
	By string
}

// Told is one incident as it is told.
type Told struct {
	Standing     Standing      `json:"standing"`
	Accounts     []Account     `json:"accounts"`
	Pairs        []Pair        `json:"pairs,omitempty"`
	Replies      []Reply       `json:"replies,omitempty"`
	Attributions []Attribution `json:"attributions,omitempty"`
	Tolls        []Toll        `json:"tolls,omitempty"`
	Exhibits     []Exhibit     `json:"exhibits,omitempty"`
	Origins      Origins       `json:"origins"`
}

// Teller lays out incidents with one lexicon. It
// is never changed after New, so any number of callers may share it.
type Teller struct {
	lex      *lexicon.Lexicon
	places   map[string]lexicon.Place // of the lexicon's table by id, and by name in small letters
	people   map[string]string        // class of a noun for people, by form in small letters
	times    map[string]int           // months and weekdays, by class and form in small letters
	numbers  map[string]int64         // the least that a number word stands for, by form in small letters
	kinds    map[string]string        // class of a model of equipment, by name in small letters
	patterns map[string][]cuePattern  // by their first word
	exhibit  [][2]string              // what claims speak of, by the words for it
}

// New returns a teller.
func New(lex *lexicon.Lexicon) *Teller {
	t := &Teller{lex: lex, places: make(map[string]lexicon.Place, 2*len(lex.Places)), people: map[string]string{},
		times: map[string]int{}, numbers: map[string]int64{}, kinds: map[string]string{}, patterns: cuePatterns(), exhibit: exhibitWords()}
	for _, p := range lex.Places {
		for _, key := range []string{p.ID, strings.ToLower(p.Name)} {
			if _, taken := t.places[key]; !taken {
				t.places[key] = p
			}
		}
	}
	for _, c := range lex.Counted {
		for _, f := range c.Forms {
			t.people[strings.ToLower(f.Text)] = c.Class
		}
	}
	for _, e := range lex.Equipment {
		t.kinds[strings.ToLower(e.Name)] = strings.ToLower(e.Class)
	}
	for _, x := range lex.Times {
		for _, f := range x.Forms {
			t.times[x.Class+" "+strings.ToLower(f.Text)] = x.From
		}
	}
	for _, n := range lex.Numbers {
		for _, f := range n.Forms {
			if n.Min != nil && n.Class != "ordinal" {
				t.numbers[strings.ToLower(f.Text)] = *n.Min
			}
		}
	}
	return t
}

// Of lays out the claims of one incident. Their order does not matter.
func (t *Teller) Of(said []Said) Told {
	in := t.incident(said)
	told := Told{Accounts: in.accounts(), Replies: in.replies, Attributions: in.attributions(), Tolls: in.tolls(), Exhibits: in.exhibits(), Origins: in.origins()}
	for i := range told.Accounts {
		told.Accounts[i].Summary = in.sentence(&told.Accounts[i])
	}
	for i := range told.Accounts {
		for k := i + 1; k < len(told.Accounts); k++ {
			told.Pairs = append(told.Pairs, t.compare(&told.Accounts[i], &told.Accounts[k]))
		}
	}
	told.Standing = t.standingOf(told.Accounts, told.Pairs)
	return told
}

// incident is what all steps work on: the claims in their intrinsic order, and
// beside each what was found out about it.
type incident struct {
	*Teller
	said    []Said
	voices  [][]string // ids of the accounts in which each claim stands
	via     []int      // claim in which each is relayed ("according to X, Y said …"), or -1
	relays  []int      // claim that each only relays, or -1
	replies []Reply
	long    [][]string // words of five letters or more of each claim, once they were asked for
}

func (t *Teller) incident(said []Said) *incident {
	in := &incident{Teller: t, said: inOrder(said)}
	in.findRelays()
	in.findVoices()
	in.findReplies()
	return in
}

// inOrder returns the claims by publication, report and place in it, each once.
func inOrder(said []Said) []Said {
	sorted := slices.Clone(said)
	slices.SortFunc(sorted, func(a, b Said) int {
		return cmp.Or(byMoment(a.Published, b.Published), cmp.Compare(a.Report, b.Report),
			cmp.Compare(a.Claim.Content.Start, b.Claim.Content.Start), cmp.Compare(a.Claim.Content.End, b.Claim.Content.End), cmp.Compare(a.Claim.ID, b.Claim.ID))
	})
	return slices.CompactFunc(sorted, func(a, b Said) bool { return a.Report == b.Report && a.Claim.ID == b.Claim.ID })
}

// byMoment orders intervals by the earliest moment that each can mean; what has
// none comes last.
func byMoment(a, b evidence.Interval) int {
	first := func(i evidence.Interval) (moment int64, unknown int) {
		switch {
		case i.From != "":
			return i.Earliest().Unix(), 0
		case i.To != "":
			return i.Latest().Unix(), 0
		}
		return 0, 1
	}
	am, au := first(a)
	bm, bu := first(b)
	return cmp.Or(cmp.Compare(au, bu), cmp.Compare(am, bm))
}

// findRelays finds claims that only hand on another one of their report: the
// agency of "according to the agency, officials said that …". What is said is
// the officials'; the agency is the way it came.
func (in *incident) findRelays() {
	in.via, in.relays = make([]int, len(in.said)), make([]int, len(in.said))
	for i := range in.said {
		in.via[i], in.relays[i] = -1, -1
	}
	for i, outer := range in.said {
		for k := i - 1; k >= 0 && in.said[k].Report == outer.Report; k-- {
			in.relay(i, k)
		}
		for k := i + 1; k < len(in.said) && in.said[k].Report == outer.Report; k++ {
			in.relay(i, k)
		}
	}
}

func (in *incident) relay(outer, inner int) {
	o, n := &in.said[outer].Claim, &in.said[inner].Claim
	if o.Source.Span == nil || n.Source.Span == nil || o.Source.Name == n.Source.Name || in.relays[outer] >= 0 || in.via[inner] >= 0 {
		return
	}
	if o.Content.Holds(*n.Source.Span) && o.Content.Holds(n.Content) && (n.Cue == nil || o.Content.Holds(*n.Cue)) {
		in.relays[outer], in.via[inner] = inner, outer
	}
}
