package extract

import (
	"regexp"
	"strconv"
	"strings"

	"readout/internal/lang"
	"readout/store"
)

// A moment is a calendar time that a sentence gives, resolved against the day of publication.
type moment struct {
	start, end int // tokens
	value      store.Date
	mod        string // "before": earlier than it
}

// A length is a length of time that a sentence gives.
type length struct {
	start, end int
	value      string // "PT90M"
	hedge      string
}

var dayForm = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2}|\d{4}-\d{2}|\d{4})(T.*)?$`)

// markTimes tells each sentence the times that stand in it. The whole text is read at once, because "that day"
// looks back.
func (d *document) markTimes() {
	anchor := string(d.written())
	times := lang.Times(d.text, anchor)
	at := 0
	for _, s := range d.sentences {
		for at > 0 && times[at-1].End > s.span.Start {
			at--
		}
		for ; at < len(times) && times[at].Start < s.span.End; at++ {
			if t := times[at]; t.Start >= s.span.Start && t.End <= s.span.End {
				s.addTime(t, d.written())
			}
		}
	}
}

func (s *sentence) addTime(t lang.Time, written store.Date) {
	start, end := s.tokensOf(t.Start-s.span.Start, t.End-s.span.Start)
	if start >= end {
		return
	}
	switch t.Kind {
	case lang.DateTime, lang.ClockTime:
		if m := dayForm.FindStringSubmatch(t.Value); m != nil {
			s.times = append(s.times, moment{start: start, end: end, value: s.toCome(start, store.Date(m[1]), written), mod: t.Mod})
		}
	case lang.DurationTime:
		if v := canonicalLength(t.Value); v != "" {
			if s.lengthened(start, end, v) {
				return
			}
			s.lengths = append(s.lengths, length{start: start, end: end, value: v, hedge: t.Hedge})
		}
	}
}

// toCome moves the day of a weekday a week on where somebody "flies" or "sees" another on it: a report tells what is past
// in the past tense.
func (s *sentence) toCome(at int, day, written store.Date) store.Date {
	gap, ok := apart(day, written)
	if !ok || gap > 6 || day >= written || !s.body() || !s.weekday(at) {
		return day
	}
	for i := at - 1; i >= max(0, at-12); i-- {
		if s.hasIn("ahead-verb", i, i+1) && !s.quoted[i] {
			t, _ := day.Time() // apart has read it
			return store.Date(t.AddDate(0, 0, 7).Format("2006-01-02"))
		}
		if s.hasIn("say-verb", i, i+1) {
			return day
		}
	}
	return day
}

// weekday reports whether a time begins with the name of a weekday.
func (s *sentence) weekday(at int) bool { return s.hasIn("weekday", at, at+1) }

// tokensOf returns the tokens of bytes of the sentence.
func (s *sentence) tokensOf(from, to int) (start, end int) {
	start, end = len(s.tokens), 0
	for i, t := range s.tokens {
		if t.End > from && t.Start < to {
			start, end = min(start, i), max(end, i+1)
		}
	}
	return start, end
}

var clockLength = regexp.MustCompile(`^PT(?:(\d{1,5})H)?(?:(\d{1,5})M)?$`)

// canonicalLength writes hours and minutes in minutes, as packs do; days stay days. What has no number is "".
func canonicalLength(value string) string {
	if m := clockLength.FindStringSubmatch(value); m != nil {
		hours, _ := strconv.Atoi(m[1])   // digits by the pattern, or nothing
		minutes, _ := strconv.Atoi(m[2]) // likewise
		if total := hours*60 + minutes; total > 0 {
			return "PT" + strconv.Itoa(total) + "M"
		}
		return ""
	}
	if strings.HasPrefix(value, "P") && strings.HasSuffix(value, "D") && !strings.Contains(value, "X") {
		return value
	}
	return ""
}

// timesOf returns the days, months and years that a short text names.
func (d *document) timesOf(text string) []store.Date {
	var out []store.Date
	for _, t := range lang.Times(text, string(d.article.Published)) {
		if m := dayForm.FindStringSubmatch(t.Value); m != nil && t.Kind == lang.DateTime {
			out = append(out, store.Date(m[1]))
		}
	}
	return out
}

// lengthened adds minutes to the hours right before them: "a two-hour-and-16-minute meeting".
func (s *sentence) lengthened(start, end int, value string) bool {
	k := len(s.lengths) - 1
	if k < 0 || s.norm(start-1) != "and" || s.lengths[k].end != start-1 {
		return false
	}
	hours, minutes := clockMinutes(s.lengths[k].value), clockMinutes(value)
	if hours < 60 || hours%60 != 0 || minutes == 0 || minutes >= 60 {
		return false
	}
	s.lengths[k].value, s.lengths[k].end = "PT"+strconv.Itoa(hours+minutes)+"M", end
	return true
}

// clockMinutes returns the minutes of a length in canonical form, 0 when it is one of days.
func clockMinutes(value string) int {
	n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(value, "PT"), "M"))
	if err != nil {
		return 0
	}
	return n
}
