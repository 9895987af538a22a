package capture

import "testing"

func TestDateLine(t *testing.T) {
	for _, c := range []struct{ line, from, basis string }{
		{"5 October 2020", "2020-10-05", "date line"},
		{"Published: October 5th, 2020", "2020-10-05", "date line"},
		{"Updated 10:22, 5 October 2020", "2020-10-05", "date line, time zone not given"},
		{"Updated 10:22 GMT, 5 October 2020", "2020-10-05T10:22:00Z", "date line"},
		{"Mon, Oct. 5, 2020 at 9:05 pm EDT", "2020-10-05T21:05:00-04:00", "date line"},
		{"Monday 5 Oct 2020 18.30 BST", "2020-10-05T18:30:00+01:00", "date line"},
		{"PUBLISHED: 18:30 GMT+4, 5 October 2020 | UPDATED: 19:02, 5 October 2020", "2020-10-05T18:30:00+04:00", "date line"},
		{"October 5, 2020 · 4 min read", "2020-10-05", "date line"},
		{"2020-10-05 18:30 UTC", "2020-10-05T18:30:00Z", "date line"},
		{"05.10.2020, 18:30", "2020-10-05", "date line, time zone not given"},
		{"25/10/2020", "2020-10-25", "date line"},
		{"10/25/2020", "2020-10-25", "date line"},
		{"05/10/2020", "", ""}, // May or October
		{"31 February 2020", "", ""},
		{"27 September 1856", "", ""}, // the text's own
		{"On 5 October 2020 the bridge fell", "", ""},
		{"5 October 2020 was a Monday", "", ""},
		{"October 5", "", ""},
		{"2020 troops", "", ""},
	} {
		when, ok := dateLine(c.line)
		if ok != (c.from != "") || when.From != c.from || when.Basis != c.basis {
			t.Errorf("%q: %v from %q basis %q, want %q basis %q", c.line, ok, when.From, when.Basis, c.from, c.basis)
		}
		if err := when.Check(); err != nil {
			t.Errorf("%q: %v", c.line, err)
		}
	}
}

func TestMachineTime(t *testing.T) {
	for _, c := range []struct{ said, from, basis string }{
		{"2020-09-29T08:53:40Z", "2020-09-29T08:53:40Z", "meta"},
		{"2020-09-29T08:53:40.250+0400", "2020-09-29T08:53:40.25+04:00", "meta"},
		{"2020-09-29T08:53:40", "2020-09-29", "meta, time zone not given"},
		{"2020-09-29", "2020-09-29", "meta"},
		{"Tue, 29 Sep 2020 08:53:40 +0000", "2020-09-29T08:53:40Z", "meta"},
		{"September 29, 2020 08:53 GMT", "2020-09-29T08:53:00Z", "meta"},
		{"0001-01-01T00:00:00Z", "", ""},
		{"1970-01-01T00:00:00Z", "", ""},
		{"yesterday", "", ""},
		{"", "", ""},
	} {
		when, ok := machineTime(c.said, "meta")
		if ok != (c.from != "") || when.From != c.from || when.Basis != c.basis {
			t.Errorf("%q: %v from %q basis %q, want %q basis %q", c.said, ok, when.From, when.Basis, c.from, c.basis)
		}
	}
}

func TestAddressTime(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.example/2020/10/05/truce":   "2020-10-05",
		"https://a.example/news/2020-10-05/":   "2020-10-05",
		"https://a.example/2020/13/05/truce":   "",
		"https://a.example/0020/10/05/truce":   "",
		"https://a.example/truce-of-2020":      "",
		"https://a.example/1234/56/78901/item": "",
	} {
		if when, _ := addressTime(address); when.From != want {
			t.Errorf("%s: %q, want %q", address, when.From, want)
		}
	}
}

// A post's id holds the moment of posting; ids older than that scheme do not.
func TestPostTime(t *testing.T) {
	for address, want := range map[string]string{
		"https://twitter.com/a/status/1324606699374862336":            "2020-11-06T06:57:01Z",
		"https://x.com/a/status/1324606699374862336?s=20":             "2020-11-06T06:57:01Z",
		"https://mobile.twitter.com/i/web/status/1000000000000000000": "2018-05-25T13:05:53Z",
		"https://twitter.com/a/status/20":                             "",
		"https://twitter.com/a/status/x":                              "",
		"https://twitter.com/a/status/99999999999999999999999":        "",
		"https://twitter.example/a/status/1324606699374862336":        "",
		"https://nottwitter.com/a/status/1324606699374862336":         "",
	} {
		_, moment, ok := postTime(address)
		got := ""
		if ok {
			got = moment.Format("2006-01-02T15:04:05Z07:00")
		}
		if got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
	links := []string{"https://x.com/a/status/1324606699374862336", "https://x.com/a/status/1000000000000000000"}
	if when := afterPosts(links); when.From != "2020-11-06T06:57:01Z" || when.To != "" {
		t.Errorf("two posts: %+v, want the later as an open interval", when)
	}
}

// A line above a text may name who printed or wrote it before its date; words of
// a sentence do not.
func TestHeadLine(t *testing.T) {
	for _, c := range []struct{ line, name, from string }{
		{"NORTHERN DISPATCH, 10 October 2031", "NORTHERN DISPATCH", "2031-10-10"},
		{"Harbour Courier, Thursday 8 October 2031", "Harbour Courier", "2031-10-08"},
		{"A. Writer | 28.10.2031 19:10", "A. Writer", "2031-10-28"},
		{"The Herald of the North — 5 May 2031", "The Herald of the North", "2031-05-05"},
		{"KINGSPORT/HARTHAVEN, 10 November 2031", "KINGSPORT/HARTHAVEN", "2031-11-10"},
		{"The bridge fell, 10 November 2031", "", ""},
		{"Harbour Courier, the day after", "", ""},
	} {
		name, when, ok := headLine(c.line)
		if name != c.name || when.From != c.from || ok != (c.from != "") {
			t.Errorf("%q: %q and %q, %v; want %q and %q", c.line, name, when.From, ok, c.name, c.from)
		}
	}
}
