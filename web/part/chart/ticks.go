package chart

import (
	"time"

	"tallystick/web/message"
)

// valueTicks returns round values from 0 to the least of them that is not below
// most: at an even step of 1, 2 or 5 with noughts, six at most.
func valueTicks(most int64) []int64 {
	step := int64(1)
	for i := 0; step*5 < most; i++ {
		if i%3 == 1 { // 2 to 5
			step = step / 2 * 5
		} else {
			step *= 2
		}
	}
	ticks := []int64{0}
	for v := step; ; v += step {
		ticks = append(ticks, v)
		if v >= most {
			return ticks
		}
	}
}

// tick is a day that the axis names.
type tick struct {
	day   time.Time
	words message.Text
}

// mostDays is how many days the axis names at most: as many as a phone has room
// for.
const mostDays = 6

// dayTicks returns days from one to another at an even step: the finest with
// which there are not too many of them. Within two days it names hours.
func dayTicks(from, to time.Time) []tick {
	if to.Sub(from) < 48*time.Hour && !wholeDays(from, to) {
		return hourTicks(from, to)
	}
	for _, days := range []int{1, 2, 5, 10} {
		if int(to.Sub(from).Hours()/24)/days < mostDays {
			ticks := every(from, to, 0, days, message.ShortDayOfYear)
			ticks[0].words = message.ShortDay(from)
			return ticks
		}
	}
	for _, months := range []int{1, 2, 3, 6} {
		if (monthsBetween(from, to)+months-1)/months < mostDays {
			return every(monthAfter(from, months), to, months, 0, message.ShortMonth)
		}
	}
	for years := 1; ; years++ {
		if round := years == 1 || years == 2 || years%5 == 0; round && monthsBetween(from, to)/12/years < mostDays {
			return every(monthAfter(from, 12*years), to, 12*years, 0, message.Year)
		}
	}
}

func wholeDays(times ...time.Time) bool {
	for _, t := range times {
		if !t.Equal(t.Truncate(24 * time.Hour)) {
			return false
		}
	}
	return true
}

// hourTicks returns hours at an even step; the first of each day names the day.
func hourTicks(from, to time.Time) []tick {
	step := time.Hour
	for _, hours := range []int{1, 2, 3, 6, 12} {
		if step = time.Duration(hours) * time.Hour; int(to.Sub(from)/step) < mostDays {
			break
		}
	}
	ticks := []tick{{from, message.ShortMoment(from)}}
	for at := from.Truncate(step).Add(step); !at.After(to); at = at.Add(step) {
		words := message.Clock(at)
		if at.Equal(at.Truncate(24 * time.Hour)) {
			words = message.ShortDayOfYear(at)
		}
		if at.Sub(from) >= to.Sub(from)/4 { // the first is long
			ticks = append(ticks, tick{at, words})
		}
	}
	return ticks
}

func every(from, to time.Time, months, days int, say func(time.Time) message.Text) []tick {
	var ticks []tick
	for day := from; !day.After(to); day = day.AddDate(0, months, days) {
		ticks = append(ticks, tick{day, say(day)})
	}
	return ticks
}

func monthsBetween(from, to time.Time) int {
	return 12*(to.Year()-from.Year()) + int(to.Month()) - int(from.Month())
}

// monthAfter returns the first day, not before from, of a month that is a
// multiple of a number of months from January.
func monthAfter(from time.Time, months int) time.Time {
	count := 12*from.Year() + int(from.Month()) - 1
	if from.Day() > 1 {
		count++
	}
	count = (count + months - 1) / months * months
	return time.Date(count/12, time.Month(count%12+1), 1, 0, 0, 0, 0, from.Location())
}
