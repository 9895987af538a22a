package publish

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"tallystick/evidence"
)

// Columns are the columns of the CSV file of claims, in order. docs/datasets.md
// explains each.
var Columns = []string{
	"claim", "report", "title", "publisher", "published_from", "published_to", "published_basis",
	"stance", "modality", "verbatim", "source", "source_role", "source_kind", "source_sides",
	"content_start", "content_end", "content", "sentence",
	"event_type", "event_mode", "agents", "targets", "instrument", "time_from", "time_to", "time_basis",
	"places", "latitudes", "longitudes", "counts", "losses", "ceasefire", "access", "control",
	"responds_to", "evidence", "rules", "entry", "accepted_by", "accepted_at", "accepted_reasons", "decision_entries",
}

// ClaimWriter writes the claims of public reports one report after another, in
// little memory.
type ClaimWriter interface {
	// Write writes the claims of a report.
	Write(Report) error
	// Close ends what is written. It does not close what it is written to.
	Close() error
}

// NewClaimCSV writes claims as CSV, one a row, lists joined by "; ". A cell that
// a spreadsheet would run as a formula is put behind an apostrophe.
func NewClaimCSV(w io.Writer) (ClaimWriter, error) {
	out := csv.NewWriter(&legible{to: w})
	return claimCSV{out}, out.Write(Columns)
}

type claimCSV struct{ out *csv.Writer }

func (w claimCSV) Write(r Report) error {
	for _, c := range r.Claims {
		cells := csvRow(r, c)
		for i := range cells {
			cells[i] = harmless(cells[i])
		}
		if err := w.out.Write(cells); err != nil {
			return err
		}
	}
	return nil
}

func (w claimCSV) Close() error {
	w.out.Flush()
	return w.out.Error()
}

// NewClaimJSON writes reports as one JSON array of objects, each with its
// excerpts and claims.
func NewClaimJSON(w io.Writer) ClaimWriter { return &claimJSON{out: w, before: "[\n  "} }

type claimJSON struct {
	out    io.Writer
	before string // what stands before the next report
}

func (w *claimJSON) Write(r Report) error {
	b, err := json.MarshalIndent(r, "  ", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w.out, "%s%s", w.before, b)
	w.before = ",\n  "
	return err
}

func (w *claimJSON) Close() error {
	end := "\n]\n"
	if w.before[0] == '[' {
		end = "[]\n"
	}
	_, err := io.WriteString(w.out, end)
	return err
}

func csvRow(r Report, c Claim) []string {
	event := evidence.Event{}
	if c.Event != nil {
		event = *c.Event
	}
	when := evidence.Interval{}
	if event.Time != nil {
		when = *event.Time
	}
	var ceasefire, access, control string
	if f := c.Ceasefire; f != nil {
		ceasefire = strings.TrimSpace(f.Broker + " " + f.Status)
	}
	if a := c.Access; a != nil {
		access = strings.TrimSpace(a.Route + " " + a.State + " " + a.To)
	}
	if h := c.Control; h != nil {
		control = strings.TrimSpace(h.Place + " " + h.State + " " + h.Side)
	}
	return []string{
		c.ID, r.ID, r.Title, r.Publisher, r.Published.From, r.Published.To, r.Published.Basis,
		string(c.Stance), string(c.Modality), strconv.FormatBool(c.Verbatim), c.Source.Name, c.Source.Role, string(c.Source.Kind), list(c.SideSpeaking(), itself),
		strconv.Itoa(c.Content.Start), strconv.Itoa(c.Content.End), c.Content.Text, c.Sentence,
		event.Type, event.Mode, list(event.Agents, actorName), list(event.Targets, actorName), event.Instrument, when.From, when.To, when.Basis,
		list(event.Places, func(p evidence.Place) string { return p.Name }),
		list(event.Places, func(p evidence.Place) string { return degrees(p.Lat) }),
		list(event.Places, func(p evidence.Place) string { return degrees(p.Lon) }),
		list(c.Counts, countWords), list(c.Losses, lossWords), ceasefire, access, control,
		c.RespondsTo, list(c.Evidence, itself), list(c.Rules, itself), strconv.FormatInt(c.Entry, 10),
		list(c.Accepts, func(a Ruling) string { return a.By }),
		list(c.Accepts, func(a Ruling) string { return a.At.UTC().Format(time.RFC3339) }),
		list(c.Accepts, func(a Ruling) string { return a.Reason }),
		list(c.Accepts, func(a Ruling) string { return strconv.FormatInt(a.Entry, 10) }),
	}
}

func list[T any](items []T, say func(T) string) string {
	words := make([]string, len(items))
	for i, item := range items {
		words[i] = say(item)
	}
	return strings.Join(words, "; ")
}

func itself(s string) string { return s }

func actorName(a evidence.Actor) string {
	name := a.Name
	if name == "" {
		name = a.Text
	}
	if a.Side != "" {
		name += " [" + a.Side + "]"
	}
	return name
}

func degrees(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}

func countWords(n evidence.Count) string {
	return strings.TrimSpace(interval(n.Min, n.Max, n.Approx)+" "+n.Who+" "+n.What) + part(n.PartOf)
}

func lossWords(l evidence.Loss) string {
	return strings.Join(strings.Fields(interval(l.Min, l.Max, l.Approx)+" "+l.Class+" "+l.Model+" "+l.Status+" "+l.Side), " ") + part(l.PartOf)
}

func interval(low, high *int64, approx bool) string {
	var s string
	switch {
	case low != nil && high != nil && *low == *high:
		s = strconv.FormatInt(*low, 10)
	case low != nil && high != nil:
		s = fmt.Sprintf("%d to %d", *low, *high)
	case low != nil:
		s = fmt.Sprintf("at least %d", *low)
	case high != nil:
		s = fmt.Sprintf("at most %d", *high)
	default:
		s = "some"
	}
	if approx {
		s = "around " + s
	}
	return s
}

func part(of []string) string {
	if len(of) == 0 {
		return ""
	}
	return " (part of " + strings.Join(of, " or ") + ")"
}

// harmless returns a cell as a spreadsheet may have it: behind an apostrophe
// where it would be run as a formula, by signs of East Asia's
// width too. Numbers stay as they are, whatever their sign.
func harmless(cell string) string {
	if first, _ := utf8.DecodeRuneInString(cell); cell != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) && !numeric(cell) {
		return "'" + cell
	}
	return cell
}

// numeric reports whether a cell is a number, or several with commas or
// semicolons between.
func numeric(cell string) bool {
	for number := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		if _, err := strconv.ParseFloat(number, 64); err != nil {
			return false
		}
	}
	return true
}
