package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"tallystick/lexicon"
	"tallystick/read"
	"tallystick/read/reported"
)

type trainAttributionsCommand struct {
	Train string `help:"Texts with the attributions that people marked, one JSON object a line." type:"existingfile" required:""`
	Out   string `help:"Folder to write attribution.bin to." type:"existingdir" required:""`
}

// markedDocument is a line of training data.
type markedDocument struct {
	document
	Attributions []struct{ Source, Cue, Content []span }
}

func (c *trainAttributionsCommand) Run(p *program) error {
	texts, err := readMarked(c.Train)
	if err != nil {
		return err
	}
	lex := lexicon.Default()
	start := time.Now()
	examples := read.Reader{Lexicon: lex}.Labelled(texts)
	m := reported.Train(examples, func(step string) { fmt.Fprintf(p.stderr, "learning %s\n", step) })
	b := m.Append(nil)
	fmt.Fprintf(p.stdout, "trained on %d texts in %v, lexicon %s, %d bytes, SHA-256 %x\n", len(texts), time.Since(start).Round(time.Second), lex.Fingerprint(), len(b), sha256.Sum256(b))
	return os.WriteFile(filepath.Join(c.Out, "attribution.bin"), b, 0o644)
}

func readMarked(path string) ([]read.LabelledText, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []read.LabelledText
	for d := json.NewDecoder(f); d.More(); {
		var m markedDocument
		if err := d.Decode(&m); err != nil {
			return nil, fmt.Errorf("%s: document %d: %w", path, len(out)+1, err)
		}
		t := read.LabelledText{Text: m.Text}
		for _, a := range m.Attributions {
			t.Attributions = append(t.Attributions, read.Marked{Source: bytesOf(a.Source), Cue: bytesOf(a.Cue), Content: bytesOf(a.Content)})
		}
		out = append(out, t)
	}
	return out, nil
}

func bytesOf(spans []span) [][2]int {
	var out [][2]int
	for _, s := range spans {
		out = append(out, [2]int{s.Start, s.End})
	}
	return out
}
