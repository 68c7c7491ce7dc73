package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"gatehouse/ent"
	"gatehouse/ent/guess"
	"gatehouse/server/store"
	"gatehouse/server/tokens"
)

const siteInfo = "core_webservice_get_site_info"

// door is an address that takes a token, and the call that is made there.
type door struct {
	method, path, contentType, body string
	form                            bool // the body is a form, in which a token may stand too
}

// doors are all addresses that take tokens, each with what it answers a good token well.
func doors() []door {
	packet := "\x00\x00\x00\x00\x00\x01\x00\x1dcore_webservice_get_site_info\x00\x02/1\x00\x00\x00\x05\x0a\x00\x00\x00\x00"
	const envelope = `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><f:core_webservice_get_site_info xmlns:f="urn:gatehouse:1"/></s:Body></s:Envelope>`
	const call = `<?xml version="1.0"?><methodCall><methodName>core_webservice_get_site_info</methodName><params></params></methodCall>`
	const message = `{"jsonrpc":"2.0","id":1,"method":"core_webservice_get_site_info"}`
	const tool = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"core_webservice_get_site_info"}}`
	const form = "application/x-www-form-urlencoded"
	return []door{
		{"GET", "/webservice/rest/server.php?moodlewsrestformat=json&wsfunction=" + siteInfo, "", "", false},
		{"POST", "/webservice/rest/server.php?moodlewsrestformat=json", form, "wsfunction=" + siteInfo, true},
		{"GET", "/webservice/rest/" + siteInfo + "?", "", "", false},
		{"POST", "/webservice/rest/" + siteInfo + "?", "application/json", "{}", false},
		{"GET", "/webservice/rest/openapi.json?", "", "", false},
		{"POST", "/webservice/soap/server.php?", "text/xml", strings.Replace(envelope, "urn:gatehouse:1", "urn:x", 1), false},
		{"GET", "/webservice/soap/server.php?wsdl=1", "", "", false},
		{"POST", "/webservice/soap?", "text/xml", envelope, false},
		{"GET", "/webservice/soap?wsdl", "", "", false},
		{"POST", "/webservice/xmlrpc/server.php?", "text/xml", call, false},
		{"POST", "/webservice/xmlrpc?", "text/xml", call, false},
		{"POST", "/webservice/amf/server.php?", "application/x-amf", packet, false},
		{"POST", "/webservice/amf?", "application/x-amf", packet, false},
		{"POST", "/webservice/jsonrpc?", "application/json", message, false},
		{"POST", "/webservice/mcp?", "application/json", tool, false},
	}
}

// reply is what came back, without the id of the request.
type reply struct {
	status int
	header http.Header
	body   string
}

func (r reply) same(other reply) bool {
	return r.status == other.status && r.body == other.body && r.header.Get("WWW-Authenticate") == other.header.Get("WWW-Authenticate")
}

// ask sends a door's call. Header holds names and values in turn.
func (r *served) ask(d door, query, body string, header ...string) reply {
	r.t.Helper()
	request, err := http.NewRequest(d.method, "http://"+r.listen["ready"]+d.path+query, strings.NewReader(d.body+body))
	if err != nil {
		r.t.Fatal(err)
	}
	if d.contentType != "" {
		request.Header.Set("Content-Type", d.contentType)
	}
	for i := 0; i+1 < len(header); i += 2 {
		if header[i] == "Host" {
			request.Host = header[i+1]
		}
		request.Header.Add(header[i], header[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		r.t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return reply{response.StatusCode, response.Header, strings.ReplaceAll(string(text), response.Header.Get("X-Request-Id"), "ID")}
}

// everyProtocol makes an installation with all protocols, documentation and calls by password, and serves it.
func everyProtocol(t *testing.T, args ...string) (s *shell, server *served, token string) {
	t.Helper()
	s = newShell(t)
	var started struct{ Token string }
	s.must(&started, "", "quickstart", "--url", "http://127.0.0.1:1", "--protocol", strings.Join(builtProtocols[1:], ","))
	s.must(&struct{}{}, "webServices: {documentation: true, passwordEndpoints: true}\n", "apply", "-")
	return s, s.serve(args...), started.Token
}

// A token that is shown ambiguously, or nearly right, is answered at every door like one that nobody knows.
func TestATokenIsOneExactString(t *testing.T) {
	_, server, token := everyProtocol(t)
	stranger := tokens.NewSecret()
	enter := func(values ...string) string { return "&wstoken=" + strings.Join(values, "&wstoken=") }
	bearer := func(token string) []string { return []string{"Authorization", "Bearer " + token} }
	for _, d := range doors() {
		refused := server.ask(d, enter(stranger), "")
		if answered := server.ask(d, enter(token), ""); answered.same(refused) || answered.status != http.StatusOK {
			t.Fatalf("%s %s: the token is answered %d %.200s", d.method, d.path, answered.status, answered.body)
		}
		if got := server.ask(d, enter(token), "", bearer(token)...); got.same(refused) {
			t.Errorf("%s %s: the same token in two places is refused: %.200s", d.method, d.path, got.body)
		}
		for why, row := range map[string]struct {
			query, body string
			header      []string
		}{
			"twice":                             {query: enter(token, token)},
			"with a stranger behind it":         {query: enter(token, stranger)},
			"with a stranger before it":         {query: enter(stranger, token)},
			"beside nothing":                    {query: enter(token, "")},
			"as a list":                         {query: "&wstoken[]=" + token},
			"as a list of one":                  {query: "&wstoken[0]=" + token},
			"as an object":                      {query: "&wstoken[a]=" + token},
			"and a list":                        {query: enter(token) + "&wstoken[0]=" + token},
			"by a name in capitals":             {query: "&WSTOKEN=" + token},
			"with a blank before it":            {query: enter("%20" + token)},
			"with a blank behind it":            {query: enter(token + "%20")},
			"with a line end":                   {query: enter(token + "%0d%0a")},
			"with a NUL":                        {query: enter(token + "%00")},
			"with broken UTF-8":                 {query: enter(token + "%ff")},
			"in capitals":                       {query: enter(strings.ToUpper(token))},
			"cut":                               {query: enter(token[:len(token)-1])},
			"as a wildcard":                     {query: enter("gate_%25")},
			"as a pattern":                      {query: enter("*")},
			"twice in a header":                 {header: append(bearer(token), bearer(token)...)},
			"in a header with a stranger":       {header: append(bearer(token), bearer(stranger)...)},
			"in a header, another in the URL":   {query: enter(stranger), header: bearer(token)},
			"in the URL, another in a header":   {query: enter(token), header: bearer(stranger)},
			"in a header with another behind":   {header: bearer(token + ", Bearer " + token)},
			"with a comma":                      {header: bearer(token + ",")},
			"in quotes":                         {header: bearer(`"` + token + `"`)},
			"in the URL, another in the form":   {query: enter(token), body: enter(stranger)},
			"in the form, another in the URL":   {query: enter(stranger), body: enter(token)},
			"twice in the form":                 {body: enter(token, token)},
			"as a list in the form":             {body: "&wstoken[0]=" + token},
			"in the form and a list in the URL": {query: "&wstoken[]=" + token, body: enter(token)},
		} {
			if row.body != "" && !d.form {
				continue
			}
			if got := server.ask(d, row.query, row.body, row.header...); !likeAStranger(got, refused) {
				t.Errorf("%s %s: a token %s is answered %d %.300s, a stranger %d %.300s", d.method, d.path, why, got.status, got.body, refused.status, refused.body)
			}
		}
	}
}

// likeAStranger says whether an answer is the one to a token that nobody knows. (RFC 6750 has another challenge for whoever shows none.)
func likeAStranger(got, refused reply) bool {
	return got.status == refused.status && got.body == refused.body
}

// Nothing that a client says of the server's name stands in what the server writes, and no answer to a token in an address is kept.
func TestTheHostHeaderIsNowhere(t *testing.T) {
	const public = "https://ws.example.org"
	_, server, token := everyProtocol(t, "--public-url", public)
	named := 0
	for _, d := range doors() {
		got := server.ask(d, "&wstoken="+token, "", "Host", "evil.localhost:81", "X-Forwarded-Host", "evil.example.com", "Forwarded", "host=evil.example.com",
			"X-Forwarded-Proto", "evil", "X-Original-Url", "/evil", "X-Rewrite-Url", "/evil")
		if got.status != http.StatusOK || strings.Contains(got.body, "evil") || strings.Contains(fmt.Sprint(got.header), "evil") {
			t.Errorf("%s %s: %d %v %.500s", d.method, d.path, got.status, got.header, got.body)
		}
		if strings.Contains(got.body, public) {
			named++
		}
	}
	if named < 10 {
		t.Errorf("only %d answers say where the server is: they show nothing", named)
	}
}

func TestAnswersToTokensInAddressesAreNotKept(t *testing.T) {
	_, server, token := everyProtocol(t)
	for _, d := range doors() {
		for _, shown := range []string{token, "gate_nobody"} {
			if got := server.ask(d, "&wstoken="+shown, ""); !strings.Contains(got.header.Get("Cache-Control"), "no-store") {
				t.Errorf("%s %s: Cache-Control %q", d.method, d.path, got.header.Get("Cache-Control"))
			}
		}
	}
}

// A wrong password counts at every door, under every spelling of the name, for one account.
func TestEveryDoorCountsGuesses(t *testing.T) {
	s, server, _ := everyProtocol(t)
	s.must(nil, "Correct-horse-1\n", "user", "create", "ana", "--email", "ana@example.org", "--first-name", "A", "--last-name", "B", "--password")
	p := &program{ctx: t.Context(), out: io.Discard, errOut: io.Discard, log: slog.New(slog.DiscardHandler)}
	p.Database = s.database
	made, err := p.open(store.Options{}, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { made.store.Close() })
	failures := func() int {
		row, err := made.store.DB.Guess.Query().Where(guess.Key("account:ana")).Only(t.Context())
		if ent.IsNotFound(err) {
			return 0
		}
		if err != nil {
			t.Fatal(err)
		}
		return row.Failures
	}
	const credentials = "&wsusername=%20ANA%20&wspassword=wrong"
	byPassword := func(protocol string) door {
		for _, d := range doors() {
			if address := "/webservice/" + protocol + "/server.php"; strings.HasPrefix(d.path, address) && d.method == "POST" {
				d.path = strings.Replace(d.path, "/server.php", "/simpleserver.php", 1)
				return d
			}
		}
		t.Fatalf("%s has no door", protocol)
		return door{}
	}
	signIn := func(name string) door {
		body, _ := json.Marshal(map[string]any{"query": `mutation($u:String!){signIn(username:$u,password:"wrong"){accessToken}}`, "variables": map[string]any{"u": name}})
		return door{"POST", "/graphql", "application/json", string(body), false}
	}
	for i, guessed := range []func(){
		func() { server.ask(byPassword("rest"), credentials, "") },
		func() { server.ask(byPassword("soap"), credentials, "") },
		func() { server.ask(byPassword("xmlrpc"), credentials, "") },
		func() { server.ask(byPassword("amf"), credentials, "") },
		func() {
			soap := byPassword("soap")
			soap.path = "/webservice/soap/simpleserver.php/Ana/wrong"
			server.ask(soap, "", "")
		},
		func() {
			server.ask(door{method: "GET", path: "/login/token.php?service=x&username=ANA&password=wrong"}, "", "")
		},
		func() { server.ask(signIn(" Ana "), "", "") },
		func() { server.ask(signIn("ANA@example.org"), "", "") },
	} {
		if guessed(); failures() != i+1 {
			t.Fatalf("after the guess at door %d there are %d failures, want %d", i, failures(), i+1)
		}
	}
}

// Keys end unless somebody says never: on the command line, by quickstart and by signing in.
func TestKeysEndUnlessSomebodySaysNever(t *testing.T) {
	s := newShell(t)
	var started struct {
		User, Service string
		ValidUntil    time.Time
	}
	s.must(&started, "", "quickstart", "--url", "http://127.0.0.1:1")
	year := time.Now().AddDate(1, 0, 0)
	if started.ValidUntil.IsZero() || started.ValidUntil.After(year) {
		t.Errorf("quickstart's key ends at %v", started.ValidUntil)
	}
	var services []struct{ ShortName string }
	var tree struct {
		Services      json.RawMessage
		TokenSettings struct{ SignInDays int }
	}
	s.must(&tree, "", "export")
	if err := json.Unmarshal(tree.Services, &services); err != nil || len(services) == 0 {
		t.Fatal(err, string(tree.Services))
	}
	if days := tree.TokenSettings.SignInDays; days < 1 || days > 365 {
		t.Errorf("keys by signing in last for %d days", days)
	}
	create := func(more ...string) *time.Time {
		var made struct{ ValidUntil *time.Time }
		s.must(&made, "", append([]string{"token", "create", "--user", "quickstart", "--service", services[len(services)-1].ShortName}, more...)...)
		return made.ValidUntil
	}
	if until := create(); until == nil || until.After(year) {
		t.Errorf("a key of which nobody said when it ends, ends at %v", until)
	}
	if until := create("--valid-until", "never"); until != nil {
		t.Errorf("never is %v", until)
	}
	if code, _, _ := s.run("", "token", "create", "--user", "quickstart", "--service", services[len(services)-1].ShortName, "--valid-until", (&url.URL{}).String()); code != exitOK {
		t.Errorf("nothing said is refused with %d", code)
	}
}
