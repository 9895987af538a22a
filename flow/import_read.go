package flow

import (
	"fmt"

	"tallystick/evidence"
	"tallystick/link"
	"tallystick/read/units"
)

// unitReader reads rows and totals in the words of the lexicon.
type unitReader struct {
	units   *units.Reader
	of      string // whose losses they are, where nothing says so
	version string
}

func (l *Ledger) unitReader(of string) unitReader {
	return unitReader{units: units.New(l.lexicon()), of: of, version: fmt.Sprintf("%s lexicon %s", link.Version, l.lexicon().Fingerprint())}
}

// unit reads a row. It has no id yet.
func (r unitReader) unit(l evidence.Listing) (evidence.Unit, error) {
	u := r.units.Unit(l)
	if u.Side == "" {
		u.Side = r.of
	}
	checked := u
	checked.ID = evidence.UnitID("", "", 0)
	return u, checked.Check()
}

// tally reads a total. It has no id yet.
func (r unitReader) tally(t evidence.Tally) evidence.Tally {
	t = r.units.Tally(t)
	if t.Of == "" {
		t.Of = r.of
	}
	return t
}
