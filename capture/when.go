package capture

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"tallystick/evidence"
)

// machineTimes are the forms in which pages tell machines a time. Those
// without a zone give no more than a civil date.
var machineTimes = []struct {
	layout string
	zone   bool
}{
	{time.RFC3339Nano, true},
	{"2006-01-02T15:04:05.999999999-0700", true},
	{"2006-01-02T15:04Z07:00", true},
	{"2006-01-02 15:04:05Z07:00", true},
	{"2006-01-02 15:04:05 -0700", true},
	{time.RFC1123Z, true},
	{"2006-01-02T15:04:05.999999999", false},
	{"2006-01-02T15:04", false},
	{"2006-01-02 15:04:05", false},
	{"2006-01-02 15:04", false},
	{"2006-01-02", false},
	{"20060102", false},
	{"2006/01/02", false},
}

// machineTime reads a time that a page states for machines.
func machineTime(s, basis string) (evidence.Interval, bool) {
	s = squeeze(s)
	for _, m := range machineTimes {
		t, err := time.Parse(m.layout, s)
		if err != nil || !plausible(t) {
			continue
		}
		if m.zone {
			return at(t.Format(time.RFC3339Nano), s, basis), true
		}
		if len(s) > len("2006-01-02") {
			basis += ", time zone not given"
		}
		return at(t.Format(time.DateOnly), s, basis), true
	}
	if when, ok := dateLine(s); ok {
		when.Basis = strings.Replace(when.Basis, "date line", basis, 1)
		return when, true
	}
	return evidence.Interval{}, false
}

func at(t, text, basis string) evidence.Interval {
	return evidence.Interval{From: t, To: t, Text: text, Basis: basis}
}

// plausible refuses the zero times that programs write where they know none.
func plausible(t time.Time) bool {
	return t.Year() >= 1800 && t.Year() <= 9999 && !t.Equal(time.Unix(0, 0))
}

const monthWords = `jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?`

var (
	dateWords = `(?:(?:first |last )?(?:published|updated|modified|posted|issued|created|date)(?: on| at)?:? ?)?`
	weekday   = `(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?,? )?`
	clock     = `(?P<clock>\d{1,2}[:.]\d{2}(?::\d{2})? ?(?:[ap]\.?m\.?)?)`
	zone      = `(?: ?\(?(?P<zone>gmt|utc|z|bst|e[sd]?t|c[esd]?t|cest|p[sd]t|msk|amt|azt|eet|eest|trt|(?:gmt|utc)? ?[+-]\d{1,2}(?::?\d{2})?)\)?)?`
	timePart  = `(?:` + clock + zone + `)`
	day       = `(?P<day>\d{1,2})(?:st|nd|rd|th)?`
	month     = `(?P<month>` + monthWords + `)\.?`
	year      = `(?P<year>\d{4})`
	numeric   = `(?P<d>\d{1,2})(?:\.(?P<m>\d{1,2})\.|/(?P<n>\d{1,2})/)` + year
	dateForms = []*regexp.Regexp{
		regexp.MustCompile(`(?i)^` + dateWords + weekday + `(?:` + timePart + `,? (?:on )?)?` + weekday + day + ` ` + month + `,? ` + year + `\b(?:,? ?(?:at|[-–|]|, )? ?` + timePart + `)?`),
		regexp.MustCompile(`(?i)^` + dateWords + weekday + `(?:` + timePart + `,? (?:on )?)?` + weekday + month + ` ` + day + `,? ` + year + `\b(?:,? ?(?:at|[-–|]|, )? ?` + timePart + `)?`),
		regexp.MustCompile(`(?i)^` + dateWords + `(?:` + timePart + `,? )?` + numeric + `\b(?:,? ?(?:at|[-–|]|, )? ?` + timePart + `)?`),
		regexp.MustCompile(`(?i)^` + dateWords + year + `-(?P<m>\d{2})-(?P<d>\d{2})\b(?:[T ]` + timePart + `)?`),
	}
	afterDate = regexp.MustCompile(`(?i)^(?: ?[|·•,;/–-] ?(?:(?:last )?(?:updated|modified|published)\b.{0,60}|.{0,12}\bread)| ?\((?:updated|published).{0,60}\)|,? (?:updated|modified).{0,60}|,? \d+ (?:hours?|minutes?|days?) ago)?[. |]*$`)
)

// firstPage is the year before which no date line tells when a page came out.
const firstPage = 1990

// zones are the offsets of names that mean one offset to news readers. Names
// that mean several (CST, IST, AMT as Amazon time) are left out: a clock time
// with an unknown zone gives the civil date.
var zones = map[string]string{"gmt": "+00:00", "utc": "+00:00", "z": "+00:00", "bst": "+01:00", "est": "-05:00", "edt": "-04:00", "cet": "+01:00",
	"cest": "+02:00", "pst": "-08:00", "pdt": "-07:00", "msk": "+03:00", "azt": "+04:00", "eet": "+02:00", "eest": "+03:00", "trt": "+03:00"}

// dateLine reads a line that says nothing but a date, perhaps with a time and
// a word such as "Published". Day and month in figures are read where only
// one order is possible, or where full stops say that the day comes first.
func dateLine(line string) (evidence.Interval, bool) {
	if len(line) > 120 || !strings.ContainsAny(line, "0123456789") {
		return evidence.Interval{}, false
	}
	for _, form := range dateForms {
		loc := form.FindStringSubmatchIndex(line)
		if loc == nil || !afterDate.MatchString(line[loc[1]:]) {
			continue
		}
		part := make(map[string]string)
		for i, name := range form.SubexpNames() {
			if name != "" && loc[2*i] >= 0 {
				part[name] = line[loc[2*i]:loc[2*i+1]]
			}
		}
		if t, ok := civil(part); ok && t.Year() >= firstPage {
			return dated(t, part, line)
		}
	}
	return evidence.Interval{}, false
}

// headLine reads a line above a text that has a name in front of its date: who
// printed it, who wrote it, or where. "THE DAILY, 10 October 2031".
func headLine(line string) (name string, when evidence.Interval, ok bool) {
	for _, between := range []string{" | ", " · ", " – ", " — ", " - ", ", "} {
		name, rest, found := strings.Cut(line, between)
		if !found || !capitals(name) {
			continue
		}
		if when, ok := dateLine(strings.TrimSpace(rest)); ok {
			return name, when, true
		}
	}
	return "", evidence.Interval{}, false
}

// capitals reports whether a few words all begin with a capital.
func capitals(name string) bool {
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > 5 {
		return false
	}
	for _, w := range words {
		if r, _ := firstRune(w); !unicode.IsUpper(r) && !caseless(r) && w != "of" && w != "the" && w != "and" {
			return false
		}
	}
	return true
}

func civil(part map[string]string) (time.Time, bool) {
	number := func(s string) int { n, _ := strconv.Atoi(s); return n }
	y, m, d := number(part["year"]), number(part["m"]), number(part["d"])
	switch {
	case part["month"] != "":
		m, d = monthNumber(part["month"]), number(part["day"])
	case part["n"] != "":
		m = number(part["n"])
		if d <= 12 && m <= 12 && d != m {
			return time.Time{}, false // 05/10 is read one way here, another way there
		}
		if m > 12 {
			m, d = d, m
		}
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return t, t.Day() == d && int(t.Month()) == m && plausible(t)
}

func monthNumber(s string) int {
	return strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(s[:3]))/3 + 1
}

// dated adds the clock time where its zone is known.
func dated(t time.Time, part map[string]string, line string) (evidence.Interval, bool) {
	basis := "date line"
	if part["clock"] != "" {
		z := strings.ToLower(part["zone"])
		offset, ok := zones[z]
		if !ok {
			offset, ok = numericZone(z)
		}
		c, err := clockTime(part["clock"])
		if ok && err == nil {
			full, err := time.Parse(time.RFC3339, t.Format(time.DateOnly)+"T"+c+offset)
			if err == nil {
				return at(full.Format(time.RFC3339), line, basis), true
			}
		}
		basis += ", time zone not given"
	}
	return at(t.Format(time.DateOnly), line, basis), true
}

func clockTime(s string) (string, error) {
	s = strings.ToUpper(strings.NewReplacer(" ", "", "a.m.", "AM", "p.m.", "PM", "A.M.", "AM", "P.M.", "PM").Replace(s))
	s = strings.Replace(s, ".", ":", 1)
	for _, layout := range []string{"15:04:05", "15:04", "3:04PM"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format(time.TimeOnly), nil
		}
	}
	return "", fmt.Errorf("%q is no time of day", s)
}

// numericZone reads "+4", "GMT+04:00", "utc -3".
func numericZone(z string) (string, bool) {
	i := strings.IndexAny(z, "+-")
	if i < 0 {
		return "", false
	}
	h, m, _ := strings.Cut(z[i+1:], ":")
	if m == "" && len(h) > 2 {
		h, m = h[:len(h)-2], h[len(h)-2:]
	}
	hours, err := strconv.Atoi(h)
	minutes, _ := strconv.Atoi(m)
	if err != nil || hours > 14 || minutes > 59 {
		return "", false
	}
	return fmt.Sprintf("%c%02d:%02d", z[i], hours, minutes), true
}

var addressDate = regexp.MustCompile(`/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?:/|-|$)`)

// addressTime reads the date that many outlets put into a page's address.
func addressTime(address string) (evidence.Interval, bool) {
	m := addressDate.FindStringSubmatch(address)
	if m == nil {
		return evidence.Interval{}, false
	}
	t, ok := civil(map[string]string{"year": m[1], "m": m[2], "d": m[3]})
	if !ok || t.Year() < firstPage {
		return evidence.Interval{}, false
	}
	return at(t.Format(time.DateOnly), strings.Trim(m[0], "/-"), "date in the page's address"), true
}

// snowflakeEpoch is the moment, in Unix milliseconds, from which Twitter's
// post ids count; ids below firstSnowflake were plain running numbers.
const (
	snowflakeEpoch = 1288834974657
	firstSnowflake = 29_700_859_247
)

// postTime reads the moment of a post out of its address on Twitter, now X:
// the upper bits of the id are milliseconds.
func postTime(address string) (id string, t time.Time, ok bool) {
	u, err := url.Parse(address)
	if err != nil {
		return "", t, false
	}
	switch strings.ToLower(u.Hostname()) {
	case "twitter.com", "www.twitter.com", "mobile.twitter.com", "x.com", "www.x.com":
	default:
		return "", t, false
	}
	part := strings.Split(strings.Trim(u.Path, "/"), "/")
	for i := 0; i+1 < len(part); i++ {
		if part[i] != "status" && part[i] != "statuses" {
			continue
		}
		n, err := strconv.ParseInt(part[i+1], 10, 64)
		if err != nil || n <= firstSnowflake {
			return "", t, false
		}
		return part[i+1], time.UnixMilli(n>>22 + snowflakeEpoch).UTC(), true
	}
	return "", t, false
}

// afterPosts says that a page that links to posts came out after the last of
// them. How long after, nobody says: the interval is open.
func afterPosts(links []string) evidence.Interval {
	var (
		last time.Time
		from evidence.Interval
	)
	for _, l := range links {
		id, t, ok := postTime(l)
		if ok && t.After(last) {
			last = t
			moment := t.Truncate(time.Second).Format(time.RFC3339)
			from = evidence.Interval{From: moment, Text: l, Basis: fmt.Sprintf("no date on the page: not before post %s, which it links to (%s)", id, moment)}
		}
	}
	return from
}
