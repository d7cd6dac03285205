package extract

import (
	"strings"

	"readout/internal/lang"
	"readout/store"
)

// readDatelines finds the place of the first dateline.
func (d *document) readDatelines() {
	for i := range d.lines {
		l := &d.lines[i]
		end := l.span.Start + l.dateline
		if l.kind == credit && l.span.End-l.span.Start < 80 { // "By Ann Lee in Oslo"
			end = l.span.End
		}
		if end == l.span.Start {
			continue
		}
		head := d.text[l.span.Start:end]
		key := d.placeKey(head)
		if n := d.lex.Name(key); n != nil && n.Kind == "country" && l.kind == body && strings.Contains(head, ",") && d.placeKey(strings.SplitN(head, ",", 2)[0]) == "" {
			return // "DINARD, France": the town is a new one
		}
		if key != "" {
			d.dateplace = key
			return
		}
	}
}

// maxStale is how many days after the day of its dateline a report is published.
const maxStale = 4

// readDay finds the day on which the article was written: "GENEVA, Nov. 19", or a line before the first paragraph such
// as "Berlin, Thursday, 6 July 2017". "Today" is that day, not the day of publication.
func (d *document) readDay() {
	d.day = d.article.Published
	for i := range d.lines {
		l := &d.lines[i]
		head := d.text[l.span.Start : l.span.Start+l.dateline]
		if l.dateline == 0 {
			head = d.text[l.span.Start:l.span.End]
			if len(head) > maxDayLine || l.speaker != "" || l.kind == related || l.kind == caption {
				head = ""
			}
		}
		for _, day := range d.timesOf(head) {
			gap, ok := apart(day, d.article.Published)
			if len(day) == len("2006-01-02") && (d.article.Published == "" && l.dateline == 0 || ok && gap <= maxStale && day <= d.article.Published) {
				d.day, d.dayGiven = day, true
				if l.dateline == 0 && d.dateplace == "" && l.kind != headline {
					d.dateplace = d.placeOfLine(head)
				}
				return
			}
		}
		if l.kind == body && (l.dateline > 0 || len(head) == 0) {
			return
		}
	}
}

// maxDayLine is the length in bytes of a line that tells only day and place.
const maxDayLine = 90

// placeOfLine returns the place that a line of day and place names.
func (d *document) placeOfLine(head string) string {
	for _, part := range strings.FieldsFunc(head, func(r rune) bool { return r == ',' || r == '.' || r == '|' }) {
		if key := d.placeKey(part); key != "" {
			return key
		}
	}
	return ""
}

// townsBeforeColons tells "WUHAN: The leaders" from the turn of a transcript.
func (d *document) townsBeforeColons() {
	for i := range d.lines {
		l := &d.lines[i]
		if l.kind != body || l.speaker == "" {
			continue
		}
		if d.bodyBefore(i) {
			return
		}
		n := d.lex.Name(d.placeKey(l.speaker))
		if n != nil && n.Kind == "city" && strings.EqualFold(lang.Fold(n.Full), lang.Fold(l.speaker)) || n == nil && d.onlyTurn(i) {
			l.dateline, l.speaker, l.spoken = l.spoken, "", 0
		}
	}
}

// written is the day on which the article was written, "" when it is not known.
func (d *document) written() store.Date {
	if len(d.day) < len("2006-01-02") {
		return ""
	}
	return d.day
}

// onlyTurn reports whether one line alone begins as a turn of a transcript does, with one word in capitals that is no
// person's and no office: a town.
func (d *document) onlyTurn(i int) bool {
	name := d.lines[i].speaker
	if strings.ContainsAny(name, " .") || strings.ToUpper(name) != name || len(name) < 4 || d.isTitle(lang.Fold(name)) || d.tables.notNames[lang.Fold(name)] {
		return false
	}
	for k := range d.lines {
		if k != i && d.lines[k].speaker != "" {
			return false
		}
	}
	return len(d.lex.Analyze(titleCase(name)).Matches) == 0
}
