package intents

import (
	"slices"
	"strings"

	"readout/internal/lang"
	"readout/store"
)

// tell is how a fact is said: a reviewed one in the words of its review, one that a rule has read in those of the
// article, quoted as such, under the name of its outlet.
func (d *draft) tell(f *store.Fact) string {
	if f.Confidence == 0 {
		return f.Statement
	}
	return d.k.outlets([]*store.Fact{f}) + ": " + d.toldBy(f)
}

// toldBy is the same where the outlet is named already. What a sentence says only together with what stands around it,
// such as the day that its "Wednesday" was, is put before the quotation.
func (d *draft) toldBy(f *store.Fact) string {
	if f.Confidence == 0 {
		return f.Statement
	}
	text := f.Statement
	switch {
	case quoted(text):
	case strings.ContainsAny(text, "\"“”"):
		text = "‘" + text + "’"
	default:
		text = "“" + text + "”"
	}
	if v := d.valueOf(f); v != "" && !strings.Contains(lang.Fold(f.Statement), lang.Fold(v)) {
		text = v + " (" + text + ")"
	} else if who := d.k.unnamedSpeaker(f); who != "" && quoted(f.Statement) {
		text = who + ": " + text
	}
	return text
}

// quoted reports whether a sentence is a quotation from its first letter to its last.
func quoted(s string) bool {
	for _, marks := range []string{`""`, "“”", "‘’", "''"} {
		m := []rune(marks)
		open, end := string(m[0]), string(m[1])
		if strings.HasPrefix(s, open) && strings.HasSuffix(s, end) && strings.Count(s, end) <= 2 {
			return true
		}
	}
	return false
}

// valueOf writes the value of a typed fact as people say it; "" when it has none that says more than the sentence.
func (d *draft) valueOf(f *store.Fact) string {
	m := d.k.meetings[f.Meeting]
	switch f.Kind {
	case store.KindDuration, store.KindPlanned:
		if length := lang.FormatDuration(f.Value); length != "" {
			return strings.TrimSpace(f.Hedge + " " + length)
		}
		return ""
	case store.KindDate:
		if d.asks != store.AskWhere {
			return store.Date(f.Value).Format()
		}
	case store.KindPlace:
		if d.asks != store.AskWhen {
			return d.k.nameOf(f.Value)
		}
	case store.KindHeld:
		if m != nil && d.asks == store.AskWho {
			return d.k.peopleOf(f, m)
		}
	case store.KindVenue:
	default:
		return ""
	}
	switch {
	case m != nil && d.asks == store.AskWhere:
		return d.k.nameOf(m.Place)
	case m != nil && d.asks == store.AskWhen:
		return m.From.Format()
	}
	return ""
}

// peopleOf names those who met, when the sentence does not name them all.
func (k *knowledge) peopleOf(f *store.Fact, m *store.Meeting) string {
	var names []string
	all := true
	for _, key := range m.People {
		names = append(names, k.nameOf(key))
		all = all && slices.ContainsFunc(k.docsOf([]*store.Fact{f})[0].names, func(n string) bool { return n == key })
	}
	if all {
		return ""
	}
	return and(names)
}

// nameOf returns a name as it is shown; "" for a key that names nothing.
func (k *knowledge) nameOf(key string) string {
	if n := k.lex.Name(key); n != nil {
		return n.Full
	}
	return ""
}

// unnamedSpeaker returns the name of the speaker whom a sentence does not name.
func (k *knowledge) unnamedSpeaker(f *store.Fact) string {
	n := k.lex.Name(f.Speaker)
	if n == nil {
		return ""
	}
	said := lang.Fold(f.Statement)
	for _, form := range append([]string{n.Full}, n.Aliases...) {
		if form != "" && strings.Contains(said, lang.Fold(form)) {
			return ""
		}
	}
	return n.Full
}
