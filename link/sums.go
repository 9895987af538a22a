package link

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"tallystick/evidence"
)

// Sum is what the parts of one cut of a tally come to, beside the whole that
// they are parts of.
type Sum struct {
	Whole int             `json:"whole"` // ordinal of the part that holds them; -1 when they stand by themselves
	Cut   string          `json:"cut"`   // what they differ in: "fate", "model", "class"
	Parts []int           `json:"parts"` // ordinals
	Min   int64           `json:"min"`
	Max   int64           `json:"max"`   // as far as is said
	Words evidence.Remark `json:"words"` // how they compare with the whole
}

// Sums adds up the parts of a tally that may be added: those of one whole that
// differ in one thing, all of which is said. Cuts of one whole by different
// things overlap, and are never added to each other; a part whose whole is left
// open is added to nothing.
func Sums(t evidence.Tally) []Sum {
	type cut struct {
		whole int
		by    string
	}
	found := make(map[cut][]int)
	for i, p := range t.Parts {
		if p.What != "" || p.Min == nil && p.Max == nil || len(p.PartOf) > 1 {
			continue
		}
		c := cut{whole: -1, by: "class"}
		if len(p.PartOf) == 1 {
			c.whole = p.PartOf[0]
			c.by = differs(t.Parts[c.whole], p)
		} else if p.Class == "" || p.Fate != "" || p.Model != "" {
			continue
		}
		if c.by != "" {
			found[c] = append(found[c], i)
		}
	}
	var sums []Sum
	for c, parts := range found {
		if c.whole < 0 && len(parts) < 2 || twice(t, c.by, parts) {
			continue
		}
		s := Sum{Whole: c.whole, Cut: c.by, Parts: parts}
		for _, i := range parts {
			low, high := bounds(t.Parts[i])
			s.Min, s.Max = s.Min+low, s.Max+high
		}
		s.Words = s.compare(t)
		sums = append(sums, s)
	}
	slices.SortFunc(sums, func(a, b Sum) int { return cmp.Or(cmp.Compare(a.Whole, b.Whole), strings.Compare(a.Cut, b.Cut)) })
	return sums
}

// differs names the one thing in which a part is narrower than its whole; none
// when it is not one.
func differs(whole, p evidence.Part) string {
	var by []string
	for _, d := range []struct{ name, whole, part string }{{"fate", whole.Fate, p.Fate}, {"model", whole.Model, p.Model}, {"class", whole.Class, p.Class}} {
		if d.whole != d.part && d.part != "" {
			by = append(by, d.name)
		}
	}
	if len(by) != 1 {
		return ""
	}
	return by[0]
}

// twice reports whether two parts of a cut speak of the same thing.
func twice(t evidence.Tally, by string, parts []int) bool {
	seen := make(map[string]bool)
	for _, i := range parts {
		p := t.Parts[i]
		name := map[string]string{"fate": p.Fate, "model": p.Model, "class": p.Class}[by]
		if seen[name] {
			return true
		}
		seen[name] = true
	}
	return false
}

// bounds returns the least and the most that a part says; where only one is
// said, the other is the same.
func bounds(p evidence.Part) (low, high int64) {
	switch {
	case p.Min == nil:
		return 0, *p.Max
	case p.Max == nil:
		return *p.Min, *p.Min
	}
	return *p.Min, *p.Max
}

// cuts says by what a whole is cut into parts.
var cuts = map[string]evidence.Remark{"fate": evidence.Say("by fate"), "model": evidence.Say("by model"), "class": evidence.Say("by class")}

func (s Sum) compare(t evidence.Tally) evidence.Remark {
	said := evidence.Say("the %d parts %s come to %d", len(s.Parts), cuts[s.Cut], s.Min)
	if len(s.Parts) == 1 {
		said = evidence.Say("the only part %s is %d", cuts[s.Cut], s.Min)
	}
	if s.Min != s.Max {
		said = evidence.Say("%s to %d", said, s.Max)
	}
	if s.Whole < 0 || t.Parts[s.Whole].Min == nil && t.Parts[s.Whole].Max == nil {
		return said
	}
	low, high := bounds(t.Parts[s.Whole])
	switch {
	case s.Min > high:
		return evidence.Say("%s, %d more than the whole", said, s.Min-high)
	case s.Max < low:
		return evidence.Say("%s, %d fewer than the whole", said, low-s.Max)
	}
	return evidence.Say("%s, as the whole", said)
}

// Step is a place in a cumulative series where the next number is below the
// one before, or a correction changes it.
type Step struct {
	Said       string `json:"said"`   // the column or heading
	Before     string `json:"before"` // date of the number before
	Date       string `json:"date"`
	From       int64  `json:"from"`
	To         int64  `json:"to"`
	Correction int64  `json:"correction"`     // what corrections between the two dates come to
	Explained  bool   `json:"explained"`      // the correction is as large as the fall
	Near       []Said `json:"near,omitempty"` // corrections that are dated a day too early or too late
}

// Said is a number said for a date.
type Said struct {
	Date   string `json:"date"`
	Number int64  `json:"number"`
}

// Falls looks through a cumulative series day by day and returns where a number
// falls. The tallies are of one speaker and side; the corrections among them
// say why. A cumulative count never falls unless a correction says so.
func Falls(series []evidence.Tally) []Step {
	corrections := make(map[string][]Said) // by column
	var days []evidence.Tally
	for _, t := range series {
		switch {
		case t.Date == "":
		case t.Reach == evidence.Cumulative:
			days = append(days, t)
		case t.Reach == evidence.Correction:
			for _, p := range t.Parts {
				if p.Min != nil {
					corrections[p.Said] = append(corrections[p.Said], Said{t.Date, *p.Min})
				}
			}
		}
	}
	slices.SortStableFunc(days, func(a, b evidence.Tally) int { return strings.Compare(a.Date, b.Date) })
	before := make(map[string]Said)
	var falls []Step
	for _, t := range days {
		for _, p := range t.Parts {
			if p.Min == nil {
				continue
			}
			was, ok := before[p.Said]
			before[p.Said] = Said{t.Date, *p.Min}
			if !ok || *p.Min >= was.Number {
				continue
			}
			step := Step{Said: p.Said, Before: was.Date, Date: t.Date, From: was.Number, To: *p.Min}
			for _, c := range corrections[p.Said] {
				switch {
				case c.Date > was.Date && c.Date <= t.Date:
					step.Correction += c.Number
				case c.Date == was.Date || c.Date == dayAfter(t.Date):
					step.Near = append(step.Near, c)
				}
			}
			step.Explained = was.Number+step.Correction <= *p.Min
			falls = append(falls, step)
		}
	}
	return falls
}

// dayAfter returns the next civil date; none after what is no date.
func dayAfter(date string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return ""
	}
	return t.AddDate(0, 0, 1).Format(time.DateOnly)
}
