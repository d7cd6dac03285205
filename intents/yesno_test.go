package intents

import (
	"strings"
	"testing"

	"readout/bot"
)

// TestThereOrNot holds that who somebody is does not show that they were there, that a fact which says so bears a
// verdict in whatever words, and that a comparison does not stand in its way.
func TestThereOrNot(t *testing.T) {
	r := New(builtin(t))
	for question, want := range map[string]string{
		"Was Peskov at the talks?":                "",
		"Was Staffan de Mistura at the meeting?":  "",
		"Was Kevin Liptak at the summit?":         "",
		"Was Susan Rice in the room in Turkey?":   "Yes.",
		"Was Kerry present in Hangzhou?":          "Yes.",
		"Did Kerry sit at the table in Hangzhou?": "Yes.",
		"Did Obama and Putin meet in Paris?":      "Yes.",
		"Is Lavrov the foreign minister?":         "Yes.",
		"Did Obama smile in New York?":            "No.",
	} {
		a, err := r.Answer(t.Context(), bot.Question{Text: question})
		if err != nil {
			t.Fatal(err)
		}
		if want == "" && a.Status != bot.Abstained || !strings.HasPrefix(a.Text(), want) {
			t.Errorf("%s: %s: %q", question, a.Status, a.Text())
		}
	}
}
