package lang

import "fmt"

// isoDate reads "2016-09-05", "2016/09/05" and what follows "T" of a time stamp.
func (r *timeReader) isoDate(i int) (match, bool) {
	if i+4 >= len(r.tok) || r.tok[i].digits != 4 {
		return match{}, false
	}
	y, m, d := &r.tok[i], &r.tok[i+2], &r.tok[i+4]
	sep := r.tok[i+1].mark
	if sep != '-' && sep != '/' || r.tok[i+3].mark != sep || r.tok[i+1].gap || m.gap || r.tok[i+3].gap || d.gap {
		return match{}, false
	}
	if m.digits != 2 || d.digits != 2 || !validDay(y.n, m.n, d.n) {
		return match{}, false
	}
	out := match{next: i + 5, Time: Time{Kind: DateTime, Value: fmt.Sprintf("%04d-%02d-%02d", y.n, m.n, d.n)}}
	return r.withClock(out), true
}

// slashDate reads "9/5/2016": month before day, unless that cannot be.
func (r *timeReader) slashDate(i int) (match, bool) {
	if i+4 >= len(r.tok) || r.tok[i].digits == 0 || r.tok[i].digits > 2 || !r.mark(i+1, '/') || !r.mark(i+3, '/') || r.mark(i-1, '/') {
		return match{}, false
	}
	m, d, y := r.tok[i].n, r.tok[i+2].n, r.tok[i+4].n
	if r.tok[i+4].digits == 2 {
		y += 1900
		if y < 1950 {
			y += 100
		}
	}
	if m > 12 {
		m, d = d, m
	}
	if r.tok[i+4].digits < 2 || !validDay(y, m, d) || y < 1900 || y > 2100 {
		return match{}, false
	}
	return match{next: i + 5, Time: Time{Kind: DateTime, Value: fmt.Sprintf("%04d-%02d-%02d", y, m, d)}}, true
}

// A calendarDate is a date as far as it is written; zero fields are unsaid.
type calendarDate struct{ year, month, day, weekday int }

// fullDate reads a date with a month's name, and the month alone.
func (r *timeReader) fullDate(i int) (match, bool) {
	var c calendarDate
	j := i
	if w, ok := r.number(i, "weekday"); ok {
		c.weekday = w
		j = r.skip(r.skip(i+1, '.'), ',')
		if r.is(j, "article") {
			j++
		}
	}
	if m, ok := r.monthFirst(i, j, c); ok {
		return m, true
	}
	return r.dayFirst(i, j, c)
}

// monthFirst reads "September 5, 2016", "Sept. 4-5", "September 2016", "September".
func (r *timeReader) monthFirst(i, j int, c calendarDate) (match, bool) {
	month, ok := r.number(j, "month")
	if !ok {
		return match{}, false
	}
	c.month = month
	k := r.monthEnd(j)
	day, next := r.day(k, c.month)
	if day == 0 {
		if c.weekday != 0 || !r.monthIsMeant(j, k) {
			return match{}, false
		}
		return r.dated(i, r.withYear(&c, k, true), c), true
	}
	if r.is(j, "month-unsure") && !r.tok[j].capital && r.tok[j].end-r.tok[j].start <= 3 && r.tok[next-1].suffix == 0 && !r.yearAt(next) {
		return match{}, false // "may 5 people"
	}
	c.day = day
	first := next
	second, next := r.otherDay(next, c.month)
	next = r.withYear(&c, next, false)
	return r.ranged(i, first, next, second, c), true
}

// monthEnd passes the full stop of a month's abbreviation.
func (r *timeReader) monthEnd(j int) int {
	if r.mark(j+1, '.') && r.near(j+1) && len(r.word(j).norm) <= 4 && r.word(j).norm != "may" && r.word(j).norm != "june" && r.word(j).norm != "july" {
		return j + 2
	}
	return j + 1
}

// monthIsMeant reports whether a month's name without a day is one, not the verb "may" or someone called April.
func (r *timeReader) monthIsMeant(j, k int) bool {
	t := r.tok[j]
	if r.yearAt(k) || r.is(k, "of") && r.yearAt(k+1) || r.mark(k, ',') && r.yearAt(k+1) {
		return true
	}
	if k < len(r.tok) && r.tok[k].mark == '\'' && k+1 < len(r.tok) && r.tok[k+1].digits == 2 {
		return true
	}
	cue := r.is(j-1, "month-cue") || r.mark(j-1, '-') && r.is(j-2, "month-cue") || r.endsMod(j)
	if !t.capital {
		return cue && (!r.is(j, "month-unsure") || r.word(j-1).norm == "in" || r.is(j-1, "deictic"))
	}
	if !r.is(j, "month-unsure") {
		return true
	}
	if k < len(r.tok) && r.tok[k].capital && r.tok[k].mark == 0 && !r.is(k, "weekday") && !cue {
		return false
	}
	return cue
}

func (r *timeReader) endsMod(j int) bool {
	for back := 1; back <= 3 && back <= j; back++ {
		if _, next := r.phrase(j-back, "mod"); next == j || next == j-1 && r.mark(j-1, '-') {
			return true
		}
	}
	return false
}

// day reads a day of a month: "5", "5th", "the 5th", "fifth".
func (r *timeReader) day(k, month int) (int, int) {
	j := k
	if r.is(j, "article") {
		j++
	}
	if j < len(r.tok) && r.tok[j].digits > 0 {
		t := &r.tok[j]
		if t.digits > 2 || t.frac != "" || t.comma || t.money || t.suffix == 's' || j > k && t.suffix != 'o' || !validDay(2000, month, t.n) {
			return 0, k
		}
		if r.mark(j+1, ':') && r.near(j+1) && r.near(j+2) && r.tok[j+2].digits > 0 || r.mark(j+1, '%') || r.is(j+1, "halfday") || r.is(j+1, "scale") {
			return 0, k
		}
		return t.n, j + 1
	}
	if n, ok := r.number(j, "ordinal"); ok && validDay(2000, month, n) && !r.is(j+1, "unit") {
		if more, ok := r.number(j+2, "ordinal"); ok && n == 20 && more < 10 && r.mark(j+1, '-') {
			return n + more, j + 3
		}
		return n, j + 1
	}
	if n, ok := r.number(j, "number"); ok && n >= 20 && n <= 30 && r.mark(j+1, '-') {
		if more, ok := r.number(j+2, "ordinal"); ok && validDay(2000, month, n+more) {
			return n + more, j + 3
		}
	}
	return 0, k
}

// A secondDay is the other end of "4-5": its day and tokens.
type secondDay struct{ day, from, next int }

// otherDay reads the second day of "September 4-5", "September 4 and 5", "September 4 to 5".
func (r *timeReader) otherDay(k, month int) (secondDay, int) {
	if !r.mark(k, '-') && !r.is(k, "range") {
		return secondDay{}, k
	}
	day, next := r.day(k+1, month)
	if day == 0 || r.is(next, "month") || r.is(next, "of") && r.is(next+1, "month") || r.tok[k+1].digits > 2 {
		return secondDay{}, k
	}
	if _, ok := r.word(next).as("units"); ok || r.is(next, "unit") {
		return secondDay{}, k
	}
	if !r.mark(k, '-') && next < len(r.tok) && r.tok[next].mark == 0 && r.tok[next].digits == 0 && !r.is(next, "function") {
		return secondDay{}, k // "September 4 and 5 people"
	}
	return secondDay{day, k + 1, next}, next
}

// dayFirst reads "5 September 2016", "the 5th of September", "15 and 16 November".
func (r *timeReader) dayFirst(i, j int, c calendarDate) (match, bool) {
	if r.is(j, "article") && j == i {
		return match{}, false
	}
	day, k := r.day(j, 1)
	if day == 0 {
		return match{}, false
	}
	first := k
	second, k := r.otherDayFirst(k)
	if r.is(k, "of") {
		k++
	}
	month, ok := r.number(k, "month")
	if !ok || !validDay(2000, month, max(day, second.day)) || second.day != 0 && second.day <= day {
		return match{}, false
	}
	if r.is(k, "month-unsure") && !r.tok[k].capital && !r.yearAt(k+1) && r.tok[first-1].suffix == 0 {
		return match{}, false
	}
	c.month, c.day = month, day
	next := r.withYear(&c, r.monthEnd(k), false)
	if second.day == 0 {
		first = next
	} else {
		second.next = next
	}
	m := r.ranged(i, first, next, second, c)
	m.the = true
	return m, true
}

func (r *timeReader) otherDayFirst(k int) (secondDay, int) {
	if !r.mark(k, '-') && !r.is(k, "range") {
		return secondDay{}, k
	}
	day, next := r.day(k+1, 1)
	if day == 0 || !r.is(next, "month") && !(r.is(next, "of") && r.is(next+1, "month")) {
		return secondDay{}, k
	}
	return secondDay{day, k + 1, next}, next
}

// withYear reads the year behind a month and its day.
func (r *timeReader) withYear(c *calendarDate, k int, noDay bool) int {
	j := k
	if r.mark(j, ',') || r.is(j, "of") {
		j++
	}
	if r.yearAt(j) {
		c.year = r.tok[j].n
		return j + 1
	}
	if r.mark(k, '\'') && k+1 < len(r.tok) && r.tok[k+1].digits == 2 && r.tok[k+1].suffix == 0 && r.near(k+1) {
		c.year = century(r.tok[k+1].n)
		return k + 2
	}
	if y, next := r.wordYear(j); next > j {
		c.year = y
		return next
	}
	if word, ok := r.word(j).as("deictic"); ok && r.word(j+1).norm == "year" && !r.anchor.IsZero() {
		if off, ok := deicticOffset[word]; ok {
			c.year = r.anchor.Year() + off
			return j + 2
		}
	}
	return k
}

// ranged is the date of what was read from token i: one or two days.
func (r *timeReader) ranged(i, first, next int, second secondDay, c calendarDate) match {
	m := r.dated(i, next, c)
	if second.day == 0 {
		return r.withClock(m)
	}
	to := c
	to.day, to.weekday = second.day, 0
	if to.day < c.day {
		to.month++
	}
	m.End = r.tok[first-1].end
	other := r.dated(i, next, to).Time
	other.Start, other.End = r.tok[second.from].start, r.tok[next-1].end
	m.second = &other
	return m
}

// yearAt reports whether a token is a year in digits.
func (r *timeReader) yearAt(i int) bool {
	if i < 0 || i >= len(r.tok) {
		return false
	}
	t := &r.tok[i]
	return t.digits == 4 && !t.comma && t.frac == "" && t.suffix == 0 && !t.money && t.n >= 1000 && t.n < 2200 && !(r.mark(i+1, ':') && r.near(i+1) && r.near(i+2) && r.tok[i+2].digits > 0)
}
