package intents

import (
	"strings"
	"testing"

	"readout/bot"
)

// TestEachTopic holds that an open question for what was discussed gets each topic of that meeting once.
func TestEachTopic(t *testing.T) {
	r := New(builtin(t))
	for question, topics := range map[string][]string{
		"What was discussed in Hangzhou?":                   {"discussed Syria", "Ukraine", "Cybersecurity"},
		"Apart from Syria, what was discussed in Hangzhou?": {"Ukraine", "Cybersecurity"},
		"What did Obama and Putin talk about at the UN?":    {"Syria", "Ukraine"},
		"What did Obama and Putin talk about in New York?":  {"Syria", "Ukraine"},
	} {
		a, err := r.Answer(t.Context(), bot.Question{Text: question})
		if err != nil {
			t.Fatal(err)
		}
		for _, topic := range topics {
			if strings.Count(a.Text(), topic) != 1 {
				t.Errorf("%s: %q should be told once: %q", question, topic, a.Text())
			}
		}
		if strings.HasPrefix(question, "Apart") && strings.Contains(a.Text(), "discussed Syria") {
			t.Errorf("%s: %q", question, a.Text())
		}
	}
}
