package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"entgo.io/ent/dialect"

	"gatehouse/ent/migrate"
)

// The fence lets nobody write into the database that an installation leaves, not even a server of an older version that knows
// nothing of moves: triggers of the database itself refuse. Servers of this version are told, and refuse calls altogether.

// movedState is PostgreSQL's code for what the fence refuses: of the class of a server that cannot be used now.
const movedState = "57P05"

const fenceFunction = "gatehouse_moved"

// fenceSQLite are the three statements that SQLite needs where PostgreSQL needs one.
var fenceSQLite = []string{"INSERT", "UPDATE", "DELETE"}

// raiseFence marks the database as one that is left and shuts it, after whoever is writing has ended.
func (s *Store) raiseFence(ctx context.Context, m mark) error {
	return s.Write(ctx, func(ctx context.Context, tx *Tx) error {
		if err := tx.lockTables(ctx, "SHARE ROW EXCLUSIVE"); err != nil {
			return err
		}
		if err := writeMark(ctx, tx, tx.dialect, m); err != nil {
			return err
		}
		tx.Changed(movedChanged, 0)
		if err := tx.recordChanges(ctx); err != nil { // now, because the fence shuts that table too
			return err
		}
		tx.changes = nil
		return tx.makeFence(ctx, m.other)
	})
}

func (tx *Tx) makeFence(ctx context.Context, other string) error {
	says := "'" + strings.ReplaceAll(errMovedAway.Error()+": it goes on at "+other, "'", "''") + "'"
	var statements []string
	if tx.dialect == dialect.Postgres {
		statements = append(statements, fmt.Sprintf(`CREATE OR REPLACE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS $fence$ BEGIN RAISE EXCEPTION USING ERRCODE = '%s', MESSAGE = %s; END $fence$`,
			fenceFunction, movedState, says))
	}
	for _, t := range migrate.Tables {
		if tx.dialect == dialect.Postgres {
			statements = append(statements, fmt.Sprintf(`CREATE TRIGGER "moved_%[1]s" BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "%[1]s" FOR EACH STATEMENT EXECUTE FUNCTION %[2]s()`, t.Name, fenceFunction))
			continue
		}
		for _, kind := range fenceSQLite {
			statements = append(statements, fmt.Sprintf(`CREATE TRIGGER "moved_%[1]s_%[2]s" BEFORE %[2]s ON "%[1]s" BEGIN SELECT RAISE(ABORT, %[3]s); END`, t.Name, kind, says))
		}
	}
	return tx.all(ctx, statements)
}

func (tx *Tx) all(ctx context.Context, statements []string) error {
	for _, statement := range statements {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// lockTables makes writers of PostgreSQL wait, or everybody, as mode says, until the transaction ends. SQLite has one writer.
func (tx *Tx) lockTables(ctx context.Context, mode string) error {
	if tx.dialect == dialect.SQLite {
		return nil
	}
	_, err := tx.ExecContext(ctx, "LOCK TABLE "+quotedList(tablesOf(migrate.Tables))+" IN "+mode+" MODE")
	return err
}

// Release gives up the move that leaves a database, so that servers on it answer again. What was moved already stays in the
// target, on which no server starts. After a move that was finished, both would be the same installation with different
// histories from then on: that must be asked for.
func Release(ctx context.Context, address string, o Options, evenFinished bool) (from, to string, err error) {
	s, err := connect(address, Options{Log: o.Log, MustExist: true})
	if err != nil {
		return "", "", err
	}
	defer s.Close()
	m, err := readMark(ctx, s.writer, s.dialect)
	switch {
	case err != nil:
		return "", "", err
	case m == nil || m.side != sourceSide:
		return "", "", errors.New("the database is not the source of a move: there is nothing to release")
	case m.finished() && !evenFinished:
		return "", "", fmt.Errorf("the move to %s was finished at %s, and what was written there since is not here. To bring it back, move from there into a new database; to do without it, add --even-finished", m.other, m.finishedAt)
	}
	err = s.Write(ctx, func(ctx context.Context, tx *Tx) error {
		if err := tx.lockTables(ctx, "SHARE ROW EXCLUSIVE"); err != nil {
			return err
		}
		if err := tx.removeFence(ctx); err != nil {
			return err
		}
		tx.Changed(movedChanged, 0)
		return removeMark(ctx, tx, tx.dialect, m.id)
	})
	return s.where(), m.other, err
}

func (tx *Tx) removeFence(ctx context.Context) error {
	if tx.dialect == dialect.Postgres {
		_, err := tx.ExecContext(ctx, `DROP FUNCTION IF EXISTS `+fenceFunction+`() CASCADE`)
		return err
	}
	var statements []string
	for _, t := range migrate.Tables {
		for _, kind := range fenceSQLite {
			statements = append(statements, fmt.Sprintf(`DROP TRIGGER IF EXISTS "moved_%s_%s"`, t.Name, kind))
		}
	}
	return tx.all(ctx, statements)
}
