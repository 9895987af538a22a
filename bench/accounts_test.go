package bench

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"tallystick/lexicon"
	"tallystick/link/accounts"
)

// said returns the claims of incidents as people marked them: those that
// mentions were found as, and those of which half lies in one.
func (g markings) said(read map[string]telling, ids ...string) []accounts.Said {
	var out []accounts.Said
	for _, i := range g.Incidents {
		if !slices.Contains(ids, i.ID) {
			continue
		}
		for _, m := range i.Mentions {
			best := foundAs(m, read[m.Doc].Claims)
			for _, c := range read[m.Doc].Claims {
				shared, covers := 0, 0
				for _, s := range spoken(c) {
					shared += max(0, min(s.End, m.End)-max(s.Start, m.Start))
					covers += s.End - s.Start
				}
				if best != nil && best.ID == c.ID || 2*shared > covers {
					out = append(out, accounts.Said{Claim: c, Report: m.Doc, Published: read[m.Doc].Report.Published, Outlet: read[m.Doc].Report.Publisher})
				}
			}
		}
	}
	return out
}

// TestAccounts tells the incidents that people marked in the corpora: whose
// account each claim stands in, and which claim each denial answers when the
// whole report is asked.
func TestAccounts(t *testing.T) {
	g := readMarkings(t)
	read := g.tellings(t)
	teller := accounts.New(lexicon.Default())
	t.Run("voices", func(t *testing.T) { voicesOf(t, g, read, teller) })
	t.Run("replies", func(t *testing.T) { repliesOf(t, g, read, teller) })
	t.Run("stories", func(t *testing.T) { storiesOf(t, g, read, teller) })
}

func voicesOf(t *testing.T, g markings, read map[string]telling, teller *accounts.Teller) {
	var voices part
	told := map[string]string{} // mentions in another account than the marked speaker's
	for _, i := range g.Incidents {
		of := teller.Of(g.said(read, i.ID))
		for _, m := range i.Mentions {
			c := foundAs(m, read[m.Doc].Claims)
			if c == nil {
				continue
			}
			stands := map[string]bool{}
			for _, a := range of.Accounts {
				stands[a.ID] = stands[a.ID] || slices.Contains(a.Claims, c.ID)
			}
			right := slices.ContainsFunc(voiceOf(m.By), func(id string) bool { return stands[id] })
			voices.count(right)
			if !right {
				told[fmt.Sprint(i.ID, " ", m.Doc, " ", m.Start)] = fmt.Sprintf("by %s, stands with %v: %s", m.By, maps.Collect(onlyTrue(stands)), c.Content.Text)
			}
		}
	}
	t.Logf("claims in the account of the speaker that people marked: %v", voices)
	for _, at := range slices.Sorted(maps.Keys(told)) {
		t.Logf("  %s: %s", at, told[at])
	}
	if voices.share() < 0.8 {
		t.Errorf("%v claims stand in the right account", voices)
	}
}

func repliesOf(t *testing.T, g markings, read map[string]telling, teller *accounts.Teller) {
	sure := map[string]*part{}
	for _, doc := range g.Documents {
		var said []accounts.Said
		for _, c := range read[doc.Name].Claims {
			said = append(said, accounts.Said{Claim: c, Report: doc.Name, Published: read[doc.Name].Report.Published})
		}
		for _, r := range teller.Replies(said) {
			targets, marked := g.answered(read, doc.Name, r.Claim)
			if !marked {
				continue
			}
			if sure[r.Sure] == nil {
				sure[r.Sure] = &part{}
			}
			right := targets[r.To]
			sure[r.Sure].count(right)
			if !right {
				t.Logf("  %s %s: %q answers %.60q (%s)", r.Sure, doc.Name, text(read, doc.Name, r.Claim), text(read, doc.Name, r.To), accounts.Behind(accounts.English(), r.Reasons))
			}
		}
	}
	for _, level := range slices.Sorted(maps.Keys(sure)) {
		t.Logf("denials tied to the marked incident, %s: %v", level, sure[level])
	}
	if c, u := sure[accounts.Certain], sure[accounts.Unsure]; c == nil || u == nil || c.share() < 0.7 || c.share() <= u.share() {
		t.Errorf("denials that are certain: %v, unsure: %v", c, u)
	}
}

func onlyTrue(m map[string]bool) func(func(string, bool) bool) {
	return func(yield func(string, bool) bool) {
		for k, v := range m {
			if v && !yield(k, v) {
				return
			}
		}
	}
}

func text(read map[string]telling, doc, id string) string {
	for _, c := range read[doc].Claims {
		if c.ID == id {
			return c.Content.Text
		}
	}
	return ""
}

// voiceOf returns the accounts in which a marked speaker's claim may stand. A
// state that is no party is a third party unless it is said to have acted.
func voiceOf(by string) []string {
	switch _, isSide := lexicon.Default().SideOf(by); {
	case by == "narrator":
		return []string{accounts.Narrators}
	case by == "both":
		return []string{"ARM", "AZE"}
	case isSide:
		return []string{by, accounts.ThirdParties}[:map[bool]int{true: 1, false: 2}[slices.Contains([]string{"ARM", "AZE", "NKR"}, by)]]
	}
	return []string{accounts.ThirdParties}
}

// answered returns the claims of the report that a denial may answer: those of
// the incidents in which people marked it, and of the ones that may be one with
// these. marked is false when the denial is not marked, or what it answers is
// not in the report.
func (g markings) answered(read map[string]telling, doc, denial string) (targets map[string]bool, marked bool) {
	targets = map[string]bool{}
	var ids []string
	for _, i := range g.Incidents {
		for _, m := range i.Mentions {
			if c := foundAs(m, read[m.Doc].Claims); m.Doc == doc && m.Denies && c != nil && c.ID == denial {
				ids = append(append(ids, i.ID), i.Either...)
			}
		}
	}
	for _, i := range g.Incidents {
		for _, m := range i.Mentions {
			if c := foundAs(m, read[m.Doc].Claims); slices.Contains(ids, i.ID) && m.Doc == doc && !m.Denies && c != nil {
				targets[c.ID] = true
			}
		}
	}
	return targets, len(targets) > 0
}

// storiesOf tells the strike on a town, the shots at border guards, and the
// aircraft, as the corpora have them.
func storiesOf(t *testing.T, g markings, read map[string]telling, teller *accounts.Teller) {
	barda := teller.Of(g.said(read, "barda-27-oct"))
	t.Log(summaries(barda))
	if ids := accountIDs(barda); ids != "ARM AZE" {
		t.Errorf("Barda has the accounts %s", ids)
	}
	azerbaijan := barda.Accounts[1]
	for _, n := range []struct {
		what  string
		count int64
	}{{"killed", 4}, {"wounded", 13}} {
		if !slices.ContainsFunc(azerbaijan.Counts, func(c accounts.Count) bool {
			return c.What == n.what && c.Min != nil && *c.Min == n.count && c.Max != nil && *c.Max == n.count && (n.count != 4 || len(c.Parts) == 1 && *c.Parts[0].Min == 1)
		}) {
			t.Errorf("Azerbaijan's account has no %d %s: %+v", n.count, n.what, azerbaijan.Counts)
		}
	}
	if !has(azerbaijan.Who, "ARM") || !slices.ContainsFunc(azerbaijan.Instrument, func(v accounts.Value) bool { return v.Text == "rocket" }) {
		t.Errorf("Azerbaijan's account: %+v", azerbaijan)
	}
	tied(t, barda, "ARM", "AZE", accounts.Certain)

	guards := teller.Of(g.said(read, "border-guards"))
	t.Log(summaries(guards))
	if ids := accountIDs(guards); ids != "ARM AZE" {
		t.Errorf("the border guards have the accounts %s", ids)
	}
	tied(t, guards, "AZE", "ARM", accounts.Certain)

	aircraft := teller.Of(g.said(read, "f16-su25"))
	t.Log(summaries(aircraft))
	if ids := accountIDs(aircraft); !strings.HasPrefix(ids, "ARM AZE TUR") {
		t.Errorf("the aircraft has the accounts %s", ids)
	}
	tied(t, aircraft, "TUR", "ARM", "")
	tied(t, aircraft, "AZE", "ARM", "")

	both := teller.Of(g.said(read, "barda-27-oct", "barda-two-days"))
	t.Log(summaries(both))
	scopes := map[string]string{}
	for _, x := range both.Tolls {
		for _, s := range x.Series {
			for _, p := range s.Points {
				if x.What == "killed" {
					scopes[fmt.Sprint(*p.Min)] = x.Scope.Kind
				}
			}
		}
	}
	if scopes["4"] != accounts.ScopeIncident || scopes["26"] != accounts.ScopeSeveral {
		t.Errorf("killed at Barda, by scope: %v", scopes)
	}
	if !slices.Contains(both.Standing.Conceded, "NKR") || both.Standing.Label != accounts.Contested {
		t.Errorf("Barda stands as %+v", both.Standing)
	}
}

func summaries(told accounts.Told) string {
	out := []string{fmt.Sprintf("%+v; %d origins of %d reports", told.Standing, told.Origins.Count, told.Origins.Reports)}
	for _, a := range told.Accounts {
		out = append(out, a.Summary.String())
	}
	for _, r := range told.Replies {
		out = append(out, fmt.Sprintf("%v %s %v (%s: %v)", r.Accounts, r.Act, r.ToVoices, r.Sure, r.Reasons))
	}
	for _, a := range told.Attributions {
		out = append(out, fmt.Sprintf("%s names %s (unread %v)", a.By, a.Actor, a.Unread))
	}
	return strings.Join(out, "\n")
}

func accountIDs(told accounts.Told) string {
	var ids []string
	for _, a := range told.Accounts {
		ids = append(ids, a.ID)
	}
	return strings.Join(ids, " ")
}

func has(values []accounts.Value, side string) bool {
	return slices.ContainsFunc(values, func(v accounts.Value) bool { return v.Side == side })
}

// tied wants a denial by one side that answers the other, as sure as that.
func tied(t *testing.T, told accounts.Told, by, to, sure string) {
	t.Helper()
	if !slices.ContainsFunc(told.Replies, func(r accounts.Reply) bool {
		return r.Act == accounts.ActDenies && slices.Contains(r.Accounts, by) && slices.Contains(r.ToVoices, to) && r.Sure == cmp.Or(sure, r.Sure)
	}) {
		t.Errorf("no denial by %s answers %s, %s: %+v", by, to, sure, told.Replies)
	}
}
