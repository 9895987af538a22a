package flow

import (
	"sync"
	"time"

	"tallystick/publish"
)

// judgedReports keeps, for the public, what publish said of the reports that
// were asked about last, at one head of the log and for a minute: several pages
// show one report, and each shows several. What is kept is shared, and never
// changed.
type judgedReports struct {
	lock  sync.Mutex
	head  int64
	since time.Time
	of    map[judgedAt]judgedReport
}

type judgedAt struct {
	at int64
	id string
}

type judgedReport struct {
	report publish.Report
	err    error
}

const (
	mostJudged = 1000
	judgedAge  = time.Minute // publication depends on the clock as well
)

// find returns what is kept of a report.
func (j *judgedReports) find(head, at int64, id string, now time.Time) (judgedReport, bool) {
	j.lock.Lock()
	defer j.lock.Unlock()
	if head > j.head || now.Sub(j.since) >= judgedAge || now.Before(j.since) || len(j.of) >= mostJudged {
		j.head, j.since, j.of = max(head, j.head), now, make(map[judgedAt]judgedReport)
	}
	known, ok := j.of[judgedAt{at, id}]
	return known, ok && head == j.head
}

func (j *judgedReports) keep(head, at int64, id string, now time.Time, report judgedReport) {
	j.lock.Lock()
	defer j.lock.Unlock()
	if head == j.head && !now.Before(j.since) {
		j.of[judgedAt{at, id}] = report
	}
}
