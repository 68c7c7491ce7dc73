package soap

import (
	"net/http"
	"net/url"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols"
)

// Moodle's addresses.
const (
	tokenPath    = "/webservice/soap/server.php"
	passwordPath = "/webservice/soap/simpleserver.php"
)

// moodle answers on one of Moodle's addresses: calls by position in SOAP's own encoding, as PHP's SoapServer speaks it.
type moodle struct {
	*Handler
	path       string
	byPassword bool
	wsdl       *docs.Documents
}

// NewMoodleWSDL keeps documents about Moodle's address for tokens.
func NewMoodleWSDL() *docs.Documents { return newMoodleWSDL(tokenPath) }

func newMoodleWSDL(path string) *docs.Documents { return newWSDL(path, moodleWSDL) }

// visit is one request.
type visit struct {
	*moodle
	query      protocols.Form
	credential call.Credential
	suffix     string // what the address of this caller has behind its path
}

func (s *moodle) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !protocols.MoodleMethod(w, r) {
		return
	}
	query, queryErr := protocols.ParseForm(r.URL.RawQuery)
	v := &visit{moodle: s, query: query}
	v.identify(r)
	protocols.MoodleHeaders(w.Header())
	delete(w.Header(), "Access-Control-Allow-Origin") // which Moodle's SOAP has not
	if wants, _ := query.Scalar("wsdl"); wants != "" && wants != "0" && r.Method != http.MethodPost {
		v.sendWSDL(w, r)
		return
	}
	v.call(w, r, queryErr)
}

// identify finds the credential, and what the caller's address has behind its path: Moodle's namespace and the address in its
// document are the one that the caller uses, credential and all, because clients have no other place for it.
func (v *visit) identify(r *http.Request) {
	if !v.byPassword {
		v.credential = v.token(r, v.query)
		v.suffix = protocols.TokenSuffix(v.query)
		return
	}
	v.credential = protocols.UserCredential(v.query)
	if name := r.PathValue("username"); name != "" {
		v.credential.Username, v.credential.Password = name, r.PathValue("password")
	}
	v.suffix = "/" + url.PathEscape(v.credential.Username) + "/" + url.PathEscape(v.credential.Password)
}

func (v *visit) call(w http.ResponseWriter, r *http.Request, queryErr error) {
	body, err := protocols.ReadBody(w, r)
	if err != nil {
		w.Header().Set("Connection", "close")
		failed := call.AsError(err)
		sendFault(w, soap11, failed.Code.Status(), &fault{code: soap11.named(client), reason: failed.Error(), actor: string(failed.Code)})
		return
	}
	m := readMessage(r, body, queryErr)
	m.requireStyle(soap12.encoding)
	var arguments map[string]any
	request := v.request(r, v.credential, v.query, m, func() (_ map[string]any, err error) {
		arguments, err = v.arguments(m)
		return arguments, err
	})
	value, failed := v.dispatch(r, request, m)
	protocols.Announce(w.Header(), request.Repeated, failed)
	switch {
	case protocols.MoodleClosed(w, failed, v.byPassword):
	case failed != nil:
		sendFault(w, m.version, http.StatusInternalServerError, moodleFault(m, arguments, failed, request.ID))
	default:
		answer(w, m.contentType, http.StatusOK, func(b *buffer) { encoder{b, m.version}.answer(m.function, v.space(m), value) })
	}
}

// space is the namespace of an answer: that of the call, which is the address of the document for who has read that.
func (s *moodle) space(m *message) string {
	if m.space == "" {
		return s.Site().URL + s.path
	}
	return m.space
}

// arguments reads the parameters. It is called when access is decided, so that the function is known.
func (v *visit) arguments(m *message) (map[string]any, error) {
	function, beside, err := m.finish()
	if err != nil {
		return nil, err
	}
	e := newEncoded(m, &function, beside)
	return e.arguments(&function, v.Dispatcher.Catalogue.Find(m.function))
}

// sendWSDL answers with the document about what the caller may call. Its failures have status 200, as Moodle's.
func (v *visit) sendWSDL(w http.ResponseWriter, r *http.Request) {
	functions, failed := v.functions(r, v.credential, v.query)
	switch {
	case protocols.MoodleClosed(w, failed, v.byPassword):
	case failed != nil:
		f := &fault{code: moodleError, reason: failed.Error(), actor: protocols.MoodleCode(failed.Code)}
		answer(w, xmlType, http.StatusOK, func(b *buffer) { b.fault(soap11, f) })
	default:
		protocols.SendDocument(w, r, xmlType[0], v.wsdl.Of(v.Site(), functions), suffixInXML(v.suffix))
	}
}

var xmlType = []string{"application/xml; charset=utf-8"}
