package rest

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
	"gatehouse/server/protocols/conformance"
)

func newHandler(d *call.Dispatcher) http.Handler {
	mux := http.NewServeMux()
	(&Handler{Dispatcher: d, TokenInURL: func() bool { return true }}).Routes(mux.Handle)
	return mux
}

const phpEmpty = "PHP writes an object without keys as an empty list"

func TestMoodlesJSONConforms(t *testing.T) {
	conformance.Run(t, newHandler, moodleClient{json: true}, conformance.Wire{
		Protocol: Name, Codes: moodleCodes, NoDetails: moodleForm, SilentWhenOff: moodleSilence, SilentStatus: http.StatusForbidden, EmptyAlike: phpEmpty,
		NoNull: "a form has text only", NoEmptyList: "a form has no key for one", TextNumbers: "a form has text only",
	})
}

func TestMoodlesXMLConforms(t *testing.T) {
	conformance.Run(t, newHandler, moodleClient{}, conformance.Wire{
		Protocol: Name, Codes: moodleCodes, NoDetails: moodleForm, SilentWhenOff: moodleSilence, SilentStatus: http.StatusForbidden,
		Untyped: "Moodle's XML has no types", AbsentAsNull: "every declared key stands in Moodle's XML",
	})
}

func TestOwnAddressConforms(t *testing.T) {
	conformance.Run(t, newHandler, ownClient{}, conformance.Wire{
		Protocol: Name, Status: statusOf,
	})
}

func TestConversations(t *testing.T) { conformance.Conversations(t, Name, newHandler) }

const (
	moodleForm    = "Moodle's form has room for class, code and message only"
	moodleSilence = "Moodle answers 403 with nothing in it"
)

var moodleCodes = map[call.Code]string{call.NotFound: "invalidrecord"}

func statusOf(e *call.Error) int { return e.Code.Status() }

// moodleClient speaks to Moodle's address: JSON is asked for with a form, XML with a JSON object, so that both bodies and both answers are tried.
type moodleClient struct{ json bool }

func (c moodleClient) Call(t *testing.T, h http.Handler, token, function string, arguments map[string]any) conformance.Answer {
	body := map[string]any{"wsfunction": function}
	if token != "" {
		body["wstoken"] = token
	}
	for key, value := range arguments {
		body[key] = value
	}
	if !c.json {
		w := post(h, server, "application/json", mustJSON(t, body), "")
		return readXML(t, w)
	}
	body["moodlewsrestformat"] = "json"
	form := &formWriter{}
	for _, e := range protocols.Entries(body, nil) {
		if err := form.entry(e.Name, e.Name, e); err != nil {
			t.Fatal(err)
		}
	}
	return readJSON(t, post(h, server, "application/x-www-form-urlencoded", string(form.encoded()), ""))
}

// ownClient speaks to our own address.
type ownClient struct{}

func (ownClient) Call(t *testing.T, h http.Handler, token, function string, arguments map[string]any) conformance.Answer {
	return readJSON(t, post(h, "/webservice/rest/"+function, "application/json", mustJSON(t, arguments), token))
}

func post(h http.Handler, target, contentType, body, bearer string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(body))
	r.Header.Set("Content-Type", contentType)
	if bearer != "" {
		r.Header.Set("Authorization", "Bearer "+bearer)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// readJSON reads an answer in JSON: Moodle's failure, problem details, or a value.
func readJSON(t *testing.T, w *httptest.ResponseRecorder) conformance.Answer {
	t.Helper()
	answer := conformance.Answer{HTTPStatus: w.Code}
	if w.Body.Len() == 0 {
		return answer
	}
	v, err := protocols.ParseJSON(w.Body.Bytes())
	if err != nil {
		t.Fatalf("%v: %s", err, w.Body)
	}
	failure, _ := v.(map[string]any)
	text := func(key string) string { s, _ := failure[key].(string); return s }
	switch {
	case failure["exception"] != nil:
		answer.Code, answer.Message = text("errorcode"), text("message")
	case w.Header().Get("Content-Type") == "application/problem+json":
		answer.Code, answer.Message, answer.Path = text("code"), text("detail"), text("path")
		answer.Check, answer.RequestID = text("check"), text("requestId")
	default:
		answer.Value = v
	}
	return answer
}

// node is an element of Moodle's XML.
type node struct {
	XMLName xml.Name
	Name    string `xml:"name,attr"`
	Null    string `xml:"null,attr"`
	Text    string `xml:",chardata"`
	Nodes   []node `xml:",any"`
}

func readXML(t *testing.T, w *httptest.ResponseRecorder) conformance.Answer {
	t.Helper()
	answer := conformance.Answer{HTTPStatus: w.Code}
	if w.Body.Len() == 0 {
		return answer
	}
	var document node
	if err := xml.NewDecoder(bytes.NewReader(w.Body.Bytes())).Decode(&document); err != nil {
		t.Fatalf("%v: %s", err, w.Body)
	}
	switch {
	case document.XMLName.Local == "EXCEPTION":
		answer.Code, answer.Message = document.Nodes[0].Text, document.Nodes[1].Text
	case len(document.Nodes) > 0:
		answer.Value = document.Nodes[0].value()
	}
	return answer
}

func (n *node) value() any {
	switch {
	case n.XMLName.Local == "MULTIPLE":
		items := []any{}
		for i := range n.Nodes {
			items = append(items, n.Nodes[i].value())
		}
		return items
	case n.XMLName.Local == "SINGLE":
		fields := map[string]any{}
		for i := range n.Nodes {
			fields[n.Nodes[i].Name] = n.Nodes[i].Nodes[0].value()
		}
		return fields
	case n.Null != "":
		return nil
	}
	return n.Text
}
