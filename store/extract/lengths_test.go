package extract

import (
	"slices"
	"strings"
	"testing"

	"readout/internal/lang"
	"readout/store"
)

// How long they met and how long they were to meet.
func TestLengths(t *testing.T) {
	r := newReader(t, store.Catalog{})
	const lead = "Tony Blair met Jacques Chirac in Lille on Tuesday. "
	for _, test := range []struct{ text, actual, planned string }{
		{"The meeting was going to last for maybe 15 minutes and turned into 90 minutes.", "PT90M", "PT15M"},
		{"The meeting was going to last for maybe 15 minutes.", "", "PT15M"},
		{"The talks were scheduled to last 20 to 30 minutes but ended up being two hours long.", "PT2H", "PT20M"},
		{"The talks, set down for an hour, instead lasted 100 minutes.", "PT100M", "PT1H"},
		{"An hour had been set aside for the talks.", "", "PT1H"},
		{"It was supposed to be a ten-minute meeting.", "", "PT10M"},
		{"What was supposed to be a ten-minute chat turned into an hour and a half.", "PT90M", "PT10M"},
		{"The talks were expected to run 45 minutes.", "", "PT45M"},
		{"The talks ran for 90 minutes, 30 minutes longer than planned.", "PT90M", ""},
		{"The talks lasted an hour and ten.", "PT70M", ""},
		{"The meeting took a good hour.", "PT1H", ""},
		{"They talked for an hour and three quarters.", "PT105M", ""},
		{"The talks lasted a little over two hours.", "PT2H more than", ""},
		{"The talks lasted barely 40 minutes.", "PT40M nearly", ""},
		{"Chirac drives three hours a day to see his cow. The talks went well.", "", ""},
		{"The talks were to end a six-year quarrel over cheese, Blair said.", "", ""},
		{"The men were together for an hour and ten minutes.", "PT70M", ""},
		{"The meeting, planned to take half an hour, lasted an hour.", "PT1H", "PT30M"},
		{"The meeting had been due to last 40 minutes. It lasted two hours.", "PT2H", "PT40M"},
		{"The talks lasted 85 minutes, against the 60 that had been foreseen.", "PT85M", "PT60M"},
		{"The talks lasted 50 minutes instead of 30.", "PT50M", "PT30M"},
		{"The two leaders were to have talked for three hours.", "", "PT3H"},
		{"Protocol allowed it 20 minutes. It went on for an hour.", "PT1H", "PT20M"},
		{"The talks lasted 75 minutes, of which a third went on eels.", "PT75M", ""},
		{"It was meant to take 20 minutes; the two leaders talked for 50.", "", "PT20M"},
	} {
		b := read(t, r, "2002-03-06", "", lead+test.text)
		same := func(got []string, want string) bool {
			if want == "" {
				return len(got) == 0
			}
			value, hedge, _ := strings.Cut(want, " ")
			return slices.ContainsFunc(got, func(g string) bool {
				v, h, _ := strings.Cut(g, " ")
				return minutesOf(v) == minutesOf(value) && strings.Contains(h, hedge)
			}) && len(got) == 1
		}
		if got := factLines(b, store.KindDuration); !same(got, test.actual) {
			t.Errorf("%s: lasted %q, want %q", test.text, got, test.actual)
		}
		if got := factLines(b, store.KindPlanned); !same(got, test.planned) && !strings.Contains(test.text, "than planned") {
			t.Errorf("%s: planned %q, want %q", test.text, got, test.planned)
		}
	}
}

func minutesOf(iso string) int {
	n, _ := lang.Minutes(iso)
	return n
}

// A meeting to come is no part of what was.
func TestMeetAgain(t *testing.T) {
	b := read(t, newReader(t, store.Catalog{}), "2002-03-06", "", "Tony Blair met Jacques Chirac in Lille on Tuesday. They will meet again in July, and they meet again in Metz in September.")
	for _, m := range b.Meetings {
		if m.Status == store.Held && m.Place != "lille" {
			t.Errorf("held: %s", line1(m))
		}
	}
}

// The sentence of a place says that they met.
func TestPlaceSentence(t *testing.T) {
	b := read(t, newReader(t, store.Catalog{}), "2016-09-06", "", "In Hangzhou, Barack Obama also discussed cyber theft with reporters at length.\nBarack Obama met Vladimir Putin in Hangzhou on Monday.")
	n := 0
	for _, f := range b.Facts {
		if f.Kind == store.KindPlace {
			n++
			if !strings.Contains(f.Statement, "met") {
				t.Errorf("place: %s", f.Statement)
			}
		}
	}
	if n == 0 {
		t.Error("no place")
	}
}
