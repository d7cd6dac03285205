package bot

import (
	"context"
	"fmt"
	"strings"
	"unicode"
)

// forgetting are the ways to ask to be forgotten, as plain hears them.
var forgetting = map[string]bool{
	"forget me": true, "forget all about me": true, "forget everything about me": true, "forget what i asked": true,
	"forget everything i asked": true, "forget my questions": true, "forget my data": true, "delete me": true, "delete my data": true,
	"delete my questions": true, "delete everything about me": true, "delete all about me": true, "erase my data": true,
	"erase everything about me": true, "remove my data": true,
}

// plain writes a text in lower case, without marks, and without what politeness puts round it.
func plain(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return !unicode.IsLetter(c) && c != '\'' })
	for len(words) > 0 && (words[0] == "please" || words[0] == "readout") {
		words = words[1:]
	}
	for n := len(words); n > 0 && (words[n-1] == "please" || words[n-1] == "readout" || words[n-1] == "now"); n-- {
		words = words[:n-1]
	}
	return strings.Join(words, " ")
}

// wantsForgetting says whether somebody asks the bot to forget them. It never is something overheard.
func wantsForgetting(m Message) bool { return !m.Overheard && forgetting[plain(m.Text)] }

// forget removes what is kept of who asked, and says so. The message itself goes when it has been answered.
func (d *Desk) forget(ctx context.Context, m Message) (Answer, error) {
	a := Answer{Status: Smalltalk, Intent: "forget"}
	if m.Person() == "" {
		a.Lead = "I cannot tell here who you are, and keep nothing under your name."
		return a, nil
	}
	gone, err := d.journal.Forget(ctx, m.Person())
	if err != nil {
		return a, fmt.Errorf("forget a person: %w", err)
	}
	a.Lead = fmt.Sprintf("Done: I have forgotten what you asked (%s) and what you marked (%s). This message goes, too, now that it is answered; "+
		"what you can still read of our conversation is here, and not with me.", counted(gone.Questions, "question"), counted(gone.Marks, "mark"))
	return a, nil
}

// counted writes a number with its noun: "1 question", "5 questions".
func counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
