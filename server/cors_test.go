package server

import (
	"io"
	"testing"
)

func TestScriptsOfOtherSites(t *testing.T) {
	h := New(options(io.Discard))
	const named, evil = "https://app.example.org", "https://evil.example.org"
	for _, row := range []struct {
		why, method, path, origin, wants string
		status                           int
		allowed                          string
	}{
		{"a site that nobody named may not ask", "OPTIONS", "/webservice/jsonrpc", evil, "POST", 204, ""},
		{"nor read an answer", "POST", "/webservice/jsonrpc", evil, "", 404, ""},
		{"nor one that begins like it", "OPTIONS", "/webservice/rest/core_f_get", named + ".evil.org", "GET", 204, ""},
		{"nor without a name", "OPTIONS", "/webservice/rest/core_f_get", "null", "GET", 204, ""},
		{"the app's pages are nobody's", "GET", "/", named, "", 200, ""},
		{"one that was named may ask", "OPTIONS", "/webservice/rest/core_f_get", named, "POST", 204, named},
		{"and read what is answered", "GET", "/webservice/rest/core_f_get", named, "", 404, named},
		{"no other method", "OPTIONS", "/webservice/rest/core_f_get", named, "DELETE", 204, ""},
		{"Moodle's addresses let everybody ask", "OPTIONS", "/webservice/rest/server.php", evil, "POST", 204, "*"},
		{"also for a token", "OPTIONS", "/login/token.php", evil, "POST", 204, "*"},
		{"an OPTIONS that asks for nothing is a call, as in Moodle", "OPTIONS", "/login/token.php", evil, "", 200, ""},
	} {
		header := []string{"Origin", row.origin}
		if row.method == "OPTIONS" && row.wants != "" {
			header = append(header, "Access-Control-Request-Method", row.wants, "Access-Control-Request-Headers", "authorization")
		}
		w := ask(h, row.method, row.path, own, "192.0.2.1:1", header...)
		if got := w.Header().Get("Access-Control-Allow-Origin"); w.Code != row.status || got != row.allowed {
			t.Errorf("%s: status %d, allowed %q", row.why, w.Code, got)
		}
		if w.Header().Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("%s: cookies are let through", row.why)
		}
	}
}
