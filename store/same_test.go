package store

import "testing"

func TestSameMeeting(t *testing.T) {
	in := func(place string) string {
		return map[string]string{"hofburg": "vienna", "vienna": "austria"}[place]
	}
	base := Meeting{People: []string{"ada", "ben"}, Place: "vienna", From: "2014-05-06", Occasion: "forum-2014"}
	with := func(change func(m *Meeting)) Meeting {
		m := base
		change(&m)
		return m
	}
	for _, test := range []struct {
		name  string
		other Meeting
		want  bool
	}{
		{"itself", base, true},
		{"a day later", with(func(m *Meeting) { m.From = "2014-05-07" }), true},
		{"four days later", with(func(m *Meeting) { m.From = "2014-05-10" }), false},
		{"within its days", with(func(m *Meeting) { m.From, m.To = "2014-05-01", "2014-05-05" }), true},
		{"the month", with(func(m *Meeting) { m.From = "2014-05" }), true},
		{"another month", with(func(m *Meeting) { m.From = "2014-06" }), false},
		{"a building in the city", with(func(m *Meeting) { m.Place = "hofburg" }), true},
		{"the country", with(func(m *Meeting) { m.Place = "austria" }), true},
		{"another city", with(func(m *Meeting) { m.Place = "oslo" }), false},
		{"the series of the occasion", with(func(m *Meeting) { m.Occasion = "forum" }), true},
		{"another occasion", with(func(m *Meeting) { m.Occasion = "feast" }), false},
		{"a call", with(func(m *Meeting) { m.Status = Call }), false},
		{"announced", with(func(m *Meeting) { m.Status = Planned }), true},
		{"others as well", with(func(m *Meeting) { m.People = []string{"ada", "ben", "cyd"} }), true},
		{"one other", with(func(m *Meeting) { m.People = []string{"ada", "cyd"} }), false},
		{"one of them", with(func(m *Meeting) { m.People = []string{"ada"} }), false},
		{"neither day nor occasion", Meeting{People: base.People, Place: "vienna"}, false},
		{"the year and the place", Meeting{People: base.People, Place: "vienna", From: "2014"}, true},
		{"the year alone", Meeting{People: base.People, From: "2014"}, false},
		{"the day alone", Meeting{People: base.People, From: "2014-05-06"}, true},
		{"people alone", Meeting{People: base.People}, false},
	} {
		if got := SameMeeting(base, test.other, in); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
		if got := SameMeeting(test.other, base, in); got != test.want {
			t.Errorf("%s, turned round: %v, want %v", test.name, got, test.want)
		}
	}
}
