package review

import (
	"strings"

	"tallystick/evidence"
)

// Carry finds, for a claim that was decided in an older reading of a report,
// the claim that it is in a newer one: the same stance, standing on the same
// words. It returns the claim's id and a reason, or an empty id with the
// reason why a person has to look again.
func Carry(decided evidence.Claim, newer evidence.Reading, text string) (to, reason string) {
	if decided.Content.Text == "" {
		return "", "the decided claim has no words to look for"
	}
	var best *evidence.Claim
	shared := 0
	for i, c := range newer.Claims {
		if c.Stance != decided.Stance || c.Modality != decided.Modality || c.Source.Side != decided.Source.Side {
			continue
		}
		if n := common(decided.Content, c.Content, text); n > shared {
			best, shared = &newer.Claims[i], n
		}
	}
	switch {
	case best == nil:
		return "", "no claim of the newer reading has this stance on these words"
	case 5*shared < 4*len(decided.Content.Text) || 5*shared < 4*len(best.Content.Text):
		return "", "the nearest claim of the newer reading shares less than four fifths of the words"
	}
	return best.ID, "same stance on the same words"
}

// common returns how many bytes of the old content the new one shares, with
// the old content looked up in the new text near every place where it stands.
func common(old, now evidence.Span, text string) int {
	most := 0
	for from := 0; ; {
		at := strings.Index(text[from:], old.Text)
		if at < 0 {
			return most
		}
		start := from + at
		most = max(most, min(start+len(old.Text), now.End)-max(start, now.Start))
		from = start + 1
	}
}
