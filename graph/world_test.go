package graph

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"gatehouse/ent"
	"gatehouse/server/call"
	"gatehouse/server/people"
	"gatehouse/server/setup"
	"gatehouse/server/store"
	"gatehouse/server/tokens"
)

// world is an installation with a small catalogue, and the admin API before it.
type world struct {
	t        testing.TB
	store    *store.Store
	keeper   *tokens.Keeper
	handler  http.Handler
	log      *strings.Builder
	now      time.Time // moved by tests
	cookies  map[string]string
	recorded []call.Outcome // that were recorded
}

// Record keeps how a call ended.
func (w *world) Record(o call.Outcome) { w.recorded = append(w.recorded, o) }

const goodPassword = "correct horse battery staple"

func declared(name, replacedBy string, effect call.Effect, capabilities ...string) *call.Function {
	type in struct {
		ID int `name:"id" default:"0" doc:"An id."`
	}
	type out struct {
		ID    int      `name:"id" doc:"The id."`
		Names []string `name:"names" type:"text" doc:"Names."`
	}
	d := call.Declaration{Name: name, Component: "moodle", Summary: "Does it.", Effect: effect, ReplacedBy: replacedBy, Capabilities: capabilities}
	return call.Declare(d, func(context.Context, *call.Call, in) (out, error) { return out{}, nil })
}

func newWorld(t testing.TB, s *store.Store, changes ...func(*Options)) *world {
	t.Helper()
	catalogue, err := call.NewCatalogue([]*call.Function{
		declared("core_webservice_get_site_info", "", call.Read), declared("core_course_get_courses", "", call.Read, "moodle/course:view"),
		declared("core_group_create_groups", "", call.Write, "moodle/course:managegroups"), declared("core_group_get_groups", "", call.Read, "moodle/course:managegroups"),
		declared("core_group_get_course_groups", "", call.Read, "moodle/course:managegroups"), declared("core_group_delete_groups", "", call.Write, "moodle/course:managegroups"),
		declared("core_old_get_things", "core_group_get_groups", call.Read),
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := setup.Install(t.Context(), s, catalogue); err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, store: s, now: time.Now().UTC(), cookies: map[string]string{}, log: &strings.Builder{}}
	clock := func() time.Time { return w.now }
	log := slog.New(slog.NewTextHandler(w.log, nil))
	doorman := people.NewDoorman(s, clock)
	if w.keeper, err = tokens.NewKeeper(t.Context(), s, doorman, log); err != nil {
		t.Fatal(err)
	}
	dispatcher := &call.Dispatcher{Catalogue: catalogue, Grants: w.keeper, Recorder: w, Now: clock}
	o := Options{
		Store: s, Keeper: w.keeper, Doorman: doorman, Dispatcher: dispatcher, Trials: plainBench(dispatcher), Descriptions: plainDescriptions(),
		Wires: []Wire{
			{Name: "rest", Title: "REST", Built: true, Addresses: []WireAddress{{"Our own", "/webservice/rest/FUNCTION", "JSON"}}}, {Name: "soap", Title: "SOAP"},
		},
		PublicURL: "http://127.0.0.1:8080", Version: "1.2.3", Now: clock, Log: log,
	}
	for _, change := range changes {
		change(&o)
	}
	w.handler, err = Handler(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// caller asks in the name of one person.
type caller struct {
	*world
	access  string
	refresh string // the cookies
	step    string
	attempt string
	header  http.Header
	host    string
	from    string
}

func (w *world) stranger() *caller {
	return &caller{world: w, header: http.Header{}, host: "127.0.0.1:8080", from: "127.0.0.1:9"}
}

// reply is what came back.
type reply struct {
	*answer
	Errors []struct {
		Message    string
		Path       []any
		Extensions struct{ Code, Field, Reason string }
	}
}

// code is the code of the first error; empty without one.
func (r *reply) code() string {
	if len(r.Errors) == 0 {
		return ""
	}
	return r.Errors[0].Extensions.Code
}

func (r *reply) field() string {
	if len(r.Errors) == 0 {
		return ""
	}
	return r.Errors[0].Extensions.Field
}

// at reads what stands at a path of the data: "services.nodes.0.name".
func (r *reply) at(path string) any {
	var v any
	_ = json.Unmarshal(r.Data, &v)
	for part := range strings.SplitSeq(path, ".") {
		switch parent := v.(type) {
		case map[string]any:
			v = parent[part]
		case []any:
			i := 0
			fmt.Sscan(part, &i)
			if i >= len(parent) {
				return nil
			}
			v = parent[i]
		default:
			return nil
		}
	}
	return v
}

func (r *reply) text(path string) string { return fmt.Sprint(r.at(path)) }

// ask sends an operation. Variables are name and value in turn.
func (c *caller) ask(text string, variables ...any) *reply {
	c.t.Helper()
	values := map[string]any{}
	for i := 0; i+1 < len(variables); i += 2 {
		values[variables[i].(string)] = variables[i+1]
	}
	body, err := json.Marshal(map[string]any{"query": text, "variables": values})
	if err != nil {
		c.t.Fatal(err)
	}
	request := post(string(body))
	request.Host, request.RemoteAddr = c.host, c.from
	for name, list := range c.header {
		request.Header[name] = list
	}
	if c.access != "" {
		request.Header.Set("Authorization", "Bearer "+c.access)
	}
	if c.refresh != "" {
		request.AddCookie(&http.Cookie{Name: cookieName, Value: c.refresh})
	}
	if c.step != "" {
		request.AddCookie(&http.Cookie{Name: cookieName + stepSuffix, Value: c.step})
	}
	if c.attempt != "" {
		request.AddCookie(&http.Cookie{Name: cookieName + attemptSuffix, Value: c.attempt})
	}
	address, _ := netip.ParseAddrPort(c.from)
	request = request.WithContext(call.WithCaller(request.Context(), &call.Caller{Address: address.Addr(), RequestID: "r1"}))
	w := httptest.NewRecorder()
	c.handler.ServeHTTP(w, request)
	got := &reply{answer: &answer{status: w.Code, header: w.Header(), text: w.Body.String()}}
	if err := json.Unmarshal(w.Body.Bytes(), got); err != nil {
		c.t.Fatalf("the answer is not JSON: %v\n%s", err, got.answer.text)
	}
	for _, cookie := range w.Result().Cookies() {
		switch cookie.Name {
		case cookieName:
			c.refresh = cookie.Value
		case cookieName + attemptSuffix:
			c.attempt = cookie.Value
		default:
			c.step = cookie.Value
		}
	}
	return got
}

// done is ask for what must succeed.
func (c *caller) done(text string, variables ...any) *reply {
	c.t.Helper()
	got := c.ask(text, variables...)
	if len(got.Errors) > 0 {
		c.t.Fatalf("%s\nanswered %s\nlog %s", text, got.answer.text, c.log)
	}
	return got
}

// addUser makes a user with goodPassword, and a signed-in caller.
func (w *world) addUser(name string, admin bool) (*ent.User, *caller) {
	w.t.Helper()
	hash, err := people.HashPassword(context.Background(), goodPassword)
	if err != nil {
		w.t.Fatal(err)
	}
	var row *ent.User
	err = w.store.Write(context.Background(), func(ctx context.Context, tx *store.Tx) (err error) {
		row, err = tx.User.Create().SetUsername(name).SetFirstName(strings.ToUpper(name)).SetLastName("Lee").SetEmail(name + "@example.org").
			SetPasswordHash(hash).SetSiteAdmin(admin).Save(ctx)
		tx.Changed(store.UserChanged, 0)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return row, w.signIn(name)
}

func (w *world) signIn(name string) *caller {
	w.t.Helper()
	c := w.stranger()
	got := c.done(`mutation($u:String!,$p:String!){signIn(username:$u,password:$p){accessToken}}`, "u", name, "p", goodPassword)
	c.access = got.text("signIn.accessToken")
	return c
}

// audited are the actions of the audit trail, oldest first.
func (w *world) audited() string {
	rows, err := w.store.DB.AuditEvent.Query().All(context.Background())
	if err != nil {
		w.t.Fatal(err)
	}
	var list []string
	for _, row := range rows {
		list = append(list, row.Action)
	}
	return strings.Join(list, " ")
}

var discard = slog.New(slog.DiscardHandler)
