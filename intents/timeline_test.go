package intents

import (
	"strings"
	"testing"

	"readout/bot"
)

// TestMeetingsThemselves holds that who asks for the meetings gets each of them, and no comparison between two.
func TestMeetingsThemselves(t *testing.T) {
	r := New(builtin(t))
	for _, question := range []string{
		"Which meetings do you know?", "List all meetings", "Give me a timeline of the meetings", "How often did they meet?", "How many times did Obama and Putin meet?",
	} {
		a, err := r.Answer(t.Context(), bot.Question{Text: question})
		if err != nil {
			t.Fatal(err)
		}
		last := 0
		for _, meeting := range []string{"New York, 28 September 2015:", "Antalya, Turkey, 15 November 2015:", "Paris, November 2015:", "Hangzhou, 5 September 2016:"} {
			at := strings.Index(a.Text(), meeting)
			if at < last {
				t.Errorf("%s: %q is missing or out of order: %q", question, meeting, a.Text())
			}
			last = at
		}
		if len(a.Statements) != 4 {
			t.Errorf("%s: %d statements: %q", question, len(a.Statements), a.Text())
		}
	}
}
