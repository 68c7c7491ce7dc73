package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"

	"gatehouse/server/journal"
	"gatehouse/server/store"
)

type moveCommand struct {
	From         string `help:"Database to move from. Default: the one of --database." env:"GATEHOUSE_MOVE_FROM" placeholder:"ADDRESS" secret:"true"`
	To           string `help:"Empty database to move to." env:"GATEHOUSE_MOVE_TO" placeholder:"ADDRESS" secret:"true"`
	KeepSource   bool   `help:"Copy for a trial: the source is not shut, and what is written there meanwhile is not copied." xor:"how"`
	Release      bool   `help:"Give up a move: servers on the source answer again." xor:"how"`
	EvenFinished bool   `help:"With --release: also after the move was finished, without what was written to the target since."`
}

// Help is printed below the flags.
func (c *moveCommand) Help() string {
	return `Everything moves, ids, tokens, passwords, sessions and keys too. The source is shut first: servers that still run on it refuse calls and
changes, and no server starts on it any more; nothing that is written there is lost unseen. A move that ended early, for whatever reason,
goes on where it stopped when the same command is run again. At the end both sides are read and compared; only when they are equal does a
server start on the target. Stop the servers before, and start them on the target after.`
}

// Run moves, or gives a move up.
func (c *moveCommand) Run(p *program) error {
	if c.From == "" {
		c.From = p.Database
	}
	if c.EvenFinished && !c.Release {
		return usagef("--even-finished goes with --release")
	}
	if c.Release {
		return c.release(p)
	}
	if c.To == "" {
		return usagef("say with --to where to move")
	}
	reports := map[string]func(int){}
	report, err := store.Move(p.ctx, c.From, c.To, store.MoveOptions{
		Log: p.log, KeepSource: c.KeepSource,
		Progress: func(stage string, rows int) {
			if reports[stage] == nil {
				reports[stage] = p.progress(stage)
			}
			reports[stage](rows)
		},
		Finish: func(ctx context.Context, tx *store.Tx) error {
			return journal.Audit(ctx, tx, journal.CommandLine("move"), journal.Event{Action: "database.move"})
		},
	})
	if report == nil || err != nil && !errors.Is(err, store.ErrNotEqual) {
		return err
	}
	return errors.Join(p.print(report, func(w io.Writer) { c.write(w, report, err) }), err)
}

func (c *moveCommand) write(w io.Writer, report *store.MoveReport, failed error) {
	if report.Finished != "" {
		fmt.Fprintf(w, "Moved from %s to %s already, at %s.\n", report.From, report.To, report.Finished)
		return
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "TABLE\tSOURCE\tTARGET\tCHECKSUM")
	rows := 0
	for _, t := range report.Tables {
		outcome := t.Source.SHA256[:12]
		if !t.Equal {
			outcome += " / " + t.Target.SHA256[:12] + "  DIFFERENT"
		}
		fmt.Fprintf(table, "%s\t%d\t%d\t%s\n", t.Table, t.Source.Rows, t.Target.Rows, outcome)
		rows += t.Target.Rows
	}
	table.Flush()
	switch {
	case failed != nil:
	case c.KeepSource:
		fmt.Fprintf(w, "Copied %d rows from %s to %s. The source goes on: both are the same installation now.\n", rows, report.From, report.To)
	default:
		fmt.Fprintf(w, "Moved %d rows from %s to %s. Start the servers on the new database; the old one is shut.\n", rows, report.From, report.To)
	}
}

func (c *moveCommand) release(p *program) error {
	if c.To != "" {
		return usagef("--release gives up what is moving away from --from: leave out --to")
	}
	from, to, err := store.Release(p.ctx, c.From, store.Options{Log: p.log}, c.EvenFinished)
	if err != nil {
		return err
	}
	return p.print(map[string]string{"from": from, "to": to}, func(w io.Writer) {
		fmt.Fprintf(w, "Servers answer on %s again. What stands on %s is left as it is.\n", from, to)
	})
}
