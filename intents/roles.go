package intents

import (
	"slices"
	"strings"

	"readout/internal/lang"
	"readout/store"
)

// roles reads offices with their country as the people who held them: "the German chancellor",
// "the foreign minister of France", "Lavrov's American counterpart".
func (r *reading) roles(q *Query) {
	for i, m := range r.segs {
		if r.taken(m.Start, m.End) {
			continue
		}
		role := roleOf(m)
		counterpart := r.is("counterpart", r.textOf(m.Start, m.End))
		if role == "" && !counterpart {
			continue
		}
		country, from, to := r.countryBeside(i)
		if counterpart {
			role, from = r.roleOfOther(i, from)
		}
		if role == "" {
			continue
		}
		keys := r.holders(role, country)
		if len(keys) == 0 || country == "" && !counterpart && (len(keys) > 1 || role == "leader" || r.plural(m.End-1)) {
			continue
		}
		u := unit{text: r.textOf(from, to), sort: sortName, weight: weightName, first: from, keys: keys}
		for _, key := range keys {
			u.alts = append(u.alts, r.nameAlts(key)...)
			u.add(r.k.searchWords(lang.NewSense(lang.Named, key)))
		}
		u.weight = weightName * (floorWord + (1-floorWord)*r.k.rarity(u.count))
		q.units = append(q.units, u)
		r.take(from, to)
	}
}

// plural reports whether a token is an inflected noun: "presidents" names nobody.
func (r *reading) plural(i int) bool {
	return strings.HasSuffix(r.tokens[i].Norm, "s") && !r.tokens[i].Possessive
}

func roleOf(m lang.Match) string {
	for _, s := range m.Senses {
		if s.Class == lang.Role {
			return s.Key
		}
	}
	return ""
}

// countryBeside finds the country that segment i belongs to: the one just before it, or behind "of".
// It returns the tokens that the whole takes.
func (r *reading) countryBeside(i int) (country string, from, to int) {
	m := r.segs[i]
	from, to = m.Start, m.End
	if i > 0 && r.segs[i-1].End == m.Start {
		if c := r.countryOf(r.segs[i-1]); c != "" {
			return c, r.segs[i-1].Start, to
		}
	}
	at := m.End
	if at < len(r.tokens) && r.is("of", r.tokens[at].Norm) {
		at++
		for at < len(r.tokens) && r.is("article", r.tokens[at].Norm) {
			at++
		}
		for _, n := range r.segs[i+1:] {
			if n.Start == at {
				if c := r.countryOf(n); c != "" {
					return c, from, n.End
				}
			}
		}
	}
	return "", from, to
}

// countryOf returns the country that a match names or speaks for.
func (r *reading) countryOf(m lang.Match) string {
	for _, s := range m.Senses {
		if s.Class != lang.Named {
			continue
		}
		n := r.k.lex.Name(s.Key)
		switch {
		case n == nil:
		case n.SpeaksFor != "":
			return n.SpeaksFor
		case n.Class == "place" && (n.Kind == "country" || n.Kind == "" && n.In == ""):
			return n.Key
		case n.Class == "organisation":
			return n.Key
		}
	}
	return ""
}

// roleOfOther returns the office of the person whose counterpart is meant: the last one named before.
func (r *reading) roleOfOther(i, from int) (string, int) {
	for j := i - 1; j >= 0; j-- {
		m := r.segs[j]
		if m.End > from {
			continue
		}
		for _, s := range m.Senses {
			n := r.k.lex.Name(s.Key)
			if s.Class != lang.Named || n == nil || n.Class != "person" {
				continue
			}
			for _, o := range n.Offices {
				if r.inTime(o) {
					if r.tokens[m.End-1].Possessive {
						from = m.Start
					}
					return o.Role, from
				}
			}
		}
	}
	return "", from
}

// heads are the offices that "the American leader" may mean, by the table of roles.
var heads = []string{"president", "chancellor", "prime-minister", "supreme-leader", "king", "leader", "general-secretary"}

// holders returns those who held an office of a country (any, when "") on a day of some meeting:
// of the people whom the store knows, or else of all.
func (r *reading) holders(role, country string) []string {
	roles := []string{role}
	if role == "leader" && country != "" {
		roles = heads
	}
	var out []string
	for _, n := range r.k.lex.Names() {
		if r.holds(n, roles, country) {
			out = append(out, n.Key)
		}
	}
	if len(out) == 0 && country != "" {
		for _, n := range r.k.lex.Everyone() {
			if r.holds(n, roles, country) {
				out = append(out, n.Key)
			}
		}
	}
	return out
}

func (r *reading) holds(n *lang.Name, roles []string, country string) bool {
	for _, o := range n.Offices {
		of := o.Of
		if c := r.k.lex.Name(of); c != nil && c.SpeaksFor != "" && country != of {
			of = c.SpeaksFor
		}
		if slices.Contains(roles, o.Role) && (country == "" || of == country) && r.inTime(o) {
			return true
		}
	}
	return false
}

// inTime reports whether an office was held when one of the store's meetings took place.
func (r *reading) inTime(o lang.Office) bool {
	if len(r.k.catalog.Meetings) == 0 {
		return true
	}
	return slices.ContainsFunc(r.k.calendar.days, func(d store.Date) bool { return o.HeldOn(string(d)) })
}

// speaker finds whose words or view the question wants: the first name that is no object of a
// preposition ("what did Obama say about Putin": Obama).
func (r *reading) speaker(q *Query) {
	for _, u := range q.units {
		if u.sort != sortName || len(u.keys) == 0 {
			continue // an outlet that the store has is asked as a source, not as a speaker
		}
		at := u.first - 1
		for at >= 0 && r.is("article", r.tokens[at].Norm) {
			at--
		}
		if at >= 0 && r.is("preposition-object", r.tokens[at].Norm) && !r.is("agent", r.tokens[at].Norm) && !r.viewOf(at) {
			continue
		}
		if !r.actor(u) || r.breaksBefore(r.endOf(u)) {
			continue
		}
		q.Speaker = u.keys
		return
	}
}

// viewOf reports whether the preposition at a token follows a word for somebody's view: "the opinion of Putin".
func (r *reading) viewOf(at int) bool {
	return at > 0 && r.tokens[at].Norm == "of" && r.used&(1<<(at-1)) != 0
}

// actor reports whether a name can speak: a person, a government or a group.
func (r *reading) actor(u unit) bool {
	for _, key := range u.keys {
		n := r.k.lex.Name(key)
		if n == nil {
			continue
		}
		if n.Class == "person" || n.Class == "organisation" || n.Class == "outlet" || n.SpeaksFor != "" || n.Kind == "country" {
			return true
		}
	}
	return false
}
