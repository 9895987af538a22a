// Package data is the page of data and proofs: the files that anyone may take
// away, what stands in them, and how to check the log that they rest on.
package data

import (
	"context"
	_ "embed"
	"errors"
	"io/fs"
	"strings"

	"tallystick/flow"
	"tallystick/ledger"
	"tallystick/web/message"
	"tallystick/web/part"
)

// Library is what the page reads.
type Library interface {
	Log() ledger.Source
	Proof(ctx context.Context, number int64) (flow.Proof, error)
}

// Style is the page's style sheet.
//
//go:embed page.css
var Style string

//go:embed page.tmpl
var source string

//go:embed check.py
var check string

var body = part.Parse(source)

type view struct {
	Files      []file
	Other      []file // that have a page of their own beside them
	Checkpoint string
	Size       string // of the log, as the checkpoint has it
	Root       string
	Verifier   string
	Steps      []part.Step
	AsOf       string // how the address ends that pins the files
}

type file struct {
	Name, Href string
	What, Row  message.Text
	Columns    []column
}

// Page lists the files and how to check what they rest on.
func Page(lib Library) part.Page {
	return func(ask part.Ask) (part.Answer, error) {
		v := view{}
		for _, f := range kinds {
			v.Files = append(v.Files, file{f.name, plain(ask, "/data/"+f.name), f.what, f.row, f.columns})
		}
		v.Other = []file{
			{Name: "map.json", Href: plain(ask, "/map.json"), What: message.Say("The map’s places as GeoJSON (RFC 7946), as exact as the public may see them.")},
			{Name: "feed.atom", Href: ask.Link("/feed.atom"), What: message.Say("The latest incidents as an Atom feed. Each incident’s page has a feed of its own.")},
			{Name: "corrections.atom", Href: ask.Link("/corrections.atom"), What: message.Say("What was taken back or changed, as an Atom feed.")},
		}
		return part.Answer{Title: message.Say("Data and proofs"), Body: body, View: v}, v.prove(ask, lib)
	}
}

// plain is a link to what is the same in every language.
func plain(ask part.Ask, path string) string {
	ask.Language = nil
	return ask.Link(path)
}

// prove says how to check the log by its last checkpoint.
func (v *view) prove(ask part.Ask, lib Library) error {
	checkpoint, err := lib.Log().Checkpoint(ask.Context())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	first, err := lib.Proof(ask.Context(), 0)
	if err != nil {
		return err
	}
	v.Checkpoint, v.Verifier = string(checkpoint), first.Verifier
	if lines := strings.Split(v.Checkpoint, "\n"); len(lines) > 2 {
		v.Size, v.Root = lines[1], lines[2]
	}
	site := "'" + strings.ReplaceAll(ask.Site, "'", `'\''`) + "'"
	v.Steps = []part.Step{
		{Words: message.Say("Fetch the signed checkpoint. Keep it: later it shows that the log has only grown."), Command: "curl -sSf " + site + "/checkpoint > checkpoint\ncat checkpoint\n"},
		{Words: message.Say("Check its signature with the verifier key. Compare the key with one that you had from elsewhere; it is what everything rests on."), Command: part.SignatureCheck(v.Verifier)},
		{Words: message.Say("Fetch every entry of the log, hash them into the Merkle tree, and compare its root with the checkpoint’s. Name older checkpoints that you kept behind it: each has to be a beginning of the same log."),
			Command: "cat > check.py <<'END'\n" + check + "END\npython3 check.py " + site + " checkpoint\n"},
		{Words: message.Say("Check a single claim: open the entry that stands beside it, and run the commands of its page. A program can fetch the same proof."), Command: "curl -sSf " + site + "/entry/0.json\n"},
	}
	return nil
}
