package journal

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"readout/bot"
)

// asked writes down a question of somebody, answered.
func asked(t *testing.T, j *Journal, id, user, text string) bot.Message {
	t.Helper()
	m := bot.Message{Platform: "p", Keys: []string{"from " + user + " " + id}, Conversation: "talk with " + user, User: user, Text: text}
	must[bool](t)(j.Accept(t.Context(), id, m))
	if err := j.Sending(t.Context(), id, bot.Answer{Status: bot.Abstained, Lead: "about " + text}); err != nil {
		t.Fatal(err)
	}
	return m
}

// After Forget no byte of what a person asked is in the database or its log, and what came before is still known.
func TestForgetLeavesNothing(t *testing.T) {
	path := empty(t)
	j := must[*Journal](t)(Open(t.Context(), path))
	const secret = "wombat"
	for n := range 50 {
		id := fmt.Sprint("a", n)
		asked(t, j, id, "ann-"+secret, secret+" question "+strings.Repeat("x", 40*n))
		_ = j.End(t.Context(), id, bot.Delivered)
		asked(t, j, fmt.Sprint("b", n), "bob", "other")
		_ = j.End(t.Context(), fmt.Sprint("b", n), bot.Delivered)
	}
	for _, f := range []bot.Feedback{{Answer: "a1", User: "bob", Text: "no"}, {Answer: "b1", User: "ann-" + secret, Text: secret}} {
		if err := j.Feedback(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	m := asked(t, j, "open", "ann-"+secret, "forget me, "+secret)
	gone := must[bot.Forgotten](t)(j.Forget(t.Context(), "p/ann-"+secret))
	if gone != (bot.Forgotten{Questions: 50, Marks: 1}) {
		t.Errorf("forgot %+v", gone)
	}
	if left := must[[]bot.Entry](t)(j.Unended(t.Context(), "", 500)); len(left) != 1 || left[0].ID != "open" {
		t.Errorf("what is being answered is gone: %+v", left)
	}
	if err := j.End(t.Context(), "open", bot.Delivered); err != nil {
		t.Fatal(err)
	}
	if must[bool](t)(j.Accept(t.Context(), "again", m)) {
		t.Error("what came before is not known any more")
	}
	if people := must[[]string](t)(j.People(t.Context())); fmt.Sprint(people) != "[p/bob]" {
		t.Errorf("kept of %q", people)
	}
	if n := len(must[[]Dispute](t)(j.Disputed(t.Context(), time.Unix(0, 0)))); n != 0 {
		t.Errorf("%d disputes tell what was asked", n)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"", "-wal"} {
		data, err := os.ReadFile(path + suffix)
		if err == nil && bytes.Contains(data, []byte(secret)) {
			t.Errorf("%s still has it", path+suffix)
		}
	}
}

func TestReports(t *testing.T) {
	j := fresh(t)
	clock := time.Unix(1000, 0)
	j.now = func() time.Time { return clock }
	asked(t, j, "1", "ann", "What did Xi say?")
	clock = time.Unix(2000, 0)
	asked(t, j, "2", "bob", "what did xi say")
	must[bool](t)(j.Accept(t.Context(), "3", bot.Message{Platform: "p", Text: "known"}))
	_ = j.Sending(t.Context(), "3", bot.Answer{Status: bot.Answered, Lead: "yes"})
	_ = j.Feedback(t.Context(), bot.Feedback{Answer: "3", User: "bob", Text: "wrong day", At: clock})
	_ = j.Feedback(t.Context(), bot.Feedback{Answer: "1", User: "bob", Good: true, At: clock})
	for since, want := range map[int64]string{0: "2 1", 1500: "2", 3000: ""} {
		var ids []string
		for _, g := range must[[]Gap](t)(j.Unanswered(t.Context(), time.Unix(since, 0))) {
			ids = append(ids, g.ID)
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("since %d: got %q, want %q", since, got, want)
		}
	}
	d := must[[]Dispute](t)(j.Disputed(t.Context(), time.Unix(0, 0)))
	if len(d) != 1 || d[0].Asked != "known" || d[0].Comment != "wrong day" || d[0].Answer.Lead != "yes" || !d[0].At.Equal(clock) {
		t.Errorf("disputed %+v", d)
	}
}

// A journal of the first version is brought up to date: people, marks and keys are found as before.
func TestFirstVersion(t *testing.T) {
	path := empty(t)
	old := must[[]byte](t)(os.ReadFile("testdata/version1.sql"))
	db := connect(path, 1)
	if _, err := db.Exec(string(old)); err != nil {
		t.Fatal(err)
	}
	db.Close()
	j := must[*Journal](t)(Open(t.Context(), path))
	defer j.Close()
	if must[bool](t)(j.First(t.Context(), "k1")) || !must[bool](t)(j.First(t.Context(), "k2")) {
		t.Error("keys were not taken over")
	}
	x := must[bot.Exchange](t)(j.Recall(t.Context(), "Q"))
	if x.Message.Text != "who?" || x.Answer.Lead != "they" {
		t.Errorf("got %+v", x)
	}
	if gone := must[bot.Forgotten](t)(j.Forget(t.Context(), "p/u")); gone != (bot.Forgotten{Questions: 1, Marks: 1}) {
		t.Errorf("forgot %+v", gone)
	}
	if got := must[[]string](t)(query(t.Context(), j.readers, scanText, `SELECT sql FROM sqlite_schema WHERE name = 'received'`)); len(got) != 1 || !strings.Contains(got[0], "BLOB") {
		t.Errorf("table received: %q", got)
	}
}
