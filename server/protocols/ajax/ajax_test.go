package ajax

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
	"gatehouse/server/protocols/conformance"
)

type words struct {
	Words []string `name:"words" type:"text" default:"[]" doc:"Words."`
}

// catalogue has functions that anybody may call, and two that not.
func catalogue(t testing.TB) *call.Catalogue {
	t.Helper()
	declare := func(name string, ajax, public bool, run func(*call.Call, words) (words, error)) *call.Function {
		d := call.Declaration{Name: name, Component: "tool_test", Summary: "A test.", Effect: call.Read, Ajax: ajax, Public: public}
		return call.Declare(d, func(_ context.Context, c *call.Call, in words) (words, error) { return run(c, in) })
	}
	echo := func(_ *call.Call, in words) (words, error) { return in, nil }
	c, err := call.NewCatalogue([]*call.Function{
		declare("tool_test_get_words", true, true, echo),
		declare("tool_test_get_secrets", true, false, echo),
		declare("tool_test_delete_words", false, false, echo),
		declare("tool_test_break_words", true, true, func(*call.Call, words) (words, error) {
			return words{}, errors.New("SELECT secret FROM /var/lib")
		}),
		declare("tool_test_who_calls", true, true, func(c *call.Call, _ words) (words, error) {
			return words{[]string{c.User().Username, c.Request.Settings.Lang}}, c.Require("moodle/site:config", 0)
		}),
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func newHandler(t testing.TB, d *call.Dispatcher) http.Handler {
	d.Catalogue = catalogue(t)
	mux := http.NewServeMux()
	(&Handler{Dispatcher: d}).Routes(mux.Handle)
	return mux
}

func TestConversations(t *testing.T) {
	conformance.Conversations(t, Name, func(d *call.Dispatcher) http.Handler { return newHandler(t, d) })
}

const (
	address = "/lib/ajax/service-nologin.php"
	one     = `[{"index":0,"methodname":"tool_test_get_words","args":{"words":["é/"]}}]`
	said    = `[{"error":false,"data":{"words":["\u00e9\/"]}}]`
)

func send(t testing.TB, world *conformance.World, method, target, contentType, body string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	caller := &call.Caller{Address: conformance.Address, RequestID: "r1"}
	w := httptest.NewRecorder()
	newHandler(t, world.Dispatcher()).ServeHTTP(w, r.WithContext(call.WithCaller(r.Context(), caller)))
	return w
}

func TestWhereTheListMayStand(t *testing.T) {
	form := "application/x-www-form-urlencoded"
	for _, row := range []struct{ why, method, target, contentType, body, want string }{
		{"no list at all", "GET", address, "", "", "codingerror"},
		{"text of no kind", "POST", address, "text/plain", one, "codingerror"},
		{"twice in a form", "POST", address, form, "args=[]&args=[]", "codingerror"},
		{"twice in the query", "GET", address + "?args=[]&args=[]", "", "", "codingerror"},
		{"the body", "POST", address, "application/json; charset=utf-8", one, said},
		{"the query, as the app does when the site redirects", "GET", address + "?info=tool_test_get_words&args=" + url.QueryEscape(one), "", "", said},
		{"a form", "POST", address, form, "args=" + url.QueryEscape(one), said},
		{"the address that older versions of the app ask first", "POST", "/lib/ajax/service.php?info=x", "application/json", one, said},
	} {
		t.Run(row.why, func(t *testing.T) {
			w := send(t, conformance.NewWorld(Name), row.method, row.target, row.contentType, row.body)
			if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), row.want) || !strings.Contains(w.Header().Get("Cache-Control"), "no-store") {
				t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
			}
		})
	}
}

func TestLists(t *testing.T) {
	many := strings.Repeat(`{"methodname":"tool_test_get_words"},`, 50) + `{"methodname":"tool_test_get_words"}`
	for _, row := range []struct {
		why, body, want string
		calls           int
	}{
		{"no JSON", "[", `{"error":"There is no JSON list`, 0},
		{"an object", `{"index":0,"methodname":"tool_test_get_words"}`, `"errorcode":"codingerror"`, 0},
		{"a list of something else", `[1]`, `"errorcode":"codingerror"`, 0},
		{"too many", "[" + many + "]", `"error":"There are 51 requests`, 0},
		{"nested too deep", strings.Repeat("[", 100), `"errorcode":"codingerror"`, 0},
		{"an index that is another's", `[{"index":1,"methodname":"tool_test_get_words"}]`, `"errorcode":"codingerror"`, 0},
		{"no function", `[{"index":0}]`, `{"error":"The name of the function is missing.","errorcode":"invalidparameter","stacktrace":null`, 1},
		{"a name that is no text", `[{"methodname":7}]`, `"errorcode":"invalidparameter"`, 1},
		{"an unknown function ends everything, as in Moodle", `[{"methodname":"tool_test_get_words"},{"methodname":"tool_test_nothing"}]`, `{"error":"There is no function`, 2},
		{"a function for web services", `[{"methodname":"tool_test_delete_words"}]`, `"errorcode":"servicenotavailable"`, 1},
		{"a function that needs a login, and the one behind it", `[{"methodname":"tool_test_get_secrets"},{"methodname":"tool_test_get_words"}]`,
			`"errorcode":"servicerequireslogin","link":"","moreinfourl":"","requestid":"r1"}},{"error":false,"data":{"words":[]}}]`, 2},
		{"arguments that do not fit", `[{"methodname":"tool_test_get_words","args":{"words":["a","<b>"]}}]`, `"message":"words[1]: `, 1},
		{"arguments that are none", `[{"methodname":"tool_test_get_words","args":"x"}]`, `"errorcode":"invalidparameter"`, 1},
		{"a key twice in them", `[{"methodname":"tool_test_get_words","args":{"words":[],"words":[]}}]`, `twice`, 1},
		{"a failure inside", `[{"methodname":"tool_test_break_words"}]`, `"errorcode":"internal"`, 1},
		{"nobody holds no capability", `[{"methodname":"tool_test_who_calls"}]`, `"errorcode":"nopermissions"`, 1},
		{"nothing to call", `[]`, `[]`, 0},
		{"arguments that PHP writes as a list", `[{"methodname":"tool_test_get_words","args":[]}]`, `[{"error":false,"data":{"words":[]}}]`, 1},
		{"no arguments", `[{"methodname":"tool_test_get_words","args":null},{"index":1,"methodname":"tool_test_get_words"}]`, `[{"error":false,"data":{"words":[]}},{"error":false,"data":{"words":[]}}]`, 2},
	} {
		t.Run(row.why, func(t *testing.T) {
			world := conformance.NewWorld(Name)
			world.Policy = call.Policy{} // whatever is off is none of this address's business
			w := send(t, world, "POST", address, "application/json", row.body)
			if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), row.want) {
				t.Errorf("%d %s", w.Code, w.Body)
			}
			if _, err := protocols.ParseJSON(w.Body.Bytes()); err != nil {
				t.Errorf("%v: %s", err, w.Body)
			}
			if strings.Contains(w.Body.String(), "SELECT") {
				t.Errorf("it leaks: %s", w.Body)
			}
			outcomes := world.Outcomes()
			if len(outcomes) != row.calls {
				t.Errorf("%d calls are recorded, want %d", len(outcomes), row.calls)
			}
			for _, o := range outcomes {
				if o.Request.Protocol != Name || o.Request.ID != "r1" || o.Grant.User.ID != 0 {
					t.Errorf("recorded %+v", o.Request)
				}
			}
		})
	}
}

func TestATokenOpensNothingHere(t *testing.T) {
	world := conformance.NewWorld(Name)
	w := send(t, world, "POST", address+"?wstoken="+conformance.Token, "application/json", `[{"methodname":"tool_test_get_secrets"}]`)
	if !strings.Contains(w.Body.String(), `"errorcode":"servicerequireslogin"`) {
		t.Error(w.Body)
	}
}

func TestBodiesThatAreRefusedUnread(t *testing.T) {
	w := send(t, conformance.NewWorld(Name), "POST", address, "application/json", strings.Repeat(" ", 5<<20))
	if w.Code != http.StatusRequestEntityTooLarge || !strings.Contains(w.Body.String(), `"errorcode":"toolarge"`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if w := send(t, conformance.NewWorld(Name), "BREW", address, "", ""); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// FuzzRequests reads lists. What is taken has as many calls as the list has items, and answers in JSON.
func FuzzRequests(f *testing.F) {
	f.Add([]byte(one))
	f.Fuzz(func(t *testing.T, body []byte) {
		requests, err := readRequests(body)
		if err != nil {
			if code := call.AsError(err).Code; code != call.CodingError {
				t.Fatalf("refused with %s: %v", code, err)
			}
			return
		}
		if len(requests) > protocols.MaxCalls {
			t.Fatalf("%d requests", len(requests))
		}
		for i := range requests {
			if arguments, err := requests[i].read(); err == nil && arguments == nil {
				t.Errorf("request %d has no arguments, not even none", i)
			}
		}
		w := send(t, conformance.NewWorld(Name), "POST", address, "application/json", string(body))
		if _, err := protocols.ParseJSON(w.Body.Bytes()); err != nil || w.Code != http.StatusOK {
			t.Errorf("%d %v: %s", w.Code, err, w.Body)
		}
	})
}
