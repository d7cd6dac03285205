package extract

import (
	"fmt"
	"strings"
	"time"

	"readout/internal/lang"
	"readout/store"
)

// A moment is a calendar time that a sentence gives, resolved against the day of publication.
type moment struct {
	start, end int // tokens
	value      store.Date
	vague      bool // "recently"
}

// A length is a length of time that a sentence gives.
type length struct {
	start, end int
	value      string // "PT90M"
	hedge      string
}

// markTimes finds the days, months and years of a sentence.
func (d *document) markTimes(s *sentence) {
	anchor, ok := d.article.Published.Time()
	if len(d.article.Published) < len("2006-01-02") {
		ok = false
	}
	for _, w := range lang.Whens(s.tokens) {
		if v := resolve(s, w, anchor, ok); v != "" {
			s.times = append(s.times, moment{start: w.Start, end: w.End, value: v})
		}
	}
	for i := range s.tokens {
		if v := relativeDay(s, i, anchor, ok); v != "" {
			s.times = append(s.times, moment{start: i, end: i + 1, value: v})
		}
	}
	s.lengths = lengths(s)
}

// resolve makes a date of what is written: a weekday is the last one up to the day of publication, a month
// without a year the last one, "last September" the one before.
func resolve(s *sentence, w lang.When, anchor time.Time, anchored bool) store.Date {
	before := s.norm(w.Start - 1)
	switch {
	case w.Year > 0 && w.Month > 0 && w.Day > 0:
		return store.Date(fmt.Sprintf("%04d-%02d-%02d", w.Year, w.Month, w.Day))
	case w.Year > 0 && w.Month > 0:
		return store.Date(fmt.Sprintf("%04d-%02d", w.Year, w.Month))
	case w.Year > 0:
		return store.Date(fmt.Sprintf("%04d", w.Year))
	case !anchored:
		return ""
	case w.Month > 0:
		year := anchor.Year()
		day := max(w.Day, 1)
		t := time.Date(year, time.Month(w.Month), day, 0, 0, 0, 0, time.UTC)
		future := before == "next" || s.has("next") && w.Day > 0
		if t.After(anchor.AddDate(0, 0, 3)) && !future {
			year--
		}
		if t.Before(anchor) && before == "next" {
			year++
		}
		if before == "last" && year == anchor.Year() && time.Month(w.Month) == anchor.Month() {
			year--
		}
		if w.Day > 0 {
			return store.Date(fmt.Sprintf("%04d-%02d-%02d", year, w.Month, w.Day))
		}
		return store.Date(fmt.Sprintf("%04d-%02d", year, w.Month))
	case w.Weekday != "":
		return weekday(s, w, anchor)
	}
	return ""
}

func weekday(s *sentence, w lang.When, anchor time.Time) store.Date {
	back := 0
	for strings.ToLower(anchor.AddDate(0, 0, -back).Weekday().String()) != w.Weekday {
		back++
	}
	day := anchor.AddDate(0, 0, -back)
	ahead := s.norm(w.Start-1) == "next" || s.norm(w.Start-1) == "coming"
	for i := max(0, w.Start-12); i < w.Start && !ahead; i++ {
		switch s.norm(i) {
		case "will", "scheduled", "expected", "due", "planned", "plans":
			ahead = back > 0
		}
	}
	if ahead {
		day = day.AddDate(0, 0, 7)
	}
	return store.Date(day.Format("2006-01-02"))
}

func relativeDay(s *sentence, i int, anchor time.Time, anchored bool) store.Date {
	if !anchored {
		return ""
	}
	switch s.norm(i) {
	case "today", "tonight":
		return store.Date(anchor.Format("2006-01-02"))
	case "yesterday":
		return store.Date(anchor.AddDate(0, 0, -1).Format("2006-01-02"))
	case "tomorrow":
		return store.Date(anchor.AddDate(0, 0, 1).Format("2006-01-02"))
	case "month", "year":
		if s.norm(i-1) != "last" {
			return ""
		}
		if s.norm(i) == "year" {
			return store.Date(anchor.AddDate(-1, 0, 0).Format("2006"))
		}
		return store.Date(anchor.AddDate(0, -1, 1-anchor.Day()).Format("2006-01"))
	}
	return ""
}

var smallNumbers = map[string]int{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
	"nine": 9, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}

// lengths finds "90 minutes", "two and a half hours", "an hour and a half".
func lengths(s *sentence) []length {
	var out []length
	for i := range s.tokens {
		unit := strings.TrimSuffix(s.norm(i), "s")
		if unit != "minute" && unit != "hour" || i == 0 {
			continue
		}
		n, start, ok := numberBefore(s, i)
		if !ok {
			continue
		}
		end := i + 1
		if unit == "hour" {
			n *= 60
			if s.norm(i+1) == "and" && s.norm(i+2) == "a" && s.norm(i+3) == "half" {
				n, end = n+30, i+4
			}
		}
		out = append(out, length{start: start, end: end, value: fmt.Sprintf("PT%dM", n), hedge: hedgeBefore(s, start)})
	}
	return out
}

func numberBefore(s *sentence, i int) (n, start int, ok bool) {
	word := s.norm(i - 1)
	if v, err := fmt.Sscanf(word, "%d", &n); err == nil && v == 1 && n < 1000 {
		return n, i - 1, true
	}
	n, ok = smallNumbers[word]
	return n, i - 1, ok
}

func hedgeBefore(s *sentence, i int) string {
	switch w := s.norm(i - 1); w {
	case "about", "around", "nearly", "almost", "over", "roughly", "approximately":
		return w
	case "than":
		if p := s.norm(i - 2); p == "more" || p == "less" {
			return p + " than"
		}
	}
	return ""
}
