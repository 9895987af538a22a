package flow

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"time"

	"tallystick/capture/pictures"
	"tallystick/evidence"
	"tallystick/link"
	"tallystick/store"
	"tallystick/store/bodies"
)

// Bounds of what is added as evidence.
const (
	maxEvidence  = 4 << 30 // bytes of one file
	maxOfAddress = 2000    // bytes of an address
)

// EvidenceOptions say what a file does not.
type EvidenceOptions struct {
	Units   []string // ids of the units that it shows
	Address string   // where it was found; "" when that is not said
}

// AddedFile says what became of a file.
type AddedFile struct {
	File      evidence.File       `json:"file"`
	New       bool                `json:"new"`             // anything was recorded
	Entry     int64               `json:"entry"`           // that holds it; -1 when nothing was recorded
	Like      []link.Likeness     `json:"like,omitempty"`  // files that look alike
	Proposals []evidence.Proposal `json:"proposals"`       // that units are one, which follow from it
	Known     int64               `json:"known,omitempty"` // entry that held the file before
}

// AddEvidence keeps a file that shows something, as it is, and records what it
// is, what it looks like and which units it shows. The same file again records
// what is new about it: another unit or address. Units that one picture shows,
// or two that look alike, are proposed to be one. Memory does not grow with the
// file.
func (l *Ledger) AddEvidence(ctx context.Context, name string, in io.Reader, opt EvidenceOptions) (done AddedFile, err error) {
	if l.writing == nil {
		return done, errReadOnly
	}
	if err := opt.check(); err != nil {
		return done, err
	}
	kept, err := l.bodies.Spool(&limited{ctx: ctx, in: in, left: maxEvidence})
	if err != nil {
		return done, fmt.Errorf("%s: %w", name, err)
	}
	// A crash from here on leaves the body, unnamed by any entry, until the same
	// file is added again.
	done.File, err = l.look(kept.Hash)
	if err == nil {
		done.File.Hash, done.File.Size, done.File.Name = kept.Hash, kept.Size, filepath.Base(name)
		done.File.Address, done.File.At = opt.Address, l.world.Now().UTC().Truncate(time.Second)
		var numbers []int64
		numbers, err = l.Record(ctx, func(next int64) ([]Draft, error) { return l.draftEvidence(ctx, next, &done, opt.Units) })
		if done.Entry = -1; len(numbers) > 0 {
			done.New, done.Entry = true, numbers[0]
		}
	}
	if err != nil {
		return done, errors.Join(fmt.Errorf("%s: %w", name, err), l.discardBody(ctx, kept))
	}
	return done, nil
}

func (o EvidenceOptions) check() error {
	if len(o.Units) > link.MaxMembers {
		return fmt.Errorf("one file is said to show %d units: %d at most", len(o.Units), link.MaxMembers)
	}
	if o.Address == "" {
		return nil
	}
	u, err := url.Parse(o.Address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || len(o.Address) > maxOfAddress {
		return fmt.Errorf("%.100q is no address: write it as https://example.org/picture.jpg", o.Address)
	}
	return nil
}

// limited reads so many bytes and no more, as long as nobody interrupts.
type limited struct {
	ctx  context.Context
	in   io.Reader
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	if err := l.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := l.in.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, fmt.Errorf("holds more than %d GiB: cut out what shows something", maxEvidence>>30)
	}
	return n, err
}

func (l *Ledger) look(hash string) (evidence.File, error) {
	body, err := l.bodies.Open(hash)
	if err != nil {
		return evidence.File{}, err
	}
	defer body.Close()
	return pictures.Look(body)
}

// discardBody deletes a body that was kept for nothing, unless the ledger names
// it after all.
func (l *Ledger) discardBody(ctx context.Context, kept bodies.Spooled) error {
	if !kept.New {
		return nil
	}
	ctx = context.WithoutCancel(ctx)
	size, err := l.store.Applied(ctx)
	if err != nil {
		return err
	}
	named, err := bodiesOf(ctx, l.store, size)
	if err != nil || slices.Contains(named, kept.Hash) {
		return err
	}
	return l.bodies.Delete(kept.Hash)
}

// draftEvidence drafts what the ledger does not know yet of a file, and what
// follows from it.
func (l *Ledger) draftEvidence(ctx context.Context, next int64, done *AddedFile, units []string) ([]Draft, error) {
	f := &done.File
	if err := l.mayHold(ctx, next, f.Hash); err != nil {
		return nil, err
	}
	all, err := l.gallery(ctx, next)
	if err != nil {
		return nil, err
	}
	known := all.files[f.Hash]
	about := []int64{}
	if known != nil {
		done.Known = known.Entries[0]
		about = append(about, known.Entries[0])
	}
	for _, id := range units {
		u, err := l.store.Unit(ctx, next, id)
		if errors.Is(err, store.ErrNotFound) {
			return nil, fmt.Errorf("no unit has the id %q: ids stand on the pages of `tallystick serve` and in `tallystick losses --csv`", id)
		}
		if err != nil {
			return nil, err
		}
		if (known == nil || !slices.Contains(known.Units, id)) && !slices.Contains(f.Units, id) {
			f.Units, about = append(f.Units, id), append(about, u.Entry)
		}
	}
	if known != nil && len(f.Units) == 0 && (f.Address == "" || slices.Contains(known.Addresses, f.Address)) {
		return nil, nil
	}
	drafts := []Draft{{Kind: evidence.EvidenceAdded, Payload: *f, About: about}}
	done.Like = all.album.Like(*f)
	if done.Proposals, err = l.samePictures(ctx, next, *f, known, done.Like, all); err != nil {
		return nil, err
	}
	for _, p := range done.Proposals {
		drafts = append(drafts, Draft{Kind: evidence.ProposalMade, Payload: p, About: []int64{next}})
	}
	return drafts, nil
}

// samePictures proposes which units are one, going by the pictures of them. What
// was proposed before is left out.
func (l *Ledger) samePictures(ctx context.Context, at int64, f evidence.File, known *Exhibit, like []link.Likeness, all *gallery) ([]evidence.Proposal, error) {
	here, err := l.unitsIn(ctx, at, f.Units, []string{f.Address})
	if err != nil || len(here) == 0 {
		return nil, err
	}
	var proposals []evidence.Proposal
	add := func(e *Exhibit, how string) error {
		there, err := l.unitsIn(ctx, at, e.Units, e.Addresses)
		if err != nil {
			return err
		}
		for _, p := range link.SamePicture(here, there, how) {
			standing, err := l.store.Proposals(ctx, at, store.ProposalFilter{ID: p.ID})
			if err != nil {
				return err
			}
			if len(standing) == 0 && !slices.ContainsFunc(proposals, func(q evidence.Proposal) bool { return q.ID == p.ID }) {
				proposals = append(proposals, p)
			}
		}
		return nil
	}
	if known != nil {
		if err := add(known, fmt.Sprintf("the same file was added for both (SHA-256 %s)", f.Hash)); err != nil {
			return nil, err
		}
	}
	for _, near := range like {
		how := fmt.Sprintf("files that look alike were added for both (SHA-256 %s and %s); %s", f.Hash, near.File, near.Words())
		if err := add(all.files[near.File], how); err != nil {
			return nil, err
		}
	}
	return proposals, nil
}

// unitsIn returns the units that a file shows: those that it was added for, and
// those that lists show by the address where it was found.
func (l *Ledger) unitsIn(ctx context.Context, at int64, ids, addresses []string) ([]evidence.Unit, error) {
	ids = slices.Clone(ids)
	for _, address := range addresses {
		if address == "" {
			continue
		}
		shown, err := l.store.UnitsShown(ctx, at, address)
		if err != nil {
			return nil, err
		}
		ids = append(ids, shown[:min(len(shown), link.MaxMembers+1)]...)
	}
	var units []evidence.Unit
	for _, id := range ids {
		u, err := l.store.Unit(ctx, at, id)
		if err == nil && u.Unit.Into != "" { // it counts as that one
			u, err = l.store.Unit(ctx, at, u.Unit.Into)
		}
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		units = append(units, u.Unit)
	}
	return units, nil
}
