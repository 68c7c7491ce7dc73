package soap

import (
	"net/http"
	"strings"
	"sync"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols"
)

// Namespace is that of everything on our own address: functions, their answers, types and the detail of faults.
const Namespace = "urn:gatehouse:1"

const ownPath = "/webservice/soap"

// own answers on our own address: document/literal wrapped, SOAP 1.1 and 1.2.
type own struct{ *Handler }

// NewWSDL keeps documents about our own address. Names of types come from the whole catalogue.
func NewWSDL(c *call.Catalogue) *docs.Documents {
	named := sync.OnceValue(func() *types { return newTypes(c.All()) })
	return newWSDL(ownPath, func(functions []*call.Function, address string) []byte { return ownWSDL(named(), functions, address) })
}

var noStore = []string{"no-store"}

func (o *own) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header()["Cache-Control"] = noStore
	query, queryErr := protocols.ParseForm(r.URL.RawQuery)
	if (r.Method == http.MethodGet || r.Method == http.MethodHead) && asksWSDL(query) {
		o.sendWSDL(w, r, query)
		return
	}
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", "GET, HEAD, POST")
		o.refuse(w, r, unread, call.Errorf(call.MethodNotAllowed, "Call functions with POST; GET gives the WSDL document under ?wsdl."))
		return
	}
	o.call(w, r, query, queryErr)
}

func (o *own) call(w http.ResponseWriter, r *http.Request, query protocols.Form, queryErr error) {
	body, err := protocols.ReadBody(w, r)
	if err != nil {
		w.Header().Set("Connection", "close")
		o.refuse(w, r, unread, call.AsError(err))
		return
	}
	m := readMessage(r, body, queryErr)
	if m.space != Namespace {
		m.refuse(wrongf("The function must stand in the namespace %s.", Namespace))
	}
	m.requireStyle(noEncoding)
	request := o.request(r, o.token(r, query), query, m, func() (map[string]any, error) { return o.arguments(m) })
	value, failed := o.dispatch(r, request, m)
	protocols.Announce(w.Header(), request.Repeated, failed)
	if failed != nil {
		o.refuse(w, r, m, failed)
		return
	}
	answer(w, m.contentType, http.StatusOK, func(b *buffer) { b.literal(m.version, m.function, value) })
}

// asksWSDL says whether the query names the document, in whatever case: Java's and .NET's tools write ?WSDL.
func asksWSDL(query protocols.Form) bool {
	for _, p := range query {
		if strings.EqualFold(p.Key, "wsdl") {
			return true
		}
	}
	return false
}

// arguments reads the parameters. It is called when access is decided, so that the function is known.
func (o *own) arguments(m *message) (map[string]any, error) {
	function, beside, err := m.finish()
	if err != nil {
		return nil, err
	}
	if len(beside) > 0 {
		m.wrong = wrongf("The body of the envelope holds more than one function.")
		return nil, m.wrong.err
	}
	l := literal{m.xml}
	return l.object(&function, o.Dispatcher.Catalogue.Find(m.function).Parameters)
}

// sendWSDL answers with the document about what the token may call. A refusal is a fault with the HTTP status that says its kind.
func (o *own) sendWSDL(w http.ResponseWriter, r *http.Request, query protocols.Form) {
	functions, failed := o.functions(r, o.token(r, query), query)
	if failed != nil {
		if failed.Code.Kind() == call.Unauthenticated {
			w.Header().Set("WWW-Authenticate", `Bearer realm="web services", error="invalid_token"`)
		}
		o.write(w, r, unread, failed.Code.Status(), failed)
		return
	}
	protocols.SendDocument(w, r, soap11.contentType[0], o.WSDL.Of(o.Site(), functions), suffixInXML(protocols.TokenSuffix(query)))
}

// refuse answers a call with a fault. The status is what SOAP's HTTP bindings say (SOAP 1.1, section 6.2; SOAP 1.2 part 2, section
// 7.5.2.2), but where HTTP or the whole protocol refuses.
func (o *own) refuse(w http.ResponseWriter, r *http.Request, m *message, e *call.Error) {
	status := http.StatusInternalServerError
	switch e.Code {
	case call.ServicesOff, call.ProtocolOff, call.MethodNotAllowed, call.MediaType, call.BodyTooLarge:
		status = e.Code.Status()
	default:
		if m.version == soap12 && ownCode(m, e) == client {
			status = http.StatusBadRequest
		}
	}
	o.write(w, r, m, status, e)
}

// ownCode is the kind of a fault.
func ownCode(m *message, e *call.Error) faultCode {
	if m.isWrong(e) {
		return m.wrong.code
	}
	return codeOf(e)
}

func (o *own) write(w http.ResponseWriter, r *http.Request, m *message, status int, e *call.Error) {
	f := &fault{code: m.named(ownCode(m, e)), reason: e.Error(), subcode: string(e.Code)}
	if m.isWrong(e) {
		f.wrong = m.wrong
	}
	f.detail = detailOf(m, f.subcode, e, call.CallerOf(r.Context()).RequestID)
	sendFault(w, m.version, status, f)
}
