package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"readout/adapters/terminal"
	"readout/bot/journal"
	"readout/config"
	"readout/internal/lang"
)

const reportLong = `Lists what people asked on the platforms that the articles do not say, and which answers they marked
as wrong: what to add, and what to mend. Questions that differ only in case, marks and endings stand
together, the newest first. It goes back as far as READOUT_RETENTION, or --since: a day (2026-11-01)
or a length of time (7d). Nobody is named.`

func (p *program) reportCommand() *cobra.Command {
	var asJSON bool
	var since string
	cmd := &cobra.Command{
		Use:     "report [--json] [--since TIME]",
		Short:   "List what could not be answered, and what was marked as wrong",
		Long:    reportLong,
		Example: "  readout report --since 7d\n  readout report --json | jq -r '.unanswered[].question'",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return p.report(cmd.Context(), asJSON, since) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write a JSON object")
	cmd.Flags().StringVar(&since, "since", "", "from when on: a `TIME` such as 2026-11-01 or 7d")
	return cmd
}

// A report is what a curator has to see to.
type report struct {
	Unanswered []gap     `json:"unanswered"`
	Disputed   []dispute `json:"disputed"`
}

// A gap is a question that the articles do not answer, in all its wordings.
type gap struct {
	Question  string    `json:"question"` // as it was put last
	Count     int       `json:"count"`
	First     time.Time `json:"first"`
	Last      time.Time `json:"last"`
	Wordings  []string  `json:"wordings,omitempty"` // other ones, at most five
	Platforms []string  `json:"platforms"`
	Refs      []string  `json:"refs"` // of the newest, at most five
}

// A dispute is an answer that people marked as wrong.
type dispute struct {
	Question string    `json:"question"`
	Answer   string    `json:"answer,omitempty"` // "" when it is not kept any more
	Count    int       `json:"count"`
	First    time.Time `json:"first"`
	Last     time.Time `json:"last"`
	Comments []string  `json:"comments"`
	Refs     []string  `json:"refs"`
}

func (p *program) report(ctx context.Context, asJSON bool, since string) error {
	from, err := sinceTime(since, time.Now())
	if err != nil {
		return err
	}
	c, err := p.settings()
	if err != nil {
		return err
	}
	j, err := openJournal(ctx, c)
	if err != nil {
		return err
	}
	defer j.Close()
	r, err := gather(ctx, j, from)
	if err != nil {
		return err
	}
	if asJSON {
		e := json.NewEncoder(p.stdout)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(r); err != nil {
			return fmt.Errorf("writing JSON: %w", err)
		}
		return nil
	}
	return p.printReport(r)
}

// sinceTime reads a day or a length of time before now; "" is all there is.
func sinceTime(s string, now time.Time) (time.Time, error) {
	if s == "" {
		return time.Unix(0, 0), nil
	}
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return t, nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, nil
	}
	if d, err := config.ParseDuration(s); err == nil {
		return now.Add(-d), nil
	}
	return time.Time{}, usagef("--since %s is no time: write a day such as 2026-11-01, or a length of time such as 7d or 12h", s)
}

func gather(ctx context.Context, j *journal.Journal, from time.Time) (report, error) {
	gaps, err := j.Unanswered(ctx, from)
	if err != nil {
		return report{}, fmt.Errorf("reading what could not be answered: %w", err)
	}
	disputes, err := j.Disputed(ctx, from)
	if err != nil {
		return report{}, fmt.Errorf("reading what was marked as wrong: %w", err)
	}
	return report{groupGaps(gaps), groupDisputes(disputes)}, nil
}

// shown is how many wordings and references of one question are listed.
const shown = 5

// groupGaps puts equal questions together; they come newest first, and so do the groups.
func groupGaps(gaps []journal.Gap) []gap {
	out := []gap{}
	at := make(map[string]int)
	for _, g := range gaps {
		key := sameWords(g.Text)
		i, known := at[key]
		if !known {
			i = len(out)
			at[key] = i
			out = append(out, gap{Question: g.Text, Last: g.At})
		}
		o := &out[i]
		o.Count++
		o.First = g.At
		o.Refs = addTo(o.Refs, g.ID)
		if !slices.Contains(o.Platforms, g.Platform) {
			o.Platforms = append(o.Platforms, g.Platform)
		}
		if g.Text != o.Question {
			o.Wordings = addTo(o.Wordings, g.Text)
		}
	}
	return out
}

func groupDisputes(disputes []journal.Dispute) []dispute {
	out := []dispute{}
	at := make(map[string]int)
	for _, d := range disputes {
		key := sameWords(d.Asked)
		i, known := at[key]
		if !known {
			i = len(out)
			at[key] = i
			out = append(out, dispute{Question: d.Asked, Last: d.At, Comments: []string{}})
		}
		o := &out[i]
		o.Count++
		o.First = d.At
		o.Refs = addTo(o.Refs, d.ID)
		if d.Comment != "" && !slices.Contains(o.Comments, d.Comment) {
			o.Comments = append(o.Comments, d.Comment)
		}
		if d.Answer != nil {
			o.Answer = cmp.Or(o.Answer, d.Answer.Text())
		}
	}
	return out
}

// addTo adds a text to a short list in which it is not yet.
func addTo(list []string, s string) []string {
	if len(list) >= shown || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// sameWords is equal for questions that differ only in case, marks and endings.
func sameWords(text string) string {
	var b strings.Builder
	for _, t := range lang.Tokenize(text) {
		b.WriteString(t.Stem + " ")
	}
	return cmp.Or(b.String(), text)
}

func (p *program) printReport(r report) error {
	if len(r.Unanswered)+len(r.Disputed) == 0 {
		return p.say("Nothing that was asked went unanswered, and nothing was marked as wrong.\n")
	}
	var b strings.Builder
	if len(r.Unanswered) > 0 {
		fmt.Fprintf(&b, "Not in the articles:\n")
		for _, g := range r.Unanswered {
			fmt.Fprintf(&b, "  %s  %4d×  %s\n", g.Last.Format(time.DateOnly), g.Count, oneLine(g.Question))
		}
	}
	if len(r.Disputed) > 0 {
		fmt.Fprintf(&b, "Marked as wrong:\n")
		for _, d := range r.Disputed {
			fmt.Fprintf(&b, "  %s  %4d×  %s\n", d.Last.Format(time.DateOnly), d.Count, oneLine(d.Question))
			if d.Answer != "" {
				fmt.Fprintf(&b, "                     answered: %s\n", oneLine(d.Answer))
			}
			for _, c := range d.Comments {
				fmt.Fprintf(&b, "                     they say: %s\n", oneLine(c))
			}
		}
	}
	return p.say("%s", b.String())
}

// oneLine makes a text fit for a line of a terminal.
func oneLine(s string) string { return strings.Join(strings.Fields(terminal.Clean(s)), " ") }
