package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"unicode/utf8"

	"tallystick/capture"
	"tallystick/evidence"
	"tallystick/read"
)

// document is a text that is already clean.
type document struct{ ID, Text string }

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

// documents reads clean texts, one JSON object {"id", "text"} a line, on as
// many workers as there are, and prints one line for each in the order of the
// input. A line that is none of these is named on standard error, and the rest
// goes on.
type documents struct {
	p       *program
	reader  read.Reader
	workers int
	places  map[string]string // id -> where it stood first
}

// row is one line of input with its place, and what became of it.
type row struct {
	at   string // file and line, for messages
	line []byte
	err  error  // why the line cannot be read
	id   string // of the document
	out  []byte // its line of output
}

// read reads one file to its end. Faults are told where they are met; that
// there were any is errFaults.
func (d *documents) read(file string) error {
	in := d.p.stdin
	if file != capture.StandardInput {
		f, err := os.Open(file)
		if err != nil {
			fmt.Fprintf(d.p.stderr, "%s: %s\n", shown(file), reason(file, err))
			return errFaults
		}
		defer f.Close()
		in = f
	}
	faults := false
	out := bufio.NewWriterSize(d.p.stdout, 1<<20)
	err := inOrder(d.p.ctx, d.workers, rows(shown(file), in), d.work, func(r row) error {
		if r.err != nil {
			fmt.Fprintf(d.p.stderr, "%s: %v\n", r.at, r.err)
			faults = true
			return nil
		}
		if first, again := d.places[r.id]; again {
			fmt.Fprintf(d.p.stderr, "%s: the id %q stood already in %s: both are read, and whoever looks one up by its id finds two\n", r.at, r.id, first)
		} else {
			d.places[r.id] = r.at
		}
		_, err := out.Write(r.out)
		return err
	})
	if err = errors.Join(err, out.Flush()); err == nil && faults {
		return errFaults
	}
	return err
}

// rows yields the lines of a file that are not blank. A line over the most
// that is read at once is passed over without being held; an error of reading
// ends the file.
func rows(name string, in io.Reader) iter.Seq[row] {
	return func(yield func(row) bool) {
		lines := bufio.NewReaderSize(in, 1<<20)
		for n := 1; ; n++ {
			r := row{at: fmt.Sprintf("%s: line %d", name, n)}
			var err error
			r.line, err = oneLine(lines, capture.MaxSize)
			switch {
			case err == io.EOF:
				return
			case err == errLongLine:
				r.err = err
			case err != nil:
				r.err = fmt.Errorf("reading stopped: %w", err)
				yield(r)
				return
			}
			if n == 1 {
				r.line = bytes.TrimPrefix(r.line, []byte("\ufeff"))
			}
			if (r.err != nil || len(bytes.TrimSpace(r.line)) > 0) && !yield(r) {
				return
			}
		}
	}
}

var errLongLine = fmt.Errorf("is longer than %d MiB, the most that is read at once: cut its text into parts", capture.MaxSize>>20)

// oneLine returns the next line with a buffer of its own. The end of the file
// is an error only behind the last line.
func oneLine(r *bufio.Reader, most int) ([]byte, error) {
	var line []byte
	long := false
	for {
		piece, err := r.ReadSlice('\n')
		if long = long || len(line)+len(piece) > most; long {
			line = nil
		} else {
			line = append(line, piece...)
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case long && (err == nil || err == io.EOF):
			return nil, errLongLine
		case err == io.EOF && len(line) > 0:
			return line, nil
		}
		return line, err
	}
}

// work makes the line of output of one line of input.
func (d *documents) work(r row) row {
	if r.err != nil {
		return r
	}
	doc, err := decodeDocument(r.line)
	if r.line = nil; err != nil {
		r.err = err
		return r
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	r.err = e.Encode(surveyed(doc, d.reader))
	r.id, r.out = doc.ID, out.Bytes()
	return r
}

func decodeDocument(line []byte) (document, error) {
	var d struct {
		ID   string  `json:"id"`
		Text *string `json:"text"`
	}
	if !utf8.Valid(line) {
		return document{}, errors.New("is not UTF-8: convert the file")
	}
	if err := json.Unmarshal(line, &d); err != nil {
		return document{}, fmt.Errorf("is no JSON object {\"id\": \"…\", \"text\": \"…\"}: %v", err)
	}
	switch {
	case d.ID == "":
		return document{}, errors.New("has no \"id\": give each text one")
	case d.Text == nil:
		return document{}, errors.New("has no \"text\": an empty text is written \"\"")
	}
	return document{d.ID, *d.Text}, nil
}

// surveyed reads one document.
func surveyed(d document, r read.Reader) found {
	s := r.Findings(evidence.Report{Text: d.Text})
	out := found{ID: d.ID, Claims: []foundClaim{}, Places: []foundPlace{}, Quotes: []foundQuote{}}
	for _, k := range s.Codings {
		out.Claims = append(out.Claims, foundClaim{Event: &foundEvent{k.Type, k.Mode}, Actors: actors(k.Sources), Targets: actors(k.Targets)})
	}
	for i := range s.Attributions {
		a := &s.Attributions[i]
		f := foundClaim{Source: spans(a.Source), Cue: spans(&a.Cue)}
		for k := range a.Content {
			f.Content = append(f.Content, spans(&a.Content[k])...)
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
