package lang

import (
	"strconv"
	"strings"
)

// A When is a time as far as a text gives it: zero fields are unsaid. Tokens[Start:End] name it.
type When struct {
	Year, Month, Day int
	Weekday          string // "monday"
	Start, End       int
}

var months = map[string]int{
	"january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5, "june": 6, "jun": 6,
	"july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9, "october": 10, "oct": 10,
	"november": 11, "nov": 11, "december": 12, "dec": 12,
}

var weekdays = map[string]string{
	"monday": "monday", "tuesday": "tuesday", "wednesday": "wednesday", "thursday": "thursday", "friday": "friday",
	"saturday": "saturday", "sunday": "sunday", "mon": "monday", "tue": "tuesday", "tues": "tuesday", "wed": "wednesday",
	"thu": "thursday", "thurs": "thursday", "fri": "friday", "sat": "saturday", "sun": "sunday",
}

// Whens finds the calendar times that tokens name: "5 September 2016", "Sept. 5th", "2016-09-05", "last November",
// "2015", "Monday". Relative ones ("last year") are not resolved here.
func Whens(tokens []Token) []When {
	var out []When
	for i := 0; i < len(tokens); i++ {
		if w, ok := whenAt(tokens, i); ok {
			out = append(out, w)
			i = w.End - 1
		}
	}
	return out
}

func whenAt(tokens []Token, i int) (When, bool) {
	w := When{Start: i, End: i + 1}
	if i >= len(tokens) {
		return w, false
	}
	at := func(j int) string {
		if j >= 0 && j < len(tokens) {
			return tokens[j].Norm
		}
		return ""
	}
	if y, ok := year(at(i)); ok {
		if m, okm := number(at(i+1), 12); okm && i+2 < len(tokens) && tokens[i+1].Joined && tokens[i+2].Joined {
			if d, okd := number(at(i+2), 31); okd {
				return When{y, m, d, "", i, i + 3}, true
			}
		}
		w.Year = y
		return w, true
	}
	if day, ok := weekdays[at(i)]; ok && (len(at(i)) > 4 || tokens[i].Capital) {
		w.Weekday = day
		if rest, ok := whenAt(tokens, i+1); ok && rest.Month > 0 && rest.Weekday == "" {
			rest.Weekday, rest.Start = day, i
			return rest, true
		}
		return w, true
	}
	if m, ok := month(tokens, i); ok {
		w.Month = m
		if d, ok := ordinalDay(at(i + 1)); ok {
			w.Day, w.End = d, i+2
		}
		return withYear(tokens, w), true
	}
	if d, ok := ordinalDay(at(i)); ok {
		j := i + 1
		if at(j) == "of" {
			j++
		}
		if j < len(tokens) {
			if m, ok := month(tokens, j); ok {
				w.Day, w.Month, w.End = d, m, j+1
				return withYear(tokens, w), true
			}
		}
	}
	return w, false
}

func withYear(tokens []Token, w When) When {
	j := w.End
	if j < len(tokens) && tokens[j].Norm == "of" {
		j++
	}
	if j < len(tokens) {
		if y, ok := year(tokens[j].Norm); ok {
			w.Year, w.End = y, j+1
		}
	}
	return w
}

// month reads a month's name. "may", "mar", "sun" and the like count only with a capital or beside a number.
func month(tokens []Token, i int) (int, bool) {
	t := tokens[i]
	m, ok := months[t.Norm]
	if !ok {
		return 0, false
	}
	if t.Norm == "may" || t.Norm == "march" || t.Norm == "mar" || t.Norm == "dec" || t.Norm == "jan" {
		near := func(j int) bool {
			return j >= 0 && j < len(tokens) && tokens[j].Norm != "" && tokens[j].Norm[0] >= '0' && tokens[j].Norm[0] <= '9'
		}
		if !near(i-1) && !near(i+1) && (!t.Capital || t.First) && !(i > 0 && tokens[i-1].Norm == "in") {
			return 0, false
		}
	}
	return m, true
}

func year(s string) (int, bool) {
	if len(s) != 4 {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 1900 && n < 2100
}

func number(s string, most int) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && len(s) <= 2 && n >= 1 && n <= most
}

func ordinalDay(s string) (int, bool) {
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		s = strings.TrimSuffix(s, suffix)
	}
	return number(s, 31)
}

// Fits reports whether an ISO 8601 date (any precision) does not contradict w.
func (w When) Fits(date string) bool {
	part := func(from, to int) int {
		if len(date) < to {
			return 0
		}
		n, _ := strconv.Atoi(date[from:to])
		return n
	}
	same := func(want, have int) bool { return want == 0 || have == 0 || want == have }
	return date != "" && same(w.Year, part(0, 4)) && same(w.Month, part(5, 7)) && same(w.Day, part(8, 10))
}
