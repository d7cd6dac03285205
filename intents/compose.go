package intents

import (
	"fmt"
	"slices"
	"strings"

	"readout/bot"
	"readout/store"
)

// An intent composes the answer to one sort of question. Composing is pure: all it may use was found before.
type intent struct {
	name    string
	compose func(k *knowledge, q *Query, found []candidate) bot.Answer
}

// intents are all there are, by name. Each has a file of its own and a record in phrases.rec.
var intents = register(
	when, where, who, met, whois, duration, planned, interval, number, quote, said, position, topic, outcome, disagreement,
	reason, next, mood, how, what, participants, list, compare, timeline, countMeetings, countArticles, differ, same,
	source, byline, says, about, yesno,
)

func register(all ...intent) map[string]intent {
	out := make(map[string]intent, len(all))
	for _, i := range all {
		out[i.name] = i
	}
	return out
}

// compose answers a question from the candidates found.
func (k *knowledge) compose(q *Query, found []candidate) bot.Answer {
	if a, ok := k.joint(q, found); ok {
		return a
	}
	if a, ok := k.byOutlet(q, found); ok {
		return a
	}
	if a, ok := k.eachMeeting(q, found); ok {
		return a
	}
	if a, ok := k.anyMeeting(q, found); ok {
		return a
	}
	if i, ok := intents[q.Intent]; ok {
		return i.compose(k, q, found)
	}
	return k.answer(q, found, few)
}

// joint answers with a reviewed comparison when that is what fits best: it says in one sentence what setting facts
// beside each other could only show.
func (k *knowledge) joint(q *Query, found []candidate) (bot.Answer, bool) {
	all := findings(found)
	at := slices.IndexFunc(all, func(fd finding) bool { return fd.best.fact.Kind == store.KindComparison })
	if at < 0 || at > 0 && !(q.besides() && all[at].best.like >= likeJoint) {
		return bot.Answer{}, false
	}
	if listsMeetings[q.Intent] && !slices.ContainsFunc(q.units, unit.tells) {
		return bot.Answer{}, false
	}
	if q.YesNo && !q.besides() && plainFirst(q, all)[0].best.fact.Kind != store.KindComparison {
		return bot.Answer{}, false // there is a verdict
	}
	if all[at].best.like < likeJoint && slices.ContainsFunc(all, func(fd finding) bool { return len(fd.differ) > 0 }) {
		return bot.Answer{}, false // a contradiction is shown side by side
	}
	d := k.draft(q)
	d.show(q, choose(comparisons(all), q.beside())) // no verdict: it says one thing of the one and another of the other
	return d.out, true
}

// listsMeetings marks the intents that, asked of nothing in particular, are answered by the meetings themselves.
var listsMeetings = map[string]bool{"timeline": true, "count-meetings": true}

// comparisons keeps the findings that are comparisons.
func comparisons(all []finding) []finding {
	var out []finding
	for _, fd := range all {
		if fd.best.fact.Kind == store.KindComparison {
			out = append(out, fd)
		}
	}
	return out
}

// beside is how many comparisons an answer shows: one, or a few where the question itself compares.
func (q *Query) beside() taste {
	if q.besides() {
		return taste{3, 0.8, 900}
	}
	return taste{1, 0, 0}
}

// besides reports whether a question itself sets things beside each other.
func (q *Query) besides() bool {
	return q.Intent != "interval" && (q.several || len(q.Articles) > 1 || setsBeside[q.Intent] || q.Intent == "differ" || q.Intent == "same")
}

// overview marks the intents that answer a yes/no question in their own way.
var overview = map[string]bool{"compare": true, "differ": true, "same": true, "count-meetings": true}

// passing returns the candidates that the evidence test lets through.
func passing(found []candidate) []candidate {
	for i := range found {
		if found[i].missing != "" {
			return found[:i]
		}
	}
	return found
}

// A finding is what the articles say on one claim: the facts that agree with the best one, and those that do not.
type finding struct {
	best   *candidate
	agree  []*store.Fact // the best one first
	differ [][]*store.Fact
}

// findings groups the passing candidates by claim, best first.
func findings(found []candidate) []finding {
	var out []finding
	done := map[string]bool{}
	for i := range passing(found) {
		c := &found[i]
		if done[c.fact.ID] || shown(out, c.fact) {
			continue
		}
		fd := finding{best: c, agree: []*store.Fact{c.fact}}
		for j := range found {
			o := found[j].fact
			switch {
			case o == c.fact || !sameClaim(o, c.fact) || sameValue(o, c.fact) && !supports(o, c.fact):
			case sameValue(o, c.fact):
				fd.agree = append(fd.agree, o)
				done[o.ID] = true
			case ownOther(o, c.fact): // another length in the same report: another part of the meeting
			case o.Value != "" && c.fact.Value != "":
				fd.addOther(o)
				done[o.ID] = true
			}
		}
		out = append(out, fd)
	}
	return out
}

// supports reports whether a fact of the same value can stand behind another one. What a rule has read is shown in its
// article's words, and of these another article bears out the value that is said with them, no more.
func supports(o, f *store.Fact) bool {
	return f.Confidence == 0 && o.Confidence == 0 || typed(f.Kind) && o.Value != "" || o.Statement == f.Statement
}

// shown reports whether a finding already shows the same sentence.
func shown(out []finding, f *store.Fact) bool {
	for _, fd := range out {
		if fd.best.fact.Statement == f.Statement {
			return true
		}
	}
	return false
}

func (fd *finding) addOther(o *store.Fact) {
	for i, group := range fd.differ {
		if sameValue(group[0], o) {
			fd.differ[i] = append(group, o)
			return
		}
	}
	fd.differ = append(fd.differ, []*store.Fact{o})
}

func sameClaim(a, b *store.Fact) bool {
	return a.Claim != "" && a.Claim == b.Claim && a.Meeting == b.Meeting
}

// sameValue reports whether two facts of one claim say the same: by canonical value, or word for word.
func sameValue(a, b *store.Fact) bool {
	if a.Value == "" && b.Value == "" {
		return a.Statement == b.Statement
	}
	return a.Value == b.Value
}

// A taste says how many findings an answer shows.
type taste struct {
	most   int     // statements
	margin float64 // how far below the best a finding may score
	length int     // characters in all, at most
}

// attribution is about how many characters naming the outlet and quoting it adds to a sentence.
const attribution = 40

var (
	few  = taste{most: 3, margin: 0.6, length: 520}
	some = taste{most: 3, margin: 0.8, length: 520}
	many = taste{most: 8, margin: 1.6, length: 1500}
)

// answer shows the best findings, or abstains.
func (k *knowledge) answer(q *Query, found []candidate, t taste) bot.Answer {
	all := findings(found)
	if len(all) == 0 {
		if a, ok := k.whenAndWhere(q, found); ok {
			return a
		}
		return k.abstain(q, found)
	}
	d := k.draft(q)
	d.show(q, choose(all, t))
	d.agreement(all[0])
	return d.out
}

// whenAndWhere answers for the date or place of a meeting when no fact of its own gives it: what an article says in
// its dateline or over several sentences is in the meeting's title.
func (k *knowledge) whenAndWhere(q *Query, found []candidate) (bot.Answer, bool) {
	if q.Asks != store.AskWhen && q.Asks != store.AskWhere && q.Intent != "met" && !k.asksWhoMet(q) || len(q.Meetings) == 0 || !k.asksOfMeetings(q) {
		return bot.Answer{}, false
	}
	d := k.draft(q)
	for _, id := range q.Meetings {
		m := k.meetings[id]
		if q.Asks == store.AskWhen && m.From == "" || q.Asks == store.AskWhere && m.Place == "" {
			continue
		}
		d.meeting(id, found)
	}
	return d.out, len(d.out.Statements) > 0
}

// agreement says how many independent articles agree, when the answer is one statement that several support.
func (d *draft) agreement(fd finding) {
	n := d.k.independent(fd.agree)
	if fd.best.fact.Kind == store.KindComparison {
		return // each of its articles brings a part
	}
	if n > 1 && len(d.out.Statements) == 1 && !d.out.Conflict {
		d.out.Note = fmt.Sprintf("(%s articles agree.)", title(spell(n)))
	}
}

func choose(all []finding, t taste) []finding {
	var out []finding
	length := 0
	for _, fd := range all {
		length += len(fd.best.fact.Statement)
		if fd.best.fact.Confidence > 0 {
			length += attribution
		}
		if len(out) > 0 && (len(out) >= t.most || fd.best.score < all[0].best.score-t.margin || length > t.length) {
			break
		}
		out = append(out, fd)
	}
	return out
}

// show says findings: a claim on which the articles differ with each side, the others as they are.
func (d *draft) show(q *Query, all []finding) {
	d.out.Lead = d.k.readingOf(q)
	for _, fd := range all {
		d.finding("", fd)
	}
}

// finding says one finding, introduced by the title of its meeting when there is one to give. Where the articles
// differ on it, each side is said.
func (d *draft) finding(title string, fd finding) {
	if title != "" {
		title += ": "
	}
	if len(fd.differ) > 0 {
		d.conflict(title, fd)
		return
	}
	d.say(title+d.tell(fd.best.fact), fd.agree...)
}

// conflict says a claim side by side, each with its own sources.
func (d *draft) conflict(title string, fd finding) {
	d.out.Conflict = true
	if !strings.Contains(d.out.Lead, differLead) {
		d.out.Lead = strings.TrimSpace(d.out.Lead + " " + differLead)
	}
	for _, side := range append([][]*store.Fact{fd.agree}, fd.differ...) {
		text := d.toldBy(side[0])
		if source := d.k.outlets(side); !strings.HasPrefix(text, "By "+source) {
			text = source + ": " + text
		}
		d.say(title+text, side...)
		title = ""
	}
}

const differLead = "The articles differ."

// outlets names the outlets of facts: "NBC News and CNN via FOX 2".
func (k *knowledge) outlets(facts []*store.Fact) string {
	var names []string
	for _, f := range facts {
		if a := k.articles[f.Article]; a != nil && !slices.Contains(names, a.Outlet) {
			names = append(names, a.Outlet)
		}
	}
	return and(names)
}

// and joins words as a sentence does.
func and(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// perMeeting answers for each meeting that a question without one may mean; with one meeting in question it is
// an ordinary answer.
func (k *knowledge) perMeeting(q *Query, found []candidate, t taste) bot.Answer {
	if !k.ambiguous(q) {
		return k.answer(q, found, t)
	}
	if a, ok := k.byMeeting(q, found); ok {
		return a
	}
	return k.answer(q, found, t)
}

// eachMeeting answers for each of the meetings that one cue of the question fits ("that Monday", "the November
// meeting"); false when the question names one, none or several, or when only one of them has an answer.
func (k *knowledge) eachMeeting(q *Query, found []candidate) (bot.Answer, bool) {
	if len(q.Meetings) < 2 || q.several || q.carried || setsBeside[q.Intent] || overSources[q.Intent] || overview[q.Intent] {
		return bot.Answer{}, false
	}
	d := k.draft(q)
	shown := 0
	for i, own := range nearBest(k.atMeetings(q, found, q.Meetings)) {
		if len(own) == 0 {
			continue
		}
		shown++
		for j, fd := range choose(own, taste{2, 0.5, 300}) {
			title := ""
			if j == 0 {
				title = k.meetings[q.Meetings[i]].Title
			}
			d.finding(title, fd)
		}
	}
	d.out.Lead = strings.TrimSpace("It depends on which meeting you mean. " + d.out.Lead)
	return d.out, shown > 1
}

// Bounds for answering a question that names no meeting for several of them.
const (
	fewThings = 2   // it names at most so many things beside those who met
	nearMain  = 1.5 // how far below the best finding the best of another meeting may score
	mostNamed = 3   // meetings
)

// anyMeeting answers a question of few words that names no meeting ("did they agree on Syria?") for each of the main
// meetings that has as good an answer as the best; false when fewer than two have.
func (k *knowledge) anyMeeting(q *Query, found []candidate) (bot.Answer, bool) {
	if q.Meetings != nil || q.carried || q.Pronoun == "he" && len(q.Speaker) == 0 || q.Ellipsis && q.lean != "" || setsBeside[q.Intent] || overSources[q.Intent] || overview[q.Intent] || len(q.Articles) > 0 || q.things(k) > fewThings {
		return bot.Answer{}, false
	}
	all := findings(found)
	var picked []finding
	var done []string
	for _, fd := range all {
		id := fd.best.fact.Meeting
		near := nearMain
		if fd.best.fact.Confidence > 0 {
			near /= 3 // it has no known questions to raise it above what is beside the point
		}
		if fd.best.score < all[0].best.score-near || len(picked) == mostNamed {
			break
		}
		if slices.Contains(done, id) {
			continue
		}
		if !slices.Contains(k.main, id) {
			return bot.Answer{}, false // what fits best is about something else
		}
		done = append(done, id)
		picked = append(picked, fd)
	}
	if len(picked) < 2 {
		return bot.Answer{}, false
	}
	d := k.draft(q)
	for _, id := range k.main {
		if i := slices.Index(done, id); i >= 0 {
			d.finding(k.meetings[id].Title, picked[i])
		}
	}
	d.out.Lead = strings.TrimSpace(k.verdictOf(q, picked) + " " + d.out.Lead)
	return d.out, true
}

// verdictOf is the verdict that findings at several meetings bear together.
func (k *knowledge) verdictOf(q *Query, picked []finding) string {
	yes, no := 0, 0
	for _, fd := range picked {
		switch {
		case !q.YesNo || !fd.best.bears(q):
		case k.says(q, fd.best) == q.Negated:
			no++
		default:
			yes++
		}
	}
	switch len(picked) {
	case yes:
		return "Yes."
	case no:
		return "No."
	}
	return "It depends on which meeting you mean."
}

// things counts what a question names beside those who met most often and words for a meeting.
func (q *Query) things(k *knowledge) int {
	n := 0
	for i := range q.units {
		u := &q.units[i]
		if u.soft || u.light || u.meeting || u.sort == sortName && k.mainPerson(q, *u) {
			continue
		}
		n++
	}
	return n + len(q.trigger)
}

// byMeeting answers for each meeting that a question may mean; false when only one has an answer.
func (k *knowledge) byMeeting(q *Query, found []candidate) (bot.Answer, bool) {
	all := findings(found)
	d := k.draft(q)
	for _, id := range k.candidatesFor(q) {
		var own []finding
		for _, fd := range all {
			if fd.best.fact.Meeting == id && (fd.best.kindFits || len(q.Kinds) == 0) {
				own = append(own, fd)
			}
		}
		if len(own) == 0 {
			continue
		}
		for i, fd := range choose(own, taste{2, 0.3, 400}) {
			title := ""
			if i == 0 {
				title = k.meetings[id].Title
			}
			d.finding(title, fd)
		}
	}
	d.out.Lead = strings.TrimSpace("It depends on which meeting you mean. " + d.out.Lead)
	return d.out, len(d.out.Meetings) > 1
}

// ambiguous reports whether a question is about a meeting as such and does not say which.
func (k *knowledge) ambiguous(q *Query) bool {
	if len(q.Meetings) == 1 || q.Meetings != nil && len(q.Meetings) == 0 {
		return false
	}
	for _, u := range q.units {
		if u.sort == sortName && u.cue == nil && !u.soft && !k.mainPerson(q, u) {
			return false
		}
	}
	return k.aboutMeetings(q)
}

// mainPerson reports whether a unit names one of those who met most often.
func (k *knowledge) mainPerson(q *Query, u unit) bool {
	return slices.ContainsFunc(u.keys, q.reading.met)
}

// meetingWord reports whether a unit says no more than "meeting", or "article".
func (k *knowledge) meetingWord(u unit) bool {
	for _, w := range strings.Fields(strings.ReplaceAll(u.text, "-", " ")) {
		if k.lex.Grammar("preposition-object", w) {
			continue
		}
		if !k.lex.Grammar("meeting-word", w) && !k.lex.Grammar("article-word", w) && !k.lex.Grammar("article-word", strings.TrimSuffix(w, "s")) {
			return false
		}
	}
	return true
}

// candidatesFor returns the meetings that a question may mean.
func (k *knowledge) candidatesFor(q *Query) []string {
	if len(q.Meetings) > 0 {
		return q.Meetings
	}
	if k.namesStranger(q) {
		return nil
	}
	return q.reading.mainMeetings()
}

// namesStranger reports whether a question names a person who was at none of the main meetings.
func (k *knowledge) namesStranger(q *Query) bool {
	return slices.ContainsFunc(q.units, func(u unit) bool {
		if u.sort != sortName || u.soft || u.except || len(u.keys) == 0 || k.mainPerson(q, u) {
			return false
		}
		n := k.lex.Name(u.keys[0])
		return n != nil && n.Class == "person"
	})
}

// readingOf says which meeting a follow-up was read to mean.
func (k *knowledge) readingOf(q *Query) string {
	if q.carried && len(q.Meetings) == 1 {
		return k.meetings[q.Meetings[0]].Title + ":"
	}
	return ""
}

// whyMost is how many candidates an explanation shows.
const whyMost = 5

// why explains an answer, a line a step: how the question was read, and the best facts with their scores.
func (k *knowledge) why(q *Query, found []candidate) []string {
	out := []string{"question: " + q.String(), fmt.Sprintf("facts looked at: %d", len(found))}
	for _, c := range found[:min(whyMost, len(found))] {
		line := fmt.Sprintf("%.2f %s (%s) covers %.0f %%: %s", c.score, c.fact.ID, c.fact.Kind, 100*c.coverage, c.fact.Statement)
		if c.missing != "" {
			line += " — refused: " + c.missing
		}
		out = append(out, line)
	}
	return out
}
