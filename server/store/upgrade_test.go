package store_test

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"entgo.io/ent/dialect"

	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

// upgradeRows is how many rows each table has before an upgrade. The rows of all tables have the same ids, so that whatever refers to
// something finds it.
const upgradeRows = 3

// upgradeColumn is one column as the database itself describes it.
type upgradeColumn struct{ table, name, kind string }

// columnsOf are the columns of every table, as the database has them at its step.
func columnsOf(t *testing.T, s *store.Store) (columns []upgradeColumn) {
	t.Helper()
	query := `SELECT m.name, c.name, lower(c.type) FROM sqlite_master m, pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid`
	if s.Dialect() == dialect.Postgres {
		query = `SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position`
	}
	rows, err := s.Raw().QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var c upgradeColumn
		if err := rows.Scan(&c.table, &c.name, &c.kind); err != nil {
			t.Fatal(err)
		}
		if c.table != "schema_migrations" {
			columns = append(columns, c)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return columns
}

// sample is the value of a column in one row, as SQL. Values differ by row, for the sake of unique columns.
func (c upgradeColumn) sample(t *testing.T, row int, dialectName string) string {
	t.Helper()
	has := func(kinds ...string) bool {
		return slices.ContainsFunc(kinds, func(kind string) bool { return strings.Contains(c.kind, kind) })
	}
	switch {
	case has("json"):
		return fmt.Sprintf(`'{"row":%d}'`, row)
	case has("bool"):
		return "true"
	case has("int"):
		return fmt.Sprint(row)
	case has("real", "double", "float"):
		return fmt.Sprintf("%d.5", row)
	case has("time", "date"):
		return fmt.Sprintf("'2026-03-0%d 12:00:00+00:00'", row)
	case has("blob", "bytea"):
		if dialectName == dialect.Postgres {
			return fmt.Sprintf(`'\x0%d'`, row)
		}
		return fmt.Sprintf("x'0%d'", row)
	case has("char", "text"):
		return fmt.Sprintf("'x%d'", row)
	}
	t.Fatalf("%s.%s is a %s, of which there is no sample", c.table, c.name, c.kind)
	return ""
}

// fillEveryTable puts rows into every table. What refers to what is looked at after all are there.
func fillEveryTable(t *testing.T, s *store.Store, columns []upgradeColumn) {
	t.Helper()
	conn, err := s.Raw().Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	do := func(statement string) {
		t.Helper()
		if _, err := conn.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%v in %s", err, statement)
		}
	}
	off, on := "PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON"
	if s.Dialect() == dialect.Postgres {
		off, on = "SET session_replication_role = replica", "SET session_replication_role = origin"
	}
	do(off)
	for _, table := range tablesOf(columns) {
		var names []string
		for _, c := range table {
			names = append(names, `"`+c.name+`"`)
		}
		for row := 1; row <= upgradeRows; row++ {
			var values []string
			for _, c := range table {
				values = append(values, c.sample(t, row, s.Dialect()))
			}
			do(fmt.Sprintf(`INSERT INTO "%s" (%s) VALUES (%s)`, table[0].table, strings.Join(names, ", "), strings.Join(values, ", ")))
		}
	}
	do(on)
}

// tablesOf are the columns by table, in their order.
func tablesOf(columns []upgradeColumn) (tables [][]upgradeColumn) {
	for _, c := range columns {
		if n := len(tables); n > 0 && tables[n-1][0].table == c.table {
			tables[n-1] = append(tables[n-1], c)
		} else {
			tables = append(tables, []upgradeColumn{c})
		}
	}
	return tables
}

// contents is what some columns hold, as text: one line for each row of each table.
func contents(t *testing.T, db *sql.DB, columns []upgradeColumn) (lines []string) {
	t.Helper()
	for _, table := range tablesOf(columns) {
		var names []string
		for _, c := range table {
			names = append(names, `CAST("`+c.name+`" AS text)`)
		}
		rows, err := db.QueryContext(t.Context(), fmt.Sprintf(`SELECT %s FROM "%s"`, strings.Join(names, ", "), table[0].table))
		if err != nil {
			t.Fatalf("%s: %v", table[0].table, err)
		}
		defer rows.Close()
		for rows.Next() {
			values, into := make([]sql.NullString, len(table)), make([]any, len(table))
			for i := range values {
				into[i] = &values[i]
			}
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			line := table[0].table
			for i, c := range table {
				line += fmt.Sprintf(" %s=%q", c.name, values[i].String)
			}
			lines = append(lines, line)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(lines)
	return lines
}

// goneOnPurpose are the columns that a later step drops, with why nothing is lost by it. Who adds a row here has thought about it.
var goneOnPurpose = map[string]string{}

func TestEveryEarlierDatabaseIsUpgradedWithAllThatIsInIt(t *testing.T) {
	names, err := store.OwnMigrations(dialect.SQLite)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			storetest.EachAddress(t, func(t *testing.T, address string) { upgrade(t, address, name) })
		})
	}
}

// upgrade makes a database as it was at a migration, fills it, and opens it with this program.
func upgrade(t *testing.T, address, last string) {
	earlier, err := store.OpenAt(t.Context(), address, last)
	if err != nil {
		t.Fatal(err)
	}
	columns := columnsOf(t, earlier)
	fillEveryTable(t, earlier, columns)
	before := contents(t, earlier.Raw(), columns)
	if want := upgradeRows * len(tablesOf(columns)); len(before) != want || want < 60 {
		t.Fatalf("%d rows before the upgrade, want %d", len(before), want)
	}
	earlier.Close()

	s := storetest.Open(t, address)
	now := columnsOf(t, s)
	kept := slices.DeleteFunc(slices.Clone(columns), func(c upgradeColumn) bool { return goneOnPurpose[c.table+"."+c.name] != "" })
	for _, c := range kept {
		if !slices.ContainsFunc(now, func(n upgradeColumn) bool { return n.table == c.table && n.name == c.name }) {
			t.Fatalf("%s.%s is gone, and goneOnPurpose does not say why", c.table, c.name)
		}
	}
	after := contents(t, s.Raw(), columns)
	for _, line := range before {
		if !slices.Contains(after, line) {
			t.Errorf("lost: %s", line)
		}
	}
	if changes := drift(t, s); changes != "" {
		t.Errorf("the schema is not that of a new database:\n%s", changes)
	}
	if s.Dialect() == dialect.SQLite && count(t, s, "pragma_foreign_key_check") != 0 {
		t.Error("rows refer to nothing")
	}
}
