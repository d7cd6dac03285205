package lang

import (
	"reflect"
	"testing"
)

func TestHeldOn(t *testing.T) {
	for _, tt := range []struct {
		from, to, day string
		want          bool
	}{
		{"2012-05", "2016-06-30", "", true},
		{"2012-05", "2016-06-30", "2012-04-30", false},
		{"2012-05", "2016-06-30", "2012-05-01", true},
		{"2012-05", "2016-06-30", "2016-06-30", true},
		{"2012-05", "2016-06-30", "2016-07", false},
		{"2012-05", "2016-06-30", "2016", true},
		{"", "2016", "1999", true},
		{"", "2016", "2017-01-01", false},
		{"2012", "", "2030", true},
		{"", "", "2015-09-28", true},
	} {
		if got := (Office{From: tt.from, To: tt.to}).HeldOn(tt.day); got != tt.want {
			t.Errorf("held from %q to %q on %q: %v", tt.from, tt.to, tt.day, got)
		}
	}
}

func TestReadOffices(t *testing.T) {
	got := readOffices([]string{"president, france, 2012-05-15, 2017-05-14", "leader", "envoy,,2014,,more"})
	want := []Office{{"president", "france", "2012-05-15", "2017-05-14"}, {Role: "leader"}, {Role: "envoy", From: "2014"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("read %+v, want %+v", got, want)
	}
}

// An acronym that is a word of grammar counts in capitals only, a form marked as cased with a capital only.
func TestCasedNames(t *testing.T) {
	l := baseOf(t).With([]Name{
		{Key: "who-body", Full: "World Health Body", Aliases: []string{"WHO"}},
		{Key: "qqz-body", Full: "Qqz Body", Aliases: []string{"QQZ"}},
		{Key: "will-power", Full: "Will Power", Cased: []string{"Power", "IT"}},
	}, nil, nil)
	for text, want := range map[string]string{
		"who": "", "Who": "", "WHO": "who-body", "qqz": "qqz-body", "QQZ": "qqz-body",
		"power": "", "Power": "will-power", "POWER": "will-power", "it": "", "It": "", "IT": "will-power",
	} {
		got := ""
		for _, m := range l.Analyze(text).Matches {
			for _, s := range m.Senses {
				if s.Class == Named && l.names[s.Key] != nil {
					got = s.Key
				}
			}
		}
		if got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}
