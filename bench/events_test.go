package bench

import (
	"maps"
	"slices"
	"strings"
)

// older are names of event types that PLOVER has folded into others.
var older = map[string]string{"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT", "CONCEDE": "YIELD", "RETREAT": "YIELD"}

func folded(typ string) string {
	typ = strings.ToUpper(typ)
	if now, ok := older[typ]; ok {
		return now
	}
	return typ
}

// events: what happened, by PLOVER's types, and between whom. The first claim
// with an event is the document's answer.
func events(docs []pair) figures {
	var scored, top, joint, goldEvents, systemEvents, quiet, alarms int
	tally := map[string]*struct{ gold, system, hit int }{}
	per := func(typ string) *struct{ gold, system, hit int } {
		if tally[typ] == nil {
			tally[typ] = &struct{ gold, system, hit int }{}
		}
		return tally[typ]
	}
	for _, d := range docs {
		var got []claim
		for _, c := range d.got.Claims {
			if c.Event != nil && c.Event.Type != "" {
				got = append(got, c)
			}
		}
		if len(d.Events) == 0 {
			quiet++
			if len(got) > 0 {
				alarms++
			}
			continue
		}
		scored++
		answer, label := "", folded(d.Events[0].Type)
		if len(got) > 0 {
			answer = folded(got[0].Event.Type)
		}
		if slices.ContainsFunc(d.Events, func(e goldEvent) bool { return folded(e.Type) == answer }) {
			top++
			label = answer
			per(label).hit++
		}
		per(label).gold++
		if answer != "" {
			per(answer).system++
		}
		goldEvents, systemEvents = goldEvents+len(d.Events), systemEvents+len(got)
		used := set{}
		for _, e := range d.Events {
			for i, c := range got {
				if !used[i] && folded(c.Event.Type) == folded(e.Type) && agree(e, c) {
					used[i] = true
					joint++
					break
				}
			}
		}
	}
	out := figures{}
	if quiet > 0 {
		out["false_alarm_rate"] = share(alarms, quiet)
	}
	if scored == 0 {
		return out
	}
	sum, types := 0.0, 0
	for _, typ := range slices.Sorted(maps.Keys(tally)) { // in one order: sums of fractions differ by it
		if c := tally[typ]; c.gold > 0 {
			sum += f1(c.hit, c.system, c.hit, c.gold)
			types++
		}
	}
	out["type_top1_acc"], out["type_macro_f1_top1"] = share(top, scored), rounded(sum/float64(types))
	out["joint_text.f"] = f1(joint, systemEvents, joint, goldEvents)
	return out
}

// agree reports whether a claim names one of an event's sources and one of its
// targets, where it has any. Of a reciprocal event either may stand in either
// role.
func agree(e goldEvent, c claim) bool {
	if (len(e.Sources) == 0 || meet(e.Sources, c.Actors) > 0) && (len(e.Targets) == 0 || meet(e.Targets, c.Targets) > 0) {
		return true
	}
	all := slices.Concat(e.Sources, e.Targets)
	return e.Reciprocal && meet(all, slices.Concat(c.Actors, c.Targets)) >= min(2, len(all))
}

// meet counts those of the pack's actors that are among the reader's.
func meet(gs, as []actor) int {
	n := 0
	for _, g := range gs {
		if slices.ContainsFunc(as, func(a actor) bool { return sameActor(g, a) }) {
			n++
		}
	}
	return n
}

// sameActor: the spans overlap, or where one has none, a word is shared that
// is no article or preposition.
func sameActor(g, a actor) bool {
	if g.Start != nil && a.Start != nil && a.End != nil {
		return *g.Start < *a.End && *a.Start < *g.End
	}
	words := nameWords(a.Text)
	return slices.ContainsFunc(nameWords(g.Text), func(w string) bool { return slices.Contains(words, w) })
}

var small = strings.Fields("the a an of and or to in on for from by with its their his her s")

func nameWords(s string) []string {
	s = strings.ToLower(s)
	var out []string
	for _, w := range words(s) {
		if word := s[w.Start:w.End]; !slices.Contains(small, word) {
			out = append(out, word)
		}
	}
	return out
}
