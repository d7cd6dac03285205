package store

import (
	"fmt"
	"time"
)

// A Date is a day, month or year in ISO 8601 form: "2015-11-15", "2015-11" or "2015". "" means unknown.
type Date string

var dateLayouts = [...]string{"2006-01-02", "2006-01", "2006"}

// ParseDate checks that s is a date of any of the three precisions.
func ParseDate(s string) (Date, error) {
	for _, layout := range dateLayouts {
		if _, err := time.Parse(layout, s); err == nil {
			return Date(s), nil
		}
	}
	return "", fmt.Errorf("%q is not a date: write 2015-11-15, 2015-11 or 2015", s)
}

// Time returns the first moment of the date in UTC; false when it is empty or malformed.
func (d Date) Time() (time.Time, bool) {
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, string(d)); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// Format writes the date as people read it: "15 November 2015", "November 2015", "2015".
func (d Date) Format() string {
	t, ok := d.Time()
	switch {
	case !ok:
		return string(d)
	case len(d) == len("2006"):
		return t.Format("2006")
	case len(d) == len("2006-01"):
		return t.Format("January 2006")
	}
	return t.Format("2 January 2006")
}

// Year returns the year, or 0 when it is unknown.
func (d Date) Year() int {
	if t, ok := d.Time(); ok {
		return t.Year()
	}
	return 0
}
