package publish

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tallystick/evidence"
)

var (
	captured = time.Date(2020, 11, 20, 12, 0, 0, 0, time.UTC)
	later    = captured.AddDate(0, 1, 0)
)

// story is a report of sentences with one narrator's claim on each.
func story(sentences ...string) Dossier {
	d := Dossier{Captured: captured, Report: evidence.Report{
		ID: evidence.Hash([]byte("story")), Title: "A story", Text: strings.Join(sentences, " "), Extractor: "test",
		Published: evidence.Interval{From: "2020-10-28", To: "2020-10-28", Basis: "test"},
	}}
	at := 0
	for i, s := range sentences {
		span := evidence.SpanOf(d.Report.Text, at, at+len(s))
		d.Sentences = append(d.Sentences, span)
		d.Claims = append(d.Claims, Candidate{Entry: 3, Held: -1, Claim: evidence.Claim{
			ID: evidence.ClaimID(d.Report.TextHash(), span, evidence.Assert, i), Stance: evidence.Assert, Modality: evidence.Stated,
			Source: evidence.Source{Kind: evidence.Narrator}, Content: span, Rules: []string{"test"},
		}})
		at += len(s) + 1
	}
	return d
}

// accept marks a claim accepted by the people named, in entries from n on.
func (c *Candidate) accept(n int64, by ...string) {
	for i, name := range by {
		c.Accepts = append(c.Accepts, Ruling{Entry: n + int64(i), At: captured, By: name, Reason: "seen"})
	}
	c.Held = n
}

// licensed lets the whole text be shown, so that only the gate is tested.
func licensed(d Dossier) Dossier {
	d.Licence = "CC0"
	return d
}

func public(t *testing.T, d Dossier, now time.Time) Report {
	t.Helper()
	r, _ := Of(d, Standard, now)
	return r
}

func TestGate(t *testing.T) {
	lat, lon := 40.37441, 47.12665
	at := func(precision string) *evidence.Event {
		return &evidence.Event{Type: "ASSAULT", Places: []evidence.Place{{Name: "Barda", Lat: &lat, Lon: &lon, Precision: precision}}}
	}
	when := func(day string) *evidence.Event {
		return &evidence.Event{Type: "ASSAULT", Time: &evidence.Interval{From: day, To: day}}
	}
	for _, c := range []struct {
		name string
		make func(d *Dossier)
		now  time.Time
		want bool
	}{
		{"accepted", func(d *Dossier) { d.Claims[0].accept(5, "Ada") }, later, true},
		{"undecided", func(d *Dossier) {}, later, false},
		{"rejected since", func(d *Dossier) { d.Claims[0].accept(5, "Ada"); d.Claims[0].Refused = true }, later, false},
		{"published today", func(d *Dossier) { d.Claims[0].accept(5, "Ada"); d.Report.Published = day("2020-11-20") }, captured, false},
		{"published today, seen three days on", func(d *Dossier) { d.Claims[0].accept(5, "Ada"); d.Report.Published = day("2020-11-20") }, captured.Add(72 * time.Hour), true},
		{"no date, captured today", func(d *Dossier) { d.Claims[0].accept(5, "Ada"); d.Report.Published = evidence.Interval{} }, captured.Add(71 * time.Hour), false},
		{"earliest date only, captured today", func(d *Dossier) {
			d.Claims[0].accept(5, "Ada")
			d.Report.Published = evidence.Interval{From: "2019-01-01"}
		}, captured.Add(71 * time.Hour), false},
		{"a date after the capture is not waited for", func(d *Dossier) { d.Claims[0].accept(5, "Ada"); d.Report.Published = day("2120-01-01") }, captured.Add(72 * time.Hour), true},
		{"it tells of yesterday", func(d *Dossier) { d.Claims[0].accept(5, "Ada"); d.Claims[0].Claim.Event = when("2020-12-19") }, later, false},
		{"it tells of last week", func(d *Dossier) { d.Claims[0].accept(5, "Ada"); d.Claims[0].Claim.Event = when("2020-12-10") }, later, true},
		{"a town", func(d *Dossier) { d.Claims[0].accept(5, "Ada"); d.Claims[0].Claim.Event = at("town") }, later, true},
		{"a hill", func(d *Dossier) { d.Claims[0].accept(5, "Ada"); d.Claims[0].Claim.Event = at("feature") }, later, false},
		{"a place of unknown precision", func(d *Dossier) {
			d.Claims[0].accept(5, "Ada")
			d.Claims[0].Claim.Event = &evidence.Event{Places: []evidence.Place{{Span: evidence.SpanOf(d.Report.Text, 16, 20), Name: "town"}}}
		}, later, false},
		{"a place that the text calls a village", func(d *Dossier) {
			*d = story("Rockets hit the village of Barda.", "The bridge stands.")
			d.Claims[0].accept(5, "Ada")
			d.Claims[0].Claim.Event = &evidence.Event{Places: []evidence.Place{{Span: evidence.SpanOf(d.Report.Text, 27, 32), Name: "Barda"}}}
		}, later, true},
		{"it tells of yesterday on, with no end", func(d *Dossier) {
			d.Claims[0].accept(5, "Ada")
			d.Claims[0].Claim.Event = &evidence.Event{Time: &evidence.Interval{From: "2020-12-19"}}
		}, later, false},
		{"a private person, one person in three spellings", func(d *Dossier) {
			d.Claims[0].accept(5, "Ada", "Ada ", "ADA")
			d.Claims[0].Claim.Source = resident()
		}, later, false},
		{"coordinates of unknown precision", func(d *Dossier) { d.Claims[0].accept(5, "Ada"); d.Claims[0].Claim.Event = at("") }, later, false},
		{"a private person, one signature", func(d *Dossier) { d.Claims[0].accept(5, "Ada"); d.Claims[0].Claim.Source = resident() }, later, false},
		{"a private person, one person twice", func(d *Dossier) { d.Claims[0].accept(5, "Ada", "Ada"); d.Claims[0].Claim.Source = resident() }, later, false},
		{"a private person, two signatures", func(d *Dossier) { d.Claims[0].accept(5, "Ada", "Grace"); d.Claims[0].Claim.Source = resident() }, later, true},
	} {
		d := story("Rockets hit the town.", "The bridge stands.")
		c.make(&d)
		if got := len(public(t, licensed(d), c.now).Claims) == 1; got != c.want {
			t.Errorf("%s: public %v, want %v", c.name, got, c.want)
		}
	}
}

func day(d string) evidence.Interval { return evidence.Interval{From: d, To: d, Basis: "test"} }

func resident() evidence.Source {
	return evidence.Source{Span: &evidence.Span{Start: 0, End: 7, Text: "Rockets"}, Name: "Anna Siskin", Role: "resident", Private: true, Kind: evidence.ThirdParty}
}

func TestPositionsInWordsAreHeldBack(t *testing.T) {
	for _, s := range here {
		d := licensed(story(s, "The bridge stands."))
		d.Claims[0].accept(5, "Ada")
		d.Claims[1].accept(6, "Ada")
		r := public(t, d, later)
		if len(r.Claims) != 1 || len(r.Excerpts) != 1 {
			t.Errorf("%q is let out", s)
		}
	}
}

func TestCoordinatesAreRounded(t *testing.T) {
	lat, lon := 40.37441, -47.18665
	d := licensed(story("Rockets hit the town."))
	d.Claims[0].accept(5, "Ada")
	d.Claims[0].Claim.Event = &evidence.Event{Places: []evidence.Place{{Name: "Barda", Lat: &lat, Lon: &lon, Precision: "town"}}}
	p := public(t, d, later).Claims[0].Event.Places[0]
	if *p.Lat != 40.4 || *p.Lon != -47.2 || lat != 40.37441 {
		t.Errorf("rounded to %v %v and the reading to %v; want 40.4 -47.2 and no change", *p.Lat, *p.Lon, lat)
	}
}

func TestPrivatePeopleAreShownByRole(t *testing.T) {
	d := licensed(story("Anna Siskin, a resident, saw it.", "Later Siskin left, and the Siskinds stayed."))
	d.Claims[0].accept(5, "Ada", "Grace")
	d.Claims[1].accept(7, "Ada", "Grace")
	d.Claims[0].Claim.Source = resident()
	d.Report.Title = "What Anna Siskin saw"
	r := public(t, d, later)
	b, _ := json.Marshal(r)
	if strings.Contains(string(b), "Siskin ") || strings.Contains(string(b), "Anna") || !strings.Contains(string(b), "[resident]") || !strings.Contains(string(b), "Siskinds") {
		t.Errorf("the public sees %s", b)
	}
	if Discloses(r.Claims[0], d.Claims[0].Claim) || Discloses(r.Claims[1], d.Claims[1].Claim) {
		t.Error("a decision that names somebody who is masked is disclosed")
	}
}

// TestNamesOutsideClaims: a private person whom the text names is masked in
// every spelling, also where no claim was read, and the claims of that sentence
// need two signatures.
func TestNamesOutsideClaims(t *testing.T) {
	d := licensed(story("Rockets hit the house of ANNA  SISKIN, whose brother Siskin-Vell saw it.", "The bridge stands.", "Anna’s mother wept."))
	d.People = []evidence.Actor{{Name: "Anna Siskin", Role: "Siskin's daughter", Private: true}}
	d.Claims[0].accept(5, "Ada")
	d.Claims[1].accept(6, "Ada")
	r := public(t, d, later)
	if len(r.Claims) != 1 || r.Claims[0].ID != d.Claims[1].Claim.ID {
		t.Errorf("with one signature %d claims are public, want the bridge alone", len(r.Claims))
	}
	d.Claims[0].accept(7, "Grace")
	b, _ := json.Marshal(public(t, d, later))
	if lower := strings.ToLower(string(b)); strings.Contains(lower, "siskin") || strings.Contains(lower, "anna") || !strings.Contains(lower, "[name withheld]") {
		t.Errorf("the public sees %s", b)
	}
}

// TestHarmBesidePublic: a sentence that holds a claim which may not be seen is
// not shown for another claim's sake.
func TestHarmBesidePublic(t *testing.T) {
	d := licensed(story("Rockets hit the town while guns stood on the hill.", "The bridge stands."))
	other := d.Claims[0]
	other.Claim.ID = "another"
	other.Claim.Event = &evidence.Event{Places: []evidence.Place{{Name: "the hill", Precision: "feature"}}}
	d.Claims = append(d.Claims, other)
	d.Claims[0].accept(5, "Ada")
	r := public(t, d, later)
	if len(r.Claims) != 1 || r.Claims[0].Sentence != "" || r.Claims[0].Content.Text != "" || slices.ContainsFunc(r.Excerpts, func(s evidence.Span) bool { return strings.Contains(s.Text, "hill") }) {
		t.Errorf("the public sees %+v", r)
	}
}

// TestExcerptBound: whatever is accepted in whatever order, all that was ever
// shown of a text stays within the bound, and what is shown is in the text.
func TestExcerptBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "sentences")
		var sentences []string
		for i := range n {
			sentences = append(sentences, fmt.Sprintf("Sentence %d %s.", i, strings.Repeat("word ", rapid.IntRange(1, 12).Draw(t, "words"))))
		}
		d := story(sentences...)
		order := rapid.Permutation(indexes(n)).Draw(t, "order")
		everShown := make(map[int]bool) // bytes
		for step, i := range order[:rapid.IntRange(0, n).Draw(t, "accepted")] {
			d.Claims[i].accept(int64(10+step), "Ada")
			if rapid.IntRange(0, 4).Draw(t, "reject") == 0 {
				d.Claims[order[rapid.IntRange(0, step).Draw(t, "which")]].Refused = true
			}
			r, _ := Of(d, Standard, later)
			for _, s := range r.Excerpts {
				if err := s.Check(d.Report.Text); err != nil {
					t.Fatal(err)
				}
				for at := s.Start; at < s.End; at++ {
					everShown[at] = true
				}
			}
			for _, c := range r.Claims {
				if c.Content.Text != "" && c.Sentence == "" {
					t.Fatalf("claim %d shows words without its sentence", c.Content.Start)
				}
			}
		}
		if float64(len(everShown)) > Standard.Excerpt*float64(len(d.Report.Text)) {
			t.Fatalf("%d of %d bytes were shown", len(everShown), len(d.Report.Text))
		}
	})
}

func indexes(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

func TestCSV(t *testing.T) {
	d := licensed(story("=HYPERLINK(1) hit the town.", "+4 people died, \"many\" more were hurt."))
	four := int64(4)
	for i := range d.Claims {
		d.Claims[i].accept(5, "Ada")
	}
	d.Claims[1].Claim.Counts = []evidence.Count{{ID: "n1", What: "killed", Who: "people", Min: &four, Start: 0, End: 1}}
	var b strings.Builder
	out, err := NewClaimCSV(&b)
	if err = errors.Join(err, out.Write(public(t, d, later)), out.Close()); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%d rows %v", len(rows), err)
	}
	column := func(row int, name string) string { return rows[row][slices.Index(Columns, name)] }
	if got := column(1, "content"); !strings.HasPrefix(got, "'=HYPERLINK") {
		t.Errorf("a formula is written as %q", got)
	}
	if got := column(2, "counts"); got != "at least 4 people killed" {
		t.Errorf("counts: %q", got)
	}
	if got := column(1, "accepted_by"); got != "Ada" {
		t.Errorf("accepted by %q", got)
	}
}
