package flow

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"time"

	"tallystick/capture/pictures"
	"tallystick/evidence"
	"tallystick/link"
	"tallystick/publish"
	"tallystick/store"
)

// Exhibit is a file of evidence with all that was recorded of it.
type Exhibit struct {
	evidence.File
	Addresses []string `json:"addresses,omitempty"` // where it was found
	Entries   []int64  `json:"entries"`             // that hold it, the first first
	// First is the ledger time at which it was first recorded.
	First    time.Time        `json:"first"`
	Accepts  []publish.Ruling `json:"accepted,omitempty"`
	Rejects  []publish.Ruling `json:"rejected,omitempty"` // for the desk
	Withheld string           `json:"withheld,omitempty"` // for the desk: why the public does not see it

	decisions []store.DecisionRecord
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
			e = &Exhibit{File: r.File, First: r.At}
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
// order in which they came, as far as the audience sees them.
func (l *Library) Evidence(ctx context.Context, at int64, unit string) ([]Exhibit, error) {
	decided, err := l.store.FileDecisions(ctx)
	if err != nil {
		return nil, err
	}
	if !l.desk && unit == "" {
		return l.shown(ctx, at, sortedKeys(decided))
	}
	records, err := l.store.Files(ctx, at, unit)
	if err != nil {
		return nil, err
	}
	if !l.desk {
		var hashes []string
		for _, r := range records {
			if _, known := decided[r.File.Hash]; known && !slices.Contains(hashes, r.File.Hash) {
				hashes = append(hashes, r.File.Hash)
			}
		}
		return l.shown(ctx, at, hashes)
	}
	slices.Reverse(records)
	var all []Exhibit
	for _, e := range exhibits(records, make(map[string]*Exhibit)) {
		all = append(all, e.with(decided[e.Hash], at))
	}
	return all, nil
}

// shown lists those of some files that the public sees: of what somebody
// decided on, few, each is judged.
func (l *Library) shown(ctx context.Context, at int64, hashes []string) ([]Exhibit, error) {
	var all []Exhibit
	for _, hash := range hashes {
		e, err := l.Exhibit(ctx, at, hash)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b Exhibit) int { return cmp.Compare(a.Entries[0], b.Entries[0]) })
	return all, nil
}

// Exhibit returns a file of evidence by its hash; store.ErrNotFound when there is
// none, or none that the audience sees.
func (l *Library) Exhibit(ctx context.Context, at int64, hash string) (Exhibit, error) {
	if !evidence.ValidHash(hash) {
		return Exhibit{}, store.ErrNotFound
	}
	e, err := exhibitOf(ctx, l.store, at, hash)
	if err != nil {
		return Exhibit{}, err
	}
	e = e.with(e.decisions, at)
	now, _, err := l.moment(ctx, at)
	if err != nil {
		return Exhibit{}, err
	}
	file := publish.File{File: e.File, First: e.First, Accepts: e.Accepts}
	file.Units = e.Units
	_, file.Refused = standing(e.decisions, at)
	e.Withheld = file.Withheld(l.policy, now)
	if l.desk {
		return e, nil
	}
	if e.Withheld != "" {
		return Exhibit{}, store.ErrNotFound
	}
	var units, addresses []string
	for _, id := range e.Units {
		story, err := l.Unit(ctx, at, id)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return Exhibit{}, err
		}
		units = append(units, id)
		for _, address := range story.Addresses() {
			if slices.Contains(e.Addresses, address) && !slices.Contains(addresses, address) {
				addresses = append(addresses, address)
			}
		}
	}
	if len(units) == 0 { // it shows nothing that the public knows of
		return Exhibit{}, store.ErrNotFound
	}
	seen := l.losses.sieve.File(file, units)
	return Exhibit{File: seen.File, First: seen.First, Accepts: seen.Accepts, Addresses: addresses, Entries: e.Entries}, nil
}

// exhibit returns a file of evidence with what was decided on it.
func (l *Ledger) exhibit(ctx context.Context, at int64, hash string) (Exhibit, error) {
	return exhibitOf(ctx, l.store, at, hash)
}

func exhibitOf(ctx context.Context, s store.Store, at int64, hash string) (Exhibit, error) {
	numbers, err := s.EntriesOf(ctx, hash)
	if err != nil {
		return Exhibit{}, err
	}
	var records []store.FileRecord
	for _, n := range numbers {
		e, err := s.Entry(ctx, n)
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
	found := *exhibits(records, make(map[string]*Exhibit))[0]
	decided, err := s.FileDecisions(ctx)
	found.decisions = decided[hash]
	return found, err
}

// with adds what was decided up to a position.
func (e Exhibit) with(decisions []store.DecisionRecord, at int64) Exhibit {
	e.decisions = decisions
	then, _ := standing(decisions, at)
	switch then.Verdict {
	case evidence.Accept:
		e.Accepts = inForce(then, decisions)
	case evidence.Refuse:
		e.Rejects = inForce(then, decisions)
	}
	return e
}

// Picture writes a small copy of a picture that was added as evidence, as JPEG
// and without any of its file's metadata. store.ErrNotFound says that there is no
// such picture, that it cannot be shown, or that its reader may not see it.
func (l *Library) Picture(ctx context.Context, at int64, hash string, side int, out io.Writer) error {
	if _, err := l.Exhibit(ctx, at, hash); err != nil {
		l.album.forget(hash)
		return err
	}
	if kept := l.album.find(hash, side); kept != nil {
		_, err := out.Write(kept)
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
	var copied bytes.Buffer
	err = pictures.Copy(&copied, body, side)
	if errors.Is(err, pictures.ErrNoPicture) {
		err = fmt.Errorf("file %s: %w (%w)", hash, err, store.ErrNotFound)
	}
	if err != nil {
		return err
	}
	l.album.keep(hash, side, copied.Bytes())
	_, err = copied.WriteTo(out)
	return err
}
