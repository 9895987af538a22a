package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tallystick/evidence"
)

// Rows is what one entry adds to the derived tables. Each row belongs to the
// entry that made it, so that a withdrawal can take exactly those.
type Rows struct {
	Capture  *evidence.Capture
	Text     *evidence.Report
	Prints   []int64 // fingerprints of the text's paragraphs
	Bands    []int64 // that the text is found by when another is laid beside it
	Reading  *ReadingRow
	Claims   []ClaimRow
	Decision *evidence.Decision
	Grouped  []int64 // keys of the claims that a decision groups or ties
	Carried  *evidence.Carried
	Proposal *evidence.Proposal
	Edition  *evidence.Edition
	Loss     *LossRow
	Tally    *evidence.Tally
	File     *evidence.File
	Incident *IncidentRow
	Truce    *evidence.Ceasefire
	Route    *evidence.Route
}

// ReadingRow is one reading of one report.
type ReadingRow struct {
	Report    string
	TextHash  string
	Reader    string
	Published int64 // day of the report's publication at the latest, or NoDay
	Claims    int
	Traits    []int64 // that any of its claims has, each once
	Places    []Named // that its claims name, each slug once
}

// ClaimRow says where in the reading's payload a claim stands, and the words
// that it is found by. The claim itself is cut from the payload when asked for,
// so it goes when the payload goes.
type ClaimRow struct {
	ID      string
	Report  string
	From    int // byte offset in the payload
	Size    int
	Content string // folded for search
	Days    Days
	Traits  []int64
	Blocks  []int64
	Mention []byte // nil when nothing is kept to link it by
}

// MaxClaims bounds the claims of one reading: a claim's row number is its
// entry's number times MaxClaims plus its ordinal.
const MaxClaims = 1 << 20

// Derive returns the rows that an entry adds. A withdrawn entry adds none.
func Derive(e evidence.Entry, linker Linker) (Rows, error) {
	if e.Withdrawn() {
		return Rows{}, nil
	}
	switch e.Envelope.Kind {
	case evidence.ReportCaptured:
		c, err := evidence.Decode[evidence.Capture](e)
		return Rows{Capture: &c}, err
	case evidence.ReportText:
		r, err := evidence.Decode[evidence.Report](e)
		return Rows{Text: &r, Prints: Fingerprints(r.Text), Bands: BandsOf(Runs(r.Text))}, err
	case evidence.ReportRead:
		return deriveReading(e, linker)
	case evidence.DecisionMade:
		d, err := evidence.Decode[evidence.Decision](e)
		return Rows{Decision: &d, Grouped: groupedClaims(d)}, err
	case evidence.DecisionCarried:
		c, err := evidence.Decode[evidence.Carried](e)
		return Rows{Carried: &c}, err
	case evidence.ProposalMade:
		p, err := evidence.Decode[evidence.Proposal](e)
		return Rows{Proposal: &p}, err
	case evidence.EditionImported:
		edition, err := evidence.Decode[evidence.Edition](e)
		return Rows{Edition: &edition}, err
	case evidence.LossRecorded:
		return deriveLoss(e)
	case evidence.TallyRecorded:
		t, err := evidence.Decode[evidence.Tally](e)
		return Rows{Tally: &t}, err
	case evidence.EvidenceAdded:
		f, err := evidence.Decode[evidence.File](e)
		return Rows{File: &f}, err
	case evidence.IncidentRecorded:
		return deriveIncident(e)
	case evidence.CeasefireRecorded:
		c, err := evidence.Decode[evidence.Ceasefire](e)
		return Rows{Truce: &c}, err
	case evidence.RouteRecorded:
		r, err := evidence.Decode[evidence.Route](e)
		return Rows{Route: &r}, err
	}
	return Rows{}, nil
}

// deriveReading walks the payload once: the reading's own fields, and of each
// claim its place in the payload.
func deriveReading(e evidence.Entry, linker Linker) (Rows, error) {
	fail := func(err error) (Rows, error) {
		return Rows{}, fmt.Errorf("entry %d: %s payload: %w", e.Envelope.Number, e.Envelope.Kind, err)
	}
	var reading evidence.Reading
	var rows []ClaimRow
	d := json.NewDecoder(bytes.NewReader(e.Payload))
	if _, err := d.Token(); err != nil { // the opening brace
		return fail(err)
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return fail(err)
		}
		switch key {
		case "report":
			err = d.Decode(&reading.Report)
		case "text_hash":
			err = d.Decode(&reading.TextHash)
		case "reader":
			err = d.Decode(&reading.Reader)
		case "published":
			err = d.Decode(&reading.Published)
		case "claims":
			reading.Claims, rows, err = claimRows(d, e.Payload)
		default:
			err = fmt.Errorf("unknown key %v", key)
		}
		if err != nil {
			return fail(err)
		}
	}
	if len(rows) > MaxClaims {
		return fail(fmt.Errorf("%d claims, more than %d", len(rows), MaxClaims))
	}
	var had []int64
	places := make(map[string]string)
	for i := range rows {
		c := &reading.Claims[i]
		rows[i].ID, rows[i].Report, rows[i].Content = c.ID, reading.Report, Fold(c.Content.Text)
		rows[i].Days, rows[i].Traits = DaysOf(c, reading.Published), traits(c)
		had = append(had, rows[i].Traits...)
		for _, p := range c.Places() {
			if slug := Slug(p.Name); slug != "" && (places[slug] == "" || p.Name < places[slug]) {
				places[slug] = p.Name
			}
		}
	}
	for _, m := range linker.Of(reading) {
		rows[m.Claim].Blocks, rows[m.Claim].Mention = m.Blocks, m.Bytes
	}
	row := ReadingRow{Report: reading.Report, TextHash: reading.TextHash, Reader: reading.Reader, Published: daysIn(reading.Published).Last, Claims: len(rows), Traits: each(had)}
	for _, slug := range slices.Sorted(maps.Keys(places)) {
		row.Places = append(row.Places, Named{slug, places[slug]})
	}
	return Rows{Reading: &row, Claims: rows}, nil
}

// claimRows decodes the claims, and says where each stands in the payload.
func claimRows(d *json.Decoder, payload []byte) ([]evidence.Claim, []ClaimRow, error) {
	var claims []evidence.Claim
	var rows []ClaimRow
	open, err := d.Token()
	if err != nil || open == nil { // a reading without claims
		return nil, nil, err
	}
	for d.More() {
		var c evidence.Claim
		before := int(d.InputOffset())
		if err := d.Decode(&c); err != nil {
			return nil, nil, err
		}
		end := int(d.InputOffset())
		from := before + bytes.IndexByte(payload[before:end], '{')
		claims, rows = append(claims, c), append(rows, ClaimRow{From: from, Size: end - from})
	}
	_, err = d.Token()
	return claims, rows, err
}

// Words splits a search query into folded words and drops everything else, so
// that no engine's query language can be reached from outside.
func Words(query string) []string {
	return strings.FieldsFunc(Fold(query), func(r rune) bool { return !isWord(r) })
}

// Around returns the words of a text around the first place where one of the
// folded words stands: about 200 bytes, cut between words.
func Around(text string, words []string) string {
	const before, after = 80, 120
	at := 0
	fold := Fold(text)
	if len(fold) == len(text) || plain(text) { // offsets agree; else show the beginning
		for _, w := range words {
			if i := strings.Index(fold, w); i >= 0 {
				at = i
				break
			}
		}
	}
	from, to := max(at-before, 0), min(at+after, len(text))
	for from > 0 && text[from-1] != ' ' && text[from-1] != '\n' {
		from--
	}
	for to < len(text) && text[to] != ' ' && text[to] != '\n' {
		to++
	}
	return strings.Join(strings.Fields(text[from:to]), " ")
}

// MinParagraph is the length in bytes from which a paragraph says something of
// its own, so that two texts that share it share an origin.
const MinParagraph = 80

// Fingerprints returns one number for each different paragraph of a text that
// is long enough, in order: the first 63 bits of the SHA-256 of its folded
// words. The function must never change: its results are kept.
func Fingerprints(text string) []int64 {
	var prints []int64
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		if len(paragraph) < MinParagraph {
			continue
		}
		sum := sha256.Sum256([]byte(strings.Join(Words(paragraph), " ")))
		print := int64(binary.BigEndian.Uint64(sum[:8]) >> 1)
		if !slices.Contains(prints, print) {
			prints = append(prints, print)
		}
	}
	return prints
}
