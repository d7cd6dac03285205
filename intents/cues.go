package intents

import (
	"slices"
	"strings"

	"readout/internal/lang"
	"readout/store"
)

// cues finds the meetings that the question means. Each unit that can point to a meeting gets the ids
// it fits; q.Meetings is what all of them have in common, or nil when there is no cue.
func (r *reading) cues(q *Query) {
	for i := range q.units {
		u := &q.units[i]
		u.describes = u.sort == sortWord && r.meetingFollows(u.first)
		switch u.sort {
		case sortMeeting, sortName:
			r.nameCue(u)
		case sortTime:
			u.cue = r.timeCue(*u.when)
		}
	}
	r.peopleCue(q)
	r.orderCue(q)
	r.beside(q)
	r.excepted(q)
	met := slices.Clone(q.Meetings)
	if !r.intersect(q) {
		if met != nil && q.cued() < 2 {
			q.Meetings = met // the two who are named met somewhere else, or nobody says where
		} else {
			r.unite(q)
		}
	}
	if len(q.Meetings) > 1 && !q.several {
		q.Meetings = r.ofStatus(q, q.Meetings)
	}
	r.narrow(q)
	r.elsewhere(q)
	r.articles(q)
	for i := range q.units {
		q.units[i].settle()
	}
	if len(q.Meetings) > fewMeetings {
		q.Meetings, q.several = nil, false
	}
}

// peopleCue takes two people who met for their meetings: "when did Kohl meet Gorbachev". Those who met most often need
// more than their names to point to one of their meetings.
func (r *reading) peopleCue(q *Query) {
	var people []*unit
	for i := range q.units {
		u := &q.units[i]
		if u.sort == sortName && len(u.keys) > 0 && !u.except {
			if n := r.k.lex.Name(u.keys[0]); n != nil && n.Class == "person" {
				people = append(people, u)
			}
		}
	}
	if len(people) < 2 || r.allMet(people) {
		return
	}
	count := map[string]int{}
	var ids []string
	for _, u := range people {
		for _, id := range r.meetingsOf(u) {
			if count[id]++; count[id] == 2 {
				ids = append(ids, id)
			}
		}
	}
	ids = r.k.calendar.sorted(ids)
	q.strangers = len(ids) == 0
	q.Meetings = ids
}

// meetingsOf lists the meetings of whomever a unit may mean, each once.
func (r *reading) meetingsOf(u *unit) []string {
	var ids []string
	for _, key := range u.keys {
		ids = append(ids, r.k.calendar.of[key]...)
	}
	return r.k.calendar.sorted(ids)
}

// ofStatus keeps, of several meetings, those that took place, or with a word for what is to come those that did not yet.
func (r *reading) ofStatus(q *Query, ids []string) []string {
	if q.Intent == "planned" {
		return ids // how long one was to last may be asked of either
	}
	coming := slices.ContainsFunc(r.tokens, func(t lang.Token) bool { return r.is("future", t.Norm) })
	var fit []string
	for _, id := range ids {
		if planned := r.k.meetings[id].Status == store.Planned; planned == coming {
			fit = append(fit, id)
		}
	}
	if len(fit) == 0 {
		return ids
	}
	return fit
}

// allMet reports whether units name only those who met most often.
func (r *reading) allMet(people []*unit) bool {
	for _, u := range people {
		if !slices.ContainsFunc(u.keys, r.met) {
			return false
		}
	}
	return true
}

// articles finds the articles that the question names by outlet.
func (r *reading) articles(q *Query) {
	for _, u := range q.units {
		if u.sort != sortArticle {
			continue
		}
		for _, a := range r.k.catalog.Articles {
			id := lang.NewSense(lang.Label, articleLabel+a.ID).ID
			if slices.ContainsFunc(u.alts, func(x alt) bool { return x.id == id }) && !slices.Contains(q.Articles, a.ID) {
				q.Articles = append(q.Articles, a.ID)
			}
		}
	}
}

// excepted marks what stands behind "apart from", "besides", "other than", and what is joined to it.
func (r *reading) excepted(q *Query) {
	for i := range q.units {
		u := &q.units[i]
		if r.is("except", u.text) {
			u.light, u.weight = true, weightModifier
			continue
		}
		if u.cue != nil {
			continue
		}
		for n := 1; n <= 2 && u.first-n >= 0; n++ {
			u.except = u.except || r.is("except", r.textOf(u.first-n, u.first))
		}
		if i > 0 && q.units[i-1].except && r.joined(r.endOf(q.units[i-1]), u.first) {
			u.except = true
		}
	}
}

// joined reports whether nothing but "and" or a sign stands between two tokens: "Syria and Ukraine", "Syria + Ukraine".
func (r *reading) joined(from, to int) bool {
	for i := from; i < to; i++ {
		if !r.is("joins", r.tokens[i].Norm) && !r.is("article", r.tokens[i].Norm) {
			return false
		}
	}
	return from < to || from == to && from > 0 && strings.TrimSpace(r.text[r.tokens[from-1].End:r.tokens[to].Start]) == "+"
}

// beside makes light of "after", "before" and "during" in front of a meeting: they say when, not what.
func (r *reading) beside(q *Query) {
	for i := 0; i+1 < len(q.units); i++ {
		if q.units[i+1].cue != nil && r.is("preposition-time", q.units[i].text) {
			q.units[i].light, q.units[i].weight = true, weightModifier
		}
	}
}

// nameCue takes a place or occasion for a meeting where the words around it allow: "in China",
// "the Turkish summit", "at the UN".
func (r *reading) nameCue(u *unit) {
	if u.sort == sortName && r.personOf(u) {
		return
	}
	if u.sort == sortName && !r.pointing(*u) {
		return
	}
	for _, key := range u.keys {
		u.cue = append(u.cue, r.k.calendar.at[key]...)
	}
	u.cue = r.k.calendar.sorted(u.cue)
}

// endOf returns the token behind a unit.
func (r *reading) endOf(u unit) int {
	for _, m := range r.segs {
		if m.Start == u.first {
			return m.End
		}
	}
	return u.first + 1
}

// personOf reads "the Putin talks" as the meetings of that person, and reports whether a unit is a person.
func (r *reading) personOf(u *unit) bool {
	if len(u.keys) == 0 {
		return false
	}
	n := r.k.lex.Name(u.keys[0])
	if n == nil || n.Class != "person" {
		return false
	}
	end := r.endOf(*u)
	if end < len(r.tokens) && end > u.first && !r.tokens[end-1].Possessive && r.is("meeting-noun", r.tokens[end].Norm) {
		u.cue = append(u.cue, r.k.calendar.of[n.Key]...)
	}
	return true
}

// pointing reports whether a place stands where one names a meeting: behind a preposition of place,
// before a word for a meeting, or alone at the edge of a terse question.
func (r *reading) pointing(u unit) bool {
	at := u.first - 1
	for at >= 0 && r.is("article", r.tokens[at].Norm) {
		at--
	}
	if at >= 0 && r.is("preposition-place", r.tokens[at].Norm) || at < 0 && r.breaksBefore(r.endOf(u)) || at > 0 && (r.is("joins", r.tokens[at].Norm) || r.breaksBefore(at+1)) {
		return true
	}
	end := r.endOf(u)
	reach := end + 3
	if end < len(r.tokens) && r.is("joins", r.tokens[end].Norm) {
		reach += 2 // "the Turkish and the Chinese meeting"
	}
	for i := end; i < len(r.tokens) && i < reach; i++ {
		if r.is("meeting-word", r.tokens[i].Norm) {
			return true
		}
	}
	for _, key := range u.keys {
		if n := r.k.lex.Name(key); n != nil && (n.Class == "occasion" || n.Class == "place" && n.Kind == "city") {
			return true
		}
	}
	return end == len(r.tokens)
}

func (r *reading) timeCue(w lang.When) []string {
	var out []string
	if w.Year == 0 && w.Month == 0 && !r.meetingFollows(w.Start) {
		return nil // a weekday alone may be that of anything
	}
	for _, day := range r.k.calendar.days {
		if (w.Weekday == "" || w.Weekday == weekday(day)) && w.Fits(string(day)) {
			out = append(out, r.k.calendar.on[day]...)
		}
	}
	return r.k.calendar.sorted(out)
}

func weekday(d store.Date) string {
	t, ok := d.Time()
	if !ok || len(d) < len("2006-01-02") {
		return ""
	}
	return lang.Fold(t.Weekday().String())
}

// orderCue reads "their first meeting", "the last one", "the previous summit".
func (r *reading) orderCue(q *Query) {
	ids := r.mainMeetings()
	if at := r.metBefore(); at >= 0 {
		if earlier := r.precededBy(q, ids); earlier != "" {
			for i := range q.units {
				word := r.tokens[q.units[i].first].Norm
				q.units[i].ignoreIf(r.is("order-last", word) || r.is("order-previous", word))
			}
			u := unit{text: r.tokens[at].Norm, first: at}
			u.order([]string{earlier})
			q.units = append(q.units, u)
			return
		}
	}
	for i := range q.units {
		u := &q.units[i]
		if u.sort != sortWord || len(ids) == 0 || !r.meetingFollows(u.first) {
			continue
		}
		word := r.tokens[u.first].Norm
		if earlier := r.precededBy(q, ids); earlier != "" && (r.is("order-last", word) || r.is("order-previous", word)) {
			u.order([]string{earlier})
			continue
		}
		switch {
		case r.is("order-first", word):
			u.order(ids[:1])
		case r.is("order-last", word):
			u.order(ids[len(ids)-1:])
		case r.is("order-second", word) && len(ids) > 1:
			u.order(ids[1:2])
		case r.is("order-third", word) && len(ids) > 2:
			u.order(ids[2:3])
		}
	}
}

// ignoreIf takes all weight from a unit.
func (u *unit) ignoreIf(spent bool) {
	if spent {
		u.light, u.weight = true, 0
	}
}

// order makes a unit mean one meeting and nothing else: "first" is then no word for a start.
func (u *unit) order(ids []string) {
	u.cue, u.sort, u.alts, u.inner = ids, sortMeeting, nil, nil
}

// metBefore returns the token of "met" in "where had they met before …", or -1.
func (r *reading) metBefore() int {
	for i := 0; i+1 < len(r.tokens); i++ {
		if r.is("meet-verb", r.tokens[i].Norm) && r.is("order-previous", r.tokens[i+1].Norm) {
			return i
		}
	}
	return -1
}

// precededBy reads "… before Hangzhou": it returns the main meeting that preceded the one named, and takes its name
// out of the question; "" when the question has no such thing.
func (r *reading) precededBy(q *Query, ids []string) string {
	for i := range q.units {
		u := &q.units[i]
		if len(u.cue) == 0 || u.first == 0 || !r.is("order-previous", r.tokens[u.first-1].Norm) && !(u.first > 1 && r.is("order-previous", r.tokens[u.first-2].Norm)) {
			continue
		}
		for j, id := range ids {
			if j > 0 && slices.Contains(u.cue, id) {
				u.cue, u.light, u.sort, u.keys, u.weight = nil, true, sortWord, nil, 0
				q.units[max(i-1, 0)].ignoreIf(r.is("order-previous", q.units[max(i-1, 0)].text))
				return ids[j-1]
			}
		}
	}
	return ""
}

func (r *reading) meetingFollows(i int) bool {
	for j := i + 1; j < len(r.tokens) && j <= i+2; j++ {
		if r.is("meeting-word", r.tokens[j].Norm) {
			return true
		}
	}
	return false
}

// mainMeetings returns the meetings of the people who met most often, by date. The slice is shared.
func (r *reading) mainMeetings() []string { return r.k.main }

// findMain counts who met most often. A store on many pairs of people has no main meetings.
func (k *knowledge) findMain() []string {
	count := map[string]int{}
	best := ""
	for _, m := range k.catalog.Meetings {
		key := peopleKey(m)
		count[key]++
		if best == "" || count[key] > count[best] {
			best = key
		}
	}
	if 2*count[best] < len(k.catalog.Meetings) {
		return nil
	}
	var out []string
	for _, m := range k.catalog.Meetings {
		if peopleKey(m) == best && m.Status == store.Held {
			out = append(out, m.ID)
		}
	}
	return out
}

func peopleKey(m store.Meeting) string {
	key := ""
	for _, p := range m.People {
		key += p + ";"
	}
	return key
}

// narrow prefers, among several meetings of one place and time, those of the people that the question names,
// and otherwise those of the people who met most often.
func (r *reading) narrow(q *Query) {
	if len(q.Meetings) < 2 {
		return
	}
	keep := func(ok func(m *store.Meeting) bool) bool {
		var out []string
		for _, id := range q.Meetings {
			if ok(r.k.meetings[id]) {
				out = append(out, id)
			}
		}
		if len(out) > 0 && len(out) < len(q.Meetings) {
			q.Meetings = out
			return true
		}
		return false
	}
	var people []string
	for _, u := range q.units {
		if len(u.keys) > 0 {
			if n := r.k.lex.Name(u.keys[0]); n != nil && n.Class == "person" {
				people = append(people, u.keys[0])
			}
		}
	}
	if len(people) > 1 && keep(func(m *store.Meeting) bool { return containsAll(m.People, people) }) {
		return
	}
	if slices.ContainsFunc(people, func(p string) bool { return !r.met(p) }) {
		return // somebody else: the side meetings stay
	}
	main := r.mainMeetings()
	keep(func(m *store.Meeting) bool { return slices.Contains(main, m.ID) })
}

func containsAll(have, want []string) bool {
	for _, w := range want {
		if !slices.Contains(have, w) {
			return false
		}
	}
	return true
}

// intersect sets q.Meetings to what all cues have in common, and reports whether that is something.
func (r *reading) intersect(q *Query) bool {
	for _, u := range q.units {
		switch {
		case len(u.cue) == 0:
		case q.Meetings == nil:
			q.Meetings = slices.Clone(u.cue)
		default:
			u.settle()
			q.Meetings = slices.DeleteFunc(q.Meetings, func(id string) bool { return !u.means(id) })
		}
	}
	return q.Meetings == nil || len(q.Meetings) > 0
}

// cued counts the units that point to meetings.
func (q *Query) cued() int {
	n := 0
	for i := range q.units {
		if len(q.units[i].cue) > 0 {
			n++
		}
	}
	return n
}

// unite lets a question name several meetings: "New York and Hangzhou". Each cue is met at any of them.
func (r *reading) unite(q *Query) {
	var all []string
	for _, u := range q.units {
		all = append(all, u.cue...)
	}
	all = r.k.calendar.sorted(all)
	for i := range q.units {
		if len(q.units[i].cue) > 0 {
			q.units[i].points, q.units[i].cue = q.units[i].cue, all
		}
	}
	q.Meetings = all
	q.several = true
}

// met reports whether a person was one of those who met most often.
func (r *reading) met(person string) bool { return slices.Contains(r.k.mainMet, person) }
