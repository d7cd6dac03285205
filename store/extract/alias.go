package extract

import (
	"slices"
	"strings"

	"readout/internal/lang"
	"readout/store"
)

// calledOtherwise returns the people whom the lexicon knows and the article calls by a name that is not among theirs:
// a copy of what is known, and the name beside it.
func (d *document) calledOtherwise(used map[string]bool) []store.Name {
	var out []store.Name
	for _, key := range d.cast.order {
		m, n := d.cast.members[key], d.lex.Name(key)
		if m.new || n == nil || !used[key] || n.Class != string(store.Person) {
			continue
		}
		more := d.formsBeside(n)
		if len(more) == 0 {
			continue
		}
		name, had := d.Reader.names[key]
		if !had {
			name = storeName(n)
		}
		name.Aliases = append(slices.Clone(name.Aliases), more...)
		out = append(out, name)
	}
	return out
}

// formsBeside returns the forms by which the article calls somebody and that the lexicon does not have for him.
func (d *document) formsBeside(n *lang.Name) []string {
	has := map[string]bool{formKey(n.Full): true}
	for _, list := range [][]string{n.Aliases, n.Cased} {
		for _, a := range list {
			has[formKey(a)] = true
		}
	}
	var out []string
	for form, keys := range d.cast.forms {
		if len(keys) == 1 && keys[0] == n.Key && !has[form] && len(form) > 1 && !d.word(form) && (d.rank(n.Key) == 1 || !d.ofAnother(form, n.Key)) {
			out = append(out, titleCase(form))
		}
	}
	slices.Sort(out)
	return out
}

// ofAnother reports whether a form is also the name of somebody else who is known: "Obama" stays his when the article
// is about her, who led no state.
func (d *document) ofAnother(form, key string) bool {
	for _, m := range d.lex.Analyze(titleCase(form)).Matches {
		for _, sense := range m.Senses {
			if n := d.lex.Name(sense.Key); sense.Class == lang.Named && n != nil && n.Class == string(store.Person) && n.Key != key && m.Start == 0 && spelt(n, form) {
				return true
			}
		}
	}
	return false
}

// word reports whether a form is also a word of the language, such as "key": as a name in any case of letters it would
// be found where nobody is meant.
func (d *document) word(form string) bool {
	for _, m := range d.lex.Analyze(form).Matches {
		for _, sense := range m.Senses {
			if sense.Class != lang.Named && sense.Class != lang.Label {
				return true
			}
		}
	}
	return false
}

// storeName is a name of the lexicon as a store keeps it, but for the forms that count only with a capital: a store
// does not know of these, and the lexicon brings them itself.
func storeName(n *lang.Name) store.Name {
	out := store.Name{
		Key: n.Key, Class: store.Class(n.Class), Name: n.Full, Aliases: n.Aliases, Gender: n.Gender, In: n.In, Demonym: n.Demonyms,
	}
	for _, o := range n.Offices {
		out.Roles = append(out.Roles, store.Role{Title: strings.TrimSpace(o.Role), Of: o.Of, From: store.Date(o.From), To: store.Date(o.To)})
	}
	return out
}

// calledByOneName lets one word of a name of three and more mean its bearer where the article calls him so: "President
// Samia" of Samia Suluhu Hassan. Nobody else of the article may have it, nor may the word be anything else.
func (d *document) calledByOneName() {
	owner := map[string]string{}
	for _, key := range d.cast.order {
		words := strings.Fields(formKey(d.cast.members[key].full))
		for _, w := range words {
			if had, ok := owner[w]; ok && had != key || len(words) < 3 || len(w) < 4 || len(d.cast.forms[w]) > 0 {
				owner[w] = "" // of several people, or known already
				continue
			}
			owner[w] = key
		}
	}
	for _, s := range append(d.labels(), d.sentences...) {
		for i := range s.tokens {
			if key := owner[s.norm(i)]; key != "" && d.strange(s, i) && !d.nameBeside(s, i) {
				d.addForm(s.norm(i), key)
			}
		}
	}
}

// nameBeside reports whether a token stands inside a longer name.
func (d *document) nameBeside(s *sentence, i int) bool {
	beside := func(k, gap int) bool {
		return k >= 0 && k < len(s.tokens) && s.gap(gap) == " " && s.tokens[k].Capital && !s.tokens[k].First && !d.isTitle(s.norm(k)) && !s.tokens[min(i, k)].Possessive
	}
	return beside(i-1, i) || beside(i+1, i+1)
}

// oneWord returns the words by which the article calls somebody new, beside the surname.
func (d *document) oneWord(m *member) []string {
	var out []string
	for _, w := range strings.Fields(formKey(m.full)) {
		if keys := d.cast.forms[w]; len(keys) == 1 && keys[0] == m.key && w != formKey(m.surname) && len(w) > 3 && !d.word(w) {
			out = append(out, titleCase(w))
		}
	}
	return out
}
