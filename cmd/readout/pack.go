package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"readout/store/pack"
)

const packLong = `Reviewed facts as files that a person edits: one file an article, records of
"name: value" lines. A mistake is named by file and line.`

func (p *program) packCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "pack",
		Short: "Check, import and export reviewed facts",
		Long:  packLong,
		Args:  cobra.ArbitraryArgs,
		RunE:  noCommand,
	}
	cmd.AddCommand(p.packCheckCommand(), p.packImportCommand(), p.packExportCommand())
	return cmd
}

func (p *program) packCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "check [FILE|DIR...]",
		Short:   "Check files of facts, or the built-in ones",
		Example: "  readout pack check my-article.rec\n  readout pack check",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return p.checkBuiltin()
			}
			for _, path := range args {
				pk, err := readPack(cmd.Context(), nil, path)
				if err != nil {
					return err
				}
				if err := p.reportPack(path, pk, "no mistakes"); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func (p *program) checkBuiltin() error {
	known, err := lexicon()
	if err != nil {
		return err
	}
	pk, err := pack.Read(pack.Files(), known)
	if err != nil {
		return err
	}
	return p.reportPack("the built-in facts", pk, "no mistakes")
}

func (p *program) packImportCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "import FILE|DIR...",
		Short:   "Store files of facts, replacing what is known of the same articles",
		Example: "  readout pack import my-article.rec",
		Args:    someArgs("a file or folder of facts"),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := p.open(cmd.Context())
			if err != nil {
				return err
			}
			defer s.close()
			for _, path := range args {
				if err := p.importPack(cmd.Context(), s, path); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func (p *program) importPack(ctx context.Context, s *session, path string) error {
	pk, err := readPack(ctx, s.store, path)
	if err != nil {
		return err
	}
	if err := pack.Load(ctx, s.store, pk); err != nil {
		return fmt.Errorf("importing %s: %w", path, err)
	}
	return p.reportPack(path, pk, "imported")
}

// counted writes a number with its noun: "1 fact", "2 facts".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func (p *program) reportPack(name string, pk pack.Pack, done string) error {
	_, err := fmt.Fprintf(p.stdout, "%s: %s, %s: %s\n", name, counted(len(pk.Batches), "article"), counted(pk.Facts(), "fact"), done)
	return err
}

func (p *program) packExportCommand() *cobra.Command {
	var dir string
	var ids []string
	cmd := &cobra.Command{
		Use:   "export [--dir DIR] [[--article] ARTICLE...]",
		Short: "Write what is known of articles (of all, when none is named) as files of facts",
		Example: "  readout pack export nbc-2016-09-05 > nbc.rec\n" +
			"  readout pack export --dir facts",
		ValidArgsFunction: p.completeArticles,
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := p.open(cmd.Context())
			if err != nil {
				return err
			}
			defer s.close()
			return p.exportPack(cmd.Context(), s, append(ids, args...), dir)
		},
	}
	cmd.Flags().StringArrayVar(&ids, "article", nil, "the article `ID`, as \"facts --article\" has it; may be given several times")
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("article", p.completeArticles))
	cmd.Flags().StringVar(&dir, "dir", "", "write one file an article into `DIR`, instead of all to standard output")
	return cmd
}

func (p *program) exportPack(ctx context.Context, s *session, articles []string, dir string) error {
	catalog, err := s.store.Catalog(ctx)
	if err != nil {
		return fmt.Errorf("listing the articles: %w", err)
	}
	if len(articles) == 0 {
		articles = articleIDs(catalog)
	}
	if dir != "" {
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return fmt.Errorf("making a directory for the files of facts: %w", err)
		}
	}
	for i, id := range articles {
		if err := knownArticle(catalog, id); err != nil {
			return err
		}
		if err := p.exportArticle(ctx, s, id, dir, i); err != nil {
			return fmt.Errorf("exporting %s: %w", id, err)
		}
	}
	return nil
}

// exportArticle writes the i-th of several articles.
func (p *program) exportArticle(ctx context.Context, s *session, id, dir string, i int) error {
	batch, err := pack.FromStore(ctx, s.store, id)
	if err != nil {
		return err
	}
	if dir == "" {
		if i > 0 {
			if _, err := io.WriteString(p.stdout, "\n"); err != nil {
				return err
			}
		}
		return pack.Write(p.stdout, batch)
	}
	f, err := os.Create(filepath.Join(dir, id+".rec"))
	if err != nil {
		return err
	}
	defer f.Close()
	if err := pack.Write(f, batch); err != nil {
		return err
	}
	return f.Close() // a full disk may show only here
}
