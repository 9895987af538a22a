package units

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tallystick/evidence"
	"tallystick/lexicon"
)

func TestModels(t *testing.T) {
	r := New(lexicon.Default())
	for _, c := range []struct{ listed, name, class, origin string }{
		{"T-72B3 Obr. 2016", "T-72B3 Obr. 2016", "tank", "RUS"},
		{"Т-72Б3 обр. 2016 г.", "T-72B3 Obr. 2016", "tank", "RUS"},
		{"T72B3 mod. 2016", "T-72B3 Obr. 2016", "tank", "RUS"},
		{"T-72 B3 (2016)", "T-72B3 Obr. 2016", "tank", "RUS"},
		{"T-72B3 M2016", "T-72B3 Obr. 2016", "tank", "RUS"},
		{"T-72B3 Obr. 2029", "T-72B3 Obr. 2029", "tank", "RUS"}, // not in the table: by the name that it begins with
		{"Unknown T-72", "Unknown T-72", "tank", "SUN"},
		{"T-72 *", "Unknown T-72", "tank", "SUN"},
		{"(Unknown) truck", "Unknown truck", "truck", "SUN"},
		{"unidentified truck", "Unknown truck", "truck", "SUN"},
		{"BMP-2(K)", "BMP-2K", "infantry fighting vehicle", "SUN"},
		{"БМП-2", "BMP-2", "infantry fighting vehicle", "SUN"},
		{"T-90M 'Proryv'", "T-90M Proryv", "tank", "RUS"},
		{"122mm 2B17 BM-21 'Grad'", "BM-21 Grad", "multiple rocket launcher", "SUN"},
		{"152mm 2S3(M) 'Akatsiya'", "2S3 Akatsiya", "self-propelled artillery", "SUN"},
		{"'Orlan-20' ''Kartograf'' reconnaissance UAV", "Orlan-20 Kartograf", "reconnaissance unmanned aerial vehicle", "RUS"},
		{"ZALA 421-16Е reconnaissance UAV", "ZALA 421-16E", "reconnaissance unmanned aerial vehicle", "RUS"}, // a Cyrillic Е
		{"Barnaul-T 9<U+0421>932-1 automated system for air defence units", "9S932-1", "command post vehicle", "RUS"},
		{"9A39M1-2 TEL (for 9K37M1-2 'Buk-M1-2')", "9A39M1-2", "surface-to-air missile system", "RUS"},
		{"9A310M1-2 TELAR (for 9K37M1-2 'Buk-M1-2')", "9A310M1-2", "surface-to-air missile system", "RUS"},
		{"River link pontoon (for PMP(-M) floating bridge system)", "River link pontoon (for PMP(-M) floating bridge system)", "engineering vehicle", ""},
		{"Ural-4320 with ZU-23 AA gun", "Ural-4320 with ZU-23 AA gun", "self-propelled anti-aircraft gun", "SUN"},
		{"Bayraktar TB2", "Bayraktar TB2", "unmanned combat aerial vehicle", "TUR"},
		{"Байрактар ТБ2", "Bayraktar TB2", "unmanned combat aerial vehicle", "TUR"},
		{"Merkava Mk. IV", "Merkava Mk 4", "tank", "ISR"},
		{"Ze'ev", "Ze'ev", "infantry mobility vehicle", "ISR"},
		{"Quadlok field ambulance", "Quadlok field ambulance", "vehicle", ""},
		{"Quadlok", "Quadlok", "", ""},
		{"NA", "", "", ""},
	} {
		u := r.Unit(evidence.Listing{Model: c.listed})
		if u.Model != c.name || u.Class != c.class || c.origin != "" && u.Origin != c.origin {
			t.Errorf("%s: %q, %q, %q; want %q, %q, %q (%v)", c.listed, u.Model, u.Class, u.Origin, c.name, c.class, c.origin, u.Rules)
		}
	}
	for model, want := range map[string]string{"T-72B3 Obr. 2016": "T-72", "T-72": "T-72", "BMP-2M Berezhok": "BMP-2", "T-80BVM": "T-80", "T-72B3 Obr. 2029": "T-72", "Quadlok": "Quadlok"} {
		if got := r.Family(model); got != want {
			t.Errorf("family of %s: %s, want %s", model, got, want)
		}
	}
}

func TestFates(t *testing.T) {
	r := New(lexicon.Default())
	for _, c := range []struct{ status, want string }{
		{"destroyed", "destroyed"},
		{"Destroyed", "destroyed"},
		{"captured and later destroyed", "captured,destroyed"},
		{"damaged and captured", "damaged,captured"},
		{"damaged and abandoned", "damaged,abandoned"},
		{"damaged, abandoned and later destroyed", "damaged,abandoned,destroyed"},
		{"captured and stripped", "captured(captured and stripped)"},
		{"destroyed on the ground", "destroyed"},
		{"destroyed in a non-combat related incident", "destroyed"},
		{"damaged beyond economical repair on the ground", "destroyed(damaged beyond economical repair)"},
		{"scuttled", "destroyed(scuttled)"},
		{"sunk", "destroyed(sunk)"},
		{"sunk but raised", "destroyed(sunk but raised),recovered(sunk but raised)"},
		{"captured and recaptured", "captured,recovered"},
		{"captured, later recovered", "captured,recovered"},
		{"with ZU-23 AA gun, destroyed", "destroyed"},
		{"with captured ZU-23 AA gun, destroyed", "destroyed"},
		{"damaged by captured artillery and abandoned", "damaged,abandoned"},
		{"destroyed by Bayraktar TB2", "destroyed"},
		{"1, 2 and 3, destroyed", "destroyed"},
		{"'Saratov (BDK-65)', sunk", "destroyed(sunk)"},
		{"damaged and abanonded", ""},
		{"damagd and captured", "captured"},
		{"damagd", ""},
		{"destroed", ""},
		{"magd and captured", "captured"},
		{"not destroyed", ""},
		{"parked", ""},
		{"уничтожен", "destroyed(уничтожен)"},
		{"пошкоджено, захоплено", "damaged(пошкоджено),captured(захоплено)"},
		{"Məhv edildi", "destroyed(məhv edildi)"},
		{"", ""},
	} {
		var got []string
		for _, f := range r.Unit(evidence.Listing{Model: "T-72", Status: c.status}).Fates {
			if f.Said != "" {
				f.What += "(" + f.Said + ")"
			}
			got = append(got, f.What)
		}
		if strings.Join(got, ",") != c.want {
			t.Errorf("%q: %s, want %s", c.status, strings.Join(got, ","), c.want)
		}
	}
}

// A heading decides; among the classes that it covers the model does.
func TestHeadings(t *testing.T) {
	r := New(lexicon.Default())
	for _, c := range []struct{ heading, model, want, rule string }{
		{"Tanks", "T-72A", "tank", "heading:oryx/tanks"},
		{"Tanks", "BMP-2", "tank", "heading-over-model:infantry-fighting-vehicle"},
		{"Aircraft", "Su-25", "combat aircraft", "heading:oryx/aircraft"},
		{"Aircraft", "An-26 transport aircraft", "transport aircraft", "heading:oryx/aircraft"},
		{"Infantry Fighting Vehicles", "BTR-80", "infantry fighting vehicle", "heading-over-model:armoured-personnel-carrier"},
		{"Infantry fighting vehicles", "BTR-80", "armoured personnel carrier", "heading:warspotting/infantry-fighting-vehicles"},
		{"Infantry fighting vehicles", "Quadlok", "armoured vehicle", "heading:warspotting/infantry-fighting-vehicles"},
		{"Tanks (1907, of which destroyed: 1161)", "Quadlok", "tank", "heading:oryx/tanks"},
		{"Surface-To-Air Missile Systems\n", "Quadlok", "surface-to-air missile system", "heading:oryx/surface-to-air-missile-systems"},
		{"Armoured Fighting Vehicles", "MT-LB with ZU-23 AA gun", "armoured fighting vehicle", "heading:oryx/armoured-fighting-vehicles"},
		{"Anti-aircraft systems", "MT-LB with ZU-23 AA gun", "self-propelled anti-aircraft gun", "heading:warspotting/anti-aircraft-systems"},
		{"Sleds", "T-72", "tank", "heading-unknown"},
		{"tank", "Quadlok", "tank", "heading:official-claims/tank"},
	} {
		u := r.Unit(evidence.Listing{Class: c.heading, Model: c.model})
		if u.Class != c.want || !strings.Contains(strings.Join(u.Rules, " "), c.rule) {
			t.Errorf("%s under %s: %s by %v, want %s by %s", c.model, c.heading, u.Class, u.Rules, c.want, c.rule)
		}
	}
	for _, c := range []struct{ format, heading, want, why string }{
		{"official-claims", "tank", "tank", ""},
		{"official-claims", "APC", "armoured fighting vehicle,infantry fighting vehicle,armoured personnel carrier,mine-resistant ambush protected vehicle,infantry mobility vehicle", ""},
		{"oryx-page", "Tanks", "tank", ""},
		{"oryx-csv", "Mine-Resistant Ambush Protected", "mine-resistant ambush protected vehicle", ""},
		{"oryx-page", "Fighter Aircraft", "", "it also covers some, and nobody says which, of: combat aircraft"},
		{"", "unmanned aerial vehicle", "unmanned aerial vehicle,unmanned combat aerial vehicle,reconnaissance unmanned aerial vehicle,loitering munition", ""},
	} {
		got, ok := r.Covers(c.format, c.heading)
		if classes := strings.Join(got.Classes, ","); !ok || classes != c.want || got.Why().String() != c.why {
			t.Errorf("%s %s: %s (%s), want %s (%s)", c.format, c.heading, classes, got.Why(), c.want, c.why)
		}
	}
	if _, ok := r.Covers("official-claims", "personnel"); ok {
		t.Error("people are no class of equipment")
	}
	for _, c := range []struct{ format, class, want string }{
		{"oryx-csv", "tank", "Tanks"},
		{"oryx-page", "combat aircraft", "Combat Aircraft"},
		{"oryx-csv", "combat aircraft", "Aircraft"},
		{"oryx-csv", "anti-tank gun", "Towed Artillery"},
		{"oryx-page", "truck", "Trucks, Vehicles and Jeeps"},
		{"oryx-csv", "truck", "Trucks, Vehicles, Jeeps, and Trains"},
		{"warspotting", "truck", "Transport"},
		{"warspotting", "armoured personnel carrier", "Infantry fighting vehicles"},
		{"warspotting", "transport aircraft", "Airplanes"},
		{"warspotting", "balloon", "Other"},
		{"official-claims", "infantry fighting vehicle", "APC"},
	} {
		if got := r.FieldClass(c.format, c.class); got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.class, c.format, got, c.want)
		}
	}
	if got := r.Heading("command post vehicle"); got != "Command posts and communications stations" {
		t.Error(got)
	}
}

func TestUnit(t *testing.T) {
	r := New(lexicon.Default())
	l := evidence.Listing{List: "a list", Entry: "7", Side: "Armenia", Class: "Tanks", Origin: "Flag_of_the_Soviet_Union.svg", Model: "T-72AV", Status: "damaged and captured",
		Happened: "2020-10-03", Place: "Barda", Lat: "40.37", Lon: "47.13"}
	lat, lon := 40.37, 47.13
	want := evidence.Unit{Side: "ARM", Class: "tank", Model: "T-72AV", Origin: "SUN", Fates: []evidence.Fate{{What: "damaged"}, {What: "captured"}},
		When:     &evidence.Interval{From: "2020-10-03", To: "2020-10-03", Text: "2020-10-03", Basis: "list"},
		Place:    &evidence.Place{Name: "Barda", Lat: &lat, Lon: &lon, Precision: "point"},
		Listings: []evidence.Listing{l}, Rules: []string{"model:t-72av", "heading:oryx/tanks", "fate:damaged", "fate:captured"}}
	if diff := cmp.Diff(want, r.Unit(l)); diff != "" {
		t.Error(diff)
	}
	for _, c := range []struct {
		place, lat, lon, want string
	}{{"Barda", "", "", "Barda town"}, {"Barda", "91", "47", "Barda town"}, {"Nowhere at all", "", "", "Nowhere at all "}, {"", "NaN", "1", ""}, {"", "", "", ""}} {
		got := ""
		if p := r.Unit(evidence.Listing{Place: c.place, Lat: c.lat, Lon: c.lon}).Place; p != nil {
			got = p.Name + " " + p.Precision
		}
		if got != c.want {
			t.Errorf("%v: %q", c, got)
		}
	}
	for said, want := range map[string]string{"2022-03": "2022-03-01 2022-03-31", "2024": "2024-01-01 2024-12-31", "2022-03-01T10:00:00Z": "2022-03-01T10:00:00Z 2022-03-01T10:00:00Z", "spring": ""} {
		got := ""
		if i := r.Unit(evidence.Listing{Happened: said}).When; i != nil {
			got = i.From + " " + i.To
		}
		if got != want {
			t.Errorf("%s: %q, want %q", said, got, want)
		}
	}
	if got := r.Unit(evidence.Listing{Model: "T-72A", Origin: "Missing flag"}); got.Origin != "SUN" {
		t.Errorf("a cell that names no state hides the table's origin: %q", got.Origin)
	}
	if got := r.Unit(evidence.Listing{Side: "The Blue Team", Origin: "Poland/Soviet Union"}); got.Side != "The Blue Team" || got.Origin != "POL/SUN" {
		t.Errorf("side %q, origin %q", got.Side, got.Origin)
	}
}

func TestTally(t *testing.T) {
	n := int64(9)
	got := New(lexicon.Default()).Tally(evidence.Tally{By: "an office", Side: "Ukraine", Of: "Russia", Parts: []evidence.Part{
		{Said: "tank", Class: "tank", Min: &n, Max: &n},
		{Said: "APC", Class: "APC", Min: &n, Max: &n},
		{Said: "personnel", Class: "personnel", Min: &n, Max: &n},
		{Said: "cruise missiles", Class: "cruise missiles"},
		{Said: "MRL", Class: "MRL", Model: "Т-72Б3", Fate: "Destroyed"},
	}})
	want := evidence.Tally{By: "an office", Side: "UKR", Of: "RUS", Odd: []string{"covers several classes or a part of one: APC"}, Parts: []evidence.Part{
		{Said: "tank", Class: "tank", Min: &n, Max: &n},
		{Said: "APC", Min: &n, Max: &n},
		{Said: "personnel", What: "personnel", Min: &n, Max: &n},
		{Said: "cruise missiles", What: "cruise missiles"},
		{Said: "MRL", Class: "multiple rocket launcher", Model: "T-72B3", Fate: "destroyed"},
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Whose loss it is changes nothing but the side.
func TestSidesAreReadAlike(t *testing.T) {
	lex := lexicon.Default()
	r, apart := New(lex), New(lex)
	rapid.Check(t, func(t *rapid.T) {
		l := evidence.Listing{
			Class:  rapid.SampledFrom(append([]lexicon.Heading{{}}, lex.Catalogue().Headings...)).Draw(t, "heading").Text,
			Model:  rapid.OneOf(rapid.String(), rapid.Map(rapid.SampledFrom(lex.Catalogue().Models), func(m lexicon.Model) string { return m.Name })).Draw(t, "model"),
			Status: rapid.OneOf(rapid.String(), rapid.Map(rapid.SampledFrom(lex.Catalogue().Fates), func(f lexicon.FateWords) string { return f.Words })).Draw(t, "status"),
		}
		one, other := rapid.SampledFrom(lex.Sides).Draw(t, "one"), rapid.SampledFrom(lex.Sides).Draw(t, "other")
		l.Side = one.Name
		a := r.Unit(l)
		l.Side = other.Name
		b := apart.Unit(l)
		if a.Side != one.Code || b.Side != other.Code {
			t.Errorf("%s is %s, %s is %s", one.Name, a.Side, other.Name, b.Side)
		}
		a.Side, a.Listings = b.Side, b.Listings
		if diff := cmp.Diff(b, a); diff != "" {
			t.Error(diff)
		}
	})
}

// Every model of the table is read back as itself, however it is spelt there.
func TestModelsAreReadBack(t *testing.T) {
	lex := lexicon.Default()
	r := New(lex)
	for _, m := range lex.Catalogue().Models {
		for _, name := range append([]string{m.Name}, m.Also...) {
			if u := r.Unit(evidence.Listing{Model: name}); u.Model != m.Name || u.Class != m.Class || u.Origin != m.Origin {
				t.Errorf("%s: %s, %s, %s; want %s, %s, %s", name, u.Model, u.Class, u.Origin, m.Name, m.Class, m.Origin)
			}
		}
	}
}
