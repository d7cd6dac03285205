package main

import (
	"encoding/json"
	"fmt"
	"time"

	"readout/bot"
)

// answerJSON is an answer as the command-line contract shows it to programs.
type answerJSON struct {
	ID        json.RawMessage `json:"id,omitempty"`
	Status    bot.Status      `json:"status"`
	Text      string          `json:"text"` // without the list of sources
	Intent    string          `json:"intent"`
	Meetings  []string        `json:"meetings"`
	Citations []bot.Citation  `json:"citations"`
	Conflict  bool            `json:"conflict"`
	Suggest   []string        `json:"suggest,omitempty"` // with --json only
	Why       []string        `json:"why,omitempty"`     // with --json --why only
	Micros    int64           `json:"micros"`            // how long answering took
}

func newAnswerJSON(a bot.Answer, took time.Duration) answerJSON {
	j := answerJSON{
		Status: a.Status, Text: a.Text(), Intent: a.Intent, Meetings: a.Meetings,
		Citations: a.Citations, Conflict: a.Conflict, Micros: took.Microseconds(),
	}
	if j.Meetings == nil { // programs that read this expect lists, never null
		j.Meetings = []string{}
	}
	if j.Citations == nil {
		j.Citations = []bot.Citation{}
	}
	return j
}

func (p *program) showJSON(a bot.Answer, why bool, took time.Duration) error {
	j := newAnswerJSON(a, took)
	j.Suggest = a.Suggest
	if why {
		j.Why = a.Why
	}
	return p.writeJSON(j)
}

// writeJSON writes one object for programs to read, one line long.
func (p *program) writeJSON(v any) error {
	e := json.NewEncoder(p.stdout)
	e.SetEscapeHTML(false) // links and quotations stay readable
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}
