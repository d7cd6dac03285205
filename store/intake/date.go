package intake

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"readout/internal/lang"
	"readout/store"
)

var (
	isoDay   = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\D|$)`)
	isoMonth = regexp.MustCompile(`^(\d{4})-(\d{2})$`)
	packed   = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?$`)
	unixTime = regexp.MustCompile(`^\d{10}(?:\d{3})?$`)
	numeric  = regexp.MustCompile(`^(?:\D*\s)?(\d{1,2})([./-])(\d{1,2})([./-])(\d{4})(?:\D|$)`)
	inPath   = regexp.MustCompile(`/((?:19|20)\d{2})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?:[/-]|$)`)
)

// maxDate is the longest text that is taken for a date, in bytes; lines under headlines carry clock and place, too.
const maxDate = 200

// ParseDate reads a day of publication in the forms in which pages, feeds and people write one: ISO 8601, RFC 1123,
// "Sept. 5, 2016, 2:34 PM EDT", "5 September 2016", "05.09.2016", "20160905", seconds since 1970. The day is the one
// printed, in the outlet's own time zone. "9/5/2016" is September in one country and May in another: of such a date
// only the year is kept. Empty when s names no date, or one that does not exist.
func ParseDate(s string) store.Date {
	s = strings.TrimSpace(s)
	if len(s) > maxDate {
		return ""
	}
	if m := isoDay.FindStringSubmatch(s); m != nil {
		return day(m[1], m[2], m[3])
	}
	if m := isoMonth.FindStringSubmatch(s); m != nil {
		return day(m[1], m[2], "")
	}
	if m := packed.FindStringSubmatch(s); m != nil {
		if d := day(m[1], m[2], m[3]); d != "" {
			return d
		}
	}
	if unixTime.MatchString(s) {
		n, _ := strconv.ParseInt(s[:10], 10, 64)
		return store.Date(time.Unix(n, 0).UTC().Format(time.DateOnly))
	}
	if m := numeric.FindStringSubmatch(s); m != nil {
		return numericDay(m[1], m[2], m[3], m[5])
	}
	return worded(s)
}

// numericDay decides between day first and month first: dots are written with the day first, and a number above 12 is a day.
func numericDay(first, sep, second, year string) store.Date {
	a, _ := strconv.Atoi(first)
	b, _ := strconv.Atoi(second)
	switch {
	case sep == "." || a > 12 || a == b:
		return day(year, second, first)
	case b > 12:
		return day(year, first, second)
	}
	return day(year, "", "")
}

// worded reads a date with the name of its month. The most exact one counts, and of those the first.
func worded(s string) store.Date {
	var best store.Date
	for _, w := range lang.Whens(lang.Tokenize(s)) {
		if w.Year == 0 {
			continue
		}
		d := day(strconv.Itoa(w.Year), positive(w.Month), positive(w.Day))
		if w.Month == 0 && w.Day == 0 && strings.TrimSpace(s) != string(d) {
			continue // a lone year in a text is no date of publication: think of "© 2016"
		}
		if len(d) > len(best) {
			best = d
		}
	}
	return best
}

func positive(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// day puts a date together and checks that it exists.
func day(year, month, dayOfMonth string) store.Date {
	s := year
	for _, part := range []string{month, dayOfMonth} {
		if part == "" {
			break
		}
		n, err := strconv.Atoi(part)
		if err != nil {
			return ""
		}
		s += fmt.Sprintf("-%02d", n)
	}
	d, err := store.ParseDate(s)
	if err != nil || d.Year() < 1800 {
		return ""
	}
	return d
}

// dateInPath reads the day that many outlets put into their addresses: /2016/09/05/, /2016/sep/05/, /2016-09-05-.
func dateInPath(path string) store.Date {
	m := inPath.FindStringSubmatch(strings.ToLower(path))
	if m == nil {
		return ""
	}
	if m[2][0] >= 'a' {
		return worded(m[3] + " " + m[2] + " " + m[1])
	}
	return day(m[1], m[2], m[3])
}
