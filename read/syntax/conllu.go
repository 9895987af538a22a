package syntax

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Sentence is one sentence of a treebank.
type Sentence struct {
	Text  string
	Nodes []Node
}

// Node is one word of a treebank's sentence.
type Node struct {
	Start, End int // bytes of the text; parts of a contraction that is not their sum share its bytes
	Tag        Tag
	Head       int // number of its head among the nodes, -1 for the root
	Label      string
}

// ReadCoNLLU reads a treebank in the CoNLL-U format, each sentence with its
// "# text" line. An error names the line.
func ReadCoNLLU(r io.Reader) ([]Sentence, error) {
	var out []Sentence
	var s Sentence
	at, until, line := 0, 0, 0 // bytes read of the text; the last word of a contraction whose bytes are given
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line++
		l := lines.Text()
		switch {
		case l == "":
			if len(s.Nodes) > 0 {
				if err := s.check(); err != nil {
					return nil, fmt.Errorf("line %d: %w", line, err)
				}
				out = append(out, s)
			}
			s, at, until = Sentence{}, 0, 0
			continue
		case strings.HasPrefix(l, "#"):
			if text, ok := strings.CutPrefix(l, "# text = "); ok {
				s.Text = text
			}
			continue
		}
		f := strings.Split(l, "\t")
		if len(f) != 10 {
			return nil, fmt.Errorf("line %d: %d columns instead of 10", line, len(f))
		}
		if strings.Contains(f[0], ".") {
			continue // an empty node of the enhanced graph
		}
		if first, last, ok := strings.Cut(f[0], "-"); ok {
			start, err := place(s.Text, f[1], at)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", line, err)
			}
			a, _ := strconv.Atoi(first)
			b, err := strconv.Atoi(last)
			if err != nil || a != len(s.Nodes)+1 {
				return nil, fmt.Errorf("line %d: range %q out of order", line, f[0])
			}
			for range b - a + 1 {
				s.Nodes = append(s.Nodes, Node{Start: start, End: start + len(f[1])})
			}
			at, until = start+len(f[1]), b
			continue
		}
		n, err := strconv.Atoi(f[0])
		if err != nil || n > until && n != len(s.Nodes)+1 || n < 1 {
			return nil, fmt.Errorf("line %d: word number %q out of order", line, f[0])
		}
		if n > until {
			start, err := place(s.Text, f[1], at)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", line, err)
			}
			at = start + len(f[1])
			s.Nodes = append(s.Nodes, Node{Start: start, End: at})
		}
		node := &s.Nodes[n-1]
		if n <= until { // a part of a contraction: its own bytes when the parts add up to it
			narrow(s.Text, s.Nodes[:until], n-1, f[1])
		}
		head, err := strconv.Atoi(f[6])
		if err != nil {
			return nil, fmt.Errorf("line %d: head %q is no number", line, f[6])
		}
		tag, ok := tagNamed(f[3])
		if !ok {
			return nil, fmt.Errorf("line %d: %q is no universal part of speech", line, f[3])
		}
		node.Tag, node.Head, node.Label = tag, head-1, f[7]
	}
	return out, lines.Err()
}

// place finds the form in the text at or just behind at.
func place(text, form string, at int) (int, error) {
	for at < len(text) && (text[at] == ' ' || text[at] == '\t') {
		at++
	}
	if !strings.HasPrefix(text[at:], form) {
		k := strings.Index(text[at:], form)
		if k < 0 || strings.TrimSpace(text[at:at+k]) != "" && k > 4 {
			return 0, fmt.Errorf("the word %q is not in the text at byte %d", form, at)
		}
		at += k
	}
	return at, nil
}

// narrow gives part n of a contraction its own bytes: those behind the part
// before it. Where the text has other letters, it keeps those of the whole.
func narrow(text string, nodes []Node, n int, form string) {
	whole := nodes[n]
	if n > 0 && nodes[n-1].End > whole.Start && nodes[n-1].End < whole.End {
		whole.Start = nodes[n-1].End
	}
	if strings.HasPrefix(text[whole.Start:whole.End], form) {
		nodes[n].Start, nodes[n].End = whole.Start, whole.Start+len(form)
	}
}

// check reports a head outside the sentence or a number of roots other than one.
func (s *Sentence) check() error {
	roots := 0
	for i, n := range s.Nodes {
		if n.Head < -1 || n.Head >= len(s.Nodes) || n.Head == i {
			return fmt.Errorf("word %d has no such head: %d", i+1, n.Head+1)
		}
		if n.Head == -1 {
			roots++
		}
	}
	if roots != 1 {
		return fmt.Errorf("the sentence has %d roots", roots)
	}
	return nil
}
