// Package corrections is the page of what was taken back or changed after it
// could be seen, and how to report an error, and its feed.
package corrections

import (
	"context"
	_ "embed"
	"slices"
	"strconv"
	"strings"

	"tallystick/evidence"
	"tallystick/flow"
	"tallystick/publish"
	"tallystick/web/message"
	"tallystick/web/page/feed"
	"tallystick/web/part"
)

// Library is what the page reads.
type Library interface {
	Corrections(ctx context.Context, at, before int64) ([]flow.Correction, int64, error)
}

// Style is the page's style sheet.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

var body = part.Parse(source)

type view struct {
	List        []correction
	First, Next string
}

type correction struct {
	flow.Correction
	Number   part.Number
	Words    message.Text
	Reason   any    // words or a text; nil for none
	Href     string // of what it is about; empty where nothing is seen of it
	About    message.Text
	Lines    []part.Line
	Incident *part.IncidentLine
	Others   []other // units or incidents
	Reports  []other
	Was, Is  string // addresses of what a claim was and is tied to; empty for nothing that is seen
}

type other struct{ Href, Short string }

// Page lists the corrections, the last first.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		before := int64(0)
		if s := ask.URL.Query().Get("before"); s != "" {
			n, err := strconv.ParseInt(s, 10, 64)
			if err != nil || n < 1 {
				return part.Answer{}, &part.BadAsk{What: message.Say("The address names no place in the list."), Write: message.Say("Write the number of an entry, as in %s", "/corrections?before=1200")}
			}
			before = n
		}
		list, next, err := lib.Corrections(ask.Context(), ask.At, before)
		if err != nil {
			return part.Answer{}, err
		}
		v := view{}
		for _, c := range list {
			v.List = append(v.List, correctionOf(ask, c))
		}
		if before > 0 {
			v.First = ask.Link("/corrections")
		}
		if next > 0 {
			v.Next = ask.Link("/corrections?before=" + strconv.FormatInt(next, 10))
		}
		return part.Answer{Title: message.Say("Corrections"), Body: body, View: v}, nil
	}
}

// Feed is the latest corrections as an Atom feed.
func Feed(ask part.Ask, lib Library) ([]byte, error) {
	list, _, err := lib.Corrections(ask.Context(), ask.At, 0)
	if err != nil {
		return nil, err
	}
	return feed.Corrections(ask, list, wordsOf)
}

func correctionOf(ask part.Ask, c flow.Correction) correction {
	out := correction{Correction: c, Number: part.NumberOf(ask, c.Entry), Words: wordsOf(c)}
	switch {
	case c.Reason == publish.Unsaid:
		out.Reason = message.Say("the reason may repeat what is no longer shown")
	case c.Reason != "":
		out.Reason = message.Verbatim(c.Reason)
	}
	switch {
	case c.Gone != "":
		out.Href, out.About = ask.Link("/report/"+c.Gone), message.Say("what is left of it")
	case c.Claim != "":
		out.Href, out.About = ask.Link("/claim/"+c.Claim), message.Say("the claim")
	case c.Unit != "":
		out.Href, out.About = ask.Link("/unit/"+c.Unit), message.Say("the unit")
	case c.File != "":
		out.Href, out.About = ask.Link("/evidence/"+c.File), message.Say("the file")
	case c.Road != "":
		out.Href, out.About = ask.Link("/access"), message.Verbatim(c.Road)
	case c.Report != nil:
		out.Href, out.About = ask.Link("/report/"+c.Report.ID), titled(*c.Report)
	case c.Edition != nil && (c.Change == flow.Relisted || ask.Desk):
		out.Href, out.About = ask.Link("/edition/"+c.Edition.ID), message.Verbatim(c.Edition.Edition.List)
	case c.Edition != nil:
		out.About = message.Verbatim(c.Edition.Edition.List)
	}
	for _, claim := range c.Became {
		out.Lines = append(out.Lines, part.NewLine(ask, 0, claim))
	}
	for _, id := range c.Units {
		out.Others = append(out.Others, other{ask.Link("/unit/" + id), id[:min(8, len(id))]})
	}
	for _, h := range c.Reports {
		out.Reports = append(out.Reports, other{ask.Link("/report/" + h.ID), titled(h).In(ask.In())})
	}
	page := "/ceasefire/"
	if c.Change == flow.Reanswers {
		page = "/claim/"
	}
	if c.From != "" {
		out.Was = ask.Link(page + c.From)
	}
	if c.To != "" {
		out.Is = ask.Link(page + c.To)
	}
	if c.Incident != nil {
		line := part.NewIncidentLine(ask, c.Incident.Incident)
		out.Incident = &line
		for _, id := range c.Incident.Others {
			out.Others = append(out.Others, other{ask.Link("/incident/" + id), id[:min(8, len(id))]})
		}
	}
	return out
}

func titled(h publish.Headline) message.Text {
	if words := strings.Join(part.NotEmpty(h.Title, h.Publisher), ", "); words != "" {
		return message.Verbatim(words)
	}
	return message.Say("Untitled report")
}

// wordsOf says what became of what.
func wordsOf(c flow.Correction) message.Text {
	switch c.Change {
	case flow.Withdrawn:
		return withdrawnWords(c.Kinds)
	case flow.Retracted:
		return message.Say("A claim that had been accepted was rejected.")
	case flow.Reread:
		switch n := len(c.Became); {
		case c.Waits == 0:
			return message.Say("A report was read anew: %d claims stand otherwise now.", n)
		case n == 0:
			return message.Say("A report was read anew: %d claims are no longer shown.", c.Waits)
		}
		return message.Joined(message.Say("A report was read anew: %d claims stand otherwise now.", len(c.Became)), message.Verbatim(" "), message.Say("Of others, %d are no longer shown.", c.Waits))
	case flow.Relisted:
		return message.Say("A newer edition of a list changed what is counted.")
	case flow.Unlisted:
		return message.Say("An edition of a list that had been accepted was rejected.")
	case flow.Uncounted:
		return message.Say("A unit was rejected and is no longer counted.")
	case flow.Joined:
		return message.Say("Units were found to be one, and count once now.")
	case flow.Parted:
		return message.Say("Units that had been found to be one count by themselves again.")
	case flow.Unlike:
		return message.Say("Reports that were held to have one origin were found to have several.")
	case flow.Copied:
		return message.Say("Reports that were held to have several origins were found to have one.")
	case flow.Unshown:
		return message.Say("A file of evidence that had been accepted was rejected and is no longer shown.")
	case flow.Unmapped:
		return message.Say("A road that had been accepted was rejected and is no longer shown.")
	case flow.Retied:
		return message.Say("A person decided that a claim means another ceasefire, or none.")
	case flow.Reanswers:
		return message.Say("A person decided that a claim answers another claim, or none.")
	case flow.Merged:
		return message.Say("%d incidents were found to be one.", len(c.Incident.Others))
	case flow.SplitOff:
		return message.Say("An incident was split: %d claims stand elsewhere now.", c.Incident.Fewer)
	case flow.Dissolved:
		return message.Say("An incident was dissolved: its %d claims stand alone now.", c.Incident.Fewer)
	case flow.Regrouped:
		return message.Say("The claims of an incident were grouped anew: %d came in, %d went out.", c.Incident.More, c.Incident.Fewer)
	}
	return message.Say("%d claims were taken out of an incident.", c.Incident.Fewer)
}

// withdrawnWords says what was withdrawn, by the entries that went.
func withdrawnWords(kinds []evidence.Kind) message.Text {
	for _, k := range []struct {
		kind  evidence.Kind
		words message.Message
	}{
		{evidence.EditionImported, message.Say("An edition of a list was withdrawn.")},
		{evidence.RouteRecorded, message.Say("A road was withdrawn.")},
		{evidence.LossRecorded, message.Say("A unit was withdrawn.")},
		{evidence.EvidenceAdded, message.Say("A file of evidence was withdrawn.")},
		{evidence.TallyRecorded, message.Say("A total that somebody states was withdrawn.")},
		{evidence.DecisionMade, message.Say("The words of a decision were withdrawn.")},
		{evidence.ProposalMade, message.Say("A proposal was withdrawn.")},
	} {
		if slices.Contains(kinds, k.kind) {
			return k.words
		}
	}
	if len(kinds) > 0 {
		return message.Say("An entry’s words were withdrawn.")
	}
	return message.Say("A report was withdrawn.")
}
