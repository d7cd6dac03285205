package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"readout/store"
)

func (p *program) meetingsCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "meetings [--json]",
		Short:   "List the meetings that the articles report",
		Example: "  readout meetings",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return p.meetings(cmd.Context(), asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "write a JSON array")
	return cmd
}

func (p *program) meetings(ctx context.Context, asJSON bool) error {
	c, err := p.catalog(ctx)
	if err != nil {
		return err
	}
	if asJSON {
		var out []meetingJSON
		for _, m := range c.Meetings {
			out = append(out, newMeetingJSON(m))
		}
		return list(p, out)
	}
	names := map[string]string{}
	for _, n := range c.Names {
		names[n.Key] = n.Name
	}
	rows := [][]string{{"ID", "WHEN", "MEETING", "WHO", "STATUS"}}
	for _, m := range c.Meetings {
		rows = append(rows, []string{m.ID, days(m), m.Title, who(m, names), statusText(m.Status)})
	}
	return p.table(rows)
}

func days(m store.Meeting) string {
	if m.To == "" || m.To == m.From {
		return string(m.From)
	}
	return string(m.From + " to " + m.To)
}

func who(m store.Meeting, names map[string]string) string {
	shown := make([]string, len(m.People))
	for i, key := range m.People {
		shown[i] = key
		if name := names[key]; name != "" {
			shown[i] = name
		}
	}
	return strings.Join(shown, ", ")
}

func statusText(s store.Status) string {
	if s == store.Held {
		return "held"
	}
	return string(s)
}

type meetingJSON struct {
	ID       string     `json:"id"`
	Title    string     `json:"title"`
	People   []string   `json:"people"`
	Place    string     `json:"place"`
	From     store.Date `json:"from"`
	To       store.Date `json:"to"`
	Occasion string     `json:"occasion"`
	Names    []string   `json:"names"`
	Status   string     `json:"status"`
}

func newMeetingJSON(m store.Meeting) meetingJSON {
	return meetingJSON{ID: m.ID, Title: m.Title, People: orEmpty(m.People), Place: m.Place, From: m.From, To: m.To,
		Occasion: m.Occasion, Names: orEmpty(m.Names), Status: statusText(m.Status)}
}
