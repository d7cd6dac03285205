package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"readout/adapters/terminal"
	"readout/config"
	"readout/store"
)

const chatLong = `A conversation: type a question, get an answer with numbered sources. Follow-ups are
understood from the questions before. /sources shows links and quotations, /why how the
answer came about, /help the rest. When the input is no terminal, each line of it is answered
without a prompt.`

func (p *program) chatCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "chat",
		Short:   "Hold a conversation in the terminal",
		Long:    chatLong,
		Example: "  readout chat\n  readout chat < questions.txt",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return p.chat(cmd.Context()) },
	}
}

func (p *program) chat(ctx context.Context) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer s.close()
	c, err := s.store.Catalog(ctx)
	if err != nil {
		return fmt.Errorf("reading what the store knows: %w", err)
	}
	return terminal.New(terminal.Config{
		In: p.stdin, Out: p.stdout, Environ: p.environ,
		History: config.HistoryFile(p.environ), Greeting: greeting(c),
	}, s.answerer).Run(ctx)
}

func greeting(c store.Catalog) string {
	return fmt.Sprintf("Readout: %s, %s, %s. Ask, or type /help; Ctrl-D ends.",
		number(len(c.Articles), "article"), number(len(c.Meetings), "meeting"), number(c.Facts, "fact"))
}

// number writes a count with its noun: "1 article", "5 articles".
func number(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
