package flow

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
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
	const days, rest = 17, 46
	return block&(1<<days-1)<<rest | block>>days
}

// encodeMention writes a mention, behind its length, and what its incident is
// found by.
func encodeMention(m incidents.Mention, o evidence.Outline) []byte {
	b, err := binary.Append(nil, binary.LittleEndian, &m)
	if err != nil {
		panic(err) // a mention is of fixed size
	}
	b = bytes.TrimRight(b, "\x00") // what is not said is nought, and stands last
	found, _ := json.Marshal(o)    // strings and a number
	return append(append(binary.AppendUvarint(nil, uint64(len(b))), b...), found...)
}

func decodeMention(b []byte) (m incidents.Mention, found []byte, err error) {
	size, n := binary.Uvarint(b)
	if n <= 0 || size > uint64(len(b)-n) || size > uint64(mentionSize) {
		return m, nil, errors.New("cut off")
	}
	whole := make([]byte, mentionSize)
	copy(whole, b[n:n+int(size)])
	_, err = binary.Decode(whole, binary.LittleEndian, &m)
	return m, b[n+int(size):], err
}

var mentionSize = binary.Size(incidents.Mention{})
