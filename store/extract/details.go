package extract

import (
	"slices"
	"strings"
	"time"

	"readout/store"
)

// complete finds day, place and occasion of an event in its own clause.
func (d *document) complete(e *event) {
	e.date = d.dateOf(e)
	if e.topical && e.s.hasIn("discuss", e.start, e.end) {
		return
	}
	e.occasion = d.occasionOf(e)
	e.place = d.placeOf(e)
	if e.topical && e.place == "" {
		e.place = d.townIn(e.s)
	}
	if e.mode == took && e.date != "" && d.ahead(e.date) {
		e.mode = planned // "they meet again in June"
	}
}

// ahead reports whether a date is later than the article.
func (d *document) ahead(date store.Date) bool {
	n := min(len(date), len(d.article.Published))
	return n > 0 && date[:n] > d.article.Published[:n]
}

// dateOf returns the time nearest to the verb or noun of an event, in its clause.
func (d *document) dateOf(e *event) store.Date {
	best, least := store.Date(""), 22
	if e.lead {
		least = 40
	}
	for _, m := range e.s.times {
		if m.start < e.from || e.past(m.start) || e.s.quoted[m.start] || d.otherEvent(e, m.start) || d.thingOfTime(e.s, m) {
			continue
		}
		gap := m.start - e.end
		if gap < 0 {
			gap = e.start - m.end
		}
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

// past reports whether a token stands where something else is said than that people met.
func (e *event) past(at int) bool { return e.until > 0 && at > e.until }

// say reports whether a verb of speaking stands between tokens: "met, Obama said on Monday".
func (d *document) say(s *sentence, from, to int) bool { return s.hasIn("say-verb", from, to) }

// thingOfTime reports whether a time only describes something: "the 2015 agreement", "since 2014".
func (d *document) thingOfTime(s *sentence, m moment) bool {
	switch s.norm(m.start - 1) {
	case "since", "until", "till", "before", "after", "by", "from", "than":
		return true
	}
	if len(m.value) == len("2006") && s.norm(m.start-1) != "in" && s.norm(m.start-1) != "of" {
		return true
	}
	return m.start > 0 && s.tokens[m.end-1].Possessive && false
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

func distance(e *event, at int) int {
	if at < e.start {
		return e.start - at
	}
	return max(0, at-e.end)
}

// placeOf returns the place that an event is said to be at: "in Geneva", "at the White House".
func (d *document) placeOf(e *event) string {
	best, most := "", 0
	for _, m := range e.s.mentions {
		if m.class != "place" || m.form != named || m.start < e.from || e.past(m.start) || e.s.quoted[m.start] || d.otherEvent(e, m.start) {
			continue
		}
		n := d.lex.Name(m.keys[0])
		if !d.locative(e, m) && !d.indoors(e.s, m) && !d.ofPlace(e.s, m) {
			continue
		}
		rank := 2
		if n != nil && (n.Kind == "building" || n.Kind == "city") || n == nil && m.keys[0] == d.dateplace {
			rank = 3
		}
		if rank > most && distance(e, m.start) < 28 {
			best, most = d.town(m.keys[0]), rank
		}
	}
	if d.saysHere(e) {
		return d.town(d.dateplace)
	}
	if best == "" && len(e.people) > 1 {
		best = d.locatedPlace(e)
	}
	return best
}

// ofPlace reports whether a place says which meeting it is: "a White House summit", "Kremlin talks".
func (d *document) ofPlace(s *sentence, m mention) bool {
	n := d.lex.Name(m.keys[0])
	if n == nil || n.Kind != "building" && n.Kind != "city" || m.end >= len(s.tokens) || s.gap(m.end) != " " || s.tokens[m.end-1].Possessive {
		return false
	}
	if _, ok := s.cueAt("meet-noun", m.end); ok {
		return n.Kind == "building" || !hubs[n.Key] && s.norm(m.start-1) != "of"
	}
	return s.norm(m.end+1) == "conference" && n.Kind == "building"
}

// saysHere reports whether "here" stands in the clause of an event, and the dateline says where that is.
func (d *document) saysHere(e *event) bool {
	if d.dateplace == "" || e.earlier {
		return false
	}
	for i := max(e.from, e.start-8); i < min(e.end+20, len(e.s.tokens)); i++ {
		if e.s.norm(i) == "here" && !e.s.quoted[i] && !d.otherEvent(e, i) {
			return true
		}
	}
	return false
}

// indoors reports whether a building is where somebody is: "inside the Kremlin".
func (d *document) indoors(s *sentence, m mention) bool {
	n := d.lex.Name(m.keys[0])
	if n == nil || n.Kind != "building" {
		return false
	}
	w := s.norm(m.start - 1)
	if w == "the" {
		w = s.norm(m.start - 2)
	}
	return w == "in" || w == "at" || w == "inside"
}

// town returns the town in which a building is; any other place stays.
func (d *document) town(key string) string {
	at := key
	for range 4 {
		n := d.lex.Name(at)
		switch {
		case n == nil:
			return key
		case n.Kind == "city":
			return at
		case n.Kind != "building":
			return key // Camp David is in no town
		}
		at = n.In
	}
	return key
}

// locative reports whether a place is where something is: "in" or "at" stands before it, and before that
// nothing that lies there itself, such as "the war in".
func (d *document) locative(e *event, m mention) bool {
	s := e.s
	if s.norm(m.start-1) == "to" && m.start > e.start && m.start-e.end < 9 { // "welcomed X to Pretoria"
		if _, host := s.cueAt("host-verb", e.start); host {
			return true
		}
	}
	if s.norm(m.start-1) == "to" && m.end <= e.start && e.start-m.end < 9 && s.hasWordIn("for", m.end, e.start) { // "flew to Bern for talks"
		return true
	}
	i := m.start - 1
	if d.sortOfTown(s.norm(i)) || s.norm(i) == "of" && d.sortOfTown(s.norm(i-1)) { // "in the Swiss capital, Bern"
		for i > max(0, m.start-6) && s.norm(i) != "in" && s.norm(i) != "at" {
			i--
		}
	}
	for ; i >= 0 && i > m.start-7; i-- {
		w := s.norm(i)
		if w == "in" || w == "at" || w == "near" || w == "outside" || w == "into" || w == "inside" || w == "on" && s.raw(i, m.start) != s.raw(i, i+1) && strings.Contains(s.raw(i, m.end), "sland") {
			break
		}
		if strings.ContainsAny(s.gap(i+1), ",;:\"“”") && i != m.start-1 {
			return false
		}
		if strings.ContainsAny(s.gap(i+1), ",") { // "in Hangzhou, China"
			return false
		}
	}
	if i < 0 || i <= m.start-7 {
		return false
	}
	if i == 0 {
		return true
	}
	if strings.ContainsAny(s.gap(i), ",—–(") {
		return m.start > e.start || i < 3
	}
	if i-1 >= e.start && i-1 < e.core || m.start > e.end && e.end == i {
		return true
	}
	for _, p := range s.mentions {
		if p.end == i && (p.person() || p.class == "occasion" || p.class == "place" && s.norm(p.start-1) == "of") {
			return true
		}
	}
	for _, t := range s.times {
		if t.end == i {
			return true
		}
	}
	for _, l := range s.lengths {
		if l.end == i {
			return true
		}
	}
	for _, c := range s.cues {
		if c.end == i && (c.class == "meet-noun" || c.class == "meet-verb" || c.class == "venue-word" || c.class == "pair" || c.class == "sidelines") {
			return true
		}
	}
	switch s.norm(i - 1) {
	case "held", "place", "here", "leaders", "day", "morning", "afternoon", "evening", "night", "privately", "briefly", "again", "together", "face", "counterpart", "one", "doors", "week", "month", "weekend", "delegations", "conference", "forum", "assembly", "arrived", "gathered":
		return true
	}
	return false
}

// occasionOf returns the conference at which an event is.
func (d *document) occasionOf(e *event) string {
	best, least := "", 30
	for _, m := range e.s.mentions {
		if m.class != "occasion" || e.s.quoted[m.start] {
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
