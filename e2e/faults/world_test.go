package faults

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // database/sql driver "pgx"
	_ "modernc.org/sqlite"             // database/sql driver "sqlite"
)

// world is an installation in which keeper, an administrator, may call what the faults call, over every protocol.
type world struct {
	database string
	token    string
}

const (
	keeper   = "keeper"
	password = "Keeper-2-Keeper"
	writes   = "core_notes_create_notes"
	reads    = "core_user_get_users_by_field"
	warm     = "core_webservice_get_site_info"

	manifest = `
webServices: {enabled: true, documentation: true, protocols: [rest, soap, xmlrpc, amf, jsonrpc, mcp]}
users:
  - {id: 7, username: keeper, password: "` + password + `", firstName: K, lastName: K, email: keeper@school.example, siteAdmin: true}
  - {id: 8, username: caller, password: "` + password + `", firstName: C, lastName: C, email: caller@school.example, roles: [callers]}
roles:
  - {shortName: callers, name: Callers, capabilities: ["webservice/rest:use", "moodle/user:viewdetails"]}
courses: [{id: 2, shortName: C1, fullName: One, category: 1}]
tokenSettings: {endOnSuspension: false}
services:
  - {id: 5, name: All, shortName: all, enabled: true, functions: [` + writes + `, ` + reads + `, ` + warm + `]}
  - {id: 6, name: Other, shortName: other, enabled: true, functions: [` + warm + `]}
`
)

// newWorld makes the installation in a database, through the command line.
func newWorld(t testing.TB, database string) *world {
	t.Helper()
	run(t, manifest, "apply", "--database", database, "-")
	var made struct{ Secret string }
	text := run(t, "", "token", "create", "--database", database, "--json", "--user", keeper, "--service", "all")
	if err := json.Unmarshal([]byte(text), &made); err != nil {
		t.Fatal(err)
	}
	return &world{database: database, token: made.Secret}
}

var marks atomic.Int64

// newMark is a text that nothing else holds.
func newMark() string { return fmt.Sprintf("mark-%08d", marks.Add(1)) }

// write is a call that changes something: it writes a note, whose text and name are its mark.
func (w *world) write(by wire, key string) *asked {
	mark := newMark()
	note := map[string]any{"userid": int64(7), "publishstate": "personal", "courseid": int64(2), "text": mark, "clientnoteid": mark}
	return by.says("write", w.token, writes, map[string]any{"notes": []any{note}}, mark, key)
}

// read is a call that reads the database.
func (w *world) read(by wire) *asked {
	return by.says("read", w.token, reads, map[string]any{"field": "username", "values": []any{keeper}}, "keeper@school.example", "")
}

// warm is a call that is answered out of memory while its token is known.
func (w *world) warm(by wire) *asked {
	return by.says("warm", w.token, warm, map[string]any{}, keeper, "")
}

// checkWires holds that every wire can say everything that is asked here.
func (w *world) checkWires(t testing.TB, s *server) {
	t.Helper()
	for _, by := range wires {
		for _, q := range []*asked{w.write(by, ""), w.read(by), w.warm(by)} {
			if a := q.ask(t.Context(), brief, s.base); !a.ok() {
				t.Fatal(a)
			}
		}
	}
}

// graphQL asks the admin API.
func graphQL(session, query, mark string) *asked {
	return &asked{kind: "graphql", wire: "graphql", mark: mark, send: func(ctx context.Context, base string) (*http.Request, error) {
		body, err := json.Marshal(map[string]string{"query": query})
		if err != nil {
			return nil, err
		}
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, base+"/graphql", strings.NewReader(string(body)))
		if err != nil {
			return nil, err
		}
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Origin", base)
		if session != "" {
			r.Header.Set("Authorization", "Bearer "+session)
		}
		return r, nil
	}}
}

// signIn signs keeper in at a server.
func (w *world) signIn(t testing.TB, s *server) string {
	t.Helper()
	a := graphQL("", `mutation { signIn(username: "`+keeper+`", password: "`+password+`") { accessToken } }`, "accessToken").ask(t.Context(), brief, s.base)
	var got struct {
		Data struct{ SignIn struct{ AccessToken string } }
	}
	if err := json.Unmarshal([]byte(a.body), &got); err != nil || got.Data.SignIn.AccessToken == "" {
		t.Fatal(a)
	}
	return got.Data.SignIn.AccessToken
}

// open opens the database behind the program's back.
func (w *world) open(t testing.TB) *sql.DB { return openRaw(t, w.database) }

func openRaw(t testing.TB, database string) *sql.DB {
	t.Helper()
	driver, source := "pgx", database
	if path, ok := strings.CutPrefix(database, "sqlite:"); ok {
		driver, source = "sqlite", "file:"+path+"?_pragma=busy_timeout(10000)&_txlock=immediate"
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func (w *world) isSQLite() bool { return strings.HasPrefix(w.database, "sqlite:") }

// column reads one column, of texts.
func column(t testing.TB, db *sql.DB, query string, values ...any) []string {
	t.Helper()
	rows, err := db.Query(query, values...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		list = append(list, text)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

// kept is what the database holds of the writes.
type kept struct {
	notes  map[string]int // by mark
	events map[string]int // audit events of writes, by request
	audit  int            // how many these are
}

// inspect reads what is kept, and holds that nothing is half-written: there are as many audit events of writes as notes, and the file is
// whole.
func (w *world) inspect(t testing.TB, db *sql.DB) kept {
	t.Helper()
	k := kept{notes: map[string]int{}, events: map[string]int{}}
	for _, mark := range column(t, db, "SELECT text FROM notes") {
		k.notes[mark]++
	}
	total := 0
	for _, n := range k.notes {
		total += n
	}
	for _, id := range column(t, db, "SELECT request_id FROM audit_events WHERE action = '"+writes+"'") {
		k.events[id]++
		k.audit++
	}
	if total != k.audit {
		t.Errorf("%d notes with %d audit events", total, k.audit)
	}
	if w.isSQLite() {
		if said := column(t, db, "PRAGMA integrity_check"); len(said) != 1 || said[0] != "ok" {
			t.Errorf("the file is damaged: %v", said)
		}
	}
	return k
}

// missing counts the acknowledged writes of which there is no note, more than one, or no audit event.
func (k kept) missing(t testing.TB, acknowledged []*answer) (lost, doubled, unrecorded int) {
	t.Helper()
	for _, a := range acknowledged {
		switch n := k.notes[a.mark]; {
		case n == 0:
			lost++
		case n > 1:
			doubled++
		}
		if k.events[a.id] == 0 {
			unrecorded++
		}
	}
	if lost+doubled+unrecorded > 0 {
		t.Errorf("%d acknowledged writes are lost, %d doubled, %d without their audit event", lost, doubled, unrecorded)
	}
	return lost, doubled, unrecorded
}
