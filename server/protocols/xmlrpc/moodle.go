package xmlrpc

import (
	"net/http"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// moodle answers /webservice/xmlrpc/server.php, and with simple simpleserver.php: the credential in the query, faults with status
// 200, and nothing of the system's methods.
func (h *Handler) moodle(simple bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !protocols.MoodleMethod(w, r) {
			return
		}
		s := style{moodle: true, void: h.Void()}
		body, err := protocols.ReadBody(w, r)
		if err != nil {
			protocols.MoodleHeaders(w.Header())
			w.Header().Set("Connection", "close")
			failed := call.AsError(err)
			answer(w, status(failed), s, result{err: failed})
			return
		}
		done := h.moodleCall(r, body, simple)
		if protocols.MoodleClosed(w, done.err, simple) {
			return
		}
		protocols.MoodleHeaders(w.Header())
		answer(w, http.StatusOK, s, done)
	})
}

func (h *Handler) moodleCall(r *http.Request, body []byte, simple bool) result {
	query, wrongQuery := protocols.ParseForm(r.URL.RawQuery)
	var shown call.Credential
	if simple {
		shown = protocols.UserCredential(query)
	} else {
		shown = h.credential(r, query)
	}
	c := h.caller(r, query, shown)
	m, wrong := moodleMessage(r, body)
	if wrong != nil {
		return instead(c.function("", nil), wrong)
	}
	done := c.function(m.method, func() ([]any, error) {
		if wrongQuery != nil {
			return nil, wrongQuery
		}
		return m.parameters()
	})
	done.repeated = c.repeated
	return done
}

// moodleMessage reads the name of the function. A form's content type is taken too: it is what curl sends when nobody says another
// one, and with it Moodle's own example client. To Moodle a body that is no methodCall is one of an unknown function.
func moodleMessage(r *http.Request, body []byte) (*message, error) {
	media, _ := protocols.MediaType(r)
	if media != "" && media != "application/x-www-form-urlencoded" {
		if err := protocols.CheckXML(r, mediaTypes...); err != nil {
			return nil, err
		}
	}
	m, err := open(body)
	if err != nil {
		return nil, call.Errorf(call.FunctionUnknown, "%s", err)
	}
	return m, nil
}

var mediaTypes = []string{"text/xml", "application/xml"}

// instead says why the name of the function could not be read, where the dispatcher could only say that it is missing. Whoever was
// refused before that is not told.
func instead(r result, why error) result {
	if r.err != nil && r.err.Check == call.CheckFunctionKnown {
		r.err = call.AsError(why)
	}
	return r
}

// credential is the token that the header or the query shows.
func (h *Handler) credential(r *http.Request, query protocols.Form) call.Credential {
	return protocols.Token(r, query, h.TokenInURL())
}
