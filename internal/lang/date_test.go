package lang

import (
	"slices"
	"testing"
)

func TestWhens(t *testing.T) {
	for text, want := range map[string][]When{
		"5 September 2016":          {{Year: 2016, Month: 9, Day: 5, End: 3}},
		"on Sept. 5th, 2016":        {{Year: 2016, Month: 9, Day: 5, Start: 1, End: 4}},
		"2016-09-05":                {{Year: 2016, Month: 9, Day: 5, End: 3}},
		"the 28th of September":     {{Month: 9, Day: 28, Start: 1, End: 4}},
		"November of 2015":          {{Year: 2015, Month: 11, End: 3}},
		"last November":             {{Month: 11, Start: 1, End: 2}},
		"2015 or 2016":              {{Year: 2015, End: 1}, {Year: 2016, Start: 2, End: 3}},
		"Monday":                    {{Weekday: "monday", End: 1}},
		"Monday, 28 September 2015": {{Year: 2015, Month: 9, Day: 28, Weekday: "monday", End: 4}},
		"Sun":                       {{Weekday: "sunday", End: 1}},
		"the sun rose":              nil,
		"May they march?":           nil,
		"in may":                    {{Month: 5, Start: 1, End: 2}},
		"3 march":                   {{Month: 3, Day: 3, End: 2}},
		"they may agree":            nil,
		"90 minutes":                nil,
		"1899 and 2100":             nil,
		"2016-13-05":                {{Year: 2016, End: 1}},
		"32 September":              {{Month: 9, Start: 1, End: 2}},
		"":                          nil,
	} {
		if got := Whens(Tokenize(text)); !slices.Equal(got, want) {
			t.Errorf("Whens(%q) = %+v, want %+v", text, got, want)
		}
	}
}

func TestFits(t *testing.T) {
	for _, tt := range []struct {
		w    When
		date string
		want bool
	}{
		{When{Year: 2016}, "2016-09-05", true},
		{When{Year: 2016}, "2015-09-28", false},
		{When{Month: 9}, "2016-09-05", true},
		{When{Month: 9}, "2016", true},
		{When{Month: 9, Day: 4}, "2016-09-05", false},
		{When{Month: 9, Day: 4}, "2016-09", true},
		{When{Weekday: "monday"}, "2016-09-05", true},
		{When{Year: 2016}, "", false},
		{When{Year: 2016}, "soon", true}, // nothing in it contradicts
	} {
		if got := tt.w.Fits(tt.date); got != tt.want {
			t.Errorf("%+v fits %q: %v", tt.w, tt.date, got)
		}
	}
}

func FuzzWhens(f *testing.F) {
	for _, s := range []string{"5 Sept. 2016", "2016-09-05", "Monday, the 28th of September of 2015", "may 99", "st", "12th of"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tokens := Tokenize(text)
		end := 0
		for _, w := range Whens(tokens) {
			if w.Start < end || w.End <= w.Start || w.End > len(tokens) {
				t.Fatalf("%+v of %d tokens, after %d", w, len(tokens), end)
			}
			if w.Month < 0 || w.Month > 12 || w.Day < 0 || w.Day > 31 || w.Year != 0 && (w.Year < 1900 || w.Year > 2099) {
				t.Fatalf("no such time: %+v", w)
			}
			end = w.End
			w.Fits(text)
		}
	})
}
