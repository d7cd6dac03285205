package lang

import (
	"fmt"
	"strconv"
	"time"
)

const (
	anyDay   = "XXXX-XX-XX"
	anyMonth = "XXXX-XX"
	anyYear  = "XXXX"
	anyWeek  = "XXXX-WXX"
)

// fromAnchor is a time that is told from the anchor; unknown is its value without one.
func (r *timeReader) fromAnchor(next int, unknown string, known func() string) match {
	m := match{next: next, the: true, Time: Time{Kind: DateTime, Value: unknown, Relative: true}}
	if !r.anchor.IsZero() {
		m.Value = known()
	}
	return m
}

// dayWord reads "today", "yesterday morning", "tonight", "this morning", "last night".
func (r *timeReader) dayWord(i int) (match, bool) {
	if r.is(i, "tonight") {
		return r.fromAnchor(i+1, anyDay+"TNI", func() string { return iso(r.anchor) + "TNI" }), true
	}
	if off, ok := r.number(i, "today"); ok {
		m := r.fromAnchor(i+1, anyDay, func() string { return iso(r.anchor.AddDate(0, 0, off)) })
		return r.withClock(r.withPart(m)), true
	}
	word, j := r.phrase(i, "deictic")
	part, ok := r.word(j).as("part")
	if j == i || !ok {
		return match{}, false
	}
	switch off, known := deicticOffset[word]; {
	case word == "that" || word == "previous" || word == "following" || word == "next":
		return r.fromDay(off, j+1, "T"+part), true
	case known:
		if word == "last" && part != "NI" && part != "EV" {
			return match{}, false
		}
		return r.withClock(r.fromAnchor(j+1, anyDay+"T"+part, func() string { return iso(r.anchor.AddDate(0, 0, off)) + "T" + part })), true
	}
	return match{}, false
}

// withPart reads "morning" behind a day.
func (r *timeReader) withPart(m match) match {
	if part, ok := r.word(m.next).as("part"); ok && len(m.Value) == len(anyDay) {
		m.next++
		m.Value += "T" + part
	}
	return m
}

// seenDay is the day that the text spoke of last, in this sentence or the one before.
func (r *timeReader) seenDay(i int) (time.Time, bool) {
	if len(r.last.value) < len(time.DateOnly) || i-r.last.token > 60 {
		return time.Time{}, false
	}
	stops := 0
	for j := r.last.token; j < i; j++ {
		if r.stop(j) {
			stops++
		}
	}
	day, err := time.Parse(time.DateOnly, r.last.value[:len(time.DateOnly)])
	return day, err == nil && stops < 2
}

// fromDay is a day told from the one spoken of.
func (r *timeReader) fromDay(off, next int, rest string) match {
	m := match{next: next, the: true, Time: Time{Kind: ReferenceTime, Value: anyDay + rest, Relative: true}}
	if day, ok := r.seenDay(next - 1); ok {
		m.Kind, m.Value = DateTime, iso(day.AddDate(0, 0, off))+rest
	}
	return m
}

// deictic reads "last week", "the past three months", "this weekend", "next July", "last Monday", "last fall".
func (r *timeReader) deictic(i int) (match, bool) {
	if off, next := r.phrase(i, "day-reference"); next > i && !r.is(next, "event-follows") {
		n, _ := strconv.Atoi(off)
		return r.fromDay(n, next, ""), true
	}
	if r.is(i, "ordinal") { // "the first nine months"
		if m, ok := r.duration(i + 1); ok && m.Kind == DurationTime && !r.mark(i+1, '-') && !r.is(i+1, "one-article") {
			m.the = true
			return m, true
		}
	}
	word, j := r.phrase(i, "deictic")
	if j == i {
		return match{}, false
	}
	if r.is(j, "ordinal") {
		j++
	}
	if r.is(j, "fiscal") {
		j++
	}
	if _, k := r.amount(j); k > j {
		return r.deicticAmount(j)
	}
	return r.deicticNoun(word, j)
}

// deicticAmount reads "three months" behind "the past".
func (r *timeReader) deicticAmount(j int) (match, bool) {
	a, k := r.amount(j)
	k = r.skip(k, '-')
	for r.is(k, "between") {
		k++
	}
	unit, next := r.unit(k, a, false)
	if next == k || r.tok[k-1].capital {
		return match{}, false
	}
	m := duration(a, unit, next)
	m.the = true
	return m, true
}

// deicticNoun reads what stands behind "last", "this", "next" and the like without a number.
func (r *timeReader) deicticNoun(word string, j int) (match, bool) {
	off, known := deicticOffset[word]
	if unit, ok := r.word(j).as("units"); ok && unit != "S" && unit != "N" && word != "that" && word != "latest" {
		m := duration(amount{vague: true}, unit, j+1)
		m.the = true
		return m, true
	}
	if unit, ok := r.word(j).as("unit"); ok {
		return r.deicticUnit(word, unit, off, j+1)
	}
	if !known {
		return match{}, false
	}
	if w, ok := r.number(j, "weekday"); ok {
		return r.withClock(r.withPart(r.deicticWeekday(word, w, j+1))), true
	}
	if month, ok := r.number(j, "month"); ok && (r.tok[j].capital || !r.is(j, "month-unsure")) {
		if day, _ := r.day(r.monthEnd(j), month); day != 0 {
			m, ok := r.monthFirst(j, j, calendarDate{})
			m.the = true
			return m, ok
		}
		m := r.dated(j, r.monthEnd(j), calendarDate{month: month})
		m.the = true
		return m, true
	}
	if season, ok := r.word(j).as("season"); ok {
		return r.fromAnchor(j+1, anyYear+"-"+season, func() string { return r.seasonNear(season, off) }), true
	}
	return match{}, false
}

// deicticUnit is "last week", "this year", "that day", "the past decade".
func (r *timeReader) deicticUnit(word, unit string, off, next int) (match, bool) {
	switch {
	case word == "latest" && unit == "Q":
		return r.fromAnchor(next, anyYear+"-QX", func() string { return quarterOf(r.anchor, -1) }), true
	case word == "recent" || word == "latest" || unit == "S" || unit == "N":
		return match{}, false
	case unit == "H" || unit == "DE" && word == "last":
		if word != "last" && word != "next" {
			return match{}, false
		}
		m := duration(amount{sixtieths: whole}, unit, next)
		m.the = true
		return m, true
	case unit == "D":
		if word == "this" {
			return r.fromAnchor(next, anyDay, func() string { return iso(r.anchor) }), true
		}
		if word == "last" {
			return match{}, false
		}
		return r.fromDay(off, next, ""), true
	case word == "that" || word == "previous" || word == "following":
		return r.fromSeenUnit(unit, off, next), true
	}
	m := r.fromAnchor(next, unknownUnit[unit], func() string { return unitNear(r.anchor, unit, off) })
	if unit == "Y" && r.possessive(next) && len(m.Value) == 4 { // "this year's third quarter"
		if q, ok := r.quarter(next + 2); ok && len(q.Value) == 7 {
			m.Value, m.next = m.Value+q.Value[4:], q.next
		}
	}
	return m, true
}

var unknownUnit = map[string]string{"D": anyDay, "W": anyWeek, "WE": anyWeek + "-WE", "F": anyWeek, "M": anyMonth, "Q": anyYear + "-QX", "Y": anyYear, "DE": "XXX0s", "CE": "XXXX"}

// unitNear is the unit of the calendar that holds a day, moved by so many.
func unitNear(day time.Time, unit string, off int) string {
	switch unit {
	case "D":
		return iso(day.AddDate(0, 0, off))
	case "W":
		return isoWeek(day.AddDate(0, 0, 7*off))
	case "F":
		return isoWeek(day.AddDate(0, 0, 14*off))
	case "WE":
		return isoWeek(day.AddDate(0, 0, 7*off)) + "-WE"
	case "M":
		return time.Date(day.Year(), day.Month()+time.Month(off), 1, 0, 0, 0, 0, time.UTC).Format("2006-01")
	case "Q":
		return quarterOf(day, off)
	case "DE":
		return fmt.Sprintf("%d0s", day.Year()/10+off)
	case "CE":
		return fmt.Sprintf("%dXX", day.Year()/100+off)
	}
	return fmt.Sprintf("%04d", day.Year()+off)
}

func quarterOf(day time.Time, off int) string {
	q := day.Year()*4 + int(day.Month()-1)/3 + off
	return fmt.Sprintf("%04d-Q%d", q/4, q%4+1)
}

// fromSeenUnit is "that year", "the previous month": told from the time spoken of last.
func (r *timeReader) fromSeenUnit(unit string, off, next int) match {
	m := match{next: next, the: true, Time: Time{Kind: ReferenceTime, Value: unknownUnit[unit], Relative: true}}
	if day, ok := r.seenUnit(unit); ok {
		m.Kind, m.Value = DateTime, unitNear(day, unit, off)
	}
	return m
}

// seenUnit is the time spoken of last, when it is exact enough to count units from.
func (r *timeReader) seenUnit(unit string) (time.Time, bool) {
	v := r.last.value
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if len(v) >= len(layout) {
			if t, err := time.Parse(layout, v[:len(layout)]); err == nil {
				exact := len(layout) == 10 || len(layout) == 7 && (unit == "M" || unit == "Y") || unit == "Y"
				return t, exact
			}
		}
	}
	return time.Time{}, false
}

// ago is "three days ago": so many units from the anchor, as exact as the unit.
func (r *timeReader) ago(a amount, unit string, sign, next int) match {
	if a.vague || r.anchor.IsZero() || a.sixtieths > 3000*whole {
		m := match{next: next, the: true, Time: Time{Kind: DateTime, Value: agoUnknown(unit), Relative: true}}
		if a.vague {
			m.Kind, m.Value = ReferenceTime, "PAST_REF"
			if sign > 0 {
				m.Value = "FUTURE_REF"
			}
		}
		return m
	}
	return match{next: next, the: true, Time: Time{Kind: DateTime, Value: move(r.anchor, a, unit, sign), Relative: true}}
}

func agoUnknown(unit string) string {
	switch unit {
	case "M", "Q":
		return anyMonth
	case "Y", "DE", "CE":
		return anyYear
	}
	return anyDay
}

// move is the time so many units before or after a day.
func move(day time.Time, a amount, unit string, sign int) string {
	n := sign * a.sixtieths / whole
	switch unit {
	case "S", "N", "H":
		return iso(day)
	case "D":
		return iso(day.AddDate(0, 0, n))
	case "W":
		return iso(day.AddDate(0, 0, sign*a.sixtieths*7/whole))
	case "F", "WE":
		return iso(day.AddDate(0, 0, n*14))
	case "M":
		return unitNear(day, "M", n)
	case "Q":
		return quarterOf(day, n)
	case "DE":
		n *= 10
	case "CE":
		n *= 100
	}
	if a.sixtieths%whole != 0 && unit == "Y" {
		return unitNear(day, "M", sign*a.sixtieths*12/whole)
	}
	return fmt.Sprintf("%04d", max(day.Year()+n, 1))
}

// fromSeen is "two weeks later", "a year earlier": told from a time of the same sentence, or left open.
func (r *timeReader) fromSeen(a amount, unit string, sign, next int) match {
	m := match{next: next, the: true, Time: Time{Kind: ReferenceTime, Value: agoUnknown(unit), Relative: true}}
	if a.vague || a.sixtieths > 3000*whole {
		return m
	}
	if r.sameSentence(r.last.token, next-1) {
		if day, ok := r.seenUnit(unit); ok {
			m.Kind, m.Value = DateTime, move(day, a, unit, sign)
		}
		return m
	}
	if unit == "Y" && sign < 0 && !r.anchor.IsZero() {
		m.Kind, m.Value = DateTime, move(r.anchor, a, unit, sign)
	}
	return m
}
