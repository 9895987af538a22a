// Package incidents finds which claims speak of one thing in the world: a
// strike, a call, a truce broken. It is pure.
//
// Each claim that speaks of such a thing becomes a Mention: what linking needs
// of it, small and comparable. Mentions that lie in one block (a cell of the
// map and days, a toll, a named weapon, the words of a copy) are held against
// each other, never all against all. What agrees and what does not is scored.
// In the order of how much they say, each mention joins the one that it agrees
// with best, or leads an incident of its own: no member is there for another
// member's sake. Answers go where the claim goes that they answer. What people
// decided to be one, or several, stays so.
//
// The steps: derive turns claims into mentions, with matter (which claims make
// one), when, where, words, and answers, strands and bonds (what goes where
// another claim of its report does). block and grid say what may meet, agree
// and weigh what agrees and how much it counts, order who leads. cluster, with
// radix and sweep, finds the incidents of all mentions at once; update, with load
// and follow, what a change changes. Both come to the same incidents, in whatever
// order reports arrive. groups says what people decided.
//
// Nothing here depends on the letters of a name: sides and words are compared
// for being equal, and by nothing else.
package incidents

import (
	"encoding/hex"
	"fmt"
)

// ID is a claim's id in its sixteen bytes. The zero ID is no claim's.
type ID [16]byte

// ParseID reads the id of a claim as evidence writes it.
func ParseID(s string) (ID, error) {
	var id ID
	if n, err := hex.Decode(id[:], []byte(s)); err != nil || n != len(id) || len(s) != 2*len(id) {
		return ID{}, fmt.Errorf("claim id %q is not 32 hexadecimal digits", s)
	}
	return id, nil
}

// String writes the id as evidence does.
func (id ID) String() string { return hex.EncodeToString(id[:]) }

// Mention is what linking needs to know of a claim that speaks of an incident.
// Names are there as hashes: equal or not, and no more. Zero means not said.
// What is compared first stands first, side by side in memory.
type Mention struct {
	Days      Days
	Kind      Kind
	How       Following
	NPlaces   uint8
	NTolls    uint8
	Episode   int16             // year and month of what is long past: see episode; 0 when it is not
	Mode      uint16            // hash of the event's type and mode; 0 when it has no mode
	Said      int16             // how many words it has: a fuller telling leads
	Things    [maxThings]uint32 // named weapons, models, routes, brokers
	Class     uint32            // of its weapon, when that has no name of its own
	Agents    [2]uint32         // sides
	Targets   [2]uint32
	Party     uint32 // all who take part, as one hash: of calls and meetings; of help, who gives it
	Places    [maxPlaces]Place
	Tolls     [maxTolls]Toll
	Speaker   uint32           // who says it, by name; 0 for the report itself
	Texts     [maxTexts]uint32 // hashes of all the words of it and of what goes on from it, those of many words
	Words     [sketch]uint32   // of content, the rarest of them, ascending
	Several   bool             // it tells of several days or times at once: its tolls may hold those of one
	Answer    bool             // it denies, rejects, admits or confirms
	Report    uint64           // hash of the report's id
	Origin    uint64           // hash of the id of the report that it is a copy of; its own report's when it is none
	Claim     ID
	Follows   ID    // the claim of the same report that it answers or goes on from
	Published int32 // day on which the report was published at the latest, as in Days; 0 when not known
	Ordinal   int32 // its place among the claims of its report, from 0
}

// Bounds of what a mention holds. What a claim says beyond them is not compared.
const (
	maxPlaces = 3
	maxTolls  = 3
	maxThings = 3
	maxTexts  = 5
	sketch    = 12
)

// Following says why a mention follows another of its report.
type Following uint8

// The ways of following.
const (
	Alone   Following = iota
	Answers           // it is a reply to the other
	GoesOn            // the same source says more of the same thing
)

// Kind is a family of things that happen. Those of different kinds are never
// one incident.
type Kind uint8

// The kinds of things that happen.
const (
	Unsaid   Kind = iota // a toll or an act without a type
	Violence             // strikes, fights, deaths
	Movement             // troops raised, moved or withdrawn
	Custody              // arrests, prisoners taken or exchanged, people driven out or missing
	Hold                 // places taken, lost, held
	Passage              // roads and crossings, curfews, martial law
	Truce                // ceasefires agreed, in force, broken
	Talk                 // calls, meetings, agreements
	Support              // help given: arms, fighters, money, goods
	Public               // protests, sanctions, other public acts
	Saying               // what is demanded, promised, threatened or thought: known by its words
)

// Place is where it happened, as precisely as is said.
type Place struct {
	Lat, Lon int32  // hundred-thousandths of a degree, WGS 84
	Radius   int32  // metres around it that the name may mean; 0 when the place is a whole region or more
	Name     uint32 // hash of the name
}

// Toll is a number of people or things.
type Toll struct {
	What uint32 // hash of killed, wounded, … or of the class of thing
	Min  int32
	Max  int32 // -1 when it is open
}
