package flow

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"sync"

	"tallystick/store"
)

// Pointing lists the claims that the audience sees and that point at one of
// some addresses: what rests on the files that were found there.
func (l *Library) Pointing(ctx context.Context, at int64, addresses []string) ([]string, error) {
	if len(addresses) == 0 {
		return nil, nil
	}
	all, err := answered(ctx, l, &l.answers.pointing, at, struct{}{}, func() (map[string][]string, int, error) {
		byAddress := make(map[string][]string)
		size := 0
		err := l.eachPointing(ctx, at, func(id string, to []string) {
			for _, address := range to {
				byAddress[address] = append(byAddress[address], id)
				size++
			}
		})
		return byAddress, size, err
	})
	if err != nil {
		return nil, err
	}
	var claims []string
	for _, address := range addresses {
		claims = append(claims, all[address]...)
	}
	slices.Sort(claims)
	return slices.Compact(claims), nil
}

// eachPointing visits the claims that point at anything: few do.
func (l *Library) eachPointing(ctx context.Context, at int64, visit func(claim string, to []string)) error {
	if l.desk {
		_, err := l.store.ClaimsLike(ctx, at, store.ClaimFilter{}, "", 0, func(c store.ClaimRecord) error {
			if len(c.Claim.Evidence) > 0 {
				visit(c.Claim.ID, c.Claim.Evidence)
			}
			return nil
		})
		return err
	}
	decided, err := l.store.DecidedReports(ctx)
	if err != nil {
		return err
	}
	g := l.gatherer(ctx, at, true)
	for _, id := range decided {
		r, err := g.report(id)
		if err != nil {
			return err
		}
		if r == nil {
			continue
		}
		for _, c := range r.Claims {
			if len(c.Claim.Evidence) > 0 {
				visit(c.ID, c.Claim.Evidence)
			}
		}
	}
	return nil
}

// FoundAt returns the hashes of the files of evidence that were found at an
// address, as far as the audience sees that they were.
func (l *Library) FoundAt(ctx context.Context, at int64, address string) ([]string, error) {
	records, err := l.store.FilesAt(ctx, at, address)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, r := range records {
		if slices.Contains(found, r.File.Hash) {
			continue
		}
		e, err := l.Exhibit(ctx, at, r.File.Hash)
		switch {
		case errors.Is(err, store.ErrNotFound):
		case err != nil:
			return nil, err
		case slices.Contains(e.Addresses, address):
			found = append(found, e.Hash)
		}
	}
	return found, nil
}

// album keeps the small copies of pictures that were made last: to make one
// takes a thousand times as long as to send it.
type album struct {
	lock sync.Mutex
	all  []albumPicture // the last asked for last
	size int
}

type albumPicture struct {
	hash string
	side int
	jpeg []byte
}

// mostAlbum bounds what an album holds, in bytes.
const mostAlbum = 32 << 20

// find returns the copy of a picture, nil where none is kept.
func (a *album) find(hash string, side int) []byte {
	a.lock.Lock()
	defer a.lock.Unlock()
	i := slices.IndexFunc(a.all, func(p albumPicture) bool { return p.hash == hash && p.side == side })
	if i < 0 {
		return nil
	}
	found := a.all[i]
	a.all = append(slices.Delete(a.all, i, i+1), found)
	return found.jpeg
}

// keep adds a copy, and drops those that were not asked for longest.
func (a *album) keep(hash string, side int, jpeg []byte) {
	a.lock.Lock()
	defer a.lock.Unlock()
	a.all, a.size = append(a.all, albumPicture{hash, side, bytes.Clone(jpeg)}), a.size+len(jpeg)
	for len(a.all) > 0 && a.size > mostAlbum {
		a.size -= len(a.all[0].jpeg)
		a.all = slices.Delete(a.all, 0, 1)
	}
}

// forget drops every copy of a picture that nobody may see any more.
func (a *album) forget(hash string) {
	a.lock.Lock()
	defer a.lock.Unlock()
	a.all = slices.DeleteFunc(a.all, func(p albumPicture) bool {
		if p.hash == hash {
			a.size -= len(p.jpeg)
		}
		return p.hash == hash
	})
}
