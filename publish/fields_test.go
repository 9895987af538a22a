package publish

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"tallystick/evidence"
)

// everyString calls visit with every string of a value, however deep, and where it
// lies.
func everyString(v reflect.Value, path string, visit func(path string, v reflect.Value)) {
	switch v.Kind() {
	case reflect.String:
		visit(path, v)
	case reflect.Pointer:
		if !v.IsNil() {
			everyString(v.Elem(), path, visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			everyString(v.Index(i), fmt.Sprintf("%s[%d]", path, i), visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			everyString(v.Field(i), path+"."+v.Type().Field(i).Name, visit)
		}
	}
}

// filled returns a value with every pointer and list filled, once or twice
// deep, and a harmless word in every string.
func filled(kind reflect.Type, depth int) reflect.Value {
	v := reflect.New(kind).Elem()
	switch kind.Kind() {
	case reflect.String:
		v.SetString("word")
	case reflect.Pointer:
		v.Set(reflect.New(kind.Elem()))
		v.Elem().Set(filled(kind.Elem(), depth))
	case reflect.Slice:
		if depth > 0 {
			v.Set(reflect.Append(v, filled(kind.Elem(), depth-1)))
		}
	case reflect.Struct:
		for i := range kind.NumField() {
			v.Field(i).Set(filled(kind.Field(i).Type, depth))
		}
	}
	return v
}

// full is a dossier whose second claim and report have something in every
// field, and whose first names a private person.
func full() Dossier {
	d := licensed(story("Anna Siskin, a resident, saw it.", "The bridge stands."))
	claim := filled(reflect.TypeFor[evidence.Claim](), 4).Interface().(evidence.Claim)
	claim.ID, claim.Content = d.Claims[1].Claim.ID, d.Claims[1].Claim.Content
	claim.Event.Time = &evidence.Interval{From: "2020-10-01", To: "2020-10-01", Text: "word", Basis: "word"}
	claim.Event.Places[0].Precision = "town"
	claim.Source.Private, claim.Event.Agents[0].Private, claim.Event.Targets[0].Private = false, false, false
	d.Claims[1].Claim = claim
	report := filled(reflect.TypeFor[evidence.Report](), 4).Interface().(evidence.Report)
	report.ID, report.Text, report.Published, report.Language = d.Report.ID, d.Report.Text, d.Report.Published, "en"
	report.Published.Text = "word"
	d.Report = report
	d.People = []evidence.Actor{{Name: "Anna Siskin", Role: "resident", Private: true}}
	for i := range d.Claims {
		d.Claims[i].accept(int64(5+2*i), "Ada", "Grace")
	}
	return d
}

// TestEveryFieldIsGuarded puts a private name, then a position, into every
// string of a claim and of a report in turn: the public sees neither.
func TestEveryFieldIsGuarded(t *testing.T) {
	if r, _ := Of(full(), Standard, later); len(r.Claims) != 2 || r.Caption == nil || r.Title != "word" {
		t.Fatalf("the harmless report is held back: %+v", r)
	}
	tried := 0
	try := func(which string, part func(*Dossier) reflect.Value) {
		d := full()
		var paths []string
		everyString(part(&d), which, func(path string, _ reflect.Value) { paths = append(paths, path) })
		for _, path := range paths {
			if path == "report.Text" {
				continue
			}
			for _, secret := range []struct{ text, found string }{{"by Anna Siskin", "siskin"}, {"at 40.3744, 47.1266", "40.37"}} {
				tried++
				d := full()
				everyString(part(&d), which, func(at string, v reflect.Value) {
					if at == path {
						v.SetString(secret.text)
					}
				})
				r, _ := Of(d, Standard, later)
				b, err := json.Marshal(r)
				if err != nil {
					t.Fatal(err)
				}
				if strings.Contains(strings.ToLower(string(b)), secret.found) {
					t.Errorf("%s gives away %q: %s", path, secret.text, b)
				}
				if which == "claim" && secret.found == "40.37" && len(r.Claims) != 1 {
					t.Errorf("%s holds a position and the claim is public", path)
				}
				if which == "claim" && len(r.Claims) == 2 && Discloses(r.Claims[1], d.Claims[1].Claim) {
					t.Errorf("%s names somebody and the decision is disclosed", path)
				}
			}
		}
	}
	try("claim", func(d *Dossier) reflect.Value { return reflect.ValueOf(&d.Claims[1].Claim).Elem() })
	try("report", func(d *Dossier) reflect.Value { return reflect.ValueOf(&d.Report).Elem() })
	if tried < 120 {
		t.Errorf("only %d fields were tried", tried)
	}
}

// TestDiscloses: a decision is disclosed when its copy of the claim says in
// every field what the public sees.
func TestDiscloses(t *testing.T) {
	lat, lon := 40.37441, 47.12665
	d := full()
	d.Claims[1].Claim.RespondsTo = d.Claims[0].Claim.ID
	d.Claims[1].Claim.Event.Places[0].Lat, d.Claims[1].Claim.Event.Places[0].Lon = &lat, &lon
	r, _ := Of(d, Standard, later)
	decided := func() evidence.Claim {
		c := d.Claims[1].Claim
		c.Event = pointer(c.Event, func(e evidence.Event) evidence.Event {
			e.Places = each(e.Places, func(p evidence.Place) evidence.Place { p.Lat, p.Lon = nil, nil; return p })
			return e
		})
		return c
	}
	if !Discloses(r.Claims[1], decided()) {
		t.Error("a copy that says what the public sees is not disclosed")
	}
	if Discloses(r.Claims[1], d.Claims[1].Claim) {
		t.Error("a copy with coordinates is disclosed")
	}
	for name, change := range map[string]func(c *evidence.Claim){
		"cue":        func(c *evidence.Claim) { c.Cue.Text = "other" },
		"role":       func(c *evidence.Claim) { c.Source.Role = "other" },
		"instrument": func(c *evidence.Claim) { c.Event.Instrument = "other" },
		"address":    func(c *evidence.Claim) { c.Evidence = []string{"https://other.example"} },
		"a place":    func(c *evidence.Claim) { c.Event.Places = append(c.Event.Places, evidence.Place{Name: "other"}) },
	} {
		c := pointer(new(evidence.Claim), func(evidence.Claim) evidence.Claim { return decided() })
		c.Cue = pointer(c.Cue, func(s evidence.Span) evidence.Span { return s })
		change(c)
		if Discloses(r.Claims[1], *c) {
			t.Errorf("a copy with another %s is disclosed", name)
		}
	}
	d.Claims[1].Accepts[0].Reason = "Siskin was called"
	r, _ = Of(d, Standard, later)
	if b, _ := json.Marshal(r); strings.Contains(string(b), "Siskin") || Discloses(r.Claims[1], decided()) {
		t.Errorf("a reason names somebody and is disclosed: %s", b)
	}
	d.Claims[1].Accepts[0].Reason = "seen at 40.3744, 47.1266"
	r, _ = Of(d, Standard, later)
	if b, _ := json.Marshal(r); strings.Contains(string(b), "40.37") || Discloses(r.Claims[1], decided()) {
		t.Errorf("a reason tells a position and is disclosed: %s", b)
	}
	d.Licence, d.Claims[1].Accepts[0].Reason = "", "seen"
	r, _ = Of(d, Standard, later)
	if Discloses(r.Claims[1], decided()) {
		t.Error("a copy with words outside the excerpt is disclosed")
	}
}

// TestWordless: a claim for which the excerpt has no room says in no field what
// the text says.
func TestWordless(t *testing.T) {
	d := full()
	d.Licence = ""
	c := &d.Claims[1].Claim
	c.Source.Text, c.Cue.Text, c.Parts[0].Text = "SOURCEWORDS", "CUEWORDS", "PARTWORDS"
	c.Event.Agents[0] = evidence.Actor{Text: "AGENTWORDS", Name: "AGENTWORDS"}
	c.Event.Targets[0] = evidence.Actor{Text: "TARGETWORDS", Name: "border guards"}
	c.Event.Places[0].Text, c.Event.Places[0].Name = "PLACEWORDS", "Barda"
	c.Event.Instrument, c.Event.Time.Text = "the long INSTRUMENTWORDS", "TIMEWORDS"
	c.Counts[0].Who, c.Losses[0].Model = "WHOWORDS", "MODELWORDS"
	c.Control.Place = "Barda"
	c.Access.Route, c.Access.To = "ROUTEWORDS", "TOWORDS"
	r, _ := Of(d, Standard, later)
	b, _ := json.Marshal(r)
	if strings.Contains(string(b), "WORDS") || strings.Contains(string(b), "bridge") || len(r.Excerpts) != 0 || r.Claims[1].Sentence != "" {
		t.Errorf("the public sees %s", b)
	}
	for _, kept := range []string{"border guards", "Barda"} {
		if !strings.Contains(string(b), kept) {
			t.Errorf("%q is gone: %s", kept, b)
		}
	}
	c.Event.Instrument = "cluster rocket"
	if r, _ := Of(d, Standard, later); r.Claims[1].Event.Instrument != "cluster rocket" {
		t.Errorf("the instrument is %q", r.Claims[1].Event.Instrument)
	}
}

// TestHeadline: a headline that may tell what no claim lets out is replaced.
func TestHeadline(t *testing.T) {
	for _, c := range []struct {
		name, title string
		make        func(d *Dossier)
		want        string
	}{
		{"plain", "Rockets over the valley", func(*Dossier) {}, "Rockets over the valley"},
		{"none", "", func(*Dossier) {}, ""},
		{"what an accepted claim says", "The bridge still stands", func(*Dossier) {}, "The bridge still stands"},
		{"what an undecided claim says", "Guns moved to hill 302 an hour ago", func(d *Dossier) { d.Claims[0].Accepts = nil }, "Report of 2020-10-28"},
		{"what a rejected claim says", "GUNS MOVED to Hill 302", func(d *Dossier) { d.Claims[0].Refused = true }, "Report of 2020-10-28"},
		{"something else than the undecided claim", "Rockets over the valley", func(d *Dossier) { d.Claims[0].Accepts = nil }, "Rockets over the valley"},
		{"a position", "Guns at 40.3744, 47.1266", func(*Dossier) {}, "Report of 2020-10-28"},
		{"a fresh claim", "Rockets over the valley", func(d *Dossier) {
			d.Claims[0].Claim.Event = &evidence.Event{Time: &evidence.Interval{From: "2020-12-19", To: "2020-12-19"}}
		}, "Report of 2020-10-28"},
		{"no date", "Guns at 40.3744, 47.1266", func(d *Dossier) { d.Report.Published = evidence.Interval{} }, "Report captured on 2020-11-20"},
		{"a name", "What Siskin saw", func(d *Dossier) { d.People = []evidence.Actor{{Name: "Anna Siskin", Role: "resident"}} }, "What [resident] saw"},
	} {
		d := licensed(story("Guns have moved to hill 302.", "The bridge stands."))
		d.Report.Title = c.title
		for i := range d.Claims {
			d.Claims[i].accept(int64(5+i), "Ada")
		}
		c.make(&d)
		if r := public(t, d, later); r.Title != c.want || len(r.Claims) == 0 {
			t.Errorf("%s: %q over %d claims, want %q", c.name, r.Title, len(r.Claims), c.want)
		}
	}
}

func TestByline(t *testing.T) {
	d := full()
	d.Report.Byline = "Grace Hopper"
	if r, _ := Of(d, Standard, later); r.Byline != "Grace Hopper" {
		t.Errorf("the byline is %q", r.Byline)
	}
	d.Report.Byline = "Anna Siskin"
	if r, _ := Of(d, Standard, later); r.Byline != "" {
		t.Errorf("the byline is %q", r.Byline)
	}
}
