package publish

import (
	"bytes"
	"strings"
	"testing"

	"tallystick/evidence"
)

// gathered is a claim at a place on a day, held to be of the incident by some.
func gathered(id, place, day string, state State, by ...string) Gathered {
	m := Gathered{Claim: Claim{Claim: evidence.Claim{ID: id, Event: &evidence.Event{Type: "ASSAULT", Places: []evidence.Place{{Name: place}}}}, Report: "r" + id, State: state},
		Report: Headline{ID: "r" + id, Published: evidence.Interval{From: "2031-05-09", To: "2031-05-09"}}, Link: evidence.Link{Claim: id}}
	if day != "" {
		m.Claim.Event.Time = &evidence.Interval{From: day, To: day}
	}
	for n, name := range by {
		m.Accepts = append(m.Accepts, Ruling{Entry: int64(10 + n), By: name, Reason: "one market"})
	}
	return m
}

// The public sees of an incident the claims that people accepted as one, and
// finds it by what those say alone.
func TestPublicIncident(t *testing.T) {
	parted := gathered("c", "Linn", "2031-05-01", Accepted, "Ada")
	parted.Refused = true
	g := Gathering{ID: "i", Members: []Gathered{
		gathered("a", "Esk", "2031-05-06", Accepted, "Ada", "Grace"),
		gathered("b", "Torvale", "2031-05-02", Accepted),
		parted,
	}}
	got, ok := PublicIncident(g)
	if !ok || len(got.Claims) != 1 || got.Claims[0].ID != "a" || len(got.Links) != 0 {
		t.Fatalf("%+v %v; want claim a alone, without links", got, ok)
	}
	if h := got.Holds; h.From != "2031-05-06" || h.To != "2031-05-06" || strings.Join(h.Places, ",") != "Esk" || h.Claims != 1 {
		t.Errorf("it is found by %+v; want by what claim a says", h)
	}
	if len(got.Accepts) != 2 || got.Accepts[0].Reason != "" {
		t.Errorf("accepted %+v; want by two, without their reasons", got.Accepts)
	}
	g.Members = g.Members[1:]
	if got, ok := PublicIncident(g); ok {
		t.Errorf("%+v is public; want nothing of what nobody accepted, or somebody parted", got)
	}
}

// The desk sees all of it, and what was linked since people accepted it; what a
// rejected reading says does not count.
func TestDeskIncident(t *testing.T) {
	g := Gathering{ID: "i", Members: []Gathered{
		gathered("a", "Esk", "2031-05-06", Accepted, "Ada"), gathered("b", "Torvale", "", Unreviewed), gathered("c", "Linn", "1931-05-06", Rejected, "Ada"),
	}}
	got := DeskIncident(g)
	if len(got.Claims) != 3 || len(got.Links) != 3 || strings.Join(got.Late, ",") != "b" || got.State != Accepted || got.Withheld != "" {
		t.Errorf("%+v; want three claims and links, b late, accepted, public", got)
	}
	if h := got.Holds; h.From != "2031-05-06" || strings.Join(h.Places, ",") != "Esk,Torvale" {
		t.Errorf("it is found by %+v; want the rejected reading left out", h)
	}
	alone := DeskIncident(Gathering{ID: "b", Members: []Gathered{{Claim: Claim{Claim: evidence.Claim{ID: "b"}, State: Unreviewed, Withheld: "nobody has accepted it"},
		Report: Headline{ID: "rb", Published: evidence.Interval{From: "2031-05-09"}}}}})
	if !alone.Alone || alone.Withheld == "" || alone.Holds.From != "2031-05-09" {
		t.Errorf("%+v; want one claim alone, withheld, by the report's day", alone)
	}
}

func TestIncidentRows(t *testing.T) {
	var b bytes.Buffer
	w := NewIncidentWriter(&b)
	m := gathered("a", "=Esk", "2031-05-06", Accepted, "Ada")
	i, _ := PublicIncident(Gathering{ID: "i", Members: []Gathered{m}})
	w.Write(i, Telling{Standing: "single", Origins: 1, Reports: 1, Accounts: map[string][]string{"a": {"NOR", "SOU"}}, Answers: map[string]string{"a": "b"}, Sure: map[string]string{"a": "likely"}})
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if want := "i,accepted,Ada,2031-05-06,2031-05-06,'=Esk,single,1,1,NOR; SOU,b,likely,a,ra,"; !strings.Contains(b.String(), want) {
		t.Errorf("the rows are\n%s\nwant %s in them", b.String(), want)
	}
}
