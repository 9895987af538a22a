// Package lexicon holds what an area expert changes without Go: the names of
// parties, people and places, the words for equipment, numbers and doubt, and
// the frames that say how a text reports a claim or an event. It loads the
// data files under data/, checks them, and finds their entries in text.
//
// Each .tsv table has one row per form; rows that share a lemma are one entry.
// docs/lexicon.md gives the columns and the naming policy. Every entry has a
// stable id ("place:barda", "equipment:t-72"), which a claim cites when the
// entry helped to make it.
package lexicon

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"
)

//go:embed data
var embedded embed.FS

// Kind says which table an entry stands in. It is the part of an id before
// the colon.
type Kind string

// The kinds of entry, one a table.
const (
	KindSide      Kind = "side"      // a state, territory or de facto authority, with its adjectives and metonyms
	KindActor     Kind = "actor"     // an organisation: ministry, army, agency, armed group, monitor
	KindHead      Kind = "head"      // a generic body without its party: "foreign ministry", "forces"
	KindPerson    Kind = "person"    // an office holder
	KindPlace     Kind = "place"     // a country, region, town, village or feature
	KindRoute     Kind = "route"     // a named road, corridor or crossing
	KindOutlet    Kind = "outlet"    // who prints a report
	KindEquipment Kind = "equipment" // a class or model of equipment, or a munition
	KindRole      Kind = "role"      // an office or a private role
	KindCounted   Kind = "counted"   // a noun for people who are counted
	KindNumber    Kind = "number"    // a number word
	KindHedge     Kind = "hedge"     // a word that bounds a number or doubts a statement
	KindTime      Kind = "time"      // a month, weekday or part of the day
)

// Lexicon is all the data files, read and indexed. It is never changed after
// Load, so any number of readers may share it.
type Lexicon struct {
	Sides     []Side
	Actors    []Actor
	Heads     []Head
	People    []Person
	Places    []Place // one for each side that is a country or territory, then those of places.tsv
	Routes    []Route
	Outlets   []Outlet
	Equipment []Equipment
	Roles     []Role
	Counted   []Counted
	Numbers   []Number
	Hedges    []Hedge
	Times     []Time

	index       trie
	byID        map[string]Entry
	byCode      map[string]int         // index in Sides
	byClass     map[string]int         // index in Equipment of each class
	attitudes   map[string][2]Attitude // by word form
	frames      *Frames
	gazetteer   *Gazetteer
	namesakes   map[string]Namesake // by name in small letters
	catalogue   func() *Catalogue
	fingerprint string
}

// Item is what every entry has.
type Item struct {
	ID    string // kind, colon, lemma
	Name  string // how pages show it
	Class string
	Forms []Form
	Note  string
	Line  int // of its first row in its table
}

// Form is one way to write an entry.
type Form struct {
	Text string
	Use  string // what the form is; each table says its own uses
}

// Entry is one meaning of a form that was found in text. Its At is the index
// in the Lexicon's slice of that Kind, or -1 for an actor that was put
// together from a side and a head ("Armenian" + "border guards").
type Entry struct {
	Kind  Kind
	ID    string
	Name  string
	Class string
	Side  string // side code of a side, actor, person or outlet; country of a place or route
	Form  string // the form as the table writes it; for a composed actor, as the entry is shown
	Use   string
	At    int
}

// Load reads the tables and frames and indexes their forms. An error joins all
// that is wrong with them, each with its file, line and what to mend.
func Load(fsys fs.FS) (*Lexicon, error) {
	l := &Lexicon{byID: make(map[string]Entry, 4096), byCode: make(map[string]int, 256), byClass: map[string]int{}, catalogue: catalogueOnce(fsys)}
	var faults []error
	for _, load := range []func(fs.FS) error{
		l.loadSides, l.loadHeads, l.loadActors, l.loadPeople, l.loadPlaces, l.loadWorld, l.loadNamesakes, l.loadRoutes, l.loadOutlets,
		l.loadEquipment, l.loadRoles, l.loadCounted, l.loadNumbers, l.loadHedges, l.loadTimes, l.loadAttitudes, l.loadFrames,
	} {
		faults = append(faults, load(fsys))
	}
	var err error
	l.fingerprint, err = fingerprint(fsys)
	if err = errors.Join(append(faults, err)...); err != nil {
		return nil, err
	}
	return l, nil
}

// Default returns the lexicon that is built into the program, read once. The
// package's tests prove that it loads, so it panics when it does not.
var Default = sync.OnceValue(func() *Lexicon {
	l, err := Load(Data())
	if err != nil {
		panic("built-in lexicon: " + err.Error())
	}
	return l
})

// Data returns the data files that are built into the program.
func Data() fs.FS {
	sub, err := fs.Sub(embedded, "data")
	if err != nil {
		panic(err) // "data" is a valid path
	}
	return sub
}

// Frames returns the lexicon's frames.
func (l *Lexicon) Frames() *Frames { return l.frames }

// Fingerprint names the state of the data files that claims are read with: the
// first 12 hexadecimal digits of a SHA-256 over their names and contents in name
// order.
func (l *Lexicon) Fingerprint() string { return l.fingerprint }

func fingerprint(fsys fs.FS) (string, error) {
	h := sha256.New()
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name == catalogueFolder:
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		if ext := path.Ext(name); ext != ".tsv" && ext != ".frame" {
			return nil
		}
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(h, "%s %d\n", name, len(b))
		h.Write(b)
		return nil
	})
	return hex.EncodeToString(h.Sum(nil))[:12], err
}

// add files an entry under its id and its forms.
func (l *Lexicon) add(kind Kind, it Item, side string, at int) {
	e := Entry{Kind: kind, ID: it.ID, Name: it.Name, Class: it.Class, Side: side, At: at}
	l.byID[it.ID] = e
	for _, f := range it.Forms {
		e.Form, e.Use = f.Text, f.Use
		l.index.add(f.Text, e)
	}
}

// Entry returns the entry with the given id, also one that is composed of a
// side and a head. Form and Use are empty.
func (l *Lexicon) Entry(id string) (Entry, bool) {
	if e, ok := l.byID[id]; ok {
		return e, true
	}
	return l.composedByID(id)
}

// Item returns what the tables say of an entry, and in which file. An actor
// that was composed stands in none, and so has an empty file.
func (l *Lexicon) Item(e Entry) (it Item, file string) {
	if e.At < 0 {
		return Item{ID: e.ID, Name: e.Name, Class: e.Class}, ""
	}
	switch e.Kind {
	case KindSide:
		it = l.Sides[e.At].Item
	case KindActor:
		it = l.Actors[e.At].Item
	case KindHead:
		it = l.Heads[e.At].Item
	case KindPerson:
		it = l.People[e.At].Item
	case KindPlace:
		it = l.Places[e.At].Item
	case KindRoute:
		it = l.Routes[e.At].Item
	case KindOutlet:
		it = l.Outlets[e.At].Item
	case KindEquipment:
		it = l.Equipment[e.At].Item
	case KindRole:
		it = l.Roles[e.At].Item
	case KindCounted:
		it = l.Counted[e.At].Item
	case KindNumber:
		it = l.Numbers[e.At].Item
	case KindHedge:
		it = l.Hedges[e.At].Item
	case KindTime:
		it = l.Times[e.At].Item
	}
	return it, it.file()
}

// file names the table in which an item stands. A country's place is the row
// of its side.
func (it Item) file() string {
	kind, _, _ := strings.Cut(it.ID, ":")
	if kind == string(KindPlace) && it.Class == "country" {
		kind = string(KindSide)
	}
	return files[Kind(kind)]
}

var files = map[Kind]string{
	KindSide: "sides.tsv", KindActor: "actors.tsv", KindHead: "heads.tsv", KindPerson: "people.tsv", KindPlace: "places.tsv",
	KindRoute: "routes.tsv", KindOutlet: "outlets.tsv", KindEquipment: "equipment.tsv", KindRole: "roles.tsv", KindCounted: "counted.tsv",
	KindNumber: "numbers.tsv", KindHedge: "hedges.tsv", KindTime: "times.tsv",
}
