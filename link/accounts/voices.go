package accounts

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tallystick/evidence"
	"tallystick/lexicon"
)

// Ids of the accounts that are no side's.
const (
	ThirdParties = "third-party"
	Narrators    = "narrator"
	unresolved   = "party:" // and the name in small letters, of a party whose side is not known
)

// findVoices says in which accounts each claim stands. Who is said by somebody
// else to have acted or suffered speaks for itself, whatever the reader took
// it for.
func (in *incident) findVoices() {
	involved := map[string]bool{}
	for _, s := range in.said {
		c := &s.Claim
		mine := c.SideSpeaking()
		if c.Source.Kind == evidence.Party {
			for _, side := range mine {
				involved[side] = true
			}
		}
		if c.Event == nil {
			continue
		}
		for _, a := range slices.Concat(c.Event.Agents, c.Event.Targets) {
			if a.Side != "" && !slices.Contains(mine, a.Side) {
				involved[a.Side] = true
			}
		}
	}
	in.voices = make([][]string, len(in.said))
	for i, s := range in.said {
		in.voices[i] = in.voicesOf(&s.Claim, involved)
	}
}

func (in *incident) voicesOf(c *evidence.Claim, involved map[string]bool) []string {
	if c.Source.Kind == evidence.Narrator {
		return []string{Narrators}
	}
	if c.Source.Kind == evidence.ThirdParty && in.independent(c.Source.Name) {
		return []string{ThirdParties}
	}
	var ids []string
	for _, side := range c.SideSpeaking() {
		if involved[side] {
			ids = append(ids, side)
		}
	}
	switch {
	case ids != nil:
		slices.Sort(ids)
		return slices.Compact(ids)
	case c.Source.Kind == evidence.Party && c.Source.Name != "" && !c.Source.Private:
		return []string{unresolved + strings.ToLower(c.Source.Name)}
	}
	return []string{ThirdParties}
}

// independent reports whether the lexicon knows the name as a body that is
// seated in a state and does not speak for it: an organisation, a monitor, an
// outlet, an armed group.
func (in *incident) independent(name string) bool {
	words := strings.Fields(name)
	found, n := in.lex.Match(words, 0)
	return n > 0 && n == len(words) && slices.ContainsFunc(found, func(e lexicon.Entry) bool {
		return e.Kind == lexicon.KindOutlet || slices.Contains([]string{"ngo", "monitor", "media", "igo", "armed-group", "company", "party"}, e.Class)
	})
}

// rank orders accounts: sides by code, parties whose side is not known by name,
// third parties, narrators.
func rank(id string) int {
	switch {
	case id == Narrators:
		return 3
	case id == ThirdParties:
		return 2
	case strings.HasPrefix(id, unresolved):
		return 1
	}
	return 0
}

// sideOf returns the code of the side whose account it is, or "".
func sideOf(id string) string {
	if rank(id) == 0 {
		return id
	}
	return ""
}

// share reports whether the two have a voice in common.
func share(a, b []string) bool {
	return slices.ContainsFunc(a, func(id string) bool { return slices.Contains(b, id) })
}

// speaker returns the name under which pages show who speaks: of a private
// person the role; empty for the narrator.
func (t *Teller) speaker(s evidence.Source) string {
	switch {
	case s.Kind == evidence.Narrator:
		return ""
	case s.Private && s.Role != "":
		return s.Role
	case s.Private:
		return private()
	case s.Name != "":
		return s.Name
	case s.Span != nil:
		return s.Text
	}
	return s.Role
}

// actor returns the name under which pages show who is spoken of.
func (t *Teller) actor(a evidence.Actor) string {
	switch {
	case a.Private && a.Role != "":
		return a.Role
	case a.Private:
		return private()
	case a.Name != "" && (a.Side != "" || a.Text == "" || !common(a.Name)):
		return a.Name
	}
	return bare(a.Text)
}

// common reports whether the name is a common noun's dictionary form, "person"
// for "people": what the claim itself has reads better.
func common(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	return unicode.IsLower(first)
}

// bare is a mention as another sentence has it: without the owner that it begins
// with, and an article in small letters.
func bare(text string) string {
	first, rest, more := strings.Cut(text, " ")
	switch low := strings.ToLower(first); low {
	case "the", "a", "an":
		return strings.TrimSpace(low + " " + rest)
	case "our", "its", "their", "his", "her", "my":
		if more {
			return rest
		}
	}
	return text
}

// nameOf returns the name of an account, for sentences.
func (t *Teller) nameOf(id, name string) string {
	switch rank(id) {
	case 0:
		if s, ok := t.lex.SideOf(id); ok {
			return s.Name
		}
		return id
	case 1:
		return name
	}
	return say("account." + id).String()
}
