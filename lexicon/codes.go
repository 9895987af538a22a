package lexicon

import (
	"fmt"
	"regexp"
	"slices"
)

// acledTypes are ACLED's types of sub-events (acleddata.com, codebook of 2023).
var acledTypes = []string{"",
	"Government regains territory", "Non-state actor overtakes territory", "Armed clash",
	"Excessive force against protesters", "Protest with intervention", "Peaceful protest",
	"Violent demonstration", "Mob violence",
	"Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade",
	"Sexual violence", "Attack", "Abduction/forced disappearance",
	"Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established", "Looting/property destruction",
	"Non-violent transfer of territory", "Other",
}

// cameoRoots gives the PLOVER types that each root of CAMEO's codes may have.
// Root 01 is a statement, of which PLOVER makes no event. What PLOVER codes as
// force without fighting (sieges, seized places, people displaced) stands under 17, 18,
// 19 or 20 in CAMEO.
var cameoRoots = map[string][]string{
	"01": {""}, "02": {"REQUEST"}, "03": {"AGREE"}, "04": {"CONSULT"}, "05": {"SUPPORT", "AGREE"}, "06": {"COOPERATE"}, "07": {"AID"},
	"08": {"CONCEDE", "RETREAT", "AGREE"}, "09": {"ACCUSE"}, "10": {"REQUEST"}, "11": {"ACCUSE"}, "12": {"REJECT"}, "13": {"THREATEN"},
	"14": {"PROTEST"}, "15": {"MOBILIZE"}, "16": {"SANCTION"}, "17": {"COERCE"},
	"18": {"ASSAULT", "COERCE"}, "19": {"ASSAULT", "COERCE", "MOBILIZE"}, "20": {"ASSAULT", "COERCE"},
}

var cameoForm = regexp.MustCompile(`^(0[1-9]|1[0-9]|20)([0-9]{1,2})?$`)

// LongestAct bounds the words of an act's form.
const LongestAct = 8

// checkCodes holds a frame's CAMEO code against its type: every frame of an
// event with a type has a code, and the code's root means that type.
func (f *Frame) checkCodes() error {
	if f.CAMEO == "" {
		if f.ACLED != "" || (f.Kind == "act" || f.Kind == "event") && f.Type != "" {
			return fmt.Errorf("no cameo: code for type %s", f.Type)
		}
		return nil
	}
	if f.Kind != "act" && f.Kind != "event" {
		return fmt.Errorf("cameo: only acts and events have a code")
	}
	if !cameoForm.MatchString(f.CAMEO) {
		return fmt.Errorf("cameo: %q is no code: write a root from 01 to 20 and up to two digits", f.CAMEO)
	}
	if root := f.CAMEO[:2]; !slices.Contains(cameoRoots[root], f.Type) {
		return fmt.Errorf("cameo: %s is of type %v, not %q", f.CAMEO, cameoRoots[root], f.Type)
	}
	return nil
}
