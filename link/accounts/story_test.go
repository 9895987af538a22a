package accounts

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
)

var teller = New(lexicon.Default())

// parseStory reads claims, one a line, its pieces apart by semicolons:
//
//	r1 2020-10-28; by AZE Azerbaijan; accuse; ASSAULT firearms; agent ARM Armenia; target - civilians; at Barda;
//	on 2020-10-27; with rocket; killed 4 civilians, 1 girl; wounded 13; says …; answers 1; origin r0; outlet X
//
// A number is n, n-m, n+ or ~n; what follows a comma is part of it. A claim is
// called by its line, from 1. By "-" is a third party, by "narrator" the
// narrator, by "?" a party without a side, by "~X" a third party of side X.
func parseStory(t testing.TB, text string) []Said {
	t.Helper()
	var out []Said
	at := map[string]int{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		n := len(out) + 1
		s := Said{Claim: evidence.Claim{ID: claimID(n), Modality: evidence.Stated, Stance: evidence.Assert, Rules: []string{"test"}}}
		c := &s.Claim
		event := func() *evidence.Event {
			if c.Event == nil {
				c.Event = &evidence.Event{}
			}
			return c.Event
		}
		pieces := strings.Split(line, "; ")
		head := strings.Fields(pieces[0])
		s.Report, s.Origin = head[0], head[0]
		if len(head) > 1 {
			s.Published = evidence.Interval{From: head[1], To: head[1]}
		}
		start := at[s.Report]
		at[s.Report] += 200
		c.Content = evidence.Span{Start: start, End: start + 100}
		for _, p := range pieces {
			if words, ok := strings.CutPrefix(p, "says "); ok {
				c.Content.Text, c.Content.End = words, start+len(words)
			}
		}
		for _, p := range pieces[1:] {
			key, rest, _ := strings.Cut(p, " ")
			first, second, _ := strings.Cut(rest, " ")
			switch key {
			case "by":
				c.Source = sourceOf(first, second, start)
			case "agent":
				event().Agents = append(event().Agents, actorOf(first, second))
			case "target":
				event().Targets = append(event().Targets, actorOf(first, second))
			case "at":
				event().Places = append(event().Places, placeOf(rest))
			case "on":
				from, to, two := strings.Cut(rest, "/")
				if !two {
					to = from
				}
				event().Time = &evidence.Interval{From: from, To: to, Basis: "date"}
			case "with":
				event().Instrument = rest
			case "says":
			case "gap":
				n, _ := strconv.Atoi(rest)
				at[s.Report] += n
			case "answers":
				k, _ := strconv.Atoi(rest)
				c.RespondsTo = claimID(k)
			case "origin":
				s.Origin = rest
			case "outlet":
				s.Outlet = rest
			case "quoted":
				c.Verbatim = true
			case "hedged", "possible", "negated", "conditional", "question":
				c.Modality = evidence.Modality(key)
			case "accuse", "deny", "confirm", "admit", "reject", "demand", "assert", "promise", "warn":
				c.Stance = evidence.Stance(key)
			default:
				if isToll(key) {
					c.Counts = append(c.Counts, countsOf(c, key, rest)...)
					continue
				}
				if key != strings.ToUpper(key) {
					t.Fatalf("line %d: %q is no piece of a story", n, p)
				}
				event().Type, event().Mode = key, rest
			}
		}
		out = append(out, s)
	}
	return out
}

func claimID(n int) string { return fmt.Sprintf("%032x", n) }

func sourceOf(who, name string, start int) evidence.Source {
	s := evidence.Source{Span: &evidence.Span{Start: start, End: start}, Name: name, Kind: evidence.ThirdParty}
	switch {
	case who == "narrator":
		return evidence.Source{Kind: evidence.Narrator}
	case who == "-":
	case who == "?":
		s.Kind = evidence.Party
	case who[0] == '~':
		s.Side = who[1:]
	default:
		s.Kind = evidence.Party
		if sides := strings.Split(who, "+"); len(sides) > 1 {
			s.Sides = sides
		} else {
			s.Side = who
		}
	}
	return s
}

func actorOf(side, name string) evidence.Actor {
	if side == "-" {
		side = ""
	}
	return evidence.Actor{Text: name, Name: name, Side: side}
}

// placeOf looks a name up in the lexicon; "Name:precision" has no point.
func placeOf(name string) evidence.Place {
	name, precision, said := strings.Cut(name, ":")
	p := evidence.Place{Name: name, Precision: precision}
	if m := lexicon.Default().Gazetteer().Named(name); !said && len(m) > 0 {
		lat, lon := float64(m[0].Lat)/100, float64(m[0].Lon)/100
		p.Lat, p.Lon, p.Precision = &lat, &lon, m[0].Precision()
	}
	return p
}

func countsOf(c *evidence.Claim, what, text string) []evidence.Count {
	var out []evidence.Count
	for i, part := range strings.Split(text, ", ") {
		number, who, _ := strings.Cut(part, " ")
		n := evidence.Count{ID: fmt.Sprintf("%s:n%d", c.ID, len(c.Counts)+i+1), What: what}
		if side, of, ok := strings.Cut(who, "/"); ok {
			n.Side, who = side, of
		}
		n.Who = who
		n.Start = c.Content.Start + max(0, strings.Index(c.Content.Text, number))
		n.End = n.Start + len(number)
		number, n.Approx = strings.CutPrefix(number, "~")
		low, open := strings.CutSuffix(number, "+")
		low, high, two := strings.Cut(low, "-")
		a, _ := strconv.ParseInt(low, 10, 64)
		n.Min = &a
		switch b, _ := strconv.ParseInt(high, 10, 64); {
		case two:
			n.Max = &b
		case !open:
			n.Max = &a
		}
		if i > 0 {
			n.PartOf = []string{out[0].ID}
		}
		out = append(out, n)
	}
	return out
}

// short calls a claim by its line.
func short(id string) string {
	n, _ := strconv.ParseInt(id, 16, 64)
	return strconv.FormatInt(n, 10)
}
