// Package sample holds a small ledger in memory for the tests of the site: a
// report of an invented outlet on an invented war, its claims, what was
// decided about them, and a true log with true proofs.
package sample

import (
	"slices"
	"strings"
	"time"

	"tallystick/evidence"
)

// sentences of the report, by paragraph.
var paragraphs = [][]string{
	{
		"Rockets fell on the covered market of Torvale on Tuesday morning, and each side gave its own account of who had fired them.",
		"At least 9 civilians were killed and 31 wounded, 4 of them children, the northern ministry of health said.",
		"It was the second time in a week that the town had been hit.",
	},
	{
		"“Southern artillery fired from beyond the river, and it aimed at the market,” Ada Venn, spokeswoman of the northern ministry of defence, told reporters.",
		"She said that a southern officer had admitted over the radio that “we have struck the wrong street”.",
	},
	{
		"The southern ministry of defence denied that any of its units had fired toward Torvale that day.",
		"Its spokesman, Ilan Moro, accused the north of shelling the village of Esk the evening before and warned that further attacks would be answered.",
		"A photograph of what he said was the crater was posted on the ministry’s page.",
	},
	{
		"The north destroyed 14 armoured vehicles, of which 6 were T-72 tanks and 3 were infantry fighting vehicles, in ten days of fighting along the river, the southern general staff conceded, while the northern army command put the figure at more than 40.",
		"Neither figure could be checked.",
	},
	{
		"A ceasefire brokered by the Lake Conference came into force at noon, its envoy said.",
		"Both sides promised to keep the bridge road at Linn open to ambulances.",
		"The envoy demanded that the wounded be let through first.",
		"Residents reached by telephone described a quiet afternoon, with shops shut and the river road empty, and said that they were waiting to see whether it would last.",
		"Trains from the coast were running late, and the school in the lower town stayed closed for a third day while its cellar served as a shelter.",
	},
}

// Text is the report's text.
var Text, bounds = layOut(paragraphs)

func layOut(paragraphs [][]string) (string, []evidence.Span) {
	var text strings.Builder
	var bounds []evidence.Span
	for i, p := range paragraphs {
		if i > 0 {
			text.WriteString("\n\n")
		}
		for j, s := range p {
			if j > 0 {
				text.WriteString(" ")
			}
			bounds = append(bounds, evidence.Span{Start: text.Len(), End: text.Len() + len(s), Text: s})
			text.WriteString(s)
		}
	}
	return text.String(), bounds
}

// span finds words in the text.
func span(words string) evidence.Span {
	i := strings.Index(Text, words)
	if i < 0 {
		panic("the sample has not the words " + words)
	}
	return evidence.SpanOf(Text, i, i+len(words))
}

func spanAt(words string) *evidence.Span {
	s := span(words)
	return &s
}

// cue finds words behind others.
func cue(before, words string) *evidence.Span {
	s := span(before + words)
	s = evidence.SpanOf(Text, s.End-len(words), s.End)
	return &s
}

func number(n int64) *int64 { return &n }

func degrees(v float64) *float64 { return &v }

// party is a source that speaks for a side.
func party(words, name, role, side string) evidence.Source {
	return evidence.Source{Span: spanAt(words), Name: name, Role: role, Side: side, Kind: evidence.Party}
}

var captured = time.Date(2031, 5, 7, 9, 30, 12, 0, time.UTC)

// Report is the sample's report.
func Report() evidence.Report {
	return evidence.Report{
		ID: evidence.Hash([]byte("sample")), Title: "Market struck as truce begins", Byline: "Lena Ostrow", Publisher: "The Lake Courier", Language: "en",
		Published: evidence.Interval{From: "2031-05-06", To: "2031-05-06", Basis: "date in the address"},
		Partial:   "the page says that subscribers may read on", Text: Text, Extractor: "sample 1",
		Caption: []evidence.Caption{{Text: "The market of Torvale on Tuesday.", Credit: "Lake Courier"}},
	}
}

func count(id, what, words string, low, high *int64, who, side string, partOf ...string) evidence.Count {
	s := span(words)
	return evidence.Count{ID: id, What: what, Who: who, Side: side, Min: low, Max: high, PartOf: partOf, Start: s.Start, End: s.End}
}

func loss(id, class, model, words string, low, high *int64, partOf ...string) evidence.Loss {
	s := span(words)
	return evidence.Loss{ID: id, Class: class, Model: model, Status: "destroyed", Side: "SOU", Min: low, Max: high, PartOf: partOf, Start: s.Start, End: s.End}
}

// Claims are the claims read out of the report.
func Claims() []evidence.Claim {
	torvale := evidence.Place{Span: span("Torvale"), Name: "Torvale", Lat: degrees(12.34567), Lon: degrees(-45.5), Precision: "town"}
	tuesday := &evidence.Interval{From: "2031-05-06", To: "2031-05-06", Text: "Tuesday", Basis: "weekday before publication"}
	venn := party("Ada Venn, spokeswoman of the northern ministry of defence", "Ada Venn", "spokeswoman of the ministry of defence", "NOR")
	moro := party("Ilan Moro", "Ilan Moro", "spokesman of the ministry of defence", "SOU")
	strike := &evidence.Event{
		Type: "ASSAULT", Mode: "artillery", Places: []evidence.Place{torvale}, Time: tuesday, Instrument: "rocket",
		Agents:  []evidence.Actor{{Text: "Southern artillery", Name: "Southern army", Side: "SOU"}},
		Targets: []evidence.Actor{{Text: "the market", Name: "Torvale market"}},
	}
	accusation := evidence.Claim{
		Stance: evidence.Accuse, Modality: evidence.Stated, Verbatim: true, Source: venn, Cue: spanAt("told"),
		Content: span("“Southern artillery fired from beyond the river, and it aimed at the market,”"), Event: strike,
		Evidence: []string{"https://ministry.north.example/video/17", "javascript:alert(1)"}, Rules: []string{"quote.after", "lex:told", "frame:attack.fire"},
	}
	denial := evidence.Claim{
		Stance: evidence.Deny, Modality: evidence.Stated, Source: party("The southern ministry of defence", "Southern Ministry of Defence", "", "SOU"), Cue: spanAt("denied"),
		Content: span("any of its units had fired toward Torvale that day"), Rules: []string{"clause.that", "lex:deny"},
	}
	both := evidence.Claim{
		Stance: evidence.Promise, Modality: evidence.Stated, Source: evidence.Source{Span: spanAt("Both sides"), Name: "Both sides", Sides: []string{"SOU", "NOR"}, Kind: evidence.Party}, Cue: spanAt("promised"),
		Content: span("to keep the bridge road at Linn open to ambulances"), Access: &evidence.AccessSaid{Route: "bridge road at Linn", State: "open", To: "ambulances"}, Rules: []string{"lex:promise"},
	}
	list := []evidence.Claim{
		{Stance: evidence.Assert, Modality: evidence.Stated, Source: evidence.Source{Kind: evidence.Narrator}, Content: span("Rockets fell on the covered market of Torvale on Tuesday morning"), Event: &evidence.Event{Type: "ASSAULT", Places: []evidence.Place{torvale}, Time: tuesday}, Rules: []string{"narrator.clause"}},
		{
			Stance: evidence.Assert, Modality: evidence.Stated, Source: party("the northern ministry of health", "Northern Ministry of Health", "", "NOR"), Cue: cue("ministry of health ", "said"),
			Content: span("At least 9 civilians were killed and 31 wounded, 4 of them children"), Rules: []string{"clause.before", "lex:say"},
			Counts: []evidence.Count{
				count("n1", "killed", "At least 9", number(9), nil, "civilians", "NOR"),
				count("n2", "wounded", "31", number(31), number(31), "civilians", "NOR"),
				count("n3", "wounded or killed", "4 of them", number(4), number(4), "children", "NOR", "n1", "n2"),
			},
		},
		accusation,
		{Stance: evidence.Assert, Modality: evidence.Stated, Source: evidence.Source{Span: spanAt("She"), Name: "Ada Venn", Role: "spokeswoman of the ministry of defence", Side: "NOR", Kind: evidence.Party}, Cue: cue("She ", "said"), Content: span("a southern officer had admitted over the radio that “we have struck the wrong street”"), Rules: []string{"clause.that"}},
		{Stance: evidence.Admit, Modality: evidence.Hedged, Verbatim: true, Source: party("a southern officer", "", "officer", "SOU"), Cue: spanAt("admitted"), Content: span("“we have struck the wrong street”"), Rules: []string{"quote.nested"}},
		denial,
		{Stance: evidence.Accuse, Modality: evidence.Stated, Source: moro, Cue: spanAt("accused"), Content: span("the north of shelling the village of Esk the evening before"), Rules: []string{"lex:accuse"}},
		{Stance: evidence.Warn, Modality: evidence.Possible, Source: moro, Cue: spanAt("warned"), Content: span("further attacks would be answered"), Rules: []string{"lex:warn"}},
		{
			Stance: evidence.Admit, Modality: evidence.Stated, Source: party("the southern general staff", "Southern General Staff", "", "SOU"), Cue: spanAt("conceded"),
			Content: span("The north destroyed 14 armoured vehicles, of which 6 were T-72 tanks and 3 were infantry fighting vehicles, in ten days of fighting along the river"), Rules: []string{"clause.before", "lex:concede"},
			Losses: []evidence.Loss{
				loss("l1", "armoured vehicle", "", "14 armoured", number(14), number(14)),
				loss("l2", "tank", "T-72", "6 were", number(6), number(6), "l1"),
				loss("l3", "infantry fighting vehicle", "", "3 were", number(3), number(3), "l1"),
			},
		},
		{
			Stance: evidence.Assert, Modality: evidence.Hedged, Source: party("the northern army command", "Northern Army Command", "", "NOR"), Cue: spanAt("put the figure"), Content: span("more than 40"), Rules: []string{"lex:put"},
			Losses: []evidence.Loss{loss("l1", "armoured vehicle", "", "more than 40", number(41), nil)},
		},
		{Stance: evidence.Assert, Modality: evidence.Stated, Source: evidence.Source{Span: spanAt("its envoy"), Name: "Envoy of the Lake Conference", Kind: evidence.ThirdParty}, Cue: cue("its envoy ", "said"), Content: span("A ceasefire brokered by the Lake Conference came into force at noon"), Ceasefire: &evidence.CeasefireSaid{Broker: "Lake Conference", Status: "in force", Earlier: []evidence.CeasefireSaid{{Broker: "Coast Union"}}}, Rules: []string{"lex:say"}},
		both,
		{Stance: evidence.Demand, Modality: evidence.Stated, Source: evidence.Source{Span: spanAt("The envoy"), Name: "Envoy of the Lake Conference", Kind: evidence.ThirdParty}, Cue: spanAt("demanded"), Content: span("the wounded be let through first"), Rules: []string{"lex:demand"}},
	}
	hash := evidence.Hash([]byte(Text))
	for i := range list {
		list[i].ID = evidence.ClaimID(hash, list[i].Content, list[i].Stance, 0)
	}
	for i := range list {
		if list[i].Stance == evidence.Deny {
			list[i].RespondsTo = idOf(list, accusation)
		}
	}
	return list
}

func idOf(list []evidence.Claim, c evidence.Claim) string {
	i := slices.IndexFunc(list, func(o evidence.Claim) bool { return o.Content == c.Content && o.Stance == c.Stance })
	return list[i].ID
}
