package evidence

import (
	"errors"
	"fmt"
	"time"
	"unicode/utf8"
)

// Report is one captured thing to read: what was cleaned out of bytes that
// are kept unchanged elsewhere under the report's ID. A Report is never
// changed; a better extractor makes another one for the same ID.
type Report struct {
	ID        string    `json:"id"` // SHA-256 of the bytes as received
	Title     string    `json:"title,omitempty"`
	Byline    string    `json:"byline,omitempty"`
	Publisher string    `json:"publisher,omitempty"` // the outlet that printed it, not the source that speaks in it
	Language  string    `json:"language,omitempty"`  // ISO 639-1, empty when not known
	Published Interval  `json:"published"`
	Links     []string  `json:"links,omitempty"`
	Caption   []Caption `json:"caption,omitempty"`
	Partial   string    `json:"partial,omitempty"` // why the capture is cut off, empty when it is whole
	Text      string    `json:"text"`              // cleaned text, UTF-8, paragraphs apart by one empty line
	Extractor string    `json:"extractor"`         // name and version of what cleaned the text
}

// Caption is the text under a picture and who the picture is credited to.
type Caption struct {
	Text   string `json:"text"`
	Credit string `json:"credit,omitempty"`
}

// TextHash names the cleaned text. Two pages that differ only in furniture
// have one text hash.
func (r Report) TextHash() string { return Hash([]byte(r.Text)) }

// Check says what is wrong with the report.
func (r Report) Check() error {
	switch {
	case !ValidHash(r.ID):
		return fmt.Errorf("report id %q is no SHA-256", r.ID)
	case !utf8.ValidString(r.Text):
		return errors.New("report text is not UTF-8")
	case r.Extractor == "":
		return errors.New("report does not say what extracted its text")
	}
	return r.Published.Check()
}

// Capture says how a report's bytes came in. Many captures may share a report.
type Capture struct {
	Report    string    `json:"report"`
	Size      int64     `json:"size"`
	MediaType string    `json:"media_type"` // text/plain, text/html, text/markdown
	Name      string    `json:"name"`       // the file's base name or the address; never a folder of the submitter's
	At        time.Time `json:"at"`
	By        string    `json:"by"`                // program and version that captured it
	Licence   string    `json:"licence,omitempty"` // what lets the operator show more than an excerpt, as the operator stated it
}
