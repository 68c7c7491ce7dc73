package soap

import (
	"slices"
	"strings"

	"gatehouse/server/call"
	"gatehouse/server/protocols"
)

// The codes of Moodle's own faults; the others are those of PHP's SoapServer, which stands before it.
const (
	moodleError    = "MOODLE:error" // the caller is refused
	moodleReceiver = "Receiver"     // the function fails
)

// aboutFunction are the checks that decide which functions there are for a caller. SoapServer knows no others.
var aboutFunction = []call.Check{
	call.CheckFunctionKnown, call.CheckServiceOn, call.CheckFunctionInService, call.CheckUserAuthorised, call.CheckAuthorisedValid,
	call.CheckAuthorisedAddress, call.CheckServiceCapability,
}

// moodleFault tells a failure as Moodle does. Our code is the actor of every one, and stands in the text of those from inside a
// function. SOAP 1.2, which Moodle does not answer in, has no room for such actors: there the detail is ours.
func moodleFault(m *message, arguments map[string]any, e *call.Error, requestID string) *fault {
	code := protocols.MoodleCode(e.Code)
	f := &fault{code: moodleVoice(m, arguments, e), reason: e.Error(), actor: code, subcode: code}
	if m.isWrong(e) {
		f.wrong = m.wrong
	}
	if f.code == moodleReceiver {
		f.reason += " | ERRORCODE: " + code
	}
	if m.version == soap11 {
		return f
	}
	if f.code == moodleError || f.code == moodleReceiver {
		f.code = m.named(codeOf(e))
	}
	f.detail = detailOf(m, code, e, requestID)
	return f
}

func moodleVoice(m *message, arguments map[string]any, e *call.Error) string {
	switch {
	case m.isWrong(e):
		return m.named(m.wrong.code)
	case leftOut(arguments, e):
		return m.named(client)
	case slices.Contains(aboutFunction, e.Check):
		return m.named(serverFault)
	case e.Check != "" || e.Code.Kind() == call.Unauthenticated:
		return moodleError
	}
	return moodleReceiver
}

// leftOut says whether a failure is about a parameter that was not sent at all, which SoapServer finds.
func leftOut(arguments map[string]any, e *call.Error) bool {
	if arguments == nil || e.Code != call.InvalidParameter || e.Path == "" || strings.ContainsAny(e.Path, ".[") {
		return false
	}
	_, given := arguments[e.Path]
	return !given
}
