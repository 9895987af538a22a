package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tallystick/lexicon"
	"tallystick/read"
	"tallystick/read/coding"
)

type trainEventsCommand struct {
	PLV string `help:"Coded sentences, one JSON object a line: events-plv-dev.jsonl." type:"existingfile" required:"" name:"plv"`
	Own string `help:"Sentences of our own, a type and a sentence a line: read/coding/texts/own.txt." type:"existingfile" required:"" name:"own"`
	Out string `help:"Folder to write events.bin to." type:"existingdir" xor:"out"`
	CV  string `help:"File to write what the reader makes of each coded sentence with a model that has not seen it: ten folds." name:"cv" xor:"out"`
}

// codedSentence is a line of coded sentences: what coders made of a text.
type codedSentence struct {
	ID     string `json:"id"`
	Text   string `json:"text"`
	Events []struct {
		Type    string `json:"type"`
		Targets []span `json:"targets"`
	} `json:"events"`
}

const folds = 10

func (c *trainEventsCommand) Run(p *program) error {
	lex := lexicon.Default()
	coded, err := readCoded(c.PLV)
	if err != nil {
		return err
	}
	own, err := ownExamples(c.Own, lex)
	if err != nil {
		return err
	}
	examples := make([]coding.Example, len(coded))
	for i, s := range coded {
		if examples[i], err = codedExample(s, lex); err != nil {
			return fmt.Errorf("%s: %s: %w", c.PLV, s.ID, err)
		}
	}
	if c.CV != "" {
		return crossValidate(c.CV, coded, examples, own, lex)
	}
	start := time.Now()
	m := coding.Train(append(examples, own...))
	fmt.Fprintf(p.stdout, "trained on %d coded sentences and %d of our own in %v, lexicon %s\n", len(examples), len(own), time.Since(start).Round(time.Second), lex.Fingerprint())
	return os.WriteFile(filepath.Join(c.Out, "events.bin"), m.Append(nil), 0o644)
}

// crossValidate reads each tenth of the sentences with what the others teach.
func crossValidate(file string, coded []codedSentence, examples, own []coding.Example, lex *lexicon.Lexicon) error {
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	defer out.Close()
	w := bufio.NewWriter(out)
	print := json.NewEncoder(w)
	for fold := range folds {
		rest := append([]coding.Example(nil), own...)
		for i := range examples {
			if i%folds != fold {
				rest = append(rest, examples[i])
			}
		}
		r := read.Reader{Lexicon: lex, Events: coding.Train(rest)}
		for i, s := range coded {
			if i%folds == fold {
				if err := print.Encode(surveyed(document{s.ID, s.Text}, r)); err != nil {
					return err
				}
			}
		}
	}
	return w.Flush()
}

// ownExamples reads sentences of our own, of which the type is learned alone.
func ownExamples(path string, lex *lexicon.Lexicon) ([]coding.Example, error) {
	lines, err := readLines(path)
	if err != nil {
		return nil, err
	}
	out := make([]coding.Example, len(lines))
	for i, l := range lines {
		kind, text, _ := strings.Cut(l, "\t")
		if kind == "NONE" {
			kind = ""
		}
		samples := read.CodingSamples(text, lex)
		if out[i].Type = coding.TypeNamed(kind); out[i].Type < 0 || len(samples) == 0 {
			return nil, fmt.Errorf("%s: %q: want a type, a tab and a sentence", path, l)
		}
		out[i].Features = samples[0].Features
	}
	return out, nil
}

// codedExample joins what the reader sees of a sentence with what coders made
// of it. Where the reader cuts a text into several, the first stands for it.
func codedExample(s codedSentence, lex *lexicon.Lexicon) (coding.Example, error) {
	samples := read.CodingSamples(s.Text, lex)
	if len(samples) == 0 || len(s.Events) == 0 {
		return coding.Example{}, fmt.Errorf("has no sentence or no event")
	}
	e := coding.Example{Features: samples[0].Features, Type: coding.TypeNamed(plover(s.Events[0].Type))}
	if e.Type < 0 {
		return e, fmt.Errorf("event type %q is not known", s.Events[0].Type)
	}
	for _, c := range samples[0].Phrases {
		right := false
		for _, event := range s.Events {
			for _, t := range event.Targets {
				right = right || t.Start < c.End && c.Start < t.End
			}
		}
		e.Phrases, e.Targets = append(e.Phrases, c.Features), append(e.Targets, right)
	}
	return e, nil
}

// plover gives the type a name that the reader uses: corpora fold some types.
func plover(name string) string {
	if name == "YIELD" {
		return "CONCEDE"
	}
	return name
}

func readCoded(path string) ([]codedSentence, error) {
	lines, err := readLines(path)
	if err != nil {
		return nil, err
	}
	out := make([]codedSentence, len(lines))
	for i, l := range lines {
		if err := json.Unmarshal([]byte(l), &out[i]); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", path, i+1, err)
		}
	}
	return out, nil
}

// readLines returns the lines of a file that are neither empty nor comments.
func readLines(path string) ([]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var out []string
	for l := range strings.Lines(string(b)) {
		if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "#") {
			out = append(out, l)
		}
	}
	return out, nil
}
