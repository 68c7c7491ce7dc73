package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"gatehouse/server/journal"
	"gatehouse/server/store"
)

type backupCommand struct {
	File string `arg:"" help:"File to write, or - for standard output." type:"path"`
}

// Run writes a backup. A file appears under its name only when it is whole and on disk.
func (c *backupCommand) Run(p *program) error {
	return p.with(func(made *parts) error {
		if c.File == "-" {
			_, err := made.store.Backup(p.ctx, p.out)
			return err
		}
		report := p.progress("bytes")
		summary, err := writeWhole(c.File, func(w io.Writer) (store.Summary, error) {
			return made.store.Backup(p.ctx, &counted{Writer: w, report: report})
		})
		report(-1)
		if err != nil {
			return err
		}
		return p.print(summary, func(w io.Writer) { fmt.Fprintf(w, "Backed up %d rows to %s.\n", total(summary), c.File) })
	})
}

// counted reports how many bytes went through a file.
type counted struct {
	io.Writer
	io.ReadSeeker
	report func(done int)
	done   int
}

// Write writes and reports.
func (c *counted) Write(b []byte) (int, error) {
	n, err := c.Writer.Write(b)
	c.done += n
	c.report(c.done)
	return n, err
}

// Read reads and reports.
func (c *counted) Read(b []byte) (int, error) {
	n, err := c.ReadSeeker.Read(b)
	c.done += n
	c.report(c.done)
	return n, err
}

func writeWhole(path string, write func(io.Writer) (store.Summary, error)) (summary store.Summary, err error) {
	file, err := os.CreateTemp(filepath.Dir(path), ".backup-*")
	if err != nil {
		return summary, err
	}
	defer os.Remove(file.Name()) // nothing is left of it once it was renamed
	defer file.Close()
	if summary, err = write(file); err != nil {
		return summary, err
	}
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		return summary, err
	}
	return summary, os.Rename(file.Name(), path)
}

type restoreCommand struct {
	File       string `arg:"" help:"Backup to read." type:"existingfile"`
	WithTokens bool   `help:"Bring the tokens back too, also those that were revoked since the backup."`
}

// Run fills a new database from a backup.
func (c *restoreCommand) Run(p *program) error {
	file, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := store.VerifyArchive(file); err != nil { // before there is a database
		return fmt.Errorf("nothing was restored: %w", err)
	}
	return p.withNew(func(made *parts) error {
		report := p.progress("bytes read")
		summary, err := made.store.Restore(p.ctx, &counted{ReadSeeker: file, report: report}, store.RestoreOptions{WithTokens: c.WithTokens})
		report(-1)
		if err != nil {
			return err
		}
		err = made.store.Write(p.ctx, func(ctx context.Context, tx *store.Tx) error {
			return journal.Audit(ctx, tx, journal.CommandLine("restore"), journal.Event{Action: "database.restore", Subject: filepath.Base(c.File)})
		})
		if err != nil {
			return err
		}
		return p.print(summary, func(w io.Writer) {
			fmt.Fprintf(w, "Restored %d rows.\n", total(summary))
			if summary.TokensLeftOut > 0 {
				fmt.Fprintf(w, "%d tokens were left out: some may have been revoked since. With --with-tokens they come back.\n", summary.TokensLeftOut)
			}
		})
	})
}

func total(s store.Summary) (rows int) {
	for _, n := range s.Rows {
		rows += n
	}
	return rows
}
