package flow

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"tallystick/capture/pictures"
	"tallystick/evidence"
	"tallystick/link"
	"tallystick/store"
)

// Exhibit is a file of evidence with all that was recorded of it.
type Exhibit struct {
	evidence.File
	Addresses []string `json:"addresses,omitempty"` // where it was found
	Entries   []int64  `json:"entries"`             // that hold it, the first first
}

// gallery is all files of evidence, and what they look like.
type gallery struct {
	at    int64 // position up to which it has seen the log
	files map[string]*Exhibit
	album *link.Album
}

// gallery returns the files up to a position. It is kept between calls: files
// that are added one after another are read once. Record's door is closed
// meanwhile.
func (l *Ledger) gallery(ctx context.Context, at int64) (*gallery, error) {
	if l.exhibits != nil && l.exhibits.at <= at {
		fresh, err := l.newFiles(ctx, l.exhibits.at, at)
		if err == nil {
			l.exhibits.add(fresh, at)
		}
		return l.exhibits, err
	}
	records, err := l.store.Files(ctx, at, "")
	if err != nil {
		return nil, err
	}
	slices.Reverse(records)
	l.exhibits = &gallery{files: make(map[string]*Exhibit), album: link.NewAlbum()}
	l.exhibits.add(records, at)
	return l.exhibits, nil
}

// newFiles returns the files that were recorded from one position to another.
func (l *Ledger) newFiles(ctx context.Context, from, to int64) ([]store.FileRecord, error) {
	var fresh []store.FileRecord
	for n := from; n < to; n++ {
		e, err := l.store.Entry(ctx, n)
		if err != nil {
			return nil, err
		}
		if e.Envelope.Kind != evidence.EvidenceAdded || e.Withdrawn() {
			continue
		}
		f, err := evidence.Decode[evidence.File](e)
		if err != nil {
			return nil, err
		}
		fresh = append(fresh, store.FileRecord{Entry: n, At: e.Envelope.Time, File: f})
	}
	return fresh, nil
}

func (g *gallery) add(records []store.FileRecord, at int64) {
	for _, e := range exhibits(records, g.files) {
		g.album.Add(e.File)
	}
	g.at = at
}

// exhibits puts together what was recorded of each file, in the order in which
// they were first added. byHash may hold files that were there before.
func exhibits(records []store.FileRecord, byHash map[string]*Exhibit) []*Exhibit {
	var fresh []*Exhibit
	for _, r := range records {
		if r.File.Hash == "" {
			continue
		}
		e := byHash[r.File.Hash]
		if e == nil {
			e = &Exhibit{File: r.File}
			e.Units, e.Address = nil, ""
			byHash[r.File.Hash] = e
			fresh = append(fresh, e)
		}
		e.Entries = append(e.Entries, r.Entry)
		for _, id := range r.File.Units {
			if !slices.Contains(e.Units, id) {
				e.Units = append(e.Units, id)
			}
		}
		if a := r.File.Address; a != "" && !slices.Contains(e.Addresses, a) {
			e.Addresses = append(e.Addresses, a)
		}
	}
	return fresh
}

// Evidence lists the files that were added about a unit, or all for "", in the
// order in which they came. The public is shown none: what a file shows besides
// a unit has been looked at by nobody.
func (l *Library) Evidence(ctx context.Context, at int64, unit string) ([]Exhibit, error) {
	if !l.desk {
		return nil, nil
	}
	records, err := l.store.Files(ctx, at, unit)
	if err != nil {
		return nil, err
	}
	slices.Reverse(records)
	var all []Exhibit
	for _, e := range exhibits(records, make(map[string]*Exhibit)) {
		all = append(all, *e)
	}
	return all, nil
}

// Exhibit returns a file of evidence by its hash; store.ErrNotFound when there is
// none, as for the public always.
func (l *Library) Exhibit(ctx context.Context, at int64, hash string) (Exhibit, error) {
	if !l.desk || !evidence.ValidHash(hash) {
		return Exhibit{}, store.ErrNotFound
	}
	numbers, err := l.store.EntriesOf(ctx, hash)
	if err != nil {
		return Exhibit{}, err
	}
	var records []store.FileRecord
	for _, n := range numbers {
		e, err := l.store.Entry(ctx, n)
		if err != nil {
			return Exhibit{}, err
		}
		if n >= at || e.Envelope.Kind != evidence.EvidenceAdded || e.Withdrawn() {
			continue
		}
		f, err := evidence.Decode[evidence.File](e)
		if err != nil {
			return Exhibit{}, err
		}
		records = append(records, store.FileRecord{Entry: n, At: e.Envelope.Time, File: f})
	}
	if len(records) == 0 {
		return Exhibit{}, store.ErrNotFound
	}
	return *exhibits(records, make(map[string]*Exhibit))[0], nil
}

// Picture writes a small copy of a picture that was added as evidence, as JPEG
// and without any of its file's metadata. store.ErrNotFound says that there is no
// such picture, that it cannot be shown, or that its reader may not see it.
func (l *Library) Picture(ctx context.Context, at int64, hash string, side int, out io.Writer) error {
	if _, err := l.Exhibit(ctx, at, hash); err != nil {
		return err
	}
	body, err := l.bodies.Open(hash)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("file %s: its body is missing (%w): run `tallystick verify`", hash, err)
	}
	if err != nil {
		return err
	}
	defer body.Close()
	l.showing.Lock() // one at a time: a picture may take much room
	defer l.showing.Unlock()
	err = pictures.Copy(out, body, side)
	if errors.Is(err, pictures.ErrNoPicture) {
		err = fmt.Errorf("file %s: %w (%w)", hash, err, store.ErrNotFound)
	}
	return err
}
