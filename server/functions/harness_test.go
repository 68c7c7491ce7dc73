package functions_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/roleassignment"
	"gatehouse/ent/user"
	"gatehouse/server/call"
	"gatehouse/server/functions"
	"gatehouse/server/functions/functionstest"
	"gatehouse/server/protocols"
	"gatehouse/server/store"
	"gatehouse/server/store/storetest"
)

func TestMain(m *testing.M) { storetest.Main(allErrorsMet{m}) }

var callerAddress = netip.MustParseAddr("127.0.0.1")

const publicURL = "https://school.example"

// harness is the real library over a real database that holds the world of functionstest.
type harness struct {
	store      *store.Store
	library    *functions.Library
	grants     *grants
	dispatcher *call.Dispatcher
}

// each runs a test on both databases, each with a world of its own.
func each(t *testing.T, test func(t *testing.T, h *harness)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { test(t, newHarness(t, s)) })
}

// eachQuiet is each with a store that does not follow changes, so that nothing asks the database in the background of a test that
// counts what is asked.
func eachQuiet(t *testing.T, test func(t *testing.T, h *harness)) {
	t.Helper()
	storetest.EachAddress(t, func(t *testing.T, address string) {
		s, err := store.Open(t.Context(), address, store.Options{Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		test(t, newHarness(t, s))
	})
}

func newHarness(t testing.TB, s *store.Store) *harness {
	t.Helper()
	if err := s.Write(t.Context(), functionstest.Fill); err != nil {
		t.Fatal(err)
	}
	l := &functions.Library{Store: s, PublicURL: publicURL, Version: "test"}
	catalogue, err := call.NewCatalogue(l.All())
	if err != nil {
		t.Fatal(err)
	}
	g := &grants{store: s}
	for _, f := range catalogue.All() {
		g.functions = append(g.functions, f.Name)
	}
	dispatcher := &call.Dispatcher{
		Catalogue: catalogue, Grants: g, Recorder: errorsMet, Now: time.Now,
		Undeclared: func(function, what string) { t.Errorf("%s does not declare the %s", function, what) },
	}
	l.Nested = &protocols.Nested{Dispatcher: dispatcher}
	return &harness{s, l, g, dispatcher}
}

// call makes a call as a user. Arguments and result are JSON.
func (h *harness) call(t testing.TB, username, function, arguments string) (string, *call.Error) {
	t.Helper()
	return h.callWith(t, &call.Request{Credential: call.Credential{Token: username}, Function: function, Settings: call.DefaultSettings}, arguments)
}

// callIn makes a call with a token that works in one course only.
func (h *harness) callIn(t *testing.T, username string, course int, function, arguments string) (string, *call.Error) {
	t.Helper()
	credential := call.Credential{Token: fmt.Sprintf("%s/%d", username, course)}
	return h.callWith(t, &call.Request{Credential: credential, Function: function, Settings: call.DefaultSettings}, arguments)
}

// callWith makes a call whose credential, function and settings the test has chosen.
func (h *harness) callWith(t testing.TB, r *call.Request, arguments string) (string, *call.Error) {
	t.Helper()
	r.ID, r.Protocol, r.Address = "test", "rest", callerAddress
	r.Arguments = func() (map[string]any, error) { return parseArguments(t, arguments), nil }
	value, err := h.dispatcher.Call(t.Context(), r)
	if err != nil {
		var known *call.Error
		if !errors.As(err, &known) {
			t.Fatalf("%s failed with %v, which is not a *call.Error", r.Function, err)
		}
		if known.Code == call.Internal {
			t.Errorf("%s failed inside: %v", r.Function, known.Unwrap())
		}
		return "", known
	}
	var b strings.Builder
	writeJSON(&b, value)
	return b.String(), nil
}

// must makes a call that has to succeed.
func (h *harness) must(t testing.TB, username, function, arguments string) string {
	t.Helper()
	result, err := h.call(t, username, function, arguments)
	if err != nil {
		t.Fatalf("%s(%s) by %s: %s %v", function, arguments, username, err.Code, err)
	}
	return result
}

// refused makes a call that has to fail with a code and, unless path is "", about a parameter.
func (h *harness) refused(t *testing.T, username, function, arguments string, code call.Code, path string) {
	t.Helper()
	result, err := h.call(t, username, function, arguments)
	if err == nil {
		t.Fatalf("%s(%s) by %s: got %s, want %s", function, arguments, username, result, code)
	}
	if err.Code != code || path != "" && err.Path != path {
		t.Errorf("%s(%s) by %s: got %s at %q (%v), want %s at %q", function, arguments, username, err.Code, err.Path, err, code, path)
	}
}

func parseArguments(t testing.TB, text string) map[string]any {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var arguments map[string]any
	if err := decoder.Decode(&arguments); err != nil {
		t.Fatalf("the arguments %s are not JSON: %v", text, err)
	}
	return plain(arguments).(map[string]any)
}

// plain turns numbers into those that wires carry.
func plain(v any) any {
	switch v := v.(type) {
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n
		}
		f, _ := v.Float64()
		return f
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
	case map[string]any:
		for key := range v {
			v[key] = plain(v[key])
		}
	}
	return v
}

// writeJSON walks a result as protocols do.
func writeJSON(b *strings.Builder, v call.Value) {
	if v.Schema.Shape == call.Nothing || v.Null() {
		b.WriteString("null")
		return
	}
	switch v.Schema.Shape {
	case call.List:
		b.WriteByte('[')
		for i := range v.Len() {
			separate(b)
			writeJSON(b, v.Item(i))
		}
		b.WriteByte(']')
	case call.Object:
		b.WriteByte('{')
		for i, f := range v.Schema.Fields {
			if v.Field(i).Absent() {
				continue
			}
			separate(b)
			b.WriteString(strconv.Quote(f.Name) + ":")
			writeJSON(b, v.Field(i))
		}
		b.WriteByte('}')
	default:
		writeScalar(b, v)
	}
}

func separate(b *strings.Builder) {
	if s := b.String(); !strings.HasSuffix(s, "[") && !strings.HasSuffix(s, "{") {
		b.WriteByte(',')
	}
}

func writeScalar(b *strings.Builder, v call.Value) {
	switch v.Schema.Type {
	case call.Int:
		fmt.Fprint(b, v.Int())
	case call.Float:
		fmt.Fprint(b, v.Float())
	case call.Bool:
		fmt.Fprint(b, v.Bool())
	default:
		encoder := json.NewEncoder(noNewline{b})
		encoder.SetEscapeHTML(false)
		_ = encoder.Encode(v.Text())
	}
}

// noNewline drops the newline that ends a JSON document.
type noNewline struct{ b *strings.Builder }

func (w noNewline) Write(p []byte) (int, error) {
	w.b.WriteString(strings.TrimSuffix(string(p), "\n"))
	return len(p), nil
}

// grants builds grants from the rows as they are at each call. A token is a user's name, or NAME/COURSE for one that works in
// one course only. Every token is for the service "all", which holds the whole catalogue. A user name instead of a token opens
// that service and "small", but not "off" and not "others".
type grants struct {
	store     *store.Store
	functions []string // of the service "all"
}

func (g *grants) Policy() *call.Policy {
	return &call.Policy{ServicesOn: true, Protocols: map[string]bool{"rest": true}, Passwords: true}
}

func (g *grants) Find(ctx context.Context, c call.Credential, _ netip.Addr) (*call.Grant, error) {
	name, course, _ := strings.Cut(c.Token+c.Username, "/")
	u, err := g.store.DB.User.Query().Where(user.Username(name)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	holdings, err := g.holdings(ctx, u)
	if err != nil {
		return nil, err
	}
	grant := &call.Grant{User: callUser(u), Services: g.services(c.ByUser), Holdings: holdings}
	if !c.ByUser {
		grant.Token = call.Token{ID: u.ID, Name: "test"}
		grant.Token.Course, _ = strconv.Atoi(course)
	}
	return grant, nil
}

func callUser(u *ent.User) call.User {
	return call.User{
		ID: u.ID, Username: u.Username, FirstName: u.FirstName, LastName: u.LastName, Deleted: u.Deleted,
		Confirmed: u.Confirmed, Suspended: u.Suspended, NoLogin: u.Auth == "nologin", Guest: u.ID == 1, SiteAdmin: u.SiteAdmin, Lang: u.Lang,
		MustChangePassword: u.Preferences["auth_forcepasswordchange"] == "1",
	}
}

func (g *grants) services(byUser bool) []call.Offer {
	all := call.Service{ID: 2, ShortName: "all", Enabled: true, DownloadFiles: true, UploadFiles: true, Functions: g.functions}
	offers := []call.Offer{{Service: call.NewService(all)}}
	if byUser {
		for _, s := range []call.Service{
			{ID: 3, ShortName: "small", Enabled: true, Functions: []string{"core_webservice_get_site_info", "enrol_manual_enrol_users"}},
			{ID: 4, ShortName: "off", Functions: []string{"core_off"}},
			{ID: 5, ShortName: "others", Enabled: true, AuthorisedUsersOnly: true, Functions: []string{"core_others"}},
		} {
			offers = append(offers, call.Offer{Service: call.NewService(s)})
		}
	}
	return offers
}

// holdings are the roles of a user, and besides the role that everybody holds.
func (g *grants) holdings(ctx context.Context, u *ent.User) (call.Holdings, error) {
	h := call.Holdings{Everything: u.SiteAdmin, Courses: map[int][]call.Capabilities{}}
	h.Site = append(h.Site, call.NewCapabilities([]string{"webservice/rest:use"}))
	rows, err := g.store.DB.RoleAssignment.Query().Where(roleassignment.UserID(u.ID)).WithRole().All(ctx)
	for _, row := range rows {
		capabilities := call.NewCapabilities(row.Edges.Role.Capabilities)
		if row.CourseID == nil {
			h.Site = append(h.Site, capabilities)
		} else {
			h.Courses[*row.CourseID] = append(h.Courses[*row.CourseID], capabilities)
		}
	}
	return h, err
}
