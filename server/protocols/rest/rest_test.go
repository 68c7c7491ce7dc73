package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"runtime"
	"strings"
	"testing"
	"time"

	"gatehouse/server/call"
)

const secret = "s3cret"

type row struct {
	ID     int      `name:"id" doc:"An id."`
	Name   string   `name:"name" type:"text" doc:"A name."`
	Note   *string  `name:"note" type:"raw" doc:"A note."`
	Rate   float64  `name:"rate" default:"1.5" doc:"A rate."`
	Active bool     `name:"active" default:"true" doc:"Whether."`
	Tags   []string `name:"tags" type:"raw" optional:"true" doc:"Tags."`
}

type rowsIn struct {
	Rows []row `name:"rows" doc:"Rows."`
}

type empty struct {
	Gone *int `name:"gone" doc:"Never there."`
}

// testGrants knows one token and one password.
type testGrants struct{ policy call.Policy }

func (g *testGrants) Policy() *call.Policy { return &g.policy }

func (g *testGrants) Find(_ context.Context, c call.Credential, _ netip.Addr) (*call.Grant, error) {
	if c.ByUser && (c.Username != "ana" || c.Password != "pw") {
		return nil, call.Fail(call.WrongPassword)
	}
	if !c.ByUser && (c.Malformed || c.Token != secret) {
		return nil, nil
	}
	service := call.NewService(call.Service{ID: 1, Name: "All", Enabled: true, Functions: []string{"t_echo", "t_void", "t_fail", "t_empty", "t_write", "t_settings"}})
	return &call.Grant{
		User:     call.User{ID: 3, Username: "ana", Confirmed: true},
		Holdings: call.Holdings{Everything: true},
		Services: []call.Offer{{Service: service}},
	}, nil
}

type outcomes struct{ list []call.Outcome }

func (o *outcomes) Record(outcome call.Outcome) { o.list = append(o.list, outcome) }

type bench struct {
	mux      *http.ServeMux
	grants   *testGrants
	recorded *outcomes
	inURL    bool
}

func newBench(t testing.TB) *bench {
	t.Helper()
	d := func(name string, effect call.Effect) call.Declaration {
		return call.Declaration{Name: name, Component: "t", Summary: "A test.", Effect: effect}
	}
	catalogue, err := call.NewCatalogue([]*call.Function{
		call.Declare(d("t_echo", call.Read), func(_ context.Context, _ *call.Call, in rowsIn) ([]row, error) { return in.Rows, nil }),
		call.Declare(d("t_void", call.Read), func(context.Context, *call.Call, struct{}) (call.Void, error) { return call.Void{}, nil }),
		call.Declare(d("t_fail", call.Read), func(context.Context, *call.Call, struct{}) (call.Void, error) {
			return call.Void{}, errors.New("SELECT secret FROM /var/lib")
		}),
		call.Declare(d("t_empty", call.Read), func(context.Context, *call.Call, struct{}) (empty, error) { return empty{}, nil }),
		call.Declare(d("t_write", call.Write), func(context.Context, *call.Call, struct{}) (call.Void, error) { return call.Void{}, nil }),
		call.Declare(d("t_settings", call.Read), func(_ context.Context, c *call.Call, _ struct{}) (string, error) {
			return fmt.Sprintf("%+v", c.Request.Settings), nil
		}),
	})
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{mux: http.NewServeMux(), recorded: &outcomes{}, inURL: true}
	b.grants = &testGrants{call.Policy{ServicesOn: true, Passwords: true, Protocols: map[string]bool{Name: true}}}
	h := &Handler{
		Dispatcher: &call.Dispatcher{Catalogue: catalogue, Grants: b.grants, Recorder: b.recorded, Now: time.Now},
		TokenInURL: func() bool { return b.inURL },
	}
	h.Routes(b.mux.Handle)
	return b
}

// send sends a request; body's type is a form unless contentType says otherwise.
func (b *bench) send(method, target, contentType, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if contentType == "" && body != "" {
		contentType = "application/x-www-form-urlencoded"
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	r = r.WithContext(call.WithCaller(r.Context(), &call.Caller{Address: netip.MustParseAddr("127.0.0.1"), RequestID: "r1"}))
	w := httptest.NewRecorder()
	b.mux.ServeHTTP(w, r)
	return w
}

const (
	server = "/webservice/rest/server.php"
	asJSON = server + "?moodlewsrestformat=json&wstoken=" + secret
)

type failure struct{ Exception, ErrorCode, Message string }

// Everything that Moodle's address refuses: status 200, Moodle's shape and class, the parameter's path in the message.
func TestMoodleRefuses(t *testing.T) {
	echo := asJSON + "&wsfunction=t_echo"
	form := "application/x-www-form-urlencoded"
	for _, row := range []struct {
		why, method, target, contentType, body string
		code                                   call.Code
		says                                   string
	}{
		{"no token", "GET", server + "?moodlewsrestformat=json", "", "", call.InvalidToken, ""},
		{"an unknown token", "GET", server + "?moodlewsrestformat=json&wstoken=x", "", "", call.InvalidToken, ""},
		{"a token as a list", "GET", server + "?moodlewsrestformat=json&wstoken[0]=" + secret, "", "", call.InvalidToken, ""},
		{"a token twice", "GET", asJSON + "&wstoken=" + secret, "", "", call.InvalidToken, ""},
		{"two tokens", "POST", asJSON, form, "wstoken=other", call.InvalidToken, ""},
		{"a token padded", "GET", server + "?moodlewsrestformat=json&wstoken=" + secret + "+", "", "", call.InvalidToken, ""},
		{"a password at the token's door", "GET", server + "?moodlewsrestformat=json&wsusername=ana&wspassword=pw", "", "", call.InvalidToken, ""},
		{"no function", "GET", asJSON, "", "", call.InvalidParameter, "name of the function"},
		{"a function that does not exist", "GET", asJSON + "&wsfunction=t_nothing", "", "", call.FunctionUnknown, "t_nothing"},
		{"a function in another case", "GET", asJSON + "&wsfunction=T_ECHO", "", "", call.FunctionUnknown, ""},
		{"a function twice", "GET", asJSON + "&wsfunction=t_void&wsfunction=t_void", "", "", call.InvalidParameter, "wsfunction"},
		{"a setting twice", "GET", asJSON + "&wsfunction=t_void&moodlewssettingraw=1&moodlewssettingraw=0", "", "", call.InvalidParameter, "moodlewssettingraw: is given twice"},
		{"a missing key", "POST", echo, form, "rows[0][id]=1", call.InvalidParameter, "rows[0].name: is missing"},
		{"a missing key in the second row", "POST", echo, form, "rows[0][id]=1&rows[0][name]=a&rows[1][name]=b", call.InvalidParameter, "rows[1].id"},
		{"a wrong type", "POST", echo, form, "rows[0][id]=abc&rows[0][name]=a", call.InvalidParameter, `rows[0].id: found "abc", expected a whole number`},
		{"an unknown key", "POST", echo, form, "rows[0][id]=1&rows[0][name]=a&rows[0][colour]=red", call.InvalidParameter, "rows[0].colour"},
		{"an unknown key at the top", "POST", echo, form, "foo=1", call.InvalidParameter, "rows: is missing"},
		{"a scalar twice", "POST", echo, form, "rows[0][id]=1&rows[0][id]=1", call.InvalidParameter, "rows[0].id: is given twice"},
		{"bad UTF-8", "POST", echo, form, "rows[0][id]=1&rows[0][name]=%ff%fe", call.InvalidParameter, "rows[0].name"},
		{"an index past the limit", "POST", echo, form, "rows[999999999][id]=1", call.InvalidParameter, "rows[999999999]"},
		{"nesting past the limit", "POST", echo, form, "rows" + strings.Repeat("[0]", 1000) + "=1", call.InvalidParameter, "nested"},
		{"too many parameters", "POST", echo, form, strings.Repeat("a=1&", 200_000), call.InvalidParameter, "20000"},
		{"a body of another type", "POST", echo, "text/plain", "rows[0][id]=1", call.InvalidParameter, "content type"},
		{"no type at all", "POST", echo, "unreadable;;", "rows[0][id]=1", call.InvalidParameter, "content type"},
		{"JSON that is none", "POST", echo, "application/json", "{", call.InvalidParameter, "byte 2"},
		{"JSON with a key twice", "POST", echo, "application/json", `{"rows":[],"rows":[]}`, call.InvalidParameter, "twice"},
		{"JSON that is no object", "POST", echo, "application/json", "[1]", call.InvalidParameter, "object"},
		{"a token in JSON that is no text", "POST", server + "?moodlewsrestformat=json", "application/json", `{"wstoken":1}`, call.InvalidToken, ""},
		{"a multipart form that is none", "POST", echo, "multipart/form-data; boundary=x", "nothing", call.InvalidParameter, "multipart"},
		{"the other door's parameter", "POST", echo, form, "wsusername=ana", call.InvalidParameter, ""},
		{"an unknown setting", "POST", asJSON + "&wsfunction=t_void", form, "moodlewssettingfoo=1", call.InvalidParameter, "moodlewssettingfoo"},
		{"a failure inside", "GET", asJSON + "&wsfunction=t_fail", "", "", call.Internal, ""},
	} {
		t.Run(row.why, func(t *testing.T) {
			b := newBench(t)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			w := b.send(row.method, row.target, row.contentType, row.body)
			runtime.ReadMemStats(&after)
			var got failure
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
				t.Fatalf("%d %s: %v", w.Code, w.Body, err)
			}
			if w.Code != http.StatusOK || got.ErrorCode != string(row.code) || got.Exception != class(row.code) || !strings.Contains(got.Message, row.says) {
				t.Errorf("got %d %+v, want %s saying %q", w.Code, got, row.code, row.says)
			}
			for _, leak := range []string{secret, "SELECT", "/var/lib", "goroutine"} {
				if strings.Contains(w.Body.String(), leak) {
					t.Errorf("%q leaks into %s", leak, w.Body)
				}
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 16<<20 {
				t.Errorf("%d MB were allocated", used>>20)
			}
		})
	}
}

func TestABodyTooLargeIsRefusedUnread(t *testing.T) {
	for target, kind := range map[string]string{asJSON + "&wsfunction=t_void": "application/json", "/webservice/rest/t_void": "application/problem+json"} {
		w := newBench(t).send("POST", target, "", strings.Repeat("x", 20<<20), "Authorization", "Bearer "+secret)
		if w.Code != http.StatusRequestEntityTooLarge || w.Header().Get("Content-Type") != kind || !strings.Contains(w.Body.String(), string(call.BodyTooLarge)) {
			t.Errorf("%s: %d %s %s", target, w.Code, w.Header().Get("Content-Type"), w.Body)
		}
	}
}

func TestMethodsThatAreNone(t *testing.T) {
	if w := newBench(t).send("BREW", asJSON+"&wsfunction=t_void", "", ""); w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") == "" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}

func TestACompressedBodyIsRefused(t *testing.T) {
	w := newBench(t).send("POST", "/webservice/rest/t_void", "application/json", "{}", "Authorization", "Bearer "+secret, "Content-Encoding", "gzip")
	if w.Code != http.StatusUnsupportedMediaType {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestAProtocolThatIsOffAnswersWithNothing(t *testing.T) {
	for _, row := range []struct {
		target string
		off    func(p *call.Policy)
		status int
	}{
		{asJSON + "&wsfunction=t_void", func(p *call.Policy) { p.ServicesOn = false }, http.StatusForbidden},
		{asJSON + "&wsfunction=t_void", func(p *call.Policy) { p.Protocols = nil }, http.StatusForbidden},
		{"/webservice/rest/simpleserver.php?wsfunction=t_void&wsusername=ana&wspassword=pw", func(p *call.Policy) { p.ServicesOn = false }, http.StatusOK},
	} {
		b := newBench(t)
		row.off(&b.grants.policy)
		w := b.send("GET", row.target, "", "")
		if w.Code != row.status || w.Body.Len() != 0 || w.Header().Get("Content-Type") != "text/html; charset=utf-8" {
			t.Errorf("%s: %d %q %s", row.target, w.Code, w.Header().Get("Content-Type"), w.Body)
		}
	}
	b := newBench(t)
	b.grants.policy.ServicesOn = false
	if w := b.send("GET", "/webservice/rest/t_void", "", "", "Authorization", "Bearer "+secret); w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "web-services-on") {
		t.Errorf("our own address says why: %d %s", w.Code, w.Body)
	}
}

func TestMoodleAnswers(t *testing.T) {
	multi := &bytes.Buffer{}
	parts := multipart.NewWriter(multi)
	for key, value := range map[string]string{"wstoken": secret, "wsfunction": "t_echo", "moodlewsrestformat": "json", "rows[0][id]": "1", "rows[0][name]": "é"} {
		if err := parts.WriteField(key, value); err != nil {
			t.Fatal(err)
		}
	}
	parts.Close()
	one := `[{"id":1,"name":"\u00e9","rate":1.5,"active":true}]`
	for _, row := range []struct{ why, method, target, contentType, body, want string }{
		{"GET", "GET", asJSON + "&wsfunction=t_echo&rows[0][id]=1&rows[0][name]=%C3%A9", "", "", one},
		{"POST", "POST", server, "", "moodlewsrestformat=json&wstoken=" + secret + "&wsfunction=t_echo&rows[0][id]=1&rows[0][name]=%C3%A9", one},
		{"OPTIONS is a call like any other, as in Moodle", "OPTIONS", asJSON + "&wsfunction=t_void", "", "", "null"},
		{"PUT too", "PUT", asJSON + "&wsfunction=t_void", "", "", "null"},
		{"multipart", "POST", server, parts.FormDataContentType(), multi.String(), one},
		{"a JSON object", "POST", server + "?moodlewsrestformat=json", "application/json; charset=utf-8",
			`{"wstoken":"s3cret","wsfunction":"t_echo","rows":[{"id":1,"name":"é"}]}`, one},
		{"the body wins over the query", "POST", asJSON + "&wsfunction=t_echo&rows[0][id]=7&rows[0][name]=x", "", "rows[0][id]=1&rows[0][name]=%C3%A9", one},
		{"the same token twice in two places is one", "POST", asJSON + "&wsfunction=t_void", "", "wstoken=" + secret, "null"},
		{"void", "GET", asJSON + "&wsfunction=t_void", "", "", "null"},
		{"PHP writes an object without keys as a list", "GET", asJSON + "&wsfunction=t_empty", "", "", "[]"},
		{"markup and slashes as PHP writes them", "POST", asJSON + "&wsfunction=t_echo", "application/json",
			`{"rows":[{"id":-9223372036854775808,"name":"a/b \"c\" \\ 😀 & co","note":null,"rate":2,"active":false,"tags":["<b>"]}]}`,
			`[{"id":-9223372036854775808,"name":"a\/b \"c\" \\ \ud83d\ude00 & co","rate":2,"active":false,"tags":["<b>"]}]`},
		{"an upper-case format is no format", "GET", server + "?moodlewsrestformat=JSON&wstoken=" + secret + "&wsfunction=t_void", "", "",
			"<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<RESPONSE>\n</RESPONSE>\n"},
		{"XML writes every declared key", "GET", server + "?wstoken=" + secret + "&wsfunction=t_empty", "", "",
			"<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<RESPONSE>\n<SINGLE>\n<KEY name=\"gone\"><VALUE null=\"null\"/>\n</KEY>\n</SINGLE>\n</RESPONSE>\n"},
		{"XML escapes", "POST", server + "?wstoken=" + secret + "&wsfunction=t_echo", "application/json", `{"rows":[{"id":1,"name":"a & \"b\" >","tags":["\u0001\t<x>\uffff"]}]}`,
			"<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<RESPONSE>\n<MULTIPLE>\n<SINGLE>\n<KEY name=\"id\"><VALUE>1</VALUE>\n</KEY>\n<KEY name=\"name\"><VALUE>a &amp; &quot;b&quot; &gt;</VALUE>\n</KEY>\n<KEY name=\"note\"><VALUE null=\"null\"/>\n</KEY>\n<KEY name=\"rate\"><VALUE>1.5</VALUE>\n</KEY>\n<KEY name=\"active\"><VALUE>1</VALUE>\n</KEY>\n<KEY name=\"tags\"><MULTIPLE>\n<VALUE>\t&lt;x&gt;</VALUE>\n</MULTIPLE>\n</KEY>\n</SINGLE>\n</MULTIPLE>\n</RESPONSE>\n"},
		{"an error in XML", "GET", server, "", "",
			"<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<EXCEPTION class=\"core\\exception\\moodle_exception\">\n<ERRORCODE>invalidtoken</ERRORCODE>\n<MESSAGE>The token is missing or not known here.</MESSAGE>\n</EXCEPTION>\n"},
		{"settings", "GET", asJSON + "&wsfunction=t_settings&moodlewssettingraw=maybe&moodlewssettingfileurl=0&moodlewssettinglang=fr", "", "",
			`"{Raw:true FileURL:false Filter:false Lang:fr Timezone:}"`},
	} {
		t.Run(row.why, func(t *testing.T) {
			w := newBench(t).send(row.method, row.target, row.contentType, row.body)
			if w.Code != http.StatusOK || w.Body.String() != row.want {
				t.Errorf("got %d\n%s\nwant\n%s", w.Code, w.Body, row.want)
			}
			if got := w.Header().Get("Cache-Control"); !strings.Contains(got, "no-store") || w.Header().Get("Access-Control-Allow-Origin") != "*" {
				t.Errorf("headers %v", w.Header())
			}
		})
	}
}

func TestUserNameAndPassword(t *testing.T) {
	simple := "/webservice/rest/simpleserver.php?moodlewsrestformat=json&wsfunction=t_void"
	for _, row := range []struct{ why, form, want string }{
		{"a wrong password", "wsusername=ana&wspassword=no", "wrongusernamepassword"},
		{"a token is no parameter of this door", "wsusername=ana&wspassword=pw&wstoken=" + secret, "invalidparameter"},
		{"both right", "wsusername=ana&wspassword=pw", "null"},
	} {
		if w := newBench(t).send("POST", simple, "", row.form); !strings.Contains(w.Body.String(), row.want) {
			t.Errorf("%s: %s", row.why, w.Body)
		}
	}
}

func TestOwnAddress(t *testing.T) {
	bearer := []string{"Authorization", "Bearer " + secret}
	for _, row := range []struct {
		why, method, target, contentType, body string
		header                                 []string
		status                                 int
		says                                   string
	}{
		{"no token", "POST", "/webservice/rest/t_void", "", "", nil, 401, `"code":"invalidtoken"`},
		{"another scheme", "POST", "/webservice/rest/t_void", "", "", []string{"Authorization", "Basic " + secret}, 401, `"check":"token-known"`},
		{"two headers", "POST", "/webservice/rest/t_void", "", "", append([]string{"Authorization", "Bearer x"}, bearer...), 401, ""},
		{"an unknown function, to a stranger", "POST", "/webservice/rest/t_nothing", "", "", nil, 401, `"invalidtoken"`},
		{"an unknown function", "POST", "/webservice/rest/t_nothing", "", "", bearer, 404, `"invalidrecord"`},
		{"GET for a function that writes", "GET", "/webservice/rest/t_write", "", "", bearer, 405, "changes data"},
		{"another method", "DELETE", "/webservice/rest/t_void", "", "", bearer, 405, ""},
		{"a form", "POST", "/webservice/rest/t_echo", "application/x-www-form-urlencoded", "rows[0][id]=1", bearer, 415, `"unsupportedmediatype"`},
		{"bad JSON", "POST", "/webservice/rest/t_echo", "application/json", "{", bearer, 400, "byte 2"},
		{"a wrong value", "POST", "/webservice/rest/t_echo", "application/json", `{"rows":[{"id":"x","name":"a"}]}`, bearer, 400, `"path":"rows[0].id","found":"\"x\"","expected":"a whole number"`},
		{"arguments in the query of a POST", "POST", "/webservice/rest/t_echo?rows[0][id]=1", "", "", bearer, 400, "query"},
		{"a failure inside", "POST", "/webservice/rest/t_fail", "", "", bearer, 500, `"requestId":"r1"`},
		{"a call", "POST", "/webservice/rest/t_echo", "application/json", `{"rows":[{"id":1,"name":"é/ < &"}]}`, bearer, 200, `[{"id":1,"name":"é/ < &","rate":1.5,"active":true}]`},
		{"an empty list", "POST", "/webservice/rest/t_echo", "application/json", `{"rows":[]}`, bearer, 200, `[]`},
		{"an object without keys", "GET", "/webservice/rest/t_empty", "", "", bearer, 200, `{}`},
		{"GET", "GET", "/webservice/rest/t_echo?rows[0][id]=1&rows[0][name]=a", "", "", bearer, 200, `"name":"a"`},
		{"the token in the query", "GET", "/webservice/rest/t_void?wstoken=" + secret, "", "", nil, 200, "null"},
		{"the RESTful plugin's header", "POST", "/webservice/restful/server.php/t_void", "application/json", "{}", []string{"Authorization", secret}, 200, "null"},
		{"which our own address does not take", "POST", "/webservice/rest/t_void", "", "", []string{"Authorization", secret}, 401, ""},
		{"the RESTful address with Bearer", "POST", "/webservice/restful/server.php/t_void", "", "", bearer, 200, "null"},
	} {
		t.Run(row.why, func(t *testing.T) {
			w := newBench(t).send(row.method, row.target, row.contentType, row.body, row.header...)
			if w.Code != row.status || !strings.Contains(w.Body.String(), row.says) {
				t.Errorf("got %d %s, want %d saying %s", w.Code, w.Body, row.status, row.says)
			}
			if !json.Valid(w.Body.Bytes()) {
				t.Errorf("not JSON: %s", w.Body)
			}
			if (w.Header().Get("WWW-Authenticate") != "") != (row.status == 401) || (w.Header().Get("Allow") != "") != (row.status == 405) {
				t.Errorf("headers %v", w.Header())
			}
			if strings.Contains(w.Body.String(), secret) {
				t.Errorf("the token leaks: %s", w.Body)
			}
		})
	}
}

func TestATokenInTheURLCanBeRefused(t *testing.T) {
	b := newBench(t)
	b.inURL = false
	if w := b.send("GET", asJSON+"&wsfunction=t_void", "", ""); !strings.Contains(w.Body.String(), string(call.InvalidToken)) {
		t.Errorf("in the query: %s", w.Body)
	}
	if w := b.send("POST", server+"?moodlewsrestformat=json", "", "wsfunction=t_void&wstoken="+secret); w.Body.String() != "null" {
		t.Errorf("in the body: %s", w.Body)
	}
}

func TestEveryCallIsRecorded(t *testing.T) {
	b := newBench(t)
	b.send("GET", asJSON+"&wsfunction=t_void", "", "")
	b.send("GET", asJSON+"&wsfunction=t_nothing", "", "")
	b.send("GET", server, "", "")
	if n := len(b.recorded.list); n != 3 {
		t.Fatalf("%d outcomes", n)
	}
	if o := b.recorded.list[1]; o.Err.Check != call.CheckFunctionKnown || o.Grant.User.ID != 3 || o.Request.ID != "r1" {
		t.Errorf("got %+v", o)
	}
}

func BenchmarkMoodleJSON(b *testing.B) {
	bench := newBench(b)
	b.ReportAllocs()
	for b.Loop() {
		bench.send("GET", asJSON+"&wsfunction=t_echo&rows[0][id]=1&rows[0][name]=a", "", "")
		bench.recorded.list = bench.recorded.list[:0]
	}
}
