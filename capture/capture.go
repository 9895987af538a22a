// Package capture turns the bytes of one local file, or of standard input,
// into a report: the bytes' hash, the cleaned text that later stages read, and
// what the page says of itself (title, byline, outlet, time of publication,
// captions, links). The bytes are never changed; what a page shows around its
// text is left out of the text and stays in the bytes.
//
// Three kinds of file are known: plain text, often pasted from a page (.txt),
// HTML (.html, .htm) and Markdown with front matter (.md). Each is cut into
// [Block] values by its own file here; all then pass the same cleaning in
// clean.go, whose patterns are data in furniture.tsv.
package capture

import (
	"bytes"
	"path"
	"strings"
	"time"
	"unicode"

	"tallystick/evidence"
)

// Version names this room's own cleaning. It is part of Report.Extractor and
// changes whenever the same bytes may give another text.
const Version = "capture 2"

// StandardInput is the file name that stands for standard input.
const StandardInput = "-"

// Options say what the bytes cannot: when, by what and under which licence
// they were captured.
type Options struct {
	At        time.Time
	By        string    // program and version that captured it
	Licence   string    // as the operator stated it; one that the file states is not taken, or a file could open itself
	Extractor Extractor // finds the main text of HTML; nil for Readability
}

// format is a kind of file that this room can read.
type format int

const (
	unknown format = iota
	plainText
	htmlPage
	markdown
)

func (f format) mediaType() string {
	return [...]string{"", "text/plain", "text/html", "text/markdown"}[f]
}

// Known reports whether name ends as a kind of file that Read can read, or
// stands for standard input.
func Known(name string) bool { return name == StandardInput || formatOf(name) != unknown }

func formatOf(name string) format {
	switch strings.ToLower(path.Ext(name)) {
	case ".txt":
		return plainText
	case ".html", ".htm":
		return htmlPage
	case ".md":
		return markdown
	}
	return unknown
}

// Read reads what the bytes b of a file called name say. Only the base name
// of name is kept, as valid UTF-8. Every error is an *Error that names the file; bytes in which
// no text is found are a fault, not an empty report.
func Read(name string, b []byte, opt Options) (evidence.Report, evidence.Capture, error) {
	name = baseName(name)
	var (
		none evidence.Report
		c    evidence.Capture
	)
	if !Known(name) {
		return none, c, fault(name, ErrKind, nil)
	}
	if len(b) > MaxSize {
		return none, c, fault(name, ErrTooLarge, nil)
	}
	text, charset, err := decode(b)
	if err != nil {
		return none, c, fault(name, err, nil)
	}
	kind := formatOf(name)
	if kind == plainText || name == StandardInput {
		kind = sniff(text, kind)
	}
	var p page
	switch kind {
	case htmlPage:
		p, err = readHTML(text, opt.Extractor)
	case markdown:
		p, err = readMarkdown(text)
		if p.title == "" && name != StandardInput {
			p.title = titleFromName(name)
		}
	default:
		p, err = readText(text)
	}
	switch err {
	case nil:
	case ErrCrowded, ErrMarkup:
		return none, c, fault(name, err, nil)
	default:
		return none, c, fault(name, ErrNoText, err)
	}
	r := p.report()
	if r.Text == "" {
		return none, c, fault(name, ErrNoText, nil)
	}
	r.ID = evidence.Hash(b)
	c = evidence.Capture{
		Report: r.ID, Size: int64(len(b)), MediaType: kind.mediaType(), Name: name,
		At: opt.At, By: opt.By, Licence: opt.Licence,
	}
	if charset != "utf-8" {
		c.MediaType += "; charset=" + charset
	}
	return r, c, nil
}

// baseName cuts folders off, whichever system wrote the path. What a name may
// hold and a text may not (bytes that are no UTF-8, control characters, marks
// that turn the order of the letters) becomes U+FFFD, so that the name that is
// recorded is the one that adding the file again has.
func baseName(name string) string {
	if name == "" {
		return StandardInput
	}
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(name, string(unicode.ReplacementChar)))
}

func titleFromName(name string) string {
	return strings.ReplaceAll(strings.TrimSuffix(name, path.Ext(name)), "_", " ")
}

// sniff tells from how the text begins what a .txt file or standard input
// holds. A page saved under the wrong name is still a page; only standard
// input, which has no name, is also looked at for Markdown.
func sniff(text []byte, named format) format {
	head := bytes.ToLower(bytes.TrimSpace(text[:min(len(text), 1024)]))
	for _, s := range []string{"<!doctype html", "<html", "<head", "<body", "<article", "<?xml"} {
		if bytes.HasPrefix(head, []byte(s)) {
			return htmlPage
		}
	}
	if named == unknown && (bytes.HasPrefix(head, []byte("---\n")) || bytes.HasPrefix(head, []byte("---\r\n")) || bytes.HasPrefix(head, []byte("# "))) {
		return markdown
	}
	return plainText
}
