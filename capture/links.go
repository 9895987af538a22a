package capture

import (
	"net/url"
	"regexp"
	"strings"
)

var address = regexp.MustCompile(`https?://[^\s<>"'“”‘’«»\x60]+`)

// linksIn lists the addresses that stand in running text, without the
// punctuation of the sentence around them.
func linksIn(text string) []string {
	if !strings.Contains(text, "://") {
		return nil
	}
	var out []string
	for _, a := range address.FindAllString(text, -1) {
		a = strings.TrimRight(a, ".,;:!?…")
		for strings.HasSuffix(a, ")") && strings.Count(a, ")") > strings.Count(a, "(") {
			a = strings.TrimRight(a[:len(a)-1], ".,;:!?…")
		}
		if webAddress(a) {
			out = append(out, a)
		}
	}
	return out
}

// webAddress reports whether a is an absolute address on the web.
func webAddress(a string) bool {
	u, err := url.Parse(a)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// once keeps the first of equal strings, in order.
func once(list []string) []string {
	seen := make(map[string]bool, len(list))
	var out []string
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}
