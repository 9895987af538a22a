package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"tallystick/capture"
	"tallystick/evidence"
	"tallystick/read"
)

// document is one line of input: a text that is already clean.
type document struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// span is a place in the text: bytes, end exclusive.
type span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// found is one line of output: what the reader finds in one document, in the
// shape that the scorers of reading corpora ask for.
type found struct {
	ID     string       `json:"id"`
	Claims []foundClaim `json:"claims"`
	Places []foundPlace `json:"places"`
	Quotes []foundQuote `json:"quotes"`
}

type foundClaim struct {
	Source  []span       `json:"source,omitempty"`
	Cue     []span       `json:"cue,omitempty"`
	Content []span       `json:"content,omitempty"`
	Event   *foundEvent  `json:"event,omitempty"`
	Actors  []foundActor `json:"actors,omitempty"`
	Targets []foundActor `json:"targets,omitempty"`
	Counts  []foundCount `json:"counts,omitempty"`
}

type foundEvent struct {
	Type string `json:"type"`
	Mode string `json:"mode,omitempty"`
}

type foundActor struct {
	Text string `json:"text"`
	Code string `json:"code,omitempty"`
	span
}

type foundCount struct {
	Kind  string `json:"kind"`
	Value int64  `json:"value"`
	span
}

type foundPlace struct {
	span
	Lat *float64 `json:"lat,omitempty"`
	Lon *float64 `json:"lon,omitempty"`
}

type foundQuote struct {
	span
	Speaker []span `json:"speaker,omitempty"`
}

// readDocs reads clean texts, one JSON object {"id", "text"} a line, and
// prints one line for each.
func (c *readCommand) readDocs(p *program, r read.Reader, file string) error {
	in := p.stdin
	if file != capture.StandardInput {
		f, err := os.Open(file)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	lines := bufio.NewReaderSize(in, 1<<20)
	out := bufio.NewWriterSize(p.stdout, 1<<20)
	print := json.NewEncoder(out)
	print.SetEscapeHTML(false)
	faults := false
	for n := 1; ; n++ {
		if err := p.ctx.Err(); err != nil {
			return errors.Join(err, out.Flush())
		}
		line, err := lines.ReadBytes('\n')
		if len(line) > 1 {
			var d document
			if bad := decodeDocument(line, &d); bad != nil {
				fmt.Fprintf(p.stderr, "%s: line %d: %v\n", shown(file), n, bad)
				faults = true
			} else if err := print.Encode(surveyed(d, r)); err != nil {
				return err
			}
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("%s: line %d: %w", shown(file), n, err)
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if faults {
		return errFaults
	}
	return nil
}

func decodeDocument(line []byte, d *document) error {
	if !utf8.Valid(line) {
		return errors.New("is not UTF-8: convert the file")
	}
	if err := json.Unmarshal(line, d); err != nil {
		return fmt.Errorf("is not a JSON object with \"id\" and \"text\": %v", err)
	}
	if d.ID == "" {
		return errors.New("has no \"id\": give each text one")
	}
	return nil
}

// surveyed reads one document.
func surveyed(d document, r read.Reader) found {
	s := r.Survey(evidence.Report{Text: d.Text})
	out := found{ID: d.ID, Claims: []foundClaim{}, Places: []foundPlace{}, Quotes: []foundQuote{}}
	for _, k := range s.Codings {
		out.Claims = append(out.Claims, foundClaim{Event: &foundEvent{k.Type, k.Mode}, Actors: actors(k.Sources), Targets: actors(k.Targets)})
	}
	for i := range s.Reading.Claims {
		c := &s.Reading.Claims[i]
		if c.Source.Kind == evidence.Narrator {
			continue // nobody else is said to have said it
		}
		f := foundClaim{Source: spans(c.Source.Span), Cue: spans(c.Cue), Content: spans(&c.Content)}
		if len(c.Parts) > 0 {
			f.Content = nil
			for k := range c.Parts {
				f.Content = append(f.Content, spans(&c.Parts[k])...)
			}
		}
		out.Claims = append(out.Claims, f)
	}
	if len(s.Figures) > 0 {
		var f foundClaim
		for _, n := range s.Figures {
			f.Counts = append(f.Counts, foundCount{n.What, n.Value, span{n.Start, n.End}})
		}
		out.Claims = append(out.Claims, f)
	}
	for _, p := range s.Places {
		out.Places = append(out.Places, foundPlace{span{p.Start, p.End}, p.Lat, p.Lon})
	}
	for _, q := range s.Quotes {
		out.Quotes = append(out.Quotes, foundQuote{span{q.Start, q.End}, spans(q.Speaker)})
	}
	return out
}

func spans(s *evidence.Span) []span {
	if s == nil {
		return nil
	}
	return []span{{s.Start, s.End}}
}

func actors(ps []read.Party) []foundActor {
	var out []foundActor
	for _, p := range ps {
		out = append(out, foundActor{p.Text, p.Code, span{p.Start, p.End}})
	}
	return out
}
