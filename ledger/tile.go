package ledger

import (
	"encoding/binary"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// TilePath names a resource of the log: a tile of hashes at Level, or, with
// Entries set and Level 0, the bundle of the records under a level-0 tile. A
// Width under 256 asks for the first hashes or records only.
type TilePath struct {
	Entries bool
	Level   int // 0 to 63
	Index   int64
	Width   int // 1 to Width
}

// ParseTilePath reads "tile/<L>/<N>[.p/<W>]" and "tile/entries/<N>[.p/<W>]",
// with <N> in groups of three digits ("x001/x234/067"). Only the one spelling
// that String gives is accepted.
func ParseTilePath(path string) (TilePath, error) {
	bad := fmt.Errorf("ledger: %q is no tile path", path)
	level, rest, ok := strings.Cut(strings.TrimPrefix(path, "tile/"), "/")
	if !ok {
		return TilePath{}, bad
	}
	if level == "entries" {
		level = "data" // the name in tlog, whose paths also hold the height
	}
	t, err := tlog.ParseTilePath(fmt.Sprintf("tile/%d/%s/%s", Height, level, rest))
	if err != nil || t.L > 63 {
		return TilePath{}, bad
	}
	p := TilePath{Entries: t.L < 0, Level: max(t.L, 0), Index: t.N, Width: t.W}
	if p.String() != path {
		return TilePath{}, bad
	}
	return p, nil
}

// String returns the path, without a leading slash.
func (p TilePath) String() string {
	t := tlog.Tile{H: Height, L: p.Level, N: p.Index, W: p.Width}
	rest := strings.TrimPrefix(t.Path(), fmt.Sprintf("tile/%d/%d/", Height, p.Level))
	if p.Entries {
		return "tile/entries/" + rest
	}
	return fmt.Sprintf("tile/%d/%s", p.Level, rest)
}

// Within reports whether a log of size records holds the whole resource.
func (p TilePath) Within(size int64) bool {
	hashes := size >> (Height * uint(p.Level)) // of p's level
	return p.Index <= hashes>>Height && int64(p.Width) <= hashes-p.Index<<Height
}

func tilePath(level int, index int64) string {
	return TilePath{Level: level, Index: index, Width: Width}.String()
}

// Bundle writes records one after another, each behind its length in two
// big-endian bytes.
func Bundle(records [][]byte) ([]byte, error) {
	var b []byte
	for i, record := range records {
		if len(record) > MaxRecord {
			return nil, fmt.Errorf("ledger: record %d of a bundle has %d bytes, over the bound of %d", i, len(record), MaxRecord)
		}
		b = binary.BigEndian.AppendUint16(b, uint16(len(record)))
		b = append(b, record...)
	}
	return b, nil
}

// ParseBundle takes a bundle of at most 256 records apart. The records share
// the bundle's bytes.
func ParseBundle(b []byte) ([][]byte, error) {
	var records [][]byte
	for len(b) > 0 {
		if len(records) == Width {
			return nil, fmt.Errorf("ledger: entry bundle holds more than %d records", Width)
		}
		if len(b) < 2 || len(b)-2 < int(binary.BigEndian.Uint16(b)) {
			return nil, fmt.Errorf("ledger: entry bundle ends inside record %d", len(records))
		}
		n := 2 + int(binary.BigEndian.Uint16(b))
		records = append(records, b[2:n:n])
		b = b[n:]
	}
	return records, nil
}
