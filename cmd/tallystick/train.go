package main

import (
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"tallystick/lexicon"
	"tallystick/read"
	"tallystick/read/syntax"
)

// trainCommand learns the weights of the reader's models anew.
type trainCommand struct {
	Attributions trainAttributionsCommand `cmd:"" help:"Learn who says what from texts in which people marked it."`
	Events       trainEventsCommand       `cmd:"" help:"Learn the types and targets of events from coded sentences."`
	Syntax       trainSyntaxCommand       `cmd:"" help:"Learn parts of speech and parses from the Universal Dependencies English Web Treebank."`
}

type trainSyntaxCommand struct {
	UD  string `help:"Folder of en_ewt-ud-train.conllu.gz and en_ewt-ud-dev.conllu.gz." type:"existingdir" required:"" name:"ud"`
	Out string `help:"Folder to write ewt.bin to." type:"existingdir" required:""`
}

func (c *trainSyntaxCommand) Run(p *program) error {
	train, err := readTreebank(filepath.Join(c.UD, "en_ewt-ud-train.conllu.gz"))
	if err != nil {
		return err
	}
	dev, err := readTreebank(filepath.Join(c.UD, "en_ewt-ud-dev.conllu.gz"))
	if err != nil {
		return err
	}
	lex := lexicon.Default()
	start := time.Now()
	m := syntax.Train(treebankExamples(train, lex))
	fmt.Fprintf(p.stdout, "trained in %v, lexicon %s\n", time.Since(start).Round(time.Second), lex.Fingerprint())
	fmt.Fprintf(p.stdout, "dev, the treebank's words: %v\n", syntax.Evaluate(m, theirWords(dev, lex)))
	fmt.Fprintf(p.stdout, "dev, the reader's words: %v\n", syntax.Evaluate(m, ourWords(dev, lex)))
	return os.WriteFile(filepath.Join(c.Out, "ewt.bin"), m.Append(nil), 0o644)
}

func readTreebank(path string) ([]syntax.Sentence, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	sentences, err := syntax.ReadCoNLLU(z)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return sentences, nil
}

// treebankExamples gives each sentence cut into words as the reader cuts it,
// and where the treebank cuts it otherwise, once more as the treebank does.
func treebankExamples(sentences []syntax.Sentence, lex *lexicon.Lexicon) []syntax.Example {
	ours := ourWords(sentences, lex)
	for i, e := range theirWords(sentences, lex) {
		if len(e.Words) != len(ours[i].Words) {
			ours = append(ours, e)
		}
	}
	return ours
}

func ourWords(sentences []syntax.Sentence, lex *lexicon.Lexicon) []syntax.Example {
	examples := make([]syntax.Example, len(sentences))
	for i, s := range sentences {
		tokens := read.Tokens(s.Text, lex)
		words, spans := make([]syntax.Word, len(tokens)), make([]syntax.Span, len(tokens))
		for k, t := range tokens {
			words[k], spans[k] = t.Word, syntax.Span{Start: t.Start, End: t.End}
		}
		e := syntax.Example{Words: words}
		e.Tags, e.Heads, e.Labels = s.Project(spans)
		examples[i] = e
	}
	return examples
}

// theirWords keeps the treebank's words, each as the reader sees it alone where
// the reader cuts otherwise.
func theirWords(sentences []syntax.Sentence, lex *lexicon.Lexicon) []syntax.Example {
	examples := make([]syntax.Example, len(sentences))
	for i, s := range sentences {
		tokens := read.Tokens(s.Text, lex)
		e := syntax.Example{}
		k := 0
		for _, n := range s.Nodes {
			for k < len(tokens)-1 && tokens[k].End <= n.Start {
				k++
			}
			w := tokens[k].Word
			if tokens[k].Start != n.Start || tokens[k].End != n.End {
				class := w.Class
				w = read.Tokens(s.Text[n.Start:n.End], lex)[0].Word
				w.Opens = tokens[k].Start == n.Start && tokens[k].Word.Opens
				if w.Class == syntax.None {
					w.Class = class
				}
			}
			e.Words, e.Tags = append(e.Words, w), append(e.Tags, n.Tag)
			e.Heads, e.Labels = append(e.Heads, n.Head), append(e.Labels, n.Label)
		}
		examples[i] = e
	}
	return examples
}
