package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
)

// Stance is what a source does with what it says.
type Stance string

// The stances of section 1 of the design.
const (
	Assert  Stance = "assert"
	Accuse  Stance = "accuse"
	Deny    Stance = "deny"
	Confirm Stance = "confirm"
	Admit   Stance = "admit"
	Reject  Stance = "reject"
	Demand  Stance = "demand"
	Promise Stance = "promise"
	Warn    Stance = "warn"
)

// Stances lists every stance, in the order in which pages explain them.
var Stances = []Stance{Assert, Accuse, Deny, Confirm, Admit, Reject, Demand, Promise, Warn}

// Modality is how firmly a source says it.
type Modality string

// The modalities of section 1 of the design.
const (
	Stated      Modality = "stated"
	Hedged      Modality = "hedged"
	Conditional Modality = "conditional"
	Possible    Modality = "possible"
	Negated     Modality = "negated"
	Question    Modality = "question"
)

// Modalities lists every modality.
var Modalities = []Modality{Stated, Hedged, Conditional, Possible, Negated, Question}

// Kind of source: a party to the conflict, somebody else, or the report's own
// voice.
type SourceKind string

// The kinds of source.
const (
	Party      SourceKind = "party"
	ThirdParty SourceKind = "third-party"
	Narrator   SourceKind = "narrator"
)

// Claim is one thing that one source says at one place of one report.
type Claim struct {
	ID         string         `json:"id"`
	Stance     Stance         `json:"stance"`
	Modality   Modality       `json:"modality"`
	Verbatim   bool           `json:"verbatim"` // the content stands in quotation marks
	Source     Source         `json:"source"`
	Cue        *Span          `json:"cue,omitempty"`
	Content    Span           `json:"content"`
	About      *Span          `json:"about,omitempty"`     // what it is said of, beside the content: "the attack" of "called the attack a crime"
	Paragraph  int            `json:"paragraph,omitempty"` // of the text, from 1, headings among them, in which its sentence stands
	Parts      []Span         `json:"parts,omitempty"`     // the pieces of a content that the cue or source breaks in two or more
	Event      *Event         `json:"event,omitempty"`
	Counts     []Count        `json:"counts,omitempty"`
	Losses     []Loss         `json:"losses,omitempty"`
	Ceasefire  *CeasefireSaid `json:"ceasefire,omitempty"`
	Access     *AccessSaid    `json:"access,omitempty"`
	Control    *ControlSaid   `json:"control,omitempty"`
	RespondsTo string         `json:"responds_to,omitempty"` // id of the claim that this one answers
	Evidence   []string       `json:"evidence,omitempty"`    // addresses that the claim points at
	Rules      []string       `json:"rules"`                 // ids of the rules and lexicon entries that made it
}

// Source is who speaks. The narrator has no span.
type Source struct {
	*Span
	Name  string     `json:"name,omitempty"` // the lexicon's name, or the fullest form in the report
	Role  string     `json:"role,omitempty"`
	Side  string     `json:"side,omitempty"`
	Sides []string   `json:"sides,omitempty"` // when several speak as one ("both sides")
	Kind  SourceKind `json:"kind"`
	// Private marks a person named outside any office, who is shown by role
	// until two people decide otherwise.
	Private bool `json:"private,omitempty"`
}

// Actor is somebody whom a claim speaks of.
type Actor struct {
	Text    string `json:"text"`
	Name    string `json:"name,omitempty"`
	Role    string `json:"role,omitempty"`
	Side    string `json:"side,omitempty"`
	Private bool   `json:"private,omitempty"` // a person named outside any office: shown by role until two people decide otherwise
}

// Event is what a claim says happened in the world.
type Event struct {
	Type       string    `json:"type,omitempty"` // PLOVER; absent when only a place or time is said
	Mode       string    `json:"mode,omitempty"`
	Agents     []Actor   `json:"agents,omitempty"`
	Targets    []Actor   `json:"targets,omitempty"`
	Places     []Place   `json:"places,omitempty"`
	Time       *Interval `json:"time,omitempty"`
	Clock      string    `json:"clock,omitempty"` // local hour and minute that the words tell, "00:04"; ":04" past an hour that only the text around tells
	Instrument string    `json:"instrument,omitempty"`
}

// Place is a place as mentioned, with the gazetteer's reading of it.
type Place struct {
	Span
	Name      string   `json:"name"`
	Lat       *float64 `json:"lat,omitempty"` // degrees, WGS 84; absent when the gazetteer does not know
	Lon       *float64 `json:"lon,omitempty"`
	Precision string   `json:"precision,omitempty"` // country, region, district, city, town, village, feature, point
}

// Count is an interval of people or things. "Around n" has Min = Max = n and
// Approx; "at least n" has no Max; "more than n" has Min = n+1 and no Max.
type Count struct {
	ID     string   `json:"id"`
	What   string   `json:"what"` // killed, wounded, missing, captured, displaced, arrested, abducted, or the singular of the thing counted
	Who    string   `json:"who,omitempty"`
	Side   string   `json:"side,omitempty"`
	Min    *int64   `json:"min,omitempty"`
	Max    *int64   `json:"max,omitempty"`
	Approx bool     `json:"approx,omitempty"`
	PartOf []string `json:"part_of,omitempty"` // ids of the counts that hold this one: a part is never added
	Start  int      `json:"start"`
	End    int      `json:"end"`
}

// Loss is a number of units of equipment that a claim says a side lost. Two or
// more ids in PartOf mean that the grammar leaves the whole open.
type Loss struct {
	ID     string   `json:"id"`
	Class  string   `json:"class"` // the taxonomy's singular
	Model  string   `json:"model,omitempty"`
	Status string   `json:"status,omitempty"` // damaged, abandoned, captured, destroyed; empty when only "lost" is said
	Side   string   `json:"side,omitempty"`
	Min    *int64   `json:"min,omitempty"`
	Max    *int64   `json:"max,omitempty"`
	Approx bool     `json:"approx,omitempty"`
	PartOf []string `json:"part_of,omitempty"`
	Start  int      `json:"start"`
	End    int      `json:"end"`
}

// CeasefireSaid is what a claim says of a ceasefire.
type CeasefireSaid struct {
	Broker  string          `json:"broker,omitempty"`  // the actor's lexicon name
	Brokers []string        `json:"brokers,omitempty"` // when there are several, the first among them
	Status  string          `json:"status,omitempty"`  // announced, in force, extended, broken, ended
	By      []string        `json:"by,omitempty"`      // sides that are said to have broken or ended it, or, in force, to observe it
	Ordinal int             `json:"ordinal,omitempty"` // which of the truces: 2 for "the second ceasefire"
	Year    int             `json:"year,omitempty"`    // that names it: "the 1994 ceasefire"
	Times   int             `json:"times,omitempty"`   // how many truces are meant at once, when more than one: "three ceasefires"
	Earlier []CeasefireSaid `json:"earlier,omitempty"`

	Announced *Interval    `json:"announced,omitempty"` // when it was announced, where that is told beside the time of the event
	Effective *Interval    `json:"effective,omitempty"` // when it took or takes effect, likewise
	Clock     string       `json:"clock,omitempty"`     // local hour and minute at which it takes effect or, without After, was broken: "12:00"
	After     *Delay       `json:"after,omitempty"`     // how long after that it was broken, as the words say
	Counted   *BreachCount `json:"counted,omitempty"`   // how many breaches are told at once: "320 violations"
}

// Delay is a stretch of minutes, both ends among them.
type Delay struct {
	Min int `json:"min"`
	Max int `json:"max"`
}

// String tells a delay in minutes, or in hours where it is some of them.
func (d Delay) String() string {
	span := func(low, high int, unit string) string {
		switch {
		case low == high && low == 1:
			return "1 " + unit
		case low == high:
			return fmt.Sprintf("%d %ss", low, unit)
		case low == 0:
			return fmt.Sprintf("up to %d %ss", high, unit)
		}
		return fmt.Sprintf("%d to %d %ss", low, high, unit)
	}
	if d.Max >= 2*60 && d.Min%60 == 0 && (d.Max+1)/60*60 >= d.Max {
		return span(d.Min/60, (d.Max+1)/60, "hour")
	}
	return span(d.Min, d.Max, "minute")
}

// BreachCount is an interval of breaches, bounded as a Count is.
type BreachCount struct {
	Min    *int64 `json:"min,omitempty"`
	Max    *int64 `json:"max,omitempty"`
	Approx bool   `json:"approx,omitempty"`
}

// String tells a count of breaches: "320", "1001 or more", "about 2000 or more".
func (n BreachCount) String() string {
	words := ""
	switch {
	case n.Min != nil && n.Max != nil && *n.Min == *n.Max:
		words = fmt.Sprint(*n.Min)
	case n.Min != nil && n.Max != nil:
		words = fmt.Sprintf("%d to %d", *n.Min, *n.Max)
	case n.Min != nil:
		words = fmt.Sprintf("%d or more", *n.Min)
	case n.Max != nil:
		words = fmt.Sprintf("up to %d", *n.Max)
	}
	if n.Approx {
		return "about " + words
	}
	return words
}

// AccessSaid is what a claim says of a road or crossing.
type AccessSaid struct {
	Route  string `json:"route"`
	State  string `json:"state"` // open, closed, restricted
	To     string `json:"to,omitempty"`
	BySide string `json:"by_side,omitempty"`
}

// ControlSaid is what a claim says of who holds a place.
type ControlSaid struct {
	Place string `json:"place"`
	Side  string `json:"side,omitempty"`
	State string `json:"state"` // held, taken, lost, contested
}

// ClaimID names a claim by where it stands: the text's hash, the content's
// span, the stance, and the ordinal among claims that share all three.
func ClaimID(textHash string, content Span, stance Stance, ordinal int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d %d %s %d", textHash, content.Start, content.End, stance, ordinal))
	return hex.EncodeToString(sum[:16])
}

// ValidClaimID reports whether s has the form of a claim's id.
func ValidClaimID(s string) bool { return len(s) == 32 && ValidHash(s+s) }

// Countable reports whether the claim's numbers may ever enter a total.
func (c Claim) Countable() bool {
	return (c.Modality == Stated || c.Modality == Hedged) &&
		slices.Contains([]Stance{Assert, Accuse, Confirm, Admit}, c.Stance)
}

// SideSpeaking returns the sides on whose behalf the claim is made.
func (c Claim) SideSpeaking() []string {
	if c.Source.Side == "" {
		return c.Source.Sides
	}
	if slices.Contains(c.Source.Sides, c.Source.Side) {
		return c.Source.Sides
	}
	return append([]string{c.Source.Side}, c.Source.Sides...)
}

// Places returns the places of the claim's event.
func (c Claim) Places() []Place {
	if c.Event == nil {
		return nil
	}
	return c.Event.Places
}

// Check says how the claim breaks the reading format over text.
func (c Claim) Check(text string) error {
	if !ValidClaimID(c.ID) {
		return fmt.Errorf("claim id %q is not 32 hexadecimal digits", c.ID)
	}
	if !slices.Contains(Stances, c.Stance) {
		return fmt.Errorf("claim %s: unknown stance %q", c.ID, c.Stance)
	}
	if !slices.Contains(Modalities, c.Modality) {
		return fmt.Errorf("claim %s: unknown modality %q", c.ID, c.Modality)
	}
	if len(c.Rules) == 0 {
		return fmt.Errorf("claim %s names no rule", c.ID)
	}
	if (c.Source.Span == nil) != (c.Source.Kind == Narrator) {
		return fmt.Errorf("claim %s: a source has a span unless it is the narrator", c.ID)
	}
	spans := append([]Span{c.Content}, c.Parts...)
	for _, s := range []*Span{c.Source.Span, c.Cue, c.About} {
		if s != nil {
			spans = append(spans, *s)
		}
	}
	for _, p := range c.Places() {
		spans = append(spans, p.Span)
	}
	for _, s := range spans {
		if err := s.Check(text); err != nil {
			return fmt.Errorf("claim %s: %w", c.ID, err)
		}
	}
	for _, n := range c.Counts {
		if err := checkNumber(n.Start, n.End, n.Min, n.Max, text); err != nil {
			return fmt.Errorf("claim %s: count of %s: %w", c.ID, n.What, err)
		}
	}
	for _, l := range c.Losses {
		if err := checkNumber(l.Start, l.End, l.Min, l.Max, text); err != nil {
			return fmt.Errorf("claim %s: loss of %s: %w", c.ID, l.Class, err)
		}
	}
	return nil
}

func checkNumber(start, end int, low, high *int64, text string) error {
	if start < 0 || end <= start || end > len(text) {
		return fmt.Errorf("number at %d-%d lies outside the text", start, end)
	}
	if low != nil && high != nil && *low > *high {
		return fmt.Errorf("at least %d but at most %d", *low, *high)
	}
	return nil
}

// Reading is all the claims that one version of the reader finds in one text.
type Reading struct {
	Report    string   `json:"report"`
	TextHash  string   `json:"text_hash"`
	Reader    string   `json:"reader"`             // reader version and lexicon fingerprint
	Published Interval `json:"published,omitzero"` // of the report: the days that its claims may speak of hang on it
	Claims    []Claim  `json:"claims"`
}

// Check says what is wrong with the reading of text.
func (r Reading) Check(text string) error {
	if r.TextHash != Hash([]byte(text)) {
		return fmt.Errorf("reading is of text %s", r.TextHash)
	}
	seen := make(map[string]bool, len(r.Claims))
	for _, c := range r.Claims {
		if err := c.Check(text); err != nil {
			return err
		}
		if seen[c.ID] {
			return fmt.Errorf("claim %s stands twice", c.ID)
		}
		seen[c.ID] = true
	}
	return nil
}
