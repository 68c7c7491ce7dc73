package xmlrpc

import (
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/protocols/conformance"
)

func handlerWith(void Void) func(d *call.Dispatcher) http.Handler {
	return func(d *call.Dispatcher) http.Handler {
		mux := http.NewServeMux()
		(&Handler{Dispatcher: d, TokenInURL: func() bool { return true }, Void: func() Void { return void }}).Routes(mux.Handle)
		return mux
	}
}

func TestMoodlesAddressConforms(t *testing.T) {
	conformance.Run(t, handlerWith(VoidString), client{target: server, positional: true}, conformance.Wire{
		Protocol: Name, Codes: map[call.Code]string{call.NotFound: "invalidrecord"}, NoDetails: "Moodle's faults have a code and a message",
		SilentWhenOff: "Moodle answers with nothing in it", SilentStatus: http.StatusForbidden,
		Positional: "parameters are sent as Moodle's clients send them", NullAsText: "null is written as an empty text",
		VoidAsText: "so is void", EmptyAlike: "PHP writes an object without keys as an empty array",
	})
}

func TestOwnAddressConforms(t *testing.T) {
	conformance.Run(t, handlerWith(VoidNil), client{target: own}, conformance.Wire{
		Protocol: Name, Status: status,
	})
}

func TestConversations(t *testing.T) { conformance.Conversations(t, Name, handlerWith(VoidString)) }

const (
	server = "/webservice/xmlrpc/server.php"
	own    = "/webservice/xmlrpc"
)

// client speaks to one of the addresses: to Moodle's with the token in the query and parameters in their order, to ours with the
// token in the header and the parameters in a struct.
type client struct {
	target     string
	positional bool
}

func (c client) Call(t *testing.T, h http.Handler, token, function string, arguments map[string]any) conformance.Answer {
	target, bearer := c.target, token
	parameters := []any{arguments}
	if c.positional {
		target, bearer = c.target+"?wstoken="+token, ""
		parameters = inOrder(function, arguments)
	}
	w := post(h, target, bearer, callOf(function, parameters...))
	return readAnswer(t, w)
}

// inOrder puts arguments where the function's parameters stand.
func inOrder(function string, arguments map[string]any) (list []any) {
	f := conformance.Find(function)
	for i := 0; f != nil && len(list) < len(arguments); i++ {
		list = append(list, arguments[f.Parameters.Fields[i].Name])
	}
	return list
}

func post(h http.Handler, target, bearer, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, target, strings.NewReader(body))
	r.Header.Set("Content-Type", "text/xml")
	if bearer != "" {
		r.Header.Set("Authorization", "Bearer "+bearer)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// callOf writes a call whose parameters need not be those of the function.
func callOf(function string, parameters ...any) string {
	return string(methodCall(function, parameters, make([]*call.Schema, len(parameters))))
}

// node is an element of an answer, which is read by encoding/xml and not by what is tested here.
type node struct {
	XMLName xml.Name
	Text    string `xml:",chardata"`
	Nodes   []node `xml:",any"`
}

var (
	codeOf = regexp.MustCompile(`(?s)^(.*?)((?: \| [A-Z]+: [^ |]+)*) \| ERRORCODE: (\w+)$`)
	partOf = regexp.MustCompile(`([A-Z]+): ([^ |]+)`)
)

func readAnswer(t *testing.T, w *httptest.ResponseRecorder) conformance.Answer {
	t.Helper()
	answer := conformance.Answer{HTTPStatus: w.Code}
	if w.Body.Len() == 0 {
		return answer
	}
	var document node
	if err := xml.Unmarshal(w.Body.Bytes(), &document); err != nil {
		t.Fatalf("%v: %s", err, w.Body)
	}
	first := document.Nodes[0]
	switch {
	case first.XMLName.Local == "fault":
		fault := first.Nodes[0].value(t).(map[string]any)
		readFault(t, fault["faultString"].(string), &answer)
		want := digits(answer.Code)
		if answer.Code == string(call.Internal) && answer.RequestID == "" {
			want = noCode
		}
		if fault["faultCode"] != want || len(fault) != 2 {
			t.Errorf("the fault is %v, want the code %d", fault, want)
		}
	case len(first.Nodes) > 0:
		answer.Value = first.Nodes[0].Nodes[0].value(t)
	}
	return answer
}

func readFault(t *testing.T, text string, answer *conformance.Answer) {
	t.Helper()
	found := codeOf.FindStringSubmatch(text)
	if found == nil {
		t.Fatalf("no code in %q", text)
	}
	answer.Message, answer.Code = found[1], found[3]
	for _, part := range partOf.FindAllStringSubmatch(found[2], -1) {
		switch part[1] {
		case "PATH":
			answer.Path = part[2]
		case "CHECK":
			answer.Check = part[2]
		case "REQUEST":
			answer.RequestID = part[2]
		}
	}
}

// value is what a <value> holds.
func (n *node) value(t *testing.T) any {
	t.Helper()
	if len(n.Nodes) == 0 {
		return n.Text
	}
	typed := &n.Nodes[0]
	var v any
	var err error
	switch typed.XMLName.Local {
	case "nil":
	case "string":
		v = typed.Text
	case "boolean":
		v = typed.Text == "1"
	case "int":
		var n int64
		n, err = strconv.ParseInt(typed.Text, 10, 32)
		v = n
	case "i8":
		v, err = strconv.ParseInt(typed.Text, 10, 64)
	case "double":
		v, err = strconv.ParseFloat(typed.Text, 64)
	case "array":
		list := []any{}
		for i := range typed.Nodes[0].Nodes {
			list = append(list, typed.Nodes[0].Nodes[i].value(t))
		}
		v = list
	case "struct":
		object := map[string]any{}
		for i := range typed.Nodes {
			object[typed.Nodes[i].Nodes[0].Text] = typed.Nodes[i].Nodes[1].value(t)
		}
		v = object
	default:
		t.Fatalf("the type %s", typed.XMLName.Local)
	}
	if err != nil {
		t.Fatal(err)
	}
	return v
}
