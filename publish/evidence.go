package publish

import (
	"slices"
	"time"

	"tallystick/evidence"
)

// File is a file of evidence with the verdicts in force.
type File struct {
	evidence.File
	First   time.Time // ledger time at which it was first recorded
	Accepts []Ruling
	Refused bool // rejected since, at whatever position is asked about
}

// Withheld says why the public does not see a file of evidence; nothing when it
// may. No program can tell whom a picture shows, so each is held as what touches
// a private person is: two people look at it. It leaves late.
func (f File) Withheld(policy Policy, now time.Time) string {
	due := f.First.Add(time.Duration(policy.Delay))
	switch {
	case f.Refused:
		return WasRejected
	case len(f.Accepts) == 0:
		return NotAccepted
	case deciders(f.Accepts) < 2:
		return NeedsSecondLook
	case now.Before(due):
		return TooRecent + due.UTC().Format(Moment)
	}
	return ""
}

// File returns what the public sees of a file that is not withheld: what it is,
// and those of its units that the public sees. Its name, what
// is odd about it and why it was accepted may name people, and stay at the desk.
func (s *Sieve) File(f File, units []string) File {
	return File{
		File: evidence.File{
			Hash: f.Hash, MediaType: f.MediaType, Size: f.Size, Width: f.Width, Height: f.Height, Perceptual: slices.Clone(f.Perceptual), Units: units,
		},
		First:   f.First,
		Accepts: each(f.Accepts, func(r Ruling) Ruling { return Ruling{Entry: r.Entry, At: r.At, By: r.By} }),
	}
}
