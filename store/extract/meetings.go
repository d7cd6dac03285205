package extract

import (
	"slices"
	"strings"
	"unicode"

	"readout/internal/lang"
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
	for back := e.s.at; back >= max(0, e.s.at-1); back-- {
		for _, o := range d.sentences[back].events {
			if o.meeting != nil && o != e && len(o.people) > 1 {
				m = o.meeting
			}
		}
		if m != d.meetings[0] {
			break
		}
	}
	own := e.date != "" || e.place != "" || e.occasion != ""
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

// onlyMeeting reports whether nobody but the people of the meeting does something in the sentence of an event.
func (d *document) onlyMeeting(e *event) bool {
	for _, m := range e.s.mentions {
		if m.person() && m.form == named && len(d.meetings) > 0 && !slices.Contains(d.meetings[0].People, m.keys[0]) {
			return false
		}
	}
	return true
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

func (d *document) titlePeople() []string {
	if d.article.Title == "" {
		return nil
	}
	s := d.sentenceOf(d.article.Title)
	var out []string
	for i := 0; i < len(s.tokens); i++ {
		end, keys := d.adoptedAt(s, i)
		if end == 0 {
			end, keys = d.knownPerson(s, i)
		}
		if end > 0 {
			out = union(out, []string{d.choose(s, i, keys)})
			i = end - 1
		}
	}
	return out
}

// settle completes the meetings, drops those of which too little is said, and finds those that are known.
func (d *document) settle() {
	var kept []*meeting
	for i, m := range d.meetings {
		d.fromOccasion(m)
		switch {
		case m.off && !m.held:
			m.Status = store.Cancelled
		case m.call:
			m.Status = store.Call
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
		if m.Place == "" && i == 0 && d.there(m) {
			m.Place = d.dateplace
		}
		if m.Place == "" && m.held && !m.call {
			m.Place = d.visited(m)
		}
		said := m.From != "" || m.Place != "" || m.Occasion != ""
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
	for _, k := range d.known {
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

func (d *document) freeID(m *meeting) string {
	when := string(m.From)
	if when == "" && d.article.Published != "" {
		when = string(d.article.Published)[:min(4, len(d.article.Published))]
	}
	what := m.Place
	people := d.surnames(m.People, "-")
	if what == "" || m.call {
		what = people
	}
	id := strings.Trim(slug(when+"-"+what), "-")
	taken := func(id string) bool {
		return slices.ContainsFunc(d.known, func(k store.Meeting) bool { return k.ID == id }) ||
			slices.ContainsFunc(d.meetings, func(k *meeting) bool { return k != m && k.ID == id })
	}
	if taken(id) && what != people {
		id += "-" + slug(people)
	}
	for n := 2; taken(id); n++ {
		id = strings.TrimRight(id, "0123456789") + string(rune('0'+min(n, 9)))
		if n > 9 {
			break
		}
	}
	return id
}

func (d *document) surnames(people []string, sep string) string {
	var out []string
	for _, key := range people[:min(len(people), 4)] {
		out = append(out, d.surname(key))
	}
	return strings.Join(out, sep)
}

// surname returns the name by which somebody is called in short.
func (d *document) surname(key string) string {
	full := d.fullName(key)
	if m := d.cast.members[key]; m != nil && m.new {
		return m.surname
	}
	n := d.lex.Name(key)
	if n != nil {
		for _, a := range append(append([]string(nil), n.Aliases...), n.Cased...) {
			if !strings.Contains(a, " ") && strings.Contains(full, a) && unicode.IsUpper([]rune(a)[0]) {
				return a
			}
		}
	}
	words := strings.Fields(full)
	if len(words) == 0 {
		return key
	}
	return words[len(words)-1]
}

func (d *document) fullName(key string) string {
	if m := d.cast.members[key]; m != nil && m.full != "" {
		return m.full
	}
	if n := d.lex.Name(key); n != nil {
		return n.Full
	}
	for _, p := range d.places {
		if p.key == key {
			return p.full
		}
	}
	return key
}

func (d *document) meetingTitle(m *meeting) string {
	var parts []string
	switch {
	case m.call:
		parts = append(parts, "Call of "+d.surnames(m.People, " and "))
	case m.Place != "" && len(d.meetings) < 2:
		parts = append(parts, d.fullName(m.Place))
	case m.Place != "":
		parts = append(parts, d.surnames(m.People, "–")+" in "+d.fullName(m.Place))
	default:
		parts = append(parts, d.surnames(m.People, "–")+" meeting")
	}
	if m.From != "" {
		parts = append(parts, m.From.Format())
	}
	return strings.Join(parts, ", ")
}

// meetingNames are the ways in which people speak of a meeting: by place, people, occasion and month.
func (d *document) meetingNames(m *meeting) []string {
	words := []string{"meeting", "talks", "summit"}
	if m.call {
		words = []string{"call", "phone call", "conversation"}
	}
	var out []string
	add := func(what string) {
		for _, w := range words {
			out = append(out, "the "+what+" "+w)
		}
	}
	if m.Place != "" && !m.call {
		add(d.fullName(m.Place))
		if n := d.lex.Name(d.country(m.Place)); n != nil && n.Key != m.Place && !strings.HasPrefix(n.Full, "United") {
			add(n.Full)
		}
	}
	add(d.surnames(m.People, "-"))
	if len(m.People) == 2 {
		add(d.surname(m.People[1]) + "-" + d.surname(m.People[0]))
	}
	if n := d.lex.Name(m.Occasion); n != nil {
		of := n.Full
		if series := d.lex.Name(n.Of); series != nil {
			of = series.Full
		}
		out = append(out, "the "+of+" meeting", "the "+of+" talks")
	}
	if len(m.From) >= len("2006-01") {
		add(m.From[:len("2006-01")].Format())
	}
	if len(m.From) >= len("2006") {
		add(string(m.From[:4]))
	}
	return out
}

// country returns the country that a place lies in.
func (d *document) country(place string) string {
	for range 6 {
		n := d.lex.Name(place)
		if n == nil || n.Kind == "country" {
			return place
		}
		place = n.In
	}
	return ""
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

// titleMeeting begins with the meeting that the title tells of, when the text does not repeat the title: "Novak,
// Ilves meet as talks stall".
func (d *document) titleMeeting() {
	for i := range d.lines {
		if d.lines[i].kind == headline {
			return
		}
	}
	people := d.titlePeople()
	if len(people) < 2 || !slices.ContainsFunc(people, d.leader) {
		return
	}
	tokens := lang.Tokenize(d.article.Title)
	for _, c := range d.tables.cues.find(tokens) {
		switch c.class {
		case "planned", "cancelled", "negation":
			return
		}
	}
	for _, c := range d.tables.cues.find(tokens) {
		if c.class == "meet-verb" || c.class == "meet-noun" || c.class == "discuss" || c.class == "hold-verb" {
			d.meetings = append(d.meetings, &meeting{Meeting: store.Meeting{People: people}, held: true, weight: 5})
			return
		}
	}
}

// before returns the day of the main meeting from a sentence about the one before it: "before Monday, they last met
// in May".
func (d *document) before(m *meeting) store.Date {
	for _, e := range d.events {
		if !e.earlier || e.meeting == m || !subset(e.people, m.People) {
			continue
		}
		for _, t := range e.s.times {
			if e.s.norm(t.start-1) == "before" && len(t.value) == len("2006-01-02") {
				return t.value
			}
		}
	}
	return ""
}

// definite reports whether "talks" are those that were spoken of: "the talks", "their meeting", "Monday's summit".
func (d *document) definite(e *event) bool {
	for i := e.start - 1; i >= max(0, e.start-4); i-- {
		switch e.s.norm(i) {
		case "the", "their", "this", "his", "her", "face", "both":
			return true
		case "a", "an", "of", "any", "no", "in", "to", "for":
			return false
		}
		if e.s.tokens[i].Possessive {
			return true
		}
	}
	return e.start == 0
}

// leadersMeet reports whether "talks" are those of the leaders, not "negotiations" that others lead: they begin
// the sentence, or the leaders stand in it.
func (d *document) leadersMeet(e *event) bool {
	switch e.word {
	case "negotiations", "consultations", "dialogue", "sessions":
		return false
	}
	if e.start < 6 {
		return true
	}
	for _, m := range e.s.mentions {
		if m.person() && len(d.meetings) > 0 && slices.Contains(d.meetings[0].People, m.keys[0]) {
			return true
		}
	}
	return false
}

// there reports whether the main meeting was where the article was written: a dateline alone does not say so; "here"
// does, or the place named in the text as one to be at, or a room or building of the meeting, which a report from
// another town would place.
func (d *document) there(m *meeting) bool {
	if d.dateplace == "" || !m.held || m.call || m.Occasion != "" && d.lex.Name(m.Occasion) != nil && d.lex.Name(m.Occasion).In != "" {
		return false
	}
	for _, e := range m.events {
		if e.earlier {
			continue
		}
		for i := e.start; i < min(e.end+16, len(e.s.tokens)); i++ {
			if e.s.norm(i) == "here" && !e.s.quoted[i] {
				return true
			}
		}
		if d.venueWord(e) != "" || e.s.norm(0) == "there" && strings.HasPrefix(e.s.gap(1), ",") {
			return true
		}
	}
	if !hubs[d.dateplace] && !d.homeOf(m, d.dateplace) && d.homes(m) {
		return true // reporters go to a third country only for what happens there
	}
	for _, s := range d.sentences {
		if !s.body() {
			continue
		}
		for _, x := range s.mentions {
			if x.class != "place" || x.form != named || s.quoted[x.start] || !d.lies(d.dateplace, x.keys[0]) && !d.lies(x.keys[0], d.dateplace) {
				continue
			}
			switch s.norm(x.start - 1) {
			case "in", "at", "to", "of", "through", "around", "inside", "outside", "near":
				if s.norm(x.start-1) != "of" || s.hasIn("venue-word", max(0, x.start-4), x.start) || strings.Contains("harbor harbour city town capital port", s.norm(x.start-2)) {
					return d.lex.Name(x.keys[0]) == nil || d.lex.Name(x.keys[0]).Kind != "country"
				}
			}
		}
	}
	return false
}

// placedAt returns the meeting whose town a sentence begins with: "In Accra the talk was of refugees".
func (d *document) placedAt(s *sentence) *meeting {
	for _, m := range s.mentions {
		if m.class != "place" || m.start > 3 || s.norm(m.start-1) != "in" {
			continue
		}
		for _, x := range d.meetings {
			if x.Place == m.keys[0] {
				return x
			}
		}
	}
	return nil
}

// hubs are the towns from which news of the whole world is written.
var hubs = map[string]bool{"washington": true, "london": true, "new-york": true, "brussels": true, "hong-kong": true}

// homes reports whether the countries of all who met are known.
func (d *document) homes(m *meeting) bool {
	return !slices.ContainsFunc(m.People, func(p string) bool { return d.cast.members[p] == nil || d.cast.members[p].country == "" })
}
