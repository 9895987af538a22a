package capture

import "strings"

// matter is the front matter's top level: its keys in small letters. Nested
// values are passed over.
type matter map[string]string

func (m matter) get(keys ...string) string {
	for _, k := range keys {
		if v := m[k]; v != "" {
			return v
		}
	}
	return ""
}

// frontMatter reads what stands between two lines of "---" at the start, as
// far as YAML's plain forms go: a value beside its key, quoted or not, perhaps
// folded over further lines, or a list of values. Without the second line
// there is no front matter.
func frontMatter(lines []string) (matter, []string) {
	m := make(matter)
	start := 0
	for start < len(lines) && strings.TrimSpace(lines[start]) == "" {
		start++
	}
	if start == len(lines) || strings.TrimRight(lines[start], " \t") != "---" {
		return m, lines
	}
	for end := start + 1; end < len(lines); end++ {
		if line := strings.TrimRight(lines[end], " \t"); line == "---" || line == "..." {
			m.fill(lines[start+1 : end])
			return m, lines[end+1:]
		}
	}
	return m, lines
}

func (m matter) fill(lines []string) {
	for i := 0; i < len(lines); i++ {
		key, value, ok := strings.Cut(lines[i], ":")
		if !ok || key == "" || strings.ContainsAny(key[:1], " \t#-") {
			continue
		}
		more := i + 1
		for more < len(lines) && (lines[more] == "" || strings.ContainsAny(lines[more][:1], " \t-")) {
			more++
		}
		key = strings.ToLower(strings.TrimSpace(key))
		if _, known := m[key]; !known {
			m[key] = scalar(strings.TrimSpace(value), lines[i+1:more])
		}
		i = more - 1
	}
}

// scalar gives a value and the lines that continue it as one line of text.
func scalar(value string, more []string) string {
	switch value {
	case "|", ">", "|-", ">-", "|+", ">+":
		value = ""
	case "":
		var list []string
		for _, line := range more {
			item, ok := strings.CutPrefix(strings.TrimSpace(line), "- ")
			if !ok || strings.Contains(item, ": ") {
				return ""
			}
			list = append(list, unquote(item))
		}
		return strings.Join(list, ", ")
	}
	if list, ok := strings.CutPrefix(value, "["); ok {
		var items []string
		for item := range strings.SplitSeq(strings.TrimSuffix(list, "]"), ",") {
			items = append(items, unquote(item))
		}
		return strings.Join(items, ", ")
	}
	for _, line := range more {
		value += " " + strings.TrimSpace(line)
	}
	return unquote(value)
}

func unquote(s string) string {
	s = squeeze(s)
	if n := len(s); n >= 2 && (s[0] == '"' || s[0] == '\'') && s[n-1] == s[0] {
		s = s[1 : n-1]
		s = strings.ReplaceAll(strings.ReplaceAll(s, `\"`, `"`), "''", "'")
	} else if i := strings.Index(s, " #"); i >= 0 {
		s = strings.TrimSpace(s[:i])
	}
	return s
}
