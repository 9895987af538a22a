package accounts

import (
	"slices"
	"strings"

	"tallystick/lexicon"
)

// What an exhibit may be.
const (
	ExhibitAddress   = "address" // that claims point at
	ExhibitPhoto     = "photograph"
	ExhibitSatellite = "satellite image"
	ExhibitVideo     = "video"
	ExhibitRecording = "recording"
)

// Exhibit is what a source shows for what it says: an address that its claims
// point at, or pictures, films and recordings that they speak of. Nobody here
// has looked at them.
type Exhibit struct {
	Kind    string   `json:"kind"` // one of those above
	Address string   `json:"address,omitempty"`
	Source  string   `json:"source,omitempty"` // none for a report's own voice
	Said    []Saying `json:"said"`
}

// exhibitWords reads exhibits.tsv: what is spoken of, by the words for it, the
// longest first. The package's tests prove that it loads, so it panics when it
// does not.
func exhibitWords() [][2]string {
	table, err := lexicon.ReadTable(tables, "exhibits.tsv", "words", "kind", "note")
	if err != nil {
		panic("built-in words for exhibits: " + err.Error())
	}
	var all [][2]string
	for _, r := range table.Rows {
		all = append(all, [2]string{" " + r.Cells[0] + " ", r.Cells[1]})
	}
	slices.SortStableFunc(all, func(a, b [2]string) int { return len(b[0]) - len(a[0]) })
	return all
}

// exhibits lists what is shown, in the order in which it was first told; what a
// source shows again in another claim once.
func (in *incident) exhibits() (all []Exhibit) {
	add := func(e Exhibit, i int) {
		by := in.saying(i)
		e.Source = by.Source
		k := slices.IndexFunc(all, func(o Exhibit) bool { return o.Kind == e.Kind && o.Address == e.Address && o.Source == e.Source })
		if k < 0 {
			k, all = len(all), append(all, e)
		}
		all[k].Said = append(all[k].Said, by)
	}
	for i := range in.said {
		c := &in.said[i].Claim
		for _, address := range c.Evidence {
			add(Exhibit{Kind: ExhibitAddress, Address: address}, i)
		}
		text := contentText(c)
		if c.About != nil {
			text = c.About.Text + " . " + text
		}
		for _, kind := range in.shows(text) {
			add(Exhibit{Kind: kind}, i)
		}
	}
	return all
}

// shows returns what kinds of exhibit a text speaks of.
func (t *Teller) shows(text string) (kinds []string) {
	var b strings.Builder
	for _, w := range wordsOf(text) {
		b.WriteString(" " + w.text)
	}
	said := b.String() + " "
	for _, w := range t.exhibit {
		if !strings.Contains(said, w[0]) {
			continue
		}
		said = strings.ReplaceAll(said, w[0], " ")
		if !slices.Contains(kinds, w[1]) {
			kinds = append(kinds, w[1])
		}
	}
	slices.Sort(kinds)
	return kinds
}
