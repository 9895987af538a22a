package flow

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/link/incidents"
	"tallystick/store"
)

// linkVersion is the version of what claims are linked by. It is raised with
// every change of what mentions say, of their bytes (incidents.Layout), of
// their blocks, or of which authority stands for which state: the tables are
// then made anew by `tallystick rebuild`, and `tallystick relink` records what
// is linked otherwise.
const linkVersion = 6

// linkMaker is what links claims, as incident.recorded entries name it.
var linkMaker = fmt.Sprintf("link/%d", linkVersion)

// linker says what is kept of a reading to link it by.
var linker = store.Linker{Version: linkVersion, Of: func(r evidence.Reading) []store.Mention {
	var kept []store.Mention
	for _, m := range mentionsOf(r) {
		blocks := slices.DeleteFunc(m.Blocks(nil), incidents.OfReport) // its reading is found by its report
		for i, b := range blocks {
			blocks[i] = dayFirst(b)
		}
		kept = append(kept, store.Mention{Claim: int(m.Ordinal), Blocks: blocks, Bytes: encodeMention(m, outlineOf(&r.Claims[m.Ordinal], r.Published))})
	}
	return kept
}}

// mentionsOf returns the mentions that a reading makes. Each report is its own
// origin: which others it copies may be known later only.
func mentionsOf(r evidence.Reading) []incidents.Mention {
	return incidents.Of(incidents.Report{ID: r.Report, Published: r.Published}, r.Claims, lexicon.Default())
}

// dayFirst moves the days of a block, its lowest bits, in front, so that rows
// about the same days lie together in the table.
func dayFirst(block int64) int64 {
	return block&(1<<dayBits-1)<<(63-dayBits) | block>>dayBits
}

// daysLast moves them back.
func daysLast(block int64) int64 {
	return block<<dayBits&(1<<63-1) | block>>(63-dayBits)
}

const dayBits = 17

// encodeMention writes a mention, and behind it what its incident is found by.
func encodeMention(m incidents.Mention, o evidence.Outline) []byte {
	return appendOutline(m.Append(nil), o)
}

// parseMention reads what is kept of a claim back.
func parseMention(r store.MentionRecord) (m incidents.Mention, found []byte, err error) {
	claim, err := incidents.ParseID(r.Claim)
	if err == nil {
		m, found, err = incidents.Parse(r.Mention, claim, r.Report)
	}
	if err != nil {
		return m, nil, fmt.Errorf("entry %d: what is kept of claim %s to link it by: %w; run `tallystick rebuild`", r.Entry, r.Claim, err)
	}
	return m, found, nil
}

// appendOutline writes what a claim's incident is found by: each text behind its
// length, each list behind the number of its members.
func appendOutline(b []byte, o evidence.Outline) []byte {
	text := func(s string) { b = append(binary.AppendUvarint(b, uint64(len(s))), s...) }
	stand := uint64(0)
	if o.Said {
		stand |= 1
	}
	if o.Denied {
		stand |= 2
	}
	if o.Dated {
		stand |= 4
	}
	b = binary.AppendUvarint(b, stand)
	text(o.From)
	if o.To == o.From {
		text("") // the same day
	} else {
		text(o.To)
	}
	for _, list := range [][]string{o.Places, o.Sides, o.Types, o.By} {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, s := range list {
			text(s)
		}
	}
	return b
}

// parseOutline reads the outline of one claim.
func parseOutline(b []byte) (o evidence.Outline, err error) {
	number := func() uint64 {
		v, n := binary.Uvarint(b)
		if n <= 0 || v > uint64(len(b)-n) {
			b, err = nil, errors.New("it is cut off")
			return 0
		}
		b = b[n:]
		return v
	}
	text := func() string {
		n := number()
		s := string(b[:n])
		b = b[n:]
		return s
	}
	stand := number()
	o.Said, o.Denied = stand&1 != 0, stand&2 != 0
	o.Dated = stand&4 != 0
	o.From = text()
	o.To = cmp.Or(text(), o.From)
	for _, list := range []*[]string{&o.Places, &o.Sides, &o.Types, &o.By} {
		for range number() {
			*list = append(*list, text())
		}
	}
	o.Claims = 1
	return o, err
}
