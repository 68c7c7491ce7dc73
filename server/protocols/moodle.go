package protocols

import (
	"net/http"
	"strings"

	"gatehouse/server/call"
)

// MoodleCode is what Moodle calls a failure for which we have a name of our own.
func MoodleCode(c call.Code) string {
	if c == call.NotFound {
		return string(call.FunctionUnknown) // any record that is not there
	}
	return string(c)
}

// MoodlePage writes a failure as Moodle's JSON pages do: its AJAX address when all requests fail, and the addresses of files.
func MoodlePage(e *call.Error, requestID string) func(b []byte) []byte {
	return func(b []byte) []byte {
		b = append(b, `{"error":`...)
		b = AppendQuoted(b, e.Error(), PHPStyle)
		b = append(b, `,"errorcode":`...)
		b = AppendQuoted(b, MoodleCode(e.Code), PHPStyle)
		b = append(b, `,"stacktrace":null,"debuginfo":null,"reproductionlink":null,"requestid":`...)
		b = AppendQuoted(b, requestID, PHPStyle)
		return append(b, '}')
	}
}

// MoodleHeaders sets the header fields that all answers on Moodle's addresses have besides their content type. Nothing may be
// stored: the address may hold a token.
func MoodleHeaders(header http.Header) {
	header["Cache-Control"] = cacheControl
	header["Expires"] = expires
	header["Pragma"] = pragma
	header["Accept-Ranges"] = acceptRanges
	header["Access-Control-Allow-Origin"] = allowOrigin
}

// The values are shared by all answers: nobody may change them.
var (
	cacheControl = []string{"private, must-revalidate, pre-check=0, post-check=0, max-age=0, no-store"}
	expires      = []string{"Thu, 01 Jan 1970 00:00:00 GMT"}
	pragma       = []string{"no-cache"}
	acceptRanges = []string{"none"}
	allowOrigin  = []string{"*"}
)

// MoodleMethod says whether a request has a method that HTTP has; Moodle never looks which. It answers one that has not.
func MoodleMethod(w http.ResponseWriter, r *http.Request) bool {
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodOptions, http.MethodPut, http.MethodPatch, http.MethodDelete:
		return true
	}
	w.Header().Set("Allow", "GET, HEAD, POST, OPTIONS, PUT, PATCH, DELETE")
	http.Error(w, "This address takes GET and POST.", http.StatusMethodNotAllowed)
	return false
}

// MoodleClosed answers for a protocol that is off, as Moodle does: with nothing. It says whether it has answered. simple is the
// address that takes user name and password.
func MoodleClosed(w http.ResponseWriter, e *call.Error, simple bool) bool {
	if e == nil || e.Code != call.ServicesOff && e.Code != call.ProtocolOff {
		return false
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if !simple {
		w.WriteHeader(http.StatusForbidden)
	}
	return true
}

// The parameters that are about the texts of a result.
const (
	settingPrefix   = "moodlewssetting"
	settingRaw      = settingPrefix + "raw"
	settingFileURL  = settingPrefix + "fileurl"
	settingFilter   = settingPrefix + "filter"
	settingLang     = settingPrefix + "lang"
	settingTimezone = settingPrefix + "timezone"
)

// SettingKeys are the names of those parameters, which never reach a function.
var SettingKeys = []string{settingRaw, settingFileURL, settingFilter, settingLang, settingTimezone}

// Settings reads what a caller asks about texts out of forms; the word of a later one counts before that of an earlier one.
func Settings(forms ...Form) call.Settings {
	s := call.DefaultSettings
	for _, form := range forms {
		for _, p := range form {
			if strings.HasPrefix(p.Key, settingPrefix) {
				SetSetting(&s, p.Key, p.Value)
			}
		}
	}
	return s
}

// SetSetting takes one of these parameters. Another key is left alone.
func SetSetting(s *call.Settings, key, value string) {
	switch key {
	case settingRaw:
		s.Raw = flag(value, s.Raw)
	case settingFileURL:
		s.FileURL = flag(value, s.FileURL)
	case settingFilter:
		s.Filter = flag(value, s.Filter)
	case settingLang:
		s.Lang = value
	case settingTimezone:
		s.Timezone = value
	}
}

// flag reads a yes or no. Yes is anything that PHP would take for it.
func flag(value string, standard bool) bool {
	switch strings.ToLower(value) {
	case "":
		return standard
	case "0", "false", "no", "off":
		return false
	}
	return true
}
