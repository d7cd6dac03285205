package extract

import (
	"slices"
	"strings"
	"unicode"

	"readout/internal/lang"
)

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
		return d.known.has(id) ||
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
			if given, _, _ := strings.Cut(full, " "); a == given && !surnameFirst[n.In] && len(d.bearers[lastFolded(full)]) > 1 {
				continue // "Melania" of several of the name of Trump
			}
			if !strings.Contains(a, " ") && strings.Contains(full, a) && unicode.IsUpper([]rune(a)[0]) {
				return a
			}
		}
	}
	words := strings.Fields(full)
	switch {
	case len(words) == 0:
		return key
	case n != nil && surnameFirst[n.In]:
		return words[0]
	case len(words) > 2 && d.tables.particles[strings.ToLower(words[len(words)-2])]:
		return strings.Join(words[len(words)-2:], " ")
	}
	return words[len(words)-1]
}

func lastFolded(full string) string {
	words := strings.Fields(lang.Fold(full))
	if len(words) == 0 {
		return ""
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
