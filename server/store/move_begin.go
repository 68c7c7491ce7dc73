package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gatehouse/ent/migrate"
)

// begin looks at both databases without changing anything. It says whether the move has begun before.
func (m *mover) begin(ctx context.Context) (begun bool, err error) {
	if err := requireDifferent(ctx, m.from, m.to); err != nil {
		return false, err
	}
	source, err := readMark(ctx, m.from.reader, m.from.dialect)
	if err != nil {
		return false, fmt.Errorf("the source: %w", err)
	}
	target, err := readMark(ctx, m.to.writer, m.to.dialect)
	if err != nil {
		return false, fmt.Errorf("the target: %w", err)
	}
	m.id = rand.Text()
	if source != nil && source.side == sourceSide {
		m.id, begun = source.id, true
	}
	ours := target != nil && target.side == targetSide && target.id == m.id
	if begun && ours && target.finished() {
		m.report.Finished = target.finishedAt
		return true, nil
	}
	if begun && (source.other != m.report.To || m.options.KeepSource || source.finished() && !ours) || !begun && source.refusal() != nil {
		return false, fmt.Errorf("the source: %w", source.refusal())
	}
	if err := m.from.requireCurrent(ctx); err != nil {
		return false, fmt.Errorf("the source: %w", err)
	}
	m.report.Resumed = ours
	if ours || target.halfOf(m.report.From) {
		return begun, nil
	}
	if target != nil && target.refusal() != nil {
		return false, fmt.Errorf("the target: %w", target.refusal())
	}
	if err := requireEmpty(ctx, m.to.writer, m.to.dialect); err != nil {
		return false, fmt.Errorf("the target: %w", err)
	}
	return begun, nil
}

// requireCurrent fails when the schema is not the one that this program works with.
func (s *Store) requireCurrent(ctx context.Context) error {
	steps, err := migrations(s.dialect)
	if err != nil {
		return err
	}
	there, err := tableExists(ctx, s.reader, s.dialect, "schema_migrations")
	if err != nil {
		return err
	}
	if !there {
		return errors.New("there is no installation in the database")
	}
	conn, err := s.reader.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	applied, err := appliedMigrations(ctx, conn)
	if err != nil {
		return err
	}
	pending, err := pendingMigrations(steps, applied)
	if err == nil && len(pending) > 0 {
		err = fmt.Errorf("the database is older than this program (migration %s is missing): start \"gatehouse serve\" of this version on it once, then move", pending[0].name)
	}
	return err
}

// requireEmpty fails when a database holds any row of ours, or any table of others.
func requireEmpty(ctx context.Context, in querier, dialectName string) error {
	names, err := tableNames(ctx, in, dialectName)
	if err != nil {
		return err
	}
	var used []string
	for name := range names {
		switch {
		case name == "schema_migrations" || name == marksTable || name == progressTable:
			continue
		case !slices.Contains(tablesOf(migrate.Tables), name):
			used = append(used, name)
			continue
		}
		yes, err := queryBool(ctx, in, `SELECT EXISTS (SELECT 1 FROM `+quoted(name)+`)`)
		if err != nil {
			return err
		}
		if yes {
			used = append(used, name)
		}
	}
	if len(used) > 0 {
		slices.Sort(used)
		return fmt.Errorf("the database is not empty: it has %s. Name a new file or a new PostgreSQL database", strings.Join(used, ", "))
	}
	return nil
}

// prepareTarget marks the target as unfinished before anything is in it, and brings its schema up to date.
func (m *mover) prepareTarget(ctx context.Context) error {
	_, err := m.to.writeOnce(ctx, func(ctx context.Context, tx *Tx) error {
		found, err := readMark(ctx, tx, tx.dialect)
		switch {
		case err != nil:
			return err
		case found != nil && found.id == m.id:
			return tx.waitForProgress(ctx)
		case found.halfOf(m.report.From):
			if err := tx.startOver(ctx, found.id); err != nil {
				return err
			}
		default:
			if err := requireEmpty(ctx, tx, tx.dialect); err != nil {
				return err
			}
		}
		if err := tx.all(ctx, []string{`CREATE TABLE IF NOT EXISTS ` + progressTable + ` ` + progressColumns}); err != nil {
			return err
		}
		return writeMark(ctx, tx, tx.dialect, mark{id: m.id, side: targetSide, other: m.report.From, begunAt: now()})
	})
	if err != nil {
		return err
	}
	return m.to.migrate(ctx)
}

// startOver empties a target that holds nothing but a part of what the same source held at another time.
func (tx *Tx) startOver(ctx context.Context, id string) error {
	names, err := tableNames(ctx, tx, tx.dialect)
	if err != nil {
		return err
	}
	tables, err := inOrder(migrate.Tables)
	if err != nil {
		return err
	}
	for _, t := range slices.Backward(tables) {
		if !names[t.Name] { // it was never made
			continue
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM `+quoted(t.Name)); err != nil {
			return err
		}
		p, err := readProgress(ctx, tx, tx.dialect, t.Name)
		if err != nil {
			return err
		}
		if p != nil && !p.done {
			if err := makeIndexes(ctx, tx, p.indexes); err != nil {
				return err
			}
		}
	}
	if err := removeMark(ctx, tx, tx.dialect, id); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM `+progressTable)
	return err
}
