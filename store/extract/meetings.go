package extract

import (
	"slices"
	"strings"

	"readout/store"
)

// A meeting is what events of an article that belong together tell.
type meeting struct {
	store.Meeting
	known   bool // its id is that of a meeting of the catalog
	events  []*event
	held    bool
	planned bool
	off     bool
	call    bool
	weight  float64
	dayFrom *sentence // that gives the day, when none of its events does
}

// findMeetings gathers the events of an article into meetings. The first is what the article is about.
func (d *document) findMeetings() {
	d.findEvents()
	d.titleMeeting()
	d.transcriptMeeting()
	for _, e := range d.events {
		if len(e.people) < 2 {
			continue
		}
		if m := d.meetingFor(e); m != nil {
			d.tell(m, e)
		}
	}
	d.lastResort()
	d.weigh()
	for _, m := range d.meetings {
		d.fromOccasion(m)
	}
	for _, e := range d.events {
		if len(e.people) < 2 {
			d.refer(e)
		}
	}
	d.settle()
	d.assign()
}

// meetingFor returns the meeting that an event tells of, a new one if need be; nil when it is only mentioned.
func (d *document) meetingFor(e *event) *meeting {
	own := e.date != "" || e.place != "" || e.occasion != ""
	for _, m := range d.meetings {
		if !subset(m.People, e.people) || m.call != e.call && (own || e.call) || len(e.people) > len(m.People) && len(m.events) > 2 && !own {
			continue
		}
		if d.fits(m, e, own) {
			return m
		}
	}
	switch {
	case e.mode == denied, e.earlier && !own, e.s.line.kind != body && !d.named(e):
		return nil
	case e.mode == planned && d.met(e.people) && e.date == "" && e.place == "":
		return nil // "will meet again": a next step
	}
	m := &meeting{Meeting: store.Meeting{People: e.people}, call: e.call}
	d.meetings = append(d.meetings, m)
	return m
}

// named reports whether a headline names all people of an event: only such a one makes a meeting.
func (d *document) named(e *event) bool { return len(e.people) > 1 }

// met reports whether a meeting of these people is there already.
func (d *document) met(people []string) bool {
	return slices.ContainsFunc(d.meetings, func(m *meeting) bool { return subset(m.People, people) })
}

// fits reports whether an event may tell of a meeting.
func (d *document) fits(m *meeting, e *event, own bool) bool {
	if e.earlier && !own {
		return false
	}
	if e.date != "" && m.From != "" && !compatible(m.From, e.date) {
		return false
	}
	if e.earlier && (m.From == "" || e.date == "") && !d.samePlace(m, e) {
		return false
	}
	if m.From == "" && d.stale(e.date) && d.isNews(m) {
		return false // the news is not of that time
	}
	if e.place != "" && m.Place != "" && !d.lies(e.place, m.Place) && !d.lies(m.Place, e.place) {
		return false
	}
	if e.occasion != "" && m.Occasion != "" && e.occasion != m.Occasion {
		return false
	}
	if e.mode == planned && m.held && (e.date != "" && e.date > m.From && m.From != "" || e.s.hasIn("again", 0, len(e.s.tokens))) {
		return false
	}
	return true
}

// stale reports whether a date lies further back than news does.
func (d *document) stale(date store.Date) bool {
	day := d.written()
	if date == "" || day == "" || date >= day[:min(len(date), len(day))] {
		return false
	}
	if gap, ok := apart(date, day); ok {
		return gap > maxNews
	}
	return len(date) < len("2006-01") || day[len("2006-01-"):] > "07" || date < store.Date(monthBefore(day))
}

// maxNews is how many days ago a meeting was at most that is news.
const maxNews = 9

// monthBefore returns the month before that of a day.
func monthBefore(day store.Date) string {
	t, ok := day.Time()
	if !ok {
		return ""
	}
	return t.AddDate(0, 0, -t.Day()).Format("2006-01")
}

// isNews reports whether something is told of a meeting that is not told of one in the past.
func (d *document) isNews(m *meeting) bool {
	return slices.ContainsFunc(m.events, func(e *event) bool { return !e.earlier })
}

func (d *document) samePlace(m *meeting, e *event) bool {
	return e.place != "" && m.Place == e.place || e.occasion != "" && m.Occasion == e.occasion
}

// tell adds to a meeting what an event says.
func (d *document) tell(m *meeting, e *event) {
	e.meeting = m
	m.events = append(m.events, e)
	if len(e.people) > len(m.People) && !m.held {
		m.People = e.people
	}
	switch e.mode {
	case took:
		m.held = m.held || !e.noun || len(m.events) == 1
	case planned:
		m.planned = true
	case cancelled:
		m.off = true
	}
	if e.mode == denied {
		return
	}
	if len(e.date) > len(m.From) && strings.HasPrefix(string(e.date), string(m.From)) {
		m.From = e.date
	}
	if e.place != "" && (m.Place == "" || d.lies(e.place, m.Place)) {
		m.Place = e.place
	}
	if m.Occasion == "" {
		m.Occasion = e.occasion
	}
}

// refer attaches "the talks", "the meeting" to the meeting last spoken of, else the main one.
func (d *document) refer(e *event) {
	if len(d.meetings) == 0 || e.earlier {
		return
	}
	m := d.meetings[0]
	if e.with != "" {
		if m = d.meetingWith(e.with); m == nil {
			return
		}
	}
	for back := e.s.at; back >= max(0, e.s.at-1) && e.with == ""; back-- {
		for _, o := range d.sentences[back].events {
			if o.meeting != nil && o != e && len(o.people) > 1 {
				m = o.meeting
			}
		}
		if m != d.meetings[0] {
			break
		}
	}
	own := e.date != "" || e.place != "" && e.place != m.Place && !d.saysHere(e) || e.occasion != "" && e.occasion != m.Occasion
	if own && (!d.fits(m, e, own) || !d.definite(e) && !slices.Equal(d.coordinated(e.s), m.People) || !d.onlyMeeting(e) || !d.leadersMeet(e)) || e.mode == planned && m.held || e.mode == denied {
		return
	}
	e.meeting = m
	if e.mode == took || e.mode == planned {
		if e.date != "" && len(e.date) > len(m.From) && strings.HasPrefix(string(e.date), string(m.From)) && d.onlyMeeting(e) {
			m.From = e.date
		}
		if m.Place == "" {
			m.Place = e.place
		}
		if m.Occasion == "" {
			m.Occasion = e.occasion
		}
	}
	if e.mode == cancelled {
		m.off = true
	}
	m.events = append(m.events, e)
}

// meetingWith returns the first meeting that somebody was at; nil when there is none.
func (d *document) meetingWith(key string) *meeting {
	if i := slices.IndexFunc(d.meetings, func(m *meeting) bool { return slices.Contains(m.People, key) }); i >= 0 {
		return d.meetings[i]
	}
	return nil
}

// weigh puts the meeting that the article is about first.
func (d *document) weigh() {
	title := d.titlePeople()
	for _, m := range d.meetings {
		lead := 0
		for _, e := range m.events {
			m.weight++
			if e.s.line.kind == headline {
				m.weight += 3
			}
			if !e.earlier && e.s.body() && lead < 1 && d.bodyIndex(e.s) < 3 {
				m.weight += 3
				lead++
			}
			if e.earlier {
				m.weight--
			}
		}
		if len(title) > 1 && subset(m.People, title) {
			m.weight += 3
		}
	}
	slices.SortStableFunc(d.meetings, func(a, b *meeting) int {
		switch {
		case a.weight > b.weight:
			return -1
		case a.weight < b.weight:
			return 1
		}
		return 0
	})
}

// bodyIndex returns how many sentences of the body stand before one.
func (d *document) bodyIndex(s *sentence) int {
	n := 0
	for _, o := range d.sentences[:s.at] {
		if o.body() {
			n++
		}
	}
	return n
}

// assign tells each sentence of the body which meeting it is about.
func (d *document) assign() {
	if len(d.meetings) == 0 {
		return
	}
	current := d.meetings[0]
	for _, s := range d.sentences {
		if s.first {
			current = d.meetings[0]
		}
		if m := d.placedAt(s); m != nil {
			current = m
		}
		for _, e := range s.events {
			if e.meeting != nil && len(e.people) > 1 {
				current = e.meeting
				break
			}
		}
		s.meeting = current
	}
}

func (d *document) storeMeetings() []store.Meeting {
	var out []store.Meeting
	for _, m := range d.meetings {
		slices.Sort(m.People)
		out = append(out, m.Meeting)
	}
	return out
}
