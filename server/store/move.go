package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"

	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/sql/schema"

	"gatehouse/ent/migrate"
)

// MoveOptions are how to move an installation.
type MoveOptions struct {
	Log *slog.Logger // default: slog.Default()
	// KeepSource copies without shutting the source: for a trial. What is written to the source meanwhile is not copied, and a
	// copy that was interrupted begins anew.
	KeepSource bool
	// Progress is told how many rows each stage has done so far; -1 ends a stage.
	Progress func(stage string, rows int)
	// Finish runs in the transaction in which the target becomes the installation.
	Finish func(ctx context.Context, tx *Tx) error
}

// MoveReport says what was moved.
type MoveReport struct {
	From     string       `json:"from"`
	To       string       `json:"to"`
	Copied   int          `json:"copied"`   // rows of this run
	Resumed  bool         `json:"resumed"`  // an earlier run was gone on with
	Finished string       `json:"finished"` // when an earlier run had finished already; this one did nothing then
	Tables   []MovedTable `json:"tables"`
}

// ErrNotEqual is returned when the target does not hold what the source holds. The report says where.
var ErrNotEqual = errors.New("the target does not hold what the source holds")

// Move brings an installation from one database into an empty other one, of either kind, with everything that it is: ids,
// tokens, passwords, sessions and keys too. It reads one moment of the source, which it shuts before, so that nothing that is
// written there is lost: servers on it refuse calls and changes. It keeps account in the target, in the transaction of the rows;
// a move that ended early, however that was, goes on where it stopped when it is called again. At the end both sides are read
// whole and compared, and only when they are equal does a server start on the target.
//
// It fails with ErrNotEqual and the report when they are not.
func Move(ctx context.Context, from, to string, o MoveOptions) (*MoveReport, error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	source, err := connect(from, Options{Log: o.Log, MustExist: true})
	if err != nil {
		return nil, fmt.Errorf("the source: %w", err)
	}
	defer source.Close()
	target, err := connect(to, Options{Log: o.Log})
	if err != nil {
		return nil, fmt.Errorf("the target: %w", err)
	}
	defer target.Close()
	m := &mover{from: source, to: target, options: o, report: MoveReport{From: source.where(), To: target.where(), Tables: []MovedTable{}}}
	return m.run(ctx)
}

// mover is one run of a move.
type mover struct {
	from, to *Store
	options  MoveOptions
	id       string // of the move, in both marks
	report   MoveReport
}

func (m *mover) run(ctx context.Context) (*MoveReport, error) {
	begun, err := m.begin(ctx)
	if err != nil || m.report.Finished != "" {
		return &m.report, err
	}
	if !begun {
		if err := m.checkValues(ctx); err != nil {
			return nil, err
		}
	}
	if !begun && !m.options.KeepSource {
		if err := m.from.raiseFence(ctx, mark{id: m.id, side: sourceSide, other: m.report.To, begunAt: now()}); err != nil {
			return nil, fmt.Errorf("shutting the source: %w", err)
		}
	}
	if err := m.prepareTarget(ctx); err != nil {
		return nil, fmt.Errorf("preparing the target: %w", err)
	}
	moment, err := m.from.oneMoment(ctx)
	if err != nil {
		return nil, fmt.Errorf("the source: %w", err)
	}
	defer moment.Rollback()
	tables, err := inOrder(migrate.Tables)
	if err != nil {
		return nil, err
	}
	for _, t := range tables {
		if err := m.copyTable(ctx, moment, t); err != nil {
			return nil, fmt.Errorf("the table %s: %w", t.Name, err)
		}
	}
	m.progress("rows copied", -1)
	if err := m.verify(ctx, moment); err != nil {
		return &m.report, err
	}
	return &m.report, m.finish(ctx)
}

// finish makes the target the installation. The source knows it first: a run that ends between the two is gone on with.
func (m *mover) finish(ctx context.Context) error {
	if !m.options.KeepSource {
		err := m.from.Write(ctx, func(ctx context.Context, tx *Tx) error { return finishMark(ctx, tx, tx.dialect, m.id) })
		if err != nil {
			return fmt.Errorf("the source: %w", err)
		}
	}
	_, err := m.to.writeOnce(ctx, func(ctx context.Context, tx *Tx) error {
		if m.options.Finish != nil {
			if err := m.options.Finish(ctx, tx); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, `DROP TABLE `+progressTable); err != nil {
			return err
		}
		return finishMark(ctx, tx, tx.dialect, m.id)
	})
	if err != nil {
		return fmt.Errorf("the target: %w", err)
	}
	if m.to.dialect == dialect.Postgres {
		// Its first questions are planned for what is in it now. It would find out by itself, later.
		if _, err := m.to.writer.ExecContext(ctx, `ANALYZE`); err != nil {
			m.options.Log.Warn("the target is moved but was not analysed", "error", err)
		}
	}
	return nil
}

func (m *mover) progress(stage string, rows int) {
	if m.options.Progress != nil {
		m.options.Progress(stage, rows)
	}
}

// inOrder puts tables behind those that they refer to.
func inOrder(tables []*schema.Table) ([]*schema.Table, error) {
	var ordered []*schema.Table
	for len(ordered) < len(tables) {
		before := len(ordered)
		for _, t := range tables {
			if !slices.Contains(ordered, t) && !slices.ContainsFunc(t.ForeignKeys, func(key *schema.ForeignKey) bool {
				return key.RefTable != t && !slices.Contains(ordered, key.RefTable)
			}) {
				ordered = append(ordered, t)
			}
		}
		if len(ordered) == before {
			return nil, errors.New("tables refer to one another in a circle")
		}
	}
	return ordered, nil
}

// refersToItself says whether a row may refer to a later one of its own table.
func refersToItself(t *schema.Table) bool {
	return slices.ContainsFunc(t.ForeignKeys, func(key *schema.ForeignKey) bool { return key.RefTable == t })
}
