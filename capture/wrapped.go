package capture

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lines broken to fit a width are this long, the last of a paragraph excepted;
// where a group holds shorter or longer ones, each line end is looked at.
const (
	shortestBroken = 45
	longestEven    = 110
	longestBroken  = 130
)

// wrapped reports whether the lines of a text were broken to a width: a line of
// some length breaks off and the next goes on in small letters, as headlines
// and lists of names never do.
func wrapped(text string) bool {
	before := ""
	for raw := range strings.SplitSeq(text, "\n") {
		line := squeeze(raw)
		if before != "" && utf8.RuneCountInString(before) >= shortestBroken && !sentence(before) && startsSmall(line) {
			return true
		}
		before = line
	}
	return false
}

// paragraphs joins the lines of a group that no empty line divides, in a text
// whose lines were broken to a width. Where all are of a length, they are one
// paragraph; else some end their paragraph.
func paragraphs(lines []string) []string {
	width, even, open := 0, true, false
	for i, line := range lines {
		n, last := utf8.RuneCountInString(line), i == len(lines)-1
		if n <= longestBroken {
			width = max(width, n)
		}
		even = even && n <= longestEven && (n >= shortestBroken || last)
		open = open || !last && !sentence(line)
	}
	if even && open {
		return []string{strings.Join(lines, " ")}
	}
	var out []string
	joined := false
	for i, line := range lines {
		if joined = i > 0 && goesOn(lines[i-1], line, width, joined); joined {
			out[len(out)-1] += " " + line
		} else {
			out = append(out, line)
		}
	}
	return out
}

// goesOn reports whether next goes on with the sentence that line leaves open:
// in small letters, behind a word that no line is complete with, where the line
// is so long that the next word would hardly have found room, or where it is
// joined to one before, as a heading would not be.
func goesOn(line, next string, width int, joined bool) bool {
	if sentence(line) || width < shortestBroken {
		return false
	}
	if startsSmall(next) || strings.HasSuffix(line, ",") {
		return true
	}
	last := strings.ToLower(line[strings.LastIndexByte(line, ' ')+1:])
	if unfinished[last] {
		return true
	}
	word, _, _ := strings.Cut(next, " ")
	first, _ := utf8.DecodeRuneInString(next)
	return joined && unicode.IsLetter(first) || (utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word))*6 >= width*5
}

func startsSmall(line string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(line, `"'“‘(`))
	return unicode.IsLower(r)
}

// unfinished are words that no sentence, name or heading ends in.
var unfinished = set(
	"a", "an", "the", "its", "their", "his", "her", "of", "to", "in", "on", "at", "by", "for", "with", "from", "near",
	"and", "or", "but", "that", "which", "who", "is", "are", "was", "were", "has", "have")
