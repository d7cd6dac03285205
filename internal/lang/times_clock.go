package lang

import "fmt"

// A clockTime is an hour of the day.
type clockTime struct {
	value, zone string
	next        int
}

// clock reads "6:40 p.m.", "18:40 GMT", "noon Thursday", "9 a.m. on Tuesday, Sept. 5".
func (r *timeReader) clock(i int) (match, bool) {
	c, ok := r.hour(i)
	if !ok {
		return match{}, false
	}
	m := match{next: c.next, Time: Time{Kind: ClockTime, Value: c.value, Zone: c.zone}}
	j := r.skip(c.next, ',')
	for j < c.next+3 && (r.is(j, "on") || r.is(j, "article")) {
		if _, word := r.phrase(j, "deictic"); word > j {
			break
		}
		j++
	}
	for _, rule := range [...]func(*timeReader, int) (match, bool){(*timeReader).isoDate, (*timeReader).fullDate, (*timeReader).dayWord, (*timeReader).weekday} {
		r.bare = true
		d, ok := rule(r, j)
		r.bare = false
		if ok && d.Kind == DateTime && d.second == nil && len(d.Value) >= len(anyDay) {
			m.next, m.Relative = d.next, d.Relative
			m.Value = dayOf(d.Value) + c.value
			return m, true
		}
	}
	return m, true
}

// dayOf cuts the part of the day from a day's value.
func dayOf(v string) string {
	for i := range len(v) {
		if v[i] == 'T' {
			return v[:i]
		}
	}
	return v
}

// withClock reads the hour behind a day: "Monday at 3 p.m.", "Sept. 5, 18:40 GMT".
func (r *timeReader) withClock(m match) match {
	if r.bare || m.second != nil || len(m.Value) < len(anyWeek)+2 {
		return m
	}
	j := r.skip(m.next, ',')
	if r.is(j, "at") {
		j++
	} else if r.near(m.next) && m.next < len(r.tok) && r.is(m.next, "stamp") {
		j++
	}
	if c, ok := r.hour(j); ok {
		m.Kind, m.Value, m.Zone, m.next = ClockTime, dayOf(m.Value)+c.value, c.zone, c.next
	}
	return m
}

// hour reads an hour with its zone.
func (r *timeReader) hour(i int) (clockTime, bool) {
	if i >= len(r.tok) {
		return clockTime{}, false
	}
	if v, next := r.phrase(i, "clock"); next > i {
		return r.zoned(clockTime{value: "T" + v[:2] + ":" + v[2:], next: next}), true
	}
	t := &r.tok[i]
	h, minute, j := 0, 0, i+1
	switch {
	case t.digits == 0:
		n, ok := r.number(i, "number")
		if !ok || n > 12 || !r.is(i+1, "oclock") && !r.is(i+1, "halfday") {
			return clockTime{}, false
		}
		h = n
	case t.digits == 4 && r.zoneAt(i+1) > i+1 && t.frac == "" && !t.comma && r.tok[i+1].capital:
		h, minute = t.n/100, t.n%100
		if h > 24 || minute > 59 {
			return clockTime{}, false
		}
		return r.zoned(clockTime{value: fmt.Sprintf("T%02d:%02d", h, minute), next: j}), true
	case t.digits > 2 || t.suffix != 0 || t.money:
		return clockTime{}, false
	case r.mark(j, ':') && r.near(j) && r.near(j+1) && r.tok[j+1].digits == 2 && r.tok[j+1].n < 60:
		h, minute, j = t.n, r.tok[j+1].n, j+2
		if r.mark(j, ':') && r.near(j) && r.near(j+1) && r.tok[j+1].digits == 2 {
			j += 2 // seconds
		}
	case len(t.frac) == 2:
		h, minute = t.n, int(t.frac[0]-'0')*10+int(t.frac[1]-'0')
	default:
		h = t.n
	}
	return r.halfDay(i, j, h, minute)
}

// halfDay reads what tells that a number is an hour: "p.m.", "o'clock", a zone, or "at" before hours and minutes.
func (r *timeReader) halfDay(i, j, h, minute int) (clockTime, bool) {
	colon := r.mark(i+1, ':')
	c := clockTime{next: j}
	switch half, ok := r.word(j).as("halfday"); {
	case ok && h >= 1 && h <= 12:
		h %= 12
		if half == "pm" {
			h += 12
		}
		c.next = j + 1
	case r.is(j, "oclock") && h <= 12:
		h, c.next = r.partOfDay(h, j+1)
	case colon && h < 24 && (r.zoneAt(j) > j || r.is(i-1, "clock-cue") || r.mark(i-1, ',') || r.yearAt(i-1) || r.is(i-1, "stamp")):
		h, c.next = r.partOfDay(h, j)
	default:
		return c, false
	}
	if minute > 59 || h > 24 {
		return c, false
	}
	c.value = fmt.Sprintf("T%02d:%02d", h, minute)
	return r.zoned(c), true
}

// partOfDay reads "in the evening" behind an hour; "at 8:30 in the evening" is half past twenty.
func (r *timeReader) partOfDay(h, j int) (int, int) {
	if r.word(j).norm != "in" || !r.is(j+1, "article") {
		return h, j
	}
	switch part, ok := r.word(j + 2).as("part"); {
	case !ok:
		return h, j
	case h < 12 && (part == "AF" || part == "EV" || part == "NI" && h > 5):
		h += 12
	}
	return h, j + 3
}

// zoneAt returns the token after a time zone.
func (r *timeReader) zoneAt(i int) int {
	v, next := r.phrase(i, "zone")
	if next > i && (next > i+1 || r.tok[i].capital || v == "Z") {
		return next
	}
	return i
}

func (r *timeReader) zoned(c clockTime) clockTime {
	j := c.next
	if r.mark(j, '(') && r.zoneAt(j+1) > j+1 {
		j++
	}
	if next := r.zoneAt(j); next > j {
		if c.zone, _ = r.phrase(j, "zone"); len(c.zone) == 5 {
			c.zone = c.zone[:3] + ":" + c.zone[3:]
		}
		c.next = next
		if j > c.next-1 || r.mark(j-1, '(') {
			c.next = r.skip(next, ')')
		}
	}
	return c
}
