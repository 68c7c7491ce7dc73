package descriptions

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols/conformance"
)

// scene is the handler over a world that lets everything through.
type scene struct {
	*conformance.World
	*Handler
	inURL, documentation bool
	protocols            []docs.Protocol
	mux                  *http.ServeMux
}

const marked = "marked.xml"

func newScene() *scene {
	s := &scene{World: conformance.NewWorld("rest"), inURL: true, documentation: true, mux: http.NewServeMux()}
	s.protocols = []docs.Protocol{{Name: "rest", Addresses: []docs.ProtocolAddress{{Path: "/rest", Title: "REST"}}}}
	mark := func(site docs.Site, functions []*call.Function) []byte {
		return []byte(site.URL + docs.CredentialMark + " " + functions[0].Name)
	}
	s.Handler = &Handler{
		Dispatcher: s.World.Dispatcher(), TokenInURL: func() bool { return s.inURL }, Documentation: func() bool { return s.documentation },
		Protocols: func() []docs.Protocol { return s.protocols },
		Descriptions: &docs.Descriptions{
			Site: func() docs.Site { return docs.Site{URL: "https://gate.test"} },
			All: []docs.Description{
				{File: docs.OpenAPIFile, MediaType: "application/json", Protocol: "rest", Address: "/rest", Documents: &docs.Documents{Make: docs.OpenAPI}},
				{File: marked, MediaType: "text/xml", Protocol: "rest", Address: "/rest", Own: "/rest?own", Documents: &docs.Documents{Make: mark}},
				{File: docs.WSDLFile, MediaType: "text/xml", Protocol: "soap", Documents: &docs.Documents{Make: mark}},
			},
		},
	}
	s.Routes(s.mux.Handle)
	return s
}

func (s *scene) ask(method, target, token string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, nil)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	conformance.Guarded(s.mux).ServeHTTP(w, r)
	return w
}

const openAPI = docs.DescriptionsPath + docs.OpenAPIFile

func TestWhatIsRefused(t *testing.T) {
	for _, row := range []struct {
		why            string
		method, target string
		token          string
		change         func(s *scene)
		status         int
		code           call.Code
	}{
		{"no token", "GET", openAPI, "", nil, 401, call.InvalidToken},
		{"a token that nobody knows", "GET", openAPI, "stranger", nil, 401, call.InvalidToken},
		{"a stranger is not told that documentation is off", "GET", openAPI, "stranger", func(s *scene) { s.documentation = false }, 401, call.InvalidToken},
		{"documentation is off", "GET", openAPI, conformance.Token, func(s *scene) { s.documentation = false }, 403, call.DocumentationOff},
		{"also beside the functions", "GET", "/webservice/rest/openapi.json", conformance.Token, func(s *scene) { s.documentation = false }, 403, call.DocumentationOff},
		{"a protocol that is off", "GET", docs.DescriptionsPath + docs.WSDLFile, conformance.Token, nil, 403, call.ProtocolOff},
		{"a token in the address where none may stand", "GET", openAPI + "?wstoken=" + conformance.Token, "", func(s *scene) { s.inURL = false }, 401, call.InvalidToken},
		{"two tokens", "GET", openAPI + "?wstoken=other", conformance.Token, nil, 401, call.InvalidToken},
		{"a query that cannot be read", "GET", openAPI + "?a=%zz", conformance.Token, nil, 400, call.InvalidParameter},
		{"no such description", "GET", docs.DescriptionsPath + "nothing", conformance.Token, nil, 404, call.NotFound},
		{"a method that changes something", "POST", openAPI, conformance.Token, nil, 405, call.MethodNotAllowed},
		{"no protocol is on", "GET", docs.APICatalogPath, "", func(s *scene) { s.protocols = nil }, 404, call.NotFound},
		{"the catalogue is read", "DELETE", docs.APICatalogPath, "", nil, 405, call.MethodNotAllowed},
	} {
		s := newScene()
		if row.change != nil {
			row.change(s)
		}
		w := s.ask(row.method, row.target, row.token)
		var problem struct {
			Code      call.Code
			RequestID string
		}
		err := json.Unmarshal(w.Body.Bytes(), &problem)
		if err != nil || w.Code != row.status || problem.Code != row.code || problem.RequestID != conformance.RequestID || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: got %d %v %s", row.why, w.Code, w.Header(), w.Body)
		}
		if allow := w.Header().Get("Allow"); (allow == "GET, HEAD") != (w.Code == 405) {
			t.Errorf("%s: Allow is %q", row.why, allow)
		}
	}
}

// TestEveryCheckOfTheTokenRefuses breaks each check that is not about one function, and looks that it is told and recorded.
func TestEveryCheckOfTheTokenRefuses(t *testing.T) {
	for _, check := range []call.Check{
		call.CheckServicesOn, call.CheckProtocolOn, call.CheckTokenKnown, call.CheckTokenValid, call.CheckTokenAddress, call.CheckMaintenance,
		call.CheckUserExists, call.CheckUserConfirmed, call.CheckUserActive, call.CheckUserMayLogin, call.CheckProtocolAllowed,
		call.CheckServiceOn, call.CheckUserAuthorised, call.CheckAuthorisedValid, call.CheckAuthorisedAddress, call.CheckServiceCapability,
	} {
		s := newScene()
		s.Break(t, check)
		w := s.ask(http.MethodGet, openAPI, conformance.Token)
		if w.Code < 400 || !strings.Contains(w.Body.String(), `"check":"`+string(check)+`"`) {
			t.Errorf("%s: got %d %s", check, w.Code, w.Body)
		}
		if outcomes := s.Outcomes(); len(outcomes) != 1 || outcomes[0].Err.Check != check {
			t.Errorf("%s: recorded %+v", check, outcomes)
		}
	}
}

func TestADescriptionIsGivenOnce(t *testing.T) {
	s := newScene()
	first := s.ask(http.MethodGet, openAPI, conformance.Token)
	header := first.Header()
	tag := header.Get("ETag")
	if first.Code != 200 || !json.Valid(first.Body.Bytes()) || tag == "" || header.Get("Cache-Control") != "private, no-store" ||
		header.Get("Content-Disposition") != `attachment; filename="openapi.json"` || header.Get("X-Content-Type-Options") != "nosniff" {
		t.Fatalf("got %d %v", first.Code, header)
	}
	for _, condition := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
		if w := s.ask(http.MethodGet, openAPI, conformance.Token, "If-None-Match", condition); w.Code != 304 || w.Body.Len() > 0 || w.Header().Get("ETag") != tag {
			t.Errorf("If-None-Match %s: got %d %s", condition, w.Code, w.Body)
		}
	}
	if w := s.ask(http.MethodGet, openAPI, conformance.Token, "If-None-Match", `"other"`); w.Code != 200 {
		t.Errorf("with the tag of another document: %d", w.Code)
	}
	if w := s.ask(http.MethodGet, "/webservice/rest/openapi.json", conformance.Token); w.Body.String() != first.Body.String() {
		t.Errorf("beside the functions: %d %s", w.Code, w.Body)
	}
	if w := s.ask(http.MethodGet, openAPI, "stranger", "If-None-Match", tag); w.Code != 401 {
		t.Errorf("a stranger with the tag: %d", w.Code)
	}
}

func TestTheCredentialStandsWhereItWasShown(t *testing.T) {
	s := newScene()
	address := docs.DescriptionsPath + marked
	if got := s.ask(http.MethodGet, address+"?wstoken="+conformance.Token, "").Body.String(); !strings.HasPrefix(got, "https://gate.test?wstoken="+conformance.Token+" ") {
		t.Error(got)
	}
	if got := s.ask(http.MethodGet, address, conformance.Token).Body.String(); !strings.HasPrefix(got, "https://gate.test ") {
		t.Error(got)
	}
}

func TestTheCatalogueOfAddresses(t *testing.T) {
	s := newScene()
	w := s.ask(http.MethodHead, docs.APICatalogPath, "")
	if w.Code != 200 || w.Header().Get("Link") != `</.well-known/api-catalog>; rel="api-catalog"` || w.Header().Get("Content-Type") != catalogType {
		t.Errorf("HEAD: %d %v", w.Code, w.Header())
	}
	const about = `{"linkset":[{"anchor":"https://gate.test/.well-known/api-catalog","item":[{"href":"https://gate.test/rest","title":"REST"}]},`
	if got := s.ask(http.MethodGet, docs.APICatalogPath, "").Body.String(); got != about+`{"anchor":"https://gate.test/rest","service-desc":[`+
		`{"href":"https://gate.test/webservice/descriptions/openapi.json","type":"application/json"},{"href":"https://gate.test/webservice/descriptions/marked.xml","type":"text/xml"}]}]}` {
		t.Error(got)
	}
	s.documentation = false
	if got := s.ask(http.MethodGet, docs.APICatalogPath, "").Body.String(); got != about+`{"anchor":"https://gate.test/rest","service-desc":[{"href":"https://gate.test/rest?own","type":"text/xml"}]}]}` {
		t.Errorf("with documentation off: %s", got)
	}
}
