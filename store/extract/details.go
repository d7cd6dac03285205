package extract

import (
	"slices"
	"strings"
	"time"

	"readout/store"
)

// complete finds day, place and occasion of an event in its own clause.
func (d *document) complete(e *event) {
	e.date = d.toComeOf(e)
	e.call = e.call || e.remote()
	if e.topical && e.s.hasIn("discuss", e.start, e.end) {
		return
	}
	e.occasion = d.occasionOf(e)
	e.place = d.placeOf(e)
	if e.topical && e.place == "" {
		e.place = d.townIn(e.s, e.until)
	}
	if e.mode == took && e.noun && announced(e) {
		e.mode = planned
	}
	if e.mode == took && e.date != "" && d.ahead(e.date) {
		e.mode = planned // "they meet again in June"
	}
	if e.mode == took && e.date != "" && e.date == d.written() && e.s.body() && e.s.hasIn("ahead-verb", e.start, e.core) && !d.live() {
		e.mode = planned // "he meets X on Tuesday", which is today
	}
}

// remote reports whether people met from afar: "via video link", "by telephone".
func (e *event) remote() bool {
	for _, c := range e.s.cues {
		if c.class == "call-noun" && c.start > e.start && c.start-e.end < 12 && !e.s.quoted[c.start] {
			switch e.s.norm(c.start - 1) {
			case "via", "over", "through":
				return true
			}
		}
	}
	return false
}

// toComeOf is the day of an event; of one that is planned, the next month or weekday of the name, not the last.
func (d *document) toComeOf(e *event) store.Date {
	day, now := d.dateOf(e), d.written()
	if e.mode != planned || day == "" || now == "" || day >= now[:min(len(day), len(now))] || !e.s.body() {
		return day
	}
	if t, ok := day.Time(); ok && len(day) == len("2006-01") && now[:4] >= day[:4] && !e.s.quoted[e.start] {
		if next := store.Date(t.AddDate(1, 0, 0).Format("2006-01")); next > now[:len("2006-01")] {
			return next
		}
	}
	return day
}

// announced reports whether the verb behind a meeting lies ahead: "the talks will", "the meeting is to last".
func announced(e *event) bool {
	for i := e.end; i < min(e.end+8, len(e.s.tokens)); i++ {
		if i > e.end && strings.ContainsAny(e.s.gap(i), ",;:—\"“”") {
			return false
		}
		switch e.s.norm(i) {
		case "will":
			return !e.s.quoted[i]
		case "is", "are":
			switch e.s.norm(i + 1) {
			case "to", "due", "scheduled", "expected", "set", "planned", "slated":
				return !e.s.quoted[i]
			}
			return false
		case "that", "which", "who", "and", "said", "was", "were", "had", "has", "have":
			return false
		}
	}
	return false
}

// ahead reports whether a date is later than the article.
func (d *document) ahead(date store.Date) bool {
	n := min(len(date), len(d.article.Published))
	return n > 0 && date[:n] > d.article.Published[:n]
}

// dateOf returns the time nearest to the verb or noun of an event, in its clause.
func (d *document) dateOf(e *event) store.Date {
	if day := whenDay(e); day != "" {
		return day
	}
	best, least := store.Date(""), 22
	if e.lead {
		least = 40
	}
	for _, m := range e.s.times {
		if m.start < e.from || e.past(m.start) || e.s.quoted[m.start] || d.otherEvent(e, m.start) || d.otherMet(e, m.start) || d.thingOfTime(e.s, m) {
			continue
		}
		if d.relativeBetween(e, m.start) {
			continue
		}
		gap := max(m.start-e.end, e.start-m.end, 0)
		if e.mode == took && m.start > e.end && e.s.hasIn("planned", e.end, m.start) && !e.s.hasIn("longer", e.end, m.start) {
			continue // "met and will fly home on Friday"
		}
		if d.say(e.s, min(e.end, m.end), max(e.start, m.start)) {
			gap += 8
		}
		if gap < least {
			best, least = m.value, gap
		}
	}
	if best == "" && e.s.says("same-day") {
		for k := len(d.events) - 1; k >= 0 && best == ""; k-- {
			best = d.events[k].date
		}
	}
	return best
}

// whenDay returns the day of "since 10 September 2001, when they met".
func whenDay(e *event) store.Date {
	for i := e.start - 1; i > max(0, e.start-5); i-- {
		if e.s.norm(i) != "when" {
			continue
		}
		for _, t := range e.s.times {
			if t.end == i {
				return t.value
			}
		}
	}
	return ""
}

// relativeBetween reports whether a clause about something else begins between an event and a token: "spoke about
// the freeze, which ends on Friday"; "in a session that began on Monday" is about the event.
func (d *document) relativeBetween(e *event, at int) bool {
	for i := e.end + 1; i < at; i++ {
		switch e.s.norm(i) {
		case "which", "who", "whose":
			if _, noun := e.s.cueEndingAt("meet-noun", i); !noun {
				return true
			}
		}
	}
	return false
}

// past reports whether a token stands where something else is said than that people met.
func (e *event) past(at int) bool { return e.until > 0 && at > e.until }

// say reports whether a verb of speaking stands between tokens: "met, Obama said on Monday".
func (d *document) say(s *sentence, from, to int) bool { return s.hasIn("say-verb", from, to) }

// thingOfTime reports whether a time only describes something: "the 2015 agreement", "since 2014".
func (d *document) thingOfTime(s *sentence, m moment) bool {
	switch s.norm(m.start - 1) {
	case "since", "until", "till", "before", "after", "from", "than":
		return true
	case "by":
		return !s.hasIn("day-part", m.start, m.end) // "by Saturday noon it was done" is no deadline
	}
	if len(m.value) == len("2006") && s.norm(m.start) != "last" && s.norm(m.start-1) != "in" && s.norm(m.start-1) != "of" {
		return true
	}
	for i := m.start - 2; i >= max(0, m.start-8) && s.gap(i+1) == " "; i-- { // "since the border was closed in 2007"
		if s.norm(i) == "since" {
			return true
		}
	}
	return false
}

// otherEvent reports whether a token is nearer to the words of another event of the sentence.
func (d *document) otherEvent(e *event, at int) bool {
	gap := distance(e, at)
	for _, o := range e.s.events {
		if o != e && len(o.people) > 0 && distance(o, at) < gap {
			return true
		}
	}
	return false
}

// otherMet reports whether a token stands behind words that say that one of those who met saw others: "the talks came
// days after Roth met farmers in Karlsbad".
func (d *document) otherMet(e *event, at int) bool {
	for _, c := range e.s.cues {
		if c.class == "meet-verb" && c.start > e.core && c.end <= at && c.start >= e.end && len(d.subject(e.s, c.start)) == 1 {
			return true
		}
	}
	return false
}

func distance(e *event, at int) int {
	if at < e.start {
		return e.start - at
	}
	return max(0, at-e.end)
}

// occasionOf returns the conference at which an event is.
func (d *document) occasionOf(e *event) string {
	best, least := "", 30
	for _, m := range e.s.mentions {
		if m.class != "occasion" || e.s.quoted[m.start] || e.past(m.start) {
			continue
		}
		if m.start < e.end && e.start < m.end && len(e.people) == 0 { // "the G20 summit" itself
			continue
		}
		n := d.lex.Name(m.keys[0])
		if n == nil || n.In == "" && n.Kind != "series" {
			continue
		}
		if gap := distance(e, m.start); gap < least {
			day := e.date
			best, least = d.instance(n.Key, day, e.earlier), gap
		}
	}
	return best
}

// instance returns the conference of a series that was held at a day, or about when the article was published.
func (d *document) instance(series string, day store.Date, earlier bool) string {
	all := d.series[series]
	if len(all) == 0 {
		return series
	}
	best, least := "", 45.0
	anchor, ok := d.article.Published.Time()
	for _, n := range all {
		from, to := store.Date(n.From), store.Date(n.To)
		if to == "" {
			to = from
		}
		if day != "" {
			if strings.HasPrefix(n.From, string(day)) || strings.HasPrefix(string(day), n.From) && n.From != "" || n.From != "" && n.From <= string(day) && string(day) <= string(to) {
				return n.Key
			}
			continue
		}
		start, ok1 := from.Time()
		end, ok2 := to.Time()
		if !ok || !ok1 || !ok2 || len(n.From) < len("2006-01-02") || earlier && start.AddDate(0, 0, 20).After(anchor) {
			continue
		}
		gap := 0.0
		if anchor.Before(start) {
			gap = start.Sub(anchor).Hours() / 24
		} else if anchor.After(end) {
			gap = anchor.Sub(end).Hours() / 24
		}
		if gap < least {
			best, least = n.Key, gap
		}
	}
	if best == "" {
		return series
	}
	return best
}

// occasionDays returns the day, month or year that is sure from an occasion: what its first and last day share.
func (d *document) occasionDays(key string) store.Date {
	n := d.lex.Name(key)
	if n == nil || n.From == "" {
		return ""
	}
	if n.To == "" || n.To == n.From {
		return store.Date(n.From)
	}
	for _, size := range []int{len("2006-01"), len("2006")} {
		if len(n.From) >= size && len(n.To) >= size && n.From[:size] == n.To[:size] {
			return store.Date(n.From[:size])
		}
	}
	return ""
}

// placeIn returns the place that a place lies in.
func (d *document) placeIn(key string) string {
	if n := d.lex.Name(key); n != nil {
		return n.In
	}
	for _, p := range d.places {
		if p.key == key {
			return p.in
		}
	}
	return ""
}

// lies reports whether a place is another or lies in it.
func (d *document) lies(place, other string) bool {
	for range 6 {
		if place == other && place != "" {
			return true
		}
		if place == "" {
			return false
		}
		place = d.placeIn(place)
	}
	return false
}

// apart returns how many days lie between two days; false when one is of reduced precision.
func apart(a, b store.Date) (int, bool) {
	if len(a) < len("2006-01-02") || len(b) < len("2006-01-02") {
		return 0, false
	}
	x, ok := a.Time()
	y, ok2 := b.Time()
	if !ok || !ok2 {
		return 0, false
	}
	days := int(x.Sub(y) / (24 * time.Hour))
	return max(days, -days), true
}

// compatible reports whether two dates may be of one meeting.
func compatible(a, b store.Date) bool {
	if a == "" || b == "" {
		return true
	}
	if days, ok := apart(a, b); ok {
		return days <= 2
	}
	n := min(len(a), len(b))
	return a[:n] == b[:n]
}

// subset reports whether all of the shorter list are in the longer, at least two.
func subset(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, k := range a {
		if !slices.Contains(b, k) {
			return false
		}
	}
	return len(a) > 1
}
