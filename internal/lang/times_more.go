package lang

import (
	"fmt"
	"strings"
	"time"
)

// set reads "every Monday", "each week", "daily", "Mondays".
func (r *timeReader) set(i int) (match, bool) {
	if v, next := r.phrase(i, "set"); next > i {
		return match{next: next, Time: Time{Kind: SetTime, Value: v}}, true
	}
	if w, ok := r.word(i).as("weekdays"); ok {
		return match{next: i + 1, Time: Time{Kind: SetTime, Value: anyWeek + "-" + w}}, true
	}
	if !r.is(i, "each") {
		return match{}, false
	}
	if w, ok := r.word(i + 1).as("weekday"); ok {
		return match{next: i + 2, Time: Time{Kind: SetTime, Value: anyWeek + "-" + w}}, true
	}
	if m, ok := r.number(i+1, "month"); ok {
		return match{next: i + 2, Time: Time{Kind: SetTime, Value: fmt.Sprintf("XXXX-%02d", m)}}, true
	}
	if s, ok := r.word(i + 1).as("season"); ok {
		return match{next: i + 2, Time: Time{Kind: SetTime, Value: anyYear + "-" + s}}, true
	}
	a, j := r.amount(i + 1)
	if j == i+1 {
		a = amount{sixtieths: whole}
	}
	unit, next := r.unit(j, a, false)
	if next == j {
		return match{}, false
	}
	return match{next: next, Time: Time{Kind: SetTime, Value: durationValue(a, unit)}}, true
}

// quarter reads "the third quarter", "fourth-quarter", "this year's first quarter", "the second quarter of 2015".
func (r *timeReader) quarter(i int) (match, bool) {
	if _, next := r.phrase(i, "year-ago"); next > i {
		return r.fromAnchor(next, anyYear, func() string { return unitNear(r.anchor, "Y", -1) }), true
	}
	year, j := 0, i
	if r.yearAt(i) {
		year, j = r.tok[i].n, i+1
	}
	q, ok := r.number(j, "ordinal")
	k := r.skip(j+1, '-')
	if unit, isUnit := r.word(k).as("unit"); !ok || !isUnit || unit != "Q" || q > 4 {
		return match{}, false
	}
	k++
	if next := k; r.is(next, "of") || year == 0 {
		if r.is(next, "of") {
			next++
		}
		if r.is(next, "fiscal") {
			next++
		}
		if r.yearAt(next) {
			year, k = r.tok[next].n, next+1
		}
	}
	m := r.fromAnchor(k, fmt.Sprintf("%s-Q%d", anyYear, q), func() string {
		if now := (int(r.anchor.Month()) + 2) / 3; q > now+1 && r.tense(i, k) != future {
			return fmt.Sprintf("%04d-Q%d", r.anchor.Year()-1, q)
		}
		return fmt.Sprintf("%04d-Q%d", r.anchor.Year(), q)
	})
	if year != 0 {
		m.Value, m.Relative = fmt.Sprintf("%04d-Q%d", year, q), false
	}
	return m, true
}

// season reads "summer", "the spring of 1990", "fall 2015".
func (r *timeReader) season(i int) (match, bool) {
	s, ok := r.word(i).as("season")
	if !ok {
		return match{}, false
	}
	next := i + 1
	j := next
	if r.is(j, "of") {
		j++
	}
	if r.yearAt(j) {
		return match{next: j + 1, the: true, Time: Time{Kind: DateTime, Value: fmt.Sprintf("%04d-%s", r.tok[j].n, s)}}, true
	}
	cue := r.is(i-1, "month-cue") || r.is(i-1, "article") && r.is(i-2, "month-cue") || r.endsMod(i)
	if r.is(i, "season-unsure") && (!cue || r.is(next, "of")) || !cue && !r.is(i-1, "article") {
		return match{}, false
	}
	return r.fromAnchor(next, anyYear+"-"+s, func() string {
		off := -1
		if r.tense(i, next) == future {
			off = 1
		}
		return r.seasonNear(s, off*2)
	}), true
}

var seasonMonth = map[string]time.Month{"SP": time.April, "SU": time.July, "FA": time.October, "WI": time.January}

// seasonNear is the season nearest to the anchor: -1 last, 0 this, 1 next; -2 and 2 may be the one that is now.
func (r *timeReader) seasonNear(s string, off int) string {
	y, mid, now := r.anchor.Year(), seasonMonth[s], r.anchor.Month()
	if s == "WI" && now == time.December {
		y++
	}
	within := mid-1 <= now && now <= mid+1 || s == "WI" && now == time.December
	switch {
	case off == -1 && (within || mid > now), off == -2 && mid-1 > now && !within:
		y--
	case off == 1 && (within || mid < now), off == 2 && mid+1 < now && !within:
		y++
	}
	if s == "WI" {
		y-- // a winter is that of the year it begins in
	}
	return fmt.Sprintf("%04d-%s", y, s)
}

// century reads "the 20th century", "the nineteenth century".
func (r *timeReader) century(i int) (match, bool) {
	if i >= len(r.tok) {
		return match{}, false
	}
	n, next := 0, i+1
	if t := r.tok[i]; t.suffix == 'o' {
		n = t.n
	} else if o, ok := r.number(i, "ordinal"); ok {
		n = o
		if o == 20 && r.mark(i+1, '-') && r.is(i+2, "ordinal") {
			more, _ := r.number(i+2, "ordinal")
			n, next = n+more, i+3
		}
	}
	next = r.skip(next, '-')
	if unit, _ := r.word(next).as("unit"); unit != "CE" || n < 1 || n > 30 {
		return match{}, false
	}
	return match{next: next + 1, the: true, Time: Time{Kind: DateTime, Value: fmt.Sprintf("%02dXX", n-1)}}, true
}

// decade reads "the 1980s", "the '80s", "the eighties".
func (r *timeReader) decade(i int) (match, bool) {
	t := r.tok[i]
	value := func(next, y int) (match, bool) {
		return match{next: next, the: true, Time: Time{Kind: DateTime, Value: fmt.Sprintf("%ds", y)}}, true
	}
	switch {
	case t.suffix == 's' && t.digits == 4 && t.n%10 == 0 && t.n > 1000 && t.n < 2100:
		return value(i+1, t.n)
	case t.mark == '\'' && i+1 < len(r.tok) && r.tok[i+1].suffix == 's' && r.tok[i+1].digits == 2 && r.tok[i+1].n%10 == 0 && r.near(i+1):
		return value(i+2, century(r.tok[i+1].n))
	}
	if n, ok := r.number(i, "decade"); ok && r.is(i-1, "article") {
		return value(i+1, 1900+n)
	}
	return match{}, false
}

// wordYear reads "nineteen ninety-six", "two thousand and sixteen", "twenty sixteen".
func (r *timeReader) wordYear(i int) (int, int) {
	head, ok := r.number(i, "number")
	if !ok || r.tok[i].digits > 0 {
		return 0, i
	}
	if head == 19 || head == 20 {
		tail, next := r.cardinal(r.skip(i+1, '-'))
		if next > i+1 && r.word(i+1) != unknownWord && tail >= 10 && tail < 100 && r.tok[i+1].digits == 0 {
			return head*100 + tail, next
		}
	}
	return 0, i
}

// yearAlone reads "2016", "fiscal 1989", "the year 2000", and "year-end".
func (r *timeReader) yearAlone(i int) (match, bool) {
	out := func(next, y int) (match, bool) {
		return match{next: next, Time: Time{Kind: DateTime, Value: fmt.Sprintf("%04d", y)}}, true
	}
	if r.is(i, "year-end") || r.word(i).norm == "year" && (r.mark(i+1, '-') && r.is(i+2, "ends") || r.mark(i+1, '\'') && r.is(i+3, "ends")) {
		next := i + 1
		for !r.is(next, "ends") && next < i+4 && !r.is(i, "year-end") {
			next++
		}
		if !r.is(i, "year-end") {
			next++
		}
		m := r.fromAnchor(next, anyYear, func() string { return unitNear(r.anchor, "Y", 0) })
		m.Mod, m.the = "end", false
		return m, true
	}
	if j := r.yearWord(i); j > i && r.yearAt(j) {
		m, ok := out(j+1, r.tok[j].n)
		m.the = true
		return m, ok
	}
	if y, next := r.wordYear(i); next > i {
		return out(next, y)
	}
	if r.mark(i, '\'') && i+1 < len(r.tok) && r.tok[i+1].digits == 2 && r.tok[i+1].suffix == 0 && r.near(i+1) && r.is(i-1, "year-cue") {
		return out(i+2, century(r.tok[i+1].n))
	}
	if r.yearAt(i) && r.yearIsMeant(i) {
		return out(i+1, r.tok[i].n)
	}
	return match{}, false
}

// yearWord passes "fiscal", "fiscal year", "year" before a year's number.
func (r *timeReader) yearWord(i int) int {
	j := i
	if r.is(j, "fiscal") {
		j++
	}
	if r.word(j).norm == "year" {
		j++
	}
	return j
}

// yearIsMeant tells a year from a count of things and from the year of a copyright.
func (r *timeReader) yearIsMeant(i int) bool {
	t := &r.tok[i]
	if t.n < 1900 || t.n >= 2100 {
		return t.n >= 1500 && t.n < 1900 && r.is(i-1, "year-cue")
	}
	if r.mark(i+1, '%') || r.is(i+1, "scale") || r.is(i+1, "halfday") || r.zoneAt(i+1) > i+1 || r.is(i-1, "count-cue") || r.mark(i+1, '-') && r.near(i+1) && r.near(i+2) && r.word(i+2) != unknownWord && r.tok[i+2].digits == 0 {
		return false
	}
	if r.near(i) && r.mark(i-1, '-') && i > 1 && r.tok[i-2].mark == 0 && r.tok[i-2].digits != 4 && !r.is(i-2, "month") && !r.is(i-2, "mod") {
		return false
	}
	if r.copyrighted(i) {
		return false
	}
	return !r.mark(i-1, '/') && !r.mark(i-1, 'x') || r.tok[i].gap
}

// copyrighted reports whether the year at a token is that of a copyright.
func (r *timeReader) copyrighted(i int) bool {
	for j := i - 1; j >= 0 && j >= i-7; j-- {
		t := &r.tok[j]
		if t.mark == 'c' || r.is(j, "copyright") || t.mark == '(' && j+2 < i && r.tok[j+1].end-r.tok[j+1].start == 1 && strings.EqualFold(r.text[r.tok[j+1].start:r.tok[j+1].end], "c") && r.mark(j+2, ')') {
			return true
		}
		if t.digits != 4 && t.mark == 0 && !(r.tok[j].end-r.tok[j].start == 1) || t.mark == '.' || r.tok[j+1].paragraph {
			return false
		}
	}
	return false
}

// reference reads "now", "recently", "the future".
func (r *timeReader) reference(i int) (match, bool) {
	v, next := r.phrase(i, "reference")
	if next == i {
		return match{}, false
	}
	if r.is(i, "article") {
		if _, ok := r.deictic(i + 1); ok { // "the past three months"
			return match{}, false
		}
	}
	return match{next: next, Time: Time{Kind: ReferenceTime, Value: v, Relative: true}}, true
}
