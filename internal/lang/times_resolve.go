package lang

import (
	"fmt"
	"strconv"
	"time"
)

var deicticOffset = map[string]int{"last": -1, "this": 0, "next": 1, "previous": -1, "following": 1}

func validDay(y, m, d int) bool {
	if m < 1 || m > 12 || d < 1 || d > 31 {
		return false
	}
	return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Day() == d
}

// century gives a year of two digits the century that news speaks of.
func century(n int) int {
	if n < 40 {
		return 2000 + n
	}
	return 1900 + n
}

func iso(t time.Time) string { return t.Format(time.DateOnly) }

func isoWeek(t time.Time) string {
	y, w := t.ISOWeek()
	return fmt.Sprintf("%04d-W%02d", y, w)
}

// dated is the time of a date read from token i to next; a year that is unsaid is looked for.
func (r *timeReader) dated(i, next int, c calendarDate) match {
	m := match{next: next, Time: Time{Kind: DateTime}}
	if c.year == 0 {
		c.year = r.yearFor(i, next, c)
		m.Relative = true
	}
	y := "XXXX"
	if c.year != 0 {
		y = fmt.Sprintf("%04d", c.year)
	}
	switch {
	case c.day == 0:
		m.Value = fmt.Sprintf("%s-%02d", y, c.month)
	default:
		m.Value = fmt.Sprintf("%s-%02d-%02d", y, c.month, c.day)
	}
	return m
}

// yearFor finds the year of a date without one: that of the weekday, of the sentence, or the nearest to the anchor
// that the clause allows.
func (r *timeReader) yearFor(i, next int, c calendarDate) int {
	if y := r.yearOfSentence(i); y != 0 {
		return y
	}
	if r.anchor.IsZero() {
		return 0
	}
	y := r.anchor.Year()
	if c.weekday != 0 && c.day != 0 {
		for _, try := range []int{y, y - 1, y + 1} {
			if weekdayOf(time.Date(try, time.Month(c.month), c.day, 0, 0, 0, 0, time.UTC)) == c.weekday {
				return try
			}
		}
	}
	if c.day == 0 {
		return r.yearOfMonth(i, next, c.month)
	}
	return r.yearOfDay(i, next, c)
}

// Days around the anchor in which a date without a year is meant, whatever the tense.
const (
	soonDays = 90
	agoDays  = 120
)

func (r *timeReader) yearOfDay(i, next int, c calendarDate) int {
	y := r.anchor.Year()
	days := func(y int) int {
		return int(time.Date(y, time.Month(c.month), c.day, 0, 0, 0, 0, time.UTC).Sub(r.anchor).Hours() / 24)
	}
	for _, try := range []int{y, y - 1, y + 1} {
		if d := days(try); d >= -agoDays && d <= soonDays {
			return try
		}
	}
	switch ahead := r.tense(i, next) == future; {
	case ahead && days(y) < 0:
		return y + 1
	case !ahead && days(y) > 0:
		return y - 1
	}
	return y
}

func (r *timeReader) yearOfMonth(i, next, month int) int {
	y, now := r.anchor.Year(), int(r.anchor.Month())
	if word, ok := r.word(i - 1).as("deictic"); ok {
		switch {
		case word == "last" && month >= now:
			return y - 1
		case word == "next" && month <= now:
			return y + 1
		}
		return y
	}
	switch tense := r.tense(i, next); {
	case month > now && (tense == past || tense == unsure && month-now > 4):
		return y - 1
	case month < now && (tense == future || now-month > 9 && tense == unsure):
		return y + 1
	}
	return y
}

// yearOfSentence is a year that the sentence named before: "In 2015, the two met in September".
func (r *timeReader) yearOfSentence(i int) int {
	if len(r.last.value) != 4 || !r.sameSentence(r.last.token, i) {
		return 0
	}
	y, err := strconv.Atoi(r.last.value)
	if err != nil {
		return 0
	}
	return y
}

func weekdayOf(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

// stop reports whether a sentence ends at a token, so far as the marks tell.
func (r *timeReader) stop(i int) bool {
	t := &r.tok[i]
	if t.paragraph {
		return true
	}
	switch t.mark {
	case '!', '?', ';':
		return true
	case '.':
		if i+1 >= len(r.tok) {
			return true
		}
		n := &r.tok[i+1]
		return n.gap && (n.capital || n.mark == '"' || n.mark == '\'') && !(i > 0 && r.tok[i-1].capital && r.tok[i-1].end-r.tok[i-1].start <= 3) && !(i > 0 && r.is(i-1, "month") && n.digits > 0)
	}
	return false
}

func (r *timeReader) sameSentence(from, to int) bool {
	if to-from > 60 {
		return false
	}
	for i := from; i < to && i < len(r.tok); i++ {
		if r.stop(i) {
			return false
		}
	}
	return true
}

type tense int

const (
	unsure tense = iota
	past
	future
)

// reach bounds how far a cue of tense is looked for, in tokens.
const reach = 14

// tense tells whether the clause around an expression is about the past or what is to come: the nearest cue before it,
// else after it.
func (r *timeReader) tense(i, next int) tense {
	for j := i - 1; j >= 0 && j >= i-reach && !r.stop(j); j-- {
		if t := r.cue(j); t != unsure {
			return t
		}
	}
	for j := next; j < len(r.tok) && j < next+reach && !r.stop(j); j++ {
		if t := r.cue(j); t != unsure {
			return t
		}
	}
	return unsure
}

func (r *timeReader) cue(j int) tense {
	t := &r.tok[j]
	switch {
	case t.mark != 0 || t.digits > 0:
		return unsure
	case r.end("future", j) > j:
		return future
	case r.is(j, "past"):
		return r.participle(j)
	}
	if n := t.end - t.start; n > 3 && !t.capital && r.text[t.end-2:t.end] == "ed" {
		return r.participle(j)
	}
	return unsure
}

// participle tells "will be held", "to be published" from "was held".
func (r *timeReader) participle(j int) tense {
	if r.is(j-1, "be") {
		return future
	}
	return past
}
