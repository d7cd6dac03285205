package intents

import (
	"slices"
	"testing"

	"readout/bot"
)

func TestOverview(t *testing.T) {
	r := New(builtin(t))
	o, err := r.Overview(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if o.Articles != 5 || len(o.Newest) != 5 || o.Facts < 150 || len(o.Meetings) < 4 {
		t.Fatalf("got %d articles, %d of them listed, %d facts, %d meetings", o.Articles, len(o.Newest), o.Facts, len(o.Meetings))
	}
	for i := 1; i < len(o.Newest); i++ {
		if o.Newest[i-1].Published < o.Newest[i].Published {
			t.Errorf("%s stands before the newer %s", o.Newest[i-1].Article, o.Newest[i].Article)
		}
	}
	if want := (bot.Occasion{ID: "2016-09-05-hangzhou", Name: "Hangzhou, 5 September 2016", From: "2016-09-05"}); !slices.Contains(o.Meetings, want) {
		t.Errorf("%+v is missing in %+v", want, o.Meetings)
	}
	for _, q := range o.Examples { // an example that is not answered would be a poor one
		a, err := r.Answer(t.Context(), bot.Question{Text: q})
		if err != nil || a.Status != bot.Answered && a.Status != bot.Smalltalk {
			t.Errorf("%s: %s, %v", q, a.Status, err)
		}
	}
}
