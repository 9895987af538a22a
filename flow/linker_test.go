package flow

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/link/incidents"
	"tallystick/store/sqlite"
)

// layoutAt and alliedAt are what mentions of linkVersion are kept in, and
// take from the lexicon: which authority stands for which state.
const (
	layoutAt = 3
	alliedAt = "8534"
)

// TestLinkVersion: mentions are kept in the tables of every ledger, and hold
// which authority stands for which state. Where that changes, linkVersion is
// raised, and this test's note of it.
func TestLinkVersion(t *testing.T) {
	var all []string
	for _, s := range lexicon.Default().Sides {
		if s.Allied != "" {
			all = append(all, fmt.Sprintf("%s %s", s.Code, s.Allied))
		}
	}
	slices.Sort(all)
	if incidents.Layout != layoutAt {
		t.Errorf("mentions are kept in layout %d, noted with version %d is %d: raise linkVersion and note it here", incidents.Layout, linkVersion, layoutAt)
	}
	if got := evidence.Hash(fmt.Append(nil, all))[:4]; got != alliedAt || len(all) == 0 {
		t.Errorf("%d authorities stand for states, noted as %s, and not as %s with version %d: raise linkVersion and note it here", len(all), got, alliedAt, linkVersion)
	}
}

// TestOutline: what an incident is found by comes back as it was kept, and not
// from a part of its bytes.
func TestOutline(t *testing.T) {
	for _, o := range []evidence.Outline{
		{Claims: 1},
		{From: "2020-10-28", To: "2020-10-28", Claims: 1, Types: []string{"ASSAULT"}, Dated: true, Said: true},
		{Claims: 1, Said: true, Denied: true, By: []string{"ARM"}},
		{From: "2020-10-27", To: "2020-11-28", Claims: 1, Places: []string{"Barda", "Bərdə", strings.Repeat("long", 50)}, Sides: []string{"ARM", "AZE"}},
	} {
		b := appendOutline(nil, o)
		got, err := parseOutline(b)
		if err != nil || !reflect.DeepEqual(got, o) {
			t.Errorf("%+v comes back as %+v, %v", o, got, err)
		}
		for n := range b {
			if got, err := parseOutline(b[:n]); err == nil {
				t.Errorf("the first %d bytes of %+v are read as %+v", n, o, got)
			}
		}
	}
}

// TestOldTables: a ledger whose mentions are kept in an older layout is not
// opened to record, is told how to go on, and goes on as it stood.
func TestOldTables(t *testing.T) {
	l, _ := newLedger(t)
	random := rand.New(rand.NewPCG(9, 9))
	for i := range 4 {
		tell(t, l, newsOf(random, fmt.Sprint("report ", i), 4))
	}
	before := sets(t, l)
	dir := l.Dir()
	l.Close()
	db, err := sql.Open("sqlite", filepath.Join(dir, databaseFile))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("UPDATE mentions SET mention = x'00'; PRAGMA user_version = 327681"); err != nil { // tables 5, linking 1
		t.Fatal(err)
	}
	db.Close()
	if _, err := Open(t.Context(), dir, Real); !errors.Is(err, sqlite.ErrVersion) || !strings.Contains(err.Error(), "version 5, and claims to link of version 1;") || !strings.Contains(err.Error(), "rebuild") {
		t.Errorf("opening tables of before says %v", err)
	}
	if _, err := Rebuild(t.Context(), dir, nil); err != nil {
		t.Fatal(err)
	}
	if l, err = Open(t.Context(), dir, Real); err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if got := sets(t, l); got != before {
		t.Errorf("after the rebuild claims stand otherwise:\n%s\nand stood:\n%s", got, before)
	}
	relinked(t, l, "after the rebuild")
}
