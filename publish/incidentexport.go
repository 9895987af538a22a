package publish

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"
)

// IncidentColumns are the columns of the CSV file of incidents: those of the
// incident, repeated on the row of each of its claims, then those of the claim.
// docs/incidents.md explains them.
var IncidentColumns = slices.Concat([]string{
	"incident", "incident_state", "incident_accepted_by", "begins", "ends", "incident_places", "standing", "origins", "reports",
	"accounts", "answers", "answers_sure",
}, Columns)

// Telling is what the accounts of an incident say of it as a whole and of each
// of its claims, by id.
type Telling struct {
	Standing string
	Origins  int
	Reports  int
	Accounts map[string][]string // in which the claim stands
	Answers  map[string]string   // the claim that it answers
	Sure     map[string]string   // how sure that is
}

// IncidentWriter writes the claims of incidents as CSV, one a row. A cell that a
// spreadsheet would run as a formula is put behind an apostrophe.
type IncidentWriter struct{ out *csv.Writer }

// NewIncidentWriter begins a file with its columns.
func NewIncidentWriter(w io.Writer) *IncidentWriter {
	out := csv.NewWriter(&legible{to: w})
	out.Write(IncidentColumns) // an error is told by Close
	return &IncidentWriter{out}
}

// Write writes the rows of an incident. An error is told by Close.
func (w *IncidentWriter) Write(i Incident, t Telling) {
	heads := make(map[string]Headline)
	for _, r := range i.Reports {
		heads[r.ID] = r
	}
	for _, c := range i.Claims {
		h := heads[c.Report]
		cells := []string{
			i.ID, string(i.State), list(i.Accepts, func(a Ruling) string { return a.By }), i.Holds.From, i.Holds.To, strings.Join(i.Holds.Places, "; "),
			t.Standing, strconv.Itoa(t.Origins), strconv.Itoa(t.Reports), strings.Join(t.Accounts[c.ID], "; "), t.Answers[c.ID], t.Sure[c.ID],
		}
		cells = append(cells, csvRow(Report{ID: c.Report, Title: h.Title, Publisher: h.Publisher, Published: h.Published}, c)...)
		for n := range cells {
			cells[n] = harmless(cells[n])
		}
		w.out.Write(cells)
	}
}

// Close ends the file. It does not close what it is written to.
func (w *IncidentWriter) Close() error {
	w.out.Flush()
	return w.out.Error()
}
