package publish

import (
	"cmp"
	"slices"
	"time"

	"tallystick/evidence"
)

// Gathering is the claims that the ledger holds to speak of one thing, for
// publish to judge. A claim that the audience may not see is not among them.
type Gathering struct {
	ID      string
	Entry   int64     // that made it as it is
	At      time.Time // ledger time of that entry
	Members []Gathered
}

// Gathered is a claim of a gathering, as the audience may see it and its
// report.
type Gathered struct {
	Claim   Claim
	Report  Headline
	Link    evidence.Link
	Accepts []Ruling // by which people hold it to be of this incident; empty when nobody does or somebody parted it
	Refused bool     // parted from it since, at whatever position the page is asked for
}

// Headline is what stands over a report.
type Headline struct {
	ID        string            `json:"id"`
	Title     string            `json:"title,omitempty"`
	Publisher string            `json:"publisher,omitempty"`
	Language  string            `json:"language,omitempty"`
	Published evidence.Interval `json:"published"`
}

// Headline returns what stands over the report, as the audience may see it.
func (r Report) Headline() Headline {
	return Headline{ID: r.ID, Title: r.Title, Publisher: r.Publisher, Language: r.Language, Published: r.Published}
}

// Incident is what an audience sees of claims that are held to speak of one
// thing. What it holds is told by those claims alone.
type Incident struct {
	ID      string           `json:"id"`
	Entry   int64            `json:"entry"`
	At      time.Time        `json:"recorded"`
	State   State            `json:"state"`
	Accepts []Ruling         `json:"accepted,omitempty"`
	Holds   evidence.Outline `json:"holds"`
	Alone   bool             `json:"alone,omitempty"` // one claim that nothing was linked with; the id is the claim's
	Claims  []Claim          `json:"claims"`          // in the order of publication and place in their reports
	Reports []Headline       `json:"reports"`         // that hold them, the first published first
	// Links say, for the desk, why each claim stands here.
	Links []evidence.Link `json:"links,omitempty"`
	// Late are ids of the claims that were linked since people accepted it; the
	// public does not see them here.
	Late     []string `json:"late,omitempty"`
	Withheld string   `json:"withheld,omitempty"` // for the desk: why the public does not see it
}

// DeskIncident returns everything of a gathering, for the people who review.
func DeskIncident(g Gathering) Incident {
	out := g.incident(g.Members)
	for _, m := range g.Members {
		if m.Link.Claim != "" {
			out.Links = append(out.Links, m.Link)
		}
	}
	if out.State == Accepted {
		for _, m := range g.Members {
			if len(m.Accepts) == 0 {
				out.Late = append(out.Late, m.Claim.ID)
			}
		}
	}
	public := slices.ContainsFunc(g.Members, func(m Gathered) bool { return m.public() && m.Claim.Withheld == "" })
	switch {
	case out.Alone && g.Members[0].Claim.Withheld != "":
		out.Withheld = g.Members[0].Claim.Withheld
	case out.Alone || public:
	case out.State != Accepted:
		out.Withheld = NotOne
	default:
		out.Withheld = NoneSeen
	}
	return out
}

// PublicIncident returns what may be seen of a gathering of public claims: those
// that people accepted as one, and were not parted since. It is false when that
// is nothing.
func PublicIncident(g Gathering) (Incident, bool) {
	members := g.Members
	if !g.alone() {
		members = slices.DeleteFunc(slices.Clone(members), func(m Gathered) bool { return !m.public() })
	}
	if len(members) == 0 {
		return Incident{}, false
	}
	out := g.incident(members)
	for i := range out.Accepts { // a reason may name whom the claims do not
		out.Accepts[i].Reason = ""
	}
	return out, true
}

// alone reports whether nothing was ever linked with the claim.
func (g Gathering) alone() bool { return len(g.Members) == 1 && g.Members[0].Link.Claim == "" }

func (m Gathered) public() bool { return len(m.Accepts) > 0 && !m.Refused }

func (g Gathering) incident(members []Gathered) Incident {
	out := Incident{ID: g.ID, Entry: g.Entry, At: g.At, State: Unreviewed, Alone: g.alone()}
	members = slices.Clone(members)
	slices.SortStableFunc(members, func(a, b Gathered) int {
		return cmp.Or(a.Report.Published.Earliest().Compare(b.Report.Published.Earliest()), cmp.Compare(a.Report.ID, b.Report.ID),
			cmp.Compare(a.Claim.Content.Start, b.Claim.Content.Start), cmp.Compare(a.Claim.ID, b.Claim.ID))
	})
	seen := make(map[string]bool)
	for _, m := range members {
		out.Claims = append(out.Claims, m.Claim)
		if !seen[m.Report.ID] {
			seen[m.Report.ID] = true
			out.Reports = append(out.Reports, m.Report)
		}
		for _, a := range m.Accepts {
			if !slices.ContainsFunc(out.Accepts, func(b Ruling) bool { return a.Entry == b.Entry }) {
				out.Accepts = append(out.Accepts, a)
			}
		}
		out.hold(m)
	}
	if out.Holds.From == "" {
		for _, r := range out.Reports {
			span(&out.Holds, r.Published)
		}
	}
	if len(out.Accepts) > 0 {
		out.State = Accepted
	}
	slices.SortFunc(out.Accepts, func(a, b Ruling) int { return cmp.Compare(a.Entry, b.Entry) })
	for _, list := range []*[]string{&out.Holds.Places, &out.Holds.Sides, &out.Holds.Types} {
		slices.Sort(*list)
		*list = slices.DeleteFunc(slices.Compact(*list), func(s string) bool { return s == "" })
	}
	return out
}

// hold adds what a claim says to what the incident is listed and found by. A
// rejected reading says nothing.
func (i *Incident) hold(m Gathered) {
	if m.Claim.State == Rejected {
		return
	}
	h, c := &i.Holds, m.Claim.Claim
	h.Claims++
	h.Sides = append(h.Sides, c.SideSpeaking()...)
	if c.Event != nil {
		h.Types = append(h.Types, c.Event.Type)
		for _, p := range c.Event.Places {
			h.Places = append(h.Places, p.Name)
		}
		for _, a := range slices.Concat(c.Event.Agents, c.Event.Targets) {
			h.Sides = append(h.Sides, a.Side)
		}
		if c.Event.Time != nil {
			span(h, *c.Event.Time)
			h.Dated = h.From != ""
		}
	}
}

// span widens an outline by the days of an interval; one that is open at an end
// is taken to be the day that is told.
func span(h *evidence.Outline, i evidence.Interval) {
	from, to := cmp.Or(dayOf(i.From), dayOf(i.To)), cmp.Or(dayOf(i.To), dayOf(i.From))
	if from != "" && (h.From == "" || from < h.From) {
		h.From = from
	}
	h.To = max(h.To, to)
}

// dayOf returns the civil day that a date or time begins with, empty when it
// begins with none.
func dayOf(s string) string {
	if len(s) < len(time.DateOnly) {
		return ""
	}
	s = s[:len(time.DateOnly)]
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return ""
	}
	return s
}
