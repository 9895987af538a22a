package part

import (
	"testing"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/lexicon"
	"tallystick/link/accounts"
	"tallystick/publish"
	"tallystick/web/message"
)

func said(claims ...string) []accounts.Saying {
	var all []accounts.Saying
	for _, c := range claims {
		all = append(all, accounts.Saying{Claim: c})
	}
	return all
}

// A title says what most claims say happened, and where and when as exactly as
// they do; it names a place only when half of them do, else who is named.
func TestTitle(t *testing.T) {
	attack := func(claims ...string) []accounts.Value {
		return []accounts.Value{{Text: "ASSAULT", Said: said(claims...)}}
	}
	day := func(from, to string) accounts.Value {
		return accounts.Value{Time: &evidence.Interval{From: from, To: to}, Said: said("a")}
	}
	for _, c := range []struct {
		name string
		told accounts.Account
		want string
	}{
		{"place and day", accounts.Account{What: attack("a", "b"), Place: []accounts.Value{{Text: "Esk", Size: "village", Said: said("a")}, {Text: "Northland", Size: "country", Said: said("a", "b")}},
			Time: []accounts.Value{day("2031-05-01", "2031-05-20"), day("2031-05-06", "2031-05-07")}}, "Reported attack at Esk, 6–7 May 2031"},
		{"a region", accounts.Account{What: attack("a"), Place: []accounts.Value{{Text: "Lakeland", Size: "region", Said: said("a")}}}, "Reported attack in Lakeland, told 9 May 2031"},
		{"few name the place", accounts.Account{What: attack("a", "b", "c"), Place: []accounts.Value{{Text: "Esk", Size: "village", Said: said("a")}},
			Who: []accounts.Value{{Text: "Southern army", Side: "SOU"}}, Target: []accounts.Value{{Text: "a jet"}}}, "Reported attack (SOU, a jet), told 9 May 2031"},
		{"nothing said", accounts.Account{}, "Something reported, told 9 May 2031"},
	} {
		i := flow.Incident{Incident: publish.Incident{Holds: evidence.Outline{From: "2031-05-09", To: "2031-05-09"}}, Told: accounts.Told{Accounts: []accounts.Account{c.told}}}
		if got := TitleOf(i).In(message.English); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestDaysWords(t *testing.T) {
	for _, c := range [][3]string{
		{"2020-10-27", "2020-10-27", "27 October 2020"}, {"2020-10-27", "2020-10-28", "27–28 October 2020"}, {"2020-10-27", "2020-11-06", "27 October – 6 November 2020"},
		{"2020-12-31", "2021-01-01", "31 December 2020 – 1 January 2021"}, {"2020-10-27T06:00:00Z", "", "from 27 October 2020"}, {"", "2020-10-27", "until 27 October 2020"},
	} {
		if got := DaysWords(c[0], c[1]).In(message.English); got != c[2] {
			t.Errorf("%s to %s is %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

// What accounts are summed up in is told in the reader's language, with days as
// pages say them.
func TestSentence(t *testing.T) {
	told := accounts.New(new(lexicon.Lexicon)).Of([]accounts.Said{{Report: "r", Claim: evidence.Claim{
		ID: "c", Stance: evidence.Accuse, Modality: evidence.Stated, Source: evidence.Source{Kind: evidence.Party, Name: "Northland", Side: "NOR", Span: new(evidence.Span)},
		Event: &evidence.Event{Type: "ASSAULT", Places: []evidence.Place{{Name: "Esk"}}, Time: &evidence.Interval{From: "2031-05-06", To: "2031-05-06"}},
	}}})
	for l, want := range map[*message.Language]string{
		message.English: "NOR says that there was an attack at Esk on 6 May 2031.",
		message.Russian: "NOR сообщает: атака, место — Esk, 6 мая 2031 г.",
	} {
		if got := Sentence(told.Accounts[0].Summary).In(l); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
