package flow

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/link/incidents"
	"tallystick/store"
)

// linkVersion is the version of what claims are linked by. It is raised with
// every change of a mention, of its blocks, or of which authority stands for
// which state: the tables are then made anew by `tallystick rebuild`, and
// `tallystick relink` records what is linked otherwise.
const linkVersion = 1

// linkMaker is what links claims, as incident.recorded entries name it.
var linkMaker = fmt.Sprintf("link/%d", linkVersion)

// linker says what is kept of a reading to link it by.
var linker = store.Linker{Version: linkVersion, Of: func(r evidence.Reading) []store.Mention {
	var kept []store.Mention
	for _, m := range mentionsOf(r) {
		blocks := m.Blocks(nil)
		for i, b := range blocks {
			blocks[i] = dayFirst(b)
		}
		kept = append(kept, store.Mention{Claim: int(m.Ordinal), Blocks: blocks, Bytes: encodeMention(m)})
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
	const days, rest = 17, 46
	return block&(1<<days-1)<<rest | block>>days
}

func encodeMention(m incidents.Mention) []byte {
	b, err := binary.Append(nil, binary.LittleEndian, &m)
	if err != nil {
		panic(err) // a mention is of fixed size
	}
	return bytes.TrimRight(b, "\x00") // what is not said is nought, and stands last
}

func decodeMention(b []byte) (m incidents.Mention, err error) {
	whole := make([]byte, mentionSize)
	copy(whole, b)
	_, err = binary.Decode(whole, binary.LittleEndian, &m)
	return m, err
}

var mentionSize = binary.Size(incidents.Mention{})
