package incidents_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tallystick/evidence"
	"tallystick/lexicon"
	"tallystick/link/incidents"
	"tallystick/read"
)

var update = flag.Bool("update", false, "write what is found into the stories")

// story is reports that we wrote, and the incidents that they tell.
type story struct {
	about string
	told  []told
	want  string
}

type told struct {
	name, day, text string
	published       evidence.Interval
	claims          []evidence.Claim
}

// Each file of testdata/stories says what must be one and what must stay apart.
// Of an incident's claims each line tells the report, who speaks, how, and of
// what, and why it stands there.
func TestStories(t *testing.T) {
	paths, err := filepath.Glob("testdata/stories/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no stories", err)
	}
	reader := read.New(lexicon.Default())
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			s := parseStory(string(b))
			s.read(reader)
			got := tell(s.told)
			if *update {
				s.want = got
				if err := os.WriteFile(path, []byte(s.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if got != s.want {
				t.Errorf("%s\ngot:\n%s\nwant:\n%s", s.about, got, s.want)
			}
		})
	}
}

func parseStory(text string) story {
	var s story
	for i, part := range strings.Split("\n"+text, "\n-- ") {
		head, body, _ := strings.Cut(part, " --\n")
		name, day, _ := strings.Cut(head, " ")
		switch {
		case i == 0:
			s.about = strings.TrimPrefix(part, "\n")
		case head == "incidents":
			s.want = body
		default:
			s.told = append(s.told, told{name: name, day: day, text: body})
		}
	}
	return s
}

func (s story) String() string {
	var b strings.Builder
	b.WriteString(strings.TrimSuffix(s.about, "\n") + "\n")
	for _, r := range s.told {
		fmt.Fprintf(&b, "-- %s %s --\n%s\n", r.name, r.day, strings.TrimSuffix(r.text, "\n"))
	}
	return b.String() + "-- incidents --\n" + s.want
}

func (s *story) read(reader read.Reader) {
	for i := range s.told {
		r := &s.told[i]
		r.published = evidence.Interval{From: r.day, To: r.day}
		r.claims = reader.Claims(evidence.Report{ID: evidence.Hash([]byte(r.name)), Language: "en", Text: r.text, Published: r.published}).Claims
	}
}

// mentions returns the mentions of all reports.
func mentions(all []told) []incidents.Mention {
	var out []incidents.Mention
	for _, r := range all {
		out = append(out, incidents.Of(incidents.Report{ID: evidence.Hash([]byte(r.name)), Published: r.published}, r.claims, lexicon.Default())...)
	}
	return out
}

// tell tells the incidents of reports, a blank line between them.
func tell(all []told) string {
	ms := mentions(all)
	byID, line := map[incidents.ID]*incidents.Mention{}, map[string]string{}
	for i := range ms {
		byID[ms[i].Claim] = &ms[i]
	}
	for _, r := range all {
		for i, c := range r.claims {
			who := "narrator"
			if c.Source.Span != nil {
				who = strings.Join(c.SideSpeaking(), "+")
			}
			line[c.ID] = fmt.Sprintf("%s %d: %s %s %q", r.name, i, who, c.Stance, c.Content.Text)
		}
	}
	var out []string
	for _, in := range incidents.Cluster(ms, nil) {
		var b strings.Builder
		for _, m := range in.Members {
			b.WriteString(line[m.Claim.String()])
			switch {
			case m.Claim == in.Lead:
			case byID[m.Claim].How != incidents.Alone:
				fmt.Fprintf(&b, "\n    %s", byID[m.Claim].How.Why())
			default:
				for _, why := range incidents.Reasons(byID[m.To], byID[m.Claim]) {
					fmt.Fprintf(&b, "\n    %s", why)
				}
			}
			b.WriteByte('\n')
		}
		out = append(out, b.String())
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}
