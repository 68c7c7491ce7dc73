package soap

import (
	"net/http"
	"testing"

	"gatehouse/server/call"
	"gatehouse/server/docs"
	"gatehouse/server/protocols/conformance"
)

func newProtocol(d *call.Dispatcher) *Handler {
	return &Handler{
		Dispatcher: d, Site: func() docs.Site { return docs.Site{URL: "https://ws.example.org"} }, TokenInURL: func() bool { return true },
		WSDL: NewWSDL(d.Catalogue), MoodleWSDL: NewMoodleWSDL(),
	}
}

func newHandler(d *call.Dispatcher) http.Handler {
	mux := http.NewServeMux()
	newProtocol(d).Routes(mux.Handle)
	return mux
}

var versions = map[string]*version{"SOAP 1.1": soap11, "SOAP 1.2": soap12}

func TestOwnAddressConforms(t *testing.T) {
	const oneAfterTheOther = "a list is its items one after the other"
	for name, v := range versions {
		t.Run(name, func(t *testing.T) {
			conformance.Run(t, newHandler, literalClient{v}, conformance.Wire{
				Protocol: Name, Status: func(e *call.Error) int { return ownStatus(v, e) },
				NoEmptyList: oneAfterTheOther + ": an empty one cannot be told from none", OneIsList: oneAfterTheOther,
				TextNumbers: "values are text that is read by the type of its element", AbsentAsNull: "an absent list reads as an empty one",
			})
		})
	}
}

func TestMoodlesAddressConforms(t *testing.T) {
	for name, c := range map[string]encodedClient{
		"SOAP 1.1, parts by position":                 {version: soap11},
		"SOAP 1.1, parts by name, objects as structs": {version: soap11, named: true, structs: true},
		"SOAP 1.2, parts by position":                 {version: soap12, structs: true},
		"SOAP 1.2, parts by name":                     {version: soap12, named: true},
	} {
		t.Run(name, func(t *testing.T) {
			noDetails := "Moodle's faults have a text and a code only"
			if c.version == soap12 {
				noDetails = ""
			}
			conformance.Run(t, newHandler, c, conformance.Wire{
				Protocol: Name, Codes: map[call.Code]string{call.NotFound: "invalidrecord"}, NoDetails: noDetails,
				Status:        func(*call.Error) int { return http.StatusInternalServerError },
				SilentWhenOff: "Moodle answers with nothing in it", SilentStatus: http.StatusForbidden,
				Positional: "Moodle goes by the position of the parts", AbsentAsNull: "what is declared is always there",
				NumberBooleans: "Moodle's document declares yes and no as numbers",
			})
		})
	}
}

func TestConversations(t *testing.T) { conformance.Conversations(t, Name, newHandler) }

func ownStatus(v *version, e *call.Error) int {
	switch {
	case e.Code == call.ServicesOff || e.Code == call.ProtocolOff:
		return http.StatusForbidden
	case v == soap12 && codeOf(e) == client:
		return http.StatusBadRequest
	}
	return http.StatusInternalServerError
}
