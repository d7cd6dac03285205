package extract

import (
	"slices"

	"readout/store"
)

// settle completes the meetings, drops those of which too little is said, and finds those that are known.
func (d *document) settle() {
	var kept []*meeting
	d.titleCall()
	for i, m := range d.meetings {
		d.fromOccasion(m)
		switch {
		case m.off && !m.held:
			m.Status = store.Cancelled
		case m.call:
			m.Status, m.Place = store.Call, ""
		case m.planned && !m.held:
			m.Status = store.Planned
		case m.off:
			m.Status = store.Cancelled
		}
		if i == 0 && m.From == "" {
			m.From = d.before(m)
		}
		if i == 0 && len(m.From) < len("2006-01-02") {
			d.leadDay(m)
		}
		if i == 0 {
			d.writtenDay(m)
			d.calledOffDay(m)
		}
		d.liveDay(m)
		if m.Place == "" && i == 0 && d.there(m) {
			m.Place = d.dateplace
		}
		if m.Place == "" && m.held && !m.call {
			m.Place = d.visited(m)
		}
		if m.Place == "" && i == 0 && m.held && !m.call {
			m.Place = d.leadTown(m)
		}
		if m.From == "" && (m.Place == "" || m.Place == d.meetings[0].Place) && i > 0 && m.held && !m.call {
			d.sameVisit(m)
		}
		if i > 0 {
			d.sameTown(m)
		}
		if i == 0 && m.planned && !m.held && !m.off && d.titleOff() {
			m.Status = store.Cancelled
		}
		said := i == 0 && d.timedMeeting(m) || m.From != "" || m.Place != "" || m.Occasion != ""
		if !said && !(i == 0 && m.weight >= 4) {
			d.forget(m)
			continue
		}
		kept = append(kept, m)
	}
	d.meetings = kept
	for _, m := range d.meetings {
		d.identify(m)
	}
	d.mergeSame()
}

// titleCall makes calls of meetings of which only "spoke" and the like is told, when the title speaks of a call.
func (d *document) titleCall() {
	s := d.sentenceOf(d.article.Title)
	if !s.has("call-noun") && !s.byPhone() {
		return
	}
	for _, m := range d.meetings {
		m.call = m.call || (len(m.events) > 0 || m == d.meetings[0]) && !slices.ContainsFunc(m.events, func(e *event) bool {
			return len(e.people) > 1 && e.s.body() && !e.call && !e.s.hasIn("spoke-verb", e.start, e.core) && !e.topical
		})
	}
}

// titleOff reports whether the title says that a meeting was called off: "Summit scrapped over a signature".
func (d *document) titleOff() bool {
	s := d.sentenceOf(d.article.Title)
	for _, c := range s.cues {
		if c.class == "cancelled" && slices.ContainsFunc(s.cues, func(o cue) bool { return o.class == "meet-noun" && o.end <= c.start && c.start-o.end < 3 }) {
			return !s.hasIn("planned", 0, c.start) && !s.hasIn("negation", max(0, c.start-3), c.start)
		}
	}
	return false
}

// timedMeeting reports whether a sentence says that leaders of states met, and for how long.
func (d *document) timedMeeting(m *meeting) bool {
	return m.held && !slices.ContainsFunc(m.People, func(p string) bool { return d.rank(p) > 1 }) && slices.ContainsFunc(m.events, func(e *event) bool {
		return e.s.body() && e.mode == took && !e.earlier && len(e.people) > 1 && slices.ContainsFunc(e.s.lengths, func(l length) bool { return !ago(e.s, l) && l.start >= e.start && l.start-e.end < 4 })
	})
}

// sameVisit takes day and place from the main meeting, when another is told beside it: "also met", "before that".
func (d *document) sameVisit(m *meeting) {
	main := d.meetings[0]
	if !main.held && !main.off || len(main.From) < len("2006-01-02") {
		return
	}
	for _, e := range m.events {
		before := e.s.norm(0) == "earlier" || e.s.norm(0) == "before" // "Earlier X had spent an hour with Y"
		if e.mode == took && (!e.earlier || before) && e.s.body() && (before || e.s.says("same-visit") || len(e.s.lengths) > 0 || slices.ContainsFunc(e.s.events, func(o *event) bool { return o.meeting == main && o.mode == took && !o.earlier })) && slices.ContainsFunc(m.People, func(p string) bool { return slices.Contains(main.People, p) }) {
			m.From = main.From
			if m.Place == "" && (d.homeOf(m, main.Place) || d.dateplace == main.Place) {
				m.Place = main.Place
			}
			return
		}
	}
}

// sameTown takes the place from the main meeting for one of the same day with one of the same people, where the place is
// at home with one who met.
func (d *document) sameTown(m *meeting) {
	main := d.meetings[0]
	if m.Place != "" || !m.held || m.call || !main.held && !main.off || main.call || main.Place == "" || m.From != main.From || len(m.From) < len("2006-01-02") {
		return
	}
	if slices.ContainsFunc(m.People, func(p string) bool { return slices.Contains(main.People, p) }) && (d.homeOf(m, main.Place) || d.dateplace == main.Place) {
		m.Place = main.Place
	}
}

func (d *document) forget(m *meeting) {
	for _, e := range m.events {
		e.meeting = nil
	}
}

// fromOccasion takes place and time from the conference at which a meeting was.
func (d *document) fromOccasion(m *meeting) {
	n := d.lex.Name(m.Occasion)
	if n == nil {
		return
	}
	if n.In != "" && (m.Place == "" || d.lies(n.In, m.Place)) {
		m.Place = n.In
	}
	if m.From == "" {
		m.From = d.occasionDays(m.Occasion)
	}
}

// identify gives a meeting its id: that of a known one that is the same, else one of its own.
func (d *document) identify(m *meeting) {
	for _, k := range d.known.with(m.People) {
		probe := m.Meeting
		if probe.From == "" && m == d.meetings[0] && m.held { // news is of the day before or so
			probe.From = d.article.Published
		}
		if store.SameMeeting(k, probe, d.placeIn) {
			status := m.Status
			had := k
			m.known = true
			from, place, occasion := m.From, m.Place, m.Occasion
			m.Meeting = had
			if m.From == "" {
				m.From = from
			}
			if m.Occasion == "" {
				m.Occasion = occasion
			}
			if m.Place == "" && place != "" {
				m.Place = place
				m.Title = d.meetingTitle(m)
				m.Names = union(m.Names, d.meetingNames(m))
			}
			if m.Status == store.Planned && (status == store.Held || status == store.Cancelled) {
				m.Status = status
			}
			return
		}
	}
	m.ID = d.freeID(m)
	m.Title = d.meetingTitle(m)
	m.Names = d.meetingNames(m)
}

// mergeSame makes one of meetings that turned out to be the same.
func (d *document) mergeSame() {
	var kept []*meeting
	for _, m := range d.meetings {
		i := slices.IndexFunc(kept, func(k *meeting) bool { return k.ID == m.ID || store.SameMeeting(k.Meeting, m.Meeting, d.placeIn) })
		if i < 0 {
			kept = append(kept, m)
			continue
		}
		for _, e := range m.events {
			e.meeting = kept[i]
		}
		kept[i].events = append(kept[i].events, m.events...)
	}
	d.meetings = kept
}
