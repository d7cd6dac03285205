package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"time"

	"github.com/spf13/cobra"

	"readout/adapters/terminal"
	"readout/internal/lang"
	"readout/store"
	"readout/store/ingest"
	"readout/store/intake"
)

const ingestLong = `Reads articles and stores what they say of meetings, each fact with the passage it rests on:
text files (which may begin with "outlet:", "title:", "published:", "url:" and "author:" lines and a blank
line), HTML pages, JSON lines, directories of them, http(s) addresses, RSS and Atom feeds, or standard
input (-). The same article again changes nothing, a changed one replaces its facts; facts that a person
has reviewed stay. What cannot be read is named, and the rest goes on.`

type ingestFlags struct{ dry, json bool }

func (p *program) ingestCommand() *cobra.Command {
	var f ingestFlags
	cmd := &cobra.Command{
		Use:   "ingest [--dry-run] [--json] FILE|DIR|URL|FEED|-...",
		Short: "Read articles into facts that can be asked for at once",
		Long:  ingestLong,
		Example: "  readout ingest article.txt\n" +
			"  readout ingest --dry-run https://news.example/leaders-meet\n" +
			"  curl -s https://news.example/leaders-meet | readout ingest -",
		Args: someArgs("a file, a folder, an address or - for standard input"),
		RunE: func(cmd *cobra.Command, args []string) error { return p.ingest(cmd.Context(), f, args) },
	}
	cmd.Flags().BoolVar(&f.dry, "dry-run", false, "show what would be learnt, and store nothing")
	cmd.Flags().BoolVar(&f.json, "json", false, "write one JSON object an article")
	return cmd
}

func (p *program) ingest(ctx context.Context, f ingestFlags, things []string) error {
	c, err := p.settings()
	if err != nil {
		return err
	}
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	base, err := lang.Base()
	if err != nil {
		return err
	}
	into, err := ingest.Into(ctx, s.store, base)
	if err != nil {
		return err
	}
	catalog, err := s.store.Catalog(ctx)
	if err != nil {
		return fmt.Errorf("reading what the store knows: %w", err)
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()
	run := &ingestion{program: p, flags: f, into: into, bar: p.bar(things)}
	run.all(ctx, intake.Options{
		Stdin: p.stdin, Today: store.Date(time.Now().Format(time.DateOnly)), IDs: intake.NewIDs(catalog.Articles), Allow: c.FetchAllow, Version: version(),
	}, things)
	return run.close(ctx)
}

// An ingestion is one run of `readout ingest`.
type ingestion struct {
	program *program
	flags   ingestFlags
	into    *ingest.Ingester
	bar     *bar

	count          map[ingest.Status]int
	learnt, failed int
	err            error // what ended it
}

// all reads one thing after the other. When ctx is done, the article in hand is finished first.
func (r *ingestion) all(ctx context.Context, opt intake.Options, things []string) {
	r.count = map[ingest.Status]int{}
	for item, err := range intake.Read(ctx, opt, things...) {
		if ctx.Err() != nil {
			return
		}
		if err == nil {
			err = r.one(context.WithoutCancel(ctx), item)
		}
		if err != nil {
			r.fail(item, err)
		}
		if r.err != nil {
			return
		}
	}
}

// one reads an article, stores it and reports it.
func (r *ingestion) one(ctx context.Context, item intake.Item) error {
	do := r.into.Add
	if r.flags.dry {
		do = r.into.Try
	}
	o, err := do(ctx, item.Article)
	if err != nil {
		return err
	}
	r.count[o.Status]++
	r.learnt += o.Learnt()
	r.err = r.report(item, o)
	r.bar.step(item)
	return nil
}

// fail names what could not be read.
func (r *ingestion) fail(item intake.Item, err error) {
	r.failed++
	defer r.bar.step(item)
	r.bar.hide()
	var bad *intake.Problem
	if !errors.As(err, &bad) && item.Source != "" {
		err = fmt.Errorf("%s: %w", item.Source, err)
	}
	r.program.complain(err)
	if r.flags.json {
		r.err = r.encode(ingestJSON{Source: item.Source, Status: "failed", Error: err.Error()})
	}
}

func (r *ingestion) report(item intake.Item, o ingest.Outcome) error {
	r.bar.hide()
	if r.flags.json {
		return r.encode(newIngestJSON(item, o, r.flags.dry))
	}
	w := r.program.stdout
	text := fmt.Sprintf("%s: %s, %s", o.Batch.Article.ID, o.Status, counted(len(o.Batch.Facts), "fact"))
	for i, m := range o.Batch.Meetings {
		text += map[bool]string{true: "; ", false: ", "}[i == 0] + m.ID
	}
	if item.Partial {
		text += " (the page says that it shows only a part of the article)"
	}
	if _, err := fmt.Fprintln(w, terminal.Clean(text)); err != nil {
		return fmt.Errorf("writing the report: %w", err)
	}
	if !r.flags.dry {
		return nil
	}
	rows := [][]string{{"KIND", "MEETING", "RULE", "SURE", "STATEMENT"}}
	for _, fact := range o.Batch.Facts {
		rows = append(rows, []string{string(fact.Kind), fact.Meeting, fact.Rule, sure(fact), fact.Statement})
	}
	return r.program.table(rows)
}

// sure writes how sure a rule is of what it read: "0.85"; "" for what a person has reviewed.
func sure(f store.Fact) string {
	if f.Confidence == 0 {
		return ""
	}
	return fmt.Sprintf("%.2f", f.Confidence)
}

// close says what was done and what was not.
func (r *ingestion) close(ctx context.Context) error {
	r.bar.hide()
	if r.err != nil {
		return r.err
	}
	read := 0
	for _, n := range r.count {
		read += n
	}
	if !r.flags.json {
		text := fmt.Sprintf("%s: %d new, %d changed, %d unchanged, %d reviewed; %s learnt", counted(read, "article"),
			r.count[ingest.New], r.count[ingest.Changed], r.count[ingest.Unchanged], r.count[ingest.Reviewed], counted(r.learnt, "fact"))
		if r.flags.dry {
			text += "; nothing was stored"
		}
		if r.failed > 0 {
			text += fmt.Sprintf("; %d could not be read", r.failed)
		}
		fmt.Fprintln(r.program.stdout, text)
	}
	if ctx.Err() != nil {
		r.program.complain(errors.New("stopped: the articles reported above are stored, run the same command again to go on"))
		return status(statusFailure)
	}
	if r.failed > 0 {
		return status(statusFailure)
	}
	return nil
}

func (r *ingestion) encode(v ingestJSON) error {
	e := json.NewEncoder(r.program.stdout)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}

// ingestJSON is one line of `ingest --json`.
type ingestJSON struct {
	Source   string     `json:"source"`
	Status   string     `json:"status"`
	Error    string     `json:"error,omitempty"`
	Article  string     `json:"article,omitempty"`
	Meetings []string   `json:"meetings,omitempty"`
	Facts    int        `json:"facts"`
	Learnt   []factJSON `json:"learnt,omitempty"` // with --dry-run
}

func newIngestJSON(item intake.Item, o ingest.Outcome, facts bool) ingestJSON {
	out := ingestJSON{Source: item.Source, Status: string(o.Status), Article: o.Batch.Article.ID, Facts: len(o.Batch.Facts)}
	for _, m := range o.Batch.Meetings {
		out.Meetings = append(out.Meetings, m.ID)
	}
	if facts {
		for _, f := range o.Batch.Facts {
			out.Learnt = append(out.Learnt, newFactJSON(f))
		}
	}
	return out
}
