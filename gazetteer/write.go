package gazetteer

import (
	"bufio"
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"

	"tallystick/lexicon"
)

// head opens the file. GeoNames asks under CC BY 4.0 to be named as the source.
const head = `# Purpose: Towns and villages for finding places in texts, beside those that are built in.
# Provenance: made by "tallystick gazetteer import" from data of GeoNames (https://www.geonames.org), under CC BY 4.0; a note gives each place's geonameid.
# Known problems: those of GeoNames. Points are cut to a hundredth of a degree; inhabitants are rounded to thousands. Names are English ones and those of no language.
# Naming: as GeoNames names and sorts places by country, which is not always as the project's own tables do; those come first.
`

// Write writes the gazetteer in the format of world.tsv, its places by
// country, part, name and number, so that the same dumps give the same bytes.
func (g *Gazetteer) Write(w io.Writer) error {
	slices.SortFunc(g.Places, func(a, b Place) int {
		return cmp.Or(cmp.Compare(a.Country, b.Country), cmp.Compare(a.Part, b.Part), cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	out := bufio.NewWriter(w)
	out.WriteString(head)
	out.WriteString(strings.Join(lexicon.PlaceColumns, "\t") + "\n")
	for i := range g.Places {
		p := &g.Places[i]
		cells := []string{
			p.Name, strings.Join(p.Also, ";"), "", "", p.Class, p.Country, p.Part, p.Lat, p.Lon,
			strconv.FormatInt(p.Thousands, 10), "geonameid " + strconv.FormatInt(p.ID, 10),
		}
		out.WriteString(strings.Join(cells, "\t"))
		out.WriteByte('\n')
	}
	return out.Flush()
}
