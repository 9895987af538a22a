package evidence

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func TestInterval(t *testing.T) {
	for _, c := range []struct {
		in               Interval
		earliest, latest string
		ok               bool
	}{
		{Interval{}, "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", true},
		{Interval{From: "2020-11-04", To: "2020-11-04"}, "2020-11-03T10:00:00Z", "2020-11-05T11:59:59Z", true}, // any zone on earth
		{Interval{From: "2020-11-06T06:57:01Z"}, "2020-11-06T06:57:01Z", "0001-01-01T00:00:00Z", true},
		{Interval{From: "2020-11-04T10:00:00+04:00", To: "2020-11-04T10:00:00+04:00"}, "2020-11-04T06:00:00Z", "2020-11-04T06:00:00Z", true},
		{Interval{From: "yesterday"}, "", "", false},
		{Interval{From: "2020-11-06T06:57:01Z", To: "2020-11-01T00:00:00Z"}, "", "", false},
	} {
		if err := c.in.Check(); (err == nil) != c.ok {
			t.Errorf("%+v: %v", c.in, err)
		}
		if !c.ok {
			continue
		}
		if got := c.in.Earliest().UTC().Truncate(time.Second).Format(time.RFC3339); got != c.earliest {
			t.Errorf("%+v: earliest %s, want %s", c.in, got, c.earliest)
		}
		if got := c.in.Latest().UTC().Truncate(time.Second).Format(time.RFC3339); got != c.latest {
			t.Errorf("%+v: latest %s, want %s", c.in, got, c.latest)
		}
	}
}

// TestCountable: only what is stated or hedged, and asserted, accused,
// confirmed or admitted, may ever enter a total.
func TestCountable(t *testing.T) {
	countable := 0
	for _, s := range Stances {
		for _, m := range Modalities {
			if (Claim{Stance: s, Modality: m}).Countable() {
				countable++
				if strings.Contains("deny reject demand promise warn", string(s)) || strings.Contains("conditional possible negated question", string(m)) {
					t.Errorf("%s, %s is countable", s, m)
				}
			}
		}
	}
	if countable != 8 {
		t.Errorf("%d combinations are countable, want 4 stances of 2 modalities", countable)
	}
}

// TestClaimCheck: a claim that breaks the reading format says how.
func TestClaimCheck(t *testing.T) {
	const text = "Rockets hit the town."
	content := SpanOf(text, 0, 7)
	good := Claim{ID: ClaimID(Hash([]byte(text)), content, Assert, 0), Stance: Assert, Modality: Stated, Source: Source{Kind: Narrator}, Content: content, Rules: []string{"r"}}
	if err := good.Check(text); err != nil {
		t.Fatal(err)
	}
	two, one := int64(2), int64(1)
	for want, spoil := range map[string]func(c *Claim){
		"claim id":         func(c *Claim) { c.ID = "x" },
		"unknown stance":   func(c *Claim) { c.Stance = "shout" },
		"unknown modality": func(c *Claim) { c.Modality = "maybe" },
		"names no rule":    func(c *Claim) { c.Rules = nil },
		"a source has a":   func(c *Claim) { c.Source = Source{Kind: Party} },
		"the text has":     func(c *Claim) { c.Content.Text = "Rocket!" },
		"lies outside":     func(c *Claim) { c.Cue = &Span{Start: 5, End: 500} },
		"but at most":      func(c *Claim) { c.Counts = []Count{{What: "killed", Min: &two, Max: &one, Start: 0, End: 1}} },
		"number at":        func(c *Claim) { c.Losses = []Loss{{Class: "tank", Start: 3, End: 3}} },
	} {
		c := good
		spoil(&c)
		if err := c.Check(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// TestEnvelope: canonical JSON, its bound, and a payload held to its
// commitment.
func TestEnvelope(t *testing.T) {
	salt, payload := bytes.Repeat([]byte{7}, SaltSize), []byte(`{"a":1}`)
	e := Entry{Envelope{Commitment: Commit(salt, payload), Kind: ReportText, Number: 900, Time: time.Date(2020, 11, 6, 6, 57, 1, 0, time.UTC), Version: FormatVersion}, salt, payload}
	if err := e.Check(); err != nil {
		t.Fatal(err)
	}
	b, err := e.Envelope.Encode()
	want := `{"about":[],"commitment":"` + e.Envelope.Commitment + `","kind":"report.text","number":900,"time":"2020-11-06T06:57:01Z","version":1}`
	if err != nil || string(b) != want {
		t.Errorf("encoded %s %v\nwant    %s", b, err, want)
	}
	spoilt := e
	spoilt.Payload = []byte(`{"a":2}`)
	if spoilt.Check() == nil {
		t.Error("another payload passes")
	}
	if gone := (Entry{Envelope: e.Envelope}); !gone.Withdrawn() || gone.Check() != nil {
		t.Error("a withdrawn entry does not pass")
	}
	long := e.Envelope
	for n := range int64(900) {
		long.About = append(long.About, n, n)
	}
	if _, err := long.Encode(); err == nil {
		t.Error("an envelope over the bound is encoded")
	}
}
