package store

import (
	"slices"
	"strings"
	"time"
)

// maxApart is how many days two accounts of one meeting may be apart: time zones, and "Sunday" of a dinner that
// ends after midnight.
const maxApart = 2

// SameMeeting reports whether two accounts are of one meeting: all people of the shorter list are in the other,
// at least two; the days are at most two apart (of reduced precision: one within the other); places and
// occasions do not exclude each other; and one of day, place and occasion speaks for it. A telephone call is no
// meeting in a room. The function in gives the place that a place lies in, "" when unknown; nil knows none.
func SameMeeting(a, b Meeting, in func(place string) string) bool {
	if (a.Status == Call) != (b.Status == Call) || !samePeople(a.People, b.People) {
		return false
	}
	if a.ID != "" && a.ID == b.ID {
		return true
	}
	day := compareDays(a, b)
	place := comparePlaces(a.Place, b.Place, in)
	occasion := compareOccasions(a.Occasion, b.Occasion)
	if day == differs || place == differs || occasion == differs {
		return false
	}
	// A year, or a place, alone is where people may have met more than once.
	return day == agrees || occasion == agrees && day != differs || place == agrees && day == vague
}

// likeness is how two accounts compare in one respect.
type likeness uint8

const (
	unsaid  likeness = iota // one of them does not say
	differs                 // they cannot both be true of one meeting
	vague                   // they agree, but only roughly: the same month or year
	agrees
)

func samePeople(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	for _, key := range a {
		if !slices.Contains(b, key) {
			return false
		}
	}
	return len(a) >= 2
}

func compareDays(a, b Meeting) likeness {
	if a.From == "" || b.From == "" {
		return unsaid
	}
	const day = len("2006-01-02")
	if len(a.From) < day || len(b.From) < day {
		n := min(len(a.From), len(b.From))
		if a.From[:n] == b.From[:n] {
			return vague
		}
		return differs
	}
	a1, a2, ok := days(a)
	b1, b2, ok2 := days(b)
	if !ok || !ok2 {
		return differs
	}
	const apart = maxApart * 24 * time.Hour
	if a1.Sub(b2) > apart || b1.Sub(a2) > apart {
		return differs
	}
	return agrees
}

// days returns the first and the last day of a meeting.
func days(m Meeting) (from, to time.Time, ok bool) {
	from, ok = m.From.Time()
	to = from
	if t, last := m.To.Time(); last && t.After(from) {
		to = t
	}
	return from, to, ok
}

func comparePlaces(a, b string, in func(string) string) likeness {
	switch {
	case a == "" || b == "":
		return unsaid
	case within(a, b, in) || within(b, a, in):
		return agrees
	}
	return differs
}

// maxNesting is how many places lie in one another at most: room, building, city, region, country, continent.
const maxNesting = 6

// within reports whether a place is another or lies in it.
func within(place, other string, in func(string) string) bool {
	for range maxNesting {
		if place == other {
			return true
		}
		if in == nil || place == "" {
			return false
		}
		place = in(place)
	}
	return false
}

func compareOccasions(a, b string) likeness {
	switch {
	case a == "" || b == "":
		return unsaid
	case a == b:
		return agrees
	case strings.HasPrefix(a, b+"-") || strings.HasPrefix(b, a+"-"): // a series and one of it: "g20", "g20-2016"
		return unsaid
	}
	return differs
}
