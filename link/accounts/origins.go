package accounts

import (
	"cmp"
	"slices"
	"strings"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// Origins says from how many places all that is told comes.
type Origins struct {
	Count   int      `json:"count"`   // of the origins
	Texts   int      `json:"texts"`   // reports, copies of one counted once
	Reports int      `json:"reports"` // reports, each counted
	List    []Origin `json:"list"`
}

// Origin is one place from which statements come: a side, whose spokesmen are
// not independent of each other; a named third party, to whom every "according
// to" leads back; or a report of its own, with all its copies.
type Origin struct {
	Kind    string   `json:"kind"` // side, source, report
	Name    string   `json:"name"` // a side's code, a source's name, a report's id
	Reports []string `json:"reports"`
	Claims  []string `json:"claims"`
}

// origins counts them.
func (in *incident) origins() Origins {
	named := map[string]string{}   // sources named, by name in small letters
	outlets := map[string]string{} // those that printed a report first, by its id
	for i := range in.said {
		if kind, names := in.originsOf(i, nil); kind == "source" {
			for _, n := range names {
				named[strings.ToLower(n)] = n
			}
		}
	}
	for _, s := range in.said {
		if name, ok := named[strings.ToLower(s.Outlet)]; ok && s.Report == cmp.Or(s.Origin, s.Report) {
			outlets[s.Report] = name
		}
	}
	var out Origins
	reports, texts := map[string]bool{}, map[string]bool{}
	for i := range in.said {
		s := &in.said[i]
		reports[s.Report], texts[cmp.Or(s.Origin, s.Report)] = true, true
		kind, names := in.originsOf(i, outlets)
		for _, name := range names {
			at := slices.IndexFunc(out.List, func(o Origin) bool { return o.Kind == kind && strings.EqualFold(o.Name, name) })
			if at < 0 {
				at = len(out.List)
				out.List = append(out.List, Origin{Kind: kind, Name: name})
			}
			o := &out.List[at]
			o.Claims = append(o.Claims, s.Claim.ID)
			if !slices.Contains(o.Reports, s.Report) {
				o.Reports = append(o.Reports, s.Report)
			}
		}
	}
	slices.SortFunc(out.List, func(a, b Origin) int {
		kinds := []string{"side", "source", "report"}
		return cmp.Or(cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)), cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)))
	})
	out.Count, out.Reports, out.Texts = len(out.List), len(reports), len(texts)
	return out
}

// originsOf returns where claim i comes from. What a source hands on comes from
// the one whose words they are, or from the source when that one has no name;
// what an outlet's own report says, and others say after the outlet, comes from
// the outlet.
func (in *incident) originsOf(i int, outlets map[string]string) (kind string, names []string) {
	if in.relays[i] >= 0 {
		i = in.relays[i]
	}
	s := &in.said[i]
	var sides []string
	for _, id := range in.voices[i] {
		if rank(id) == 0 {
			sides = append(sides, id)
		}
	}
	if sides != nil {
		return "side", sides
	}
	if names := in.known(s.Claim.Source); names != nil {
		return "source", names
	}
	if k := in.via[i]; k >= 0 {
		if names := in.known(in.said[k].Claim.Source); names != nil {
			return "source", names
		}
	}
	first := cmp.Or(s.Origin, s.Report)
	if name, ok := outlets[first]; ok && s.Claim.Source.Kind == evidence.Narrator {
		return "source", []string{name}
	}
	return "report", []string{first}
}

// known returns the names of a source that the lexicon knows: an organisation,
// an outlet, a person in office, or two of these that speak as one. Nameless
// officials and witnesses are no origin that two reports could share.
func (in *incident) known(s evidence.Source) []string {
	if s.Kind == evidence.Narrator || s.Private || s.Name == "" {
		return nil
	}
	var names []string
	for _, name := range strings.Split(strings.ReplaceAll(s.Name, ", ", " and "), " and ") {
		if !in.isName(name) {
			names = nil
			break
		}
		names = append(names, name)
	}
	if names == nil && in.isName(s.Name) {
		return []string{s.Name}
	}
	return names
}

func (in *incident) isName(name string) bool {
	words := strings.Fields(name)
	found, n := in.lex.Match(words, 0)
	if n != len(words) || n == 0 {
		return false
	}
	for _, e := range found {
		switch e.Kind {
		case lexicon.KindSide, lexicon.KindActor, lexicon.KindPerson, lexicon.KindOutlet:
			return true
		}
	}
	return false
}
