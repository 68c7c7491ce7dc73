// Command migrategen writes the next migration of one dialect: the difference between the migrations so far and the ent schema.
// It needs an empty database of that dialect to replay them in.
//
//	migrategen sqlite3|postgres NUMBER_NAME DATABASE
package main

import (
	"context"
	"database/sql"
	"log"
	"os"
	"text/template"

	"ariga.io/atlas/sql/migrate"
	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/schema"
	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"

	tables "gatehouse/ent/migrate"
)

func main() {
	if len(os.Args) != 4 {
		log.Fatal("usage: migrategen sqlite3|postgres NAME DATABASE")
	}
	if err := generate(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		log.Fatal(err)
	}
}

func generate(dialectName, name, database string) error {
	driver, folder := "sqlite", "server/store/migrations/sqlite"
	if dialectName == dialect.Postgres {
		driver, folder = "pgx", "server/store/migrations/postgres"
	}
	db, err := sql.Open(driver, database)
	if err != nil {
		return err
	}
	defer db.Close()
	dir, err := migrate.NewLocalDir(folder)
	if err != nil {
		return err
	}
	// Steps are completed by hand (with an UPDATE where a column becomes required) before they are released.
	sum, err := dir.Checksum()
	if err != nil {
		return err
	}
	if err := migrate.WriteSumFile(dir, sum); err != nil {
		return err
	}
	formatter, err := migrate.NewTemplateFormatter(
		template.Must(template.New("file").Parse("{{ .Name }}.sql")),
		template.Must(template.New("text").Parse("{{ range .Changes }}{{ with .Comment }}-- {{ . }}\n{{ end }}{{ .Cmd }};\n{{ end }}")),
	)
	if err != nil {
		return err
	}
	m, err := schema.NewMigrate(entsql.OpenDB(dialectName, db),
		schema.WithDir(dir),
		schema.WithMigrationMode(schema.ModeReplay),
		schema.WithFormatter(formatter),
		schema.WithErrNoPlan(true),
		schema.WithForeignKeys(true),
	)
	if err != nil {
		return err
	}
	return m.NamedDiff(context.Background(), name, tables.Tables...)
}
