package intents

import (
	"strings"

	"readout/bot"
)

// join puts the answers to the questions of one message into one answer, numbering the sources anew.
func join(answers []bot.Answer) bot.Answer {
	out := bot.Answer{Status: bot.Abstained, Intent: answers[0].Intent}
	var leads []string
	for _, a := range answers {
		if a.Status == bot.Answered || out.Status == bot.Abstained && a.Status != bot.Abstained {
			out.Status = a.Status
		}
		if a.Lead != "" {
			leads = append(leads, a.Lead)
		}
		shift := len(out.Citations)
		for i, s := range a.Statements {
			s.Cites = append([]int(nil), s.Cites...)
			for j := range s.Cites {
				s.Cites[j] += shift
			}
			if i == 0 && len(leads) > 0 {
				s.Text = strings.Join(leads, " ") + " " + s.Text
				leads = nil
			}
			out.Statements = append(out.Statements, s)
		}
		for _, c := range a.Citations {
			c.N += shift
			out.Citations = append(out.Citations, c)
		}
		for _, m := range a.Meetings {
			out.Meetings = appendNew(out.Meetings, m)
		}
		out.Conflict = out.Conflict || a.Conflict
		for _, s := range a.Suggest {
			if len(out.Suggest) < 3 {
				out.Suggest = appendNew(out.Suggest, s)
			}
		}
		out.Why = append(out.Why, a.Why...)
	}
	out.Note = strings.Join(leads, " ")
	return out
}

func appendNew(list []string, s string) []string {
	for _, have := range list {
		if have == s {
			return list
		}
	}
	return append(list, s)
}
