package pack

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"readout/store"
)

// key returns the value of a field that names the record itself, and reports one that is
// missing or has characters that keys do not have.
func (r row) key(field string) string {
	key := r.text(field)
	if key == "" {
		r.fail(field, "%s has no key: write %q and then lower-case letters, digits and hyphens", field, field+":")
	} else if strings.IndexFunc(key, notInKey) >= 0 {
		r.fail(field, "%q is not a key: only lower-case letters, digits and hyphens may stand in it", key)
	}
	return key
}

func notInKey(c rune) bool {
	plain := unicode.IsDigit(c) || unicode.IsLetter(c) && !unicode.IsUpper(c)
	return !plain && !strings.ContainsRune("-_.", c)
}

// need reports a field that is missing or empty.
func (r row) need(fields ...string) {
	for _, f := range fields {
		if r.text(f) == "" {
			r.fail(f, "%s %q has no %s", r.Fields[0].Name, r.text(r.Fields[0].Name), f)
		}
	}
}

// date returns the value of a field that holds a day; empty is allowed.
func (r row) date(field string) store.Date { return r.day(field, r.text(field)) }

func (r row) day(field, value string) store.Date {
	if value == "" {
		return ""
	}
	d, err := store.ParseDate(value)
	if err != nil {
		r.fail(field, "%s: %v", field, err)
	}
	return d
}

// article reads an article and returns its index; the facts of a second record of the same
// article belong to the first.
func (rd *reader) article(r row) int {
	a := store.Article{
		ID:        r.text("article"),
		Outlet:    r.text("outlet"),
		Title:     r.text("title"),
		URL:       r.text("url"),
		Author:    r.text("author"),
		Upstream:  r.text("upstream"),
		Published: r.date("published"),
		Retrieved: r.date("retrieved"),
		Aliases:   r.list("aliases"),
	}
	r.need("outlet", "title", "url", "published")
	if u, err := url.Parse(a.URL); a.URL != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		r.fail("url", "%q is not a web address: write https://host/path", a.URL)
	}
	if old, ok := rd.articles.at[a.ID]; ok {
		r.failAt(r.Line, "article %q stands twice (%s)", a.ID, rd.articles.list[old].place(r))
		return old
	}
	rd.articles.put(a.ID, section{row: r, Article: a})
	return len(rd.articles.list) - 1
}

func (rd *reader) meeting(r row, current int) {
	m := store.Meeting{
		ID:       r.text("meeting"),
		Title:    r.text("title"),
		People:   r.list("people"),
		Place:    r.text("place"),
		From:     r.date("from"),
		To:       r.date("to"),
		Occasion: r.text("occasion"),
		Names:    r.list("names"),
		Status:   oneOf(r, "status", statuses),
	}
	slices.Sort(m.People)
	r.need("title")
	if from, ok := m.From.Time(); ok {
		if to, ok := m.To.Time(); ok && to.Before(from) && !strings.HasPrefix(string(m.From), string(m.To)) {
			r.fail("to", "the meeting ends (%s) before it begins (%s)", m.To, m.From)
		}
	}
	if old, ok := rd.meetings.get(m.ID); ok {
		twice(r, m.ID, old.Meeting, old.row, m)
		return
	}
	rd.meetings.put(m.ID, met{r, m, current})
}

func (rd *reader) name(r row) {
	n := store.Name{
		Key:     r.text("name"),
		Class:   oneOf(r, "class", classes),
		Name:    r.text("full"),
		Aliases: r.list("aliases"),
		Gender:  oneOf(r, "gender", []string{"f", "m"}),
		In:      r.text("in"),
		Roles:   r.roles(),
		Demonym: r.list("demonym"),
	}
	r.need("class", "full")
	if old, ok := rd.names.get(n.Key); ok {
		twice(r, n.Key, old.Name, old.row, n)
		return
	}
	rd.names.put(n.Key, named{r, n})
}

// roles reads "title, of, from, to; ...", where the last parts may be left out.
func (r row) roles() []store.Role {
	var out []store.Role
	for _, text := range r.list("roles") {
		part := strings.Split(text, ",")
		for i := range part {
			part[i] = strings.TrimSpace(part[i])
		}
		if len(part) > 4 || part[0] == "" {
			r.fail("roles", "%q is not a role: write title, key of the country or organisation, first day, last day", text)
			continue
		}
		part = append(part, "", "", "")
		out = append(out, store.Role{Title: part[0], Of: part[1], From: r.day("roles", part[2]), To: r.day("roles", part[3])})
	}
	return out
}

func (rd *reader) topic(r row) {
	t := Topic{Key: r.text("topic"), Name: r.text("name"), Words: r.list("words")}
	r.need("name")
	if old, ok := rd.topics.get(t.Key); ok {
		twice(r, t.Key, old.Topic, old.row, t)
		return
	}
	rd.topics.put(t.Key, topical{r, t})
}

// fact reads a fact; current is the index of the article it belongs to.
func (rd *reader) fact(r row, current int) {
	f := store.Fact{
		Meeting:    r.text("meeting"),
		Kind:       oneOf(r, "kind", store.Kinds),
		Statement:  r.text("statement"),
		People:     r.list("people"),
		Speaker:    r.text("speaker"),
		Topics:     r.list("topics"),
		Answers:    r.answers(),
		Value:      canonical(r.text("value")),
		Hedge:      r.text("hedge"),
		Attributed: r.text("attributed"),
		Claim:      r.text("claim"),
		Negated:    r.yes("negated"),
		Words:      r.list("words"),
		Questions:  r.list("asked"),
		Quote:      r.text("quote"),
		Anchor:     r.text("anchor"),
	}
	slug := r.text("fact")
	r.checkFact(f)
	if current < 0 {
		r.failAt(r.Line, "fact %q belongs to no article: none stands above it in this file", slug)
	} else {
		f.Article = rd.articles.list[current].ID
	}
	f.ID = f.Article + "/" + slug
	if old, ok := rd.facts.get(f.ID); ok {
		r.failAt(r.Line, "fact %q stands twice in article %q (%s)", slug, f.Article, old.place(r))
	}
	rd.facts.put(f.ID, said{r, f, current})
}

var clockTime = regexp.MustCompile(`^PT(?:(\d{1,6})H)?(?:(\d{1,6})M)?$`)

// canonical writes a length of hours and minutes in minutes only, because facts agree when
// their values are the same text. Other values stay as they are.
func canonical(value string) string {
	m := clockTime.FindStringSubmatch(value)
	if m == nil || m[1] == "" {
		return value
	}
	hours, _ := strconv.Atoi(m[1])   // digits by the pattern
	minutes, _ := strconv.Atoi(m[2]) // digits or nothing, which counts as 0
	return "PT" + strconv.Itoa(hours*60+minutes) + "M"
}

// answers reads what a fact answers beyond what its kind does.
func (r row) answers() []store.Asked {
	var out []store.Asked
	for _, word := range r.list("answers") {
		asked := store.Asked(word)
		if !slices.Contains(answersWords, asked) {
			r.fail("answers", "unknown answers word %q%s", word, suggest(asked, answersWords))
		}
		out = append(out, asked)
	}
	return out
}

func (r row) yes(field string) bool {
	value := r.text(field)
	if value != "" && value != "yes" && value != "no" {
		r.fail(field, "%s is yes or no, not %q", field, value)
	}
	return value == "yes"
}
