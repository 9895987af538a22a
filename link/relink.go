package link

import (
	"tallystick/evidence"
)

// Relinked is the change of a unit of which nothing but what shows it was
// replaced: was is the unit as it was recorded, now the one that the new edition
// seems to have added in its place.
func Relinked(was, now evidence.Unit) evidence.LossRecord {
	u := now
	u.ID, u.Into, u.Markings = was.ID, was.Into, first(was.Markings, now.Markings)
	reason := join(append([]string{"the list shows the unit of this number by another link"}, rowsDiffer(was.Listings, now.Listings)...)...)
	record := evidence.LossRecord{Unit: u, Change: evidence.Amended, Reason: reason}
	if was.Counted() {
		b := was.Bucket()
		record.Was = &b
	}
	return record
}
