package extract

import "slices"

// maxThing is how many words may stand between a verb and the "with" that names with whom.
const maxThing = 14

// withEvent reads "X went over a plan with Y": leaders of states who do with each other what takes both.
func (d *document) withEvent(s *sentence, c cue) *event {
	for i := c.end; i < min(c.end+maxThing, len(s.tokens)); i++ {
		if d.clauseBreak(s, c.end, i) {
			return nil
		}
		if s.norm(i) != "with" || !d.personNext(s, i+1) {
			continue
		}
		people := union(d.doer(s, c.start), d.object(s, i+1))
		if len(people) < 2 || slices.ContainsFunc(people, func(p string) bool { return d.rank(p) > 1 }) || d.compatriots(people) {
			return nil
		}
		e := d.newEvent(s, c, people)
		if e != nil {
			e.topical, e.call = true, s.byPhone()
		}
		return e
	}
	return nil
}

// doer returns who does what a verb says: the subject before it, else who stands first in the sentence, as in "X paid a
// visit, going over a plan".
func (d *document) doer(s *sentence, verb int) []string {
	if left := d.subject(s, verb); len(left) > 0 {
		return left
	}
	for _, m := range s.mentions {
		if m.person() && m.end <= verb && !s.quoted[m.start] && m.form != group {
			return m.keys
		}
	}
	return nil
}

// serialEvents reads "X had two meetings, the first with Y and the second with Z".
func (d *document) serialEvents(s *sentence) {
	if !s.body() || !s.has("meet-noun") && !s.has("meet-verb") {
		return
	}
	type other struct {
		at   int
		keys []string
	}
	var others []other
	for i := 1; i < len(s.tokens); i++ {
		if s.norm(i) == "with" && !s.quoted[i] && s.hasIn("serial", i-1, i) && d.personNext(s, i+1) {
			if keys := d.object(s, i+1); len(keys) == 1 {
				others = append(others, other{i, keys})
			}
		}
	}
	if len(others) < 2 {
		return
	}
	left := d.doer(s, others[0].at)
	for n, o := range others {
		people := union(left, o.keys)
		if len(left) != 1 || len(people) != 2 || d.compatriots(people) {
			continue
		}
		if e := d.newEvent(s, cue{"serial", o.at, o.at + 1}, people); e != nil && !d.repeats(s, e) {
			if n > 0 {
				e.from = others[n-1].at
			}
			d.keep(e)
		}
	}
}
