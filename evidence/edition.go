package evidence

import (
	"errors"
	"fmt"
	"time"
)

// Edition is the payload of an edition.imported entry: a list or series as it
// stood in one file. The entries of its units and tallies follow and are about
// it; all of them are recorded at once or not at all.
type Edition struct {
	List     string         `json:"list"`           // name of the list, the same for every edition
	Format   string         `json:"format"`         // "oryx-page", "oryx-csv", "warspotting", "official-claims", "ethprio-ceasefires"
	Files    []Body         `json:"files"`          // as received
	Date     string         `json:"date,omitempty"` // up to which the list runs, where it is known
	Importer string         `json:"importer"`       // program and lexicon that read it
	At       time.Time      `json:"at"`
	Rows     int            `json:"rows"`  // rows or links of the files
	Units    int            `json:"units"` // that they list
	Tallies  int            `json:"tallies"`
	Truces   int            `json:"truces,omitempty"`
	Changes  map[string]int `json:"changes"`       // units or truces by kind of change
	Odd      []Oddity       `json:"odd,omitempty"` // what is wrong with rows that list no unit and state no tally
}

// Body names a file as received.
type Body struct {
	Name string `json:"name"`
	Hash string `json:"hash"` // SHA-256, the body's name
	Size int64  `json:"size"` // bytes
}

// Oddity is something wrong with one row of a file. The row is kept as it is.
type Oddity struct {
	File string `json:"file,omitempty"`
	Line int    `json:"line"`           // from 1
	Cell string `json:"cell,omitempty"` // column or heading
	Raw  string `json:"raw,omitempty"`
	Why  string `json:"why"`
}

func (o Oddity) String() string {
	where := fmt.Sprintf("line %d", o.Line)
	if o.File != "" {
		where = fmt.Sprintf("%s:%d", o.File, o.Line)
	}
	if o.Cell != "" {
		where += ", " + o.Cell
	}
	if o.Raw != "" {
		return fmt.Sprintf("%s: %s: %q", where, o.Why, clip(o.Raw))
	}
	return where + ": " + o.Why
}

// EditionID names an edition by its list and files.
func (e Edition) ID() string {
	b := []byte("edition\n" + e.List + "\n")
	for _, f := range e.Files {
		b = append(b, f.Hash...)
	}
	return Hash(b)[:32]
}

// Check says what is wrong with the edition.
func (e Edition) Check() error {
	if e.List == "" || len(e.Files) == 0 {
		return errors.New("an edition names its list and its files")
	}
	for _, f := range e.Files {
		if !ValidHash(f.Hash) {
			return fmt.Errorf("%s: %q is no SHA-256", f.Name, f.Hash)
		}
	}
	return nil
}

// File is the payload of an evidence.added entry: a file that shows something,
// kept as received, or the address of one.
type File struct {
	Hash       string    `json:"hash"` // SHA-256, the body's name
	Name       string    `json:"name"`
	MediaType  string    `json:"media_type"`
	Size       int64     `json:"size"`             // bytes
	Width      int       `json:"width,omitempty"`  // pixels, of an image
	Height     int       `json:"height,omitempty"` // pixels, of an image
	Perceptual []Print   `json:"perceptual,omitempty"`
	Odd        string    `json:"odd,omitempty"`     // why a picture has no perceptual hashes
	Address    string    `json:"address,omitempty"` // where it was found
	Units      []string  `json:"units,omitempty"`   // ids of the units that it shows
	At         time.Time `json:"at"`
}

// Print is a perceptual hash of an image: pictures that look alike differ in
// few bits.
type Print struct {
	Algorithm string `json:"algorithm"` // with its version: "dhash-1"
	Bits      string `json:"bits"`      // 16 hexadecimal digits
}
