package incidents

import (
	"encoding/hex"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// kept are mentions that say nothing, a little, and all that there is room for.
func kept() []Mention {
	least := Mention{Report: hash64("report 1"), Origin: hash64("report 1"), Claim: ID{1}}
	some := Mention{
		Kind: Violence, Days: Days{18_562, 18_562, true}, Mode: 0x1235, Said: 24, Published: 18_563, Ordinal: 3, NPlaces: 1, NTolls: 1,
		Places: [maxPlaces]Place{{Lat: 4_037_000, Lon: 4_712_000, Radius: 4000, Name: 7}}, Tolls: [maxTolls]Toll{{What: 9, Min: 21, Max: -1}},
		Agents: [2]uint32{11}, Texts: [maxTexts]uint32{13}, Words: [sketch]uint32{1, 2, 3}, Report: hash64("report 1"), Origin: hash64("report 1"), Claim: ID{2},
	}
	full := Mention{Report: hash64("report 1"), Claim: ID{3}}
	fill(reflect.ValueOf(&full).Elem(), 1)
	full.NPlaces, full.NTolls, full.How, full.Report, full.Claim = maxPlaces, maxTolls, GoesOn, hash64("report 1"), ID{3}
	return []Mention{least, some, full}
}

// fill sets every number of a value to another.
func fill(v reflect.Value, n uint64) uint64 {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			n = fill(v.Field(i), n)
		}
	case reflect.Array:
		for i := range v.Len() {
			n = fill(v.Index(i), n)
		}
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int16, reflect.Int32:
		v.SetInt(int64(n) * 211 % 30_000)
	default:
		v.SetUint(n % 100)
	}
	return n + 1
}

// TestLayout: ledgers keep mentions for years. Their bytes change with Layout,
// and with nothing else: raise it, and write the golden anew with -update.
func TestLayout(t *testing.T) {
	const golden = "testdata/layout.golden"
	update := flag.Lookup("update").Value.String() == "true"
	var now strings.Builder
	fmt.Fprintf(&now, "layout %d\n", Layout)
	for _, m := range kept() {
		fmt.Fprintf(&now, "%s\n", hex.EncodeToString(m.Append(nil)))
	}
	was, err := os.ReadFile(golden)
	if err != nil && !update {
		t.Fatal(err)
	}
	layout, _, _ := strings.Cut(string(was), "\n")
	switch {
	case string(was) == now.String():
	case layout == fmt.Sprint("layout ", Layout):
		t.Errorf("the bytes of mentions are others than layout %d has: raise Layout. They are\n%s", Layout, now.String())
	case update:
		if err := os.WriteFile(golden, []byte(now.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s is of %s: see that ledgers of it are rebuilt, and write it anew with -update", golden, layout)
	}
}

// TestParse: every mention comes back as it was, with what stands behind it, and
// of a part of its bytes none does.
func TestParse(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	mentions := append(kept(), invent(500, 100, 3).mentions...)
	for _, m := range mentions {
		m.Report = hash64("report 1")
		if random.IntN(2) == 0 {
			m.Origin = m.Report
		}
		b := append(m.Append([]byte("ahead"))[len("ahead"):], "behind"...)
		got, rest, err := Parse(b, m.Claim, "report 1")
		if err != nil || got != m || string(rest) != "behind" {
			t.Fatalf("%+v comes back as %+v, with %q behind it, %v", m, got, rest, err)
		}
		for n := range len(b) - len("behind") {
			if _, _, err := Parse(b[:n], m.Claim, "report 1"); err == nil {
				t.Fatalf("the first %d of its %d bytes are read as a mention", n, len(b))
			}
		}
	}
	for _, b := range [][]byte{{Layout + 1, 0, 0, 0, 0, 1, 0}, {Layout, 0, 0, 0, 0x80, 1, 0}} {
		if _, _, err := Parse(b, ID{}, "report 1"); err == nil || !strings.Contains(err.Error(), "this program") {
			t.Errorf("%x: %v", b, err)
		}
	}
}

// Bytes of whatever kind are read or refused.
func TestParseAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := append([]byte{Layout}, rapid.SliceOfN(rapid.Byte(), 4, 200).Draw(t, "bytes")...)
		m, _, err := Parse(b, ID{1}, "r")
		if err == nil {
			if again, _, err := Parse(m.Append(nil), ID{1}, "r"); err != nil || again != m {
				t.Fatalf("%+v comes back as %+v, %v", m, again, err)
			}
		}
	})
}
