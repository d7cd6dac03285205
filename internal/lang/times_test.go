package lang

import (
	"fmt"
	"strings"
	"testing"
)

// timesOf writes the times of a text: "words = value", with what limits them.
func timesOf(text, anchor string) string {
	var out []string
	for _, t := range Times(text, anchor) {
		s := fmt.Sprintf("%s=%s", text[t.Start:t.End], t.Value)
		for _, more := range []string{t.Hedge, t.Mod, t.Zone} {
			if more != "" {
				s += " " + more
			}
		}
		if t.Relative {
			s += " rel"
		}
		out = append(out, s)
	}
	return strings.Join(out, " | ")
}

// 2016-09-07 is a Wednesday.
const pressDay = "2016-09-07"

func TestTimesDates(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"They dined on September 5, 2016, in Lakeside.", "September 5, 2016=2016-09-05"},
		{"The pact dates from 5 September 2016.", "5 September 2016=2016-09-05"},
		{"It was signed on the 5th of September, 1987.", "the 5th of September, 1987=1987-09-05"},
		{"Signed Nov 10th, 2016.", "Nov 10th, 2016=2016-11-10"},
		{"LAKESIDE, Sept. 5 (Wire) -- The two sat down.", "Sept. 5=2016-09-05 rel"},
		{"Stamp 2016-09-05 and 9/5/2016.", "2016-09-05=2016-09-05 | 9/5/2016=2016-09-05"},
		{"The sixteenth of May passed; May 16 too.", "The sixteenth of May=2016-05-16 rel | May 16=2016-05-16 rel"},
		{"They may march on, and may meet.", ""},
		{"The two met in July and in May 2014.", "July=2016-07 rel | May 2014=2014-05"},
		{"Theresa May arrived with April Jones.", ""},
		{"In 2015, the pair met in November.", "2015=2015 | November=2015-11 rel"},
		{"It began in the 1980s, not the '70s or the nineties.", "the 1980s=1980s | the '70s=1970s | the nineties=1990s"},
		{"The worst row of the 20th century.", "the 20th century=19XX"},
		{"© 2025 Lake Press. Copyright 2024. (c) 2016 Lake", ""},
		{"Copyright © 2019-2025 Lake Press", ""},
		{"$2016 for 2016 people? No: 1,998 of them.", "2016=2016"},
		{"Talks are held September 4-5 in Lakeside.", "September 4=2016-09-04 rel | 5=2016-09-05 rel"},
		{"They met on 15 and 16 November 2015.", "15=2015-11-15 | 16 November 2015=2015-11-16"},
		{"He stays from Monday to Friday.", "Monday=2016-09-05 rel | Friday=2016-09-02 rel"},
		{"It closed at the end of 2014. It opened in late August.", "the end of 2014=2014 end | late August=2016-08 end rel"},
		{"In nineteen ninety-six they fell out.", "nineteen ninety-six=1996"},
	} {
		if got := timesOf(tt.text, pressDay); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

func TestTimesRelative(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"They met Monday.", "Monday=2016-09-05 rel"},
		{"They met on Wednesday.", "Wednesday=2016-09-07 rel"},
		{"They will meet on Monday.", "Monday=2016-09-12 rel"},
		{"On Friday the envoys will return.", "Friday=2016-09-09 rel"},
		{"They met last Wednesday and meet next Tuesday.", "last Wednesday=2016-08-31 rel | next Tuesday=2016-09-13 rel"},
		{"On September 2, they quarrelled. The previous Sunday they had dined.", "September 2=2016-09-02 rel | The previous Sunday=2016-08-28 rel"},
		{"He left yesterday, sleeps today, speaks tomorrow.", "yesterday=2016-09-06 rel | today=2016-09-07 rel | tomorrow=2016-09-08 rel"},
		{"They dine tonight, after talks this morning.", "tonight=2016-09-07TNI rel | this morning=2016-09-07TMO rel"},
		{"It was agreed last month, not this week.", "last month=2016-08 rel | this week=2016-W36 rel"},
		{"They fell out earlier this year.", "earlier this year=2016 before rel"},
		{"Three days ago they spoke.", "Three days ago=2016-09-04 rel"},
		{"They quarrelled. Two weeks later they spoke.", "Two weeks later=XXXX-XX-XX rel"},
		{"They met on August 1 and two weeks later spoke.", "August 1=2016-08-01 rel | two weeks later=2016-08-15 rel"},
		{"They met on Monday. The following day he flew home.", "Monday=2016-09-05 rel | The following day=2016-09-06 rel"},
		{"He spoke Friday night.", "Friday night=2016-09-02TNI rel"},
		{"They met last fall and last July.", "last fall=2015-FA rel | last July=2016-07 rel"},
		{"He rested over the weekend and every Monday.", "every Monday=XXXX-WXX-1"},
	} {
		if got := timesOf(tt.text, pressDay); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

func TestTimesWithoutAnchor(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"They met Monday.", "Monday=XXXX-WXX-1 rel"},
		{"They met on Sept. 5, yesterday.", "Sept. 5=XXXX-09-05 rel | yesterday=XXXX-XX-XX rel"},
		{"They met last month, in July.", "last month=XXXX-XX rel | July=XXXX-07 rel"},
		{"It was three years ago.", "three years ago=XXXX rel"},
		{"They met on Monday, September 5, 2016.", "Monday, September 5, 2016=2016-09-05"},
	} {
		if got := timesOf(tt.text, ""); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

func TestTimesDurations(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"They spoke for ninety minutes.", "ninety minutes=PT90M"},
		{"They spoke for an hour and a half.", "an hour and a half=PT90M"},
		{"They spoke for an hour and ten.", "an hour and ten=PT70M"},
		{"An hour and ten people left.", "An hour=PT1H"},
		{"They spoke for an hour and three quarters.", "an hour and three quarters=PT105M"},
		{"It took two and a quarter hours.", "two and a quarter hours=PT135M"},
		{"It took the best part of an hour.", "the best part of an hour=PT1H nearly"},
		{"They spoke for a good hour.", "a good hour=PT1H"},
		{"The 90-minute talk was long.", "90-minute=PT90M"},
		{"It took nearly two hours.", "nearly two hours=PT2H nearly"},
		{"A two-and-a-half-hour lunch.", "two-and-a-half-hour=PT150M"},
		{"They had half an hour.", "half an hour=PT30M"},
		{"It ran one hour and 40 minutes.", "one hour and 40 minutes=PT100M"},
		{"It went on for a day and a half.", "a day and a half=PT36H"},
		{"It lasted 45 min.", "45 min=PT45M"},
		{"More than three weeks went by.", "More than three weeks=P3W more than"},
		{"It lasted about an hour, up to 70 minutes.", "about an hour=PT1H about | up to 70 minutes=PT70M at most"},
		{"An hour-long chat, two to three hours of dinner.", "An hour-long=PT1H | two to three hours=PT2H at least"},
		{"In the past three months, several days were lost.", "the past three months=P3M | several days=PXD"},
		{"The 64-year-old was second.", ""},
		{"A 90-plus minutes row.", "90-plus minutes=PT90M more than"},
		{"It took 1.5 hours or so.", "1.5 hours or so=PT90M about"},
		{"The hour and a half talk; three-quarters of an hour more.", "hour and a half=PT90M | three-quarters of an hour=PT45M"},
	} {
		if got := timesOf(tt.text, pressDay); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

func TestTimesClock(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"It began at 6:40 p.m. and ended at midnight.", "6:40 p.m.=T18:40 | midnight=T24:00"},
		{"It began at 18:40 GMT.", "18:40 GMT=T18:40 Z"},
		{"Updated 10:30 AM EDT, Mon September 5, 2016", "10:30 AM EDT, Mon September 5, 2016=2016-09-05T10:30 -04:00"},
		{"They sat down on Monday at 3 p.m. local time.", "Monday at 3 p.m. local time=2016-09-05T15:00 ? rel"},
		{"They met at noon on Tuesday, at 10 o'clock too.", "noon on Tuesday=2016-09-06T12:00 rel | 10 o'clock=T10:00"},
		{"At 8:30 in the evening. Stamped September 5, 2016 18:05.", "8:30 in the evening=T20:30 | September 5, 2016 18:05=2016-09-05T18:05"},
		{"The score was 3:10 and I am 6.", ""},
	} {
		if got := timesOf(tt.text, pressDay); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

func FuzzTimes(f *testing.F) {
	for _, s := range []string{"Sept. 4-5, 2016", "at 6:40 p.m. on Monday", "© 2025", "two-and-a-half-hour", "o\u2019clock", "15 and 16 November '98", "an hour and", "the 20th", "9/", "2016-09-05T18:40Z (GMT", "\xff\u00a0may"} {
		f.Add(s, pressDay)
		f.Add(s, "")
	}
	f.Fuzz(func(t *testing.T, text, anchor string) {
		end := 0
		for _, x := range Times(text, anchor) {
			if x.Start < end || x.End <= x.Start || x.End > len(text) {
				t.Fatalf("%q: %+v after %d", text, x, end)
			}
			if x.Value == "" || x.Kind == "" {
				t.Fatalf("%q: %+v says nothing", text, x)
			}
			end = x.End
		}
	})
}

func BenchmarkTimes(b *testing.B) {
	text := strings.Repeat("The two sat down on Monday, Sept. 5, for more than ninety minutes at the lakeside inn, an aide said. "+
		"Their last encounter, in November 2015, had run an hour and a half. They will speak again next week at 3 p.m. local time. ", 13)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Times(text, pressDay)
	}
}
