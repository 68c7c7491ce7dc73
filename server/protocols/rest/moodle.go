package rest

import (
	"bytes"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// door is one of Moodle's two addresses: which parameters are the credential's, and not the function's.
type door struct {
	credential []string
	byPassword bool
}

var (
	byToken    = door{credential: []string{"wstoken"}}
	byPassword = door{credential: []string{"wsusername", "wspassword"}, byPassword: true}
)

// The parameters that are about the call itself and never reach the function.
const (
	parameterFunction = "wsfunction"
	parameterFormat   = "moodlewsrestformat"
)

// ownParameters are all of them.
var ownParameters = append([]string{parameterFunction, parameterFormat}, protocols.SettingKeys...)

func (d door) reserves(key string) bool {
	return strings.HasPrefix(key, "moodlews") && slices.Contains(ownParameters, key) || key == parameterFunction || slices.Contains(d.credential, key)
}

// wire is what a request on Moodle's address holds: a query, and a body that is a form or a JSON object.
type wire struct {
	query, body protocols.Form
	object      map[string]any
	wrong       error // why the arguments cannot be read; told once access is decided
}

// moodle answers /webservice/rest/server.php and simpleserver.php: everything in query and form, XML or JSON out, and status
// 200 whatever happens, but for a protocol that is off.
func (h *Handler) moodle(d door) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !protocols.MoodleMethod(w, r) {
			return
		}
		sent, err := readWire(w, r)
		json := sent.text(parameterFormat) == "json"
		if err != nil {
			moodleHeaders(w.Header(), json)
			w.Header().Set("Connection", "close")
			write(w, call.AsError(err).Code.Status(), func(b *buffer) { b.failure(call.AsError(err), json) })
			return
		}
		request := h.request(r, d, sent)
		value, err := h.Dispatcher.Call(r.Context(), request)
		failed := call.AsError(err)
		if protocols.MoodleClosed(w, failed, d.byPassword) {
			return
		}
		protocols.Announce(w.Header(), request.Repeated, failed)
		moodleHeaders(w.Header(), json)
		write(w, http.StatusOK, func(b *buffer) {
			switch {
			case failed != nil:
				b.failure(failed, json)
			case json:
				b.json(value, protocols.PHPStyle)
			default:
				b.document(value)
			}
		})
	})
}

// readWire reads query and body. The error is for a body that is refused as a whole.
func readWire(w http.ResponseWriter, r *http.Request) (*wire, error) {
	sent := &wire{}
	sent.query, sent.wrong = protocols.ParseForm(r.URL.RawQuery)
	body, err := protocols.ReadBody(w, r)
	if err != nil {
		return sent, err
	}
	if len(body) == 0 {
		return sent, nil
	}
	if err := sent.readBody(r, body); err != nil {
		sent.wrong = err
	}
	return sent, nil
}

func (sent *wire) readBody(r *http.Request, body []byte) (err error) {
	media, parameters := protocols.MediaType(r)
	switch media {
	case "application/x-www-form-urlencoded":
		sent.body, err = protocols.ParseForm(string(body))
	case "multipart/form-data":
		sent.body, err = readMultipart(body, parameters["boundary"])
	case "application/json":
		var v any
		if v, err = protocols.ParseJSON(body); err != nil {
			return err
		}
		object, ok := v.(map[string]any)
		if !ok {
			return call.Errorf(call.InvalidParameter, "The JSON in the body is not an object.")
		}
		sent.object = object
	default:
		return call.Errorf(call.InvalidParameter,
			"The body has a content type that is not read here. Send application/x-www-form-urlencoded, multipart/form-data or application/json.")
	}
	return err
}

func readMultipart(body []byte, boundary string) (protocols.Form, error) {
	broken := call.Errorf(call.InvalidParameter, "The multipart form cannot be read.")
	if boundary == "" {
		return nil, broken
	}
	var form protocols.Form
	parts := multipart.NewReader(bytes.NewReader(body), boundary)
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return form, nil
		}
		if err != nil {
			return form, broken
		}
		if len(form) == protocols.MaxValues {
			return form, call.Errorf(call.InvalidParameter, "The form has more than %d parts.", protocols.MaxValues)
		}
		if part.FileName() != "" {
			return form, call.Errorf(call.InvalidParameter, "Files are not taken here. Send them to /webservice/upload.php.")
		}
		value, err := io.ReadAll(part)
		if err != nil {
			return form, broken
		}
		form = append(form, protocols.Pair{Key: part.FormName(), Value: string(value)})
	}
}

// text is the value of one of the call's own parameters; the body's counts before the query's.
func (sent *wire) text(key string) string {
	if v, ok := sent.object[key].(string); ok {
		return v
	}
	if v, times := sent.body.Scalar(key); times > 0 {
		return v
	}
	v, _ := sent.query.Scalar(key)
	return v
}

// twice says whether one source holds a parameter more than once, or as a list.
func (sent *wire) twice(key string) bool {
	_, inBody := sent.body.Scalar(key)
	_, inQuery := sent.query.Scalar(key)
	return inBody > 1 || inQuery > 1
}

func (h *Handler) request(r *http.Request, d door, sent *wire) *call.Request {
	caller := call.CallerOf(r.Context())
	request := &call.Request{
		ID: caller.RequestID, Protocol: Name, Address: caller.Address,
		Function: sent.text(parameterFunction), Settings: sent.settings(),
		Arguments: func() (map[string]any, error) { return sent.arguments(d) },
	}
	if d.byPassword {
		request.Credential = call.Credential{ByUser: true, Username: sent.text("wsusername"), Password: sent.text("wspassword")}
	} else {
		request.Credential = h.credential(r, sent)
	}
	return request
}

// credential gathers the token from everywhere it may stand.
func (h *Handler) credential(r *http.Request, sent *wire) call.Credential {
	var shown protocols.Shown
	shown.AddHeader(r, false)
	shown.AddQuery(sent.query, h.TokenInURL())
	shown.Add(sent.body.Scalar("wstoken"))
	if v, ok := sent.object["wstoken"]; ok {
		token, isText := v.(string)
		shown.Add(token, 1)
		if !isText {
			shown.Malform()
		}
	}
	return shown.Credential()
}

// settings reads what the caller asks about texts. The body's word counts before the query's.
func (sent *wire) settings() call.Settings {
	s := protocols.Settings(sent.query, sent.body)
	for key, value := range sent.object {
		if text, ok := value.(string); ok {
			protocols.SetSetting(&s, key, text)
		}
	}
	return s
}

// arguments builds what the function gets: the query's parameters, over which the body's win.
func (sent *wire) arguments(d door) (map[string]any, error) {
	if sent.wrong != nil {
		return nil, sent.wrong
	}
	for _, key := range ownParameters {
		if sent.twice(key) {
			return nil, call.Invalid(key, "is given twice")
		}
	}
	arguments, err := sent.query.Tree(d.reserves)
	if err != nil {
		return nil, err
	}
	if len(sent.body) > 0 {
		fromBody, err := sent.body.Tree(d.reserves)
		if err != nil {
			return nil, err
		}
		maps.Copy(arguments, fromBody)
	}
	for key, value := range sent.object {
		if !d.reserves(key) {
			arguments[key] = value
		}
	}
	return arguments, nil
}

// moodleHeaders are those of Moodle's answers.
func moodleHeaders(header http.Header, json bool) {
	if json {
		header["Content-Type"] = jsonType
	} else {
		header["Content-Type"] = xmlType
		header["Content-Disposition"] = xmlDisposition
	}
	protocols.MoodleHeaders(header)
}

// The values are shared by all answers: nobody may change them.
var (
	jsonType       = []string{"application/json"}
	xmlType        = []string{"application/xml; charset=utf-8"}
	xmlDisposition = []string{`inline; filename="response.xml"`}
)

// write sends an answer.
func write(w http.ResponseWriter, status int, encode func(b *buffer)) {
	protocols.Answer(w, status, func(data []byte) []byte {
		b := buffer{data}
		encode(&b)
		return b.data
	})
}
