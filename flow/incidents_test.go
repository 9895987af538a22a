package flow

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/store"
)

// told is a report of invented claims, with its reading.
type told struct {
	report  evidence.Report
	reading evidence.Reading
}

// newsOf makes up a report of n claims about one of a few places and days, so
// that reports speak of the same things now and then.
func newsOf(random *rand.Rand, name string, n int) told {
	places := []struct {
		name     string
		lat, lon float64
	}{{"Northford", 40.37, 47.12}, {"Eastbrook", 40.40, 47.20}, {"Westmoor", 39.2, 46.4}, {"Southam", 41.9, 44.1}}
	var text strings.Builder
	day := 1 + random.IntN(6)
	published := fmt.Sprintf("2020-10-%02d", day+random.IntN(2))
	t := told{reading: evidence.Reading{Reader: "invented/1", Published: evidence.Interval{From: published, To: published}}}
	var contents []evidence.Span
	for i := range n {
		start := text.Len()
		fmt.Fprintf(&text, "Shells of kind %d struck the %s quarter near mill %d of %s.", random.IntN(3), []string{"old", "upper", "river"}[random.IntN(3)], random.IntN(4), name)
		contents = append(contents, evidence.Span{Start: start, End: text.Len()})
		if i < n-1 {
			text.WriteString("\n\n")
		}
	}
	for i, span := range contents {
		p := places[random.IntN(len(places))]
		count := int64(1 + random.IntN(30))
		c := evidence.Claim{
			Stance: evidence.Accuse, Modality: evidence.Stated, Rules: []string{"invented"}, Source: evidence.Source{Kind: evidence.Narrator},
			Content: evidence.SpanOf(text.String(), span.Start, span.End),
			Event: &evidence.Event{Type: "ASSAULT", Mode: "artillery", Agents: []evidence.Actor{{Text: "A", Side: "AAA"}}, Targets: []evidence.Actor{{Text: "B", Side: "BBB"}},
				Places: []evidence.Place{{Span: evidence.SpanOf(text.String(), span.Start, span.Start+1), Name: p.name, Lat: &p.lat, Lon: &p.lon, Precision: "town"}}},
		}
		if when := fmt.Sprintf("2020-10-%02d", day); random.IntN(4) > 0 {
			c.Event.Time = &evidence.Interval{From: when, To: when}
		}
		if random.IntN(2) == 0 {
			c.Counts = []evidence.Count{{ID: "n", What: "killed", Min: &count, Max: &count, Start: span.Start, End: span.Start + 1}}
		}
		if i > 0 && random.IntN(3) == 0 {
			c.Stance, c.RespondsTo, c.Event = evidence.Deny, t.reading.Claims[i-1].ID, nil
		}
		c.ID = evidence.ClaimID(evidence.Hash([]byte(text.String())), c.Content, c.Stance, 0)
		t.reading.Claims = append(t.reading.Claims, c)
	}
	t.report = evidence.Report{ID: evidence.Hash([]byte(name)), Title: name, Text: text.String(), Extractor: "invented", Published: t.reading.Published}
	t.reading.Report, t.reading.TextHash = t.report.ID, t.report.TextHash()
	return t
}

// tell records a report as Add does once it is read.
func tell(t testing.TB, l *Ledger, news told) {
	t.Helper()
	if _, err := l.bodies.Put([]byte(news.report.Title)); err != nil {
		t.Fatal(err)
	}
	_, err := l.Record(t.Context(), func(next int64) ([]Draft, error) {
		known, err := l.store.Report(t.Context(), next, news.report.ID)
		if errors.Is(err, store.ErrNotFound) {
			known, err = store.Record{ReadEntry: -1}, nil
		}
		if err != nil {
			return nil, err
		}
		return l.draftReport(t.Context(), next, known, evidence.Capture{Report: news.report.ID, Name: news.report.Title}, news.report, news.reading)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// sets writes down which claims stand together, ids of incidents aside.
func sets(t *testing.T, l *Ledger) string {
	t.Helper()
	at := head(t, l.Desk())
	var all []string
	_, err := l.store.Incidents(t.Context(), at, store.IncidentFilter{}, "", 0, func(i store.IncidentState) error {
		var set []string
		for _, k := range i.Links {
			set = append(set, fmt.Sprint(k.Claim, "<", k.To, " ", k.Score))
			if of, err := l.store.IncidentOf(t.Context(), at, k.Claim); err != nil || of != i.ID {
				t.Errorf("claim %s of incident %s stands in %q, %v", k.Claim, i.ID, of, err)
			}
		}
		if i.Holds.Claims != len(set) {
			t.Errorf("incident %s says that it holds %d claims, and holds %d", i.ID, i.Holds.Claims, len(set))
		}
		slices.Sort(set)
		all = append(all, strings.Join(set, "\n"))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(all)
	return strings.Join(all, "\n\n")
}

// relinked sees that linking all claims at once changes nothing.
func relinked(t *testing.T, l *Ledger, when string) {
	t.Helper()
	before := sets(t, l)
	if n, err := l.Relink(t.Context()); n != 0 || err != nil {
		t.Fatalf("%s: linked all at once, %d records differ (%v):\n%s\nwant\n%s", when, n, err, before, sets(t, l))
	}
}

// TestArrival: in whatever order reports arrive, the same claims stand
// together, as they do when all are linked at once.
func TestArrival(t *testing.T) {
	for seed := range uint64(3) {
		random := rand.New(rand.NewPCG(seed, 7))
		var news []told
		for i := range 14 {
			news = append(news, newsOf(random, fmt.Sprintf("report %d", i), 1+random.IntN(5)))
		}
		want := ""
		for range 3 {
			l, _ := newLedger(t)
			for i, n := range news {
				tell(t, l, n)
				if i%5 == 0 {
					relinked(t, l, fmt.Sprintf("seed %d after %d reports", seed, i+1))
				}
			}
			relinked(t, l, fmt.Sprintf("seed %d", seed))
			got := sets(t, l)
			if want == "" {
				want = got
			}
			if got != want || strings.Count(got, "\n\n") < 2 {
				t.Fatalf("seed %d: in another order stand together\n%s\nwant\n%s", seed, got, want)
			}
			random.Shuffle(len(news), func(i, j int) { news[i], news[j] = news[j], news[i] })
			l.Close()
			sound(t, l.Dir())
		}
	}
}

// strike makes a report of one claim about one strike.
func strike(name, words string, killed int64) told {
	t := newsOf(rand.New(rand.NewPCG(1, 1)), name, 1)
	c := &t.reading.Claims[0]
	t.report.Text = words
	t.reading.TextHash = t.report.TextHash()
	c.Content = evidence.SpanOf(words, 0, len(words))
	c.Event.Places[0].Span = evidence.SpanOf(words, 0, 1)
	c.Event.Time = &evidence.Interval{From: "2020-10-28", To: "2020-10-28"}
	c.Counts = []evidence.Count{{ID: "n", What: "killed", Min: &killed, Max: &killed, Start: 0, End: 1}}
	c.ID = evidence.ClaimID(t.reading.TextHash, c.Content, c.Stance, 0)
	return t
}

func incidentOf(t *testing.T, l *Ledger, n told) string {
	t.Helper()
	id, err := l.store.IncidentOf(t.Context(), head(t, l.Desk()), n.reading.Claims[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// TestPeopleWin: what a person decided of incidents stands, whatever reports
// come after it.
func TestPeopleWin(t *testing.T) {
	l, _ := newLedger(t)
	one, two, three := strike("one", "Shells struck the mill at dawn.", 12), strike("two", "The mill was shelled.", 12), strike("three", "Twelve died at the mill.", 12)
	for _, n := range []told{one, two, three} {
		tell(t, l, n)
	}
	id := incidentOf(t, l, one)
	if id == "" || incidentOf(t, l, two) != id || incidentOf(t, l, three) != id {
		t.Fatal("three claims of one strike are not one incident: the test sees nothing")
	}
	claim := func(n told) string { return n.reading.Claims[0].ID }
	if _, err := l.Split(t.Context(), id, []string{claim(three)}, "Ada", "another mill"); err != nil {
		t.Fatal(err)
	}
	if incidentOf(t, l, one) != id || incidentOf(t, l, two) != id || incidentOf(t, l, three) == id {
		t.Errorf("after the split: %q %q %q, want two in %s and the third elsewhere", incidentOf(t, l, one), incidentOf(t, l, two), incidentOf(t, l, three), id)
	}
	for i := range 4 {
		tell(t, l, strike(fmt.Sprint("later ", i), fmt.Sprintf("Twelve died at the mill when shells struck at dawn, report %d says.", i), 12))
		if a, b, c := incidentOf(t, l, one), incidentOf(t, l, two), incidentOf(t, l, three); a != id || b != id || c == id {
			t.Fatalf("after %d later reports: %q %q %q, want two in %s and the third elsewhere", i+1, a, b, c, id)
		}
	}
	relinked(t, l, "after a split and later reports")
	if _, err := l.Merge(t.Context(), id, []string{claim(three)}, "Grace", "the same mill"); err == nil && incidentOf(t, l, three) != id || err != nil && incidentOf(t, l, three) == "" {
		t.Errorf("after the merger the third stands in %q (%v), want %s", incidentOf(t, l, three), err, id)
	}
	relinked(t, l, "after a merger")
	if _, err := l.Decide(t.Context(), id, evidence.Refuse, "Ada", "rumours"); err != nil {
		t.Fatal(err)
	}
	if a, b := incidentOf(t, l, one), incidentOf(t, l, two); a == b && a != "" {
		t.Errorf("after the rejection both stand in %q", a)
	}
	tell(t, l, strike("last", "Shells struck the mill at dawn.\n\nSo they say.", 12))
	if a, b := incidentOf(t, l, one), incidentOf(t, l, two); a == b && a != "" {
		t.Errorf("after a report that came later both stand in %q again", a)
	}
	relinked(t, l, "after a rejection")
	for _, c := range []struct {
		what string
		err  error
	}{
		{"a merger with nothing", second(l.Merge(t.Context(), "none", []string{id}, "Ada", "x"))},
		{"a split of all", second(l.Split(t.Context(), incidentOf(t, l, one), []string{"none"}, "Ada", "x"))},
		{"a merger without a name", second(l.Merge(t.Context(), incidentOf(t, l, one), []string{claim(two)}, "", "x"))},
	} {
		if c.err == nil {
			t.Errorf("%s was taken", c.what)
		}
	}
	l.Close()
	sound(t, l.Dir())
}

func second(_ int64, err error) error { return err }

// TestPublishedID: an accepted incident keeps its id where its claims are, and
// of two that become one the older goes on.
func TestPublishedID(t *testing.T) {
	l, _ := newLedger(t)
	older, newer := strike("older", "Shells struck the mill.", 12), strike("newer", "The mill burnt.", 12)
	far := func(n told) told {
		n.reading.Claims[0].Event.Places[0].Name = "Elsewhere"
		lat := 45.0
		n.reading.Claims[0].Event.Places[0].Lat = &lat
		return n
	}
	alsoFar, farther := far(strike("far", "Shells struck far off.", 40)), far(strike("farther", "Shelling struck far off too.", 40))
	for _, n := range []told{older, newer, alsoFar, farther} {
		tell(t, l, n)
	}
	a, b := incidentOf(t, l, older), incidentOf(t, l, alsoFar)
	if a == "" || b == "" || a == b {
		t.Fatalf("incidents %q and %q: the test sees nothing", a, b)
	}
	if _, err := l.Decide(t.Context(), b, evidence.Accept, "Ada", "seen"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Merge(t.Context(), b, []string{a}, "Ada", "one barrage"); err != nil {
		t.Fatal(err)
	}
	for _, n := range []told{older, newer, alsoFar, farther} {
		if got := incidentOf(t, l, n); got != b {
			t.Errorf("claim of %s stands in %q, want the accepted %s", n.report.Title, got, b)
		}
	}
	state, err := l.store.Incident(t.Context(), head(t, l.Desk()), a)
	if err != nil || state.Into != b || len(state.Links) != 0 {
		t.Errorf("the other is %+v, %v; want it dissolved into %s", state, err, b)
	}
	relinked(t, l, "after a merger of two")
}

// TestReadAnew: a better reader's claims take the place of those before, and
// what people grouped stays so.
func TestReadAnew(t *testing.T) {
	l, _ := newLedger(t)
	one, two, three := strike("one", "Shells struck the mill at dawn, they said.", 12), strike("two", "The mill was shelled.", 12), strike("three", "Twelve died at the mill.", 12)
	for _, n := range []told{one, two, three} {
		tell(t, l, n)
	}
	id := incidentOf(t, l, one)
	if _, err := l.Split(t.Context(), id, []string{one.reading.Claims[0].ID}, "Ada", "another mill"); err != nil {
		t.Fatal(err)
	}
	again := one
	again.reading.Reader = "invented/2"
	again.reading.Claims = slices.Clone(one.reading.Claims)
	c := &again.reading.Claims[0]
	c.Content = evidence.SpanOf(again.report.Text, 0, len(again.report.Text)-3)
	c.ID = evidence.ClaimID(again.reading.TextHash, c.Content, c.Stance, 0)
	tell(t, l, again)
	if got := incidentOf(t, l, again); got == id || incidentOf(t, l, one) != "" && incidentOf(t, l, one) == id {
		t.Errorf("read anew, what was split from %s stands in it again", id)
	}
	if incidentOf(t, l, two) != id || incidentOf(t, l, three) != id {
		t.Errorf("the others stand in %q and %q, want %s", incidentOf(t, l, two), incidentOf(t, l, three), id)
	}
	relinked(t, l, "after a report was read anew")

	two2 := two
	two2.reading.Reader = "invented/2"
	two2.reading.Claims = nil
	tell(t, l, two2)
	if got := incidentOf(t, l, two); got != "" {
		t.Errorf("a claim that no reading has any more stands in %q", got)
	}
	relinked(t, l, "after a claim was read no more")

	four := strike("four", "The mill fell.", 12)
	tell(t, l, four)
	if incidentOf(t, l, four) == "" {
		t.Fatal("the fourth stands alone: the test sees nothing")
	}
	opinion := four
	opinion.reading.Reader = "invented/2"
	opinion.reading.Claims = slices.Clone(four.reading.Claims)
	opinion.reading.Claims[0].Event, opinion.reading.Claims[0].Counts = nil, nil
	if len(mentionsOf(opinion.reading)) != 0 {
		t.Fatal("an opinion of few words makes a mention: the test sees nothing")
	}
	tell(t, l, opinion)
	if got := incidentOf(t, l, opinion); got != "" {
		t.Errorf("what is read as an opinion now stands in %q", got)
	}
	relinked(t, l, "after a claim was read as an opinion")
	l.Close()
	sound(t, l.Dir())
}

// TestWithdrawLinked: a report that is withdrawn leaves its incidents, and
// what is left of them stands as before, by decisions of people as well.
func TestWithdrawLinked(t *testing.T) {
	l, _ := newLedger(t)
	var all []told
	for i := range 5 {
		n := strike(fmt.Sprint("report ", i), fmt.Sprintf("Shells struck the mill at dawn, says witness %d.", i), 12)
		all = append(all, n)
		tell(t, l, n)
	}
	id := incidentOf(t, l, all[0])
	if _, err := l.Split(t.Context(), id, []string{all[1].reading.Claims[0].ID, all[2].reading.Claims[0].ID}, "Ada", "two mills"); err != nil {
		t.Fatal(err)
	}
	other := incidentOf(t, l, all[1])
	if _, err := l.Withdraw(t.Context(), all[0].report.ID, "Ada", "safety"); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"", other, other, id, id} {
		if got := incidentOf(t, l, all[i]); got != want {
			t.Errorf("the claim of report %d stands in %q, want %q", i, got, want)
		}
	}
	relinked(t, l, "after a withdrawal")
	tell(t, l, strike("after", "Shells struck the mill at dawn, says another.", 12))
	relinked(t, l, "after a withdrawal and a report")
	if incidentOf(t, l, all[1]) == incidentOf(t, l, all[3]) {
		t.Error("the withdrawal undid what a person had split")
	}
	l.Close()
	sound(t, l.Dir())
}

// TestWithdrawSplit: with a report go the records that named its claim in an
// incident which it had left, and what that incident holds is said anew.
func TestWithdrawSplit(t *testing.T) {
	l, _ := newLedger(t)
	var all []told
	for i := range 4 {
		n := strike(fmt.Sprint("report ", i), fmt.Sprintf("Shells struck the mill at dawn, says witness %d.", i), 12)
		all = append(all, n)
		tell(t, l, n)
	}
	id := incidentOf(t, l, all[0])
	if _, err := l.Split(t.Context(), id, []string{all[2].reading.Claims[0].ID}, "Ada", "another mill"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Withdraw(t.Context(), all[2].report.ID, "Ada", "safety"); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{id, id, "", id} {
		if got := incidentOf(t, l, all[i]); got != want {
			t.Errorf("the claim of report %d stands in %q, want %q", i, got, want)
		}
	}
	relinked(t, l, "after the withdrawal of what had been split off")
	l.Close()
	sound(t, l.Dir())
}

// TestMentionBytes: a mention is read back from the table as it was.
func TestMentionBytes(t *testing.T) {
	n := newsOf(rand.New(rand.NewPCG(3, 3)), "report", 6)
	for _, m := range mentionsOf(n.reading) {
		found := evidence.Outline{From: "2020-10-28", To: "2020-10-28", Places: []string{"Barda"}, Claims: 1}
		r := store.MentionRecord{Claim: m.Claim.String(), Report: n.report.ID, Entry: 7, Mention: encodeMention(m, found)}
		back, behind, err := parseMention(r)
		if o, wrong := parseOutline(behind); err != nil || wrong != nil || back != m || !reflect.DeepEqual(o, found) {
			t.Errorf("%+v is read back as %+v with %+v, %v, %v", m, back, o, err, wrong)
		}
		r.Mention = r.Mention[1:]
		if _, _, err := parseMention(r); err == nil || !strings.Contains(err.Error(), "rebuild") || !strings.Contains(err.Error(), r.Claim) {
			t.Errorf("a mention of another layout: %v", err)
		}
	}
}
