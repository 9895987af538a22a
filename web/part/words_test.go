package part

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"tallystick/evidence"
	"tallystick/publish"
	"tallystick/web/message"
)

// Every stance and modality of the vocabulary has its words, in its order, and
// no two stances share a label.
func TestVocabulary(t *testing.T) {
	var stances []evidence.Stance
	labels := make(map[string]bool)
	for _, w := range Stances {
		stances = append(stances, w.Stance)
		for _, l := range message.Languages {
			label := w.Label.In(l)
			if w.Verb.In(l) == "" || w.Many.In(l) == "" || utf8.RuneCountInString(label) != 3 || w.Means.In(l) == "" || labels[l.Code+label] {
				t.Errorf("in %s, stance %s is said as %q, %q, %q", l.Name, w.Stance, w.Verb.In(l), w.Many.In(l), label)
			}
			labels[l.Code+label] = true
		}
		for _, rule := range []string{"." + string(w.Stance) + " {", "--" + string(w.Stance) + "-tint:"} {
			if !strings.Contains(Style, rule) {
				t.Errorf("the style sheet has no %s", rule)
			}
		}
	}
	if !slices.Equal(stances, evidence.Stances) {
		t.Errorf("stances are explained as %v, the vocabulary is %v", stances, evidence.Stances)
	}
	var modalities []evidence.Modality
	for _, w := range Modalities {
		modalities = append(modalities, w.Modality)
	}
	if !slices.Equal(modalities, evidence.Modalities) {
		t.Errorf("modalities are explained as %v, the vocabulary is %v", modalities, evidence.Modalities)
	}
}

// A page says "admits" only of a claim whose stance is to admit.
func TestAdmits(t *testing.T) {
	for _, w := range Stances {
		if verb := w.Verb.In(message.English); (verb == "admits") != (w.Stance == evidence.Admit) {
			t.Errorf("stance %s is said as %q", w.Stance, verb)
		}
	}
}

func TestSeveral(t *testing.T) {
	for name, want := range map[string]bool{
		"Both sides": true, "officials": true, "Officials": false, "officials in Linn": true, "Northern authorities": true,
		"each side": false, "United Nations": false, "The Times": false, "spokesman of the armed forces": false, "one of the drivers": false,
		"press": false, "Ada Venn": false, "": false,
	} {
		if got := several(name); got != want {
			t.Errorf("%q is several: %v, want %v", name, got, want)
		}
	}
}

func TestIntervalWords(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"", "", "at a time not known"},
		{"2020-11-04", "2020-11-04", "4 November 2020"},
		{"2020-11-04", "2020-11-06", "4 November 2020 to 6 November 2020"},
		{"2020-11-04", "", "from 4 November 2020"},
		{"", "2020-11-04", "until 4 November 2020"},
		{"2020-11-04T09:05:00Z", "2020-11-04T09:05:00Z", "4 November 2020, 09:05 UTC"},
		{"2020-11-04T09:05:00+04:00", "2020-11-04T09:05:00+04:00", "4 November 2020, 09:05 +04:00"},
		{"some day", "some day", "some day"},
	} {
		if got := IntervalWords(evidence.Interval{From: c.from, To: c.to}).In(message.English); got != c.want {
			t.Errorf("%q to %q is %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

func TestBasisWords(t *testing.T) {
	for _, c := range []struct{ basis, want string }{
		{"meta article:published_time", ""},
		{"JSON-LD datePublished", ""},
		{"date line, time zone not given", "date line, time zone not given"},
		{"date in the address", "date in the address"},
		{"", ""},
	} {
		if got := message.English.T(BasisWords(evidence.Interval{From: "2020-11-04", Basis: c.basis})); got != c.want {
			t.Errorf("basis %q is said as %q, want %q", c.basis, got, c.want)
		}
	}
}

func TestParseAsOf(t *testing.T) {
	for _, c := range []struct{ s, want string }{
		{"2020-11-12", "2020-11-12T23:59:59Z"},
		{"2020-11-12T18:00:00Z", "2020-11-12T18:00:00Z"},
		{"2020-11-12T18:00:00+04:00", "2020-11-12T14:00:00Z"},
		{"2020-11-12T18:00", "2020-11-12T18:00:00Z"}, // as a field sends it
		{"2020-11-12T18:00:07", "2020-11-12T18:00:07Z"},
		{"2020-11-12T18:00:00 04:00", "2020-11-12T14:00:00Z"}, // the plus not escaped
	} {
		got, err := ParseAsOf(c.s)
		if err != nil || got.Format(time.RFC3339) != c.want {
			t.Errorf("%q is %v, %v; want %s", c.s, got, err, c.want)
		}
	}
	for _, bad := range []string{"yesterday", "2020-13-01", "12/11/2020", "2020-11-12 18:00", "' OR 1=1"} {
		if got, err := ParseAsOf(bad); err == nil {
			t.Errorf("%q is %v, want an error", bad, got)
		}
	}
}

func TestPolicyWords(t *testing.T) {
	for _, c := range []struct {
		policy      publish.Policy
		delay, grid string
	}{
		{publish.Standard, "72 hours", "11 km"},
		{publish.Policy{Delay: publish.Delay(time.Hour), Grid: 0.5}, "1 hour", "56 km"},
		{publish.Policy{Delay: publish.Delay(90 * time.Minute), Grid: 0.005}, "1h30m0s", "556 m"},
	} {
		if got := Delay(c.policy).In(message.English); got != c.delay {
			t.Errorf("delay is said as %q, want %q", got, c.delay)
		}
		if got := Grid(c.policy).In(message.English); got != c.grid {
			t.Errorf("grid is said as %q, want %q", got, c.grid)
		}
	}
}

func TestLang(t *testing.T) {
	for tag, want := range map[string]string{"en": "en", "az-Cyrl": "az-Cyrl", `en" onload="x`: "", "": "", "english": ""} {
		if got := Lang(tag); got != want {
			t.Errorf("language %q gives %q, want %q", tag, got, want)
		}
	}
}
