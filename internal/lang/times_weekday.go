package lang

import "strconv"

// deicticWeekday is "last Monday", "next Tuesday", "this Friday", "the previous Sunday".
func (r *timeReader) deicticWeekday(word string, w, next int) match {
	from := r.anchor
	if word == "previous" || word == "following" {
		if day, ok := r.seenDay(next - 1); ok {
			from = day
		}
	}
	m := match{next: next, the: true, Time: Time{Kind: DateTime, Value: anyWeek + "-" + strconv.Itoa(w), Relative: true}}
	if from.IsZero() {
		return m
	}
	ahead := (w-weekdayOf(from)+6)%7 + 1 // 1..7
	switch word {
	case "next", "following":
		m.Value = iso(from.AddDate(0, 0, ahead))
	case "last", "previous":
		m.Value = iso(from.AddDate(0, 0, -((weekdayOf(from)-w+6)%7 + 1)))
	default:
		m.Value = r.weekdayNear(next-2, next, w)
	}
	return m
}

// weekdayNear is the weekday that a clause means: the last one, or the one to come when the clause is about that.
func (r *timeReader) weekdayNear(i, next, w int) string {
	back := (weekdayOf(r.anchor) - w + 7) % 7
	if back != 0 && !r.possessive(next) && r.tense(i, next) == future {
		back -= 7
	}
	return iso(r.anchor.AddDate(0, 0, -back))
}

// possessive reports whether what ends before a token is in the genitive: "Wednesday's ruling" has been.
func (r *timeReader) possessive(next int) bool {
	return r.mark(next, '\'') && r.near(next) && r.near(next+1) && r.tok[next+1].end-r.tok[next+1].start == 1
}

// weekday reads "Monday", "Monday night", "Sunday, at 3 p.m.".
func (r *timeReader) weekday(i int) (match, bool) {
	w, ok := r.number(i, "weekday")
	if !ok {
		return match{}, false
	}
	next := i + 1
	if r.is(i, "weekday-short") {
		if !r.tok[i].capital || !r.mark(next, '.') && !r.mark(next, ',') || r.is(i-1, "article") {
			return match{}, false
		}
		if r.mark(next, '.') && !r.stop(next) {
			next++
		}
	}
	m := r.fromAnchor(next, anyWeek+"-"+strconv.Itoa(w), func() string { return r.weekdayNear(i, next, w) })
	m.the = false
	if next < len(r.tok) && r.is(next, "today") {
		return match{}, false
	}
	return r.withClock(r.weekdayPart(m)), true
}

// weekdayPart reads "night" behind a weekday, whose day may be unknown.
func (r *timeReader) weekdayPart(m match) match {
	if part, ok := r.word(m.next).as("part"); ok {
		m.next++
		m.Value += "T" + part
	}
	return m
}
