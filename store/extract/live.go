package extract

import (
	"regexp"
	"slices"
	"strings"

	"readout/internal/lang"
)

// clockLine matches the time that an entry of a live page begins with.
var clockLine = regexp.MustCompile(`^(?:[01]?\d|2[0-3])[:.][0-5]\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?(?:[ \t\p{Pd}|:]|$)`)

// minEntries is how many entries with a clock time make a page that is written while things happen.
const minEntries = 3

// live reports whether an article is written entry by entry on the day it tells of: its title says so, or its lines begin
// with clock times.
func (d *document) live() bool {
	title := " " + strings.Join(strings.FieldsFunc(lang.Fold(d.article.Title), func(r rune) bool { return r < '0' || r > '9' && r < 'a' || r > 'z' }), " ") + " "
	for _, mark := range d.tables.lines["live-title"] {
		if strings.Contains(title, " "+mark+" ") {
			return true
		}
	}
	entries := 0
	for i := range d.lines {
		if clockLine.MatchString(d.text[d.lines[i].span.Start:d.lines[i].span.End]) {
			entries++
		}
	}
	return entries >= minEntries
}

// liveDay gives a meeting told on a live page without a day the day of the page.
func (d *document) liveDay(m *meeting) {
	if !m.held || m.From != "" || d.written() == "" || !d.live() {
		return
	}
	if i := slices.IndexFunc(m.events, func(e *event) bool { return e.s.body() && e.mode == took && !e.earlier }); i >= 0 {
		m.From, m.dayFrom = d.day, m.events[i].s
	}
}
