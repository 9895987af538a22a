package truces

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tallystick/evidence"
)

// What agreement counts, in thousandths.
const (
	bothParties  = 300
	oneParty     = 150
	sameDay      = 400 // of the beginning
	nearDays     = 250
	sameYear     = 160
	lastBefore   = 300 // what breaks a truce follows its beginning
	elapsed      = 4   // less for each day since
	superseded   = 200 // less for each later truce of the parties
	byReport     = 60  // only the day of publication speaks for it
	sameBroker   = 200
	otherBroker  = -300
	guessPenalty = 100 // for a day whose year is not said
	purposeSame  = 50
	inOrder      = 200 // "the two previous ones"
	spokenLast   = 350 // the report spoke of this truce last
	spokenOnly   = 300 // it speaks of no other, and of this one further on

	enough = 450 // to link
	margin = 80  // before the second
	most   = 1000
)

// longest is how many days after its beginning a truce is said to be broken at
// most, where nothing but the day tells which one it is.
const longest = 180

// heed takes from a mention when exactly a truce took effect, where nothing
// told it before.
func (t *truce) heed(m *mention) {
	effect := daysOf(m.of.Effective)
	starts := effect.known || m.begins() && m.of.Status == "in force"
	if !effect.known && starts {
		effect = m.when
	}
	if effect.known && effect.width() <= 1 && !t.effect.known && !(m.yearless && effect == m.when) {
		t.effect = effect
	}
	if hour, minute, told := clockOf(m.of.Clock); told && hour >= 0 && starts && !t.hourTold {
		t.hour, t.hourTold = hour*60+minute, true
	}
}

// took is when a truce took effect or, where that is not told apart, began.
func (t *truce) took() days {
	if t.effect.known {
		return t.effect
	}
	return t.begins
}

// nearby is how many days announcement and effect of one truce are apart at
// most, where no register says otherwise.
const nearby = 3

// recall is how many bytes after it was spoken of a truce is still the one that
// a report means.
const recall = 4000

// truce is a truce that mentions are held against.
type truce struct {
	id       string
	entry    *evidence.Ceasefire // of a register
	lead     *mention            // of one that only reports tell of
	sides    []string
	brokers  []string
	begins   days // announced or effective, whichever is told
	starts   []days
	effect   days // when it took effect, where that is told apart
	hour     int  // minutes of the day at which it took effect
	hourTold bool
	merciful bool
	before   *truce // that it came before, where its order is all that is told
	place    int    // how many truces before that one
}

// fromRegister makes a truce of a register's entry.
func fromRegister(c *evidence.Ceasefire) *truce {
	t := &truce{id: c.ID, entry: c, brokers: c.Brokers, merciful: strings.Contains(strings.ToLower(c.Purpose), "humanitarian")}
	for _, p := range c.Parties {
		if p.Side != "" && !slices.Contains(t.sides, p.Side) {
			t.sides = append(t.sides, p.Side)
		}
	}
	for _, i := range []*evidence.Interval{c.Effective, c.Announced} {
		if d := daysOf(i); d.known {
			t.starts = append(t.starts, d)
		}
	}
	if len(t.starts) > 0 {
		t.begins = t.starts[0]
	}
	t.effect = daysOf(c.Effective)
	return t
}

// fromMention makes a truce of a mention that no other truce fits.
func fromMention(m *mention) *truce {
	t := &truce{id: evidence.Hash(fmt.Appendf(nil, "truce\n%s", m.key))[:32], lead: m, brokers: slices.Clone(m.brokers), merciful: m.merciful}
	t.sides = m.Parties
	t.learn(m)
	return t
}

// learn takes from a mention the beginning of a truce that no register tells,
// where it is the most precise one so far.
func (t *truce) learn(m *mention) {
	year := days{}
	if m.of.Year > 0 {
		year = yearOf(m.of.Year)
	}
	announced := daysOf(m.of.Announced)
	if m.of.Status == "announced" && !announced.known {
		announced = m.when
	}
	for _, d := range []days{m.start, announced, year} {
		if !d.known || m.yearless && d == m.when && t.begins.known || t.begins.known && (t.begins.apart(d) > nearby || d.width() > 31) {
			continue
		}
		if !t.begins.known || d.width() < t.begins.width() {
			t.begins = d
		}
		if !slices.Contains(t.starts, d) {
			t.starts = append(t.starts, d)
		}
	}
	t.heed(m)
	if len(t.starts) > 1 {
		t.starts = slices.DeleteFunc(t.starts, func(d days) bool { return d.width() > 31 })
	}
}

// score holds a mention against a truce, beside all that it may mean. The
// report may have spoken of one last. It adds the reasons where they are asked
// for.
func (m *mention) score(t, last *truce, all []*truce, reasons *[]evidence.Remark) int {
	total := 0
	add := func(n int, why evidence.Remark) {
		total += n
		if reasons != nil {
			*reasons = append(*reasons, why)
		}
	}
	shared := 0
	for _, s := range t.sides {
		if slices.Contains(m.Sides, s) || slices.Contains(m.named, s) {
			shared++
		}
	}
	switch {
	case shared >= 2:
		add(bothParties, evidence.Say("the report speaks of its parties"))
	case shared == 1 && len(t.sides) == 1:
		add(oneParty, evidence.Say("the report speaks of one of its parties"))
	default:
		return 0
	}
	switch common := sharedBrokers(m.brokers, t.brokers); {
	case len(common) > 0:
		add(sameBroker, evidence.Say("broker %s", strings.Join(common, ", ")))
	case len(m.brokers) > 0 && len(t.brokers) > 0:
		add(otherBroker, evidence.Say("broker %s, not %s", strings.Join(m.brokers, ", "), strings.Join(t.brokers, ", ")))
	}
	if m.merciful && t.merciful {
		add(purposeSame, evidence.Say("humanitarian"))
	}
	if m.n == 0 && !m.daysFit(t, last, all, add) {
		return 0
	}
	switch {
	case t != last:
	case m.ahead:
		add(spokenOnly, evidence.Say("the report tells of no other truce"))
	default:
		add(spokenLast, evidence.Say("the report spoke of it last"))
	}
	return min(total, most)
}

// daysFit adds what the days say; false when they say that it is another truce.
func (m *mention) daysFit(t, last *truce, all []*truce, add func(int, evidence.Remark)) bool {
	if !t.begins.known {
		return true
	}
	when, shifted := m.fitting(t)
	switch {
	case m.of.Year > 0:
		if year := yearOf(m.of.Year); t.begins.apart(year) > 0 {
			return false
		}
		add(sameYear, evidence.Say("it is named by the year %s", fmt.Sprint(m.of.Year)))
		return true
	case m.start.known:
		if !m.begins() || m.start != m.when {
			when, shifted = m.start, false
		}
		apart := when.apart(t.starts[0])
		for _, s := range t.starts[1:] {
			apart = min(apart, when.apart(s))
		}
		if shifted && apart <= 3 {
			add(-guessPenalty, evidence.Say("its year is not said"))
		}
		wide := max(when.width(), t.begins.width()) > 31
		switch {
		case apart == 0 && wide:
			add(sameYear, evidence.Say("the time agrees: %s", when))
		case apart <= 1 && when.width() <= 31:
			add(sameDay-50*apart-4*min(when.width(), 31), evidence.Say("it began on %s, the register or leading claim says %s", when, t.begins))
		case apart <= 3 && !wide:
			add(nearDays-50*apart, evidence.Say("it began on %s, the register or leading claim says %s", when, t.begins))
		case m.of.Status == "in force" && m.begins() && t.begins.from <= when.to:
			return m.after(t, all, when, lastBefore-50, add)
		default:
			return false
		}
		return true
	case m.when.known:
		return m.after(t, all, when, lastBefore, add)
	case t == last:
		return true
	case m.latest.known:
		return m.after(t, all, m.latest, byReport, add)
	}
	return false
}

// after adds what it says that a truce was the last to begin before some day.
func (m *mention) after(t *truce, all []*truce, day days, most int, add func(int, evidence.Remark)) bool {
	gap := max(0, day.from-t.begins.to)
	if t.earliest() > day.to || gap > longest {
		return false
	}
	later := 0
	for _, o := range all {
		if o != t && o.begins.known && o.earliest() > t.earliest() && o.earliest() <= day.to && sharedSides(o, t) >= min(2, len(t.sides)) {
			later++
		}
	}
	if later == 0 {
		add(max(0, most-elapsed*gap), evidence.Say("the last to begin before %s, %d days before", day, gap))
	} else {
		add(max(0, most-elapsed*gap)-superseded*min(later, 3), evidence.Say("began %d days before %s, and %d others since", gap, day, later))
	}
	return true
}

// earliest is the first day on which a truce can be said to have begun: the
// announcement, unless it is dated long before the effect, which is a slip.
func (t *truce) earliest() int {
	first := t.begins.from
	for _, s := range t.starts {
		if s.from < first && first-s.from <= longest {
			first = s.from
		}
	}
	return first
}

// day is where a truce stands in time: its beginning or, where that is not told,
// what its leading claim tells of it, or when that was published.
func (t *truce) day() int {
	switch {
	case t.begins.known:
		return t.earliest()
	case t.lead == nil:
		return 0
	case t.lead.when.known:
		return t.lead.when.from
	}
	return t.lead.latest.from
}

// times are the stretches in which the truces stand that a mention may mean.
func (m *mention) times() []days {
	switch {
	case m.of.Year > 0:
		return []days{yearOf(m.of.Year)}
	case m.start.known && !(m.yearless && m.start == m.when):
		return []days{{m.start.from - longest, m.start.to + 4, true}}
	case m.when.known && m.yearless:
		var list []days
		for years := range guessYears {
			from, to := yearsBefore(m.when.from, years), yearsBefore(m.when.to, years)
			list = append(list, days{from - longest, to + 4, true})
		}
		return list
	case m.when.known:
		return []days{{m.when.from - longest, m.when.to + 4, true}}
	case m.latest.known:
		return []days{{m.latest.from - longest, m.latest.to, true}}
	}
	return nil
}

func sharedSides(a, b *truce) (n int) {
	for _, s := range a.sides {
		if slices.Contains(b.sides, s) {
			n++
		}
	}
	return n
}

// sharedBrokers returns the brokers of a that b has, if need be within a longer
// name: the OSCE in the OSCE Minsk Group.
func sharedBrokers(a, b []string) (common []string) {
	for _, x := range a {
		if slices.ContainsFunc(b, func(y string) bool { return x == y || strings.HasPrefix(x, y+" ") || strings.HasPrefix(y, x+" ") }) {
			common = append(common, x)
		}
	}
	return common
}

func yearOf(year int) days {
	return daysOf(&evidence.Interval{From: fmt.Sprintf("%04d-01-01", year), To: fmt.Sprintf("%04d-12-31", year)})
}

func (d days) String() string {
	day := func(n int) string { return time.Unix(int64(n)*24*60*60, 0).UTC().Format(time.DateOnly) }
	if d.from == d.to {
		return day(d.from)
	}
	return day(d.from) + " to " + day(d.to)
}
