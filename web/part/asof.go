package part

import (
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"tallystick/web/message"
)

// lookback is the control by which a reader takes any page to another moment
// of the ledger: a slider where scripts run, and a field with links to the
// moments beside the one at hand where they do not.
type lookback struct {
	Action  string
	Kept    []kept // what else the page is asked with
	Steps   string // the moments as seconds: the first since 1970, the others since the one before
	Now     int    // place of the present on the slider: how many moments there are
	Place   int    // of the moment at hand
	Shown   message.Text
	Field   string // the moment at hand as a field has it
	Earlier string // address of the page a moment earlier; empty at the first
	Later   string // likewise; empty now
	Compare string // address that leads to what changed since the moment in the field
}

type kept struct{ Name, Value string }

// fieldLayout is how a field of day and time has its value.
const fieldLayout = "2006-01-02T15:04:05"

// lookback returns the control as it stands on the page.
func (a Ask) lookback() lookback {
	l := lookback{Action: a.Action(a.URL.EscapedPath()), Steps: seconds(a.Moments), Now: len(a.Moments), Shown: message.Say("now"), Compare: a.Action("/changes/since")}
	q := a.URL.Query()
	for name, values := range q {
		for _, v := range values {
			if name != "as-of" && v != "" {
				l.Kept = append(l.Kept, kept{name, v})
			}
		}
	}
	slices.SortStableFunc(l.Kept, func(x, y kept) int { return strings.Compare(x.Name, y.Name) })
	href := func(t time.Time) string {
		q := a.URL.Query()
		q.Set("as-of", t.UTC().Format(time.RFC3339))
		return l.Action + mark(q)
	}
	if a.AsOf.IsZero() {
		l.Place = l.Now
		if l.Now > 0 {
			l.Earlier = href(a.Moments[l.Now-1])
		}
		return l
	}
	l.Shown, l.Field = message.Moment(a.AsOf), a.AsOf.UTC().Format(fieldLayout)
	before := sort.Search(l.Now, func(i int) bool { return !a.Moments[i].Before(a.AsOf) })
	after := sort.Search(l.Now, func(i int) bool { return a.Moments[i].After(a.AsOf) })
	l.Place = max(0, after-1)
	if before > 0 {
		l.Earlier = href(a.Moments[before-1])
	}
	l.Later = a.Now()
	if after < l.Now {
		l.Later = href(a.Moments[after])
	}
	return l
}

// seconds writes moments down for the slider's script.
func seconds(moments []time.Time) string {
	var b strings.Builder
	last := int64(0)
	for i, t := range moments {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.FormatInt(t.Unix()-last, 10))
		last = t.Unix()
	}
	return b.String()
}

// Since returns the address of what changed between the as-of time and now.
func (a Ask) Since() string {
	return a.Action("/changes") + mark(map[string][]string{"from": {a.AsOfText()}})
}
