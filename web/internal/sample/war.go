package sample

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"

	"tallystick/evidence"
	"tallystick/flow"
)

// warClaims is how many claims each report of a made-up war has.
const warClaims = 10

// FillWar records a made-up war of n claims, and links them: 300 places, 90
// days, two sides that accuse and deny, a truce every ten days, and roads that
// are said to be open and closed. It is the same every time.
func FillWar(ctx context.Context, l *flow.Ledger, n int) error {
	random := rand.New(rand.NewPCG(1, 1))
	_, _, err := l.RecordAll(ctx, func(next int64) iter.Seq2[flow.Draft, error] {
		return func(yield func(flow.Draft, error) bool) {
			for i := range n / warClaims {
				report, reading := warReport(random, i, n/warClaims)
				for k, d := range []flow.Draft{
					{Kind: evidence.ReportCaptured, Payload: evidence.Capture{Report: report.ID, Name: "news.txt"}},
					{Kind: evidence.ReportText, Payload: report, About: []int64{next}},
					{Kind: evidence.ReportRead, Payload: reading, About: []int64{next + 1}},
				} {
					if !yield(d, nil) {
						return
					}
					if k == 2 {
						next += 3
					}
				}
			}
		}
	})
	if err != nil {
		return err
	}
	_, err = l.Relink(ctx)
	return err
}

// warReport makes up the i-th of all reports.
func warReport(random *rand.Rand, i, all int) (evidence.Report, evidence.Reading) {
	day := func(n int) string { return fmt.Sprintf("2031-%02d-%02d", 1+n/28, 1+n%28) }
	today := i * 90 / max(all, 1)
	published := evidence.Interval{From: day(today), To: day(today), Basis: "meta date"}
	reading := evidence.Reading{Reader: "invented/1", Published: published}
	var text strings.Builder
	for k := range warClaims {
		strike := rand.New(rand.NewPCG(uint64(today), uint64(random.IntN(max(4, all/50))))) // it is told alike by whoever tells it
		side := []string{"NOR", "SOU"}[strike.IntN(2)]
		other := map[string]string{"NOR": "SOU", "SOU": "NOR"}[side]
		place := rand.New(rand.NewPCG(7, uint64(strike.IntN(300))))
		name, lat, lon := fmt.Sprintf("Invented %d", place.IntN(1000)), 38.5+2.5*place.Float64(), 44.5+4*place.Float64()
		start := text.Len()
		c := evidence.Claim{
			Stance: evidence.Accuse, Modality: evidence.Stated, Rules: []string{"rule:invented"},
			Source: evidence.Source{Name: "Ministry of " + side, Kind: evidence.Party, Side: side},
		}
		town := func(said string) evidence.Place {
			at := strings.LastIndex(said, name)
			return evidence.Place{Span: evidence.Span{Start: start + at, End: start + at + len(name), Text: name}, Name: name, Lat: &lat, Lon: &lon, Precision: "town"}
		}
		when := &evidence.Interval{From: day(today), To: day(today), Text: "that day"}
		said := ""
		switch {
		case k == 7:
			said = fmt.Sprintf("The ministry of %s denied that its shells fell on %s, report %d.", other, name, i)
			c.Stance, c.Modality, c.Source = evidence.Deny, evidence.Negated, evidence.Source{Name: "Ministry of " + other, Kind: evidence.Party, Side: other}
			c.Event = &evidence.Event{Type: "ASSAULT", Mode: "artillery", Time: when, Agents: []evidence.Actor{{Text: other, Side: other}}, Places: []evidence.Place{town(said)}}
		case k == 8 && i%2 == 0:
			status := []string{"announced", "in force", "broken"}[strike.IntN(3)]
			said = fmt.Sprintf("The ministry of %s said that the truce with %s is %s, report %d.", side, other, status, i)
			c.Stance, c.Ceasefire = evidence.Assert, &evidence.CeasefireSaid{Status: status}
			c.Event = &evidence.Event{Type: "AGREE", Time: &evidence.Interval{From: day(today / 10 * 10), To: day(today / 10 * 10), Text: "that day"}, Agents: []evidence.Actor{{Text: other, Side: other}, {Text: side, Side: side}}}
		case k == 8:
			state := []string{"open", "closed", "restricted"}[strike.IntN(3)]
			said = fmt.Sprintf("The ministry of %s said that the road to %s is %s, report %d.", side, name, state, i)
			c.Stance, c.Access = evidence.Assert, &evidence.AccessSaid{Route: "the road to " + name, State: state}
			c.Event = &evidence.Event{Type: "COERCE", Time: when, Places: []evidence.Place{town(said)}}
		default:
			hurt := int64(strike.IntN(30))
			said = fmt.Sprintf("The ministry of %s said that %d people were killed when shells of %s fell on %s, report %d.", side, hurt, other, name, i)
			c.Event = &evidence.Event{Type: "ASSAULT", Mode: []string{"artillery", "rocket", "drone"}[strike.IntN(3)], Time: when, Agents: []evidence.Actor{{Text: other, Side: other}}, Places: []evidence.Place{town(said)}}
			if hurt > 0 {
				at := start + strings.Index(said, fmt.Sprintf("%d people", hurt))
				c.Counts = []evidence.Count{{ID: "n1", What: "killed", Min: &hurt, Max: &hurt, Start: at, End: at + 1}}
			}
		}
		c.Content = evidence.Span{Start: start, End: start + len(said), Text: said}
		reading.Claims = append(reading.Claims, c)
		text.WriteString(said + "\n\n")
	}
	r := evidence.Report{ID: evidence.Hash(fmt.Append(nil, "report of a war", i)), Title: fmt.Sprintf("Day %d of the war, as told by outlet %d", today+1, i%40), Publisher: fmt.Sprintf("Outlet %d", i%40), Text: strings.TrimSpace(text.String()), Extractor: "invented", Published: published}
	reading.Report, reading.TextHash = r.ID, r.TextHash()
	for k := range reading.Claims {
		c := &reading.Claims[k]
		c.ID = evidence.ClaimID(reading.TextHash, c.Content, c.Stance, 0)
	}
	return r, reading
}

// AcceptWar has one person accept n incidents of a war, the latest, and what is
// read in them.
func AcceptWar(ctx context.Context, l *flow.Ledger, n int) error {
	desk := l.Desk()
	at, err := desk.Head(ctx)
	if err != nil {
		return err
	}
	incidents, _, err := desk.Incidents(ctx, at, flow.IncidentQuery{}, "", n)
	if err != nil {
		return err
	}
	_, _, err = l.RecordAll(ctx, func(int64) iter.Seq2[flow.Draft, error] {
		return func(yield func(flow.Draft, error) bool) {
			for _, i := range incidents {
				var group []string
				for _, c := range i.Claims {
					group = append(group, c.ID)
					report, err := desk.Report(ctx, at, c.Report)
					if err != nil {
						yield(flow.Draft{}, err)
						return
					}
					d := evidence.Decision{Subject: evidence.SubjectClaim, ID: c.ID, Report: c.Report, TextHash: evidence.Report{Text: report.Excerpts[0].Text}.TextHash(), Verdict: evidence.Accept, By: "Ada", Reason: "It says so."}
					if !yield(flow.Draft{Kind: evidence.DecisionMade, Payload: d, About: []int64{c.Entry}}, nil) {
						return
					}
				}
				d := evidence.Decision{Subject: evidence.SubjectIncident, ID: i.ID, Groups: [][]string{group}, Verdict: evidence.Accept, By: "Ada", Reason: "They tell of one thing."}
				if !yield(flow.Draft{Kind: evidence.DecisionMade, Payload: d, About: []int64{i.Entry}}, nil) {
					return
				}
			}
		}
	})
	return err
}
