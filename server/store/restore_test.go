package store_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"entgo.io/ent/dialect"

	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

// pack makes an archive of lines, with a right footer unless it is told another.
func pack(header string, rows []string, footer string) []byte {
	counts := map[string]int{}
	text := header
	for _, row := range rows {
		var r struct{ T string }
		_ = json.Unmarshal([]byte(row), &r)
		counts[r.T]++
		text += row
	}
	if footer == "" {
		sum := sha256.Sum256([]byte(text))
		line, _ := json.Marshal(map[string]any{"rows": counts, "sha256": hex.EncodeToString(sum[:])})
		footer = string(line) + "\n"
	}
	var archive bytes.Buffer
	w := gzip.NewWriter(&archive)
	_, _ = w.Write([]byte(text + footer))
	_ = w.Close()
	return archive.Bytes()
}

// unpack is the inverse of pack.
func unpack(t *testing.T, archive []byte) (header string, rows []string, footer string) {
	all := lines(t, archive)
	return all[0], all[1 : len(all)-1], all[len(all)-1]
}

// state is everything in a database, to see that nothing was touched.
func state(t *testing.T, s *store.Store) string { return strings.Join(rowsOf(t, backup(t, s)), "") }

func TestADatabaseInUseIsNotOverwritten(t *testing.T) {
	source := storetest.Open(t, storetest.SQLite(t))
	fill(t, source)
	archive := backup(t, source)
	for _, test := range []struct {
		why  string
		use  func(ctx context.Context, tx *store.Tx) error
		says string
	}{
		{
			"a user besides the guest is somebody's account",
			func(ctx context.Context, tx *store.Tx) error {
				return tx.User.Create().SetID(2).SetUsername("admin").Exec(ctx)
			}, "users",
		},
		{
			"a course besides the site",
			func(ctx context.Context, tx *store.Tx) error {
				return tx.Course.Create().SetID(2).SetShortName("x").SetFullName("x").Exec(ctx)
			}, "courses",
		},
		{
			"a service that is not built in",
			func(ctx context.Context, tx *store.Tx) error { return tx.Service.Create().SetName("own").Exec(ctx) }, "services",
		},
		{
			"a table of which a new installation has nothing",
			func(ctx context.Context, tx *store.Tx) error { return tx.Cohort.Create().SetName("k").Exec(ctx) }, "cohorts",
		},
	} {
		t.Run(test.says, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				if err := s.Write(t.Context(), test.use); err != nil {
					t.Fatal(err)
				}
				before := state(t, s)
				_, err := restore(s, archive, store.RestoreOptions{})
				if err == nil || !strings.Contains(err.Error(), "it has "+test.says+" of its own") || !strings.Contains(err.Error(), "--database") {
					t.Errorf("%s: got %v", test.why, err)
				}
				if state(t, s) != before {
					t.Error("something was touched")
				}
			})
		})
	}
}

func TestANewInstallationIsReplaced(t *testing.T) {
	storetest.Each(t, func(t *testing.T, from *store.Store) {
		fill(t, from)
		archive := backup(t, from)
		storetest.Each(t, func(t *testing.T, s *store.Store) {
			err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
				return errors.Join(
					tx.User.Create().SetID(1).SetUsername("guest").Exec(ctx), tx.Course.Create().SetID(1).SetShortName("site").SetFullName("Site").Exec(ctx),
					tx.Category.Create().SetID(1).SetName("Category 1").Exec(ctx), tx.Role.Create().SetID(1).SetShortName("manager").Exec(ctx),
					tx.Service.Create().SetID(1).SetName("Mobile").SetComponent("core").Exec(ctx), tx.Setting.Create().SetKey("site.name").SetValue(`"New"`).Exec(ctx),
					tx.AuditEvent.Create().SetAction("installed").Exec(ctx), tx.Guess.Create().SetKey("address:::1").SetSince(time.Now()).Exec(ctx),
					tx.KeepIDs(ctx, "users", "courses", "categories", "roles", "services"))
			})
			if err != nil {
				t.Fatal(err)
			}
			schema := ""
			if s.Dialect() == dialect.Postgres {
				schema = catalogue(t, s)
			}
			if _, err := restore(s, archive, store.RestoreOptions{WithTokens: true}); err != nil {
				t.Fatal(err)
			}
			compareLines(t, rowsOf(t, backup(t, s)), rowsOf(t, archive))
			if n := count(t, s, "guesses"); n != 1 {
				t.Errorf("%d failed sign-ins are remembered, want the 1 of this installation", n)
			}
			if schema != "" && catalogue(t, s) != schema {
				t.Error("the restore has changed the schema")
			}
		})
	})
}

func TestServersForgetEverythingAfterARestore(t *testing.T) {
	source := storetest.Open(t, storetest.SQLite(t))
	fill(t, source)
	archive := backup(t, source)
	storetest.EachAddress(t, func(t *testing.T, address string) {
		server := storetest.Open(t, address)
		told := make(chan store.Changes, 10)
		server.Subscribe(func(_ context.Context, c store.Changes) error {
			told <- c
			return nil
		})
		command, err := store.Open(t.Context(), address, quiet)
		if err != nil {
			t.Fatal(err)
		}
		defer command.Close()
		if _, err := restore(command, archive, store.RestoreOptions{}); err != nil {
			t.Fatal(err)
		}
		select {
		case c := <-told:
			if !c.Everything {
				t.Errorf("told %v", c)
			}
		case <-time.After(5 * time.Second):
			t.Error("not told")
		}
		if command.Settings().Site.Name != "Restored" {
			t.Error("this process goes on with the settings from before")
		}
	})
}

func TestDamagedArchivesAreRefused(t *testing.T) {
	source := storetest.Open(t, storetest.SQLite(t))
	fill(t, source)
	archive := backup(t, source)
	header, rows, footer := unpack(t, archive)
	if err := check(pack(header, rows, "")); err != nil {
		t.Fatalf("an archive packed again is refused, so this test shows nothing: %v", err)
	}
	row := func(table string) string {
		for _, r := range rows {
			if strings.Contains(r, `"t":"`+table+`"`) {
				return r
			}
		}
		t.Fatal("no row of " + table)
		return ""
	}
	swap := func(old, changed string) []string {
		if !strings.Contains(strings.Join(rows, ""), old) {
			t.Fatalf("no row holds %s", old)
		}
		return split(strings.Replace(strings.Join(rows, ""), old, changed, 1))
	}
	cohort := row("cohorts")
	for _, test := range []struct {
		why     string
		archive []byte
		says    string
	}{
		{"empty", nil, "not a backup"},
		{"something else", []byte("PK\x03\x04 a zip file"), "not a backup"},
		{"gzip of something else", pack("hello\n", nil, "x\n"), "not a backup"},
		{"an empty stream", pack("", nil, ""), "not a backup"},
		{"another program's", pack(strings.Replace(header, `"gatehouse"`, `"moodle"`, 1), rows, ""), "not a backup"},
		{"a format to come", pack(strings.Replace(header, `"format":1`, `"format":2`, 1), rows, ""), "format is 2"},
		{"a schema to come", pack(strings.Replace(header, store.SchemaVersion(), "9999_future", 1), rows, ""), "newer program"},
		{"an unknown table", pack(strings.Replace(header, `"name":"users"`, `"name":"sqlite_master"`, 1), rows, ""), `"sqlite_master" is not known`},
		{"a table that belongs to one installation", pack(strings.Replace(header, `"name":"users"`, `"name":"changes"`, 1), rows, ""), `"changes" is not known`},
		{"an unknown column, which would stand in a statement", pack(strings.Replace(header, `"username"`, `"username\") --"`, 1), rows, ""), "is not known or there twice"},
		{"a column twice", pack(strings.Replace(header, `"username"`, `"username","username"`, 1), rows, ""), "there twice"},
		{"a column that has no default left out", pack(strings.Replace(header, `"username",`, ``, 1), rows, ""), `column "username" is missing`},
		{"a negative last id", pack(strings.Replace(header, `"lastID":`, `"lastID":-1`, 1), rows, ""), "wrong"},
		{"more in the header than is known", pack(strings.Replace(header, `"format":1`, `"format":1,"run":"rm"`, 1), rows, ""), "header cannot be read"},
		{"no footer", pack(header, rows, cohort), "ends before its footer"},
		{"a line cut off", pack(header, rows, `{"rows":{}`), "ends before its footer"},
		{"a row more than the footer counts", pack(header, append(rows[:len(rows):len(rows)], cohort), footer), "changed since it was made"},
		{"a row less", pack(header, rows[1:], footer), "changed since it was made"},
		{"a value changed under the old footer", pack(header, swap(`"username":"guest"`, `"username":"gu3st"`), footer), "changed since it was made"},
		{"rows in another order under the old footer", pack(header, append(rows[1:len(rows):len(rows)], rows[0]), footer), "changed since it was made"},
		{"wrong counts with a right checksum", pack(header, rows, strings.Replace(footer, `"users":2`, `"users":3`, 1)), "changed since it was made"},
		{"something behind a row on its line", pack(header, []string{strings.TrimSuffix(cohort, "\n") + cohort}, ""), "follows it on its line"},
		{"something after the footer", pack(header, rows, footer+cohort), "follows its footer"},
		{"a second stream after the first", append(bytes.Clone(archive), pack("", nil, "x\n")...), "follows its footer"},
		{"a row of an unknown table", pack(header, swap(`"t":"cohorts"`, `"t":"cohort"`), ""), "does not name"},
		{"a row without a column", pack(header, swap(`"username":"guest"`, `"user":"guest"`), ""), "does not have the columns"},
		{"a row with one column more", pack(header, swap(`"username":"guest"`, `"x":1,"username":"guest"`), ""), "does not have the columns"},
		{"a text where a number belongs", pack(header, swap(`"description_format":1`, `"description_format":"1"`), ""), "column description_format"},
		{"a fraction where a whole number belongs", pack(header, swap(`"description_format":1`, `"description_format":1.5`), ""), "column description_format"},
		{"more than 64 bits", pack(header, swap(`"description_format":1`, `"description_format":9223372036854775808`), ""), "column description_format"},
		{"a time that is none", pack(header, swap(`"valid_until":"2024-02-29`, `"valid_until":"2023-02-29`), ""), "column valid_until"},
		{"bytes that are not base64", pack(header, swap(`"hash":"AP8KDQ=="`, `"hash":"?"`), ""), "column hash"},
		{"null where something must stand", pack(header, swap(`"username":"guest"`, `"username":null`), ""), "column username: it is null"},
		{"a kind that is not one", pack(header, swap(`"kind":"write"`, `"kind":"sudo"`), ""), `"sudo" is not one`},
		{"JSON that is none", pack(header, swap(`"custom_fields":"{}"`, `"custom_fields":"{"`), ""), "it is not JSON"},
		{"an id that is not positive", pack(header, swap(`"id":7,`, `"id":-7,`), ""), "an id is 1 or higher"},
		{"a row that is not an object", pack(header, append(rows[:len(rows):len(rows)], "[]\n"), ""), "a row cannot be read"},
	} {
		t.Run(test.why, func(t *testing.T) {
			if err := check(test.archive); err == nil || !strings.Contains(err.Error(), test.says) {
				t.Errorf("got %v, want %q", err, test.says)
			}
		})
	}
}

func check(archive []byte) error { return store.CheckArchive(bytes.NewReader(archive), 1<<20, 1<<30) }

func TestEveryCutAndEveryFlippedByteIsSeen(t *testing.T) {
	source := storetest.Open(t, storetest.SQLite(t))
	if err := source.Write(t.Context(), addCategory("x")); err != nil {
		t.Fatal(err)
	}
	archive := backup(t, source)
	want := strings.Join(lines(t, archive), "")
	for i := range archive {
		if check(archive[:i]) == nil {
			t.Errorf("cut off after byte %d of %d it is accepted", i, len(archive))
		}
		flipped := bytes.Clone(archive)
		flipped[i] ^= 1 << (i % 8)
		// The head of a gzip stream holds a few bytes that mean nothing here, such as the time.
		if check(flipped) == nil && strings.Join(lines(t, flipped), "") != want {
			t.Errorf("with byte %d flipped it is accepted", i)
		}
	}
}

func TestABombIsNotReadToItsEnd(t *testing.T) {
	s := storetest.Open(t, storetest.SQLite(t))
	header, _, _ := unpack(t, backup(t, s))
	oneLine := pack(header, []string{strings.Repeat("0", 3<<20)}, "")
	if err := store.CheckArchive(bytes.NewReader(oneLine), 1<<20, 1<<30); err == nil || !strings.Contains(err.Error(), "larger than") {
		t.Errorf("one long line: %v", err)
	}
	setting := `{"t":"settings","v":{"id":1,"key":"k","value":"v"}}` + "\n"
	manyLines := pack(header, []string{strings.Repeat(setting, 50_000)}, "")
	if err := store.CheckArchive(bytes.NewReader(manyLines), 1<<20, 1<<20); err == nil || !strings.Contains(err.Error(), "larger than") {
		t.Errorf("many lines: %v", err)
	}
}

func TestARefusedRestoreTouchesNothing(t *testing.T) {
	source := storetest.Open(t, storetest.SQLite(t))
	fill(t, source)
	archive := backup(t, source)
	header, rows, _ := unpack(t, archive)
	all := strings.Join(rows, "")
	for _, test := range []struct {
		why     string
		archive []byte
		says    string
	}{
		{"it is cut off", archive[:len(archive)/2], "the backup is refused"},
		{"only the database sees that an id is there twice", pack(header, []string{strings.Replace(all, `"id":7,`, `"id":1,`, 1)}, ""), "rows of the table"},
		{"only the database sees that a row refers to nothing", pack(header, []string{strings.Replace(all, `"parent_id":9`, `"parent_id":99`, 1)}, ""), ""},
	} {
		t.Run(test.why, func(t *testing.T) {
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				err := s.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
					return tx.Role.Create().SetID(1).SetShortName("here before").Exec(ctx)
				})
				if err != nil {
					t.Fatal(err)
				}
				before := state(t, s)
				summary, err := restore(s, repack(test.archive), store.RestoreOptions{})
				if err == nil || !strings.HasPrefix(err.Error(), "nothing was restored: ") || !strings.Contains(err.Error(), test.says) {
					t.Errorf("got %v", err)
				}
				if state(t, s) != before || len(summary.Rows) != 0 {
					t.Errorf("something was touched, %+v", summary)
				}
				if err := s.Write(t.Context(), addCategory("after")); err != nil {
					t.Errorf("nobody can write any more: %v", err)
				}
			})
		})
	}
}

// repack counts the rows of an archive whose rows were handed to pack as one text.
func repack(archive []byte) []byte {
	r, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		return archive
	}
	var text bytes.Buffer
	if _, err := text.ReadFrom(r); err != nil {
		return archive
	}
	all := split(text.String())
	return pack(all[0], all[1:len(all)-1], "")
}

func TestAnOlderArchiveGetsDefaults(t *testing.T) {
	source := storetest.Open(t, storetest.SQLite(t))
	fill(t, source)
	header, rows, _ := unpack(t, backup(t, source))
	// As if the column had come with a later migration.
	header = strings.Replace(header, `"interests",`, ``, 1)
	for i, row := range rows {
		rows[i] = strings.Replace(row, `"interests":"",`, ``, 1)
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		if _, err := restore(s, pack(header, rows, ""), store.RestoreOptions{}); err != nil {
			t.Fatal(err)
		}
		if user, err := s.DB.User.Get(t.Context(), 7); err != nil || user.Interests != "" {
			t.Errorf("got %v, %v", user, err)
		}
	})
}

func TestManyRowsAreRestored(t *testing.T) {
	storetest.Each(t, func(t *testing.T, from *store.Store) {
		err := from.Write(t.Context(), func(ctx context.Context, tx *store.Tx) error {
			for i := range 1500 { // more than one statement takes
				if err := tx.Setting.Create().SetKey(fmt.Sprint("k", i)).SetValue(strings.Repeat("v", i%100)).Exec(ctx); err != nil {
					return err
				}
			}
			for i := range 3 { // more bytes than one statement takes
				if err := tx.Setting.Create().SetKey(fmt.Sprint("large", i)).SetValue(strings.Repeat("v", 3<<20)).Exec(ctx); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		archive := backup(t, from)
		storetest.Each(t, func(t *testing.T, to *store.Store) {
			summary, err := restore(to, archive, store.RestoreOptions{})
			if err != nil || summary.Rows["settings"] != 1503 {
				t.Fatalf("%+v, %v", summary, err)
			}
			compareLines(t, rowsOf(t, backup(t, to)), rowsOf(t, archive))
		})
	})
}

func TestAnAbandonedRestoreTouchesNothing(t *testing.T) {
	source := storetest.Open(t, storetest.SQLite(t))
	fill(t, source)
	archive := backup(t, source)
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, cancel := context.WithCancel(t.Context())
		_, err := s.Restore(ctx, &cancelling{Reader: bytes.NewReader(archive), cancel: cancel}, store.RestoreOptions{})
		if err == nil || state(t, s) != "" {
			t.Errorf("got %v", err)
		}
	})
}

// cancelling is an archive whose second reading ends with somebody pressing Ctrl-C.
type cancelling struct {
	*bytes.Reader
	cancel func()
}

func (c *cancelling) Seek(offset int64, whence int) (int64, error) {
	c.cancel()
	return c.Reader.Seek(offset, whence)
}
